"""Characters that nobody sees: around a cell they are no part of it, and no name or value alone."""

from __future__ import annotations

# brackets and overrides of the direction of writing: within a cell the check tells of them
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# zero-width ones, the soft hyphen, byte order marks, marks of the direction of writing
MARKS = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_AROUND = MARKS + "".join(map(chr, (*range(33), *range(0x7F, 0xA1), 0x1680)))
_AROUND += "".join(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
# the commonest, as a file in UTF-8 has them
IN_UTF8 = tuple(mark.encode() for mark in "\ufeff\u200b\u200e\u200f\u2060\u00ad\u200c\u200d")

# as wide as so many spaces: tabs, and the spaces of a script whose letters are squares
_WIDTHS = {"\t": 4, "\u2003": 2, "\u3000": 2}

# inside a name some join or part letters; the others mean nothing there
_WITHIN_NAMES = dict.fromkeys(
    map(ord, (MARKS + DIRECTIONS).replace("\u200c", "").replace("\u200d", ""))
)


def strip_cell(cell: str) -> str:
    """Return a cell without white space and invisible characters around it."""
    if cell.isascii():
        return cell.strip()
    stripped = cell.strip(_AROUND)
    return stripped if stripped.strip(_AROUND + DIRECTIONS) else ""


def indent_of(cell: str) -> int:
    """Return how wide the white space is that a cell begins with, in spaces."""
    lead = cell[: len(cell) - len(cell.lstrip())]
    return sum(_WIDTHS.get(character, 1) for character in lead)


def strip_behind(cell: str) -> str:
    """Return a cell as `strip_cell` does, with as many spaces before it as it is indented."""
    stripped = strip_cell(cell)
    return " " * indent_of(cell) + stripped if stripped else ""


def clean_name(name: str) -> str:
    """Return a column's name without invisible characters, each white space in it one space."""
    return " ".join(strip_cell(name.translate(_WITHIN_NAMES)).split())
