"""Cells whose column says what they leave unsaid, written so that they say it themselves.

A number in thousands, a distance in metres, a year of three digits, a pair with lon first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

from deploymap.arrays import Integers
from deploymap.checks.spelling import LENGTHS, fold_name
from deploymap.notation.codes import GEOHASH, read_code
from deploymap.patterns import late_pattern
from deploymap.sheets.texts import TextColumn, to_objects

_LENGTH = late_pattern(r"[~±]?\s?([0-9]{1,9}(?:[.,][0-9]{1,9})?)\s?([^\W\d_][^\d]{0,15})?")
_GROUP = late_pattern(r"[0-9]{1,3}[.,][0-9]{3}")
_NUMBER = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)"
_TWO = late_pattern(rf"[\[(]?\s?{_NUMBER}\s?[,;/| ]\s?{_NUMBER}\s?[\])]?")
_THREE = late_pattern(
    r"[\[(]?\s?([+-]?[0-9]{1,3}\.[0-9]{1,20})\s?[,; ]\s?([+-]?[0-9]{1,3}\.[0-9]{1,20})"
    r"\s?[,; ]\s?[+-]?[0-9]{1,6}(?:\.[0-9]{1,20})?\s?[\])]?"
)
_YEAR = late_pattern(r"(-?)([0-9]{1,4})(?:\.0)?")


def rewrite(cells: TextColumn, change: Callable[[str], str]) -> TextColumn:
    """Return cells with each distinct text changed; the same cells where none is."""
    changed = [change(text) if text else text for text in cells.distinct]
    return cells if changed == cells.distinct else _code_texts(cells.codes, changed)


def _code_texts(codes: Integers, texts: Sequence[str]) -> TextColumn:
    """Return a column of which each row has the text of its code; texts may be alike."""
    anew, distinct = pd.factorize(to_objects(texts))
    return TextColumn(coded=(anew.astype(np.int64)[codes], list(distinct)))


def combine(columns: Sequence[TextColumn], compose: Callable[[Sequence[str]], str]) -> TextColumn:
    """Return a column of the texts that are composed of those of several, each pair once."""
    if not len(columns[0]):
        return TextColumn([])
    codes = np.stack([column.codes for column in columns])
    pairs, rows = np.unique(codes, axis=1, return_inverse=True)
    texts = [
        compose([column.distinct[code] for column, code in zip(columns, pair, strict=True)])
        for pair in pairs.T.tolist()
    ]
    return _code_texts(rows.reshape(-1), texts)


def add_thousand(text: str) -> str:
    """Return a number with the sign for thousands after it, where the column's name has it."""
    return f"{text}k" if text[-1:].isdigit() else text


def to_km(text: str, factor: str) -> str:
    """Return a distance as a number of km: "500 m" is 0.5.

    `factor` says how many km a number without a unit counts. What is no such distance stays.
    """
    match = _LENGTH.fullmatch(" ".join(text.split()))
    if match is None or _GROUP.fullmatch(match[1]):
        return text
    unit = fold_name(match[2] or "")
    km = LENGTHS.get(unit, "") if unit else factor
    if not km or (km == "1" and not unit):
        return text
    return f"{(Decimal(match[1].replace(',', '.')) * Decimal(km)).normalize():f}"


def has_length_unit(text: str) -> bool:
    """Return whether a text is a distance with its unit."""
    match = _LENGTH.fullmatch(" ".join(text.split()))
    return match is not None and bool(match[2]) and fold_name(match[2]) in LENGTHS


def is_in_km(text: str) -> bool:
    """Return whether a text is a distance in km: its number stays what it is."""
    match = _LENGTH.fullmatch(" ".join(text.split()))
    return match is not None and LENGTHS.get(fold_name(match[2] or "")) == "1"


def is_geohash_name(own: str) -> bool:
    """Return whether a column's name says that its cells are geohashes."""
    return "geohash" in fold_name(own)


def are_geohashes(texts: Sequence[str]) -> bool:
    """Return whether most texts are geohashes."""
    return 2 * sum(name_geohash(text) != text for text in texts) > len(texts)


def name_geohash(text: str) -> str:
    """Return a geohash so that it says what it is; any other text as it is."""
    named = f"{GEOHASH}{text}"
    return text if read_code(named) is None else named


def is_triple(text: str) -> bool:
    """Return whether a text is two decimal numbers and a third, as KML has lon, lat, altitude."""
    return _THREE.fullmatch(text.strip()) is not None


def is_list(text: str) -> bool:
    """Return whether a text is a list of two numbers as JSON has it."""
    return text[:1] == "[" and text[-1:] == "]" and "," in text and bool(_TWO.fullmatch(text))


def is_of_kml(text: str) -> bool:
    """Return whether a triple is written as KML has it, without spaces."""
    return is_triple(text) and len(text.split()) == 1


def is_latitude_first(texts: list[str]) -> bool:
    """Return whether triples can only have the latitude first: a second number is beyond 90."""
    triples = filter(None, (_THREE.fullmatch(text.strip()) for text in texts))
    return any(abs(float(match[2])) > 90 for match in triples)


def drop_altitude(text: str) -> str:
    """Return a triple without its third number."""
    match = _THREE.fullmatch(text.strip())
    return f"{match[1]}, {match[2]}" if match else text


def swap_pair(text: str) -> str:
    """Return a pair of plain numbers with the second first; any other text as it is."""
    match = _TWO.fullmatch(text.strip())
    return f"{match[2]}, {match[1]}" if match else text


def write_year(text: str) -> str:
    """Return a year of a column of years as ISO 8601 or with its era: 480 is 0480, -480 480 BC."""
    match = _YEAR.fullmatch(text.strip())
    if match is None or (match[1] and match[2].startswith("0")):
        return text
    return f"{match[2]} BC" if match[1] else f"{int(match[2]):04}"
