// What was tried for a request, as pages tell it.

export function element(name, words, className) {
  const made = document.createElement(name);
  if (words !== undefined) made.textContent = words;
  if (className) made.className = className;
  return made;
}

/** `850 ms`, `1.2 s`. */
export const seconds = (milliseconds) => (milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`);
export const several = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** Each try with why it ended. */
export function tries(attempts) {
  return attempts.map((each) => {
    const item = element("li");
    item.append(
      element("span", each.outcome.replaceAll("_", " "), `badge ${each.outcome === "answered" ? "good" : "bad"}`),
      element("strong", each.leg, "wrap"), element("span", seconds(each.duration), "muted"));
    if (each.problem) item.append(element("span", each.problem, "why wrap"));
    return item;
  });
}
