"""Steps of a sitting that can be undone: a row that changes, a new one, or one that goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from deploymap.checks.clocks import TIME_OF_DATE
from deploymap.edit.changes import RowKey, change_row, choose_row, find_rows
from deploymap.edit.faults import Clash, conflict, refuse
from deploymap.edit.places import (
    is_same_position,
    position_columns,
    read_position,
    write_position,
)
from deploymap.edit.sheet import EditableSheet
from deploymap.edit.splicing import delete_row, insert_first, insert_row, insert_written
from deploymap.notation.isodates import date_order
from deploymap.problems import shorten
from deploymap.sheets.invisible import strip_cell

NOTHING: Mapping[str, str] = MappingProxyType({})
# columns by which a row of any sheet is called: the first that says something
NAMED_BY = ("name", "id", "text", "type")


@dataclass(frozen=True)
class Step:
    """What one row says before and after a step, by the sheet's own names of the columns.

    `before` is None for a row that the step adds behind the last one of its unit; `like` is then
    what the row says of which it is a copy. `written` is how the cells were written before. `id` is
    "" where the unit has none.
    """

    id: str
    name: str
    before: Mapping[str, str] | None
    after: Mapping[str, str]
    like: Mapping[str, str]
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> dict[str, str]:
        """The cells that the step changes, or that tell a new row from that which it copies."""
        return {own: text for own, text in self.after.items() if self.like[own] != text}

    def make(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet after the step; raises `DataError` where it does not fit."""
        if self.before is not None:
            return change_row(sheet, RowKey(self.id, self.before), self.before, self.changed)
        # a row that says something else by now is no pattern, nor is another one of the unit
        rows = find_rows(sheet, RowKey("", self.like))
        behind = (sheet.find_id(self.id) or rows)[-1]
        return insert_row(sheet, behind, self.changed, like=rows[-1])

    def undo(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet as before the step; raises `DataError` likewise."""
        if self.before is not None:
            old = {own: self.before[own] for own in self.changed}
            key = RowKey(self.id, self.after)
            return change_row(sheet, key, self.after, old, written=self.written)
        own = sheet.sheet.own.get("id", "")
        return delete_row(sheet, _find_whole(sheet, self.after.get(own, ""), self.after)[-1])


@dataclass(frozen=True)
class Removal:
    """The step that takes a row away: what it says, how it is written, and the row before it.

    `behind` is None for the first row, `written` "" where it is not known. `id` is "" for a row
    without one.
    """

    id: str
    name: str
    content: Mapping[str, str]
    written: str
    behind: Mapping[str, str] | None

    def make(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet after the step; raises `DataError` where it does not fit."""
        return delete_row(sheet, _find_whole(sheet, self.id, self.content)[0])

    def undo(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet with the row where it was, or at the end."""
        if not self.written:
            return Addition(self.id, self.name, self.content).make(sheet)
        if self.behind is None or not sheet.records:
            return insert_written(sheet, None, self.written, self.content)
        rows = sheet.find_content(self.behind) or [len(sheet.records) - 1]
        return insert_written(sheet, rows[0], self.written, self.content)


@dataclass(frozen=True)
class Addition:
    """The step that adds a row behind all others: what it says."""

    id: str
    name: str
    content: Mapping[str, str]

    def make(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet after the step; raises `DataError` where it does not fit."""
        texts = {own: text for own, text in self.content.items() if text}
        if not sheet.records:
            return insert_first(sheet, texts)
        return insert_row(sheet, len(sheet.records) - 1, texts)

    def undo(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet without the row."""
        return delete_row(sheet, _find_whole(sheet, self.id, self.content)[-1])


AnyStep = Step | Removal | Addition


def add_unit(
    sheet: EditableSheet, texts: Mapping[str, str], position: tuple[float, float] | None
) -> Addition:
    """Return the step that adds a unit; `texts` as in `change_unit`, the position lat and lon.

    A unit without a position may have the name of a place.
    """
    content = dict.fromkeys(sheet.places, "")
    said = {sheet.own(column): strip_cell(text) for column, text in texts.items()}
    if position is not None:
        said |= write_position(sheet, lambda own: "", *position)
    content |= sheet.said(None, said)
    return Addition(*_names(sheet, content), content)


def change_unit(sheet: EditableSheet, row: int, texts: Mapping[str, str]) -> Step:
    """Return the step that gives cells of a row other texts, by the schema's names or the sheet's.

    Raises `DataError` for no such column.
    """
    content = sheet.content(row)
    id, name = _names(sheet, content)
    said = {sheet.own(column): strip_cell(text) for column, text in texts.items()}
    after = content | sheet.said(row, said)
    return Step(id, name, content, after, content, sheet.written(row))


def as_seen(step: Step, seen: Mapping[str, str]) -> Step:
    """Return a step that changes a row of which somebody saw other cells than the sheet had.

    `seen` has these by the sheet's own names; the step fits where the row says them.
    """
    if step.before is None or not seen:
        return step
    changed, before = step.changed, {**step.before, **seen}
    written = {own: cell for own, cell in step.written.items() if own not in seen}
    return replace(step, before=before, after=before | changed, like=before, written=written)


def as_found(step: AnyStep, seen: Mapping[str, str], *, is_undone: bool) -> AnyStep:
    """Return a step that fits a row of which somebody saw other cells than the step knows.

    It is to be undone, or else made; `seen` has the cells by the sheet's own names.
    """
    if not seen:
        return step
    if isinstance(step, Step):
        return replace(step, after={**step.after, **seen}) if is_undone else as_seen(step, seen)
    content = {**step.content, **seen}
    if isinstance(step, Removal):
        return replace(step, content=content, written="")
    return replace(step, content=content)


def check_stood(
    sheet: EditableSheet, row: int, stood: tuple[float, float] | None, step: Step
) -> None:
    """Raise `ConflictError` where a row does not stand where somebody saw it; None is nowhere."""
    content = sheet.content(row)
    if is_same_position(read_position(sheet, content.__getitem__), stood):
        return
    names = position_columns(sheet)
    texts = [f"{degrees:g}" for degrees in stood] if stood else ["", ""]
    olds = texts if len(names) > 1 else [", ".join(filter(None, texts))]
    clashes = [
        Clash(own, old, step.after[own], content[own])
        for own, old in zip((sheet.sheet.own[name] for name in names), olds, strict=True)
    ]
    raise conflict(sheet.file, sheet.line(row), clashes)


def copy_unit(
    sheet: EditableSheet, row: int, wanted: str = "", now: EditableSheet | None = None
) -> Step:
    """Return the step that adds a copy of a row behind it, with an id of its own.

    That is `wanted` where no row has it; `now` is the sheet as it is by now, where that is another.
    """
    content = sheet.content(row)
    id, name = _names(sheet, content)
    own = sheet.sheet.own.get("id")
    if own is None or not id:
        return Step("", name, None, content, content)
    number, new = 2, wanted
    while not new or (now or sheet).find_id(new):
        new, number = f"{id}-{number}", number + 1
    return Step(id, name, None, content | {own: new}, content)


def is_copied(sheet: EditableSheet, row: int, wanted: str) -> bool:
    """Return whether there is a copy of a row that was to have an id, or none as the row itself."""
    content = sheet.content(row)
    if _names(sheet, content)[0]:
        return bool(wanted and sheet.find_id(wanted))
    return len(sheet.find_content(content)) > 1


def delete_unit(sheet: EditableSheet, row: int, seen: Mapping[str, str] = NOTHING) -> Removal:
    """Return the step that takes a row away, of which somebody may have `seen` other cells."""
    content = sheet.content(row)
    behind = sheet.content(row - 1) if row else None
    step = Removal(*_names(sheet, content), content, sheet.medium.written(row), behind)
    others = {own: text for own, text in seen.items() if content[own] != text}
    return replace(step, content=content | others, written="") if others else step


def move_unit(sheet: EditableSheet, row: int, lat: float, lon: float, *, date: str = "") -> Step:
    """Return the step that gives a row another position, in degrees (WGS 84).

    With a `date` it is as `change_as_of` says.
    Raises `DataError` where the position or the date cannot be written.
    """
    texts = write_position(sheet, sheet.content(row).__getitem__, lat, lon)
    return change_as_of(sheet, row, texts, date) if date else change_unit(sheet, row, texts)


def change_as_of(sheet: EditableSheet, row: int, texts: Mapping[str, str], date: str) -> Step:
    """Return the step that gives a unit or an overlay other texts from a date on.

    The row stays, and a new one of this date comes behind the last of its id, unless there is one
    already: then that one is changed. What the row says of its end does not hold for a later one.
    """
    content, own = sheet.content(row), sheet.sheet.own
    id, name = _names(sheet, content)
    if not id or "date" not in own:
        lacks = "id" if not id else "date"
        words = f"a row of another date needs the unit's {lacks}"
        raise refuse(sheet.file, "edit-column", words, "add the columns id and date, and fill them")
    order = date_order(date)
    if order is None:
        words, advice = f"{shorten(date)} is no date", "write one such as 2022-02-01"
        raise refuse(sheet.file, "date-unreadable", words, advice, column=own["date"])
    for other in reversed(sheet.find_id(id)):
        if date_order(sheet.text(other, own["date"])) == order:
            return change_unit(sheet, other, texts)
    times = {use.own: "" for use in sheet.sheet.uses if use.why == TIME_OF_DATE}
    texts = {**texts, **times, own["date"]: date}
    end = date_order(content[own["until"]]) if "until" in own else None
    if end is not None and end < order:
        texts[own["until"]] = ""
    return Step(id, name, None, content | sheet.said(row, texts), content)


def _find_whole(sheet: EditableSheet, id: str, content: Mapping[str, str]) -> list[int]:
    """Return the rows that say all of `content`.

    Raises `ConflictError` where the row with its id says something else by now, `DataError` where
    there is none.
    """
    if same := sheet.find_content(content):
        return same
    key = RowKey(id, content)
    row = choose_row(sheet, key, find_rows(sheet, key))
    now = sheet.content(row)
    clashes = [Clash(own, old, "", now[own]) for own, old in content.items() if now[own] != old]
    raise conflict(sheet.file, sheet.line(row), clashes)


def _names(sheet: EditableSheet, content: Mapping[str, str]) -> tuple[str, str]:
    """Return the id of a row, "" where it has none, and its name, or what it is known by."""
    own = sheet.sheet.own
    said = {name: content[own[name]] for name in NAMED_BY if name in own}
    return said.get("id", ""), next((text for text in said.values() if text), "")
