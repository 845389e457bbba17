// Below the map: the table of what is shown, its totals, and what can be taken away.

import { createTable } from "./table.js";
import { tableColumns } from "./tablecolumns.js";
import { cellsOf, download, fileName, writeCsv, writeGeojson } from "./takeaway.js";
import { conditionsOf, createTotals, groupFields } from "./totals.js";
import { createTree } from "./tree.js";
import { createWorkings } from "./workings.js";
import { conditionWords, valueWords } from "./conditions.js";
import { html } from "../lib/dom.js";
import { growTree, unitsBelow } from "../data/hierarchy.js";
import { sortRows } from "../data/ordering.js";
import { inList, isSifted, readKeys, writeKeys } from "../data/state.js";
import { inSlices, workOn } from "../lib/slices.js";
import { datesTogether, writeSpan } from "../data/times.js";
import { addUp, partsOf } from "../data/totals.js";
import { countNow, isShown, shownRows } from "../data/units.js";
import { valueKey } from "../data/fields.js";
import { enumerate, fill, formatDate, groupSign, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/state.js").State} State
 * @typedef {import("../data/totals.js").Facts} Facts
 * @typedef {<T>(work: Generator<unknown, T, void>) => Promise<T | null>} Run
 */

// what of the state it is drawn from, besides the units that are shown
const FOLLOWED = /** @type {const} */ (["show", "sort", "group", "open", "why", "without"]);
// more rows are sorted by what is no number only when fewer are shown
const SORTED = 200_000;

/**
 * @param {Scene} scene @param {Units} units @param {import("./filters.js").Sifter} sifter @param {import("../data/state.js").Store} store
 * @param {{ pick: (index: number, from: Element) => void, resize: () => void, leave: () => void, facts: () => Facts | null,
 *   busy: ReturnType<typeof import("../map/density/status.js").createBusy> }} act `resize`: called when the dock
 *   opens or closes; `leave`: takes the focus; `facts`: null until those of many units are read
 */
export function createDock(scene, units, sifter, store, { pick, resize, leave, facts: factsOf, busy }) {
  const own = units.extraNames();
  const all = tableColumns(scene, units, own);
  const groups = groupFields(sifter.fields);
  const table = createTable(scene.language, { pick, sort: (sort) => store.change({ sort }, "sort") });
  const explain = (/** @type {string[]} */ ...keys) => store.change({ why: writeKeys(keys) }, "why");
  const totals = createTotals(scene, groups, {
    group: (group) => store.change({ group, why: "" }, "group"),
    open: openRows,
    explain,
  });
  const tree = createTree(scene, units, { pick, open: (open) => store.change({ open }, "open"), explain });
  const workings = createWorkings(scene, units, { pick, close: () => store.change({ why: "" }, "why") });
  const said = html("span", { class: "dm-dock-said" });
  const tab = (/** @type {"table" | "tree" | "totals"} */ name, /** @type {string} */ words) =>
    html(
      "button",
      { type: "button", "data-tab": name, onclick: () => store.change({ show: name, why: "" }, "show") },
      words,
    );
  const tabs = html(
    "div",
    { class: "dm-tabs", role: "group", "aria-label": WORDS.tableAndTotals },
    tab("table", WORDS.table),
    units.has("parent") && tab("tree", WORDS.orderOfBattle),
    tab("totals", WORDS.totals),
  );
  const columns = columnChoice(all, store);
  const take = (/** @type {string} */ words, /** @type {() => void} */ act) =>
    html("button", { type: "button", class: "dm-link", onclick: act }, words);
  const taken = html(
    "div",
    { class: "dm-take" },
    take(WORDS.takeCsv, () => busy(takeCsv())),
    take(WORDS.takeGeojson, () => busy(takeGeojson())),
  );
  const close = html("button", { type: "button", class: "dm-close", "aria-label": WORDS.close, onclick: shut }, "×");
  const element = html(
    "section",
    { class: "dm-dock", "aria-label": WORDS.tableAndTotals, hidden: true, onkeydown: keys },
    html("div", { class: "dm-dock-head" }, tabs, said, columns.element, taken, close),
    html("div", { class: "dm-dock-body" }, table.element, tree.element, totals.element, workings.element),
  );
  let cameFrom = /** @type {Element | null} */ (null);
  let found = /** @type {number[] | null} */ (null);
  let chosen = -1;
  let turn = 0;
  // the rows that the table has, and for what
  let kept = { key: "", rows: /** @type {number[]} */ ([]) };
  let visible = { key: "none", columns: all };
  let totalled = "";
  let workedFrom = /** @type {Element | null} */ (null);
  let told = /** @type {string | null} */ (null);
  let superiors = /** @type {import("../data/hierarchy.js").Superiors | null} */ (null);
  let grown = /** @type {{ turn: number, tree: import("../data/hierarchy.js").Tree } | null} */ (null);

  function shut() {
    store.change({ show: null, why: "" }, "show");
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (columns.close()) return;
    if (store.get().why) store.change({ why: "" }, "why");
    else shut();
  }

  /** @param {[key: string, value: string][]} conditions */
  function openRows(conditions) {
    const asked = Object.fromEntries(
      conditions.filter(([key]) => sifter.fields.has(key)).map(([key, value]) => [key, { values: [value] }]),
    );
    store.change({ show: "table", why: "", filters: { ...store.get().filters, ...asked } }, "rows");
    focusTab();
  }

  /** That of what is shown. */
  function focusTab() {
    /** @type {HTMLElement | null} */ (tabs.querySelector("[aria-pressed=true]"))?.focus();
  }

  /** @returns {number[]} as the table has them */
  function rowsNow() {
    const { sort } = store.get();
    const key = `${units.shown.turn} ${sort}`;
    if (kept.key === key) return kept.rows;
    const rows = found ?? shownRows(units);
    const column = all.find((one) => one.key === sort.replace(/^-/, ""));
    const canSort = column && (rows.length <= SORTED || column.form === "number");
    kept = { key, rows: canSort ? sortRows(rows, column.order, sort.startsWith("-")) : rows };
    said.textContent = column && !canSort ? fill(WORDS.notSorted, { count: SORTED }) : "";
    return kept.rows;
  }

  /** @returns {import("./tablecolumns.js").Column[]} those that were not put away */
  function columnsNow() {
    const { without } = store.get();
    if (visible.key !== without) {
      const away = new Set(without.split(","));
      const isAway = (/** @type {string} */ key) => away.has(inList(key));
      visible = { key: without, columns: all.filter(({ key, form }) => form === "name" || !isAway(key)) };
    }
    return visible.columns;
  }

  /**
   * @template T
   * @param {(run: Run) => Promise<T | null>} make work about what is shown, through `run`
   * @returns {Promise<T | null>} null where something else was asked for in between
   */
  async function last(make) {
    const mine = ++turn;
    const made = await make(async (work) => workOn(units, work, () => mine !== turn));
    return mine === turn ? made : null;
  }

  /** @param {boolean} isSought whether the chosen unit is brought into sight */
  async function showTree(isSought) {
    const facts = factsOf();
    if (!facts) return;
    const { turn: now } = units.shown;
    const made = await last(async (run) => {
      superiors = await run(sifter.superiors());
      if (!superiors || grown?.turn === now) return grown?.tree ?? null;
      return run(growTree(superiors, units.count, (row) => isShown(units, row), facts.figures.countedIn));
    });
    if (!made || !superiors) return;
    grown = { turn: now, tree: made };
    tree.show({ tree: made, names: superiors.names, facts, open: store.get().open, chosen });
    if (isSought && chosen >= 0) tree.reveal(chosen);
    const [key] = readKeys(store.get().why);
    const node = key === undefined ? -1 : tree.nodeOf(key);
    if (node < 0) return tellWorkings(null);
    const { rows, isIn } = unitsBelow(made, node);
    const sides = await last((run) =>
      run(
        partsOf(
          rows.filter((row) => isShown(units, row)),
          facts,
          (row) => isIn(row) && isShown(units, row),
        ),
      ),
    );
    if (sides) tellWorkings({ name: tree.nameOf(node), sides, facts, open: () => openRows([["under", key]]) });
  }

  /** @param {import("./workings.js").Worked | null} worked */
  function tellWorkings(worked) {
    const { why } = store.get();
    const from = document.activeElement;
    if (worked && workings.element.hidden) workedFrom = from;
    const held = workings.element.contains(from);
    workings.show(worked, why !== told && told !== null);
    if (!worked && held) {
      if (workedFrom instanceof HTMLElement) workedFrom.focus();
      // that may have gone meanwhile, or be nothing where a link opened it
      if (!element.contains(document.activeElement) || workings.element.contains(document.activeElement)) focusTab();
    }
    told = why;
  }

  async function showTotals() {
    const summed = await last(sumGroups);
    if (!summed) return;
    const { field, values, totals: all, codes, facts } = summed;
    const key = `${units.shown.turn} ${field?.key}`;
    // what has the focus stays while it is told how a number was worked out
    if (totalled !== key) totals.show(field, values, all, datesTogether(units, scene.times));
    totalled = key;
    const [value, side] = readKeys(store.get().why);
    const code = field ? values.findIndex((one) => valueKey(one) === valueKey(value ?? "")) : 0;
    const place = scene.sides.findIndex(({ name }) => name === side);
    if (side === undefined || code < 0 || place < 0) return tellWorkings(null);
    const rows = shownRows(units).filter((row) => (codes?.[row] ?? 0) === code && facts.sides[row] === place);
    const sides = await last((run) => run(partsOf(rows, facts, (row) => isShown(units, row))));
    const words = [field && field.key !== "side" ? valueWords(field, value, scene) : "", side || WORDS.noSide];
    const open = () => openRows(conditionsOf(scene, field, value, side));
    if (sides) tellWorkings({ name: enumerate(words), sides, facts, open });
  }

  /** @param {Run} run */
  async function sumGroups(run) {
    const facts = factsOf();
    const field =
      groups.find(({ key }) => key === store.get().group) ?? groups.find(({ key }) => key === "side") ?? groups[0];
    const facet = field && (await run(sifter.facet(field.key)));
    if (!facts || (field && !facet)) return null;
    const rows = shownRows(units);
    const summed = await run(
      addUp(
        rows,
        (row) => facet?.codes[row] ?? 0,
        facts,
        (row) => isShown(units, row),
      ),
    );
    return summed && { field, values: facet?.values ?? [""], totals: summed, codes: facet?.codes, facts };
  }

  /** @returns {string} what is shown, in words */
  function words() {
    const state = store.get();
    const parts = [
      ...(state.text.trim() ? [state.text.trim()] : []),
      ...Object.entries(state.filters).flatMap(([key, one]) => {
        const field = sifter.fields.get(key);
        return field ? [conditionWords(field, one, scene)] : [];
      }),
    ];
    const count = isSifted(state)
      ? fill(WORDS.shownOf, { count: units.shown.count, all: countNow(units) })
      : fill(WORDS.unitCount, { count: countNow(units) });
    const date = units.now && fill(WORDS.asOf, { date: formatDate(writeSpan(units.now), scene.language) });
    if (date) parts.push(date);
    return [scene.title, [count, ...parts].join(WORDS.comma)].filter(Boolean).join(" – ");
  }

  async function takeCsv() {
    await units.loaded;
    const parts = await inSlices(writeCsv(rowsNow(), cellsOf(units, own)));
    if (parts) download(parts, fileName(words(), "csv", groupSign(scene.language)), "text/csv;charset=utf-8");
  }

  async function takeGeojson() {
    await units.loaded;
    const parts = await inSlices(writeGeojson(rowsNow(), cellsOf(units, own), words()));
    if (parts) download(parts, fileName(words(), "geojson", groupSign(scene.language)), "application/geo+json");
  }

  async function show() {
    const state = store.get();
    const wasHidden = element.hidden;
    // what is hidden has no focus any more
    const held = element.contains(document.activeElement);
    element.hidden = state.show === null;
    table.element.hidden = state.show !== "table";
    tree.element.hidden = state.show !== "tree";
    totals.element.hidden = state.show !== "totals";
    columns.element.hidden = state.show !== "table";
    for (const button of tabs.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.tab === state.show));
    if (wasHidden !== Boolean(element.hidden)) {
      resize();
      if (wasHidden) cameFrom = document.activeElement;
      else if (held) {
        if (cameFrom instanceof HTMLElement) cameFrom.focus();
        // that may have been hidden meanwhile, or nothing where a link opened the table
        if (document.activeElement === document.body || element.contains(document.activeElement)) leave();
      }
    }
    if (element.hidden) return;
    await units.loaded;
    if (state.show === "totals") return showTotals();
    if (state.show === "tree") return showTree(Boolean(wasHidden));
    tellWorkings(null);
    columns.show(state.without);
    showTable();
  }

  function showTable() {
    table.show({ sort: store.get().sort, columns: columnsNow(), rows: rowsNow(), chosen });
  }

  store.listen((state, last) => {
    if (FOLLOWED.some((name) => state[name] !== last[name])) show();
  });

  return {
    element,
    show,
    focus: focusTab,
    /** What is shown, in words and as the table has it. */
    shown: { words, columns: columnsNow, rows: rowsNow },
    /** @param {number[] | null} rows those that were found, the best first */
    follow(rows) {
      found = rows;
      show();
    },
    /** @param {number} index the row of the unit that is chosen, -1 for none */
    choose(index) {
      chosen = index;
      if (store.get().show === "tree") showTree(true);
      if (element.hidden || store.get().show !== "table") return;
      showTable();
      if (index >= 0) table.reveal(index);
    },
  };
}

/**
 * Which columns the table has.
 * @param {import("./tablecolumns.js").Column[]} all @param {import("../data/state.js").Store} store
 * @returns {{ element: HTMLElement, close: () => boolean, show: (without: string) => void }}
 */
function columnChoice(all, store) {
  const boxes = all.slice(1).map(({ key, label, own }) => {
    const input = html("input", { type: "checkbox", value: key, onchange: tell });
    return { input, item: html("li", {}, html("label", {}, input, html("span", own ? { dir: "auto" } : {}, label))) };
  });
  const list = html("ul", { class: "dm-choices" }, ...boxes.map(({ item }) => item));
  const element = html("details", { class: "dm-column-choice" }, html("summary", {}, WORDS.columns), list);

  function tell() {
    const away = boxes.filter(({ input }) => !input.checked).map(({ input }) => inList(input.value));
    store.change({ without: away.join(",") }, "columns");
  }

  return {
    element,
    /** @returns {boolean} whether they were open, and are not any more */
    close() {
      const wasOpen = element.open && !element.hidden;
      if (element.contains(document.activeElement)) element.querySelector("summary")?.focus();
      element.open = false;
      return wasOpen;
    },
    show(without) {
      const away = new Set(without.split(","));
      for (const { input } of boxes) input.checked = !away.has(inList(input.value));
    },
  };
}
