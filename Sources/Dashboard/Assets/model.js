// The page of a kept model: copying, the rule a waiver begins with, and following the reading again.
import "./run.js";
import { once } from "./actions.js";
import { toast } from "./toasts.js";
import "./package.js";

/** Without https (and not on this machine) browsers have no clipboard for scripts; a selected field still has. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("refused");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.dataset.rule) {
    const rule = document.querySelector("#waive select[name=rule]");
    if (rule) rule.value = button.dataset.rule;
  }
  if (button.dataset.copy === undefined) return;
  try {
    await copy(button.dataset.copy);
    toast("Copied");
  } catch {
    toast("The browser did not let it be copied", button.dataset.copy, "problem");
  }
});

/** The server's words and numbers of a job, until it ends; then it is done. */
function follow(job, place, done) {
  const [bar, words, link] = [place.querySelector("progress"), place.querySelector("[role=status]"), place.querySelector("a")];
  place.hidden = false;
  bar.removeAttribute("value");
  link.href = `/jobs/${encodeURIComponent(job.id)}`;
  words.textContent = "Waiting for its turn";
  const events = new EventSource(`/api/v1/jobs/${encodeURIComponent(job.id)}/events`);
  const end = (text) => {
    events.close();
    words.textContent = text;
    done();
  };
  const hear = (message) => {
    const told = JSON.parse(message.data);
    if (told.event === "progress" && told.total) {
      bar.max = told.total;
      bar.value = told.completed;
    } else if (told.event === "phase") {
      words.textContent = told.text;
    } else if (told.event === "state") {
      if (told.text === "completed") {
        bar.max = bar.value = 1;
        end("Everything is as it should be.");
      } else if (/^(failed|cancelled|paused)/.test(told.text)) {
        end(told.text.replace(": ", ". "));
      }
    }
  };
  for (const kind of ["message", "state", "phase", "progress", "log"]) events.addEventListener(kind, hear);
  // The browser comes back by itself after a pause; closed for good means it was refused.
  events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) end("The job can no longer be followed from here."); });
}

document.addEventListener("roost:done", (event) => {
  const place = document.getElementById(event.target.dataset.follows ?? "");
  if (!place) return;
  event.preventDefault();
  // What began it enables its buttons again right after this.
  setTimeout(() => once([event.target], () => new Promise((done) => { follow(event.detail, place, done); })));
});
