"""The bytes of a CSV <-> its rows and cells: what is not changed stays byte for byte.

Rows and cells are those of `sheets/delimited.py`: a cell may have spaces before it, and quotation
marks around it, in which each one of its text stands twice.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from deploymap.edit.faults import refuse
from deploymap.problems import DataError
from deploymap.sheets.delimited import find_separator_line
from deploymap.sheets.encoding import CANDIDATES, Decoded
from deploymap.sheets.invisible import strip_cell

# what a codec writes that has a byte order mark of its own, or needs none
PLAIN_CODECS = {
    "utf-8-sig": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}
_LINE_END = re.compile(r"\r\n|\n|\r")


class Record(NamedTuple):
    """A row as it stands in the text: from `start` to `stop`, its line end to `end`.

    `line` is the line of the file on which it begins, from 1.
    """

    line: int
    start: int
    stop: int
    end: int


@dataclass(frozen=True)
class Cell:
    """A cell as it is written, from `start` on in the text: with its spaces and quotation marks."""

    start: int
    written: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.written)

    @property
    def text(self) -> str:
        """What it says, without white space and invisible signs around it."""
        return strip_cell(_take_apart(self.written)[1])


@dataclass(frozen=True)
class Splice:
    """Another text for a piece of the document."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Document:
    """A CSV: its bytes, their text without `mark` (a byte order mark), and where its rows are."""

    data: bytes
    file: str
    text: str
    codec: str
    mark: bytes
    delimiter: str
    records: Sequence[Record]

    def cells(self, record: Record) -> list[Cell]:
        """Return the cells of a row."""
        pattern = _cell_pattern(self.delimiter)
        cells, at = [], record.start
        while True:
            match = pattern.match(self.text, at, record.stop)
            if match is None:  # no row that was found is such
                raise ValueError(f"line {record.line} is no row")
            cells.append(Cell(at, match[0]))
            at = match.end() + 1
            if at > record.stop:
                return cells

    def line_end(self, record: Record) -> str:
        """Return the line end of a row; of the last one, which may have none, that before it."""
        if record.end > record.stop:
            return self.text[record.stop : record.end]
        ends = list(_LINE_END.finditer(self.text, 0, record.start))
        return ends[-1][0] if ends else "\n"

    def splice(self, splices: Iterable[Splice]) -> bytes:
        """Return the bytes with other texts in some places; raises `DataError` for letters that the
        encoding of the file does not have.
        """
        old, new, at = [self.mark], [self.mark], 0
        for splice in sorted(splices, key=lambda one: one.start):
            kept = self._encode(self.text[at : splice.start])
            old += [kept, self._encode(self.text[splice.start : splice.end])]
            new += [kept, self._encode(splice.text)]
            at = splice.end
        rest = self._encode(self.text[at:])
        # an encoding in which a letter's bytes depend on those before it cannot be cut up
        if b"".join([*old, rest]) != self.data:
            raise refuse_encoding(self.file, self.codec)
        return b"".join([*new, rest])

    def _encode(self, text: str) -> bytes:
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError as error:
            name = CANDIDATES.get(self.codec, self.codec.upper())
            words = f"the file is in {name}, which has no {text[error.start]}"
            advice = "save it as UTF-8 (in Excel: CSV UTF-8) before you change it so"
            raise refuse(self.file, "edit-encoding", words, advice) from None


def open_document(data: bytes, file: str, decoded: Decoded, delimiter: str) -> Document:
    """Return a CSV with its rows; `decoded` and `delimiter` are as the reader of sheets has them.

    Raises `DataError` where the quotation marks are wrong, or where the encoding cannot be written
    so that what is not changed stays as it is.
    """
    mark, codec = _find_codec(data, file, decoded)
    said = find_separator_line(decoded.text)
    start, line = (said.end(), 2) if said else (0, 1)
    records = list(_find_records(decoded.text, file, delimiter, start, line))
    return Document(data, file, decoded.text, codec, mark, delimiter, records)


def write_cell(written: str, text: str, delimiter: str) -> str:
    """Return a cell as it is written with another text in it.

    White space around it stays, and so do quotation marks; where there are none, they come only
    where the text needs them.
    """
    lead, inner, is_quoted = _take_apart(written)
    before, after = _around(inner)
    whole = f"{before}{text}{after}"
    if not (is_quoted or _needs_quotes(whole, inner, delimiter)):
        return f"{lead}{whole}"
    doubled = whole.replace('"', '""')
    return f'{lead}"{doubled}"'


def refuse_encoding(file: str, codec: str) -> DataError:
    """Return the error for an encoding in which single letters cannot be changed."""
    words = f"the file is in {codec}, in which single letters cannot be changed"
    return refuse(file, "edit-encoding", words, "save it as UTF-8 (in Excel: CSV UTF-8)")


def _find_codec(data: bytes, file: str, decoded: Decoded) -> tuple[bytes, str]:
    """Return the byte order mark and the codec that give the same bytes again."""
    name = codecs.lookup(decoded.codec).name
    for codec in PLAIN_CODECS.get(name, (name,)):
        for sign in ("", "\ufeff"):
            try:
                mark = sign.encode(codec)
                if mark + decoded.text.encode(codec) == data:
                    return mark, codec
            except UnicodeEncodeError:
                continue
    raise refuse_encoding(file, name)


def _find_records(text: str, file: str, delimiter: str, start: int, line: int) -> Iterator[Record]:
    match_record = _record_pattern(delimiter).match
    size, has_inner = len(text), '"' in text
    while start < size:
        match = match_record(text, start)
        if match is None:
            words = "a quotation mark opens a cell here that does not end as a cell does"
            advice = 'close it, or write "" for each mark that belongs to the text'
            raise refuse(file, "quoting", words, advice, line=line)
        stop, end = match.end(1), match.end()
        yield Record(line, start, stop, end)
        # within quotation marks a row may go on in the next line
        line += 1 + (len(_LINE_END.findall(text, start, stop)) if has_inner else 0)
        start = end


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    return re.compile(_cell(delimiter))


@cache
def _record_pattern(delimiter: str) -> re.Pattern[str]:
    cell = _cell(delimiter)
    return re.compile(rf"({cell}(?:{re.escape(delimiter)}{cell})*+)(?:\r\n|\n|\r|\Z)")


def _cell(delimiter: str) -> str:
    ends = rf"[{re.escape(delimiter)}\r\n]"
    return rf'(?: *+"(?:[^"]|"")*+"(?={ends}|\Z)| *+(?!")[^{ends[1:]}*+)'


def _take_apart(written: str) -> tuple[str, str, bool]:
    """Return the spaces before a cell, its text, and whether it is in quotation marks."""
    body = written.lstrip(" ")
    lead = written[: len(written) - len(body)]
    if body.startswith('"'):
        return lead, body[1:-1].replace('""', '"'), True
    return lead, body, False


def _around(inner: str) -> tuple[str, str]:
    """Return what stands around a cell's text and is no part of it."""
    text = strip_cell(inner)
    if not text:
        # signs that turn the direction of writing would hold for the new text
        return (inner, "") if strip_cell(f"{inner}x") == "x" else ("", "")
    start = inner.index(text)
    return inner[:start], inner[start + len(text) :]


def _needs_quotes(text: str, before: str, delimiter: str) -> bool:
    """Return whether a text is read as it is only within quotation marks.

    A mark within an angle, as in 48°34'05"N, stays as it is where the cell had one before.
    """
    if text.startswith('"') or any(sign in text for sign in (delimiter, "\n", "\r")):
        return True
    return '"' in text and '"' not in before
