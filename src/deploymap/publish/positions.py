"""Positions on a coarse grid, and texts that would give the exact ones away."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from deploymap.arrays import Floats, distinct, from_codes

# a degree of the equator of WGS84, 6378.137 km in radius; one of a meridian is never longer
DEGREE_KM = 111.3195
# how far the corner of a square is from its middle, in sides
CORNER = 0.7072
DECIMALS = 6

# what tells a position within a text: a number of degrees with at least three decimals beside
# another, one with four, degrees and minutes, MGRS, UTM
TELLS = re.compile(
    r"\d{1,3}(?:\.\d{3,}\D{1,12}?\d{1,3}\.\d{3,}|,\d{4,}\D{1,12}?\d{1,3},\d{4,})|(?<![\d.,])\d{1,3}\.\d{4,}(?!\d*[.,]\d)"
    r"|\d{1,3}\s?[°º]\s?\d{1,2}|\b\d{1,2}\s?[C-HJ-NP-Xc-hj-np-x]\s?[A-Za-z]{2}\s?\d{2,5}\s?\d{2,5}\b"
    r"|\b\d{1,2}\s?[C-HJ-NP-Xc-hj-np-x]\s+\d{6}\D+\d{6,7}\b"
)


def coarsen(lat: Floats, lon: Floats, km: float) -> tuple[Floats, Floats]:
    """Return the nearest points of a grid of `km` by `km` or a little less; degrees, WGS84.

    Rows are equally far apart; each parallel is parted into as many columns as are needed for none
    to be wider than `km`. NaN stays NaN. Points of the grid come out as they are.
    """
    rows, wide = _grid_at(lat, km)
    columns: Floats = np.rint(lon / wide) * wide
    around: Floats = np.where(columns >= 180, columns - 360, columns)
    return np.round(rows, DECIMALS), np.round(around, DECIMALS)


def _grid_at(lat: Floats, km: float) -> tuple[Floats, Floats]:
    """Return for each latitude that of its row of the grid, and how wide a column is there."""
    step = km / DEGREE_KM
    rows = np.clip(np.rint(lat / step) * step, -90, 90)
    count = np.maximum(np.ceil(360 * np.cos(np.radians(rows)) / step - 1e-6), 1)
    return rows, np.divide(360, count, dtype=np.float64)


def coarsen_accuracy(accuracy: Floats, km: float) -> Floats:
    """Return how far off coarsened positions may be, km: `km` at least, to a tenth upwards."""
    known = np.nan_to_num(accuracy)
    return np.asarray(np.ceil(10 * np.maximum(km, known + CORNER * km) - 1e-9) / 10)


def cell_corners(lat: Floats, lon: Floats, km: float) -> list[tuple[Floats, Floats]]:
    """Return the corners and the middles of the sides of each grid point's cell."""
    rows, wide = _grid_at(lat, km)
    high, broad = km / DEGREE_KM / 2, wide / 2
    return [
        (np.clip(rows + up * high, -90, 90), lon + right * broad)
        for up in (-1, 0, 1)
        for right in (-1, 0, 1)
        if up or right
    ]


def are_positions(texts: Sequence[str]) -> bool:
    """Return whether most of some texts tell a position."""
    return 2 * sum(bool(TELLS.search(text)) for text in texts) > len(texts)


def blank_positions(column: pd.Series) -> tuple[pd.Series, int]:
    """Return a column of texts without those that tell a position, and in how many rows."""
    found = distinct(column.to_numpy(object))
    tells = np.array([bool(TELLS.search(str(text))) for text in found.values] + [False])
    rows = int(tells[found.codes].sum())
    if not rows:
        return column, 0
    kept = [None if told else text for told, text in zip(tells, found.values, strict=False)]
    texts = from_codes([*kept, None], found.codes)
    return pd.Series(texts, index=column.index, dtype=object, copy=False), rows
