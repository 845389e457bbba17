"""ODS -> the cells of its sheets, read as a stream, with what the file says of them.

The format: https://docs.oasis-open.org/office/OpenDocument/v1.3/
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deploymap.sheets.formats.archive import list_members, stream
from deploymap.sheets.formats.grid import LAST_COLUMN, LAST_ROW, LEAST_LOST, Budget, Grid, cut
from deploymap.sheets.formats.ods_styles import STYLE_ENDS, STYLE_STARTS, Style, Styles
from deploymap.sheets.formats.rows import beyond_limit, broken
from deploymap.sheets.formats.values import duration_text, number_text
from deploymap.sheets.formats.wordedformats import keep_words
from deploymap.sheets.formats.xml_stream import PIECES, RESAVE, new_parser, parse_stream

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
MOST_SPACES = 100_000  # in a row, as ODS counts them
MOST_DEPTH = 100
ROWS_SPANNED, COLUMNS_SPANNED = "table:number-rows-spanned", "table:number-columns-spanned"
HIDDEN_ROWS = frozenset({"collapse", "filter"})

_DATE = re.compile(r"\d{4}-\d\d", re.ASCII)
_DURATION = re.compile(
    r"(-?)P(?:(\d{1,6})D)?T?(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d*)?S)?", re.ASCII
)


@dataclass
class Table:
    """One sheet: its name, whether it is hidden, and its cells."""

    name: str
    is_hidden: bool
    grid: Grid = field(default_factory=Grid)


def read_ods(data: bytes, file: str) -> list[Table]:
    """Return the sheets of an ODS.

    Raises DataError: a file that cannot be read, has a password, or goes beyond what a file of its
    size may hold.
    """
    members = {info.filename: info for info in list_members(data, file)}
    reader = _Reader(file, Budget(file, len(data)))
    if MANIFEST in members:
        chunks = stream(data, file, members[MANIFEST])
        if b"encryption-data" in b"".join(chunks)[:1_000_000]:
            raise broken(file, "is protected by a password", "save it without one")
    for name in (STYLES, CONTENT):
        if name in members:
            reader.parser = new_parser(reader.start, reader.take)
            reader.parser.EndElementHandler = reader.end
            parse_stream(reader.parser, stream(data, file, members[name]), file)
    return reader.tables


class _Reader:
    """Gathers styles and sheets."""

    def __init__(self, file: str, budget: Budget) -> None:
        self.file, self.budget = file, budget
        self.parser: Any = None
        self.tables: list[Table] = []
        self.styles = Styles()
        self.depth = self.tables_deep = self.groups_hidden = 0
        self.groups: list[bool] = []
        self.line = self.column = self.line_times = 0
        self.cells: list[tuple[str, int]] = []  # of a row: texts, and how many times each
        self.defaults: list[tuple[str, int]] = []  # styles of columns, and of how many each
        self.columns = 0
        self.cell: dict[str, str] | None = None
        self.is_row_hidden = False
        self.paragraphs: list[str] = []
        self.words: list[str] = []
        self.within = self.notes = self.covered = 0
        self.besides: set[str] = set()  # what the cell that is read has besides its text
        self.marks: list[tuple[int, str, str]] = []

    def start(self, name: str, attributes: list[str]) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise broken(self.file, f"has elements more than {MOST_DEPTH} deep", RESAVE)
        self.budget.take_elements(1)
        handler, styling = _STARTS.get(name), STYLE_STARTS.get(name)
        if handler is not None:
            handler(self, dict(zip(attributes[::2], attributes[1::2], strict=True)))
        if styling is not None:
            styling(self.styles, dict(zip(attributes[::2], attributes[1::2], strict=True)))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        handler, styling = _ENDS.get(name), STYLE_ENDS.get(name)
        if handler is not None:
            handler(self)
        if styling is not None:
            styling(self.styles)

    def take(self, text: str) -> None:
        """Take a piece of text; only that of a cell's own paragraphs counts."""
        if self.within and not self.notes:
            self.words.append(text)
            if len(self.words) > PIECES:
                cut(self.words)

    # sheets

    def start_table(self, given: dict[str, str]) -> None:
        self.tables_deep += 1
        if self.tables_deep > 1:
            return
        style = self.styles.find(given.get("table:style-name", ""))
        self.tables.append(Table(given.get("table:name", ""), style.is_hidden))
        self.line = self.columns = 0
        self.defaults = []

    def end_table(self) -> None:
        self.tables_deep -= 1

    def start_group(self, given: dict[str, str]) -> None:
        self.groups.append(given.get("table:display") == "false")

    def end_group(self) -> None:
        if self.groups:
            self.groups.pop()

    def start_column(self, given: dict[str, str]) -> None:
        if self.tables_deep != 1 or not self.tables:
            return
        times = min(_count(given, "table:number-columns-repeated"), LAST_COLUMN)
        first, self.columns = self.columns + 1, self.columns + times
        self.defaults.append((given.get("table:default-cell-style-name", ""), times))
        if given.get("table:visibility") in HIDDEN_ROWS or any(self.groups):
            last = min(self.columns, LAST_COLUMN)
            self.tables[-1].grid.hidden_columns.update(range(first, last + 1))

    def start_row(self, given: dict[str, str]) -> None:
        if self.tables_deep != 1:
            return
        self.line += 1
        self.line_times = _count(given, "table:number-rows-repeated")
        self.is_row_hidden = given.get("table:visibility") in HIDDEN_ROWS or any(self.groups)
        self.column = 0
        self.cells, self.marks = [], []

    def end_row(self) -> None:
        if self.tables_deep != 1 or not self.tables:
            return
        first, last = self.line, self.line + self.line_times - 1
        self.line = last
        while self.cells and not self.cells[-1][0]:
            self.cells.pop()
        if not (self.cells or self.marks):
            return
        width = sum(times for _, times in self.cells)
        self.budget.refuse_far(last, max(width, self.column if self.marks else 0))
        size = sum(len(text) * times for text, times in self.cells)
        self.budget.take_cells(width * self.line_times, size * self.line_times)
        grid = self.tables[-1].grid
        for line in range(first, last + 1):
            if self.cells:
                grid.rows[line] = [text for text, times in self.cells for _ in range(times)]
            if self.is_row_hidden:
                grid.hidden_rows.add(line)
            for column, kind, text in self.marks:
                self._mark(grid, (line, column), kind, text)

    def _mark(self, grid: Grid, place: tuple[int, int], kind: str, text: str) -> None:
        self.budget.take_elements(1)
        if kind == "error":
            grid.errors[place] = text
        elif kind == "lost":
            grid.lost[place] = text
        elif kind == "unvalued":
            grid.unvalued.append(place)
        elif kind == "shortened":
            grid.shortened.add(place)
        elif kind in ("linked", "remarked"):
            getattr(grid, kind).add(place)
        elif kind == "struck":
            grid.struck[place[0]] = grid.struck.get(place[0], 0) + 1
        else:
            height, width = map(int, text.split())
            grid.merged.append((*place, place[0] + height - 1, place[1] + width - 1))

    # cells

    def start_cell(self, given: dict[str, str]) -> None:
        if self.tables_deep == 1:
            self.cell, self.paragraphs = given, []
            self.besides.clear()

    def start_covered(self, given: dict[str, str]) -> None:
        if self.tables_deep == 1:
            self.cell, self.covered = given, 1

    def end_cell(self) -> None:
        given = self.cell
        if given is None or self.tables_deep != 1:
            return
        times = _count(given, "table:number-columns-repeated")
        # what a merged cell covers is not shown
        text = "" if self.covered else self._read_value(given, times)
        self.cells.append((text, times))
        self.column += times
        self.cell, self.covered, self.paragraphs = None, 0, []

    def _read_value(self, given: dict[str, str], times: int) -> str:
        """Return a cell's text, and note what is to be known of it."""
        kind = given.get("office:value-type", "")
        shown = "\n".join(self.paragraphs).strip()
        if given.get("calcext:value-type") == "error":
            shown = shown or "#ERROR"
            self._note("error", shown, times)
            return shown
        style = self._find_style(given)
        text = shown
        if kind in ("float", "currency", "percentage"):
            text = self._read_number(given.get("office:value", ""), kind, shown, times)
        elif kind == "date":
            text = self._read_date(given.get("office:date-value", ""), style, times)
        elif kind == "time":
            text = _read_duration(given.get("office:time-value", "")) or shown
        elif kind == "boolean":
            text = given.get("office:boolean-value", shown).upper()
        elif kind == "string" and not shown:
            text = given.get("office:string-value", "").strip()
        if not text and "table:formula" in given and kind in ("", "float"):
            self._note("unvalued", "", times)
        if text and style.is_struck:
            self._note("struck", "", times)
        for kind in sorted(self.besides):
            self._note(kind, "", 1)
        height, width = _count(given, ROWS_SPANNED), _count(given, COLUMNS_SPANNED)
        if text and (height > 1 or width > 1):
            self._note("merged", f"{height} {width}", 1)
        return text

    def _note(self, kind: str, text: str, times: int) -> None:
        if times > self.budget.cells:
            raise self.budget.refusal()
        self.budget.take_elements(times)
        self.marks += [(self.column + 1 + n, kind, text) for n in range(times)]

    def _find_style(self, given: dict[str, str]) -> Style:
        name = given.get("table:style-name", "")
        if not name:
            column = self.column
            for style, times in self.defaults:
                if column < times:
                    name = style
                    break
                column -= times
        return self.styles.find(name)

    def _read_number(self, text: str, kind: str, words: str, times: int) -> str:
        try:
            value = float(text)
        except ValueError:
            return text
        if kind == "percentage":
            return number_text(float(f"{value * 100:.13g}")) + "%"
        shown = keep_words(value, words)
        if abs(value) >= LEAST_LOST:
            self._note("lost", shown, times)
        return shown

    def _read_date(self, text: str, style: Style, times: int) -> str:
        """Return a date, no more of it than the cell shows."""
        text = _to_second(text)
        parts = self.styles.parts(style)
        year, month, day = (part in parts for part in ("year", "month", "day"))
        if month and not (year and day):
            self._note("shortened", "", times)
        if day or not (year or month) or not _DATE.match(text):
            return text
        return text[: 7 if month else 4]

    # texts

    def start_paragraph(self, given: dict[str, str]) -> None:
        if self.cell is not None and not self.notes and self.tables_deep == 1:
            self.within += 1
            if self.within == 1:
                self.words = []

    def end_paragraph(self) -> None:
        if not self.within or self.notes:
            return
        self.within -= 1
        if not self.within:
            self.paragraphs.append("".join(self.words))
            if len(self.paragraphs) > PIECES:
                self.paragraphs = ["\n".join(self.paragraphs)]
                cut(self.paragraphs)

    def start_spaces(self, given: dict[str, str]) -> None:
        count = _count(given, "text:c")
        if count > MOST_SPACES:
            raise beyond_limit(self.file, "has a cell of too many spaces", RESAVE)
        self.take(" " * count)
        if self.within and count > 1:
            cut(self.words)

    def start_note(self, given: dict[str, str]) -> None:
        self.notes += 1

    def start_remark(self, given: dict[str, str]) -> None:
        self.besides.add("remarked")
        self.start_note(given)

    def start_link(self, given: dict[str, str]) -> None:
        # what begins so leads to another cell
        if self.within and not self.notes and not given.get("xlink:href", "#").startswith("#"):
            self.besides.add("linked")

    def end_note(self) -> None:
        self.notes -= 1


Start = Callable[[_Reader, dict[str, str]], None]
# the prefixes are those that all programs write; another one makes a file without sheets
_STARTS: dict[str, Start] = {
    "table:table": _Reader.start_table,
    "table:table-row-group": _Reader.start_group,
    "table:table-column-group": _Reader.start_group,
    "table:table-column": _Reader.start_column,
    "table:table-row": _Reader.start_row,
    "table:table-cell": _Reader.start_cell,
    "table:covered-table-cell": _Reader.start_covered,
    "text:p": _Reader.start_paragraph,
    "text:h": _Reader.start_paragraph,
    "text:s": _Reader.start_spaces,
    "text:tab": lambda reader, given: reader.take("\t"),
    "text:line-break": lambda reader, given: reader.take("\n"),
    "office:annotation": _Reader.start_remark,
    "draw:frame": _Reader.start_note,
    "text:a": _Reader.start_link,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    "table:table": _Reader.end_table,
    "table:table-row-group": _Reader.end_group,
    "table:table-column-group": _Reader.end_group,
    "table:table-row": _Reader.end_row,
    "table:table-cell": _Reader.end_cell,
    "table:covered-table-cell": _Reader.end_cell,
    "text:p": _Reader.end_paragraph,
    "text:h": _Reader.end_paragraph,
    "office:annotation": _Reader.end_note,
    "draw:frame": _Reader.end_note,
}


def _count(given: dict[str, str], name: str) -> int:
    """Return how many times an element stands for, 1 where it does not say."""
    text = given.get(name, "1").strip()
    return int(text) if text.isdecimal() and 0 < len(text) < 12 else LAST_ROW * LAST_COLUMN


def _to_second(text: str) -> str:
    """Return a moment without fractions of a second, at midnight the date alone."""
    text = text.strip().removesuffix("Z").replace(",", ".")
    if "." in text:
        try:
            moment = datetime.fromisoformat(text) + timedelta(microseconds=500_000)
            text = moment.replace(microsecond=0).isoformat()
        except (ValueError, OverflowError):
            text = text.partition(".")[0]
    return text.removesuffix("T00:00:00")


def _read_duration(text: str) -> str:
    """Return a duration such as PT06H30M00S as 06:30:00, "" for what is none."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    shown = duration_text(span)
    return match[1] + (shown.zfill(8) if span < timedelta(days=1) else shown)
