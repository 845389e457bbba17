"""Symbol codes (SIDC): what one names, and what is wrong with it.

Codes have the 20 digits of MIL-STD-2525D / APP-6D: version (1-2), context (3), standard identity
(4), symbol set (5-6), status (7), headquarters, task force and dummy (8), echelon (9-10), entity
(11-16), modifiers (17-20), and from version 13 on (MIL-STD-2525E, APP-6E) ten more, of which 21 and
22 say from which set the modifiers come, and 23 the shape of the frame; or the 15 letters of
MIL-STD-2525C / APP-6B, kept as given.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from deploymap.symbols.vocabulary import Entry, read_vocabulary

LAND_UNIT = "10"
INSTALLATION = "20"


class CodeField(NamedTuple):
    """A place of a symbol code, from `first` to `last` counted from 1, and what may stand there."""

    first: int
    last: int
    name: str
    pattern: str
    expected: str


SETS = "00|01|02|05|06|10|11|15|20|25|27|30|35|36|40|50|51|52|53|54|60"
ECHELONS = "00|1[1-8]|2[1-6]|3[1-7]|4[12]|5[12]|6[12]|7[12]"
DIGITS = (
    CodeField(1, 2, "version", "1[0-5]", "10 to 15"),
    CodeField(3, 3, "context", "[0-8]", "0 (reality), 1 (exercise), 2 (simulation), or to 8"),
    CodeField(4, 4, "standard identity", "[0-6]", "0 (pending) to 6 (hostile)"),
    CodeField(5, 6, "symbol set", SETS, "a known one, 10 for a land unit"),
    CodeField(7, 7, "status", "[0-5]", "0 (present) to 5 (full to capacity)"),
    CodeField(8, 8, "headquarters, task force, dummy", "[0-7]", "0 (none) to 7"),
    CodeField(
        9, 10, "echelon or mobility", ECHELONS, "00 (none), 11 (team) to 26 (command), or mobility"
    ),
)
LETTERS = (
    CodeField(1, 1, "coding scheme", "[SGWIOE]", "S, or one of G, W, I, O, E"),
    CodeField(
        2, 2, "standard identity", "[PUAFNSHGWMDLJK]", "a letter such as F (friend) or H (hostile)"
    ),
    CodeField(3, 3, "battle dimension", "[A-Z]", "such as G (ground), A (air) or S (sea)"),
    CodeField(4, 4, "status", "[APCDXFSK*-]", "such as P (present) or A (planned)"),
    CodeField(11, 11, "headquarters or mobility", "[A-HMN*-]", "A to H, M, N or -"),
    CodeField(12, 12, "echelon", "[A-Y*-]", "A (team) to N (command), or -"),
)


class Symbol(NamedTuple):
    """What rows that say the same have in common: the columns that `resolve_symbols` adds."""

    sidc20: str
    symbol_class: str
    kind_key: str | None


def compose_sidc(base: str, *, side: str, status: str, flags: int, echelon: str) -> str:
    """Return a kind's code with the digits of what else is known; a blank echelon is none.

    `flags` is digit 8; only land units have headquarters and task forces.
    """
    allowed = flags & (7 if base[4:6] == LAND_UNIT else 1)
    return (
        f"{base[:3]}{side}{base[4:6]}{status}{int(base[7]) | allowed}{echelon or '00'}{base[10:]}"
    )


def kind_alone(code: str) -> str:
    """Return the code of a kind by itself, as a legend has it: present, and of no size."""
    if code.isdigit():
        return f"{code[:6]}0000{code[10:]}"
    return f"{code[:3]}P{code[4:10]}--{code[12:]}"


def read_sidc(code: str) -> tuple[Symbol | None, tuple[str, ...]]:
    """Return the symbol that a code names, or what is wrong with the code."""
    digits = re.fullmatch(r"[0-9]{20}(?:[0-9]{10})?", code)
    if not digits and not re.fullmatch(r"[A-Z][A-Z0-9*-]{14}", code):
        return None, ()
    places = DIGITS if digits else LETTERS
    faults = tuple(fault for place in places if (fault := _read_field(code, place)))
    if faults:
        return None, faults
    return (_classify_digits(code) if digits else _classify_letters(code)), ()


def _read_field(code: str, place: CodeField) -> str | None:
    """Return what is wrong with one place of a code, or None."""
    found = code[place.first - 1 : place.last]
    if re.fullmatch(place.pattern, found):
        return None
    one = "digit" if code.isdigit() else "letter"
    where = f"{one} {place.first}"
    if place.last > place.first:
        where = f"{one}s {place.first}-{place.last}"
    return f"{where} of {code} ({place.name}): {found} found, expected {place.expected}"


def _classify_digits(code: str) -> Symbol:
    """Return the symbol of a 20-digit code: the nearest known entity at or above its own."""
    symbol_set, entity = code[4:6], code[10:16]
    # modifiers of the common set are none of those of the vocabulary
    modifiers = [
        "00" if code[at : at + 1] not in ("", "0") else code[start : start + 2]
        for at, start in ((20, 16), (21, 18))
    ]
    entry, depth = _nearest_entity(symbol_set, entity, *modifiers)
    headquarters = symbol_set == LAND_UNIT and code[7] in "2367"
    known = entry is not None and entry.table == "kind" and (depth > 2 or entity == "000000")
    key = entry.key if entry and known else None
    if headquarters and entity == "000000":
        key = "headquarters"
    fallback = "installation" if symbol_set == INSTALLATION else "unit"
    symbol_class = entry.symbol_class if entry else fallback
    return Symbol(code, class_of(symbol_class, headquarters=key == "headquarters"), key)


def _nearest_entity(
    symbol_set: str, entity: str, modifier_1: str, modifier_2: str
) -> tuple[Entry | None, int]:
    """Return the row with most digits of the entity in common, and how many these are."""
    known = _entities()
    for depth in (6, 4, 2, 0):
        for modifiers in product((modifier_1, "00"), (modifier_2, "00")):
            if entry := known.get((symbol_set, _trim(entity[:depth]), *modifiers)):
                return entry, depth
    return None, 0


@cache
def _entities() -> dict[tuple[str, str, str, str], Entry]:
    """Return symbol set, entity without its last zeros, and modifiers -> row of the vocabulary."""
    found: dict[tuple[str, str, str, str], Entry] = {}
    for entry in (*read_vocabulary()["kind"], *read_vocabulary()["code"]):
        code = entry.code_d
        if code:
            found.setdefault((code[4:6], _trim(code[10:16]), code[16:18], code[18:]), entry)
    return found


def _trim(entity: str) -> str:
    """Take the pairs of zeros from the end of an entity."""
    while entity.endswith("00"):
        entity = entity[:-2]
    return entity


def _classify_letters(code: str) -> Symbol:
    """Return the symbol of a 15-letter code: the row with most of its function id in common."""
    function = code[4:10].rstrip("-*")
    known = _functions()
    heads = [function[:length] for length in range(len(function), -1, -1)]
    entry, head = next(
        (
            (known[code[0], code[2], head], head)
            for head in heads
            if (code[0], code[2], head) in known
        ),
        (None, ""),
    )
    fallback = "installation" if code[10] == "H" else "unit"
    symbol_class = entry.symbol_class if entry else fallback
    headquarters = code[10] in "ABCD"
    key = "headquarters" if headquarters and function == "U" else None
    if entry and entry.table == "kind" and not key and (len(head) > 2 or head == function):
        key = entry.key
    return Symbol(code, class_of(symbol_class, headquarters=key == "headquarters"), key)


@cache
def _functions() -> dict[tuple[str, str, str], Entry]:
    """Return coding scheme, battle dimension and function id -> row of the vocabulary."""
    found: dict[tuple[str, str, str], Entry] = {}
    for entry in (*read_vocabulary()["kind"], *read_vocabulary()["code"]):
        code = entry.code_c
        if code:
            found.setdefault((code[0], code[2], code[4:10].rstrip("-")), entry)
    return found


def class_of(symbol_class: str, *, headquarters: bool) -> str:
    """Return the class: a headquarters of which no more is known is a place."""
    return "installation" if headquarters else symbol_class


def icon_places(sidc: str) -> str:
    """Name the places of a code that say which icon it has."""
    digits = "entity (digits 11-16) or modifiers (digits 17-20)"
    return digits if sidc.isdigit() else "function (letters 5-10)"
