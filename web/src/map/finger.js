// A finger that touches the map beside a symbol means the symbol: it is smaller than a finger.

// from the middle of a symbol (px): a target of 44 px
const REACH = 22;

/**
 * Open the unit whose symbol is nearest to where a finger touched the map.
 * @param {import("leaflet").LeafletMouseEvent} event a click on the map
 * @returns {boolean} whether there is one within reach
 */
export function touchSymbol({ target, originalEvent }) {
  const { clientX, clientY, pointerType } = /** @type {PointerEvent} */ (originalEvent);
  if (pointerType !== "touch") return false;
  /** @type {HTMLElement[]} */
  const symbols = [...target.getContainer().querySelectorAll(".dm-unit, .dm-more")];
  const reached = symbols.map((symbol) => {
    const { x, y, width, height } = symbol.getBoundingClientRect();
    return { symbol, far: Math.hypot(clientX - x - width / 2, clientY - y - height / 2) };
  });
  const [nearest] = reached.filter(({ far }) => far <= REACH).sort((one, other) => one.far - other.far);
  nearest?.symbol.click();
  return Boolean(nearest);
}
