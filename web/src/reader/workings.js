// How a sum was worked out: each unit that it is of, what it states, whether that was added, and by which source.

import { html, OWN, webLinks } from "../lib/dom.js";
import { capital, figureOf, fill, formatTroops, sumWords, WORDS } from "../lib/words.js";
import { largestOf } from "../map/density/gathering.js";
import { sumOf } from "../data/totals.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/totals.js").Facts} Facts
 * @typedef {import("../data/totals.js").Part} Part
 * @typedef {{ name: string, sides: { side: number, parts: Part[] }[], facts: Facts, open: () => void }} Worked `name`: of what the sum is; `open` shows its
 *   rows in the table
 */

// units that are listed
const LISTED = 200;

/**
 * @param {Scene} scene @param {Units} units @param {{ pick: (index: number, from: Element) => void, close: () => void }} act
 * @returns {{ element: HTMLElement, show: (worked: Worked | null, isNew: boolean) => void }}
 */
export function createWorkings(scene, units, { pick, close }) {
  const title = html("h3", { id: "dm-workings-title", tabindex: "-1", dir: "auto" });
  const body = html("div", {});
  const shut = html("button", { type: "button", class: "dm-close", "aria-label": WORDS.close, onclick: close }, "×");
  const element = html(
    "section",
    { class: "dm-workings", "aria-labelledby": "dm-workings-title", hidden: true },
    html("div", { class: "dm-workings-head" }, title, shut),
    body,
  );

  /** @param {Worked["sides"][number]} side @param {Facts} facts */
  function sideTable({ side, parts }, facts) {
    const isOwn = (/** @type {Part} */ { counted }) => counted < 0;
    const rowsOf = (/** @type {Part[]} */ some) => some.map(({ row }) => row);
    const { sum } = sumOf(side, rowsOf(parts.filter(isOwn)), rowsOf(parts.filter((part) => !isOwn(part))), facts);
    const rank = (/** @type {Part} */ { row, counted }) => (counted >= 0 ? 1 : largest(row) > 0 ? 2 + largest(row) : 0);
    const sorted = parts.map((part) => ({ part, rank: rank(part) })).sort((a, b) => b.rank - a.rank);
    const caption = html(
      "caption",
      {},
      html("span", { class: "dm-swatch", "data-side": side }),
      " ",
      html("bdi", OWN, scene.sides[side]?.name || WORDS.noSide),
      ` ${fill(WORDS.unitCount, { count: sum.units })} – `,
      html("b", {}, sumWords(sum, scene.language, scene.circles.unit) ?? WORDS.noTroops),
    );
    const heads = [WORDS.unit, capital(scene.circles.unit) || WORDS.troops, WORDS.added, WORDS.source];
    const rest = parts.length - LISTED;
    return html(
      "table",
      { class: "dm-totals" },
      caption,
      html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
      html("tbody", {}, ...sorted.slice(0, LISTED).map(({ part }) => partRow(part))),
      rest > 0 && html("tfoot", {}, html("tr", {}, html("td", { colspan: 4 }, fill(WORDS.more, { count: rest })))),
    );
  }

  /** @param {number} row @returns {number} */
  function largest(row) {
    const figure = figureOf(units.row(row), scene.circles);
    return largestOf({ ...figure, troops_max: figure.troops_max ?? undefined });
  }

  /** @param {Part} part */
  function partRow({ row, counted }) {
    const unit = units.row(row);
    const number = formatTroops(figureOf(unit, scene.circles), scene.language);
    const how =
      counted >= 0 ? fill(WORDS.inThatOf, { name: units.get(counted, "label") }) : number ? WORDS.yes : WORDS.noTroops;
    const choose = (/** @type {Event} */ event) => pick(row, /** @type {Element} */ (event.currentTarget));
    const link = webLinks(unit.source_url, true);
    return html(
      "tr",
      {},
      html(
        "th",
        { scope: "row" },
        html("button", { type: "button", class: "dm-link", ...OWN, onclick: choose }, unit.label),
      ),
      html("td", { class: "dm-cell-number" }, number ?? WORDS.noTroops),
      html("td", { dir: "auto" }, how),
      html("td", OWN, unit.source ?? (link ? "" : WORDS.noTroops), link && " ", link),
    );
  }

  return {
    element,
    show(worked, isNew) {
      element.hidden = worked === null;
      if (!worked) return body.replaceChildren();
      title.textContent = fill(WORDS.ofSide, { side: WORDS.workedOut, words: worked.name });
      body.replaceChildren(
        ...worked.sides.map((side) => sideTable(side, worked.facts)),
        html("button", { type: "button", class: "dm-link", onclick: worked.open }, WORDS.showInTable),
      );
      if (isNew) title.focus({ preventScroll: true });
    },
  };
}
