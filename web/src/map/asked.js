// The circle or rectangle that a reader filters by: seen on the map, and drawn there.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { distance, locate, readNear } from "../data/near.js";
import { usualLon } from "../data/meridian.js";
import { WORDS } from "../lib/words.js";

/** @typedef {import("../data/near.js").Near} Near */

// what is drawn smaller is a click (px)
const LEAST = 6;

/**
 * @param {L.Map} map @param {import("../data/units.js").Units} units @param {import("../data/scene.js").Scene} scene
 * @returns {{ show: (values: string[]) => void, draw: (kind: "box" | "circle") => Promise<Near | null> }} `draw` lets the
 *   reader draw with the pointer; null where they leave it
 */
export function createAsked(map, units, scene) {
  const shapes = L.layerGroup().addTo(map);

  /** @param {string[]} values of the condition */
  function show(values) {
    shapes.clearLayers();
    for (const value of values) {
      const near = readNear(value);
      const from = near && !("box" in near) ? locate(near, units, scene) : null;
      if (near && "box" in near) shapes.addLayer(boxOf(near.box));
      else if (near && from && "lat" in from) shapes.addLayer(circleOf(from, near.km));
    }
  }

  /** @param {"box" | "circle"} kind @returns {Promise<Near | null>} */
  function draw(kind) {
    const cover = html("div", { class: "dm-drawing" }, html("p", { role: "status" }, WORDS.drawHint));
    map.getContainer().append(cover);
    return new Promise((resolve) => {
      let start = /** @type {L.LatLng | null} */ (null);
      let startAt = { x: 0, y: 0 };
      let shape = /** @type {L.Layer | null} */ (null);
      const end = (/** @type {Near | null} */ near) => {
        shape?.remove();
        cover.remove();
        document.removeEventListener("keydown", keys, true);
        resolve(near);
      };
      const keys = (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        end(null);
      };
      document.addEventListener("keydown", keys, true);
      L.DomEvent.disableClickPropagation(cover);
      cover.addEventListener("pointerdown", (event) => {
        cover.setPointerCapture(event.pointerId);
        start = map.mouseEventToLatLng(event);
        startAt = event;
      });
      cover.addEventListener("pointermove", (event) => {
        if (!start) return;
        shape?.remove();
        const at = map.mouseEventToLatLng(event);
        const near = drawn(kind, start, at);
        shape = "box" in near ? boxOf(near.box) : circleOf({ lat: start.lat, lon: start.lng }, near.km);
        shape.addTo(map);
      });
      cover.addEventListener("pointerup", (event) => {
        const isClick = Math.hypot(event.clientX - startAt.x, event.clientY - startAt.y) < LEAST;
        const from = start;
        start = null;
        if (from && !isClick) end(drawn(kind, from, map.mouseEventToLatLng(event)));
      });
      cover.addEventListener("pointercancel", () => (start = null));
    });
  }

  return { show, draw };
}

/** @param {"box" | "circle"} kind @param {L.LatLng} start @param {L.LatLng} end @returns {Near} */
function drawn(kind, start, end) {
  const round = (/** @type {number} */ degrees) => Number(degrees.toFixed(3));
  if (kind === "circle") {
    const km = distance({ lat: start.lat, lon: start.lng }, { lat: end.lat, lon: end.lng });
    const what = `${round(start.lat)},${round(usualLon(start.lng))}`;
    return { km: Number(km.toPrecision(3)), of: "at", what };
  }
  const bounds = L.latLngBounds(start, end);
  const [west, east] = [bounds.getWest(), bounds.getEast()].map((lon) => round(usualLon(lon)));
  return { box: [west, round(bounds.getSouth()), east, round(bounds.getNorth())] };
}

/** @param {import("../data/scene.js").Box} box @returns {L.Layer} */
function boxOf([west, south, east, north]) {
  const corner = L.latLng(south, west);
  return L.rectangle(L.latLngBounds(corner, [north, east < west ? east + 360 : east]), {
    className: "dm-asked-area",
    interactive: false,
  });
}

/** @param {import("../data/near.js").Place} middle @param {number} km @returns {L.Layer} */
function circleOf({ lat, lon }, km) {
  return L.circle([lat, lon], { radius: 1000 * km, className: "dm-asked-area", interactive: false });
}
