"""Reads a sheet, whatever file it is in: every cell as text, each row with its place."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from deploymap.arrays import Texts
from deploymap.problems import DataError, Fault, Problem
from deploymap.sheets.columnwise import read_columns
from deploymap.sheets.delimited import HEAD, find_delimiter, read_delimited
from deploymap.sheets.encoding import decode_text
from deploymap.sheets.filetype import find_type
from deploymap.sheets.invisible import IN_UTF8, indent_of, strip_cell
from deploymap.sheets.layout import with_header
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
from deploymap.sizes import LARGE_FILE

IsName = Callable[[str], bool]

LONGEST_TITLE = 120  # characters

_SEPARATOR = re.compile(r"\s*\"?sep=", re.IGNORECASE)


def read_sheet(
    source: Source,
    *,
    is_name: IsName,
    sheet: str | None = None,
    encoding: str = "",
    include_hidden: bool = False,
    is_place: IsName = lambda text: False,
) -> RawTable:
    """Read a sheet; its first row with names that columns have is the header.

    CSV in any usual encoding, with commas, semicolons, tabs or bars; XLSX, ODS and XLS; GeoJSON,
    GeoPackage, KML, KMZ and GPX, of which points become `lat` and `lon`; ORBAT Mapper scenarios;
    Parquet; a table of a web page; columns that spaces part. `is_name` says of a text whether
    columns are called so, `is_place` whether columns of positions are, which chooses among the
    sheets of a workbook; `sheet` names the sheet of a
    workbook or the layer of a map file, `encoding` that of a text file, where the file does not
    tell. What a workbook or a scenario hides is left out, unless `include_hidden`. Rows without
    any text are passed over, missing cells at a row's end are blank.

    Raises `DataError` where there is no such table in it. What is wrong with single rows is in the
    table's `problems`.
    """
    kind = find_type(source.data, source.name)
    if kind == "text":
        return _read_text(source, is_name, encoding)
    if kind == "html":
        return _read_page(source, is_name, encoding)
    if kind == "workbook":
        from deploymap.sheets.formats.workbook import read_workbook

        rows = read_workbook(
            source.data,
            source.name,
            sheet=sheet,
            include_hidden=include_hidden,
            is_name=is_name,
            is_place=is_place,
        )
        return make_table(with_header(rows, source.name, is_name), source)
    if kind == "scenario":
        from deploymap.sheets.formats.scenario import read_scenario

        content = read_scenario(source.data, source.name, include_hidden=include_hidden)
        return make_table(content, source)
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
    cells[:] = list(map(strip_cell, content.cells))
    indents = _find_indents(content, cells)
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
        letters=MappingProxyType({} if content.part == "column" else letters),
        problems=tuple(problems),
        title=_shorten_title(content.title),
        indents={
            name: indents[number]
            for name, number in zip(names, kept, strict=True)
            if number in indents
        },
    )


def _find_indents(content: Content, stripped: Texts) -> dict[int, dict[int, int]]:
    """Return by column and line how far cells are indented, of those that are."""
    indents: dict[int, dict[int, int]] = {}
    for number, (given, cell) in enumerate(zip(content.cells, stripped.tolist(), strict=True)):
        # what has nothing around it is the same text
        if cell and given is not cell and (spaces := indent_of(given)):
            row, column = divmod(number, len(content.names))
            indents.setdefault(column, {})[content.lines[row]] = spaces
    return indents


def _shorten_title(text: str) -> str:
    """Return what a file calls itself as a heading: one line, not too long."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"


def _read_columnwise(source: Source, is_name: IsName, encoding: str) -> RawTable | None:
    """Return a large and plain CSV in UTF-8, None for any other."""
    data = source.data.removeprefix(codecs.BOM_UTF8)
    head = data[:HEAD].decode("utf-8", "ignore")
    if encoding or not head or "\0" in head or _SEPARATOR.match(head):
        return None
    if not data.isascii() and any(mark in data for mark in IN_UTF8):
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
    if len(source.data) >= LARGE_FILE and (raw := _read_columnwise(source, is_name, encoding)):
        return raw
    text, notices = decode_text(source.data, source.name, encoding=encoding, is_name=is_name)
    rows, delimiter = read_delimited(text, source.name, is_name=is_name)
    rows.problems[:0] = notices
    most = most_cells(len(source.data))
    content = with_header(rows, source.name, is_name, delimiter=delimiter, most=most)
    return make_table(content, source)


def _read_page(source: Source, is_name: IsName, encoding: str) -> RawTable:
    from deploymap.sheets.formats.htmltable import find_charset, read_html

    said = encoding or find_charset(source.data)
    text, notices = decode_text(source.data, source.name, encoding=said, is_name=is_name)
    rows = read_html(text, source.name, is_name)
    rows.problems[:0] = notices
    return make_table(with_header(rows, source.name, is_name), source)


def _check_lengths(table: Any, content: Content, file: str) -> list[Problem]:
    if table.shape[1] > MOST_COLUMNS:
        words = f"the sheet has {table.shape[1]:,} columns; {MOST_COLUMNS:,} are the most"
        advice = "delete those that no unit needs"
        raise DataError(
            [Problem.of_cell(file, content.header, None, Fault("limit", words, advice))]
        )
    if not table.size or max(map(len, content.cells), default=0) <= LONGEST_CELL:
        return []
    words = f"a cell has more than {LONGEST_CELL:,} characters"
    return [
        Problem.of_cell(
            file,
            content.lines[row],
            content.names[column] or None,
            Fault("limit", words, "shorten it"),
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
            if number == 0 and _counts_rows(table[:, 0].tolist()):
                words = "numbers the rows, and has no name: it is left out"
                told = _at_header(content, file, f"column {letter}", "column-unnamed", words, "")
                problems.append(replace(told, severity="notice"))
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


def _counts_rows(cells: list[str]) -> bool:
    """Return whether cells count from 0 or 1, as programs number rows that they write."""
    return any(
        all(cell == str(number) for number, cell in enumerate(cells, start)) for start in (0, 1)
    )


def _number_name(name: str, taken: Any) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _at_header(
    content: Content, file: str, name: str, code: str, words: str, advice: str
) -> Problem:
    return Problem.of_cell(
        file, content.header, name, Fault(code, words, advice), "warning", part=content.part
    )
