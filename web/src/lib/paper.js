// Printing: what is done to the page before, and undone after it.

import { whileOpen } from "./life.js";

/** @param {() => void} begin @param {() => void} end either may be called twice, for browsers tell of printing in two ways */
export function whilePrinting(begin, end) {
  addEventListener("beforeprint", begin, whileOpen());
  addEventListener("afterprint", end, whileOpen());
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? begin() : end()), whileOpen());
}
