// What can be changed on the map: a unit, an annotation, an overlay; and which of them is chosen.

/**
 * A unit by its id, an annotation or an overlay by its row in the page.
 * @typedef {{ unit: string } | { note: number } | { drawn: number }} Thing
 */
/** @typedef {"units" | "annotations" | "overlays"} SheetName */

const CHOSEN = [".dm-unit", "[data-note]", "[data-drawn]"].map((one) => `${one}[aria-current=true]`).join();

/** How an annotation looks that is chosen, besides those that the page itself opens. */
export const STYLE = `
.dm-page [data-note][data-picked] { outline: 2px solid var(--accent); outline-offset: 2px }
`;

/** The data of the page. @returns {any} */
export function readScene() {
  return JSON.parse(document.getElementById("deploymap-scene")?.textContent ?? "{}");
}

/** @param {Thing} thing @returns {SheetName} */
export function sheetOf(thing) {
  return "unit" in thing ? "units" : "note" in thing ? "annotations" : "overlays";
}

/** @param {any} page as `window.deploymap` @param {Thing} thing @returns {{ lat: number | null, lon: number | null, name: string, id: string, date?: string }} where it stands, degrees, and what it is called */
export function placeOf(page, thing) {
  if ("unit" in thing) {
    const row = page.unit(thing.unit) ?? {};
    return { ...row, name: row.label ?? row.name, id: thing.unit };
  }
  const [table, row] = "note" in thing ? ["annotations", thing.note] : ["overlays", thing.drawn];
  const rows = readScene()[table] ?? {};
  const [lat, lon, id, ...names] = ["lat", "lon", "id", "name", "text", "type"].map(
    (column) => rows[column]?.[row] ?? null,
  );
  // a type in the words of the page
  const called = "drawn" in thing && !names[0] && elementOf(page, thing)?.ariaLabel;
  return { lat, lon, id, name: called || (names.find(Boolean) ?? id) };
}

/** Which row of which sheet is meant: of a unit the one that the page shows. @param {any} page @param {number} version of the map @param {Thing} thing @returns {Record<string, unknown>} */
export function rowOf(page, version, thing) {
  const { id, date } = placeOf(page, thing);
  if ("unit" in thing) return { version, unit: id, held: date ?? "" };
  return { version, unit: id, sheet: sheetOf(thing), number: "note" in thing ? thing.note : thing.drawn };
}

/** @param {any} page @param {Thing} thing @returns {string} the id that a copy of it may have */
export function freeId(page, thing) {
  const { id } = placeOf(page, thing);
  const taken = "unit" in thing ? null : new Set(readScene()[sheetOf(thing)].id);
  const isTaken = (/** @type {string} */ one) => (taken ? taken.has(one) : page.unit(one) !== null);
  let number = 2;
  while (isTaken(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

/** @param {any} page @param {Thing} thing @returns {HTMLElement | null} what stands for it on the map */
export function elementOf(page, thing) {
  const [[name, value]] = Object.entries(thing);
  return page.map.getContainer().querySelector(`[data-${name}="${CSS.escape(String(value))}"]`);
}

/**
 * @param {any} page as `window.deploymap` @param {() => void} changed called when another annotation is picked
 */
export function createChoice(page, changed) {
  let picked = /** @type {{ note: number, id: string } | null} */ (null);

  /** Mark the annotation that is picked: its element is made anew with every view. */
  function mark() {
    for (const element of document.querySelectorAll("[data-note]")) {
      const isPicked = picked !== null && element.getAttribute("data-note") === String(picked.note);
      if (element.hasAttribute("data-picked") !== isPicked) element.toggleAttribute("data-picked", isPicked);
    }
  }

  /** @param {number | null} note */
  function pick(note) {
    if ((picked?.note ?? null) === note) return;
    picked = note === null ? null : { note, id: readScene().annotations.id[note] };
    mark();
    changed();
  }

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !page.map.getContainer().contains(target)) return;
    const note = target.closest("[data-note]");
    if (note && !note.matches("button")) page.select(null);
    pick(note instanceof HTMLElement && !note.matches("button") ? Number(note.dataset.note) : null);
  });
  addEventListener("keydown", ({ key }) => key === "Escape" && pick(null));

  return {
    pick,
    mark,
    /** A row may have come or gone before the one that was picked. */
    follow() {
      if (!picked) return;
      const ids = readScene().annotations.id;
      const { note, id } = picked;
      const now = ids[note] === id ? note : ids.indexOf(id);
      picked = now < 0 ? null : { note: now, id };
    },
    /** @returns {Thing | null} */
    find() {
      const found = page.map.getContainer().querySelector(CHOSEN);
      if (!(found instanceof HTMLElement)) return picked && { note: picked.note };
      const { unit, note, drawn } = found.dataset;
      if (unit !== undefined) return { unit };
      return note === undefined ? { drawn: Number(drawn) } : { note: Number(note) };
    },
  };
}
