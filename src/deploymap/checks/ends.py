"""The end of a span of time that stands in a column of its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from deploymap.arrays import blanks
from deploymap.checks.dates import SPAN
from deploymap.checks.dating import end_column
from deploymap.checks.header import NamedSheet
from deploymap.checks.spelling import fold_name
from deploymap.notation.centuries import write_centuries
from deploymap.notation.dates import find_order, read_dates
from deploymap.notation.isodates import date_order
from deploymap.problems import Fault, Problem
from deploymap.sheets.texts import to_objects

# how a column of dates is named whose sheet may have an end that is something else
PLAIN = ("named", "spelling", "setting")


def add_ends(sheet: NamedSheet, values: dict[str, Any]) -> list[Problem]:
    """Make spans of the dates and the ends beside them, and say so; the column of ends stays.

    Of a sheet with a column called `date` only where the other is called `until`, or its file says
    so itself, as KML does.
    """
    dated = next((use for use in sheet.uses if use.column == "date"), None)
    free = [use.own for use in sheet.uses if use.column is None and use.how == "kept"]
    own = end_column(free, sheet.raw.columns, sheet.raw.columns[dated.own]) if dated else ""
    if not dated or not own:
        return []
    if dated.how in PLAIN and sheet.raw.part != "feature" and fold_name(own) != "until":
        return []
    cells = sheet.raw.columns[own]
    texts = set(cells.distinct).difference([""])
    every = texts | set(sheet.raw.columns[dated.own].distinct) - {""}
    long = write_centuries(every)
    written = {cell: long.get(cell, cell) for cell in every}
    order, _ = find_order(written.values())
    found, _ = read_dates(
        {written[cell] for cell in texts}, order=order, serials=sheet.raw.has_numbers, years=""
    )
    ends = cells.take({c: found[written[c]].date for c in texts if written[c] in found})
    starts, spans = values["date"], _spans_of(values)
    rows = np.flatnonzero(~blanks(starts) & ~blanks(ends) & blanks(spans)).tolist()
    later = [row for row in rows if _order(ends[row]) > _order(starts[row])]
    earlier = [row for row in rows if _is_before(ends[row], starts[row])]
    filled = list(spans)
    for row in later:
        filled[row] = f"{starts[row]}/{ends[row]}"
    if later:
        values[SPAN] = to_objects(filled)
    return _tell(sheet, own, later, earlier)


def _spans_of(values: dict[str, Any]) -> Any:
    return values.get(SPAN, to_objects([None] * len(values["date"])))


def _is_before(end: str, start: str) -> bool:
    """Return whether an end is before its start, as far as the less exact of them says."""
    length = min(len(end), len(start))
    return _order(end[:length]) < _order(start[:length])


def _order(date: str) -> int:
    return date_order(date) or 0


def _tell(sheet: NamedSheet, own: str, later: list[int], earlier: list[int]) -> list[Problem]:
    problems = []
    if later:
        words = f"is read as the end of a span of time ({_rows(later)})"
        advice = "rename it where it is something else"
        problems.append(sheet.problem(None, own, Fault("date-span", words, advice), "notice"))
    if earlier:
        words = f"is before the date of its row, and kept as text ({_rows(earlier)})"
        fault = Fault("date-end", words, "exchange them, or correct one")
        problems.append(sheet.problem(earlier[0], own, fault, "warning"))
    return problems


def _rows(rows: list[int]) -> str:
    return f"{len(rows):,} row{'s' * (len(rows) > 1)}"
