"""Texts -> the XML of a worksheet's cells: numbers where the cell has them, else texts of its own.

The format: https://ecma-international.org/publications-and-standards/standards/ecma-376/ part 1,
18.3.1.4.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from deploymap.sheets.formats.numberformats import shown_text, to_number
from deploymap.sheets.formats.values import number_text
from deploymap.sheets.formats.xlsx import Xlsx

# a number that a cell keeps all digits of
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?", re.ASCII)
_UNWRITABLE = re.compile("[\0-\10\13\14\16-\37\ud800-\udfff\ufffe\uffff]")
MOST_DIGITS = 15
LONGEST = 32_767  # characters that a spreadsheet program takes
TEXTS = frozenset({"s", "str", "inlineStr"})
SPACES = re.compile(r"\s\s|[\n\t]")


class Value(NamedTuple):
    """What a cell is to hold: of which kind, as its element says it, and as it is read again."""

    kind: str
    written: str
    said: str


def make_value(book: Xlsx, kind: str | None, style: str, text: str) -> Value:
    """Return what a text is in a cell whose element has a kind and a style.

    A number stays one, a date too, a text stays a text; None is the kind of a cell that nothing is
    known of.
    """
    if not text or kind in TEXTS:
        return Value("inlineStr", text, text)
    if kind == "b" and text in ("TRUE", "FALSE"):
        return Value("b", str(int(text == "TRUE")), text)
    shown = book.styles.get(style)
    if shown is not None and shown.shown != "number":
        number = to_number(text, shown.shown, shown.code, from_1904=book.from_1904)
        if number is None:
            return Value("inlineStr", text, text)
        said = shown_text(number, shown.shown, shown.code, from_1904=book.from_1904)
        return Value("", number, said)
    if not _is_number(text):
        return Value("inlineStr", text, text)
    said = number_text(float(text))
    # what is not known as a number is one where it is written as such
    if kind is None and said != text:
        return Value("inlineStr", text, text)
    return Value("", said, said)


def write_value(value: Value, *, place: str, style: str, prefix: str) -> bytes:
    """Return the element of a cell; `place` is such as B2, `prefix` stands before its name."""
    head = f"<{prefix}c r={quoteattr(place)}" + (f" s={quoteattr(style)}" if style else "")
    if not value.written:
        return f"{head}/>".encode()
    if value.kind == "inlineStr":
        space = ' xml:space="preserve"' if SPACES.search(value.written) else ""
        text = escape(value.written, {"\r": "&#13;"})
        inner = f"<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>"
    else:
        inner = f"<{prefix}v>{value.written}</{prefix}v>"
    kind = f' t="{value.kind}"' if value.kind else ""
    return f"{head}{kind}>{inner}</{prefix}c>".encode()


def why_unwritable(text: str) -> str:
    """Return why a workbook cannot hold a text, "" where it can."""
    if len(text) > LONGEST:
        return f"a cell of a workbook has at most {LONGEST:,} characters"
    found = _UNWRITABLE.search(text)
    return f"a workbook has no character {ascii(found[0])[1:-1]}" if found else ""


def _is_number(text: str) -> bool:
    digits = text.lstrip("-0.").replace(".", "")
    return _NUMBER.fullmatch(text) is not None and len(digits) <= MOST_DIGITS
