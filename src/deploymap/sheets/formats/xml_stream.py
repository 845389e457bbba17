"""One streaming reader of XML for the parts of workbooks: no entities, no document type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from deploymap.sheets.formats.rows import broken

Start = Callable[[str, list[str]], None]

RESAVE = "open it in the spreadsheet program and save it again, or save it as CSV"
BUFFER = 8_192  # bytes of text that are handed over together
PIECES = 1_000  # of one text, before they are put together


class Enough(Exception):  # noqa: N818 (it is no error)
    """Raised by a handler that has seen all it wanted."""


def new_parser(start: Start, text: Callable[[str], Any] | None = None) -> Any:
    """Return a parser that hands over elements as they begin, and texts.

    Attributes come as a list: name, value, name, value. A handler for the ends of elements may be
    set by those who need it.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = BUFFER
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise ValueError("a document type")


def parse_stream(parser: Any, chunks: Iterable[bytes], file: str) -> None:
    """Feed a parser to the end, or until a handler says that it is enough.

    Raises DataError: not well-formed, with a document type (so no entities), in no known encoding.
    """
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Enough:
        return
    except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise broken(file, "is a spreadsheet that is damaged or cut off", RESAVE) from error


def pairs(attributes: list[str]) -> dict[str, str]:
    """Return attributes by their names, without prefixes."""
    names = (name.rpartition(":")[2] for name in attributes[::2])
    return dict(zip(names, attributes[1::2], strict=True))
