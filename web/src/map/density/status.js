// What the page is at with many units, in words on the map.

import L from "leaflet";
import { html, say } from "../../lib/dom.js";

/**
 * @param {L.Map} map
 * @returns {{ say: (words: string) => void, fail: (words: string) => void }} "" says nothing
 */
export function createStatus(map) {
  const live = html("div", { class: "dm-status", role: "status", "aria-live": "polite" });
  const control = new L.Control({ position: "bottomright" });
  control.onAdd = () => html("div", { class: "leaflet-control" }, live);
  control.addTo(map);
  return {
    say: (words) => say(live, words),
    fail(words) {
      control.remove();
      map.getContainer().append(html("div", { class: "dm-broken", role: "alert" }, words));
    },
  };
}
