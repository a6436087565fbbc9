// Asking the server: the same addresses that everybody else uses.

/** What the server said went wrong: its sentence, and what to do next. */
export class Problem extends Error {
  constructor(status, message, hint, body) {
    super(message);
    this.status = status;
    this.hint = hint;
    this.body = body;
  }
}

/** Asks and gives back the answer's JSON, or null when there is none. Throws a `Problem`. */
export async function call(method, path, body, options = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...options,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer", "Is Roost still running? Try again.");
  }
  const text = await answer.text();
  let value = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    value = null;
  }
  if (answer.ok) return value;
  const said = value?.error ?? {};
  // A session that ended; a route that says itself what is wrong, such as a mistyped password, is believed.
  if (answer.status === 401 && (!said.message || said.message.startsWith("this needs"))) {
    throw new Problem(401, "You are not signed in, or no longer", "Sign in and try again.", value);
  }
  throw new Problem(answer.status, said.message ?? value?.detail ?? `The server answered ${answer.status}`, said.hint, value);
}
