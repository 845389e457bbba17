"""XML and HTML: a tree of elements, and the plain text of a description."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from deploymap.sheets.formats.rows import beyond_limit, broken

MOST_DEPTH = 100
# an element costs some 130 bytes of memory and 2 microseconds, in a packed file for hardly a byte
MOST_ELEMENTS = 300_000
LONGEST_TEXT = 5_000_000  # characters in one element; a track of 200,000 points has as many

# where a line ends in HTML, for the plain text of it
BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "ul", "ol"})
SILENT = frozenset({"script", "style"})

LONGEST_TAG = 1_000  # characters of a tag in which > may stand within quotation marks
# possessive, so that no character is looked at twice
_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]*+)[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
)
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)")
_END_OF_SILENCE = re.compile(r"</(?:script|style)", re.IGNORECASE)


class RefusedError(ValueError):
    """What no file of units needs, and what can do harm."""


def parse_xml(data: bytes, file: str, advice: str, *, size: int | None = None) -> Element:
    """Return the root element; names are without namespace.

    `size` is that of the file that the data were packed in, in bytes.

    Raises DataError: not well-formed, with a document type (so no entities), nested too deeply, or
    with more elements than such a file may have.
    """
    builder, depth, count, length = TreeBuilder(), 0, 0, 0
    most = max(MOST_ELEMENTS, size or len(data))
    names: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count, length
        depth, count, length = depth + 1, count + 1, 0
        if depth > MOST_DEPTH:
            raise RefusedError(f"has elements more than {MOST_DEPTH} deep")
        if count > most:
            raise RefusedError(f"has more than {most:,} elements")
        # one text for each name, however often it stands in the file
        tag = names.get(name) or names.setdefault(name, _local(name))
        kept = {_local(key): value for key, value in attributes.items() if key[:5] != "xmlns"}
        builder.start(tag, kept)

    def end(name: str) -> None:
        nonlocal depth, length
        depth, length = depth - 1, 0
        builder.end(names[name])

    def keep(text: str) -> None:
        nonlocal length
        length += len(text)
        if length > LONGEST_TEXT:
            raise RefusedError(f"has a text of more than {LONGEST_TEXT:,} characters")
        builder.data(text)

    def refuse(*_: object) -> None:
        raise RefusedError("has a document type (<!DOCTYPE), which is not read")

    # not asked for namespaces, which it would write out in full before each name
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = keep
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except RefusedError as error:
        make = beyond_limit if count > most or length > LONGEST_TEXT else broken
        raise make(file, str(error), advice) from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"is damaged in line {error.lineno} ({reason})"
        raise broken(file, message, advice) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise broken(file, "is in an encoding that is not known", advice) from error


def _local(name: str) -> str:
    """Return the name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def text_of(element: Element | None) -> str:
    """Return the text of an element and of what is in it, stripped."""
    return "" if element is None else "".join(element.itertext()).strip()


def child_text(element: Element, *names: str) -> str:
    """Return the text of the first child that has one of the names and any text."""
    texts = (text_of(child) for name in names for child in element.iterfind(name))
    return next(filter(None, texts), "")


def plain_text(text: str) -> str:
    """Return the words of HTML in one line: no tags, entities resolved.

    Whatever the text is, well-formed or not, each character is looked at a few times at most.
    """
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    words: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        words.append(text[at:start])
        at, word = _pass_over(text, start)
        words.append(word)
    words.append(text[at:])
    return " ".join("".join(map(_resolve, words)).split())


def next_tag(text: str, at: int) -> tuple[str, bool, int, int] | None:
    """Return the next tag of HTML from `at` on: its name, whether it ends one, start and end.

    None where there is no more. What is in comments, scripts and styles is passed over.
    """
    while (start := text.find("<", at)) >= 0:
        tag = _TAG_NAME.match(text, start)
        at, _ = _pass_over(text, start)
        if tag is not None:
            return tag[2].casefold(), bool(tag[1]), start, at
    return None


def _pass_over(text: str, start: int) -> tuple[int, str]:
    """Return where to go on after the `<` at `start`, and what stands for what it opens."""
    if text.startswith("<!--", start):
        return _after(text, "-->", start), ""
    if text[start + 1 : start + 2] in ("!", "?"):
        return _after(text, ">", start), ""
    tag = _TAG.match(text, start, start + LONGEST_TAG) or _TAG_NAME.match(text, start)
    if tag is None:
        return start + 1, "<"
    at = tag.end() if tag.re is _TAG else _after(text, ">", start)
    name = tag[2].casefold()
    if name in SILENT and not tag[1]:
        silence = _END_OF_SILENCE.search(text, at)
        at = silence.start() if silence else len(text)
    return at, " " if name in BREAKS else ""


def _after(text: str, mark: str, start: int) -> int:
    """Return the place after the next mark; the text's end where there is none."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def _resolve(words: str) -> str:
    """Return the words with entities as the characters that they mean."""
    try:
        return html.unescape(words)
    except ValueError:  # a number of a character with thousands of digits
        return words
