import { byId, el, keyed, row, say } from "./dom.js";
import { at, count, decimal } from "./format.js";
import { ask, mayAct } from "./session.js";

const LABELS = ["Model", "Trained", "NDCG@10", "Popularity", "Item-kNN", "Clicked", "State", ""];
const METRIC = "ndcg@10";
const LOOK_MILLIS = 1500;
let clicks = [];
let timer;
let wanted;

/** Opens the part with the models that are kept. */
export async function openModels() {
  clearTimeout(timer);
  await Promise.all([loadCurrent(), loadClicks()]);
  await loadList();
}

async function loadCurrent() {
  const told = byId("model-told");
  if (byId("model").hidden) say(told, "Asking for the current model…");
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

/** Without feedback there is none, which is no failure. */
async function loadClicks() {
  try {
    const answer = await ask("/v1/clicks");
    clicks = answer.lines;
    say(byId("clicks-note"), answer.asOf ? `clicks counted ${at(answer.asOf)}` : "clicks were not counted yet: the job clicks does");
  } catch (failure) {
    clicks = [];
    say(byId("clicks-note"), failure.message);
  }
}

async function loadList() {
  try {
    const { models, change, looking, problem } = await ask("/v1/models");
    list(models ?? [], looking);
    changed(change);
    byId("models-problem").textContent = problem ?? "";
    if ((looking || change?.result === "running") && !byId("models").hidden) timer = setTimeout(loadList, LOOK_MILLIS);
  } catch (failure) {
    list([], false);
    say(byId("models-empty"), failure.message);
  }
}

let last;

function changed(change) {
  say(byId("change-told"), change ? `${change.what}: ${change.result}${change.message ? `. ${change.message}` : ""}` : "");
  byId("change-told").className = change?.result === "failed" ? "told bad" : "told";
  const isOver = last === "running" && change && change.result !== "running";
  last = change?.result;
  if (isOver) loadCurrent();
}

function list(models, looking) {
  byId("models-empty").hidden = models.length > 0;
  say(byId("models-empty"), looking ? "Looking at the lake for models; this takes some seconds…" : "No model is kept yet; the job refresh trains one.");
  byId("models-rows").parentElement.hidden = models.length === 0;
  keyed(byId("models-rows"), models, ({ model }) => model, create, update);
  byId("rollback").hidden = !mayAct() || !models.some(({ wayBack }) => wayBack === 1);
  byId("rollback").onclick = () => confirm("Roll back", models.find(({ wayBack }) => wayBack === 1).model, "/v1/models/rollback");
}

function create({ model }) {
  const line = row(LABELS, ["NDCG@10", "Popularity", "Item-kNN", "Clicked"]);
  line.cells[6].firstChild.append(el("span", "tag"), el("span", "why"));
  const button = el("button", "", "Promote");
  button.type = "button";
  button.setAttribute("aria-label", `Promote ${model}`);
  button.addEventListener("click", () => confirm("Promote", model, `/v1/models/${encodeURIComponent(model)}/promote`));
  line.cells[7].firstChild.append(button);
  return line;
}

function update(line, model) {
  const cell = (index) => line.cells[index].firstChild;
  const rival = (name) => model.rivals?.find((one) => one.name === name)?.metrics?.[METRIC];
  say(cell(0), model.model);
  say(cell(1), at(model.trainedAt));
  say(cell(2), figure(model.metrics?.[METRIC]));
  say(cell(3), figure(model.popularity?.[METRIC] ?? rival("popularity")));
  say(cell(4), figure(rival("item-knn")));
  say(cell(5), clicked(model.model));
  const [tag, why] = cell(6).children;
  const [kind, text] = stateOf(model);
  tag.className = `tag ${kind}`;
  say(tag, text);
  say(why, model.accepted === false ? model.verdict : (model.shadow?.failure ?? ""));
  // What the gate has rejected, or has failed as a shadow, is promoted by the command alone, with --force.
  cell(7).firstChild.hidden =
    !mayAct() || model.wayBack === 0 || model.accepted !== true || Boolean(model.shadow?.failure);
}

const figure = (value) => (value === undefined || value === null ? "–" : decimal(Number(value)));

function stateOf({ wayBack, accepted, shadow }) {
  if (wayBack === 0) return ["good", "current"];
  if (shadow) return shadow.failure ? ["warn", "failed as shadow"] : ["", "shadow"];
  if (accepted === false) return ["warn", "rejected"];
  if (wayBack === 1) return ["", "a rollback goes here"];
  if (wayBack > 1) return ["", "was current"];
  return ["", accepted ? "accepted" : "not judged"];
}

const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });

/** Clicks per impression over all paths of a model. */
function clicked(model) {
  const lines = clicks.filter((line) => line.model === model);
  const impressions = lines.reduce((sum, line) => sum + line.impressions, 0);
  const hits = lines.reduce((sum, line) => sum + line.clicks, 0);
  return impressions > 0 ? `${percent.format(hits / impressions)} of ${count(impressions)}` : "–";
}

function confirm(what, model, path) {
  wanted = path;
  say(byId("confirm-title"), `${what}?`);
  say(byId("confirm-text"), `${model} becomes the model that answers, for everybody and at once.`);
  byId("confirm").showModal();
}

byId("confirm").addEventListener("close", async () => {
  if (byId("confirm").returnValue !== "yes") return;
  byId("confirm").returnValue = "";
  clearTimeout(timer);
  try {
    changed(await ask(wanted, { method: "POST" }));
  } catch (failure) {
    say(byId("change-told"), failure.message);
    byId("change-told").className = "told bad";
  }
  await loadList();
});

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
