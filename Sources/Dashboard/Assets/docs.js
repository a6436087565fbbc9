// Shows openapi.yaml and tries its operations. Every text is set as text, never as HTML.
const methods = ["get", "post", "put", "patch", "delete", "head"];
/** More of an answer is not shown, in bytes. */
const mostShown = 400_000;
const at = (id) => document.getElementById(id);
let spec = {};
/** Held by this page alone, so that nobody who signs in later acts with it. */
let token = "";

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  for (const child of children.flat()) if (child != null) element.append(child);
  return element;
}

/** Words with `code` between backticks, and paragraphs as they are written. */
function prose(text) {
  return String(text ?? "").split(/`([^`]*)`/).map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

function resolve(value, depth = 0) {
  if (!value || typeof value !== "object" || depth > 20 || !value.$ref) return value ?? {};
  const target = value.$ref.replace(/^#\//, "").split("/").reduce((node, key) => node?.[key.replace(/~1/g, "/")], spec);
  return resolve(target, depth + 1);
}

/** A body to begin with: the example that is given, else one value per field of the schema. */
function sample(schema, depth = 0) {
  schema = resolve(schema);
  if (depth > 6) return null;
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, depth + 1)));
  if (schema.oneOf || schema.anyOf) return sample((schema.oneOf ?? schema.anyOf)[0], depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" || schema.properties) {
    const wanted = schema.required ?? Object.keys(schema.properties ?? {});
    return Object.fromEntries(wanted.map((key) => [key, sample(schema.properties?.[key], depth + 1)]));
  }
  if (type === "array") return [sample(schema.items, depth + 1)];
  return { string: "", integer: 0, number: 0, boolean: false }[type] ?? null;
}

function typeOf(schema) {
  schema = resolve(schema);
  const type = schema.enum ? schema.enum.join(" | ") : schema.type ?? (schema.properties ? "object" : "");
  return [].concat(type).join(" or ") + (schema.format ? ` (${schema.format})` : "");
}

function parameterRow(parameter) {
  const schema = resolve(parameter.schema);
  const field = schema.enum
    ? make("select", {}, ["", ...schema.enum].map((value) => make("option", { value }, String(value))))
    : make("input", { value: parameter.in === "path" ? sample(schema) || "" : "", placeholder: schema.default ?? "", spellcheck: "false" });
  field.setAttribute("aria-label", parameter.name);
  const row = make("tr", {},
    make("td", {}, make("strong", {}, parameter.name), parameter.required ? " *" : "", make("br"), make("span", { class: "muted" }, `${parameter.in} · ${typeOf(schema)}`)),
    make("td", {}, prose(parameter.description)), make("td", {}, field));
  return { parameter, field, row };
}

function requestURL(path, rows) {
  const query = new URLSearchParams();
  for (const { parameter, field } of rows) {
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
    else if (parameter.in === "query" && field.value !== "") query.append(parameter.name, field.value);
  }
  return path + (query.size ? `?${query}` : "");
}

function curlLine(method, url, headers, body) {
  const quote = (text) => `'${String(text).replace(/'/g, "'\\''")}'`;
  const shown = Object.entries(headers).map(([name, value]) => (name === "Authorization" ? '-H "Authorization: Bearer $TOKEN"' : `-H ${quote(`${name}: ${value}`)}`));
  return ["curl", method === "get" ? "" : `-X ${method.toUpperCase()}`, quote(location.origin + url), ...shown, body ? `-d ${quote(body)}` : ""]
    .filter(Boolean).join(" ");
}

/** The beginning of an answer as text; a stream that does not end is read no further than what is shown. */
async function read(answer) {
  const type = answer.headers.get("content-type") ?? "";
  if (!/json|text|yaml|xml|event-stream|javascript/.test(type)) {
    await answer.body?.cancel();
    return answer.status === 204 || !type ? "" : `${answer.headers.get("content-length") ?? "an unknown number of"} bytes of ${type}`;
  }
  if (!answer.body) return "";
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  const limit = setTimeout(() => reader.cancel(), 10_000);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    if (text.length > mostShown) {
      await reader.cancel();
      text = `${text.slice(0, mostShown)}\n… and more`;
      break;
    }
  }
  clearTimeout(limit);
  if (!type.includes("json")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What came is read out as one line; all of it would be read for minutes. */
async function send(method, url, rows, body, into, said) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  for (const { parameter, field } of rows) if (parameter.in === "header" && field.value) headers[parameter.name] = field.value;
  into.replaceChildren(make("p", {}, "Waiting for the answer…"));
  said.textContent = "Waiting for the answer";
  const began = performance.now();
  try {
    const answer = await fetch(url, { method: method.toUpperCase(), headers, body: body || undefined });
    const took = Math.round(performance.now() - began);
    const text = await read(answer);
    said.textContent = `Answered with ${answer.status} after ${took} ms: ${text ? `${text.length} characters, below` : "nothing more"}`;
    into.replaceChildren(
      make("p", {}, make("span", { class: `badge ${answer.ok ? "good" : "bad"}` }, `${answer.status} ${answer.statusText}`), ` after ${took} ms`),
      make("pre", { class: "command", tabindex: "0", "aria-label": "The same with curl" }, curlLine(method, url, headers, body)),
      ...(text ? [make("pre", { class: "answer", tabindex: "0", "aria-label": "The answer" }, text)] : []));
  } catch (error) {
    said.textContent = "No answer";
    into.replaceChildren(make("p", { class: "problem" }, `No answer: ${error.message}`));
  }
}

/** What an operation takes and answers; made when somebody opens it, because there are hundreds. */
function details(path, method, shared, operation) {
  const rows = [...shared, ...(operation.parameters ?? [])].map((value) => parameterRow(resolve(value)));
  const json = resolve(operation.requestBody).content?.["application/json"];
  const area = json ? make("textarea", { "aria-label": "Request body", spellcheck: "false" }) : null;
  if (area) area.value = JSON.stringify(json.example ?? sample(json.schema), null, 2);
  const [answer, said] = [make("div", { class: "answers" }), make("p", { class: "sr", role: "status" })];
  const go = make("button", { type: "button", class: "primary" }, "Try it out");
  go.addEventListener("click", () => send(method, requestURL(path, rows), rows, area?.value, answer, said));
  const table = (label, lines) => make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, make("table", {}, make("tbody", {}, lines)));
  const answers = Object.entries(operation.responses ?? {}).map(([status, response]) =>
    make("tr", {}, make("td", {}, make("strong", {}, status)), make("td", {}, prose(resolve(response).description))));
  return make("div", {},
    operation.description ? make("p", { class: "prose" }, prose(operation.description.trim())) : null,
    rows.length ? table("Parameters", rows.map((entry) => entry.row)) : null,
    area ? make("label", {}, "Body (JSON)", area) : null,
    make("p", {}, go), said, answer, table("Answers", answers));
}

function operationView(path, method, shared, operation) {
  const needs = operation["x-permission"];
  const view = make("details", { class: "operation", id: `op-${operation.operationId}`, "data-words": `${method} ${path} ${operation.summary ?? ""} ${operation.operationId ?? ""}`.toLowerCase() },
    make("summary", {}, make("span", { class: `method ${method}` }, method.toUpperCase()), make("span", { class: "path" }, path),
      make("span", { class: "needs muted" }, needs && needs !== "none" ? `needs ${needs}` : "for everybody"), make("span", { class: "about" }, prose(operation.summary))));
  view.addEventListener("toggle", () => { if (view.open && !view.querySelector("div")) view.append(details(path, method, shared, operation)); });
  return view;
}

function show() {
  at("description").replaceChildren(`Version ${spec.info.version}. `, ...prose(spec.info.description));
  const groups = new Map((spec.tags ?? []).map((tag) => [tag.name, { about: tag.description, list: [] }]));
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const method of methods.filter((name) => item[name])) {
      const tag = item[method].tags?.[0] ?? "other";
      if (!groups.has(tag)) groups.set(tag, { about: "", list: [] });
      groups.get(tag).list.push(operationView(path, method, item.parameters ?? [], item[method]));
    }
  }
  at("operations").replaceChildren(...[...groups].filter(([, group]) => group.list.length).map(([name, group]) =>
    make("section", { "aria-label": name }, make("h2", {}, name), make("p", { class: "muted" }, prose(group.about)), group.list)));
  at("operations").setAttribute("aria-busy", "false");
}

function filter() {
  const words = at("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const entry of document.querySelectorAll(".operation")) {
    entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
    if (!entry.hidden) found += 1;
  }
  for (const section of at("operations").querySelectorAll("section")) section.hidden = !section.querySelector(".operation:not([hidden])");
  at("found").textContent = found ? `${found} operation${found === 1 ? "" : "s"}.` : "No operation has these words.";
}

/** The operation that the address names, as in `/docs#listModels`. */
function goTo() {
  const named = at(`op-${location.hash.slice(1)}`);
  if (!named) return;
  named.open = true;
  named.scrollIntoView();
  named.querySelector("summary").focus({ preventScroll: true });
}

function use(value) {
  token = value;
  at("token").value = "";
  at("token-words").hidden = at("token-clear").hidden = !value;
  at("authorize").textContent = value ? "Another token…" : "Use a token…";
}

use(token);
at("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  use(at("token").value.trim());
  at("authorization").close();
});
at("token-clear").addEventListener("click", () => {
  use("");
  at("authorization").close();
});
at("filter").addEventListener("input", filter);
addEventListener("hashchange", goTo);
try {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  spec = await answer.json();
  show();
  filter();
  goTo();
} catch (error) {
  at("operations").replaceChildren(make("p", { class: "problem" }, `The description could not be read: ${error.message}`));
  at("operations").setAttribute("aria-busy", "false");
}
