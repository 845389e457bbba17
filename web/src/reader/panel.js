// The panel that shows one unit or figure, or the units of a stack.

import { html, OWN } from "../lib/dom.js";
import { figureDetails, unitDetails } from "./details.js";
import { drawnDetails } from "./drawn.js";
import { findKin } from "../data/kin.js";
import { figureLabel } from "../map/labels.js";
import { rowAt, sideIndex } from "../data/scene.js";
import { sizePanel } from "./panelsize.js";
import { stackList } from "./stacklist.js";
import { placeShown } from "../data/units.js";
import { atOnce, inSlices } from "../lib/slices.js";
import { unitMark, unitSymbol } from "../map/stack.js";
import { fill, typeWord, WORDS } from "../lib/words.js";

/** @typedef {import("../map/overlay.js").Choice} Choice */

/**
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units
 * @param {{ close: () => void, step: (by: number) => void, pick: (index: number) => void, choose: (choice: Choice, from: Element) => void,
 *   zoomTo: (rows: number[]) => void, goTo: (date: string) => void, sums: (rows: number[]) => import("../map/density/gathering.js").Sum[] }} act
 */
export function createPanel(scene, units, act) {
  // counts what was shown: its superior and subordinates may be found when it no longer is
  let turn = 0;
  const title = html("h2", { id: "dm-panel-title", tabindex: "-1", ...OWN });
  const place = html("p", { class: "dm-panel-place", ...OWN });
  const symbols = html("span", { class: "dm-panel-symbols" });
  const body = html("div", {
    class: "dm-panel-body",
    tabindex: "0",
    role: "group",
    "aria-labelledby": "dm-panel-title",
  });
  const closeButton = html(
    "button",
    { type: "button", class: "dm-close", "aria-label": WORDS.close, onclick: act.close },
    "×",
  );
  const count = html("span", { class: "dm-step-count" });
  const all = html("button", { type: "button", class: "dm-all-here", hidden: true }, WORDS.hereAll);
  let stack = /** @type {Choice | null} */ (null);
  all.addEventListener("click", () => stack && act.choose(stack, all));
  const steps = html(
    "div",
    { class: "dm-steps" },
    html("button", { type: "button", "aria-label": WORDS.previous, onclick: () => act.step(-1) }, "‹"),
    count,
    all,
    html("button", { type: "button", "aria-label": WORDS.next, onclick: () => act.step(1) }, "›"),
  );
  const element = html(
    "aside",
    { class: "dm-panel", "aria-labelledby": "dm-panel-title", hidden: true },
    html(
      "div",
      { class: "dm-panel-head" },
      symbols,
      html("div", { class: "dm-panel-names" }, title, place),
      closeButton,
    ),
    body,
    steps,
  );

  const size = sizePanel(element);
  closeButton.before(size.fold);
  element.prepend(size.grip);

  /** @param {Choice} choice of a unit, alone or of a stack */
  function showUnit({ index, among, title: here }) {
    const unit = units.row(index);
    title.textContent = unit.label;
    place.textContent = unit.label === unit.place ? "" : (unit.place ?? "");
    const glyph = html(
      "span",
      { class: "dm-key", "data-side": sideIndex(scene, unit.side), "data-mark": unitMark(unit, scene).mark },
      unitSymbol(unit, scene, "classes"),
    );
    symbols.replaceChildren(glyph, ...(scene.symbols[unit.sidc20] ? [unitSymbol(unit, scene, "app6")] : []));
    showFacts(index);
    showPlace({ kind: "unit", index, among, title: here });
  }

  /** Which one it is of how many that one can step through. @param {Choice} choice of a unit */
  function showPlace({ kind, index, among, title: here }) {
    if (kind !== "unit") return;
    const step = among ? { number: among.indexOf(index) + 1, count: among.length } : placeShown(units, index);
    count.textContent = fill(WORDS.step, step);
    steps.hidden = step.count < 2;
    stack = among ? { kind: "stack", index: among[0], among, title: here } : null;
    all.hidden = !among;
  }

  /** All units of a stack, the further ones as one scrolls on. @param {Choice} choice */
  function showStack({ among = [], title: here = "" }) {
    turn++;
    title.textContent = here;
    const words = fill(WORDS.unitCount, { count: among.length });
    place.textContent = here.includes(words) ? "" : words;
    symbols.replaceChildren();
    const { element: list, more } = stackList(among, scene, units, {
      sums: act.sums,
      choose: (index) => act.choose({ kind: "unit", index, among, title: here }, list),
      zoomTo: () => act.zoomTo(among),
    });
    body.onscroll = () => {
      if (list.isConnected && body.scrollTop + 2 * body.clientHeight > body.scrollHeight) more();
    };
    body.replaceChildren(list);
    steps.hidden = true;
  }

  /** @param {number} index */
  function showFacts(index) {
    const mine = ++turn;
    const write = (/** @type {import("../data/kin.js").Kin | null} */ kin) =>
      body.replaceChildren(unitDetails(units.row(index), units.extra(index), scene, kin, act.pick, historyOf(index)));
    const work = findKin(units, index);
    if (!units.packed) return write(atOnce(work));
    write(null);
    inSlices(work, { stopped: () => mine !== turn }).then((kin) => kin && write(kin));
  }

  /** @param {number} index @returns {import("./details.js").History | null} null on a page of one date */
  function historyOf(index) {
    const { times, now } = units;
    if (!times || !now) return null;
    const rows = times.rowsOf(units.get(index, "id")).filter((row) => units.get(row, "date") !== null);
    return {
      days: times.daysSince(index, now),
      rows: rows.map((row) => ({
        date: units.get(row, "date"),
        place: units.get(row, "place"),
        isNow: row === index,
      })),
      goTo: act.goTo,
    };
  }

  /** @param {number} index an annotation's row */
  function showFigure(index) {
    turn++;
    const row = rowAt(scene.annotations, index);
    title.textContent = figureLabel(row, scene.language, false).make().textContent;
    place.textContent = "";
    symbols.replaceChildren();
    body.replaceChildren(figureDetails(row, scene));
    steps.hidden = true;
  }

  /** @param {number} index an overlay's row */
  function showDrawn(index) {
    turn++;
    const row = rowAt(scene.overlays ?? {}, index);
    title.textContent = row.name ?? typeWord(row.type);
    place.textContent = "";
    symbols.replaceChildren();
    body.replaceChildren(drawnDetails(row, rowAt(scene.overlays_extra ?? {}, index), scene));
    steps.hidden = true;
  }

  return {
    element,
    showPlace,
    /** @param {import("../map/overlay.js").Choice} choice @param {boolean} focus */
    show(choice, focus) {
      const { activeElement: held } = document;
      if (choice.kind === "unit") showUnit(choice);
      else if (choice.kind === "stack") showStack(choice);
      else if (choice.kind === "drawn") showDrawn(choice.index);
      else showFigure(choice.index);
      element.hidden = false;
      size.follow();
      body.scrollTop = 0;
      // what had the focus may be gone with what was shown before
      if (focus || (held && !held.isConnected)) title.focus({ preventScroll: true });
    },
    hide() {
      element.hidden = true;
    },
  };
}
