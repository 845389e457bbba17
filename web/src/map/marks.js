// Marks: elements that stand at a position of the map and keep their size at every zoom.

import * as L from "leaflet";
import { html, svg } from "../lib/dom.js";
import { pageWidth } from "../lib/words.js";

/** @type {Map<string, import("./boxes.js").Size>} by look: most of what is written was written in the view before */
const SIZES = new Map();
const MOST_SIZES = 20_000;
let measuredOn = "";

/**
 * @typedef {{ look: string, make: () => HTMLElement }} Form of what may be written: it is made where it is
 * @typedef {{ marker: L.Marker, root: HTMLElement }} Mark `root` has no size; its children are placed from the position
 */

/**
 * @param {L.Map} map @param {string} name a pane @param {number} level its z-index @returns {HTMLElement}
 */
export function makePane(map, name, level) {
  const pane = map.createPane(name);
  pane.style.zIndex = String(level);
  return pane;
}

/**
 * @param {L.Map} map @param {string} pane @param {L.LatLngExpression} position @param {...Node} children @returns {Mark}
 */
export function addMark(map, pane, position, ...children) {
  const root = html("div", { class: "dm-mark" }, ...children);
  // a click on a mark is not one on the map, which would close what it opened
  L.DomEvent.disableClickPropagation(root);
  const icon = L.divIcon({ className: "dm-anchor", html: root, iconSize: [0, 0] });
  const marker = L.marker(position, { icon, pane, interactive: false, keyboard: false }).addTo(map);
  return { marker, root };
}

/**
 * Put an element's top left corner at an offset from the mark's position, px.
 * @param {HTMLElement} element @param {number} left @param {number} top
 */
export function putAt(element, left, top) {
  element.style.left = `${Math.round(left)}px`;
  element.style.top = `${Math.round(top)}px`;
}

/**
 * A line between two offsets from the mark's position.
 * @param {import("./boxes.js").Line} line @returns {SVGSVGElement}
 */
export function leaderSvg([x1, y1, x2, y2]) {
  const ends = { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1) };
  return svg(
    "svg",
    { class: "dm-leader", width: 1, height: 1, "aria-hidden": "true" },
    svg("line", { ...ends, class: "dm-leader-case" }),
    svg("line", { ...ends }),
  );
}

/** @param {any} look all that is seen of it @param {() => HTMLElement} make @returns {Form} */
export function formOf(look, make) {
  return { look: JSON.stringify(look), make };
}

/**
 * The sizes of forms as the page would draw them. Those that are not known yet are measured all at once: the page is laid out anew only one
 * time, or not at all.
 * @param {Form[]} forms @param {HTMLElement} host a hidden place in the page
 * @returns {import("./boxes.js").Size[]}
 */
export function measureAll(forms, host) {
  const sheet = `${pageWidth()} ${devicePixelRatio} ${document.documentElement.dataset.printing}`;
  if (sheet !== measuredOn || SIZES.size > MOST_SIZES) SIZES.clear();
  measuredOn = sheet;
  const unknown = forms.filter(({ look }) => !SIZES.has(look));
  host.append(...unknown.map(({ make }) => make()));
  unknown.forEach(({ look }, at) => {
    const { width, height } = host.children[at].getBoundingClientRect();
    SIZES.set(look, { width: Math.ceil(width), height: Math.ceil(height) });
  });
  host.replaceChildren();
  return forms.map(({ look }) => /** @type {import("./boxes.js").Size} */ (SIZES.get(look)));
}
