// Users, tokens and one's own account: one dialog of each kind, filled for the row it was opened from, and secrets that are
// shown once.

function fill(button) {
  const dialog = document.getElementById(button.dataset.fills);
  const { user, label, granted } = button.dataset;
  for (const place of dialog.querySelectorAll("[data-user-name]")) place.textContent = label ?? user;
  for (const form of dialog.querySelectorAll("form[data-path]")) {
    form.dataset.call = form.dataset.path.replace("{user}", encodeURIComponent(user));
    const problem = form.querySelector(".problem");
    if (problem) problem.hidden = true;
    if (granted === undefined) continue;
    const names = granted.split(",");
    for (const box of form.querySelectorAll('input[type="checkbox"]')) box.checked = names.includes(box.value);
  }
  dialog.showModal();
}

function reveal(kind, answer) {
  const dialog = document.getElementById("secret");
  const name = kind === "token" ? answer.details.name : answer.user.name;
  dialog.querySelector("#secret-words").textContent = kind === "token"
    ? `The token “${name}”. Only its hash is kept: whoever loses it makes another.`
    : `The password of ${name}. Hand it over on a safe way; ${name} can change it under Settings, Account.`;
  const text = dialog.querySelector("#secret-text");
  text.value = kind === "token" ? answer.token : answer.password;
  // The list behind is older than the secret.
  dialog.addEventListener("close", () => { text.value = ""; location.reload(); }, { once: true });
  dialog.showModal();
  text.select();
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copies);
  const said = document.getElementById("secret-copied");
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = "Copied";
  } catch {
    // Browsers give the clipboard to safe connections only.
    text.focus();
    text.select();
    said.textContent = "Selected: copy it with Ctrl+C";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button?.dataset.fills) fill(button);
  if (button?.dataset.copies) copy(button);
});

document.addEventListener("roost:done", (event) => {
  // To a provider, as the server says: no form of a page may lead elsewhere.
  if ("leads" in event.target.dataset && event.detail?.location) {
    event.preventDefault();
    location.assign(event.detail.location);
    return;
  }
  const kind = event.target.dataset.reveals;
  if (!kind) return;
  event.preventDefault();
  // After the dialog of the form has closed, which would take the focus back.
  queueMicrotask(() => reveal(kind, event.detail));
});

for (const form of document.querySelectorAll("form[data-repeats]")) {
  const again = form.querySelector("[data-again]");
  const check = () => again.setCustomValidity(again.value === form.elements.password.value ? "" : "The two are not the same");
  form.addEventListener("input", check);
}
