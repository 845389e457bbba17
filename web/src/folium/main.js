// What a page has besides to which folium's own layers are added: the pictures of Leaflet's markers and of its control, and
// of jQuery the one use that popups make of it.

import markerIcon from "leaflet/dist/images/marker-icon.png";
import markerShadow from "leaflet/dist/images/marker-shadow.png";
import "./pictures.css";

const page = /** @type {any} */ (window);

/** @param {string} markup that a maker of the map wrote in Python @returns {Element[]} */
function elementsOf(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup.trim();
  return [...template.content.children];
}

page.L.Icon.Default.mergeOptions({ iconUrl: markerIcon, iconRetinaUrl: markerIcon, shadowUrl: markerShadow });
// the picture is in the page, not beside a style sheet
Object.assign(page.L.Icon.Default.prototype, {
  _getIconUrl: (/** @type {string} */ name) => (name === "icon" ? markerIcon : markerShadow),
});
page.$ ??= elementsOf;
