// The list of jobs, and the overview: one stream of all jobs moves what is shown.
import { follow, Meter, plain, showProgress, showRate } from "./stream.js";
import { refresher } from "./live.js";

const list = document.querySelector("[data-feed]");
const line = document.querySelector("[data-line]");
const say = document.querySelector("[data-say]");
/** By job: its meter, and the last event of its progress. */
const meters = new Map();
const newest = new Map();

const row = (job) => document.getElementById(`job-${job}`);
const refresh = refresher(() => {
  for (const [job, event] of newest) show(job, event);
  again();
});
/** While the server counts what came or went, there is more to see. */
const again = () => { if (document.querySelector("[data-again]")) refresh(); };

function meter(job) {
  if (!meters.has(job)) meters.set(job, new Meter());
  return meters.get(job);
}

function show(job, event) {
  const place = row(job);
  if (place?.dataset.state === "running") showProgress(place, event, meter(job));
}

function forget(job) {
  meters.delete(job);
  newest.delete(job);
}

if (list) {
  again();
  follow("/api/v1/jobs/events", list.dataset.feed, {
    state: ({ job, state }) => {
      if (state !== "running") forget(job);
      else meter(job).reset();
      const subject = row(job)?.querySelector("a").textContent;
      if (subject) say.textContent = `${subject}: ${state}`;
      refresh();
    },
    phase: ({ job, text }) => {
      meter(job).reset();
      const place = row(job)?.querySelector("[data-phase]");
      if (place) place.textContent = plain(text);
    },
    progress: (event) => {
      const { job } = event;
      meter(job).add(event);
      newest.set(job, event);
      const place = row(job);
      // A bar belongs to a job from when its total is known: the server draws it.
      if (place && event.total > 0 && !place.querySelector("progress")) bar(place, event);
      show(job, event);
    },
    reset: refresh,
    lost: (text) => {
      line.textContent = text;
      line.hidden = false;
    },
    found: () => {
      line.hidden = true;
      refresh();
    },
  });
  setInterval(() => {
    for (const [job, event] of newest) {
      const place = row(job);
      if (place?.dataset.state === "running") showRate(place, event, meter(job));
    }
  }, 1000);
}

function bar(place, event) {
  const made = document.createElement("progress");
  made.max = event.total;
  made.setAttribute("aria-label", `Progress of ${place.querySelector("a").textContent}`);
  place.querySelector("[data-amount]").before(made);
}
