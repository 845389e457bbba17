"""Positions on grids of metres: MGRS, UTM, and points in any reference system that PROJ knows.

Metres are easting first, then northing; what comes back is lat, lon in degrees on WGS 84
(EPSG:4326).

MGRS is computed from the letters of the standard and UTM or UPS through PROJ. The letters are those
of NGA.STND.0037 2.0.0, "Universal Grids and Grid Reference Systems", chapter 3 and appendix B:
https://earth-info.nga.mil/php/download.php?file=coord-grids
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import cos, hypot, isfinite, radians
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from deploymap.crs import find_crs, way_to_wgs84
from deploymap.notation.angles import PositionError
from deploymap.patterns import late_pattern
from deploymap.problems import shorten

if TYPE_CHECKING:
    from deploymap.arrays import Floats

SQUARE = 100_000.0
_CYCLE = 2_000_000.0
FALSE_NORTHING = 10_000_000.0
M_A_DEGREE = 111_320.0
# map sheets go on some 40 km beyond their zone, and so do the grid references read from them
_ZONE_OVERLAP = 40_000.0
_ROUNDING = 1_000.0

BANDS = "CDEFGHJKLMNPQRSTUVWX"
ROWS = "ABCDEFGHJKLMNPQRSTUV"
# the columns of zones 1, 2, 3, which then repeat; the first of each begins at 100 km
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
# zone and band -> west and east edge in degrees, where it is not six degrees: Norway and Svalbard
ODD_ZONES = {
    (31, "V"): (0, 3),
    (32, "V"): (3, 12),
    (31, "X"): (0, 9),
    (33, "X"): (9, 21),
    (35, "X"): (21, 33),
    (37, "X"): (33, 42),
}
_NO_ZONES = {(32, "X"), (34, "X"), (36, "X")}

# polar letter -> EPSG code of UPS with easting first, the columns from west to east and the rows
# from south to north, and the easting and the northing at which the first of them begin
_POLAR_ROWS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_POLAR = {
    "A": ("EPSG:5042", "JKLPQRSTUXYZ", _POLAR_ROWS, 800_000.0, 800_000.0),
    "B": ("EPSG:5042", "ABCFGHJKLPQR", _POLAR_ROWS, 2_000_000.0, 800_000.0),
    "Y": ("EPSG:5041", "RSTUXYZ", _POLAR_ROWS[:14], 1_300_000.0, 1_300_000.0),
    "Z": ("EPSG:5041", "ABCFGHJ", _POLAR_ROWS[:14], 2_000_000.0, 1_300_000.0),
}

# metres: no northing of the south is below (80° S), none of the north above (84° N)
SOUTHMOST, NORTHMOST = 1_116_000.0, 9_330_000.0

# `48 deg 34` has the form of a grid reference too
_MGRS = late_pattern(
    r"(?:mgrs[ :]{0,2})?(?![0-9]{1,2} ?(?-i:deg))([0-9]{1,2}) ?([a-z]) ?([a-z]) ?([a-z])([0-9 ]*)",
    re.IGNORECASE | re.ASCII,
)
# without digits this would find a place in the ice for the word ZUG
_UPS = late_pattern(
    r"(?:mgrs[ :]{0,2})?([abyz]) ?([a-z]) ?([a-z]) ?([0-9][0-9 ]*)", re.IGNORECASE | re.ASCII
)
# Google Earth writes `412345.00 m E 5381234.00 m N`, and S for the northings of the south
_METRES = (
    r"(?:e[ :=]{0,2})?(0?[0-9]{6}(?:[.,][0-9]*)?) ?m? ?e?[ ,;/]{1,3}"
    r"(?:n[ :=]{0,2})?([0-9]{1,8}(?:[.,][0-9]*)?) ?m? ?([ns])?"
)
_UTM = late_pattern(
    rf"(utm[ :]{{0,2}})?(zone[ :]{{0,2}})?([0-9]{{1,2}}) ?([a-z])?[ :,;]{{1,3}}{_METRES}",
    re.IGNORECASE | re.ASCII,
)
_EPSG_UTM = late_pattern(
    rf"epsg:32([67])([0-9]{{2}})[ :,;]{{1,3}}{_METRES}", re.IGNORECASE | re.ASCII
)


class Point(NamedTuple):
    """A position in degrees on WGS 84, and how far off it may be by the way it is written.

    `accuracy_km` is half the diagonal of an MGRS square in kilometres; None where the square is
    one of 1 m, and for all other notations.
    """

    lat: float
    lon: float
    accuracy_km: float | None


def read_mgrs(text: str) -> Point | None:
    """Return the centre of the square that an MGRS reference names, None if it is not of that form.

    `37U EQ 12345 67890` and `37UEQ1234567890` are of that form, with 0, 2, 4, 6, 8 or 10 digits;
    `ZAH 12345 67890` is one of the polar zones, where two digits are the least. Raise
    `PositionError` position-grid for letters or digits that no square has.

    A reference up to 40 km beyond the edge of its zone is read, as map sheets overlap.
    """
    if match := _MGRS.fullmatch(text):
        zone, band, column, row = int(match[1]), *match.group(2, 3, 4)
        return _read_zone_square(text, zone, (band + column + row).upper(), match[5])
    if match := _UPS.fullmatch(text):
        return _read_polar_square(text, "".join(match.group(1, 2, 3)).upper(), match[4])
    return None


def _metres(text: str) -> float:
    """Return metres with their decimals behind a point or a comma."""
    return float(text.replace(",", "."))


def read_utm(text: str) -> Point | None:
    """Return the position of a text such as `37U 412345 5381234`, None if it is not of that form.

    The letter after the zone is the band of latitude of MGRS, so `37N` is 0° to 8° north and `37S`
    is 32° to 40° north; a northing that is not in the band is a fault. Only after the words UTM or
    zone, as in `UTM zone 37N`, are N and S the halves of the globe; where both readings of S would
    fit, that is a fault too. `EPSG:32637 412345 5381234` needs no letter, nor does a northing that
    only one half has. Raise `PositionError`
    position-grid or position-ambiguous.
    """
    if match := _EPSG_UTM.fullmatch(text):
        east, north = _metres(match[3]), _metres(match[4])
        return _from_utm(text, int(match[2]), "N" if match[1] == "6" else "S", east, north)
    if not (match := _UTM.fullmatch(text)):
        return None
    zone, letter = int(match[3]), (match[4] or "").upper()
    east, north = _metres(match[5]), _metres(match[6])
    if not letter and not SOUTHMOST < north < NORTHMOST:
        return _from_utm(text, zone, "N" if north <= SOUTHMOST else "S", east, north)
    if not letter:
        message = f"{shorten(text)} does not say whether it is north or south of the equator"
        raise PositionError("position-ambiguous", message, "write the band after the zone: 37U")
    if (match[7] or "").upper() == "S" and letter >= "N":
        message = f"{shorten(text)} ends in S, but its band {letter} is north of the equator"
        raise PositionError("position-grid", message, "check the letters")
    if letter in "NS" and (match[1] or match[2]):
        return _read_half(text, zone, letter, east, north)
    return _read_banded(text, zone, letter, east, north)


def transform_points(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
    """Return lat and lon in degrees on WGS 84 of points in the reference system `crs`.

    `x` is the easting or the longitude and `y` the northing or the latitude, whatever order the
    system itself names them in. `crs` is what PROJ knows: `EPSG:28406`, `28406`, a PROJ string or
    WKT. A point that is not finite, or that the system cannot hold, gives NaN twice. Raise
    `PositionError` unknown-crs.

    Between datums PROJ takes the best way that it has without fetching grids from the net. For
    systems such as Pulkovo 1942 that is a shift with seven parameters, some 2 to 10 m off; where
    PROJ has no shift at all the points may be off by 100 to 200 m.
    https://proj.org/en/stable/operations/operations_computation.html
    """
    transformer = _transformer_from(crs)
    finite = np.isfinite(x) & np.isfinite(y)
    lat, lon = np.full(np.shape(x), np.nan), np.full(np.shape(x), np.nan)
    lon[finite], lat[finite] = transformer.transform(np.asarray(x)[finite], np.asarray(y)[finite])
    lost = ~(np.isfinite(lat) & np.isfinite(lon))
    lat[lost] = lon[lost] = np.nan
    return lat, lon


def describe_crs(crs: str) -> str:
    """Return the name of a reference system, such as `WGS 84 / UTM zone 37N`.

    Raise `PositionError` unknown-crs.
    """
    return str(_find_crs(crs).name)


@lru_cache(maxsize=128)
def _transformer_from(crs: str) -> Any:
    transformer = way_to_wgs84(_find_crs(crs))
    if transformer is None:
        message = f"{shorten(crs)} has no easting and northing, nor latitude and longitude"
        raise PositionError("unknown-crs", message, "write the EPSG code of a projected system")
    return transformer


def _find_crs(crs: str) -> Any:
    found = find_crs(crs)
    if found is None:
        message = f"{shorten(crs)} is not a coordinate reference system that PROJ knows"
        advice = "write its EPSG code, such as EPSG:28406; https://epsg.io finds codes"
        raise PositionError("unknown-crs", message, advice)
    return found


def _read_zone_square(text: str, zone: int, letters: str, digits: str) -> Point:
    band, column, row = tuple(letters)
    east, north, size = _read_digits(text, digits)
    _check_zone(text, zone, band)
    columns = COLUMNS[(zone - 1) % 3]
    if column not in columns or row not in ROWS:
        raise _grid_error(
            text, f"zone {zone} has the columns {columns} and rows from A to V, without I and O"
        )
    east += (columns.index(column) + 1) * SQUARE
    # the rows of even zones begin at F
    north += (ROWS.index(row) - (0 if zone % 2 else 5)) % 20 * SQUARE
    reach = size * hypot(0.5, 0.5)
    for lat, lon in _repeat_rows(zone, band, east, north):
        if _is_in_band(lat, band, reach + _ROUNDING) and _is_in_zone(
            lat, lon, zone, band, reach + _ZONE_OVERLAP
        ):
            return Point(lat, lon, _accuracy_of(size))
    raise _grid_error(text, f"there is no such square in {zone}{band}")


def _repeat_rows(zone: int, band: str, east: float, north: float) -> Iterator[tuple[float, float]]:
    """Yield lat, lon for each northing that the row may stand for: its letters repeat."""
    norths = np.array([north + _CYCLE * cycle for cycle in range(5)])
    lats, lons = transform_points(np.full(5, east), norths, utm_code(zone, band >= "N"))
    for lat, lon in zip(lats, lons, strict=True):
        if isfinite(lat):
            yield float(lat), float(lon)


def _read_polar_square(text: str, letters: str, digits: str) -> Point:
    code, columns, rows, west, south = _POLAR[letters[0]]
    east, north, size = _read_digits(text, digits)
    if letters[1] not in columns or letters[2] not in rows:
        raise _grid_error(
            text, f"polar zone {letters[0]} has the columns {columns} and the rows {rows}"
        )
    east += west + columns.index(letters[1]) * SQUARE
    north += south + rows.index(letters[2]) * SQUARE
    lats, lons = transform_points(np.array([east]), np.array([north]), code)
    # UPS begins at 84° north and at 80° south; UTM ends there
    slack = (size + _ROUNDING) / M_A_DEGREE
    if (lats[0] < 84 - slack) if letters[0] in "YZ" else (lats[0] > -80 + slack):
        raise _grid_error(text, f"there is no such square in polar zone {letters[0]}")
    return Point(float(lats[0]), float(lons[0]), _accuracy_of(size))


def _read_digits(text: str, digits: str) -> tuple[float, float, float]:
    """Return easting and northing of the square's centre within its 100 km, and its size, in m."""
    groups = digits.split()
    joined = "".join(groups)
    half = len(joined) // 2
    if (
        len(joined) % 2
        or half > 5
        or (groups and [len(joined)] != [*map(len, groups)] != [half] * 2)
    ):
        raise _grid_error(
            text, "an MGRS reference ends in 2, 4, 6, 8 or 10 digits, half of them the easting"
        )
    size = SQUARE / 10**half
    east, north = (int(part or 0) for part in (joined[:half], joined[half:]))
    return (east + 0.5) * size, (north + 0.5) * size, size


def _accuracy_of(size: float) -> float | None:
    half_diagonal = size * hypot(0.5, 0.5) / 1000
    return half_diagonal if half_diagonal >= 0.001 else None


def _read_half(text: str, zone: int, half: str, east: float, north: float) -> Point:
    point = _from_utm(text, zone, half, east, north)
    # near the equator a southern northing is so great that in the north there is no such place
    fits_band = north < FALSE_NORTHING / 2 and _is_in_band(
        _from_utm(text, zone, "N", east, north).lat, "S", 0
    )
    if half == "S" and fits_band:
        message = f"{shorten(text)} may be south of the equator or in the band S, 32° to 40° north"
        metres = f"{east:.0f} {north:.0f}"
        advice = f"write EPSG:327{zone:02} {metres} for the south, {zone}S {metres} for the band"
        raise PositionError("position-ambiguous", message, advice)
    return point


def _read_banded(text: str, zone: int, band: str, east: float, north: float) -> Point:
    _check_zone(text, zone, band)
    point = _from_utm(text, zone, "N" if band >= "N" else "S", east, north)
    if not _is_in_band(point.lat, band, _ROUNDING):
        low, high = _edges_of(band)
        advice = f"a letter after the zone is a band of latitude, and {band} goes from {low}° to "
        advice += f"{high}°; for a half of the globe write UTM zone {zone}N or {zone}S"
        message = f"{shorten(text)} lies at latitude {point.lat:.2f}, outside its band {band}"
        raise PositionError("position-grid", message, advice)
    return point


def _from_utm(text: str, zone: int, half: str, east: float, north: float) -> Point:
    if not 1 <= zone <= 60:
        raise _grid_error(text, "zones go from 1 to 60")
    if not 100_000 <= east <= 900_000 or not 0 <= north <= FALSE_NORTHING:
        raise _grid_error(text, "eastings go from 100000 to 900000, northings from 0 to 10000000")
    lats, lons = transform_points(np.array([east]), np.array([north]), utm_code(zone, half == "N"))
    if not isfinite(lats[0]) or not -81 <= lats[0] <= 85:
        raise _grid_error(text, "UTM goes from 80° south to 84° north")
    return Point(float(lats[0]), float(lons[0]), None)


def _check_zone(text: str, zone: int, band: str) -> None:
    if not 1 <= zone <= 60:
        raise _grid_error(text, "zones go from 1 to 60")
    if band not in BANDS:
        raise _grid_error(text, "bands of latitude go from C to X, without I and O")
    if (zone, band) in _NO_ZONES:
        raise _grid_error(
            text, f"there is no {zone}X; 31X, 33X, 35X and 37X take its place around Svalbard"
        )


def _is_in_band(lat: float, band: str, slack: float) -> bool:
    """Return whether a latitude is in the band or not more than `slack` metres outside."""
    low, high = _edges_of(band)
    return low - slack / M_A_DEGREE <= lat <= high + slack / M_A_DEGREE


def _edges_of(band: str) -> tuple[int, int]:
    south = -80 + 8 * BANDS.index(band)
    return south, 84 if band == "X" else south + 8


def _is_in_zone(lat: float, lon: float, zone: int, band: str, slack: float) -> bool:
    """Return whether a longitude is in the zone or not more than `slack` metres outside."""
    west, east = ODD_ZONES.get((zone, band), (6 * zone - 186, 6 * zone - 180))
    beyond = slack / (M_A_DEGREE * cos(radians(lat)))
    # zones 1 and 60 meet where 180 becomes -180
    off = (lon - (west + east) / 2 + 180) % 360 - 180
    return abs(off) <= (east - west) / 2 + beyond


def utm_code(zone: int, is_north: bool) -> str:
    """Return the reference system of a zone of UTM on WGS 84."""
    return f"EPSG:{326 if is_north else 327}{zone:02}"


def _grid_error(text: str, expected: str) -> PositionError:
    message = f"{shorten(text)} is not a position on the grid: {expected}"
    advice = "check zone, letters and digits against a map, or write lat and lon"
    return PositionError("position-grid", message, advice)
