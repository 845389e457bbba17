// Sums of troops, written once more and in the plainest way: what the program does is compared with it.

/**
 * The troop figure of the units of one place. A unit whose superior (by `parent`, at any height) stands in the same
 * list and states troops is part of that superior's figure, and is not added to it.
 * @param {import("../src/data/scene.js").Row[]} units
 * @returns {import("../src/lib/words.js").Figure | null} null where none of them states any
 */
export function sumTroops(units) {
  const stated = units.filter(hasTroops);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const counted = stated.filter((unit) => !hasStatedSuperior(unit, byId));
  if (counted.length === 0) return null;
  if (counted.length === 1) return counted[0];
  const total = (/** @type {(unit: any) => number | null} */ value) => {
    const values = counted.map(value);
    return values.includes(null)
      ? null
      : values.reduce((sum, one) => /** @type {number} */ (sum) + /** @type {number} */ (one), 0);
  };
  const ranged = counted.some((unit) => unit.troops_min != null || unit.troops_max != null);
  return {
    troops: total((unit) => unit.troops ?? null),
    troops_min: ranged ? total((unit) => unit.troops_min ?? unit.troops ?? null) : null,
    troops_max: ranged ? total((unit) => unit.troops_max ?? unit.troops ?? null) : null,
    troops_approx: counted.some((unit) => unit.troops_approx),
  };
}

/** @param {import("../src/data/scene.js").Row} unit @returns {boolean} */
function hasTroops(unit) {
  return [unit.troops, unit.troops_min, unit.troops_max].some((number) => number != null);
}

/** @param {import("../src/data/scene.js").Row} unit @param {Map<string, import("../src/data/scene.js").Row>} byId @returns {boolean} */
function hasStatedSuperior(unit, byId) {
  const seen = new Set([unit.id]);
  let superior = byId.get(unit.parent);
  while (superior && !seen.has(superior.id)) {
    if (hasTroops(superior)) return true;
    seen.add(superior.id);
    superior = byId.get(superior.parent);
  }
  return false;
}
