"""Compares figures for an area with the sum of the units in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import BLANK, distinct
from deploymap.borders.borders import Borders
from deploymap.checks.check import Checked
from deploymap.gazetteer.countrynames import area_names, fold_area
from deploymap.inspection.superiors import counted_above
from deploymap.problems import Fault, Problem, shorten

# by how much the units of an area may surpass a figure that says "about"
ABOUT = 1.2


def check_area_figures(notes: Checked, units: pd.DataFrame, borders: Borders) -> list[Problem]:
    """Warn of each figure that is less than its units have together, without those counted twice.

    A figure has an `area`: the name of a country, of a region, or of a place of the units. Units
    count with `troops`, else with `troops_min`; one whose superior is in the area too counts with
    it. More than the sum is no contradiction: not every unit need be on the map.
    """
    table = notes.table
    figures = table[(table["type"] == "figure") & table["area"].notna()]
    if not len(figures) or not len(units):
        return []
    problems = []
    for row, figure in zip(_rows(figures, notes), figures.to_dict("records"), strict=True):
        inside = _units_in(str(figure["area"]), units, borders)
        least = _least_sum(units, inside)
        most = next((figure[n] for n in ("troops_max", "troops") if not pd.isna(figure[n])), None)
        if most is None or least <= most * (ABOUT if figure["troops_approx"] else 1):
            continue
        words = f"{most:,} for {shorten(str(figure['area']))}, but its units have {least:,.0f}"
        fault = Fault("area-sum", words, "correct the figure or the units")
        problems.append(notes.sheet.problem(row, "troops", fault, "warning"))
    return problems


def _rows(figures: pd.DataFrame, notes: Checked) -> Iterator[int]:
    return (int(row) for row in np.searchsorted(notes.sheet.raw.lines, figures["line"]))


def _units_in(area: str, units: pd.DataFrame, borders: Borders) -> Any:
    """Return which units lie in an area, by the name of a country, a region or a place."""
    wanted = fold_area(area)
    inside = np.zeros(len(units), dtype=bool)
    for kind, column in (("country", "in_country"), ("region", "in_region")):
        for feature in borders.of_kind(kind).to_dict("records"):
            if not wanted.isdisjoint(area_names(feature)):
                inside |= _has_text(units[column], {feature["name"]})
    if borders.world:
        # of its regions only the units know the names
        found = distinct(units["in_region"]).values
        inside |= _has_text(units["in_region"], {n for n in found if fold_area(n) & wanted})
    named = distinct(units["place"]).values
    return inside | _has_text(units["place"], {n for n in named if fold_area(n) & wanted})


def _has_text(column: pd.Series, texts: set[str]) -> Any:
    """Return which rows have one of some texts."""
    found = distinct(column)
    # the code of a blank, -1, takes the last
    return np.array([value in texts for value in [*found.values, None]])[found.codes]


def _least_sum(units: pd.DataFrame, inside: Any) -> float:
    """Return the fewest people that the units inside have together."""
    stated = units["troops"].fillna(units["troops_min"])
    counts = inside & stated.notna().to_numpy()
    return float(stated[counts & (counted_above(units, counts) == BLANK)].sum())
