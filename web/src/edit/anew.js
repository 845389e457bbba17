// The map as it was last built takes the place of the one that is shown, without a flash: it is drawn behind it first.

import { keepSight } from "./sight.js";

/** Style of the two maps; what is behind is laid out as what is shown. */
export const STYLE = `
.dm-behind { position: absolute; inset-block-start: 0; inset-inline: 0; visibility: hidden; pointer-events: none }
.dm-current { display: contents }
`;

const DATA = ["scene", "arcs", "data"];

let pressed = 0;
let release = () => {};
addEventListener("pointerdown", () => (pressed += 1), true);
for (const name of ["pointerup", "pointercancel"])
  addEventListener(
    name,
    () => {
      pressed = Math.max(0, pressed - 1);
      // what the button does comes first
      if (!pressed) setTimeout(release);
    },
    true,
  );

/** @returns {Promise<void>} when nothing is being dragged */
function handsOff() {
  return new Promise((resolve) => {
    release = resolve;
    if (!pressed) resolve();
  });
}

/** The editor does not answer, or is another run, which does not know this page. */
export class GoneError extends Error {}

/**
 * @param {any} page as `window.deploymap`
 * @returns {Promise<number>} the version that is shown now; rejects where there is no map, or none was shown before
 */
export async function takeUp(page) {
  const answer = await fetch("/map").catch(() => null);
  if (!answer || answer.status === 403) throw new GoneError();
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = made.querySelector(".folium-map");
  if (!answer.ok || !fresh || !document.querySelector(".dm-page")) throw new Error("there is no map");
  for (const name of DATA) {
    document.getElementById(`deploymap-${name}`)?.remove();
    const data = made.getElementById(`deploymap-${name}`);
    if (data) document.body.append(document.adoptNode(data));
  }
  for (const name of /** @type {const} */ (["lang", "dir"]))
    document.documentElement[name] = made.documentElement[name];
  document.title = made.title;
  await redraw(page, fresh.id);
  return Number(answer.headers.get("Deploymap-Version"));
}

/**
 * Draw the page anew from the data that the document has by now.
 * @param {any} page as `window.deploymap` @param {string} id of the map's element
 */
export async function redraw(page, id) {
  const last = frontOf(document.querySelector(".dm-page"));
  if (!last) return;
  const behind = document.createElement("div");
  const map = document.createElement("div");
  map.id = id;
  map.className = "folium-map";
  behind.className = "dm-behind";
  behind.inert = true;
  behind.append(map);
  document.getElementById(map.id)?.removeAttribute("id");
  last.after(behind);
  const end = await page.reopen(map.id);
  await handsOff();
  const putSight = keepSight(last);
  behind.inert = false;
  behind.className = "dm-current";
  end();
  last.remove();
  putSight(behind);
}

/** @param {Element | null} page @returns {Element | null} the page, or what it is in */
function frontOf(page) {
  return page?.closest(".dm-current") ?? page;
}
