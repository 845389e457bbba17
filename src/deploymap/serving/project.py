"""A map that is edited: its page as it was last built, and the moves of its units."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from deploymap.chain import inspect_scene
from deploymap.edit.geometry import Point
from deploymap.edit.patch import new_errors, reading_of
from deploymap.edit.places import parse_wanted
from deploymap.edit.saving import Sitting, find_lock
from deploymap.edit.sheet import EditableSheet, Opened, Reading, open_sheet
from deploymap.edit.steps import (
    AnyStep,
    add_unit,
    as_found,
    as_seen,
    change_unit,
    check_stood,
    copy_unit,
    delete_unit,
    is_copied,
    move_unit,
)
from deploymap.page.html import DeploymentMap
from deploymap.page.words import ENGLISH, primary_language, read_editor_words
from deploymap.problems import DataError, DeploymapError, UsageError, fault_words, stop_at_errors
from deploymap.serving.besides import (
    Parts,
    TooOldError,
    add_shape,
    create_sheet,
    make_blank,
    path_of,
    readings_of,
    redraw,
    shape_of,
)
from deploymap.serving.shown import Later, Row, Shown, find_rows
from deploymap.serving.spoken import describe_step
from deploymap.serving.wishes import Wishes
from deploymap.settings.config import Config
from deploymap.sheets.source import Source, load_source

# lat and lon in degrees (WGS 84), or a text in any notation
Position = tuple[float, float] | str
Change = Callable[[EditableSheet], bytes]

NOTHING: Mapping[str, str] = MappingProxyType({})
MOST_SHOWN = 20  # problems that a page lists
MOST_KEPT = 5  # versions of the sheet to which an open page may still refer


class Project:
    """The map of a folder while it is edited."""

    def __init__(self, read: Callable[[], Config], *, version: int = 0) -> None:
        """Keep what reads the settings; nothing is built yet.

        `version` is one that no page has which another run has served.
        """
        self.read = read
        self.page = b""
        self.version = version  # of the page
        self.problems: list[str] = []
        self.language = ENGLISH  # of the page, a BCP 47 tag
        self.folder = ""  # which map it is, for pages that keep something of it
        self.held = ""  # a sheet that was written here while another program has it open
        self.ticks = 0  # builds, good ones and others
        self.written = threading.Event()  # a sheet was written here: it is to be built at once
        self._built = threading.Lock()
        self._told: Future[None] = Future()
        self._shown: OrderedDict[int, Later[Shown]] = OrderedDict()
        self._sitting: Sitting | None = None
        self._writing = threading.Lock()
        self._wishes: Wishes | None = None
        self._wishing = threading.Lock()
        self._readings: dict[str, Reading] = {}
        self._opened = Opened()
        # with the sheet: "units", "annotations" or "overlays"
        self._done: list[tuple[str, AnyStep]] = []
        self._undone: list[tuple[str, AnyStep]] = []

    def build(self) -> None:
        """Build the page anew; where the files have faults, the last page stays."""
        try:
            config = self.read()
            self.folder = hashlib.sha256(str(config.base.resolve()).encode()).hexdigest()[:16]
            scene, found = inspect_scene(config)
            # here the editor itself takes the changes
            scene = replace(scene, editable=False)
            page = DeploymentMap(scene, problems=found.problems).to_html().encode()
            shown = Later(find_rows(config, found, self._opened))
        except DataError as error:
            listed = [str(problem) for problem in error.problems if problem.severity == "error"]
            self._tell(listed)
        except DeploymapError as error:
            self._tell([str(error)])
        except Exception as error:  # the editor goes on, and says so
            self._tell([fault_words(error)])
        else:
            with self._built:
                self.page = page
                self.language = scene.language
                self._readings = readings_of(config, found)
                self.version += 1
                self._shown[self.version] = shown
                while len(self._shown) > MOST_KEPT:
                    self._shown.popitem(last=False)
            # the sheets are opened when a page asks for more than the map
            self._tell([])

    def shown_page(self) -> tuple[bytes, int]:
        """Return the page as it was last built, and its version."""
        with self._built:
            return self.page, self.version

    def news(self) -> tuple[dict[str, object], Future[None]]:
        """Return what is the matter, and what is done as soon as there was another build."""
        with self._built:
            said = {"tick": self.ticks, "version": self.version, "problems": self.problems}
            return said, self._told

    def state(self, version: int | None = None) -> str:
        """Return what an open page has to know, as JSON that may stand in HTML.

        `version` is that of the map on the page, where it may be another than the last.
        """
        with self._built:
            version = self.version if version is None else version
            later = self._shown.get(version)
            words = read_editor_words(self.language)
            said: dict[str, object] = {
                "folder": self.folder,
                "tick": self.ticks,
                "version": version,
                "problems": self.problems,
                "held": self.held,
                "undo": describe_step(self._done[-1][1], words) if self._done else "",
                "redo": describe_step(self._undone[-1][1], words) if self._undone else "",
                "language": self.language,
                "words": None if primary_language(self.language) == ENGLISH else words,
            }
        shown = later.get() if later else Shown(None, {}, "")
        said |= {"refused": shown.refused, "fields": shown.fields}
        said["besides"] = {
            name: {"refused": beside.refused, "fields": beside.fields}
            for name, beside in shown.besides.items()
        }
        return json.dumps(said).replace("<", "\\u003c")

    def move(
        self,
        version: int,
        row: Row,
        position: Position,
        date: str = "",
        *,
        stood: str | None = None,
        seen: Mapping[str, str] = NOTHING,
    ) -> bool:
        """Write another position of a row into its sheet; return whether that changes anything.

        `version` is that of the page on which the unit was moved; `position` is lat and lon, or a
        text in any notation. With a `date` a new row is added. `stood` is where the person saw the
        unit, `seen` what cells said, where the sheet of that version says something else.
        Raises `DeploymapError` where the sheet says another position by now, or cannot be changed.
        """
        sheet, at = self._find(version, row)
        lat, lon = parse_wanted(sheet, position) if isinstance(position, str) else position
        step = move_unit(sheet, at, lat, lon, date=date)
        if stood is not None:
            check_stood(sheet, at, parse_wanted(sheet, stood) if stood else None, step)
        return self._take(as_seen(step, _by_own_name(sheet, seen)), row.sheet)

    def change(
        self, version: int, row: Row, texts: Mapping[str, str], seen: Mapping[str, str] = NOTHING
    ) -> bool:
        """Write other texts into cells of a unit; else as `move`."""
        sheet, at = self._find(version, row)
        step = as_seen(change_unit(sheet, at, texts), _by_own_name(sheet, seen))
        return self._take(step, row.sheet)

    def add(
        self,
        version: int,
        texts: Mapping[str, str],
        position: Position | None,
        name: str = "units",
        points: Sequence[Point] = (),
        *,
        wish: str = "",
    ) -> bool:
        """Add a row behind all others of a sheet, an overlay with its points; else as `move`.

        `wish` is the page's mark of what it asks for: what has the same mark is done once.
        """
        sheet = self._open(version, name)
        if isinstance(position, str):
            position = parse_wanted(sheet, position)
        if points:
            texts = add_shape(sheet, texts, points)
        step = add_unit(sheet, texts, position)
        return self._take_once(
            wish, lambda: step, name, lambda: bool(sheet.find_content(step.content))
        )

    def shape(self, version: int, row: Row) -> list[dict[str, object]]:
        """Return the points (lon, lat) of each line and ring of an overlay; else as `move`."""
        chains = shape_of(*self._find(version, row))
        return [{"points": chain.points, "isRing": chain.is_ring} for chain in chains]

    def draw(
        self,
        version: int,
        row: Row,
        old: Parts,
        parts: Parts,
        date: str = "",
        *,
        seen: Mapping[str, str] = NOTHING,
    ) -> bool:
        """Give an overlay other points where it has the `old` ones; else as `move`."""
        sheet, at = self._find(version, row)
        seen = _by_own_name(sheet, seen)
        return self._take(redraw(sheet, at, old, parts, date=date, seen=seen), row.sheet)

    def copy(self, version: int, row: Row, wanted: str = "", *, wish: str = "") -> bool:
        """Add a copy of a unit's row behind it, with the id `wanted` if that is free; as `add`."""
        sheet, at = self._find(version, row)
        return self._take_once(
            wish,
            # others may have made a copy with this id meanwhile
            lambda: copy_unit(sheet, at, wanted, self._open_now(row.sheet)),
            row.sheet,
            lambda: is_copied(sheet, at, wanted),
        )

    def delete(
        self, version: int, row: Row, seen: Mapping[str, str] = NOTHING, *, wish: str = ""
    ) -> bool:
        """Take a unit's row away; else as `add`."""
        if self._wishes and self._wishes.is_made(wish, lambda: False):
            return False
        sheet, at = self._find(version, row)
        step = delete_unit(sheet, at, _by_own_name(sheet, seen))
        # a row that is there is not the one that an earlier run has deleted
        return self._take_once(wish, lambda: step, row.sheet, lambda: False)

    def cells(self, version: int, row: Row) -> Mapping[str, str]:
        """Return the texts of a unit's row by the sheet's own names."""
        sheet, at = self._find(version, row)
        return sheet.content(at)

    def _find(self, version: int, row: Row) -> tuple[EditableSheet, int]:
        """Return the sheet as a page shows it, and the row that is meant."""
        sheet, shown = self._open(version, row.sheet), self._show(version)
        if row.sheet in shown.besides:
            return shown.besides[row.sheet].find(row.id, row.number)
        at = shown.dated.get((row.id, row.held), shown.rows.get(row.id))
        if at is None or (row.called is not None and not sheet.is_called(at, row.called)):
            raise TooOldError
        return sheet, at

    def _show(self, version: int) -> Shown:
        """Return the sheets as a page shows them; raises `UsageError` where it is too old."""
        with self._built:
            later = self._shown.get(version)
        if later is None:
            raise TooOldError
        return later.get()

    def _open(self, version: int, name: str) -> EditableSheet:
        """Return a sheet as a page shows it; raises `UsageError` where it cannot be changed."""
        shown = self._show(version)
        beside = shown.besides.get(name)
        if beside is None and (name != "units" or shown.sheet is None):
            raise UsageError(shown.refused) if shown.refused else TooOldError()
        sheet = beside.sheet if beside else shown.sheet
        if sheet is None:
            raise UsageError(beside.refused) if beside else TooOldError()
        return sheet

    def _take_once(
        self,
        wish: str,
        make_step: Callable[[], AnyStep],
        sheet: str,
        is_there: Callable[[], bool],
    ) -> bool:
        """Make a step unless it was made for the same wish, "" for none; else as `_take`."""
        with self._wishing:
            if not wish:
                return self._take(make_step(), sheet)
            self._wishes = self._wishes or Wishes(self.read().base)
            if self._wishes.is_made(wish, is_there):
                return False
            with self._wishes.making(wish):
                return self._take(make_step(), sheet)

    def _take(self, step: AnyStep, sheet: str = "units") -> bool:
        with self._writing:
            is_changed = self._save(sheet, step.make)
            if is_changed:
                self._done.append((sheet, step))
                self._undone.clear()
        return is_changed

    def undo(self, meant: str = "", seen: Mapping[str, str] = NOTHING) -> str:
        """Take the last step back; return what it changed, "" where there is none.

        `meant` is what a page said of it, where it has to be that one; `seen` what cells of the row
        say by now. Raises `DeploymapError` likewise.
        """
        return self._step(meant, seen, is_undone=True)

    def redo(self, meant: str = "", seen: Mapping[str, str] = NOTHING) -> str:
        """Make the step again that was undone last; else as `undo`."""
        return self._step(meant, seen, is_undone=False)

    def _step(self, meant: str, seen: Mapping[str, str], *, is_undone: bool) -> str:
        """Go a step back or forth."""
        with self._writing:
            taken, put = (self._done, self._undone) if is_undone else (self._undone, self._done)
            words = read_editor_words(self.language)
            if meant and (not taken or describe_step(taken[-1][1], words) != meant):
                raise TooOldError
            if not taken:
                return ""
            sheet, step = taken[-1]
            told = describe_step(step, words)
            step = as_found(step, seen, is_undone=is_undone)
            self._save(sheet, step.undo if is_undone else step.make)
            taken.pop()
            put.append((sheet, step))
            return told

    def _save(self, sheet: str, change: Change) -> bool:
        """Write what a change makes of a sheet as it is now; return whether it is another."""
        config = self.read()
        path, reading = self._locate(config, sheet)
        if self._sitting is None:
            self._sitting = Sitting(config.base)
        if sheet in self._readings and not path.exists():
            units = open_sheet(load_source(config.units), reading_of(config), self._opened)
            blank = make_blank(sheet, units)
            create_sheet(path, self._check(config, reading, path, blank, change))
            self.written.set()
            return True
        before = load_source(path).data
        after = self._sitting.save(
            path, lambda data: self._check(config, reading, path, data, change)
        )
        if after != before:
            self.held = path.name if find_lock(path) else ""
            self.written.set()
        return after != before

    def _locate(self, config: Config, sheet: str) -> tuple[Path, Reading]:
        """Return where a sheet is, and how it is read."""
        if sheet in self._readings:
            return Path(path_of(config, sheet)), self._readings[sheet]
        return Path(config.units), reading_of(config)

    def _open_now(self, sheet: str) -> EditableSheet:
        """Return a sheet as it is now, which may not be as any page shows it."""
        path, reading = self._locate(self.read(), sheet)
        return open_sheet(load_source(path), reading, self._opened)

    def _check(
        self, config: Config, reading: Reading, path: Path, data: bytes, change: Change
    ) -> bytes:
        """Return the bytes of a sheet after a change, of which none is an error."""
        sheet = open_sheet(Source(data, path.name), reading, self._opened)
        changed = change(sheet)
        if changed != data:
            after = open_sheet(Source(changed, path.name), reading, self._opened)
            stop_at_errors(new_errors(sheet, after, config))
        return changed

    def _tell(self, problems: list[str]) -> None:
        with self._built:
            more = len(problems) - MOST_SHOWN
            self.problems = problems[:MOST_SHOWN] + ([f"and {more:,} more"] if more > 0 else [])
            self.ticks += 1
            told, self._told = self._told, Future()
        told.set_result(None)


def _by_own_name(sheet: EditableSheet, texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts by the sheet's own names; raises `DataError` for no such column."""
    return {sheet.own(column): text for column, text in texts.items()}
