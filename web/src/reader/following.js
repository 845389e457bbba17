// How the page follows its reader: what the state says, what is shown of the units, where the map is moved to.

import { touchSymbol } from "../map/finger.js";
import { keepAddress } from "./address.js";
import { showDrawn } from "./drawn.js";
import { createSifting } from "./sifting.js";
import { drawnNow } from "../data/drawnat.js";
import { isSame } from "../data/state.js";
import { writeSpan } from "../data/times.js";
import { whileOpen } from "../lib/life.js";
import { servePrinting } from "../map/print.js";

/**
 * A page that is open, in its parts.
 * @typedef {object} Page
 * @property {import("../data/model.js").Model} model
 * @property {HTMLElement} element of the map
 * @property {import("./parts.js").Parts} parts around the map
 * @property {import("../map/drawing.js").OnMap} onMap
 * @property {ReturnType<typeof import("./choosing.js").createChoosing>} choosing
 */

/** @param {Page} page @returns {ReturnType<typeof createSifting>} */
export function follow(page) {
  const { model, element, parts, onMap } = page;
  const sifting = createSifting(model.units, model.sifter, model.store, {
    dates: model.scene.times,
    busy: onMap.busy,
    show: (sifted, state) => showSifted(page, sifted, state),
  });
  model.store.listen((state, last, step) => showState(page, state, last, step));
  keepAddress(model.store, model.known, model.isOverTime, {
    warn: parts.finder.warn,
    isShown: () => element.isConnected && !element.closest("[inert]"),
  });
  followMap(page);
  followFinder(page);
  servePrinting(onMap.map, onMap.home);
  return sifting;
}

/** @param {Page} page @param {import("../data/state.js").State} state @param {import("../data/state.js").State} last @param {string | null} [step] */
function showState({ model: { ownStyle }, parts: { legend }, onMap: { overlay, home }, choosing }, state, last, step) {
  if (state.style !== last.style) {
    legend.showStyle(state.style ?? ownStyle);
    overlay.setStyle(state.style ?? ownStyle);
  }
  // map and panel were there before the state, unless it came from the address
  if (step !== undefined) return;
  if (!isSame(state.view, last.view)) home.go(state.view);
  if (state.unit !== choosing.unit()) choosing.chooseId(state.unit);
}

/** @param {Page} page @param {import("../data/sift.js").Sifted} sifted @param {import("../data/state.js").State} state */
function showSifted(page, sifted, state) {
  const { units, sifter } = page.model;
  const { finder, notes, dock, legend, timebar, header, sources } = page.parts;
  const { asked, rings, trails, others, overlay } = page.onMap;
  finder.show(sifted, state);
  notes.list.show(sifted, state);
  dock.follow(sifted.found);
  legend.showCounts(sifted.mask && sifter);
  timebar.show();
  if (units.now) header.showDate(writeSpan(units.now));
  page.choosing.keepShown();
  asked.show(state.filters.near?.values ?? []);
  sources?.show();
  rings.draw();
  trails.draw();
  others.draw();
  if (units.now) showDate(page);
  return overlay.sift();
}

/** What is not of the units, as it was at the date that is shown. @param {Page} page */
function showDate({ model: { scene, units }, parts, onMap, choosing }) {
  onMap.outside.show();
  parts.headline.show();
  parts.notes.show();
  const drawn = drawnNow(scene, units);
  const there = drawn.map(Boolean);
  onMap.drawn.showOnly(drawn);
  showDrawn(scene, there, parts.legend.lines, parts.listed);
  choosing.keepDrawn(there);
}

/** @param {Page} page */
function followMap({
  model: { store },
  parts,
  onMap: { map, home, overlay, rings, trails, others, outside },
  choosing,
}) {
  // the end of a zoom is the end of a move too
  map.on("moveend", () => {
    store.change({ view: home.view() });
    rings.draw();
    trails.draw();
    others.draw();
    overlay.draw();
  });
  map.on("resize", () => {
    if (home.keep()) outside.show();
    parts.legend.showCircles();
    parts.headline.show();
    parts.notes.show();
    others.draw();
    overlay.draw();
  });
  map.on("click", (event) => {
    if (!overlay.click(event) && !touchSymbol(event)) choosing.choose(null);
  });
  const escape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && choosing.isOpen() && !event.defaultPrevented) choosing.choose(null);
  };
  document.addEventListener("keydown", escape, whileOpen());
}

/** Symbols and names are not left half under what is searched in, nor away from where it was. @param {Page} page */
function followFinder({ parts: { finder }, onMap: { overlay } }) {
  let isNew = true;
  const observer = new ResizeObserver(() => {
    if (!isNew) overlay.followCovers();
    isNew = false;
  });
  observer.observe(finder.element);
  whileOpen().signal?.addEventListener("abort", () => observer.disconnect());
}
