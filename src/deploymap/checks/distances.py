"""How far units are from each other, and which of them are far from all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from deploymap.arrays import Floats
from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem

FAR_KM = 2_000
EARTH_KM = 6371.0
EDGE = 85.05  # degrees of latitude where the Mercator projection of the page ends
FEW = 100  # rows that may all be at two positions, of which neither is far from the others
BIN = 10  # degrees; two positions in one such square are nearer than FAR_KM to each other
# on a map of a continent or an ocean nothing is far within so many times the usual distance
TIMES, MOST = 4, 0.5

Values = Mapping[str, Any]


def check_far_positions(sheet: NamedSheet, values: Values) -> list[Problem]:
    """Warn of a unit that is far from all others: FAR_KM, and more than these are apart."""
    lat, lon = values["lat"], values["lon"]
    known = np.flatnonzero(~np.isnan(lat + lon))
    if len(known) < 3:
        return []
    squares = (np.floor(lat[known] / BIN) * 1000 + np.floor(lon[known] / BIN)).astype(np.int64)
    squares -= squares.min()
    is_alone = np.bincount(squares) == 1
    if not is_alone.any():
        return []
    alone = np.flatnonzero(is_alone[squares])
    points = np.stack([lat, lon], axis=1)
    if len(known) < FEW and len(np.unique(points[known], axis=0)) < 3:
        return []
    problems = []
    for number in alone.tolist():
        others = np.delete(points[known], number, axis=0)
        km = great_circle_km(points[known[number]], others).min()
        if km > FAR_KM and km > _reach(others):
            words = f"the position is {km:,.0f} km from the nearest other unit"
            fault = Fault("position-far", words, "check lat and lon")
            row = int(known[number])
            problems.append(sheet.problem(row, position_column(sheet), fault, "warning"))
    return problems


def check_polar(sheet: NamedSheet, values: Values) -> list[Problem]:
    """Say which units are nearer to a pole than the map reaches."""
    rows = np.flatnonzero(np.abs(values["lat"]) > EDGE).tolist()
    if not rows:
        return []
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    words = f"the map ends at {EDGE} degrees: the unit is drawn at its edge{more}"
    fault = Fault("position-polar", words, "its own latitude stands in its details")
    return [sheet.problem(rows[0], position_column(sheet), fault, "notice")]


def _reach(others: Floats) -> float:
    """Return within how many km of their middle a position is not far from some lat, lon."""
    km = great_circle_km(find_middle(others), others)
    return TIMES * float(np.quantile(km, MOST, method="lower"))


def position_column(sheet: NamedSheet) -> str:
    """Return the column of the schema from which a sheet has its positions."""
    return next((name for name in ("lat", "lat_lon", "place") if name in sheet.own), "lat")


def great_circle_km(point: Any, others: Any) -> Any:
    """Return the km from a lat, lon to others (degrees), on a sphere (the haversine formula).

    https://en.wikipedia.org/wiki/Haversine_formula
    """
    (lat, lon), (lats, lons) = np.radians(point), np.radians(others).T
    half = np.sin((lats - lat) / 2) ** 2
    half += np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.minimum(np.sqrt(half), 1))


def find_middle(places: Floats) -> Floats:
    """Return the lat, lon (degrees) in the middle of most positions, whatever a few others are.

    The medians are those of points on a sphere, so that 180 degrees are no edge.
    """
    lat, lon = np.radians(places).T
    x, y, z = (
        float(np.median(axis))
        for axis in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    return np.degrees([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])
