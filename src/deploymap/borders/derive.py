"""Borders and coasts from the edges of countries, where a file has only polygons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries, Integers, Truths
from deploymap.borders.naming import NAMELESS

GRID = 1e-6  # degrees: points closer than this are one point


def derive_lines(
    shapes: Sequence[BaseGeometry] | Geometries,
    names: Sequence[str | None],
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
    inner = ~_runs_along(edges, clip or shapely.total_bounds(array))
    edges, owners = edges[inner], owners[inner]
    order = np.lexsort(owners.T[::-1])
    firsts = np.flatnonzero(np.diff(owners[order], axis=0, prepend=-2).any(axis=1))
    rows = []
    for chosen in np.split(order, firsts[1:]) if len(order) else ():
        known = [int(number) for number in owners[chosen[0]] if number >= 0]
        codes = [isos[number] for number in known]
        rows.append(
            {
                "kind": "border" if len(known) == 2 else "coast",
                "name": " – ".join(sorted(names[number] or NAMELESS for number in known)),
                "iso": "-".join(sorted(map(str, codes))) if all(codes) else None,
                "geometry": join_segments(edges[chosen]),
            }
        )
    return sorted(rows, key=lambda row: (row["kind"], row["iso"] or "", row["name"]))


def join_segments(segments: Floats) -> BaseGeometry:
    """Return segments (start and end, each lon, lat) as lines as long as can be."""
    run = _number_runs(segments)
    last = np.flatnonzero(np.diff(run, append=len(run)))
    # of each run the starts of its segments, and the end of its last one
    points = np.insert(segments[:, 0], last + 1, segments[last, 1], axis=0)
    lines = shapely.linestrings(points, indices=np.insert(run, last + 1, run[last]))
    return shapely.normalize(shapely.line_merge(shapely.multilinestrings(lines)))


def _number_runs(segments: Floats) -> Integers:
    """Return for each segment the number of its run: each begins where the one before it ends.

    No run goes on where others meet it. To merge a few runs takes a tenth of merging all segments.
    """
    ends = _number_vertices(segments.reshape(-1, 2)).reshape(-1, 2)
    meeting = np.bincount(ends.ravel())
    on = (ends[1:, 0] == ends[:-1, 1]) & (meeting[ends[1:, 0]] == 2)
    return np.cumsum(np.append(0, ~on))


def _number_vertices(points: Floats) -> Integers:
    """Return one number for all points that are closer than `GRID`."""
    codes = np.round(points / GRID).astype(np.int64) @ np.array([1 << 30, 1])
    return np.asarray(np.unique(codes, return_inverse=True)[1])


def pair_edges(shapes: Geometries) -> tuple[Floats, Integers]:
    """Return the distinct edges (start and end, each lon, lat) and the polygons that have them.

    The second of the two polygons is -1 for an edge that only one has.
    """
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    vertex = _number_vertices(points)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    low, high = np.sort([vertex[start], vertex[start + 1]], axis=0)
    real = low != high
    start, low, high = start[real], low[real], high[real]
    _, lead, edge = np.unique(low * len(points) + high, return_index=True, return_inverse=True)
    owner = shape[part[ring[start]]]
    first, last = np.full(len(lead), len(shapes)), np.full(len(lead), -1)
    np.minimum.at(first, edge, owner)
    np.maximum.at(last, edge, owner)
    owners = np.stack([first, np.where(last > first, last, -1)], axis=1)
    order = np.argsort(lead)  # along the rings, so that lines keep their order
    edges = np.stack([points[start], points[start + 1]], axis=1)[lead]
    return edges[order], owners[order]


def _runs_along(edges: Floats, box: Sequence[float] | Floats) -> Truths:
    """Return whether each edge lies on a side of the box west, south, east, north."""
    start, end = edges[:, 0], edges[:, 1]
    on_side = (start == np.reshape(box, (2, 1, 2))).any(axis=0)
    return np.asarray((on_side & (start == end)).any(axis=1))
