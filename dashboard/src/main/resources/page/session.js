import { byId, say } from "./dom.js";

let session = { role: null, keys: false };
let waiting = [];

/** Whether the reader may act. */
export const mayAct = () => session.role === "operator";

/** Asks the dashboard, and for a key where it wants one. Throws an Error with what a person should read. */
export async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Error("The dashboard does not answer; it is tried again when you ask again.");
  }
  if (response.status === 401 && session.keys) {
    await login();
    return ask(path, options);
  }
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.detail || body.title), { status: response.status });
  return body;
}

/** Finds out who the reader is; returns when somebody is. */
export async function begin() {
  const response = await fetch("/v1/session");
  take(await response.json());
  byId("login-form").addEventListener("submit", submit);
  byId("login").addEventListener("cancel", (event) => event.preventDefault());
  byId("session").addEventListener("click", leave);
  if (!session.role && session.keys) await login();
}

function take(next) {
  session = next;
  const button = byId("session");
  button.hidden = !(session.keys && session.role);
  say(button, `Log out (${session.role})`);
  document.documentElement.dataset.role = session.role || "none";
}

function login() {
  byId("login").showModal();
  return new Promise((resolve) => waiting.push(resolve));
}

async function submit(event) {
  event.preventDefault();
  const response = await fetch("/v1/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key: byId("key").value }),
  });
  const body = await response.json();
  if (!response.ok) {
    say(byId("login-told"), body.detail);
    return;
  }
  byId("key").value = "";
  say(byId("login-told"), "");
  take(body);
  byId("login").close();
  waiting.forEach((resolve) => resolve());
  waiting = [];
}

async function leave() {
  await fetch("/v1/session", { method: "DELETE" });
  location.reload();
}
