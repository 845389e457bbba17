// The pictograms of the symbol classes, on a field of 24 by 24, drawn in the ground colour on the side's colour.

import { html, svg } from "../lib/dom.js";

/** @type {Record<string, string>} class key -> path */
const PATHS = {
  infantry:
    "M12 4.5a5 5 0 0 0-5 5v1h-.8v1.6h11.6v-1.6H17v-1a5 5 0 0 0-5-5zM8.6 13a3.5 3.5 0 0 0 6.8 0zM5.5 20c0-2.6 2-4 4.6-4.2l1.9 1.4 1.9-1.4c2.6.2 4.6 1.6 4.6 4.2z",
  armor: "M8.2 8h5.2l.5 1h7.1v1.5h-6.6l.9 2.5H6.7zM4 13.8h16l1 2.4-2.2 3.3H5.2L3 16.2z",
  artillery:
    "M19.6 4.2l1.6 2.3-9.1 6.4a4 4 0 1 1-5.6.2l-.6-.9zM8.9 14.2a2 2 0 1 0 0 3.9 2 2 0 0 0 0-3.9zM4 17.3l1 2.2-2.6.9.2-1.8z",
  air_defense:
    "M12 3.2c1.5 1.4 2.1 3 2.1 4.9v4.2l2.4 2.5v2.4l-3-.9h-3l-3 .9v-2.4l2.4-2.5V8.1c0-1.9.6-3.5 2.1-4.9zM6 18.8h12v1.7H6z",
  aviation:
    "M12 2.8c.9 0 1.3.9 1.3 2.2v4l7.2 4.3v1.9l-7.2-2v3.9l2 1.5v1.5L12 19.2l-3.3.900v-1.5l2-1.5v-3.9l-7.2 2v-1.9L10.7 9V5c0-1.3.400-2.2 1.3-2.2z",
  naval:
    "M10.9 4h2.2v3h3.4v4.2l3.5 1-2 5.3c-1 0-1.5-.7-3-.7s-2 .7-3 .7-1.5-.7-3-.7-2 .7-3 .7l-2-5.3 3.5-1V7h3.4zM4 19h16v1.6H4z",
  special: "M12 3.6l2.5 5.3 5.8.700-4.3 4 1.1 5.8-5.1-2.9-5.1 2.9 1.1-5.8-4.3-4 5.8-.7z",
  cavalry:
    "M9.200 3.500l1.300 2.200c3.900.8 7.200 4.300 7.200 9.300v5.500H7.600c0-3.300 3.500-4.300 3.700-7-1.300.9-2.300 1-3.300 1l-2 2.300-2.500-2.100c.9-3.800 2.200-6.200 4.300-7.700z",
  support:
    "M3 6.5h10.5v9H3zM14.5 9.5h3.7l2.8 3v3h-6.5zM7 15.2a2.2 2.2 0 1 1 0 4.5 2.2 2.2 0 0 1 0-4.5zM17 15.2a2.2 2.2 0 1 1 0 4.5 2.2 2.2 0 0 1 0-4.5z",
  installation: "M6 3.5h1.5v1h8.7l-1.8 2.7 1.8 2.8H7.5v4H6zM4 15h16v5.5h-5.5v-3h-5v3H4z",
  unit: "M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
};

/** @param {string} key a class @returns {SVGSVGElement} */
export function drawGlyph(key) {
  const path = svg("path", { d: PATHS[key] ?? PATHS.unit, "fill-rule": "evenodd" });
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "dm-glyph" }, path);
}

/**
 * An APP-6 symbol as a picture: a picture cannot run script or reach the page.
 * @param {import("../data/scene.js").Drawing} drawing @param {number} scale of the size in which it is drawn
 * @returns {HTMLImageElement}
 */
export function drawSymbol(drawing, scale) {
  return html("img", {
    src: `data:image/svg+xml,${encodeURIComponent(drawing.svg)}`,
    width: Math.round(drawing.width * scale),
    height: Math.round(drawing.height * scale),
    alt: "",
    draggable: "false",
    class: "dm-app6",
  });
}
