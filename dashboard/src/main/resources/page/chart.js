const HEIGHT = 200;
const NARROWEST = 240;
let listeners = [];

/** Calls when the colours are others, until what it gives is called. */
export function onRecolour(listener) {
  listeners.push(listener);
  return () => { listeners = listeners.filter((other) => other !== listener); };
}

/** Lets all charts be drawn in the colours of now. */
export function recolour() {
  listeners.forEach((listener) => listener());
}

export function colour(name) {
  // A canvas does not know light-dark(): an element says what it comes to.
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** How all axes look. */
export const axis = () => ({ stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } });

/** The size of a chart in its place. */
export const fitted = (place) => ({ width: Math.max(NARROWEST, place.clientWidth), height: HEIGHT });
