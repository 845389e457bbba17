"""Numbers that are no degrees: what they may be instead, and what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from deploymap.arrays import Floats
from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem

LEAST_ROWS = 3  # of a sheet none of whose numbers are degrees
METRES = 1000  # from here on they may be metres of a system


def tell_no_degrees(sheet: NamedSheet, lat: Floats, lon: Floats) -> Problem | None:
    """Return one error where no row has a position on earth, as on a board or in a picture.

    Exchanged, the numbers must be no degrees either, and they must be too few for metres.
    """
    given = ~np.isnan(lat) & ~np.isnan(lon)
    rows = np.flatnonzero(given)
    if len(rows) < LEAST_ROWS:
        return None
    larger = np.maximum(np.abs(lat[rows]), np.abs(lon[rows]))
    if not (larger > 180).all() or (larger > METRES).any() or _are_of_360(lat[rows], lon[rows]):
        return None
    words = f"none of the {len(rows):,} rows has a position on earth, the first "
    words += f"{lat[rows[0]]:g}, {lon[rows[0]]:g}: these may be points of a picture or of a board"
    advice = (
        "a map needs degrees, or metres and their --crs; for a picture of one's own choose where "
    )
    advice += (
        "on earth it is to lie, see image and image_corners in docs/settings.md, and write the "
    )
    advice += "degrees of each unit there"
    told = sheet.problem(int(rows[0]), "lat", Fault("position-range", words, advice))
    return replace(told, also=tuple(sheet.raw.lines[rows[1:]].tolist()))


def _are_of_360(lat: Floats, lon: Floats) -> bool:
    """Return whether all longitudes may be counted from 0 to 360."""
    return bool(((np.abs(lat) <= 90) & (lon >= 0) & (lon <= 360)).all())


def explain_limit(axis: str, words: str, degrees: float, other: float) -> Fault:
    """Return what may be wrong with a number of degrees that does not exist, and what to do."""
    if axis == "lat" and abs(degrees) <= 180 and abs(other) <= 90:
        return Fault("position-swapped", words, "lat and lon look swapped")
    if abs(degrees) > 1000:
        advice = "if these are metres, say their CRS, such as --crs EPSG:32637 (UTM zone 37 north)"
        return Fault("position-range", words, advice)
    if axis == "lon" and 180 < degrees <= 360:
        advice = "longitudes go from -180 in the west to 180 in the east"
        return Fault("position-range", words, advice)
    return Fault("position-range", words, "write degrees with a decimal point, such as 48.57")
