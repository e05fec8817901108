import { byId, el, keyed, say } from "./dom.js";
import { amount, decimal, words } from "./format.js";

let trends = [];

/** Makes a list for each trend. */
export function declareRising(declared) {
  trends = declared;
  byId("rising-card").hidden = trends.length === 0;
}

/** Shows what rises. */
export function showRising(told) {
  keyed(byId("rising"), told, ({ name }) => name,
    ({ name }) => {
      const list = el("ol", "list");
      list.setAttribute("aria-label", words(name));
      return el("div", "group", el("h3", "", words(name)), list, el("p", "empty", "Nothing rises for sure."));
    },
    (place, { name, rising }) => {
      const [, list, nothing] = place.children;
      nothing.hidden = rising.length > 0;
      const by = trends.find((trend) => trend.name === name)?.by ?? "";
      keyed(list, rising, ({ value }) => value,
        () => el("li", "", el("span", "rank", ""), el("span", "title", ""), el("span", "end", el("span", "tag good", "")), el("span", "sub", "")),
        (line, { value, score, recent, expected }) => {
          const [rank, title, end, sub] = line.children;
          say(rank, String(rising.findIndex((other) => other.value === value) + 1));
          say(title, `${by} ${value}`);
          say(end.firstChild, `× ${decimal(score, 1)}`);
          say(sub, `${amount(recent)} now, ${amount(expected)} in a usual time as long`);
        });
    });
}
