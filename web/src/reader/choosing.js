// What the reader has chosen: a unit, a stack, a figure or something drawn. Map, panel, table and
// address follow it.

import * as L from "leaflet";
import { rowAt } from "../data/scene.js";
import { writeSpan } from "../data/times.js";
import { isShown, nextShown } from "../data/units.js";
import { bringIntoView, makeRoom } from "./intoview.js";

/** @typedef {import("../map/overlay.js").Choice} Choice */

/**
 * What follows the choice.
 * @typedef {object} Followers
 * @property {L.Map} map
 * @property {HTMLElement} element of the map
 * @property {HTMLElement} stage around map, dock and panel
 * @property {import("../data/state.js").Store} store
 * @property {ReturnType<typeof import("../map/overlay.js").createOverlay>} overlay
 * @property {ReturnType<typeof import("../map/overlays.js").createOverlays>} drawn
 * @property {ReturnType<typeof import("../map/trail.js").createTrail>} trail
 * @property {ReturnType<typeof import("./panel.js").createPanel>} panel
 * @property {ReturnType<typeof import("./finder.js").createFinder>} finder
 * @property {ReturnType<typeof import("./dock.js").createDock>} dock
 */

/** What a page has open, by ids. @typedef {{ kind: Choice["kind"], id: string, row: number, date: string | null, among?: string[], title?: string }} Open `row`, `date`: which of several rows with the id */

/**
 * The one place that changes what is chosen.
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units @param {Followers} followers
 */
export function createChoosing(
  scene,
  units,
  { map, element, stage, store, overlay, drawn, trail, panel, finder, dock },
) {
  const ring = L.circle([0, 0], { radius: 1, className: "dm-accuracy", interactive: false });
  let chosen = /** @type {Choice | null} */ (null);
  let shownDate = units.now ? writeSpan(units.now) : "";
  // the unit that was looked at, while nothing is known of it
  let lost = /** @type {string | null} */ (null);
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
    trail.show(choice?.kind === "unit" ? choice.index : -1);
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

  /** @param {Pick<Choice, "kind" | "index">} choice @returns {import("../data/scene.js").Row} */
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

  /** Who looks at a unit goes on looking at it at another date, also where nothing is known of it at one between them. */
  function followDate() {
    const date = units.now ? writeSpan(units.now) : "";
    if (date === shownDate) return;
    shownDate = date;
    const followed = unitOf(chosen) ?? (chosen ? null : lost);
    const index = followed === null ? -1 : units.indexOfId(followed);
    lost = index < 0 ? followed : null;
    if (index >= 0 && isShown(units, index)) choose({ kind: "unit", index });
  }

  /** What is open stays as far as it is shown. */
  function keepShown() {
    followDate();
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

  /** @returns {Open | null} */
  function take() {
    if (!chosen) return null;
    const { kind, index, among, title } = chosen;
    const idOf = (/** @type {number} */ unit) => units.get(unit, "id");
    const [id, date] =
      kind === "unit" || kind === "stack" ? [idOf(index), null] : [rowOf(chosen).id, rowOf(chosen).date];
    return { kind, id, row: index, date, among: among?.map(idOf), title };
  }

  /** Open what another page of the same map had open. @param {Open | null} last */
  function put(last) {
    // a unit is in the address
    if (!last || last.kind === "unit") return;
    const { kind, title } = last;
    const among = last.among?.map(units.indexOfId).filter((index) => index >= 0);
    const index = kind === "stack" ? (among?.[0] ?? -1) : findRow(last);
    if (index >= 0) choose({ kind, index, ...(among && { among }), title });
  }

  /** One id may have rows of several dates, or versions for several widths. @param {Open} last @returns {number} its row of this page, -1 for none */
  function findRow({ kind, id, row, date }) {
    const { id: ids = [], date: dates = [] } = (kind === "drawn" ? scene.overlays : scene.annotations) ?? {};
    const own = [...ids.keys()].filter((one) => ids[one] === id);
    const same = own.filter((one) => (dates[one] ?? null) === (date ?? null));
    return [same.includes(row) ? row : undefined, same[0], own[0]].find((one) => one !== undefined) ?? -1;
  }

  return {
    choose,
    take,
    put,
    chooseId,
    step,
    keepShown,
    /** What is drawn stays open as far as it is there. @param {boolean[]} there of each row */
    keepDrawn(there) {
      if (chosen?.kind === "drawn" && !there[chosen.index]) choose(null);
    },
    /** @returns {string | null} the id of the unit that is chosen */
    unit: () => unitOf(chosen),
    /** Whether anything is chosen. */
    isOpen: () => chosen !== null,
    /** What the list of a stack was opened with. */
    stackFrom: () => stackFrom,
  };
}
