// A conversation, streamed from the address that every client of OpenAI's API uses. What a model says is text, never HTML.
import { call, Problem } from "./api.js";
import { names } from "./poll.js";
import { makeReady } from "./run.js";
import { sentence } from "./toasts.js";
import { element, seconds, several, tries } from "./tries.js";

const find = (id) => document.getElementById(id);
const [talk, prompt, how, choice] = ["talk", "prompt", "how", "model"].map(find);
/** Of an answer's text that is shown; a model that never ends fills no browser. */
const shownAtMost = 1_000_000;
/** No speed is made from less time than this, in milliseconds: pieces come together. */
const least = 100;
let messages = [];
let asking = null;

const money = (millionths) => (millionths === undefined ? "unknown, because no price is known" : `$${(millionths / 1e6).toFixed(millionths % 10000 ? 6 : 2)}`);

async function fill() {
  const { models, routes } = await names();
  const { wished } = find("playground").dataset;
  const group = (label, all) => {
    const made = element("optgroup");
    made.label = label;
    made.append(...all.map((name) => new Option(name, name, false, name === wished)));
    return made;
  };
  // `org/name` means one of its quantisations, and `provider:model` is in no list.
  const other = wished && ![...models, ...routes].includes(wished) ? [wished] : [];
  choice.replaceChildren(...[["As named", other], ["Routes", routes], ["Models", models]].filter(([, all]) => all.length).map(([label, all]) => group(label, all)));
  find("models-none").hidden = choice.options.length > 0;
  find("send").disabled = choice.options.length === 0;
}

function bubble(role, text) {
  find("talk-empty")?.remove();
  const box = element("article", undefined, `said ${role}`);
  const words = element("p", text, "words");
  const under = element("p", "", "muted under");
  box.append(element("h3", role === "user" ? "You" : choice.value, "wrap"), words, under);
  talk.append(box);
  talk.scrollTop = talk.scrollHeight;
  return { words, under };
}

function showProblem(problem) {
  const place = find("talk-problem");
  place.hidden = !problem;
  if (problem) sentence(place, problem.hint ? `${problem.message}. ${problem.hint}` : problem.message);
}

function body(text) {
  const { system, temperature, max_tokens: most, raw } = how.elements;
  const made = { model: choice.value, stream: true, stream_options: { include_usage: true } };
  if (temperature.value !== "") made.temperature = Number(temperature.value);
  if (most.value !== "") made.max_tokens = Number(most.value);
  if (raw.checked) return ["/v1/completions", { ...made, prompt: text }];
  const first = system.value.trim() ? [{ role: "system", content: system.value }] : [];
  return ["/v1/chat/completions", { ...made, messages: [...first, ...messages, { role: "user", content: text }] }];
}

/** The events of a stream, each as its JSON. */
async function* events(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      let event;
      try {
        event = JSON.parse(line.slice(6));
      } catch {
        throw new Problem(502, "What came is no answer of a model", "Something between this page and Roost changes what it sends.");
      }
      yield event;
    }
  }
}

async function open(path, sent, signal) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent), signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer", "Is Roost still running? Try again.");
  }
  if (answer.ok) return [answer, null];
  const said = await answer.json().catch(() => null);
  return [answer, new Problem(answer.status, said?.error?.message ?? `The server answered ${answer.status}`, said?.error?.hint)];
}

/** What came so far, and how fast. */
function tell(place, got, end) {
  const parts = [end];
  if (got.cut) parts.push(`cut here: ${several(got.cut, "character")} more came, and are neither shown nor part of the conversation`);
  if (got.usage) parts.push(`${several(got.usage.prompt_tokens, "token")} read`, `${several(got.usage.completion_tokens, "token")} written`);
  const time = got.last - got.first;
  if (got.usage?.completion_tokens > 1) parts.push(time >= least ? `${(((got.usage.completion_tokens - 1) * 1000) / time).toFixed(1)} tokens/s` : "too short to tell a speed");
  if (got.first) parts.push(`first word after ${seconds(got.first - got.began)}`);
  place.under.textContent = parts.filter(Boolean).join(" · ");
}

async function receive(text, place, got, signal) {
  const [answer, refused] = await open(...body(text), signal);
  got.id = answer.headers.get("X-Roost-Request");
  if (refused) throw refused;
  got.hasBegun = true;
  for await (const event of events(answer)) {
    if (event.error) throw new Problem(502, event.error.message ?? "The answer broke off", event.error.hint);
    if (event.usage) got.usage = event.usage;
    const chosen = event.choices?.[0];
    if (chosen?.finish_reason) got.end = chosen.finish_reason;
    const piece = chosen?.delta?.content ?? chosen?.text;
    if (!got.text && chosen?.delta?.reasoning_content) place.under.textContent = "thinking…";
    if (!piece) continue;
    got.last = performance.now();
    got.first ||= got.last;
    const isAtEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 40;
    const fits = piece.slice(0, Math.max(0, shownAtMost - got.text.length));
    got.text += fits;
    got.cut += piece.length - fits.length;
    if (fits) place.words.append(fits);
    if (isAtEnd) talk.scrollTop = talk.scrollHeight;
  }
}

async function send() {
  const text = prompt.value;
  if (asking || !text.trim() || !choice.value) return;
  asking = new AbortController();
  showProblem(null);
  find("trace").hidden = true;
  bubble("user", text);
  const place = bubble("assistant", "");
  place.under.textContent = "waiting for the first word…";
  // Whoever begins anew meanwhile has another conversation.
  const mine = messages;
  const got = { text: "", cut: 0, began: performance.now(), first: 0, last: 0 };
  prompt.value = "";
  [find("send").disabled, find("stop").hidden] = [true, false];
  let end = "";
  try {
    await receive(text, place, got, asking.signal);
    end = got.end === "length" ? "cut at the most tokens" : "";
    find("talk-said").textContent = got.usage ? `The answer is there: ${several(got.usage.completion_tokens, "token")}` : "The answer is there";
  } catch (problem) {
    end = problem.name === "AbortError" ? "stopped" : got.hasBegun ? "broken off" : "not answered";
    if (problem.name === "AbortError") find("talk-said").textContent = "Stopped";
    else showProblem(problem instanceof Problem ? problem : new Problem(0, "The answer broke off: the connection to Roost ended", "Is Roost still running? Send it again."));
  }
  const isTold = got.text !== "" || end === "";
  if (isTold) mine.push({ role: "user", content: text }, { role: "assistant", content: got.text });
  // What was not answered can be sent again.
  else if (!prompt.value && mine === messages) prompt.value = text;
  tell(place, got, end);
  asking = null;
  [find("send").disabled, find("stop").hidden] = [false, true];
  // Who writes elsewhere meanwhile goes on there.
  if ([document.body, find("stop"), find("send")].includes(document.activeElement)) prompt.focus();
  if (got.id && mine === messages) await trace(got.id);
}

function showTrace(trace) {
  const facts = [
    ["Answered by", trace.answered_by ?? "nobody"], ["Outcome", trace.outcome.replaceAll("_", " ")],
    ["Time", seconds(trace.duration) + (trace.first_content === undefined ? "" : `, first word after ${seconds(trace.first_content)}`)],
    ["Tokens", trace.prompt_tokens === undefined ? "unknown, because nobody told" : `${several(trace.prompt_tokens, "token")} read, ${trace.answer_tokens ?? 0} written`],
    ["Cost", money(trace.cost)],
  ];
  find("trace-facts").replaceChildren(...facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  find("trace-tries").replaceChildren(...tries(trace.attempts));
  find("trace-link").href = `/requests/${encodeURIComponent(trace.id)}`;
  find("trace").hidden = false;
}

/** It is written when the request has ended, which for one that was stopped the server sees a moment later. */
async function trace(id) {
  for (const pause of [100, 400, 1000, 2000]) {
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    try {
      return showTrace(await call("GET", `/api/v1/requests/${encodeURIComponent(id)}`));
    } catch (problem) {
      if (problem.status !== 404) return showProblem(problem);
    }
  }
}

find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
prompt.addEventListener("keydown", (event) => {
  // Not while a word is being put together by an input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
how.addEventListener("submit", (event) => event.preventDefault());
find("stop").addEventListener("click", () => asking?.abort());
find("anew").addEventListener("click", () => {
  asking?.abort();
  messages = [];
  talk.replaceChildren();
  find("trace").hidden = true;
  showProblem(null);
  prompt.focus();
});

/** A job stays linked while it is waited for. */
function sayReady(text, job) {
  const place = find("ready");
  if (place.textContent !== text) place.replaceChildren(text, ...(job ? [" ", Object.assign(element("a", "The job"), { href: `/jobs/${encodeURIComponent(job)}` })] : []));
  place.hidden = false;
}

try {
  await fill();
  const { wished } = find("playground").dataset;
  if (wished && await makeReady(wished, sayReady)) await fill();
} catch (problem) {
  find("ready").hidden = true;
  showProblem(problem);
}
