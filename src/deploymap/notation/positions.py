"""Positions as people write them in cells: degrees in many notations, pairs, and grid references.

Whatever is read is exactly one position by the rules below, or a `PositionError` that says what to
write instead; nothing is guessed. All positions are lat, lon in degrees on WGS 84 (EPSG:4326).

- A comma between digits is a decimal comma, as in `48,57`. Where it may part two numbers as well,
  the text is refused; `48,57,39,31` can only be 48.57, 39.31 and is read.
- Without letters the order is lat, lon; with letters it is what they say. WKT and GeoJSON have the
  longitude first.
- Degrees and minutes without seconds need a mark or a letter: `48 34.083` alone may be anything.
- `O` is east in German and west in French and Spanish, so it is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite

import numpy as np

from deploymap.notation.angles import (
    LIMITS,
    NAMES,
    PAIR_ADVICE,
    Angle,
    Axis,
    PositionError,
    clean_signs,
    parse_degrees,
    range_error,
    read_angle,
    unreadable_error,
)
from deploymap.notation.codes import read_code
from deploymap.notation.digits import plain_digits
from deploymap.notation.geometries import read_geometry
from deploymap.notation.grids import Point, describe_crs, read_mgrs, read_utm, transform_points
from deploymap.patterns import late_pattern
from deploymap.problems import shorten

__all__ = [
    "Axis",
    "Point",
    "PositionError",
    "describe_crs",
    "looks_like_pair",
    "parse_degrees",
    "parse_pair",
    "transform_points",
]

# faults of a text that is meant as a position all the same
_SLIPS = {"position-minutes", "position-sign", "position-swapped", "position-axis"}

_SIMPLE_PAIR = late_pattern(r"([+-]?[0-9]{1,2}\.[0-9]+)(?:, ?| )([+-]?[0-9]{1,3}\.[0-9]+)")
_WHOLE_NUMBERS = late_pattern(r"[+-]?[0-9]+ ?[, /;|] ?[+-]?[0-9]+")
_GAP = late_pattern(r" ?[,;/|] ?| ")
# where a letter of one half stands against the other half
_JOINT = late_pattern(
    r"(?<=[a-zа-я])(?=[0-9])|(?<=[шд]\.)(?=[0-9])|(?<=[0-9'\"°])(?=[a-zа-я])", re.IGNORECASE
)
_LABEL = late_pattern(
    r"(?:(lat(?:itude)?|широта)|lon(?:g(?:itude)?)?|lng|долгота|довгота)[ :=]*", re.IGNORECASE
)
_BEHIND = late_pattern(
    r"[^()]{2,200}\(([+-]?[0-9]{1,2}\.[0-9]{1,20}), ?([+-]?[0-9]{1,3}\.[0-9]{1,20})\)"
)
# names of latitude and longitude in JSON
_JSON_NAMES = (("lat", "latitude"), ("lon", "lng", "long", "longitude"))
MOST_REPEATED = 3
SHORTEST_PAIR = 9  # characters: 54.2; -1.5
SAME = 0.02  # degrees between writings of one position, of which one may have no seconds
_PLAIN = r"([+-]?[0-9]+(?:\.[0-9]*)?(?:e[+-]?[0-9]{1,3})?)"
_GEO = late_pattern(rf"geo:{_PLAIN},{_PLAIN}(?:,{_PLAIN})?(;[^?]*)?(?:\?.*)?", re.IGNORECASE)
_WKT = late_pattern(
    rf"(?:srid=([0-9]{{1,6}}); ?)?point ?(?:zm|z|m)? ?"
    rf"\( ?{_PLAIN} {_PLAIN}(?: {_PLAIN}){{0,2}} ?\)",
    re.IGNORECASE,
)


def parse_pair(text: str) -> Point:
    """Return the position that a text with both latitude and longitude, or a grid reference, is.

    Read are two halves in the notations of `parse_degrees`, `lat 48.57 lon 39.31`, MGRS and UTM as
    in `grids`, and, with the longitude first where it is so by their standards:
    geo URIs, `geo:48.57,39.31` (https://www.rfc-editor.org/rfc/rfc5870),
    WKT points, with SRID too (https://www.ogc.org/standards/sfa/), and other geometries, of which
    a point on them is meant (`geometries`), codes as in `codes`,
    GeoJSON points (https://www.rfc-editor.org/rfc/rfc7946). Raise `PositionError` else.
    """
    if shape := read_geometry(text.strip()):
        return shape
    cleaned = clean_signs(text)
    # the short way for what nearly all sheets have
    if simple := _SIMPLE_PAIR.fullmatch(cleaned):
        return _make_point(cleaned, float(simple[1]), float(simple[2]))
    for read in (_read_geo, _read_wkt, _read_json, read_mgrs, read_utm, _read_labelled):
        if point := read(cleaned):
            return point
    for read in (_read_behind_address, _read_repeated, read_code):
        if point := read(cleaned):
            return point
    inner = cleaned[1:-1].strip() if cleaned[:1] + cleaned[-1:] == "()" else cleaned
    return _read_halves(inner)


def looks_like_pair(text: str) -> bool:
    """Return whether a text is a whole position, maybe with a slip in it.

    Meant to find the column that holds positions: two whole numbers are not enough, nor is a text
    of fewer than four digits.
    """
    if sum(map(str.isdigit, text)) < 4:
        return False
    try:
        parse_pair(text)
    except PositionError as fault:
        return fault.code in _SLIPS
    return not _WHOLE_NUMBERS.fullmatch(plain_digits(text).strip())


def _read_geo(text: str) -> Point | None:
    match = _GEO.fullmatch(text)
    if not match:
        return None
    crs = re.search(";crs=([^;]*)", match[4] or "", re.IGNORECASE)
    if crs and crs[1].lower() != "wgs84":
        message = f"{shorten(text)} is in the system {crs[1]}, not in wgs84"
        raise PositionError("unknown-crs", message, "write lat and lon on WGS 84")
    return _make_point(text, float(match[1]), float(match[2]))


def _read_wkt(text: str) -> Point | None:
    match = _WKT.fullmatch(text)
    if not match:
        return None
    x, y = float(match[2]), float(match[3])
    if (match[1] or "4326") == "4326":
        return _make_point(text, y, x)
    lat, lon = transform_points(np.array([x]), np.array([y]), match[1])
    if not np.isfinite(lat[0]):
        message = f"{shorten(text)} is outside the area of {describe_crs(match[1])}"
        raise PositionError("position-range", message, "check the SRID, and that x is the easting")
    return _make_point(text, float(lat[0]), float(lon[0]))


def _read_json(text: str) -> Point | None:
    """Return the position of an object with a latitude and a longitude, or of a GeoJSON point."""
    if not text.startswith("{"):
        return None
    try:
        data = json.loads(text)
        named = [next((data[w] for w in words if w in data), None) for words in _JSON_NAMES]
    except (ValueError, TypeError, RecursionError):
        return _read_geojson(text)
    if not all(type(part) in (int, float, str) for part in named):
        return _read_geojson(text)
    lat, lon = map(str, named)
    return Point(parse_degrees(lat, "lat"), parse_degrees(lon, "lon"), None)


def _read_behind_address(text: str) -> Point | None:
    """Return the position in brackets behind an address, as city governments publish them."""
    match = _BEHIND.fullmatch(text)
    return _make_point(text, float(match[1]), float(match[2])) if match else None


def _read_repeated(text: str) -> Point | None:
    """Return the position that a text says several times, as encyclopedias copy it.

    An example is `54°12′N 1°30′W / 54.2°N 1.5°W / 54.2; -1.5`; the last one is the most exact.
    """
    parts = [part.strip(" \u200b\ufeff") for part in text.split(" / ")]
    if not 2 <= len(parts) <= MOST_REPEATED or any(len(part) < SHORTEST_PAIR for part in parts):
        return None
    try:
        points = [_read_halves(part) for part in parts]
    except PositionError:
        return None
    last = points[-1]
    if any(abs(p.lat - last.lat) > SAME or abs(p.lon - last.lon) > SAME for p in points):
        message = f"{shorten(text)} says more than one position"
        raise PositionError("position-ambiguous", message, PAIR_ADVICE)
    return last


def _read_geojson(text: str) -> Point | None:
    if not text.startswith("{"):
        return None
    try:
        data = json.loads(text)
        is_point = data["type"] == "Point" and isinstance(data["coordinates"], list)
        # text between keeps out true, null and whatever else is no number, and NaN fails below
        lon, lat = (float(json.dumps(number)) for number in data["coordinates"][:2])
    except (ValueError, TypeError, KeyError, RecursionError):
        is_point = False
    if not is_point or not isfinite(lat + lon):
        raise unreadable_error(text, "GeoJSON point")
    return _make_point(text, lat, lon)


def _read_labelled(text: str) -> Point | None:
    """Return the position of `lat 48.57 lon 39.31`, in either order, None for others."""
    labels = list(_LABEL.finditer(text))
    if len(labels) != 2 or labels[0].start() or bool(labels[0][1]) == bool(labels[1][1]):
        return None
    halves = text[labels[0].end() : labels[1].start()].rstrip(" ,;&/|"), text[labels[1].end() :]
    lat, lon = halves if labels[0][1] else halves[::-1]
    return Point(parse_degrees(lat, "lat"), parse_degrees(lon, "lon"), None)


def _read_halves(text: str) -> Point:
    """Return the one position that two angles side by side can be."""
    if re.fullmatch("[+-]?[0-9]+,[0-9]+", text):
        message = f"{shorten(text)} may be one number or two"
        raise PositionError("position-ambiguous", message, "write lat and lon such as 48.57, 39.31")
    _refuse_one_angle(text)
    points, faults = _try_halves(text, _split_at(text, _GAP), needs_letters=False)
    if not points:
        points, more = _try_halves(text, _split_at(text, _JOINT), needs_letters=True)
        faults += more
    if len(points) == 1:
        return points.pop()
    if points:
        readings = " or ".join(f"{point.lat:g}, {point.lon:g}" for point in sorted(points))
        raise PositionError("position-ambiguous", f"{shorten(text)} may be {readings}", PAIR_ADVICE)
    raise _worst_of(faults) or unreadable_error(text, "position")


def _refuse_one_angle(text: str) -> None:
    try:
        read_angle(text, "position")
    except PositionError:
        return
    message = f"{shorten(text)} is one angle, and a position has two"
    raise PositionError("position-unreadable", message, PAIR_ADVICE)


def _split_at(text: str, where: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for match in where.finditer(text):
        first, second = text[: match.start()], text[match.end() :]
        # `48. 57` is one number with a space in it, not two
        if not re.search(r"[0-9][.,]\Z", first) and second[:1] not in ("", ","):
            yield first, second


def _try_halves(
    text: str, halves: Iterator[tuple[str, str]], *, needs_letters: bool
) -> tuple[set[Point], list[PositionError]]:
    """Return the distinct positions that the halves can be, and the faults of the other halves."""
    points: set[Point] = set()
    faults: list[PositionError] = []
    for first, second in halves:
        try:
            angles = read_angle(first, "position"), read_angle(second, "position")
            if not needs_letters or all(angle.axis for angle in angles):
                _check_styles(text, (first, second), angles)
                points.add(_join_angles(text, *angles))
        except PositionError as fault:
            faults.append(fault)
    return points, faults


def _check_styles(text: str, halves: tuple[str, str], angles: tuple[Angle, Angle]) -> None:
    """Refuse halves that are written so unlike each other that they may be parted elsewhere."""
    first, second = angles
    if first.axis and second.axis:
        return
    mixes_signs = any("." in one and "," in other for one, other in (halves, halves[::-1]))
    mixes_signs = mixes_signs and not (first.axis or second.axis)
    if first.is_bare != second.is_bare or mixes_signs:
        message = f"{shorten(text)} may be parted in more ways than one"
        raise PositionError("position-ambiguous", message, PAIR_ADVICE)


def _join_angles(text: str, first: Angle, second: Angle) -> Point:
    if first.axis and first.axis == second.axis:
        message = f"{shorten(text)} has two {NAMES[first.axis]}s by its letters"
        raise PositionError("position-axis", message, "write N or S once, and E or W once")
    if first.axis == "lon" or second.axis == "lat":
        first, second = second, first
    has_letters = bool(first.axis or second.axis)
    return _make_point(text, first.degrees, second.degrees, may_be_swapped=not has_letters)


def _make_point(text: str, lat: float, lon: float, *, may_be_swapped: bool = True) -> Point:
    if abs(lat) <= LIMITS["lat"] and abs(lon) <= LIMITS["lon"]:
        return Point(lat, lon, None)
    if may_be_swapped and abs(lat) <= LIMITS["lon"] and abs(lon) <= LIMITS["lat"]:
        message = f"{shorten(text)} has the latitude {lat:g}, outside -90..90"
        raise PositionError("position-swapped", message, "lat and lon look swapped; exchange them")
    axis: Axis = "lat" if abs(lon) <= LIMITS["lon"] else "lon"
    raise range_error(text, lat if axis == "lat" else lon, axis, has_letter=not may_be_swapped)


def _worst_of(faults: list[PositionError]) -> PositionError | None:
    """Return the fault that says most: one of a number before one of the way it is written."""
    vague = ["position-ambiguous", "position-unreadable"]
    clear = [fault for fault in faults if fault.code not in vague]
    return next(iter(clear + [fault for fault in faults if fault.code == vague[0]]), None)
