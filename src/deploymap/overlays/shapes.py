"""Geometry of a cell -> the shape that is drawn, in lon, lat (WGS84 degrees), and its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.borders.repair import (
    FarError,
    LeftOutError,
    ShapeError,
    as_list,
    read_positions,
    repair_geometry,
)
from deploymap.overlayschema import OVERLAY_AREAS, OVERLAY_LINES
from deploymap.problems import Fault

if TYPE_CHECKING:
    from pyproj import Geod

Point = tuple[float, float]  # lon, lat

CIRCLE = 96  # points of a circle
GRID = 1e-7  # degrees: a centimetre, beyond which digits are noise
SWAPPED = "lat and lon look swapped: WKT and GeoJSON have lon first"
POINTS = ("Point", "MultiPoint")
# what an axis and a range may be drawn of besides lines and areas
OF_POINTS = ("axis", "range")


@dataclass(frozen=True)
class Shaped:
    """A shape, or the points by which an axis goes or around which a range is; and what was mended.

    `is_clockwise` says of an area that its outer ring runs so.
    """

    shape: BaseGeometry | None = None
    points: tuple[Point, ...] = ()
    notes: tuple[str, ...] = ()
    is_clockwise: bool = False


class WrongShapeError(ValueError):
    """A geometry cannot be drawn; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        self.fault = fault
        super().__init__(fault.message)


def make_shape(geometry: Any, kind: str) -> Shaped:
    """Return what is drawn of a geometry of GeoJSON; WrongShapeError where nothing can be."""
    name = geometry.get("type") if isinstance(geometry, dict) else None
    try:
        if kind in OF_POINTS and name in POINTS:
            listed = geometry.get("coordinates")
            positions = read_positions([listed] if name == "Point" else as_list(listed), None)
            return Shaped(points=_as_points(positions))
        if kind == "axis" and name == "LineString":
            # an arrow is one line, be it over the antimeridian
            return Shaped(points=_as_points(read_positions(geometry.get("coordinates"), None)))
        shape, notes = repair_geometry(geometry)
    except FarError as error:
        x, y = error.reach
        advice = SWAPPED if x <= 90 < y <= 180 else "lon is within ±180, lat within ±90"
        raise WrongShapeError(Fault("overlay-geometry", str(error), advice)) from None
    except ShapeError as error:
        advice = error.advice or "draw it anew, in a GIS or on geojson.io"
        raise WrongShapeError(Fault("overlay-geometry", str(error), advice)) from None
    except LeftOutError as left:
        raise WrongShapeError(_nothing_left(left, kind)) from None
    _refuse_other(shape, kind)
    return Shaped(shape, (), tuple(notes), is_area(shape) and _runs_clockwise(geometry))


def _as_points(positions: Any) -> tuple[Point, ...]:
    """Return positions as pairs of numbers."""
    return tuple((float(lon), float(lat)) for lon, lat in positions)


def is_area(shape: BaseGeometry) -> bool:
    """Return whether a shape is a polygon, single or multiple."""
    return bool(shapely.get_dimensions(shape) == 2)


def _nothing_left(left: LeftOutError, kind: str) -> Fault:
    """Return the fault of a geometry that has nothing to draw."""
    if left.kind:
        words = f"is a {left.kind}, and {_a(kind)} is {_expected(kind)}"
        return Fault("overlay-shape", words, "draw it so, or correct the type")
    words = str(left).removesuffix(" and was left out")
    advice = "a line needs two points, an area three that are no line"
    return Fault("overlay-geometry", words, advice)


def _refuse_other(shape: BaseGeometry, kind: str) -> None:
    """Raise WrongShapeError for an area that should be a line, or the other way round."""
    if (is_area(shape) and kind in OVERLAY_LINES) or (not is_area(shape) and kind in OVERLAY_AREAS):
        words = f"is a {shape.geom_type}, and {_a(kind)} is {_expected(kind)}"
        fault = Fault("overlay-shape", words, "draw it so, or correct the type")
        raise WrongShapeError(fault)


def _a(kind: str) -> str:
    words = f"{kind} area" if kind in ("held", "contested", "claimed") else kind
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _expected(kind: str) -> str:
    if kind == "axis":
        return "a line, or goes from one place to another"
    if kind == "range":
        return "an area, or a point with radius_km"
    if kind in OVERLAY_LINES:
        return "a line"
    return "an area" if kind in OVERLAY_AREAS else "a line or an area"


def _runs_clockwise(geometry: Any) -> bool:
    """Return whether the first ring of an area runs clockwise, as far as that can be told."""
    try:
        rings = geometry["coordinates"]
        ring = rings[0] if geometry["type"] == "Polygon" else rings[0][0]
        x, y = np.array([point[:2] for point in ring], dtype=float).T
    except (KeyError, IndexError, TypeError, ValueError):
        return False
    turned = np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)
    return bool(turned < 0)


def circle_around(centre: Point, km: float) -> BaseGeometry:
    """Return the area within so many km of a point, on the WGS84 ellipsoid."""
    around = np.linspace(0, -360, CIRCLE, endpoint=False)
    lon, lat, _ = _geod().fwd(
        np.full(CIRCLE, centre[0]), np.full(CIRCLE, centre[1]), around, np.full(CIRCLE, 1000 * km)
    )
    ring = [[float(x), float(y)] for x, y in zip(lon, lat, strict=True)]
    shape, _ = repair_geometry({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    return shape


def line_through(points: Sequence[Point]) -> BaseGeometry | None:
    """Return the line through some points, None where they are fewer than two places."""
    placed = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    return shapely.linestrings(placed) if len(placed) > 1 else None


def area_km2(shape: BaseGeometry) -> float:
    """Return the size of an area on the WGS84 ellipsoid, its edges geodesics; km²."""
    area, _ = _geod().geometry_area_perimeter(shapely.orient_polygons(shape))
    return abs(float(area)) / 1e6


@cache
def _geod() -> Geod:
    """Return the ellipsoid WGS84."""
    from pyproj import Geod

    return Geod(ellps="WGS84")
