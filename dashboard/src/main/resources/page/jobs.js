import { byId, el, keyed, row, say } from "./dom.js";
import { at, duration, secondsBetween } from "./format.js";
import { ask, mayAct } from "./session.js";

const LABELS = ["Job", "Next", "Last run", "Took", "State", ""];
const TAGS = { succeeded: "good", failed: "bad", interrupted: "warn", running: "", queued: "" };

/** Shows the scheduler's jobs, with a button for who may run them, and what ran lately. */
export function showJobs(state) {
  const jobs = state.jobs ?? [];
  byId("jobs-empty").hidden = jobs.length > 0;
  byId("jobs").parentElement.hidden = jobs.length === 0;
  say(byId("jobs-empty"), state.jobs ? "The scheduler has no jobs." : "The scheduler does not answer.");
  keyed(byId("jobs"), jobs, (job) => job.name, create, update);
  const runs = state.runs ?? [];
  byId("runs-empty").hidden = runs.length > 0;
  keyed(byId("runs"), runs, (run) => run.id, createRun, updateRun);
}

function create(job) {
  const line = row(LABELS, ["Took"]);
  line.cells[4].firstChild.append(el("span", "tag"), el("span", "why"));
  const button = el("button", "", "Run now");
  button.type = "button";
  button.id = `run-${job.name}`;
  button.setAttribute("aria-label", `Run ${job.name} now`);
  button.addEventListener("click", () => run(job.name, button));
  line.cells[5].firstChild.append(button);
  return line;
}

function update(line, job) {
  const cell = (index) => line.cells[index].firstChild;
  say(cell(0), job.name);
  say(cell(1), job.next ? at(job.next) : "on request");
  say(cell(2), at(job.last?.endedAt));
  say(cell(3), duration(secondsBetween(job.last?.startedAt, job.last?.endedAt)));
  const result = job.open?.result ?? job.last?.result ?? "not yet";
  const [tag, why] = cell(4).children;
  tag.className = `tag ${TAGS[result] ?? ""}`;
  say(tag, result);
  say(why, job.open ? "" : job.last?.message ?? "");
  const button = cell(5).firstChild;
  button.disabled = !mayAct() || Boolean(job.open);
  button.title = mayAct() ? "" : "Only operators may run jobs";
}

async function run(name, button) {
  button.disabled = true;
  say(byId("job-told"), `Asking for ${name}…`);
  try {
    const answer = await ask(`/v1/jobs/${encodeURIComponent(name)}/run`, { method: "POST" });
    say(byId("job-told"), `${name} begins as run ${answer.id}.`);
  } catch (failure) {
    say(byId("job-told"), failure.message);
  }
}

function createRun() {
  return el("li", "", el("span", "tag"), el("strong", ""), el("span", "hint"), el("span", "hint"));
}

function updateRun(line, run) {
  const [tag, job, when, message] = line.children;
  tag.className = `tag ${TAGS[run.result] ?? ""}`;
  say(tag, run.result);
  say(job, run.job);
  say(when, `${at(run.startedAt ?? run.requestedAt)}${run.endedAt ? `, ${duration(secondsBetween(run.startedAt, run.endedAt))}` : ""}`);
  say(message, run.message);
}
