// The gatherings of a crowd for those who use keys or a screen reader: each a button where the picture has it. A pointer asks the picture.

import L from "leaflet";
import { html } from "../../lib/dom.js";
import { enumerate, fill, sumWords, WORDS } from "../../lib/words.js";

/**
 * @typedef {import("../layout.js").Area} Area
 * @typedef {{ key: string, box: Area, sums: import("./gathering.js").Sum[], units: number, first: number, list: () => number[] }} Gathering the units
 *   of one cell of a crowd: `key`: which cell it is; `box`: px of the picture; `sums`: of each side; `units`: how many; `first`: the row of one; `list`:
 *   all their rows, side by side
 */

/**
 * @param {import("../../data/scene.js").Scene} scene @param {import("../../data/units.js").Units} units
 * @param {(rows: number[], from: Element | null) => void} choose
 */
export function createGatherings(scene, units, choose) {
  const element = html("div", { class: "dm-gatherings leaflet-zoom-animated" });
  L.DomEvent.disableClickPropagation(element);

  /** @param {Gathering} gathering */
  function button({ key, box, sums, units: count, first, list }) {
    const name = count === 1 ? units.get(first, "label") : gatheringWords(sums, scene);
    const made = html("button", {
      type: "button",
      class: "dm-gathering",
      "data-key": key,
      "aria-label": name,
      onclick: () => choose(list(), made),
    });
    Object.assign(made.style, {
      left: `${box.minX}px`,
      top: `${box.minY}px`,
      width: `${box.maxX - box.minX}px`,
      height: `${box.maxY - box.minY}px`,
    });
    return made;
  }

  return {
    element,
    /** @param {Gathering[]} gatherings that take the place of those before; the focus stays where it is */
    show(gatherings) {
      const focused = element.contains(document.activeElement)
        ? document.activeElement?.getAttribute("data-key")
        : null;
      element.replaceChildren(...gatherings.map(button));
      if (focused === null) return;
      const same = element.querySelector(`[data-key="${CSS.escape(String(focused))}"]`);
      if (same instanceof HTMLElement) same.focus({ preventScroll: true });
    },
  };
}

/**
 * How many units, and the numbers of each side, for sides are never added up.
 * @param {import("./gathering.js").Sum[]} sums @param {import("../../data/scene.js").Scene} scene @returns {string}
 */
export function gatheringWords(sums, scene) {
  const count = sums.reduce((all, { units }) => all + units, 0);
  return enumerate([fill(WORDS.unitCount, { count }), ...sums.map((sum) => sideWords(sum, scene))]);
}

/** @param {import("./gathering.js").Sum} sum of one side @param {import("../../data/scene.js").Scene} scene @returns {string} how many units, and their number */
export function sideWords(sum, scene) {
  const words = sumWords(sum, scene.language, scene.circles.unit) ?? fill(WORDS.unitCount, { count: sum.units });
  return fill(WORDS.ofSide, { side: scene.sides[sum.side].name || WORDS.noSide, words });
}
