// Parts of a page that are fetched anew when something happened: the server makes them, so that there is one way to say a thing.
import { localTimes } from "./times.js";

/** At most one look a second, however much happens. */
const pause = 1000;
/** While the server does not answer, the pauses double up to this. */
const longest = 30_000;

/** Swaps every `data-live` part for the one of the page as it is now; `done` is called afterwards. */
export function refresher(done) {
  let looked = 0;
  let timer = 0;
  let busy = false;
  let again = false;
  let failed = 0;
  const look = async () => {
    timer = 0;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    looked = performance.now();
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
      failed = 0;
      done?.();
    } catch {
      failed += 1;
      again = true;
    }
    busy = false;
    if (again) {
      again = false;
      plan();
    }
  };
  const plan = () => {
    if (!timer) timer = setTimeout(look, Math.max(0, looked + wait(failed) - performance.now()));
  };
  return () => {
    // Whoever asks has heard of the server: no need to wait as long as while it was away.
    if (failed) {
      failed = 0;
      clearTimeout(timer);
      timer = 0;
    }
    plan();
  };
}

/** Milliseconds until the next try, after so many that failed: by chance more or less, so that not all pages come at once. */
export function wait(failed) {
  return failed ? Math.min(longest, pause * 2 ** failed) * (0.75 + Math.random() / 2) : pause;
}

function swap(page) {
  localTimes(page);
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(old.id);
    if (!fresh) continue;
    const [rows, news] = [old.querySelector("tbody#jobs"), fresh.querySelector("tbody#jobs")];
    if (rows && news) merge(rows, news);
    else replace(old, fresh);
  }
}

/** Whoever has the keyboard somewhere in what is replaced has it in the same place afterwards, or at its state. */
function replace(old, fresh) {
  if (old.innerHTML === fresh.innerHTML) return;
  const open = old.querySelector("dialog[open]");
  if (open) {
    // Not from under the hands of who is asked something: when they have answered, the page looks again.
    open.addEventListener("close", () => document.dispatchEvent(new CustomEvent("roost:done")), { once: true });
    return;
  }
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const scrolled = [...old.querySelectorAll(".scroll")].map((each) => each.scrollLeft);
  old.replaceChildren(...fresh.childNodes);
  old.querySelectorAll(".scroll").forEach((each, index) => { each.scrollLeft = scrolled[index] ?? 0; });
  if (!held) return;
  const isSame = (other) => ["id", "href", "aria-label"].some((name) => held.hasAttribute(name) && held.getAttribute(name) === other.getAttribute(name));
  const place = (held.id && document.getElementById(held.id)) || [...old.querySelectorAll(held.localName)].find(isSame)
    || old.querySelector("[tabindex='-1']") || heading(old);
  // What comes fresh from the server is no place for the keyboard unless one presses it.
  if (place && place.tabIndex < 0) place.setAttribute("tabindex", "-1");
  place?.focus({ preventScroll: true });
}

/** Where the keyboard goes when what had it is gone: to the words above, from which the next step leads on. */
function heading(part) {
  return part.querySelector("h2, h3") ?? part.closest("section")?.querySelector("h2, h3");
}

/** Rows that are new come on top, changed ones are swapped; older ones, which were fetched by scrolling, stay. */
function merge(rows, news) {
  const fresh = [...news.children];
  const known = new Set(fresh.map((row) => row.id));
  const oldest = fresh.at(-1)?.dataset.job ?? "";
  for (const row of [...rows.children]) {
    if (!known.has(row.id) && row.dataset.job >= oldest) row.remove();
  }
  let place = rows.firstElementChild;
  for (const row of fresh) {
    const old = document.getElementById(row.id);
    if (old) {
      if (old.dataset.state !== row.dataset.state) replace(old, row);
      old.dataset.state = row.dataset.state;
      place = old.nextElementSibling;
    } else {
      rows.insertBefore(row, place);
    }
  }
}
