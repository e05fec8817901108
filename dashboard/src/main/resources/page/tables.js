import { byId, el, keyed, row, say } from "./dom.js";
import { bytes, bytesBetween, count, duration, lsn, secondsBetween } from "./format.js";

const LABELS = ["Table", "Rows", "Source", "Bronze", "Silver", "Put aside", "Last audit", "State"];

/** Shows every table with how far it is. */
export function showTables(state, now) {
  const tables = Object.entries(state.lake?.tables ?? {});
  const known = tables.length > 0;
  byId("tables-empty").hidden = known;
  byId("tables").parentElement.hidden = !known;
  say(byId("tables-empty"), state.lake ? "No table is known yet." : "The lakehouse does not answer.");
  say(byId("source-position"), state.capture?.source ? `source at ${lsn(state.capture.source)}` : "");
  keyed(byId("tables"), tables, ([name]) => name, create, (line, [name, table]) => update(line, name, table, state.capture, now));
}

function create() {
  const line = row(LABELS, ["Rows", "Put aside"]);
  for (const index of [2, 3, 4]) line.cells[index].firstChild.append(el("span", "pos"), el("span", "age"));
  line.cells[7].firstChild.append(el("span", "tag"), el("span", "why"));
  return line;
}

function update(line, name, table, capture, now) {
  const cell = (index) => line.cells[index].firstChild;
  say(cell(0), name);
  say(cell(1), table.version < 0 ? "–" : count(table.rows));
  reached(cell(2), capture?.acknowledged, capture ? `${count(capture.changes[name] ?? 0)} changes since its start` : "");
  reached(cell(3), table.bronze, ago(table.bronzeTime, now));
  const lag = bytesBetween(table.silver, capture?.acknowledged);
  reached(cell(4), table.silver, ago(table.silverTime, now) + (lag > 0 ? `, ${bytes(lag)} to come` : ""));
  say(cell(5), count(table.quarantined));
  say(cell(6), audit(table.audit, now));
  const [tag, why] = cell(7).children;
  const [kind, text] = stateOf(table);
  tag.className = `tag ${kind}`;
  say(tag, text);
  say(why, table.stale ?? "");
}

function reached(place, position, text) {
  say(place.children[0], lsn(position));
  say(place.children[1], text);
}

const ago = (time, now) => (time ? `${duration(secondsBetween(time, now))} ago` : "");

function audit(last, now) {
  if (!last) return "never";
  const ago = `${duration(secondsBetween(last.at, now))} ago`;
  return last.outcome === "EQUAL" ? `equal, ${ago}` : `${last.outcome.toLowerCase()}, ${count(last.differing)} rows, ${ago}`;
}

function stateOf(table) {
  if (table.version < 0) return ["", "not yet"];
  if (table.stale) return ["warn", "stale"];
  if (table.audit && table.audit.outcome === "DIFFERENT") return ["bad", "different"];
  if (table.quarantined > 0) return ["warn", "put aside"];
  // Only an audit has compared the rows.
  return ["good", table.audit && table.audit.outcome === "EQUAL" ? "equal" : "in step"];
}
