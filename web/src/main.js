// The page's program. Puts the page together from its scene and answers the reader.

import "leaflet/dist/leaflet.css";
import "./style/page.css";
import * as L from "leaflet";
import { usualLon } from "./data/meridian.js";
import { openModel } from "./data/model.js";
import { extentOf } from "./data/scene.js";
import { countNow, isShown } from "./data/units.js";
import { OWN } from "./lib/dom.js";
import { renewLife } from "./lib/life.js";
import { atOnce } from "./lib/slices.js";
import { drawBasemap } from "./map/basemap.js";
import { openLarge, openSmall } from "./map/density/large.js";
import { drawMap } from "./map/drawing.js";
import { createChoosing } from "./reader/choosing.js";
import { dress } from "./reader/dress.js";
import { follow } from "./reader/following.js";
import { zoomTo } from "./reader/intoview.js";
import { createParts, layOut } from "./reader/parts.js";

/** @typedef {import("./reader/following.js").Page} Page */

/** @type {(value: Api) => void} */
let announce;
/** @type {(fault: unknown) => void} */
let renounce;
/** @returns {Promise<Api>} */
const becomeReady = () => new Promise((resolve, reject) => ([announce, renounce] = [resolve, reject]));

/**
 * What of the page that is shown is not in its address, for the one that takes its place.
 * @typedef {{ take: () => () => void, undress: () => void }} Sight `take` returns what makes the page that was opened after it look like it
 */
let sight = /** @type {Sight} */ ({ take: () => () => {}, undress() {} });
/** Of the page that was opened last. @type {(view: [import("leaflet").LatLng, number], open: import("./reader/choosing.js").Open | null) => void} */
let look = () => {};

/**
 * The page's interface for people who embed it, as `window.deploymap`.
 * @typedef {object} Api
 * @property {Promise<Api>} ready resolved when all is drawn, rejected where the units cannot be read
 * @property {import("leaflet").Map | null} map the Leaflet map
 * @property {number} count how many units the map has
 * @property {(id: string) => import("./data/scene.js").Row | null} unit all that is known of a unit, null where no unit has that id
 * @property {(id: string | null) => boolean} select open a unit's details, or close them with null; false where no unit has that id
 * @property {(id: string, options?: Record<string, any>) => import("leaflet").Map} open for the page itself: draws the map into the element
 */

/**
 * And for the editor `reopen`, which draws what the page's data are by now into another element, and resolves with what then ends the page of before.
 * @type {Api & { reopen: (id: string) => Promise<() => void> }}
 */
const api = {
  ready: becomeReady(),
  map: null,
  count: 0,
  unit: () => null,
  select: () => false,
  open: openMap,
  reopen,
};

/** @param {string} id of the map's element @param {Record<string, any>} [options] folium's own @returns {import("leaflet").Map} */
function openMap(id, options = {}) {
  const model = openModel();
  const { scene, units, store } = model;
  const element = /** @type {HTMLElement} */ (document.getElementById(id));
  if (scene.text_language !== scene.language) OWN.lang = scene.text_language;
  const undress = dress(scene);
  /** @type {import("./reader/parts.js").Acts} */
  const acts = {
    choose: (choice, from) => choosing.choose(choice, from),
    pick: (index, from) => choosing.choose({ kind: "unit", index }, from),
    pickDrawn: (index, from) => choosing.choose({ kind: "drawn", index }, from),
    step: (by) => choosing.step(by),
    stackFrom: () => choosing.stackFrom(),
    zoomTo: (rows) => zoomTo(onMap.map, units, rows),
    resize: () => onMap.map.invalidateSize({ animate: false }),
    drawing: { draw: (kind) => onMap.asked.draw(kind), bounds: () => onMap.map.getBounds() },
    facts: () => onMap.overlay.facts(),
    sums: (rows) => onMap.overlay.sums(rows),
    busy: (work) => onMap.busy(work),
  };
  const parts = createParts(model, element, acts);
  layOut(element, parts, units.count > 1);
  const onMap = drawMap(model, element, parts, { ...acts, tell }, options);
  const choosing = createChoosing(scene, units, { ...onMap, ...parts, element, store });
  const page = { model, element, parts, onMap, choosing };
  const sifting = follow(page);
  Object.assign(api, { map: onMap.map, count: scene.times ? 0 : scene.count });
  const isReady = offerSight(page, undress);
  const fail = (/** @type {unknown} */ fault) => {
    tell("failed");
    renounce(fault);
  };
  showUnits(page).then(() => {
    isReady();
    offerUnits(page);
    sifting.begin().then(() => finish(page), fail);
  }, fail);
  return onMap.map;
}

/** Draw the ground and all that stands on it, as it is when the page is opened. @param {Page} page @returns {Promise<void>} */
async function showUnits({ model: { scene, units, opened }, parts: { legend }, onMap, choosing: { choose } }) {
  const { map, home, overlay, outside } = onMap;
  /** @type {(extent: import("./data/scene.js").Box | null, places?: import("./map/outside.js").Places) => void} */
  const takeIn = (extent, places) => {
    onMap.takeIn(extent);
    outside.look(extent, places);
    if (opened.state.view) home.go(opened.state.view);
  };
  const ground = drawBasemap(map, scene.basemap);
  if (units.large) return openLarge(map, scene, units, { overlay, legend, ground, takeIn, choose });
  takeIn(extentOf(scene.sites));
  atOnce(ground);
  overlay.prepareDensity((facts) => openSmall(map, scene, units, facts, { overlay, legend, choose }));
  await overlay.draw();
}

/** @param {Page} page whose units are there */
function offerUnits({ model: { units }, choosing }) {
  const unit = (/** @type {string} */ wanted) => {
    const index = units.indexOfId(wanted);
    if (index < 0) return null;
    const row = units.row(index);
    return { ...row, ...(row.lon > 180 && { lon: usualLon(row.lon) }), ...units.extra(index) };
  };
  Object.assign(api, { count: countNow(units), unit, select: choosing.chooseId });
}

/** Show what the address asks for, and say what of it there is not. @param {Page} page whose units are sifted */
function finish({ model: { units, store, opened }, parts, onMap, choosing }) {
  const { unit } = opened.state;
  const index = unit === null ? -1 : units.indexOfId(unit);
  // a link cannot open what it leaves out itself
  if (unit !== null) choosing.chooseId(index >= 0 && isShown(units, index) ? unit : null);
  const isOpen = unit === null || (index >= 0 && store.get().unit === unit);
  parts.finder.warn([...opened.unknown, ...(isOpen ? [] : ["unit"])]);
  parts.dock.show();
  onMap.rings.draw();
  onMap.trails.draw();
  tell("ready");
  announce(api);
}

/** @param {Page} page @param {() => void} undress @returns {() => void} to be called when the units are there */
function offerSight({ onMap: { map, home }, choosing }, undress) {
  let isReady = false;
  look = ([center, zoom], open) => {
    home.stay(center, zoom);
    if (isReady) choosing.put(open);
  };
  sight = {
    take() {
      const [view, open] = [/** @type {const} */ ([map.getCenter(), map.getZoom()]), choosing.take()];
      return () => look([...view], open);
    },
    undress,
  };
  return () => (isReady = true);
}

/** @param {string} id of an element of the page @returns {Promise<() => void>} */
async function reopen(id) {
  const [last, map, address] = [sight, api.map, location.hash];
  const endLife = renewLife();
  api.ready = becomeReady();
  api.ready.catch(() => {});
  openMap(id);
  last.take()();
  await api.ready;
  return () => {
    endLife();
    const show = last.take();
    map?.remove();
    last.undress();
    // what was done meanwhile is in the address
    if (location.hash !== address) dispatchEvent(new PopStateEvent("popstate"));
    show();
  };
}

/** What the page is at, for who waits for it from outside. @param {"drawing" | "ready" | "failed"} state */
function tell(state) {
  document.documentElement.dataset.deploymap = state;
}

// the reader is told on the page; nobody need listen
api.ready.catch(() => {});
// what folium adds expects Leaflet by this name, and adds to it
Object.assign(window, { L: { ...L }, deploymap: api });
