"""Positions in columns that are no degrees: UTM with its zone, Web Mercator, ten-millionths.

Metres of any other system stay where they are, and are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from math import atan, degrees, sinh

from deploymap.checks.found import AXES, Found
from deploymap.checks.joining import Joined
from deploymap.checks.rewriting import combine, rewrite
from deploymap.checks.spelling import fold_name, folded_words, plain_name, split_words
from deploymap.patterns import late_pattern
from deploymap.problems import Fault
from deploymap.schema import LAT_LON

_SYSTEM = folded_words("utm coord coordinate coordinates grid wgs84 m meters metres number no of")
_EASTS = folded_words("easting eastings east e x este")
_NORTHS = folded_words("northing northings north n y norte nord")
_ZONES = folded_words("zone zona zones strefa fuseau huso зона utmzone zonenfeld")
_HALVES = folded_words("hemisphere hem hemi hemisferio hemisphère")
_ZONE = late_pattern(r"0?([0-9]{1,2})(?:\.0)? ?([A-Za-z]?)")
_METRES = late_pattern(r"[+-]?[0-9]{1,8}(?:[.,][0-9]*)?")
_TEN_MILLIONTHS = late_pattern(r"([+-]?)([0-9]{5,10})")
_E7 = dict.fromkeys(("latitudee7", "late7"), "lat")
_E7 |= dict.fromkeys(("longitudee7", "lone7", "lnge7", "longe7"), "lon")

# metres: half the equator of Web Mercator; beyond the other are none of a country's own systems
_HALF = 20_037_508.4
_WEST = -4_000_000.0
_RADIUS = 6_378_137.0
_EASTINGS = (100_000.0, 1_000_000.0)
_MOST = 0.9


def find_metres(found: Found) -> None:
    """Find what is a position though its numbers are no degrees, in place of what seems to be."""
    for own in found.free():
        axis = _E7.get(fold_name(own), "")
        if axis and _are_most(found.sample(own), lambda t: bool(_TEN_MILLIONTHS.fullmatch(t))):
            found.take(own, axis, "part", "its name says ten-millionths of a degree")
    grid = _find_utm(found)
    if not grid and not _are_metres(found):
        return
    other = next((own for own in found.free() if found.has_fitting(own, LAT_LON)), "")
    if not grid and LAT_LON not in found.taken and not other:
        return
    for own in (found.taken[axis] for axis in AXES if axis in found.taken):
        del found.uses[own]
    if LAT_LON in found.taken:
        return
    if grid:
        found.take(grid["east"], LAT_LON, "part", "it is beside the northing and the zone of UTM")
    else:
        found.take(other, LAT_LON, "cells", "its cells are positions")


def join_metres(found: Found, joined: Joined) -> None:
    """Put the cells of such columns together as positions, and say so."""
    own = found.taken
    if (grid := _find_utm(found)) and own.get(LAT_LON) == grid["east"]:
        _join_utm(found, grid, joined)
    for axis in (axis for axis in AXES if axis in own and fold_name(own[axis]) in _E7):
        cells = found.raw.columns[own[axis]]
        joined.cells[axis] = rewrite(cells, _write_degrees)
        sample = next((text for text in cells.distinct if _write_degrees(text) != text), "")
        if sample:
            words = f"{sample} is read as {_write_degrees(sample)} degrees, as E7 in its name says"
            joined.told.append((own[axis], Fault("column-unit", words)))
    if _is_web_mercator(found):
        lat, lon = (own[axis] for axis in AXES)
        joined.cells["lat"] = rewrite(found.raw.columns[lat], _read_y)
        joined.cells["lon"] = rewrite(found.raw.columns[lon], _read_x)
        words = f"{plain_name(lon)} and {plain_name(lat)} are read as metres of the maps of the web"
        words += " (EPSG:3857)"
        joined.told.append((lon, Fault("column-unit", words, "write --crs where they are others")))


def _find_utm(found: Found) -> dict[str, str]:
    """Return the columns of UTM by what they hold (zone, half, east, north), {} where none are."""
    taken = found.taken
    free = {*found.free(), *(taken[name] for name in (*AXES, LAT_LON) if name in taken)}
    grid: dict[str, str] = {}
    for own in (own for own in found.raw.columns if own in free):
        words = {word for word in split_words(own) if word not in _SYSTEM}
        for role, names in (
            *(("zone", _ZONES), ("east", _EASTS)),
            *(("north", _NORTHS), ("half", _HALVES)),
        ):
            if len(words) == 1 and words <= names:
                grid.setdefault(role, own)
    if not {"zone", "east", "north"} <= grid.keys():
        return {}
    is_zone = _are_most(found.sample(grid["zone"]), lambda t: bool(_ZONE.fullmatch(t)))
    low, high = _EASTINGS
    is_east = _are_most(found.sample(grid["east"]), lambda t: low <= _number(t) < high)
    return grid if is_zone and is_east else {}


def _are_metres(found: Found) -> bool:
    """Return whether what was taken for latitude and longitude can only be metres."""
    own = found.taken
    return {*AXES} <= own.keys() and all(
        _are_most(found.sample(own[axis]), lambda text: abs(_number(text)) > 1_000) for axis in AXES
    )


def _is_web_mercator(found: Found) -> bool:
    """Return whether metres are so far west that no country's own system has them."""
    if not _are_metres(found):
        return False
    lat, lon = (list(map(_number, found.sample(found.taken[axis]))) for axis in AXES)
    return min(lon) < _WEST and all(abs(number) <= _HALF for number in (*lat, *lon))


def _join_utm(found: Found, grid: dict[str, str], joined: Joined) -> None:
    columns = found.raw.columns
    used = [grid[role] for role in ("zone", "half", "east", "north") if role in grid]
    letters = {m[2].upper() for t in found.sample(grid["zone"]) if (m := _ZONE.fullmatch(t))}
    # with no letters but these they are halves of the globe, not bands of latitude
    has_halves = "half" in grid or letters <= {"N", "S"}
    zones = [m for m in map(_ZONE.fullmatch, columns[grid["zone"]].distinct) if m]
    of_others = _letters_of_zones(zones)

    def compose(texts: Sequence[str]) -> str:
        zone, *half, east, north = texts
        if not east and not north:
            return ""
        match = _ZONE.fullmatch(zone)
        zone = f"{match[1]}{match[2]}" if match else zone
        if match and not match[2] and not half:
            zone += of_others.get(match[1], "")
        letter = half[0][:1].upper() if half and not (match and match[2]) else ""
        return f"{'UTM zone ' if has_halves else ''}{zone}{letter} {east} {north}"

    joined.cells[LAT_LON] = combine([columns[own] for own in used], compose)
    joined.parts |= dict.fromkeys((own for own in used if own != grid["east"]), "a part of UTM")
    words = f"{', '.join(map(plain_name, used))} are read together as positions of UTM"
    if of_others and any(not match[2] for match in zones):
        words += "; a zone without a letter has that of other rows"
    advice = "rename them where they are something else"
    joined.told.append((grid["east"], Fault("columns-joined", words, advice)))


def _letters_of_zones(zones: Iterable[re.Match[str]]) -> dict[str, str]:
    """Return of each zone that has a letter somewhere, and always the same, this letter."""
    letters: dict[str, set[str]] = {}
    for match in zones:
        if match[2]:
            letters.setdefault(match[1], set()).add(match[2])
    return {zone: next(iter(of)) for zone, of in letters.items() if len(of) == 1}


def _are_most(texts: Sequence[str], is_such: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(map(is_such, texts)) >= _MOST * len(texts)


def _number(text: str) -> float:
    return float(text.replace(",", ".")) if _METRES.fullmatch(text) else 0.0


def _write_degrees(text: str) -> str:
    """Return ten-millionths of a degree as degrees; any other text as it is."""
    match = _TEN_MILLIONTHS.fullmatch(text)
    if not match:
        return text
    digits = match[2].zfill(8)
    return f"{match[1]}{digits[:-7]}.{digits[-7:]}"


def _read_x(text: str) -> str:
    is_number = _METRES.fullmatch(text)
    return f"{degrees(_number(text) / _RADIUS):.7f}" if is_number else text


def _read_y(text: str) -> str:
    is_number = _METRES.fullmatch(text)
    return f"{degrees(atan(sinh(_number(text) / _RADIUS))):.7f}" if is_number else text
