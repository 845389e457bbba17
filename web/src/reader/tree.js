// The order of battle of what is shown: superiors are opened and closed, each with the sums of its units.

import { levelsWithin, openNodes, sumBelow } from "../data/hierarchy.js";
import { readKeys, writeKeys } from "../data/state.js";
import { fold } from "../data/folding.js";
import { isShown } from "../data/units.js";
import { atOnce, inSlices } from "../lib/slices.js";
import { html, OWN } from "../lib/dom.js";
import { enumerate, fill, sumWords, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/hierarchy.js").Tree} Tree
 * @typedef {import("../data/hierarchy.js").Subtotal} Subtotal
 * @typedef {import("../data/totals.js").Facts} Facts
 * @typedef {{ tree: Tree, names: string[], facts: Facts, open: string, chosen: number }} Shown `open`: as the state has it; `chosen`: the row of the
 *   unit that is, -1 for none
 */

// items beyond those in sight
const BEYOND = 6;
// items that are seen at first, at most
const FIRST = 60;
// browsers cannot scroll further (px)
const HIGHEST = 12_000_000;
// how long after a letter the next one goes on with its word (ms)
const SPELLING = 700;
// with more units below it an item waits for its sums
const MANY = 20_000;

/**
 * @param {Scene} scene @param {Units} units
 * @param {{ pick: (index: number, from: Element) => void, open: (written: string) => void, explain: (key: string) => void }} act `explain` tells
 *   how the sums of a superior were worked out
 * @returns {{ element: HTMLElement, nameOf: (node: number) => string, nodeOf: (key: string) => number, show: (shown: Shown) => void, reveal: (index: number) => void }} `reveal` opens what is above a unit
 */
export function createTree(scene, units, { pick, open, explain }) {
  const [above, items, below] = Array.from({ length: 3 }, () => html("div", { role: "none" }));
  const element = html(
    "div",
    {
      class: "dm-tree",
      role: "tree",
      tabindex: "0",
      "aria-label": WORDS.orderOfBattle,
      onscroll: draw,
      onkeydown: keys,
      onclick: click,
      onfocus: draw,
    },
    above,
    items,
    below,
  );
  let shown = /** @type {Shown | null} */ (null);
  /** @type {(node: number) => boolean} */
  let isOpen = () => false;
  /** @type {number[]} the nodes that can be scrolled through */
  let list = [];
  /** @type {Map<number, Subtotal[]>} by node */
  let sums = new Map();
  /** @type {Map<number, HTMLElement>} by node */
  const drawn = new Map();
  let active = -1;
  let [spelt, speltAt] = ["", 0];
  new ResizeObserver(draw).observe(element);

  /** @returns {number} px */
  function rowHeight() {
    return parseFloat(getComputedStyle(element).getPropertyValue("--row")) || 34;
  }

  /** @param {number} node @returns {string} what it is called */
  function nameOf(node) {
    const row = shown?.tree.rows[node] ?? 0;
    return row < units.count ? units.get(row, "label") : (shown?.names[row - units.count] ?? "");
  }

  /** @param {number} node @returns {string} by which the state knows it */
  function keyOf(node) {
    const row = shown?.tree.rows[node] ?? 0;
    return row < units.count ? units.get(row, "id") : nameOf(node);
  }

  /** @param {number} node @returns {boolean} whether it has any below it */
  function isBranch(node) {
    return Boolean(shown && shown.tree.ends[node] > node + 1);
  }

  function draw() {
    if (!shown) return;
    const height = rowHeight();
    const reach = Math.min(list.length, Math.floor(HIGHEST / height));
    const first = Math.max(Math.floor(element.scrollTop / height) - BEYOND, 0);
    const last = Math.min(Math.ceil((element.scrollTop + element.clientHeight) / height) + BEYOND, reach);
    const wanted = list.slice(first, Math.max(last, first));
    const isWanted = new Set(wanted);
    for (const node of drawn.keys()) if (!isWanted.has(node)) drawn.delete(node);
    items.replaceChildren(
      ...wanted.map((node) => {
        const item = drawn.get(node) ?? makeItem(node);
        drawn.set(node, item);
        mark(item, node);
        return item;
      }),
    );
    above.style.height = `${first * height}px`;
    below.style.height = `${(reach - first - wanted.length) * height}px`;
    if (isWanted.has(active)) element.setAttribute("aria-activedescendant", `dm-node-${active}`);
    else element.removeAttribute("aria-activedescendant");
  }

  /** @param {HTMLElement} item @param {number} node */
  function mark(item, node) {
    item.classList.toggle("dm-active", node === active);
    item.setAttribute("aria-selected", String(shown?.tree.rows[node] === shown?.chosen));
    if (isBranch(node)) item.setAttribute("aria-expanded", String(isOpen(node)));
  }

  /** @param {number} node @returns {HTMLElement} */
  function makeItem(node) {
    const { tree } = /** @type {Shown} */ (shown);
    const row = tree.rows[node];
    const isUnit = row < units.count;
    const away = isUnit ? !isShown(units, row) && WORDS.notShown : WORDS.notOnMap;
    const counted = isUnit && !away && tree.countedIn[row] >= 0 && WORDS.countedAbove;
    const name = html("span", { class: "dm-tree-name", ...OWN }, nameOf(node));
    const item = html(
      "div",
      {
        role: "treeitem",
        id: `dm-node-${node}`,
        "data-node": node,
        "aria-level": tree.levels[node] + 1,
        "aria-posinset": tree.places[node] + 1,
        "aria-setsize": tree.sizes[node],
        class: away ? "dm-tree-away" : "",
      },
      html("span", { class: "dm-twist", "aria-hidden": "true" }),
      name,
      " ",
      (away || counted) && html("small", {}, away || counted),
      " ",
      writeSums(node),
    );
    item.style.setProperty("--level", String(tree.levels[node]));
    return item;
  }

  /** @param {number} node @returns {HTMLElement} what stands in it, once that is known */
  function writeSums(node) {
    const { tree, facts } = /** @type {Shown} */ (shown);
    const element = html("span", { class: "dm-tree-sums" });
    const write = (/** @type {Subtotal[]} */ all) => {
      element.replaceChildren(...all.flatMap((one, at) => [at ? " " : "", subtotal(one, isBranch(node))]));
      element.title = isBranch(node) ? fill(WORDS.ofSide, { side: WORDS.workedOut, words: element.textContent }) : "";
    };
    const known = sums.get(node);
    if (known) write(known);
    else {
      const mine = sums;
      const work = sumBelow(tree, node, (row) => isShown(units, row), facts);
      const keep = (/** @type {Subtotal[] | null} */ all) => {
        if (!all || mine !== sums) return;
        sums.set(node, all);
        write(all);
      };
      if (tree.ends[node] - node < MANY) keep(atOnce(work));
      else inSlices(work, { stopped: () => mine !== sums }).then(keep);
    }
    return element;
  }

  /** @param {Subtotal} subtotal @param {boolean} isSum of several units */
  function subtotal({ side, sum }, isSum) {
    const number = sumWords(sum, scene.language, scene.circles.unit);
    const isSome = number !== null && sum.stated < sum.units;
    const words = enumerate([
      isSum && !isSome && fill(WORDS.unitCount, { count: sum.units }),
      number ?? WORDS.noTroops,
    ]);
    const name = scene.sides[side]?.name || WORDS.noSide;
    return html(
      "span",
      {},
      html("span", { class: "dm-swatch", "data-side": side }),
      html("span", { class: "dm-hidden", ...OWN }, name),
      " ",
      words,
    );
  }

  /** @param {number} node @param {boolean} isNow */
  function setOpen(node, isNow) {
    turn([node], isNow);
  }

  /** @param {number[]} nodes @param {boolean} isNow */
  function turn(nodes, isNow) {
    if (!shown) return;
    const turned = new Set(nodes);
    const all = openBranches().filter((node) => !turned.has(node));
    open(writeKeys([...all, ...(isNow ? nodes : [])].sort((a, b) => a - b).map(keyOf)));
  }

  /** @returns {number[]} those that are open, also where they are not seen */
  function openBranches() {
    const { tree } = /** @type {Shown} */ (shown);
    return Array.from(tree.rows.keys()).filter((node) => isBranch(node) && isOpen(node));
  }

  /** @param {MouseEvent} event */
  function click(event) {
    const item = event.target instanceof Element ? event.target.closest("[data-node]") : null;
    if (!item || !shown) return;
    const node = Number(item.getAttribute("data-node"));
    active = node;
    if (isBranch(node) && event.target instanceof Element && event.target.closest(".dm-twist"))
      setOpen(node, !isOpen(node));
    else if (isBranch(node) && event.target instanceof Element && event.target.closest(".dm-tree-sums"))
      explain(keyOf(node));
    else choose(node);
    draw();
  }

  /** What is no unit, or none of those that are shown, is opened instead. @param {number} node */
  function choose(node) {
    const row = shown?.tree.rows[node] ?? -1;
    if (row < units.count && isShown(units, row)) pick(row, element);
    else if (isBranch(node)) setOpen(node, !isOpen(node));
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (!shown || !list.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = Math.max(list.indexOf(active), 0);
    const node = list[place];
    const page = Math.max(Math.floor(element.clientHeight / rowHeight()) - 1, 1);
    const { uppers } = shown.tree;
    const isBack = getComputedStyle(element).direction === "rtl";
    const key = isBack ? ({ ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key] ?? event.key) : event.key;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[key];
    if (by) goTo(list.indexOf(active) < 0 ? 0 : place + by);
    else if (key === "ArrowRight" && isBranch(node)) isOpen(node) ? goTo(place + 1) : setOpen(node, true);
    else if (key === "ArrowLeft" && isBranch(node) && isOpen(node)) setOpen(node, false);
    else if (key === "ArrowLeft" && uppers[node] >= 0) goTo(list.indexOf(uppers[node]));
    else if (key === "Enter" && event.shiftKey && isBranch(node)) explain(keyOf(node));
    else if (key === "Enter" || key === " ") choose(node);
    else if (key === "*") turn(siblings(node).filter(isBranch), true);
    else if (key.length === 1 && key !== "/" && key !== "?") spell(key, place);
    else return;
    event.preventDefault();
  }

  /** @param {number} node @returns {number[]} it and all others of its superior */
  function siblings(node) {
    const { uppers, levels } = /** @type {Shown} */ (shown).tree;
    return list.filter((one) => levels[one] === levels[node] && uppers[one] === uppers[node]);
  }

  /** To the next item whose name begins with what was spelt. @param {string} letter @param {number} place */
  function spell(letter, place) {
    const now = performance.now();
    const isNext = now - speltAt > SPELLING;
    spelt = fold(isNext ? letter : spelt + letter);
    speltAt = now;
    const from = isNext ? place + 1 : place;
    const order = [...list.slice(from), ...list.slice(0, from)];
    const found = order.find((node) => fold(nameOf(node)).startsWith(spelt));
    if (found !== undefined) goTo(list.indexOf(found));
  }

  /** @param {number} place */
  function goTo(place) {
    const at = Math.min(Math.max(place, 0), list.length - 1);
    active = list[at];
    const height = rowHeight();
    if (at * height < element.scrollTop) element.scrollTop = at * height;
    else if ((at + 1) * height > element.scrollTop + element.clientHeight)
      element.scrollTop = (at + 1) * height - element.clientHeight;
    draw();
  }

  /** @param {string} key @param {Shown} next @returns {number} -1 where there is none */
  function nodeOf(key, { tree, names }) {
    const name = names.indexOf(key);
    return tree.nodes[name < 0 ? units.indexOfId(key) : units.count + name] ?? -1;
  }

  /** @param {Shown} next @returns {(node: number) => boolean} */
  function openOf(next) {
    const { tree, open: written } = next;
    if (!written) {
      const levels = levelsWithin(tree, FIRST);
      return (node) => tree.levels[node] < levels;
    }
    const open = new Set(readKeys(written).map((key) => nodeOf(key, next)));
    return (node) => open.has(node);
  }

  return {
    element,
    nameOf,
    nodeOf: (key) => (shown ? nodeOf(key, shown) : -1),
    show(next) {
      const isOther = next.tree !== shown?.tree;
      if (isOther) {
        const key = shown && active >= 0 ? shown.tree.rows[active] : -1;
        active = key < 0 ? -1 : (next.tree.nodes[key] ?? -1);
        sums = new Map();
        drawn.clear();
        element.scrollTop = 0;
      }
      shown = next;
      isOpen = openOf(next);
      list = openNodes(next.tree, isOpen);
      if (!list.includes(active)) active = list[0] ?? -1;
      draw();
    },
    reveal(index) {
      if (!shown || shown.tree.nodes[index] < 0) return;
      const { uppers, nodes } = shown.tree;
      const closed = [];
      for (let node = uppers[nodes[index]]; node >= 0; node = uppers[node]) if (!isOpen(node)) closed.push(node);
      if (closed.length) turn(closed, true);
      goTo(list.indexOf(nodes[index]));
    },
  };
}
