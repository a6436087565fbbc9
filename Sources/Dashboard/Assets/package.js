// The package on its way: the browser downloads by itself, so that not a byte of it passes through this page; how far it is
// the server counts, and is asked each second. Which one is watched is remembered by this tab, so that a reload goes on.
import { call } from "./api.js";
import { Meter, duration, showProgress, size } from "./stream.js";
import { toastProblem } from "./toasts.js";

/** Milliseconds between two looks; longer after it broke off, since a browser may go on with it. */
const [often, seldom] = [1000, 4000];
/** Milliseconds after which a download that no browser asked for is given up: the question where to put it was closed. */
const patience = 300_000;

const pauses = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const keyOf = (link) => `package ${new URL(link.href).pathname}`;

/** The words for a state, and whether there is nothing more to come. */
function say(view, meter, began) {
  const of = view.total_bytes ? ` of ${size(view.total_bytes)}` : "";
  switch (view.state) {
    case "waiting": return "Your browser has not asked for it yet; it may be asking you where to put it.";
    case "sent": return `Done: all ${size(view.total_bytes)} were sent${began ? ` in ${duration(began)}` : ""}. Your browser says when they are on its disk.`;
    case "broken": return `Broken off at ${size(view.sent_bytes)}${of}. Go on with it from your browser's list of downloads, or start again.`;
    case "refused": return `It is not sent: ${view.problem?.message ?? "there is no package"}.${view.problem?.hint ? ` What to do: ${view.problem.hint}.` : ""}`;
    default: return meter.silence > 5 ? "Your browser takes nothing at the moment." : "On its way.";
  }
}

function show(place, view, meter, began) {
  const isOver = ["sent", "refused"].includes(view.state);
  place.querySelector("progress").hidden = !view.total_bytes || view.state === "refused";
  place.querySelector("dl").hidden = !view.total_bytes || isOver;
  if (view.total_bytes) showProgress(place, { completed: view.sent_bytes, total: view.total_bytes, unit: "bytes" }, meter);
  if (view.state === "broken") for (const part of place.querySelectorAll("[data-rate], [data-left]")) part.textContent = "\u2013";
  const words = place.querySelector("[role=status]");
  const text = say(view, meter, began);
  // Read out when it changes, and not each second.
  if (words.textContent !== text) words.textContent = text;
  return isOver;
}

/** - began: when this page saw it begin; null for one that another page began, whose time nobody took. */
async function watch(place, view, began) {
  const meter = new Meter();
  const words = place.querySelector("[role=status]");
  const opened = performance.now();
  let shown = null;
  place.hidden = false;
  // An earlier one is no longer looked at here.
  place.dataset.watches = view.id;
  for (;;) {
    if (view.state === "sending" && shown !== view.sent_bytes) meter.add({ at: view.at, completed: view.sent_bytes });
    shown = view.sent_bytes;
    const isOver = show(place, view, meter, began === null ? 0 : (performance.now() - began) / 1000);
    if (isOver || place.dataset.watches !== view.id) return;
    if (view.state === "waiting" && performance.now() - opened > patience) {
      words.textContent = "Your browser never asked for it. Start again.";
      return;
    }
    await pauses(view.state === "broken" ? seldom : often);
    try {
      view = await call("GET", `/api/v1/downloads/${view.id}`);
    } catch (problem) {
      if (problem.status === 0) continue;
      words.textContent = `How far it is cannot be told any more: ${problem.message}.`;
      return;
    }
  }
}

/** Asks for an id, and has the browser download with it: by an ordinary link, which survives leaving this page. */
async function begin(link) {
  const view = await call("POST", "/api/v1/downloads");
  sessionStorage.setItem(keyOf(link), view.id);
  const own = document.createElement("a");
  const address = new URL(link.href);
  address.searchParams.set("download", view.id);
  own.href = address;
  own.download = link.download;
  own.hidden = true;
  link.after(own);
  own.click();
  own.remove();
  await watch(document.getElementById(link.dataset.package), view, performance.now());
}

/** One that was begun before this page was loaded again. */
async function goOn(link) {
  const id = sessionStorage.getItem(keyOf(link));
  if (!id) return;
  try {
    await watch(document.getElementById(link.dataset.package), await call("GET", `/api/v1/downloads/${id}`), null);
  } catch (problem) {
    // The server no longer knows it: it ended long ago.
    if (problem.status !== 0) sessionStorage.removeItem(keyOf(link));
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-package]");
  // In another tab or window the browser does it alone.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await begin(link);
  } catch (problem) {
    toastProblem(problem);
  }
});

for (const link of document.querySelectorAll("a[data-package]")) goOn(link);
