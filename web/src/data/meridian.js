// The turn of the world that a map shows: 360 degrees eastward from its edge. Where units stand on both sides of 180 degrees, those west
// of the edge are drawn beyond 180.

const USUAL = -180;

/** @param {number} lon degrees @param {number} edge @returns {number} the same on the map's turn */
export function eastOf(lon, edge) {
  return lon < edge ? lon + 360 : lon;
}

/** @param {number} lon degrees on any turn @returns {number} within -180 to 180 */
export function usualLon(lon) {
  return lon > 180 ? lon - 360 : lon;
}

/** @param {any} scene as it is in the page @returns {any} with all that is drawn on the map's turn; packed units are turned as they are read */
export function turnScene(scene) {
  const { edge = USUAL } = scene;
  if (edge === USUAL) return scene;
  const turned = { ...scene, basemap: { ...scene.basemap, edge } };
  for (const name of ["units", "sites", "annotations", "country_labels", "towns", "seas", "overlays"])
    if (scene[name]?.lon)
      turned[name] = {
        ...scene[name],
        lon: scene[name].lon.map((/** @type {number | null} */ lon) => (lon === null ? null : eastOf(lon, edge))),
      };
  if (scene.overlays?.moved) turned.overlays.moved = scene.overlays.moved.map(turnMoved(edge));
  return turned;
}

/** @param {number} edge @returns {(moved: any[] | null) => any[] | null} where an overlay is while its units stand so */
function turnMoved(edge) {
  return (moved) => moved && moved.map((one) => ({ ...one, lon: eastOf(one.lon, edge) }));
}

/**
 * @param {import("./scene.js").Box} box @param {number} [edge]
 * @returns {import("./scene.js").Box[]} one or two, on the map's turn
 */
export function turnBox([west, south, east, north], edge = USUAL) {
  /** @type {import("./scene.js").Box} */
  const moved = [west + 360, south, Math.min(east, edge) + 360, north];
  if (west >= edge) return [[west, south, east, north]];
  return east > edge ? [[edge, south, east, north], moved] : [moved];
}
