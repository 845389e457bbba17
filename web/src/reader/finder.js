// Where a reader searches and filters: a field on the map, what was found, the conditions in words, and the filters.

import { conditionWords } from "./conditions.js";
import { createFilters } from "./filters.js";
import { html, isKey, OWN, svg } from "../lib/dom.js";
import { whileOpen } from "../lib/life.js";
import { unitItem } from "./list.js";
import { isSifted } from "../data/state.js";
import { inSlices } from "../lib/slices.js";
import { countNow } from "../data/units.js";
import { fill, pageWidth, WIDTHS, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/sift.js").Sifted} Sifted
 */

// found units that are listed
const LISTED = 50;

/**
 * @param {Scene} scene @param {Units} units @param {import("./filters.js").Sifter} sifter @param {import("../data/state.js").Store} store
 * @param {{ pick: (index: number, from: Element) => void, opened: () => void, toTable: () => void, drawing: import("./around.js").Drawing }} act
 *   `opened`: called when it opens as a sheet; `toTable`: takes the focus into what the table's button opened
 */
export function createFinder(scene, units, sifter, store, { pick, opened, toTable, drawing }) {
  const input = html("input", {
    type: "search",
    id: "dm-search",
    dir: "auto",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: WORDS.searchUnits,
    // it is as wide as the words in it
    size: WORDS.searchUnits.length,
    oninput: tell,
    // who comes to it will write something
    onfocus: () => units.loaded.then(() => inSlices(sifter.prepare())),
  });
  const label = html("label", { for: "dm-search", class: "dm-hidden" }, WORDS.search);
  const number = html("b", { hidden: true });
  const filterButton = html(
    "button",
    { type: "button", "aria-expanded": "false", "aria-controls": "dm-finder-body", onclick: toggle },
    WORDS.filter,
    number,
  );
  const tableButton = html(
    "button",
    { type: "button", class: "dm-table-open", "aria-pressed": "false", onclick: () => openTable() },
    WORDS.table,
  );
  const opener = html(
    "button",
    {
      type: "button",
      class: "dm-finder-open",
      "aria-label": WORDS.searchUnits,
      "aria-expanded": "false",
      onclick: open,
    },
    glass(),
  );
  const closer = html(
    "button",
    { type: "button", class: "dm-close dm-finder-close", "aria-label": WORDS.close, onclick: () => close(true) },
    "×",
  );
  const bar = html(
    "div",
    { class: "dm-finder-bar" },
    label,
    glass(),
    input,
    closer,
    sifter.fields.size > 0 && filterButton,
    tableButton,
  );
  const said = html("output", { class: "dm-shown-count", role: "status" });
  const conditions = html("ul", { class: "dm-conditions" });
  const clear = html("button", { type: "button", class: "dm-link", onclick: takeAll }, WORDS.clear);
  const faint = html("input", {
    type: "checkbox",
    checked: store.get().others,
    onchange: () => store.change({ others: faint.checked }, "others"),
  });
  const others = html("label", { class: "dm-rings-switch", hidden: true }, faint, html("span", {}, WORDS.others));
  const shown = html("div", { class: "dm-shown", hidden: true }, said, conditions, clear, others);
  const results = html("ol", {
    class: "dm-results",
    "aria-label": WORDS.foundUnits,
    onkeydown: walk,
    onscroll: () => (isScrolled = true),
  });
  const more = html("p", { class: "dm-results-more", hidden: true });
  const filters = createFilters(scene, units, sifter, store, {
    ...drawing,
    draw: (kind) => {
      // it would cover the map
      close(true);
      return drawing.draw(kind);
    },
  });
  filters.element.hidden = true;
  const body = html(
    "div",
    { class: "dm-finder-body", id: "dm-finder-body", hidden: true },
    results,
    more,
    filters.element,
  );
  const element = html(
    "search",
    { class: "dm-finder", "aria-label": WORDS.searchUnits, onkeydown: keys },
    opener,
    bar,
    shown,
    body,
  );
  let isScrolled = false;
  // what was asked for with Enter, and what the results are of
  let [asked, answered] = ["", ""];

  function tell() {
    asked = "";
    setFilters(isFolded() && input.value.trim() === "");
    store.change({ text: input.value, open: "" }, "text");
  }

  function open() {
    element.classList.add("dm-open");
    opener.setAttribute("aria-expanded", "true");
    if (isFolded()) {
      setFilters(input.value.trim() === "");
      opened();
    }
    input.focus({ preventScroll: true });
  }

  /** @param {boolean} [isAsked] whether the focus goes to what opens it */
  function close(isAsked = false) {
    element.classList.remove("dm-open");
    opener.setAttribute("aria-expanded", "false");
    setFilters(false);
    body.hidden = true;
    if (isAsked) (isFolded() ? opener : input).focus();
  }

  function openTable() {
    // its button goes with the sheet
    if (isFolded()) close(true);
    store.change({ show: store.get().show ? null : "table" }, "show");
    if (isFolded() && store.get().show) toTable();
  }

  function toggle() {
    setFilters(Boolean(filters.element.hidden));
  }

  /** @param {boolean} isOpen */
  function setFilters(isOpen) {
    filters.element.hidden = !isOpen;
    filterButton.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) filters.show();
    showBody();
  }

  function showBody() {
    const hasText = store.get().text.trim() !== "";
    // the one or the other: there is little room
    for (const part of [results, more]) part.classList.toggle("dm-away", !hasText || !filters.element.hidden);
    body.hidden = Boolean(filters.element.hidden) && !hasText;
  }

  function takeAll() {
    input.value = "";
    store.change({ text: "", filters: {} }, "clear");
    focusField();
  }

  /** Or where there is no room for it what opens it. */
  function focusField() {
    (isFolded() && !element.classList.contains("dm-open") ? opener : input).focus();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key === "ArrowDown" && event.target === input) results.querySelector("button")?.focus();
    else if (event.key === "Enter" && event.target === input) {
      asked = input.value;
      chooseFirst();
    } else if (event.key !== "Escape" || body.hidden) return;
    else if (event.target === input && input.value) return;
    else close(true);
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const all = [...results.querySelectorAll("button")];
    const next = all.findIndex((button) => button === document.activeElement) + by;
    if (next < 0) input.focus();
    else all[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number[]} found @param {string} text */
  function showResults(found, text) {
    results.replaceChildren(...found.slice(0, LISTED).map((index) => unitItem(index, scene, units, choose, text)));
    more.hidden = found.length <= LISTED;
    more.textContent = more.hidden ? "" : fill(WORDS.more, { count: found.length - LISTED });
    // to say it where nobody has scrolled would have the page laid out at once
    if (isScrolled) results.scrollTop = 0;
    isScrolled = false;
    answered = text;
    chooseFirst();
  }

  /** Of what was asked for with Enter, once it is found. */
  function chooseFirst() {
    if (!asked || asked !== answered) return;
    asked = "";
    results.querySelector("button")?.click();
  }

  /** @param {number} index @param {Element} from */
  function choose(index, from) {
    // where there is no room for both, the details take the place of what was found
    if (isFolded()) close();
    pick(index, isFolded() ? opener : from);
  }

  /** @param {import("../data/state.js").State} state */
  function showConditions({ text, filters: asked }) {
    const words = text.trim();
    const parts = [
      ...(words ? [condition(`“${words}”`, () => store.change({ text: "" }, "clear"))] : []),
      ...Object.entries(asked).flatMap(([key, one]) => {
        const field = sifter.fields.get(key);
        const without = () => {
          const rest = Object.entries(store.get().filters).filter(([other]) => other !== key);
          store.change({ filters: Object.fromEntries(rest) }, "clear");
        };
        return field ? [condition(conditionWords(field, one, scene), without)] : [];
      }),
    ];
    conditions.replaceChildren(...parts);
    clear.hidden = parts.length < 2;
    number.hidden = Object.keys(asked).length === 0;
    number.textContent = String(Object.keys(asked).length);
  }

  /** @param {string} words @param {() => void} without */
  function condition(words, without) {
    const off = () => {
      without();
      focusField();
    };
    const attributes = { type: "button", "aria-label": fill(WORDS.takeOff, { words }), onclick: off };
    return html(
      "li",
      {},
      html("button", attributes, html("span", OWN, words), html("span", { "aria-hidden": "true" }, "×")),
    );
  }

  const startWriting = (/** @type {KeyboardEvent} */ event) => {
    if (!isKey(event, "/")) return;
    event.preventDefault();
    open();
  };
  document.addEventListener("keydown", startWriting, whileOpen());

  // what is near the chosen unit can be asked for
  store.listen((state, last) => {
    if (state.unit !== last.unit && !filters.element.hidden) filters.show();
  });
  store.listen(({ show, others }) => {
    tableButton.setAttribute("aria-pressed", String(show !== null));
    faint.checked = others;
  });
  return {
    element,
    focus: focusField,
    /** @returns {DOMRect | null} what it covers of the map, where it is open */
    cover: () => (body.hidden ? null : body.getBoundingClientRect()),
    /** @param {Sifted} sifted @param {import("../data/state.js").State} state */
    show(sifted, state) {
      if (document.activeElement !== input || !state.text) input.value = state.text;
      showResults(sifted.found ?? [], state.text);
      showConditions(state);
      shown.hidden = !isSifted(state);
      others.hidden = shown.hidden;
      said.textContent = isSifted(state) ? fill(WORDS.shownOf, { count: sifted.count, all: countNow(units) }) : "";
      if (!filters.element.hidden) filters.show();
      showBody();
    },
    /** What a link says that means nothing here. @param {string[]} unknown */
    warn(unknown) {
      if (!unknown.length) return;
      shown.hidden = false;
      said.textContent = fill(WORDS.unknownLink, { parts: unknown.join(WORDS.comma) });
    },
  };
}

/** @returns {boolean} whether there is room for a button only, until it is opened */
function isFolded() {
  return pageWidth() < WIDTHS.lists;
}

function glass() {
  return svg(
    "svg",
    { class: "dm-glass", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("circle", { cx: 6.5, cy: 6.5, r: 4.75 }),
    svg("path", { d: "M10 10 14.5 14.5" }),
  );
}
