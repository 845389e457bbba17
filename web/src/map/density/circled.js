// The circles of a crowd: where each stands, and how they are drawn with the number of their units.

import RBush from "rbush";
import { figureCircles } from "../circles.js";
import { isHidden, largestOf, liftCircles, SEEN, spreadCircles } from "./gathering.js";
import { around } from "../boxes.js";
import { MARK } from "./stamps.js";
import { formatNumber } from "../../lib/words.js";

/** @typedef {import("../boxes.js").Area} Area @typedef {import("./crowd.js").Circled} Circled */

// how much of a circle's colour fills it
const FILLED = 0.22;
// half of a number's height (px)
const HIGH = 7;

/** The sides of each cell that have a circle there. @param {import("./gathering.js").Gathered[]} gathered @returns {import("./gathering.js").Gathered[][]} */
export function byCell(gathered) {
  /** @type {Map<number, import("./gathering.js").Gathered[]>} */
  const cells = new Map();
  for (const one of gathered) {
    if (largestOf(one) <= 0) continue;
    const sides = cells.get(one.cell);
    if (sides) sides.push(one);
    else cells.set(one.cell, [one]);
  }
  return [...cells.values()];
}

/**
 * Circles large enough to be seen: where a side's units are, and beside each other where they would cover one another.
 * @param {import("./gathering.js").Gathered[]} gathered @param {import("./crowd.js").Scale} scale @param {Area[]} symbols none of which hides one
 * @returns {Circled[]}
 */
export function circlesOf(gathered, scale, symbols) {
  return liftHidden(spreadCells(gathered, scale), symbols);
}

/** @param {Circled[]} circled @param {Area[]} symbols @returns {Circled[]} */
function liftHidden(circled, symbols) {
  /** @type {Map<Area, Circled[]>} */
  const hidden = new Map();
  const tree = /** @type {RBush<Area>} */ (new RBush()).load(symbols);
  for (const one of circled) {
    const circle = { x: one.x, y: one.y, radius: one.rings[0].radius };
    const by = tree.search(around(one.x, one.y, 2 * SEEN, 2 * SEEN)).find((symbol) => isHidden(circle, symbol));
    if (by) hidden.set(by, [...(hidden.get(by) ?? []), one]);
  }
  for (const [symbol, some] of hidden) {
    const places = liftCircles(
      some.map(({ rings }) => rings[0].radius),
      symbol,
    );
    some.forEach((one, number) => Object.assign(one, places[number], { isMoved: true }));
  }
  return circled;
}

/** @param {import("./gathering.js").Gathered[]} gathered @param {import("./crowd.js").Scale} scale @returns {Circled[]} */
function spreadCells(gathered, scale) {
  return byCell(gathered).flatMap((sides) => {
    const circled = sides
      .map((one) => ({ ...one, rings: figureCircles(one, scale).filter(({ radius }) => radius >= 1.5) }))
      .filter(({ rings }) => rings.length)
      .map(atUnit);
    if (!isCovered(circled)) return circled;
    const units = circled.reduce((sum, one) => sum + one.units, 0);
    const middle = (/** @type {"x" | "y"} */ axis) =>
      circled.reduce((sum, one) => sum + one.units * one[axis], 0) / units;
    const [x, y] = [middle("x"), middle("y")];
    const places = spreadCircles(circled.map(({ rings }) => rings[0].radius));
    return circled.map((one, number) => ({ ...one, x: x + places[number].x, y: y + places[number].y, isMoved: true }));
  });
}

/** A circle in which none of its units stands would be nobody's: it is around the nearest one. @param {Circled} circled @returns {Circled} */
function atUnit(circled) {
  const { far, x, y } = circled.nearest;
  return far > circled.rings[0].radius && far < Infinity ? { ...circled, x, y, spread: 0 } : circled;
}

/** @param {Circled[]} circled of one cell @returns {boolean} whether one covers a part of another */
function isCovered(circled) {
  return circled.some((one, number) =>
    circled
      .slice(number + 1)
      .some((other) => Math.hypot(one.x - other.x, one.y - other.y) < one.rings[0].radius + other.rings[0].radius),
  );
}

/**
 * @param {CanvasRenderingContext2D} context @param {Circled[]} gathered @param {Area[]} symbols which their numbers keep off
 * @param {{ sides: string[], veil: string, text: string, halo: string, font: string }} colors @param {string} language
 * @returns {Area[]} where the numbers are
 */
export function drawGathered(context, gathered, symbols, colors, language) {
  for (const { x, y, side, spread, rings } of gathered)
    for (const { radius, bound } of rings) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.setLineDash(bound ? [4, 3] : []);
      Object.assign(context, { lineWidth: 1.4, strokeStyle: colors.sides[side] });
      // the marks under it step back, but for that of a place
      if (!bound && spread >= 1) fill(context, colors.veil, 1);
      if (!bound) fill(context, colors.sides[side], FILLED);
      context.stroke();
    }
  context.setLineDash([]);
  Object.assign(context, {
    font: colors.font,
    textAlign: "center",
    textBaseline: "middle",
    lineWidth: 3,
    lineJoin: "round",
    strokeStyle: colors.halo,
    fillStyle: colors.text,
  });
  /** @type {Area[]} */
  const numbers = [];
  const taken = /** @type {RBush<Area>} */ (new RBush()).load(symbols);
  for (const one of gathered) {
    if (one.units < 2) continue;
    const write = (/** @type {number} */ number) => formatNumber(number, language);
    const words = one.stated < one.units ? `${write(one.stated)}/${write(one.units)}` : write(one.units);
    const wide = context.measureText(words).width;
    if (wide > 2 * one.rings[0].radius - 4) continue;
    const area = numberAreas(one, wide).find((place) => !taken.collides(place));
    if (!area) continue;
    const [x, y] = [(area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2];
    context.strokeText(words, x, y);
    context.fillText(words, x, y);
    numbers.push(area);
    taken.insert(area);
  }
  return numbers;
}

/** Where the number of a circle may stand, the best first. @param {Circled} circled @param {number} wide px @returns {Area[]} */
function numberAreas({ x, y, spread, isMoved, rings: [{ radius }] }, wide) {
  // beside the mark of a place where all of them are
  const middle = spread < 1 && !isMoved ? y + MARK.most + 4 : y;
  const off = Math.max(radius - HIGH - 2, 0);
  return [middle, y + off, y - off].map((at) => around(x, at, wide, 2 * HIGH));
}

/** @param {CanvasRenderingContext2D} context @param {string} fillStyle @param {number} globalAlpha */
function fill(context, fillStyle, globalAlpha) {
  Object.assign(context, { fillStyle, globalAlpha });
  context.fill();
  context.globalAlpha = 1;
}
