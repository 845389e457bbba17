"""Writes cells and rows into a sheet, and reads it again: only what was meant may have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deploymap.edit.faults import refuse
from deploymap.edit.sheet import EditableSheet, open_sheet
from deploymap.problems import DataError
from deploymap.sheets.source import Source
from deploymap.sheets.texts import to_objects

# row, from 0, and the sheet's own name of a column -> the new text
Cells = dict[tuple[int, str], str]

NEW = -1  # stands for a row that was not there


def write_cells(sheet: EditableSheet, cells: Cells, written: Cells | None = None) -> bytes:
    """Return the bytes of a sheet with other texts in some cells, and nothing else changed.

    `written` says of cells how their texts are to be written: as they once were.
    Raises `DataError` where a letter is not in the file's encoding, and where the sheet would be
    read otherwise in any other cell.
    """
    changed = {place: text for place, text in cells.items() if sheet.text(*place) != text}
    if not changed:
        return sheet.medium.data
    data = sheet.medium.put(_by_place(sheet, changed), _by_place(sheet, written or {}))
    try:
        _check_reading(sheet, data, range(len(sheet.records)), changed)
    except DataError:
        if not written:
            raise
        # what a cell was written as may mean something else in the file as it is now
        return write_cells(sheet, cells)
    return data


def insert_row(
    sheet: EditableSheet, after: int, texts: Mapping[str, str], *, like: int | None = None
) -> bytes:
    """Return the bytes of a sheet with one more row behind another; of a workbook behind all.

    It is a copy of the row `like` as it is written, with other texts in some cells, by the sheet's
    own names; without `like` all others are blank. Raises `DataError` as `write_cells` does.
    """
    by_place = {sheet.places[own]: text for own, text in texts.items()}
    width = max(sheet.places.values()) + 1
    data, at = sheet.medium.insert(after, by_place, width=width, like=like)
    rows = list(range(len(sheet.records)))
    rows.insert(at, NEW if like is None else like)
    names = texts if like is not None else {**dict.fromkeys(sheet.places, ""), **texts}
    _check_reading(sheet, data, rows, {(at, own): text for own, text in names.items()})
    return data


def insert_first(sheet: EditableSheet, texts: Mapping[str, str]) -> bytes:
    """Return the bytes of a sheet without rows with its first one; else as `insert_row`."""
    by_place = {sheet.places[own]: text for own, text in texts.items()}
    data = sheet.medium.insert_first(by_place, width=max(sheet.places.values()) + 1)
    content = {**dict.fromkeys(sheet.places, ""), **texts}
    _check_reading(sheet, data, [NEW], {(0, own): text for own, text in content.items()})
    return data


def insert_written(
    sheet: EditableSheet, behind: int | None, written: str, content: Mapping[str, str]
) -> bytes:
    """Return the bytes of a sheet with a row as it was written, before all others for None.

    `content` is what it says. A sheet without rows gets it at its end. Raises `DataError` as
    `write_cells` does.
    """
    data, at = sheet.medium.insert_written(behind, written)
    rows = list(range(len(sheet.records)))
    rows.insert(at, NEW)
    _check_reading(sheet, data, rows, {(at, own): text for own, text in content.items()})
    return data


def delete_row(sheet: EditableSheet, row: int) -> bytes:
    """Return the bytes of a sheet without a row; raises `DataError` as `write_cells` does."""
    data = sheet.medium.delete(row, sorted(sheet.places.values()))
    rows = [other for other in range(len(sheet.records)) if other != row]
    _check_reading(sheet, data, rows, {})
    return data


def _by_place(sheet: EditableSheet, cells: Cells) -> dict[int, dict[int, str]]:
    """Return texts by the row and the place in it."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, own), text in cells.items():
        by_row.setdefault(row, {})[sheet.places[own]] = text
    return by_row


def _check_reading(
    sheet: EditableSheet, data: bytes, rows: Sequence[int], texts: Mapping[tuple[int, str], str]
) -> None:
    """Raise where a sheet is not read as `rows` of the one before with some texts changed.

    What a NEW row says is all in `texts`.
    """
    try:
        new = open_sheet(Source(data, sheet.file), sheet.reading, sheet.opened)
    except DataError as error:
        fault = error.problems[0]
        raise _refuse(sheet, fault.message, fault.advice) from None
    is_same = (
        list(new.places.items()) == list(sheet.places.items())
        and new.medium.delimiter == sheet.medium.delimiter
        and dict(new.sheet.own) == dict(sheet.sheet.own)
        and len(new.records) == len(rows)
    )
    if not is_same:
        raise _refuse(sheet, "its columns or rows would be others")
    for own in sheet.places:
        expected = to_objects([*sheet.sheet.raw.columns[own], ""])[list(rows)]
        for row, text in ((row, text) for (row, name), text in texts.items() if name == own):
            expected[row] = text
        if not np.array_equal(expected, to_objects(list(new.sheet.raw.columns[own]))):
            raise _refuse(sheet, f"cells of {own} would be others")


def _refuse(sheet: EditableSheet, why: str, advice: str = "") -> DataError:
    words = f"after this change the sheet would be read otherwise: {why}"
    return refuse(sheet.file, "edit-reading", words, advice or "change the file by hand")
