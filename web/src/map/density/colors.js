// The colours of the page's style for a picture, which no style sheet reaches.

import { html } from "../../lib/dom.js";
import { whileOpen } from "../../lib/life.js";

// of how much of the ground a mark is, a step of fading
const FAINTER = 0.3;

/**
 * The colours of the style as a canvas needs them: computed, and as bytes.
 * @param {import("leaflet").Map} map @param {import("../../data/scene.js").Scene} scene
 */
export function createColors(map, scene) {
  const sides = scene.sides.map((_, index) => html("i", { "data-side": index }));
  const [veil, text, halo, edge] = ["veil", "text", "halo", "edge"].map((name) =>
    html("i", { class: `dm-probe-${name}` }),
  );
  map
    .getContainer()
    .append(html("div", { class: "dm-probes", "aria-hidden": "true" }, ...sides, veil, text, halo, edge));
  const context = /** @type {CanvasRenderingContext2D} */ (
    html("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  );
  const css = (/** @type {Element} */ element) => getComputedStyle(element).color;

  /** @param {Element} element @returns {number} as a pixel of a picture has it */
  function pixel(element) {
    context.fillStyle = css(element);
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
  }

  /** @param {number} color @param {number} other @param {number} part of it, 0 to 1 @returns {number} */
  function mix(color, other, part) {
    const bytes = [0, 8, 16, 24].map((by) => {
      const [one, two] = [(color >>> by) & 255, (other >>> by) & 255];
      return Math.round(one + part * (two - one)) << by;
    });
    return bytes.reduce((all, byte) => all | byte, 0) >>> 0;
  }

  return {
    /** @param {number} [fading] how many steps fainter */
    sides: (fading = 0) => sides.map((side) => mix(pixel(side), pixel(edge), FAINTER * fading)),
    edge: () => pixel(edge),
    circles: () => ({
      sides: sides.map(css),
      veil: css(veil),
      text: css(text),
      halo: css(halo),
      font: getComputedStyle(text).font,
    }),
    /** @param {() => void} act */
    onChange(act) {
      for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
        matchMedia(query).addEventListener("change", act, whileOpen());
    },
  };
}
