// What is wrong in a file that is edited here, with the way to each line.
import { element, several } from "./tries.js";

/** Puts the cursor to the line of a mistake. */
function goTo(text, line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 4);
}

function row(text, mistake) {
  const item = element("li", undefined, "wrap");
  const where = [mistake.line ? `line ${mistake.line}` : "", mistake.key].filter(Boolean).join(": ");
  if (mistake.line) {
    const jump = element("button", where, "plain");
    jump.type = "button";
    jump.addEventListener("click", () => goTo(text, mistake.line));
    item.append(jump);
  } else if (where) {
    item.append(element("strong", where));
  }
  item.append(` ${mistake.message}`);
  return item;
}

/** Shows a report beside the text it is of; `fine` is said when nothing is wrong. */
export function showMistakes(report, text, place, fine) {
  text.setAttribute("aria-invalid", String(!report.valid));
  if (report.valid) {
    place.replaceChildren(element("p", fine, "notice good wrap"));
    return;
  }
  const list = element("ul");
  list.append(...report.mistakes.map((each) => row(text, each)));
  const box = element("div", undefined, "notice bad");
  box.append(element("p", `It cannot be used: ${several(report.mistakes.length, "mistake")}.`), list);
  place.replaceChildren(box);
}
