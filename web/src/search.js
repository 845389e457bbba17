// Which units have some words in their names, ids or places.

const COLUMNS = ["label", "name", "id", "place"];
// rows that are looked at between two looks at the clock, and between two words about it
const ROWS = 4096;
const TOLD = 16 * ROWS;

/**
 * Runs in slices.
 * @param {import("./units.js").Units} units of a large map @param {string} words @param {number[]} found filled with rows, in order
 * @param {(part: number) => void} tell called from time to time with the part that is done
 * @returns {Generator<void, number, void>} how many were found
 */
export function* searchUnits(units, words, found, tell) {
  const needle = words.toLowerCase();
  const columns = new Set(COLUMNS.map(units.column).filter((column) => column !== undefined));
  const tests = [...columns].map((column) => testOf(column, needle));
  for (let from = 0; from < units.count; from += ROWS) {
    const to = Math.min(from + ROWS, units.count);
    const hits = new Uint8Array(to - from);
    for (const test of tests) test(from, to, hits);
    for (let row = 0; row < hits.length; row++) if (hits[row]) found.push(from + row);
    if (from % TOLD === 0) tell(from / units.count);
    yield;
  }
  return found.length;
}

/**
 * @param {import("./columns.js").Column} column @param {string} needle in lower case
 * @returns {(from: number, to: number, hits: Uint8Array) => void} marks the rows that have it
 */
function testOf({ codes, texts, patterns, get }, needle) {
  const has = (/** @type {any} */ value) => String(value ?? "").toLowerCase().includes(needle);
  if (texts)
    return (from, to, hits) => markRows(texts.block(from, to).toLowerCase(), needle, hits);
  // what has no digit can only stand beside the numbers of a pattern
  const told = codes ?? (patterns && !/[0-9]/.test(needle) ? patterns : null);
  const known = told?.values.map((value) => (Array.isArray(value) ? value.some(has) : has(value)));
  return (from, to, hits) => {
    for (let row = from; row < to; row++) if (told && known ? known[told.at(row)] : has(get(row))) hits[row - from] = 1;
  };
}

/**
 * Mark the parts of a text that have a needle, without making a text of each.
 * @param {string} block parted by U+001F @param {string} needle @param {Uint8Array} hits
 */
function markRows(block, needle, hits) {
  let [row, end] = [0, block.indexOf("\x1f")];
  for (let at = block.indexOf(needle); at >= 0; at = block.indexOf(needle, end)) {
    while (end >= 0 && end < at) {
      row++;
      end = block.indexOf("\x1f", end + 1);
    }
    hits[row] = 1;
    if (end < 0) return;
  }
}
