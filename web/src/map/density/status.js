// What the page is at with many units, in words on the map.

import * as L from "leaflet";
import { html } from "../../lib/dom.js";
import { fill, WORDS } from "../../lib/words.js";

// after so long (ms) it is said that an answer takes its time
const LATE = 300;

/**
 * @param {L.Map} map
 * @returns {{ say: (words: string, more?: string) => void, fail: (words: string) => void }} "" says nothing; `more` is said on a screen alone
 */
export function createStatus(map) {
  const live = html("div", { class: "dm-status", role: "status", "aria-live": "polite" });
  const control = new L.Control({ position: "bottomright" });
  control.onAdd = () => html("div", { class: "leaflet-control" }, live);
  control.addTo(map);
  return {
    say(words, more = "") {
      if (live.textContent === words + more) return;
      live.replaceChildren(words, ...(more ? [html("span", { class: "dm-on-screen" }, more)] : []));
    },
    fail(words) {
      control.remove();
      map.getContainer().append(html("div", { class: "dm-broken", role: "alert" }, words));
    },
  };
}

/**
 * What of so many rows cannot be had at once: the page says that it goes through all of them.
 * @param {L.Map} map @param {number} count
 * @returns {<T>(work: Promise<T>) => Promise<T>} the same work, of which that is said until it is done
 */
export function createBusy(map, count) {
  const status = createStatus(map);
  let open = 0;
  return async (work) => {
    let isDone = false;
    const begun = performance.now();
    // slices leave no time to timers, but to pictures
    const look = () => {
      if (isDone) return;
      if (performance.now() - begun > LATE) status.say(fill(WORDS.working, { count }));
      else requestAnimationFrame(look);
    };
    look();
    open++;
    try {
      return await work;
    } finally {
      isDone = true;
      if (!--open) status.say("");
    }
  };
}
