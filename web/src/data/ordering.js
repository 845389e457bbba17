// Rows in the order of a column. Pure.

/**
 * Blanks come last, whichever way round; rows of one value stay in their order.
 * @param {number[]} rows @param {(row: number) => string | number | null} valueOf @param {boolean} isDown from the last to the first
 * @returns {number[]}
 */
export function sortRows(rows, valueOf, isDown) {
  const turn = isDown ? -1 : 1;
  const pairs = rows.map((row) => ({ row, value: valueOf(row) }));
  pairs.sort(({ value: one }, { value: other }) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return turn * compare(one, other);
  });
  return pairs.map(({ row }) => row);
}

/** @param {string | number} one @param {string | number} other @returns {number} numbers come before texts */
function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const WRITTEN = /^([-+−]?)\s?(\d[\d.,'’\s]*?)\s*(\D*)$/u;

/**
 * How the cells of a column are read as numbers: where all that say something are, in one unit, they may have signs of thousands; else those that
 * are plain numbers.
 * @param {Iterable<string | number | null>} cells @returns {(text: string) => number | null}
 */
export function numberReader(cells) {
  let unit = /** @type {string | null} */ (null);
  let decimal = "";
  for (const cell of cells) {
    const text = String(cell ?? "").trim();
    if (text === "") continue;
    const [, , number, after] = WRITTEN.exec(text) ?? [];
    if (number === undefined || (unit ?? after) !== after) return readPlain;
    unit = after;
    const last = /([.,])(\d+)$/.exec(number);
    // a comma with three digits behind it is one of thousands, a point where there are several
    if (last && number.split(last[1]).length === 2 && (last[1] === "." || last[2].length !== 3)) decimal = last[1];
  }
  return (text) => {
    const [, sign, number] = WRITTEN.exec(text.trim()) ?? [];
    if (number === undefined) return null;
    const [whole, ...rest] = decimal ? number.split(decimal) : [number];
    const value = Number(`${whole.replace(/\D/g, "")}.${rest.join("")}`);
    return /[-−]/.test(sign) ? -value : value;
  };
}

/** @param {string} text @returns {number | null} */
function readPlain(text) {
  return Number.isNaN(Number(text)) ? null : Number(text);
}
