// What stands on the map: one state, shown by the renderers of symbols and of a crowd, with labels; anew whenever the view changes.

import { scaleAt } from "./circles.js";
import { readFacts } from "../data/facts.js";
import { allSites, isInView, NOTHING, sitesOf, unitsInView } from "./ground.js";
import { makePane } from "./marks.js";
import { atOnce, inSlices, pause } from "../lib/slices.js";
import { createSymbols } from "./symbols.js";
import { createTexts } from "./texts.js";
import { pageWidth } from "../lib/words.js";

/**
 * @typedef {{ kind: "unit" | "figure" | "stack", index: number, among?: number[], title?: string }} Choice a unit by its row, a figure by its
 *   annotation row, a stack by its first unit; `among`: the units of the stack, `title`: what it is called
 * @typedef {"classes" | "app6"} Style
 * @typedef {{ units: import("../data/units.js").Units, choose: (choice: Choice, from: Element | null) => void, measureIn: HTMLElement,
 *   cover: HTMLElement, tell: (state: "drawing" | "ready") => void }} Page what is around the map; `choose`: what a reader chose on it, and with
 *   what; `cover`: what may lie over a part of it; `tell`: what the page is at
 * @typedef {object} State what is shown; the overlay alone writes it
 * @property {Style} style
 * @property {Choice | null} chosen
 * @property {import("./ground.js").Ground} ground what is drawn as symbols; a map of few units has all of them in it, at any view
 * @property {boolean} isCrowd whether there are too many units for symbols
 * @property {() => import("./density/crowd.js").Scale} scale of the circles
 * @property {import("./density/crowd.js").Facts | null} facts null until a large map's are read
 * @typedef {{ points: import("../data/points.js").Points, crowd: ReturnType<typeof import("./density/crowd.js").createCrowd>,
 *   facts: import("./density/crowd.js").Facts, few: () => void }} Large what a map of many units has beyond a small one; `few` is called when
 *   units are drawn as symbols
 */

/**
 * @param {import("leaflet").Map} map @param {import("../data/scene.js").Scene} scene @param {Page} page
 */
export function createOverlay(map, scene, page) {
  makePane(map, "dm-crowd", 410);
  makePane(map, "dm-circles", 420);
  makePane(map, "dm-labels", 610);
  makePane(map, "dm-stacks", 620);
  makePane(map, "dm-chosen", 630).style.pointerEvents = "none";
  /** @type {import("./density/crowd.js").Scale | null} */
  let crowdScale = null;
  /** @type {State} */
  const state = {
    style: scene.symbol_style,
    chosen: null,
    ground: page.units.large ? NOTHING : allSites(scene, page.units),
    isCrowd: false,
    scale: () => (state.isCrowd && crowdScale) || scaleAt(scene.circles, pageWidth()),
    facts: page.units.large ? null : atOnce(readFacts(page.units, scene)),
  };
  const symbols = createSymbols(map, scene, page, state);
  const texts = createTexts(map, scene, page, state);
  /** @type {Large | null} */
  let large = null;
  // counts the drawings begun of a large map, which takes its time: the newest one says when all is drawn
  let turn = 0;

  /**
   * Of a large map, take up the units in view, if they are not too many, and those that are never without a symbol: the chosen one, and
   * the one with the focus.
   * @param {Large} from
   */
  function survey({ points }) {
    const zoom = map.getZoom();
    const { region } = state.ground;
    if (region?.zoom === zoom && isInView(map, region.box)) return;
    const { box, rows } = unitsInView(map, points);
    state.isCrowd = rows === null;
    const drawn = [...new Set([...(rows ?? []), ...keptUnits()])];
    const surveyed = `${points.turn} ${rows ? `${zoom} ${box.minX} ${box.minY}` : drawn.join(" ")}`;
    state.ground = { ...sitesOf(drawn, page.units), region: rows && { zoom, box }, surveyed };
  }

  /** @returns {number[]} */
  function keptUnits() {
    const focused = document.activeElement?.closest("[data-index]")?.getAttribute("data-index");
    const chosen = state.chosen?.kind === "unit" ? [state.chosen.index] : [];
    return [...new Set([...chosen, ...(focused ? [Number(focused)] : [])])];
  }

  function drawCircles() {
    symbols.drawCircles();
    texts.drawFigures();
  }

  function layLabels() {
    return texts.lay((at, near) => {
      const ground = symbols.ground(at, near);
      const gathered = large && state.isCrowd ? large.crowd.areas() : [];
      return { ...ground, soft: [...ground.soft, ...gathered] };
    });
  }

  function drawLabels() {
    atOnce(layLabels());
  }

  /**
   * A large map's symbols go when the picture that has their units is there, and come before it goes.
   * @param {Large} from @param {() => boolean} isOld whether another drawing was begun @param {() => Promise<void>} [wait]
   */
  async function drawLarge(from, isOld, wait) {
    survey(from);
    map.getContainer().classList.toggle("dm-crowded", state.isCrowd);
    if (state.isCrowd) {
      from.crowd.layer.addTo(map);
      await from.crowd.draw(wait);
      if (!state.isCrowd) return;
    }
    // many symbols take their time, and so do their circles and labels
    await inSlices(symbols.draw(), { stopped: isOld });
    if (isOld()) return;
    if (!state.isCrowd) {
      from.crowd.layer.remove();
      from.few();
    }
    const { surveyed } = state.ground;
    await pause();
    if (surveyed !== state.ground.surveyed) return;
    drawCircles();
    await pause();
    if (surveyed === state.ground.surveyed) await inSlices(layLabels(), { stopped: isOld });
  }

  /** @param {() => Promise<void>} [wait] between slices @returns {Promise<void>} */
  async function draw(wait) {
    if (!large) {
      atOnce(symbols.draw());
      drawCircles();
      drawLabels();
      return;
    }
    const mine = ++turn;
    page.tell("drawing");
    await drawLarge(large, () => mine !== turn, wait);
    if (mine === turn) page.tell("ready");
  }

  return {
    draw,
    drawLabels,
    /** Draw the units that are shown now. @returns {Promise<void>} */
    sift() {
      large?.points.show(page.units.shown.mask);
      state.ground = page.units.large ? NOTHING : allSites(scene, page.units);
      return draw();
    },
    /** @param {Large} from */
    setLarge(from) {
      large = from;
      state.facts = from.facts;
    },
    /** @param {import("./density/crowd.js").Scale} scale of the circles of a crowd */
    setScale(scale) {
      crowdScale = scale;
    },
    isCrowd: () => state.isCrowd,
    style: () => state.style,
    /** @param {Style} style */
    setStyle(style) {
      state.style = style;
      draw();
    },
    /** @param {Choice | null} choice */
    setChosen(choice) {
      state.chosen = choice;
      if (symbols.choose() || state.isCrowd) draw();
      else drawCircles();
    },
  };
}
