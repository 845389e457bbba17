// The turn of the world that a map shows: 360 degrees eastward from its edge. Where units stand on both sides of 180 degrees, those west
// of the edge are drawn beyond 180.

import { feature } from "topojson-client";

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

/** @param {any} topology @param {any} object @returns {any} its features in degrees, on the map's turn; what the edge cuts is there twice */
export function featuresOf(topology, object) {
  const whole = /** @type {any} */ (feature(topology, object));
  const { edge = USUAL } = topology;
  if (edge === USUAL) return whole;
  const turn = (/** @type {any} */ one) => ({ ...one, geometry: one.geometry && turnGeometry(one.geometry, edge) });
  return whole.type === "FeatureCollection" ? { ...whole, features: whole.features.map(turn) } : turn(whole);
}

/** @param {any} geometry GeoJSON @param {number} edge @returns {any} */
function turnGeometry({ type, coordinates }, edge) {
  const parts = type.startsWith("Multi") ? coordinates : [coordinates];
  const kind = type.replace("Multi", "");
  return {
    type: `Multi${kind}`,
    coordinates: parts.flatMap((/** @type {any} */ part) => turnPart(part, kind === "Polygon" ? part[0] : part, edge)),
  };
}

/** @param {any} part a polygon or a line @param {[number, number][]} ring its outermost points @param {number} edge @returns {any[]} */
function turnPart(part, ring, edge) {
  const lons = ring.map(([lon]) => lon);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b))];
  const further = west < edge ? [movePart(part)] : [];
  return east > edge ? [part, ...further] : further;
}

/** @param {any} part @returns {any} a turn further east */
function movePart(part) {
  return typeof part[0] === "number" ? [part[0] + 360, part[1]] : part.map(movePart);
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
