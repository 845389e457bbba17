"""The sheets as an open page shows them: which row of which sheet is meant by it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import pandas as pd

from deploymap.edit.patch import reading_of
from deploymap.edit.places import position_columns
from deploymap.edit.sheet import EditableSheet, Opened, open_sheet
from deploymap.inspection.inputs import Inspection
from deploymap.problems import DeploymapError
from deploymap.serving.besides import NAMES, Beside, Opener
from deploymap.serving.fields import describe_fields
from deploymap.settings.config import Config
from deploymap.sheets.source import load_source

T = TypeVar("T")


class Later(Generic[T]):
    """A value that is made when it is first asked for, once."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Keep what makes it."""
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []

    def get(self) -> T:
        """Return the value."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
                self._make = lambda: self._made[0]
            return self._made[0]


class Row(NamedTuple):
    """Which row a page means: of a unit by its id, and by the date of the row that it shows.

    `called` is the unit's name, where the page may know the row by its line alone, of another run.
    In the sheets of "annotations" and "overlays" it is the one with the number that it has in the
    page, from 0.
    """

    id: str
    held: str = ""
    sheet: str = "units"
    number: int = -1
    called: str | None = None


@dataclass(frozen=True, eq=False)
class Shown:
    """The sheet as a page shows it: of each unit the row (from 0) that counts, or that of a date.

    `fields` says what its cells may hold, see `fields.py`. `sheet` is None where it cannot be
    changed, and `refused` says why. `besides` are the other sheets, by their names.
    """

    sheet: EditableSheet | None
    rows: Mapping[str, int]
    refused: str
    dated: Mapping[tuple[str, str], int] = field(default_factory=dict)
    fields: Sequence[Mapping[str, Any]] = ()
    besides: Mapping[str, Beside] = field(default_factory=dict)


def find_rows(config: Config, found: Inspection, opened: Opened) -> Callable[[], Shown]:
    """Return what opens the sheet of a page, and finds where each of its units stands in it."""
    path, sha256 = config.units, found.raw_units.sha256
    units = list(zip(found.joined["id"].tolist(), found.joined["line"].tolist(), strict=True))
    openers = [Opener(config, found, name) for name in NAMES]
    history = [] if found.history is None else find_dates(found.history)
    source, refused = None, ""
    if config.publish.round_km:
        refused = "the settings round the positions of this map: change the sheet"
    elif not isinstance(path, Path):
        refused = f"{path}: is no file, so it cannot be changed here"
    else:
        try:
            source = load_source(path)
        except DeploymapError as error:
            refused = str(error)
    if source is not None and source.sha256 != sha256:  # the next build is on its way
        source, refused = None, "the sheet has just been saved"

    def show() -> Shown:
        if source is None:
            return Shown(None, {}, refused)
        try:
            sheet = open_sheet(source, reading_of(config), opened)
            position_columns(sheet)
        except DeploymapError as error:
            return Shown(None, {}, str(error))
        at = {record.line: row for row, record in enumerate(sheet.records)}
        rows = {unit: at[line] for unit, line in units if line in at}
        dated = {(unit, date): at[line] for unit, date, line in history if line in at}
        besides = {opener.name: opener.open(sheet) for opener in openers}
        return Shown(sheet, rows, "", dated, describe_fields(sheet), besides)

    return show


def find_dates(history: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Return id, date and line of the rows of all dates."""
    columns = (history[name].tolist() for name in ("id", "date", "line"))
    return [
        (unit, date if isinstance(date, str) else "", line)
        for unit, date, line in zip(*columns, strict=True)
    ]
