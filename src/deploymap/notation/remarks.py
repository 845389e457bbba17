"""Words in cells of numbers: a breakdown or a comment behind them, or words in their place."""

from __future__ import annotations

import re

from deploymap.notation import amountwords as words
from deploymap.patterns import late_pattern

# `including 200 officers`, `dont 3000 cavaliers`: a part of the number that stands before
_PART = late_pattern(
    rf"(?P<head>.*?\d.*?)\s?[,;:]?\s(?P<said>(?:{words.PARTS})(?!\w).*)", re.I | re.S
)
_BRACKET = late_pattern(
    r"(?P<head>[^()（）\[\]]*\d[^()（）\[\]]*?)\s?[(（\[](?P<said>[^()（）\[\]]*)[)）\]]", re.S
)
# `+ 12 guns`, `and 40 tanks`: what is no people
_BESIDE = late_pattern(
    rf"(?P<head>.*?\d.*?)\s?(?:[,;](?=\s)|[+&]|(?<=\s)(?:{words.AND})(?=\s))\s?"
    rf"(?P<said>\d[\d.,\s]*(?:[^\W\d]+\s)?(?:{words.THINGS})(?!\w).*)",
    re.I | re.S,
)
_NUMBERS = late_pattern(r"\d[\d.,]*")
_LETTERS = late_pattern(r"[^\W\d_]")
# a number with a word at its side counts something; one without may be another estimate
_COUNTED = late_pattern(r"\d[\d.,]*%?\s?[^\W\d_]{3,}|[^\W\d_]{3,}\.?:?\s\d[\d.,]*")
_OTHER = late_pattern(rf"(?<!\w)(?:{words.OTHERWISE})(?!\w)", re.I)
_DOUBT = late_pattern(
    r"(?<!\w)(?:est|estimated?|approx|approximately|ca|circa|environ)(?!\w)", re.I
)

LEAST_PEOPLE = 3  # digits of a number that is none of battalions


def is_unstated(cell: str) -> bool:
    """Return whether the cell is a word for a blank, such as `n/a` or `none`."""
    return " ".join(cell.casefold().split()) in words.UNSTATED


def is_worded(cell: str) -> bool:
    """Return whether a cell tells of a strength in words, without a number: "full strength"."""
    said = set(re.split(r"[\s,/()+.~-]+", cell.casefold().strip("?!. ()+~")))
    # `2 bns`, `3 battalions`
    counted = {word for word in said if word.isdecimal() and len(word) < LEAST_PEOPLE}
    return words.WORDED.issuperset(said - counted) and (
        not counted or not words.FORMATIONS.isdisjoint(said)
    )


def split_remark(text: str) -> tuple[str, str] | None:
    """Return a number of people and the words behind it, None where they may say another number.

    `74,000 (70,000 foot, 4,000 horse)`, `3,000 incl. 200 officers`, `5000 + 12 guns`. Not where a
    number stands alone in them, as in `12,000 (7,000)`, nor where they tell of another time or of
    losses.
    """
    if match := _BESIDE.fullmatch(text):
        return (match["head"], match["said"]) if _LETTERS.search(match["said"]) else None
    match = _BRACKET.fullmatch(text) or _PART.fullmatch(text)
    if not match or not _LETTERS.search(match["said"]) or _OTHER.search(match["said"]):
        return None
    if len(_COUNTED.findall(match["said"])) < len(_NUMBERS.findall(match["said"])):
        return None
    return match["head"], match["said"]


def numbers_in(said: str) -> list[int]:
    """Return the numbers in words behind another, as digits without the marks between them."""
    return [int(re.sub(r"\D", "", number)) for number in _NUMBERS.findall(said)]


def is_doubt(said: str) -> bool:
    """Return whether words behind a number say that it is about right."""
    return _DOUBT.search(said) is not None
