// The Leaflet map: its bounds, first view, controls and gestures.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { isSideBySide } from "../reader/frame.js";
import { createHome, isPolar, toBounds } from "./home.js";
import { turnBox } from "../data/meridian.js";
import { fill, formatNumber, WORDS } from "../lib/words.js";

// how near a map can be looked at, and how much nearer than its first view, as zooms
const NEAREST = 12;
const CLOSER = 5;
// the scale is as long as that, px, or down to half of it: its longest words fit into that
const SCALE = 116;

/**
 * @param {HTMLElement} element @param {import("../data/scene.js").Scene} scene @param {Record<string, any>} options folium's own
 * @returns {{ map: L.Map, home: import("./home.js").Home, takeIn: (box: import("../data/scene.js").Box | null) => void }} `takeIn` lets the map reach as far as the units stand
 */
export function createMap(element, scene, options) {
  const still = wantsStillness();
  const calm = { zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still };
  const map = L.map(element, {
    ...options,
    ...calm,
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.1,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90,
    maxZoom: nearestZoom(scene),
    dragging: !touchOnly(),
    maxBoundsViscosity: 1,
  });
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", WORDS.map);
  const home = createHome(map, scene);
  const takeIn = holdWithin(map, scene, home);
  addControls(map, home.show);
  creditTiles(map);
  guardGestures(map);
  return { map, home, takeIn };
}

/**
 * On a map of a battlefield the reader can go as near as on one of a country, and further.
 * @param {import("../data/scene.js").Scene} scene @returns {number}
 */
function nearestZoom({ view: [west, , east] }) {
  const wide = Math.max(east - west, 0.01);
  return Math.min(Math.max(NEAREST, Math.ceil(Math.log2(360 / wide) + CLOSER)), 18);
}

/**
 * The map ends where the borders' data and the units end, and goes no further out than to show one or the other whole.
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene @param {import("./home.js").Home} home
 * @returns {(box: import("../data/scene.js").Box | null) => void} takes in where the units stand, which a view that somebody set may leave out
 */
function holdWithin(map, { basemap, view, view_narrow: narrow }, { quietly }) {
  const own = toBounds(view).extend(toBounds(narrow));
  const bounds = L.latLngBounds(own.getSouthWest(), own.getNorthEast());
  for (const box of basemap.bbox ? turnBox(basemap.bbox, basemap.edge) : []) bounds.extend(toBounds(box));
  // there the world ends for Mercator, and half of a symbol stands beyond it
  const isOpen = isPolar(view) || isPolar(narrow);
  let hasView = false;
  map.whenReady(() => (hasView = true));
  const limit = () =>
    quietly(() => {
      const { x, y } = map.getSize();
      // a map that is not shown yet has no size, and none of its zooms means anything
      if (!x || !y) return;
      // Leaflet finds no zoom under the least one that it has
      map.options.minZoom = 0;
      const least = Math.min(map.getBoundsZoom(bounds, true), map.getBoundsZoom(own));
      const floor = Math.floor(10 * least) / 10 - (isOpen ? 0.5 : 0);
      // Leaflet would go there in its own time, as if the reader did, and away from the first view
      if (hasView && map.getZoom() < floor) map.setZoom(floor, { animate: false });
      map.setMinZoom(floor);
      if (isOpen) return;
      // at once: a pan on its way goes on over the first view, which a map that is shown at last gets next
      const within = L.latLngBounds([...cornersOf(bounds), ...cornersOf(shownAround(map, own))]);
      map.setMaxBounds();
      // a map without a view yet has nothing that could be moved
      if (hasView) map.panInsideBounds(within, { animate: false });
      map.setMaxBounds(within);
    });
  map.on("resize", limit);
  limit();
  return (box) => {
    // at the very edge a symbol would be cut in two
    const reach = box && toBounds(box).pad(0.02);
    if (!reach || bounds.contains(reach)) return;
    own.extend(reach);
    bounds.extend(reach);
    limit();
  };
}

/** @param {L.LatLngBounds} bounds @returns {L.LatLng[]} */
function cornersOf(bounds) {
  return [bounds.getSouthWest(), bounds.getNorthEast()];
}

/**
 * The map's window is seldom of the shape of what it shows: ground beside that is seen too, and has to be let in.
 * @param {L.Map} map @param {L.LatLngBounds} box @returns {L.LatLngBounds} what the window shows with the box in its middle
 */
function shownAround(map, box) {
  const zoom = map.getBoundsZoom(box);
  const [southWest, northEast] = cornersOf(box).map((corner) => map.project(corner, zoom));
  const [centre, half] = [southWest.add(northEast).divideBy(2), map.getSize().divideBy(2)];
  return L.latLngBounds([centre.subtract(half), centre.add(half)].map((point) => map.unproject(point, zoom)));
}

/**
 * Where the map ends, a panel could cover what it speaks of: then the map is let as much further as it needs.
 * @param {L.Map} map @param {L.LatLng} position @param {L.Point} topLeft @param {L.Point} bottomRight what is covered at the map's edges, px
 */
export function letFurther(map, position, topLeft, bottomRight) {
  const size = map.getSize();
  const { x, y } = map.latLngToContainerPoint(position);
  const over = (/** @type {number} */ at, /** @type {number} */ least, /** @type {number} */ most) =>
    Math.max(at - most, 0) + Math.min(at - least, 0);
  const by = L.point(over(x, topLeft.x, size.x - bottomRight.x), over(y, topLeft.y, size.y - bottomRight.y));
  const limits = map.options.maxBounds;
  if ((!by.x && !by.y) || !(limits instanceof L.LatLngBounds)) return;
  const needed = L.latLngBounds(map.containerPointToLatLng(by), map.containerPointToLatLng(size.add(by)));
  if (!limits.contains(needed)) map.setMaxBounds(needed.extend(limits));
}

/** @param {L.Map} map @param {() => void} goHome */
function addControls(map, goHome) {
  const button = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {() => void} */ act) =>
    html("button", { type: "button", "aria-label": name, title: name, onclick: act }, sign);
  const box = html(
    "div",
    { class: "dm-controls leaflet-control" },
    button(WORDS.zoomIn, "+", () => map.zoomIn()),
    button(WORDS.zoomOut, "−", () => map.zoomOut()),
    button(WORDS.home, "⌂", goHome),
  );
  L.DomEvent.disableClickPropagation(box);
  const control = new L.Control({ position: "topleft" });
  control.onAdd = () => box;
  control.addTo(map);
  addScale(map);
}

/** The scale, in the page's own words for km; miles only where they are English. @param {L.Map} map */
function addScale(map) {
  const isEnglish = /^en\b/.test(document.documentElement.lang);
  const scale = L.control.scale({ position: "bottomleft", maxWidth: SCALE, imperial: isEnglish });
  // Leaflet has no other place for the words
  Object.assign(scale, {
    _updateScale(/** @type {HTMLElement} */ line, /** @type {string} */ text, /** @type {number} */ ratio) {
      const [number, unit] = text.split(" ");
      line.style.width = `${Math.round(SCALE * ratio)}px`;
      line.textContent =
        unit === "km" || unit === "m"
          ? fill(WORDS[unit], { number: Number(number) })
          : `${formatNumber(Number(number), "en")} ${unit}`;
    },
  });
  scale.addTo(map);
}

/** Tiles are shown, with their credit, where somebody adds them; the land then lets them through. @param {L.Map} map */
function creditTiles(map) {
  map.on("layeradd", ({ layer }) => {
    // the map's own tiles say whose they are themselves
    if (!(layer instanceof L.GridLayer) || layer.options.pane === "dm-tiles") return;
    map.getContainer().classList.add("dm-tiled");
    if (!map.attributionControl) L.control.attribution({ prefix: false }).addTo(map);
    const credit = layer.getAttribution?.();
    if (credit) map.attributionControl.addAttribution(credit);
  });
}

/**
 * A page that scrolls, or one that it is shown in, must not be caught by the map: there the wheel zooms with Ctrl only, and one finger scrolls.
 * @param {L.Map} map
 */
function guardGestures(map) {
  const element = map.getContainer();
  const hint = html("div", { class: "dm-hint", "aria-hidden": "true" });
  element.append(hint);
  let hiding = 0;
  const say = (/** @type {string} */ words) => {
    hint.textContent = words;
    hint.classList.add("dm-hint-shown");
    clearTimeout(hiding);
    hiding = window.setTimeout(() => hint.classList.remove("dm-hint-shown"), 1200);
  };
  element.addEventListener(
    "wheel",
    (event) => {
      if ((isSideBySide() && window.parent === window) || event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      say(WORDS.wheel);
    },
    { capture: true, passive: true },
  );
  if (!touchOnly()) return;
  element.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length === 1) say(WORDS.gesture);
    },
    { passive: true },
  );
}

/** @returns {boolean} whether the reader asked their device for less motion */
export function wantsStillness() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** @returns {boolean} */
function touchOnly() {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}
