"""Reads a sheet, whatever file it is in: every cell as text, each row with its place."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from deploymap.errors import DataError, Problem, shorten
from deploymap.sheets.columnwise import LARGE, read_columns
from deploymap.sheets.delimited import HEAD, drop_comments, find_delimiter, read_delimited
from deploymap.sheets.encoding import decode_text
from deploymap.sheets.filetype import find_type
from deploymap.sheets.formats.rows import Rows
from deploymap.sheets.sheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Content,
    RawTable,
    column_letter,
    most_cells,
)
from deploymap.sheets.source import Source
from deploymap.sheets.texts import TextColumn

IsName = Callable[[str], bool]

# rows in which the header is looked for: above it may stand a title, a date, remarks
HEADER_WITHIN = 30
LEAST_NAMES = 2

# columns by which an export of ORBAT Mapper is known
ORBAT_MAPPER = ("sidc", "location", "side ID", "side name")

_JSON_PAIR = re.compile(r"\[\s*(-?[0-9.]+)\s*,\s*(-?[0-9.]+)\s*\]")
_SEPARATOR = re.compile(r"\s*\"?sep=", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def read_sheet(
    source: Source, *, is_name: IsName, sheet: str | None = None, encoding: str = ""
) -> RawTable:
    """Read a sheet; its first row with names that columns have is the header.

    CSV in any usual encoding, with commas, semicolons, tabs or bars; XLSX, ODS and XLS; GeoJSON,
    GeoPackage, KML, KMZ and GPX, of which points become `lat` and `lon`; ORBAT Mapper scenarios;
    Parquet. `is_name` says of a text whether columns are called so; `sheet` names the sheet of a
    workbook or the layer of a map file, `encoding` that of a text file, where the file does not
    tell. Rows without any text are passed over, missing cells at a row's end are blank.

    Raises `DataError` where there is no such table in it. What is wrong with single rows is in the
    table's `problems`.
    """
    kind = find_type(source.data, source.name)
    if kind == "text":
        return _read_text(source, is_name, encoding)
    if kind == "workbook":
        from deploymap.sheets.formats.workbook import read_workbook

        rows = read_workbook(source.data, source.name, sheet=sheet)
        return make_table(_with_header(rows, source.name, is_name), source)
    if kind == "scenario":
        from deploymap.sheets.formats.scenario import read_scenario

        return make_table(read_scenario(source.data, source.name), source)
    if kind == "parquet":
        from deploymap.sheets.formats.columnar import read_columnar

        return make_table(read_columnar(source.data, source.name), source)
    from deploymap.sheets.formats.features import read_features

    return make_table(read_features(source.data, source.name, kind, layer=sheet), source)


def make_table(content: Content, source: Source, *, sha256: str = "") -> RawTable:
    """Return the content of a file as a sheet: cells stripped, each column with a name of its own.

    Columns without a name that hold nothing are what editors leave behind, and go. A name that is
    given twice gets a number, one that is missing is `column K` after the spreadsheet's letter;
    both are told of. `sha256` takes the place of that of the source.
    """
    file, problems = source.name, list(content.problems)
    width = len(content.names)
    cells = np.empty(len(content.cells), dtype=object)
    cells[:] = list(map(str.strip, content.cells))
    table = cells.reshape(-1, width) if width else cells.reshape(len(content.lines), 0)
    problems += _check_lengths(table, content, file)
    names, letters, kept = _name_columns(content, table, file, problems)
    return RawTable(
        {
            name: TextColumn(table[:, number].tolist())
            for name, number in zip(names, kept, strict=True)
        },
        np.array(content.lines, dtype=np.int64),
        file,
        sha256 or source.sha256,
        source.modified,
        part=content.part,
        header=content.header,
        delimiter=content.delimiter,
        has_numbers=content.has_numbers,
        letters=MappingProxyType(letters),
        problems=tuple(problems),
    )


def _read_columnwise(source: Source, is_name: IsName, encoding: str) -> RawTable | None:
    """Return a large and plain CSV in UTF-8, None for any other."""
    data = source.data.removeprefix(codecs.BOM_UTF8)
    head = data[:HEAD].decode("utf-8", "ignore")
    if encoding or not head or "\0" in head or _SEPARATOR.match(head):
        return None
    delimiter = find_delimiter(head, is_name)
    columns = read_columns(data, delimiter, is_name)
    if columns is None:
        return None
    rows = len(next(iter(columns.values())))
    return RawTable(
        columns,
        np.arange(2, rows + 2, dtype=np.int64),
        source.name,
        source.sha256,
        source.modified,
        header=1,
        delimiter=delimiter,
        letters={name: column_letter(number) for number, name in enumerate(columns)},
    )


def _read_text(source: Source, is_name: IsName, encoding: str) -> RawTable:
    if len(source.data) >= LARGE and (raw := _read_columnwise(source, is_name, encoding)):
        return raw
    text, notices = decode_text(source.data, source.name, encoding=encoding, is_name=is_name)
    rows, delimiter = read_delimited(text, source.name, is_name=is_name)
    rows.problems[:0] = notices
    most = most_cells(len(source.data))
    content = _with_header(rows, source.name, is_name, delimiter=delimiter, most=most)
    return make_table(content, source)


def _with_header(
    rows: Rows, file: str, is_name: IsName, *, delimiter: str = "", most: int | None = None
) -> Content:
    """Return the rows below the header, each as wide as it; `most` is a limit of cells."""
    problems = rows.problems
    if not rows.rows:
        if any(problem.severity == "error" for problem in problems):
            raise DataError(problems)
        words = "the file is empty"
        advice = "its first line names the columns, such as name,lat,lon"
        raise DataError([*problems, Problem(file, None, None, words, code="empty", advice=advice)])
    at = _find_header(rows, is_name)
    names = list(map(str.strip, rows.rows[at]))
    while names and not names[-1]:
        names.pop()
    if at:
        above = " ".join(filter(None, map(str.strip, rows.rows[0])))
        words = f"the header is here; what stands above it is passed over: {shorten(above)}"
        problems.append(
            Problem(file, rows.lines[at], None, words, "notice", "header-below", part=rows.part)
        )
    _refuse_headless(names, rows, at, file, is_name)
    header = rows.lines[at]
    del rows.rows[: at + 1], rows.lines[: at + 1]
    if rows.part == "line":
        drop_comments(rows, len(names), file)
    if most is not None and len(rows.rows) * len(names) > most:
        words = f"{len(rows.rows):,} rows of {len(names):,} columns, with hardly anything in them"
        advice = "delete the columns that no unit needs"
        raise DataError([Problem(file, header, None, words, code="limit", advice=advice)])
    _fit_rows(rows, names, file)
    if set(ORBAT_MAPPER) <= set(names):
        _restore_points(rows, names.index("location"))
    cells = [cell for row in rows.rows for cell in row]
    rows.rows.clear()
    told = [_name_column(problem, names, rows.part) for problem in problems]
    return Content(names, cells, rows.lines, rows.part, header, delimiter, rows.has_numbers, told)


def _restore_points(rows: Rows, column: int) -> None:
    """Write positions as ORBAT Mapper exports them, [lon, lat], so that their order is plain."""
    for row in rows.rows:
        if match := _JSON_PAIR.fullmatch(row[column].strip()):
            row[column] = f"POINT ({match[1]} {match[2]})"


def _name_column(problem: Problem, names: Sequence[str], part: str) -> Problem:
    """Return a problem of a spreadsheet's reader, which knows letters, with the column's name."""
    letters = {column_letter(number): name for number, name in enumerate(names)}
    if part != "row" or problem.column not in letters:
        return problem
    return replace(problem, column=letters[problem.column] or None, letter=problem.column)


def _find_header(rows: Rows, is_name: IsName) -> int:
    """Return the number of the row that names the columns: among the first, that with most."""
    heads = ({_letters(cell): cell for cell in row} for row in rows.rows[:HEADER_WITHIN])
    scores = [
        sum(is_name(cell) for letters, cell in head.items() if len(letters) > 1) for head in heads
    ]
    best = max(scores)
    if best >= LEAST_NAMES:
        likely = [number for number, score in enumerate(scores) if score == best]
        # a comment may name the columns as well as the header below it
        return next((n for n in likely if not rows.rows[n][0].lstrip().startswith("#")), likely[0])
    # a lone title or comment is no header
    for number, row in enumerate(rows.rows[:HEADER_WITHIN]):
        if not row[0].lstrip().startswith("#"):
            return number
    return 0


def _letters(cell: str) -> str:
    return "".join(filter(str.isalnum, cell.casefold()))


def _refuse_headless(names: Sequence[str], rows: Rows, at: int, file: str, is_name: IsName) -> None:
    """Raise where the first row is one of data: it has a number, and no name that columns have."""
    known = (name for name in names if len(name) > 1 and is_name(name))
    if any(known) or not any(map(_NUMBER.fullmatch, names)):
        return
    words = f"the sheet has no header: its first row is {shorten(', '.join(names))}"
    advice = "write the names of the columns above it, such as name,lat,lon"
    raise DataError(
        [
            *rows.problems,
            Problem(
                file, rows.lines[at], None, words, code="no-header", advice=advice, part=rows.part
            ),
        ]
    )


def _fit_rows(rows: Rows, names: Sequence[str], file: str) -> None:
    """Make all rows as wide as the header; tell of cells with text that are too many.

    Blank cells at the end do no harm, whether they are missing or too many.
    """
    width = len(names)
    advice = "put a text that holds a delimiter into quotation marks"
    if rows.part == "row":
        advice = "name its column in the header, or clear what stands beyond the last named column"
    for number, row in enumerate(rows.rows):
        if len(row) == width:
            continue
        if any(map(str.strip, row[width:])):
            words = f"{len(row)} cells, but the header has {width}"
            rows.problems.append(
                Problem(
                    file,
                    rows.lines[number],
                    None,
                    words,
                    code="too-many-cells",
                    advice=advice,
                    part=rows.part,
                )
            )
        rows.rows[number] = (row + [""] * (width - len(row)))[:width]


def _check_lengths(table: Any, content: Content, file: str) -> list[Problem]:
    if table.shape[1] > MOST_COLUMNS:
        words = f"the sheet has {table.shape[1]:,} columns; {MOST_COLUMNS:,} are the most"
        advice = "delete those that no unit needs"
        raise DataError([Problem(file, content.header, None, words, code="limit", advice=advice)])
    if not table.size or max(map(len, content.cells), default=0) <= LONGEST_CELL:
        return []
    words = f"a cell has more than {LONGEST_CELL:,} characters"
    return [
        Problem(
            file,
            content.lines[row],
            content.names[column] or None,
            words,
            code="limit",
            advice="shorten it",
            part=content.part,
        )
        for row, column in np.argwhere(np.vectorize(len, otypes=[int])(table) > LONGEST_CELL)
    ]


def _name_columns(
    content: Content, table: Any, file: str, problems: list[Problem]
) -> tuple[list[str], dict[str, str], list[int]]:
    """Return the names of the columns that stay, the letter of each name, and their numbers."""
    names: list[str] = []
    letters: dict[str, str] = {}
    kept: list[int] = []
    for number, written in enumerate(content.names):
        letter = column_letter(number)
        name = written
        if not name:
            filled = np.flatnonzero(table[:, number] != "")
            if not len(filled):
                continue
            name = f"column {letter}"
            words = f"has no name, but a cell on {content.part} {content.lines[filled[0]]}"
            advice = "give it a name in the header, or delete the column"
            problems.append(_at_header(content, file, name, "column-unnamed", words, advice))
        if name in letters:
            advice = "rename or delete one of them"
            words = "two columns have this name"
            problems.append(_at_header(content, file, name, "column-doubled", words, advice))
            name = _number_name(name, letters)
        names.append(name)
        letters[name] = letter
        kept.append(number)
    return names, letters, kept


def _number_name(name: str, taken: Any) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _at_header(
    content: Content, file: str, name: str, code: str, words: str, advice: str
) -> Problem:
    return Problem(file, content.header, name, words, "warning", code, advice, part=content.part)
