"""GeoJSON geometry -> a valid shape in lon, lat, with what was repaired in words.

For the shapes that GEOS does not take as they stand: all is looked at here, position by position.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats
from deploymap.borders.antimeridian_cut import REFUSALS, cut_line, cut_polygon, fold, leaps
from deploymap.borders.coverage import find_meeting
from deploymap.borders.crs import Project

AREAS, LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")
TYPES = AREAS + LINES
FOREIGN = ("Point", "MultiPoint")

LEAST_RING, LEAST_LINE = 4, 2  # points
BESIDE = 1e-6  # degrees: what is beyond 180 or 90 by less is rounding
# degrees: whoever draws on a map that goes on sideways is three times round the earth at most
MOST_LON = 1080.0
TOLD_CHANGE = 0.01  # of the area
POLE_LAT = 89.9  # degrees: a ring beyond it is the pole itself


NOT_LISTS = "has coordinates that are not nested lists of numbers"
EMPTY = "has no geometry and was left out"
FLAT = "covers no ground: its points lie on a line, or holes fill it; left out"


class ShapeError(ValueError):
    """What is wrong with one feature, in words, with the code of the fault and advice."""

    def __init__(self, message: str, *, code: str = "border-shape", advice: str = "") -> None:
        """Keep all three."""
        self.code, self.advice = code, advice
        super().__init__(message)


class FarError(ShapeError):
    """A position is not lon, lat in degrees; `reach` is the farthest |x| and |y| beside it."""

    def __init__(self, points: Floats, first: int) -> None:
        """Say which position is the first."""
        x, y = points[first]
        self.reach = (float(np.abs(points[:, 0]).max()), float(np.abs(points[:, 1]).max()))
        message = f"has the position {x:.9g}, {y:.9g}, which is not lon, lat in degrees"
        super().__init__(message, code="border-crs")


class LeftOutError(ValueError):
    """A feature is no fault, but there is nothing to show: `words` say why, or it is a `kind`."""

    def __init__(self, kind: str = "", words: str = EMPTY) -> None:
        """Keep both."""
        self.kind, self.words = kind, words
        super().__init__(kind or words)


def repair_geometry(
    geometry: Any, project: Project | None = None
) -> tuple[BaseGeometry, list[str]]:
    """Return the shape of a GeoJSON geometry, and what was repaired in words.

    The shape is a valid Polygon, MultiPolygon, LineString or MultiLineString within lon ±180, lat
    ±90. `project` turns the file's x, y into lon, lat.

    Raises ShapeError where that cannot be done, LeftOutError where there is nothing to show.
    """
    notes: dict[str, None] = {}  # in order, each once
    try:
        with np.errstate(all="ignore"):
            parts = _read_parts(geometry, project, notes)
            areas, lines = ([p for p in parts if p.geom_type in kinds] for kinds in (AREAS, LINES))
            if areas:
                if lines:
                    notes["its lines were left out"] = None
                return _make_area(areas, notes), list(notes)
            if not lines:
                raise LeftOutError(words=f"has nothing left: {_join(notes)}" if notes else EMPTY)
            return _make_line(lines), list(notes)
    except GEOSException as error:
        raise ShapeError(f"cannot be built ({error})", advice="repair it in a GIS") from None


def _join(notes: Iterable[str]) -> str:
    """Return what was repaired as one text."""
    return "; ".join(notes)


def _read_parts(
    geometry: Any, project: Project | None, notes: dict[str, None]
) -> list[BaseGeometry]:
    """Return the single polygons and lines of a geometry, which need not be valid."""
    if geometry is None:
        raise LeftOutError
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection":
        return _read_collection(geometry, project, notes)
    if kind in FOREIGN:
        raise LeftOutError(str(kind))
    if kind not in TYPES:
        what = f"the type {kind}" if isinstance(kind, str) else "no type"
        raise ShapeError(f"has a geometry of {what}; expected {', '.join(TYPES)}")
    coordinates = geometry.get("coordinates")
    if coordinates is None or coordinates == []:
        raise LeftOutError
    read = _read_polygon if kind in AREAS else _read_line
    many = as_list(coordinates) if kind.startswith("Multi") else [coordinates]
    return [part for single in many for part in read(single, project, notes)]


def _read_collection(
    collection: dict[str, Any], project: Project | None, notes: dict[str, None]
) -> list[BaseGeometry]:
    """Return the polygons and lines of a GeometryCollection; points in it are left out."""
    parts, points = [], ""
    for geometry in as_list(collection.get("geometries") or []):
        try:
            parts += _read_parts(geometry, project, notes)
        except LeftOutError as left:
            points = points or left.kind
    if points and not parts:
        raise LeftOutError(points)
    if points:
        notes["its points were left out"] = None
    return parts


def _read_line(
    positions: Any, project: Project | None, notes: dict[str, None]
) -> list[BaseGeometry]:
    """Return a line, or its parts where it goes over the antimeridian."""
    points = read_positions(positions, project)
    if len(points) < LEAST_LINE or (points == points[0]).all():
        notes["a line of fewer than 2 points was left out"] = None
        return []
    if not leaps(points):
        return [shapely.linestrings(points)]
    notes["it was cut at the antimeridian"] = None
    return cut_line(points)


def _read_polygon(
    rings: Any, project: Project | None, notes: dict[str, None]
) -> list[BaseGeometry]:
    """Return a polygon from its outer ring and its holes, or its parts where it has to be cut."""
    shell, *holes = [_read_ring(ring, project, notes) for ring in as_list(rings)] or [None]
    if shell is None:
        return []
    whole = [hole for hole in holes if hole is not None]
    if not any(map(leaps, (shell, *whole))):
        return [shapely.polygons(shell, [shapely.linearrings(hole) for hole in whole] or None)]
    if (np.abs(shell[:, 1]) > POLE_LAT).all():
        # the pole as a ring, the land's edge as a hole in it: so projections of a globe write it
        if not whole:
            notes["a ring that is the pole was left out"] = None
            return []
        shell, *whole = sorted(whole, key=len, reverse=True)
    try:
        parts, how = cut_polygon(shell, whole)
    except REFUSALS:
        notes["a part that goes round a pole and cannot be closed over it was left out"] = None
        return []
    notes[how] = None
    return parts


def _read_ring(ring: Any, project: Project | None, notes: dict[str, None]) -> Floats | None:
    """Return a ring, closed; None for one that has too few points to hold an area."""
    points = read_positions(ring, project)
    open_end = len(points) > 0 and not np.array_equal(points[0], points[-1])
    if len(points) + open_end < LEAST_RING:
        notes[f"a ring of fewer than {LEAST_RING} points was left out"] = None
        return None
    if not open_end:
        return points
    notes["an open ring was closed"] = None
    return np.concatenate([points, points[:1]])


def read_positions(positions: Any, project: Project | None) -> Floats:
    """Return the lon, lat of positions, checked; heights are dropped."""
    pairs = _read_pairs(as_list(positions))
    try:
        points = np.array(pairs, dtype=np.float64).reshape(len(pairs), 2)
    except OverflowError:
        raise ShapeError("has a number in its coordinates that is too large") from None
    _refuse_infinite(points, points, "which is no place")
    if project is not None:
        turned = project(points)
        _refuse_infinite(turned, points, "which its CRS does not reach", code="border-crs")
        points = turned
    return _clip_rounding(points)


def _read_pairs(positions: list[Any]) -> list[Sequence[float]]:
    """Return the first two numbers of each position; all at once where all are as they should."""
    lists = set(map(type, positions)) <= {list} and set(map(len, positions)) <= {2, 3, 4}
    if lists and set(map(type, chain.from_iterable(positions))) <= {int, float}:
        return [position[:2] for position in positions]
    return [_read_position(position) for position in positions]


def _read_position(position: Any) -> Sequence[float]:
    """Return the first two numbers of a position."""
    if not isinstance(position, list):
        raise ShapeError(NOT_LISTS)
    if any(isinstance(number, str) for number in position):
        advice = "write them without quotation marks"
        raise ShapeError("has coordinates that are text, not numbers", advice=advice)
    if not all(type(number) in (int, float) for number in position):
        raise ShapeError(NOT_LISTS)
    if not 2 <= len(position) <= 4:
        raise ShapeError(f"has a position of {len(position)} numbers; expected lon, lat")
    return position[:2]


def as_list(value: Any) -> list[Any]:
    """Return a value that is a list; ShapeError where it is none."""
    if not isinstance(value, list):
        raise ShapeError(NOT_LISTS)
    return value


def _refuse_infinite(
    checked: Floats, named: Floats, words: str, *, code: str = "border-shape"
) -> None:
    """Raise ShapeError where a position of `checked` is not finite, naming that of `named`."""
    wrong = np.flatnonzero(~np.isfinite(checked).all(axis=1))
    if len(wrong):
        x, y = named[wrong[0]]
        raise ShapeError(f"has the position {x:.9g}, {y:.9g}, {words}", code=code)


def _clip_rounding(points: Floats) -> Floats:
    """Return the positions with what is beyond 180 or 90 by rounding only put there.

    Raises FarError where a position is so far out that it is not lon, lat.
    """
    far = np.flatnonzero(~(np.abs(points) <= (MOST_LON, 90 + BESIDE)).all(axis=1))
    if len(far):
        raise FarError(points, int(far[0]))
    x, y = points.T
    near = np.abs(x) <= 180 + BESIDE
    return np.stack([np.where(near, np.clip(x, -180, 180), x), np.clip(y, -90, 90)], axis=1)


def _make_line(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return one line of its parts."""
    return parts[0] if len(parts) == 1 else shapely.multilinestrings(parts)


def _make_area(parts: Sequence[BaseGeometry], notes: dict[str, None]) -> BaseGeometry:
    """Return one valid area of polygons that may be broken."""
    shape = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    if not shapely.is_valid(shape):
        shape = _mend(shape, notes)
    if np.abs(shapely.bounds(shape)[::2]).max() > 180:
        shape = _polygons_of(fold(shape))
    if shape is None:
        raise LeftOutError(words=FLAT)
    if not shapely.is_valid(shape):
        raise ShapeError("cannot be repaired", advice="draw it anew in a GIS")
    return shape


def _mend(shape: BaseGeometry, notes: dict[str, None]) -> BaseGeometry:
    """Return a broken area as a valid one; LeftOutError where no area is left of it."""
    reason = shapely.is_valid_reason(shape)
    mended = _polygons_of(_mend_parts(shape))
    if mended is None:
        raise LeftOutError(words=FLAT)
    before, after = float(shapely.area(shape)), float(shapely.area(mended))
    notes[f"it was invalid ({reason}){_tell_change(before, after)}"] = None
    return mended


def _mend_parts(shape: BaseGeometry) -> BaseGeometry:
    """Return a broken area as a valid one: part by part, and one part of those that meet."""
    parts = shapely.get_parts(shape)
    broken = ~shapely.is_valid(parts)
    parts[broken] = shapely.make_valid(parts[broken], method="structure", keep_collapsed=False)
    meet = find_meeting(parts, np.arange(len(parts)))
    alone = np.delete(parts, meet)
    return shapely.geometrycollections([*alone, shapely.union_all(parts[meet])])


def _polygons_of(shape: BaseGeometry) -> BaseGeometry | None:
    """Return the polygons of a shape, None where it has none with an area."""
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(shape)))
    areas = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > 0)]
    if not len(areas):
        return None
    return areas[0] if len(areas) == 1 else shapely.multipolygons(areas)


def _tell_change(before: float, after: float) -> str:
    """Return how an area has changed, in words; blank where it has hardly."""
    if abs(after - before) <= TOLD_CHANGE * before:
        return ""
    if after > 2 * before:  # a bow-tie's two halves count against each other
        return f"; its area went from {before:.3g} to {after:.3g} square degrees"
    return f"; its area changed by {100 * (after - before) / before:+.0f} %"
