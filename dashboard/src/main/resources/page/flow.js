import { say, svg } from "./dom.js";
import { bytes, bytesBetween, count, duration, lsn, secondsBetween, short } from "./format.js";

const WIDTH = 196;
const HEIGHT = 92;
/** Places of the parts, on a wide page and on a phone. */
const WIDE = {
  box: "0 0 1160 250",
  at: { source: [8, 12], gateway: [244, 146], cdc: [244, 12], lakehouse: [484, 12], streaming: [484, 146], orchestration: [720, 12], serving: [956, 79] },
};
const NARROW = {
  box: "0 0 420 466",
  at: { source: [6, 8], gateway: [218, 124], cdc: [6, 124], lakehouse: [6, 240], streaming: [218, 240], orchestration: [6, 362], serving: [218, 362] },
};
const EDGES = [
  ["source", "cdc"], ["cdc", "lakehouse"], ["cdc", "streaming"], ["gateway", "lakehouse"], ["gateway", "streaming"],
  ["lakehouse", "orchestration"], ["orchestration", "serving"], ["streaming", "serving"],
];
const NAMES = {
  source: "Postgres", gateway: "Events", cdc: "Capture", lakehouse: "Lakehouse", streaming: "Live state",
  orchestration: "Features and model", serving: "Answers",
};
const narrow = matchMedia("(max-width: 760px)");
let drawing;
let parts;

/** Draws the flow once, and then only its numbers. */
export function drawFlow(place, state, now) {
  const layout = narrow.matches ? NARROW : WIDE;
  if (!drawing || drawing.getAttribute("viewBox") !== layout.box) build(place, layout);
  const told = numbers(state, now);
  for (const [name, node] of Object.entries(parts.nodes)) {
    const health = healthOf(state, name);
    if (node.group.getAttribute("class") !== `node ${health}`) node.group.setAttribute("class", `node ${health}`);
    say(node.value, told[name][0]);
    say(node.sub, told[name][1]);
  }
  parts.edges.forEach(({ water, from, to }) => {
    const still = healthOf(state, from) === "bad" || healthOf(state, to) === "bad";
    water.classList.toggle("still", still);
  });
  say(parts.title, Object.keys(NAMES).map((name) => `${NAMES[name]}: ${told[name].join(", ")}`).join(". "));
}

function build(place, layout) {
  const title = svg("title", { id: "flow-title" });
  drawing = svg("svg", { viewBox: layout.box, class: "flow", role: "img", "aria-labelledby": "flow-title" }, title);
  const edges = EDGES.map(([from, to]) => {
    const path = route(layout.at[from], layout.at[to]);
    const water = svg("path", { d: path, class: "water" });
    drawing.append(svg("path", { d: path, class: "edge" }), water);
    return { from, to, water };
  });
  const nodes = {};
  for (const [name, [x, y]] of Object.entries(layout.at)) {
    const value = svg("text", { x: x + 16, y: y + 56, class: "value" });
    const sub = svg("text", { x: x + 16, y: y + 77, class: "sub" });
    const group = svg("g", { class: "node" },
      svg("rect", { x, y, width: WIDTH, height: HEIGHT, rx: 14 }),
      svg("circle", { cx: x + WIDTH - 18, cy: y + 22, r: 5, class: "dot" }),
      svg("text", { x: x + 16, y: y + 27, class: "name" }, NAMES[name]), value, sub);
    drawing.append(group);
    nodes[name] = { group, value, sub };
  }
  parts = { nodes, edges, title };
  place.replaceChildren(drawing);
}

/** A line from the side of one part to the facing side of another. */
function route([x1, y1], [x2, y2]) {
  if (x2 >= x1 + WIDTH) {
    const [a, b, c, d] = [x1 + WIDTH, y1 + HEIGHT / 2, x2, y2 + HEIGHT / 2];
    const bend = (c - a) / 2;
    return `M${a} ${b} C${a + bend} ${b} ${c - bend} ${d} ${c} ${d}`;
  }
  const [a, b, c, d] = [x1 + WIDTH / 2, y1 + HEIGHT, x2 + WIDTH / 2, y2];
  const bend = (d - b) / 2;
  return `M${a} ${b} C${a} ${b + bend} ${c} ${d - bend} ${c} ${d}`;
}

function healthOf(state, name) {
  if (name === "source") return state.capture && !state.capture.source ? "bad" : state.capture ? "good" : "warn";
  const process = state.processes.find((one) => one.name === name);
  if (!process || process.health === "down") return "bad";
  const findings = state.attention.filter((one) => one.part === name);
  if (findings.some((one) => one.level === "critical")) return "bad";
  return findings.length > 0 ? "warn" : "good";
}

function numbers(state, now) {
  const { capture, gateway, lake, live, serving, jobs } = state;
  const tables = Object.values(lake?.tables ?? {});
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const silver = oldest(tables.map((table) => table.silverTime));
  const published = Object.values(capture?.changes ?? {}).reduce((sum, changes) => sum + changes, 0);
  const refresh = jobs?.find((job) => job.name === "refresh") ?? jobs?.[0];
  return {
    source: [lsn(capture?.source), capture ? `${bytes(capture.retainedWalBytes)} of log kept` : "not asked"],
    cdc: capture
      ? [`${short(published)} changes`, `${behind(capture.acknowledgedTime, now)} behind`]
      : ["down", since(state, "cdc", now)],
    gateway: gateway
      ? [types(Object.keys(gateway.topics ?? {}).length), `${count(gateway.requests)} requests, ${bytes(gateway.bytes)} under way`]
      : ["down", since(state, "gateway", now)],
    lakehouse: lake
      ? [`${short(rows)} rows`, `${count(tables.length)} tables, ${behind(silver, now)} behind`]
      : ["down", since(state, "lakehouse", now)],
    streaming: live
      ? [`${behind(live.sourceTime, now)} behind`, lag(live, capture)]
      : ["down", since(state, "streaming", now)],
    orchestration: jobs
      ? [refresh?.open ? "running" : refresh?.last?.result ?? "not yet",
        refresh?.last?.endedAt ? `${duration(secondsBetween(refresh.last.endedAt, now))} ago` : "no run has ended"]
      : ["down", since(state, "orchestration", now)],
    serving: serving
      ? [serving.ready ? "ready" : "not ready", serving.model ? `model ${brief(serving.model)}` : "no model, popular items"]
      : ["down", since(state, "serving", now)],
  };
}

/** What the broker has and the online store has not. */
function lag(live, capture) {
  const left = bytesBetween(live.position, capture?.acknowledged);
  return left > 0 || live.waiting > 0
    ? `${bytes(Math.max(0, left ?? 0))} to come, ${short(live.waiting)} waiting`
    : `${short(live.users)} users, ${short(live.items)} items`;
}

const types = (number) => `${count(number)} ${number === 1 ? "type" : "types"}`;

const brief = (model) => (model.length > 20 ? `…${model.slice(-18)}` : model);
const behind = (time, now) => duration(secondsBetween(time, now));

function oldest(times) {
  const known = times.filter(Boolean).sort();
  return known[0];
}

function since(state, name, now) {
  const process = state.processes.find((one) => one.name === name);
  return process?.since ? `for ${duration(secondsBetween(process.since, now))}` : "";
}
