"""A web page with tables, as programs write it and call it .xls -> the rows of one table."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from deploymap.problems import DataError, Fault, Problem
from deploymap.sheets.formats.markup import next_tag, plain_text
from deploymap.sheets.formats.rows import Rows, beyond_limit

IsName = Callable[[str], bool]

ADVICE = "save the sheet as CSV, XLSX or ODS; "
ADVICE += "of a Google sheet publish it as CSV and give that address"
HEAD = 4_096  # bytes in which a page says its encoding
HEADER_WITHIN = 30
MOST_SPAN = 1_000  # rows or columns of one cell
MOST_DEPTH = 20  # of tables within tables
LEAST_NAMES = 2

_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*([0-9]{1,4})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_HIDDEN = re.compile(r"\shidden\b|display\s*:\s*none", re.IGNORECASE)


@dataclass
class _Table:
    """The rows of a table so far; `below` has cells that reach into rows below, by column."""

    rows: list[list[str]] = field(default_factory=list)
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    row: list[str] | None = None
    cell: int = -1  # where the text of the open cell begins, -1 for none
    tag: str = ""
    is_hidden: bool = False
    hidden: int = 0


def read_html(text: str, file: str, is_name: IsName) -> Rows:
    """Return the rows of the table whose header has most names of columns.

    A cell that spans rows or columns stands in each of them. Hidden rows are left out, with a
    notice. Raises `DataError` where there is no table, or one that spans more than its file may.
    """
    tables = [table for table in _read_tables(text, file) if any(map(any, table.rows))]
    if not tables:
        fault = Fault("file-unknown", "is a web page without a table", ADVICE)
        raise DataError([Problem.of_file(file, fault)])
    counts = [_count_names(table, is_name) for table in tables]
    best = max(range(len(tables)), key=lambda n: (counts[n], len(tables[n].rows)))
    table = tables[best]
    problems = []
    if len(tables) > 1:
        words = f"table {best + 1} of {len(tables)} of the page is read: its header names most"
        fault = Fault("sheet-chosen", words, "save the page's other tables as sheets of their own")
        problems.append(Problem.of_file(file, fault, "notice"))
    if table.hidden:
        words = f"{table.hidden:,} hidden row{'s' * (table.hidden > 1)} left out"
        problems.append(Problem.of_file(file, Fault("hidden-rows", words), "notice"))
    width = max(map(len, table.rows))
    kept = [n for n, row in enumerate(table.rows) if any(row)]
    rows = [table.rows[n] + [""] * (width - len(table.rows[n])) for n in kept]
    return Rows(rows, [n + 1 for n in kept], "row", has_numbers=False, problems=problems)


def find_charset(data: bytes) -> str:
    """Return the encoding that a page says it is in, "" where it says none that is known."""
    match = _CHARSET.search(data[:HEAD])
    try:
        return codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return ""


def _count_names(table: _Table, is_name: IsName) -> int:
    counts = [len({c for c in row if len(c) > 1 and is_name(c)}) for row in table.rows]
    return max([n for n in counts[:HEADER_WITHIN] if n >= LEAST_NAMES], default=0)


def _read_tables(text: str, file: str) -> list[_Table]:
    """Return all tables of a page; the text of one within a cell is that cell's too."""
    tables: list[_Table] = []
    is_open: list[_Table] = []
    budget, at = len(text), 0
    while (tag := next_tag(text, at)) is not None:
        name, is_end, start, at = tag
        if name == "table" and not is_end:
            tables.append(_Table())
            is_open.append(tables[-1])
            if len(is_open) > MOST_DEPTH:
                raise beyond_limit(file, f"has tables more than {MOST_DEPTH} deep", ADVICE)
        elif is_open and name in ("table", "tr", "td", "th", "tbody", "thead", "tfoot"):
            table = is_open[-1]
            budget -= _close_cell(table, text, start)
            if budget < 0:
                raise beyond_limit(file, "has cells that span far more than is in it", ADVICE)
            if name not in ("td", "th"):
                _close_row(table)
            words = text[start:at]
            if name == "table":
                is_open.pop()
            elif name == "tr" and not is_end:
                table.row, table.is_hidden = [], bool(_HIDDEN.search(words))
            elif name in ("td", "th") and not is_end:
                table.row = [] if table.row is None else table.row
                table.cell, table.tag = at, words
    for table in is_open:
        _close_cell(table, text, len(text))
        _close_row(table)
    return tables


def _close_cell(table: _Table, text: str, end: int) -> int:
    """Put the open cell into its row; return how many cells it fills."""
    if table.cell < 0 or table.row is None:
        return 0
    words = "" if _HIDDEN.search(table.tag) else plain_text(text[table.cell : end])
    spans = {kind.casefold(): min(int(n), MOST_SPAN) for kind, n in _SPAN.findall(table.tag)}
    columns, rows = max(spans.get("col", 1), 1), max(spans.get("row", 1), 1)
    _fill_from_above(table)
    for _ in range(columns):
        if rows > 1:
            table.below[len(table.row)] = (rows - 1, words)
        table.row.append(words)
    table.cell = -1
    return columns * rows


def _fill_from_above(table: _Table) -> None:
    """Take over cells that reach down into the open row where it has come to."""
    row = table.row
    while row is not None and len(row) in table.below:
        left, words = table.below.pop(len(row))
        if left > 1:
            table.below[len(row)] = (left - 1, words)
        row.append(words)


def _close_row(table: _Table) -> None:
    if table.row is None:
        return
    _fill_from_above(table)
    if table.is_hidden:
        table.hidden += 1
    else:
        table.rows.append(table.row)
    table.row = None
