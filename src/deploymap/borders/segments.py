"""Lines as many short straight segments, and where these stand in space."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deploymap.arrays import Floats, Geometries, Integers

if TYPE_CHECKING:
    from pyproj import Geod


# WGS84: the equator's radius in metres, the flattening, and the square of the eccentricity
# (NGA.STND.0036, table 3.1 and 3.3)
WGS84_A, FLATTENING = 6_378_137.0, 1 / 298.257223563
WGS84_ES = FLATTENING * (2 - FLATTENING)


@cache
def wgs84() -> Geod:
    """Return what reckons on the ellipsoid; it takes 30 ms to load, which many maps do without."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def part_segments(lines: Geometries, piece: float) -> tuple[Floats, Integers]:
    """Return the segments as lon, lat, lon, lat, and their rows.

    None is longer than `piece` degrees in either direction.
    """
    parts, row = shapely.get_parts(lines, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    first = np.flatnonzero(part[1:] == part[:-1])
    start, step = points[first], points[first + 1] - points[first]
    pieces = np.maximum(np.ceil(np.maximum(*np.abs(step.T)) / piece), 1).astype(np.int64)
    source = np.repeat(np.arange(len(first)), pieces)
    number = np.arange(len(source)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    low, high = (((number + k) / pieces[source])[:, None] for k in (0, 1))
    segments = [start[source] + step[source] * low, start[source] + step[source] * high]
    return np.concatenate(segments, axis=1), row[part[first]][source]


def to_space(points: Floats) -> Floats:
    """Return x, y, z in km from the Earth's centre of lon, lat on the WGS84 ellipsoid.

    https://en.wikipedia.org/wiki/Geographic_coordinate_conversion
    """
    lon, lat = np.radians(np.ascontiguousarray(points.T))
    height = np.sin(lat)
    normal = WGS84_A / 1000 / np.sqrt(1 - WGS84_ES * height * height)
    flat = normal * np.cos(lat)
    columns = flat * np.cos(lon), flat * np.sin(lon), normal * (1 - WGS84_ES) * height
    return np.stack(columns).T


def rectangle_around(points: Floats) -> tuple[Floats, Floats]:
    """Return the least and the greatest lon, lat."""
    # column by column, which is many times faster than along an axis
    low, high = (np.array([end(column) for column in points.T]) for end in (np.min, np.max))
    return low, high
