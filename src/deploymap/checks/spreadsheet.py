"""What spreadsheets do to cells, said of the columns in which it matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem
from deploymap.schema import CIRCLE, LAT_LON

POSITIONS = ("lat", "lon", LAT_LON)
COUNTS = ("troops", "troops_min", "troops_max", "count", CIRCLE)
# columns whose texts are never dates
NAMES = ("id", "name", "side", "kind", "echelon", "parent", "place")
UNREADABLE = ("number-unreadable", "position-unreadable", "number-ambiguous")

# what of a date a spreadsheet shows, and deploymap reads, where "8-10" or "1-3" was typed
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = re.compile(
    rf"\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}-{_MONTH}|{_MONTH}-\d\d", re.ASCII | re.IGNORECASE
)
LONGEST = 10  # bytes of such a date
HYPHEN_WITHIN = 5  # its hyphen is one of the first five
STARTS = b"0123456789" + bytes(set(b"jfmasondJFMASOND"))

_MADE = Fault(
    "made-a-date",
    "the spreadsheet made a date of what was typed here, such as 8-10 or 1-3",
    "format the column as text and type it again",
)
_FOR_ALL = "merged cells: the number may hold for each of the rows, or for all of them together"


def find_made_dates(sheet: NamedSheet) -> list[Problem]:
    """Warn of dates in columns that name something; docs/faults.md has more on `made-a-date`."""
    problems: list[Problem] = []
    for name in NAMES:
        if name in sheet.cells:
            cells = sheet.cells[name]
            rows = cells.where_short(LONGEST, STARTS, b"-", HYPHEN_WITHIN).tolist()
            made = [row for row in rows if _DATE.fullmatch(cells[row])]
            problems += sheet.problems(made, name, _MADE, "warning")
    return problems


def say_what_spreadsheets_did(problems: Iterable[Problem], sheet: NamedSheet) -> list[Problem]:
    """Return the problems, sharper where a spreadsheet's doing is in a position or a number.

    Of a date that both the reader and the check found one warning stays.
    """
    positions, counts = ({sheet.own.get(name) for name in names} for names in (POSITIONS, COUNTS))
    below = problems if not len(sheet.raw.lines) else _below_header(problems, sheet.raw.lines[0])
    sharper = [_sharpen(problem, positions, counts) for problem in below]
    found = {(p.line, p.column) for p in sharper if p.code == _MADE.code and p.found}
    return [
        problem
        for problem in sharper
        if problem.code != _MADE.code
        or problem.found
        or (problem.line, problem.column) not in found
    ]


def _below_header(problems: Iterable[Problem], first: int) -> Iterator[Problem]:
    """Yield the problems, of merged cells those alone that reach below the header.

    A name in merged cells of a header is one name. `first` is the line of the first row.
    """
    for problem in problems:
        if problem.code != "merged-cells" or problem.line is None:
            yield problem
        elif lines := [line for line in (problem.line, *problem.also) if line >= first]:
            yield replace(problem, line=lines[0], also=())


def _sharpen(problem: Problem, positions: set[str | None], counts: set[str | None]) -> Problem:
    if problem.column is None:
        return problem
    if problem.code == "formula-without-value" and problem.column in positions:
        return replace(problem, severity="error")
    if problem.code == "merged-cells" and problem.column in counts:
        advice = "unmerge them, and write each row's own number"
        return replace(problem, severity="error", message=_FOR_ALL, advice=advice)
    if problem.code in UNREADABLE and _DATE.fullmatch(problem.found):
        return replace(
            problem,
            code=_MADE.code,
            message=f"{problem.found}: {_MADE.message}",
            advice=_MADE.advice,
        )
    return problem
