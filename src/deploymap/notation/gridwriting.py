"""Grid references written anew: MGRS and UTM with the spaces, letters and digits of a cell.

The letters are those of NGA.STND.0037, as `grids.py` reads them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, floor, isfinite, radians
from typing import Any

from deploymap.notation.angles import PositionError
from deploymap.notation.grids import (
    BANDS,
    COLUMNS,
    FALSE_NORTHING,
    M_A_DEGREE,
    ODD_ZONES,
    ROWS,
    SQUARE,
    Point,
    read_mgrs,
    read_utm,
    utm_code,
)
from deploymap.patterns import late_pattern
from deploymap.problems import shorten

NORTH_END, SOUTH_END = 84.0, -80.0  # of UTM, in degrees

_MGRS = late_pattern(
    r"((?:mgrs[ :]{0,2})?)([0-9]{1,2})( ?)([a-z])( ?)([a-z])( ?)([a-z])( *)([0-9]*)( *)([0-9]*)",
    re.IGNORECASE | re.ASCII,
)
_UTM = late_pattern(
    r"((?:utm[ :]{0,2})?(?:zone[ :]{0,2})?)([0-9]{1,2})( ?)([a-z])([ :,;]{1,3}(?:e[ :=]{0,2})?)"
    r"(0?[0-9]{6}(?:[.,][0-9]*)?)( ?m? ?e?[ ,;/]{1,3}(?:n[ :=]{0,2})?)([0-9]{1,8}(?:[.,][0-9]*)?)"
    r"( ?m?(?: ?n)?)",
    re.IGNORECASE | re.ASCII,
)


def rewrite_mgrs(text: str, lat: float, lon: float) -> str | None:
    """Return the square of a position as `text` writes its own, None where it is no MGRS.

    Digits are cut off, not rounded, as the standard has it: the square is that which holds the
    position. Raises `PositionError` beyond 84° north and 80° south.
    """
    match = _MGRS.fullmatch(text.strip())
    if not match or read_mgrs(text.strip()) is None:
        return None
    head, zone, one, band, two, column, three, row, four, east, gap, north = match.groups()
    digits = (len(east) + len(north)) // 2
    new_zone, new_band, easting, northing = _project(text, lat, lon)
    letters = _letters(new_zone, easting, northing)
    new_east, new_north = (_cut(metres % SQUARE, digits) for metres in (easting, northing))
    named = (_pad(new_zone, zone), _like(new_band, band), *map(_like, letters, (column, row)))
    parts = [head, named[0], one, named[1], two, named[2], three, named[3], four]
    written = "".join([*parts, new_east, gap, new_north])
    _check(text, read_mgrs(written), lat, lon, 10.0 ** (5 - digits))
    return _put_in(text, written)


def rewrite_utm(text: str, lat: float, lon: float) -> str | None:
    """Return easting and northing of a position as `text` writes its own, None where it is no UTM.

    Raises `PositionError` beyond UTM, and where the letter of the zone may be read in two ways.
    """
    match = _UTM.fullmatch(text.strip())
    if not match or read_utm(text.strip()) is None:
        return None
    head, zone, one, band, two, east, three, north, tail = match.groups()
    is_half = bool(head) and band.upper() in "NS"
    new_zone, new_band, easting, northing = _project(text, lat, lon)
    letter = new_band if not is_half else "N" if lat >= 0 else "S"
    parts = [head, _pad(new_zone, zone), one, _like(letter, band), two]
    parts += [_metres(easting, east), three, _metres(northing, north), tail]
    written = "".join(parts)
    _check(text, read_utm(written), lat, lon, 1.0)
    return _put_in(text, written)


def _project(text: str, lat: float, lon: float) -> tuple[int, str, float, float]:
    """Return zone, band, easting and northing of a position."""
    if not SOUTH_END <= lat <= NORTH_END:
        raise _beyond(text, lat, lon)
    band = BANDS[min(int((lat - SOUTH_END) // 8), len(BANDS) - 1)]
    zone = zone_of(lon, band)
    easting, northing = _transformer_to(utm_code(zone, band >= "N")).transform(lon, lat)
    if not isfinite(easting):
        raise _beyond(text, lat, lon)
    # what the reckoning leaves of a metre does not move anything over an edge
    return zone, band, round(easting, 3), round(northing, 3)


def zone_of(lon: float, band: str) -> int:
    """Return the zone of UTM that a longitude lies in, at the latitudes of a band of MGRS."""
    for (zone, odd), (west, east) in ODD_ZONES.items():
        if odd == band and west <= lon < east:
            return zone
    return int((lon + 180) // 6) % 60 + 1


def _letters(zone: int, easting: float, northing: float) -> str:
    """Return the letters of a square of 100 km: the rows of even zones begin at F."""
    column = COLUMNS[(zone - 1) % 3][floor(easting / SQUARE) - 1]
    row = ROWS[(floor(northing / SQUARE) + (0 if zone % 2 else 5)) % len(ROWS)]
    return column + row


@lru_cache(maxsize=128)
def _transformer_to(code: str) -> Any:
    # pyproj takes 0.1 s to import, which a sheet in degrees should not pay
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", code, always_xy=True)


def _cut(metres: float, digits: int) -> str:
    return f"{floor(metres / 10 ** (5 - digits)):0{digits}}" if digits else ""


def _metres(metres: float, old: str) -> str:
    """Return metres with the decimals and the leading zero of the old ones."""
    whole, mark, decimals = re.split("([.,])", old) if re.search("[.,]", old) else (old, "", "")
    number = f"{min(metres, FALSE_NORTHING):.{len(decimals)}f}"
    new, _, rest = number.partition(".")
    width = len(whole) if whole.startswith("0") else 0
    return f"{new:0>{width}}{mark}{rest}"


def _check(text: str, point: Point | None, lat: float, lon: float, size: float) -> None:
    """Raise where what was written is not within a square of so many metres of the position."""
    if point is not None:
        north = abs(point.lat - lat) * M_A_DEGREE
        east = abs((point.lon - lon + 180) % 360 - 180) * M_A_DEGREE * cos(radians(lat))
        if max(north, east) <= 0.75 * size + 1:
            return
    raise _beyond(text, lat, lon)


def _pad(zone: int, old: str) -> str:
    return f"{zone:02}" if old.startswith("0") else str(zone)


def _like(letter: str, old: str) -> str:
    return letter.lower() if old.islower() else letter


def _put_in(text: str, written: str) -> str:
    """Return a text with another one in place of what white space stands around."""
    inner = text.strip()
    start = text.index(inner)
    return f"{text[:start]}{written}{text[start + len(inner) :]}"


def _beyond(text: str, lat: float, lon: float) -> PositionError:
    message = f"{lat:g}, {lon:g} cannot be written as a grid reference such as {shorten(text)}"
    return PositionError("edit-position", message, "change it by hand")
