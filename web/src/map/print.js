// The map on paper: laid out for the sheet while the page is printed, and as it was after it.

import { whilePrinting } from "../lib/paper.js";
import { setPageWidth } from "../lib/words.js";

// how wide the map is laid out for a sheet, px; style/paper.css has the size, and brings it to that of the paper
const SHEET = 860;

/**
 * @param {import("leaflet").Map} map @param {import("./home.js").Home} home
 */
export function servePrinting(map, home) {
  const root = document.documentElement;
  let kept = /** @type {{ center: import("leaflet").LatLng, zoom: number } | null} */ (null);

  function begin() {
    if (kept) return;
    kept = { center: map.getCenter(), zoom: map.getZoom() };
    const shown = map.getBounds();
    root.dataset.printing = "";
    setPageWidth(SHEET);
    map.invalidateSize({ animate: false, pan: false });
    // a view that the reader chose is printed as they chose it
    if (!home.keep()) home.quietly(() => map.fitBounds(shown, { animate: false }));
  }

  function end() {
    if (!kept) return;
    const { center, zoom } = kept;
    kept = null;
    delete root.dataset.printing;
    setPageWidth(null);
    map.invalidateSize({ animate: false, pan: false });
    if (!home.keep()) home.quietly(() => map.setView(center, zoom, { animate: false }));
  }

  whilePrinting(begin, end);
}
