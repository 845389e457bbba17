"""The words that a reader sees: one table a language, `languages/en.json` and its like.

A table has `page`, the page's own words by name; `classes`, the words of the symbol classes by
their key; and `reasons`, why rows were left out, by the code of the fault. A phrase that counts has
a form for each plural category of its language (https://cldr.unicode.org/index/cldr-spec/plural-rules).
The words of the editor alone stand in `languages/editor/`, by name: a page that cannot be changed
has none of them. What is said of borders stands in `languages/borders/`: a page has of it what is
in view.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from deploymap.packaged import LANGUAGES

ENGLISH = "en"

# scripts that are written from the right, and languages that usually use one of them
RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"}
RIGHT_TO_LEFT = set("ar arc ckb dv fa he iw ji ks mzn nqo pnb prs ps sd ug ur yi".split())  # noqa: SIM905

Phrase = str | Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """A reader's words: of `language`, a BCP 47 tag which numbers and dates follow too."""

    language: str
    page: Mapping[str, Phrase]
    classes: Mapping[str, tuple[str, str]]
    reasons: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """Return the languages that have a table, sorted."""
    return tuple(sorted(path.stem for path in LANGUAGES.glob("*.json")))


def has_words(tag: str) -> bool:
    """Return whether the language of a tag has a table."""
    return primary_language(tag) in languages()


def read_words(tag: str) -> Words:
    """Return the words in the language of a BCP 47 tag, in English where it has no table."""
    known = has_words(tag)
    name = primary_language(tag) if known else ENGLISH
    table = json.loads((LANGUAGES / f"{name}.json").read_text(encoding="utf-8"))
    classes = {key: (label, short) for key, (label, short) in table["classes"].items()}
    return Words(tag if known else ENGLISH, table["page"], classes, table["reasons"])


def read_editor_words(tag: str) -> Mapping[str, Phrase]:
    """Return the editor's words, by name, in the language that `read_words` gives."""
    return cast(dict[str, Phrase], _read_more("editor", tag))


def read_border_words(tag: str) -> Mapping[str, str]:
    """Return what there is to say of the borders that ship, likewise."""
    return cast(dict[str, str], _read_more("borders", tag))


def _read_more(folder: str, tag: str) -> object:
    name = primary_language(tag) if has_words(tag) else ENGLISH
    return json.loads((LANGUAGES / folder / f"{name}.json").read_text(encoding="utf-8"))


def primary_language(tag: str) -> str:
    """Return the first part of a tag: `de` of `de-AT`."""
    return tag.partition("-")[0].casefold()


def is_right_to_left(tag: str) -> bool:
    """Return whether texts of a tag's language, or of the script that it names, run leftwards."""
    first, *further = tag.casefold().split("-")
    scripts = [part for part in further if len(part) == 4 and part.isalpha()]
    return scripts[0] in RIGHT_TO_LEFT_SCRIPTS if scripts else first in RIGHT_TO_LEFT
