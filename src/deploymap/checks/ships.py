"""A column of names that says by its own name that all of them are ships."""

from __future__ import annotations

from typing import Any

from deploymap.arrays import blanks
from deploymap.checks.header import NamedSheet
from deploymap.checks.spelling import plain_name, split_words
from deploymap.problems import Fault, Problem
from deploymap.sheets.texts import to_objects
from deploymap.symbols.vocabulary import find_best

# symbol sets of ships and submarines (MIL-STD-2525E, table A-I)
SHIPS = ("30", "35")
# words for a ship that may be something else elsewhere
VESSELS = frozenset({"vessel", "vessels", "boat", "boats", "судно", "суда", "bateau", "bâtiment"})
WARSHIP = "warship"


def name_ships(sheet: NamedSheet, values: dict[str, Any]) -> list[Problem]:
    """Fill `kind` of a sheet without kinds and codes whose names are headed Ship, and say so."""
    own = plain_name(sheet.own.get("name", ""))
    if not own or {"kind", "sidc"} & sheet.own.keys():
        return []
    kind = _kind_of_ships(own)
    named = ~blanks(values["name"])
    if not kind or not named.any():
        return []
    values["kind"] = to_objects([kind if is_named else None for is_named in named.tolist()])
    words = f"its name says that the rows are ships: they are drawn so ({kind})"
    advice = "where they are of other kinds add a column kind"
    return [sheet.problem(None, "name", Fault("kind-of-column", words, advice), "notice")]


def _kind_of_ships(name: str) -> str:
    """Return the kind of ship that the name of a column speaks of, "" for none."""
    entry = find_best("kind", name)
    if entry is not None:
        return entry.key if entry.code_d[4:6] in SHIPS else ""
    return "" if VESSELS.isdisjoint(split_words(name)) else WARSHIP
