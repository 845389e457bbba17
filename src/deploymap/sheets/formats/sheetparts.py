"""What a worksheet has besides its rows, as far as that hangs on them: formulas, tables, locks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deploymap.sheets.formats.grid import column_number
from deploymap.sheets.formats.xlsx import TRUE, Sheet, Xlsx
from deploymap.sheets.formats.xml_stream import new_parser, pairs, parse_stream

LONGEST = 8_192  # characters of a formula
TABLES = frozenset({"tablePart", "autoFilter"})
# references of a formula: A1, $A$1:B2, A:C, alone or in another sheet; texts are none
_TEXTS = re.compile(r'"[^"]*"')
_PLACE = r"\$?([A-Z]{1,3})\$?[0-9]+(?::\$?([A-Z]{1,3})\$?[0-9]+)?|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})"
_REFERENCE = re.compile(rf"(?<![\w.!'])(?:{_PLACE})(?![\w.(!])", re.IGNORECASE)
_ELSEWHERE = re.compile(
    rf"(?:'((?:[^']|'')*)'|([^\W\d][\w.]*))!((?:{_PLACE})(?![\w.(!]))", re.IGNORECASE
)
# what is no reference and yet may reach any cell: names, tables, 1:2, functions that reckon places
_ANYWHERE = re.compile(
    r"\b(?:INDIRECT|OFFSET|CELL)\s*\(|[\[!]|\$?[0-9]+:\$?[0-9]+|[^\W\d][\w.]*(?![\w.(])",
    re.IGNORECASE,
)
REACHES_ALL = "["
_WORDS = re.compile(r"\b(?:TRUE|FALSE)\b", re.IGNORECASE)
_DIMENSION = re.compile(rb"(<(?:[\w.-]+:)?dimension\b[^>]*?\bref=[\"'][A-Z$]+[0-9$]+:[A-Z$]+)(\d+)")
_FORMULA = re.compile(rb"<(?:[^<>\s/:]+:)?f[\s/>]")
_ROWS = re.compile(rb"<((?:[^<>\s/:]+:)?)sheetData\s*>(.*)</\1sheetData\s*>", re.DOTALL)


@dataclass(frozen=True)
class SheetParts:
    """What hangs on the rows of a sheet.

    `why_not` says why nothing of it can be written, "" where it can; `prefix` stands before the
    names of its elements, `formulas` are those of its cells, with their places; `is_reckoned`
    tells of formulas anywhere in the workbook.
    """

    name: str
    why_not: str
    prefix: str
    has_table: bool
    formulas: Sequence[tuple[str, str]]
    is_reckoned: bool
    has_calculation: bool

    def reaches(self, formula: str, columns: Sequence[int]) -> bool:
        """Return whether a formula may be reckoned from cells of some columns, of whatever row."""
        plain = _WORDS.sub(" ", _TEXTS.sub(" ", formula))
        plain = _ELSEWHERE.sub(self._own_reference, plain)
        for match in _REFERENCE.finditer(plain):
            first = match[1] or match[3]
            left, right = column_number(first), column_number(match[2] or match[4] or first)
            if any(min(left, right) <= column <= max(left, right) for column in columns):
                return True
        return bool(columns) and _ANYWHERE.search(_REFERENCE.sub(" ", plain)) is not None

    def _own_reference(self, match: re.Match[str]) -> str:
        """Return a reference with a sheet's name as one without, a blank for another sheet."""
        name = match[2] if match[1] is None else match[1].replace("''", "'")
        return match[3] if name.casefold() == self.name.casefold() else " "

    def finish(self, xml: bytes, *, old: int, new: int) -> bytes:
        """Return the XML of the sheet after a change: how far it reaches, what is reckoned anew.

        `old` and `new` are the last rows before and after.
        """
        if old != new:
            xml = _DIMENSION.sub(
                lambda match: match[1] + b"%d" % new if int(match[2]) == old else match[0], xml, 1
            )
        if not self.is_reckoned or self.has_calculation:
            return xml
        # formulas of other sheets are reckoned when the workbook is opened
        end = f"</{self.prefix}sheetData>".encode()
        calculate = f'<{self.prefix}sheetCalcPr fullCalcOnLoad="1"/>'.encode()
        head, found, tail = xml.rpartition(end)
        return head + found + calculate + tail if found else xml


def find_parts(book: Xlsx, sheet: Sheet, xml: bytes) -> SheetParts:
    """Return what hangs on the rows of a sheet."""
    reader = _PartsReader()
    parse_stream(reader.parser, [without_rows(xml)], book.file)
    others = [each for each in book.sheets if each.path != sheet.path]
    is_reckoned = bool(reader.formulas) or any(_has_formulas(book, each) for each in others)
    why_not = reader.why_not
    if not xml.removeprefix(b"\xef\xbb\xbf").startswith(b"<") or reader.encoding:
        why_not = why_not or "its text is not in UTF-8"
    if any(name.startswith("_xmlsignatures/") for name in book.members):
        why_not = "it is signed, and a change would break the signature"
    return SheetParts(
        sheet.name,
        why_not,
        reader.prefix,
        reader.has_table,
        reader.formulas,
        is_reckoned,
        reader.has_calculation,
    )


def without_rows(xml: bytes) -> bytes:
    """Return the XML of a sheet without its rows where these have no formulas: they may be many."""
    # a comment may have anything in it, and so may what is not in a letter's own byte
    if b"<!" in xml or b"\0" in xml or xml.count(b"<?") > 1 or _FORMULA.search(xml):
        return xml
    found = _ROWS.search(xml)
    return xml[: found.start(2)] + xml[found.end(2) :] if found else xml


def _has_formulas(book: Xlsx, sheet: Sheet) -> bool:
    reader = _PartsReader()
    xml = without_rows(b"".join(book.stream(sheet.path)))
    parse_stream(reader.parser, [xml], book.file)
    return bool(reader.formulas)


class _PartsReader:
    """Gathers what a worksheet has besides values."""

    def __init__(self) -> None:
        self.parser = new_parser(self.start, self.take)
        self.parser.EndElementHandler = self.end
        self.parser.XmlDeclHandler = self.declare
        self.encoding = self.why_not = self.prefix = self.place = ""
        self.has_table = self.has_calculation = self.within = False
        self.formulas: list[tuple[str, str]] = []
        self.text: list[str] = []

    def declare(self, version: str, encoding: str | None, standalone: int) -> None:
        """Take what the file says of its encoding, where that is another."""
        if (encoding or "utf-8").casefold() not in ("utf-8", "us-ascii", "ascii"):
            self.encoding = str(encoding)

    def start(self, name: str, attributes: list[str]) -> None:
        """Take the beginning of an element."""
        prefix, _, name = name.rpartition(":")
        if name == "c":
            self.place = dict(zip(attributes[::2], attributes[1::2], strict=True)).get(
                "r", "a cell"
            )
        elif name == "f":
            self._start_formula(pairs(attributes))
        elif name == "sheetData":
            self.prefix = f"{prefix}:" if prefix else ""
        elif name == "sheetProtection" and pairs(attributes).get("sheet") in TRUE:
            self.why_not = "its sheet is protected"
        elif name in TABLES:
            self.has_table = True
        elif name == "sheetCalcPr":
            self.has_calculation = True

    def _start_formula(self, formula: dict[str, str]) -> None:
        self.within = True
        first, _, last = formula.get("ref", "").partition(":")
        is_wide = bool(last) and first.strip("$0123456789") != last.strip("$0123456789")
        # of a formula that other columns share, and of a table of what-ifs, not all is written
        self.text = [REACHES_ALL] if is_wide or formula.get("t") == "dataTable" else []

    def take(self, text: str) -> None:
        """Take a piece of a formula."""
        if self.within and len(self.text) < LONGEST:
            self.text.append(text)

    def end(self, name: str) -> None:
        """Take the end of a formula; one that is shared stands in its first cell alone."""
        if self.within and name.rpartition(":")[2] == "f":
            self.within = False
            self.formulas.append((self.place, "".join(self.text)))
