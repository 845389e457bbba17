// All units that stand together, in a list: side by side, with the numbers of each side.

import { html } from "../lib/dom.js";
import { sideWords } from "../map/density/gatherings.js";
import { sideIndex } from "../data/scene.js";
import { unitItem } from "./list.js";
import { WORDS } from "../lib/words.js";

// units that a list has at first, and that come as one scrolls on
const PART = 200;

/**
 * @param {number[]} among units, those of one side beside each other
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units
 * @param {{ sums: (rows: number[]) => import("../map/density/gathering.js").Sum[], choose: (index: number) => void, zoomTo: () => void }} act
 * @returns {{ element: HTMLElement, more: () => void }} `more` adds a part of the list
 */
export function stackList(among, scene, units, { sums, choose, zoomTo }) {
  const bySide = new Map(sums(among).map((sum) => [sum.side, sum]));
  const element = html(
    "div",
    { class: "dm-stack-list" },
    html("button", { type: "button", class: "dm-zoom-to", onclick: zoomTo }, WORDS.zoomToThem),
  );
  const sideOf = (/** @type {number} */ index) => sideIndex(scene, units.get(index, "side"));
  let shown = 0;
  let side = NaN;
  let list = html("ol");

  /** @param {number} next a side */
  function begin(next) {
    side = next;
    list = html("ol", { "data-side": side });
    const sum = bySide.get(side);
    const isAlone = bySide.size < 2 && !scene.sides[side]?.name;
    if (sum && !isAlone)
      element.append(html("h3", { "data-side": side }, html("span", { class: "dm-swatch" }), sideWords(sum, scene)));
    element.append(list);
  }

  function more() {
    for (const index of among.slice(shown, shown + PART)) {
      if (sideOf(index) !== side) begin(sideOf(index));
      list.append(unitItem(index, scene, units, () => choose(index)));
    }
    shown = Math.min(shown + PART, among.length);
  }

  more();
  return { element, more };
}
