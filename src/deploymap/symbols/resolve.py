"""Military symbols: words about a unit -> its symbol code (SIDC) and class.

The words stand in `vocabulary.csv`, the form of the codes in `sidc.py`; `draw.py` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from deploymap.arrays import code_values, distinct, first_places, number_anew, with_columns
from deploymap.problems import Fault, Problem, UsageError, shorten
from deploymap.symbols.draw import Drawing
from deploymap.symbols.named import read_names, tell_names
from deploymap.symbols.sidc import (
    Symbol,
    class_of,
    compose_sidc,
    icon_places,
    kind_alone,
    read_sidc,
)
from deploymap.symbols.vocabulary import (
    Entry,
    find_best,
    find_echelon_within,
    find_phrases,
    phrases,
    read_vocabulary,
    suggest,
    words_of,
)


@dataclass(frozen=True)
class SymbolClass:
    """A class of the legend: its key, its words, and words for a narrow page."""

    key: str
    label: str
    short_label: str
    is_own: bool = False  # whether the settings give it these words


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
        ("cavalry", "Cavalry", "Cavalry"),
        ("support", "Support units", "Support units"),
        ("installation", "Other military or air installations", "Other installations"),
        ("event", "Battles, attacks and incidents", "Incidents"),
        ("unit", "Other units", "Other units"),
    )
)

COLUMNS = ("side", "kind", "echelon", "status", "sidc")
MAX_SUGGESTED = 100
MOST_KINDS = 60  # that a legend lists
UNKNOWN_WORDS = {
    "kind": "drawn as an unspecified unit",
    "echelon": "drawn without an echelon",
    "status": "drawn hatched, with its word in the legend; in the NATO style as present",
}
UNKNOWN = "1"
LAND_UNIT = "10"  # digits 5 and 6 of a code
# statuses of units that are not there any more, for which the standard has only "not present"
GONE = {"captured", "abandoned", "disbanded", "withdrawn", "closed"}


class Meanings(NamedTuple):
    """For each distinct text of a column what it means; None or "" where that is not known."""

    side: Mapping[str, str]
    kind: Mapping[str, Entry | None]
    echelon: Mapping[str, str]
    within: Mapping[str, str]
    status: Mapping[str, str]
    sidc: Mapping[str, tuple[Symbol | None, tuple[str, ...]]]


def resolve_symbols(
    units: pd.DataFrame,
    affiliations: Mapping[str, str],
    *,
    by_name: bool = False,
    file: str = "units.csv",
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return `units` with symbol codes and classes, and what is wrong with its codes and words.

    Reads the columns `side`, `kind`, `echelon`, `status`, `sidc` (text; blank is "", None or NaN; a
    missing column is blank), `line`, and with `by_name` for the kind `name`, as far as it says one:
    see `read_names`. Adds `sidc20` (20 digits, or the 15 letters that the data gives),
    `symbol_class` (a key of CLASSES) and `kind_key` (a kind of the vocabulary, or blank), all
    as categories.
    A `sidc` wins over words. One that names no symbol is an error, and the words stand in for it;
    so they do where it is not even 20 digits or 15 letters, of which `check_units` tells. Words
    that are not known are one warning each, at their first line. `affiliations` says of sides what
    they are (`hostile`, `friend` ...); a side that is itself called so needs no saying.
    Raises UsageError for an affiliation that does not exist.
    """
    codes, texts = map(list, zip(*(_factorize(units, name) for name in COLUMNS), strict=True))
    problems = []
    if by_name and not codes[1].any():
        codes[1], texts[1] = read_names(units["name"])
        problems += tell_names(units, codes[1], file)
    meanings = _find_meanings(texts, affiliations)
    rows, picks = _combine(codes)
    symbols = [
        _pick_symbol([text[i] for text, i in zip(texts, pick, strict=True)], meanings)
        for pick in picks
    ]
    added = {
        name: code_values([getattr(symbol, name) for symbol in symbols], rows, units.index)
        for name in Symbol._fields
    }
    problems += _word_problems(units, codes, texts, meanings, file=file)
    problems += _gone_problems(units, codes[3], texts[3], codes[4] == 0, file=file)
    problems += _sidc_problems(units, codes[4], texts[4], meanings, file=file)
    return with_columns(units, added), sorted(problems, key=lambda problem: problem.line or 0)


def legend_codes(units: pd.DataFrame) -> list[str]:
    """Return the codes that a legend shows: each kind by itself, as of the first unit of it."""
    is_first = ~units[["kind_key", "kind"]].duplicated()
    return list(map(kind_alone, units.loc[is_first, "sidc20"].head(MOST_KINDS)))


def check_drawings(
    units: pd.DataFrame, drawings: Mapping[str, Drawing], *, file: str = "units.csv"
) -> list[Problem]:
    """Warn of each row of `units` whose `sidc20` has no icon among `drawings`."""
    unknown = {sidc for sidc, drawing in drawings.items() if not drawing.valid}
    if not unknown:
        return []
    at = np.flatnonzero(units["sidc20"].isin(unknown).to_numpy())
    advice = "check the code, or leave the cell blank and describe the unit in `kind`"
    problems = []
    for line, sidc in zip(_lines_of(units, at), units["sidc20"].iloc[at], strict=True):
        words = f"no icon is known for the {icon_places(sidc)} of {sidc}; a question mark is drawn"
        problems.append(
            Problem.of_cell(file, line, "sidc", Fault("sidc-no-icon", words, advice), "warning")
        )
    return problems


def _factorize(units: pd.DataFrame, name: str) -> tuple[np.ndarray, list[str]]:
    """Return for each row the number of its text, and the distinct texts; number 0 is the blank."""
    if name not in units:
        return np.zeros(len(units), dtype=np.int64), [""]
    found = distinct(units[name])
    texts = [str(text).strip() for text in found.values]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(["", *texts]))}
    renumbered = np.array([numbers[text] for text in [*texts, ""]], dtype=np.int64)
    # -1, the number of a missing text, picks the last, which is the blank
    return renumbered[found.codes], list(numbers)


def _combine(codes: Sequence[np.ndarray]) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """Return for each row the number of its combination, and the distinct combinations."""
    rows = np.zeros(len(codes[0]), dtype=np.int64)
    for column in (column for column in codes if column.any()):
        # numbered anew at each column, so that the product cannot overflow
        rows = rows * (column.max(initial=0) + 1) + column
        is_dense = rows.max(initial=0) < len(rows)
        rows = number_anew(rows)[0] if is_dense else pd.factorize(rows)[0]
    first = first_places(rows, int(rows.max(initial=-1)) + 1)
    return rows, list(zip(*(column[first].tolist() for column in codes), strict=True))


def _find_meanings(texts: Sequence[Sequence[str]], affiliations: Mapping[str, str]) -> Meanings:
    """Look up each distinct text of the columns COLUMNS once."""
    sides, kinds, echelons, statuses, sidcs = texts
    said = {side.casefold(): _read_affiliation(side, key) for side, key in affiliations.items()}
    return Meanings(
        side={text: _find_affiliation(text, said) for text in sides},
        kind={text: find_best("kind", text) for text in kinds},
        echelon={text: _find_code("echelon", text, "") for text in echelons},
        within={text: find_echelon_within(text) for text in kinds},
        status={text: _find_code("status", text, "0") for text in statuses},
        sidc={text: read_sidc(text.upper()) for text in sidcs},
    )


def _read_affiliation(side: str, key: str) -> str:
    """Return the digit of an affiliation from the settings; blank is unknown."""
    entry = phrases("affiliation").get(words_of(key or "unknown"))
    if entry is None:
        known = ", ".join(known.key for known in read_vocabulary()["affiliation"])
        raise UsageError(f"side {side!r}: affiliation {key!r} is none of {known}")
    return entry.code_d


def _find_affiliation(side: str, said: Mapping[str, str]) -> str:
    """Return the digit of a side: what the settings say, else what it is called, else unknown."""
    digit = said.get(side.casefold(), UNKNOWN)
    if digit == UNKNOWN and (entry := phrases("affiliation").get(words_of(side))):
        return entry.code_d
    return digit


def _find_code(table: str, text: str, default: str) -> str:
    """Return the digits of the longest phrase of a table in `text`."""
    entry = find_best(table, text)
    return entry.code_d if entry else default


def _pick_symbol(texts: Sequence[str], meanings: Meanings) -> Symbol:
    """Return the symbol of one combination of texts, in the order of COLUMNS."""
    side, kind, echelon, status, sidc = texts
    given, _ = meanings.sidc[sidc]
    if given:
        return given
    entry = meanings.kind[kind]
    of_kind = (entry or read_vocabulary()["kind"][0]).code_d
    is_land = of_kind[4:6] == LAND_UNIT
    code = compose_sidc(
        of_kind,
        side=meanings.side[side],
        status=meanings.status[status],
        flags=_find_flags(kind),
        echelon=meanings.echelon[echelon] if echelon or not is_land else meanings.within[kind],
    )
    symbol_class = entry.symbol_class if entry else "unit"
    return Symbol(
        code, class_of(symbol_class, headquarters=code[7] in "2367"), entry.key if entry else None
    )


def _find_flags(kind: str) -> int:
    """Return digit 8 of a code: 1 dummy, 2 headquarters, 4 task force, added up."""
    return sum({int(entry.code_d) for entry, _ in find_phrases("flag", kind)})


def _word_problems(
    units: pd.DataFrame,
    codes: Sequence[np.ndarray],
    texts: Sequence[Sequence[str]],
    meanings: Meanings,
    *,
    file: str,
) -> Iterator[Problem]:
    """Warn of each kind and echelon that is not known, at its first row without a code."""
    no_sidc = codes[4] == 0
    understood = [
        text
        for number, known in ((1, meanings.kind), (2, meanings.echelon))
        for text in texts[number]
        if known[text]
    ]
    # a kind that is nothing but a size is one: a corps, of whatever
    kinds = {text: meanings.kind[text] or meanings.within[text] for text in texts[1]}
    columns = (("kind", kinds, 1), ("echelon", meanings.echelon, 2))
    known_status = {text: find_best("status", text) for text in texts[3]}
    for name, known, place in (*columns, ("status", known_status, 3)):
        unknown = [number for number, text in enumerate(texts[place]) if text and not known[text]]
        rows = np.flatnonzero(np.isin(codes[place], unknown) & no_sidc)
        numbers, first, counts = np.unique(
            codes[place][rows], return_index=True, return_counts=True
        )
        lines = _lines_of(units, rows[first])
        for at, (number, line, count) in enumerate(zip(numbers, lines, counts, strict=True)):
            text = texts[place][number]
            guess = suggest(name, text, others=understood) if at < MAX_SUGGESTED else ""
            more = f" (and {count - 1} more row{'s' if count > 2 else ''})" if count > 1 else ""
            message = f"{shorten(text)!r} is not known{guess}"
            advice = f"{UNKNOWN_WORDS[name]}{more}"
            yield Problem.of_cell(
                file, line, name, Fault(f"{name}-unknown", message, advice), "warning"
            )


def _gone_problems(
    units: pd.DataFrame, codes: np.ndarray, texts: Sequence[str], no_sidc: np.ndarray, *, file: str
) -> Iterator[Problem]:
    """Say of statuses such as captured how their units are drawn, at their first row."""
    for number, text in enumerate(texts):
        entry = find_best("status", text) if text else None
        rows = np.flatnonzero((codes == number) & no_sidc)
        if entry and entry.key in GONE and len(rows):
            message = f"{shorten(text)!r}: drawn hatched, in the NATO style with a dashed frame"
            advice = "delete the row where the map should not show it"
            line = _lines_of(units, rows[:1])[0]
            yield Problem.of_cell(
                file, line, "status", Fault("status-gone", message, advice), "notice"
            )


def _sidc_problems(
    units: pd.DataFrame, codes: np.ndarray, texts: Sequence[str], meanings: Meanings, *, file: str
) -> Iterator[Problem]:
    """Report each fault of each row's code."""
    wrong = [number for number, text in enumerate(texts) if meanings.sidc[text][1]]
    rows = np.flatnonzero(np.isin(codes, wrong))
    for number, line in zip(codes[rows], _lines_of(units, rows), strict=True):
        for fault in meanings.sidc[texts[number]][1]:
            yield Problem.of_cell(file, line, "sidc", Fault("sidc-wrong", fault))


def _lines_of(units: pd.DataFrame, rows: np.ndarray) -> list[int | None]:
    """Return the lines of the file on which rows stand; None each where the table has none."""
    if "line" not in units:
        return [None] * len(rows)
    return [int(line) for line in units["line"].iloc[rows]]
