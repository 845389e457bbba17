"""`Borders` -> TopoJSON for the page: simplified, with one edge for each two neighbours.

The format: https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.borders import Borders, Geometries, cut_area, held_area, prolong_line

Box = tuple[float, float, float, float]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

QUANTUM = 1e-4  # degrees: 11 m, a seventh of a pixel at zoom 11
FINE = 0.002  # degrees: side of the square whose area a dropped corner may have, within the focus
COARSE = 0.008  # degrees: the same outside the focus
AREA_NAMES = ("name", "iso", "name_uk", "name_ru")
LINE_NAMES = ("kind", *AREA_NAMES, "country", "left", "right", "held", "accuracy_km", "date", "note")


@dataclass(frozen=True)
class Cells:
    """A coverage: polygons, and for each the row of its country, region and line, or -1 for none.

    The line is the line of contact on whose held side the cell lies.
    """

    shapes: Geometries
    country: Integers
    region: Integers
    line: Integers


@dataclass(frozen=True)
class Strings:
    """All rings and lines in one row of points.

    `points` is in quanta from the origin, `first` the number of each string's first point, with the
    number of all points at the end; `vertex` numbers the distinct points, `node` says of each
    distinct point whether arcs end there, and `at_edge` of each point whether the step from it to
    the next only ends the data.
    """

    points: Integers
    first: Integers
    vertex: Integers
    node: npt.NDArray[np.bool_]
    at_edge: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Arcs:
    """Distinct arcs, as numbers of points; `paths` has the arcs of each string, ~n for n backwards."""

    points: list[Integers]
    paths: list[list[int]]


def page_topology(
    borders: Borders, *, focus: Box, fine: float = FINE, coarse: float = COARSE
) -> dict[str, Any]:
    """Return a TopoJSON topology, quantized to 1e-4 degrees and with delta-encoded arcs.

    `focus` is west, south, east, north in degrees; `fine` and `coarse` are the tolerances of the
    simplification within and outside it, in degrees. Neighbours share the arcs between them. Each
    object is a GeometryCollection:

    - countries: polygons; name, iso, name_uk, name_ru
    - regions: polygons; the same
    - held: polygons between a line of contact and the border; name (who holds it), country
    - borders: lines between two countries; name ("Russia – Ukraine"), iso ("RUS-UKR")
    - coast: lines of one country; name, iso
    - region_borders: one geometry, all edges of regions that are neither coast nor border
    - lines: lines of contact and de facto lines; kind, names, country, left, right, held,
      accuracy_km, date, note

    An arc along the box to which the file was clipped only ends the data and is in no line object:
    fill the polygons without a stroke, and stroke the line objects.
    """
    countries, regions = borders.of_kind("country"), borders.of_kind("region")
    lines = borders.of_kind("line_of_contact", "de_facto_line")
    cells = make_cells(countries, regions, lines)
    shapes = simplify(cells.shapes, focus, fine, coarse)
    areas = [
        *merge_cells(shapes, cells.country, len(countries)),
        *merge_cells(shapes, cells.region, len(regions)),
        *merge_cells(shapes, cells.line, len(lines)),
    ]
    strokes = [reduce_line(line, shapes) for line in shapes_of(lines)]
    return encode(areas, strokes, countries, regions, lines)


def shapes_of(table: pd.DataFrame) -> Geometries:
    """Return the geometries of a GeoDataFrame as a plain array."""
    return np.asarray(table.geometry.array)


def make_cells(countries: pd.DataFrame, regions: pd.DataFrame, lines: pd.DataFrame) -> Cells:
    """Return the regions and what else the countries have, cut along the lines of contact."""
    whole, inner = shapes_of(countries), shapes_of(regions)
    owner = find_owners(inner, whole)
    rest = [subtract(shape, inner[owner == row]) for row, shape in enumerate(whole)]
    left = [row for row, shape in enumerate(rest) if not shape.is_empty]
    cells = Cells(
        np.concatenate([inner, np.array([rest[row] for row in left], dtype=object)]),
        np.concatenate([owner, np.array(left, dtype=np.int64)]),
        np.concatenate([np.arange(len(inner)), np.full(len(left), -1)]),
        np.full(len(inner) + len(left), -1),
    )
    for number, line in enumerate(lines.itertuples()):
        for row in np.flatnonzero((countries["iso"] == line.country).to_numpy()):
            if line.kind == "line_of_contact" and line.held:
                cells = cut_cells(cells, number, line, row, whole[row])
    return cells


def find_owners(inner: Geometries, whole: Geometries) -> Integers:
    """Return for each region the row of the country that it lies in, or -1."""
    owner = np.full(len(inner), -1)
    points = shapely.point_on_surface(inner)
    for row, shape in enumerate(whole):
        shapely.prepare(shape)
        owner[(owner < 0) & shapely.intersects(shape, points)] = row
    return owner


def subtract(shape: BaseGeometry, regions: Geometries) -> BaseGeometry:
    """Return what of a country is in none of its regions."""
    if not len(regions):
        return shape
    if abs(shapely.area(regions).sum() - shape.area) < QUANTUM:
        return shapely.Polygon()
    return shapely.difference(shape, shapely.coverage_union_all(regions))


def cut_cells(cells: Cells, number: int, line: Any, row: int, country: BaseGeometry) -> Cells:
    """Return the cells with those of one country cut along a line, and the held ones marked."""
    held = held_area(country, line.geometry, line.held)
    cut = prolong_line(line.geometry, country)
    own = np.flatnonzero((cells.country == row) & shapely.intersects(cells.shapes, held))
    pieces = [cut_area(shape, cut) for shape in cells.shapes[own]]
    source = np.repeat(own, [len(piece) for piece in pieces])
    keep = np.setdiff1d(np.arange(len(cells.shapes)), own)
    shapes = np.concatenate([cells.shapes[keep], *pieces])
    source = np.concatenate([keep, source])
    marked = cells.line[source]
    inside = shapely.intersects(held, shapely.point_on_surface(shapes[len(keep) :]))
    marked[len(keep) :][inside] = number
    return Cells(shapes, cells.country[source], cells.region[source], marked)


def simplify(shapes: Geometries, focus: Box, fine: float, coarse: float) -> Geometries:
    """Return the coverage simplified, more so outside the focus.

    One tolerance is all that the method knows, so the degrees outside the focus are shortened before
    and lengthened again after it. No point is moved: the method only drops points.
    """
    bounds = shapely.total_bounds(shapes)
    knots = [spread(bounds[axis::2], focus[axis::2], coarse / fine) for axis in (0, 1)]

    def warp(points: Floats) -> Floats:
        return np.stack([np.interp(points[:, k], *knots[k]) for k in (0, 1)], axis=1)

    def unwarp(points: Floats) -> Floats:
        return np.stack([np.interp(points[:, k], *knots[k][::-1]) for k in (0, 1)], axis=1)

    reduced = shapely.coverage_simplify(shapely.transform(shapes, warp), fine)
    return shapely.transform(reduced, unwarp)


def spread(bounds: Floats, focus: Sequence[float], factor: float) -> tuple[Floats, Floats]:
    """Return positions along an axis and what they become where the focus keeps its length."""
    low, high = bounds
    inner = np.clip(focus, low, high)
    real = np.array([low - 1, *inner, high + 1])
    steps = np.diff(real) / [factor, 1, factor]
    return real, np.concatenate([[0], np.cumsum(steps)])


def merge_cells(shapes: Geometries, row: Integers, count: int) -> list[BaseGeometry]:
    """Return for each row the union of its cells."""
    return [shapely.coverage_union_all(shapes[row == number]) for number in range(count)]


def reduce_line(line: BaseGeometry, shapes: Geometries) -> BaseGeometry:
    """Return the line without the points that the simplified coverage has dropped.

    A line whose ends are no corners of the coverage is left as it is.
    """
    corners = shapely.get_coordinates(shapes)
    known = set(encode_points(corners).tolist())
    parts = []
    for part in shapely.get_parts(line):
        kept = np.array([code in known for code in encode_points(shapely.get_coordinates(part))])
        points = shapely.get_coordinates(part)
        parts.append(points[kept] if kept[0] and kept[-1] else points)
    return shapely.multilinestrings([shapely.linestrings(points) for points in parts])


def encode_points(points: Floats) -> Integers:
    """Return one number for each point on the grid."""
    return np.round(points / QUANTUM).astype(np.int64) @ np.array([1 << 32, 1])


def encode(
    areas: Sequence[BaseGeometry],
    strokes: Sequence[BaseGeometry],
    countries: pd.DataFrame,
    regions: pd.DataFrame,
    lines: pd.DataFrame,
) -> dict[str, Any]:
    """Return the topology of the countries, regions and held areas (in this order) and the lines."""
    everything = np.array([*areas, *strokes], dtype=object)
    parts, shape_of_part = shapely.get_parts(everything, return_index=True)
    is_area = shape_of_part < len(areas)
    rings, part_of_ring = shapely.get_rings(parts[is_area], return_index=True)
    paths = np.concatenate([rings, parts[~is_area]])
    origin = np.round(shapely.total_bounds(everything)[:2] / QUANTUM).astype(np.int64)
    strings = make_strings(paths, len(rings), origin)
    arcs = make_arcs(strings, len(rings))
    # nest the arcs of each ring in its polygon and shape
    nested: list[list[list[list[int]]]] = [[] for _ in everything]
    seen = -1
    for path, part in zip(arcs.paths, part_of_ring, strict=False):
        if part != seen:
            nested[shape_of_part[part]].append([])
            seen = part
        nested[shape_of_part[part]][-1].append(path)
    flat: list[list[list[int]]] = [[] for _ in everything]
    for path, shape in zip(arcs.paths[len(rings) :], shape_of_part[~is_area], strict=True):
        flat[shape].append(path)
    n, m, k = len(countries), len(regions), len(lines)
    objects = {
        "countries": [
            polygon(nested[i], pick(row, AREA_NAMES))
            for i, row in enumerate(countries.to_dict("records"))
        ],
        "regions": [
            polygon(nested[n + i], pick(row, AREA_NAMES))
            for i, row in enumerate(regions.to_dict("records"))
        ],
        "held": [
            polygon(nested[n + m + i], {"name": row[row["held"]], "country": row["country"]})
            for i, row in enumerate(lines.to_dict("records"))
            if nested[n + m + i]
        ],
        **line_objects(arcs, strings, nested, countries, n, m),
        "lines": [
            multiline(flat[n + m + k + i], pick(row, LINE_NAMES))
            for i, row in enumerate(lines.to_dict("records"))
        ],
    }
    return {
        "type": "Topology",
        "bbox": [round(float(v), 4) for v in shapely.total_bounds(everything)],
        "transform": {
            "scale": [QUANTUM, QUANTUM],
            "translate": [round(float(v * QUANTUM), 4) for v in origin],
        },
        "objects": {
            key: {"type": "GeometryCollection", "geometries": value}
            for key, value in objects.items()
        },
        "arcs": [delta(strings.points[arc]) for arc in arcs.points],
    }


def make_strings(paths: Geometries, rings: int, origin: Integers) -> Strings:
    """Return the points of all rings and lines (the lines last) and where arcs have to end."""
    raw, string = shapely.get_coordinates(paths, return_index=True)
    points = np.round(raw / QUANTUM).astype(np.int64) - origin
    doubled = (np.diff(points, axis=0, prepend=-1) == 0).all(axis=1)
    doubled &= np.diff(string, prepend=-1) == 0
    points, string = points[~doubled], string[~doubled]
    first = np.searchsorted(string, np.arange(len(paths) + 1))
    vertex = np.unique(points @ np.array([1 << 32, 1]), return_inverse=True)[1]
    inside = np.append(string[1:] == string[:-1], False)
    step = np.flatnonzero(inside)
    level = (points[step] == points[step + 1])
    sides = np.array([points.min(axis=0), points.max(axis=0)])
    at_edge = np.zeros(len(points), dtype=bool)
    at_edge[step] = (level & (points[step] == sides[:, None]).any(axis=0)).any(axis=1)
    low = np.minimum(vertex[step], vertex[step + 1])
    high = np.maximum(vertex[step], vertex[step + 1])
    _, lead = np.unique(low * len(points) + high, return_index=True)
    ends = np.concatenate([low[lead], high[lead]])
    count = np.bincount(ends, minlength=len(points))
    edge = np.bincount(ends, weights=np.tile(at_edge[step][lead], 2), minlength=len(points))
    node = (count != 2) | (edge == 1)
    node[vertex[first[rings:-1]]] = True
    node[vertex[first[rings + 1 :] - 1]] = True
    return Strings(points, first, vertex, node, at_edge)


def make_arcs(strings: Strings, rings: int) -> Arcs:
    """Return the distinct arcs, in the order in which the strings come to them."""
    points: list[Integers] = []
    known: dict[tuple[int, int], int] = {}
    paths = []
    for number in range(len(strings.first) - 1):
        path = []
        for arc in split_string(strings, number, ring=number < rings):
            a, b, y, z = strings.vertex[arc[[0, 1, -2, -1]]].tolist()
            index = known.get((a, b))
            if index is None:
                index = len(points)
                points.append(arc)
                known[a, b] = index
                known[z, y] = ~index
            path.append(index)
        paths.append(path)
    return Arcs(points, paths)


def split_string(strings: Strings, number: int, *, ring: bool) -> list[Integers]:
    """Return the arcs of one string, as numbers of points."""
    index = np.arange(strings.first[number], strings.first[number + 1])
    node = strings.node[strings.vertex[index]]
    if ring:
        start = int(node.argmax()) if node.any() else int(strings.vertex[index[:-1]].argmin())
        index = np.concatenate([index[start:-1], index[: start + 1]])
        node = strings.node[strings.vertex[index]]
        node[[0, -1]] = True
    cuts = np.flatnonzero(node)
    return [index[a : b + 1] for a, b in zip(cuts[:-1], cuts[1:], strict=True)]


def line_objects(
    arcs: Arcs,
    strings: Strings,
    nested: list[list[list[list[int]]]],
    countries: pd.DataFrame,
    n: int,
    m: int,
) -> dict[str, list[dict[str, Any]]]:
    """Return the borders, coasts and region borders, made of the arcs that the polygons share."""
    owners: dict[int, set[int]] = defaultdict(set)
    for row in range(n):
        for arc in arcs_of(nested[row]):
            owners[arc].add(row)
    inner = {arc for row in range(n, n + m) for arc in arcs_of(nested[row])} - owners.keys()
    held = {arc for row in range(n + m, len(nested)) for arc in arcs_of(nested[row])}
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for arc in sorted(owners):
        if not strings.at_edge[arcs.points[arc][0]]:
            groups[tuple(sorted(owners[arc]))].append(arc)
    names, isos = countries["name"].tolist(), countries["iso"].tolist()
    result: dict[str, list[dict[str, Any]]] = {"borders": [], "coast": [], "region_borders": []}
    for rows, members in sorted(groups.items()):
        words = {
            "name": " – ".join(sorted(names[row] for row in rows)),
            "iso": "-".join(sorted(isos[row] or "" for row in rows)),
        }
        kind = "coast" if len(rows) == 1 else "borders"
        result[kind].append(multiline(chain(members, arcs, strings), words))
    if inner:
        result["region_borders"].append(multiline(chain(sorted(inner), arcs, strings), {}))
    return result


def arcs_of(polygons: list[list[list[int]]]) -> Iterable[int]:
    """Return the numbers of the arcs of a shape, without their direction."""
    return (max(arc, ~arc) for rings in polygons for ring in rings for arc in ring)


def chain(members: list[int], arcs: Arcs, strings: Strings) -> list[list[int]]:
    """Return the arcs joined to lines that are as long as can be, so that dashes do not begin anew."""
    ends = {arc: strings.vertex[arcs.points[arc][[0, -1]]].tolist() for arc in members}
    at: dict[int, list[int]] = defaultdict(list)
    for arc in members:
        at[ends[arc][0]].append(arc)
        at[ends[arc][1]].append(~arc)
    paths, used = [], set()

    def follow(arc: int) -> list[int]:
        path = []
        while max(arc, ~arc) not in used:
            used.add(max(arc, ~arc))
            path.append(arc)
            tip = ends[arc][1] if arc >= 0 else ends[~arc][0]
            onward = [other for other in at[tip] if other != ~arc]
            if len(at[tip]) != 2 or not onward:
                break
            arc = onward[0]
        return path

    # lines begin where they end or branch; what is left then are closed lines
    starts = [arc for place in sorted(at) if len(at[place]) != 2 for arc in at[place]]
    for arc in [*starts, *members]:
        path = follow(arc)
        if path:
            paths.append(path)
    return paths


def polygon(polygons: list[list[list[int]]], properties: dict[str, Any]) -> dict[str, Any]:
    """Return a TopoJSON geometry of one polygon or several."""
    if len(polygons) == 1:
        return {"type": "Polygon", "properties": properties, "arcs": polygons[0]}
    return {"type": "MultiPolygon", "properties": properties, "arcs": polygons}


def multiline(paths: list[list[int]], properties: dict[str, Any]) -> dict[str, Any]:
    """Return a TopoJSON geometry of lines."""
    return {"type": "MultiLineString", "properties": properties, "arcs": paths}


def pick(row: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Return those of the properties that the row has."""
    return {key: row[key] for key in keys if row.get(key) is not None}


def delta(points: Integers) -> list[list[int]]:
    """Return the first position and then the steps."""
    return np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).tolist()
