"""Names of units that say what the units are, in sheets that say it nowhere else."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd

from deploymap.arrays import Integers, distinct
from deploymap.problems import Fault, Problem, shorten
from deploymap.sizes import MOST_NAMES
from deploymap.symbols.vocabulary import (
    AN_ARMY,
    WITHIN,
    find_best,
    find_echelon_within,
    find_phrases,
    read_vocabulary,
)

# numbers of units, which tell them apart and say nothing of what they are
_NUMBER = re.compile(r"\b\d+(?:st|nd|rd|th|er|re|e|º|ª|\.|[-‑](?:й|я|а|ша|га|тя|та|ма))?(?!\w)")
_NUMBERED = re.compile(r"\d|\b(?:[IVX]+|[A-Z])\b")
# these are no sizes: a firm, and a part of an army of any size
_NO_SIZE = re.compile(r"\b(?:foreign legion|légion étrangère|legión extranjera)\b", re.IGNORECASE)
_COMPANY = "company"


def read_names(names: pd.Series) -> tuple[Integers, list[str]]:
    """Return for each row the number of what its name says, and the distinct texts; 0 is blank.

    A name tells where it has a size among its words, as 1st Tank Battalion, or is one of an
    installation, as Hmeimim Air Base; a town called Grad is none. What it says is the name without
    its number.
    """
    found = distinct(names)
    if len(found.values) > MOST_NAMES:
        return np.zeros(len(names), np.int64), [""]
    said = [
        name if AN_ARMY.search(name) else _tell(_NUMBER.sub(" ", name), _is_numbered(name))
        for name in found.values
    ]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(["", *said]))}
    of_names = np.array([*(numbers[text] for text in said), 0], dtype=np.int64)
    return of_names[found.codes], list(numbers)


def _is_numbered(name: str) -> bool:
    return _NUMBERED.search(name) is not None


@cache
def _tell(name: str, is_numbered: bool) -> str:
    """Return a name that says what its unit is, "" for another."""
    name = " ".join(_NO_SIZE.sub(" ", name).split())
    kind = find_best("kind", name)
    if kind and kind.symbol_class == "event":
        return ""
    sizes = {entry.key for entry, _ in find_phrases("echelon", name)}
    is_known = kind is not None and kind != read_vocabulary()["kind"][0]
    if sizes:
        within = find_echelon_within(name)
        is_size = bool(within) and (is_numbered or _COMPANY not in sizes & WITHIN)
        return name if is_known or is_size else ""
    phrases = [phrase for entry, phrase in find_phrases("kind", name) if entry == kind]
    is_place = kind is not None and kind.symbol_class == "installation"
    return name if is_place and any(len(phrase) > 1 for phrase in phrases) else ""


def tell_names(units: pd.DataFrame, codes: Integers, file: str) -> list[Problem]:
    """Say that kinds and sizes come from names, at the first row of which that is so."""
    rows = np.flatnonzero(codes)
    if not len(rows):
        return []
    name, line = units["name"].iloc[rows[0]], units["line"].iloc[rows[0]]
    words = f"no column says what the units are; the names of {len(rows):,} of {len(units):,} do,"
    words += f" such as {shorten(str(name))}"
    advice = "where that is wrong write what they are in a column kind; one that is blank is enough"
    fault = Fault("kind-of-name", words, advice)
    return [Problem.of_cell(file, None if pd.isna(line) else int(line), "name", fault, "notice")]
