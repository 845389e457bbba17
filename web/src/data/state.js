// What the reader is at: one small object from which map, list, table, counts and the page's address are drawn. Pure.

import { isEnd } from "./fields.js";
import { isMoment } from "./moments.js";
import { readNear } from "./near.js";

/**
 * @typedef {{ values?: string[], from?: string, to?: string }} Condition on a column: some of its values, or a range, open where an end is
 *   missing; the value "" is "not stated", beside a range too
 * @typedef {{ lat: number, lon: number, zoom: number }} View
 * @typedef {{
 *   text: string, filters: Record<string, Condition>, date: string, since: string, unit: string | null, view: View | null, style: "classes" | "app6" | null,
 *   show: "table" | "tree" | "totals" | null, sort: string, without: string, group: string, open: string, why: string, rings: boolean, trails: boolean, others: boolean
 * }} State `text`: what is searched; `date`: ISO text, `since`: where a span is shown its first date, and `date` its last; both "" for what the map opens with; `unit`: id of the chosen one; `view`: null for the first one; `style`: null for the map's own; `sort`: a column
 *   of the table, with a minus before it from the last; `without`: its columns that were put away, with commas between them, and those in their names as %2C; `group`: the column by which is added up;
 *   `open`: the ids of superiors whose units are seen in the tree, written like `without` with a comma before each, "" for the first levels;
 *   `why`: of which sum it is told how it was worked out, as keys: a value and a side, or a superior in the tree; `rings`: whether the
 *   accuracy of all units is seen; `trails`: whether it is seen where all came from; `others`: whether the units that are left out are seen faintly
 * @typedef {{ get: () => State, change: (patch: Partial<State>, step?: string | null) => void, set: (state: State) => void,
 *   listen: (hear: Listener) => void }} Store
 * @typedef {(state: State, last: State, step: string | null | undefined) => void} Listener
 * @typedef {"facet" | "range" | "under" | "near"} How some of its values, a range, those below a superior, or what is near
 * @typedef {(column: string) => How | null} Known how a column can be filtered, null where it cannot
 */

/** How the address of a page begins that has a state in it. */
const VERSION = "1";

/** @type {State} */
export const START = {
  text: "",
  filters: {},
  date: "",
  since: "",
  unit: null,
  view: null,
  style: null,
  show: null,
  sort: "",
  without: "",
  group: "",
  open: "",
  why: "",
  rings: false,
  trails: false,
  others: false,
};

/** What the dock can show. */
const SHOWN = /** @type {(string | null)[]} */ (["table", "tree", "totals"]);

/**
 * @param {State} first @returns {Store} `change` with a name for the step: several of one name, one after the other, are one step back; with
 *   null it is none
 */
export function createStore(first) {
  let state = first;
  /** @type {Listener[]} */
  const all = [];
  const tell = (/** @type {State} */ next, /** @type {string | null | undefined} */ step) => {
    const last = state;
    state = next;
    if (!isSame(last, next)) for (const hear of all) hear(state, last, step);
  };
  return {
    get: () => state,
    change: (patch, step = null) => tell({ ...state, ...patch }, step),
    set: (next) => tell(next, undefined),
    listen: (hear) => all.push(hear),
  };
}

/** @param {any} a @param {any} b @returns {boolean} whether two states, or parts of them, say the same */
export function isSame(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** @param {State} state @returns {boolean} whether some units may be left out */
export function isSifted({ text, filters }) {
  return text.trim() !== "" || Object.keys(filters).length > 0;
}

/**
 * @param {State["filters"]} filters @param {string} column @param {Condition} condition one that holds for all takes it off
 * @returns {State["filters"]} with the condition on the column
 */
export function withCondition(filters, column, condition) {
  const others = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== column));
  const { values = [], from = "", to = "" } = condition;
  const kept = { ...(values.length && { values }), ...(from && { from }), ...(to && { to }) };
  return Object.keys(kept).length ? { ...others, [column]: kept } : others;
}

/** @param {State} state @returns {string} the page's address for it, from the # on; "" for what the page opens with */
export function writeState(state) {
  const {
    text,
    filters,
    date,
    since,
    unit,
    view,
    style,
    show,
    sort,
    without,
    group,
    open,
    why,
    rings,
    trails,
    others,
  } = state;
  const conditions = Object.entries(filters).flatMap(([column, { values = [], from, to }]) => [
    ...(from || to ? [[column, `${from ?? ""}..${to ?? ""}`]] : []),
    ...values.map((value) => [column, value]),
  ]);
  const parts = [
    ["since", since],
    ["date", date],
    ["q", text.trim()],
    ["unit", unit],
    ["at", view && [view.lat, view.lon, view.zoom].join(",")],
    ["style", style],
    ["show", show],
    ["sort", sort],
    ["without", without],
    ["group", group],
    ["open", open],
    ["why", why],
    ["rings", rings ? "yes" : null],
    ["trails", trails ? "yes" : null],
    ["others", others ? "yes" : null],
  ].filter(([, value]) => value);
  const written = [...conditions, ...parts].map(([name, value]) => `${encode(name ?? "")}=${encode(value ?? "")}`);
  return written.length ? `#${[VERSION, ...written].join("&")}` : "";
}

/**
 * @param {string} address from the # on @param {Known} known @param {boolean} [isOverTime] whether the page has several dates
 * @returns {{ state: State, unknown: string[] }} `unknown`: the parts that say nothing here, and are left out
 */
export function readState(address, known, isOverTime = false) {
  const [version, ...parts] = address.replace(/^#/, "").split("&");
  if (version !== VERSION) return { state: START, unknown: /^[0-9]+$/.test(version) ? [address] : [] };
  let state = START;
  const unknown = [];
  for (const part of parts) {
    const [name, value] = split(part);
    const next = readPart(state, name, value, known, isOverTime);
    if (next) state = next;
    else unknown.push(name || part);
  }
  return { state, unknown };
}

/** @param {string[]} keys @returns {string} each with a comma before it, and those within it as %2C */
export function writeKeys(keys) {
  return keys.map((key) => `,${inList(key)}`).join("") || ",";
}

/** @param {string} written @returns {string[]} */
export function readKeys(written) {
  return written
    .split(",")
    .slice(1)
    .map((key) => key.replace(/%(2C|25)/g, decodeURIComponent));
}

/** @param {string} key of a column, which may have commas in it @returns {string} as it stands among others with commas between them */
export function inList(key) {
  return key.replace(/[%,]/g, encodeURIComponent);
}

/**
 * @param {State} state @param {string} name @param {string} value @param {Known} known @param {boolean} isOverTime
 * @returns {State | null} null where it says nothing
 */
function readPart(state, name, value, known, isOverTime) {
  const use = known(name);
  // a span of dates is a condition on the rows, and so is none
  if ((name === "date" || name === "since") && isOverTime && value && !value.includes(".."))
    return isMoment(value) ? { ...state, [name]: value } : null;
  if (use) {
    const condition = readCondition(state.filters[name], name, value, use);
    return condition && { ...state, filters: { ...state.filters, [name]: condition } };
  }
  switch (name) {
    case "q":
      return { ...state, text: value };
    case "unit":
    case "sort":
    case "without":
    case "group":
    case "open":
    case "why":
      return { ...state, [name]: value };
    case "rings":
    case "trails":
    case "others":
      return value === "yes" ? { ...state, [name]: true } : null;
    case "style":
      return value === "classes" || value === "app6" ? { ...state, style: value } : null;
    case "show":
      return SHOWN.includes(value) ? { ...state, show: /** @type {State["show"]} */ (value) } : null;
    case "at":
      return readView(state, value);
    default:
      return null;
  }
}

/** @param {State} state @param {string} value @returns {State | null} */
function readView(state, value) {
  const [lat, lon, zoom] = value.split(",").map(Number);
  const isPlace = Math.abs(lat) <= 90 && Math.abs(lon) <= 540 && zoom >= 0 && zoom <= 30;
  return isPlace ? { ...state, view: { lat, lon, zoom } } : null;
}

/**
 * @param {Condition | undefined} before @param {string} name @param {string} value @param {How} use
 * @returns {Condition | null} null where it says nothing
 */
function readCondition(before, name, value, use) {
  if (use === "near" && !readNear(value)) return null;
  const range = use === "range" ? /^(.*?)\.\.(.*)$/.exec(value) : null;
  if (!range) return { ...before, values: [...new Set([...(before?.values ?? []), value])] };
  if (!isEnd(name, range[1]) || !isEnd(name, range[2])) return null;
  return { ...before, ...(range[1] && { from: range[1] }), ...(range[2] && { to: range[2] }) };
}

/** @param {string} part @returns {[name: string, value: string]} */
function split(part) {
  const at = part.indexOf("=");
  return at < 0 ? ["", part] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
}

/** What stands for itself in an address stays readable. @param {string} text @returns {string} */
function encode(text) {
  return encodeURIComponent(text)
    .replace(/%20/g, "+")
    .replace(/%(2C|3A|2F|40)/g, (code) => decodeURIComponent(code));
}

/** @param {string} text @returns {string} as it is where it is no such code */
function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}
