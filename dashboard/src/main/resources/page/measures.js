import uPlot from "/charts/uPlot.js";
import { axis as axisOf, colour, fitted, onRecolour } from "./chart.js";
import { byId, el } from "./dom.js";
import { amount, short, words } from "./format.js";
import { ask } from "./session.js";

/** How many seconds a span has, and how many spans are shown. */
const SHOWN = { minute: [60, 180], half_hour: [1800, 48], hour: [3600, 48], day: [86400, 30] };
const BY = { minute: "by minute", half_hour: "by half hour", hour: "by hour", day: "by day" };
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const charts = new Map();

/** Makes a chart for each measure that has more than one span. */
export function declareMeasures(measures) {
  for (const measure of measures) {
    const window = measure.windows[0];
    if (!SHOWN[window]) continue;
    const place = el("div", "chart");
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", words(measure.name));
    const card = el("div", "card",
      el("div", "card-head", el("h2", "", words(measure.name)), el("p", "hint", `${measure.aggregate} of ${measure.unit}, ${BY[window]}`)),
      place);
    card.dataset.measure = measure.name;
    byId("now-charts").append(card);
    const chart = { measure, window, place, points: new Map(), anchor: undefined, plot: undefined };
    charts.set(measure.name, chart);
    new ResizeObserver(() => {
      if (place.clientWidth > 0 && chart.plot) chart.plot.setSize(fitted(place));
    }).observe(place);
  }
  onRecolour(() => charts.forEach((chart) => {
    chart.plot?.destroy();
    chart.plot = undefined;
    draw(chart);
  }));
}

/** Asks for the last hours of each measure. */
export function loadHistory() {
  charts.forEach(async (chart) => {
    try {
      const answer = await ask(`/v1/stats/${encodeURIComponent(chart.measure.name)}?window=${chart.window}`);
      const points = answer.groups[0]?.points ?? [];
      const later = [...chart.points].filter(([second]) => chart.anchor !== undefined && second >= chart.anchor);
      chart.points = new Map([...points.map(entry), ...later]);
      draw(chart);
    } catch {
      // What stands against it, the live stream tells at the top of the page.
    }
  });
}

const entry = ({ at, value }) => [new Date(at).getTime() / 1000, value];

/** Takes the latest spans of each measure in place of what was there. */
export function showMeasures(measures) {
  for (const { name, from, recent } of measures) {
    const chart = charts.get(name);
    if (!chart) continue;
    chart.anchor = new Date(from).getTime() / 1000;
    for (const second of [...chart.points.keys()]) if (second >= chart.anchor) chart.points.delete(second);
    recent.map(entry).forEach(([second, value]) => chart.points.set(second, value));
    draw(chart);
  }
}

/** The spans up to now, with nothing where there is nothing: zero rows, but the mean of no rows is none. */
function series({ window, points, anchor, measure }) {
  const [length, most] = SHOWN[window];
  if (window === "day" || anchor === undefined) {
    const known = [...points].sort(([a], [b]) => a - b);
    return [known.map(([second]) => second), known.map(([, value]) => value ?? null)];
  }
  const last = anchor + Math.max(0, Math.floor((Date.now() / 1000 - anchor) / length)) * length;
  for (const second of points.keys()) if (second <= last - most * length) points.delete(second);
  const none = measure.aggregate === "average" ? null : 0;
  const seconds = Array.from({ length: most }, (_, index) => last - (most - 1 - index) * length);
  return [seconds, seconds.map((second) => points.get(second) ?? none)];
}

function draw(chart) {
  const data = series(chart);
  describe(chart, data);
  if (chart.plot) chart.plot.setData(data);
  else chart.plot = new uPlot(options(chart), data, chart.place);
}

function describe({ place, measure, window }, [seconds, values]) {
  const known = values.filter((value) => value !== null);
  place.dataset.latest = known.at(-1) ?? "";
  place.setAttribute("aria-label", known.length === 0
    ? `${words(measure.name)}: nothing yet`
    : `${words(measure.name)} ${BY[window]} since ${time.format(new Date(seconds[0] * 1000))}: now ${amount(values.at(-1))}, at most ${amount(Math.max(...known))}`);
}

function options({ place, window, measure }) {
  const axis = axisOf();
  const moment = window === "day" ? day : time;
  const line = colour("--accent");
  return {
    ...fitted(place),
    cursor: { y: false },
    scales: { y: { range: (self, low, high) => [Math.min(0, low ?? 0), Math.max(1, (high ?? 0) * 1.1)] } },
    axes: [
      { ...axis, values: (self, ticks) => ticks.map((tick) => moment.format(new Date(tick * 1000))), space: 80, size: 30 },
      { ...axis, values: (self, ticks) => ticks.map((tick) => short(tick)), size: 58 },
    ],
    series: [
      { label: "At", value: (self, value) => (value ? moment.format(new Date(value * 1000)) : "–") },
      {
        label: words(measure.name), stroke: line, width: 2, points: { size: 4 },
        fill: `color-mix(in srgb, ${line} 14%, transparent)`, spanGaps: measure.aggregate === "average",
        value: (self, value) => amount(value),
      },
    ],
  };
}
