"""XLSX: what a workbook says of its sheets, its styles and the texts that cells share.

The format: https://ecma-international.org/publications-and-standards/standards/ecma-376/ part 1.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deploymap.sheets.formats.archive import list_members, stream
from deploymap.sheets.formats.grid import Budget, cut
from deploymap.sheets.formats.numberformats import BUILT_IN, Shown, find_shown
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.xml_stream import PIECES, RESAVE, new_parser, pairs, parse_stream
from deploymap.sheets.invisible import indent_of

MAIN_LINKS, WORKBOOK = "_rels/.rels", "xl/workbook.xml"
TRUE = frozenset({"1", "true", "on"})
HIDDEN_STATES = frozenset({"hidden", "veryHidden"})

INDENT = 2  # spaces, in place of a step that a format indents

Links = dict[str, tuple[str, str]]  # by id the kind of a part and its path


@dataclass(frozen=True)
class Style:
    """How a cell shows its number: what of it, by which format; whether struck through."""

    shown: Shown
    code: str
    is_struck: bool


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the member of the archive that has it, whether it is hidden."""

    name: str
    path: str
    is_hidden: bool


@dataclass
class Xlsx:
    """An open workbook; `styles` has those that change how a cell is read, by number."""

    data: bytes
    file: str
    members: dict[str, zipfile.ZipInfo]
    budget: Budget
    links: Links = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    from_1904: bool = False
    styles: dict[str, Style] = field(default_factory=dict)
    strings: list[str] | None = None
    # how far a style indents, and white space before shared texts, in spaces, by number
    style_indents: dict[str, int] = field(default_factory=dict)
    string_indents: dict[int, int] = field(default_factory=dict)

    def stream(self, path: str) -> Iterator[bytes]:
        """Yield a member of the archive in chunks; nothing for one that is not there."""
        info = self.members.get(path.lower())
        return iter(()) if info is None else stream(self.data, self.file, info)

    def parse(self, path: str, parser: Any) -> None:
        """Parse a member that is there."""
        if path.lower() in self.members:
            parse_stream(parser, self.stream(path), self.file)

    def part(self, kind: str) -> str:
        """Return the path of the workbook's part of a kind, "" where it has none."""
        return next((path for each, path in self.links.values() if each == kind), "")


def open_xlsx(data: bytes, file: str) -> Xlsx:
    """Return what an XLSX says of itself; no cell is read yet.

    Raises DataError: a file that cannot be read or is of another kind.
    """
    members = {i.filename.replace("\\", "/").lower(): i for i in list_members(data, file)}
    if "xl/workbook.bin" in members:
        raise broken(file, "is an Excel binary workbook", "save it as XLSX or CSV")
    book = Xlsx(data, file, members, Budget(file, len(data)))
    main = [path for kind, path in read_links(book, "").values() if kind == "officeDocument"]
    path = next((path for path in main if path.lower() in members), WORKBOOK)
    if path.lower() not in members:
        raise broken(file, "is no spreadsheet", RESAVE)
    book.links = read_links(book, path)
    _read_main(book, path)
    _read_styles(book)
    return book


def read_links(book: Xlsx, path: str) -> Links:
    """Return what a part of the archive, "" for the archive itself, is linked with."""
    folder, name = posixpath.split(path)
    links: Links = {}

    def start(element: str, attributes: list[str]) -> None:
        book.budget.take_elements(1)
        if element.endswith("Relationship"):
            link = pairs(attributes)
            target = posixpath.join("/", folder, link.get("Target", ""))
            kind = link.get("Type", "").rpartition("/")[2]
            links[link.get("Id", "")] = (kind, posixpath.normpath(target).lstrip("/"))

    where = f"{folder}/_rels/{name}.rels" if path else MAIN_LINKS
    book.parse(where, new_parser(start))
    return links


def _read_main(book: Xlsx, path: str) -> None:
    def start(element: str, attributes: list[str]) -> None:
        book.budget.take_elements(1)
        element = element.rpartition(":")[2]
        if element == "workbookPr":
            book.from_1904 = pairs(attributes).get("date1904", "") in TRUE
        elif element == "sheet":
            entry = pairs(attributes)
            kind, where = book.links.get(entry.get("id", ""), ("", ""))
            if kind == "worksheet" and where.lower() in book.members:
                is_hidden = entry.get("state", "") in HIDDEN_STATES
                book.sheets.append(Sheet(entry.get("name", ""), where, is_hidden))

    book.parse(path, new_parser(start))


def _read_styles(book: Xlsx) -> None:
    """Take from the styles which cells show dates and the like, and which are struck through."""
    codes = {str(number): code for number, code in BUILT_IN.items()}
    struck: list[bool] = []
    within, count = "", 0

    def start(element: str, attributes: list[str]) -> None:
        nonlocal within, count
        book.budget.take_elements(1)
        element = element.rpartition(":")[2]
        if element in ("cellXfs", "cellStyleXfs", "fonts", "dxfs", "cellStyles", "numFmts"):
            within = element
        elif element == "numFmt" and within == "numFmts":
            form = pairs(attributes)
            codes[form.get("numFmtId", "")] = form.get("formatCode", "")
        elif element == "font" and within == "fonts":
            struck.append(False)
        elif element == "strike" and within == "fonts" and struck:
            struck[-1] = pairs(attributes).get("val", "1") in TRUE
        elif element == "xf" and within == "cellXfs":
            style = _make_style(pairs(attributes), codes, struck)
            if style.shown != "number" or style.is_struck:
                book.styles[str(count)] = style
            count += 1
        elif element == "alignment" and within == "cellXfs":
            steps = pairs(attributes).get("indent", "")[:3]
            if steps.isdecimal() and int(steps):
                book.style_indents[str(count - 1)] = INDENT * int(steps)

    book.parse(book.part("styles"), new_parser(start))


def _make_style(form: dict[str, str], codes: dict[str, str], struck: list[bool]) -> Style:
    code, font = codes.get(form.get("numFmtId", "0"), ""), form.get("fontId", "0")[:7]
    is_struck = font.isdecimal() and int(font) < len(struck) and struck[int(font)]
    return Style(find_shown(code), code, is_struck)


def read_strings(book: Xlsx) -> list[str]:
    """Return the texts that cells share, without white space around them."""
    if book.strings is None:
        reader = _StringsReader(book.budget)
        parser = new_parser(reader.start, reader.take)
        parser.EndElementHandler = reader.end
        book.parse(book.part("sharedStrings"), parser)
        book.strings, book.string_indents = reader.strings, reader.indents
    return book.strings


class _StringsReader:
    """Gathers shared texts; how a text is spoken (in Japanese) is no part of it."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.strings: list[str] = []
        self.indents: dict[int, int] = {}
        self.pieces: list[str] = []
        self.spoken = self.within = False

    def start(self, name: str, attributes: list[str]) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            self.within = not self.spoken
        elif name == "rPh":
            self.spoken = True

    def take(self, text: str) -> None:
        if self.within:
            self.pieces.append(text)
            if len(self.pieces) > PIECES:
                cut(self.pieces)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            self.within = False
        elif name == "rPh":
            self.spoken = False
        elif name == "si":
            cut(self.pieces)
            text = "".join(self.pieces)
            self.pieces.clear()
            if text[:1].isspace() and (spaces := indent_of(text)):
                self.indents[len(self.strings)] = spaces
            text = text.strip()
            self.budget.take_elements(1)
            self.budget.take_cells(1, len(text))
            self.strings.append(text)
