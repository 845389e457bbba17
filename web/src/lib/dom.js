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

/**
 * Links to the web addresses in a text, one or several, with commas between them; null where there is none.
 * @param {string | null | undefined} text @returns {HTMLElement | null}
 */
export function webLinks(text) {
  const links = (text ?? "")
    .split(/[\s,;]+(?=https?:\/\/)/i)
    .map(webLink)
    .filter((link) => link !== null);
  if (!links.length) return null;
  return html("span", {}, ...links.flatMap((link, index) => (index ? [", ", link] : [link])));
}

/**
 * A link to a web address, or null where the text is no http or https address.
 * @param {string | null | undefined} address @returns {HTMLAnchorElement | null}
 */
function webLink(address) {
  const url = webAddress(address);
  if (!url) return null;
  const attributes = { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank" };
  return html("a", attributes, url.hostname.replace(/^www\./, ""));
}

/** @param {string | null | undefined} text @returns {URL | null} */
function webAddress(text) {
  if (!text || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}
