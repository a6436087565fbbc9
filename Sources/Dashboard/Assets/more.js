// Lists that go on: the link to the next page is followed when it comes into view, and its rows are put behind these.
import { localTimes } from "./times.js";
import { toast } from "./toasts.js";

/** Gives the keyboard to the first thing in a row that takes it, or to the row. */
function focusOn(row) {
  if (!row) return;
  const place = row.querySelector("a[href], button, summary") ?? row;
  if (place === row) row.tabIndex = -1;
  place.focus();
}

/** `<a data-more="#rows" href="…">` fetches the page it leads to and takes the children of `#rows` from there. */
export function followMore(inside = document) {
  const link = inside.querySelector("a[data-more]");
  if (!link) return;
  let busy = false;
  const load = async () => {
    if (busy) return;
    busy = true;
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const rows = document.querySelector(link.dataset.more);
      const news = page.querySelector(link.dataset.more);
      if (!rows || !news) throw new Error("no rows");
      localTimes(news);
      // Whoever pressed the link goes on with the first of the new rows, not behind the last.
      const first = link === document.activeElement ? news.firstElementChild : null;
      rows.append(...news.children);
      focusOn(first);
      const next = page.querySelector("a[data-more]");
      if (next) {
        link.href = next.href;
        busy = false;
        link.removeAttribute("aria-busy");
        // Observed anew: a link that is still in view would not be told of again.
        watcher.unobserve(link);
        watcher.observe(link);
      } else {
        watcher.disconnect();
        link.remove();
      }
    } catch {
      busy = false;
      link.removeAttribute("aria-busy");
      watcher.disconnect();
      toast("The next page could not be fetched", "Press the link to try again.", "problem");
    }
  };
  const watcher = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) load(); });
  link.addEventListener("click", (event) => { event.preventDefault(); load(); });
  watcher.observe(link);
}
