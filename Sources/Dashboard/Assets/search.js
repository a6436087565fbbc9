// Names that Hubs have, offered while one types. A combobox with a list, as the ARIA guide describes it: the focus stays in
// the field, arrows choose, Enter takes, Escape closes.
import "./run.js";
import { call } from "./api.js";

const field = document.querySelector("#q");
const list = document.querySelector("#offers");
const said = document.querySelector("#offers-said");
const wait = 220;
let timer;
let asking;
let chosen = -1;

function close() {
  list.hidden = true;
  list.replaceChildren();
  chosen = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(index) {
  const options = [...list.children];
  if (options.length === 0) return;
  chosen = (index + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  options[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[chosen].id);
}

function take(option) {
  field.value = option.dataset.name;
  close();
  field.form.requestSubmit();
}

function show(rows) {
  const names = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, 8);
  list.replaceChildren(...names.map((row, at) => {
    const option = document.createElement("li");
    option.id = `offer-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.name = row.id;
    const name = document.createElement("span");
    name.textContent = row.id;
    const task = document.createElement("span");
    task.className = "muted";
    task.textContent = row.task ?? "";
    option.append(name, task);
    return option;
  }));
  chosen = -1;
  list.hidden = names.length === 0;
  field.setAttribute("aria-expanded", String(names.length > 0));
  field.removeAttribute("aria-activedescendant");
  said.textContent = names.length === 0 ? "No names" : `${names.length} ${names.length === 1 ? "name" : "names"}`;
}

async function ask() {
  const words = field.value.trim();
  asking?.abort();
  if (words.length < 2) return close();
  asking = new AbortController();
  const query = new URLSearchParams({ search: words, kind: field.form.elements.kind.value, limit: "8", sort: "downloads" });
  try {
    const found = await call("GET", `/api/v1/hub/search?${query}`, undefined, { signal: asking.signal });
    if (document.activeElement === field) show(found.models);
  } catch (error) {
    // A name can be typed without being offered; the search itself says which Hub does not answer.
    if (error.name !== "AbortError") close();
  }
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
});
field.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});
field.addEventListener("blur", close);
// Before the field loses the focus, which would close the list under the pointer.
list.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  const option = event.target.closest("[role=option]");
  if (option) take(option);
});
field.form.addEventListener("submit", () => {
  clearTimeout(timer);
  asking?.abort();
  // Empty fields would only lengthen the address.
  for (const each of field.form.elements) if (each.name && each.value === "") each.disabled = true;
});
// Coming back by the browser's history finds the form as it was left.
addEventListener("pageshow", () => { for (const each of field.form.elements) each.disabled = false; });
