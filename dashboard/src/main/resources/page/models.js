import { byId, el, say } from "./dom.js";
import { at, count, decimal } from "./format.js";
import { ask } from "./session.js";

/** Opens the part with the model that is current now. */
export async function openModels() {
  const told = byId("model-told");
  say(told, "Asking for the current model…");
  told.className = "told";
  try {
    const model = await ask("/v1/models/current");
    say(told, "");
    show(model);
    byId("model").hidden = false;
  } catch (failure) {
    byId("model").hidden = true;
    say(told, failure.message);
    if (failure.status !== 503) told.className = "told bad";
  }
}

function show(model) {
  const figures = [
    ["Current model", model.model, `trained ${at(model.trainedAt)}`],
    ["Users", count(model.users), "in training"],
    ["Items", count(model.items), `${count(model.rank)} factors each`],
    ["Position", model.position, `ages as of ${at(model.asOf)}`],
  ];
  byId("model-facts").replaceChildren(...figures.map(([name, value, sub]) =>
    el("div", "tile", el("span", "name", name), el("span", "value", value), el("span", "sub", sub))));
  byId("metrics").replaceChildren(...Object.entries(model.metrics).map(([name, value]) =>
    metric(name, value, model.baseline?.[name])));
  const made = { ...model.tables, "code version": model.codeVersion, regularization: model.regularization, alpha: model.alpha, iterations: model.iterations, seed: model.seed };
  byId("model-made").replaceChildren(...Object.entries(made).map(([name, value]) =>
    el("div", "", el("dt", "", name in model.tables ? `${name}, version` : name), el("dd", "", String(value)))));
}

function metric(name, value, baseline) {
  const highest = Math.max(value, baseline ?? 0) || 1;
  const lift = baseline > 0 ? `${decimal(value / baseline, 1)} × popularity` : "";
  const bars = [bar("This model", value, highest, "fill model")];
  if (baseline !== undefined) bars.push(bar("Popularity", baseline, highest, "fill"));
  return el("div", "metric",
    el("div", "metric-head", el("span", "name", name), el("span", "hint", lift)), ...bars);
}

function bar(name, value, highest, className) {
  const fill = el("div", className);
  fill.style.width = `${(100 * value) / highest}%`;
  return el("div", "bar", el("span", "", name), el("div", "track", fill), el("span", "figure", decimal(value)));
}
