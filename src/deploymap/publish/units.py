"""The tables of units and annotations without what stays out of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem
from deploymap.publish.positions import (
    blank_positions,
    cell_corners,
    coarsen,
    coarsen_accuracy,
)
from deploymap.publish.rules import Rules
from deploymap.schema import ANNOTATION_COLUMNS, UNIT_COLUMNS

# of which a symbol is made
SYMBOLS = frozenset({"name", "side", "kind", "echelon", "status", "sidc"})
SCHEMA = frozenset(column.name for column in UNIT_COLUMNS) | {"troops_approx"}
# what a position in a country tells, as `borders.join` has it
AREAS = ("in_country", "in_country_iso", "in_region", "line_side", "line_side_by")
NEAR = ("border_km", "border_with")
# texts that are no names or codes, in which a position may stand
PROSE = ("note", "source", "source_url", "confidence", "status")

Join = Callable[[pd.DataFrame], pd.DataFrame]


def publish_units(
    units: pd.DataFrame, rules: Rules, sheet: NamedSheet
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the units as they may leave: without withheld columns, positions on the grid.

    `units` are checked; `line` and the columns of `symbols.resolve_symbols` stay as they are, see
    `has_other_symbols`. Nothing of what is withheld can be told from the result, but by who knows
    how it was drawn: `id` and `name` become others, everything else a blank.
    """
    out = _rename_units(units, rules, sheet)
    own = [name for name in rules.units if name in out.columns and name not in SCHEMA]
    out = out.drop(columns=own)
    for name in rules.units:
        if name in SCHEMA and name in out.columns and name not in ("id", "name"):
            out = out.assign(**{name: _blank_like(out[name])})
    if not rules.publish.round_km:
        return out, []
    lat, lon = coarsen(*_positions_of(out), rules.publish.round_km)
    accuracy = coarsen_accuracy(out["accuracy_km"].to_numpy(float), rules.publish.round_km)
    accuracy = np.where(np.isnan(lat + lon), np.nan, accuracy)
    return _blank_prose(out.assign(lat=lat, lon=lon, accuracy_km=accuracy), rules, sheet)


def _positions_of(table: pd.DataFrame) -> tuple[Any, Any]:
    """Return latitudes and longitudes."""
    return table["lat"].to_numpy(float), table["lon"].to_numpy(float)


def _blank_like(column: pd.Series) -> pd.Series:
    """Return a column of the same type without any value."""
    if column.dtype == object:
        return pd.Series([None] * len(column), index=column.index, dtype=object)
    return pd.Series(np.nan if column.dtype == float else pd.NA, column.index, column.dtype)


def _rename_units(units: pd.DataFrame, rules: Rules, sheet: NamedSheet) -> pd.DataFrame:
    """Return the units with other ids and names where these are withheld, or tell what is."""
    ids = units["id"]
    if "id" in rules.units:
        ids = pd.Series([f"u{n}" for n in range(1, len(units) + 1)], units.index, object)
    numbers = dict(zip(units["id"].tolist(), ids.tolist(), strict=True))
    parents = units["parent"]
    if "id" in rules.units or rules.publish.delay_days is not None:
        # the id of a unit that is not there would tell of it
        parents = pd.Series(list(map(numbers.get, parents)), units.index, object)
    hidden = _has_told_name(units, rules, sheet)
    if not hidden.any():
        return units.assign(id=ids, parent=parents)
    kinds = [None] * len(units) if "kind" in rules.units else units["kind"].tolist()
    names = [
        name if not hide else kind[:1].upper() + kind[1:] if kind else "Unit"
        for hide, kind, name in zip(hidden.tolist(), kinds, units["name"].tolist(), strict=True)
    ]
    named = pd.Series(names, units.index, object)
    return units.assign(id=ids, parent=parents, name=named)


def _has_told_name(units: pd.DataFrame, rules: Rules, sheet: NamedSheet) -> Any:
    """Return which names are withheld, or were made of what is withheld."""
    if "name" in rules.units:
        return np.ones(len(units), dtype=bool)
    cells = sheet.cells.get("name") if "name" in sheet.own else None
    if not rules.units:
        return np.zeros(len(units), dtype=bool)
    if cells is None:
        return np.ones(len(units), dtype=bool)
    blank = sheet.raw.lines[cells.is_blank]
    return units["line"].isin(blank).to_numpy()


def _blank_prose(
    units: pd.DataFrame, rules: Rules, sheet: NamedSheet
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the units without texts that tell a position, and where there were some."""
    told = {name for name in units.columns if name not in SCHEMA and name in sheet.cells}
    problems = []
    for name in [*PROSE, *sorted(told)]:
        if name not in units.columns or name in rules.listed or units[name].dtype != object:
            continue
        column, rows = blank_positions(units[name])
        if not rows:
            continue
        units = units.assign(**{name: column})
        cells = "1 cell tells" if rows == 1 else f"{rows:,} cells tell"
        words = f"{cells} a position, and stay{'s' if rows == 1 else ''} out of the page"
        fault = Fault("publish-position", words, "list the column under only to take them in")
        problems.append(sheet.problem(None, name, fault, "notice"))
    return units, problems


def has_other_symbols(rules: Rules) -> bool:
    """Return whether symbols have to be chosen anew, without what is withheld."""
    return not SYMBOLS.isdisjoint(rules.units)


def publish_notes(notes: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the annotations as they may leave; columns that no page shows are left out.

    Figures and notes are put on the grid as units are, names on the map stay where they are.
    """
    known = [column.name for column in ANNOTATION_COLUMNS]
    out = notes[[n for n in notes.columns if n in (*known, "troops_approx", "line")]]
    out = out.assign(**{name: _blank_like(out[name]) for name in rules.notes if name in out})
    if not rules.publish.round_km:
        return out
    lat, lon = _positions_of(out)
    at, along = coarsen(lat, lon, rules.publish.round_km)
    is_name = (out["type"] == "label").to_numpy()
    out = out.assign(lat=np.where(is_name, lat, at), lon=np.where(is_name, lon, along))
    for name in ("note", "source", "source_url"):
        out = out.assign(**{name: blank_positions(out[name])[0]})
    return out


def blank_uncertain(joined: pd.DataFrame, km: float, join: Join) -> pd.DataFrame:
    """Return the units without what their positions on the grid do not tell.

    What holds at a grid point need not hold where the unit is: a country, a region, a side of a
    line is said only where all corners of the cell agree. `join` adds these to a table with `lat`,
    `lon`, `date` and `line`.
    """
    # the date says whether a line holds
    keys = ["lat", "lon", "date"]
    places = joined[keys].dropna(subset=["lat", "lon"]).drop_duplicates().reset_index(drop=True)
    if not len(places):
        return joined
    middle = join(places.assign(line=0))
    areas = [name for name in AREAS if name in joined]
    is_sure = {name: np.ones(len(places), dtype=bool) for name in areas}
    for lat, lon in cell_corners(*_positions_of(places), km):
        # a corner beyond 180 degrees is on the other side
        corner = join(places.assign(lat=lat, lon=(lon + 180) % 360 - 180, line=0))
        for name, sure in is_sure.items():
            sure &= _equal(middle[name], corner[name])
    number = joined[keys].merge(places.assign(n=range(len(places))), "left", on=keys)["n"]
    rows = number.fillna(len(places)).to_numpy(np.int64)
    changes: dict[str, pd.Series] = {}
    for name in (*areas, *NEAR):
        sure = is_sure["in_country" if name in NEAR else name]
        known = np.append(sure, True)[rows]
        changes[name] = joined[name].where(
            pd.Series(known, joined.index), other=_blank_of(joined[name])
        )
    return joined.assign(**changes)


def _equal(one: pd.Series, other: pd.Series) -> Any:
    """Return which texts are the same, a blank as a blank."""
    pairs = zip(one.tolist(), other.tolist(), strict=True)
    return np.array([a == b or (a is None and b is None) for a, b in pairs], dtype=bool)


def _blank_of(column: pd.Series) -> Any:
    """Return what a blank of the column is."""
    return None if column.dtype == object else np.nan
