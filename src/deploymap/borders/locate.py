"""The first polygon that each position lies in or on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from deploymap.arrays import Floats, Geometries, Integers, Truths
from deploymap.borders.segments import part_segments, rectangle_around
from deploymap.sizes import FEW_POSITIONS

MOST_CELLS = 200_000
PIECE = 0.9  # of a cell's size: an edge of that length touches two columns and rows at most
SMALLEST = 0.01  # degrees: of a cell
HAIR = 1e-9  # degrees: by how much an edge is taken to be thicker than it is


@dataclass(frozen=True)
class _Raster:
    """Cells of `size` degrees from a corner (lon, lat) on: how many, and which an edge touches.

    `touched` has rows from south to north, columns from west to east.
    """

    corner: Floats
    size: float
    touched: Truths


def locate(shapes: Geometries, positions: Floats) -> Integers:
    """Return for each lon, lat the row of the first polygon that it lies in or on, or -1.

    Many positions are sorted into cells. What holds for one position in a cell that no edge
    touches, holds for all in it and in its neighbours of that kind; so only those near an edge
    are looked at one by one, and what is found is the same.
    """
    if len(positions) <= FEW_POSITIONS or not len(shapes):
        return locate_each(shapes, positions)
    found = np.full(len(positions), -1)
    west, south, east, north = shapely.total_bounds(shapes)
    x, y = positions.T
    within = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    if len(within) == len(positions):
        return locate_by_cells(shapes, positions)
    if len(within):
        found[within] = locate_by_cells(shapes, positions.take(within, axis=0))
    return found


def locate_each(shapes: Geometries, positions: Floats) -> Integers:
    """Return what `locate` does, by a look at each position."""
    found = np.full(len(positions), -1)
    order = np.argsort(positions[:, 0], kind="stable")
    x, y = positions.take(order, axis=0).T
    for row, (west, south, east, north) in enumerate(shapely.bounds(shapes)):
        first, last = np.searchsorted(x, west), np.searchsorted(x, east, "right")
        some, at = order[first:last], y[first:last]
        near = some[(at >= south) & (at <= north)]
        near = near[found[near] < 0]
        if len(near):
            shapely.prepare(shapes[row])
            found[near] = np.where(shapely.intersects_xy(shapes[row], positions[near]), row, -1)
    return found


def locate_by_cells(shapes: Geometries, positions: Floats) -> Integers:
    """Return what `locate` does, by a look at one position of each run of cells without an edge."""
    raster = _make_raster(shapes, positions)
    x, y = ((positions - raster.corner) / raster.size).astype(np.int32).T
    cell = y * raster.touched.shape[1] + x
    run = _number_runs(raster.touched)[cell]
    one = np.full(raster.touched.size, -1)
    one[run] = np.arange(len(run))
    apart = np.flatnonzero(raster.touched.ravel()[cell])
    one[run[apart]] = -1
    there = one[one >= 0]
    found = np.full(len(one), -1)
    found[run[there]] = locate_each(shapes, positions.take(there, axis=0))
    rows: Integers = found[run]
    rows[apart] = locate_each(shapes, positions.take(apart, axis=0))
    return rows


def _make_raster(shapes: Geometries, positions: Floats) -> _Raster:
    """Return the raster over all positions."""
    corner, far_corner = rectangle_around(positions)
    extent = far_corner - corner
    cells = min(MOST_CELLS, len(positions))
    size = max(float(np.sqrt(np.prod(extent) / cells)), float(extent.max()) / cells, SMALLEST)
    width, height = (extent / size).astype(np.int64) + 1
    touched = np.zeros((height, width), bool)
    first, last = _edge_boxes(shapes, corner, extent, size)
    for x in (first[0], last[0]):
        for y in (first[1], last[1]):
            touched[y, x] = True
    return _Raster(corner, size, touched)


def _edge_boxes(
    shapes: Geometries, corner: Floats, extent: Floats, size: float
) -> tuple[Integers, Integers]:
    """Return the first and last column and row of each piece of an edge, within the raster."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    lines = rings[shapely.intersects(rings, shapely.box(*corner, *(corner + extent)))]
    ends = np.ascontiguousarray(part_segments(lines, PIECE * size)[0].T).reshape(2, 2, -1)
    low = ends.min(axis=0) - HAIR - corner[:, None]
    high = ends.max(axis=0) + HAIR - corner[:, None]
    inside = ((high >= 0) & (low <= extent[:, None])).all(axis=0)
    first, last = (
        (end[:, inside].clip(0, extent[:, None]) / size).astype(np.int64) for end in (low, high)
    )
    return first, last


def _number_runs(touched: Truths) -> npt.NDArray[np.int32]:
    """Return for each cell, row after row, the number of its run of cells alike."""
    new = np.ones(touched.shape, bool)
    np.not_equal(touched[:, 1:], touched[:, :-1], out=new[:, 1:])
    return np.cumsum(new, dtype=np.int32) - 1
