// A form for all that a row of the sheet says, with the words of the schema; faults stand at their fields.

import { fill, formatNumber, spoken } from "../lib/fill.js";
import { make } from "./dom.js";
import { EDITOR } from "./words.js";

/** @typedef {{ own: string, column: string, kind: string, words: string, range: (number | null)[], isNeeded: boolean, choices: string[] }} Field see fields.py */

const POSITION = ["lat", "lon", "lat_lon"];
const SHAPE = ["geometry"];
// what a field shows while it is blank
const EXAMPLES = /** @type {Record<string, string>} */ ({
  date: "2022-02-01",
  url: "https://",
  amount: "8,000-10,000",
});

/**
 * @param {object} how
 * @param {(texts: Record<string, string>, position: string) => Promise<import("./unsent.js").Answer>} how.save called with what was changed
 * @param {() => void} how.close
 * @param {() => boolean} how.isDrawing whether points are set that would be lost
 * @param {() => void} how.warn called in place of closing where something would be lost; the next time it is closed
 */
export function createFields({ save, close, isDrawing, warn }) {
  /** @type {Map<string, { input: HTMLInputElement, fault: HTMLElement, was: string, first: string }>} */
  let shown = new Map();
  /** @type {Field[]} */
  let asked = [];
  let isNew = false;
  let isDrawn = false;
  let isWarned = false;
  const position = createField("position", EDITOR.position, EDITOR.positionForm);
  const title = make("b", { dir: "auto" });
  const rows = make("div", { className: "dm-edit-rows" });
  const submit = make("button", { textContent: EDITOR.save });
  const element = make(
    "form",
    { hidden: true, noValidate: true, oninput: touch },
    title,
    rows,
    submit,
    make("button", { type: "button", textContent: EDITOR.close, onclick: leave }),
  );
  addEventListener("beforeunload", (event) => isPending() && event.preventDefault());

  /** @param {string} name @param {string} title @param {string} words @param {Field} [field] */
  function createField(name, title, words, field) {
    const input = make("input", { name, title: words, autocomplete: "off", dir: "auto" });
    const fault = make("small", { id: `dm-fault-${name}`, hidden: true });
    input.placeholder = EXAMPLES[field?.kind ?? ""] ?? "";
    if (field && ["number", "integer", "degrees"].includes(field.kind)) input.inputMode = "decimal";
    if (field?.isNeeded) input.required = true;
    const list = make(
      "datalist",
      { id: `dm-choices-${name}` },
      ...(field?.choices ?? []).map((value) => make("option", { value })),
    );
    if (field?.choices.length) input.setAttribute("list", list.id);
    input.setAttribute("aria-describedby", fault.id);
    return {
      input,
      fault,
      label: make(
        "label",
        {},
        make("span", { textContent: title }),
        input,
        list,
        make("em", { textContent: words }),
        // the schema's words are English
        make("em", {}, make("bdi", { textContent: field?.words.replaceAll("`", "") ?? "", lang: "en", dir: "ltr" })),
        fault,
      ),
    };
  }

  /** @param {Field} field @returns {string} which numbers it may hold, and whether it may be blank, in words */
  function limitsOf({ range: [least, most], isNeeded }) {
    const phrase = most === null ? EDITOR.atLeast : least === null ? EDITOR.atMost : EDITOR.between;
    // a minus stays before its number where the words run from the right
    const write = (/** @type {number | null} */ bound) =>
      `\u2066${bound === null ? "" : formatNumber(bound, spoken)}\u2069`;
    const limits = least === null && most === null ? "" : fill(phrase, { least: write(least), most: write(most) });
    return [limits, isNeeded ? EDITOR.needed : ""].filter(Boolean).join("; ");
  }

  function hide() {
    element.hidden = true;
    close();
  }

  function touch() {
    isWarned = false;
  }

  /** @returns {boolean} whether something would be lost if it were closed */
  function isPending() {
    if (element.hidden) return false;
    const isTyped = [...shown.values()].some(({ input, first }) => input.value.trim() !== first.trim());
    return isTyped || position.input.value.trim() !== "" || isDrawing();
  }

  /** Close it, where something would be lost the second time. @returns {boolean} whether it is closed */
  function leave() {
    if (isPending() && !isWarned) {
      isWarned = true;
      warn();
      return false;
    }
    if (!element.hidden) hide();
    return true;
  }

  element.onsubmit = async (event) => {
    event.preventDefault();
    const texts = /** @type {Record<string, string>} */ ({});
    for (const [own, { input, was }] of shown) if (input.value.trim() !== was) texts[own] = input.value.trim();
    const { problem, faults } = await save(texts, isNew && !isDrawn ? position.input.value.trim() : "");
    showFaults(problem ?? "", faults ?? []);
  };

  /** @param {string} problem @param {{ column: string | null, words: string }[]} faults */
  function showFaults(problem, faults) {
    const all = [...shown].map(([own, one]) => /** @type {const} */ ([own, one]));
    for (const [own, { input, fault }] of [...all, /** @type {const} */ (["position", position])]) {
      const found = faults.filter(
        ({ column }) => column === own || (own === "position" && POSITION.includes(column ?? "")),
      );
      fault.hidden = !found.length;
      fault.textContent = found.map(({ words }) => words).join(" ");
      input.setAttribute("aria-invalid", String(found.length > 0));
    }
    const first = all.find(([, { fault }]) => !fault.hidden);
    first?.[1].input.focus();
    if (!problem) hide();
    isWarned = false;
  }

  return {
    element,
    leave,
    touch,
    isPending,
    /** @returns {boolean} whether it asks for a unit that is not there yet */
    asks: () => !element.hidden && isNew,
    /** @param {string} text of a position that was chosen on the map */
    place(text) {
      position.input.value = text;
      position.input.focus();
    },
    hide,
    /** What stands in a field. @param {string} column of the schema @returns {string} */
    said(column) {
      const own = asked.find((field) => field.column === column)?.own ?? "";
      return shown.get(own)?.input.value.trim() ?? "";
    },
    /**
     * @param {Field[]} fields @param {Record<string, string> | null} cells of a row, null for a new one
     * @param {string} called what it is about
     * @param {{ isDrawn?: boolean, first?: Record<string, string> }} [how] of a new one: whether it is drawn on the map, and what stands in its fields at first
     */
    show(fields, cells, called, how = {}) {
      isWarned = false;
      title.textContent = called;
      isNew = cells === null;
      isDrawn = how.isDrawn ?? false;
      shown = new Map();
      const placed = [...POSITION, ...(isDrawn ? SHAPE : [])];
      asked = fields.filter(({ column }) => !(isNew && placed.includes(column)));
      // what a new row is decides what else it says
      if (isNew) asked.sort((one, other) => Number(other.column === "type") - Number(one.column === "type"));
      const made = asked.map((field) => {
        const one = createField(field.own, field.own, limitsOf(field), field);
        const was = cells?.[field.own] ?? "";
        const first = cells ? was : (how.first?.[field.column] ?? "");
        one.input.value = first;
        shown.set(field.own, { ...one, was, first });
        return one.label;
      });
      position.input.value = "";
      rows.replaceChildren(...(isNew && !isDrawn ? [position.label] : []), ...made);
      rows.scrollTop = 0;
      submit.textContent = isNew ? EDITOR.add : EDITOR.save;
      element.hidden = false;
      (isNew && !isDrawn ? position.input : [...shown.values()][0]?.input)?.focus();
    },
  };
}
