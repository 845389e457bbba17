// How far off each unit may be, as a ring around it: of all that are shown, where a switch asks for that.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { WORDS } from "../lib/words.js";
import { makePane } from "./marks.js";
import { isShown } from "../data/units.js";

// more rings than that in view are faint areas without a line
const LINED = 60;
// more are not drawn: they would cover the map
const MOST = 3000;

/**
 * @param {L.Map} map @param {import("../data/units.js").Units} units @param {import("../data/state.js").Store} store
 * @returns {{ element: HTMLElement | null, draw: () => void }} the switch, null where no unit states it; `draw` those in view anew
 */
export function createRings(map, units, store) {
  if (!units.has("accuracy_km")) return { element: null, draw: () => {} };
  const input = html("input", {
    type: "checkbox",
    onchange: () => store.change({ rings: input.checked }, "rings"),
  });
  const element = html("label", { class: "dm-rings-switch" }, input, html("span", {}, WORDS.rings));
  store.listen((state, last) => {
    if (state.rings !== last.rings) draw();
  });
  makePane(map, "dm-rings", 310);
  const renderer = L.canvas({ pane: "dm-rings", padding: 0.3 });
  const rings = L.layerGroup().addTo(map);

  /** @returns {{ lat: number, lon: number, km: number }[]} */
  function inView() {
    const bounds = map.getBounds().pad(0.3);
    const [lats, lons, all] = ["lat", "lon", "accuracy_km"].map((name) => units.column(name));
    const found = [];
    for (let row = 0; row < units.count && found.length <= MOST; row++) {
      const km = all?.get(row) ?? 0;
      if (!(km > 0) || !isShown(units, row)) continue;
      const [lat, lon] = [lats?.get(row) ?? null, lons?.get(row) ?? null];
      if (lat !== null && lon !== null && bounds.contains([lat, lon])) found.push({ lat, lon, km });
    }
    return found.length > MOST ? [] : found;
  }

  function draw() {
    const { rings: isAsked } = store.get();
    input.checked = isAsked;
    rings.clearLayers();
    if (!isAsked) return;
    const { color } = getComputedStyle(map.getContainer());
    const all = inView();
    const isFaint = all.length > LINED;
    for (const { lat, lon, km } of all)
      L.circle([lat, lon], {
        renderer,
        radius: 1000 * km,
        interactive: false,
        stroke: !isFaint,
        color,
        weight: 1,
        opacity: 0.5,
        dashArray: "4 4",
        fillColor: color,
        fillOpacity: isFaint ? 0.05 : 0.08,
      }).addTo(rings);
  }

  return { element, draw };
}
