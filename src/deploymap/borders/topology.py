"""`Borders` -> TopoJSON for the page: simplified, with one edge for each two neighbours.

The format: https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries, Integers
from deploymap.borders.arcs import (
    QUANTUM,
    Mesh,
    Route,
    arcs_of,
    encode_arcs,
    join_arcs,
    make_mesh,
    number_points,
    to_quanta,
)
from deploymap.borders.borders import Borders
from deploymap.borders.coverage import are_polygons, keep_polygons, make_coverage, unite
from deploymap.borders.held import cut_area, held_area, prolong_line
from deploymap.borders.naming import NAMELESS

Box = tuple[float, float, float, float]
Row = dict[str, Any]

FINE = 0.002  # degrees: side of the square whose area a dropped corner may have, within the focus
COARSE = 0.008  # degrees: the same outside the focus
AREA_NAMES = ("name", "iso")
LINE_NAMES = (
    "kind",
    *AREA_NAMES,
    "name_uk",
    "name_ru",
    "country",
    "left",
    "right",
    "held",
    "accuracy_km",
    "date",
    "note",
)


@dataclass(frozen=True, eq=False)
class Cells:
    """A coverage: polygons, and for each the row of its country, region and line, or -1 for none.

    The line is the line of contact on whose held side the cell lies.
    """

    shapes: Geometries
    country: Integers
    region: Integers
    line: Integers


def page_topology(
    borders: Borders, *, focus: Box, fine: float = FINE, coarse: float = COARSE
) -> dict[str, Any]:
    """Return a TopoJSON topology, quantized to 1e-4 degrees and with delta-encoded arcs.

    `focus` is west, south, east, north in degrees; `fine` and `coarse` are the tolerances of the
    simplification within and outside it, in degrees. Neighbours share the arcs between them. Each
    object is a GeometryCollection:

    - countries: polygons; name, iso
    - regions: polygons; the same
    - held: polygons between a line of contact and the border; name (who holds it), country
    - borders: lines between two countries; name ("Russia – Ukraine"), iso ("RUS-UKR")
    - coast: lines of one country; name, iso
    - edges: in place of coast, where nobody knows whether it is sea beyond; else not there
    - land: regions that lie in no country; not there where there is none
    - region_borders: one geometry, all edges of regions that are neither coast nor border
    - lines: lines of contact and de facto lines; kind, names, country, left, right, held,
      accuracy_km, date, note

    A property that the file does not give is left out. An arc along the box to which the file was
    clipped only ends the data and is in no line object: fill the polygons without a stroke, and
    stroke the line objects.
    """
    countries, regions = borders.of_kind("country"), borders.of_kind("region")
    lines = borders.of_kind("line_of_contact", "de_facto_line", "line")
    if not borders.packaged:
        # which of two countries has the ground does not depend on what regions they have
        covered = borders.covered
        if covered is None:
            covered = make_coverage(shapes_of(countries))
        countries = countries.assign(geometry=covered)
        regions = regions.assign(geometry=_keep_within(shapes_of(regions), shapes_of(countries)))
    cells = _make_cells(countries, regions, lines)
    # countries that nothing was cut from are a coverage already
    if not borders.packaged and (len(regions) or len(lines)):
        cells = _clean_cells(cells)
    cells = replace(cells, shapes=simplify(cells.shapes, focus, coarse / fine, fine))
    topology, _ = assemble(cells, countries, regions, lines)
    objects = topology["objects"]
    if not borders.sea:
        objects |= {"coast": collect([]), "edges": objects["coast"]}
    return topology


def assemble(
    cells: Cells,
    countries: pd.DataFrame,
    regions: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    more_areas: Sequence[BaseGeometry] = (),
    more_lines: Sequence[BaseGeometry] = (),
    grid: int = 1,
) -> tuple[dict[str, Any], Mesh]:
    """Return the topology of cells that are a coverage, and the mesh that it was made of.

    The mesh has areas and lines more, in the end. The topology's points are rounded to `grid`
    quanta.
    """
    areas = [
        *_merge_cells(cells.shapes, cells.country, len(countries)),
        *_merge_cells(cells.shapes, cells.region, len(regions)),
        *_merge_cells(cells.shapes, cells.line, len(lines)),
    ]
    strokes = reduce_lines(shapes_of(lines), cells.shapes)
    mesh = make_mesh([*areas, *more_areas], [*strokes, *more_lines])
    box, arcs = encode_arcs(mesh, grid)
    step = grid * QUANTUM
    objects = _make_objects(mesh, countries, regions, lines)
    lone = np.setdiff1d(np.arange(len(regions)), cells.region[cells.country >= 0]) + len(countries)
    if len(lone):
        objects["land"] = make_polygons([mesh.polygons[row] for row in lone], [{}] * len(lone))
    topology = {
        "type": "Topology",
        "bbox": [round(side * step, 4) for side in box],
        "transform": {
            "scale": [step, step],
            "translate": [round(side * step, 4) for side in box[:2]],
        },
        "objects": {name: collect(geometries) for name, geometries in objects.items()},
        "arcs": arcs,
    }
    return topology, mesh


def collect(geometries: Sequence[Row]) -> Row:
    """Return geometries as a TopoJSON object."""
    return {"type": "GeometryCollection", "geometries": geometries}


def shapes_of(table: pd.DataFrame) -> Geometries:
    """Return the geometries of a table as a plain array."""
    shapes: Geometries = table["geometry"].to_numpy()
    return shapes


def _rows_of(table: pd.DataFrame, keys: Iterable[str]) -> list[Row]:
    """Return the rows as dictionaries of what they have of these columns."""
    known = [key for key in keys if key in table]
    values = zip(*(table[key].tolist() for key in known), strict=True)
    return [{k: v for k, v in zip(known, row, strict=True) if not pd.isna(v)} for row in values]


def _make_cells(countries: pd.DataFrame, regions: pd.DataFrame, lines: pd.DataFrame) -> Cells:
    """Return the regions and what else the countries have, cut along the lines of contact."""
    whole, inner = shapes_of(countries), shapes_of(regions)
    owner = _find_owners(inner, whole)
    rest = [_subtract(shape, inner[owner == row]) for row, shape in enumerate(whole)]
    left = np.array([row for row, shape in enumerate(rest) if not shape.is_empty], dtype=np.int64)
    none = np.full(len(left), -1)
    cells = Cells(
        np.concatenate([inner, np.array(rest, dtype=object)[left]]),
        np.concatenate([owner, left]),
        np.concatenate([np.arange(len(inner)), none]),
        np.concatenate([np.full(len(inner), -1), none]),
    )
    strokes = shapes_of(lines)
    for number, line in enumerate(_rows_of(lines, ("kind", "country", "held"))):
        if line["kind"] == "line_of_contact" and "held" in line:
            known = (countries["iso"] == line.get("country")).to_numpy() & ~shapely.is_empty(whole)
            for row in np.flatnonzero(known):
                held = held_area(whole[row], strokes[number], line["held"])
                cut = prolong_line(strokes[number], whole[row])
                cells = _cut_cells(cells, number, int(row), held, cut)
    return cells


def _clean_cells(cells: Cells) -> Cells:
    """Return the cells as a coverage, without those of which nothing is left."""
    shapes = make_coverage(cells.shapes)
    left = np.flatnonzero(~shapely.is_empty(shapes))
    return Cells(shapes[left], cells.country[left], cells.region[left], cells.line[left])


def _find_owners(inner: Geometries, whole: Geometries) -> Integers:
    """Return for each region the row of the country that it lies in, or -1."""
    owner = np.full(len(inner), -1)
    points = shapely.point_on_surface(inner)
    for row, shape in enumerate(whole):
        shapely.prepare(shape)
        owner[(owner < 0) & shapely.intersects(shape, points)] = row
    return owner


def _keep_within(inner: Geometries, whole: Geometries) -> Geometries:
    """Return the regions without what of them lies outside of their country."""
    owner = _find_owners(inner, whole)
    owned = np.flatnonzero(owner >= 0)
    out = owned[~shapely.covers(whole[owner[owned]], inner[owned])]
    if not len(out):
        return inner
    kept = inner.copy()
    kept[out] = keep_polygons(shapely.intersection(inner[out], whole[owner[out]]))
    return kept


def _subtract(shape: BaseGeometry, regions: Geometries) -> BaseGeometry:
    """Return what of a country is in none of its regions."""
    if not len(regions):
        return shape
    if abs(shapely.area(regions).sum() - shape.area) < QUANTUM:
        return shapely.Polygon()
    return shapely.difference(shape, unite(regions))


def _cut_cells(
    cells: Cells, number: int, country: int, held: BaseGeometry, line: BaseGeometry
) -> Cells:
    """Return the cells with those of one country cut along a line, and the held ones marked."""
    own = np.flatnonzero((cells.country == country) & shapely.intersects(cells.shapes, held))
    others = np.setdiff1d(np.arange(len(cells.shapes)), own)
    pieces = [cut_area(shape, line) for shape in cells.shapes[own]]
    source = np.concatenate([others, np.repeat(own, [len(piece) for piece in pieces])])
    shapes = np.concatenate([cells.shapes[others], *pieces])
    inside = shapely.intersects(held, shapely.point_on_surface(shapes))
    inside[: len(others)] = False
    marked = np.where(inside, number, cells.line[source])
    return Cells(shapes, cells.country[source], cells.region[source], marked)


def simplify(shapes: Geometries, focus: Box, factor: float, tolerance: float) -> Geometries:
    """Return the coverage simplified; outside the focus, with `factor` times the tolerance.

    One tolerance is all that the method knows, so the degrees outside the focus are shortened
    before and lengthened again after it. No point is moved: the method only drops points.
    """
    if not len(shapes):
        return shapes
    if not are_polygons(shapes).all():
        # what cutting leaves may be a line beside a polygon
        shapes = keep_polygons(shapes)
    bounds = shapely.total_bounds(shapes)
    knots = [_spread(bounds[axis::2], focus[axis::2], factor) for axis in (0, 1)]

    def warp(points: Floats) -> Floats:
        return np.stack([np.interp(points[:, k], *knots[k]) for k in (0, 1)], axis=1)

    def unwarp(points: Floats) -> Floats:
        return np.stack([np.interp(points[:, k], *knots[k][::-1]) for k in (0, 1)], axis=1)

    warped = shapely.transform(shapes, warp)
    try:
        reduced = shapely.coverage_simplify(warped, tolerance)
    except GEOSException:
        # each by itself: neighbours may part by less than the tolerance
        reduced = shapely.simplify(warped, tolerance, preserve_topology=True)
    return np.asarray(shapely.transform(reduced, unwarp))


def _spread(bounds: Floats, focus: Sequence[float], factor: float) -> tuple[Floats, Floats]:
    """Return positions along an axis and what they become; the focus alone keeps its length."""
    low, high = bounds
    real = np.array([low - 1, *np.clip(focus, low, high), high + 1])
    return real, np.cumsum([0, *np.diff(real) / [factor, 1, factor]])


def _merge_cells(shapes: Geometries, row: Integers, count: int) -> list[BaseGeometry]:
    """Return for each row the union of its cells."""
    order = np.argsort(row, kind="stable")
    cuts = np.searchsorted(row[order], np.arange(count + 1))
    groups = [shapes[order[first:last]] for first, last in pairwise(cuts)]
    return [group[0] if len(group) == 1 else unite(group) for group in groups]


def reduce_lines(lines: Geometries, shapes: Geometries) -> list[BaseGeometry]:
    """Return the lines without the points that the simplified coverage has dropped.

    A line whose ends are no corners of the coverage is left as it is.
    """
    if not len(lines):
        return []
    points = shapely.get_coordinates(shapes)
    west, south, east, north = shapely.total_bounds(lines)
    near = (points >= (west, south)) & (points <= (east, north))
    corners = number_points(to_quanta(points[near.all(axis=1)]))
    parts, owner = shapely.get_parts(lines, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    # asked of all at once: to sort the corners for each line takes longer than all the rest
    kept = np.isin(number_points(to_quanta(points)), corners)
    first = np.searchsorted(part, np.arange(len(parts)))
    last = np.append(first[1:], len(part)) - 1
    whole = ~(kept[first] & kept[last])
    kept |= whole[part]
    reduced = shapely.linestrings(points[kept], indices=part[kept])
    return [shapely.multilinestrings(reduced[owner == row]) for row in range(len(lines))]


def _make_objects(
    mesh: Mesh, countries: pd.DataFrame, regions: pd.DataFrame, lines: pd.DataFrame
) -> dict[str, list[Row]]:
    """Return the geometries of each object."""
    first, second = len(countries), len(countries) + len(regions)
    held = [
        {"name": row.get(row.get("held", "")), "country": row.get("country")}
        for row in _rows_of(lines, LINE_NAMES)
    ]
    return {
        "countries": make_polygons(mesh.polygons[:first], _rows_of(countries, AREA_NAMES)),
        "regions": make_polygons(mesh.polygons[first:second], _rows_of(regions, AREA_NAMES)),
        "held": make_polygons(mesh.polygons[second : second + len(lines)], held),
        **_make_edges(mesh, first, second, _rows_of(countries, AREA_NAMES)),
        "lines": [
            multiline(routes, row)
            for routes, row in zip(mesh.lines, _rows_of(lines, LINE_NAMES), strict=False)
        ],
    }


def make_polygons(polygons: Iterable[list[list[Route]]], rows: Iterable[Row]) -> list[Row]:
    """Return the TopoJSON geometries of areas, without those that are empty."""
    return [
        {"type": "Polygon", "properties": row, "arcs": parts[0]}
        if len(parts) == 1
        else {"type": "MultiPolygon", "properties": row, "arcs": parts}
        for parts, row in zip(polygons, rows, strict=True)
        if parts
    ]


def multiline(routes: list[Route], properties: Row) -> Row:
    """Return the TopoJSON geometry of lines."""
    return {"type": "MultiLineString", "properties": properties, "arcs": routes}


def _make_edges(mesh: Mesh, first: int, second: int, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return borders, coasts and region borders: the arcs of two countries, of one, of none."""
    owners: dict[int, list[int]] = defaultdict(list)
    for number in range(first):
        for arc in arcs_of(mesh.polygons[number]):
            owners[arc].append(number)
    for number in range(first, second):
        for arc in arcs_of(mesh.polygons[number]):
            owners.setdefault(arc, [])
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for arc in sorted(owners):
        if not mesh.at_edge[arc]:
            groups[tuple(owners[arc])].append(arc)
    edges: dict[str, list[Row]] = {"borders": [], "coast": [], "region_borders": []}
    for numbers, arcs in sorted(groups.items()):
        kind = ("region_borders", "coast", "borders")[min(len(numbers), 2)]
        names = {"name": " – ".join(sorted(rows[k].get("name", NAMELESS) for k in numbers))}
        isos = {"iso": "-".join(sorted(rows[k].get("iso", "") for k in numbers))}
        edges[kind].append(multiline(join_arcs(arcs, mesh), names | isos if numbers else {}))
    return edges
