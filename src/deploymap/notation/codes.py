"""Positions as short codes: geohashes, full plus codes, and references of the British grid.

- https://en.wikipedia.org/wiki/Geohash, here behind the word `geohash:`, for bare ones look like
  any word;
- https://github.com/google/open-location-code/blob/main/Documentation/Specification/specification.md;
- https://www.ordnancesurvey.co.uk/documents/resources/guide-to-nationalgrid.pdf.
"""

from __future__ import annotations

import re
from math import cos, hypot, radians

import numpy as np

from deploymap.notation.grids import Point, transform_points
from deploymap.patterns import late_pattern

GEOHASH = "geohash:"

_BASE_32 = "0123456789bcdefghjkmnpqrstuvwxyz"
_GEOHASH = late_pattern(rf"{GEOHASH}([{_BASE_32}]{{3,12}})", re.IGNORECASE)
_BASE_20 = "23456789CFGHJMPQRVWX"
_PLUS = late_pattern(rf"([2-9CFGHJMPQRV][{_BASE_20}]{{7}})\+([{_BASE_20}]{{2,7}})", re.IGNORECASE)
_KM_A_DEGREE = 111.32

# squares of 100 km that have land in them, of letters without I
_SQUARES = (
    "HO HP HT HU HW HX HY HZ NA NB NC ND NF NG NH NJ NK NL NM NN NO NR NS NT NU NW NX NY NZ OV SC"
    " SD SE SH SJ SK SM SN SO SP SR SS ST SU SV SW SX SY SZ TA TF TG TL TM TQ TR TV"
)
_BRITISH = late_pattern(
    r"([HNOST][A-HJ-Z]) ?(?:([0-9]{2,5}) ([0-9]{2,5})|([0-9]{6}|[0-9]{8}|[0-9]{10}))"
)
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_EXACT_KM = 0.001


def read_code(text: str) -> Point | None:
    """Return the middle of the square of a code, with half its diagonal; None for other texts."""
    if match := _GEOHASH.fullmatch(text):
        return _read_geohash(match[1].lower())
    if match := _PLUS.fullmatch(text):
        return _read_plus(match[1].upper(), match[2].upper())
    if match := _BRITISH.fullmatch(text):
        return _read_british(match)
    return None


def _read_geohash(code: str) -> Point:
    """Halve the world by each of five bits a letter, longitude first."""
    low, high = [-180.0, -90.0], [180.0, 90.0]
    bits = [_BASE_32.index(letter) >> shift & 1 for letter in code for shift in (4, 3, 2, 1, 0)]
    for number, bit in enumerate(bits):
        axis = number % 2
        middle = (low[axis] + high[axis]) / 2
        (low if bit else high)[axis] = middle
    return _middle(low[1], low[0], high[1] - low[1], high[0] - low[0])


def _read_plus(first: str, last: str) -> Point | None:
    """Return the middle of a full code: pairs of degrees, then a grid of 5 rows, 4 columns."""
    lat, lon, size = -90.0, -180.0, 20.0
    pairs = first + last[:2]
    for at in range(0, len(pairs), 2):
        lat += _BASE_20.index(pairs[at]) * size
        lon += _BASE_20.index(pairs[at + 1]) * size
        size /= 20
    tall = wide = size * 20
    for letter in last[2:]:
        row, column = divmod(_BASE_20.index(letter), 4)
        tall, wide = tall / 5, wide / 4
        lat, lon = lat + row * tall, lon + column * wide
    return _middle(lat, lon, tall, wide) if lat < 90 and lon < 180 else None


def _middle(lat: float, lon: float, tall: float, wide: float) -> Point:
    middle = lat + tall / 2
    half = hypot(tall, wide * cos(radians(middle))) / 2 * _KM_A_DEGREE
    return Point(middle, lon + wide / 2, half if half > _EXACT_KM else None)


def _read_british(match: re.Match[str]) -> Point | None:
    digits = match[4] or match[2] + match[3]
    half = len(digits) // 2
    if match[1] not in _SQUARES.split() or len(match[2] or "") != len(match[3] or ""):
        return None
    first, second = map(_LETTERS.index, match[1])
    # 25 squares of 500 km from the south-west of S, each of 25 of 100 km, rows from the north
    east = (first % 5 - 2) * 500 + second % 5 * 100
    north = (3 - first // 5) * 500 + (4 - second // 5) * 100
    size = 10.0 ** (5 - half)
    x = east * 1_000 + int(digits[:half]) * size + size / 2
    y = north * 1_000 + int(digits[half:]) * size + size / 2
    lat, lon = transform_points(np.array([x]), np.array([y]), "EPSG:27700")
    near = hypot(size, size) / 2_000
    return Point(float(lat[0]), float(lon[0]), near if near > _EXACT_KM else None)
