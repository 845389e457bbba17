"""Polygons of any make -> a coverage: none overlaps another, and neighbours share their edges.

What draws borders, and finds out which edge is a border, needs such polygons
(https://libgeos.org/doxygen/classgeos_1_1coverage_1_1CoverageValidator.html).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries, Integers, Truths

SNAP = 5e-5  # degrees: points nearer to each other than the grid of the page are one
GAP = 0.005  # degrees: a gap between neighbours that is narrower is none
LEAST_RING = 3  # distinct points

NOTHING = shapely.Polygon()


def as_array(shapes: Sequence[Any]) -> Geometries:
    """Return shapes as an array, however many there are."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def make_coverage(shapes: Geometries) -> Geometries:
    """Return valid polygons (lon, lat in degrees) as a coverage, in their order.

    A coverage stays as it is. Else points closer than `SNAP` become one, gaps narrower than `GAP`
    are filled, and where polygons overlap the smallest has the ground. What is left of none is an
    empty polygon.
    """
    if not are_polygons(shapes).all():
        shapes = keep_polygons(shapes)
    if _is_coverage(shapes):
        thin = _drop_short_edges(shapes)
        if thin is not None:
            return thin
    try:
        # GEOS may leave a flag of the processor set, which numpy tells of as if it were ours
        with np.errstate(invalid="ignore"):
            cleaned = shapely.coverage_clean(
                shapes, gap_width=GAP, snapping_distance=SNAP, merge_strategy="min_area"
            )
    except GEOSException:
        cleaned = shapes
    return keep_polygons(cleaned)


def _is_coverage(shapes: Geometries) -> bool:
    """Return whether polygons are a coverage; soon where no two meet, as on a map of the land."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    return not len(find_meeting(parts, owner)) or bool(shapely.coverage_is_valid(shapes))


def find_meeting(parts: Geometries, owner: Integers) -> Integers:
    """Return the numbers of the valid polygons that meet one of another owner."""
    shapely.prepare(parts)
    near = shapely.STRtree(parts).query(parts)
    near = near[:, owner[near[0]] < owner[near[1]]]
    return np.unique(near[:, shapely.intersects(*parts[near])])


def _drop_short_edges(shapes: Geometries) -> Geometries | None:
    """Return a coverage without edges shorter than `SNAP`; None where that is not easily done.

    Islands, and coasts of all the world, are thinned so in a fifth of the time of `coverage_clean`.
    """
    if not _has_short_edges(shapes):
        return shapes
    thin = as_array([_thin(shape) for shape in shapes])
    if _has_short_edges(thin) or not shapely.is_valid(thin).all():
        return None
    return thin if _is_coverage(thin) else None


def _thin(shape: BaseGeometry) -> BaseGeometry:
    """Return polygons without points closer than `SNAP` to the last, or rings narrower than it."""
    parts = []
    for part in shapely.get_parts(shape):
        shell, *holes = map(_thin_ring, shapely.get_rings(part))
        if shell is not None:
            parts.append(
                shapely.polygons(shell, [hole for hole in holes if hole is not None] or None)
            )
    return parts[0] if len(parts) == 1 else shapely.multipolygons(as_array(parts))


def _thin_ring(ring: BaseGeometry) -> BaseGeometry | None:
    """Return a ring without points closer than `SNAP` to the last; None where no area is left."""
    try:
        points = shapely.get_coordinates(shapely.remove_repeated_points(ring, SNAP * 2**0.5))
    except GEOSException:
        return None
    if np.abs(points[-1] - points[-2]).max() < SNAP:
        points = np.delete(points, -2, axis=0)
    return shapely.linearrings(points) if len(points) > LEAST_RING else None


def _has_short_edges(shapes: Geometries) -> bool:
    """Return whether an edge is shorter than `SNAP`."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    step = np.abs(np.diff(points, axis=0)).max(axis=1, initial=0)
    return bool(((step < SNAP) & (ring[1:] == ring[:-1])).any())


def keep_polygons(shapes: Geometries) -> Geometries:
    """Return the shapes as valid polygons; what holds none is an empty one."""
    kept = shapes.copy()
    for number in np.flatnonzero(~shapely.is_valid(shapes) | ~are_polygons(shapes)):
        kept[number] = as_polygons(shapes[number])
    return kept


def are_polygons(shapes: Geometries) -> Truths:
    """Return which shapes are polygons; a collection with a line beside them is none."""
    return np.isin(shapely.get_type_id(shapes), (3, 6))


def as_polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return what of a shape is polygons, repaired where it is invalid."""
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(shapely.get_parts(mended))
    areas = parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]
    if not len(areas):
        return NOTHING
    return areas[0] if len(areas) == 1 else shapely.multipolygons(areas)


def unite(shapes: Geometries) -> BaseGeometry:
    """Return the union of polygons; of those that do not share their edges too, but slower."""
    try:
        union = shapely.coverage_union_all(shapes)
        if union.is_valid:
            return union
    except GEOSException:
        pass
    return shapely.union_all(keep_polygons(shapes))


def share_of_earth(shapes: Geometries) -> float:
    """Return which share of the Earth's surface polygons have together, by the cylinder's map.

    https://en.wikipedia.org/wiki/Cylindrical_equal-area_projection
    """

    def flatten(points: Floats) -> Floats:
        lon, lat = np.radians(points.T)
        return np.stack([lon, np.sin(lat)], axis=1)

    return float(shapely.area(shapely.transform(shapes, flatten)).sum() / (4 * np.pi))
