// Rows by their ids, of which there may be a million: a table of hashes over the bytes, not a million texts.

/** @typedef {import("./columns.js").Texts} Texts */

/**
 * Runs in slices.
 * @param {Texts} texts @param {number} count @returns {Generator<void, (id: Uint8Array) => number, void>} finds the row of an id, -1
 *   where there is none
 */
export function* indexIds(texts, count) {
  const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
  // a row's number from 1 up, 0 for a free place
  const table = new Uint32Array(size);
  for (let row = 0; row < count; row++) {
    let place = hash(texts.slice(row)) & (size - 1);
    while (table[place]) place = (place + 1) & (size - 1);
    table[place] = row + 1;
    if (row % 16384 === 0) yield;
  }
  return (id) => {
    for (let place = hash(id) & (size - 1); table[place]; place = (place + 1) & (size - 1))
      if (isSame(texts.slice(table[place] - 1), id)) return table[place] - 1;
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
