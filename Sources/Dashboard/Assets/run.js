// "Run": a model is brought in if need be, loaded, and asked in the playground. Which one waits for what is remembered by this
// tab, so that a reload goes on; nothing begins because somebody followed a link.
import { call, Problem } from "./api.js";
import { size } from "./stream.js";

const keyOf = (name) => `run ${name}`;
const pause = 1000;
const inMemory = "load";

const rests = () => new Promise((resolve) => { setTimeout(resolve, pause); });

// A pull that was queued to run what it brings.
document.addEventListener("roost:done", (event) => {
  const name = event.target.dataset?.run;
  if (!name) return;
  event.preventDefault();
  sessionStorage.setItem(keyOf(name), event.detail.id);
  location.assign(`/playground?model=${encodeURIComponent(name)}`);
});
// One that is here already.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-runs]");
  if (link) sessionStorage.setItem(keyOf(link.dataset.runs), inMemory);
});

async function pulled(job, say) {
  for (;;) {
    const view = await call("GET", `/api/v1/jobs/${encodeURIComponent(job)}`);
    if (view.state === "completed") return;
    if (["failed", "cancelled", "paused"].includes(view.state)) {
      throw new Problem(0, `It was not brought in: ${view.problem?.message.split("\n")[0] ?? `the job is ${view.state}`}`, view.problem?.hint);
    }
    const done = view.unit === "bytes" && view.total ? `, ${size(view.completed)} of ${size(view.total)}` : "";
    say(`Bringing it in: ${view.phase || view.state}${done}.`, job);
    await rests();
  }
}

/** Does what was begun elsewhere for a model; true when it is in memory now, false when nothing was to be done. */
export async function makeReady(name, say) {
  const what = sessionStorage.getItem(keyOf(name));
  if (!what) return false;
  try {
    if (what !== inMemory) await pulled(what, say);
    say("Loading it; a large model takes a while.");
    await call("POST", "/api/v1/runtimes/load", { model: name });
  } finally {
    sessionStorage.removeItem(keyOf(name));
  }
  say("It is in memory.");
  return true;
}
