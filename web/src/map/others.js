// Units that what is asked for leaves out: faint marks where a switch asks for that, else nothing.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { makePane } from "./marks.js";
import { worldX, worldY } from "../data/points.js";
import { isSifted } from "../data/state.js";
import { isNow, isShown } from "../data/units.js";

// a mark's size (px), and how much of the ground it lets through
const SIZE = 4;
const FAINT = 0.35;

/**
 * @param {L.Map} map @param {import("../data/units.js").Units} units @param {import("../data/state.js").Store} store
 * @returns {{ draw: () => void }} those in view, anew
 */
export function createOthers(map, units, store) {
  const canvas = html("canvas", { class: "dm-others", "aria-hidden": "true" });
  makePane(map, "dm-others", 406).append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  // until it is drawn anew it would stand elsewhere
  map.on("zoomstart", () => (canvas.width = 0));
  store.listen((state, last) => {
    if (state.others !== last.others) draw();
  });

  function draw() {
    const state = store.get();
    canvas.width = 0;
    if (!state.others || !isSifted(state)) return;
    const { x: width, y: height } = map.getSize();
    const ratio = devicePixelRatio;
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    context.scale(ratio, ratio);
    Object.assign(context, { fillStyle: getComputedStyle(map.getContainer()).color, globalAlpha: FAINT });
    const [lats, lons] = ["lat", "lon"].map((name) => units.column(name));
    const world = 256 * 2 ** map.getZoom();
    const { x: left, y: top } = /** @type {L.Point} */ (map.getPixelBounds().min);
    for (let row = 0; row < units.count; row++) {
      if (isShown(units, row) || !isNow(units, row)) continue;
      const [lat, lon] = [lats?.get(row) ?? null, lons?.get(row) ?? null];
      if (lat === null || lon === null) continue;
      context.fillRect(worldX(lon) * world - left - SIZE / 2, worldY(lat) * world - top - SIZE / 2, SIZE, SIZE);
    }
  }

  return { draw };
}
