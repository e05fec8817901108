import { byId, el, keyed, say } from "./dom.js";
import { amount, at, words } from "./format.js";
import { ask } from "./session.js";
import { declareAlerts } from "./alerts.js";
import { declareMeasures, loadHistory, showMeasures } from "./measures.js";
import { declareGroups, loadGroups } from "./groups.js";
import { declareRising, showRising } from "./rising.js";

const GROUPS_MILLIS = 5000;
/** The live stream tells the latest spans alone: corrections of older ones come with the history. */
const HISTORY_MILLIS = 60000;
const SPANS = { minute: "this minute", half_hour: "this half hour", hour: "this hour", day: "today", all: "of all time" };
let declared = { measures: [], trends: [], rules: [] };
let historyAt = 0;

/** Learns what the pipeline file declares; whether that is anything. */
export async function declare() {
  try {
    declared = await ask("/v1/stats");
  } catch (failure) {
    told(failure.message, true);
    return true;
  }
  const { measures, trends, rules } = declared;
  declareMeasures(measures);
  declareGroups(measures);
  declareRising(trends);
  declareAlerts(rules);
  const isNothing = measures.length + rules.length === 0;
  if (isNothing) {
    say(byId("now-lead"), "The pipeline file declares neither measures nor rules; the operations guide has examples.");
  }
  return !isNothing;
}

/** Opens the part. */
export function openNow() {
  refreshHistory();
  loadGroups();
}

const isShown = () => !byId("now").hidden && document.visibilityState === "visible";

function refreshHistory() {
  historyAt = Date.now();
  loadHistory();
}

/** Shows a document of the live stream. */
export function showFigures({ measures, trends, problem, progress }) {
  told(problem ?? "", Boolean(problem));
  if (problem) return;
  if (progress) say(byId("now-lead"), `Counted up to ${at(progress.sourceTime)}, by the source's clock.`);
  tiles(measures);
  showMeasures(measures);
  showRising(trends);
  if (isShown() && Date.now() - historyAt > HISTORY_MILLIS) refreshHistory();
}

function told(text, bad) {
  byId("now-told").className = bad ? "told bad" : "told";
  say(byId("now-told"), text);
}

function tiles(measures) {
  keyed(byId("now-tiles"), measures, ({ name }) => name,
    () => el("div", "tile", el("span", "name", ""), el("span", "value", ""), el("span", "sub", "")),
    (tile, { name, spans }) => {
      const main = spans.find(({ window }) => window === "day") ?? spans.at(-1);
      const [title, value, sub] = tile.children;
      say(title, `${words(name)} ${SPANS[main.window]}`);
      say(value, amount(main.point.value));
      say(sub, spans.filter((span) => span !== main).map(({ window, point }) => `${amount(point.value)} ${SPANS[window]}`).join(" · "));
    });
}

setInterval(() => { if (isShown()) loadGroups(); }, GROUPS_MILLIS);
document.addEventListener("visibilitychange", () => { if (isShown()) openNow(); });
