// What a Hub answered when it was asked.

function place(id) { return document.querySelector(`[data-answer="${id}"]`); }

document.addEventListener("click", (event) => {
  const id = event.target.closest?.("button")?.dataset.check;
  if (id) place(id).textContent = "asking…";
});

document.addEventListener("roost:done", (event) => {
  const id = event.target.dataset.check;
  if (!id) return;
  const answer = event.detail;
  const badge = document.createElement("span");
  badge.className = answer.reachable ? "badge good" : "badge bad";
  badge.textContent = answer.reachable ? "answers" : "does not answer";
  const words = document.createElement("span");
  words.textContent = answer.reachable
    ? ` in ${Math.round(answer.latency_ms).toLocaleString("en")} ms, ${answer.with_token ? "with" : "without"} a token`
    : ` ${answer.problem.message}${answer.problem.hint ? `. ${answer.problem.hint}` : ""}`;
  place(id).replaceChildren(badge, words);
});

document.addEventListener("roost:failed", (event) => {
  const id = event.target.dataset.check;
  if (id) place(id).textContent = "not asked";
});
