// What every page has: the sidebar, the colours, dates, actions, messages.
import { showKept } from "./toasts.js";
import { localTimes } from "./times.js";
import { listen } from "./actions.js";
import { followMore } from "./more.js";

const root = document.documentElement;

/** Kept for a year, for this site alone, so that the server already paints it right. */
function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

function sidebar() {
  const menu = document.querySelector("[data-menu]");
  menu?.addEventListener("click", () => {
    const open = root.dataset.menu !== "open";
    root.dataset.menu = open ? "open" : "";
    menu.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#sidebar a")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || root.dataset.menu !== "open") return;
    root.dataset.menu = "";
    menu.setAttribute("aria-expanded", "false");
    menu.focus();
  });
  const fold = document.querySelector("[data-fold]");
  fold?.addEventListener("click", () => {
    const folded = root.dataset.sidebar !== "folded";
    root.dataset.sidebar = folded ? "folded" : "";
    fold.setAttribute("aria-pressed", String(folded));
    remember("roost_sidebar", folded ? "folded" : "open");
  });
}

function theme() {
  document.querySelector("[data-theme-choice]")?.addEventListener("change", (event) => {
    root.dataset.theme = event.target.value;
    remember("roost_theme", event.target.value);
  });
}

sidebar();
theme();
localTimes(document);
listen();
followMore();
showKept();
