"""Spellings of a side: case, blanks and names of one country make none, and a near miss is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np

from deploymap.arrays import Texts, distinct, from_codes
from deploymap.checks.header import NamedSheet
from deploymap.gazetteer.countrynames import one_country
from deploymap.notation.digits import without_hidden
from deploymap.problems import Fault, Problem, shorten

Setting = TypeVar("Setting")

LEAST_HEADS = 2  # sides that stand at the head of their rows
SHORTEST = 5  # letters: shorter names may well differ by one
LEAST_LETTERS = 3  # of names of which the signs between them make no other
LOOKALIKES = str.maketrans("авеікмнорстухј", "abeikmhopctyxj")
MOST = 100  # sides that are compared with each other


def _side_key(side: str) -> str:
    """Return what a side keeps of itself in every spelling of its case and blanks."""
    return without_hidden(side).casefold()


def _party_key(side: str) -> str:
    """Return what is the same of all names of a side: those of a country are one."""
    return one_country(without_hidden(side)) or _side_key(side)


def unite_sides(sheet: NamedSheet, sides: Texts) -> tuple[Texts, list[Problem]]:
    """Return the sides, each in its commonest spelling, and words on those that were another.

    Of spellings that are as common the first one stays. A name that is one letter off another,
    commoner one is warned of.
    """
    found = distinct(sides)
    counts = np.bincount(found.codes[found.codes >= 0], minlength=len(found.values))
    count_of = dict(zip(found.values, counts.tolist(), strict=True))
    spellings: dict[str, list[str]] = {}
    for side in found.values:
        spellings.setdefault(_party_key(side), []).append(side)
    chosen = {key: max(own, key=lambda side: count_of[side]) for key, own in spellings.items()}
    rows = {key: sum(count_of[side] for side in own) for key, own in spellings.items()}
    problems = _warn_of_near(sheet, sides, rows, chosen)
    if len(chosen) == len(found.values):
        return sides, problems
    for key, own in spellings.items():
        if others := [side for side in own if side != chosen[key]]:
            words = f"{', '.join(map(shorten, others[:5]))} is read as {shorten(chosen[key])}"
            is_case = len(set(map(_side_key, own))) == 1
            advice = "case and blanks make" if is_case else "names of one country make"
            fault = Fault("side-spelling", words, f"{advice} no other side")
            problems.append(sheet.problem(None, "side", fault, "notice"))
    values = [*(chosen[_party_key(side)] for side in found.values), None]
    # the number of a blank is -1, which takes the last
    return from_codes(values, np.where(found.codes < 0, len(values) - 1, found.codes)), problems


def tell_headed(sheet: NamedSheet) -> list[Problem]:
    """Return a notice where each side, or date, stands at the head of rows that leave it blank.

    A blank is not stated: what people mean who write a side once a group only they can say.
    """
    return [
        *_tell_headed(sheet, "side", "side-headed"),
        *_tell_headed(sheet, "date", "date-headed"),
    ]


def _tell_headed(sheet: NamedSheet, column: str, code: str) -> list[Problem]:
    if column not in sheet.own:
        return []
    cells = sheet.cells[column]
    stated = np.flatnonzero(~cells.is_blank)
    rows = len(cells)
    if len(stated) < LEAST_HEADS or stated[0] != 0 or 2 * len(stated) > rows:
        return []
    heads = [cells[row] for row in stated[:MOST].tolist()]
    if len(set(heads)) < len(stated) or 1 in np.diff([*stated, rows]):
        return []
    words = f"is stated in {len(stated)} of {rows:,} rows, at the head of others that leave it "
    words += f"blank: these have no {column}"
    advice = f"where they are of the {column} above ({shorten(heads[0])}) write it in each of them"
    return [sheet.problem(None, column, Fault(code, words, advice), "notice")]


def spell_as(settings: Mapping[str, Setting], sides: Iterable[str]) -> dict[str, Setting]:
    """Return settings of sides under the names as the sheet spells them."""
    known = {_party_key(side): side for side in sides}
    return {known.get(_party_key(name), name): own for name, own in settings.items()}


def find_near(name: str, known: Iterable[str]) -> str | None:
    """Return the name that is one letter off, or two exchanged, None where there is none."""
    return next((other for other in known if _is_near(_side_key(name), _side_key(other))), None)


def _warn_of_near(
    sheet: NamedSheet, sides: Texts, counts: Mapping[str, int], chosen: Mapping[str, str]
) -> list[Problem]:
    if "side" not in sheet.own or not 1 < len(counts) <= MOST:
        return []
    problems = []
    ranked = [key for key, _ in Counter(counts).most_common()]
    for place, key in enumerate(ranked):
        own = _side_key(chosen[key])
        keys = (other for other in ranked[:place] if _is_near(own, _side_key(chosen[other])))
        near = next(keys, None)
        if near is None:
            continue
        row = int(np.flatnonzero(sides == chosen[key])[0])
        words = f"{shorten(chosen[key])} is a side of its own, and nearly called as another"
        fault = Fault("side-near", words, f"did you mean {chosen[near]}?")
        problems.append(sheet.problem(row, "side", fault, "warning"))
    return problems


def _skeleton(key: str) -> str:
    """Return a name's letters and digits, Cyrillic ones as the Latin ones that they look like."""
    return "".join(filter(str.isalnum, key.translate(LOOKALIKES)))


def _is_near(one: str, other: str) -> bool:
    """Return whether two names look alike, are one letter apart, or have two exchanged."""
    looks = _skeleton(one)
    if len(looks) >= LEAST_LETTERS and looks == _skeleton(other) and one != other:
        return True
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    # digits and single letters number things: Team 1, Group A
    if any(not part or not part.isalpha() for part in (one[-2:], other[-2:])):
        return False
    is_exchanged = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return is_exchanged or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
