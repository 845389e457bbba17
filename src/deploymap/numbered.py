"""Texts -> patterns and numbers: "1st Brigade", "2nd Brigade" differ little but in their numbers.

A pattern is a text with MARK in place of each number. What many units are called has few patterns,
and numbers take far less room than texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

# stand in no cell: control characters have become spaces
PART, MARK = "\x1f", "\x1e"
MOST_SLOTS = 4  # numbers of one text; what more there are stay letters
MOST_DIGITS = 9
CHUNK = 20_000  # texts that are looked at together
# the share of all letters up to which those of the patterns are few; and of those of the first
# texts, among which many patterns have not come again yet
MOST_LETTERS, MOST_AT_FIRST = 1 / 8, 1 / 2

Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Patterns:
    """Texts as patterns and numbers.

    `codes` says of each text which of the `values` is its pattern. `slots` has for each place in a
    pattern the numbers of all texts there, and of which texts there is none.
    """

    codes: Integers
    values: list[str]
    slots: list[tuple[Integers, Truths]]


@dataclass(frozen=True, eq=False)
class Runs:
    """Runs of digits that are numbers: where they begin and end, of which text, at which slot.

    `others` are the beginnings and ends of runs that are no numbers.
    """

    starts: Integers
    ends: Integers
    text: Integers
    slot: Integers
    others: list[tuple[int, int]]


def find_patterns(texts: Sequence[str], *, most: float = MOST_LETTERS) -> Patterns | None:
    """Return texts as patterns and numbers, None where the patterns have too many letters.

    A number is a run of up to MOST_DIGITS digits that does not begin with 0, or 0 itself; so each
    number has one way to be written. `most` is the share of all letters that is too many.
    """
    is_long = len(texts) > 4 * CHUNK
    if is_long and find_patterns(texts[:CHUNK], most=MOST_AT_FIRST) is None:
        return None
    values: dict[bytes, int] = {}
    codes, numbers = np.zeros(len(texts), np.int64), np.zeros((MOST_SLOTS, len(texts)), np.int32)
    missing = np.ones(numbers.shape, bool)
    letters = 0
    # a part at a time, which the processor keeps at hand
    for start in range(0, len(texts), CHUNK):
        part = texts[start : start + CHUNK]
        joined = PART.join(part)
        if MARK in joined:
            return None
        rows = slice(start, start + len(part))
        letters += take_numbers(
            joined.encode(), values, codes[rows], numbers[:, rows], missing[:, rows]
        )
    if not letters or sum(map(len, values)) > most * letters:
        return None
    slots = [
        (numbers[slot], missing[slot]) for slot in range(MOST_SLOTS) if not missing[slot].all()
    ]
    return Patterns(codes, [value.decode() for value in values], slots)


def take_numbers(
    text: bytes, values: dict[bytes, int], codes: Integers, numbers: Any, missing: Any
) -> int:
    """Take the numbers out of texts that are parted by PART; return how many bytes these have.

    The patterns that are new go into `values`, what the texts have into the arrays.
    """
    data = np.frombuffer(text, np.uint8)
    digits = (data - ord("0")) < 10
    runs = find_runs(data, digits)
    own, patterns = pd.factorize(np.array(strip_numbers(data, digits, runs), dtype=object))
    codes[:] = np.array([values.setdefault(p, len(values)) for p in patterns], np.int64)[own]
    numbers[runs.slot, runs.text] = read_numbers(data, runs)
    missing[runs.slot, runs.text] = False
    return len(data)


def find_runs(data: Bytes, digits: Truths) -> Runs:
    """Return the numbers in texts that are parted by PART."""
    edges = np.flatnonzero(np.diff(digits, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    sizes = ends - starts
    is_number = (sizes == 1) | ((sizes <= MOST_DIGITS) & (data[starts] != ord("0")))
    text = np.searchsorted(np.flatnonzero(data == ord(PART)), starts)
    # a number's slot is how many there are before it in its text
    before = np.cumsum(is_number) - is_number
    slot = before - before[np.searchsorted(text, text)]
    taken = is_number & (slot < MOST_SLOTS)
    others = np.stack([starts[~taken], ends[~taken]], axis=1).tolist()
    return Runs(starts[taken], ends[taken], text[taken], slot[taken], others)


def strip_numbers(data: Bytes, digits: Truths, runs: Runs) -> list[bytes]:
    """Return the texts with a mark in place of each number."""
    kept, marked = ~digits, data.copy()
    for start, end in runs.others:
        kept[start:end] = True
    kept[runs.starts] = True
    marked[runs.starts] = ord(MARK)
    return marked[kept].tobytes().split(PART.encode())


def read_numbers(data: Bytes, runs: Runs) -> Integers:
    """Return the numbers that the runs stand for."""
    numbers = np.zeros(len(runs.starts), np.int64)
    sizes = runs.ends - runs.starts
    for place in range(int(sizes.max(initial=0))):
        rows = np.flatnonzero(sizes > place)
        numbers[rows] = 10 * numbers[rows] + (data[runs.starts[rows] + place] - ord("0"))
    return numbers


def write_texts(
    values: Sequence[str], codes: Sequence[int], slots: Sequence[list[Any]]
) -> list[str]:
    """Return the texts of patterns and numbers, each slot with a number (or None) for each text."""
    parts = [value.split(MARK) for value in values]
    texts = []
    for row, code in enumerate(codes):
        first, *others = parts[code]
        numbers = (slots[slot][row] for slot in range(len(others)))
        texts.append(first + "".join(f"{n}{part}" for n, part in zip(numbers, others, strict=True)))
    return texts
