// What a page with `editable = true` has: its readers move and change units for themselves, and take their changes away as a patch.

import { STYLE as MAPS, redraw } from "./anew.js";
import { makeRoom, STYLE as BAR } from "./bar.js";
import { make } from "./dom.js";
import { serveDragging, STYLE as DRAGGING } from "./drag.js";
import { downloadPatch } from "./patch.js";
import { EDITOR, speakEditor } from "./words.js";

/** @typedef {{ line: import("./patch.js").Line, index: number, was: Record<string, any>, becomes: Record<string, any> }} Made `was`, `becomes`: columns of the unit's row */

// texts of the sheet, which are in the page as they stand there
const TEXTS = /** @type {const} */ (["name", "kind", "echelon", "status", "place", "confidence", "source", "note"]);
// what was worked out from a position holds for no other
const WORKED_OUT = [
  "in_country",
  "in_country_iso",
  "in_region",
  "line_side",
  "line_side_by",
  "border_km",
  "border_with",
  "position_source",
];

const page = /** @type {any} */ (window).deploymap;
const made = /** @type {Made[]} */ ([]);
const undone = /** @type {Made[]} */ ([]);
const { editor_words, language } = readData();
speakEditor(editor_words, language);
const bar = make("div", { className: "dm-edit", lang: language });
const message = make("p", { textContent: EDITOR.readerHint });
message.setAttribute("role", "status");
const name = make("strong", {});
const column = make(
  "select",
  { ariaLabel: EDITOR.column },
  ...TEXTS.map((text) => make("option", { value: text, textContent: EDITOR[text] })),
);
const cell = make("input", { size: 24, autocomplete: "off", dir: "auto", ariaLabel: EDITOR.text });
const note = make("input", { size: 24, autocomplete: "off", dir: "auto" });
const change = make("form", { hidden: true }, name, column, cell, make("button", { textContent: EDITOR.change }));
/** @param {string} textContent @param {() => void} onclick */
const button = (textContent, onclick) => make("button", { type: "button", textContent, onclick });
const undo = button(EDITOR.undo, () => step(made, undone, "was"));
const redo = button(EDITOR.redo, () => step(undone, made, "becomes"));
const download = button(EDITOR.downloadPatch, () => downloadPatch(gather()));

/** The data of the page, which it is drawn from. */
function readData() {
  return JSON.parse(document.getElementById("deploymap-scene")?.textContent ?? "{}");
}

// one drawing after another
let waiting = Promise.resolve();

/** The changes, one line a cell: the first text of it, and the last. @returns {import("./patch.js").Line[]} */
function gather() {
  /** @type {Map<string, import("./patch.js").Line>} */
  const lines = new Map();
  for (const { line } of made) {
    const key = JSON.stringify([line.id, line.date, line.column]);
    const first = lines.get(key);
    lines.set(key, first ? { ...line, old: first.old } : line);
  }
  return [...lines.values()].filter((line) => line.old !== line.new);
}

/** Draw the page with other values in a row of a unit. @param {number} index @param {Record<string, any>} values */
function put(index, values) {
  waiting = waiting.then(() => putNow(index, values));
}

/** @param {number} index @param {Record<string, any>} values */
async function putNow(index, values) {
  const scene = readData();
  const { units, sites } = scene;
  for (const [column, value] of Object.entries(values)) {
    units[column] ??= units.id.map(() => null);
    units[column][index] = value;
  }
  if ("lat" in values) {
    const { lat, lon } = values;
    let site = sites.lat.findIndex(
      (/** @type {number} */ one, /** @type {number} */ at) => one === lat && sites.lon[at] === lon,
    );
    if (site < 0) {
      site = sites.lat.length;
      for (const column of Object.keys(sites)) sites[column].push(units[column]?.[index] ?? null);
    }
    units.site ??= units.id.map(() => null);
    units.site[index] = site;
  }
  const data = document.getElementById("deploymap-scene");
  if (data) data.textContent = JSON.stringify(scene);
  await redraw(page, page.map.getContainer().id);
  show();
}

/** @param {Made} one */
function take(one) {
  made.push(one);
  undone.length = 0;
  put(one.index, one.becomes);
}

/** @param {Made[]} from @param {Made[]} to @param {"was" | "becomes"} which */
function step(from, to, which) {
  const one = from.pop();
  if (!one) return;
  to.push(one);
  put(one.index, one[which]);
}

/** @param {string} unit @returns {number} its row, of a page with rows of several dates that which is shown; -1 for none */
function indexOf(unit) {
  const { units } = readData();
  const date = page.unit(unit)?.date ?? null;
  const rows = units.id.flatMap((/** @type {string} */ id, /** @type {number} */ row) => (id === unit ? [row] : []));
  return rows.find((/** @type {number} */ row) => (units.date?.[row] ?? null) === date) ?? rows[0] ?? -1;
}

/** @param {number} index @param {string[]} columns @returns {Record<string, any>} */
function valuesOf(index, columns) {
  const { units } = readData();
  return Object.fromEntries(columns.map((column) => [column, units[column]?.[index] ?? null]));
}

/** @returns {string | null} the unit that is open */
function chosen() {
  const button = page.map.getContainer().querySelector(".dm-unit[aria-current=true]");
  return button instanceof HTMLElement ? (button.dataset.unit ?? null) : null;
}

let shown = "";
function show() {
  const unit = chosen();
  change.hidden = unit === null;
  // on a narrow page there is no room for both
  message.className = unit === null ? "dm-edit-line" : "dm-edit-hint";
  if (unit !== null) {
    const row = page.unit(unit);
    const key = JSON.stringify([unit, row.name, column.value, row[column.value]]);
    // what is written here is a change of the page too
    if (key !== shown) {
      shown = key;
      name.textContent = row.label ?? row.name;
      cell.value = row[column.value] ?? "";
    }
  }
  undo.disabled = !made.length;
  redo.disabled = !undone.length;
  download.disabled = !made.length;
}

change.onsubmit = (event) => {
  event.preventDefault();
  const unit = chosen();
  if (unit === null) return;
  const [index, text] = [indexOf(unit), cell.value.trim()];
  const was = valuesOf(index, column.value === "name" ? ["name", "label"] : [column.value]);
  const old = was[column.value] ?? "";
  if (index < 0 || text === old) return;
  // the name, with how many there are of it
  const label = "label" in was && { label: (was.label ?? old).replace(old, () => text) };
  const becomes = { ...was, [column.value]: text || null, ...label };
  take({ line: lineOf(index, column.value, old, text), index, was, becomes });
};

/** @param {number} index @param {string} column @param {string} old @param {string} text @returns {import("./patch.js").Line} */
function lineOf(index, column, old, text) {
  const { id, date } = valuesOf(index, ["id", "date"]);
  return { id, date, column, old, new: text, note: note.value.trim() };
}
column.onchange = show;

page?.ready.then(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(MAPS + BAR + DRAGGING);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  bar.append(
    message,
    make("span", { className: "dm-edit-line" }, change, make("label", {}, EDITOR.why, note), undo, redo, download),
  );
  document.body.append(bar);
  makeRoom(bar, page);
  if (readData().packed) {
    message.textContent = EDITOR.tooMany;
    return;
  }
  serveDragging(page, (thing, { lat, lon }, putBack) => {
    const unit = "unit" in thing ? thing.unit : "";
    const index = indexOf(unit);
    if (index < 0) return putBack();
    const was = valuesOf(index, ["lat", "lon", "site", ...WORKED_OUT]);
    const becomes = { ...Object.fromEntries(Object.keys(was).map((name) => [name, null])), lat, lon };
    const line = lineOf(index, "position", `${was.lat}, ${was.lon}`, `${lat}, ${lon}`);
    take({ line, index, was, becomes });
  });
  new MutationObserver(show).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-current"],
  });
  addEventListener("beforeunload", (event) => {
    if (made.length) event.preventDefault();
  });
  show();
});
