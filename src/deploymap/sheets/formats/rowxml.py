"""A row of a worksheet in its XML: where each of its cells is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deploymap.problems import DataError
from deploymap.sheets.formats.grid import column_number
from deploymap.sheets.formats.xml_stream import Enough, new_parser, pairs, parse_stream

DIGITS = "0123456789"
CHUNK = 16_384  # bytes of a row that are looked at first
# the start tag of an element; a > may stand in its attributes
_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
# where a row or a cell says the number of its row
_NUMBER = re.compile(rb"(<(?:[\w.-]+:)?(?:row|c)\b[^>]*?\sr=[\"'][$A-Za-z]*)[0-9]+")


@dataclass(frozen=True)
class XmlCell:
    """A cell: from which byte of its row's body to which it is, and what it has.

    `kind` and `style` are those of its element.
    """

    start: int
    end: int
    kind: str
    style: str
    has_value: bool
    has_formula: bool


@dataclass(frozen=True)
class XmlRow:
    """A row: its start tag, what is in it, its end tag, and its cells by their columns, from 1."""

    size: int
    tag: bytes
    body: bytes
    close: bytes
    cells: Mapping[int, XmlCell]

    @property
    def xml(self) -> bytes:
        """The whole element."""
        return self.tag + self.body + self.close

    @property
    def is_blank(self) -> bool:
        """Whether no cell has a value or a formula."""
        return not any(cell.has_value or cell.has_formula for cell in self.cells.values())

    def written(self, column: int) -> bytes:
        """Return a cell as it is written, b"" where there is none."""
        cell = self.cells.get(column)
        return self.body[cell.start : cell.end] if cell else b""

    def replace(self, cells: Mapping[int, bytes]) -> bytes:
        """Return the element with other cells in some columns."""
        made, at = [self.tag], 0
        for column in sorted(cells):
            old = self.cells.get(column)
            before = [cell.end for other, cell in self.cells.items() if other < column]
            start = old.start if old else max(before, default=0)
            made += [self.body[at:start], cells[column]]
            at = old.end if old else start
        return b"".join([*made, self.body[at:], self.close])


def read_row(xml: bytes, start: int, file: str) -> XmlRow:
    """Return the row that begins at a byte of a sheet's XML."""
    size = CHUNK
    while True:
        reader = _RowReader(xml[start : start + size])
        try:
            parse_stream(reader.parser, [reader.xml], file)
        except DataError:  # it is longer than what was looked at
            if start + size >= len(xml):
                raise
            size *= 8
        else:
            return reader.row()


def number_row(xml: bytes, line: int) -> bytes:
    """Return a row or cells of it with the number of another row."""
    return _NUMBER.sub(rb"\g<1>%d" % line, xml)


class _RowReader:
    """Gathers the cells of one row."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.parser = new_parser(self.start)
        self.parser.EndElementHandler = self.end
        self.cells: dict[int, XmlCell] = {}
        self.depth = self.head = self.last = self.stop = self.column = self.begun = self.ended = 0
        self.link: dict[str, str] = {}
        self.has_value = self.has_formula = False

    def row(self) -> XmlRow:
        """Return the row that was read."""
        tag, xml = self.xml[: self.head], self.xml
        if self.stop > self.head:
            body, close = xml[self.head : self.last], xml[self.last : self.stop]
            return XmlRow(self.stop, tag, body, close, self.cells)
        name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
        return XmlRow(self.stop, tag[:-2].rstrip() + b">", b"", b"</%s>" % name, {})

    def start(self, name: str, attributes: list[str]) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        name = name.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        if self.depth == 1:
            self.head = self._tag(at)
        elif self.depth == 2 and name == "c":
            self.link = pairs(attributes)
            letters = self.link.get("r", "").replace("$", "").rstrip(DIGITS)
            self.column = column_number(letters) if letters else self.column + 1
            self.begun, self.has_value, self.has_formula = at, False, False
            tag = self._tag(at)
            self.ended = tag if self.xml[tag - 2] == ord("/") else 0
        elif self.depth == 3:
            self.has_value |= name in ("v", "is")
            self.has_formula |= name == "f"

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        at = self.parser.CurrentByteIndex
        if self.depth == 1 and name.rpartition(":")[2] == "c":
            stop = self.ended or self.xml.index(b">", at) + 1
            kind, style = self.link.get("t", ""), self.link.get("s", "")
            self.cells[self.column] = XmlCell(
                self.begun - self.head,
                stop - self.head,
                kind,
                style,
                self.has_value,
                self.has_formula,
            )
        elif self.depth == 0:
            is_closed = self.xml[self.head - 2] == ord("/")
            self.last = self.head if is_closed else at
            self.stop = self.head if is_closed else self.xml.index(b">", at) + 1
            raise Enough

    def _tag(self, at: int) -> int:
        """Return where a start tag ends."""
        match = _TAG.match(self.xml, at)
        return match.end() if match else len(self.xml)
