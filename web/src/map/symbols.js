// Units as symbols: stacks at their places with the circles of their troops, and what the labels beside them say.

import * as L from "leaflet";
import { drawCircles, figureCircles } from "./circles.js";
import { html, setChildren } from "../lib/dom.js";
import { isHidden, largestOf, liftCircles, spreadCircles, sumSides } from "./density/gathering.js";
import { around, meets, shift, shiftLine, unite } from "./boxes.js";
import { FAR, groupSites, standAlone } from "./grouping.js";
import { addMark, leaderSvg, putAt } from "./marks.js";
import { filledAreas, SHOWN, stackElement, stackGrid, stackSize, withChosen } from "./stack.js";
import { placeLabel } from "./labels.js";
import { besidePlace } from "./naming.js";
import { labelBeside } from "./texts.js";
import { fadingOf, isShown } from "../data/units.js";
import { capital, fill, pageWidth, sumWords, WIDTHS, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("./boxes.js").Line} Line
 * @typedef {import("./ground.js").Ground} Ground
 * @typedef {import("./overlay.js").Page} Page
 * @typedef {import("./overlay.js").State} State
 * @typedef {import("./texts.js").Entry} Entry
 * @typedef {import("./grouping.js").Group} Group
 * @typedef {{ lat: number, lon: number, site: number, side: number, rings: ReturnType<typeof figureCircles>, x: number, y: number }} SiteCircle one side's circle
 *   at a site; `x`, `y`: px from the site
 */

// of how many views it is known whether symbols have room
const KEPT = 4;
// the ring at the chosen unit's place with a little room around it (px); style/marks.css has its size
const RING = 48;
// of a crowd the name of one unit in so much of the map (px²) may stand apart from it, with a line
const ROOM = 60_000;
// how far the number of a formation's units goes beyond its symbol, up or to the right (px); style/density.css has it too
const PARTS = { classes: [5, 5], app6: [0, 22] };

/**
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene @param {Page} page @param {State} state
 */
export function createSymbols(map, scene, page, state) {
  const circles = L.layerGroup().addTo(map);
  const stacks = L.layerGroup().addTo(map);
  const chosenPlace = L.layerGroup().addTo(map);
  let drawnAt = "";
  let groups = /** @type {Group[]} */ ([]);
  /** @type {Map<string, L.Marker>} by all that it shows: what stays the same keeps its element */
  const drawn = new Map();
  // whether the chosen unit stands where another would, and how often that has changed
  let isLifted = false;
  let lifts = 0;
  /** @type {Map<string, Group[] | null>} null where symbols have no room */
  const arranged = new Map();

  /** @param {number[]} indices of units @returns {import("./density/gathering.js").Sum[]} */
  function sumUnits(indices) {
    return state.facts ? sumSides(indices, state.facts) : [];
  }

  /** What the stacks of some ground depend on. @param {Ground} ground */
  function keyOf({ surveyed }) {
    return `${map.getZoom()} ${state.style} ${listsUnits()} ${lifts} ${surveyed}`;
  }

  /**
   * Where symbols would stand. Runs in slices.
   * @param {Ground} ground @param {boolean} isCrowd whether each stands alone, for there are marks for the others
   * @returns {Generator<void, Group[] | null, void>} null where they would not stand at their units' places, or near by
   */
  function* arrange(ground, isCrowd) {
    const key = keyOf(ground);
    const known = arranged.get(key);
    if (known !== undefined) return known;
    const sizeOf = (/** @type {number[]} */ indices) =>
      stackSize(stackGrid(withChosen(indices, state.chosen).slice(0, SHOWN).map(page.units.row), scene, state.style));
    const tables = { ...ground, units: page.units, scene };
    const found = isCrowd ? standAlone(map, tables, sizeOf) : yield* groupSites(map, tables, sizeOf);
    if (arranged.size >= KEPT) arranged.clear();
    arranged.set(key, found);
    return found;
  }

  /**
   * Stacks keep from one zoom to the next as long as nothing about them changes: the focus stays where it is. Runs in slices; the new ones
   * come all at once.
   * @returns {Generator<void, void, void>}
   */
  function* draw() {
    const key = keyOf(state.ground);
    if (key === drawnAt) return;
    const next = (yield* arrange(state.ground, state.isCrowd)) ?? [];
    /** @type {[look: string, element: HTMLElement | null][]} null for what is there already */
    const made = [];
    for (const group of next) {
      const look = lookOf(group);
      made.push([look, drawn.has(look) ? null : stackElement(group, scene, page, state)]);
      yield;
    }
    drawnAt = key;
    groups = next;
    showStacks(made);
  }

  /** All that a stack shows depends on it. @param {Group} group @returns {string} */
  function lookOf({ units, title, position, box, leader }) {
    const shown = withChosen(units, state.chosen).slice(0, SHOWN);
    const { times, now } = page.units;
    const aged = shown.map((index) => fadingOf(page.units, index) && now && times?.daysSince(index, now));
    return JSON.stringify([state.style, title, position, box, leader, units, shown, aged, shown.map(state.parts)]);
  }

  /** @param {[look: string, element: HTMLElement | null][]} made of the groups, in their order */
  function showStacks(made) {
    const focused = document.activeElement?.closest("[data-unit]")?.getAttribute("data-unit");
    const looks = new Set(made.map(([look]) => look));
    for (const [look, marker] of drawn) {
      if (looks.has(look)) continue;
      stacks.removeLayer(marker);
      drawn.delete(look);
    }
    const icons = groups.map(({ position, leader, box }, number) => {
      const [look, element] = made[number];
      if (element) {
        const mark = addMark(map, "dm-stacks", position, element);
        if (leader) mark.root.prepend(html("span", { class: "dm-dot" }), leaderSvg(leader));
        putAt(element, box.minX, box.minY);
        stacks.addLayer(mark.marker);
        drawn.set(look, mark.marker);
      }
      return /** @type {HTMLElement} */ (drawn.get(look)?.getElement());
    });
    // they are gone through in their order
    setChildren(/** @type {HTMLElement} */ (map.getPane("dm-stacks")), icons);
    markChosen();
    if (focused) focusUnit(focused);
  }

  /** @returns {[lat: number, lon: number] | null} null where no unit is chosen, or one without a position */
  function chosenAt() {
    const { chosen } = state;
    const [lat, lon] =
      chosen?.kind === "unit" ? [page.units.get(chosen.index, "lat"), page.units.get(chosen.index, "lon")] : [];
    return lat == null || lon == null ? null : [lat, lon];
  }

  /** @param {Group} group @returns {boolean} whether the chosen unit is in it */
  function isChosen({ units }) {
    return state.chosen?.kind === "unit" && units.includes(state.chosen.index);
  }

  /** Tell of each unit's symbol whether it is the chosen one, and ring the chosen one's place. */
  function markChosen() {
    const { chosen } = state;
    const place = chosenAt();
    const ring = () => html("div", { class: "dm-chosen", "aria-hidden": "true" });
    chosenPlace.clearLayers();
    if (place) chosenPlace.addLayer(addMark(map, "dm-chosen", place, ring()).marker);
    for (const button of map.getPane("dm-stacks")?.querySelectorAll("[data-index]") ?? []) {
      if (chosen?.kind === "unit" && button.getAttribute("data-index") === String(chosen.index))
        button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** A symbol that stood behind a stack's number comes forward, and goes back. @returns {boolean} whether stacks must be drawn anew */
  function choose() {
    markChosen();
    const { chosen } = state;
    const isHidden =
      chosen !== null &&
      chosenAt() !== null &&
      !map.getPane("dm-stacks")?.querySelector(`[data-index="${chosen.index}"]`);
    if (isHidden || isLifted) lifts++;
    isLifted = isHidden;
    return drawnAt !== keyOf(state.ground);
  }

  function drawCircleMarks() {
    circles.clearLayers();
    for (const { lat, lon, side, rings, x, y } of siteCircles()) {
      const circle = drawCircles(rings);
      const mark = addMark(map, "dm-circles", [lat, lon], circle);
      circle.style.left = `${x}px`;
      circle.style.top = `${y}px`;
      mark.root.setAttribute("data-side", String(side));
      const line = lineOf({ x, y, rings });
      if (line) mark.root.prepend(leaderSvg(line));
      circles.addLayer(mark.marker);
    }
  }

  /** Each side's circle at each site; those of several sides stand around it. In a crowd the picture has them. @returns {SiteCircle[]} */
  function siteCircles() {
    if (state.isCrowd) return [];
    const circles = state.ground.sites.flatMap(({ lat, lon }, number) => {
      const drawn = sumUnits(state.ground.members[number])
        .map((sum) => ({ side: sum.side, rings: figureCircles(sum, state.scale()) }))
        .filter(({ rings }) => rings.length);
      const radii = drawn.map(({ rings }) => rings[0].radius);
      const places = spreadCircles(radii);
      return drawn.map((one, at) => ({ ...one, ...places[at], lat, lon, site: number }));
    });
    for (const group of groups) {
      const hidden = circles.filter(
        ({ site, x, y, rings: [{ radius }] }) =>
          group.sites.includes(site) && isHidden({ x, y, radius }, boxAt(group, site)),
      );
      const radii = hidden.map(({ rings }) => rings[0].radius);
      hidden.forEach((one, at) => Object.assign(one, liftCircles(radii, boxAt(group, one.site))[at]));
    }
    return circles;
  }

  /** A stack's symbols, px from one of its sites. @param {Group} group @param {number} site @returns {Area} */
  function boxAt({ position, box }, site) {
    const { lat, lon } = state.ground.sites[site];
    const zoom = map.getZoom();
    return shift(box, map.project(position, zoom).subtract(map.project([lat, lon], zoom)));
  }

  /**
   * What labels have to do with: what they may not cover, what they keep off, lines that they may not cross, and the labels of the stacks.
   * @param {(position: L.LatLng) => L.Point} at @param {Area} near the view and a little more @returns {import("./texts.js").Ground}
   */
  function ground(at, near) {
    const all = groups.map((group) => {
      const parts = partsOf(group).map((part) => shift(part, at(group.position)));
      return { group, parts, box: parts.reduce(unite) };
    });
    // of a crowd what matters most comes first already
    const weight = (/** @type {Group} */ group) =>
      isChosen(group) ? Infinity : state.isCrowd ? 0 : Math.max(0, ...sumUnits(group.units).map(largestOf));
    const shown = all
      .filter(({ box }) => meets(box, near))
      .map((one) => ({ ...one, weight: weight(one.group) }))
      .sort((a, b) => b.weight - a.weight);
    const place = chosenAt();
    const middle = place && at(L.latLng(place));
    const { x, y } = map.getSize();
    const isNamed = (/** @type {Group} */ { units: [first] }) => !state.ground.named || state.ground.named.has(first);
    const drawn = siteCircles();
    const ring = middle && around(middle.x, middle.y, RING, RING);
    return {
      hard: [...all.map(({ box }) => box), ...(ring ? [ring] : [])],
      rings: drawn.flatMap(({ lat, lon, site, x, y, rings }) => {
        const point = at(L.latLng(lat, lon));
        const group = groups.find(({ sites }) => sites.includes(site));
        return rings.map(({ radius }) => ({ x: point.x + x, y: point.y + y, radius, of: group && `g${group.key}` }));
      }),
      marks: [],
      lines: [
        ...shown.flatMap(({ group }) => (group.leader ? [shiftLine(group.leader, at(group.position))] : [])),
        ...drawn.flatMap((circle) => {
          const line = lineOf(circle);
          return line ? [shiftLine(line, at(L.latLng(circle.lat, circle.lon)))] : [];
        }),
      ],
      unnamed: shown.filter(({ group }) => !isNamed(group)).flatMap(({ parts }) => parts),
      // the label of the chosen one stands beside the ring
      entries: shown
        .filter(({ group }) => isNamed(group))
        .map(({ group, box, parts }, rank) =>
          groupEntry(
            group,
            ring && isChosen(group) && meets(ring, box) ? [...parts, ring] : parts,
            rank < (x * y) / ROOM,
          ),
        ),
    };
  }

  /** What is drawn of a stack, its symbols and the number at them, px from its position. @param {Group} group @returns {Area[]} */
  function partsOf({ box, units }) {
    const filled = filledAreas(box, units.length);
    if (!state.parts(units[0])) return filled;
    const { minX, minY, maxX, maxY } = box;
    const [up, right] = PARTS[state.style];
    const number = { minX: (minX + maxX) / 2, minY: minY - up, maxX: maxX + right, maxY: (minY + maxY) / 2 };
    return [...filled, number];
  }

  /** @param {Group} group @param {Area[]} parts what is drawn of it, px @param {boolean} isGreat @returns {Entry} */
  function groupEntry(group, parts, isGreat) {
    const pick = (/** @type {number} */ index) => page.choose({ kind: "unit", index }, null);
    const units = group.units.map((index) => ({
      index,
      label: besidePlace(page.units.get(index, "label"), group.title),
    }));
    const troops = state.isCrowd ? unitLines(group.units[0]) : troopLines(group.units);
    const title = group.title || units[0].label;
    // a unit that is called as its place is named once
    const isNamed = units.length === 1 && units[0].label === group.title;
    const name = state.isCrowd ? " dm-label-close" : "";
    const full =
      listsUnits() && units.length && group.title && !isNamed ? [placeLabel(title, troops, units, pick, name)] : [];
    const narrow = state.isCrowd ? [placeLabel(title, troops, [], pick, `${name} dm-narrow`)] : [];
    const forms = [...full, placeLabel(title, troops, [], pick, name), ...narrow];
    const manner = !state.isCrowd ? "beside" : isGreat ? "near" : "close";
    const label = { ...labelBeside(`g${group.key}`, parts.reduce(unite), manner), parts };
    return { label, forms, position: group.position };
  }

  /** The number of a unit among the marks of many, or where it states none that of the units under it. @param {number} index @returns {string[]} */
  function unitLines(index) {
    const own = troopLines([index]);
    const under = own.length ? [] : state.below(index).filter((row) => isShown(page.units, row));
    const [sum] = under.length ? sumUnits(under) : [];
    const words = sum && sumWords(sum, scene.language, scene.circles.unit);
    return words ? [fill(WORDS.itsUnits, { words })] : own;
  }

  /** The troops of units that stand together: of several sides each has its own line. @param {number[]} indices @returns {string[]} */
  function troopLines(indices) {
    const sums = sumUnits(indices);
    return sums.flatMap((sum) => {
      const words = sumWords(sum, scene.language, scene.circles.unit);
      if (words === null) return [];
      return [
        sums.length > 1
          ? fill(WORDS.ofSide, { side: scene.sides[sum.side].name || WORDS.noSide, words })
          : capital(words),
      ];
    });
  }

  return { arrange, draw, drawCircles: drawCircleMarks, choose, ground };
}

/** @param {Pick<SiteCircle, "x" | "y" | "rings">} circle @returns {Line | null} from its site to a circle that is moved far, px from the site */
function lineOf({ x, y, rings: [{ radius }] }) {
  return Math.hypot(x, y) - radius > FAR ? [0, 0, x, y] : null;
}

function listsUnits() {
  return pageWidth() >= WIDTHS.lists;
}

/** @param {string} id of a unit */
function focusUnit(id) {
  const button = document.querySelector(`[data-unit="${CSS.escape(id)}"]`);
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
}
