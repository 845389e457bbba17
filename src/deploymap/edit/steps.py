"""Steps of a sitting that can be undone: a row that changes, or a new row of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deploymap.edit.changes import RowKey, change_row, find_rows
from deploymap.edit.faults import refuse
from deploymap.edit.places import write_position
from deploymap.edit.sheet import EditableSheet
from deploymap.edit.splicing import delete_row, insert_row
from deploymap.notation.isodates import date_order
from deploymap.problems import shorten


@dataclass(frozen=True)
class Step:
    """What one row says before and after a step, by the sheet's own names of the columns.

    `before` is None for a row that the step adds behind the last one of its unit; `like` is then
    what the row says of which it is a copy. `id` is "" where the unit has none.
    """

    id: str
    name: str
    before: Mapping[str, str] | None
    after: Mapping[str, str]
    like: Mapping[str, str]

    @property
    def changed(self) -> dict[str, str]:
        """The cells that the step changes, or that tell a new row from that which it copies."""
        return {own: text for own, text in self.after.items() if self.like[own] != text}

    @property
    def words(self) -> str:
        """What the step changes, in one line."""
        cells = (
            f"{own} {shorten(self.like[own]) or 'blank'} → {shorten(text) or 'blank'}"
            for own, text in self.changed.items()
        )
        return f"{shorten(self.name)}: {', '.join(cells)}"

    def make(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet after the step; raises `DataError` where it does not fit."""
        if self.before is not None:
            return change_row(sheet, RowKey(self.id, self.before), self.before, self.changed)
        rows = find_rows(sheet, RowKey(self.id, self.like))
        return insert_row(sheet, sheet.find_id(self.id)[-1], self.changed, like=rows[-1])

    def undo(self, sheet: EditableSheet) -> bytes:
        """Return the bytes of a sheet as before the step; raises `DataError` likewise."""
        if self.before is not None:
            old = {own: self.before[own] for own in self.changed}
            return change_row(sheet, RowKey(self.id, self.after), self.after, old)
        rows = sheet.find_content(self.after)
        if not rows:
            words = "the row that was added says something else by now"
            raise refuse(sheet.file, "edit-conflict", words, "delete it by hand")
        return delete_row(sheet, rows[-1])


def move_unit(sheet: EditableSheet, row: int, lat: float, lon: float, *, date: str = "") -> Step:
    """Return the step that gives a row another position, in degrees (WGS 84).

    With a `date` the row stays, and a new one of this date comes behind the last of its unit.
    Raises `DataError` where the position or the date cannot be written.
    """
    content = sheet.content(row)
    own = sheet.sheet.own
    id = content[own["id"]] if "id" in own else ""
    name = content[own["name"]] if "name" in own else id
    texts = dict(write_position(sheet, content.__getitem__, lat, lon))
    if not date:
        return Step(id, name, content, content | texts, content)
    if not id or "date" not in own:
        lacks = "id" if not id else "date"
        words = f"a row of another date needs the unit's {lacks}"
        raise refuse(sheet.file, "edit-column", words, "add the columns id and date, and fill them")
    if date_order(date) is None:
        words, advice = f"{shorten(date)} is no date", "write one such as 2022-02-01"
        raise refuse(sheet.file, "date-unreadable", words, advice, column=own["date"])
    return Step(id, name, None, content | texts | {own["date"]: date}, content)
