// All that is shown as a table: of thousands of rows those in sight are there.

import { html, OWN, setChildren } from "../lib/dom.js";
import { fill, formatNumber, WORDS } from "../lib/words.js";

/**
 * @typedef {import("./tablecolumns.js").Column} Column
 * @typedef {{ sort: string, columns: Column[], rows: number[], chosen: number }} Shown `sort`: a column's key, with a minus before it from the last
 *   to the first; `chosen`: the row of the unit that is, -1 for none
 */

// rows beyond those in sight
const BEYOND = 8;
// browsers cannot scroll further (px)
const HIGHEST = 12_000_000;
const WIDTHS = { name: "16rem", text: "10rem", number: "8rem", long: "18rem" };

/**
 * @param {string} language
 * @param {{ pick: (index: number, from: Element) => void, sort: (key: string) => void }} act
 * @returns {{ element: HTMLElement, show: (shown: Shown) => void, reveal: (index: number) => void }} `reveal` scrolls to a unit's row
 */
export function createTable(language, { pick, sort }) {
  const columnList = html("colgroup", {});
  const heads = html("tr", { "aria-rowindex": 1 });
  const body = html("tbody", {});
  const table = html("table", {}, columnList, html("thead", {}, heads), body);
  const scroll = html(
    "div",
    { class: "dm-table", tabindex: "0", role: "region", "aria-label": WORDS.table, onscroll: draw, onkeydown: walk },
    table,
  );
  const more = html("p", { class: "dm-table-more", hidden: true });
  const element = html("div", { class: "dm-table-frame" }, scroll, more);
  /** @type {Shown} */
  let shown = { sort: "", columns: [], rows: [], chosen: -1 };
  /** @type {Map<number, HTMLTableRowElement>} by its place among the rows */
  const drawn = new Map();
  const [above, below] = [spacer(), spacer()];
  new ResizeObserver(draw).observe(scroll);

  /** @returns {number} px */
  function rowHeight() {
    return parseFloat(getComputedStyle(scroll).getPropertyValue("--row")) || 34;
  }

  /** @returns {number} how many rows can be scrolled through */
  function reach() {
    return Math.min(shown.rows.length, Math.floor(HIGHEST / rowHeight()));
  }

  function draw() {
    const height = rowHeight();
    const first = Math.max(Math.floor(scroll.scrollTop / height) - BEYOND, 0);
    const last = Math.min(Math.ceil((scroll.scrollTop + scroll.clientHeight) / height) + BEYOND, reach());
    const focused = document.activeElement?.closest("tr");
    for (const [place, row] of drawn)
      if (place < first || place >= last) {
        // the keys go on from where they were
        if (row === focused) scroll.focus({ preventScroll: true });
        row.remove();
        drawn.delete(place);
      }
    for (let place = first; place < last; place++) if (!drawn.has(place)) drawn.set(place, makeRow(place));
    const rows = Array.from(
      { length: Math.max(last - first, 0) },
      (_, at) => /** @type {HTMLTableRowElement} */ (drawn.get(first + at)),
    );
    setHeight(above, first * height);
    setHeight(below, (reach() - Math.max(last, first)) * height);
    setChildren(body, [above, ...rows, below]);
  }

  /** @param {number} place @returns {HTMLTableRowElement} */
  function makeRow(place) {
    const index = shown.rows[place];
    const [name, ...others] = shown.columns;
    const choose = (/** @type {Event} */ event) => pick(index, /** @type {Element} */ (event.currentTarget));
    const button = html("button", { type: "button", ...OWN, onclick: choose }, name.write(index));
    const cells = others.map((column) => {
      const text = column.write(index);
      return html("td", { class: `dm-cell-${column.form}`, title: text.length > 20 ? text : null, ...OWN }, text);
    });
    const row = html(
      "tr",
      { "aria-rowindex": place + 2, "data-place": place },
      html("th", { scope: "row" }, button),
      ...cells,
    );
    mark(row, index === shown.chosen);
    return row;
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    const page = Math.max(Math.floor(scroll.clientHeight / rowHeight()) - 2, 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    const row = event.target instanceof Element ? event.target.closest("tr[data-place]") : null;
    if (!by || (!row && event.target !== scroll)) return;
    event.preventDefault();
    const from = row ? Number(row.getAttribute("data-place")) : Math.floor(scroll.scrollTop / rowHeight()) - 1;
    goTo(Math.min(Math.max(from + by, 0), reach() - 1));
  }

  /** @param {number} place */
  function goTo(place) {
    bring(place);
    drawn.get(place)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {number} place */
  function bring(place) {
    const height = rowHeight();
    const [top, bottom] = [place * height, (place + 1) * height + heads.offsetHeight];
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (bottom > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = bottom - scroll.clientHeight;
    draw();
  }

  function drawHeads() {
    columnList.replaceChildren(...shown.columns.map(({ form }) => col(WIDTHS[form])));
    heads.replaceChildren(...shown.columns.map(head));
    table.setAttribute("aria-rowcount", String(shown.rows.length + 1));
    table.style.width = `calc(${shown.columns.map(({ form }) => WIDTHS[form]).join(" + ")})`;
  }

  /** @param {Column} column */
  function head({ key, label, own, form }) {
    const isSorted = shown.sort.replace(/^-/, "") === key;
    const isDown = shown.sort.startsWith("-");
    const next = isSorted ? (isDown ? "" : `-${key}`) : key;
    const sign = html("span", { "aria-hidden": "true" }, isSorted ? (isDown ? "▼" : "▲") : "");
    const button = html(
      "button",
      { type: "button", "data-key": key, onclick: () => sort(next) },
      html("span", own ? OWN : {}, label),
      sign,
    );
    const order = isSorted ? (isDown ? "descending" : "ascending") : null;
    return html("th", { scope: "col", class: `dm-cell-${form}`, "aria-sort": order }, button);
  }

  return {
    element,
    show(next) {
      const isOther = next.rows !== shown.rows || next.columns !== shown.columns;
      const focused = document.activeElement?.getAttribute("data-key");
      const wasHead = heads.contains(document.activeElement);
      // of other rows the first ones are seen
      if (next.rows !== shown.rows) scroll.scrollTop = 0;
      shown = next;
      if (isOther) {
        for (const row of drawn.values()) row.remove();
        drawn.clear();
      } else for (const [place, row] of drawn) mark(row, shown.rows[place] === shown.chosen);
      drawHeads();
      draw();
      if (wasHead && focused)
        /** @type {HTMLElement | null} */ (heads.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
      more.hidden = reach() === shown.rows.length;
      more.textContent = more.hidden
        ? ""
        : fill(WORDS.tableEnds, { count: reach(), all: formatNumber(shown.rows.length, language) });
    },
    reveal(index) {
      const place = shown.rows.indexOf(index);
      if (place >= 0 && place < reach()) bring(place);
    },
  };
}

/** @param {HTMLTableRowElement} row @param {boolean} isChosen */
function mark(row, isChosen) {
  row.classList.toggle("dm-chosen-row", isChosen);
  const button = row.querySelector("button");
  if (isChosen) button?.setAttribute("aria-current", "true");
  else button?.removeAttribute("aria-current");
}

/** @param {string} width */
function col(width) {
  const element = html("col", {});
  element.style.width = width;
  return element;
}

function spacer() {
  return html("tr", { class: "dm-spacer", "aria-hidden": "true" });
}

/** @param {HTMLElement} row @param {number} height px */
function setHeight(row, height) {
  row.style.height = `${height}px`;
  row.hidden = height <= 0;
}
