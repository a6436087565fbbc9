// Routes: live, tried, and changed only over what was seen.
import { once } from "./actions.js";
import { call } from "./api.js";
import { refresher } from "./live.js";
import { showMistakes } from "./mistakes.js";
import { watch } from "./poll.js";
import { keep, sentence } from "./toasts.js";
import { element, seconds, several, tries } from "./tries.js";

const find = (id) => document.getElementById(id);
const form = find("routes-form");
const text = find("routes-text");
/** Comparing lines costs the product of their counts; beyond it all of them are shown as changed. */
const productAtMost = 4_000_000;
const pause = 600;

watch("/api/v1/routes", refresher());

function showProblem(place, problem) {
  place.hidden = !problem;
  if (problem) sentence(place, problem.hint ? `${problem.message}. ${problem.hint}` : problem.message);
}

async function trial(form) {
  const [place, problem] = ["[data-result]", ".problem"].map((each) => form.querySelector(each));
  const fail = [...form.querySelectorAll("[data-place]")].filter((each) => each.value).map((each) => `${each.dataset.place}=${each.value}`);
  const wish = { stream: form.elements.stream.checked, ...(fail.length ? { fail: fail.join(" ") } : {}) };
  showProblem(problem, null);
  place.replaceChildren(element("p", "Asking…", "muted"));
  try {
    const { answered, text: said, trace } = await call("POST", form.dataset.trial, wish);
    const list = element("ol", undefined, "tries");
    list.append(...tries(trace.attempts));
    const words = answered ? `${trace.answered_by} answered after ${seconds(trace.duration)}: ` : `Nobody answered, ${seconds(trace.duration)}. ${trace.problem ?? ""}`;
    const line = element("p", words, `wrap notice ${answered ? "good" : "bad"}`);
    if (answered) line.append(element("q", said.slice(0, 2000)));
    place.replaceChildren(line, list);
  } catch (thrown) {
    place.replaceChildren();
    showProblem(problem, thrown);
  }
}

function show(report) {
  const names = report.routes.length ? `${several(report.routes.length, "route")}: ${report.routes.join(", ")}` : "no route";
  showMistakes(report, text, find("routes-mistakes"), `It can be used; ${names}.`);
}

/** What was typed after it was asked makes an answer old. */
async function check() {
  const asked = text.value;
  try {
    const report = await call("POST", "/api/v1/routes/check", { text: asked });
    if (asked === text.value) show(report);
    return report.valid && asked === text.value;
  } catch (problem) {
    const place = element("p", "", "notice bad");
    showProblem(place, problem);
    find("routes-mistakes").replaceChildren(place);
    return false;
  }
}

/** Lines as `[" " | "-" | "+", line]`, by the longest common subsequence. */
function difference(before, after) {
  let [start, end] = [0, 0];
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const made = before.slice(0, start).map((line) => [" ", line]);
  let [i, j] = [0, 0];
  if (old.length * fresh.length <= productAtMost) {
    const width = fresh.length + 1;
    const longest = new Uint32Array((old.length + 1) * width);
    for (let a = old.length - 1; a >= 0; a -= 1) {
      for (let b = fresh.length - 1; b >= 0; b -= 1) {
        longest[a * width + b] = old[a] === fresh[b] ? longest[(a + 1) * width + b + 1] + 1 : Math.max(longest[(a + 1) * width + b], longest[a * width + b + 1]);
      }
    }
    while (i < old.length && j < fresh.length) {
      if (old[i] === fresh[j]) made.push([" ", old[i++]]) && (j += 1);
      else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) made.push(["-", old[i++]]);
      else made.push(["+", fresh[j++]]);
    }
  }
  made.push(...old.slice(i).map((line) => ["-", line]), ...fresh.slice(j).map((line) => ["+", line]));
  return made.concat(before.slice(before.length - end).map((line) => [" ", line]));
}

/** Changed lines, with two around them. */
function showDifference() {
  const lines = difference(saved.split("\n"), text.value.split("\n"));
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - 2), at + 3).some(([kind]) => kind !== " "));
  const made = [];
  lines.forEach(([kind, line], at) => {
    if (near[at]) made.push(element(kind === "+" ? "ins" : kind === "-" ? "del" : "span", `${kind} ${line}\n`));
    else if (near[at - 1]) made.push(element("span", "…\n", "muted"));
  });
  const count = (kind) => lines.filter((each) => each[0] === kind).length;
  find("routes-diff").replaceChildren(...made);
  find("save-words").textContent = made.length ? `${several(count("+"), "new line")}, ${several(count("-"), "line")} gone.` : "Nothing differs from the file.";
}

async function save() {
  const place = find("routes-save").querySelector(".problem");
  const body = JSON.stringify({ text: text.value });
  try {
    await call("PUT", "/api/v1/routes", undefined, { body, headers: { "Content-Type": "application/json", "If-Match": `"${form.dataset.tag}"` } });
    saved = text.value;
    keep("The routes are in force");
    location.reload();
  } catch (problem) {
    showProblem(place, problem);
  }
}

let saved = text?.value;
document.addEventListener("submit", (event) => {
  if (!event.target.dataset.trial) return;
  event.preventDefault();
  once([event.target.querySelector("button")], () => trial(event.target));
});
if (form) {
  let timer = 0;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, pause);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (!(await check())) return;
    showProblem(find("routes-save").querySelector(".problem"), null);
    showDifference();
    find("routes-save").showModal();
  });
  find("routes-put").addEventListener("click", () => once([find("routes-put")], save));
  addEventListener("beforeunload", (event) => { if (text.value !== saved) event.preventDefault(); });
}
