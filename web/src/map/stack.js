// The symbols of one place, side by side: each a button that opens what is known of the unit.

import { html } from "../lib/dom.js";
import { drawGlyph, drawSymbol } from "./glyphs.js";
import { sideIndex } from "../data/scene.js";
import { fadingOf } from "../data/units.js";
import { enumerate, fill, WORDS } from "../lib/words.js";

/** The most symbols that one stack shows; the rest stands behind its last one as a number. */
export const SHOWN = 9;
const CELL = 26;
/** How much of the size in which symbols are drawn the map shows them. */
export const APP6 = 0.68;
/** How far under the symbol's centre the bar in its side's colour stands, px. */
const BAR = 16;
/** How much further where the symbol has a bar of its own there, for its condition. */
const CONDITION = 5;

/**
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {{ columns: number, cells: number, cell: import("./boxes.js").Size, centre: { x: number, y: number } }} Grid
 *   `centre`: where in a cell the symbol's own centre is, px
 */

/**
 * The grid of a stack: as square as can be, every cell as large as its largest symbol.
 * @param {Row[]} units @param {import("../data/scene.js").Scene} scene @param {"classes" | "app6"} style @returns {Grid}
 */
export function stackGrid(units, scene, style) {
  const cells = Math.min(units.length, SHOWN);
  const columns = Math.ceil(Math.sqrt(cells));
  const drawings = units
    .slice(0, cells)
    .map((unit) => scene.symbols[unit.sidc20])
    .filter(Boolean);
  if (style === "classes" || !drawings.length)
    return { columns, cells, cell: { width: CELL, height: CELL }, centre: { x: CELL / 2, y: CELL / 2 } };
  const most = (/** @type {(drawing: import("../data/scene.js").Drawing) => number} */ value) =>
    Math.ceil(APP6 * Math.max(...drawings.map(value)));
  const centre = { x: most((d) => d.x), y: most((d) => d.y) };
  const [right, below] = [most((d) => d.width - d.x), most((d) => d.height - d.y)];
  const cell = { width: Math.max(centre.x + right, CELL - 2), height: Math.max(centre.y + below, CELL - 2) };
  return { columns, cells, cell, centre };
}

/**
 * The size of a stack, and where in it the point is that it stands for: the middle, or a single symbol's own centre.
 * @param {Grid} grid @returns {import("./boxes.js").Size & { x: number, y: number }} px
 */
export function stackSize({ columns, cells, cell, centre }) {
  const size = { width: columns * cell.width, height: Math.ceil(cells / columns) * cell.height };
  return cells === 1 ? { ...size, ...centre } : { ...size, x: size.width / 2, y: size.height / 2 };
}

/**
 * What of a stack's box its symbols fill: the last row may have fewer.
 * @param {import("./boxes.js").Area} box @param {number} units @returns {import("./boxes.js").Area[]}
 */
export function filledAreas(box, units) {
  const cells = Math.min(units, SHOWN);
  const columns = Math.ceil(Math.sqrt(cells));
  const rows = Math.ceil(cells / columns);
  const last = cells - columns * (rows - 1);
  if (last === columns) return [box];
  const edge = box.maxY - (box.maxY - box.minY) / rows;
  const end = box.minX + ((box.maxX - box.minX) * last) / columns;
  return [
    { ...box, maxY: edge },
    { ...box, minY: edge, maxX: end },
  ];
}

/**
 * A stack's units with the chosen one among those that are shown, however many there are.
 * @param {number[]} units @param {import("./overlay.js").Choice | null} chosen @returns {number[]}
 */
export function withChosen(units, chosen) {
  if (chosen?.kind !== "unit" || units.length <= SHOWN) return units;
  const at = units.indexOf(chosen.index);
  return at < SHOWN - 1
    ? units
    : [...units.slice(0, SHOWN - 2), chosen.index, ...units.slice(SHOWN - 2, at), ...units.slice(at + 1)];
}

/**
 * @param {import("./symbols.js").Group} group @param {import("../data/scene.js").Scene} scene
 * @param {import("./overlay.js").Page} page @param {import("./overlay.js").State} state
 * @returns {HTMLElement}
 */
export function stackElement(group, scene, page, state) {
  const all = withChosen(group.units, state.chosen);
  const grid = stackGrid(all.slice(0, SHOWN).map(page.units.row), scene, state.style);
  const { columns, cells, cell } = grid;
  const hidden = all.length - cells;
  const shown = all.slice(0, hidden ? SHOWN - 1 : cells);
  const buttons = shown.map((index) => unitButton(index, scene, page, state, grid));
  const name = group.title || page.units.get(group.units[0], "label");
  const among = sideBySide(group.units, page.units, scene);
  if (hidden) buttons.push(moreButton({ kind: "stack", index: group.units[0], among, title: name }, hidden + 1, page));
  const stack = html("div", { class: "dm-stack", role: "group", "aria-label": name }, ...buttons);
  stack.style.gridTemplateColumns = `repeat(${columns}, ${cell.width}px)`;
  stack.style.gridAutoRows = `${cell.height}px`;
  return stack;
}

/**
 * @param {number[]} indices @param {import("../data/units.js").Units} units @param {import("../data/scene.js").Scene} scene
 * @returns {number[]} units of one side beside each other, and within it as they were
 */
function sideBySide(indices, units, scene) {
  const side = (/** @type {number} */ index) => sideIndex(scene, units.get(index, "side"));
  return [...indices].sort((a, b) => side(a) - side(b));
}

/**
 * @param {number} index @param {import("../data/scene.js").Scene} scene
 * @param {import("./overlay.js").Page} page @param {import("./overlay.js").State} state @param {Grid} grid
 */
function unitButton(index, scene, page, state, grid) {
  const unit = page.units.row(index);
  const symbolClass = scene.classes.find((entry) => entry.key === unit.symbol_class);
  const number = unit.count > 1 && fill(WORDS.unitCount, { count: unit.count });
  const { mark, isDoubted, isDoubtful } = unitMark(unit, scene);
  const said = [
    mark !== "present" && unit.status,
    isDoubted && fill(isDoubtful ? WORDS.doubtful : WORDS.doubted, { words: unit.confidence }),
  ];
  const faded = fadingOf(page.units, index);
  if (faded) said.push(ageWords(page.units, index));
  const parts = state.parts(index);
  const withParts = parts > 0 && fill(WORDS.withParts, { count: parts });
  const name = enumerate([unit.label, unit.place, unit.side, symbolClass?.label, number, withParts, ...said]);
  const chosen = state.chosen?.kind === "unit" && state.chosen.index === index;
  /** @type {import("../lib/dom.js").Attributes} */
  const attributes = {
    type: "button",
    class: "dm-unit",
    title: name,
    "aria-label": name,
    "aria-current": chosen ? "true" : null,
    "data-unit": unit.id,
    "data-index": index,
    "data-side": sideIndex(scene, unit.side),
    "data-status": unit.status,
    "data-mark": mark,
    "data-fading": faded || null,
    onclick: (/** @type {MouseEvent} */ event) =>
      page.choose({ kind: "unit", index }, /** @type {Element} */ (event.currentTarget)),
  };
  const count = unit.count > 1 && html("span", { class: "dm-count", "aria-hidden": "true" }, unit.count);
  const symbol = unitSymbol(unit, scene, state.style);
  const drawing = scene.symbols[unit.sidc20];
  if (symbol instanceof HTMLImageElement) {
    symbol.style.left = `${Math.round(grid.centre.x - APP6 * drawing.x)}px`;
    symbol.style.top = `${Math.round(grid.centre.y - APP6 * drawing.y)}px`;
  }
  const button = html(
    "button",
    attributes,
    symbol,
    count,
    isDoubted && doubtMark(isDoubtful),
    parts > 0 && partsMark(parts),
    faded > 0 && ageMark(faded),
  );
  button.style.setProperty("--bar-top", `${grid.centre.y + BAR + (hasCondition(unit) ? CONDITION : 0)}px`);
  return button;
}

/**
 * @param {import("../data/scene.js").Row} unit @param {import("../data/scene.js").Scene} scene @param {"classes" | "app6"} style
 * @returns {Element} the unit's symbol in the style
 */
export function unitSymbol(unit, scene, style) {
  const drawing = scene.symbols[unit.sidc20];
  return style === "app6" && drawing ? drawSymbol(drawing, APP6) : drawGlyph(unit.symbol_class);
}

/** @param {import("../data/units.js").Units} units @param {number} index @returns {string | false} how old what is known of a unit is */
function ageWords({ times, now }, index) {
  return times && now ? fill(WORDS.daysBefore, { count: times.daysSince(index, now) }) : false;
}

/** @param {number} steps of fading @returns {HTMLElement} the same without colour: a bar for each */
export function ageMark(steps) {
  return html(
    "span",
    { class: "dm-age", "aria-hidden": "true" },
    ...Array.from({ length: steps }, () => html("i", {})),
  );
}

/** @param {number} parts that are drawn in a symbol @returns {HTMLElement} */
function partsMark(parts) {
  return html("span", { class: "dm-parts", "aria-hidden": "true" }, `+${short(parts)}`);
}

/** @param {number} count @returns {string} where there is room for few letters */
function short(count) {
  return count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`;
}

/** @param {boolean} isDoubtful whether it is hardly to be believed @returns {HTMLElement} */
export function doubtMark(isDoubtful) {
  return html(
    "span",
    { class: isDoubtful ? "dm-doubt dm-doubtful" : "dm-doubt", "aria-hidden": "true" },
    isDoubtful ? "??" : "?",
  );
}

/** @param {import("../data/scene.js").Row} unit @returns {string} the digit or letter of its code that stands for its status */
function statusCode({ sidc20 }) {
  return sidc20?.length === 20 ? sidc20[6] : (sidc20?.[3] ?? "");
}

/** @param {import("../data/scene.js").Row} unit @returns {boolean} whether its symbol of APP-6 has a bar for ready, damaged or destroyed */
function hasCondition(unit) {
  return /[2-5CDXF]/.test(statusCode(unit));
}

/**
 * How the simple style marks a unit: by its status and by the doubt about it.
 * @param {import("../data/scene.js").Row} unit @param {import("../data/scene.js").Scene} scene @returns {{ mark: string, isDoubted: boolean, isDoubtful: boolean }}
 */
export function unitMark(unit, { statuses, doubts, doubtful = [] }) {
  const { status, confidence } = unit;
  const code = statusCode(unit);
  const known = statuses.find(({ words, codes }) => (status ? words.includes(status) : codes.includes(code)));
  return {
    mark: known?.mark ?? (status ? "other" : "present"),
    isDoubted: Boolean(confidence) && doubts.includes(confidence),
    isDoubtful: Boolean(confidence) && doubtful.includes(confidence),
  };
}

/** @param {import("./overlay.js").Choice} stack @param {number} count @param {import("./overlay.js").Page} page */
function moreButton(stack, count, page) {
  /** @type {import("../lib/dom.js").Attributes} */
  const attributes = { type: "button", class: "dm-more", "aria-label": fill(WORDS.moreHere, { count }) };
  return html(
    "button",
    {
      ...attributes,
      onclick: (/** @type {MouseEvent} */ event) => page.choose(stack, /** @type {Element} */ (event.currentTarget)),
    },
    `+${short(count)}`,
  );
}
