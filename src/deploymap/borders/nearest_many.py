"""The nearest segment to each of many positions, by cells that know which segments may be nearest.

The positions' part of the Earth is halved and halved again into cells of longitude and latitude,
until a cell holds a few positions only. Each cell takes from the one around it the segments that
may be nearest to some point of it, in the end some three to seven, and only these are measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from deploymap.arrays import Floats, Integers, number_anew
from deploymap.borders.segments import rectangle_around, to_space

RADIUS = 6_371.0  # km: the Earth's, between 6,335 (the ellipsoid bends most) and 6,400
COARSE, HALVINGS = 16.0, 9  # degrees, and how often at most they are halved
MOST_CELLS = 4_000_000  # of the rectangle around all positions
CROWD = 8  # positions that have to be in a cell on average, to make it worth the work
THREADS = 2
PAIRS = 40_000  # cells and segments that are looked at together
TOGETHER = 8_192  # positions that are looked at together
TIE, TIE_KM2 = 1e-9, 1e-12  # squares that differ by less are the same, relative and fixed


@dataclass(frozen=True)
class _Chords:
    """Segments in space, x, y, z in km: `start`, `step` to the end and 1 / its square."""

    start: Floats
    step: Floats
    inverse: Floats


@dataclass(frozen=True)
class _Level:
    """The cells of one size that hold positions: x and y, and the numbers of their parents.

    `x` and `y` count from the rectangle's corner, in cells.
    """

    size: float
    x: Integers
    y: Integers
    parent: Integers


@dataclass(frozen=True)
class _Candidates:
    """Segments by cell: those of cell i are `segment[first[i]:first[i] + count[i]]`, ascending."""

    segment: Integers
    first: Integers
    count: Integers


def nearest_of_many(segments: Floats, positions: Floats) -> tuple[Floats, Integers]:
    """Return for each lon, lat the km to the nearest segment and the segment's number.

    Segments (lon, lat, lon, lat) of at most 0.05 degrees are taken as chords in space, which leave
    the line by at most 2 m. A chord of c km is taken as the arc of c + c³ / 24 R² km on a sphere,
    R = 6,371 km: the ellipsoid's own curve has an R of 6,335 to 6,400 km, so that this is wrong by
    at most 1.2 % of the second term, 12 m for 1,000 km and less than 1 m for 400 km. The first in
    the order of the segments is named, where several are equally near.
    """
    positions = np.ascontiguousarray(positions)
    chords = _make_chords(segments)
    corner = np.floor(rectangle_around(positions)[0] / COARSE) * COARSE
    levels, cell = _divide(positions, corner)
    # numpy lets go of the interpreter's lock, so that two threads take little over half the time
    with ThreadPoolExecutor(THREADS) as pool:
        chosen = _choose(chords, levels[0], corner, None, pool)
        for level in levels[1:]:
            chosen = _choose(chords, level, corner, chosen, pool)
        chord, segment = _measure(chords, chosen, cell, positions, pool)
    return 2 * RADIUS * np.arcsin(chord / (2 * RADIUS)), segment


def _make_chords(segments: Floats) -> _Chords:
    """Return the segments in space."""
    start, end = (np.ascontiguousarray(to_space(p).T) for p in (segments[:, :2], segments[:, 2:]))
    step = end - start
    return _Chords(start, step, 1 / np.maximum(_product(step, step), 1e-12))


def _product(left: Floats, right: Floats) -> Floats:
    """Return the scalar product, column by column."""
    return np.asarray(left[0] * right[0] + left[1] * right[1] + left[2] * right[2])


def _away_from(chords: _Chords, segment: Integers, places: Floats) -> Floats:
    """Return the way in space from the nearest point of a chord to each place."""
    step = chords.step.take(segment, axis=1)
    away = places - chords.start.take(segment, axis=1)
    share = _product(away, step) * chords.inverse.take(segment)
    away -= np.clip(share, 0, 1, out=share) * step
    return away


def _divide(positions: Floats, corner: Floats) -> tuple[list[_Level], Integers]:
    """Return the levels of cells, coarse to fine, and the number of each position's last cell."""
    extent = rectangle_around(positions)[1] - corner
    halvings = HALVINGS
    while np.prod(extent * 2**halvings / COARSE + 1) > MOST_CELLS and halvings:
        halvings -= 1
    x, y = ((positions - corner) * (2**halvings / COARSE)).astype(np.int32).T
    cells = {halvings: _number_cells(x, y)[1]}
    parents = {0: np.zeros(0, np.int64)}
    for number in range(halvings, 0, -1):
        x_above, y_above = (half >> 1 for half in cells[number])
        parents[number], cells[number - 1] = _number_cells(x_above, y_above)
    last = max(n for n in cells if not n or len(cells[n][0]) * CROWD <= len(positions))
    levels = [_Level(COARSE / 2**n, *cells[n], parents[n]) for n in range(last + 1)]
    return levels, _number_cells(x >> (halvings - last), y >> (halvings - last))[0]


def _number_cells(x: Integers, y: Integers) -> tuple[Integers, tuple[Integers, Integers]]:
    """Return the number of each one's cell among all that occur, and the x and y of these."""
    rows = int(y.max()) + 1
    number, cells = number_anew(x * rows + y)
    return number, np.divmod(cells, rows)


def _choose(
    chords: _Chords,
    level: _Level,
    corner: Floats,
    above: _Candidates | None,
    pool: ThreadPoolExecutor,
) -> _Candidates:
    """Return which segments may be nearest to a point of each cell, from those of its parent."""

    def look(part: tuple[Integers, Integers]) -> tuple[Integers, Integers]:
        cells, many = part
        west_south = corner + np.stack([level.x[cells], level.y[cells]], axis=1) * level.size
        if above is None:
            lists = [_not_too_far(chords, place, level.size) for place in west_south]
            segment, many = np.concatenate(lists), np.array([len(some) for some in lists])
        else:
            segment = above.segment.take(_spread(above.first[level.parent[cells]], many))
        cell = np.repeat(np.arange(len(cells)), many)
        keep = _may_be_nearest(chords, west_south, level.size, cell, segment)
        return segment.take(keep), np.bincount(cell.take(keep), minlength=len(cells))

    found, counts = zip(*pool.map(look, _parts_of(level, above, chords.inverse.size)), strict=True)
    count = np.concatenate(counts)
    return _Candidates(np.concatenate(found), np.cumsum(count) - count, count)


def _parts_of(
    level: _Level, above: _Candidates | None, everything: int
) -> Iterator[tuple[Integers, Integers]]:
    """Yield some cells at a time, and how many segments are to be looked at for each."""
    many = np.full(len(level.x), everything) if above is None else above.count[level.parent]
    cuts = np.flatnonzero(np.diff(np.cumsum(many) // PAIRS)) + 1
    for cells in np.split(np.arange(len(many)), cuts):
        yield cells, many[cells]


def _spread(first: Integers, count: Integers) -> Integers:
    """Return the numbers from each first one on, so many as are counted, one after another."""
    offset = first - (np.cumsum(count) - count)
    return np.asarray(np.arange(count.sum()) + np.repeat(offset, count))


def _not_too_far(chords: _Chords, west_south: Floats, size: float) -> Integers:
    """Return the segments for the first test of `_may_be_nearest`, by their starts alone."""
    away = chords.start - to_space((west_south + size / 2)[None]).T
    distance = np.sqrt(_product(away, away))
    longest = 1 / np.sqrt(chords.inverse.min())
    # a cell's width and bulge, with a little more
    reach = RADIUS * np.radians(size) * (1.5 + np.radians(size)) + longest
    return np.flatnonzero(distance <= distance.min() + reach)


def _may_be_nearest(
    chords: _Chords, west_south: Floats, size: float, cell: Integers, segment: Integers
) -> Integers:
    """Return which pairs of a cell and a segment to keep.

    Two tests, which never fail a segment that is nearest to some point of the cell. By the
    distances from the centre: it is no more than the cell's width farther than the nearest one. By
    the corners: the plane through the segment's nearest point, square to the way to the centre,
    has the segment behind it; the distance to the nearest chord is a convex function. So, where
    the plane is farther than that chord at all four corners, it is so between them as well.
    `bulge` is how much the ellipsoid between the corners may change either distance.
    """
    bulge = RADIUS * np.radians(size) ** 2 / 2
    centre, corners = _cell_points(west_south, size)
    radius = np.sqrt(np.max([_product(c, c) for c in corners], axis=0))
    away = _away_from(chords, segment, centre.take(cell, axis=1))
    distance = np.sqrt(_product(away, away))
    least = np.minimum.reduceat(distance, np.flatnonzero(np.diff(cell, prepend=-1)))
    near = np.flatnonzero(distance <= (least + 2 * radius + bulge).take(cell))
    cell, away, distance = cell.take(near), away.take(near, axis=1), distance.take(near)
    leader = np.empty(len(least), np.int64)
    leads = np.flatnonzero(distance == least[cell])
    leader[cell[leads]] = segment[near[leads]]
    keep = np.zeros(len(near), bool)
    for offset in corners:
        there = _away_from(chords, leader, centre + offset)
        reach = np.sqrt(_product(there, there)) + bulge
        ahead = _product(away, offset.take(cell, axis=1))
        keep |= ahead <= (reach.take(cell) - distance) * distance
    return near.compress(keep)


def _cell_points(west_south: Floats, size: float) -> tuple[Floats, list[Floats]]:
    """Return the cells' centres in space, and the ways from there to the four corners."""
    corners = ((0, 0), (0, 1), (1, 0), (1, 1), (0.5, 0.5))
    lon_lat = [
        np.minimum(west_south + np.multiply(corner, size), (np.inf, 90)) for corner in corners
    ]
    *points, centre = (to_space(p).T for p in lon_lat)
    return centre, [point - centre for point in points]


def _measure(
    chords: _Chords,
    chosen: _Candidates,
    cell: Integers,
    positions: Floats,
    pool: ThreadPoolExecutor,
) -> tuple[Floats, Integers]:
    """Return the chord from each position to the nearest segment, and the segment's number."""

    def look(some: Integers) -> tuple[Floats, Integers]:
        return _measure_some(chords, chosen, cell.take(some), positions.take(some, axis=0))

    order = _sort_by_count(cell, chosen.count)
    parts = np.split(order, range(TOGETHER, len(order), TOGETHER))
    chord, segment = np.empty(len(positions)), np.empty(len(positions), np.int64)
    for some, found in zip(parts, pool.map(look, parts), strict=True):
        chord[some], segment[some] = found
    return chord, segment


def _sort_by_count(cell: Integers, count: Integers) -> Integers:
    """Return the order of positions by the number of their cell's segments, most first.

    Positions of one cell stay together.
    """
    rank = np.empty(len(count), np.int64)
    rank[np.argsort(-count, kind="stable")] = np.arange(len(count))
    # numbers of 16 bits are sorted much faster
    small = np.uint16 if len(count) < 1 << 16 else np.uint32
    return np.argsort(rank.astype(small).take(cell), kind="stable")


def _measure_some(
    chords: _Chords, chosen: _Candidates, cell: Integers, positions: Floats
) -> tuple[Floats, Integers]:
    """Return what `_measure` does, for positions in the order of `_sort_by_count`."""
    places = np.ascontiguousarray(to_space(positions).T)
    count, first = chosen.count.take(cell), chosen.first.take(cell)
    least, nearest = np.full(len(cell), np.inf), np.zeros(len(cell), np.int64)
    for number in range(int(count[0])):
        # those whose cell has so many segments
        some = slice(0, int(np.searchsorted(-count, -number)))
        segment = chosen.segment.take(first[some] + number)
        away = _away_from(chords, segment, places[:, some])
        square = _product(away, away)
        nearer = square < least[some] * (1 - TIE) - TIE_KM2
        np.copyto(least[some], square, where=nearer)
        np.copyto(nearest[some], segment, where=nearer)
    return np.sqrt(least), nearest
