// What stands on the map: one state, shown by the renderers of symbols and of a crowd, with labels; anew whenever the view changes.

import { scaleAt } from "./circles.js";
import { readFacts } from "../data/facts.js";
import { allSites, isInView, NOTHING, sitesOf, unitsInView } from "./ground.js";
import { sumSides } from "./density/gathering.js";
import { around, meets } from "./boxes.js";
import { makePane } from "./marks.js";
import { atOnce, inSlices, pause } from "../lib/slices.js";
import { createSymbols } from "./symbols.js";
import { areasOf, controlAreas, createTexts } from "./texts.js";
import { isSame } from "../data/state.js";
import { isShown } from "../data/units.js";
import { pageWidth } from "../lib/words.js";

/**
 * @typedef {{ kind: "unit" | "figure" | "stack" | "drawn", index: number, among?: number[], title?: string }} Choice a unit by its row, a figure by its
 *   annotation row, a stack by its first unit; `among`: the units of the stack, `title`: what it is called
 * @typedef {"classes" | "app6"} Style
 * @typedef {{ units: import("../data/units.js").Units, choose: (choice: Choice, from: Element | null) => void, measureIn: HTMLElement,
 *   cover: HTMLElement, tell: (state: "drawing" | "ready") => void, drawn: import("./overlays.js").Drawn, layers: import("./layers.js").Names,
 *   dates: (at: (position: import("leaflet").LatLng) => import("leaflet").Point) => import("./texts.js").Entry[] }} Page what
 *   is around the map; `choose`: what a reader chose on it, and with what; `cover`: what may lie over a part of it; `tell`: what the page is at;
 *   `drawn`, `layers`: what people draw, and what of the ground they bring along; `dates`: when the chosen unit was where
 * @typedef {object} State what is shown; the overlay alone writes it
 * @property {Style} style
 * @property {Choice | null} chosen
 * @property {import("./ground.js").Ground} ground what is drawn as symbols
 * @property {boolean} isCrowd whether there are too many units for symbols
 * @property {() => import("./density/crowd.js").Scale} scale of the circles
 * @property {import("./density/crowd.js").Facts | null} facts null until a large map's are read
 * @property {(index: number) => number[]} below all that a unit has under it
 * @property {(index: number) => number} parts how many of these are drawn in its symbol
 * @typedef {object} Density what it takes to draw more units than symbols have room for
 * @property {import("../data/points.js").Points} points
 * @property {import("./density/crowd.js").Facts} facts
 * @property {import("./density/ranking.js").Ranking} ranking
 * @property {import("./density/formations.js").Formations} formations
 * @property {ReturnType<typeof import("./density/crowd.js").createCrowd>} crowd
 * @property {ReturnType<typeof import("./density/pick.js").createPicker>} picker
 * @property {(index: number) => { among?: number[], title?: string }} company the units that one of a crowd is gathered with
 * @property {() => void} few called when units are drawn as symbols
 */

// what a symbol takes in each direction (px)
const SYMBOL = 30;

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
    ground: NOTHING,
    isCrowd: false,
    scale: () => (state.isCrowd && crowdScale) || scaleAt(scene.circles, pageWidth()),
    facts: page.units.large ? null : atOnce(readFacts(page.units, scene)),
    below: (index) => density?.formations.below(index) ?? [],
    parts: (index) => (state.isCrowd && density ? density.crowd.countParts(index) : 0),
  };
  const company = (/** @type {Choice} */ { kind, index }) =>
    kind === "unit" && state.isCrowd && density ? density.company(index) : {};
  const symbols = createSymbols(
    map,
    scene,
    { ...page, choose: (choice, from) => page.choose({ ...choice, ...company(choice) }, from) },
    state,
  );
  const texts = createTexts(map, scene, page, state);
  let whole = page.units.large ? null : allSites(scene, page.units);
  /** @type {Density | null} */
  let density = null;
  /** @type {(() => Density) | null} of a small map, which may need it at some view or never */
  let makeDensity = null;
  // counts the drawings begun of a large map, which takes its time: the newest one says when all is drawn
  let turn = 0;

  /**
   * Take up what is in view: all units of a small map where their symbols have room, else those in view, else a crowd. Runs in slices.
   * @returns {Generator<void, void, void>}
   */
  function* survey() {
    if (whole && (yield* symbols.arrange(whole, false))) return show(whole, false);
    density ??= makeDensity?.() ?? null;
    if (!density) return;
    const zoom = map.getZoom();
    const { region } = state.ground;
    if (
      !state.isCrowd &&
      region?.zoom === zoom &&
      isInView(map, region.box) &&
      (yield* symbols.arrange(state.ground, false))
    )
      return;
    const { box, rows } = unitsInView(map, density.points);
    if (rows) {
      const drawn = sitesOf([...new Set([...rows, ...keptUnits()])], page.units);
      const few = {
        ...drawn,
        region: { zoom, box },
        surveyed: `${density.points.turn} ${zoom} ${box.minX} ${box.minY}`,
        named: null,
      };
      if (yield* symbols.arrange(few, false)) return show(few, false);
    }
    // who has a symbol is known when the picture is drawn
    state.isCrowd = true;
  }

  /** @param {import("./ground.js").Ground} ground @param {boolean} isCrowd */
  function show(ground, isCrowd) {
    Object.assign(state, { ground, isCrowd });
  }

  // as it was last found, null while a drawing has yet to find it
  let covers = /** @type {{ controls: import("./boxes.js").Area[], panel: import("./boxes.js").Area[] } | null} */ (
    null
  );

  /**
   * What lies over the map, px of its container. Once for a drawing, before symbols and labels change: to ask has the page laid out.
   * @returns {{ controls: import("./boxes.js").Area[], panel: import("./boxes.js").Area[] }}
   */
  function findCovers() {
    return (covers = { controls: controlAreas(map), panel: areasOf(map, [page.cover]) });
  }

  /**
   * Of a crowd those have symbols that matter most, but none where it would cover that of the chosen one, or a control would cover it.
   * @param {Density} from @param {import("./boxes.js").Area[]} controls
   */
  function crowded({ points: { x, y, turn }, crowd }, controls) {
    const kept = keptUnits();
    const { leaders, named } = crowd.leaders();
    const world = 256 * 2 ** map.getZoom();
    const origin = /** @type {import("leaflet").Point} */ (map.getPixelBounds().min);
    const areaOf = (/** @type {number} */ row) =>
      around(x[row] * world - origin.x, y[row] * world - origin.y, SYMBOL, SYMBOL);
    const taken = [...controls, ...kept.map(areaOf)];
    const isClear = (/** @type {number} */ row) => !taken.some((area) => meets(area, areaOf(row)));
    const drawn = [...kept, ...leaders.filter(isClear)];
    crowd.showButtons(drawn);
    return {
      ...sitesOf(drawn, page.units),
      region: null,
      surveyed: `${turn} ${drawn.map((row) => `${row}+${crowd.countParts(row)}`).join(" ")}`,
      named: new Set([...kept, ...named]),
    };
  }

  /** @returns {number[]} */
  function keptUnits() {
    const focused = document.activeElement?.closest("[data-index]")?.getAttribute("data-index");
    const chosen = state.chosen?.kind === "unit" ? [state.chosen.index] : [];
    return [...new Set([...chosen, ...(focused ? [Number(focused)] : [])])].filter((row) => isShown(page.units, row));
  }

  function drawCircles() {
    symbols.drawCircles();
    texts.drawFigures();
  }

  /** @param {ReturnType<typeof findCovers>} covers */
  function layLabels({ controls, panel }) {
    return texts.lay((at, near) => {
      const ground = symbols.ground(at, near);
      const hard = [...ground.hard, ...controls, ...panel];
      if (!density || !state.isCrowd) return { ...ground, hard };
      const { numbers, rings, marks } = density.crowd.areas();
      return { ...ground, hard: [...hard, ...numbers], rings, marks };
    });
  }

  function drawLabels() {
    atOnce(layLabels(findCovers()));
  }

  /**
   * A crowd's picture is there before the symbols go that it stands for, and goes when they are there.
   * @param {Density} from @param {() => boolean} isOld whether another drawing was begun @param {() => Promise<void>} [wait]
   */
  async function drawDensity(from, isOld, wait) {
    // what follows the map's move besides has a task of its own
    if (!wait) await pause();
    if (isOld()) return;
    await inSlices(from.formations.follow());
    if (isOld()) return;
    await inSlices(survey(), { stopped: isOld });
    if (isOld()) return;
    map.getContainer().classList.toggle("dm-crowded", state.isCrowd);
    if (state.isCrowd) {
      from.crowd.layer.addTo(map);
      await from.crowd.draw(wait);
      if (isOld()) return;
    }
    const found = findCovers();
    if (state.isCrowd) state.ground = crowded(from, found.controls);
    await pause();
    if (isOld()) return;
    // many symbols take their time, and so do their circles and labels
    await inSlices(symbols.draw(), { stopped: isOld });
    if (isOld()) return;
    if (!state.isCrowd) {
      from.crowd.layer.remove();
      from.few();
    }
    await pause();
    if (isOld()) return;
    drawCircles();
    await pause();
    if (!isOld()) await inSlices(layLabels(found), { stopped: isOld });
  }

  /** @param {() => Promise<void>} [wait] between slices @returns {Promise<void>} */
  async function draw(wait) {
    const mine = ++turn;
    covers = null;
    if (whole) atOnce(survey());
    if (density) {
      page.tell("drawing");
      await drawDensity(density, () => mine !== turn, wait);
      if (mine !== turn) return;
      page.tell("ready");
      return;
    }
    const found = findCovers();
    atOnce(symbols.draw());
    drawCircles();
    atOnce(layLabels(found));
  }

  return {
    draw,
    drawLabels,
    /** Draw anew where something else lies over the map than when it was drawn. */
    followCovers() {
      const before = covers;
      if (before && !isSame(before, findCovers())) draw();
    },
    /** Draw the units that are shown now. @returns {Promise<void>} */
    sift() {
      density?.points.show(page.units.shown.mask);
      whole = page.units.large ? null : allSites(scene, page.units);
      state.ground = NOTHING;
      return draw(pause);
    },
    /** @param {Density} from of a large map */
    setDensity(from) {
      density = from;
      state.facts = from.facts;
    },
    /** @param {(facts: import("./density/crowd.js").Facts) => Density} make of a small map, whose facts are known */
    prepareDensity(make) {
      const { facts } = state;
      makeDensity = facts && (() => make(facts));
    },
    /** @param {import("./density/crowd.js").Scale} scale of the circles of a crowd */
    setScale(scale) {
      crowdScale = scale;
    },
    isCrowd: () => state.isCrowd,
    style: () => state.style,
    facts: () => state.facts,
    /** What a click on the map means. @param {import("leaflet").LeafletMouseEvent} event @returns {boolean} whether it means units */
    click: (event) => density?.picker.click(event) ?? false,
    /** @param {number[]} rows @returns {import("./density/gathering.js").Sum[]} of each side of them */
    sums: (rows) => (state.facts ? sumSides(rows, state.facts) : []),
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
