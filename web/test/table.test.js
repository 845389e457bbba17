import assert from "node:assert/strict";
import { test } from "node:test";
import { numberReader, sortRows } from "../src/data/ordering.js";
import { addUp } from "../src/data/totals.js";
import { sumSides } from "../src/map/density/gathering.js";
import { cellsOf, fileName, writeCell, writeCsv, writeGeojson } from "../src/reader/takeaway.js";
import { atOnce } from "../src/lib/slices.js";

test("rows are sorted by numbers or words, blanks last either way", () => {
  const values = [3, null, "b", 20, "a", 3];
  const sort = (/** @type {boolean} */ isDown) => sortRows([0, 1, 2, 3, 4, 5], (row) => values[row], isDown);
  assert.deepEqual(sort(false), [0, 5, 3, 4, 2, 1]);
  assert.deepEqual(sort(true), [2, 4, 3, 0, 5, 1]);
});

test("written numbers are read where a column has nothing else", () => {
  const read = (/** @type {string[]} */ ...cells) => cells.map(numberReader(cells));
  assert.deepEqual(read("10,000", "12,000", "2,200", "950"), [10000, 12000, 2200, 950]);
  assert.deepEqual(read("11.3%", "17%", "-2%"), [11.3, 17, -2]);
  assert.deepEqual(read("1.234.567", "1.500,5", "7"), [1234567, 1500.5, 7]);
  assert.deepEqual(read("12 km", "3,5 km", "1 200 km"), [12, 3.5, 1200]);
  assert.deepEqual(numberReader(["5", "", null, "1e3"])("1e3"), 1000);
  // units, dates and names are no numbers alone
  assert.deepEqual(read("5 km", "300 m"), [null, null]);
  assert.deepEqual(read("2022-01-12", "1st", "5"), [null, null, 5]);
});

test("no cell of a CSV is a formula, and numbers stay numbers", () => {
  assert.deepEqual(["=1+1", "@x", "+7 (495)", "-", "-48.5", "+3", 'say "a", b', null, "line\n2"].map(writeCell), [
    ...["'=1+1", "'@x", "'+7 (495)", "-", "-48.5", "+3", '"say ""a"", b"', "", '"line\n2"'],
  ]);
});

test("what is shown is taken away with all columns, with and without a position", () => {
  const table = {
    ...{ id: ["a", "b"], name: ["Ä", "B"], lat: [48, null], lon: [190, null] },
    ...{
      date: ["2022-01-01", "2022"],
      date_span: ["2022-01/2022-03", null],
      troops_approx: [true, null],
      circle: [3, null],
    },
  };
  const own = { class: ["=x", null] };
  const units = /** @type {any} */ ({
    has: (/** @type {string} */ name) => name in table,
    get: (/** @type {number} */ row, /** @type {"id"} */ name) => table[name][row],
    extraColumn: () => ({ get: (/** @type {number} */ row) => own.class[row] }),
  });
  const cells = cellsOf(units, ["class"]);
  const csv = atOnce(writeCsv([1, 0], cells)).join("");
  assert.equal(
    csv,
    "\ufeffid,name,troops_approx,circle,lat,lon,date,class\r\nb,B,,,,,2022,\r\na,Ä,true,3,48,-170,2022-01/2022-03,'=x\r\n",
  );
  const geojson = JSON.parse(atOnce(writeGeojson([0, 1], cells, "2 of 9")).join(""));
  assert.equal(geojson.source, "2 of 9");
  assert.deepEqual(geojson.features[0].geometry, { type: "Point", coordinates: [-170, 48] });
  assert.deepEqual(geojson.features[1], {
    type: "Feature",
    geometry: null,
    properties: { id: "b", name: "B", date: "2022" },
  });
  assert.equal(fileName("Title – 2 of 9 units, within 10 km", "csv", ","), "Title-2-of-9-units-within-10-km.csv");
  assert.equal(fileName("Troops: 1,000–2,000,000, 3 units", "csv", ","), "Troops-1000-2000000-3-units.csv");
  assert.equal(fileName("Truppen: 1.000–2.000", "csv", "."), "Truppen-1000-2000.csv");
  // half of a number would be another one
  assert.equal(fileName(`${"x".repeat(109)} as of 1 March 2022`, "csv", ","), `${"x".repeat(109)}-as-of-1.csv`);
  assert.equal(fileName("x".repeat(130), "csv", ","), `${"x".repeat(120)}.csv`);
});

test("totals count nothing twice, on any order of battle and whatever is shown", () => {
  let seed = 7;
  const chance = () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32;
  for (let round = 0; round < 200; round++) {
    const count = 1 + Math.floor(40 * chance());
    const rows = Array.from({ length: count }, (_, row) => row);
    const troops = Float64Array.from(rows, () => (chance() < 0.3 ? NaN : Math.ceil(100 * chance())));
    const [least, most] = [-1, 1].map((turn) => troops.map((number) => number + turn * Math.floor(9 * chance())));
    const sides = Uint8Array.from(rows, () => Math.floor(2 * chance()));
    const above = rows.map((row) => (row && chance() < 0.7 ? Math.floor(row * chance()) : -1));
    const countedIn = Int32Array.from(rows, (row) => {
      let at = above[row];
      while (at >= 0 && (sides[at] !== sides[row] || Number.isNaN(troops[at])))
        at = sides[at] === sides[row] ? above[at] : -1;
      return at;
    });
    const facts = { sides, figures: { troops, least, most, approx: null, countedIn } };
    const shown = rows.map(() => chance() < 0.8);
    const some = rows.filter((row) => shown[row]);
    const totals = atOnce(
      addUp(
        some,
        (row) => row % 3,
        facts,
        (row) => shown[row],
      ),
    );
    assert.equal(
      totals.reduce((sum, total) => sum + total.sum.units, 0),
      some.length,
    );
    for (const side of [0, 1]) {
      const [whole] = sumSides(
        some.filter((row) => sides[row] === side),
        facts,
      );
      const parts = totals.filter((total) => total.side === side);
      const added = parts.reduce((sum, total) => sum + (total.sum.troops ?? 0), 0);
      assert.equal(added, whole?.troops ?? 0);
      for (const { sum } of parts)
        if (sum.parts)
          assert.ok(
            Number(sum.troops_min ?? sum.troops) <= Number(sum.troops) &&
              Number(sum.troops) <= Number(sum.troops_max ?? sum.troops),
          );
    }
  }
});
