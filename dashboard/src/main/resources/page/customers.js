import { byId, el, say } from "./dom.js";
import { at, count, decimal, duration, onDay, score } from "./format.js";
import { ask } from "./session.js";

const RECOMMENDED = 12;
const DONE = 20;
let shown = "";
let asking = new AbortController();

byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const id = byId("user").value.trim();
  if (!id) return;
  if (shown === id) show(id);
  else location.hash = `#/customers/${encodeURIComponent(id)}`;
});

/** Opens the part, with this customer if one is named. */
export function openCustomers(id) {
  byId("user").value = id || byId("user").value;
  if (id && id !== shown) show(id);
  else if (!id) byId("user").focus();
}

async function show(id) {
  shown = id;
  asking.abort();
  asking = new AbortController();
  told(`Looking for ${id}…`);
  byId("customer").hidden = true;
  const path = `/v1/users/${encodeURIComponent(id)}`;
  const signal = asking.signal;
  try {
    const [features, recommended] = await Promise.all([
      ask(`${path}/features`, { signal }),
      ask(`${path}/recommendations?limit=${RECOMMENDED}`, { signal }),
    ]);
    told("");
    tiles(features);
    recommendations(recommended);
    done(features);
    byId("customer").hidden = false;
  } catch (failure) {
    if (failure.name === "AbortError") return;
    shown = "";
    told(failure.message, true);
  }
}

function told(text, bad = false) {
  byId("customer-told").className = bad ? "told bad" : "told";
  say(byId("customer-told"), text);
}

function tiles({ rfm, interactions, live, ageSeconds }) {
  const figures = rfm
    ? [
      ["Segment", rfm.segment, "by recency, frequency and value"],
      ["Last order", `${count(rfm.recencyDays)} days ago`, `score ${rfm.recencyScore} of 5`],
      ["Orders", count(rfm.frequency), `score ${rfm.frequencyScore} of 5`],
      ["Spent", decimal(Number(rfm.monetary), 2), `score ${rfm.monetaryScore} of 5`],
    ]
    : [["Segment", "none yet", "no order is known to the features"]];
  figures.push(["Items", count(interactions.length), live ? `live, ${duration(ageSeconds)} old` : `of the features, ${duration(ageSeconds)} old`]);
  byId("rfm").replaceChildren(...figures.map(([name, value, sub]) =>
    el("div", "tile", el("span", "name", name), el("span", "value", value), el("span", "sub", sub))));
}

function recommendations({ items, note, model }) {
  say(byId("recommended-note"), note ?? (model ? `by model ${model.version}` : ""));
  byId("recommended").replaceChildren(...(items.length
    ? items.map((item) => el("li", "",
      el("span", "rank", count(item.rank)),
      el("span", "title", item.title),
      el("span", "end", el("span", "tag", item.path), el("span", "hint", score(item.score))),
      el("span", "sub", item.reason?.text ?? "")))
    : [el("li", "empty", "Nothing is left to recommend.")]));
}

function done({ interactions }) {
  const rest = interactions.length - DONE;
  say(byId("did-note"), rest > 0 ? `the strongest ${DONE} of ${count(interactions.length)}` : "the strongest first");
  byId("did").replaceChildren(...(interactions.length
    ? interactions.slice(0, DONE).map((tie, index) => {
      const end = el("span", "end", el("span", "hint", onDay(tie.lastAt)));
      end.title = at(tie.lastAt);
      return el("li", "", el("span", "rank", count(index + 1)), el("span", "title", tie.title), end,
        el("span", "sub", `${count(tie.count)} ${tie.count === 1 ? "time" : "times"}, strength ${decimal(tie.strength, 2)}`));
    })
    : [el("li", "empty", "Nothing yet.")]));
}
