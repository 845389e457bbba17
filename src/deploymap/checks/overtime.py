"""Units over time: of each row the date from which on another row of its unit holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import BLANK, Integers, distinct, from_codes, with_columns
from deploymap.checks.dates import are_returning
from deploymap.checks.header import NamedSheet
from deploymap.checks.rows import LENGTHS, order_dates
from deploymap.notation.isodates import date_order
from deploymap.problems import Fault, Problem

NEXT = "next_date"


def follow_rows(units: pd.DataFrame, *, by_name: bool = False) -> pd.DataFrame:
    """Return the rows of all dates with a text column `next_date`, None for a unit's newest rows.

    It is the date of the unit's next row: from then on that one holds. With
    `by_name`, as in `Checked`, rows of one name and side are one unit, and get one `id`: that of
    its newest row. Of several rows of one date the first goes on in the first of the next date.
    """
    group = _number_groups(units, by_name=by_name)
    order = order_dates(units["date"])
    rows = np.lexsort((order, group))
    is_new = np.ones(len(rows), dtype=bool)
    is_new[1:] = (np.diff(group[rows]) != 0) | (np.diff(order[rows]) != 0)
    # rows of one unit and date are one run
    run = np.cumsum(is_new) - 1
    first = rows[is_new]
    after = np.full(len(first), BLANK)
    if len(first):
        goes_on = group[first[1:]] == group[first[:-1]]
        after[:-1][goes_on] = first[1:][goes_on]
    dates = distinct(units["date"])
    # a row without a date is older than all others, so it is nobody's next
    codes = np.append(dates.codes, BLANK)[after]
    found = np.full(len(units), BLANK)
    found[rows] = codes[run]
    followed = {NEXT: pd.Series(from_codes([*dates.values, None], found), units.index, object)}
    if by_name:
        followed["id"] = _ids_of_names(units, group, rows, run, first)
    return with_columns(units, followed)


def _number_groups(units: pd.DataFrame, *, by_name: bool) -> Integers:
    """Return the number of the unit that each row is of; with `by_name` of its name and side."""
    if not by_name:
        return np.asarray(pd.factorize(units["id"])[0], dtype=np.int64)
    names, sides = (pd.factorize(units[name].fillna(""))[0] for name in ("name", "side"))
    return np.asarray(names * (sides.max(initial=0) + 1) + sides, dtype=np.int64)


def _ids_of_names(
    units: pd.DataFrame, group: Integers, rows: Integers, run: Integers, first: Integers
) -> pd.Series[str]:
    """Return the ids of units that are told by their names: each has that of its newest row."""
    starts = np.searchsorted(run, np.arange(len(first)))
    place = np.empty(len(rows), dtype=np.int64)
    place[rows] = np.arange(len(rows)) - starts[run]
    keys = pd.Series(list(zip(group.tolist(), place.tolist(), strict=True)), dtype=object)
    ids = pd.Series(units["id"].to_numpy(object))
    newest = ids.iloc[rows].groupby(keys.iloc[rows].to_numpy(), sort=False).last()
    return pd.Series(keys.map(newest.to_dict()).to_numpy(object), units.index, object)


def follow_overlays(overlays: pd.DataFrame) -> pd.DataFrame:
    """Return overlays of all dates with their `next_date`; of two of one date the later row stays.

    The columns are id and date, and any others.
    """
    kept = overlays[~overlays.duplicated(["id", "date"], keep="last")].reset_index(drop=True)
    return follow_rows(kept) if len(kept) else kept


def are_alone(units: pd.DataFrame, *, has_ids: bool, returns: bool = False) -> bool:
    """Return whether rows are of their own dates alone: what happened, or what nothing follows.

    So it is where most rows are incidents, or most names stand at several dates and no ids say
    which of the rows are one unit; `returns`, as in `Checked`, says so of some. The columns are
    name, date and symbol_class.
    """
    dates = distinct(units["date"])
    if len({text[:10] for text in dates.values}) < 2:
        return False
    happened = (units["symbol_class"] == "event").to_numpy(bool)
    if 2 * np.count_nonzero(happened & (dates.codes >= 0)) > len(units):
        return True
    if returns or has_ids:
        return returns
    return are_returning(distinct(units["name"]), dates)


def is_over_time(followed: pd.DataFrame) -> bool:
    """Return whether rows of `follow_rows` have a unit that other rows hold of at other dates."""
    return bool((followed[NEXT].notna() & followed["date"].notna()).any())


def list_dates(dates: Iterable[Any]) -> list[str]:
    """Return the distinct dates in the order in which they end."""
    return sorted({*dates} - {None}, key=lambda text: (end_of(text), text))


def check_ends(sheet: NamedSheet, values: Mapping[str, Any], code: str) -> list[Problem]:
    """Tell of rows whose `until` is over before their `date` begins."""
    problems = []
    for row, (date, until) in enumerate(zip(values["date"], values["until"], strict=True)):
        begin = date_order(date) if date else None
        if until and begin is not None and end_of(until) < begin:
            words = f"{until} is before {date}, the date of the row"
            fault = Fault(code, words, "exchange them, or correct one")
            problems.append(sheet.problem(row, "until", fault))
    return problems


def end_of(date: str) -> int:
    """Return the last moment of a date; see `overlays.times`, which has the same of spans."""
    return (date_order(date) or 0) + LENGTHS[len(date.removeprefix("-"))] - 1


def day_of(date: str) -> int:
    """Return about how many days a date is after the year 0."""
    year, rest = divmod((date_order(date) or 0) // 100_000, 10_000)
    month, day = divmod(rest, 100)
    return round(365.2425 * year + 30.44 * month + day)
