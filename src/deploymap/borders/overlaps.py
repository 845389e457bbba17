"""In which of several polygons a position lies, where they overlap."""

from __future__ import annotations

import numpy as np
import shapely

from deploymap.arrays import Floats, Geometries, Integers
from deploymap.borders.locate import locate


def locate_smallest(shapes: Geometries, positions: Floats) -> tuple[Integers, Integers]:
    """Return for each lon, lat the row of the smallest polygon that it lies in, and of the next.

    -1 for none. On a common edge of polygons that do not overlap it lies in the first, and there is
    no next one. The order of polygons that overlap does not matter.
    """
    first = locate(shapes, positions)
    last = locate(shapes[::-1], positions)
    unsure = np.flatnonzero((first >= 0) & (first != len(shapes) - 1 - last))
    other = np.full(len(positions), -1)
    if not len(unsure):
        return first, other
    rows, point = shapely.STRtree(shapely.points(positions[unsure])).query(
        shapes, predicate="contains_properly"
    )
    order = np.lexsort((_rank_shapes(shapes)[rows], point))
    rows, point = rows[order], point[order]
    lead = np.flatnonzero(np.diff(point, prepend=-1))
    first[unsure[point[lead]]] = rows[lead]
    more = lead[np.diff(np.append(lead, len(point))) > 1]
    other[unsure[point[more]]] = rows[more + 1]
    return first, other


def _rank_shapes(shapes: Geometries) -> Integers:
    """Return the places of the shapes by their area, the smallest first, whatever their order."""
    bounds = shapely.bounds(shapes)
    order = np.lexsort((*bounds.T, np.round(shapely.area(shapes), 9)))
    rank = np.empty(len(shapes), dtype=np.int64)
    rank[order] = np.arange(len(shapes))
    return rank
