"""Changes of single cells: each is checked against what the sheet holds, then all are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deploymap.edit.faults import Clash, conflict, refuse
from deploymap.edit.places import (
    POSITION,
    TextOf,
    is_same_position,
    parse_wanted,
    read_position,
    write_position,
)
from deploymap.edit.sheet import EditableSheet, open_sheet
from deploymap.edit.splicing import Cells, write_cells
from deploymap.problems import DataError, Problem, shorten
from deploymap.sheets.invisible import strip_cell
from deploymap.sheets.source import Source

# the sheet's own name of a column -> the text of a row's cell
Texts = Mapping[str, str]


@dataclass(frozen=True)
class RowKey:
    """Which row is meant: by the unit's id, else by all that the row said when it was read.

    `content` has the texts of the row by the sheet's own names; of a unit with rows of several
    dates it tells which one is meant, and so does `date`, as ISO text. The number of a row is never
    enough.
    """

    id: str = ""
    content: Mapping[str, str] = field(default_factory=dict)
    date: str = ""


@dataclass(frozen=True)
class Change:
    """A cell that is to become another: `old` is what it said when the change was made.

    `column` is the schema's name or the sheet's own. Where it is "position", both texts are
    positions in any notation, and what is written has the notation of the sheet.
    """

    key: RowKey
    column: str
    old: str
    new: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a change: its row (from 0) and the cells that it writes, or why it does not
    fit. The cells are those of `columns`, by the sheet's own names; none where they say so already.
    """

    change: Change
    row: int | None = None
    columns: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, eq=False)
class Changed:
    """The bytes of a sheet after changes, and what became of each of these, in their order."""

    data: bytes
    outcomes: Sequence[Outcome]


def change_cells(sheet: EditableSheet, changes: Sequence[Change]) -> Changed:
    """Return the sheet with the changes that fit, and for each of the others why it does not.

    A change does not fit where its row is not there, where its cell says neither the old text nor
    the new one, or where the sheet would be read otherwise in more than this cell. One that is made
    already fits, and changes nothing.
    """
    cells: Cells = {}
    outcomes = [_try_change(sheet, change, cells) for change in changes]
    try:
        return Changed(write_cells(sheet, cells), outcomes)
    except DataError:
        return _change_one_by_one(sheet, changes)


def change_row(
    sheet: EditableSheet,
    key: RowKey,
    old: Mapping[str, str],
    new: Mapping[str, str],
    *,
    written: Mapping[str, str] | None = None,
) -> bytes:
    """Return the bytes of the sheet with other texts in some cells of one row, all or none.

    `old` and `new` have the texts by the sheet's own names, `written` how the new ones once were
    written. Raises `DataError` where the row is not
    there, or a cell says neither; cells that say the new text already stay.
    """
    rows = find_rows(sheet, key)
    fitting = [row for row in rows if all(sheet.text(row, own) == old[own] for own in new)]
    row = choose_row(sheet, key, fitting or rows)
    clashes = [
        Clash(own, old[own], text, said)
        for own, text in new.items()
        if (said := sheet.text(row, own)) not in (old[own], text)
    ]
    if clashes:
        raise conflict(sheet.file, sheet.line(row), clashes)
    return write_cells(
        sheet,
        {(row, own): text for own, text in new.items()},
        {(row, own): text for own, text in (written or {}).items()},
    )


def find_rows(sheet: EditableSheet, key: RowKey) -> list[int]:
    """Return the rows that a key may mean: more than one where a unit has rows of several dates.

    Raises `DataError` where there is none.
    """
    rows = sheet.find_id(key.id)
    if key.date and len(rows) > 1:
        if dated := [row for row in rows if sheet.dates[row] == key.date]:
            return dated
        words = f"no row with the id {shorten(key.id)} has the date {shorten(key.date)}"
        raise refuse(sheet.file, "edit-row", words, "it was deleted, or has another date by now")
    if rows:
        same = [row for row in rows if sheet.content(row) == key.content]
        return same or _of_date(sheet, key, rows) or rows
    if key.content and (same := sheet.find_content(key.content)):
        return same[:1]  # those after it say the same in every cell
    if key.id and not key.content:
        words = f"no row has the id {shorten(key.id)}"
        raise refuse(sheet.file, "edit-row", words, "it was deleted or renamed, or has no id")
    words = "no row says any longer what this one said"
    raise refuse(sheet.file, "edit-row", words, "it was changed or deleted; read the sheet again")


def _of_date(sheet: EditableSheet, key: RowKey, rows: Sequence[int]) -> list[int]:
    """Return those of a unit's rows that have the date of the one that is meant."""
    own = sheet.sheet.own.get("date", "")
    if own not in key.content:
        return []
    return [row for row in rows if sheet.text(row, own) == key.content[own]]


def choose_row(sheet: EditableSheet, key: RowKey, rows: Sequence[int]) -> int:
    """Return the one row that is meant; raises `DataError` where it may be one of several."""
    if len({tuple(sheet.content(row).values()) for row in rows}) > 1:
        lines = ", ".join(str(sheet.line(row)) for row in rows[:5])
        words = f"{len(rows)} rows have the id {shorten(key.id)} (lines {lines})"
        raise refuse(sheet.file, "edit-row", words, "give the whole row that is meant")
    return rows[0]


def _change_one_by_one(sheet: EditableSheet, changes: Sequence[Change]) -> Changed:
    """Make the changes that the sheet can take, where it cannot take all of them."""
    outcomes = []
    for change in changes:
        cells: Cells = {}
        outcome = _try_change(sheet, change, cells)
        if outcome.problem is None:
            try:
                data = write_cells(sheet, cells)
                sheet = open_sheet(Source(data, sheet.file), sheet.reading, sheet.opened)
            except DataError as error:
                outcome = Outcome(change, problem=error.problems[0])
        outcomes.append(outcome)
    return Changed(sheet.medium.data, outcomes)


def _try_change(sheet: EditableSheet, change: Change, cells: Cells) -> Outcome:
    """Return what becomes of a change after others; what it makes of its cells comes to theirs."""
    plan = _plan_move if change.column == POSITION else _plan_text
    try:
        row, texts = plan(sheet, change, cells)
    except DataError as error:
        return Outcome(change, problem=error.problems[0])
    texts = sheet.said(row, texts)
    written = {own: text for own, text in texts.items() if _said(sheet, row, own, cells) != text}
    cells.update({(row, own): text for own, text in written.items()})
    return Outcome(change, row, tuple(written))


def _plan_text(sheet: EditableSheet, change: Change, cells: Cells) -> tuple[int, Texts]:
    """Return the row of a change, and its cells as they become."""
    own = sheet.own(change.column)
    old, new = strip_cell(change.old), strip_cell(change.new)
    rows = find_rows(sheet, change.key)
    said = {row: _said(sheet, row, own, cells) for row in rows}
    if fitting := [row for row in rows if said[row] == old]:
        return choose_row(sheet, change.key, fitting), {own: new}
    if made := [row for row in rows if said[row] == sheet.said(row, {own: new})[own]]:
        return made[0], {}
    clash = Clash(own, change.old, change.new, said[rows[0]])
    raise conflict(sheet.file, sheet.line(rows[0]), [clash])


def _plan_move(sheet: EditableSheet, change: Change, cells: Cells) -> tuple[int, Texts]:
    """Return the same for another position."""
    old = parse_wanted(sheet, change.old) if change.old.strip() else None
    new = parse_wanted(sheet, change.new)
    rows = find_rows(sheet, change.key)
    stands = {row: read_position(sheet, _texts_of(sheet, row, cells)) for row in rows}
    if fitting := [row for row in rows if is_same_position(stands[row], old)]:
        row = choose_row(sheet, change.key, fitting)
        return row, write_position(sheet, _texts_of(sheet, row, cells), *new)
    if made := [row for row in rows if is_same_position(stands[row], new)]:
        return made[0], {}
    here = stands[rows[0]]
    now = "{:g}, {:g}".format(*here) if here else ""
    clash = Clash(POSITION, change.old, change.new, now)
    raise conflict(sheet.file, sheet.line(rows[0]), [clash])


def _said(sheet: EditableSheet, row: int, own: str, cells: Cells) -> str:
    return cells.get((row, own), sheet.text(row, own))


def _texts_of(sheet: EditableSheet, row: int, cells: Cells) -> TextOf:
    return lambda own: _said(sheet, row, own, cells)
