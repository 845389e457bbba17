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
SAMPLE = 5_000  # texts that are looked at first
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
    is_long = len(texts) > 4 * SAMPLE
    if is_long and find_patterns(texts[:SAMPLE], most=MOST_AT_FIRST) is None:
        return None
    joined = PART.join(texts)
    if not joined or MARK in joined:
        return None
    data = np.frombuffer(joined.encode(), np.uint8)
    digits = (data - ord("0")) < 10
    runs = find_runs(data, digits)
    codes, values = pd.factorize(np.array(strip_numbers(data, digits, runs), dtype=object))
    if sum(map(len, values)) > most * len(data):
        return None
    numbers = read_numbers(data, runs)
    slots = []
    for slot in range(int(runs.slot.max(initial=-1)) + 1):
        here = runs.slot == slot
        found, missing = np.zeros(len(texts), np.int64), np.ones(len(texts), bool)
        found[runs.text[here]] = numbers[here]
        missing[runs.text[here]] = False
        slots.append((found, missing))
    return Patterns(codes.astype(np.int64), [value.decode() for value in values], slots)


def find_runs(data: Bytes, digits: Truths) -> Runs:
    """Return the numbers in texts that are parted by PART."""
    edges = np.flatnonzero(digits[1:] != digits[:-1]) + 1
    edges = np.concatenate([[0] * int(digits[0]), edges, [len(data)] * int(digits[-1])])
    starts, ends = edges.astype(np.int64).reshape(-1, 2).T
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
