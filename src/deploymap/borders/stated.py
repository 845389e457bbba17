"""Whose a position at a border is, where its row says so and the borders cannot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Floats, Integers
from deploymap.borders.found import Found
from deploymap.gazetteer.countrynames import country_codes, fold_area
from deploymap.gazetteer.lookup import find_places

# how far the lines of the borders that ship with deploymap may be off: of Natural Earth 1:10m
ERROR_KM = 2.0


def settle_at_borders(
    units: pd.DataFrame,
    countries: pd.DataFrame,
    positions: Floats,
    inverse: Integers | slice,
    found: Found,
) -> Found:
    """Return what was found with the country that rows state, for positions within ERROR_KM of it.

    A row states it by `country`, or by a `place` that was looked up, as Goma, which lies on the
    other side of the line by its degrees. The first row of a position tells; its region is then the
    nearest of that country. `positions` are lon, lat in degrees (WGS84).
    """
    near = np.flatnonzero((found.km <= ERROR_KM) & (found.country >= 0))
    first = _first_rows(inverse, len(units), len(positions))[near] if len(near) else near
    stated = _stated_codes(units.iloc[first]) if len(first) else []
    codes = {iso: row for row, iso in enumerate(countries["iso"].tolist()) if iso}
    country, region = found.country.copy(), found.region.copy()
    for position, code in zip(near.tolist(), stated, strict=True):
        row = codes.get(code, -1)
        if row in (-1, country[position]):
            continue
        if _is_beside(countries["name"].iloc[row], found.lines, int(found.row[position])):
            country[position] = row
            region[position] = _nearest_region(found.regions, code, positions[position])
    return replace(found, country=country, region=region)


def _first_rows(inverse: Integers | slice, rows: int, positions: int) -> Integers:
    """Return for each position the first row that has it."""
    if isinstance(inverse, slice):
        return np.arange(rows)
    first = np.empty(positions, dtype=np.int64)
    first[inverse[::-1]] = np.arange(rows)[::-1]
    return first


def _stated_codes(units: pd.DataFrame) -> list[str]:
    """Return of each row the ISO code of the one country that it states, "" for none."""
    blank = [None] * len(units)
    country, place, source = (
        units[name].tolist() if name in units else blank
        for name in ("country", "place", "position_source")
    )
    found = []
    for one, name, where in zip(country, place, source, strict=True):
        codes: set[str] = set()
        if isinstance(one, str):
            codes = {*country_codes(fold_area(one))}
        elif isinstance(name, str) and isinstance(where, str) and "GeoNames" in where:
            codes = {known.country for known in find_places(name)}
        found.append(codes.pop() if len(codes) == 1 else "")
    return found


def _is_beside(name: str | None, lines: pd.DataFrame, row: int) -> bool:
    return row >= 0 and name in str(lines["name"].iloc[row]).split(" – ")


def _nearest_region(regions: pd.DataFrame, code: str, position: Floats) -> int:
    """Return the row of the region of a country that is nearest to a lon, lat; -1 for none."""
    if "country" not in regions:
        return -1
    rows = np.flatnonzero(regions["country"].to_numpy() == code)
    if not len(rows):
        return -1
    shapes = regions["geometry"].to_numpy()[rows]
    return int(rows[np.argmin(shapely.distance(shapes, shapely.Point(*position)))])
