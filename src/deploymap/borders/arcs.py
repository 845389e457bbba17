"""Polygons and lines -> arcs that they share, as TopoJSON has them.

The format: https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries, Integers, Truths
from deploymap.borders.coverage import as_array

LEAST_RING, LEAST_LINE = 3, 2  # distinct points

QUANTUM = 1e-4  # degrees: 11 m, a seventh of a pixel at zoom 11

Route = list[int]  # numbers of arcs, ~number for an arc run through backwards


@dataclass(frozen=True, eq=False)
class _Strings:
    """All rings and, after them, all lines, their points in one row.

    `points` is lon, lat in quanta; `first` has the number of each string's first point, and at its
    end the number of all points; `rings` is how many strings are rings. `vertex` numbers the
    distinct points, and `node` says of each of these whether arcs end there. `at_edge` says of each
    point whether the step from it to the next only ends the data.
    """

    points: Integers
    first: Integers
    rings: int
    vertex: Integers
    node: Truths
    at_edge: Truths


@dataclass(frozen=True, eq=False)
class Mesh:
    """Distinct arcs, and the shapes that are made of them.

    `points` has each arc's lon, lat in quanta, `ends` the numbers of its first and last point, and
    `at_edge` whether it only ends the data: it runs along the box around all areas. `polygons` has
    for each area its polygons, each a list of rings; `lines` has for each line its parts.
    """

    points: list[Integers]
    ends: list[tuple[int, int]]
    at_edge: list[bool]
    polygons: list[list[list[Route]]]
    lines: list[list[Route]]


def make_mesh(areas: Sequence[BaseGeometry], lines: Sequence[BaseGeometry]) -> Mesh:
    """Return the arcs of polygons and lines (single or multiple; lon, lat in degrees).

    Where two of them share edges they share arcs.
    """
    parts, area = shapely.get_parts(as_array(areas), return_index=True)
    rings, part = _drop_collapsed(*shapely.get_rings(parts, return_index=True), least=LEAST_RING)
    single, line = shapely.get_parts(as_array(lines), return_index=True)
    single, line = _drop_collapsed(single, line, least=LEAST_LINE)
    strings = _make_strings(np.concatenate([rings, single]), len(rings))
    arcs, routes = _make_arcs(strings)
    polygons: list[list[list[Route]]] = [[] for _ in areas]
    for number, group in groupby(zip(part.tolist(), routes, strict=False), itemgetter(0)):
        polygons[area[number]].append([route for _, route in group])
    multilines: list[list[Route]] = [[] for _ in lines]
    for number, route in zip(line.tolist(), routes[len(rings) :], strict=True):
        multilines[number].append(route)
    return Mesh(
        [strings.points.take(arc, axis=0) for arc in arcs],
        [(int(strings.vertex[arc[0]]), int(strings.vertex[arc[-1]])) for arc in arcs],
        [bool(strings.at_edge[arc[0]]) for arc in arcs],
        polygons,
        multilines,
    )


def _drop_collapsed(
    paths: Geometries, owner: Integers, *, least: int
) -> tuple[Geometries, Integers]:
    """Return the paths with `least` or more distinct points on the grid, and whose they are.

    A polygon without its outer ring has no holes either: these come after it.
    """
    points, path = shapely.get_coordinates(paths, return_index=True)
    vertex, vertices = pd.factorize(number_points(to_quanta(points)))
    distinct = pd.unique(path * max(len(vertices), 1) + vertex) // max(len(vertices), 1)
    kept = np.bincount(distinct, minlength=len(paths)) >= least
    if least == LEAST_RING:
        outer = np.diff(owner, prepend=-1) > 0
        gone = owner[outer & ~kept]
        kept &= ~np.isin(owner, gone)
    return paths[kept], owner[kept]


def encode_arcs(mesh: Mesh, grid: int = 1) -> tuple[list[int], list[list[list[int]]]]:
    """Return west, south, east, north in `grid` quanta, and each arc as TopoJSON has it.

    That is its first position, counted from the south-west corner, and then the steps onward.
    Points are rounded to the grid, those of two arcs that meet to the same place.
    """
    points = np.concatenate([*mesh.points, np.zeros((0, 2), dtype=np.int64)])
    if not len(points):
        return [0, 0, 0, 0], []
    points = (points + grid // 2) // grid
    first = np.cumsum([0, *map(len, mesh.points)])
    steps = np.diff(points, axis=0, prepend=0)
    steps[first[:-1]] = points[first[:-1]] - points.min(axis=0)
    # an arc keeps its first point and its last one
    kept = np.asarray(steps.any(axis=1))
    kept[first[:-1]] = kept[first[1:] - 1] = True
    ends = np.concatenate([[0], np.cumsum(kept)])[first]
    flat = steps[kept].tolist()
    box = [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]
    return box, [flat[a:b] for a, b in pairwise(ends)]


def join_arcs(arcs: Sequence[int], mesh: Mesh) -> list[Route]:
    """Return the arcs joined to lines as long as can be, so that no dash begins anew at a node."""
    leaving: dict[int, list[int]] = defaultdict(list)
    for arc in arcs:
        leaving[mesh.ends[arc][0]].append(arc)
        leaving[mesh.ends[arc][1]].append(~arc)
    # begin where lines end or branch; what is then left are closed lines
    tips = [place for place in sorted(leaving) if len(leaving[place]) != 2]
    used: set[int] = set()
    routes = []
    for start in [*(arc for place in tips for arc in leaving[place]), *arcs]:
        if _undirected(start) not in used:
            routes.append(_follow(start, leaving, mesh))
            used.update(map(_undirected, routes[-1]))
    return routes


def _follow(arc: int, leaving: dict[int, list[int]], mesh: Mesh) -> Route:
    """Return the route from an arc onward, up to where lines end, branch or close."""
    route = [arc]
    while True:
        place = mesh.ends[route[-1]][1] if route[-1] >= 0 else mesh.ends[~route[-1]][0]
        onward = [other for other in leaving[place] if other != ~route[-1]]
        if len(leaving[place]) != 2 or not onward or onward[0] == arc:
            return route
        route.append(onward[0])


def _undirected(arc: int) -> int:
    """Return the number of an arc without its direction."""
    return max(arc, ~arc)


def arcs_of(polygons: list[list[Route]]) -> set[int]:
    """Return the numbers of the arcs of an area."""
    return {_undirected(arc) for rings in polygons for route in rings for arc in route}


def to_quanta(points: Floats) -> Integers:
    """Return lon, lat in whole quanta."""
    return np.round(points / QUANTUM).astype(np.int64)


def number_points(points: Integers) -> Integers:
    """Return one number for each distinct lon, lat in quanta."""
    return np.asarray(points @ np.array([1 << 32, 1]))


def _make_strings(paths: Geometries, rings: int) -> _Strings:
    """Return the points of all rings and, after them, all lines, and where arcs have to end."""
    raw, string = shapely.get_coordinates(paths, return_index=True)
    points = to_quanta(raw)
    again = np.logical_and(*(points[1:] == points[:-1]).T) & (string[1:] == string[:-1])
    kept = np.append(True, ~again)[: len(points)]
    points, string = points[kept], string[kept]
    first = np.searchsorted(string, np.arange(len(paths) + 1))
    vertex = pd.factorize(number_points(points), sort=True)[0]
    step = np.flatnonzero(string[1:] == string[:-1])
    at_edge = np.zeros(len(points), dtype=bool)
    at_edge[step] = _runs_along(points[step], points[step + 1], points[: first[rings]])
    node = _find_nodes(vertex[step], vertex[step + 1], at_edge[step], len(points))
    node[vertex[first[rings:-1]]] = True
    node[vertex[first[rings + 1 :] - 1]] = True
    return _Strings(points, first, rings, vertex, node, at_edge)


def _runs_along(start: Integers, end: Integers, points: Integers) -> Truths:
    """Return whether each edge runs along the box around the points."""
    if not len(points):
        return np.zeros(len(start), dtype=bool)
    along = np.zeros(len(start), dtype=bool)
    for here, there, side in zip(start.T, end.T, points.T, strict=True):
        along |= (here == there) & ((here == side.min()) | (here == side.max()))
    return along


def _find_nodes(start: Integers, end: Integers, at_edge: Truths, count: int) -> Truths:
    """Return for each vertex whether arcs end there.

    So they do where more or fewer than two distinct edges meet, and where one of the two only ends
    the data.
    """
    low, high = np.minimum(start, end), np.maximum(start, end)
    distinct = np.flatnonzero(~pd.Series(low * count + high).duplicated().to_numpy())
    ends = np.concatenate([low[distinct], high[distinct]])
    meeting = np.bincount(ends, minlength=count)
    ending = np.bincount(ends, np.tile(at_edge[distinct], 2), minlength=count)
    return np.asarray((meeting != 2) | (ending == 1))


def _make_arcs(strings: _Strings) -> tuple[list[Integers], list[Route]]:
    """Return the distinct arcs as numbers of points, and the route of each string."""
    arcs: list[Integers] = []
    known: dict[tuple[int, int], int] = {}
    routes = []
    for number in range(len(strings.first) - 1):
        route = []
        for arc in _split_string(strings, number):
            # only one arc can leave a node by a given edge, so this says which arc it is
            a, b, y, z = strings.vertex[arc[[0, 1, -2, -1]]].tolist()
            if (a, b) not in known:
                known[a, b], known[z, y] = len(arcs), ~len(arcs)
                arcs.append(arc)
            route.append(known[a, b])
        routes.append(route)
    return arcs, routes


def _split_string(strings: _Strings, number: int) -> list[Integers]:
    """Return the pieces of a string from node to node; a ring without nodes begins at its least."""
    index = np.arange(strings.first[number], strings.first[number + 1])
    node = strings.node[strings.vertex[index]]
    if number < strings.rings:
        least = strings.vertex[index[:-1]].argmin()
        start = int(node.argmax() if node.any() else least)
        index = np.concatenate([index[start:-1], index[: start + 1]])
        node = np.concatenate([node[start:-1], node[: start + 1]])
        node[[0, -1]] = True
    cuts = np.flatnonzero(node).tolist()
    return [index[a : b + 1] for a, b in pairwise(cuts)]
