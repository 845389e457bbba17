"""Writes cells and rows into a sheet, and reads it again: only what was meant may have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deploymap.edit.document import Splice, write_cell
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
        return sheet.document.data
    by_row: dict[int, dict[str, str]] = {}
    for (row, own), text in changed.items():
        by_row.setdefault(row, {})[own] = text
    splices = [
        splice
        for row, texts in by_row.items()
        for splice in _in_row(sheet, row, texts, written or {})
    ]
    data = sheet.document.splice(splices)
    rows = range(len(sheet.records))
    _check_reading(sheet, data, rows, changed)
    return data


def insert_row(
    sheet: EditableSheet, after: int, texts: Mapping[str, str], *, like: int | None = None
) -> bytes:
    """Return the bytes of a sheet with one more row behind another.

    It is a copy of the row `like` as it is written, with other texts in some cells, by the sheet's
    own names; without `like` all others are blank. Raises `DataError` as `write_cells` does.
    """
    document, record = sheet.document, sheet.records[after]
    written = [cell.written for cell in sheet.cells(like)] if like is not None else []
    written += [""] * (max(sheet.places.values()) + 1 - len(written))
    for own, text in texts.items():
        place = sheet.places[own]
        written[place] = write_cell(written[place], text, document.delimiter)
    row, ends = document.delimiter.join(written), document.line_end(record)
    is_ended = record.end > record.stop
    splice = Splice(record.end, record.end, row + ends if is_ended else ends + row)
    data = document.splice([splice])
    rows = [
        *range(after + 1),
        after if like is None else like,
        *range(after + 1, len(sheet.records)),
    ]
    names = texts if like is not None else {**dict.fromkeys(sheet.places, ""), **texts}
    _check_reading(sheet, data, rows, {(after + 1, own): text for own, text in names.items()})
    return data


def insert_first(sheet: EditableSheet, texts: Mapping[str, str]) -> bytes:
    """Return the bytes of a sheet without rows with its first one, else as `insert_row`."""
    delimiter = sheet.document.delimiter
    written = [""] * (max(sheet.places.values()) + 1)
    for own, text in texts.items():
        written[sheet.places[own]] = write_cell("", text, delimiter)
    end = sheet.document.line_end(sheet.document.records[-1])
    content = {**dict.fromkeys(sheet.places, ""), **texts}
    return insert_written(sheet, None, delimiter.join(written) + end, content)


def insert_written(
    sheet: EditableSheet, behind: int | None, written: str, content: Mapping[str, str]
) -> bytes:
    """Return the bytes of a sheet with a row as it was written, before all others for None.

    It has its line end, unless it was the last one; `content` is what it says. A sheet without
    rows gets it at its end. Raises `DataError` as `write_cells` does.
    """
    document = sheet.document
    record = sheet.records[behind or 0] if sheet.records else document.records[-1]
    is_before = behind is None and bool(sheet.records)
    at = record.start if is_before else record.end
    if not is_before and record.end == record.stop:
        written = document.line_end(record) + written.rstrip("\r\n")
    elif written[-1:] not in ("\r", "\n") and at < len(document.text):
        written += document.line_end(record)
    data = document.splice([Splice(at, at, written)])
    row = 0 if behind is None else behind + 1
    rows = list(range(len(sheet.records)))
    rows.insert(row, NEW)
    _check_reading(sheet, data, rows, {(row, own): text for own, text in content.items()})
    return data


def delete_row(sheet: EditableSheet, row: int) -> bytes:
    """Return the bytes of a sheet without a row; raises `DataError` as `write_cells` does."""
    record = sheet.records[row]
    data = sheet.document.splice([Splice(record.start, record.end, "")])
    rows = [other for other in range(len(sheet.records)) if other != row]
    _check_reading(sheet, data, rows, {})
    return data


def _in_row(
    sheet: EditableSheet, row: int, texts: Mapping[str, str], written: Cells
) -> list[Splice]:
    """Return the splices of a row; the cells that it is too short for come at its end."""
    document, record = sheet.document, sheet.records[row]
    cells = document.cells(record)
    splices, beyond = [], {}
    for own, text in texts.items():
        place = sheet.places[own]
        if place < len(cells):
            cell = cells[place]
            new = written.get((row, own)) or write_cell(cell.written, text, document.delimiter)
            splices.append(Splice(cell.start, cell.end, new))
        else:
            beyond[place] = write_cell("", text, document.delimiter)
    if beyond:
        places = range(len(cells), max(beyond) + 1)
        new = "".join(document.delimiter + beyond.get(place, "") for place in places)
        splices.append(Splice(record.stop, record.stop, new))
    return splices


def _check_reading(
    sheet: EditableSheet, data: bytes, rows: Sequence[int], texts: Mapping[tuple[int, str], str]
) -> None:
    """Raise where a sheet is not read as `rows` of the one before with some texts changed.

    What a NEW row says is all in `texts`.
    """
    try:
        new = open_sheet(Source(data, sheet.file), sheet.reading)
    except DataError as error:
        raise _refuse(sheet, error.problems[0].message) from None
    is_same = (
        list(new.places.items()) == list(sheet.places.items())
        and new.document.delimiter == sheet.document.delimiter
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


def _refuse(sheet: EditableSheet, why: str) -> DataError:
    words = f"after this change the sheet would be read otherwise: {why}"
    return refuse(sheet.file, "edit-reading", words, "change the file by hand")
