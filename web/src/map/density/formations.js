// What is under a unit: its subordinates and theirs. Pure.

// of more units only the numbers that they state themselves are shown
const MOST = 20_000;

/**
 * @param {import("../../data/units.js").Units} units @param {ArrayLike<number>} sides of each unit
 * @returns {(index: number) => number[]} all units of its side that a unit has under it, at any depth
 */
export function createFormations(units, sides) {
  /** @type {Map<number, number[]> | null} */
  let below = null;

  /** @returns {Map<number, number[]>} the subordinates of each unit that has any */
  function readBelow() {
    const found = new Map();
    const parents = units.count <= MOST ? units.column("parent") : undefined;
    for (let index = 0; parents && index < units.count; index++) {
      const parent = parents.get(index);
      const row = parent === null ? -1 : units.indexOfId(parent);
      if (row < 0 || sides[row] !== sides[index]) continue;
      if (!found.has(row)) found.set(row, []);
      found.get(row).push(index);
    }
    return found;
  }

  return (index) => {
    below ??= readBelow();
    // a set grows while it is gone through, and has a unit of a circle of superiors once
    const all = new Set([index]);
    for (const one of all) for (const subordinate of below.get(one) ?? []) all.add(subordinate);
    all.delete(index);
    return [...all];
  };
}
