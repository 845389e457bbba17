// Arrow keys that follow each other are one change: it is made when they come to rest.

// px of one key, alone and with Shift
const STEP = { near: 5, far: 25 };
// ms after the last key
const REST = 600;
const WAYS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
});

/** @param {KeyboardEvent} event @returns {[x: number, y: number] | null} px, null for other keys */
export function stepOf(event) {
  const way = WAYS[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return null;
  const far = event.shiftKey ? STEP.far : STEP.near;
  return [way[0] * far, way[1] * far];
}

/** @param {() => void} act at the end of a burst */
export function createBurst(act) {
  let timer = /** @type {ReturnType<typeof setTimeout> | null} */ (null);

  function flush() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    act();
  }

  addEventListener("pointerdown", flush, true);
  addEventListener("keydown", (event) => !stepOf(event) && event.key !== "Shift" && flush(), true);
  addEventListener("beforeunload", (event) => {
    if (timer === null) return;
    flush();
    event.preventDefault();
  });

  return {
    flush,
    isUnderway: () => timer !== null,
    add() {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(flush, REST);
    },
  };
}
