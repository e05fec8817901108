import { byId, el, keyed, say } from "./dom.js";
import { amount, at, count } from "./format.js";
import { ask } from "./session.js";

let segments = [];
let opened = "";

/** Asks how customers are divided now. */
export async function loadSegments() {
  try {
    const answer = await ask("/v1/segments");
    segments = answer.segments;
    say(byId("segments-note"), answer.asOf ? `as of ${at(answer.asOf)}` : "");
    say(byId("segments-empty"), "No features with segments are published yet; the pipeline file's 'rfm' makes them, and the job refresh.");
  } catch (failure) {
    segments = [];
    say(byId("segments-empty"), failure.message);
  }
  show();
}

function show() {
  byId("segments-empty").hidden = segments.length > 0;
  const most = Math.max(...segments.map(({ users }) => users), 1);
  const all = segments.reduce((sum, { users }) => sum + users, 0);
  keyed(byId("segments"), segments, ({ segment }) => segment, create, (line, { segment, users, monetary }) => {
    const button = line.firstChild;
    const [name, track, figure] = button.children;
    say(name, segment);
    track.firstChild.style.width = `${(100 * users) / most}%`;
    say(figure, count(users));
    button.title = `${Math.round((100 * users) / all)} %, ${amount(Number(monetary))} spent`;
    button.setAttribute("aria-label", `${segment}: ${count(users)} customers, ${amount(Number(monetary))} spent`);
    button.setAttribute("aria-expanded", String(segment === opened));
  });
  members();
}

function create({ segment }) {
  const button = el("button", "bar segment", el("span", "", ""), el("span", "track", el("span", "fill model")), el("span", "figure", ""));
  button.type = "button";
  button.setAttribute("aria-controls", "members-card");
  button.addEventListener("click", () => {
    opened = opened === segment ? "" : segment;
    show();
  });
  return el("li", "", button);
}

/** Lists the customers of the segment that is opened, those who spent most first. */
function members() {
  const segment = segments.find((one) => one.segment === opened);
  byId("members-card").hidden = !segment;
  if (!segment) return;
  say(byId("members-title"), segment.segment);
  const told = segment.most.length;
  say(byId("members-note"), told < segment.users ? `the ${count(told)} of ${count(segment.users)} who spent most` : "who spent most first");
  keyed(byId("members"), segment.most, ({ user }) => user,
    ({ user }) => {
      const link = el("a", "", user);
      link.href = `#/customers/${encodeURIComponent(user)}`;
      link.setAttribute("aria-label", `Customer ${user}`);
      return el("li", "", link, el("span", "hint", ""));
    },
    (line, { frequency, monetary, recencyDays }) =>
      say(line.lastChild, `${amount(Number(monetary))} in ${count(frequency)} ${frequency === 1 ? "order" : "orders"}, last ${count(recencyDays)} days ago`));
}
