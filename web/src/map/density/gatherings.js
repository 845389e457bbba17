// The gatherings of a crowd for those who use keys or a screen reader: each a button where the picture has it. A pointer asks the picture.

import * as L from "leaflet";
import { html, setChildren } from "../../lib/dom.js";
import { enumerate, fill, sumWords, WORDS } from "../../lib/words.js";

/**
 * @typedef {import("../boxes.js").Area} Area
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

  /** @type {Map<string, { button: HTMLButtonElement, gathering: Gathering | null }>} by the keys of their gatherings: what is there already stays, and the focus with it */
  let shown = new Map();

  /** @param {string} key */
  function make(key) {
    return html("button", { type: "button", class: "dm-gathering", "data-key": key });
  }

  /** @param {HTMLButtonElement} button @param {Gathering} gathering */
  function write(button, { box, sums, units: count, first, list }) {
    const name = count === 1 ? units.get(first, "label") : gatheringWords(sums, scene);
    const [left, top, right, bottom] = [box.minX, box.minY, box.maxX, box.maxY].map(Math.round);
    const style = `left: ${left}px; top: ${top}px; width: ${right - left}px; height: ${bottom - top}px;`;
    if (button.ariaLabel !== name) button.ariaLabel = name;
    if (button.style.cssText !== style) button.style.cssText = style;
    button.onclick = () => choose(list(), button);
  }

  return {
    element,
    /** @param {Gathering[]} gatherings that take the place of those before */
    show(gatherings) {
      const before = shown;
      shown = new Map(gatherings.map(({ key }) => [key, before.get(key) ?? { button: make(key), gathering: null }]));
      setChildren(
        element,
        [...shown.values()].map(({ button }) => button),
      );
      for (const gathering of gatherings) {
        const own = shown.get(gathering.key);
        // those of one picture are shown again when it is known which symbols stand on it
        if (!own || own.gathering === gathering) continue;
        own.gathering = gathering;
        write(own.button, gathering);
      }
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
