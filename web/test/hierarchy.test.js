import assert from "node:assert/strict";
import { test } from "node:test";
import { growTree, levelsWithin, openNodes, readSuperiors, sumBelow } from "../src/data/hierarchy.js";
import { readKeys, writeKeys } from "../src/data/state.js";
import { atOnce } from "../src/lib/slices.js";

/** @param {(string | null)[]} parents of the units 0, 1, ... */
function unitsOf(parents) {
  return /** @type {any} */ ({
    count: parents.length,
    *prepareIds() {},
    indexOfId: (/** @type {string} */ id) => (/^\d+$/.test(id) && Number(id) < parents.length ? Number(id) : -1),
    column: () => ({ get: (/** @type {number} */ row) => parents[row] }),
  });
}

/** @param {(string | null)[]} parents @param {number[]} shown */
function treeOf(parents, shown) {
  const superiors = atOnce(readSuperiors(unitsOf(parents)));
  return atOnce(growTree(superiors, parents.length, (row) => shown.includes(row), null));
}

test("units of a loop have nobody above them, those below them have", () => {
  // 0 and 1 belong to each other, 2 to itself, 3 to 0
  const { above } = atOnce(readSuperiors(unitsOf(["1", "0", "2", "0", "3"])));
  assert.deepEqual([...above], [-1, -1, -1, 0, 3]);
});

test("superiors that are a name alone are headings, and those that are not shown stay above theirs", () => {
  const parents = ["Guards", "0", "1", "Guards", null];
  const tree = treeOf(parents, [2, 3]);
  // the heading is the row after all units
  assert.deepEqual([...tree.rows], [5, 0, 1, 2, 3]);
  assert.deepEqual([...tree.levels], [0, 1, 2, 3, 1]);
  assert.deepEqual([...tree.ends], [5, 4, 4, 4, 5]);
  assert.deepEqual([...tree.places], [0, 0, 0, 0, 1]);
  assert.deepEqual([...tree.sizes], [1, 2, 1, 1, 2]);
  assert.deepEqual(
    openNodes(tree, (node) => node === 0),
    [0, 1, 4],
  );
  assert.deepEqual(
    [1, 3, 5].map((most) => levelsWithin(tree, most)),
    [0, 1, 4],
  );
});

test("what is open comes back from its writing, whatever it is called", () => {
  const keys = ["a,b", "100%", "%2C", "1st Army"];
  assert.deepEqual(readKeys(writeKeys(keys)), keys);
  assert.deepEqual(readKeys(writeKeys(["", "Red"])), ["", "Red"]);
  assert.deepEqual(readKeys(""), []);
  assert.notEqual(writeKeys([]), "");
});

test("subtotals count nothing twice, on any order of battle and whatever is shown", () => {
  let seed = 11;
  const chance = () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32;
  for (let round = 0; round < 200; round++) {
    const count = 1 + Math.floor(30 * chance());
    const rows = Array.from({ length: count }, (_, row) => row);
    const parents = rows.map(() => {
      const kind = chance();
      return kind < 0.2 ? null : kind < 0.3 ? "Group" : String(Math.floor(count * chance()));
    });
    const troops = Float64Array.from(rows, () => (chance() < 0.3 ? NaN : Math.ceil(100 * chance())));
    const [least, most] = [-1, 1].map((turn) => troops.map((number) => number + turn * Math.floor(9 * chance())));
    const sides = Uint8Array.from(rows, () => Math.floor(2 * chance()));
    const shown = rows.map(() => chance() < 0.7);
    const superiors = atOnce(readSuperiors(unitsOf(parents)));
    const { above } = superiors;
    const countedIn = Int32Array.from(rows, (row) => {
      let at = above[row];
      while (at >= 0 && at < count && sides[at] === sides[row] && Number.isNaN(troops[at])) at = above[at];
      return at >= 0 && at < count && sides[at] === sides[row] ? at : -1;
    });
    const facts = { sides, figures: { troops, least, most, approx: null, countedIn } };
    const isShown = (/** @type {number} */ row) => shown[row];
    const tree = atOnce(growTree(superiors, count, isShown, countedIn));
    // in the plainest way: who is below whom, and whose number is in that of another one of them
    const isBelow = (/** @type {number} */ row, /** @type {number} */ top) => {
      for (let at = row; at >= 0; at = at < count ? above[at] : -1) if (at === top) return true;
      return false;
    };
    const isCounted = (/** @type {number} */ row, /** @type {number[]} */ among) => {
      for (let at = countedIn[row]; at >= 0; at = countedIn[at]) if (among.includes(at)) return true;
      return false;
    };
    const shownRows = rows.filter(isShown);
    assert.equal(new Set(tree.rows).size, tree.rows.length);
    for (const row of shownRows) assert.equal(tree.rows[tree.nodes[row]], row);
    for (const [node, top] of tree.rows.entries()) {
      const below = shownRows.filter((row) => isBelow(row, top));
      assert.ok(below.length, "none stands there that has none below it");
      const sums = atOnce(sumBelow(tree, node, isShown, facts));
      assert.deepEqual(
        sums.map(({ side }) => side),
        [0, 1].filter((side) => below.some((row) => sides[row] === side)),
      );
      for (const { side, sum, above: more } of sums) {
        const all = below.filter((row) => sides[row] === side);
        const own = all.filter((row) => !isCounted(row, all));
        const known = own.filter((row) => !Number.isNaN(troops[row]));
        const add = (/** @type {Float64Array} */ column) => known.reduce((total, row) => total + column[row], 0);
        assert.equal(sum.units, all.length);
        assert.equal(more, all.length - own.length);
        assert.equal(sum.stated, all.length - own.length + known.length);
        if (!known.length) assert.equal(sum.troops ?? null, null);
        else {
          assert.deepEqual([sum.troops_min, sum.troops, sum.troops_max], [add(least), add(troops), add(most)]);
          assert.ok(Number(sum.troops_min) <= Number(sum.troops) && Number(sum.troops) <= Number(sum.troops_max));
        }
      }
    }
  }
});
