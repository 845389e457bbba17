// Elements from values. Text only ever enters the page through text nodes and attributes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */
/** @typedef {Node | string | number | null | undefined | false} Child */

/** What marks an element with a text of the sheet or the settings: it may run another way than the page, and be in another language. */
export const OWN = /** @type {Attributes} */ ({ dir: "auto" });

/**
 * Make an HTML element. `on...` attributes are listeners, blank ones are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Make an SVG element.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {Element} E
 * @param {E} element @param {Attributes} attributes @param {Child[]} children @returns {E}
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children)
    if (child !== null && child !== undefined && child !== false && child !== "")
      element.append(child instanceof Node ? child : String(child));
  return element;
}

// fields in which a key is a letter
const WRITTEN = `textarea, select, [contenteditable], input:not(${["radio", "checkbox", "range", "button", "submit"].map((type) => `[type="${type}"]`).join()})`;

/** @param {KeyboardEvent} event @param {string} key @returns {boolean} whether it is that key by itself, and no letter of what is written */
export function isKey(event, key) {
  const isWriting = event.target instanceof Element && event.target.closest(WRITTEN);
  return event.key === key && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/**
 * Make these the children, in this order. Those that are there already stay where they are: the focus may be in one.
 * @param {Element} parent @param {Element[]} children
 */
export function setChildren(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstChild;
  for (const child of children)
    if (child === next) next = next.nextSibling;
    else parent.insertBefore(child, next);
}

/** Write a text where another one stands. @param {Element} element @param {string} words */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * A text with a short form; the style shows one of them by the page's width.
 * @param {string} long @param {string | null | undefined} short @returns {(string | HTMLElement)[]}
 */
export function longAndShort(long, short) {
  if (!short || long === short) return [long];
  return [
    html("span", { class: "dm-long", dir: "auto" }, long),
    html("span", { class: "dm-short", dir: "auto" }, short),
  ];
}

// brackets belong to an address in pairs alone, and what ends a sentence does not
const ADDRESS = /(https?:\/\/(?:(?![,;]https?:)(?:\([^\s()]*\)|[^\s()<>"]))+(?<![.,;:!?]))/i;
// how much of an address is its name, and of its end where it is longer
const [NAME, TAIL] = [40, 24];

/**
 * A text whose web addresses are links; null where there is none.
 * @param {string | null | undefined} text @param {unknown} [isNamed] whether words beside it say what it is: then its host is enough @returns {HTMLElement | null}
 */
export function webLinks(text, isNamed) {
  const parts = linkParts(text ?? "");
  if (!parts.some(({ url }) => url)) return null;
  const rel = "noopener noreferrer nofollow";
  const link = (/** @type {URL} */ url) =>
    html("a", { href: url.href, rel, target: "_blank" }, isNamed ? hostOf(url) : linkName(url));
  return html("span", {}, ...parts.map(({ text, url }) => (url ? link(url) : text)));
}

/** @param {string} text @returns {{ text: string, url: URL | null }[]} its parts, `url` of those that are http or https addresses */
export function linkParts(text) {
  return text.split(ADDRESS).map((text, at) => ({ text, url: at % 2 && URL.canParse(text) ? new URL(text) : null }));
}

/** @param {URL} url @returns {string} its host with so much of its path that one is told from another */
export function linkName(url) {
  const path = (url.pathname + url.search + url.hash).replace(/\/$/, "");
  const name = hostOf(url) + path;
  return name.length > NAME ? `${hostOf(url)}/…${path.slice(-TAIL)}` : name;
}

/** @param {URL} url */
function hostOf({ hostname }) {
  return hostname.replace(/^www\./, "");
}
