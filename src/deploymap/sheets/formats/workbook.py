"""Spreadsheets (XLSX, XLSM, ODS, XLS) -> rows of text.

The formats: https://ecma-international.org/publications-and-standards/standards/ecma-376/ and
https://docs.oasis-open.org/office/OpenDocument/v1.3/
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from deploymap.errors import DataError, Problem, did_you_mean
from deploymap.sheets.formats.archive import unpack
from deploymap.sheets.formats.cellscan import (
    Errors,
    Extent,
    column_letters,
    has_many_spaces,
    scan_ods,
    scan_xlsx,
    shared_lengths,
    shared_size,
)
from deploymap.sheets.formats.markup import parse_xml
from deploymap.sheets.formats.rows import Rows, beyond_limit, broken, listed
from deploymap.sheets.formats.values import value_text

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# the sheet of this name is read, where there is one
UNITS = "units"

# spreadsheets keep 15 digits of a number; what has more is a code that was taken for a number
LEAST_LOST = 10.0**15

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELLS, _STRINGS = b"sheetData", "sharedstrings.xml"
_RESAVE = "open it in the spreadsheet program and save it again, or save it as CSV"


def read_workbook(data: bytes, file: str, *, sheet: str | None = None) -> Rows:
    """Return the rows of one sheet that hold anything; the header is not looked for.

    `sheet` is its name or its number among the visible sheets, from 1; without it the one called
    "units" is read, else the first that has cells. `file` is the name for messages. Columns before
    the first one that is used are kept, so that the first cell of each row is in column A.

    Raises DataError: a file that cannot be read, no such sheet. A number that lost digits is an
    error among the problems.
    """
    extents = measure(data, file)
    book = open_book(data, file)
    name, problems = choose_sheet(book, file, sheet)
    with explained(file):
        loaded = book.get_sheet_by_name(name)
        start, values = loaded.start or (0, 0), loaded.to_python(skip_empty_area=True)
    errors = extents[name].errors if name in extents else {}
    rows, more = make_rows(values, start, errors, file)
    return Rows(*rows, problems=[*problems, *more])


def measure(data: bytes, file: str) -> dict[str, Extent]:
    """Return how far the sheets reach, by name; refuse what would take too much memory."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise broken(file, "is protected by a password", "save it without one")
        return {}
    if not data.startswith(_ZIP):
        raise broken(file, "is no spreadsheet", _RESAVE)
    members = unpack(data, file, lambda name: not name.startswith("xl/media/"))
    if "xl/workbook.bin" in members:
        raise broken(file, "is an Excel binary workbook", "save it as XLSX or CSV")
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise broken(file, "is protected by a password", "save it without one")
    if "content.xml" in members:
        extents = scan_ods(members["content.xml"])
        if has_many_spaces(members["content.xml"]):
            raise beyond_limit(file, "has a cell of too many spaces", _RESAVE)
    else:
        extents = measure_xlsx(members, file)
    if any(extent.is_too_large for extent in extents.values()):
        advice = "delete the cells far to the right or far below the table"
        raise beyond_limit(file, "has a sheet of too many cells or too much text", advice)
    return extents


def measure_xlsx(members: dict[str, bytes], file: str) -> dict[str, Extent]:
    """Return the extents of an XLSX's worksheets by name; those not listed by path."""
    scanned = {path: scan_xlsx(member) for path, member in members.items() if _CELLS in member}
    strings = [member for path, member in members.items() if path.lower().endswith(_STRINGS)]
    lengths = shared_lengths(strings[0]) if strings else []
    for path, extent in scanned.items():
        extent.size = shared_size(members[path], lengths)
    main = "xl/workbook.xml"
    if main not in members:
        raise broken(file, "is no spreadsheet", _RESAVE)
    links = members.get("xl/_rels/workbook.xml.rels", b"<none/>")
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        for link in parse_xml(links, file, _RESAVE).iter("Relationship")
    }
    for sheet in parse_xml(members[main], file, _RESAVE).iter("sheet"):
        path = targets.get(sheet.get("id"), "")
        if path in scanned:
            scanned[sheet.get("name", "")] = scanned.pop(path)
    return scanned


def open_book(data: bytes, file: str) -> CalamineWorkbook:
    """Return the workbook, or raise what is wrong with it in words."""
    import python_calamine

    with explained(file):
        return python_calamine.load_workbook(io.BytesIO(data))


@contextmanager
def explained(file: str) -> Iterator[None]:
    """Turn whatever the library raises into words: the file is damaged, or has a password."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the Rust library is no Exception
        if type(error).__name__ == "PasswordError":
            raise broken(file, "is protected by a password", "save it without one") from error
        raise broken(file, "is a spreadsheet that is damaged or cut off", _RESAVE) from error


def choose_sheet(book: CalamineWorkbook, file: str, sheet: str | None) -> tuple[str, list[Problem]]:
    """Return the name of the sheet to read, and a notice where another could be meant."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    visible = [
        each.name
        for each in book.sheets_metadata
        if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
    ]
    if sheet is not None:
        return find_sheet(book.sheet_names, visible, file, sheet), []
    for name in visible:
        if name.strip().casefold() == UNITS:
            return name, []
    with explained(file):
        filled = [name for name in visible if book.get_sheet_by_name(name).start is not None]
    if not filled:
        raise _no_cells(file, [name for name in book.sheet_names if name not in visible])
    return filled[0], _tell_choice(file, filled)


def find_sheet(names: list[str], visible: list[str], file: str, sheet: str) -> str:
    """Return the sheet's name as it is written; a number counts the visible ones from 1."""
    if sheet in names:
        return sheet
    wanted = sheet.strip().casefold()
    for name in names:
        if name.strip().casefold() == wanted:
            return name
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:9]) <= len(visible):
        return visible[int(wanted) - 1]
    near = did_you_mean(sheet, names) or did_you_mean(sheet, [name.casefold() for name in names])
    message = f"has no sheet {sheet}{near}"
    advice = f"the sheets are: {listed(names)}"
    raise DataError([Problem(file, None, None, message, code="no-such-sheet", advice=advice)])


def _no_cells(file: str, hidden: list[str]) -> DataError:
    message = "has no sheet with cells" + (" that is not hidden" if hidden else "")
    more = f"; hidden sheets: {listed(hidden)}" if hidden else ""
    advice = f"--sheet NAME chooses a sheet{more}" if hidden else "fill in a sheet"
    return DataError([Problem(file, None, None, message, code="no-such-sheet", advice=advice)])


def _tell_choice(file: str, filled: list[str]) -> list[Problem]:
    if len(filled) == 1:
        return []
    message = f"the sheet {filled[0]} is read; there are also: {listed(filled[1:])}"
    advice = "--sheet NAME chooses another"
    return [Problem(file, None, None, message, "notice", "sheet-chosen", advice)]


def make_rows(
    values: list[list[Any]], start: tuple[int, int], errors: Errors, file: str
) -> tuple[tuple[list[list[str]], list[int]], list[Problem]]:
    """Return the non-blank rows as text with their numbers, and what is wrong with cells."""
    before = [""] * start[1]
    width = max([len(row) for row in values[:1]], default=0) + start[1]
    numbered = {start[0] + 1 + index: row for index, row in enumerate(values)}
    width = max([width, *(column for _, column in errors)])
    rows, lines, problems = [], [], []
    error_rows = {row for row, _ in errors}
    for number in sorted({*numbered, *error_rows}):
        cells = before + [cell_text(value) for value in numbered.get(number, [])]
        cells += [""] * (width - len(cells))
        problems += find_lost_digits(numbered.get(number, []), (number, start[1]), file)
        if number in error_rows:
            problems += put_errors(cells, number, errors, file)
        if any(cells):
            rows.append(cells)
            lines.append(number)
    return (rows, lines), problems


def cell_text(value: Any) -> str:
    """Return one value of a cell as text; times are kept to the second, as spreadsheets do."""
    if type(value) is str:
        return value.strip()
    if isinstance(value, datetime) and value.microsecond:
        half = timedelta(microseconds=500_000)
        value = (value + half if value < datetime.max - half else value).replace(microsecond=0)
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return value_text(value)


def find_lost_digits(row: list[Any], place: tuple[int, int], file: str) -> list[Problem]:
    """Return an error for each number that has more digits than a spreadsheet keeps."""
    return [
        Problem(
            file,
            place[0],
            column_letters(place[1] + 1 + index),
            "a number of 16 or more digits, of which a spreadsheet keeps the first 15 only",
            code="lost-digits",
            advice="format the column as text and enter it again",
            found=value_text(value),
            part="row",
        )
        for index, value in enumerate(row)
        if type(value) in (float, int) and abs(value) >= LEAST_LOST
    ]


def put_errors(cells: list[str], number: int, errors: Errors, file: str) -> list[Problem]:
    """Write the texts of error cells into a row, where calamine leaves blanks; warn of them."""
    problems = []
    for column in range(1, len(cells) + 1):
        text = errors.get((number, column))
        if text is None:
            continue
        cells[column - 1] = text
        message = f"the formula of this cell gives {text}"
        problems.append(
            Problem(
                file,
                number,
                column_letters(column),
                message,
                "warning",
                "cell-error",
                "mend the formula, or clear the cell",
                text,
                "row",
            )
        )
    return problems
