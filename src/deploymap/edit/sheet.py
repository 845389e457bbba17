"""A sheet that can be changed: what its reader understood, and where each cell of it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from deploymap.checks.across import spread_dates
from deploymap.checks.dates import type_dates
from deploymap.checks.fitting import fits_column
from deploymap.checks.header import (
    NamedSheet,
    is_annotation_name,
    is_position_name,
    is_unit_name,
    name_annotations,
    name_sheet,
    name_units,
)
from deploymap.checks.marks import without_mark
from deploymap.checks.meaning import own_name
from deploymap.edit.document import open_document
from deploymap.edit.faults import refuse
from deploymap.edit.medium import Medium, Placed
from deploymap.edit.textual import TextRows
from deploymap.overlays.check import Known
from deploymap.overlays.columns import is_overlay_name, overlay_synonyms
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.problems import DataError, did_you_mean, shorten
from deploymap.schema import LAT_LON
from deploymap.sheets.encoding import decode_file
from deploymap.sheets.filetype import FileType, find_type
from deploymap.sheets.layout import with_header
from deploymap.sheets.read import make_table, read_sheet
from deploymap.sheets.sheet import RawTable, column_letter
from deploymap.sheets.source import Source

NOTHING_KNOWN = Known()
MOST_OPENED = 4  # before and after a change, of units and of what else there is

KINDS: dict[FileType, str] = {
    "workbook": "is a workbook of an older kind or of OpenDocument (XLS, ODS)",
    "html": "is a table of a web page",
    "parquet": "is a Parquet file",
    "scenario": "is a scenario of ORBAT Mapper",
    "geojson": "is a GeoJSON file",
    "gpkg": "is a GeoPackage",
    "flatgeobuf": "is a FlatGeobuf",
    "shapefile": "is a Shapefile",
    "kml": "is a KML file",
    "kmz": "is a KMZ file",
    "gpx": "is a GPX file",
    "feed": "is a feed (RSS or Atom)",
}


@dataclass(frozen=True)
class Reading:
    """How a sheet is read: as `Config` has it for units; `of` is "units", "annotations" or
    "overlays", which may name what is `known`.
    """

    of: str = "units"
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    crs: str = ""
    known: Known = NOTHING_KNOWN
    sheet: str = ""
    include_hidden: bool = False

    def read(self, source: Source) -> RawTable:
        """Return the sheet as it was written."""
        return read_sheet(source, encoding=self.encoding, **self.choice)

    @property
    def choice(self) -> dict[str, Any]:
        """Which sheet of a workbook is read, and what of it."""
        return {
            "is_name": self.is_name,
            "sheet": self.sheet or None,
            "include_hidden": self.include_hidden,
            "is_place": is_position_name if self.of == "units" else lambda text: False,
        }

    def is_name(self, text: str) -> bool:
        """Return whether columns of such a sheet are called so."""
        if self.of == "annotations":
            return is_annotation_name(text)
        if self.of == "overlays":
            return is_overlay_name(text)
        return text.strip() in self.named or is_unit_name(text)

    def name(self, raw: RawTable) -> NamedSheet:
        """Return the sheet with the schema's names."""
        if self.of == "annotations":
            return name_annotations(raw, fits=fits_column)[0]
        if self.of == "overlays":
            return name_sheet(raw, OVERLAY_COLUMNS, overlay_synonyms(), fits=fits_column)[0]
        return name_units(raw, mapping=self.columns, fits=fits_column)[0]


class Opened:
    """The sheets that were opened last: what was written is asked for again, as a map's sheet."""

    def __init__(self) -> None:
        """Begin with none."""
        self._sheets: list[EditableSheet] = []

    def find(self, source: Source, reading: Reading) -> EditableSheet | None:
        """Return the sheet of these bytes, read so; None where it is not among them."""
        is_such = (
            sheet
            for sheet in self._sheets
            if (sheet.file, sheet.reading) == (source.name, reading)
            and sheet.medium.data == source.data
        )
        return next(is_such, None)

    def keep(self, sheet: EditableSheet) -> None:
        """Take a sheet in, and let go of the one that was asked for longest ago."""
        others = [other for other in self._sheets if other is not sheet]
        self._sheets = [sheet, *others][:MOST_OPENED]


@dataclass(frozen=True, eq=False)
class EditableSheet:
    """A sheet whose rows and cells are known by the names that the schema and the sheet give them.

    `medium` has for each row of `sheet.raw` where it stands; `places` for each of the sheet's own
    columns which cell of a row it is, from 0; `opened` keeps what becomes of it.
    """

    file: str
    medium: Medium
    sheet: NamedSheet
    reading: Reading
    places: Mapping[str, int]
    opened: Opened

    @property
    def records(self) -> Sequence[Placed]:
        """Where each row stands in the file."""
        return self.medium.records

    def own(self, column: str) -> str:
        """Return the sheet's name of a column that is given by the schema's name or the sheet's.

        Raises `DataError` where there is none.
        """
        if column in self.sheet.own:
            return self.sheet.own[column]
        name = own_name(column, list(self.places))
        if name is None:
            words = f"the sheet has no column {shorten(column)}"
            hint = did_you_mean(column, [*self.sheet.own, *self.places]).removeprefix("; ")
            raise refuse(self.file, "edit-column", words, hint or "name one that it has")
        return name

    def text(self, row: int, column: str) -> str:
        """Return the text of a cell; `column` is the sheet's own name."""
        return self.sheet.raw.columns[column][row]

    def content(self, row: int) -> dict[str, str]:
        """Return the texts of a row by the sheet's own names."""
        return {name: self.text(row, name) for name in self.places}

    def line(self, row: int) -> int:
        """Return the line of the file on which a row begins."""
        return self.records[row].line

    def said(self, row: int | None, texts: Mapping[str, str]) -> dict[str, str]:
        """Return what cells of a row say, by the sheet's own names, when texts were written there.

        They are the texts, but for a workbook, which keeps numbers and not how they were typed.
        None stands for a new row.
        """
        return {own: self.medium.said(row, self.places[own], text) for own, text in texts.items()}

    def written(self, row: int) -> dict[str, str]:
        """Return the cells of a row as they are written, by the sheet's own names."""
        written = self.medium.written_cells(row, list(self.places.values()))
        return dict(zip(self.places, written, strict=True))

    def find_id(self, name: str) -> list[int]:
        """Return the rows that have an id, which may be more than one: a unit at several dates."""
        return self._rows_by_id.get(name, [])

    def is_called(self, row: int, name: str) -> bool:
        """Return whether a row has an id, or else such a name, be it without a footnote's mark."""
        own, content = self.sheet.own, self.content(row)
        if "name" not in own or ("id" in own and content[own["id"]]):
            return True
        return without_mark(content[own["name"]]) == name

    @cached_property
    def _rows_by_id(self) -> Mapping[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.sheet.cells.get("id", ())):
            if name:
                rows.setdefault(name, []).append(row)
        return rows

    @cached_property
    def dates(self) -> Sequence[str]:
        """The date of each row as ISO text, "" where it has none."""
        cells = self.sheet.cells.get("date")
        if cells is None:
            return [""] * len(self.records)
        return [date or "" for date in type_dates(self.sheet, "date", cells, [])["date"]]

    def find_content(self, content: Mapping[str, str]) -> list[int]:
        """Return the rows whose cells are all as given, by the sheet's own names."""
        if set(content) != set(self.places):
            return []
        rows = np.arange(len(self.records))
        for name, text in content.items():
            rows = np.intersect1d(rows, self.sheet.raw.columns[name].where({text}))
        return [int(row) for row in rows]


def open_sheet(source: Source, reading: Reading, opened: Opened | None = None) -> EditableSheet:
    """Return a sheet that can be changed; where `opened` has it, that one.

    Raises `DataError` for a file that is neither CSV nor XLSX, and for one that cannot be written
    so that all that is not changed stays as it is.
    """
    opened = opened or Opened()
    sheet = opened.find(source, reading) or _take_apart(source, reading, opened)
    opened.keep(sheet)
    return sheet


def _take_apart(source: Source, reading: Reading, opened: Opened) -> EditableSheet:
    kind = find_type(source.data, source.name)
    if kind not in ("text", "workbook"):
        raise refuse_format(source.name, KINDS[kind])
    raw, place = (_read_text if kind == "text" else _read_workbook)(source, reading)
    if raw.part == "column":
        words = "the names of the columns stand below each other, not side by side"
        advice = "exchange rows and columns in a spreadsheet program"
        raise refuse(source.name, "edit-format", words, advice)
    if reading.of == "units":
        _refuse_dated_positions(source.name, raw, reading)
    numbers = {column_letter(number): number for number in range(len(raw.letters) + 1_000)}
    places = {name: numbers[raw.letters[name]] for name in raw.columns}
    return EditableSheet(source.name, place(), reading.name(raw), reading, places, opened)


def _refuse_dated_positions(file: str, raw: RawTable, reading: Reading) -> None:
    """Raise `DataError` where each date has columns of its own for the position."""
    spread = spread_dates(raw, reading.columns)
    if spread.heads and not {*spread.heads}.isdisjoint(
        own
        for column, own in reading.name(spread).own.items()
        if column in ("lat", "lon", LAT_LON, "place")
    ):
        words = "has columns of its own for the position at each date, in which nothing is changed"
        advice = (
            "change the cells by hand, or begin with deploymap convert, which makes rows of them"
        )
        raise refuse(file, "edit-format", words, advice)


def _read_text(source: Source, reading: Reading) -> tuple[RawTable, Callable[[], Medium]]:
    """Return the cells of a CSV, and what finds where they are written."""
    raw = reading.read(source)
    return raw, lambda: _place_text(source, reading, raw)


def _place_text(source: Source, reading: Reading, raw: RawTable) -> Medium:
    decoded = decode_file(
        source.data, source.name, encoding=reading.encoding, is_name=reading.is_name
    )
    document = open_document(source.data, source.name, decoded, raw.delimiter)
    by_line = {record.line: record for record in document.records}
    return TextRows(document, [by_line[line] for line in raw.lines.tolist()])


def _read_workbook(source: Source, reading: Reading) -> tuple[RawTable, Callable[[], Medium]]:
    """Return the cells of an XLSX, and what finds where they are written."""
    # what knows a format is imported when there is such a file
    from deploymap.sheets.formats.workbook import read_xlsx
    from deploymap.sheets.formats.workbookrows import place_rows

    found = read_xlsx(source.data, source.name, **reading.choice)
    if found is None:
        raise refuse_format(source.name, KINDS["workbook"])
    rows, book, tab, grid = found
    raw = make_table(with_header(rows, source.name, reading.is_name), source)
    return raw, lambda: place_rows(book, tab, grid, raw.lines.tolist())


def refuse_format(file: str, words: str) -> DataError:
    """Return the error for a file that deploymap reads and does not write."""
    advice = (
        f"change it in its own program, or make a CSV of it: deploymap convert {file} units.csv"
    )
    return refuse(file, "edit-format", f"{words}, which is read but not changed", advice)
