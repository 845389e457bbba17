"""XLS (BIFF8, and BIFF5 as far as it is the same) -> the cells of its sheets.

The format: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from deploymap.problems import DataError
from deploymap.sheets.formats.grid import LEAST_LOST, Budget, Grid, put_cell
from deploymap.sheets.formats.numberformats import BUILT_IN, Shown, find_shown, shown_text
from deploymap.sheets.formats.ods import Table
from deploymap.sheets.formats.ole import read_stream
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.values import number_text
from deploymap.sheets.formats.xls_strings import read_shared, read_text
from deploymap.sheets.formats.xml_stream import RESAVE

# kinds of records
EOF, BOF, FILEPASS, CODEPAGE, DATEMODE, CONTINUE = 0x0A, 0x809, 0x2F, 0x42, 0x22, 0x3C
BOUNDSHEET, SST, FORMAT, FORMAT_5, XF, FONT = 0x85, 0xFC, 0x41E, 0x1E, 0xE0, 0x31
ROW, COLINFO, MERGED, NUMBER, RK, MULRK = 0x208, 0x7D, 0xE5, 0x203, 0x27E, 0xBD
LABEL, LABELSST, RSTRING, FORMULA, STRING, BOOLERR = 0x204, 0xFD, 0xD6, 0x06, 0x207, 0x205

ROW_HIDDEN, COLUMN_HIDDEN, STRUCK = 0x20, 0x01, 0x08
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
MISSING_FONT = 4  # which no file has; those after it are counted as if it were there
BIFF8 = 0x600

Record = tuple[int, bytes]


@dataclass
class _Book:
    """What the records at the beginning say of all sheets."""

    file: str
    budget: Budget
    version: int = BIFF8
    codepage: str = "cp1252"
    from_1904: bool = False
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)  # name, hidden, place
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    struck: list[bool] = field(default_factory=list)
    styles: list[tuple[Shown, str, bool]] = field(default_factory=list)


def read_xls(data: bytes, file: str) -> list[Table]:
    """Return the sheets of an XLS.

    Raises DataError: a file that cannot be read, has a password, or goes beyond what a file of its
    size may hold.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise broken(file, "is protected by a password", "save it without one")
    try:
        stream = read_stream(data, "Workbook", "Book")
        if stream is None:
            raise ValueError("no workbook")
        book = _Book(file, Budget(file, len(data)))
        _read_globals(stream, book)
        return [
            Table(name, is_hidden, _read_sheet(stream, place, book))
            for name, is_hidden, place in book.sheets
        ]
    except DataError:
        raise
    except (ValueError, struct.error, IndexError, LookupError) as error:
        raise broken(file, "is a spreadsheet that is damaged or cut off", RESAVE) from error


def _records(stream: bytes, place: int, budget: Budget) -> Iterator[Record]:
    """Yield the records of one part of the stream, up to its end."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        budget.take_elements(1)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:  # charts within a sheet have parts of their own
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _read_globals(stream: bytes, book: _Book) -> None:
    records = list(_records(stream, 0, book.budget))
    if not records or records[0][0] != BOF:
        raise ValueError("no workbook")
    fonts: list[tuple[int, int]] = []
    for number, (kind, data) in enumerate(records):
        if kind == BOF:
            book.version = struct.unpack_from("<H", data)[0]
        elif kind == FILEPASS:
            raise broken(book.file, "is protected by a password", "save it without one")
        elif kind == CODEPAGE:
            book.codepage = _codec(struct.unpack_from("<H", data)[0])
        elif kind == DATEMODE:
            book.from_1904 = data[:1] == b"\1"
        elif kind == BOUNDSHEET:
            place, state, sheet_type = struct.unpack_from("<IBB", data)
            name = read_text(data[6:], book.codepage, is_unicode=book.version >= BIFF8, wide=False)
            if sheet_type == 0:
                book.sheets.append((name, state & 3 != 0, place))
        elif kind == SST:
            parts = [data]
            for follower, more in records[number + 1 :]:
                if follower != CONTINUE:
                    break
                parts.append(more)
            book.strings = read_shared(parts, book.budget)
        elif kind in (FORMAT, FORMAT_5):
            wide = kind == FORMAT and book.version >= BIFF8
            code = read_text(data[2:], book.codepage, is_unicode=wide, wide=wide)
            book.codes[struct.unpack_from("<H", data)[0]] = code
        elif kind == FONT:
            book.struck.append(bool(struct.unpack_from("<H", data, 2)[0] & STRUCK))
        elif kind == XF:
            fonts.append(struct.unpack_from("<HH", data))
    book.styles = [_make_style(font, form, book) for font, form in fonts]


def _make_style(font: int, form: int, book: _Book) -> tuple[Shown, str, bool]:
    code = book.codes.get(form, "")
    number = font - 1 if font > MISSING_FONT else font
    return find_shown(code), code, number < len(book.struck) and book.struck[number]


def _codec(number: int) -> str:
    return {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}.get(
        number, f"cp{number}"
    )


def _read_sheet(stream: bytes, place: int, book: _Book) -> Grid:
    reader = _SheetReader(book)
    for kind, data in _records(stream, place, book.budget):
        handler = _HANDLERS.get(kind)
        if handler is not None:
            handler(reader, data)
    reader.finish()
    return reader.grid


class _SheetReader:
    """Gathers the cells of a sheet."""

    def __init__(self, book: _Book) -> None:
        self.book, self.grid = book, Grid()
        self.pending: tuple[int, int, int] | None = None  # a formula whose text follows

    def take_row(self, data: bytes) -> None:
        (row,), (flags,) = struct.unpack_from("<H", data), struct.unpack_from("<H", data, 12)
        if flags & ROW_HIDDEN:
            self.grid.hidden_rows.add(row + 1)

    def take_column(self, data: bytes) -> None:
        first, last, width, _, flags = struct.unpack_from("<HHHHH", data)
        if flags & COLUMN_HIDDEN or not width:
            self.grid.hidden_columns.update(range(first + 1, min(last, 255) + 2))

    def take_merged(self, data: bytes) -> None:
        for at in range(2, len(data) - 7, 8):
            top, bottom, left, right = (n + 1 for n in struct.unpack_from("<HHHH", data, at))
            self.grid.merged.append((top, left, bottom, right))

    def take_number(self, data: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHd", data)
        self._put_number(row, column, style, value)

    def take_packed(self, data: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<HHHi", data)
        self._put_number(row, column, style, _unpack(packed))

    def take_many_packed(self, data: bytes) -> None:
        row, first = struct.unpack_from("<HH", data)
        for number, at in enumerate(range(4, len(data) - 7, 6)):
            style, packed = struct.unpack_from("<Hi", data, at)
            self._put_number(row, first + number, style, _unpack(packed))

    def take_shared(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<HHHI", data)
        self._put(row, column, style, self.book.strings[number])

    def take_label(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        is_unicode = self.book.version >= BIFF8
        self._put(
            row, column, style, read_text(data[6:], self.book.codepage, is_unicode=is_unicode)
        )

    def take_formula(self, data: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHd", data)
        result = data[6:14]
        if result[6:8] != b"\xff\xff":
            self._put_number(row, column, style, value)
        elif result[0] == 0:
            self.pending = (row, column, style)
        elif result[0] == 1:
            self._put(row, column, style, "TRUE" if result[2] else "FALSE")
        elif result[0] == 2:
            self._put_error(row, column, style, result[2])

    def take_string(self, data: bytes) -> None:
        if self.pending is not None:
            text = read_text(data, self.book.codepage, is_unicode=self.book.version >= BIFF8)
            self._put(*self.pending, text)
        self.pending = None

    def take_boolean(self, data: bytes) -> None:
        row, column, style, value, is_error = struct.unpack_from("<HHHBB", data)
        if is_error:
            self._put_error(row, column, style, value)
        else:
            self._put(row, column, style, "TRUE" if value else "FALSE")

    def finish(self) -> None:
        """Refuse a sheet with cells in far corners."""
        widths = [len(cells) for cells in self.grid.rows.values()]
        self.book.budget.refuse_far(max(self.grid.rows, default=0), max(widths, default=0))

    def _put_error(self, row: int, column: int, style: int, number: int) -> None:
        text = ERRORS.get(number, "#ERROR")
        self.grid.errors[row + 1, column + 1] = text
        self._put(row, column, style, text)

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        shown, code, _ = self._style(style)
        if shown == "number":
            text = number_text(value)
            if abs(value) >= LEAST_LOST:
                self.grid.lost[row + 1, column + 1] = text
        else:
            if shown in ("yearless", "month"):
                self.grid.shortened.add((row + 1, column + 1))
            text = shown_text(repr(value), shown, code, from_1904=self.book.from_1904)
        self._put(row, column, style, text)

    def _style(self, number: int) -> tuple[Shown, str, bool]:
        return self.book.styles[number] if number < len(self.book.styles) else ("number", "", False)

    def _put(self, row: int, column: int, style: int, text: str) -> None:
        text = text.strip()
        if not text:
            return
        cells = self.grid.rows.setdefault(row + 1, [])
        self.book.budget.take_cells(max(column + 1 - len(cells), 0), len(text))
        put_cell(cells, column + 1, text)
        if self._style(style)[2]:
            self.grid.struck[row + 1] = self.grid.struck.get(row + 1, 0) + 1


_HANDLERS: dict[int, Callable[[_SheetReader, bytes], None]] = {
    ROW: _SheetReader.take_row,
    COLINFO: _SheetReader.take_column,
    MERGED: _SheetReader.take_merged,
    NUMBER: _SheetReader.take_number,
    RK: _SheetReader.take_packed,
    MULRK: _SheetReader.take_many_packed,
    LABELSST: _SheetReader.take_shared,
    LABEL: _SheetReader.take_label,
    RSTRING: _SheetReader.take_label,
    FORMULA: _SheetReader.take_formula,
    STRING: _SheetReader.take_string,
    BOOLERR: _SheetReader.take_boolean,
}


def _unpack(packed: int) -> float:
    """Return the number that four bytes hold: 30 bits of a whole one or of a double, or cents."""
    if packed & 2:
        value = float(packed >> 2)
    else:
        value = struct.unpack("<d", bytes(4) + struct.pack("<i", packed & ~3))[0]
    return value / 100 if packed & 1 else value
