// The page's program. Puts the page together from its scene and answers the reader.

import "leaflet/dist/leaflet.css";
import "./style/page.css";
import { drawBackdrop } from "./map/backdrop.js";
import { drawBasemap, hatching } from "./map/basemap.js";
import { html, OWN } from "./lib/dom.js";
import { serveFolium } from "./map/folium.js";
import { createFooter, createHeader, createHeadline, createNotes, orderForPaper, skipLink } from "./reader/frame.js";
import { createChoosing } from "./reader/choosing.js";
import { createDock } from "./reader/dock.js";
import { dress } from "./reader/dress.js";
import { createFinder } from "./reader/finder.js";
import { createLegend } from "./reader/legend.js";
import { createAsked } from "./map/asked.js";
import { createMap } from "./map/map.js";
import { openLarge, openSmall } from "./map/density/large.js";
import { drawLayers } from "./map/layers.js";
import { createOverlay } from "./map/overlay.js";
import { createOverlays } from "./map/overlays.js";
import { drawnList, showDrawn } from "./reader/drawn.js";
import { drawnAt } from "./data/drawnat.js";
import { createTrails } from "./map/trail.js";
import { createOutside } from "./map/outside.js";
import { createKeys } from "./reader/keys.js";
import { createPaperList } from "./reader/paperlist.js";
import { createPanel } from "./reader/panel.js";
import { makeRoom, zoomTo } from "./reader/intoview.js";
import { createTimebar } from "./reader/timebar.js";
import { keepAddress } from "./reader/address.js";
import { fieldsOf } from "./data/fields.js";
import { usualLon } from "./data/meridian.js";
import { servePrinting } from "./map/print.js";
import { serveArrows } from "./map/roving.js";
import { serveGrid } from "./map/grid.js";
import { extentOf, readScene } from "./data/scene.js";
import { createRings } from "./map/rings.js";
import { createSources } from "./reader/sources.js";
import { createSifting } from "./reader/sifting.js";
import { createSift } from "./data/sift.js";
import { stateOf, writeSpan } from "./data/times.js";
import { createStore, isSame, readState } from "./data/state.js";
import { renewLife, whileOpen } from "./lib/life.js";
import { atOnce } from "./lib/slices.js";
import { countNow, createUnits, isShown } from "./data/units.js";
import { speak } from "./lib/words.js";

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

/** @param {string} id of the map's element @param {Record<string, any>} [options] @returns {import("leaflet").Map} */
function openMap(id, options = {}) {
  const given = readScene();
  speak(given.words, given.language, given.right_to_left);
  const fields = fieldsOf(given);
  const known = (/** @type {string} */ column) => fields.get(column)?.use ?? null;
  const isOverTime = given.times !== undefined;
  const opened = readState(location.hash, known, isOverTime);
  const store = createStore(opened.state);
  const scene = { ...given, symbol_style: opened.state.style ?? given.symbol_style };
  const element = /** @type {HTMLElement} */ (document.getElementById(id));
  /** @type {(index: number, from?: Element | null) => void} */
  const pick = (index, from) => choosing.choose({ kind: "unit", index }, from);
  const units = createUnits(scene, opened.state);
  if (scene.text_language !== scene.language) OWN.lang = scene.text_language;
  const undress = dress(scene);
  const page = html("div", { class: "dm-page" });
  const stage = html("main", { class: "dm-stage" });
  const measureIn = html("div", { class: "dm-measure", "aria-hidden": "true" });
  element.replaceWith(page);
  const legend = createLegend(scene, units, (style) =>
    store.change({ style: style === given.symbol_style ? null : style }, "style"),
  );
  const panel = createPanel(scene, units, {
    close: () => choosing.choose(null),
    step: (by) => choosing.step(by),
    pick: (index) => pick(index, element),
    choose: (choice) => choosing.choose(choice, choosing.stackFrom() ?? panel.element),
    zoomTo: (rows) => zoomTo(map, units, rows),
    goTo: (date) => scene.times && store.change(stateOf({ date, since: "" }, scene.times), "date"),
    sums: (rows) => overlay.sums(rows),
  });
  const sifter = createSift(units, scene);
  const finder = createFinder(scene, units, sifter, store, {
    pick,
    opened: () => makeRoom(stage, finder.element),
    drawing: { draw: (kind) => asked.draw(kind), bounds: () => map.getBounds() },
  });
  if (units.count > 1) stage.append(finder.element);
  const dock = createDock(scene, units, sifter, store, {
    pick,
    resize: () => {
      stage.classList.toggle("dm-docked", store.get().show !== null);
      map.invalidateSize({ animate: false });
    },
    facts: () => overlay.facts(),
  });
  const timebar = createTimebar(scene, units, store);
  stage.append(element, ...(timebar.element ? [timebar.element] : []), dock.element, panel.element);
  stage.classList.toggle("dm-timed", timebar.element !== null);
  const header = createHeader(scene);
  const headline = createHeadline(scene, units);
  const notes = createNotes(scene, units, pick);
  const listed = drawnList(scene, (index, from) => choosing.choose({ kind: "drawn", index }, from));
  if (listed) notes.element.append(listed);
  const sources = createSources(units, pick);
  if (sources) notes.element.append(sources.element);
  const keys = createKeys({ hasTree: units.has("parent") });
  notes.element.append(keys.button);
  page.append(
    skipLink(),
    header.element,
    headline.element,
    legend.element,
    stage,
    legend.lines,
    createPaperList(store, dock.shown),
    notes.element,
    createFooter(scene),
    keys.element,
    measureIn,
    hatching(),
  );
  orderForPaper(headline.element, header.element, legend.lines);

  const { map, home, takeIn } = createMap(element, scene, options);
  home.show();
  drawBackdrop(map, scene);
  const drawn = createOverlays(map, scene, (index, from, event) => {
    // many units are a picture, and a click on it is one on what lies under it too
    if (!event || !overlay.click(event)) choosing.choose({ kind: "drawn", index }, from);
  });
  const overlay = createOverlay(map, scene, {
    units,
    choose: (choice, from) => choosing.choose(choice, from),
    measureIn,
    cover: panel.element,
    tell,
    drawn,
    layers: drawLayers(map, scene),
  });
  serveGrid(map, scene.grid);
  serveArrows(map, [...(scene.overlays ? ["dm-drawn-names"] : []), "dm-crowd", "dm-circles", "dm-stacks"]);
  const asked = createAsked(map, units, scene);
  const rings = createRings(map, units, store);
  const trails = createTrails(map, scene, units, store);
  for (const { element: asks } of [rings, trails]) if (asks) legend.lines.append(asks);
  const outside = createOutside(map, units, legend.lines);
  const choosing = createChoosing(scene, units, { map, element, stage, store, overlay, drawn, panel, finder, dock });
  /** @type {import("./data/state.js").Listener} */
  function show(state, last, step) {
    if (state.style !== last.style) {
      legend.showStyle(state.style ?? given.symbol_style);
      overlay.setStyle(state.style ?? given.symbol_style);
    }
    // map and panel were there before the state, unless it came from the address
    if (step !== undefined) return;
    if (!isSame(state.view, last.view)) home.go(state.view);
    if (state.unit !== choosing.unit()) choosing.chooseId(state.unit);
  }

  /** A link cannot open what it leaves out itself. @param {string} id @returns {boolean} */
  function openLinked(id) {
    const index = units.indexOfId(id);
    return choosing.chooseId(index >= 0 && isShown(units, index) ? id : null) && store.get().unit === id;
  }

  const sifting = createSifting(units, sifter, store, {
    dates: scene.times,
    wait: finder.searching,
    show: (sifted, state) => {
      finder.show(sifted, state);
      notes.list.show(sifted, state);
      dock.follow(sifted.found);
      legend.showCounts(sifted.mask && sifter);
      timebar.show();
      if (units.now) header.showDate(writeSpan(units.now));
      choosing.keepShown();
      asked.show(state.filters.near?.values ?? []);
      sources?.show();
      rings.draw();
      trails.draw();
      if (units.now) {
        outside.show();
        headline.show();
        notes.show();
        const there = drawnAt(scene, units.now);
        drawn.showOnly(there);
        showDrawn(scene, there, legend.lines, listed);
        choosing.keepDrawn(there);
      }
      overlay.sift();
    },
  });
  store.listen(show);
  keepAddress(store, known, isOverTime, {
    warn: finder.warn,
    isShown: () => element.isConnected && !element.closest("[inert]"),
  });
  // the end of a zoom is the end of a move too
  map.on("moveend", () => {
    store.change({ view: home.view() });
    rings.draw();
    trails.draw();
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
    if (!overlay.click(event)) choosing.choose(null);
  });
  const escape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && choosing.isOpen() && !event.defaultPrevented) choosing.choose(null);
  };
  document.addEventListener("keydown", escape, whileOpen());

  let isReady = false;
  const finish = () => {
    isReady = true;
    Object.assign(api, {
      count: countNow(units),
      unit: (/** @type {string} */ wanted) => {
        const index = units.indexOfId(wanted);
        if (index < 0) return null;
        const row = units.row(index);
        return { ...row, ...(row.lon > 180 && { lon: usualLon(row.lon) }), ...units.extra(index) };
      },
      select: choosing.chooseId,
    });
    sifting.begin().then(() => {
      const isOpen = opened.state.unit === null || openLinked(opened.state.unit);
      finder.warn([...opened.unknown, ...(isOpen ? [] : ["unit"])]);
      dock.show();
      rings.draw();
      trails.draw();
      tell("ready");
      announce(api);
    }, fail);
  };
  const fail = (/** @type {unknown} */ fault) => {
    tell("failed");
    renounce(fault);
  };
  const opening = (
    /** @type {import("./data/scene.js").Box | null} */ extent,
    /** @type {import("./map/outside.js").Places | undefined} */ places,
  ) => {
    takeIn(extent);
    outside.look(extent, places);
    if (opened.state.view) home.go(opened.state.view);
  };
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
  Object.assign(api, { map, count: scene.times ? 0 : scene.count });
  const ground = drawBasemap(map, scene.basemap);
  if (units.large)
    openLarge(map, scene, units, { overlay, legend, ground, takeIn: opening, choose: choosing.choose }).then(
      finish,
      fail,
    );
  else {
    opening(extentOf(scene.sites), undefined);
    atOnce(ground);
    overlay.prepareDensity((facts) =>
      openSmall(map, scene, units, facts, { overlay, legend, choose: choosing.choose }),
    );
    overlay.draw().then(finish, fail);
  }
  return map;
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
serveFolium();
Object.assign(window, { deploymap: api });
