"""What rows say of each other: one unit at several dates, superiors, what is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Integers, Texts, Truths, blanks, distinct
from deploymap.checks.distances import position_column
from deploymap.checks.header import NamedSheet
from deploymap.notation.isodates import date_order
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.texts import to_objects

# what rows that are doubled have in common
ALIKE = (
    "name",
    "lat",
    "lon",
    "date",
    "side",
    "kind",
    "echelon",
    "count",
    "troops",
    "parent",
    "note",
)


# in place of a side, where only a name is asked for; no side can be called so
ANY_SIDE = "\0"
# comes before every date
UNDATED = -(10**13)


# a day in the numbers of `isodates.date_order`; and how long a date of so many letters lasts
DAY = 100_000
LENGTHS = {len("2022"): 10_000 * DAY, len("2022-01"): 100 * DAY, len("2022-01-12"): DAY}
LENGTHS |= {len("2022-01-12T10:30"): 60, len("2022-01-12T10:30:15"): 1}

Values = Mapping[str, Any]


def order_dates(dates: Texts | pd.Series) -> Integers:
    """Return numbers that sort the rows by time."""
    found = distinct(dates)
    order = [UNDATED if (order := date_order(text)) is None else order for text in found.values]
    # the code of a blank, -1, takes the last
    return np.array([*order, UNDATED], dtype=np.int64)[found.codes]


@dataclass(frozen=True, eq=False)
class History:
    """The rows of each unit in the order of time.

    `codes` numbers the units, `rows` are the rows' numbers; both are sorted by unit, time and place
    in the file. They are empty where no unit has two rows.
    """

    codes: Integers
    rows: Integers

    @property
    def follows(self) -> Truths:
        """For each row but the first whether it is of the same unit as the one before it."""
        return np.asarray(self.codes[1:] == self.codes[:-1])


def sort_rows(ids: Texts, order: Integers) -> History:
    """Return the rows of each id in their `order`."""
    codes, distinct = pd.factorize(ids)
    if len(distinct) == len(ids):
        return History(codes[:0], codes[:0])
    rows = np.lexsort((order, codes))
    return History(codes[rows], rows)


def newest_rows(history: History) -> Integers:
    """Return the rows that stay, one for each unit, in the file's order; of some with a history."""
    return np.sort(history.rows[np.append(~history.follows, True)])


def tells_units_by_name(sheet: NamedSheet, values: Values) -> bool:
    """Return whether rows of one name are one unit over time, for the sheet has no ids.

    So it is in a sheet of daily reports: few dates with many rows each, most names at more than one
    date, and hardly a name twice at one date.
    """
    if "id" in sheet.own or "date" not in sheet.own:
        return False
    name, names = pd.factorize(values["name"])
    found = distinct(values["date"])
    date, dates = found.codes, found.values
    dated = (name >= 0) & (date >= 0)
    rows = int(dated.sum())
    if len(dates) < 2 or 3 * len(dates) > rows:
        return False
    pairs = np.unique(name[dated] * len(dates) + date[dated])
    of_name = np.bincount(pairs // len(dates), minlength=len(names))
    often, named = int((of_name > 1).sum()), int((of_name > 0).sum())
    return 2 * often > named and 5 * len(pairs) >= 4 * rows


def tell_names(sheet: NamedSheet) -> Problem:
    """Say that rows of one name are taken for one unit."""
    words = "the sheet has no ids: rows of one name are one unit, and its newest date is shown"
    advice = "give each unit an id of its own where that is wrong"
    return sheet.problem(None, "name", Fault("names-tell-units", words, advice), "warning")


def newest_by_name(units: pd.DataFrame) -> pd.DataFrame:
    """Return of the rows with one name and side those with the newest date, in the file's order."""
    order = pd.Series(order_dates(units["date"]), index=units.index)
    keys = [units["name"].fillna(""), units["side"].fillna("")]
    newest = order == order.groupby(keys, sort=False).transform("max")
    return units[newest].reset_index(drop=True)


def leave_later(units: pd.DataFrame, date: str, *, by_name: bool = False) -> pd.DataFrame:
    """Return the rows without those dated after a map's `date`, of units that have others.

    What is planned stays. `date` may be a span, of which the last day counts.
    """
    last = date.rpartition("/")[2].strip(". ")
    limit = date_order(last)
    if limit is None:
        return units
    order = order_dates(units["date"])
    plans = units["status"].fillna("").str.casefold().str.contains("plan", regex=False).to_numpy()
    later = (order > limit + LENGTHS[len(last.removeprefix("-"))] - 1) & ~plans.astype(bool)
    if not later.any():
        return units
    names = units["name"].fillna("") + "\0" + units["side"].fillna("") if by_name else units["id"]
    has_other = pd.Series(~later, units.index).groupby(names, sort=False).transform("any")
    kept: pd.DataFrame = units[~(later & has_other.to_numpy(bool))]
    return kept.reset_index(drop=True)


def check_doubled(sheet: NamedSheet) -> list[Problem]:
    """Warn of rows of a sheet without ids that say in all cells what a row before them says."""
    if "id" in sheet.own or not sheet.raw.columns:
        return []
    codes = {name: column.codes for name, column in sheet.raw.columns.items()}
    rows = np.flatnonzero(pd.DataFrame(codes).duplicated()).tolist()
    fault = Fault("row-doubled", "the row says the same as one before it", "delete one of them")
    return sheet.problems(rows, "name", fault, "warning")


def check_undated(
    sheet: NamedSheet, values: Values, order: Integers, history: History
) -> list[Problem]:
    """Warn of rows without a date of a unit that has rows with one: they are taken for older."""
    rows = history.rows
    undated = order[rows] == UNDATED
    hidden = np.flatnonzero(history.follows & undated[:-1] & ~undated[1:])
    words = "the row has no date, and other rows of its unit have one"
    fault = Fault("row-undated", words, "it is not shown; give it a date")
    return [
        sheet.problem(row, "date", fault, "warning")
        for row in rows[hidden].tolist()
        if not _is_faulty(sheet, values, "date", row)
    ]


def check_troops(sheet: NamedSheet, values: Values) -> list[Problem]:
    """Tell of troops_min above troops_max, and of troops outside the two."""
    troops, low, high = (values[name] for name in ("troops", "troops_min", "troops_max"))
    problems = []
    for row in np.flatnonzero(low > high).tolist():
        words = f"{low[row]:,.0f} is more than troops_max, {high[row]:,.0f}"
        fault = Fault("troops-order", words, "correct one of them")
        problems.append(sheet.problem(row, "troops_min", fault))
    for row in np.flatnonzero(((troops < low) | (troops > high)) & ~(low > high)).tolist():
        words = f"more than troops_max, {high[row]:,.0f}"
        if troops[row] < low[row]:
            words = f"less than troops_min, {low[row]:,.0f}"
        fault = Fault("troops-order", f"{troops[row]:,.0f} is {words}", "correct one of them")
        problems.append(sheet.problem(row, "troops", fault))
    return problems


def check_parents(
    sheet: NamedSheet, values: dict[str, Any], *, by_name: bool = False
) -> list[Problem]:
    """Tell of parents that do not exist and of loops; a parent by its name becomes its id.

    With `by_name` rows of one name are one unit, and its newest row is meant.
    """
    if blanks(values["parent"]).all():
        return []
    ids, parents = values["id"].tolist(), values["parent"].tolist()
    strangers = set(parents).difference(ids, [None])
    names: set[str] = set()
    if strangers:
        order = order_dates(values["date"]).tolist() if by_name else None
        sides = values["side"].tolist()
        named = _ids_by_name(ids, values["name"], sides, order)
        parents = [
            _id_of(parent, side, named) or parent if parent in strangers else parent
            for parent, side in zip(parents, sides, strict=True)
        ]
        values["parent"] = to_objects(parents)
        names = {name for name, _ in named}
    loops = _find_loops(ids, parents)
    rows_of = Counter(parent for parent in parents if parent in strangers)
    problems = []
    for row, (own, parent) in enumerate(zip(ids, parents, strict=True)):
        if count := rows_of.pop(parent, 0):
            more = f" (and {count - 1} more row{'s' if count > 2 else ''})" if count > 1 else ""
            words = f"no row has the id or the name {shorten(str(parent))}"
            advice = f"the unit stands by itself{more}"
            if parent.casefold() in names:
                words = f"several units have the name {shorten(str(parent))}"
                advice += "; give each unit an id, and write ids in parent"
            fault = Fault("parent-missing", words, advice)
        elif own in loops:
            fault = _tell_loop(own, *loops[own])
        else:
            continue
        problems.append(sheet.problem(row, "parent", fault, "warning"))
    return problems


def _ids_by_name(
    ids: Sequence[str],
    names: Sequence[str | None],
    sides: Sequence[str | None],
    order: Sequence[int] | None,
) -> dict[tuple[str, str | None], str | None]:
    """Return the id of each name, in whatever case, of a side, and that of any side at ANY_SIDE.

    Of several with `order` it is the newest row's, else None.
    """
    rows = range(len(ids)) if order is None else sorted(range(len(ids)), key=order.__getitem__)
    found: dict[tuple[str, str | None], str | None] = {}
    for row in rows:
        for side in (sides[row], ANY_SIDE) if names[row] else ():
            key = (names[row] or "").casefold(), side
            if order is not None:
                found[key] = ids[row]
            elif found.setdefault(key, ids[row]) != ids[row]:
                found[key] = None
    return found


def _id_of(
    parent: str, side: str | None, named: Mapping[tuple[str, str | None], str | None]
) -> str | None:
    """Return the id of a superior that is called by its name: of the unit's own side, else any."""
    own = parent.casefold(), side
    return named[own] if own in named else named.get((parent.casefold(), ANY_SIDE))


def _find_loops(
    ids: Sequence[str], parents: Sequence[str | None]
) -> dict[str, tuple[list[str], int]]:
    """Return for each unit that is its own superior the ring that it is in, and its place there."""
    above = {own: parent for own, parent in zip(ids, parents, strict=True) if parent}
    done: set[str] = set()
    loops: dict[str, tuple[list[str], int]] = {}
    for start in above:
        way: list[str] = []
        seen: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in seen:
            seen[at] = len(way)
            way.append(at)
            at = above.get(at)
        if at is not None and at in seen:
            ring = way[seen[at] :]
            loops |= {own: (ring, number) for number, own in enumerate(ring)}
        done.update(way)
    return loops


def _tell_loop(own: str, ring: list[str], number: int) -> Fault:
    if len(ring) == 1:
        words = "a unit cannot belong to itself"
    else:
        first = [ring[at % len(ring)] for at in range(number, number + min(len(ring), 5))]
        way = " belongs to ".join(map(shorten, [*first, *(["…"] if len(ring) > 5 else []), own]))
        words = f"the units belong to each other in a loop: {way}"
    return Fault("parent-loop", words, "write the id of the unit above it")


def check_repeated(
    sheet: NamedSheet, values: Values, order: Integers, column: str, history: History
) -> list[Problem]:
    """Tell of rows that share both `id` and what should tell such rows apart, `column`."""
    rows = history.rows
    same = history.follows & (order[rows][1:] == order[rows][:-1])
    problems = []
    for earlier, row in zip(rows[:-1][same].tolist(), rows[1:][same].tolist(), strict=True):
        if _is_faulty(sheet, values, column, row) or _is_faulty(sheet, values, column, earlier):
            continue
        value = values[column][row]
        words = f"with {'no' if pd.isna(value) or value == 0 else 'the same'} {column}"
        part = sheet.raw.part
        line = sheet.raw.lines[earlier]
        found = f"{shorten(values['id'][row])} stands on {part} {line} already, {words}"
        advice = f"give the row an id of its own, or a {column} of its own"
        problems.append(sheet.problem(row, "id", Fault("id-repeated", found, advice)))
    return problems


def _is_faulty(sheet: NamedSheet, values: Values, column: str, row: int) -> bool:
    """Return whether a cell is not blank but was not understood, which is told of already."""
    cells = sheet.cells.get(column)
    return cells is not None and bool(cells[row]) and bool(pd.isna(values[column][row]))


def check_future_dates(
    sheet: NamedSheet, values: Values, order: Integers, latest: str
) -> list[Problem]:
    """Warn of dates after `latest` (ISO text), but of units that are planned."""
    limit = date_order(latest) if latest else None
    if limit is None:
        return []
    end = limit + LENGTHS[len(latest.removeprefix("-"))] - 1
    problems = []
    for row in np.flatnonzero(order > end).tolist():
        if "plan" in (values["status"][row] or "").casefold():
            continue
        words = f"{values['date'][row]} is later than {latest}, the date of the map or of its sheet"
        fault = Fault("date-future", words, "correct it, or write planned as status")
        problems.append(sheet.problem(row, "date", fault, "warning"))
    return problems


def check_null_positions(sheet: NamedSheet, values: Values) -> list[Problem]:
    """Warn of units at 0, 0, which programs write for a position that they do not know."""
    rows = np.flatnonzero((values["lat"] == 0) & (values["lon"] == 0)).tolist()
    words = "0, 0 is a point in the sea off Ghana, which programs write for a position not known"
    fault = Fault("position-null", words, "leave the cells blank where it is not known")
    return sheet.problems(rows, position_column(sheet), fault, "warning")
