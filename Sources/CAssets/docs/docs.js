"use strict";
// Shows openapi.yaml and tries its operations. Nothing is loaded from elsewhere, and every text is set as text, never as HTML.
const methods = ["get", "post", "put", "patch", "delete", "head"];
const at = (id) => document.getElementById(id);
let spec = {};
let token = sessionStorage.getItem("roost-token") || "";

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  for (const child of children.flat()) if (child != null) element.append(child);
  return element;
}

// Words with `code` between backticks, and paragraphs as they are written.
function prose(text) {
  return String(text || "").split(/`([^`]*)`/).map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

function resolve(value, depth = 0) {
  if (!value || typeof value !== "object" || depth > 20 || !value.$ref) return value || {};
  const target = value.$ref.replace(/^#\//, "").split("/").reduce((node, key) => (node || {})[key.replace(/~1/g, "/")], spec);
  return resolve(target, depth + 1);
}

// A body to begin with: the example that is given, else one value per field of the schema.
function sample(schema, depth = 0) {
  schema = resolve(schema);
  if (depth > 6) return null;
  if (schema.example !== undefined) return schema.example;
  if (schema.examples && schema.examples.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, depth + 1)));
  if (schema.oneOf || schema.anyOf) return sample((schema.oneOf || schema.anyOf)[0], depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" || schema.properties) {
    const wanted = schema.required || Object.keys(schema.properties || {});
    return Object.fromEntries(wanted.map((key) => [key, sample((schema.properties || {})[key], depth + 1)]));
  }
  if (type === "array") return [sample(schema.items, depth + 1)];
  return { string: "", integer: 0, number: 0, boolean: false }[type] ?? null;
}

function typeOf(schema) {
  schema = resolve(schema);
  const type = schema.enum ? schema.enum.join(" | ") : schema.type || (schema.properties ? "object" : "");
  return [].concat(type).join(" or ") + (schema.format ? ` (${schema.format})` : "");
}

function parameterRow(parameter) {
  const schema = resolve(parameter.schema);
  const field = schema.enum
    ? make("select", {}, ["", ...schema.enum].map((value) => make("option", { value }, String(value))))
    : make("input", { value: parameter.in === "path" ? sample(schema) || "" : "", placeholder: schema.default ?? "" });
  field.setAttribute("aria-label", parameter.name);
  const row = make("tr", {},
    make("td", {}, make("b", {}, parameter.name), parameter.required ? " *" : "", make("br"), make("small", {}, `${parameter.in} · ${typeOf(schema)}`)),
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
  const shown = { ...headers };
  if (shown.Authorization) shown.Authorization = "Bearer $TOKEN";
  return ["curl", method === "get" ? "" : `-X ${method.toUpperCase()}`, quote(location.origin + url),
    ...Object.entries(shown).map(([name, value]) => `-H ${name === "Authorization" ? `"${name}: ${value}"` : quote(`${name}: ${value}`)}`),
    body ? `-d ${quote(body)}` : ""].filter(Boolean).join(" ");
}

async function send(method, url, rows, body, into) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  for (const { parameter, field } of rows) if (parameter.in === "header" && field.value) headers[parameter.name] = field.value;
  into.replaceChildren(make("p", {}, "Waiting for the answer…"));
  const began = performance.now();
  try {
    const answer = await fetch(url, { method: method.toUpperCase(), headers, body: body || undefined });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const type = answer.headers.get("content-type") || "";
    let text = /json|text|yaml|xml|event-stream/.test(type) ? new TextDecoder().decode(bytes.slice(0, 400000)) : `${bytes.length} bytes of ${type || "unnamed type"}`;
    if (type.includes("json")) { try { text = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ } }
    into.replaceChildren(
      make("p", { class: answer.ok ? "status-ok" : "status-bad" }, `${answer.status} ${answer.statusText} · ${Math.round(performance.now() - began)} ms · ${bytes.length} bytes`),
      make("pre", {}, curlLine(method, url, headers, body)), make("pre", { class: "answer" }, text));
  } catch (error) {
    into.replaceChildren(make("p", { class: "status-bad" }, `No answer: ${error.message}`));
  }
}

function operationView(path, method, shared, operation) {
  const parameters = [...shared, ...(operation.parameters || [])].map((value) => resolve(value));
  const rows = parameters.map(parameterRow);
  const bodySchema = resolve(operation.requestBody).content;
  const json = bodySchema && bodySchema["application/json"];
  const area = json ? make("textarea", { "aria-label": "Request body", spellcheck: "false" }) : null;
  if (area) area.value = JSON.stringify(json.example ?? sample(json.schema), null, 2);
  const answer = make("div", { class: "result", role: "status" });
  const go = make("button", { type: "button", class: "primary", onclick: () => send(method, requestURL(path, rows), rows, area && area.value, answer) }, "Try it out");
  const needs = operation["x-permission"];
  return make("details", { class: "operation", "data-words": `${method} ${path} ${operation.summary || ""} ${operation.operationId || ""}`.toLowerCase() },
    make("summary", {}, make("span", { class: `method ${method}` }, method.toUpperCase()), make("span", { class: "path" }, path), make("span", {}, prose(operation.summary)),
      make("span", { class: "needs" }, needs ? `needs ${needs}` : "")),
    make("div", {}, operation.description ? make("p", { class: "prose" }, prose(operation.description)) : null,
      rows.length ? make("table", {}, rows.map((entry) => entry.row)) : null,
      area ? make("p", {}, "Body (application/json)") : null, area, make("p", {}, go), answer,
      make("table", {}, Object.entries(operation.responses || {}).map(([status, response]) => make("tr", {}, make("td", {}, status), make("td", {}, prose(resolve(response).description))))),
    ));
}

function show() {
  at("title").textContent = `${spec.info.title} API`;
  at("version").textContent = spec.info.version;
  at("description").replaceChildren(...prose(spec.info.description));
  const groups = new Map((spec.tags || []).map((tag) => [tag.name, { about: tag.description, list: [] }]));
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const method of methods.filter((name) => item[name])) {
      const tag = (item[method].tags || ["other"])[0];
      if (!groups.has(tag)) groups.set(tag, { about: "", list: [] });
      groups.get(tag).list.push(operationView(path, method, item.parameters || [], item[method]));
    }
  }
  at("operations").replaceChildren(...[...groups].filter(([, group]) => group.list.length).map(([name, group]) =>
    make("section", {}, make("h2", {}, name), make("p", {}, prose(group.about)), group.list)));
}

function filter() {
  const words = at("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of document.querySelectorAll(".operation")) entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
  for (const section of document.querySelectorAll("section")) section.hidden = ![...section.querySelectorAll(".operation")].some((entry) => !entry.hidden);
}

function authorized(value) {
  token = value;
  if (value) sessionStorage.setItem("roost-token", value); else sessionStorage.removeItem("roost-token");
  at("authorize").classList.toggle("on", Boolean(value));
  at("authorize").textContent = value ? "Authorized" : "Authorize";
}

async function login() {
  if (at("token").value) { authorized(at("token").value.trim()); at("login").close(); return; }
  const answer = await fetch("/authenticate", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ username: at("username").value, password: at("password").value }) });
  const body = await answer.json().catch(() => ({}));
  at("password").value = "";
  if (answer.ok && body.token) { authorized(body.token); at("login").close(); } else at("login-note").textContent = body.detail || `refused (${answer.status})`;
}

addEventListener("DOMContentLoaded", async () => {
  authorized(token);
  at("authorize").addEventListener("click", () => at("login").showModal());
  at("login-go").addEventListener("click", login);
  at("login-clear").addEventListener("click", () => { at("token").value = ""; authorized(""); at("login").close(); });
  at("filter").addEventListener("input", filter);
  try {
    spec = await (await fetch("/openapi.json")).json();
    show();
  } catch (error) {
    at("operations").replaceChildren(make("p", { class: "status-bad" }, `The description could not be read: ${error.message}`));
  }
});
