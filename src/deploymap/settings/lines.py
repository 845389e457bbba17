"""In which line of `deploymap.toml` a setting stands."""

from __future__ import annotations

import re

MOST_PARTS = 100  # of a key; one of more is made to do harm

# possessive, so that no character is looked at twice
_KEY_PART = re.compile(r""""((?:[^"\\\n]|\\.)*+)"|'([^'\n]*+)'|([^\s."'=\[\]#]++)""")


def find_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of each setting and table; one that is written unusually may be missing."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        key, rest = _read_key(line)
        if line.lstrip().startswith("[") and rest.startswith("]"):
            table = key
            lines.setdefault(table, number)
        elif rest.startswith("="):
            lines.setdefault((*table, *key), number)
    return lines


def _read_key(line: str) -> tuple[tuple[str, ...], str]:
    """Return the parts of the dotted key that a line begins with, and what follows it.

    `[sides."A. B"]` has two; brackets before the key are passed over.
    """
    parts: list[str] = []
    rest = line.lstrip("[ \t")
    while part := _KEY_PART.match(rest):
        parts.append(part[1] or part[2] or part[3] or "")
        rest = rest[part.end() :].lstrip(" \t")
        if not rest.startswith(".") or len(parts) > MOST_PARTS:
            break
        rest = rest[1:].lstrip(" \t")
    return tuple(parts), rest
