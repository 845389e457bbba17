"""The parts of a polygon on the sides of a line that goes through it: the ground that is held.

All coordinates are lon, lat in degrees (WGS84, EPSG:4326).
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries
from deploymap.borders.derive import GRID

EXTENSION = 0.05  # degrees: how far a line that stops short of the border is prolonged
OFFSET = 1e-5  # degrees: how far beside a line to look which area lies there


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
    return shapely.multilinestrings([_prolong(part, edge) for part in shapely.get_parts(line)])


def held_area(area: BaseGeometry, line: BaseGeometry, held: str) -> BaseGeometry:
    """Return the part of a polygon on the side `held` ("left" or "right") of a line.

    The line's direction says what is left. Only the parts that reach the line count, so islands far
    from it are on neither side. An end of the line that stops short of the polygon's edge by less
    than `EXTENSION` is prolonged to it.
    """
    side = 1.0 if held == "left" else -1.0
    beside, opposite = _points_beside(line, side), _points_beside(line, -side)
    pieces = cut_area(area, prolong_line(line, area))
    votes = [shapely.intersects_xy(piece, *beside.T).sum() for piece in pieces]
    against = [shapely.intersects_xy(piece, *opposite.T).sum() for piece in pieces]
    return shapely.union_all(pieces[np.greater(votes, against)])


def _prolong(line: BaseGeometry, edge: BaseGeometry) -> BaseGeometry:
    """Return the line with each end that does not lie on the edge prolonged."""
    points = shapely.get_coordinates(line)
    for end, inner in ((0, 1), (-1, -2)):
        if shapely.distance(edge, shapely.Point(points[end])) > GRID:
            step = points[end] - points[inner]
            points[end] += step / max(np.hypot(*step), GRID) * EXTENSION
    return shapely.linestrings(points)


def _points_beside(line: BaseGeometry, side: float) -> Floats:
    """Return a point beside the middle of each segment: left of it (side 1.0) or right (-1.0)."""
    points, part = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    first = np.flatnonzero((part[1:] == part[:-1]) & (points[1:] != points[:-1]).any(axis=1))
    start, end = points[first], points[first + 1]
    left = (end - start)[:, ::-1] * (-1, 1)
    away = side * OFFSET * left / np.hypot(*left.T)[:, None]
    return np.asarray((start + end) / 2 + away)
