// One job: its stream moves bytes, phases and log; when its state changes the server draws it anew.
import { follow, Meter, plain, showProgress, showRate } from "./stream.js";
import { refresher } from "./live.js";
import { localTimes } from "./times.js";

/** Lines that stay on the page; older ones make room. */
const mostLines = 300;

const job = document.querySelector("#job");
const line = document.querySelector("[data-line]");
const say = document.querySelector("[data-say]");
const log = document.querySelector("[data-log]");
const meter = new Meter();
let newest = null;
let phase = null;
/** The number of the newest event that is shown. */
let last = job?.dataset.after;
let stop = null;

const part = () => document.querySelector("#job-state");
const isRunning = () => document.querySelector("#job-badge")?.dataset.state === "running";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** Where moments stand close together, seconds tell them apart; the day is in the tooltip. */
function clocks() {
  for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clock.format(new Date(time.dateTime));
}

const refresh = refresher(() => {
  clocks();
  // A job that had ended goes again.
  if (!stop && document.querySelector("[data-left]")) start();
  if (!isRunning()) return;
  if (phase) part().querySelector("[data-phase]").textContent = phase;
  if (newest) progress(newest);
});

function progress(event) {
  newest = event;
  if (!isRunning()) return;
  const place = part();
  if (event.total > 0 && !place.querySelector("progress")) {
    const made = document.createElement("progress");
    made.setAttribute("aria-label", "Progress");
    place.querySelector("dl").before(made);
  }
  showProgress(place, event, meter);
}

/** A line of the log, whose words may be a Hub's: text, and nothing else. */
function write(event) {
  const [level, ...words] = event.text.split(": ");
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.dateTime = event.at;
  time.dataset.clock = "";
  item.append(time, " ");
  if (level !== "info") {
    const badge = document.createElement("span");
    badge.className = `badge ${level === "error" ? "bad" : "warn"}`;
    badge.textContent = level;
    item.append(badge, " ");
  }
  const text = document.createElement("span");
  text.className = "wrap";
  text.textContent = plain(words.join(": "));
  item.append(text);
  localTimes(item);
  time.textContent = clock.format(new Date(event.at));
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(item);
  while (log.children.length > mostLines) log.firstElementChild.remove();
  if (isAtEnd) log.scrollTop = log.scrollHeight;
  document.querySelector("[data-nolog]").hidden = true;
}

/** Follows the job behind what was seen; it ends with the job. */
function start() {
  stop = follow(job.dataset.events, last, {
    state: ({ sequence, state }) => {
      last = sequence;
      meter.reset();
      newest = phase = null;
      say.textContent = `The job is ${state}`;
      refresh();
    },
    phase: ({ sequence, text }) => {
      last = sequence;
      meter.reset();
      phase = plain(text);
      part().querySelector("[data-phase]").textContent = phase;
      refresh();
    },
    progress: (event) => {
      last = event.sequence || last;
      meter.add(event);
      progress(event);
    },
    log: (event) => {
      last = event.sequence;
      write(event);
    },
    end: () => {
      stop();
      stop = null;
    },
    lost: (text) => {
      line.textContent = text;
      line.hidden = false;
    },
    found: () => {
      line.hidden = true;
      refresh();
    },
  });
}

if (job) {
  clocks();
  log.scrollTop = log.scrollHeight;
  start();
  setInterval(() => { if (newest && isRunning()) showRate(part(), newest, meter); }, 1000);
  // Asking to cancel is no event of the job; the page shows that it was asked.
  document.addEventListener("roost:done", () => refresh());
}
