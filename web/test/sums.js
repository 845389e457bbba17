// Sums of troops, written once more and in the plainest way: what the program does is compared with it.

/**
 * The troop figure of the units of one place. A unit whose number is in that of another one of the list (`counted_in`, and
 * what that is counted in) is not added.
 * @param {import("../src/data/scene.js").Row[]} units @param {import("../src/data/scene.js").Row[]} [all] of the page
 * @returns {import("../src/lib/words.js").Figure | null} null where none of them states any
 */
export function sumTroops(units, all = units) {
  const stated = units.filter(hasTroops);
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  const counted = stated.filter((unit) => !isIn(byId.get(unit.counted_in), units, byId));
  if (counted.length === 0) return null;
  if (counted.length === 1) return counted[0];
  const total = (/** @type {(unit: any) => number | null} */ value) => {
    const values = counted.map(value);
    return values.includes(null)
      ? null
      : values.reduce((sum, one) => /** @type {number} */ (sum) + /** @type {number} */ (one), 0);
  };
  const ranged = counted.some((unit) => unit.troops_min != null || unit.troops_max != null);
  const troops = total((unit) => unit.troops ?? null);
  // where only the most is stated, there may be none
  const least = total((unit) => unit.troops_min ?? unit.troops ?? 0) || null;
  const most = total((unit) => unit.troops_max ?? unit.troops ?? null);
  return {
    troops,
    troops_min: ranged ? least : null,
    troops_max: ranged ? most : null,
    troops_approx: counted.some((unit) => unit.troops_approx),
  };
}

/** @param {import("../src/data/scene.js").Row} unit @returns {boolean} */
function hasTroops(unit) {
  return [unit.troops, unit.troops_min, unit.troops_max].some((number) => number != null);
}

/**
 * @param {import("../src/data/scene.js").Row | undefined} unit @param {import("../src/data/scene.js").Row[]} units
 * @param {Map<string, import("../src/data/scene.js").Row>} byId @returns {boolean}
 */
function isIn(unit, units, byId) {
  return unit !== undefined && (units.includes(unit) || isIn(byId.get(unit.counted_in), units, byId));
}
