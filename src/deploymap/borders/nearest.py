"""The border nearest to a position, and the geodesic distance to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deploymap.arrays import Floats, Geometries, Integers
from deploymap.borders.nearest_many import nearest_of_many
from deploymap.borders.segments import WGS84_A, WGS84_ES, part_segments, to_space, wgs84
from deploymap.sizes import FEW_POSITIONS

PIECE = 0.25  # degrees: longer segments are parted, so that a chord stays close to each
BLOCK = 8  # segments that are looked at together
CHUNK = 2_000  # positions that are looked at together
MOST_PAIRS = 2_000_000  # of a position and a block, likewise
ROUNDS = 20  # two or three are enough but near the poles
SLACK_KM, SLACK = 0.2, 1e-3  # by how much the chord's length may mislead, fixed and relative
FINE = 0.05  # degrees: PIECE where there are more
FAR = 1_000  # km: beyond it positions are looked at with care however many there are
ERROR_KM = 0.02  # by how much a distance may be wrong where there are more than FEW_POSITIONS


def nearest_border(
    lines: Geometries, positions: Floats, *, farthest: float = np.inf
) -> tuple[Floats, Integers]:
    """Return for each lon, lat the distance in km to the nearest line and that line's row.

    NaN and -1 where there are no lines or the position is NaN. Segments run straight in lon, lat;
    the distance is the geodesic one on WGS84 (C. F. F. Karney, https://doi.org/10.1007/s00190-012-0578-z),
    right to a metre. For more than `FEW_POSITIONS` it is right to `ERROR_KM`, to 3 m up to 400 km,
    and again to a metre from 1,000 km to `farthest`; of two lines whose distances differ by less
    than that, either may be named. Of several that are equally near, such as at a common end, it is
    the first.
    """
    km, row = np.full(len(positions), np.nan), np.full(len(positions), -1)
    known = np.flatnonzero(np.isfinite(positions[:, 0]) & np.isfinite(positions[:, 1]))
    if not len(known):
        return km, row
    is_few = len(known) <= FEW_POSITIONS
    chords = _make_chords(*part_segments(lines, PIECE if is_few else FINE))
    if not len(chords.segments):
        return km, row
    with_care = known
    if not is_few:
        km[known], nearest = nearest_of_many(chords.segments, positions[known])
        row[known] = chords.owner[nearest]
        with_care = known[(km[known] > FAR) & (km[known] <= farthest)]
    size = max(min(CHUNK, MOST_PAIRS * BLOCK // len(chords.segments)), 1)
    for chunk in np.split(with_care, range(size, len(with_care), size)) if len(with_care) else ():
        km[chunk], nearest = _nearest_segments(chords, positions[chunk])
        row[chunk] = chords.owner[nearest]
    return km, row


@dataclass(frozen=True, eq=False)
class _Chords:
    """Short segments as lon, lat, lon, lat, with the row of each one's line, and its ends in space.

    They stand in blocks of neighbours, which begin at `cuts`, each with a point of the line at its
    `centre`; all of a block is within `radius` of that.
    """

    segments: Floats
    owner: Integers
    start: Floats
    end: Floats
    cuts: Integers
    centre: Floats
    radius: Floats


def _make_chords(segments: Floats, owner: Integers) -> _Chords:
    start, end = to_space(segments[:, :2]), to_space(segments[:, 2:])
    cuts = np.arange(0, len(start), BLOCK)
    size = np.diff(np.append(cuts, len(start)))
    centre = start[cuts + size // 2]
    if not len(start):
        return _Chords(segments, owner, start, end, cuts, centre, np.empty(0))
    reach = [np.linalg.norm(p - np.repeat(centre, size, axis=0), axis=1) for p in (start, end)]
    radius = np.maximum.reduceat(np.maximum(*reach), cuts)
    return _Chords(segments, owner, start, end, cuts, centre, radius)


def nearest_segments(segments: Floats, positions: Floats) -> tuple[Floats, Integers]:
    """Return for each lon, lat the km to the nearest segment and the segment's number."""
    return _nearest_segments(_make_chords(segments, np.arange(len(segments))), positions)


def _nearest_segments(chords: _Chords, positions: Floats) -> tuple[Floats, Integers]:
    segments, start, end = chords.segments, chords.start, chords.end
    places = to_space(positions)
    place, segment = _near_blocks(chords, places)
    share, chord = _chord_distance(start[segment], end[segment], places[place])
    least = np.minimum.reduceat(chord, np.flatnonzero(np.diff(place, prepend=-1)))
    near = chord <= least[place] * (1 + SLACK) + SLACK_KM
    place, segment = place[near], segment[near]
    km = _geodesic_distance(segments[segment], positions[place], share[near])
    # to the millimetre: the ends of two lines in one point differ in the last digits
    order = np.lexsort((segment, np.round(km, 6), place))
    lead = order[np.flatnonzero(np.diff(place[order], prepend=-1))]
    return km[lead], segment[lead]


def _near_blocks(chords: _Chords, places: Floats) -> tuple[Integers, Integers]:
    """Return pairs of a place and a segment, sorted by place, with the nearest segment among them.

    A block is left out where the ball around its centre lies beyond the nearest centre.
    """
    cuts, centre, radius = chords.cuts, chords.centre, chords.radius
    squares = _dot(places, places)[:, None] + _dot(centre, centre) - 2 * places @ centre.T
    distance = np.sqrt(np.maximum(squares, 0))
    bound = distance.min(axis=1, keepdims=True) * (1 + SLACK) + SLACK_KM
    place, block = np.nonzero(distance - radius <= bound)
    segment = cuts[block][:, None] + np.arange(BLOCK)
    inside = segment < len(chords.segments)
    return np.repeat(place, inside.sum(axis=1)), segment[inside]


def _chord_distance(start: Floats, end: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Return where along each chord (0 to 1) the point nearest to a place lies, and the km."""
    step, away = end - start, places - start
    share = np.clip(_dot(away, step) / np.maximum(_dot(step, step), 1e-12), 0, 1)
    away -= share[:, None] * step
    return share, np.sqrt(_dot(away, away))


def _dot(left: Floats, right: Floats) -> Floats:
    """Return the scalar product, row by row."""
    return np.asarray(np.einsum("ij,ij->i", left, right))


def _geodesic_distance(segments: Floats, positions: Floats, share: Floats) -> Floats:
    """Return the geodesic km from each lon, lat to a segment, which is straight in lon, lat.

    `share` is a first guess of where along the segment the nearest point lies. Where the geodesic
    to the position is not square to the segment, the point moves along by the geodesic's part in
    the segment's direction, again and again until it moves by less than a metre.
    """
    start, step = segments[:, :2], segments[:, 2:] - segments[:, :2]
    share = share.copy()
    moving = np.arange(len(share))
    for _ in range(ROUNDS):
        foot = start[moving] + share[moving, None] * step[moving]
        azimuth, _, metres = wgs84().inv(*foot.T, *positions[moving].T)
        east, north = np.radians(step[moving].T) * _metres_to_a_radian(foot[:, 1])
        bearing, length = np.arctan2(east, north), np.maximum(np.hypot(east, north), 1e-6)
        along = metres * np.cos(np.radians(azimuth) - bearing)
        moved = np.clip(share[moving] + along / length, 0, 1)
        far = np.abs(moved - share[moving]) * length >= 1
        share[moving] = moved
        moving = moving[far]
    foot = start + share[:, None] * step
    return np.asarray(wgs84().inv(*foot.T, *positions.T)[2]) / 1000


def _metres_to_a_radian(lat: Floats) -> Floats:
    """Return the metres to a radian of longitude and of latitude, on WGS84, at these latitudes.

    https://en.wikipedia.org/wiki/Earth_radius#Radii_of_curvature
    """
    phi = np.radians(lat)
    w = np.sqrt(1 - WGS84_ES * np.sin(phi) ** 2)
    return np.stack([WGS84_A / w * np.cos(phi), WGS84_A * (1 - WGS84_ES) / w**3])
