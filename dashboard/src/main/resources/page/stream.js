import { byId, say } from "./dom.js";

const AGAIN_MILLIS = 2000;

/** Calls for each document of the live stream by its kind, through breaks of the connection and restarts of the server. */
export function follow(takers) {
  const source = new EventSource("/v1/stream");
  source.addEventListener("open", () => state("live", "Live"));
  for (const [kind, take] of Object.entries(takers)) {
    source.addEventListener(kind, (event) => take(JSON.parse(event.data)));
  }
  source.addEventListener("error", () => {
    state("lost", "Reconnecting");
    // The browser tries again by itself, unless the server has answered with something else than a stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(takers), AGAIN_MILLIS);
  });
}

function state(name, text) {
  const live = byId("live");
  live.dataset.state = name;
  say(live, text);
}
