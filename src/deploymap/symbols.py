"""Military symbols: words about a unit -> its symbol code (SIDC) and class; code -> drawing.

Codes have the 20 digits of MIL-STD-2525D / APP-6D: version (1-2), context (3), standard identity
(4), symbol set (5-6), status (7), headquarters, task force and dummy (8), echelon (9-10), entity
(11-16), modifiers (17-20). A code of 15 letters (MIL-STD-2525C / APP-6B) stays as it is given. The
words stand in `vocabulary.csv`; milsymbol.js (https://github.com/spatialillusions/milsymbol) draws.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from deploymap.errors import DeploymapError, Problem, UsageError


@dataclass(frozen=True)
class SymbolClass:
    """A class of the legend: its key, its words, and words for a narrow page."""

    key: str
    label: str
    short_label: str


CLASSES = tuple(
    SymbolClass(*words)
    for words in (
        ("infantry", "Infantry", "Infantry"),
        ("armor", "Armored vehicles", "Armored vehicles"),
        ("artillery", "Artillery", "Artillery"),
        ("air_defense", "Air defense and missiles", "Air defense"),
        ("aviation", "Aircraft", "Aircraft"),
        ("naval", "Ships", "Ships"),
        ("special", "Special forces and reconnaissance", "Special forces"),
        ("support", "Support units", "Support units"),
        ("installation", "Other military or air installations", "Other installations"),
        ("unit", "Other units", "Other units"),
    )
)

HERE = Path(__file__).parent
# the second place is for a checkout in which the package was not built yet
MILSYMBOL = (
    HERE / "static" / "milsymbol.js",
    HERE.parents[1] / "web" / "node_modules" / "milsymbol" / "dist" / "milsymbol.js",
)
DRAW_JS = """
;dukpy.sidcs.map(function (sidc) {
  var symbol = new ms.Symbol(sidc, {size: dukpy.size});
  var centre = symbol.getOctagonAnchor();
  var box = [symbol.width, symbol.height, centre.x, centre.y].map(function (length) {
    return Math.round(length * 1000) / 1000;
  });
  return [symbol.asSVG()].concat(box, [symbol.isValid()]);
});
"""

COLUMNS = ("side", "kind", "echelon", "status", "sidc")
SPELLINGS = (
    ("armour", "armor"),
    ("defence", "defense"),
    ("manoeuvre", "maneuver"),
    ("harbour", "harbor"),
    ("centre", "center"),
    ("motoris", "motoriz"),
    ("mechanis", "mechaniz"),
)
# a kind that says less gives way to one that says more, however long its words are
VAGUE = {"unspecified unit": 0, "other installation": 0, "headquarters": 1}
CHUNK = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
WORD = re.compile(r"[^\W\d_]+|\d+")
MAX_WORDS = 6
MAX_ABBREVIATION = 3
MAX_SUGGESTED = 100
UNKNOWN_WORDS = {
    "kind": "drawn as an unspecified unit",
    "echelon": "drawn without an echelon",
}
UNKNOWN = "1"
LAND_UNIT = "10"
INSTALLATION = "20"


class Place(NamedTuple):
    """A place of a symbol code, from `first` to `last` counted from 1, and what may stand there."""

    first: int
    last: int
    name: str
    pattern: str
    expected: str


SETS = "00|01|02|05|06|10|11|15|20|25|27|30|35|36|40|50|51|52|53|54|60"
ECHELONS = "00|1[1-8]|2[1-6]|3[1-7]|4[12]|5[12]|6[12]|7[12]"
DIGITS = (
    Place(1, 2, "version", "1[0-5]", "10 to 15"),
    Place(3, 3, "context", "[0-8]", "0 (reality), 1 (exercise), 2 (simulation), or to 8"),
    Place(4, 4, "standard identity", "[0-6]", "0 (pending) to 6 (hostile)"),
    Place(5, 6, "symbol set", SETS, "a known one, 10 for a land unit"),
    Place(7, 7, "status", "[0-5]", "0 (present) to 5 (full to capacity)"),
    Place(8, 8, "headquarters, task force, dummy", "[0-7]", "0 (none) to 7"),
    Place(
        9, 10, "echelon or mobility", ECHELONS, "00 (none), 11 (team) to 26 (command), or mobility"
    ),
)
LETTERS = (
    Place(1, 1, "coding scheme", "[SGWIOE]", "S, or one of G, W, I, O, E"),
    Place(
        2, 2, "standard identity", "[PUAFNSHGWMDLJK]", "a letter such as F (friend) or H (hostile)"
    ),
    Place(3, 3, "battle dimension", "[A-Z]", "such as G (ground), A (air) or S (sea)"),
    Place(4, 4, "status", "[APCDXFSK*-]", "such as P (present) or A (planned)"),
    Place(11, 11, "headquarters or mobility", "[A-HMN*-]", "A to H, M, N or -"),
    Place(12, 12, "echelon", "[A-Y*-]", "A (team) to N (command), or -"),
)


class Entry(NamedTuple):
    """A row of the vocabulary; `code_d` and `code_c` are codes, or their digits and letters."""

    table: str
    key: str
    synonyms: tuple[str, ...]
    code_d: str
    code_c: str
    symbol_class: str


class Symbol(NamedTuple):
    """What rows that say the same have in common: the columns that `resolve_symbols` adds."""

    sidc20: str
    symbol_class: str
    kind_key: str | None


class Meanings(NamedTuple):
    """For each distinct text of a column what it means; None or "" where that is not known."""

    side: Mapping[str, str]
    kind: Mapping[str, Entry | None]
    echelon: Mapping[str, str]
    status: Mapping[str, str]
    sidc: Mapping[str, tuple[Symbol | None, tuple[str, ...]]]


@dataclass(frozen=True)
class Drawing:
    """One symbol as SVG text; `width`, `height` and the centre `x`, `y` (from top left) in px.

    `valid` is False where milsymbol knows no icon for the code's entity or modifiers; it then draws
    a question mark.
    """

    svg: str
    width: float
    height: float
    x: float
    y: float
    valid: bool = True


def resolve_symbols(
    units: pd.DataFrame, affiliations: Mapping[str, str], *, file: str = "units.csv"
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return `units` with symbol codes and classes, and what is wrong with its codes and words.

    Reads the columns `side`, `kind`, `echelon`, `status`, `sidc` (text; blank is "", None or NaN; a
    missing column is blank) and `line`. Adds `sidc20` (20 digits, or the 15 letters that the data
    gives), `symbol_class` (a key of CLASSES) and `kind_key` (a kind of the vocabulary, or None).
    A `sidc` wins over words. One that names no symbol is an error, and the words stand in for it;
    so they do where it is not even 20 digits or 15 letters, of which `check_units` tells. Words
    that are not known are one warning each, at their first line. `affiliations` says of sides what
    they are (`hostile`, `friend` ...); a side that is itself called so needs no saying.
    Raises UsageError for an affiliation that does not exist.
    """
    codes, texts = zip(*(factorize(units, name) for name in COLUMNS), strict=True)
    meanings = find_meanings(texts, affiliations)
    rows, picks = combine(codes)
    symbols = [
        pick_symbol([text[i] for text, i in zip(texts, pick, strict=True)], meanings)
        for pick in picks
    ]
    added = {
        name: pd.Series(
            np.array([getattr(symbol, name) for symbol in symbols], dtype=object)[rows],
            index=units.index,
            dtype=object,
        )
        for name in Symbol._fields
    }
    problems = [*word_problems(units, codes, texts, meanings, file=file)]
    problems += sidc_problems(units, codes[4], texts[4], meanings, file=file)
    return units.assign(**added), sorted(problems, key=lambda problem: problem.line or 0)


def draw_symbols(sidcs: Iterable[str], *, size_px: float = 30.0) -> dict[str, Drawing]:
    """Draw each distinct code once; `size_px` is the height of the octagon inside a frame.

    Takes some 50 ms before the first symbol. A code has the same text in every run.
    Raises DeploymapError where the package has no milsymbol.js.
    """
    distinct = list(dict.fromkeys(sidcs))
    if not distinct:
        return {}
    import dukpy

    program = "var self = this, window = this;" + read_milsymbol() + DRAW_JS
    drawn = dukpy.evaljs(program, sidcs=distinct, size=size_px)
    return {
        sidc: Drawing(own_ids(svg, sidc), *rest)
        for sidc, (svg, *rest) in zip(distinct, drawn, strict=True)
    }


def check_drawings(
    units: pd.DataFrame, drawings: Mapping[str, Drawing], *, file: str = "units.csv"
) -> list[Problem]:
    """Warn of each row of `units` whose `sidc20` has no icon among `drawings`."""
    unknown = {sidc for sidc, drawing in drawings.items() if not drawing.valid}
    if not unknown:
        return []
    at = np.flatnonzero(units["sidc20"].isin(unknown).to_numpy())
    message = (
        "no icon is known for the {places} of {sidc}; a question mark is drawn. "
        "Check the code, or leave the cell blank and describe the unit in `kind`"
    )
    return [
        Problem(file, line, "sidc", message.format(places=icon_places(sidc), sidc=sidc), "warning")
        for line, sidc in zip(lines_of(units, at), units["sidc20"].iloc[at], strict=True)
    ]


@cache
def read_vocabulary() -> dict[str, tuple[Entry, ...]]:
    """Read `vocabulary.csv`: name of a table -> its rows."""
    tables: dict[str, tuple[Entry, ...]] = {}
    with (HERE / "vocabulary.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    for table, key, synonyms, code_d, code_c, symbol_class in rows:
        words = tuple(filter(None, synonyms.split("|")))
        entry = Entry(table, key, words, code_d, code_c, symbol_class)
        tables[table] = (*tables.get(table, ()), entry)
    return tables


def factorize(units: pd.DataFrame, name: str) -> tuple[np.ndarray, list[str]]:
    """Return for each row the number of its text, and the distinct texts; number 0 is the blank."""
    if name not in units:
        return np.zeros(len(units), dtype=np.int64), [""]
    codes, raw = pd.factorize(units[name])
    texts = [str(text).strip() for text in raw]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(["", *texts]))}
    renumbered = np.array([numbers[text] for text in [*texts, ""]], dtype=np.int64)
    # -1, the number of a missing text, picks the last, which is the blank
    return renumbered[codes], list(numbers)


def combine(codes: Sequence[np.ndarray]) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """Return for each row the number of its combination, and the distinct combinations."""
    rows = np.zeros(len(codes[0]), dtype=np.int64)
    for column in codes:
        # numbered anew at each column, so that the product cannot overflow
        rows = pd.factorize(rows * (column.max(initial=0) + 1) + column)[0]
    first = np.unique(rows, return_index=True)[1]
    return rows, list(zip(*(column[first].tolist() for column in codes), strict=True))


def find_meanings(texts: Sequence[Sequence[str]], affiliations: Mapping[str, str]) -> Meanings:
    """Look up each distinct text of the columns COLUMNS once."""
    sides, kinds, echelons, statuses, sidcs = texts
    said = {side.casefold(): read_affiliation(side, key) for side, key in affiliations.items()}
    return Meanings(
        side={text: find_affiliation(text, said) for text in sides},
        kind={text: find_best("kind", text) for text in kinds},
        echelon={text: find_code("echelon", text, "") for text in echelons},
        status={text: find_code("status", text, "0") for text in statuses},
        sidc={text: read_sidc(text.upper()) for text in sidcs},
    )


def read_affiliation(side: str, key: str) -> str:
    """Return the digit of an affiliation from the settings; blank is unknown."""
    entry = phrases("affiliation").get(words_of(key or "unknown"))
    if entry is None:
        known = ", ".join(known.key for known in read_vocabulary()["affiliation"])
        raise UsageError(f"side {side!r}: affiliation {key!r} is none of {known}")
    return entry.code_d


def find_affiliation(side: str, said: Mapping[str, str]) -> str:
    """Return the digit of a side: what the settings say, else what it is called, else unknown."""
    digit = said.get(side.casefold(), UNKNOWN)
    if digit == UNKNOWN and (entry := phrases("affiliation").get(words_of(side))):
        return entry.code_d
    return digit


def find_code(table: str, text: str, default: str) -> str:
    """Return the digits of the longest phrase of a table in `text`."""
    entry = find_best(table, text)
    return entry.code_d if entry else default


def find_best(table: str, text: str) -> Entry | None:
    """Return the row whose phrase in `text` says most: the longest, the first of equals."""
    found = find_phrases(table, text)
    return max(found, key=lambda match: (VAGUE.get(match[0].key, 2), match[1]), default=(None,))[0]


def find_phrases(table: str, text: str) -> Iterator[tuple[Entry, int]]:
    """Find the phrases of a table in `text`, whole words only: rows, and the phrases' lengths."""
    words = split_words(text)
    known = phrases(table)
    for start in range(len(words)):
        for end in range(start + 1, min(start + MAX_WORDS, len(words)) + 1):
            phrase = tuple(word for word, _ in words[start:end])
            entry = known.get(phrase) or known.get(singular(phrase))
            if entry and (end - start > 1 or stands_alone(*words[start], start, text)):
                yield entry, sum(map(len, phrase))


def stands_alone(word: str, is_part: bool, start: int, text: str) -> bool:
    """Tell whether a word is meant as such: `mi` of `Mi-24` is not, nor is `at` in a phrase."""
    if word == "at" and start and not re.search(r"\bAT\b", text):
        return False
    return not is_part or len(word) > MAX_ABBREVIATION


@cache
def phrases(table: str) -> dict[tuple[str, ...], Entry]:
    """Return the words of each phrase of a table -> its row; a key goes before a synonym."""
    entries = read_vocabulary()[table]
    found = {words_of(entry.key): entry for entry in entries}
    for entry in entries:
        for synonym in entry.synonyms:
            found.setdefault(words_of(synonym), entry)
    return found


def words_of(text: str) -> tuple[str, ...]:
    """Split into words in one spelling."""
    return tuple(word for word, _ in split_words(text))


def split_words(text: str) -> list[tuple[str, bool]]:
    """Split into words in one spelling, and tell which are only a part, as both are of `Mi-24`.

    Letters and numbers are words apart: `S-300`, `S 300` and `s300` have the same two.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for spelling, chosen in SPELLINGS:
        plain = plain.replace(spelling, chosen)
    chunks = [WORD.findall(chunk) for chunk in CHUNK.findall(plain)]
    return [(word, len(chunk) > 1) for chunk in chunks for word in chunk]


def singular(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """Take the plural's s from the last word."""
    *rest, last = phrase
    return (*rest, last[:-1]) if last.endswith("s") and len(last) > MAX_ABBREVIATION else phrase


def pick_symbol(texts: Sequence[str], meanings: Meanings) -> Symbol:
    """Return the symbol of one combination of texts, in the order of COLUMNS."""
    side, kind, echelon, status, sidc = texts
    given, _ = meanings.sidc[sidc]
    if given:
        return given
    entry = meanings.kind[kind]
    base = (entry or read_vocabulary()["kind"][0]).code_d
    flags = int(base[7]) | find_flags(kind, land_unit=base[4:6] == LAND_UNIT)
    code = (
        f"{base[:3]}{meanings.side[side]}{base[4:6]}{meanings.status[status]}{flags}"
        f"{meanings.echelon[echelon] or '00'}{base[10:]}"
    )
    symbol_class = entry.symbol_class if entry else "unit"
    return Symbol(
        code, class_of(symbol_class, headquarters=bool(flags & 2)), entry.key if entry else None
    )


def find_flags(kind: str, *, land_unit: bool) -> int:
    """Return digit 8: 1 dummy, 2 headquarters, 4 task force, added up; 2 and 4 for units only."""
    bits = {int(entry.code_d) for entry, _ in find_phrases("flag", kind)}
    return sum(bits) & (7 if land_unit else 1)


def class_of(symbol_class: str, *, headquarters: bool) -> str:
    """Return the class: a headquarters is a place, whatever it commands."""
    return "installation" if headquarters else symbol_class


def read_sidc(code: str) -> tuple[Symbol | None, tuple[str, ...]]:
    """Return the symbol that a code names, or what is wrong with the code."""
    digits = re.fullmatch(r"[0-9]{20}", code)
    if not digits and not re.fullmatch(r"[A-Z][A-Z0-9*-]{14}", code):
        return None, ()
    places = DIGITS if digits else LETTERS
    faults = tuple(fault for place in places if (fault := read_place(code, place)))
    if faults:
        return None, faults
    return (classify_digits(code) if digits else classify_letters(code)), ()


def read_place(code: str, place: Place) -> str | None:
    """Return what is wrong with one place of a code, or None."""
    found = code[place.first - 1 : place.last]
    if re.fullmatch(place.pattern, found):
        return None
    one = "digit" if code.isdigit() else "letter"
    where = f"{one} {place.first}"
    if place.last > place.first:
        where = f"{one}s {place.first}-{place.last}"
    return f"{where} of {code} ({place.name}): {found} found, expected {place.expected}"


def classify_digits(code: str) -> Symbol:
    """Return the symbol of a 20-digit code: the nearest known entity at or above its own."""
    symbol_set, entity = code[4:6], code[10:16]
    entry, depth = nearest_entity(symbol_set, entity, code[16:18], code[18:])
    headquarters = symbol_set == LAND_UNIT and code[7] in "2367"
    known = entry is not None and entry.table == "kind" and (depth > 2 or entity == "000000")
    key = entry.key if entry and known else None
    if headquarters and entity == "000000":
        key = "headquarters"
    fallback = "installation" if symbol_set == INSTALLATION else "unit"
    symbol_class = entry.symbol_class if entry else fallback
    return Symbol(code, class_of(symbol_class, headquarters=headquarters), key)


def nearest_entity(
    symbol_set: str, entity: str, modifier_1: str, modifier_2: str
) -> tuple[Entry | None, int]:
    """Return the row with most digits of the entity in common, and how many these are."""
    known = entities()
    for depth in (6, 4, 2, 0):
        for modifiers in product((modifier_1, "00"), (modifier_2, "00")):
            if entry := known.get((symbol_set, trim(entity[:depth]), *modifiers)):
                return entry, depth
    return None, 0


@cache
def entities() -> dict[tuple[str, str, str, str], Entry]:
    """Return symbol set, entity without its last zeros, and modifiers -> row of the vocabulary."""
    found: dict[tuple[str, str, str, str], Entry] = {}
    for entry in (*read_vocabulary()["kind"], *read_vocabulary()["code"]):
        code = entry.code_d
        if code:
            found.setdefault((code[4:6], trim(code[10:16]), code[16:18], code[18:]), entry)
    return found


def trim(entity: str) -> str:
    """Take the pairs of zeros from the end of an entity."""
    while entity.endswith("00"):
        entity = entity[:-2]
    return entity


def classify_letters(code: str) -> Symbol:
    """Return the symbol of a 15-letter code: the row with most of its function id in common."""
    function = code[4:10].rstrip("-*")
    known = functions()
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
    return Symbol(code, class_of(symbol_class, headquarters=headquarters), key)


@cache
def functions() -> dict[tuple[str, str, str], Entry]:
    """Return coding scheme, battle dimension and function id -> row of the vocabulary."""
    found: dict[tuple[str, str, str], Entry] = {}
    for entry in (*read_vocabulary()["kind"], *read_vocabulary()["code"]):
        code = entry.code_c
        if code:
            found.setdefault((code[0], code[2], code[4:10].rstrip("-")), entry)
    return found


def word_problems(
    units: pd.DataFrame,
    codes: Sequence[np.ndarray],
    texts: Sequence[Sequence[str]],
    meanings: Meanings,
    *,
    file: str,
) -> Iterator[Problem]:
    """Warn of each kind and echelon that is not known, at its first row without a code."""
    no_sidc = codes[4] == 0
    for name, known, place in (("kind", meanings.kind, 1), ("echelon", meanings.echelon, 2)):
        unknown = [number for number, text in enumerate(texts[place]) if text and not known[text]]
        rows = np.flatnonzero(np.isin(codes[place], unknown) & no_sidc)
        numbers, first, counts = np.unique(
            codes[place][rows], return_index=True, return_counts=True
        )
        lines = lines_of(units, rows[first])
        for at, (number, line, count) in enumerate(zip(numbers, lines, counts, strict=True)):
            text = texts[place][number]
            guess = suggest(name, text) if at < MAX_SUGGESTED else ""
            more = f" (and {count - 1} more row{'s' if count > 2 else ''})" if count > 1 else ""
            message = f"{text!r} is not known{guess}; {UNKNOWN_WORDS[name]}{more}"
            yield Problem(file, line, name, message, "warning")


def suggest(table: str, text: str) -> str:
    """Return `; did you mean ...?` for a phrase near to `text`, or to a word of it."""
    from difflib import get_close_matches

    known = {" ".join(words): entry for words, entry in phrases(table).items()}
    words = words_of(text)
    for guess in (" ".join(words), *(word for word in words if len(word) > MAX_ABBREVIATION)):
        if near := get_close_matches(guess, known, n=1, cutoff=0.75):
            return f"; did you mean {near[0]!r}?"
    return ""


def sidc_problems(
    units: pd.DataFrame, codes: np.ndarray, texts: Sequence[str], meanings: Meanings, *, file: str
) -> Iterator[Problem]:
    """Report each fault of each row's code."""
    wrong = [number for number, text in enumerate(texts) if meanings.sidc[text][1]]
    rows = np.flatnonzero(np.isin(codes, wrong))
    for number, line in zip(codes[rows], lines_of(units, rows), strict=True):
        for fault in meanings.sidc[texts[number]][1]:
            yield Problem(file, line, "sidc", fault)


def lines_of(units: pd.DataFrame, rows: np.ndarray) -> list[int | None]:
    """Return the lines of the file on which rows stand; None each where the table has none."""
    if "line" not in units:
        return [None] * len(rows)
    return [int(line) for line in units["line"].iloc[rows]]


def read_milsymbol() -> str:
    """Return the text of milsymbol.js."""
    for path in MILSYMBOL:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise DeploymapError(f"{MILSYMBOL[0].name} is missing; install deploymap again")


def own_ids(svg: str, sidc: str) -> str:
    """Give the SVG's ids the code's name, so that those of two symbols on a page differ."""
    return svg.replace("clip-inline-", f"clip-{sidc.replace('*', '-')}-")


def icon_places(sidc: str) -> str:
    """Name the places of a code that say which icon it has."""
    digits = "entity (digits 11-16) or modifiers (digits 17-20)"
    return digits if sidc.isdigit() else "function (letters 5-10)"
