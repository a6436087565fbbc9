// Short messages at the edge of the page, in place of alerts.

const kept = "roost.toast";

/** What begins with a path, a host or a setting keeps its letters, as what begins with code does. */
const large = (text) => (/^\S*[/._:=@~]\S/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));

/** A sentence of the server's as text: it begins large, and what stands between backticks is code. */
export function sentence(place, text) {
  place.replaceChildren(...String(text).split(/`([^`]*)`/).map((part, index) => {
    if (index % 2 === 0) return index === 0 ? large(part) : part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  }));
}

/** Shows a message; problems stay until they are closed. `kind` is `done` or `problem`. */
export function toast(text, hint, kind = "done") {
  const place = document.querySelector("#toasts");
  if (!place) return;
  const box = document.createElement("div");
  box.className = `toast ${kind}`;
  if (kind === "problem") box.setAttribute("role", "alert");
  const words = document.createElement("div");
  const line = document.createElement("p");
  sentence(line, text);
  words.append(line);
  if (hint) {
    const more = document.createElement("p");
    more.className = "hint";
    sentence(more, hint);
    words.append(more);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "plain";
  close.setAttribute("aria-label", "Close this message");
  close.textContent = "×";
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  place.append(box);
  if (kind === "done") setTimeout(() => box.remove(), 8000);
}

/** Shows a problem in the server's own words. */
export function toastProblem(problem) {
  toast(problem.message, problem.hint, "problem");
}

/** Keeps a message for the page that comes next. */
export function keep(text) {
  sessionStorage.setItem(kept, text);
}

export function showKept() {
  const text = sessionStorage.getItem(kept);
  if (!text) return;
  sessionStorage.removeItem(kept);
  toast(text);
}
