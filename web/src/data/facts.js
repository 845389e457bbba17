// What the drawing of many units needs of each: its side and the figure of its circle, as arrays of numbers.

/**
 * Runs in slices.
 * @param {import("./units.js").Units} units @param {import("./scene.js").Scene} scene @returns {Generator<void, import("../map/density/crowd.js").Facts, void>}
 */
export function* readFacts(units, scene) {
  const sides = yield* readSides(units, scene);
  const { of } = scene.circles;
  const [troops, least, most] = [
    yield* readNumbers(units, of),
    yield* readNumbers(units, `${of}_min`),
    yield* readNumbers(units, `${of}_max`),
  ];
  const approx = units.column(`${of}_approx`);
  const countedIn = yield* readCounted(units);
  return {
    sides,
    figures: { troops, least, most, approx: approx ? (index) => Boolean(approx.get(index)) : null, countedIn },
  };
}

/** @param {import("./units.js").Units} units @param {import("./scene.js").Scene} scene @returns {Generator<void, Uint8Array | Uint16Array, void>} */
function* readSides(units, { sides }) {
  const all = sides.length < 256 ? new Uint8Array(units.count) : new Uint16Array(units.count);
  const column = units.column("side");
  if (!column) return all;
  const places = new Map(sides.map(({ name }, index) => [name, index]));
  const place = (/** @type {string | null} */ name) => places.get(name ?? "") ?? 0;
  const byCode = column.codes?.values.map(place);
  for (let index = 0; index < units.count; index++) {
    all[index] = column.codes && byCode ? byCode[column.codes.at(index)] : place(column.get(index));
    if (index % 8192 === 0) yield;
  }
  return all;
}

/** @param {import("./units.js").Units} units @param {string} name @returns {Generator<void, Float64Array | null, void>} NaN for a blank */
function* readNumbers(units, name) {
  const column = units.column(name);
  if (!column) return null;
  const numbers = new Float64Array(units.count);
  for (let index = 0; index < units.count; index++) {
    numbers[index] = column.get(index) ?? NaN;
    if (index % 8192 === 0) yield;
  }
  return numbers;
}

/** @param {import("./units.js").Units} units @returns {Generator<void, Int32Array | null, void>} the row of the unit in whose number each one's is, -1 for none */
function* readCounted(units) {
  // of several dates the same rows, told anew at each
  if (units.times) return units.times.countedIn;
  const column = units.column("counted_in");
  if (!column) return null;
  yield* units.prepareIds();
  const rows = new Int32Array(units.count);
  const find = (/** @type {string | null} */ id) => (id === null ? -1 : units.indexOfId(id));
  const byCode = column.codes?.values.map(find);
  for (let index = 0; index < units.count; index++) {
    rows[index] = column.codes && byCode ? byCode[column.codes.at(index)] : find(column.get(index));
    if (index % 2048 === 0) yield;
  }
  return rows;
}
