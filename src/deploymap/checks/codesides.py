"""Sides of units of which symbol codes alone say whose they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from deploymap.arrays import blanks, distinct, from_codes
from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem

# standard identities, as the codes have them: MIL-STD-2525D and APP-6D at the fourth place, the
# letters of MIL-STD-2525C at the second, in earnest and in exercises
_DIGITS = {"2": "Assumed friend", "3": "Friend", "4": "Neutral", "5": "Suspect", "6": "Hostile"}
_LETTERS = {
    **dict.fromkeys("FDJK", "Friend"),
    **dict.fromkeys("AM", "Assumed friend"),
    **dict.fromkeys("NL", "Neutral"),
    "S": "Suspect",
    "H": "Hostile",
}
LEAST_SIDES = 2


def take_code_sides(sheet: NamedSheet, values: dict[str, Any]) -> list[Problem]:
    """Fill `side` from the identities of `sidc`, where a sheet has no sides and codes of several.

    A code without an identity, or of an unknown one, gives none.
    """
    if "side" in sheet.own or "sidc" not in sheet.own or not blanks(values["side"]).all():
        return []
    found = distinct(values["sidc"])
    sides = [_identity(code) for code in found.values]
    named = sorted({side for side in sides if side})
    if len(named) < LEAST_SIDES:
        return []
    values["side"] = from_codes([*sides, None], np.where(found.codes < 0, len(sides), found.codes))
    words = f"no column says the sides: they are those of the codes ({', '.join(named)})"
    advice = "where that is wrong write a column side; one that is blank is enough"
    return [sheet.problem(None, "sidc", Fault("column-assumed", words, advice), "notice")]


def _identity(code: str) -> str | None:
    return _DIGITS.get(code[3:4]) if code[:1].isdigit() else _LETTERS.get(code[1:2])
