// The keys of the page, listed by one of them.

import { whileOpen } from "../lib/life.js";
import { html, isKey } from "../lib/dom.js";
import { WORDS } from "../lib/words.js";

/**
 * @param {{ hasTree: boolean }} page whether it has superiors
 * @returns {{ element: HTMLDialogElement, button: HTMLElement }} `button` opens the list, for those who do not know its key
 */
export function createKeys({ hasTree }) {
  /** @type {[keys: string[], words: string][]} */
  const all = [
    [["/"], WORDS.searchUnits],
    [["?"], WORDS.keys],
    [["Esc"], WORDS.close],
    [["←", "→", "↑", "↓"], WORDS.keysMove],
    [["+", "−"], `${WORDS.zoomIn}, ${WORDS.zoomOut}`],
    [["Enter"], WORDS.keysOpen],
    [["Home", "End", "Page ↑", "Page ↓"], WORDS.keysRows],
  ];
  if (hasTree) all.push([["→", "←"], WORDS.keysTree], [["*"], WORDS.keysBeside], [["Shift + Enter"], WORDS.workedOut]);
  const close = html("button", { type: "button", class: "dm-close", "aria-label": WORDS.close }, "×");
  const element = html(
    "dialog",
    { class: "dm-keys", "aria-labelledby": "dm-keys-title" },
    html("div", { class: "dm-keys-head" }, html("h2", { id: "dm-keys-title" }, WORDS.keys), close),
    html(
      "dl",
      {},
      ...all.map(([keys, words]) =>
        html(
          "div",
          {},
          html("dt", { dir: "ltr" }, ...keys.flatMap((key, at) => [at ? " " : "", html("kbd", {}, key)])),
          html("dd", {}, words),
        ),
      ),
    ),
  );
  close.addEventListener("click", () => element.close());
  const open = () => {
    if (!element.open) element.showModal();
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isKey(event, "?")) return;
      event.preventDefault();
      open();
    },
    whileOpen(),
  );
  // Escape closes the list alone
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.stopPropagation();
  });
  const button = html("button", { type: "button", class: "dm-link", onclick: open }, `${WORDS.keys} (?)`);
  return { element, button };
}
