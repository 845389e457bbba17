"""XML and HTML: a tree of elements, and the plain text of a description."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from deploymap.sheets.formats.rows import broken

MOST_DEPTH = 100

# where a line ends in HTML, for the plain text of it
BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "ul", "ol"})
SILENT = frozenset({"script", "style"})


class RefusedError(ValueError):
    """What no file of units needs, and what can do harm."""


def parse_xml(data: bytes, file: str, advice: str) -> Element:
    """Return the root element; names are without namespace.

    Raises DataError: not well-formed, with a document type (so no entities), or nested too deeply.
    """
    builder, depth = TreeBuilder(), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise RefusedError(f"has elements more than {MOST_DEPTH} deep")
        builder.start(local(name), {local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(local(name))

    def refuse(*_: object) -> None:
        raise RefusedError("has a document type (<!DOCTYPE), which is not read")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except RefusedError as error:
        raise broken(file, str(error), advice) from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"is damaged in line {error.lineno} ({reason})"
        raise broken(file, message, advice) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise broken(file, "is in an encoding that is not known", advice) from error


def local(name: str) -> str:
    """Return the name without its namespace."""
    return name.rpartition("}")[2]


def text_of(element: Element | None) -> str:
    """Return the text of an element and of what is in it, stripped."""
    return "" if element is None else "".join(element.itertext()).strip()


def child_text(element: Element, *names: str) -> str:
    """Return the text of the first child that has one of the names and any text."""
    texts = (text_of(child) for name in names for child in element.iterfind(name))
    return next(filter(None, texts), "")


def plain_text(html: str) -> str:
    """Return the words of HTML in one line: no tags, entities resolved."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.words).split())


def walk(element: Element) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Yield each element below and what it stands in, from the root on, in the file's order."""
    stack: list[tuple[Element, tuple[Element, ...]]] = [(element, ())]
    while stack:
        element, within = stack.pop()
        yield element, within
        stack += [(child, (*within, element)) for child in reversed(element)]


class _Words(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in SILENT
        self.words += [" "] if tag in BREAKS else []

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        self.words += [" "] if tag in BREAKS else []

    def handle_data(self, data: str) -> None:
        self.words += [] if self.silent else [data]
