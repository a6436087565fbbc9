// Looking after what changes without telling: calmly, ever more seldom while the server is away, and never where nobody sees it.
import { call } from "./api.js";
import { wait } from "./live.js";

const pause = 3000;

/** Asks a path again and again; `changed` gets an answer that differs from the one before. Gives back a way to ask at once. */
export function watch(path, changed) {
  const line = document.querySelector("[data-line]");
  let last;
  let failed = 0;
  let timer = 0;
  let busy = false;
  const plan = (time) => {
    clearTimeout(timer);
    timer = document.visibilityState === "visible" ? setTimeout(look, time) : 0;
  };
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      const answer = await call("GET", path);
      const text = JSON.stringify(answer);
      failed = 0;
      if (line) line.hidden = true;
      if (text !== last) changed(answer, last === undefined);
      last = text;
    } catch (problem) {
      failed += 1;
      if (line) {
        line.textContent = `${problem.message}. What is shown is from before; trying again.`;
        line.hidden = false;
      }
    }
    busy = false;
    plan(failed ? Math.max(pause, wait(failed)) : pause);
  };
  document.addEventListener("visibilitychange", () => plan(0));
  document.addEventListener("roost:done", () => plan(0));
  plan(0);
}

/** What may be asked: models and routes, by name. */
export async function names() {
  const { data } = await call("GET", "/v1/models");
  return {
    models: data.filter((each) => each.owned_by !== "roost-route").map((each) => each.id),
    routes: data.filter((each) => each.owned_by === "roost-route").map((each) => each.id),
  };
}
