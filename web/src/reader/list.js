// The list of all units: for those who see no map, and for those who look for one unit.

import { html, OWN } from "../lib/dom.js";
import { searchWords } from "../data/search.js";
import { inSlices } from "../lib/slices.js";
import { enumerate, fill, formatNumber, unitNumber, WORDS } from "../lib/words.js";

/** @typedef {import("../data/scene.js").Scene} Scene @typedef {import("../data/units.js").Units} Units */

// units on a page of the list
const PAGE = 100;
// how long typing must rest before a search begins (ms)
const REST = 200;

/** @param {Scene} scene @param {Units} units @param {(index: number, from: Element) => void} pick @returns {HTMLElement} */
export function unitList(scene, units, pick) {
  const list = html("div", {});
  const listOf = (/** @type {number[]} */ rows) =>
    html("ol", {}, ...rows.map((index) => unitItem(index, scene, units, pick)));
  const open = () => {
    if (list.childElementCount) return;
    const order = placedFirst(scene, units);
    const placed = units.count - scene.unplaced;
    const others = scene.unplaced > 0 && [
      html("h3", {}, fill(WORDS.unplacedGroup, { count: scene.unplaced })),
      listOf(order.slice(placed)),
    ];
    list.append(listOf(order.slice(0, placed)), ...(others || []));
  };
  return html(
    "details",
    { class: "dm-all", id: "dm-units", ontoggle: open },
    html("summary", {}, `${listName(scene)} (${formatNumber(scene.count, scene.language)})`),
    list,
  );
}

/** @param {Scene} scene @returns {string} */
function listName({ unplaced }) {
  return unplaced ? WORDS.allUnits : WORDS.units;
}

/** @param {Scene} scene @param {Units} units @returns {number[]} all rows, those without a position last */
function placedFirst({ unplaced }, units) {
  const rows = Array.from({ length: units.count }, (_, index) => index);
  if (!unplaced) return rows;
  const hasPlace = (/** @type {number} */ index) => units.get(index, "lat") !== null;
  return [...rows.filter(hasPlace), ...rows.filter((index) => !hasPlace(index))];
}

/**
 * @param {number} index @param {Scene} scene @param {Units} units @param {(index: number, from: Element) => void} pick
 */
export function unitItem(index, scene, units, pick) {
  const unit = units.row(index);
  const words = enumerate([
    unit.place,
    unit.side,
    unitNumber(unit, scene),
    (unit.lat ?? null) === null && WORDS.unplacedUnit,
  ]);
  /** @type {import("../lib/dom.js").Attributes} */
  const attributes = {
    type: "button",
    ...OWN,
    onclick: (/** @type {MouseEvent} */ event) => pick(index, /** @type {Element} */ (event.currentTarget)),
  };
  return html("li", {}, html("button", attributes, unit.label), words && html("small", {}, words));
}

/**
 * The list of a large map: a page of it at a time, with a search.
 * @param {Scene} scene @param {Units} units @param {(index: number, from: Element) => void} pick @returns {HTMLElement}
 */
export function pagedList(scene, units, pick) {
  const write = (/** @type {number} */ number) => formatNumber(number, scene.language);
  // the rows that were searched for, null for all
  let found = /** @type {number[] | null} */ (null);
  // all rows in the list's order, null for that of the sheet
  let order = /** @type {number[] | null} */ (null);
  let page = 0;
  let turn = 0;
  let resting = 0;
  const list = html("ol", { class: "dm-rows" });
  const said = html("output", { class: "dm-found", role: "status" });
  const search = html("input", {
    type: "search",
    id: "dm-search",
    dir: "auto",
    autocomplete: "off",
    spellcheck: "false",
    oninput: rest,
  });
  const field = html("input", {
    type: "number",
    id: "dm-list-page",
    min: 1,
    step: 1,
    value: 1,
    onchange: () => show(Number(field.value) - 1),
  });
  const pages = html("span", {});
  const before = html(
    "button",
    { type: "button", "aria-label": WORDS.previousPage, onclick: () => show(page - 1) },
    "‹",
  );
  const after = html("button", { type: "button", "aria-label": WORDS.nextPage, onclick: () => show(page + 1) }, "›");
  const form = html(
    "div",
    { class: "dm-find", role: "search" },
    html("label", { for: "dm-search" }, WORDS.search),
    search,
    said,
  );
  const steps = html(
    "div",
    { class: "dm-pages" },
    before,
    html("label", { for: "dm-list-page" }, WORDS.page),
    field,
    pages,
    after,
  );
  const count = () => found?.length ?? units.count;

  /** @param {number} wanted a page, from 0 */
  function show(wanted) {
    const last = Math.max(Math.ceil(count() / PAGE) - 1, 0);
    page = Math.min(Math.max(Math.trunc(wanted) || 0, 0), last);
    const start = page * PAGE;
    const rows = Array.from(
      { length: Math.min(PAGE, count() - start) },
      (_, place) => (found ?? order)?.[start + place] ?? start + place,
    );
    list.replaceChildren(
      ...rows.map((index, place) => {
        const item = unitItem(index, scene, units, pick);
        item.setAttribute("aria-setsize", String(count()));
        item.setAttribute("aria-posinset", String(start + place + 1));
        return item;
      }),
    );
    field.value = String(page + 1);
    field.max = String(last + 1);
    pages.textContent = fill(WORDS.pageOf, { count: last + 1 });
    // they stay in reach of the keyboard at the ends: the focus would be lost
    before.setAttribute("aria-disabled", String(page === 0));
    after.setAttribute("aria-disabled", String(page === last));
    steps.hidden = last === 0;
  }

  function rest() {
    clearTimeout(resting);
    resting = window.setTimeout(start, REST);
  }

  async function start() {
    const mine = ++turn;
    await units.loaded;
    const words = search.value.trim();
    said.textContent = "";
    if (mine !== turn) return;
    if (!words) {
      found = null;
      show(0);
      return;
    }
    /** @type {number[]} */
    const rows = [];
    found = rows;
    let shown = 0;
    const work = searchWords(
      units,
      words,
      rows,
      (part) => {
        said.textContent = fill(WORDS.searching, { part: Math.floor(100 * part), found: rows.length });
        if (shown < PAGE && rows.length > shown) {
          shown = rows.length;
          show(0);
        }
      },
      scene,
    );
    if ((await inSlices(work, { stopped: () => mine !== turn })) === null) return;
    said.textContent = fill(WORDS.found, { count: rows.length });
    show(page);
  }

  const open = () => {
    if (!list.childElementCount && !found)
      units.loaded.then(() => {
        if (scene.unplaced) order = placedFirst(scene, units);
        show(0);
      });
  };
  return html(
    "details",
    { class: "dm-all", id: "dm-units", ontoggle: open },
    html("summary", {}, `${listName(scene)} (${write(scene.count)})`),
    form,
    steps,
    list,
  );
}
