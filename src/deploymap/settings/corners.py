"""The corners of an image of the ground, in any notation of a position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Corner = tuple[float, float]

WORDS = (
    "are no corners; write [west, south, east, north], or four positions from top left clockwise, "
    "each [lon, lat] or a text such as '50°42′N 4°21′E' or an MGRS reference"
)


def read_corners(value: Any) -> tuple[Corner, ...]:
    """Return lon, lat of four corners, from the top left one clockwise; raises `ValueError`.

    They are four sides (west, south, east, north), two opposite corners (top left, bottom right) or
    all four, as numbers or as texts in the notations of a sheet's cells.
    """
    try:
        corners = _read(value)
    except (TypeError, ValueError) as error:
        said = str(error) if getattr(error, "code", "") else f"{value!r} {WORDS}"
        raise ValueError(said) from None
    if not all(abs(lon) <= 540 and abs(lat) <= 90 for lon, lat in corners):
        raise ValueError(f"{value!r} {WORDS}")
    return tuple(corners)


def _read(value: Any) -> Sequence[Corner]:
    if not isinstance(value, list | tuple) or len(value) not in (2, 4):
        raise ValueError
    if len(value) == 4 and all(map(_is_side, value)):
        west, south, east, north = (
            _read_angle(side, axis)
            for side, axis in zip(value, ("lon", "lat", "lon", "lat"), strict=True)
        )
        return _around((west, north), (east, south))
    corners = [_read_corner(one) for one in value]
    return corners if len(corners) == 4 else _around(*corners)


def _is_side(one: Any) -> bool:
    """Return whether a side is meant, not a position: a number, or a text with one angle."""
    return _is_number(one) or (isinstance(one, str) and _is_angle(one))


def _is_number(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool)


def _is_angle(text: str) -> bool:
    # numpy comes with it, and few maps have an image
    from deploymap.notation.angles import PositionError, clean_signs, read_angle

    try:
        read_angle(clean_signs(text), "position")
    except PositionError:
        return False
    return True


def _read_angle(one: Any, axis: Any) -> float:
    from deploymap.notation.positions import parse_degrees

    if _is_number(one):
        return float(one)
    if not isinstance(one, str):
        raise TypeError
    return parse_degrees(one, axis)


def _read_corner(one: Any) -> Corner:
    """Return lon, lat of a text with a position, or of two angles, which letters may exchange."""
    from deploymap.notation.positions import PositionError, parse_pair

    if isinstance(one, str):
        point = parse_pair(one)
        return point.lon, point.lat
    first, second = one
    try:
        return _read_angle(first, "lon"), _read_angle(second, "lat")
    except PositionError as fault:
        if fault.code != "position-axis":
            raise
        return _read_angle(second, "lon"), _read_angle(first, "lat")


def _around(top_left: Corner, bottom_right: Corner) -> Sequence[Corner]:
    (west, north), (east, south) = top_left, bottom_right
    if north <= south:
        raise ValueError
    east += 360 if east < west else 0
    return (west, north), (east, north), (east, south), (west, south)
