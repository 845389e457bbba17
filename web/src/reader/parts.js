// What stands around the map, made from the model; what a reader does with it goes to the page's acts.

import { createDock } from "./dock.js";
import { drawnList } from "./drawn.js";
import { createFinder } from "./finder.js";
import { createFooter, createHeader, createHeadline, createNotes, orderForPaper, skipLink } from "./frame.js";
import { makeRoom } from "./intoview.js";
import { createKeys } from "./keys.js";
import { createLegend } from "./legend.js";
import { createPanel } from "./panel.js";
import { createPaperList } from "./paperlist.js";
import { createSources } from "./sources.js";
import { createTimebar } from "./timebar.js";
import { stateOf } from "../data/times.js";
import { html } from "../lib/dom.js";
import { hatching } from "../map/basemap.js";

/**
 * What the parts can ask of the page; `from`: what the reader used, to go back to.
 * @typedef {object} Acts
 * @property {(choice: import("../map/overlay.js").Choice | null, from?: Element | null) => void} choose
 * @property {(index: number, from?: Element | null) => void} pick one unit
 * @property {(index: number, from: Element | null) => void} pickDrawn
 * @property {(by: number) => void} step to the next unit, or with -1 to the last one
 * @property {() => Element | null} stackFrom what the list of a stack was opened with
 * @property {(rows: number[]) => void} zoomTo
 * @property {ReturnType<typeof import("../map/density/status.js").createBusy>} busy
 * @property {() => void} resize the map, which has another size
 * @property {import("./around.js").Drawing} drawing
 * @property {ReturnType<typeof import("../map/overlay.js").createOverlay>["facts"]} facts
 * @property {ReturnType<typeof import("../map/overlay.js").createOverlay>["sums"]} sums
 * @typedef {ReturnType<typeof createParts>} Parts
 */

/** @param {import("../data/model.js").Model} model @param {HTMLElement} element of the map @param {Acts} acts */
export function createParts({ scene, ownStyle, units, sifter, store }, element, acts) {
  const stage = html("main", { class: "dm-stage" });
  const legend = createLegend(scene, units, (style) =>
    store.change({ style: style === ownStyle ? null : style }, "style"),
  );
  const panel = createPanel(scene, units, {
    close: () => acts.choose(null),
    step: acts.step,
    pick: (index) => acts.pick(index, element),
    choose: (choice) => acts.choose(choice, acts.stackFrom() ?? panel.element),
    zoomTo: acts.zoomTo,
    goTo: (date) => scene.times && store.change(stateOf({ date, since: "" }, scene.times), "date"),
    sums: acts.sums,
  });
  const finder = createFinder(scene, units, sifter, store, {
    pick: acts.pick,
    opened: () => makeRoom(stage, finder.element),
    toTable: () => dock.focus(),
    drawing: acts.drawing,
  });
  const dock = createDock(scene, units, sifter, store, {
    pick: acts.pick,
    resize: () => {
      stage.classList.toggle("dm-docked", store.get().show !== null);
      acts.resize();
    },
    leave: finder.focus,
    facts: acts.facts,
    busy: acts.busy,
  });
  const timebar = createTimebar(scene, units, store);
  const header = createHeader(scene);
  const headline = createHeadline(scene, units);
  const notes = createNotes(scene, units, acts.pick);
  const listed = drawnList(scene, acts.pickDrawn);
  const sources = createSources(units, acts.pick);
  const keys = createKeys({ hasTree: units.has("parent") });
  const paper = createPaperList(store, dock.shown);
  const footer = createFooter(scene);
  const measureIn = html("div", { class: "dm-measure", "aria-hidden": "true" });
  return {
    ...{ stage, legend, panel, finder, dock, timebar, header, headline, notes, listed, sources, keys, paper, footer },
    /** where labels are measured before they are laid */
    measureIn,
  };
}

/** Put the page in the place of the map's element, and this into the page. @param {HTMLElement} element @param {Parts} parts @param {boolean} isSearched */
export function layOut(element, parts, isSearched) {
  const { stage, legend, panel, finder, dock, timebar, header, headline, notes, keys } = parts;
  const page = html("div", { class: "dm-page" });
  element.replaceWith(page);
  if (isSearched) stage.append(finder.element);
  stage.append(element, ...(timebar.element ? [timebar.element] : []), dock.element, panel.element);
  stage.classList.toggle("dm-timed", timebar.element !== null);
  for (const part of [parts.listed, parts.sources?.element, keys.button]) if (part) notes.element.append(part);
  page.append(
    ...[skipLink(), header.element, headline.element, legend.element, stage, legend.lines, parts.paper],
    ...[notes.element, parts.footer, keys.element, parts.measureIn, hatching()],
  );
  orderForPaper(headline.element, header.element, legend.lines);
}
