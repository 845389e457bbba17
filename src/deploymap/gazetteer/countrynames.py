"""Names of countries and regions, and which of them mean the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from deploymap.folding import plain_letters
from deploymap.packaged import packaged_data

# texts of an area that name it, and properties of other people's files that do
NAMES = ("name", "iso", "name_uk", "name_ru", "also")
OTHER_NAMES = re.compile(
    r"(?:name|iso|nam|id|adm|sov|country|cntr|gu|su|formal|abbrev|code|short|long|alt|admin|"
    r"sovereignt|geounit|subunit|woe.?name|fips|hasc|postal)"
    r"(?:[_: -].*|[0-9].*|eng?|long|short|alt)?",
    re.IGNORECASE,
)
MOST_LETTERS = 80  # of a name
APOSTROPHES = str.maketrans("", "", "'’ʼ`ʹ")

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,4}[^\W\d_]?")

# words for the sort of region, which a table may leave out
SORTS = re.compile(
    r"\b(?:autonomous|city|krai|kray|oblast|of|region|republic|respublika|voblasts|"
    r"автономн\w*|город|край|місто|область|республика|республіка)\b"
)


def area_names(area: Mapping[Any, Any]) -> set[str]:
    """Return all the names and codes of a country or region, folded."""
    texts = [area[key] for key in NAMES if isinstance(area.get(key), str)]
    texts += [
        value
        for key, value in area.items()
        if isinstance(value, str) and len(value) <= MOST_LETTERS and OTHER_NAMES.fullmatch(str(key))
    ]
    return {word for text in texts for part in text.split("|") for word in fold_area(part)}


def country_codes(names: Iterable[str]) -> frozenset[str]:
    """Return the ISO alpha-3 codes of the countries that folded names, or codes, stand for."""
    known = _known_countries()
    return frozenset().union(*(known.get(name, frozenset()) for name in names))


def one_country(text: str) -> str:
    """Return the ISO alpha-3 code of the one country that a text names, "" for none or several.

    A number is no name here, though ISO 3166 has some; `U.S.` is US.
    """
    name = text.replace(".", "") if _INITIALS.fullmatch(text.strip()) else text
    codes = country_codes(fold_area(name)) if any(map(str.isalpha, name)) else ()
    return next(iter(codes)) if len(codes) == 1 else ""


def is_country(text: str) -> bool:
    """Return whether a text is a name or an ISO code of a country of today."""
    return bool(country_codes(fold_area(text)))


def fold_area(name: str) -> set[str]:
    """Return a name without case, accents and punctuation, and also without the sort of region."""
    return next(_fold_lines(name.replace("\n", " ")))


def _fold_lines(text: str) -> Iterator[set[str]]:
    """Yield what `fold_area` returns of each line: all at once take a fraction of the time."""
    words = re.sub(r"[^\w\n]+", " ", plain_letters(text).translate(APOSTROPHES))
    for folded in zip(words.split("\n"), SORTS.sub(" ", words).split("\n"), strict=True):
        yield {" ".join(each.split()) for each in folded} - {""}


@cache
def _known_countries() -> dict[str, frozenset[str]]:
    """Return by folded name and code the ISO alpha-3 codes of countries; see data/README.md."""
    known: dict[str, set[str]] = {}
    texts, owners = [], []
    with packaged_data("countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = row["names"].split("|")
            # what stands before brackets and in them are names too
            parts = [part for name in names if "(" in name for part in re.split(r"[()]", name)]
            own = [row["alpha2"], row["alpha3"], row["number"], *names, *parts]
            texts += own
            owners += [row["alpha3"]] * len(own)
    for words, owner in zip(_fold_lines("\n".join(texts)), owners, strict=True):
        for word in words:
            known.setdefault(word, set()).add(owner)
    return {word: frozenset(codes) for word, codes in known.items()}
