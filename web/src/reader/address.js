// The reader's state in the page's address: a link opens the same view, and the browser's way back undoes a step.

import { whileOpen } from "../lib/life.js";
import { readState, writeState } from "../data/state.js";

/**
 * @param {import("../data/state.js").Store} store @param {import("../data/state.js").Known} known
 * @param {boolean} isOverTime
 * @param {{ warn: (unknown: string[]) => void, isShown: () => boolean }} page `warn` is called with the parts of an address that say nothing here;
 *   the address is that of the page only while it `isShown`
 */
export function keepAddress(store, known, isOverTime, { warn, isShown }) {
  let last = /** @type {string | null | undefined} */ (null);
  store.listen((state, _, step) => {
    // undefined: the address was there first
    if (step === undefined || !isShown()) return;
    // a map in somebody's page takes no steps of that page's way back
    const isStep = step !== null && step !== last && window.parent === window;
    if (step !== null) last = step;
    write(writeState(state), isStep);
  });
  const goBack = () => {
    last = null;
    const { state, unknown } = readState(location.hash, known, isOverTime);
    store.set(state);
    warn(unknown);
  };
  addEventListener("popstate", goBack, whileOpen());
}

/** @param {string} address from the # on @param {boolean} isStep */
function write(address, isStep) {
  try {
    // without a # nothing would be left of the address in some frames
    history[isStep ? "pushState" : "replaceState"](null, "", address || location.pathname + location.search);
  } catch {
    // a page without an address of its own, and browsers that count how often it changes
  }
}
