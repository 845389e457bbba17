"""Border GeoJSON -> `Borders`: countries, regions, borders, coasts and lines of contact.

All coordinates are lon, lat in degrees (WGS84, EPSG:4326), as RFC 7946 has them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.errors import DataError, Problem

AREA_KINDS = ("country", "region")
LINE_KINDS = ("border", "coast", "line_of_contact", "de_facto_line")
COLUMNS = ("kind", "name", "iso", "name_uk", "name_ru", "also")
LINE_COLUMNS = ("country", "left", "right", "held", "accuracy_km", "date", "note")
# under which property names other people's files keep a country's name and code
NAME_KEYS = ("name", "NAME", "NAME_EN", "name_en", "ADMIN", "admin", "SOVEREIGNT")
ISO_KEYS = ("iso", "iso_a3", "ISO_A3", "ADM0_A3", "adm0_a3", "iso3", "ISO3", "id")

EXTENSION = 0.05  # degrees: how far a line that stops short of the border is prolonged
OFFSET = 1e-5  # degrees: how far beside a line to look which area lies there
GRID = 1e-6  # degrees: points closer than this are one point

Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Borders:
    """A border file.

    `features` is a GeoDataFrame in EPSG:4326, one row a feature in the order of the file, with the
    text columns kind, name, iso, name_uk, name_ru, also (other names, parted by |), the columns of
    lines of contact (country, left, right, held, accuracy_km, date, note), and what other
    properties the file has; what a feature lacks is None. `file` is the name to show, `sha256` the
    hash of its bytes and `modified` its time of change in seconds since 1970.
    """

    features: geopandas.GeoDataFrame
    file: str
    sha256: str
    modified: float

    def of_kind(self, *kinds: str) -> geopandas.GeoDataFrame:
        """Return the features of these kinds, in the order of the file."""
        return self.features[self.features["kind"].isin(kinds)]

    def shapes(self, *kinds: str) -> Geometries:
        """Return the geometries of `of_kind` as a plain array."""
        chosen = self.features["kind"].isin(kinds).to_numpy()
        return np.asarray(self.features.geometry.array)[chosen]


def packaged_borders() -> Path:
    """Return the path of the border file that ships with deploymap."""
    here = Path(__file__).resolve()
    installed = here.parent / "static" / "borders.geojson"
    return installed if installed.exists() else here.parents[2] / "data" / "borders.geojson"


def read_borders(path: Path) -> Borders:
    """Read a GeoJSON file of borders in lon, lat (EPSG:4326).

    A feature's `kind` is one of country, region (polygons), border, coast, line_of_contact,
    de_facto_line (lines). Polygons without a kind are countries. Where the file has neither a border
    nor a coast, both are made from the edges of the countries.

    Raises DataError with all faults: a file that cannot be read, is not GeoJSON or has no features,
    and features with a wrong or missing kind, name or geometry.
    """
    try:
        content, modified = path.read_bytes(), path.stat().st_mtime
    except OSError as error:
        raise fail(path.name, f"cannot be read ({error.strerror}); check the path") from error
    rows = parse_features(content, path.name)
    if not any(row["kind"] in ("border", "coast") for row in rows):
        rows += derive_rows(rows)
    columns = dict.fromkeys((*COLUMNS, *LINE_COLUMNS))
    columns.update(dict.fromkeys(key for row in rows for key in row))
    table = {key: [row.get(key) for row in rows] for key in columns if key != "geometry"}
    shapes = np.array([row["geometry"] for row in rows], dtype=object)
    features = geopandas.GeoDataFrame(
        pd.DataFrame(table, dtype=object), geometry=shapes, crs="EPSG:4326"
    )
    return Borders(features, path.name, hashlib.sha256(content).hexdigest(), modified)


def derive_lines(
    shapes: Sequence[BaseGeometry] | Geometries,
    names: Sequence[str],
    isos: Sequence[str | None],
    *,
    clip: tuple[float, float, float, float] | None = None,
) -> list[dict[str, Any]]:
    """Return the borders of each two polygons and the coast of each, as rows.

    A row has kind (border or coast), name ("Russia – Ukraine", in alphabetical order), iso
    ("RUS-UKR", in alphabetical order) and geometry. An edge with the same two ends in two polygons
    is border, any other is coast, except where it runs along `clip` (west, south, east, north; the
    bounds of all polygons where not given): that is the edge of the data.
    """
    array = np.asarray(shapes, dtype=object)
    start, end, owner, other = pair_edges(array)
    west, south, east, north = clip or shapely.total_bounds(array)
    dx, dy = (start == end).T
    at_edge = (dx & np.isin(start[:, 0], (west, east))) | (dy & np.isin(start[:, 1], (south, north)))
    rows = []
    for first, second in np.unique(np.stack([owner, other], axis=1)[~at_edge], axis=0):
        chosen = (owner == first) & (other == second) & ~at_edge
        line = shapely.line_merge(
            shapely.multilinestrings(shapely.linestrings(np.stack([start, end], axis=1)[chosen]))
        )
        known = [k for k in (first, second) if k >= 0]
        codes = [isos[k] for k in known]
        rows.append(
            {
                "kind": "coast" if second < 0 else "border",
                "name": " – ".join(sorted(names[k] for k in known)),
                "iso": "-".join(sorted(str(code) for code in codes)) if all(codes) else None,
                "geometry": shapely.normalize(line),
            }
        )
    return sorted(rows, key=lambda row: (row["kind"], row["iso"] or "", row["name"]))


def cut_area(area: BaseGeometry, line: BaseGeometry) -> Geometries:
    """Return the parts of a polygon, cut where a line crosses them from edge to edge."""
    parts = shapely.get_parts(area)
    met = shapely.intersects(parts, line)
    pieces = [parts[~met]]
    for part in parts[met]:
        faces = shapely.get_parts(shapely.polygonize([shapely.union(shapely.boundary(part), line)]))
        pieces.append(faces[shapely.intersects(part, shapely.point_on_surface(faces))])
    return np.concatenate(pieces)


def prolong_line(line: BaseGeometry, area: BaseGeometry) -> BaseGeometry:
    """Return the line with each end that does not lie on the polygon's edge prolonged a little."""
    edge = shapely.boundary(area)
    shapely.prepare(edge)
    return shapely.multilinestrings([prolong(part, edge) for part in shapely.get_parts(line)])


def held_area(area: BaseGeometry, line: BaseGeometry, held: str) -> BaseGeometry:
    """Return the part of a polygon on the side `held` ("left" or "right") of a line.

    The line's direction says what is left. Only the parts that reach the line count, so islands far
    from it are on neither side. An end of the line that stops short of the polygon's edge by less
    than `EXTENSION` is prolonged to it.
    """
    side = 1.0 if held == "left" else -1.0
    beside, opposite = points_beside(line, side), points_beside(line, -side)
    pieces = cut_area(area, prolong_line(line, area))
    votes = [shapely.intersects_xy(piece, *beside.T).sum() for piece in pieces]
    against = [shapely.intersects_xy(piece, *opposite.T).sum() for piece in pieces]
    return shapely.union_all(pieces[np.greater(votes, against)])


def fail(file: str, message: str) -> DataError:
    """Return the error for a whole file."""
    return DataError([Problem(file, None, None, message)])


def parse_features(content: bytes, file: str) -> list[dict[str, Any]]:
    """Return a row for each feature: its properties, kind, name, iso and geometry."""
    try:
        collection = json.loads(content)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        text = f"is not GeoJSON ({error}); export the borders as GeoJSON in UTF-8"
        raise DataError([Problem(file, line, None, text)]) from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise fail(file, "has no features; a GeoJSON FeatureCollection with at least one is needed")
    rows, problems = [], []
    for number, feature in enumerate(features, start=1):
        try:
            rows.append(make_row(feature))
        except ValueError as error:
            problems.append(Problem(file, None, None, f"feature {number}: {error}"))
    if problems:
        raise DataError(problems)
    return rows


def make_row(feature: Any) -> dict[str, Any]:
    """Return the row of one feature; ValueError says in words what is wrong with it."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise ValueError("has no geometry; remove it or give it one")
    properties = feature.get("properties") or {}
    shape = make_shape(feature["geometry"])
    area = shapely.get_dimensions(shape) == 2
    kind = properties.get("kind") or ("country" if area else "")
    expected = AREA_KINDS if area else LINE_KINDS
    if kind not in expected:
        found = f"kind {kind!r}" if kind else "no kind"
        raise ValueError(f"a {shape.geom_type} with {found}; expected {', '.join(expected)}")
    name = first_text(properties, NAME_KEYS)
    if not name:
        raise ValueError(f"a {kind} without a name; give it the property name")
    iso = first_text(properties, ISO_KEYS)
    return {**properties, "kind": kind, "name": name, "iso": iso, "geometry": shape}


def first_text(properties: Mapping[str, Any], keys: Iterable[str]) -> str | None:
    """Return the first of the properties that holds a text."""
    texts = (properties.get(key) for key in keys)
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), None)


def make_shape(geometry: Mapping[str, Any]) -> BaseGeometry:
    """Return the geometry; ValueError says in words what is wrong with it."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon", "LineString", "MultiLineString"):
        raise ValueError(f"geometry {kind}; expected polygons or lines")
    if not isinstance(coordinates, list) or not coordinates:
        raise ValueError("a geometry without coordinates")
    parts = coordinates if kind.startswith("Multi") else [coordinates]
    if kind.endswith("LineString"):
        lines = [shapely.linestrings(make_points(part, least=2)) for part in parts]
        return lines[0] if kind == "LineString" else shapely.multilinestrings(lines)
    polygons = [make_polygon(part) for part in parts]
    return polygons[0] if kind == "Polygon" else shapely.multipolygons(polygons)


def make_polygon(rings: Any) -> BaseGeometry:
    """Return a polygon from its outer ring and its holes."""
    if not isinstance(rings, list) or not rings:
        raise ValueError("a polygon without rings")
    shell, *holes = (shapely.linearrings(make_points(ring, least=4)) for ring in rings)
    polygon = shapely.polygons(shell, holes or None)
    if not shapely.is_valid(polygon):
        raise ValueError(f"an invalid polygon ({shapely.is_valid_reason(polygon)})")
    return polygon


def make_points(positions: Any, *, least: int) -> npt.NDArray[np.float64]:
    """Return the lon, lat of a list of positions, checked."""
    try:
        points = np.array(positions, dtype=np.float64)[:, :2]
    except (ValueError, TypeError, IndexError) as error:
        raise ValueError("coordinates that are not a list of numbers") from error
    if len(points) < least or points.shape[1] < 2:
        raise ValueError(f"a ring or line of fewer than {least} points")
    x, y = np.abs(points).max(axis=0)
    if not (x <= 180 and y <= 90):
        raise ValueError(f"coordinates {x:g}, {y:g} that are no degrees; export it as EPSG:4326")
    return points


def derive_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the borders and coasts of the countries among the rows."""
    countries = [row for row in rows if row["kind"] == "country"]
    if not countries:
        return []
    shapes, names, isos = ([row[key] for row in countries] for key in ("geometry", "name", "iso"))
    return derive_lines(shapes, names, isos)


def pair_edges(
    shapes: Geometries,
) -> tuple[
    npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int64], npt.NDArray[np.int64]
]:
    """Return start and end of each distinct edge, the polygon it belongs to and the other, or -1."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    polygon = shape[part]
    points, ring = shapely.get_coordinates(rings, return_index=True)
    keys = np.round(points / GRID).astype(np.int64) @ np.array([1 << 30, 1])
    vertex = np.unique(keys, return_inverse=True)[1]
    first = np.flatnonzero(ring[1:] == ring[:-1])
    low = np.minimum(vertex[first], vertex[first + 1])
    high = np.maximum(vertex[first], vertex[first + 1])
    code = low * (vertex.max() + 1) + high
    order = np.argsort(code, kind="stable")
    lead = np.flatnonzero(np.diff(code[order], prepend=-1))
    owner = polygon[ring[first]][order]
    other = np.full(len(lead), -1)
    several = np.diff(np.append(lead, len(order))) > 1
    other[several] = owner[lead[several] + 1]
    at = np.sort(first[order[lead]])  # along the rings again, so that lines keep their order
    back = np.argsort(first[order[lead]], kind="stable")
    return points[at], points[at + 1], owner[lead][back], other[back]


def prolong(line: BaseGeometry, edge: BaseGeometry) -> BaseGeometry:
    """Return the line with each end that does not lie on the edge prolonged."""
    points = shapely.get_coordinates(line)
    for end, inner in ((0, 1), (-1, -2)):
        if shapely.distance(edge, shapely.Point(points[end])) > GRID:
            step = points[end] - points[inner]
            points[end] += step / np.hypot(*step) * EXTENSION
    return shapely.linestrings(points)


def points_beside(line: BaseGeometry, side: float) -> npt.NDArray[np.float64]:
    """Return a point beside the middle of each segment: left of it (side 1.0) or right (-1.0)."""
    points, part = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    within = part[1:] == part[:-1]
    start, end = points[:-1][within], points[1:][within]
    step = (end - start) / np.hypot(*(end - start).T)[:, None]
    return (start + end) / 2 + side * OFFSET * np.stack([-step[:, 1], step[:, 0]], axis=1)
