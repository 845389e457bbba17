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
