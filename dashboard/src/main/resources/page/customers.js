import { byId, el, keyed, say } from "./dom.js";
import { at, count, decimal, duration, onDay, score } from "./format.js";
import { loadSegments } from "./segments.js";
import { ask } from "./session.js";

const RECOMMENDED = 12;
const DONE = 20;
/** So long at least between two questions for what has changed. */
const PAUSE_MILLIS = 1000;
let shown = "";
let asking = new AbortController();
/** What the live state had reached when the customer was asked for. */
let reached = "";
let asked = "";
let again;
let response = "";

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
  loadSegments();
  if (id && id !== shown) show(id);
  else if (id) refresh();
  else byId("user").focus();
}

/** Asks again for the customer that is shown when what answers are made from has moved. */
export function followCustomer({ live, serving }) {
  reached = [live?.position, serving?.features, serving?.model].join(" ");
  refresh();
}

function refresh() {
  if (!shown || again || reached === asked || byId("customers").hidden || document.visibilityState !== "visible") return;
  again = setTimeout(async () => {
    await load(shown, true);
    again = undefined;
    refresh();
  }, PAUSE_MILLIS);
}

document.addEventListener("visibilitychange", refresh);

async function show(id) {
  shown = id;
  told(`Looking for ${id}…`);
  byId("customer").hidden = true;
  await load(id, false);
}

/** Asks for a customer; in the background what is shown stays until there is something else to show. */
async function load(id, inBackground) {
  asked = reached;
  asking.abort();
  asking = new AbortController();
  const path = `/v1/users/${encodeURIComponent(id)}`;
  const { signal } = asking;
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
    if (!inBackground) shown = "";
    if (failure.status === 404) byId("customer").hidden = true;
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
  keyed(byId("rfm"), figures, ([name]) => name,
    () => el("div", "tile", el("span", "name", ""), el("span", "value", ""), el("span", "sub", "")),
    (tile, texts) => texts.forEach((text, index) => say(tile.children[index], text)));
}

function recommendations({ items, note, model, responseId }) {
  response = responseId;
  say(byId("recommended-note"), note ?? (model ? `by model ${model.version}` : ""));
  byId("recommended-empty").hidden = items.length > 0;
  keyed(byId("recommended"), items, ({ item }) => item, createRecommendation, (line, item) => {
    const [rank, title, end, sub, why] = line.children;
    say(rank, count(item.rank));
    say(title, item.title);
    say(end.children[0], item.path);
    say(end.children[1], score(item.score));
    say(sub, item.reason?.text ?? "");
    why.hidden = !responseId;
    why.firstChild.setAttribute("aria-label", `Why ${item.title}`);
  });
}

function createRecommendation({ item }) {
  const why = el("details", "explain", el("summary", "", "Why"), el("div", ""));
  why.addEventListener("toggle", () => { if (why.open) explain(item, why.lastChild); });
  return el("li", "", el("span", "rank", ""), el("span", "title", ""),
    el("span", "end", el("span", "tag", ""), el("span", "hint", "")), el("span", "sub", ""), why);
}

/** Shows what adds up to the score of an item, as serving has kept it of the answer that is shown. */
async function explain(item, place) {
  place.replaceChildren(el("p", "hint", "Asking why…"));
  try {
    const { items } = await ask(`/v1/explanations/${encodeURIComponent(response)}`);
    const found = items.find((one) => one.item === item);
    const lines = (found?.contributions ?? []).map(({ title, amount, count: times, lastAt }) =>
      el("li", "", el("span", "", `${title}, ${count(times)} ${times === 1 ? "time" : "times"}, last on ${onDay(lastAt)}`), el("span", "hint", `+ ${score(amount)}`)));
    if (found?.others) lines.push(el("li", "", el("span", "", "all else together"), el("span", "hint", `+ ${score(found.others)}`)));
    if (found?.damped !== undefined) lines.push(el("li", "", el("span", "", "seen lately and not clicked"), el("span", "hint", `× ${score(found.damped)}`)));
    place.replaceChildren(lines.length ? el("ul", "rows", ...lines) : el("p", "hint", found?.reason ?? "It is no longer in the list."));
  } catch (failure) {
    place.replaceChildren(el("p", "told bad", failure.message));
  }
}

function done({ interactions }) {
  const latest = [...interactions].sort((a, b) => b.lastAt.localeCompare(a.lastAt));
  const rest = latest.length - DONE;
  say(byId("did-note"), rest > 0 ? `the latest ${DONE} of ${count(latest.length)}` : "the latest first");
  byId("did-empty").hidden = latest.length > 0;
  keyed(byId("did"), latest.slice(0, DONE), ({ item }) => item,
    () => el("li", "", el("span", "rank", ""), el("span", "title", ""), el("span", "end", el("span", "hint", "")), el("span", "sub", "")),
    (line, tie) => {
      const [rank, title, end, sub] = line.children;
      say(rank, count(latest.indexOf(tie) + 1));
      say(title, tie.title);
      say(end.firstChild, onDay(tie.lastAt));
      end.title = at(tie.lastAt);
      say(sub, `${count(tie.count)} ${tie.count === 1 ? "time" : "times"}, strength ${decimal(tie.strength, 2)}`);
    });
}
