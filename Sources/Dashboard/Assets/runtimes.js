// The models in memory: the page is made anew by the server when something is different.
import { refresher } from "./live.js";
import { names, watch } from "./poll.js";

const say = document.querySelector("[data-say]");
const refresh = refresher();
let states = new Map();

watch("/api/v1/runtimes", (view, isFirst) => {
  const now = new Map(view.instances.map((each) => [each.model, each.state]));
  const news = [...now].filter(([model, state]) => states.get(model) !== state).map(([model, state]) => `${model}: ${state}`)
    .concat([...states.keys()].filter((model) => !now.has(model)).map((model) => `${model}: no longer in memory`));
  states = now;
  if (!isFirst && news.length) say.textContent = news.join("; ");
  refresh();
});

const form = document.querySelector("#load");
const going = document.querySelector("#loading");
form.addEventListener("submit", () => { going.textContent = "Loading; a large model takes a while."; });
for (const end of ["roost:done", "roost:failed"]) form.addEventListener(end, () => { going.textContent = ""; });

try {
  const { models } = await names();
  document.querySelector("#models").replaceChildren(...models.map((name) => new Option(name, name)));
} catch {
  // A name can be typed without being offered.
}
