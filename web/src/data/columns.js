// Packed columns: the bytes of a large map's units, read where a value is asked for. docs/page-format.md describes them.

import { pause } from "../lib/slices.js";

/**
 * @typedef {{ kind: "dictionary" | "texts" | "patterns" | "numbers" | "floats" | "same", offset: number, bytes: number, width: number,
 *   values: (string | null)[], slots: Description[], as: string, base: number, delta: boolean, first: number, decimals: number, blanks: boolean }} Description
 * @typedef {{
 *   get: (index: number) => any,
 *   codes?: { values: (string | null)[], at: (index: number) => number },
 *   texts?: Texts,
 *   patterns?: Patterns
 * }} Column `get`: the value of a row, null for a blank; `codes` of a dictionary: a row's place among the values
 * @typedef {{ count: number, points: number, lengths: Description, x: Description, y: Description }} PackedArcs
 * @typedef {{ values: string[][], at: (index: number) => number, slots: ((index: number) => number)[] }} Patterns texts that differ in their
 *   numbers: what stands around these, a row's place among the values, and its number at each place
 * @typedef {{ block: (from: number, to: number) => string, slice: (index: number) => Uint8Array }} Texts many texts at a time, with U+001F
 *   between them, and the bytes of one
 */

// base64 characters that are decoded at a time; a multiple of 4
const PIECE = 1 << 18;
// rows that are read between two looks at the clock
const ROWS = 1 << 14;
// U+001F parts texts, U+001E stands for a number
const PART = 0x1f;
const MARK = "\x1e";

const decoder = new TextDecoder();

/**
 * The bytes of base64 of gzip, without a long task. Rejects where they are damaged, or not as many as `size`.
 * @param {string} text @param {number} size @returns {Promise<Uint8Array>}
 */
export async function unpackBytes(text, size) {
  const stream = new DecompressionStream("gzip");
  const reading = readAll(stream.readable.getReader(), size);
  // a fault is thrown by the reading and the writing alike; told once
  reading.catch(() => {});
  const writer = stream.writable.getWriter();
  for (let at = 0; at < text.length; at += PIECE) {
    await writer.write(fromBase64(text.slice(at, at + PIECE)));
    await pause();
  }
  await writer.close();
  return reading;
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader @param {number} size @returns {Promise<Uint8Array>} */
async function readAll(reader, size) {
  const all = new Uint8Array(size);
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.length > size) throw new RangeError(`more than ${size} bytes of units`);
    all.set(value, filled);
    filled += value.length;
  }
  if (filled < size) throw new RangeError(`${filled} bytes of units in place of ${size}`);
  return all;
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  if (native) return native(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/**
 * The arcs of a topology, each a list of steps as TopoJSON has them. Runs in slices.
 * @param {PackedArcs} arcs @param {Uint8Array} bytes @returns {Generator<void, [x: number, y: number][][], void>}
 */
export function* readArcs({ count, points, lengths, x, y }, bytes) {
  const ends = yield* readColumns({ lengths }, bytes, count);
  const steps = yield* readColumns({ x, y }, bytes, points);
  const [length, stepX, stepY] = [ends.get("lengths"), steps.get("x"), steps.get("y")];
  /** @type {[number, number][][]} */
  const arcs = [];
  for (let arc = 0, from = 0; arc < count; arc++) {
    const many = length?.get(arc);
    arcs.push(Array.from({ length: many }, (_, step) => [stepX?.get(from + step), stepY?.get(from + step)]));
    from += many;
    if (arc % 64 === 0) yield;
  }
  return arcs;
}

/** @param {Record<string, Description>} descriptions @returns {number} how many bytes the columns are */
export function sizeOf(descriptions) {
  return Object.values(descriptions).reduce(
    (most, column) => (column.kind === "same" ? most : Math.max(most, column.offset + column.bytes)),
    0,
  );
}

/**
 * The columns of a table, ready to be asked. Runs in slices.
 * @param {Record<string, Description>} descriptions @param {Uint8Array} bytes @param {number} count rows
 * @returns {Generator<void, Map<string, Column>, void>}
 */
export function* readColumns(descriptions, bytes, count) {
  /** @type {Map<string, Column>} */
  const columns = new Map();
  for (const [name, column] of Object.entries(descriptions)) {
    if (column.kind === "same") {
      columns.set(name, /** @type {Column} */ (columns.get(column.as)));
      continue;
    }
    const stretch = bytes.subarray(column.offset, column.offset + column.bytes);
    columns.set(name, yield* READERS[column.kind](column, stretch, count));
    yield;
  }
  return columns;
}

const READERS = {
  dictionary: readDictionary,
  texts: readTexts,
  patterns: readPatterns,
  numbers: readNumbers,
  floats: readFloats,
};

/** @param {Description} column @param {Uint8Array} bytes @param {number} count @returns {Generator<void, Column, void>} */
function* readDictionary({ values, width }, bytes, count) {
  const all = [null, ...values];
  const at = wholeAt(bytes, width, count);
  return { get: (index) => all[at(index)], codes: { values: all, at } };
}

/** @param {Description} _ @param {Uint8Array} bytes @param {number} count @returns {Generator<void, Column, void>} */
function* readTexts(_, bytes, count) {
  // where each text ends
  const ends = new Uint32Array(count);
  let row = 0;
  for (let from = 0; from < bytes.length; from += 8 * ROWS) {
    const to = Math.min(from + 8 * ROWS, bytes.length);
    for (let at = from; at < to; at++) if (bytes[at] === PART) ends[row++] = at;
    yield;
  }
  if (count) ends[row++] = bytes.length;
  if (row !== count) throw new RangeError(`${row} texts of ${count}`);
  const start = (/** @type {number} */ index) => (index === 0 ? 0 : ends[index - 1] + 1);
  const slice = (/** @type {number} */ index) => bytes.subarray(start(index), ends[index]);
  const block = (/** @type {number} */ from, /** @type {number} */ to) =>
    decoder.decode(bytes.subarray(start(from), ends[to - 1]));
  return {
    get: (index) => (start(index) === ends[index] ? null : decoder.decode(slice(index))),
    texts: { block, slice },
  };
}

/** @param {Description} column @param {Uint8Array} bytes @param {number} count @returns {Generator<void, Column, void>} */
function* readPatterns({ values: marked, width, slots: descriptions }, bytes, count) {
  const values = marked.map((value) => (value ?? "").split(MARK));
  const at = wholeAt(bytes, width, count);
  /** @type {Patterns["slots"]} */
  const slots = [];
  for (const slot of descriptions) {
    const column = yield* readNumbers(slot, bytes.subarray(slot.offset, slot.offset + slot.bytes), count);
    slots.push(column.get);
  }
  const get = (/** @type {number} */ index) => {
    const parts = values[at(index)];
    let text = parts[0];
    for (let slot = 1; slot < parts.length; slot++) text += slots[slot - 1](index) + parts[slot];
    return text || null;
  };
  return { get, patterns: { values, at, slots } };
}

/** @param {Description} column @param {Uint8Array} bytes @param {number} count @returns {Generator<void, Column, void>} */
function* readNumbers(column, bytes, count) {
  const { width, base, blanks, delta, first } = column;
  const factor = 10 ** column.decimals;
  const whole = wholeAt(bytes, width, count);
  const blankBits = bytes.subarray(width * count);
  const isBlank = (/** @type {number} */ index) => blanks && (blankBits[index >> 3] >> (index & 7)) & 1;
  if (!delta) return { get: (index) => (isBlank(index) ? null : (whole(index) + base) / factor) };
  const numbers = new Float64Array(count);
  for (let index = 0, sum = first; index < count; index++) {
    if (index) sum += whole(index) + base;
    numbers[index] = sum / factor;
    if (index % ROWS === 0) yield;
  }
  return { get: (index) => (isBlank(index) ? null : numbers[index]) };
}

/** @param {Description} _ @param {Uint8Array} bytes @param {number} count @returns {Generator<void, Column, void>} */
function* readFloats(_, bytes, count) {
  const view = new DataView(new ArrayBuffer(8));
  return {
    get: (index) => {
      for (let plane = 0; plane < 8; plane++) view.setUint8(plane, bytes[plane * count + index]);
      const number = view.getFloat64(0, true);
      return Number.isNaN(number) ? null : number;
    },
  };
}

/**
 * A row's whole number from planes of bytes.
 * @param {Uint8Array} bytes @param {number} width @param {number} count @returns {(index: number) => number}
 */
function wholeAt(bytes, width, count) {
  if (width === 0) return () => 0;
  if (width === 1) return (index) => bytes[index];
  if (width === 2) return (index) => bytes[index] + 256 * bytes[count + index];
  return (index) => {
    let whole = 0;
    for (let plane = width - 1; plane >= 0; plane--) whole = 256 * whole + bytes[plane * count + index];
    return whole;
  };
}
