// The list of all units: for those who see no map, and for those who look for one unit.

import { html, OWN } from "../lib/dom.js";
import { whilePrinting } from "../lib/paper.js";
import { findParts, foundElsewhere } from "../data/search.js";
import { isSifted } from "../data/state.js";
import { countNow, FEW, shownRows } from "../data/units.js";
import { enumerate, fill, formatNumber, unitNumber, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {(index: number, from: Element) => void} Pick
 * @typedef {{ element: HTMLElement, show: (sifted: import("../data/sift.js").Sifted, state: import("../data/state.js").State) => void }} List `show` those that are found
 */

// units on a page of the list, and on paper
const PAGE = 100;
const PRINTED = 1000;

/** @param {Scene} scene @param {Units} units @param {Pick} pick @returns {List} */
export function createList(scene, units, pick) {
  const summary = html("summary", {}, nameOf(scene, units, false));
  const body = html("div", {});
  const fillBody = units.count > FEW ? pagedBody(scene, units, pick, body) : wholeBody(scene, units, pick, body);
  let isFilled = false;
  let found = /** @type {number[] | null} */ (null);
  let words = "";
  const open = () => {
    if (!element.open || isFilled) return;
    isFilled = true;
    units.loaded.then(() => fillBody(found ?? placedFirst(scene, units), words));
  };
  const element = html("details", { class: "dm-all", id: "dm-units", ontoggle: open }, summary, body);
  const show = (
    /** @type {import("../data/sift.js").Sifted} */ sifted,
    /** @type {import("../data/state.js").State} */ state,
  ) => {
    found = sifted.found;
    words = state.text;
    isFilled = false;
    summary.textContent = nameOf(scene, units, isSifted(state));
    open();
  };
  return { element, show };
}

/** @param {Scene} scene @param {Units} units @param {boolean} isPart whether some of them are left out @returns {string} */
function nameOf({ unplaced, language, times }, units, isPart) {
  const write = (/** @type {number} */ number) => formatNumber(number, language);
  if (isPart) return `${WORDS.unitsShown} (${write(units.shown.count)})`;
  return `${unplaced || times ? WORDS.allUnits : WORDS.units} (${write(countNow(units))})`;
}

/** @param {Scene} scene @param {Units} units @returns {number[]} the rows that are shown, those without a position last */
function placedFirst({ unplaced, times }, units) {
  const rows = shownRows(units);
  if (!unplaced && !times) return rows;
  const hasPlace = (/** @type {number} */ index) => units.get(index, "lat") !== null;
  return [...rows.filter(hasPlace), ...rows.filter((index) => !hasPlace(index))];
}

/** @param {Scene} scene @param {Units} units @param {Pick} pick @param {HTMLElement} body @returns {(rows: number[], words: string) => void} */
function wholeBody(scene, units, pick, body) {
  return (rows, words) => {
    const listOf = (/** @type {number[]} */ some) =>
      html("ol", {}, ...some.map((index) => unitItem(index, scene, units, pick, words)));
    const isPlaced = (/** @type {number} */ index) => units.get(index, "lat") !== null;
    const others = rows.filter((index) => !isPlaced(index));
    const heading = others.length > 0 && html("h3", {}, fill(WORDS.unplacedGroup, { count: others.length }));
    body.replaceChildren(listOf(rows.filter(isPlaced)), ...(heading ? [heading, listOf(others)] : []));
  };
}

/**
 * @param {number} index @param {Scene} scene @param {Units} units @param {Pick} pick @param {string} [sought] what is marked in it
 */
export function unitItem(index, scene, units, pick, sought = "") {
  const unit = units.row(index);
  const words = enumerate([
    unit.place,
    unit.side,
    unitNumber(unit, scene),
    (unit.lat ?? null) === null && WORDS.unplacedUnit,
  ]);
  const elsewhere = sought && foundElsewhere(units, index, sought);
  /** @type {import("../lib/dom.js").Attributes} */
  const attributes = {
    type: "button",
    ...OWN,
    onclick: (/** @type {MouseEvent} */ event) => pick(index, /** @type {Element} */ (event.currentTarget)),
  };
  return html(
    "li",
    {},
    html("button", attributes, ...marked(unit.label, sought)),
    words && html("small", {}, ...marked(words, sought)),
    elsewhere && html("small", { class: "dm-elsewhere", ...OWN }, ...marked(elsewhere, sought)),
  );
}

/** @param {string} text @param {string} sought @returns {(string | HTMLElement)[]} the text, with what was searched marked */
function marked(text, sought) {
  if (!sought.trim()) return [text];
  const parts = findParts(text, sought);
  let at = 0;
  const pieces = parts.flatMap(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return [before, html("mark", {}, text.slice(from, to))];
  });
  return [...pieces, text.slice(at)];
}

/**
 * The list of a large map: a page of it at a time.
 * @param {Scene} scene @param {Units} units @param {Pick} pick @param {HTMLElement} body @returns {(rows: number[], words: string) => void}
 */
function pagedBody(scene, units, pick, body) {
  let rows = /** @type {number[]} */ ([]);
  let words = "";
  let page = 0;
  const list = html("ol", { class: "dm-rows" });
  const field = html("input", {
    type: "number",
    id: "dm-list-page",
    min: 1,
    step: 1,
    value: 1,
    onchange: () => show(Number(field.value) - 1),
  });
  const pages = html("span", {});
  const step = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ by) =>
    html("button", { type: "button", "aria-label": name, onclick: () => show(page + by) }, sign);
  const [before, after] = [step(WORDS.previousPage, "‹", -1), step(WORDS.nextPage, "›", 1)];
  const label = html("label", { for: "dm-list-page" }, WORDS.page);
  const steps = html("div", { class: "dm-pages" }, before, label, field, pages, after);
  const rest = html("p", { hidden: true });
  body.append(steps, list, rest);

  /** @param {number} wanted a page, from 0 */
  function show(wanted) {
    const last = Math.max(Math.ceil(rows.length / PAGE) - 1, 0);
    page = Math.min(Math.max(Math.trunc(wanted) || 0, 0), last);
    fillFrom(page * PAGE, PAGE);
    field.value = String(page + 1);
    field.max = String(last + 1);
    pages.textContent = fill(WORDS.pageOf, { count: last + 1 });
    // they stay in reach of the keyboard at the ends: the focus would be lost
    before.setAttribute("aria-disabled", String(page === 0));
    after.setAttribute("aria-disabled", String(page === last));
    steps.hidden = last === 0;
  }

  /** @param {number} start a row @param {number} count */
  function fillFrom(start, count) {
    list.replaceChildren(
      ...rows.slice(start, start + count).map((index, place) => {
        const item = unitItem(index, scene, units, pick, words);
        item.setAttribute("aria-setsize", String(rows.length));
        item.setAttribute("aria-posinset", String(start + place + 1));
        return item;
      }),
    );
    const more = rows.length - PRINTED;
    rest.hidden = count === PAGE || more <= 0;
    rest.textContent = rest.hidden ? "" : fill(WORDS.more, { count: more });
  }

  // pages cannot be turned on paper
  whilePrinting(
    () => list.childElementCount > 0 && fillFrom(0, PRINTED),
    () => list.childElementCount > 0 && show(page),
  );
  return (some, sought) => {
    [rows, words] = [some, sought];
    show(0);
  };
}
