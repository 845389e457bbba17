// The page's program. Puts the page together from its scene and answers the reader.

import L from "leaflet";
import "leaflet/dist/leaflet.css";
import "./style/page.css";
import { drawBasemap, hatching } from "./map/basemap.js";
import { html, OWN } from "./lib/dom.js";
import { serveFolium } from "./map/folium.js";
import { createFooter, createHeader, createHeadline, createNotes, skipLink } from "./reader/frame.js";
import { createDock } from "./reader/dock.js";
import { createFinder } from "./reader/finder.js";
import { createLegend } from "./reader/legend.js";
import { createMap, letFurther, wantsStillness } from "./map/map.js";
import { openLarge, openSmall } from "./map/density/large.js";
import { drawLayers } from "./map/layers.js";
import { createOverlay } from "./map/overlay.js";
import { createOverlays } from "./map/overlays.js";
import { drawnList } from "./reader/drawn.js";
import { createOutside } from "./map/outside.js";
import { createPanel } from "./reader/panel.js";
import { keepAddress } from "./reader/address.js";
import { fieldsOf } from "./data/fields.js";
import { usualLon } from "./data/meridian.js";
import { servePrinting } from "./map/print.js";
import { serveArrows } from "./map/roving.js";
import { extentOf, readScene, rowAt } from "./data/scene.js";
import { createSifting } from "./reader/sifting.js";
import { createSift } from "./data/sift.js";
import { createStore, isSame, readState } from "./data/state.js";
import { atOnce } from "./lib/slices.js";
import { createUnits, isShown, nextShown } from "./data/units.js";
import { speak } from "./lib/words.js";

/** @typedef {import("./map/overlay.js").Choice} Choice */

// as much of the window's height the map has at least while a sheet is open
const MAP_LEFT = 0.4;

/** @type {(value: Api) => void} */
let announce;
/** @type {(fault: unknown) => void} */
let renounce;

/**
 * The page's interface for people who embed it, as `window.deploymap`.
 * @typedef {object} Api
 * @property {Promise<Api>} ready resolved when all is drawn, rejected where the units cannot be read
 * @property {L.Map | null} map the Leaflet map
 * @property {number} count how many units the map has
 * @property {(id: string) => import("./data/scene.js").Row | null} unit all that is known of a unit, null where no unit has that id
 * @property {(id: string | null) => boolean} select open a unit's details, or close them with null; false where no unit has that id
 * @property {(id: string, options?: Record<string, any>) => L.Map} open for the page itself: draws the map into the element
 */

/** @type {Api} */
const api = {
  ready: new Promise((resolve, reject) => ([announce, renounce] = [resolve, reject])),
  map: null,
  count: 0,
  unit: () => null,
  select: () => false,
  open: openMap,
};

/** @param {string} id of the map's element @param {Record<string, any>} [options] @returns {L.Map} */
function openMap(id, options = {}) {
  const given = readScene();
  speak(given.words, given.language, given.right_to_left);
  const fields = fieldsOf(given);
  const known = (/** @type {string} */ column) => fields.get(column)?.use ?? null;
  const opened = readState(location.hash, known);
  const store = createStore(opened.state);
  const scene = { ...given, symbol_style: opened.state.style ?? given.symbol_style };
  const element = /** @type {HTMLElement} */ (document.getElementById(id));
  const units = createUnits(scene);
  if (scene.text_language !== scene.language) OWN.lang = scene.text_language;
  dress(scene);
  const page = html("div", { class: "dm-page" });
  const stage = html("main", { class: "dm-stage" });
  const measureIn = html("div", { class: "dm-measure", "aria-hidden": "true" });
  element.replaceWith(page);
  const legend = createLegend(scene, units, (style) =>
    store.change({ style: style === given.symbol_style ? null : style }, "style"),
  );
  const panel = createPanel(scene, units, {
    close: () => choose(null),
    step,
    pick: (index) => choose({ kind: "unit", index }, element),
    choose: (choice) => choose(choice, stackFrom ?? panel.element),
    zoomTo: (rows) => zoomTo(map, units, rows),
    sums: (rows) => overlay.sums(rows),
  });
  const sifter = createSift(units, scene);
  const finder = createFinder(scene, units, sifter, store, {
    pick: (index, from) => choose({ kind: "unit", index }, from),
    opened: () => makeRoom(stage, finder.element),
  });
  if (units.count > 1) stage.append(finder.element);
  const dock = createDock(scene, units, sifter, store, {
    pick: (index, from) => choose({ kind: "unit", index }, from),
    resize: () => {
      stage.classList.toggle("dm-docked", store.get().show !== null);
      map.invalidateSize({ animate: false });
    },
    facts: () => overlay.facts(),
  });
  stage.append(element, dock.element, panel.element);
  const headline = createHeadline(scene);
  const notes = createNotes(scene, units, (index, from) => choose({ kind: "unit", index }, from));
  const listed = drawnList(scene, (index, from) => choose({ kind: "drawn", index }, from));
  if (listed) notes.element.append(listed);
  page.append(
    skipLink(),
    createHeader(scene),
    headline.element,
    legend.element,
    stage,
    legend.lines,
    notes.element,
    createFooter(scene),
    measureIn,
    hatching(),
  );

  const { map, home, takeIn } = createMap(element, scene, options);
  home.show();
  const settled = () => drawn.keepOff();
  const overlay = createOverlay(map, scene, { units, choose, measureIn, cover: panel.element, tell, settled });
  drawLayers(map, scene.layers);
  const drawn = createOverlays(map, scene, (index, from, event) => {
    // many units are a picture, and a click on it is one on what lies under it too
    if (!event || !overlay.click(event)) choose({ kind: "drawn", index }, from);
  });
  serveArrows(map, [...(scene.overlays ? ["dm-drawn-names"] : []), "dm-crowd", "dm-circles", "dm-stacks"]);
  const outside = createOutside(map, units, legend.lines);
  const ring = L.circle([0, 0], { radius: 1, className: "dm-accuracy", interactive: false });
  let chosen = /** @type {Choice | null} */ (null);
  let cameFrom = /** @type {Element | null} */ (null);
  // what the list of a stack was opened with
  let stackFrom = /** @type {Element | null} */ (null);

  /** @param {Choice | null} choice @param {Element | null} [from] what the reader used, to go back to */
  function choose(choice, from = null) {
    const last = chosen;
    chosen = choice;
    const unit = unitOf(choice);
    store.change({ unit }, `unit ${unit}`);
    overlay.setChosen(choice);
    drawn.setChosen(choice?.kind === "drawn" ? choice.index : null);
    dock.choose(choice?.kind === "unit" ? choice.index : -1);
    ring.remove();
    if (!choice) {
      const held = panel.element.contains(document.activeElement);
      panel.hide();
      overlay.drawLabels();
      if (cameFrom) goBack(cameFrom, last);
      else if (held) element.focus({ preventScroll: true });
      cameFrom = null;
      return;
    }
    cameFrom = from ?? cameFrom;
    if (choice.kind === "stack") stackFrom = from;
    panel.show(choice, from !== null);
    const row = rowOf(choice);
    if (choice.kind !== "stack" && row.accuracy_km > 0 && row.lat != null)
      ring
        .setLatLng([row.lat, row.lon])
        .setRadius(1000 * row.accuracy_km)
        .addTo(map);
    makeRoom(stage, panel.element);
    if (row.lat != null && row.lon != null)
      bringIntoView(map, stage, panel.element, finder.cover(), L.latLng(row.lat, row.lon));
    overlay.drawLabels();
  }

  /** @param {Choice} choice @returns {import("./data/scene.js").Row} */
  function rowOf({ kind, index }) {
    if (kind === "drawn") return rowAt(scene.overlays ?? {}, index);
    return kind === "figure" ? rowAt(scene.annotations, index) : units.row(index);
  }

  /** To what the reader used, or to where it was. @param {Element} from @param {Choice | null} last */
  function goBack(from, last) {
    const target = from.isConnected
      ? from
      : ((last && element.querySelector(`[data-index="${last.index}"]`)) ?? element);
    if (target instanceof HTMLElement) target.focus({ preventScroll: element.contains(target) });
  }

  /** @param {number} by */
  function step(by) {
    if (chosen?.kind !== "unit") return;
    const { among, index } = chosen;
    const next = among ? among[(among.indexOf(index) + by + among.length) % among.length] : nextShown(units, index, by);
    choose({ ...chosen, index: next });
  }

  /** What is open stays as far as it is shown. */
  function keepShown() {
    if (chosen?.kind !== "unit" && chosen?.kind !== "stack") return;
    const isWhole = (chosen.among ?? []).every((index) => isShown(units, index));
    if (isShown(units, chosen.index) && (isWhole || chosen.kind === "unit")) {
      if (!isWhole) chosen = { kind: "unit", index: chosen.index };
      panel.showPlace(chosen);
      return;
    }
    // who searches goes on writing
    cameFrom = null;
    choose(null);
  }

  /** @type {import("./data/state.js").Listener} */
  function show(state, last, step) {
    if (state.style !== last.style) {
      legend.showStyle(state.style ?? given.symbol_style);
      overlay.setStyle(state.style ?? given.symbol_style);
    }
    // map and panel were there before the state, unless it came from the address
    if (step !== undefined) return;
    if (!isSame(state.view, last.view)) home.go(state.view);
    if (state.unit !== unitOf(chosen)) chooseId(state.unit);
  }

  /** @param {Choice | null} choice @returns {string | null} the id of a unit that is chosen */
  function unitOf(choice) {
    return choice?.kind === "unit" ? units.get(choice.index, "id") : null;
  }

  /** @param {string | null} id */
  function chooseId(id) {
    const index = id === null ? -1 : units.indexOfId(id);
    choose(index < 0 ? null : { kind: "unit", index });
    return id === null || index >= 0;
  }

  /** A link cannot open what it leaves out itself. @param {string} id @returns {boolean} */
  function openLinked(id) {
    const index = units.indexOfId(id);
    return chooseId(index >= 0 && isShown(units, index) ? id : null) && store.get().unit === id;
  }

  const sifting = createSifting(units, sifter, store, {
    wait: finder.searching,
    show: (sifted, state) => {
      finder.show(sifted, state);
      notes.list.show(sifted, state.text);
      dock.follow(sifted.found);
      legend.showCounts(sifted.mask && sifter);
      keepShown();
      overlay.sift();
    },
  });
  store.listen(show);
  keepAddress(store, known, finder.warn);
  // the end of a zoom is the end of a move too
  map.on("moveend", () => {
    store.change({ view: home.view() });
    overlay.draw();
  });
  map.on("resize", () => {
    if (home.keep()) outside.show();
    legend.showCircles();
    headline.show();
    notes.show();
    overlay.draw();
  });
  servePrinting(map, home);
  map.on("click", (event) => {
    if (!overlay.click(event)) choose(null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen && !event.defaultPrevented) choose(null);
  });

  const finish = () => {
    Object.assign(api, {
      unit: (/** @type {string} */ wanted) => {
        const index = units.indexOfId(wanted);
        if (index < 0) return null;
        const row = units.row(index);
        return { ...row, ...(row.lon > 180 && { lon: usualLon(row.lon) }), ...units.extra(index) };
      },
      select: chooseId,
    });
    sifting.begin().then(() => {
      const isOpen = opened.state.unit === null || openLinked(opened.state.unit);
      finder.warn([...opened.unknown, ...(isOpen ? [] : ["unit"])]);
      dock.show();
      tell("ready");
      announce(api);
    }, fail);
  };
  const fail = (/** @type {unknown} */ fault) => {
    tell("failed");
    renounce(fault);
  };
  const look = (
    /** @type {import("./data/scene.js").Box | null} */ extent,
    /** @type {import("./map/outside.js").Places | undefined} */ places,
  ) => {
    takeIn(extent);
    outside.look(extent, places);
    if (opened.state.view) home.go(opened.state.view);
  };
  Object.assign(api, { map, count: scene.count });
  const ground = drawBasemap(map, scene.basemap);
  if (units.large) openLarge(map, scene, units, { overlay, legend, ground, takeIn: look, choose }).then(finish, fail);
  else {
    look(extentOf(scene.sites), undefined);
    atOnce(ground);
    overlay.prepareDensity((facts) => openSmall(map, scene, units, facts, { overlay, legend, choose }));
    overlay.draw().then(finish, fail);
  }
  return map;
}

/**
 * Show some units as large as the map can, or where all of them stand at one place that place closer by.
 * @param {L.Map} map @param {import("./data/units.js").Units} units @param {number[]} rows
 */
function zoomTo(map, units, rows) {
  const bounds = L.latLngBounds([]);
  for (const row of rows) {
    const [lat, lon] = [units.get(row, "lat"), units.get(row, "lon")];
    if (lat !== null && lon !== null) bounds.extend([lat, lon]);
  }
  if (!bounds.isValid()) return;
  const closer = Math.min(map.getZoom() + 2, map.getMaxZoom());
  const isPlace = bounds.getSouthWest().equals(bounds.getNorthEast());
  if (isPlace) map.setView(bounds.getCenter(), closer, { animate: false });
  else map.fitBounds(bounds, { padding: [60, 60], maxZoom: map.getMaxZoom(), animate: false });
}

/** What the page is at, for who waits for it from outside. @param {"drawing" | "ready" | "failed"} state */
function tell(state) {
  document.documentElement.dataset.deploymap = state;
}

/** The page's theme and the sides' colours. @param {import("./data/scene.js").Scene} scene */
function dress({ theme, sides }) {
  const root = document.documentElement;
  if (theme !== "auto") root.dataset.theme = theme;
  const sheet = new CSSStyleSheet();
  sides.forEach(({ color, color_dark: dark, form }, index) => {
    const rule = sheet.cssRules[sheet.insertRule(`[data-side="${index}"] {}`, index)];
    if (!(rule instanceof CSSStyleRule)) return;
    rule.style.setProperty("--side-light", color);
    rule.style.setProperty("--side-dark", dark);
    if (form) rule.style.setProperty("--side-form", `var(--form-${form})`);
  });
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** @param {DOMRect} cover of the panel @param {DOMRect} frame of the map @returns {boolean} whether the panel is a sheet at the window's foot */
function isSheet(cover, frame) {
  return cover.width > 0.8 * frame.width;
}

/**
 * Over a sheet a good part of the map stays in sight: where it does not, the page goes to where the map begins.
 * @param {HTMLElement} stage @param {HTMLElement} panel
 */
function makeRoom(stage, panel) {
  const [frame, cover] = [stage.getBoundingClientRect(), panel.getBoundingClientRect()];
  const left = Math.min(cover.top, frame.bottom) - Math.max(frame.top, 0);
  if (isSheet(cover, frame) && left < MAP_LEFT * innerHeight) scrollBy({ top: frame.top, behavior: "instant" });
}

/**
 * Move the map so that neither panel nor finder covers what it speaks of.
 * @param {L.Map} map @param {HTMLElement} stage @param {HTMLElement} panel @param {DOMRect | null} finder what is open of it @param {L.LatLng} position
 */
function bringIntoView(map, stage, panel, finder, position) {
  const frame = stage.getBoundingClientRect();
  const cover = panel.getBoundingClientRect();
  const asSheet = isSheet(cover, frame);
  const covered = asSheet ? Math.min(Math.max(frame.bottom - cover.top, 0), frame.height - 40) : 0;
  // in the middle of what is left of a low map, else well off its edges
  const half = (frame.height - covered) / 2;
  const left = finder && !asSheet ? finder.right - frame.left + 30 : 50;
  const topLeft = L.point(left, Math.min(70, half));
  const bottomRight = asSheet ? L.point(50, covered + Math.min(40, half)) : L.point(frame.right - cover.left + 90, 60);
  letFurther(map, position, topLeft, bottomRight);
  map.panInside(position, { paddingTopLeft: topLeft, paddingBottomRight: bottomRight, animate: !wantsStillness() });
}

// the reader is told on the page; nobody need listen
api.ready.catch(() => {});
serveFolium();
Object.assign(window, { deploymap: api });
