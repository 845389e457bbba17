// What lies under everything that the map says: a picture that the map brings along, and tiles from a host that its settings name.

import * as L from "leaflet";
import { html, OWN } from "../lib/dom.js";
import { WORDS } from "../lib/words.js";
import { makePane } from "./marks.js";

/**
 * @typedef {{ webp: string, bounds: import("../data/scene.js").Box }} Image `webp`: in base64; evenly on Web Mercator between `bounds`
 * @typedef {{ address: string, attribution: string, host: string }} Tiles
 */

/** @param {L.Map} map @param {import("../data/scene.js").Scene} scene */
export function drawBackdrop(map, { image, tiles, edge = -180 }) {
  if (tiles) addTiles(map, tiles);
  if (image) addImage(map, image, edge);
}

/** @param {L.Map} map @param {Image} image @param {number} edge */
function addImage(map, { webp, bounds: [west, south, east, north] }, edge) {
  makePane(map, "dm-image", 256).setAttribute("aria-hidden", "true");
  const turn = east <= edge ? 360 : 0;
  const box = L.latLngBounds([south, west + turn], [north, east + turn]);
  const layer = L.imageOverlay(`data:image/webp;base64,${webp}`, box, { pane: "dm-image", className: "dm-backdrop" });
  layer.addTo(map);
  const range = html("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    value: 100,
    oninput: () => layer.setOpacity(Number(range.value) / 100),
  });
  addBox(map, "bottomright", html("label", { class: "dm-opacity" }, html("span", {}, WORDS.image), range));
}

/**
 * Where nothing answers the map stands on its own land, which is clear once there is something under it.
 * @param {L.Map} map @param {Tiles} tiles
 */
function addTiles(map, { address, attribution }) {
  makePane(map, "dm-tiles", 245).setAttribute("aria-hidden", "true");
  const layer = L.tileLayer(address, { pane: "dm-tiles", maxNativeZoom: 19, maxZoom: 24, referrerPolicy: "origin" });
  layer.once("tileload", () => map.getContainer().classList.add("dm-tiled"));
  layer.addTo(map);
  if (attribution) addBox(map, "bottomright", html("span", { class: "dm-attribution", ...OWN }, attribution));
}

/** @param {L.Map} map @param {L.ControlPosition} position @param {HTMLElement} element */
function addBox(map, position, element) {
  const box = html("div", { class: "leaflet-control" }, element);
  L.DomEvent.disableClickPropagation(box);
  const control = new L.Control({ position });
  control.onAdd = () => box;
  control.addTo(map);
}
