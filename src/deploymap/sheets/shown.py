"""What a workbook shows of its cells otherwise than they are: hidden columns, shortened dates."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping

import numpy as np

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import INCLUDE, Rows, listed
from deploymap.sheets.sheet import column_letter

LEAST_GAP = 5  # blank rows between two tables
MADE_A_DATE = "the spreadsheet made a date of what was typed here, such as 8-10 or 1-3"
MADE_ADVICE = "format the column as text and type it again"


def hide_columns(rows: Rows) -> dict[str, list[str]]:
    """Clear the cells of hidden columns, in place; return what stood in those of the first rows.

    The columns keep their place, so that the others keep their letters; without name and cells they
    go when the columns are named.
    """
    hidden: dict[str, list[str]] = {}
    for number in sorted(rows.hidden_columns):
        cells = [row[number - 1] if number <= len(row) else "" for row in rows.rows]
        if any(cells):
            hidden[column_letter(number - 1)] = cells
            for row in rows.rows:
                row[number - 1] = ""
    return hidden


def tell_hidden(hidden: Mapping[str, list[str]], rows: Rows, at: int, file: str) -> list[Problem]:
    """Name the hidden columns, by their cells in the header's row or else by their letters."""
    if not hidden:
        return []
    names = [shorten(cells[at]) or f"column {letter}" for letter, cells in hidden.items()]
    many = len(names) > 1
    words = f"column{'s' * many} left out, for {'they are' if many else 'it is'} hidden"
    return [
        Problem.of_cell(
            file,
            rows.lines[at],
            None,
            Fault("hidden-columns", f"{words}: {listed(names)}", INCLUDE),
            "notice",
            part=rows.part,
        )
    ]


def tell_below(rows: Rows, at: int, file: str) -> list[Problem]:
    """Say that rows below many blank ones are read as of the same table: they may be another."""
    lines = rows.lines[at:]
    far = np.flatnonzero(np.diff(lines) > LEAST_GAP).tolist()
    for number in far:
        before, line = lines[number], lines[number + 1]
        blank = line - before - 1 - sum(before < hidden < line for hidden in rows.hidden_rows)
        if rows.part == "line":
            blank -= sum(map(str.count, rows.rows[at + number], itertools.repeat("\n")))
        if blank < LEAST_GAP:
            continue
        count = len(lines) - number - 1
        words = (
            f"{blank:,} blank {rows.part}s stand above; {_what_follows(count)} read as units too"
        )
        advice = "delete what is no unit, or move it to a sheet of its own"
        return [
            Problem.of_cell(
                file, line, None, Fault("rows-below", words, advice), "notice", part=rows.part
            )
        ]
    return []


def _what_follows(count: int) -> str:
    return "this row is" if count == 1 else f"this row and the {count - 1:,} after it are"


def tell_shortened(rows: Rows, at: int, file: str) -> list[Problem]:
    """Warn of dates without year or day among cells that are no dates.

    A spreadsheet makes such of "8-10". A column that has hardly anything else is one of dates.
    """
    if not rows.shortened:
        return []
    first = rows.lines[at]
    counts = Counter(column for line, column in rows.shortened if line > first)
    problems = []
    for column, count in sorted(counts.items()):
        filled = sum(bool(row[column - 1]) for row in rows.rows[at + 1 :] if column <= len(row))
        if 2 * count > filled:
            continue
        lines = sorted(line for line, other in rows.shortened if other == column and line > first)
        problems += [_tell_one(line, column, file) for line in lines]
    return problems


def _tell_one(line: int, column: int, file: str) -> Problem:
    letter = column_letter(column - 1)
    return Problem.of_cell(
        file, line, letter, Fault("made-a-date", MADE_A_DATE, MADE_ADVICE), "warning", part="row"
    )
