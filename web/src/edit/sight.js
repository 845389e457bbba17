// What a reader sees of a page besides what its address says: the focus, what is scrolled, what is folded out.

/** @typedef {{ tag: string, key: string, nth: number }} Step the `nth` child of a tag; `key` says it where rows came or went */
/** @typedef {{ path: Step[], act: (element: HTMLElement) => void }} Kept */

/** @param {Element} root of the page that goes @returns {(root: Element) => void} what makes the page that comes look like it */
export function keepSight(root) {
  const kept = /** @type {Kept[]} */ ([]);
  // nothing on the map itself is rolled or folded
  for (const element of root.querySelectorAll(":not(.leaflet-map-pane *)")) {
    if (!(element instanceof HTMLElement)) continue;
    const path = () => pathOf(element, root);
    const isOpen = element.getAttribute("aria-expanded");
    if (isOpen)
      kept.push({ path: path(), act: (other) => other.getAttribute("aria-expanded") !== isOpen && other.click() });
    if (element instanceof HTMLDetailsElement) {
      const { open } = element;
      kept.push({ path: path(), act: (other) => other instanceof HTMLDetailsElement && (other.open = open) });
    }
    const { scrollTop, scrollLeft } = element;
    if (scrollTop || scrollLeft)
      kept.push({
        path: path(),
        act: (other) => other.scrollTo({ top: scrollTop, left: scrollLeft, behavior: "instant" }),
      });
  }
  const { scrollX, scrollY } = window;
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && root.contains(focused))
    kept.push({ path: pathOf(focused, root), act: keepFocus(focused) });
  const hadFocus = focused;
  return (next) => {
    for (const { path, act } of kept) {
      const found = findPath(path, next);
      if (found instanceof HTMLElement) act(found);
    }
    // opening one thing or another may have taken it
    if (hadFocus instanceof HTMLElement && hadFocus.isConnected && hadFocus !== document.body)
      hadFocus.focus({ preventScroll: true });
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  };
}

/** @param {HTMLElement} focused @returns {(other: HTMLElement) => void} */
function keepFocus(focused) {
  const { selectionStart, selectionEnd, value } = focused instanceof HTMLInputElement ? focused : { value: null };
  return (other) => {
    other.focus({ preventScroll: true });
    if (!(other instanceof HTMLInputElement) || value === null) return;
    if (other.value !== value) {
      other.value = value;
      other.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    if (selectionStart !== null && selectionStart !== undefined)
      other.setSelectionRange(selectionStart, selectionEnd ?? null);
  };
}

/** @param {Element} element @returns {string} what tells it from those beside it, "" for its place alone */
function keyOf(element) {
  return element.id || (element instanceof HTMLElement && element.dataset.unit) || element.getAttribute("name") || "";
}

/** @param {Element} element @param {Element} root @returns {Step[]} */
function pathOf(element, root) {
  const path = [];
  // the page's own element may be the root, or stand in it
  for (let at = element; at !== root && !at.matches(".dm-page"); at = /** @type {Element} */ (at.parentElement)) {
    const beside = [...(at.parentElement?.children ?? [])].filter(({ tagName }) => tagName === at.tagName);
    path.unshift({ tag: at.tagName, key: keyOf(at), nth: beside.indexOf(at) });
  }
  return path;
}

/** @param {Step[]} path @param {Element} root @returns {Element | undefined} */
function findPath(path, root) {
  let at = /** @type {Element | undefined} */ (root.querySelector(".dm-page") ?? root);
  for (const { tag, key, nth } of path) {
    const beside = [...(at?.children ?? [])].filter(({ tagName }) => tagName === tag);
    at = (key && beside.find((element) => keyOf(element) === key)) || beside[nth];
    if (!at) return undefined;
  }
  return at;
}
