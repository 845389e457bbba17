// The choices by which a reader filters the units: values with their counts, and ranges.

import { createAround } from "./around.js";
import { askedWords, fieldLabel, readEnd, valueWords, writeEnd } from "./conditions.js";
import { dayOf } from "../data/days.js";
import { valueKey } from "../data/fields.js";
import { html, OWN } from "../lib/dom.js";
import { withCondition } from "../data/state.js";
import { workOn } from "../lib/slices.js";
import { fill, formatNumber, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/fields.js").Field} Field
 * @typedef {import("../data/state.js").Condition} Condition
 * @typedef {ReturnType<typeof import("../data/sift.js").createSift>} Sifter
 * @typedef {{ element: HTMLDetailsElement, show: () => Promise<void> }} Group
 */

// values that a choice has at first
const FIRST = 8;

/**
 * @param {Scene} scene @param {import("../data/units.js").Units} units @param {Sifter} sifter @param {import("../data/state.js").Store} store
 * @param {import("./around.js").Drawing} drawing @returns {{ element: HTMLElement, show: () => void }}
 */
export function createFilters(scene, units, sifter, store, drawing) {
  const act = { scene, units, drawing, sifter, store, work: workOf(units) };
  const groups = [...sifter.fields.values()]
    .filter(({ use }) => use !== "under")
    .map((field) => createGroup(field, act));
  const element = html("div", { class: "dm-filters" }, ...groups.map((group) => group.element));
  return { element, show: () => groups.forEach((group) => group.show()) };
}

/**
 * Work about few units is done at once, that about many in slices.
 * @param {import("../data/units.js").Units} units
 * @returns {<T>(work: Generator<unknown, T, void>, stopped?: () => boolean) => Promise<T | null>}
 */
function workOf(units) {
  return async (work, stopped) => {
    if (units.packed) await units.loaded;
    return workOn(units, work, stopped);
  };
}

/**
 * @typedef {{ scene: Scene, units: import("../data/units.js").Units, drawing: import("./around.js").Drawing, sifter: Sifter, store: import("../data/state.js").Store, work: ReturnType<typeof workOf> }} Act
 * @param {Field} field @param {Act} act @returns {Group}
 */
function createGroup(field, act) {
  const { scene, store } = act;
  const chosen = html("small", OWN);
  const label = html("span", field.own ? OWN : {}, fieldLabel(field, scene));
  const body = html("div", { class: "dm-group-body" });
  const element = html("details", { class: "dm-group" }, html("summary", {}, label, chosen), body);
  const make = field.use === "facet" ? createChoices : field.use === "near" ? createAroundOf : createEnds;
  const fields = make(field, act, body);
  let turn = 0;
  async function show() {
    const mine = ++turn;
    const condition = store.get().filters[field.key];
    chosen.textContent = condition ? askedWords(field, condition, scene) : "";
    element.classList.toggle("dm-asked", Boolean(condition));
    if (element.open) await fields(condition ?? {}, () => mine !== turn);
  }
  element.addEventListener("toggle", show);
  return { element, show };
}

/** @param {Field} field @param {Act} act @param {HTMLElement} body */
function createAroundOf(field, act, body) {
  return createAround(act, body);
}

/** @param {Field} field @param {Act} act @param {Condition} condition */
function ask(field, { store }, condition) {
  const { filters } = store.get();
  store.change({ filters: withCondition(filters, field.key, condition) }, `filter ${field.key}`);
}

/**
 * @param {Field} field @param {Act} act @param {HTMLElement} body
 * @returns {(condition: Condition, isOld: () => boolean) => Promise<void>} shows what is chosen
 */
function createChoices(field, act, body) {
  /** @type {Map<string, { input: HTMLInputElement, count: HTMLElement, item: HTMLElement }>} */
  const rows = new Map();
  const list = html("ul", { class: "dm-choices", "aria-label": fieldLabel(field, act.scene) });
  const more = html("button", { type: "button", class: "dm-link", hidden: true, onclick: showAll });
  body.append(list, more);
  let isAll = false;

  function showAll() {
    isAll = true;
    more.hidden = true;
    for (const { item } of rows.values()) item.hidden = false;
    [...rows.values()][FIRST]?.input.focus();
  }

  function tell() {
    const values = [...rows].filter(([, { input }]) => input.checked).map(([value]) => value);
    ask(field, act, { values });
  }

  /** @param {string} value */
  function add(value) {
    const input = html("input", { type: "checkbox", onchange: tell });
    const count = html("small", {});
    const words = html("span", value === "" ? { class: "dm-blank" } : OWN, valueWords(field, value, act.scene));
    const item = html("li", {}, html("label", {}, input, words, count));
    item.hidden = !isAll && rows.size >= FIRST;
    rows.set(value, { input, count, item });
    list.append(item);
  }

  return async ({ values = [] }, isOld) => {
    const choices = await act.work(act.sifter.choices(field.key), isOld);
    if (!choices) return;
    for (const { value } of choices) if (!rows.has(value)) add(value);
    for (const { value, count } of choices) {
      const row = rows.get(value);
      if (!row) continue;
      row.input.checked = values.some((one) => valueKey(one) === valueKey(value));
      row.count.textContent = formatNumber(count, act.scene.language);
      row.item.classList.toggle("dm-none", count === 0 && !row.input.checked);
      if (row.input.checked) row.item.hidden = false;
    }
    more.hidden = isAll || rows.size <= FIRST;
    more.textContent = fill(WORDS.allValues, { count: rows.size });
  };
}

/**
 * @param {Field} field @param {Act} act @param {HTMLElement} body
 * @returns {(condition: Condition, isOld: () => boolean) => Promise<void>} shows what is chosen
 */
function createEnds(field, act, body) {
  const isDate = field.name === "date" && !field.own;
  const end = (/** @type {string} */ name) =>
    html("input", {
      type: "text",
      inputmode: isDate ? null : "decimal",
      autocomplete: "off",
      "aria-label": `${fieldLabel(field, act.scene)}, ${name}`,
      onchange: tell,
    });
  const [from, to] = [end(WORDS.least), end(WORDS.most)];
  const blank = html("input", { type: "checkbox", onchange: tell });
  const unstated = html("label", { class: "dm-unstated" }, blank, html("span", { class: "dm-blank" }, WORDS.noTroops));
  const hint = html("p", { class: "dm-hint-text", hidden: true }, isDate ? WORDS.dateForm : WORDS.numberForm);
  body.append(
    html(
      "div",
      { class: "dm-ends" },
      html("label", {}, html("span", {}, WORDS.least), from),
      html("label", {}, html("span", {}, WORDS.most), to),
    ),
    hint,
    unstated,
  );
  let isKnown = false;

  function tell() {
    const ends = [from, to].map(({ value }) => readEnd(field, value, act.scene.language));
    if (isTurned(ends)) {
      [from.value, to.value] = [to.value, from.value];
      ends.reverse();
    }
    const [first, last] = ends;
    from.setAttribute("aria-invalid", String(first === null));
    to.setAttribute("aria-invalid", String(last === null));
    hint.hidden = first !== null && last !== null;
    if (first === null || last === null) return;
    ask(field, act, { from: first, to: last, values: blank.checked ? [""] : [] });
  }

  /** @param {(string | null)[]} ends @returns {boolean} whether the first is beyond the last: nothing would be between them */
  function isTurned([first, last]) {
    if (!first || !last) return false;
    return isDate ? dayOf(first) > dayOf(last, true) : Number(first) > Number(last);
  }

  return async (condition, isOld) => {
    const found = isKnown ? null : await act.work(act.sifter.bounds(field.key), isOld);
    if (found) {
      isKnown = true;
      [from.placeholder, to.placeholder] = found.slice(0, 2).map((number) => writeEnd(field, Number(number)));
      unstated.hidden = !found[2];
    }
    // what is being written stays
    if (document.activeElement !== from) from.value = condition.from ?? "";
    if (document.activeElement !== to) to.value = condition.to ?? "";
    blank.checked = condition.values?.includes("") ?? false;
  };
}
