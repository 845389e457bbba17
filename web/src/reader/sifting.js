// From what the reader asks for to what the page shows: units are sifted whenever it changes, and all views are told.

import { isSame } from "../data/state.js";
import { spanOf, writeSpan } from "../data/times.js";
import { setDate } from "../data/units.js";
import { workOn } from "../lib/slices.js";

/**
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/sift.js").Sifted} Sifted
 * @typedef {import("../data/state.js").State} State
 */

/**
 * @param {Units} units @param {ReturnType<typeof import("../data/sift.js").createSift>} sifter @param {import("../data/state.js").Store} store
 * @param {{ dates?: import("../data/times.js").Dates, show: (sifted: Sifted, state: State) => Promise<void>, busy: ReturnType<typeof import("../map/density/status.js").createBusy> }} views `show` is called when other units are
 *   shown, and ends when they are drawn
 * @returns {{ begin: () => Promise<void> }} `begin`: as soon as there are units
 */
export function createSifting(units, sifter, store, { dates, show, busy }) {
  let turn = 0;

  async function run() {
    const mine = ++turn;
    const state = store.get();
    const span = dates && spanOf(state, dates);
    if (units.now && span && writeSpan(units.now) !== writeSpan(span)) setDate(units, span);
    const work = workOn(units, sifter.sift(state), () => mine !== turn);
    // what is known at once is shown at once
    const sifted = work instanceof Promise ? await work : work;
    if (!sifted || mine !== turn) return;
    units.shown = { mask: sifted.mask, count: sifted.count, turn: units.shown.turn + 1 };
    return show(sifted, state);
  }

  return {
    async begin() {
      store.listen((state, last) => {
        const asked = (/** @type {State} */ { text, filters, date, since }) => [text.trim(), filters, date, since];
        if (!isSame(asked(state), asked(last))) busy(run());
      });
      const { text, filters } = store.get();
      if (text || Object.keys(filters).length || units.now) await run();
    },
  };
}
