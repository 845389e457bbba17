"""The sheets besides that of the units, as a page shows them: the annotations and the overlays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deploymap.edit.faults import Clash, conflict
from deploymap.edit.geometry import (
    Chain,
    GeometryError,
    Point,
    find_chains,
    rewrite_geometry,
    write_geometry,
)
from deploymap.edit.places import position_columns
from deploymap.edit.saving import ADVICE
from deploymap.edit.sheet import EditableSheet, Reading, open_sheet
from deploymap.edit.steps import Step, as_seen, change_as_of, change_unit
from deploymap.edit.textual import TextRows
from deploymap.inspection.inputs import Inspection
from deploymap.inspection.overlaid import find_known
from deploymap.overlays.columns import as_type
from deploymap.overlays.files import split_reference
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.problems import DeploymapError, UsageError
from deploymap.schema import ANNOTATION_COLUMNS, Column
from deploymap.serving.fields import describe_fields
from deploymap.settings.config import Config
from deploymap.sheets.source import Source, is_address, load_source
from deploymap.write import write_bytes

NAMES = ("annotations", "overlays")
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "annotations": ANNOTATION_COLUMNS,
    "overlays": OVERLAY_COLUMNS,
}
GEOMETRY = "geometry"

Parts = Sequence[Sequence[Point]]


class TooOldError(UsageError):
    """A page shows a version of the map that is not known any longer, or a row that is gone."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("the page is too old; load it again")


@dataclass(frozen=True, eq=False)
class Beside:
    """A sheet as a page shows it; `rows` has for each of the page its id and its row (from 0).

    `sheet` is None where it cannot be changed, and `refused` says why. A sheet that is not there
    yet is one without rows.
    """

    sheet: EditableSheet | None
    rows: Sequence[tuple[str, int]] = ()
    refused: str = ""
    fields: Sequence[Mapping[str, Any]] = ()

    def find(self, id: str, number: int) -> tuple[EditableSheet, int]:
        """Return the sheet, and the row that has a number in the page; raises `UsageError`."""
        if self.sheet is None:
            raise UsageError(self.refused)
        if 0 <= number < len(self.rows) and self.rows[number][0] == id:
            return self.sheet, self.rows[number][1]
        raise TooOldError


def readings_of(config: Config, found: Inspection) -> dict[str, Reading]:
    """Return how the sheets are read, and what they may name."""
    known = find_known(config, found.units.table)
    notes = Reading("annotations", include_hidden=config.include_hidden)
    return {"annotations": notes, "overlays": replace(notes, of="overlays", known=known)}


def path_of(config: Config, name: str) -> Path | str:
    """Return where a sheet is, or where it would be: beside that of the units."""
    place = config.annotations if name == "annotations" else config.overlays
    if place is not None:
        return place
    home = config.base
    if isinstance(config.units, Path) and config.units.parent == home / "data":
        home = config.units.parent
    return home / f"{name}.csv"


def make_blank(name: str, like: EditableSheet) -> bytes:
    """Return a CSV without rows, written as the sheet of units is where that is one too."""
    names = [column.name for column in COLUMNS[name]]
    if not isinstance(like.medium, TextRows):
        return f"{','.join(names)}\n".encode()
    document = like.medium.document
    end = document.line_end(document.records[0])
    header = document.delimiter.join(names)
    return document.mark + f"{header}{end}".encode(document.codec)


def create_sheet(path: Path, data: bytes) -> None:
    """Write a sheet that is not there yet; raises `UsageError` where it is by now."""
    if path.exists():
        raise UsageError(f"{path.name} is there by now; try again")
    write_bytes(path, data, advice=ADVICE)


class Opener:
    """Opens a sheet as it was when the map was built, once it is asked for."""

    def __init__(self, config: Config, found: Inspection, name: str) -> None:
        """Read its bytes; they are taken apart later."""
        is_notes = name == "annotations"
        raw = found.raw_annotations if is_notes else found.overlaid.raw
        table = found.annotations.table if is_notes else found.drawn
        self.name = name
        self.rows = list(zip(table["id"].tolist(), table["line"].tolist(), strict=True))
        self.reading = readings_of(config, found)[name]
        self.place = path_of(config, name)
        self.is_new = config.annotations is None if is_notes else config.overlays is None
        self.source: Source | None = None
        self.refused = ""
        try:
            if not self.is_new and not is_address(self.place):
                self.source = load_source(self.place)
        except DeploymapError as error:
            self.refused = str(error)
        if self.source is not None and self.source.sha256 != raw.sha256:
            self.source, self.refused = None, "the sheet has just been saved"

    def open(self, units: EditableSheet) -> Beside:
        """Return the sheet; one that is not there yet would be written as `units` is."""
        source = self.source
        if self.is_new:
            source = Source(make_blank(self.name, units), f"{self.name}.csv")
        if source is None:
            why = self.refused or f"{self.place}: is no file, so it cannot be changed here"
            return Beside(None, refused=why)
        try:
            sheet = open_sheet(source, self.reading, units.opened)
            if self.name == "annotations":
                position_columns(sheet)
        except DeploymapError as error:
            return Beside(None, refused=str(error))
        at = {record.line: row for row, record in enumerate(sheet.records)}
        rows = [(id, at[line]) for id, line in self.rows]
        return Beside(sheet, rows, "", describe_fields(sheet, COLUMNS[self.name]))


def shape_of(sheet: EditableSheet, row: int) -> list[Chain]:
    """Return the lines and rings of an overlay.

    Raises `UsageError` where it has none in its cell, or they cannot be written.
    """
    own = sheet.sheet.own.get(GEOMETRY)
    text = sheet.text(row, own) if own else ""
    if not text:
        raise UsageError("it is drawn by its other cells: change those")
    if split_reference(text) is not None:
        raise UsageError(f"its shape stands in {text}: change it there")
    try:
        return find_chains(text)
    except GeometryError as error:
        raise UsageError(str(error)) from None


def redraw(
    sheet: EditableSheet,
    row: int,
    old: Parts,
    parts: Parts,
    *,
    date: str = "",
    seen: Mapping[str, str],
) -> Step:
    """Return the step that gives an overlay other points, or from a `date` on.

    Raises `UsageError` likewise, and `ConflictError` where the points of before are others than the
    `old` ones, unless somebody has `seen` them by now.
    """
    said = [chain.points for chain in shape_of(sheet, row)]
    own = sheet.sheet.own[GEOMETRY]
    text = sheet.text(row, own)
    try:
        texts = {own: rewrite_geometry(text, parts)}
    except GeometryError as error:
        raise UsageError(str(error)) from None
    if said != [list(points) for points in old] and text != seen.get(own):
        raise conflict(sheet.file, sheet.line(row), [Clash(own, "", texts[own], text)])
    if date:
        return change_as_of(sheet, row, texts, date)
    return as_seen(change_unit(sheet, row, texts), seen)


def add_shape(
    sheet: EditableSheet, texts: Mapping[str, str], points: Sequence[Point]
) -> dict[str, str]:
    """Return the texts of a new overlay with its shape; raises `DataError` for no such column."""
    named = {sheet.own(column): text for column, text in texts.items()}
    kind = as_type(named.get(sheet.own("type"), "").strip())
    return {**named, sheet.own(GEOMETRY): write_geometry(kind, points)}
