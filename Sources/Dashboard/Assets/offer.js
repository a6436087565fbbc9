// The page of a repository on a Hub: which files to pull, and what the gate would say.
import "./run.js";
import { localTimes } from "./times.js";

const form = document.querySelector("#pull");

/** Only the fields of the chosen way travel; the others are disabled, which leaves them out. */
function part() {
  const open = form.querySelector("[name=reference]:checked")?.dataset.opensPart ?? "";
  for (const field of form.elements) if (field.dataset.part) field.disabled = field.dataset.part !== open;
  for (const place of document.querySelectorAll("[data-shows]")) place.hidden = place.dataset.shows !== open;
  form.querySelector(".problem").hidden = true;
}

/** Nothing chosen would mean everything to the server. */
function lacks() {
  const open = form.querySelector("[name=reference]:checked")?.dataset.opensPart;
  const live = [...form.elements].filter((field) => field.dataset.part === open);
  if (open === "files" && !live.some((field) => field.checked)) return "Tick the files to pull in the list below.";
  if (open === "patterns" && !live.some((field) => field.value.trim())) return "Write at least one pattern.";
  return "";
}

if (form) {
  form.addEventListener("change", (event) => { if (event.target.name === "reference") part(); });
  form.addEventListener("submit", (event) => {
    const what = lacks();
    if (!what) return;
    event.preventDefault();
    event.stopPropagation();
    const place = form.querySelector(".problem");
    place.textContent = what;
    place.hidden = false;
  });
  part();
}

/** Takes what the gate would say from its page; it may take seconds, for it asks the network. */
async function vet(place) {
  const said = place.querySelector("[role=status]");
  try {
    const answer = await fetch(place.dataset.fetch, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector("#vetting");
    if (!news) throw new Error(`${answer.status}`);
    localTimes(news);
    said.textContent = news.querySelector(".badge")?.textContent ?? "";
    said.classList.add("sr");
    said.after(document.importNode(news, true));
  } catch {
    said.textContent = "That could not be found out. Reload the page to ask again.";
  } finally {
    place.setAttribute("aria-busy", "false");
  }
}

const place = document.querySelector("[data-fetch]");
if (place) vet(place);
