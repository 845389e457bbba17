"""The first view of a map: the settings', else around what there is, but for a few far away."""

from __future__ import annotations

import numpy as np
import pandas as pd

from deploymap.arrays import Floats, Truths
from deploymap.checks.distances import find_middle, great_circle_km
from deploymap.page.meridian import fit_turn, unroll
from deploymap.problems import Fault, Problem, shorten
from deploymap.settings.config import CONFIG_NAME, Config
from deploymap.sheets.sheet import RawTable

Box = tuple[float, float, float, float]

# the view is around at least so much of what there is
MOST = 0.9
# what it may leave out is so many times farther from the middle than all the rest, and so many km
TIMES_FARTHER = 3
LEAST_KM = 1_000

# so many places are a battlefield of their own, around which so much of its size is shown
FEW, NEAR = 3, 0.4
# rows that a notice names
NAMED = 6


def choose_view(
    config: Config,
    units: pd.DataFrame,
    annotations: pd.DataFrame,
    *,
    land: Box,
    far: Truths | None = None,
) -> Box:
    """Return the configured view, else one around what is placed, else all the land.

    Each is west, south, east, north in degrees. `far` is what `find_far` finds of the same tables,
    where that is known.
    """
    if config.view:
        return config.view
    nothing = not _are_placed(_positions(units, annotations)).any()
    return land if nothing else first_view(units, annotations, far=far)


def first_view(units: pd.DataFrame, annotations: pd.DataFrame, *, far: Truths | None = None) -> Box:
    """Return west, south, east, north around units and placed figures, and a seventh more.

    Around few places, or near ones, it is more. What is `far`, as in `choose_view`, is not looked
    at.
    """
    places = _positions(units, annotations)
    outside = find_outliers(places) if far is None else far
    lat, lon = places[_are_placed(places) & ~outside].T
    lon = unroll(lon)
    # one place, or two, are looked at from where one sees what they are near to
    few = _are_few(lat, lon)
    high, wide = (
        max(np.ptp(axis) / 7, least if few else min(least, max(NEAR * np.ptp(axis), nearest)))
        for axis, least, nearest in ((lat, 0.6, 0.01), (lon, 1.0, 0.015))
    )
    west, east = fit_turn(lon.min() - wide, lon.max() + wide)
    south, north = max(lat.min() - high, -90.0), min(lat.max() + high, 90.0)
    return (round(west, 4), round(south, 4), round(east, 4), round(north, 4))


def _are_few(lat: Floats, lon: Floats) -> bool:
    """Return whether fewer than FEW of some positions differ."""
    for _ in range(FEW):
        if not len(lat):
            return True
        others = (lat != lat[0]) | (lon != lon[0])
        lat, lon = lat[others], lon[others]
    return False


def find_far(units: pd.DataFrame, annotations: pd.DataFrame) -> Truths:
    """Return which of the units, and then of the placed figures, `find_outliers` finds."""
    return find_outliers(_positions(units, annotations))


def find_outliers(places: Floats) -> Truths:
    """Return which of some positions (rows of lat, lon; degrees, NaN for none) lie far away.

    They are at most a tenth. All others lie around one middle, and each of these is
    TIMES_FARTHER from it than nine tenths are, and LEAST_KM.
    """
    outside = np.zeros(len(places), dtype=bool)
    placed = np.flatnonzero(_are_placed(places))
    within = int(np.ceil(MOST * len(placed)))
    if within == len(placed):
        return outside
    km = great_circle_km(find_middle(places[placed]), places[placed])
    reach = np.partition(km, within - 1)[within - 1]
    outside[placed] = km > max(TIMES_FARTHER * reach, LEAST_KM)
    return outside


def tell_outliers(
    config: Config,
    units: pd.DataFrame,
    annotations: pd.DataFrame,
    far: Truths,
    raw_units: RawTable,
    raw_annotations: RawTable,
) -> list[Problem]:
    """Return a notice of the units, and one of the figures, that the first view leaves out.

    The tables are those that the map shows, `far` what `find_far` finds of them. A view of the
    settings is what its user wants.
    """
    if config.view or not far.any():
        return []
    figures = _figures(annotations)
    far_units, far_figures = units[far[: len(units)]], figures[far[len(units) :]]
    told = [
        _tell(raw_units, far_units, "name", f"of {len(units):,} units"),
        _tell(raw_annotations, far_figures, "text", f"of {len(figures):,} figures"),
    ]
    return [notice for notice in told if notice]


def _tell(raw: RawTable, far: pd.DataFrame, label: str, among: str) -> Problem | None:
    if not len(far):
        return None
    lines = tuple(far["line"].tolist())
    texts = far[label].tolist()[:NAMED]
    named = [
        f"{shorten(str(text))} ({raw.part} {line})"
        for text, line in zip(texts, lines, strict=False)
    ]
    more = f" and {len(far) - NAMED:,} more" if len(far) > NAMED else ""
    words = f"{len(far):,} {among} {'lies' if len(far) == 1 else 'lie'} far from all the rest"
    message = f"{words}, outside the first view: {', '.join(named)}{more}"
    advice = f"check the positions; another view is `view` in {CONFIG_NAME}"
    return Problem.of_cell(
        raw.file,
        None,
        "lat",
        Fault("view-outliers", message, advice),
        "notice",
        part=raw.part,
        also=lines,
    )


def _figures(annotations: pd.DataFrame) -> pd.DataFrame:
    return annotations[(annotations["type"] == "figure") & annotations["lat"].notna()]


def _positions(units: pd.DataFrame, annotations: pd.DataFrame) -> Floats:
    """Return rows of lat, lon (degrees): those of the units, then those of placed figures."""
    tables = [units, _figures(annotations)]
    return np.concatenate([table[["lat", "lon"]].to_numpy(float) for table in tables])


def _are_placed(places: Floats) -> Truths:
    """Return which rows of lat, lon have both."""
    return ~np.isnan(places[:, 0] + places[:, 1])
