"""Finds rows that a stray quotation mark has made part of one cell, and marks that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import Rows

LEAST_COLUMNS = 3  # of a table whose rows can be told from prose
LOOKED_AT = 30  # rows of which the texts are looked at
SINGLE, SHARE = "'", 1 / 3  # of the texts, from which on they are told of

_LINE_END = re.compile(r"\r\n|\n|\r")
_NUMBER = re.compile(r"[^\w\s]?\d[\d.,°'′ ]*[NSEW]?", re.IGNORECASE)


def find_swallowed(rows: Rows, width: int, delimiter: str, file: str) -> list[Problem]:
    """Return a fault for each row with a cell in which lines look like rows of `width` cells.

    A quotation mark opens such a cell, and the next one, which closes it, stands lines later. A
    note of several lines is not taken for one: in prose a space follows a delimiter.
    """
    if width < LEAST_COLUMNS or not delimiter:
        return []
    return [
        _tell_swallowed(rows, number, lines, file)
        for number in _find_long(rows)
        if (lines := list(_find_rows_within(rows.rows[number], width, delimiter)))
    ]


def find_single(rows: Rows, file: str) -> list[Problem]:
    """Return a warning where many texts stand in single quotation marks, which are part of them."""
    pairs = zip(rows.rows[:LOOKED_AT], rows.lines, strict=False)
    texts = [
        (cell.strip(), line)
        for row, line in pairs
        for cell in row
        if cell.strip() and not _NUMBER.fullmatch(cell.strip())
    ]
    single = [(cell, line) for cell, line in texts if cell[:1] == SINGLE == cell[1:][-1:]]
    if len(single) < 2 or len(single) < SHARE * len(texts):
        return []
    cell, line = single[0]
    words = f"single quotation marks are read as part of a text: {shorten(cell)}"
    advice = f'in a CSV a cell has double ones, or none: "{shorten(cell[1:-1])}"'
    return [Problem.of_cell(file, line, None, Fault("quoting", words, advice), "warning")]


def _find_long(rows: Rows) -> Iterator[int]:
    """Yield the rows that may go over several lines."""
    for number, row in enumerate(rows.rows):
        is_last = number + 1 == len(rows.rows)
        is_long = is_last or rows.lines[number + 1] - rows.lines[number] > 1
        if is_long and any("\n" in cell or "\r" in cell for cell in row):
            yield number


def _find_rows_within(row: Sequence[str], width: int, delimiter: str) -> Iterator[str]:
    """Yield the lines within a row's cells that look like rows of their own."""
    # where there is no space after delimiters between cells, one within a cell is prose
    split = re.compile(re.escape(delimiter) + (r"(?!\s)" if delimiter != "\t" else ""))
    for number, cell in enumerate(row):
        first, *inner = _LINE_END.split(cell)
        if not inner:
            continue
        *inner, last = inner
        for line in inner:
            if _is_row(split.split(line), width):
                yield line
        rest = len(row) - number - 1
        if number + len(split.split(first)) == width and _is_row(split.split(first), 3):
            yield first
        if rest + len(split.split(last)) == width and _is_row(split.split(last), 3):
            yield last


def _is_row(cells: Sequence[str], least: int) -> bool:
    """Return whether cells are as many as that, and one of them a number."""
    return len(cells) >= least and any(_NUMBER.fullmatch(cell.strip()) for cell in cells)


def _tell_swallowed(rows: Rows, number: int, lines: Sequence[str], file: str) -> Problem:
    count = f"{len(lines):,} row{'s' * (len(lines) > 1)}"
    words = (
        f"a quotation mark opens a cell here and takes in {count} of the sheet: {shorten(lines[0])}"
    )
    advice = 'delete the mark, or write "" for each one that belongs to the text'
    return Problem.of_cell(file, rows.lines[number], None, Fault("quoting", words, advice))
