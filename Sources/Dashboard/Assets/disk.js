// The figures of the store, which take a look at each of its files, and pruning.
import { call } from "./api.js";
import { toastProblem } from "./toasts.js";

const find = (name) => document.getElementById(name);

/** As the server writes sizes: 91.0 MB. */
function size(bytes) {
  let [value, unit] = [bytes, 0];
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  while (value >= 999.95 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit]}`;
}

const several = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

async function figures() {
  const tiles = document.querySelector("[data-disk]");
  try {
    const disk = await call("GET", "/api/v1/disk");
    for (const place of tiles.querySelectorAll("[data-bytes]")) place.textContent = size(disk[place.dataset.bytes]);
    for (const place of tiles.querySelectorAll("[data-count]")) place.textContent = disk[place.dataset.count].toLocaleString("en");
    find("disk-words").textContent =
      `${several(disk.versions, "version")} of ${several(disk.models, "model")} would take ${size(disk.logical_bytes)} without sharing.`;
  } catch (problem) {
    find("disk-words").textContent = `The figures could not be counted: ${problem.message}.`;
  }
  tiles.removeAttribute("aria-busy");
}

async function wouldGo() {
  find("prune-words").textContent = "Looking through the store…";
  const report = await call("POST", "/api/v1/prune?dry_run=true");
  return report.blobs === 0
    ? "Nothing is unreferenced; only downloads abandoned for a week would go."
    : `${several(report.blobs, "blob")} would go, ${size(report.freed_bytes)}, and downloads abandoned for a week.`;
}

/** Follows the job to its end and says what it said last. */
function follow(job) {
  return new Promise((resolve) => {
    const events = new EventSource(`/api/v1/jobs/${encodeURIComponent(job.id)}/events`);
    let last = "";
    let state = job.state;
    const read = (event) => JSON.parse(event.data);
    events.addEventListener("phase", (event) => { find("prune-words").textContent = `${read(event).text}…`; });
    events.addEventListener("log", (event) => { last = read(event).text.replace(/^info: /, ""); });
    events.addEventListener("state", (event) => { state = read(event).text ?? state; });
    events.addEventListener("end", () => { events.close(); resolve(`${state}${last ? `: ${last}` : ""}`); });
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) resolve("The job goes on; see Jobs.");
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
    find("prune-words").textContent = `Pruning ${await follow(await call("POST", "/api/v1/prune"))}.`;
    await figures();
  },
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-prune]");
  if (!button) return;
  button.disabled = true;
  try {
    await does[button.dataset.prune]();
  } catch (problem) {
    find("prune-words").textContent = "";
    toastProblem(problem);
  }
  button.disabled = false;
});

figures();
