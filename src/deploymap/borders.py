"""Border GeoJSON -> `Borders`: countries, regions, borders, coasts and lines of contact.

All coordinates are lon, lat in degrees (WGS84, EPSG:4326), as RFC 7946 has them.
"""

from __future__ import annotations

import hashlib
import os
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

from deploymap.errors import DataError, Problem, UsageError, shorten
from deploymap.geojson import Geometries, ShapeError, parse_geojson

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

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
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
    problems: tuple[Problem, ...] = ()

    def of_kind(self, *kinds: str) -> geopandas.GeoDataFrame:
        """Return the features of these kinds, in the order of the file."""
        return self.features[self.features["kind"].isin(kinds)]

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north of all features, degrees."""
        west, south, east, north = self.features.total_bounds.tolist()
        return west, south, east, north

    def shapes(self, *kinds: str) -> Geometries:
        """Return the geometries of `of_kind` as a plain array."""
        chosen = self.features["kind"].isin(kinds).to_numpy()
        shapes: Geometries = np.asarray(self.features.geometry.array)[chosen]
        return shapes


def packaged_borders() -> Path:
    """Return the path of the border file that ships with deploymap."""
    here = Path(__file__).resolve()
    installed = here.parent / "static" / "borders.geojson"
    return installed if installed.exists() else here.parents[2] / "data" / "borders.geojson"


def read_borders(path: Path) -> Borders:
    """Read a GeoJSON file of borders in lon, lat (EPSG:4326).

    A feature's `kind` is one of country, region (polygons), border, coast, line_of_contact,
    de_facto_line (lines). Polygons without a kind are countries. Where the file has neither a
    border nor a coast, both are made from the edges of the countries.

    Raises UsageError where the file cannot be read, DataError with all its faults: no GeoJSON, no
    features, and features with a wrong or missing kind, name or shape.
    """
    content, modified = read_bytes(path)
    rows, problems = [], []
    for number, (properties, shape) in enumerate(parse_geojson(content, path.name), start=1):
        row = make_row(properties, shape)
        if isinstance(row, str):
            problems.append(Problem(path.name, None, None, f"feature {number} {row}"))
        else:
            rows.append(row)
    if problems:
        raise DataError(problems)
    if not any(row["kind"] in ("border", "coast") for row in rows):
        rows += derive_rows(rows)
    return Borders(make_frame(rows), path.name, hashlib.sha256(content).hexdigest(), modified)


def derive_lines(
    shapes: Sequence[BaseGeometry] | Geometries,
    names: Sequence[str],
    isos: Sequence[str | None],
    *,
    clip: Sequence[float] | None = None,
) -> list[dict[str, Any]]:
    """Return the borders of each two polygons and the coast of each, as rows.

    A row has kind (border or coast), name ("Russia – Ukraine", in alphabetical order), iso
    ("RUS-UKR", in alphabetical order) and geometry. An edge with the same two ends in two polygons
    is border, any other is coast, except where it runs along `clip` (west, south, east, north; the
    bounds of all polygons where not given): that is the edge of the data.
    """
    array = np.asarray(shapes, dtype=object)
    edges, owners = pair_edges(array)
    inner = ~runs_along(edges, clip or shapely.total_bounds(array))
    edges, owners = edges[inner], owners[inner]
    rows = []
    for pair in np.unique(owners, axis=0):
        segments = shapely.linestrings(edges[(owners == pair).all(axis=1)])
        known = [int(number) for number in pair if number >= 0]
        codes = [isos[number] for number in known]
        rows.append(
            {
                "kind": "border" if len(known) == 2 else "coast",
                "name": " – ".join(sorted(names[number] for number in known)),
                "iso": "-".join(sorted(map(str, codes))) if all(codes) else None,
                "geometry": shapely.normalize(
                    shapely.line_merge(shapely.multilinestrings(segments))
                ),
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


def read_bytes(path: Path) -> tuple[bytes, float]:
    """Return a file's bytes and its time of change."""
    try:
        with path.open("rb") as file:
            return file.read(), os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file; check its name and folder") from None
    except OSError as error:
        what = "is a folder, not a file; name a GeoJSON file in it"
        reason = what if path.is_dir() else f"cannot be read: {error.strerror or error}"
        raise UsageError(f"{path}: {reason}") from None


def make_row(
    properties: Mapping[str, Any], shape: BaseGeometry | ShapeError
) -> dict[str, Any] | str:
    """Return the row of one feature, or what is wrong with it in words."""
    if isinstance(shape, ShapeError):
        return str(shape)
    area = shapely.get_dimensions(shape) == 2
    kind = properties.get("kind") or ("country" if area else "")
    expected = AREA_KINDS if area else LINE_KINDS
    if kind not in expected:
        found = f"the kind {shorten(str(kind))}" if kind else "no kind"
        return f"is a {shape.geom_type} with {found}; expected {', '.join(expected)}"
    if properties.get("held") not in (None, "left", "right"):
        return f"has held {shorten(str(properties['held']))}; expected left or right"
    name = first_text(properties, NAME_KEYS)
    if not name:
        return f"is a {kind} without a name; give it a property name"
    iso = first_text(properties, ISO_KEYS)
    return {**properties, "kind": kind, "name": name, "iso": iso, "geometry": shape}


def first_text(properties: Mapping[str, Any], keys: Iterable[str]) -> str | None:
    """Return the first of the properties that holds a text."""
    texts = (properties.get(key) for key in keys)
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), None)


def make_frame(rows: Sequence[Mapping[str, Any]]) -> geopandas.GeoDataFrame:
    """Return the rows as a GeoDataFrame: the columns of every border file, then the others."""
    names = dict.fromkeys([*COLUMNS, *LINE_COLUMNS, *(key for row in rows for key in row)])
    table = {name: [row.get(name) for row in rows] for name in names if name != "geometry"}
    shapes = np.array([row["geometry"] for row in rows], dtype=object)
    return geopandas.GeoDataFrame(
        pd.DataFrame(table, dtype=object), geometry=shapes, crs="EPSG:4326"
    )


def derive_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the borders and coasts of the countries among the rows."""
    countries = [row for row in rows if row["kind"] == "country"]
    if not countries:
        return []
    shapes, names, isos = ([row[key] for row in countries] for key in ("geometry", "name", "iso"))
    return derive_lines(shapes, names, isos)


def pair_edges(shapes: Geometries) -> tuple[Floats, Integers]:
    """Return the distinct edges (start and end, each lon, lat) and the polygons that have them.

    The second of the two polygons is -1 for an edge that only one has.
    """
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    codes = np.round(points / GRID).astype(np.int64) @ np.array([1 << 30, 1])
    vertex = np.unique(codes, return_inverse=True)[1]
    start = np.flatnonzero(ring[1:] == ring[:-1])
    low, high = np.sort([vertex[start], vertex[start + 1]], axis=0)
    _, lead, edge = np.unique(low * len(points) + high, return_index=True, return_inverse=True)
    owner = shape[part[ring[start]]]
    first, last = np.full(len(lead), len(shapes)), np.full(len(lead), -1)
    np.minimum.at(first, edge, owner)
    np.maximum.at(last, edge, owner)
    owners = np.stack([first, np.where(last > first, last, -1)], axis=1)
    order = np.argsort(lead)  # along the rings, so that lines keep their order
    edges = np.stack([points[start], points[start + 1]], axis=1)[lead]
    return edges[order], owners[order]


def runs_along(edges: Floats, box: Sequence[float] | Floats) -> Truths:
    """Return whether each edge lies on a side of the box west, south, east, north."""
    start, end = edges[:, 0], edges[:, 1]
    on_side = (start == np.reshape(box, (2, 1, 2))).any(axis=0)
    return np.asarray((on_side & (start == end)).any(axis=1))


def prolong(line: BaseGeometry, edge: BaseGeometry) -> BaseGeometry:
    """Return the line with each end that does not lie on the edge prolonged."""
    points = shapely.get_coordinates(line)
    for end, inner in ((0, 1), (-1, -2)):
        if shapely.distance(edge, shapely.Point(points[end])) > GRID:
            step = points[end] - points[inner]
            points[end] += step / max(np.hypot(*step), GRID) * EXTENSION
    return shapely.linestrings(points)


def points_beside(line: BaseGeometry, side: float) -> Floats:
    """Return a point beside the middle of each segment: left of it (side 1.0) or right (-1.0)."""
    points, part = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    first = np.flatnonzero((part[1:] == part[:-1]) & (points[1:] != points[:-1]).any(axis=1))
    start, end = points[first], points[first + 1]
    left = (end - start)[:, ::-1] * (-1, 1)
    away = side * OFFSET * left / np.hypot(*left.T)[:, None]
    return np.asarray((start + end) / 2 + away)
