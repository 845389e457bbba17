"""A map that is edited: its page as it was last built, and the moves of its units."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploymap.chain import inspect_scene
from deploymap.edit.changes import Change, RowKey, change_cell
from deploymap.edit.patch import reading_of
from deploymap.edit.places import POSITION, position_columns, read_position
from deploymap.edit.saving import Sitting
from deploymap.edit.sheet import EditableSheet, open_sheet
from deploymap.inspection.inputs import Inspection
from deploymap.page.html import DeploymentMap
from deploymap.problems import DataError, DeploymapError, UsageError
from deploymap.settings.config import Config
from deploymap.sheets.source import Source, load_source

MOST_SHOWN = 20  # problems that a page lists
MOST_KEPT = 5  # versions of the sheet to which an open page may still refer


@dataclass(frozen=True, eq=False)
class Shown:
    """The sheet as a page shows it: of each unit the row (from 0) that counts.

    `sheet` is None where it cannot be changed, and `refused` says why.
    """

    sheet: EditableSheet | None
    rows: Mapping[str, int]
    refused: str


class Project:
    """The map of a folder while it is edited."""

    def __init__(self, read: Callable[[], Config]) -> None:
        """Keep what reads the settings; nothing is built yet."""
        self.read = read
        self.page = b""
        self.version = 0  # of the page
        self.problems: list[str] = []
        self.ticks = 0  # builds, good ones and others
        self.built = threading.Condition()
        self._shown: OrderedDict[int, Shown] = OrderedDict()
        self._sitting: Sitting | None = None
        self._writing = threading.Lock()

    def build(self) -> None:
        """Build the page anew; where the files have faults, the last page stays."""
        try:
            config = self.read()
            scene, found = inspect_scene(config)
            page = DeploymentMap(scene, problems=found.problems).to_html().encode()
            shown = show_sheet(config, found)
        except DataError as error:
            listed = [str(problem) for problem in error.problems if problem.severity == "error"]
            self._tell(listed)
        except DeploymapError as error:
            self._tell([str(error)])
        else:
            with self.built:
                self.page = page
                self.version += 1
                self._shown[self.version] = shown
                while len(self._shown) > MOST_KEPT:
                    self._shown.popitem(last=False)
            self._tell([])

    def wait(self, tick: int, seconds: float) -> dict[str, object]:
        """Return what is the matter as soon as there was another build, or after some seconds."""
        with self.built:
            self.built.wait_for(lambda: self.ticks != tick, seconds)
            return {"tick": self.ticks, "version": self.version, "problems": self.problems}

    def state(self) -> str:
        """Return what an open page has to know, as JSON that may stand in HTML."""
        with self.built:
            shown = self._shown.get(self.version)
            said = {
                "tick": self.ticks,
                "version": self.version,
                "problems": self.problems,
                "refused": shown.refused if shown else "",
            }
        return json.dumps(said).replace("<", "\\u003c")

    def move(self, version: int, unit: str, lat: float, lon: float) -> bool:
        """Write another position of a unit into the sheet; return whether that changes anything.

        `version` is that of the page on which the unit was moved. Raises `DataError` where the
        sheet says another position by now, or cannot be changed.
        """
        config = self.read()
        with self.built:
            shown = self._shown.get(version)
        if shown is None or unit not in shown.rows:
            raise UsageError("the page is older than the sheet; load it again")
        if shown.sheet is None:
            raise UsageError(shown.refused)
        sheet, row = shown.sheet, shown.rows[unit]
        content = sheet.content(row)
        stood = read_position(sheet, content.__getitem__)
        old = "" if stood is None else _write(*stood)
        own = sheet.sheet.own.get("id")
        key = RowKey(content[own] if own else "", content)
        change = Change(key, POSITION, old, _write(lat, lon))
        return self._save(config, change)

    def _save(self, config: Config, change: Change) -> bool:
        path = Path(config.units)
        with self._writing:
            if self._sitting is None:
                self._sitting = Sitting(config.base)
            before = load_source(path).data
            after = self._sitting.save(
                path,
                lambda data: change_cell(
                    open_sheet(Source(data, path.name), reading_of(config)), change
                ),
            )
        return after != before

    def _tell(self, problems: list[str]) -> None:
        with self.built:
            more = len(problems) - MOST_SHOWN
            self.problems = problems[:MOST_SHOWN] + ([f"and {more:,} more"] if more > 0 else [])
            self.ticks += 1
            self.built.notify_all()


def show_sheet(config: Config, found: Inspection) -> Shown:
    """Return the sheet of a page, with where each of its units stands in it."""
    if config.publish.round_km:
        return Shown(None, {}, "the settings round the positions of this map: change the sheet")
    path = config.units
    if not isinstance(path, Path):
        return Shown(None, {}, f"{path}: is no file, so it cannot be changed here")
    try:
        source = load_source(path)
        sheet = open_sheet(source, reading_of(config))
        position_columns(sheet)
    except DeploymapError as error:
        return Shown(None, {}, str(error))
    if source.sha256 != found.raw_units.sha256:  # the next build is on its way
        return Shown(None, {}, "the sheet has just been saved")
    at = {record.line: row for row, record in enumerate(sheet.records)}
    units = zip(found.joined["id"].tolist(), found.joined["line"].tolist(), strict=True)
    return Shown(sheet, {unit: at[line] for unit, line in units if line in at}, "")


def _write(lat: float, lon: float) -> str:
    return f"{lat:.8f}, {lon:.8f}"
