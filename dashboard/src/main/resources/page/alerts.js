import { byId, el, keyed, say } from "./dom.js";
import { amount, at, count, duration, seconds } from "./format.js";
import { ask, mayAct } from "./session.js";

const TAGS = { LOW: "", MEDIUM: "warn", HIGH: "warn", CRITICAL: "bad" };
const rules = new Map();
const acknowledged = new Map();
let seen;

/** Learns what the rules are, to say what an alert means. */
export function declareAlerts(declared) {
  declared.forEach((rule) => rules.set(rule.name, rule));
  byId("alerts-card").hidden = declared.length === 0;
  byId("signing").hidden = !mayAct();
  const name = byId("signature");
  name.value = localStorage.getItem("signature") ?? "";
  name.addEventListener("change", () => localStorage.setItem("signature", name.value.trim()));
}

/** Shows a document of the live stream. */
export function showAlerts({ open, alerts, problem }) {
  say(byId("alerts-told"), problem ?? "");
  if (problem) return;
  say(byId("alerts-open"), `${count(open)} open`);
  byId("alerts-empty").hidden = alerts.length > 0;
  say(byId("alerts-empty"), "Nothing was found.");
  keyed(byId("alerts"), alerts, ({ id }) => id, create, update);
  announce(alerts);
}

function announce(alerts) {
  const news = seen ? alerts.filter(({ id, open }) => open && !seen.has(id)) : [];
  if (news.length > 0) say(byId("alerts-news"), `New alert: ${news.map((alert) => `${alert.rule}, ${meaning(alert)}`).join("; ")}`);
  seen = new Set(alerts.map(({ id }) => id));
}

function create(alert) {
  const button = el("button", "", "Acknowledge");
  button.type = "button";
  button.setAttribute("aria-label", `Acknowledge ${alert.rule}, ${about(alert)}`);
  button.addEventListener("click", () => acknowledge(alert.id, button));
  const rows = el("ul", "rows");
  return el("li", "alert",
    el("div", "alert-head", el("span", "tag", ""), el("strong", "", ""), el("span", "hint", "")),
    el("p", "meaning", ""),
    el("details", "", el("summary", "", ""), rows),
    el("div", "alert-end", el("span", "hint", ""), button));
}

function update(line, alert) {
  line.classList.toggle("closed", !alert.open);
  const [head, what, evidence, end] = line.children;
  const [tag, rule, when] = head.children;
  tag.className = `tag ${alert.open ? TAGS[alert.severity] : ""}`;
  say(tag, alert.open ? alert.severity.toLowerCase() : "closed");
  say(rule, alert.rule);
  say(when, at(alert.at));
  say(what, meaning(alert));
  say(evidence.firstChild, alert.evidence.length === 1 ? "The row" : `The ${count(alert.evidence.length)} rows`);
  keyed(evidence.lastChild, alert.evidence, ({ row }) => row, () => el("li", "", el("code", "", ""), el("span", "hint", "")),
    (entry, { row, at: then, value }) => {
      say(entry.firstChild, row);
      say(entry.lastChild, value === undefined || value === null ? at(then) : `${value}, ${at(then)}`);
    });
  const by = alert.acknowledged ?? acknowledged.get(alert.id);
  const [note, button] = end.children;
  say(note, by ? `Acknowledged by ${by.by}, ${at(by.at)}` : "");
  button.hidden = Boolean(by) || !mayAct();
  end.hidden = button.hidden && !by;
}

const about = ({ rule, key }) => `${rules.get(rule)?.key ?? "key"} ${key}`;

function meaning(alert) {
  const rule = rules.get(alert.rule);
  const found = amount(Number(alert.found));
  const bound = rule && amount(rule.above);
  const time = rule?.within && duration(seconds(rule.within));
  switch (rule?.kind) {
    case "value": return `${about(alert)}: ${found} is above ${bound}`;
    case "count": return `${about(alert)}: ${found} rows within ${time}, where ${bound} are allowed`;
    case "distinct": return `${about(alert)}: ${found} different values within ${time}, where ${bound} are allowed`;
    default: return `${about(alert)}: ${alert.found}`;
  }
}

async function acknowledge(id, button) {
  button.disabled = true;
  say(byId("alerts-told"), "");
  try {
    const by = byId("signature").value.trim();
    const answer = await ask(`/v1/alerts/${encodeURIComponent(id)}/acknowledge`, { method: "POST", body: by ? JSON.stringify({ by }) : "" });
    acknowledged.set(id, answer.acknowledged);
    const line = button.closest("li");
    update(line, answer);
    line.tabIndex = -1;
    line.focus();
  } catch (failure) {
    say(byId("alerts-told"), failure.message);
  } finally {
    button.disabled = false;
  }
}
