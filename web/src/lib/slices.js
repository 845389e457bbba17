// Work that is too long for one go, in slices between which the page answers its reader.

/** The other tasks' turn. @returns {Promise<void>} */
export function pause() {
  const { scheduler } = /** @type {{ scheduler?: { yield?: () => Promise<void> } }} */ (globalThis);
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** @param {Promise<unknown>} coming @param {number} wait ms @returns {Promise<boolean>} whether it has not come by then */
export function isLate(coming, wait) {
  return Promise.race([coming.then(() => false), new Promise((resolve) => setTimeout(resolve, wait, true))]);
}

/** The next picture; a page in the background draws none, and must not wait for it. @returns {Promise<void>} */
export function nextFrame() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

/**
 * Run work that yields after every bit of it, which should take a few ms at most.
 * @template T
 * @param {Generator<unknown, T, void>} work
 * @param {{ budget?: number, wait?: () => Promise<void>, stopped?: () => boolean }} [options] `budget`: ms of a slice
 * @returns {Promise<T | null>} what it returns; null where it was stopped
 */
export async function inSlices(work, { budget = 12, wait = pause, stopped = () => false } = {}) {
  for (;;) {
    const end = performance.now() + budget;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
    await wait();
    if (stopped()) return null;
  }
}

/**
 * Work about few units is done in one go, that about many in slices.
 * @template T
 * @param {{ packed: boolean }} units @param {Generator<unknown, T, void>} work @param {() => boolean} [stopped]
 * @returns {T | Promise<T | null>}
 */
export function workOn({ packed }, work, stopped) {
  return packed ? inSlices(work, { stopped }) : atOnce(work);
}

/**
 * Run work in one go, where the answer is needed at once.
 * @template T
 * @param {Generator<unknown, T, void>} work @returns {T}
 */
export function atOnce(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
