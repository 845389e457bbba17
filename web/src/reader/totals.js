// What is shown added up, by side and another column: each number opens its rows.

import { fieldLabel, valueWords } from "./conditions.js";
import { html, OWN } from "../lib/dom.js";
import { capital, fill, formatNumber, sumWords, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/fields.js").Field} Field
 * @typedef {import("../data/totals.js").Total} Total
 * @typedef {[key: string, value: string][]} Conditions
 */

// columns by which is added up
const GROUPS = ["side", "in_country", "in_region", "kind", "symbol_class", "echelon", "line_side"];

/** @param {Map<string, Field>} fields @returns {Field[]} by which units can be added up */
export function groupFields(fields) {
  return [...fields.values()].filter(({ name, own, use }) => use === "facet" && (own || GROUPS.includes(name)));
}

/**
 * @param {Scene} scene @param {Field | undefined} field @param {string} value @param {string} side
 * @returns {Conditions} those that the units of one sum hold for
 */
export function conditionsOf(scene, field, value, side) {
  return [
    ...(field && field.key !== "side" ? [/** @type {[string, string]} */ ([field.key, value])] : []),
    ...(scene.sides.length > 1 ? [/** @type {[string, string]} */ (["side", side])] : []),
  ];
}

/**
 * @param {Scene} scene @param {Field[]} fields
 * @param {{ group: (key: string) => void, open: (conditions: Conditions) => void, explain: (value: string, side: string) => void }} act `open` shows
 *   the rows that a number is of, `explain` how it was worked out
 */
export function createTotals(scene, fields, { group, open, explain }) {
  const select = html(
    "select",
    { id: "dm-group-by", onchange: () => group(select.value) },
    ...fields.map((field) => html("option", { value: field.key }, fieldLabel(field, scene))),
  );
  const by = html("div", { class: "dm-group-by" }, html("label", { for: "dm-group-by" }, WORDS.addedBy), select);
  const table = html("table", { class: "dm-totals" });
  const note = html("p", { class: "dm-totals-note" }, WORDS.totalsNote);
  const ofDates = html("p", { class: "dm-totals-note" });
  const element = html(
    "div",
    { class: "dm-totals-frame", tabindex: "0", role: "region", "aria-label": WORDS.totals },
    fields.length > 0 && by,
    table,
    note,
    ofDates,
  );

  /** @param {Field | undefined} field @param {string[]} values @param {Total} total */
  function row(field, values, { code, side, sum, above }) {
    const name = scene.sides[side]?.name ?? "";
    const value = field ? values[code] : name;
    const conditions = conditionsOf(scene, field, value, name);
    const words = (/** @type {string} */ text) =>
      conditions.length
        ? html("button", { type: "button", class: "dm-link", onclick: () => open(conditions) }, text)
        : text;
    const why = (/** @type {string} */ text) =>
      html(
        "button",
        { type: "button", class: "dm-link", title: WORDS.workedOut, onclick: () => explain(value, name) },
        text,
      );
    const number = sumWords(sum, scene.language, scene.circles.unit);
    const isBySide = !field || field.key === "side";
    return html(
      "tr",
      {},
      !isBySide && html("th", { scope: "row", ...OWN }, valueWords(field, value, scene)),
      html(
        isBySide ? "th" : "td",
        { scope: isBySide ? "row" : null, ...OWN },
        html("span", { class: "dm-swatch", "data-side": side }),
        " ",
        name || WORDS.noSide,
      ),
      html("td", { class: "dm-cell-number" }, words(formatNumber(sum.units, scene.language))),
      html("td", {}, number ? why(capital(number)) : WORDS.noTroops),
      html("td", { class: "dm-cell-number" }, above ? formatNumber(above, scene.language) : ""),
    );
  }

  return {
    element,
    /** @param {Field | undefined} field @param {string[]} values of the field @param {Total[]} totals @param {number} dates of how many the rows are, where nothing says which of them are one unit */
    show(field, values, totals, dates) {
      if (field) select.value = field.key;
      const isBySide = !field || field.key === "side";
      const heads = [
        ...(isBySide ? [] : [fieldLabel(field, scene)]),
        WORDS.side,
        WORDS.unitsHead,
        capital(scene.circles.unit) || WORDS.troops,
        WORDS.countedAbove,
      ];
      const sorted = totals.toSorted((a, b) => Number(values[a.code] === "") - Number(values[b.code] === ""));
      table.replaceChildren(
        html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
        html("tbody", {}, ...sorted.map((total) => row(field, values, total))),
      );
      note.hidden = totals.every(({ above }) => above === 0);
      ofDates.hidden = dates < 2;
      ofDates.textContent = fill(WORDS.rowsOfDates, { count: dates });
    },
  };
}
