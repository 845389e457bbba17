"""Rings and lines that go over 180 degrees of longitude -> parts that do not.

RFC 7946, section 3.1.9, asks for such parts (https://www.rfc-editor.org/rfc/rfc7946#section-3.1.9).
The library antimeridian cuts (https://antimeridian.readthedocs.io); here each ring is put into the
form that it understands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Truths

CUT = "it was cut at the antimeridian"
MOVED = "it was moved by 360 degrees"
POLE = "it was closed over the pole"

# what the library raises where it cannot tell the inside from the outside
REFUSALS = (AssertionError, IndexError, RecursionError, ValueError)


def leaps(points: Floats) -> bool:
    """Return whether a line of lon, lat goes over the antimeridian."""
    return bool((np.abs(points[:, 0]) > 180).any() or _leaping_edges(points[:, 0]).any())


def _leaping_edges(x: Floats) -> Truths:
    """Return which steps from one lon to the next go the short way over the antimeridian.

    A step from one edge of the map to the other does not: so a flat Antarctica is closed.
    """
    on_edge = np.abs(x) == 180
    return np.asarray((np.abs(np.diff(x)) > 180) & ~(on_edge[1:] & on_edge[:-1]))


def cut_line(points: Floats) -> list[BaseGeometry]:
    """Return the parts of a line, none of which goes over the antimeridian."""
    import antimeridian

    whole = shapely.linestrings(_wrap(_shift_near(_unwrap(points), 0.0)))
    cut = antimeridian.fix_line_string(whole, great_circle=False)
    parts = shapely.get_parts(cut)
    return list(parts[shapely.length(parts) > 0])


def cut_polygon(shell: Floats, holes: Sequence[Floats]) -> tuple[list[BaseGeometry], str]:
    """Return the parts of a polygon that goes over the antimeridian, and what was done.

    The parts need not be valid; those that the library cannot cut are whole, and left to `fold`.
    Raises one of `REFUSALS` where the library cannot close a ring over a pole.
    """
    flat = _unwrap(shell)
    if flat[-1, 0] != flat[0, 0]:
        return _over_pole(flat, [_unwrap(hole) for hole in holes]), POLE
    flat = _shift_near(flat, 0.0)
    inner = [_shift_near(_unwrap(hole), _middle(flat)) for hole in holes]
    if np.abs(flat[:, 0]).max() <= 180:
        return [_build(flat, inner)], MOVED
    try:
        return _split(_turn(flat, ccw=True), [_turn(hole, ccw=False) for hole in inner]), CUT
    except REFUSALS:
        return [_build(flat, inner)], CUT


def fold(area: BaseGeometry) -> BaseGeometry:
    """Return a valid area with what lies beyond 180 degrees cut off and moved by whole turns."""
    west, _, east, _ = shapely.bounds(area)
    turns = range(math.floor((west + 180) / 360), math.ceil((east - 180) / 360) + 1)
    parts = []
    for number in turns:
        strip = shapely.box(360 * number - 180, -90, 360 * number + 180, 90)
        parts.append(_move(shapely.intersection(area, strip), number))
    return shapely.union_all(parts)


def _move(area: BaseGeometry, turns: int) -> BaseGeometry:
    """Return an area moved west by whole turns; rounding does not bring it over the edge."""

    def shift(points: Floats) -> Floats:
        x, y = points.T
        return np.stack([np.clip(x - 360 * turns, -180, 180), y], axis=1)

    return shapely.transform(area, shift)


def _over_pole(flat: Floats, holes: Sequence[Floats]) -> list[BaseGeometry]:
    """Return the parts of a polygon whose ring goes once round the earth: its pole is the nearer.

    Walking east, the inside is on the left, in the north; so the south needs a ring that goes west.
    """
    south, eastward = flat[:, 1].mean() < 0, flat[-1, 0] > flat[0, 0]
    ring = flat[::-1] if south == eastward else flat
    # ending where it started, not a turn further on: the library sees no step from edge to edge
    ring = np.concatenate([ring[:-1], ring[:1]])
    return _split(ring, [_turn(hole, ccw=False) for hole in holes])


def _split(shell: Floats, holes: Sequence[Floats]) -> list[BaseGeometry]:
    """Return the parts into which the library cuts a polygon."""
    try:
        return _split_whole(shell, holes)
    except REFUSALS:
        if not holes:
            raise
    # the library finds no part that a hole, such as a flat one, lies in: cut it out afterwards
    land = shapely.union_all(shapely.make_valid(_split_whole(shell, ())))
    water = [fold(shapely.make_valid(shapely.polygons(hole))) for hole in holes]
    return list(shapely.get_parts(shapely.difference(land, shapely.union_all(water))))


def _split_whole(shell: Floats, holes: Sequence[Floats]) -> list[BaseGeometry]:
    """Return the parts as the library cuts them; raises one of `REFUSALS` where it cannot."""
    import antimeridian

    whole = _build(_wrap(shell), [_wrap(hole) for hole in holes])
    cut = antimeridian.fix_polygon(whole, fix_winding=True, great_circle=False)
    return list(shapely.get_parts(cut))


def _build(shell: Floats, holes: Sequence[Floats]) -> BaseGeometry:
    """Return the polygon of rings."""
    return shapely.polygons(shell, [shapely.linearrings(hole) for hole in holes] or None)


def _unwrap(points: Floats) -> Floats:
    """Return a line with whole turns added to its lon, so that no step is over half a turn."""
    x, y = points.T
    return np.stack([np.round(np.unwrap(x, period=360), 9), y], axis=1)


def _shift_near(points: Floats, lon: float) -> Floats:
    """Return a line moved by whole turns so that its middle is as near as can be to `lon`."""
    turns = np.round((lon - _middle(points)) / 360)
    return np.asarray(points + np.array([360 * turns, 0]))


def _middle(points: Floats) -> float:
    """Return the lon half way between the west and the east end of a line."""
    return float(points[:, 0].min() + points[:, 0].max()) / 2


def _turn(ring: Floats, *, ccw: bool) -> Floats:
    """Return a ring so that it runs against the clock, or with it."""
    return ring if shapely.is_ccw(shapely.linearrings(ring)) == ccw else ring[::-1]


def _wrap(points: Floats) -> Floats:
    """Return a line with all lon brought to -180..180."""
    x, y = points.T
    return np.stack([np.where(np.abs(x) <= 180, x, (x + 180) % 360 - 180), y], axis=1)
