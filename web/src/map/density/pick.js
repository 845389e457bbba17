// Units of a crowd under the pointer: a word about the nearest one or about all that are gathered there, and what a click or a tap means.

import { html, OWN } from "../../lib/dom.js";
import { fill, WORDS } from "../../lib/words.js";
import { createTip } from "../tip.js";
import { sideWords } from "./gatherings.js";

/**
 * @typedef {import("../../data/units.js").Units} Units
 * @typedef {import("leaflet").LeafletMouseEvent} MouseEvent
 */

// how near the pointer must come to a mark (px)
const REACH = { hover: 9, click: 14 };
// marks that are so much further than the nearest one are not meant (px), for a mouse and for a finger
const CLEAR = { mouse: 2, touch: 6 };
// in a gathering of more units no single mark is meant
const SPARSE = 12;

/**
 * @param {import("leaflet").Map} map @param {import("../../data/scene.js").Scene} scene @param {Units} units
 * @param {{ points: import("../../data/points.js").Points, facts: import("./gathering.js").Facts, crowd: ReturnType<typeof import("./crowd.js").createCrowd>,
 *   isCrowd: () => boolean, choose: (rows: number[], from: Element) => void }} page
 */
export function createPicker(map, scene, units, { points, facts, crowd, isCrowd, choose }) {
  const element = map.getContainer();
  const tip = createTip(map);
  let asked = 0;

  /** @param {import("leaflet").Point} at px of the map's container @param {number} reach px @returns {{ index: number, far: number }[]} the nearest first */
  function near(at, reach) {
    const world = 256 * 2 ** map.getZoom();
    const { x, y } = /** @type {import("leaflet").Point} */ (map.getPixelBounds().min).add(at);
    const far = (/** @type {number} */ index) => Math.hypot(points.x[index] * world - x, points.y[index] * world - y);
    return points.within(x / world, y / world, reach / world).map((index) => ({ index, far: far(index) }));
  }

  /** @param {number} index @returns {Node} its name and side */
  function unitLine(index) {
    const [name, side] = [units.get(index, "label"), units.get(index, "side")];
    const words = html("span", {}, html("bdi", OWN, name), side && html("small", {}, " ", html("bdi", OWN, side)));
    const count = crowd.countParts(index);
    const parts = count > 0 && html("small", {}, " ", fill(WORDS.withParts, { count }));
    return html("div", {}, html("span", { class: "dm-swatch", "data-side": facts.sides[index] }), words, parts);
  }

  /** @param {import("./gatherings.js").Gathering} gathering @returns {Node[]} how many units, and what each side has */
  function gatheringLines({ units: count, sums }) {
    const sides = sums.map((sum) =>
      html(
        "div",
        {},
        html("span", { class: "dm-swatch", "data-side": sum.side }),
        html("span", { dir: "auto" }, sideWords(sum, scene)),
      ),
    );
    return [html("b", {}, fill(WORDS.unitCount, { count })), ...sides];
  }

  /**
   * What is meant at a point: a mark that stands clear of others where there are few, else all that are gathered there.
   * @param {import("leaflet").Point} point @param {number} reach px @param {number} clear px
   * @returns {{ rows: number[], gathering: null } | { rows: null, gathering: import("./gatherings.js").Gathering } | null}
   */
  function meantAt(point, reach, clear) {
    const found = near(point, reach);
    const gathering = found.length ? crowd.gatheringOf(found[0].index) : crowd.gatheringAt(point);
    if (gathering && gathering.units > SPARSE) return { rows: null, gathering };
    const meant = found.filter(({ far }) => far <= found[0].far + clear).map(({ index }) => crowd.headOf(index));
    // a formation with what is gathered into it
    const rows = [...new Set(meant)].flatMap((head) => [head, ...crowd.partsOf(head)]);
    if (rows.length) return { rows, gathering: null };
    return gathering && { rows: null, gathering };
  }

  /** @param {MouseEvent} event */
  function hover({ containerPoint, originalEvent }) {
    cancelAnimationFrame(asked);
    const onMap = originalEvent.target instanceof Element && !originalEvent.target.closest(".leaflet-control, button");
    asked = requestAnimationFrame(() => {
      const meant = isCrowd() && onMap ? meantAt(containerPoint, REACH.hover, 0) : null;
      element.classList.toggle("dm-over-mark", Boolean(meant));
      if (!meant) return tip.hide();
      tip.show(containerPoint, ...(meant.gathering ? gatheringLines(meant.gathering) : [unitLine(meant.rows[0])]));
    });
  }

  function hideTip() {
    cancelAnimationFrame(asked);
    tip.hide();
    element.classList.remove("dm-over-mark");
  }

  map.on("mousemove", hover);
  map.on("mouseout movestart zoomstart", hideTip);

  return {
    /** What a click on the map means. @param {MouseEvent} event @returns {boolean} whether it means units */
    click({ containerPoint, originalEvent }) {
      hideTip();
      if (!isCrowd()) return false;
      const finger = /** @type {PointerEvent} */ (originalEvent).pointerType === "touch";
      const meant = meantAt(containerPoint, REACH.click, finger ? CLEAR.touch : CLEAR.mouse);
      if (meant) choose(meant.rows ?? meant.gathering.list(), element);
      return Boolean(meant);
    },
  };
}
