// On paper: what a reader filtered by, in words, and the units that are left, under the map.

import { whilePrinting } from "../lib/paper.js";
import { html, OWN } from "../lib/dom.js";
import { isSifted } from "../data/state.js";
import { fill, WORDS } from "../lib/words.js";

// rows that are printed
const MOST = 1000;

/**
 * @param {import("../data/state.js").Store} store
 * @param {{ words: () => string, columns: () => import("./tablecolumns.js").Column[], rows: () => number[] }} shown what is, as the table has it
 * @returns {HTMLElement} which has something while the page is printed alone
 */
export function createPaperList(store, { words, columns, rows }) {
  const element = html("section", { class: "dm-paper-list" });

  function begin() {
    const state = store.get();
    if (!isSifted(state) || element.childElementCount) return;
    const all = rows();
    const used = columns()
      .filter(({ write }) => all.some((row) => write(row) !== ""))
      .slice(0, 8);
    element.append(
      html("h2", OWN, words()),
      html(
        "table",
        {},
        html("thead", {}, html("tr", {}, ...used.map(({ label, own }) => html("th", own ? OWN : {}, label)))),
        html(
          "tbody",
          {},
          ...all
            .slice(0, MOST)
            .map((row) =>
              html(
                "tr",
                {},
                ...used.map(({ write, form }) => html("td", { class: `dm-cell-${form}`, ...OWN }, write(row))),
              ),
            ),
        ),
      ),
    );
    if (all.length > MOST) element.append(html("p", {}, fill(WORDS.more, { count: all.length - MOST })));
  }

  whilePrinting(begin, () => element.replaceChildren());
  return element;
}
