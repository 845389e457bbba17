"""Rows of an XLSX that change: of the whole workbook only the XML of their sheet is another.

What that cannot be done with is refused: formulas, merged cells, tables, protected sheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from deploymap.problems import DataError, Fault, Problem
from deploymap.sheets.formats.cellxml import Value, make_value, why_unwritable, write_value
from deploymap.sheets.formats.grid import Grid, column_letters
from deploymap.sheets.formats.rowxml import XmlRow, number_row, read_row
from deploymap.sheets.formats.sheetparts import SheetParts, find_parts
from deploymap.sheets.formats.xlsx import Sheet, Xlsx
from deploymap.sheets.formats.zipping import replace_member

BY_HAND = "change it in its spreadsheet program"
MOST_LOOKED_AT = 200  # rows above a blank cell that may tell what it holds
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*?\sr=[\"']([0-9]{1,9})[\"']")
_CELL = re.compile(rb"(<(?:[\w.-]+:)?c\b)([^>]*?)(/?>)(.*)", re.DOTALL)
_KIND = re.compile(rb"\st=[\"'][^\"']*[\"']")


class SheetRow(NamedTuple):
    """A row of the sheet: its number in the workbook, from 1."""

    line: int


Texts = Mapping[int, str]


def place_rows(book: Xlsx, tab: Sheet, grid: Grid, lines: Sequence[int]) -> WorkbookRows:
    """Return the rows of a workbook's sheet that have such numbers.

    Raises DataError where nothing of the sheet can be written.
    """
    xml = b"".join(book.stream(tab.path))
    parts = find_parts(book, tab, xml)
    if parts.why_not:
        raise _refusal(book.file, parts.why_not)
    if any(not grid.starts.get(line) for line in lines):
        words = "its rows do not stand one after the other"
        raise _refusal(book.file, words, "save it again first")
    records = [SheetRow(line) for line in lines]
    return WorkbookRows(book.data, book.file, records, book, tab, xml, grid, parts)


@dataclass(frozen=True, eq=False)
class WorkbookRows:
    """The rows of data of a workbook's sheet, as `edit/medium.py` has them."""

    data: bytes
    file: str
    records: Sequence[SheetRow]
    book: Xlsx
    tab: Sheet
    xml: bytes
    grid: Grid
    parts: SheetParts
    delimiter: str = ","
    _read: dict[int, XmlRow] = field(default_factory=dict)

    @property
    def starts(self) -> Mapping[int, int]:
        """Where in the sheet's XML each row begins, by its number."""
        return self.grid.starts

    def said(self, row: int | None, place: int, text: str) -> str:
        """Return what a cell says when a text was written into it; None stands for a new row."""
        return self._value(row, place + 1, text).said

    def written(self, row: int) -> str:
        """Return a row as it is written."""
        return self._row(self.records[row].line).xml.decode()

    def written_cells(self, row: int, places: Sequence[int]) -> list[str]:
        """Return cells of a row as they are written, "" where it is too short."""
        found = self._row(self.records[row].line)
        return [found.written(place + 1).decode() for place in places]

    def put(self, texts: Mapping[int, Texts], written: Mapping[int, Texts]) -> bytes:
        """Write texts into cells of rows; `written` says of some how they were written once."""
        rows = {}
        for row, cells in texts.items():
            self._refuse_held(self.records[row].line, [place + 1 for place in cells])
            before = written.get(row, {})
            rows[self.records[row].line] = self._row(self.records[row].line).replace(
                {
                    place + 1: self._write(row, place + 1, text, before.get(place))
                    for place, text in cells.items()
                }
            )
        return self._replace(rows)

    def insert(
        self, after: int, texts: Texts, *, width: int, like: int | None
    ) -> tuple[bytes, int]:
        """Add a row behind all others, a copy of `like` or else blank, with texts in some cells."""
        line = self._free_line()
        pattern = len(self.records) - 1 if like is None else like
        source = self._row(self.records[pattern].line)
        columns = range(1, width + 1)
        if like is not None and any(cell.has_formula for cell in source.cells.values()):
            self._refuse(self.records[like].line, "the row has formulas, which are not copied")
        self._refuse_dependent(line, columns)
        cells = {}
        for column in columns:
            old = source.cells.get(column)
            if column - 1 in texts or like is None:
                value = self._value(like, column, texts.get(column - 1, ""))
                cells[column] = self._element(value, line, column, self._kind(like, column)[1])
            elif old is not None:
                cells[column] = number_row(source.written(column), line)
        kept = {column: cell for column, cell in cells.items() if cell}
        return self._put_line(line, kept), len(self.records)

    def insert_first(self, texts: Texts, *, width: int) -> bytes:
        """Add the first row to a sheet that has none."""
        line = self._free_line()
        self._refuse_dependent(line, range(1, width + 1))
        cells = {
            place + 1: self._element(self._value(None, place + 1, text), line, place + 1, "")
            for place, text in texts.items()
        }
        return self._put_line(line, cells)

    def insert_written(self, behind: int | None, written: str) -> tuple[bytes, int]:
        """Add a row as it was written: where it was, or behind all others."""
        raw = written.encode()
        found = _ROW.match(raw)
        line = int(found[1]) if found else 0
        if not line or (line in self.starts and not self._row(line).is_blank):
            line = self._free_line()
        self._refuse_dependent(line, ())
        at = sum(record.line < line for record in self.records)
        return self._replace({line: number_row(raw, line)}), at

    def delete(self, row: int, places: Sequence[int]) -> bytes:
        """Blank the cells of a row: those below it stay where they are, as what refers to them.

        The last row of the sheet is taken away.
        """
        line = self.records[row].line
        found = self._row(line)
        columns = [place + 1 for place in places if place + 1 in found.cells]
        self._refuse_held(line, columns)
        beside = [c for c in found.cells if c not in columns and found.cells[c].has_value]
        if beside:
            words = f"{column_letters(beside[0])}{line} beside the table says something"
            self._refuse(line, words)
        if line == max(self.starts) and not self.parts.has_table:
            return self._replace({line: b""})
        nothing = Value("", "", "")
        blank = {c: self._element(nothing, line, c, found.cells[c].style) for c in columns}
        return self._replace({line: found.replace(blank)})

    def _row(self, line: int) -> XmlRow:
        """Return a row of the sheet, which is read once."""
        if line not in self._read:
            self._read[line] = read_row(self.xml, self.starts[line], self.file)
        return self._read[line]

    def _value(self, row: int | None, column: int, text: str) -> Value:
        """Return what a text is in a cell: as that which is there, or the nearest above it."""
        if why := why_unwritable(text):
            line = None if row is None else self.records[row].line
            raise _refusal(self.file, why, "write another text", line=line)
        kind, style = self._kind(row, column)
        return make_value(self.book, kind, style, text)

    def _kind(self, row: int | None, column: int) -> tuple[str | None, str]:
        """Return kind and style of a cell; where it is blank, kind and style of those above it."""
        last = len(self.records) - 1 if row is None else row
        own = self._row(self.records[last].line).cells.get(column) if self.records else None
        below = range(last + 1, min(last + 2, len(self.records)))
        rows = [*range(last, max(-1, last - MOST_LOOKED_AT), -1), *below]
        for each in rows:
            cell = self._row(self.records[each].line).cells.get(column)
            if cell is not None and cell.has_value and cell.kind != "e":
                return cell.kind, own.style if own else cell.style
        return None, own.style if own else ""

    def _write(self, row: int, column: int, text: str, before: str | None) -> bytes:
        """Return a cell's element: as it once was, if that fits, or with a text."""
        line = self.records[row].line
        if before == "" == text:
            return b""
        match = _CELL.fullmatch((before or "").encode())
        now = _CELL.fullmatch(self._row(line).written(column))
        if match and now and _KIND.sub(b"", match[2]).rstrip() == _KIND.sub(b"", now[2]).rstrip():
            return match[0]
        old = self._row(line).cells.get(column)
        style = old.style if old else self._kind(row, column)[1]
        return self._element(self._value(row, column, text), line, column, style)

    def _element(self, value: Value, line: int, column: int, style: str) -> bytes:
        if not (value.written or style):
            return b""
        place = f"{column_letters(column)}{line}"
        return write_value(value, place=place, style=style, prefix=self.parts.prefix)

    def _free_line(self) -> int:
        """Return the row behind the last one of the sheet that is read, which has to be blank."""
        line = self.records[-1].line + 1 if self.records else max(self.starts, default=0) + 1
        if self.parts.has_table:
            words = "its rows are a table or have a filter, whose range would have to grow"
            self._refuse(line, words)
        is_used = line in self.starts and not self._row(line).is_blank
        if is_used or line in self.grid.hidden_rows or self._is_merged(line, None):
            self._refuse(line, "the row below the last unit is not free", "insert a row there")
        return line

    def _put_line(self, line: int, cells: Mapping[int, bytes]) -> bytes:
        """Return the workbook with cells in a row that is blank, or not there yet."""
        if line in self.starts:
            return self._replace({line: self._row(line).replace(cells)})
        prefix = self.parts.prefix
        row = b'<%srow r="%d">' % (prefix.encode(), line)
        row += b"".join(cells[column] for column in sorted(cells))
        return self._replace({line: row + b"</%srow>" % prefix.encode()})

    def _replace(self, rows: Mapping[int, bytes]) -> bytes:
        """Return the workbook with other rows of its sheet, of which some may be new."""
        made, at = [], 0
        for line in sorted(rows):
            if line in self.starts:
                start = self.starts[line]
                end = start + self._row(line).size
            else:
                start = end = self._gap(line)
            made += [self.xml[at:start], rows[line]]
            at = end
        lines = {*self.starts, *rows} - {line for line, row in rows.items() if not row}
        xml = b"".join([*made, self.xml[at:]])
        xml = self.parts.finish(xml, old=max(self.starts, default=0), new=max(lines, default=0))
        name = self.book.members[self.tab.path.lower()].orig_filename
        return replace_member(self.data, self.file, name, xml)

    def _gap(self, line: int) -> int:
        """Return where in the XML a row that is not there yet belongs."""
        above = [other for other in self.starts if other < line]
        if not above:
            words = "there is no row above the new one"
            self._refuse(line, words)
        last = max(above)
        return self.starts[last] + self._row(last).size

    def _refuse_held(self, line: int, columns: Sequence[int]) -> None:
        """Raise where cells cannot be changed for what they are, or what hangs on them."""
        row = self._row(line)
        for column in columns:
            cell = row.cells.get(column)
            place = f"{column_letters(column)}{line}"
            if cell is not None and cell.has_formula:
                words = f"{place} has a formula, and says what that gives"
                self._refuse(line, words, "change the cells that it is reckoned from")
            if self._is_merged(line, column):
                self._refuse(line, f"{place} is one of merged cells, which have one text together")
        self._refuse_dependent(line, columns)

    def _refuse_dependent(self, line: int, columns: Sequence[int]) -> None:
        """Raise where formulas of the sheet may give something else after a change of columns."""
        for place, formula in self.parts.formulas:
            if self.parts.reaches(formula, columns):
                words = f"the formula of {place} may be reckoned from it"
                advice = "change it in its spreadsheet program, which reckons it anew"
                self._refuse(line, words, advice)

    def _is_merged(self, line: int, column: int | None) -> bool:
        return any(
            top <= line <= bottom and (column is None or left <= column <= right)
            for top, left, bottom, right in self.grid.merged
        )

    def _refuse(self, line: int, words: str, advice: str = BY_HAND) -> NoReturn:
        raise _refusal(self.file, words, advice, line=line)


def _refusal(file: str, words: str, advice: str = BY_HAND, line: int | None = None) -> DataError:
    fault = Fault("edit-workbook", words, advice)
    return DataError([Problem.of_cell(file, line, None, fault, part="row")])
