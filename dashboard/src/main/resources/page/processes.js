import { byId, el, keyed, row, say } from "./dom.js";
import { bytes, duration, secondsBetween } from "./format.js";

const LABELS = ["Process", "State", "Memory", "Of at most"];
const TAGS = { up: "good", "not-ready": "warn", down: "bad" };

/** Shows every process with what it holds in memory. */
export function showProcesses({ processes }, now) {
  keyed(byId("processes"), processes, ({ name }) => name, () => {
    const line = row(LABELS, ["Memory", "Of at most"]);
    line.cells[1].firstChild.append(el("span", "tag"), el("span", "why"));
    return line;
  }, (line, { name, health, since, reason, memory }) => {
    const cell = (index) => line.cells[index].firstChild;
    say(cell(0), name);
    const [tag, why] = cell(1).children;
    tag.className = `tag ${TAGS[health] ?? ""}`;
    say(tag, health.replace("-", " "));
    say(why, since ? `for ${duration(secondsBetween(since, now))}${reason ? `: ${reason}` : ""}` : "");
    say(cell(2), bytes(memory?.usedBytes));
    say(cell(3), bytes(memory?.mostBytes));
  });
}
