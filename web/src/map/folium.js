// What folium's own layers expect of a page, where they are added to the map: Leaflet as `L`, its marker's picture, and of
// jQuery the one use that popups make of it.

import L from "leaflet";
import markerIcon from "leaflet/dist/images/marker-icon.png";
import markerShadow from "leaflet/dist/images/marker-shadow.png";

/** Make the page ready for folium's scripts. */
export function serveFolium() {
  L.Icon.Default.mergeOptions({ iconUrl: markerIcon, iconRetinaUrl: markerIcon, shadowUrl: markerShadow });
  // the picture is in the page, not beside a style sheet
  Object.assign(L.Icon.Default.prototype, {
    _getIconUrl: (/** @type {string} */ name) => (name === "icon" ? markerIcon : markerShadow),
  });
  const page = /** @type {any} */ (window);
  page.L = L;
  page.$ ??= elementsOf;
}

/** @param {string} markup that a maker of the map wrote in Python @returns {Element[]} */
function elementsOf(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup.trim();
  return [...template.content.children];
}
