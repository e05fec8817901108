import { byId } from "./dom.js";
import { begin } from "./session.js";
import { follow } from "./stream.js";
import { showPipeline, tick } from "./pipeline.js";
import { followCustomer, openCustomers } from "./customers.js";
import { openModels } from "./models.js";
import { recolour } from "./chart.js";
import { declare, openNow, showFigures } from "./now.js";
import { showAlerts } from "./alerts.js";

const PARTS = ["now", "customers", "models", "pipeline"];
const OPEN = { now: openNow, customers: openCustomers, models: openModels };
let first = "now";

function route(event) {
  const [part, argument] = location.hash.replace(/^#\/?/, "").split("/");
  const shown = PARTS.includes(part) ? part : first;
  for (const name of PARTS) {
    byId(name).hidden = name !== shown;
    const link = byId(`nav-${name}`);
    if (name === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${byId(`${shown}-title`).textContent} – Millrace`;
  OPEN[shown]?.(argument ? decodeURIComponent(argument) : "");
  if (event) byId("main").focus({ preventScroll: true });
}

function theme() {
  const root = document.documentElement;
  const kept = localStorage.getItem("theme");
  if (kept) root.dataset.theme = kept;
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    recolour();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
}

/** The customer that is shown follows how far the live state is. */
function showAll(state) {
  showPipeline(state);
  followCustomer(state);
}

theme();
await begin();
// Who declares no figures wants to see the pipeline.
if (!(await declare())) first = "pipeline";
addEventListener("hashchange", route);
route();
follow({ pipeline: showAll, figures: showFigures, alerts: showAlerts });
setInterval(tick, 1000);
