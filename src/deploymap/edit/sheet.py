"""A sheet that can be changed: what its reader understood, and where each cell of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

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
from deploymap.checks.meaning import own_name
from deploymap.edit.document import open_document
from deploymap.edit.faults import refuse
from deploymap.edit.medium import Medium, Placed
from deploymap.edit.textual import TextRows
from deploymap.overlays.check import Known
from deploymap.overlays.columns import is_overlay_name, overlay_synonyms
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.problems import DataError, did_you_mean, shorten
from deploymap.sheets.encoding import decode_file
from deploymap.sheets.filetype import FileType, find_type
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable, column_letter
from deploymap.sheets.source import Source

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
    known: Known = field(default_factory=Known)
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


@dataclass(frozen=True, eq=False)
class EditableSheet:
    """A sheet whose rows and cells are known by the names that the schema and the sheet give them.

    `medium` has for each row of `sheet.raw` where it stands; `places` for each of the sheet's own
    columns which cell of a row it is, from 0.
    """

    file: str
    medium: Medium
    sheet: NamedSheet
    reading: Reading
    places: Mapping[str, int]

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

    @cached_property
    def _rows_by_id(self) -> Mapping[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.sheet.cells.get("id", ())):
            if name:
                rows.setdefault(name, []).append(row)
        return rows

    def find_content(self, content: Mapping[str, str]) -> list[int]:
        """Return the rows whose cells are all as given, by the sheet's own names."""
        if set(content) != set(self.places):
            return []
        rows = np.arange(len(self.records))
        for name, text in content.items():
            rows = np.intersect1d(rows, self.sheet.raw.columns[name].where({text}))
        return [int(row) for row in rows]


def open_sheet(source: Source, reading: Reading) -> EditableSheet:
    """Return a sheet that can be changed.

    Raises `DataError` for a file that is neither CSV nor XLSX, and for one that cannot be written
    so that all that is not changed stays as it is.
    """
    kind = find_type(source.data, source.name)
    if kind not in ("text", "workbook"):
        raise refuse_format(source.name, KINDS[kind])
    raw = reading.read(source)
    if raw.part == "column":
        words = "the names of the columns stand below each other, not side by side"
        advice = "exchange rows and columns in a spreadsheet program"
        raise refuse(source.name, "edit-format", words, advice)
    numbers = {column_letter(number): number for number in range(len(raw.letters) + 1_000)}
    places = {name: numbers[raw.letters[name]] for name in raw.columns}
    medium = (_open_text if kind == "text" else _open_workbook)(source, reading, raw)
    return EditableSheet(source.name, medium, reading.name(raw), reading, places)


def _open_text(source: Source, reading: Reading, raw: RawTable) -> Medium:
    decoded = decode_file(
        source.data, source.name, encoding=reading.encoding, is_name=reading.is_name
    )
    document = open_document(source.data, source.name, decoded, raw.delimiter)
    by_line = {record.line: record for record in document.records}
    return TextRows(document, [by_line[line] for line in raw.lines.tolist()])


def _open_workbook(source: Source, reading: Reading, raw: RawTable) -> Medium:
    # what knows a format is imported when there is such a file
    from deploymap.sheets.formats.workbookrows import open_rows

    rows = open_rows(source.data, source.name, raw.lines.tolist(), **reading.choice)
    if rows is None:
        raise refuse_format(source.name, KINDS["workbook"])
    return rows


def refuse_format(file: str, words: str) -> DataError:
    """Return the error for a file that deploymap reads and does not write."""
    advice = (
        f"change it in its own program, or make a CSV of it: deploymap convert {file} units.csv"
    )
    return refuse(file, "edit-format", f"{words}, which is read but not changed", advice)
