// Whatever changes something: `data-call="POST /api/v1/…"` on a form or a button.
//
//   data-then="/jobs/{id}"   where to go afterwards; braces are filled from the answer. "reload" stays here
//   data-done="Removed"      what to say afterwards
//   data-opens="dialog-id"   a button that opens a <dialog>; data-closes closes the one it is in
//
// A field's `data-kind` says how it travels: list (commas or lines), number, boolean, json; text when nothing is said.
// An empty field is left out.
import { call } from "./api.js";
import { keep, sentence, toast, toastProblem } from "./toasts.js";

function value(field) {
  if (field.type === "checkbox") return field.checked;
  const text = field.value;
  if (text === "") return undefined;
  switch (field.dataset.kind) {
    case "list": return text.split(/[\n,]/).map((each) => each.trim()).filter(Boolean);
    case "number": return Number(text);
    case "boolean": return text === "true";
    case "json": return JSON.parse(text);
    default: return text;
  }
}

/** The fields of a form as a value: same-named checkboxes with a value become a list. */
export function fields(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || (field.type === "radio" && !field.checked)) continue;
    if (field.type === "checkbox" && field.dataset.kind === "list") {
      body[field.name] ??= [];
      if (field.checked) body[field.name].push(field.value);
      continue;
    }
    const given = value(field);
    if (given !== undefined) body[field.name] = given;
  }
  return body;
}

function fill(path, answer) {
  return path.replace(/\{([a-z]\w*)\}/g, (_, name) => encodeURIComponent(answer?.[name] ?? ""));
}

/** Where a problem is said: in the form, or in the dialog it stands in, behind which nothing else is seen. */
function placeOf(element) {
  return element.querySelector?.(".problem") ?? element.closest("dialog")?.querySelector(".problem");
}

function showIn(form, problem) {
  const place = placeOf(form);
  if (!place) return toastProblem(problem);
  const hint = problem.hint ? document.createElement("span") : null;
  sentence(place, problem.hint ? `${problem.message}. ` : problem.message);
  if (hint) {
    sentence(hint, problem.hint);
    place.append(hint);
  }
  place.hidden = false;
}

/**
 * Does something that a button began, once: pressed again meanwhile it does nothing. Not by `disabled`: that would take the
 * keyboard from whoever pressed it.
 */
export async function once(buttons, work) {
  if (buttons.some((button) => button.getAttribute("aria-disabled") === "true")) return;
  for (const button of buttons) button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    for (const button of buttons) button.removeAttribute("aria-disabled");
  }
}

/** Does what an element says, and tells the page with the event `roost:done` or `roost:failed`. */
export async function act(element, body) {
  await once(element.matches("form") ? [...element.querySelectorAll("button")] : [element], () => perform(element, body));
}

async function perform(element, body) {
  const [method, path] = element.dataset.call.split(" ");
  const place = placeOf(element);
  if (place) place.hidden = true;
  element.setAttribute("aria-busy", "true");
  try {
    const answer = await call(method, path, body);
    const went = element.dispatchEvent(new CustomEvent("roost:done", { bubbles: true, cancelable: true, detail: answer }));
    const { done, then } = element.dataset;
    element.closest("dialog")?.close();
    if (!went) return;
    if (then) {
      if (done) keep(done);
      if (then === "reload") location.reload();
      else location.assign(fill(then, answer));
    } else if (done) {
      toast(done);
    }
  } catch (problem) {
    if (element.dispatchEvent(new CustomEvent("roost:failed", { bubbles: true, cancelable: true, detail: problem }))) {
      showIn(element, problem);
    }
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** Every action of the page, those that come later too. */
export function listen() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.call) return;
    event.preventDefault();
    let body;
    try {
      body = fields(form);
    } catch {
      return toast("That is no valid JSON", undefined, "problem");
    }
    act(form, form.dataset.call.startsWith("DELETE") ? undefined : body);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.opens) document.getElementById(button.dataset.opens)?.showModal();
    if ("closes" in button.dataset) button.closest("dialog")?.close();
    if (button.dataset.call) act(button);
  });
}
