"""Units side by side in one row, `Union unit, Union men, Confederate unit, Confederate men`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from deploymap.checks.header import NamedSheet
from deploymap.checks.parts import FORMER, NAMES, STRANGERS, TAGS
from deploymap.checks.spelling import (
    fold_name,
    plain_name,
    split_unit,
    split_words,
    undoubled,
)
from deploymap.checks.synonyms import loose_synonyms, unit_synonyms
from deploymap.problems import Fault, Problem

# before a unit these say which of its names it is, or whose unit
NO_SIDES = FORMER | NAMES | STRANGERS | TAGS
# how a column is named that was chosen
PLAIN = ("named", "spelling", "setting")
# of these one says where a unit stands
POSITIONS = ("lat", "lon", "lat_lon", "place")
# words of the name of a side
MOST_WORDS = 4


def tell_abreast(sheet: NamedSheet) -> list[Problem]:
    """Return a warning where each row has several units, of which one alone is read."""
    named = next((use for use in sheet.uses if use.column == "name"), None)
    units = units_abreast(use.own for use in sheet.uses)
    if not units or (named and (named.how in PLAIN or named.own not in units.values())):
        return []
    read = named.own if named else next(iter(units.values()))
    others = [own for own in units.values() if own != read]
    if not any(any(sheet.raw.columns[own]) for own in others):
        return []
    listed = ", ".join(map(plain_name, others))
    words = f"each row has several units, it seems: {listed} beside this one; they are not read"
    advice = f"make a row of each, with its side in a column side ({', '.join(units)})"
    return [sheet.problem(None, read, Fault("units-abreast", words, advice), "warning")]


def tell_blocks(sheet: NamedSheet) -> list[Problem]:
    """Return a warning where a second table stands beside the first, under the same names.

    Its columns, `Unit (2)` and `Lat (2)` ..., are kept, and no units.
    """
    taken = {name: sheet.own[name] for name in ("name", *POSITIONS) if name in sheet.own}
    blocks = [own for own in find_blocks(sheet) if any(sheet.raw.columns[own])]
    doubled = {undoubled(own) for own in blocks}
    if taken.get("name") not in doubled or not doubled & {taken.get(name) for name in POSITIONS}:
        return []
    filled = np.any([~sheet.raw.columns[own].is_blank for own in blocks], axis=0)
    rows = np.flatnonzero(filled).tolist()
    lines, letters = sheet.raw.lines, sheet.raw.letters
    corners = (letters.get(blocks[0], ""), letters.get(blocks[-1], ""))
    where = f"{sheet.raw.part}s {lines[rows[0]]} to {lines[rows[-1]]}"
    if all(corners):
        where = f"{corners[0]}{lines[rows[0]]}:{corners[1]}{lines[rows[-1]]}"
    words = "another table stands beside the first, under the same names of columns; its "
    words += f"{len(rows):,} row{'s' * (len(rows) > 1)} of cells ({where}) are not read"
    advice = "put its rows below the others, and say in a column side whose they are"
    fault = Fault("units-abreast", words, advice)
    return [sheet.problem(None, "name", fault, "warning")]


def find_blocks(sheet: NamedSheet) -> list[str]:
    """Return the columns that are kept for another one before them has their name."""
    kept = [use.own for use in sheet.uses if use.how == "kept"]
    return [own for own in kept if undoubled(own) != own and undoubled(own) in sheet.raw.columns]


def units_abreast(names: Iterable[str]) -> dict[str, str]:
    """Return the column of the unit by the words before it, where several have the same.

    Each has a name and something else: `Union unit` and `Union men`, or
    `Unit (Union)` and `Men (Union)`.
    """
    found: dict[str, dict[str, str]] = {}
    for own in names:
        for side, rest in _partings(plain_name(own)):
            if column := _meaning(rest):
                found.setdefault(side, {}).setdefault(column, own)
    whole = {s: of for s, of in found.items() if "name" in of and len(of) > 1 and _may_be_side(s)}
    alike = next(iter(whole.values()), {}).keys()
    units = {side: of["name"] for side, of in whole.items() if of.keys() == alike}
    return units if len(units) > 1 else {}


def _partings(name: str) -> list[tuple[str, str]]:
    bare, remark = split_unit(name)
    if remark:
        return [(remark, bare)]
    words = re.split(r"[\s_]+", name)
    most = min(MOST_WORDS, len(words) - 1)
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, most + 1)]


def _meaning(text: str) -> str:
    return unit_synonyms().get(fold_name(text), ("",))[0]


def _may_be_side(text: str) -> bool:
    meant = {_meaning(text), *loose_synonyms().get(fold_name(text), ())} - {""}
    return meant <= {"side"} and not NO_SIDES.issuperset(split_words(text))
