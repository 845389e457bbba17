// What is drawn and not in the sheet yet: its points are taken back and set again, by the keys.

/** @typedef {import("./handles.js").Part} Part */

/** @param {KeyboardEvent} event @returns {"back" | "forth" | "" | null} the way of a key for Undo, for Redo, that of the last point, null for others */
function wayOf({ key, ctrlKey, metaKey, shiftKey }) {
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey)
    return letter === "y" || (letter === "z" && shiftKey) ? "forth" : letter === "z" ? "back" : null;
  return key === "Backspace" || key === "Delete" ? "" : null;
}

/**
 * @param {ReturnType<typeof import("./handles.js").createHandles>} handles
 * @param {(parts: Part[]) => void} put called with the points of before, or those that were taken back
 */
export function createDraft(handles, put) {
  let past = /** @type {Part[][]} */ ([]);
  let future = /** @type {Part[][]} */ ([]);

  return {
    begin() {
      past = future = [];
    },
    /** @param {Part[]} old points that have just become others */
    take(old) {
      past = [...past, old];
      future = [];
    },
    /** @param {KeyboardEvent} event @returns {boolean} whether the key was one for points */
    press(event) {
      const way = wayOf(event);
      if (way === null || event.target instanceof HTMLInputElement) return false;
      if (way === "") handles.remove();
      else {
        const [from, to] = way === "back" ? [past, future] : [future, past];
        const parts = from.at(-1);
        if (!parts) return true;
        const rest = from.slice(0, -1);
        const more = [...to, handles.parts()];
        [past, future] = way === "back" ? [rest, more] : [more, rest];
        put(parts);
      }
      return true;
    },
  };
}
