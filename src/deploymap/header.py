"""Brings the sheet's names of its columns together with the schema's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from deploymap.errors import Problem, nearest_word
from deploymap.schema import RESERVED, Column

# what people call the columns of the position, where the letters alone do not give it away
POSITION_NAMES = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon"}


def match_names(own: Sequence[str], known: Iterable[str]) -> dict[str, str]:
    """Return the schema's name for each of the sheet's columns: source_url for `Source URL`.

    A name that is in the schema as it stands goes first; one that fits nothing stays as it is.
    """
    free = set(known).difference(own)
    names: dict[str, str] = {}
    for name in own:
        plain = re.sub(r"[\s_-]+", "_", name.casefold())
        names[name] = plain if plain in free else name
        free.discard(names[name])
    return names


def check_names(
    file: str, present: Sequence[str], columns: Sequence[Column], known: Sequence[str]
) -> list[Problem]:
    """Tell of columns that are missing, misspelt as it seems, or that cannot be kept."""
    missing = [name for name in known if name not in present]
    required = [column.name for column in columns if column.required]
    strangers = [name for name in present if name not in known and name not in RESERVED]
    meant = {_guess_column(name, missing, required): name for name in strangers}
    problems = []
    for name in (name for name in required if name in missing):
        advice = f"rename {meant[name]} to it" if name in meant else "add it to the header line"
        problems.append(Problem(file, None, name, f"there is no such column; {advice}"))
    for guess, name in meant.items():
        if guess and guess not in required:
            message = f"is no column that deploymap knows; did you mean {guess}?"
            problems.append(Problem(file, None, name, message, "warning"))
    for name in (name for name in present if name in RESERVED):
        message = "the program uses this name itself, the column is left out; rename it"
        problems.append(Problem(file, None, name, message, "warning"))
    return problems


def _guess_column(name: str, missing: Sequence[str], required: Sequence[str]) -> str | None:
    """Return the missing column that `name` may stand for.

    A slip of the pen is likelier where the column is required than where `name` may well be a
    column of the user's own: `nmae` is name, but `size` is not side.
    """
    needed = {word: word for word in missing if word in required}
    words = needed | {word: own for word, own in POSITION_NAMES.items() if own in needed}
    if near := nearest_word(name, words):
        return words[near]
    return nearest_word(name, missing, likeness=0.8)
