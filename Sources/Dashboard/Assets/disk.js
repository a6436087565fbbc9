// The figures of the store, which take a look at each of its files, and pruning.
import { once } from "./actions.js";
import { call } from "./api.js";
import { size } from "./stream.js";
import { toastProblem } from "./toasts.js";

const find = (name) => document.getElementById(name);

const several = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

async function figures() {
  const tiles = document.querySelector("[data-disk]");
  try {
    const disk = await call("GET", "/api/v1/disk");
    for (const place of tiles.querySelectorAll("[data-bytes]")) place.textContent = size(disk[place.dataset.bytes]);
    for (const place of tiles.querySelectorAll("[data-count]")) place.textContent = disk[place.dataset.count].toLocaleString("en");
    find("disk-words").textContent =
      `Kept: ${several(disk.versions, "version")} of ${several(disk.models, "model")}. Without sharing they would take ${size(disk.logical_bytes)}.`;
  } catch (problem) {
    find("disk-words").textContent = `The figures could not be counted: ${problem.message}.`;
  }
  tiles.removeAttribute("aria-busy");
}

async function wouldGo() {
  find("prune-words").textContent = "Looking through the store…";
  const report = await call("POST", "/api/v1/prune?dry_run=true");
  return report.blobs === 0
    ? "No blob is unreferenced. Only downloads that nobody went on with for a week would go."
    : `${several(report.blobs, "blob")} would go, which frees ${size(report.freed_bytes)}; and downloads that nobody went on with for a week.`;
}

const ended = { completed: "Pruned", failed: "Pruning failed", cancelled: "Pruning was called off", paused: "Pruning waits for its next try" };

/** Follows the job to its end and says how it ended, and why or with what. */
function follow(job) {
  return new Promise((resolve) => {
    const events = new EventSource(`/api/v1/jobs/${encodeURIComponent(job.id)}/events`);
    let last = "";
    let state = job.state;
    const read = (event) => JSON.parse(event.data);
    events.addEventListener("phase", (event) => { find("prune-words").textContent = `${read(event).text}…`; });
    events.addEventListener("log", (event) => { last = read(event).text.replace(/^info: /, ""); });
    events.addEventListener("state", (event) => { state = read(event).text ?? state; });
    events.addEventListener("end", () => {
      events.close();
      const [how, ...why] = state.split(": ");
      const said = why.length ? why.join(": ") : last;
      resolve(`${ended[how] ?? `Pruning ended as ${how}`}${said ? `; ${said.replace(/\.$/, "")}` : ""}.`);
    });
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) resolve("The job goes on, but cannot be followed from here; Jobs shows it.");
    });
  });
}

const does = {
  async try() { find("prune-words").textContent = await wouldGo(); },
  async ask() {
    const words = await wouldGo();
    find("prune-words").textContent = "";
    find("ask-words").textContent = words;
    find("prune-ask").showModal();
  },
  async go() {
    find("prune-ask").close();
    find("prune-words").textContent = "Waiting for its turn…";
    find("prune-words").textContent = await follow(await call("POST", "/api/v1/prune"));
    await figures();
  },
};

async function perform(name) {
  try {
    await does[name]();
  } catch (problem) {
    find("prune-words").textContent = "";
    toastProblem(problem);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-prune]");
  if (button) once([button], () => perform(button.dataset.prune));
});

figures();
