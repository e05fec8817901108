import uPlot from "/charts/uPlot.js";
import { axis as axisOf, colour, fitted, onRecolour } from "./chart.js";
import { byId } from "./dom.js";
import { duration, secondsBetween } from "./format.js";

const KEPT_SECONDS = 600;
/** So much is shown at least: two documents make no history. */
const SHOWN_SECONDS = 60;
const LINES = [
  ["Capture", "--muted"],
  ["Silver, oldest table", "--accent"],
  ["Live state", "--good"],
];
const data = [[], [], [], []];
let plot;

/** Notes how far each part is behind, and shows the last minutes of it. */
export function noteFreshness(state, now) {
  const silver = Object.values(state.lake?.tables ?? {}).map((table) => table.silverTime).filter(Boolean).sort()[0];
  data[0].push(now.getTime() / 1000);
  [state.capture?.acknowledgedTime, silver, state.live?.sourceTime].forEach((time, index) => {
    const seconds = secondsBetween(time, now);
    data[index + 1].push(seconds === undefined ? null : Math.max(0, seconds));
  });
  while (data[0][0] < data[0].at(-1) - KEPT_SECONDS) data.forEach((values) => values.shift());
  if (plot) plot.setData(data);
  else draw();
}

onRecolour(() => {
  if (!plot) return;
  plot.destroy();
  draw();
});

function draw() {
  const place = byId("freshness");
  const axis = axisOf();
  plot = new uPlot({
    ...fitted(place),
    cursor: { y: false },
    scales: { x: { range: (self, low, high) => [Math.min(low, high - SHOWN_SECONDS), high] }, y: { range: (self, low, high) => [0, Math.max(5, high * 1.1)] } },
    axes: [
      { ...axis, values: (self, ticks) => ticks.map((tick) => clock.format(new Date(tick * 1000))), space: 90 },
      { ...axis, values: (self, ticks) => ticks.map((tick) => duration(tick)), size: 70 },
    ],
    series: [
      { label: "At", value: (self, value) => (value ? clock.format(new Date(value * 1000)) : "–") },
      ...LINES.map(([label, name]) => ({
        label, stroke: colour(name), width: 2, points: { show: false },
        value: (self, value) => (value === null || value === undefined ? "–" : duration(value)),
      })),
    ],
  }, data, place);
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

new ResizeObserver(() => {
  if (plot && byId("freshness").clientWidth > 0) plot.setSize(fitted(byId("freshness")));
}).observe(byId("freshness"));
