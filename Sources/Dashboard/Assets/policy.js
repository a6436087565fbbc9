// The editor of the policy: checked where it is typed, tried on what is kept, and saved only over what was seen.
import { once } from "./actions.js";
import { call } from "./api.js";
import { showMistakes } from "./mistakes.js";
import { keep } from "./toasts.js";
import { element, several } from "./tries.js";

const find = (id) => document.getElementById(id);
const form = find("policy-form");
const text = find("policy-text");
/** Rows shown of what would change; the rest is counted. */
const shownAtMost = 500;
/** Of the preview that was run last: the text it was for, and what to say of it. */
let tried = { text: null, words: "" };
let running = null;

function show(report) {
  showMistakes(report, text, find("policy-mistakes"), `“${report.policy}” can be used.`);
}

async function check() {
  const report = await call("POST", "/api/v1/policy/check", { text: text.value });
  show(report);
  return report.valid;
}

const colour = { admitted: "good", quarantined: "warn", refused: "bad" };

function row(change) {
  const line = element("tr");
  const name = element("th", undefined, "name");
  name.scope = "row";
  name.append(element("span", change.model, "wrap"), " ", element("code", change.commit.slice(0, 12), "muted"));
  if (!change.kept) name.append(" ", element("span", "not kept", "badge"));
  const cells = [change.before, change.after].map((each) => {
    const cell = element("td");
    cell.append(each ? element("span", each, `badge ${colour[each] ?? ""}`) : element("span", "undecided", "muted"));
    return cell;
  });
  const why = change.rules.map((rule) => `${rule.title}: ${rule.before ?? "not asked"} → ${rule.after ?? "not asked"}`);
  line.append(name, ...cells, element("td", why.join("; "), "wrap"));
  return line;
}

function said(counts, decided, total, ended) {
  const all = counts.kept + counts.other;
  if (total === 0) return "Nothing was assessed here yet, so no verdict changes.";
  const scope = ended ? `of ${several(total, "verdict")}` : `of the first ${several(decided, "verdict")} of ${total.toLocaleString("en")}`;
  if (all === 0) return `No verdict ${scope} changes.`;
  const more = all > shownAtMost ? ` The first ${shownAtMost} are listed.` : "";
  return `${all.toLocaleString("en")} ${scope} would change, ${counts.kept.toLocaleString("en")} of versions kept here.${more}`;
}

/** Page by page; what is here is shown while the rest is decided. Gives back whether it came to its end. */
async function preview() {
  running?.abort();
  const mine = running = new AbortController();
  const asked = text.value;
  const rows = find("preview-rows");
  const [section, going, progress, words] = ["policy-preview", "preview-going", "preview-progress", "preview-words"].map(find);
  section.hidden = going.hidden = false;
  words.textContent = "Deciding again…";
  section.scrollIntoView({ block: "nearest" });
  rows.replaceChildren();
  rows.closest(".scroll").hidden = true;
  const counts = { kept: 0, other: 0 };
  let [after, decided, total, unassessed] = [0, 0, 0, 0];
  let ended = false;
  try {
    while (!mine.signal.aborted) {
      const page = await call("POST", "/api/v1/policy/preview", { text: asked, after }, { signal: mine.signal });
      decided += page.decided;
      ({ total, unassessed } = page);
      progress.max = Math.max(total, 1);
      progress.value = decided;
      for (const change of page.changed) {
        if (counts.kept + counts.other < shownAtMost) rows.append(row(change));
        counts[change.kept ? "kept" : "other"] += 1;
      }
      rows.closest(".scroll").hidden = rows.children.length === 0;
      if (page.next === undefined) { ended = true; break; }
      after = page.next;
    }
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  } finally {
    if (running === mine) going.hidden = true;
  }
  if (running !== mine) return false;
  words.textContent = said(counts, decided, total, ended)
    + (unassessed ? ` ${several(unassessed, "kept version")} never went through the gate and stay as they are.` : "");
  tried = { text: ended ? asked : null, words: words.textContent };
  return true;
}

async function ask() {
  if (tried.text !== text.value && !(await preview())) return;
  find("save-words").textContent = tried.words || find("preview-words").textContent;
  showProblem(null);
  find("policy-save").showModal();
}

function showProblem(problem) {
  const place = find("policy-save").querySelector(".problem");
  place.hidden = !problem;
  if (problem) place.textContent = problem.hint ? `${problem.message}. ${problem.hint}` : problem.message;
}

async function save() {
  const body = JSON.stringify({ text: text.value });
  try {
    await call("PUT", "/api/v1/policy", undefined, {
      body, headers: { "Content-Type": "application/json", "If-Match": `"${form.dataset.tag}"` },
    });
  } catch (problem) {
    showProblem(problem);
    return;
  }
  saved = text.value;
  keep("The policy is in force");
  location.reload();
}

const does = {
  check,
  save,
  async preview() { if (await check()) await preview(); },
  async stop() { running?.abort(); },
  async ask() { if (await check()) await ask(); },
};

async function perform(name) {
  try {
    await does[name]();
  } catch (problem) {
    find("policy-mistakes").replaceChildren(element("p", problem.hint ? `${problem.message}. ${problem.hint}` : problem.message, "notice bad"));
  }
}

let saved = text?.value;
if (form) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button?.dataset.policy) once([button], () => perform(button.dataset.policy));
    if (button?.dataset.preset) {
      text.value = find(button.dataset.preset).textContent;
      text.focus();
      text.scrollIntoView({ block: "center" });
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once([form.querySelector('button[type="submit"]')], () => perform("ask"));
  });
  addEventListener("beforeunload", (event) => { if (text.value !== saved) event.preventDefault(); });
}
