import { byId, el, keyed, say } from "./dom.js";
import { amount, count, since, words } from "./format.js";
import { ask } from "./session.js";

const GROUPS = 8;
const HOUR_MILLIS = 3600000;
/** The windows that tell a range, the best first; a window that cuts the range itself needs no beginning. */
const RANGES = {
  hour: (windows) => (windows.includes("minute") ? ["minute", Date.now() - HOUR_MILLIS] : ["hour", Date.now()]),
  day: () => ["day", Date.now()],
  all: () => ["all"],
};
let pairs = [];

/** Makes a list for each dimension of each measure. */
export function declareGroups(measures) {
  pairs = measures.flatMap(({ name, by, windows }) => by.map((dimension) => ({ name, dimension, windows })));
  byId("groups-card").hidden = pairs.length === 0;
  keyed(byId("groups"), pairs, ({ name, dimension }) => `${name} ${dimension}`, ({ name, dimension }) => {
    const bars = el("ol", "bars");
    const title = `${words(name)} by ${dimension.replaceAll("_", " ")}`;
    bars.setAttribute("aria-label", title);
    return el("div", "group", el("div", "metric-head", el("h3", "", title), el("span", "hint", "")), bars,
      el("p", "empty", "Asking…"));
  }, () => {});
  byId("range").addEventListener("change", loadGroups);
}

/** Asks how each measure is divided over the chosen time. */
export async function loadGroups() {
  const range = byId("range").querySelector("input:checked").value;
  await Promise.all(pairs.map((pair, index) => load(pair, range, byId("groups").children[index])));
}

async function load({ name, dimension, windows }, range, place) {
  const [window, from] = RANGES[range](windows);
  if (!windows.includes(window)) {
    show(place, [], "", `It is not counted by ${window}.`);
    return;
  }
  const query = new URLSearchParams({ by: dimension, window, limit: GROUPS });
  if (from) query.set("from", new Date(from).toISOString());
  try {
    const { groups, known, from: begin } = await ask(`/v1/stats/${encodeURIComponent(name)}?${query}`);
    if (byId("range").querySelector("input:checked").value !== range) return;
    const rest = known > groups.length ? `, the first ${count(groups.length)} of ${count(known)}` : "";
    show(place, groups, (window === "all" ? "of all time" : `since ${since(begin)}`) + rest, "Nothing yet.");
  } catch (failure) {
    show(place, [], "", failure.message);
  }
}

function show(place, groups, hint, empty) {
  const [head, bars, nothing] = place.children;
  say(head.lastChild, hint);
  say(nothing, empty);
  nothing.hidden = groups.length > 0;
  const highest = Math.max(...groups.map(valueOf), 0) || 1;
  keyed(bars, groups, ({ name }) => JSON.stringify(name ?? null),
    () => el("li", "bar", el("span", "", ""), el("div", "track", el("div", "fill model")), el("span", "figure", "")),
    (bar, group) => {
      const [name, track, figure] = bar.children;
      say(name, group.name ?? "without one");
      track.firstChild.style.width = `${Math.max(0, (100 * valueOf(group)) / highest)}%`;
      say(figure, amount(valueOf(group)));
      bar.title = `${count(group.count)} rows`;
    });
}

/** Different values of several spans cannot be added up: then the highest span stands for the group. */
const valueOf = ({ value, points }) => value ?? Math.max(...points.map((point) => point.value ?? 0), 0);
