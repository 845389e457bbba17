// Circles whose area is proportional to troops, or to another number of the sheet.

import { svg } from "../lib/dom.js";
import { WIDTHS } from "../lib/words.js";

/** On a narrow page the same troops have a smaller circle, on the map and in the legend alike. */
const NARROW = 0.75;

/**
 * @template {{ troops: number, radius_px: number }} S
 * @param {S} scale @param {number} width of the page, px @returns {S} the scale that holds at that width
 */
export function scaleAt(scale, width) {
  return width < WIDTHS.notes ? { ...scale, radius_px: NARROW * scale.radius_px } : scale;
}

/**
 * The radius in px: area, not radius, carries the number.
 * @param {number} troops @param {{ troops: number, radius_px: number }} scale @returns {number}
 */
export function circleRadius(troops, scale) {
  return scale.radius_px * Math.sqrt(Math.max(troops, 0) / scale.troops);
}

/**
 * The circles of one figure: the number itself, and dashed ones for the bounds of its range.
 * @param {import("../lib/words.js").Figure} figure @param {{ troops: number, radius_px: number }} scale
 * @returns {{ radius: number, bound: boolean }[]} the largest first
 */
export function figureCircles(figure, scale) {
  const rings = [];
  for (const [number, bound] of /** @type {[number | null | undefined, boolean][]} */ ([
    [figure.troops_max, true],
    [figure.troops, false],
    [figure.troops_min, true],
  ]))
    if (number) rings.push({ radius: circleRadius(number, scale), bound });
  return rings.sort((a, b) => b.radius - a.radius);
}

/**
 * @param {{ radius: number, bound: boolean }[]} rings the largest first @returns {SVGSVGElement} centred on its own middle
 */
export function drawCircles(rings) {
  const half = Math.ceil((rings[0]?.radius ?? 0) + 2);
  const drawn = rings.map(({ radius, bound }) =>
    svg("circle", { r: radius.toFixed(2), class: bound ? "dm-ring dm-ring-bound" : "dm-ring" }),
  );
  const box = { width: 2 * half, height: 2 * half, viewBox: `${-half} ${-half} ${2 * half} ${2 * half}` };
  return svg("svg", { ...box, "aria-hidden": "true", class: "dm-circle" }, ...drawn);
}
