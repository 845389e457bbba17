"""The cells of one sheet of an XLSX, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from deploymap.sheets.formats.grid import (
    LAST_COLUMN,
    LEAST_LOST,
    CellRef,
    Grid,
    column_number,
    cut,
    put_cell,
)
from deploymap.sheets.formats.numberformats import shown_text
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.values import number_text
from deploymap.sheets.formats.xlsx import TRUE, Sheet, Style, Xlsx, read_links, read_strings
from deploymap.sheets.formats.xml_stream import (
    PIECES,
    RESAVE,
    Enough,
    new_parser,
    pairs,
    parse_stream,
)
from deploymap.sheets.invisible import indent_of

DIGITS = "0123456789"
MOST_DIGITS = 15  # that a number surely keeps
MOST_MOMENTS = 50_000  # that are kept
MOST_NAMES = 1_000  # of elements; the format knows fewer
# a number that its text is the shortest for
_PLAIN = re.compile(r"0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,6})\.\d{0,6}[1-9]", re.ASCII)
NO_SIZE = frozenset({"0", "0.0"})
NO_VALUE_NEEDED = frozenset({"str"})  # a formula that gives "" has no value either


def has_cells(book: Xlsx, sheet: Sheet) -> bool:
    """Return whether a sheet has any cell with a value or a formula."""
    found = False

    def start(name: str, attributes: list[str]) -> None:
        nonlocal found
        if name.rpartition(":")[2] in ("v", "is", "f"):
            found = True
            raise Enough

    book.parse(sheet.path, new_parser(start))
    return found


def read_cells(book: Xlsx, sheet: Sheet, *, with_starts: bool = False) -> Grid:
    """Return the cells of a sheet, and where its rows begin if that is asked for.

    Raises DataError: one that is damaged, or goes beyond what a file of its size may hold.
    """
    reader = _RowFinder(book) if with_starts else _SheetReader(book)
    reader.parser = new_parser(reader.start, reader.take)
    parse_stream(reader.parser, reader.count(book.stream(sheet.path)), book.file)
    reader.finish()
    _find_remarks(book, sheet, reader.grid)
    return reader.grid


def _find_remarks(book: Xlsx, sheet: Sheet, grid: Grid) -> None:
    """Take which cells have remarks: they stand in a part of their own."""

    def start(name: str, attributes: list[str]) -> None:
        book.budget.take_elements(1)
        if name.rpartition(":")[2] == "comment" and (place := read_place(pairs(attributes))):
            grid.remarked.add(place)

    for kind, path in read_links(book, sheet.path).values():
        if kind == "comments":
            book.parse(path, new_parser(start))


def read_place(element: dict[str, str]) -> CellRef | None:
    """Return the first cell that an element refers to by `ref`, None where that says none."""
    place = element.get("ref", "").partition(":")[0].replace("$", "")
    letters = place.rstrip(DIGITS)
    line = place[len(letters) :]
    return (int(line), column_number(letters)) if letters and 0 < len(line) < MOST_DIGITS else None


class _SheetReader:
    """Gathers the cells of a worksheet.

    Most elements are cells and their values, and each call costs: so a cell is finished when the
    next one begins, and the ends of elements are listened to only within texts of the cell's own.
    """

    def __init__(self, book: Xlsx) -> None:
        self.book, self.budget, self.styles, self.grid = book, book.budget, book.styles, Grid()
        self.parser: Any = None
        self.strings: list[str] | None = None
        self.columns: dict[str, int] = {}  # by letters
        self.moments: dict[tuple[str, str], str] = {}  # by style and number
        self.text: list[str] = []
        self.pieces: list[str] = []
        self.cells: list[str] = []  # of the row that is read
        self.line = self.column = self.width = self.elements = 0
        self.line_text = ""
        self.kind = self.style = ""
        self.is_open = self.has_value = self.has_formula = self.is_spoken = False
        self.names: dict[str, Callable[[list[str]], None]] = {}

    def count(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass chunks on, and count what elements came of them."""
        for chunk in chunks:
            yield chunk
            self.budget.take_elements(self.elements)
            self.elements = 0

    def start(self, name: str, attributes: list[str]) -> None:
        """Take the beginning of an element."""
        self.elements += 1
        if name == "v":
            if self.has_formula:
                self._see_formula()
            self.text.clear()
            self.has_value = True
        elif name == "c":
            self._start_cell(attributes)
        else:
            handler = self.names.get(name)
            if handler is None:
                handler = self.names[name] = self._find_handler(name.rpartition(":")[2])
            handler(attributes)

    def take(self, text: str) -> None:
        """Take a piece of text, whatever it belongs to."""
        self.text.append(text)
        if len(self.text) > PIECES:
            cut(self.text)

    def finish(self) -> None:
        """Take the last cell and row."""
        self._finish_row()
        lines = [*self.grid.rows, *(line for line, _ in self.grid.unvalued)]
        self.budget.refuse_far(max(lines, default=0), self.width)

    def _find_handler(self, name: str) -> Callable[[list[str]], None]:
        if len(self.names) > MOST_NAMES:
            raise self.budget.refusal()
        handlers = {
            "c": self._start_cell,
            "v": self._start_value,
            "f": self._start_formula,
            "row": self._start_row,
            "is": self._start_inline,
            "t": self._start_value,
            "rPh": self._start_spoken,
            "col": self._take_column,
            "mergeCell": self._take_merged,
            "hyperlink": self._take_link,
        }
        return handlers.get(name, self._start_other)

    def _start_other(self, attributes: list[str]) -> None:
        """End a cell: behind the last one stand conditions of formats, headers and such."""
        if self.is_open and self.parser.EndElementHandler is None:
            self._finish_cell()

    def _start_value(self, attributes: list[str]) -> None:
        if self.has_formula:
            self._see_formula()
        self.text.clear()
        self.has_value = True

    def _start_formula(self, attributes: list[str]) -> None:
        self.has_formula = True

    def _see_formula(self) -> None:
        """Take that a formula makes its cell a link; its text is what was read last."""
        if "HYPERLINK(" in "".join(self.text):
            self.grid.linked.add((self.line, self.column))

    def _take_link(self, attributes: list[str]) -> None:
        self._start_other(attributes)
        link = pairs(attributes)
        # what has no part of its own leads to another cell
        if "id" in link and (place := read_place(link)):
            self.grid.linked.add(place)

    def _start_cell(self, attributes: list[str]) -> None:
        if self.is_open:
            self._finish_cell()
        self.is_open = True
        self.column += 1
        self.kind = self.style = ""
        places = iter(attributes)
        for name, value in zip(places, places):  # noqa: B905 (they are pairs)
            if name == "r":
                # most often the cell stands in the row's own line, and its column is known
                column = self.columns.get(value.removesuffix(self.line_text))
                if column:
                    self.column = column
                else:
                    self._go_to(value)
            elif name == "t":
                self.kind = value
            elif name == "s":
                self.style = value

    def _go_to(self, reference: str) -> None:
        reference = reference.strip().replace("$", "")
        letters = reference.rstrip(DIGITS)
        self.column = self.columns[letters] = column_number(letters)
        self._go_to_line(reference[len(letters) :])

    def _go_to_line(self, text: str) -> None:
        """Go to the row that a row or a cell names, which may be in another than it says."""
        text = text.strip()
        line = int(text) if text.isdecimal() and len(text) < MOST_DIGITS else 0
        if line == self.line:
            return
        if line == 0:
            raise broken(self.book.file, "is a spreadsheet that is damaged or cut off", RESAVE)
        self._put_row()
        self.line, self.line_text = line, text
        self.cells = self.grid.rows.pop(line, [])

    def _start_row(self, attributes: list[str]) -> None:
        self._finish_row()
        self.column = 0
        if not attributes:
            # the next one; there may be very many that say nothing
            self.line += 1
            self.line_text = str(self.line)
            self.cells = self.grid.rows.pop(self.line, [])
            return
        row = dict(zip(attributes[::2], attributes[1::2], strict=True))
        self._go_to_line(row.get("r", str(self.line + 1)))
        if row.get("hidden") in TRUE or row.get("ht") in NO_SIZE:
            self.grid.hidden_rows.add(self.line)

    def _take_column(self, attributes: list[str]) -> None:
        column = pairs(attributes)
        first, last = column.get("min", "")[:9], column.get("max", "")[:9]
        is_hidden = column.get("hidden") in TRUE or column.get("width") in NO_SIZE
        if is_hidden and first.isdecimal() and last.isdecimal():
            columns = range(int(first), min(int(last), LAST_COLUMN) + 1)
            self.budget.take_elements(len(columns))
            self.grid.hidden_columns.update(columns)

    def _take_merged(self, attributes: list[str]) -> None:
        first, _, last = pairs(attributes).get("ref", "").replace("$", "").partition(":")
        left, right = first.rstrip(DIGITS), last.rstrip(DIGITS)
        top, bottom = first[len(left) :], last[len(right) :]
        if left and right and 0 < len(top) < MOST_DIGITS and 0 < len(bottom) < MOST_DIGITS:
            area = (int(top), column_number(left), int(bottom), column_number(right))
            self.grid.merged.append(area)

    def _start_inline(self, attributes: list[str]) -> None:
        self.has_value = True
        self.pieces.clear()
        self.parser.EndElementHandler = self._end_inline

    def _start_spoken(self, attributes: list[str]) -> None:
        self.is_spoken = True

    def _end_inline(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "t" and not self.is_spoken:
            self.pieces += self.text
        elif name == "rPh":
            self.is_spoken = False
        elif name == "is":
            self.text[:] = self.pieces
            self.parser.EndElementHandler = None

    def _finish_cell(self) -> None:
        self.is_open = False
        given = "".join(self.text) if self.has_value else ""
        text = given.strip()
        self.text.clear()
        if given[:1].isspace() or self.style in self.book.style_indents:
            self._see_indent(given)
        if text or self.kind == "e":
            if self.kind != "s" or self.style in self.styles or self.strings is None:
                text = self._read_value(text)
            else:
                text = self._find_shared(text)
            if len(self.cells) == self.column - 1:
                self.cells.append(text)
            else:
                put_cell(self.cells, self.column, text)
        elif self.has_formula and self.kind not in NO_VALUE_NEEDED:
            self.grid.unvalued.append((self.line, self.column))
        self.has_value = self.has_formula = False

    def _read_value(self, text: str) -> str:
        """Return a cell's text: what its kind and its style make of what stands in it."""
        kind = self.kind
        style = self.styles.get(self.style) if self.style else None
        if style is not None and style.is_struck:
            self.grid.struck[self.line] = self.grid.struck.get(self.line, 0) + 1
        if kind == "s":
            return self._find_shared(text)
        if kind in ("str", "inlineStr"):
            return text
        if kind == "b":
            return "TRUE" if text in TRUE else "FALSE"
        if kind == "e":
            self.grid.errors[self.line, self.column] = text or "#ERROR"
            return text or "#ERROR"
        return text.removesuffix("T00:00:00") if kind == "d" else self._read_number(text, style)

    def _see_indent(self, text: str) -> None:
        spaces = indent_of(text) + self.book.style_indents.get(self.style, 0)
        self.grid.indents[self.line, self.column] = spaces

    def _find_shared(self, text: str) -> str:
        if self.strings is None:
            self.strings = read_strings(self.book)
        try:
            number = int(text)
            if number in self.book.string_indents:
                place = self.line, self.column
                spaces = self.book.string_indents[number] + self.grid.indents.get(place, 0)
                self.grid.indents[place] = spaces
            return self.strings[number]
        except (ValueError, IndexError):
            words = "is a spreadsheet that is damaged or cut off"
            raise broken(self.book.file, words, RESAVE) from None

    def _read_number(self, text: str, style: Style | None) -> str:
        if style is not None and style.shown != "number":
            return self._read_moment(text, style)
        if _PLAIN.fullmatch(text):
            return text
        try:
            value = float(text)
        except ValueError:
            return text
        shown = number_text(value)
        if abs(value) >= LEAST_LOST:
            self.grid.lost[self.line, self.column] = shown
        return shown

    def _read_moment(self, text: str, style: Style) -> str:
        """Return a number as its format shows it: many cells of a sheet have the same day."""
        if style.shown in ("yearless", "month"):
            self.grid.shortened.add((self.line, self.column))
        shown = self.moments.get((self.style, text))
        if shown is None:
            shown = shown_text(text, style.shown, style.code, from_1904=self.book.from_1904)
            if len(self.moments) < MOST_MOMENTS:
                self.moments[self.style, text] = shown
        return shown

    def _finish_row(self) -> None:
        if self.is_open:
            self._finish_cell()
        self._put_row()

    def _put_row(self) -> None:
        cells = self.cells
        if not cells:
            return
        self.width = max(self.width, len(cells))
        self.budget.refuse_far(self.line, self.width)
        self.budget.take_cells(len(cells), sum(map(len, cells)))
        self.grid.rows[self.line] = cells
        self.cells = []


class _RowFinder(_SheetReader):
    """Reads a worksheet as its reader does, and keeps where its rows begin."""

    def __init__(self, book: Xlsx) -> None:
        super().__init__(book)
        self.begun = 0

    def _start_row(self, attributes: list[str]) -> None:
        self.begun = 0
        super()._start_row(attributes)
        self.begun, starts = self.line, self.grid.starts
        starts[self.line] = 0 if self.line in starts else self.parser.CurrentByteIndex

    def _go_to_line(self, text: str) -> None:
        super()._go_to_line(text)
        if self.begun and self.line != self.begun:
            self.grid.starts[self.line] = self.grid.starts[self.begun] = 0
