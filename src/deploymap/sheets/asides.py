"""Rows of a table that are none of it: headings between its rows, and notes below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import Rows

LEAST_COLUMNS = 4  # of a table in which a row with one cell stands out
MOST = 0.9  # of the other cells of a heading's column have digits, and it has none
LEAST_HEADS = 2  # of groups of rows
NAMED = 3  # rows that a notice quotes

# what begins a note below a table
_NOTE = re.compile(
    r"\W{0,2}(?:[\[(]?(?:\d{1,2}|[a-h])[\])]\s|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]|(?:foot)?notes?\b|sources?\b"
    r"|data\b.*:|legend\b|key:|last updated|updated\b|quellen?\b|anm(?:erkung(?:en)?)?\b|hinweis"
    r"|stand:|legende"
    r"|remarques?\b|fuentes?\b|notas?\b|fonte\b|źródło|uwag[ai]\b|kaynak|примеч|примітк|источник"
    r"|джерел|注|资料来源|資料|出典|来源|المصدر|ملاحظ)",
    re.IGNORECASE,
)


def drop_asides(rows: Rows, width: int, file: str) -> None:
    """Take away rows with one cell that are headings between rows or notes below them.

    A heading stands without digits where other rows have dates or numbers. A note stands below all
    other rows and begins as such do. A row that may be a unit without a position stays, and so do
    headings of groups from the first row on: they say of what the rows below them are.
    """
    if width < LEAST_COLUMNS:
        return
    filled = [_filled(row) for row in rows.rows]
    last = max((n for n, cells in enumerate(filled) if len(cells) > 1), default=-1)
    lone = {n: cells[0] for n, cells in enumerate(filled) if len(cells) == 1 and cells[0] < width}
    counted = {column: _has_digits(rows.rows, column) for column in set(lone.values())}
    headings = [
        n for n, column in lone.items() if counted[column] and not _digits(rows.rows[n][column])
    ]
    if are_heads([n for n in lone if n < last], last + 1):
        headings = []
    notes = [
        n
        for n, column in lone.items()
        if n > last >= 0 and n not in headings and _NOTE.match(rows.rows[n][column])
    ]
    for found, words in ((headings, "headings between rows"), (notes, "notes below the rows")):
        if found:
            rows.problems.append(_tell(rows, found, words, file))
    gone = {*headings, *notes}
    if gone:
        kept = [n for n in range(len(rows.rows)) if n not in gone]
        rows.rows[:] = [rows.rows[n] for n in kept]
        rows.lines[:] = [rows.lines[n] for n in kept]


def are_heads(lone: Sequence[int], rows: int) -> bool:
    """Return whether rows with one cell are headings of groups of rows, at most two in a row."""
    all_lone = set(lone)
    upper = {n for n in lone if n + 1 in all_lone}
    return (
        len(lone) >= LEAST_HEADS
        and lone[0] == 0
        and lone[-1] < rows - 1
        and 2 * len(lone) < rows + len(upper)
        and not any(n + 1 in upper for n in upper)
    )


def _filled(row: Sequence[str]) -> list[int]:
    """Return the numbers of the first two cells with text."""
    found = []
    for number, cell in enumerate(row):
        if cell.strip():
            found.append(number)
            if len(found) > 1:
                break
    return found


def _digits(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _has_digits(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Return whether a column has digits in nearly all cells of rows with more than that cell."""
    cells = [row[column] for row in rows if len(row) > column and len(_filled(row)) > 1]
    cells = [cell for cell in cells if cell.strip()]
    return len(cells) > 1 and sum(map(_digits, cells)) >= MOST * len(cells)


def _tell(rows: Rows, found: Sequence[int], words: str, file: str) -> Problem:
    quoted = [" ".join(rows.rows[n]).strip() for n in found[:NAMED]]
    more = ", ..." if len(found) > NAMED else ""
    words = f"{words} are passed over ({len(found)}): {shorten(', '.join(quoted))}{more}"
    fault = Fault("rows-aside", words, "a unit's row has a name and a position")
    lines = [rows.lines[n] for n in found]
    return Problem.of_cell(
        file, lines[0], None, fault, "notice", part=rows.part, also=tuple(lines[1:])
    )
