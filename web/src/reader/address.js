// The reader's state in the page's address: a link opens the same view, and the browser's way back undoes a step.

import { readState, writeState } from "../data/state.js";

/**
 * @param {import("../data/state.js").Store} store @param {import("../data/state.js").Known} known
 * @param {boolean} isOverTime @param {(unknown: string[]) => void} tell called with the parts of an address that say nothing here
 */
export function keepAddress(store, known, isOverTime, tell) {
  let last = /** @type {string | null | undefined} */ (null);
  store.listen((state, _, step) => {
    // undefined: the address was there first
    if (step === undefined) return;
    // a map in somebody's page takes no steps of that page's way back
    const isStep = step !== null && step !== last && window.parent === window;
    if (step !== null) last = step;
    write(writeState(state), isStep);
  });
  addEventListener("popstate", () => {
    last = null;
    const { state, unknown } = readState(location.hash, known, isOverTime);
    store.set(state);
    tell(unknown);
  });
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
