// A stream of events that survives reloads and restarts of the server, and numbers made from nothing but its events.

import { wait } from "./live.js";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** Events after which a rate is still shown, in milliseconds: what is older says nothing about now. */
const recent = 10_000;
/** No rate is made from less time than this. */
const least = 1_000;

/**
 * Follows a stream. The browser comes back by itself with the id it saw last, as long as the server can be reached at all;
 * when it was turned away, this comes back, behind the id it saw last.
 *
 * @param on an object with a function for each kind of event, which gets the event's value; `lost` and `found` tell of the line
 */
export function follow(path, after, on) {
  let last = after;
  let source;
  let timer;
  let isLost = false;
  let tries = 0;
  /** When the server was there for certain, last. */
  let seen = new Date();
  const lose = (text) => {
    // Until just now the line stood.
    if (!isLost) seen = new Date();
    isLost = true;
    on.lost?.(`Not connected, last seen at ${clock.format(seen)}. ${text}`);
  };
  const open = () => {
    source = new EventSource(`${path}?after=${encodeURIComponent(last)}`);
    source.onopen = () => {
      if (isLost) on.found?.();
      isLost = false;
      tries = 0;
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        lose("The server turned the connection away; trying again. Are you still signed in?");
        tries += 1;
        timer = setTimeout(open, wait(tries + 1));
      } else {
        lose("Trying again; what is shown is from then.");
      }
    };
    for (const kind of ["state", "phase", "progress", "log", "ready", "reset", "end"]) {
      source.addEventListener(kind, (event) => {
        if (event.lastEventId) last = event.lastEventId;
        on[kind]?.(JSON.parse(event.data));
      });
    }
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  let isOver = false;
  // A browser has six connections to one server. A page nobody sees gives its own back, and goes on behind what it saw.
  const look = () => {
    const isSeen = document.visibilityState === "visible" && !isOver;
    if (isSeen && !source) open();
    if (!isSeen) close();
  };
  look();
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", close);
  addEventListener("pageshow", look);
  return () => {
    isOver = true;
    close();
  };
}

/** How fast something goes: over the events of the last ten seconds, nothing smoothed and nothing guessed. */
export class Meter {
  #seen = [];
  #heard = 0;

  /** A new phase counts from its own beginning: what was there before did not come now. */
  reset() {
    this.#seen = [];
  }

  add({ at, completed }) {
    const moment = Date.parse(at);
    const before = this.#seen.at(-1);
    if (before && (completed < before.completed || moment < before.moment)) this.reset();
    this.#seen.push({ moment, completed });
    this.#heard = performance.now();
    while (this.#seen.length > 2 && moment - this.#seen[0].moment > recent) this.#seen.shift();
  }

  /** Per second; null when there is too little to tell. */
  get rate() {
    const [first, end] = [this.#seen[0], this.#seen.at(-1)];
    const time = first ? end.moment - first.moment : 0;
    return time >= least ? ((end.completed - first.completed) * 1000) / time : null;
  }

  /** Seconds since something was heard; 0 before. */
  get silence() {
    return this.#heard ? (performance.now() - this.#heard) / 1000 : 0;
  }
}

/** `91.0 MB`, as the server says it. */
export function size(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${Math.round(bytes)} B` : `${value.toFixed(1)} ${units[unit]}`;
}

const counts = new Intl.NumberFormat("en-US");

/** An amount of what a job counts. */
export function amount(number, unit) {
  return unit === "items" ? counts.format(Math.round(number)) : size(number);
}

/** `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds) {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return whole < 360_000 ? `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min` : "days";
}

/** A text of a stranger's: what can hide or turn other text is shown as what it is, a character that is none. */
export function plain(text) {
  return String(text).replace(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, "\uFFFD");
}

/** Shows how far a job is inside of an element, and how fast. */
export function showProgress(place, event, meter) {
  const { completed, total, unit } = event;
  const bar = place.querySelector("progress");
  if (total > 0 && bar) {
    bar.max = total;
    bar.value = completed;
  }
  const done = place.querySelector("[data-amount]");
  if (done) done.textContent = total > 0 ? `${amount(completed, unit)} of ${amount(total, unit)}` : amount(completed, unit);
  showRate(place, event, meter);
}

/** Nothing heard for a while is said as such: the last rate would be a claim. */
export function showRate(place, event, meter) {
  const rate = place.querySelector("[data-rate]");
  const left = place.querySelector("[data-left]");
  if (!rate || !left) return;
  const { completed, total, unit } = event;
  if (total > 0 && completed >= total) {
    rate.textContent = left.textContent = "–";
  } else if (meter.silence > 5) {
    rate.textContent = `nothing for ${duration(meter.silence)}`;
    left.textContent = "unknown";
  } else if (meter.rate === null) {
    rate.textContent = left.textContent = "measuring";
  } else {
    rate.textContent = `${amount(meter.rate, unit)}/s`;
    left.textContent = meter.rate > 0 && total > 0 ? duration((total - completed) / meter.rate) : "unknown";
  }
}
