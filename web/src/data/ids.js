// Rows by their ids, of which there may be a million: a table of hashes, not a million texts.

/** @typedef {import("./columns.js").Texts} Texts */
/** @typedef {import("./columns.js").Patterns} Patterns */

const MARK = "\x1e";
const encoder = new TextEncoder();

/**
 * Runs in slices.
 * @param {Texts} texts @param {number} count @returns {Generator<void, (id: string) => number, void>} finds the row of an id, -1 where
 *   there is none
 */
export function* indexTexts(texts, count) {
  const find = yield* indexRows((row) => hash(texts.slice(row)), count);
  return (id) => {
    const bytes = encoder.encode(id);
    return find(hash(bytes), (row) => isSame(texts.slice(row), bytes));
  };
}

/**
 * The same of ids that differ in their numbers, of which no text is made.
 * @param {Patterns} patterns @param {number} count @returns {Generator<void, (id: string) => number, void>}
 */
export function* indexPatterns({ values, at, slots }, count) {
  const codes = new Map(values.map((parts, code) => [parts.join(MARK), code]));
  const sum = (/** @type {number} */ code, /** @type {(slot: number) => number} */ number) => {
    let mixed = code;
    for (let slot = 1; slot < values[code].length; slot++)
      mixed = Math.imul(mixed ^ number(slot - 1), 0x9e3779b1) ^ (mixed >>> 15);
    return Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0;
  };
  const find = yield* indexRows((row) => sum(at(row), (slot) => slots[slot](row)), count);
  return (id) => {
    const [pattern, numbers] = takeNumbers(id, slots.length);
    const code = codes.get(pattern);
    if (code === undefined) return -1;
    return find(
      sum(code, (slot) => numbers[slot]),
      (row) => at(row) === code && numbers.every((number, slot) => slots[slot](row) === number),
    );
  };
}

/**
 * A text's pattern and numbers, as they are taken out of it when it is packed.
 * @param {string} text @param {number} most numbers @returns {[pattern: string, numbers: number[]]}
 */
function takeNumbers(text, most) {
  /** @type {number[]} */
  const numbers = [];
  const pattern = text.replace(/[0-9]+/g, (digits) => {
    // 007 is no other way to write 7
    if (numbers.length === most || digits.length > 9 || (digits[0] === "0" && digits !== "0")) return digits;
    numbers.push(Number(digits));
    return MARK;
  });
  return [pattern, numbers];
}

/**
 * Runs in slices.
 * @param {(row: number) => number} hashOf @param {number} count
 * @returns {Generator<void, (hash: number, isIt: (row: number) => boolean) => number, void>}
 */
function* indexRows(hashOf, count) {
  const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
  // a row's number from 1 up, 0 for a free place
  const table = new Uint32Array(size);
  for (let row = 0; row < count; row++) {
    let place = hashOf(row) & (size - 1);
    while (table[place]) place = (place + 1) & (size - 1);
    table[place] = row + 1;
    if (row % 16384 === 0) yield;
  }
  return (sum, isIt) => {
    for (let place = sum & (size - 1); table[place]; place = (place + 1) & (size - 1))
      if (isIt(table[place] - 1)) return table[place] - 1;
    return -1;
  };
}

/** FNV-1a, 32 bits. http://www.isthe.com/chongo/tech/comp/fnv/ @param {Uint8Array} bytes @returns {number} */
function hash(bytes) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) sum = Math.imul(sum ^ bytes[at], 0x01000193);
  return (sum ^ (sum >>> 15)) >>> 0;
}

/** @param {Uint8Array} a @param {Uint8Array} b @returns {boolean} */
function isSame(a, b) {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
