// Draws symbols with milsymbol.js in the form that ../scripts/draw_symbols.py packs: JSON in, JSON out.
// The program that draws is given, the same that deploymap runs in dukpy; `dukpy` holds what it reads.

import { text } from "node:stream/consumers";
import { createContext, runInContext, Script } from "node:vm";

// so many at a time, so that few whole drawings are in memory at once
const BATCH = 500;

/** @type {{ milsymbol: string, draw: string, sidcs: string[], size: number }} */
const { milsymbol, draw, sidcs, size } = JSON.parse(await text(process.stdin));
const given = { sidcs: /** @type {string[]} */ ([]), size };
const context = createContext({ dukpy: given });
runInContext(milsymbol, context);
const script = new Script(draw);

/** @type {Map<string, number>} */
const pieces = new Map();
/** @type {Record<string, number[]>} */
const drawings = {};

/** @param {string} piece @returns {number} */
function numberOf(piece) {
  const known = pieces.get(piece) ?? pieces.size;
  pieces.set(piece, known);
  return known;
}

for (let start = 0; start < sidcs.length; start += BATCH) {
  given.sidcs = sidcs.slice(start, start + BATCH);
  /** @type {[string, ...unknown[]][]} */
  const drawn = script.runInContext(context);
  for (const [i, [svg, ...rest]] of drawn.entries()) {
    // ids are numbered in the order of drawing, so one with ids is not ready; nor is one of several lines
    if (/ id=|\n/.test(svg)) continue;
    drawings[given.sidcs[i]] = [JSON.stringify(rest), ...svg.split(/(?<=>)(?=<)/)].map(numberOf);
  }
}
process.stdout.write(JSON.stringify({ pieces: [...pieces.keys()], drawings }));
