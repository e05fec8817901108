import { byId, el, keyed, say } from "./dom.js";
import { drawFlow } from "./flow.js";
import { showTables } from "./tables.js";
import { showJobs } from "./jobs.js";
import { noteFreshness } from "./freshness.js";
import { showProcesses } from "./processes.js";

let state;
let skew = 0;

/** Shows a document of the live stream. */
export function showPipeline(next) {
  state = next;
  // Ages are counted by the server's clock, whatever this machine's says.
  skew = new Date(next.at).getTime() - Date.now();
  show();
  noteFreshness(state, now());
}

/** Lets ages grow between two documents. */
export function tick() {
  if (state) show();
}

const now = () => new Date(Date.now() + skew);

function show() {
  say(byId("pipeline-lead"), lead());
  keyed(byId("attention"), state.attention, (finding) => finding.what, create, () => {});
  drawFlow(byId("flow"), state, now());
  showTables(state, now());
  showProcesses(state, now());
  showJobs(state);
}

function lead() {
  const findings = state.attention.length;
  if (findings > 0) return findings === 1 ? "One thing needs attention." : `${findings} things need attention.`;
  return "Everything answers, and nothing waits for you.";
}

function create(finding) {
  return el("div", `finding ${finding.level}`, el("strong", "", finding.what), el("span", "", finding.now));
}
