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

from deploymap.arrays import Integers, Texts, Truths

# stand in no cell: control characters have become spaces
PART, MARK = "\x1f", "\x1e"
MOST_SLOTS = 4  # numbers of one text; what more there are stay letters
MOST_DIGITS = 9
CHUNK = 20_000  # texts that are looked at together
WORD, PAIRS = 8, np.uint64(0x000000FF000000FF)  # bytes that are read at a time, and two of them
# the share of all letters up to which those of the patterns are few; and of those of the first
# texts, among which many patterns have not come again yet
MOST_LETTERS, MOST_AT_FIRST = 1 / 8, 1 / 2

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
class _Runs:
    """Runs of digits that are numbers: where they begin and end, of which text, at which slot.

    `others` are the beginnings and ends of runs that are no numbers.
    """

    starts: Integers
    ends: Integers
    text: Integers
    slot: Integers
    others: list[tuple[int, int]]


def patterns_of(column: Texts) -> Patterns | None:
    """Return what `find_patterns` finds in a column, None being ""."""
    texts = column.tolist()
    if None in texts:
        texts = ["" if value is None else value for value in texts]
    return find_patterns(texts)


def find_patterns(texts: Sequence[str], *, most: float = MOST_LETTERS) -> Patterns | None:
    """Return texts as patterns and numbers, None where the patterns have too many letters.

    A number is a run of up to MOST_DIGITS digits that does not begin with 0, or 0 itself; so each
    number has one way to be written. `most` is the share of all letters that is too many.
    """
    if not any(texts):
        return None
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
        joined = f"{PART}{PART.join(part)}{PART}"
        if MARK in joined:
            return None
        rows = slice(start, start + len(part))
        letters += _take_numbers(
            joined.encode(), values, codes[rows], numbers[:, rows], missing[:, rows]
        )
    if sum(map(len, values)) > most * (letters - len(texts)):
        return None
    slots = [
        (numbers[slot], missing[slot]) for slot in range(MOST_SLOTS) if not missing[slot].all()
    ]
    return Patterns(codes, [value.decode() for value in values], slots)


def _take_numbers(
    text: bytes, values: dict[bytes, int], codes: Integers, numbers: Any, missing: Any
) -> int:
    """Take the numbers out of texts with PART before and after each; return how many bytes.

    The patterns that are new go into `values`, what the texts have into the arrays.
    """
    data = np.frombuffer(text, np.uint8)
    digits = (data - ord("0")) < 10
    runs = _find_runs(data, digits)
    own, patterns = _find_values(_strip_numbers(data, digits, runs), len(codes))
    codes[:] = np.array([values.setdefault(p, len(values)) for p in patterns], np.int64)[own]
    numbers[runs.slot, runs.text] = _read_numbers(data, runs)
    missing[runs.slot, runs.text] = False
    return len(data)


def _find_runs(data: Bytes, digits: Truths) -> _Runs:
    """Return the numbers in texts with PART before and after each."""
    edges = np.flatnonzero(digits[1:] != digits[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    sizes = ends - starts
    is_number = (sizes == 1) | ((sizes <= MOST_DIGITS) & (data[starts] != ord("0")))
    parts = np.flatnonzero(data == ord(PART))
    if len(starts) == len(parts) - 1 and _is_one_each(starts, parts) and is_number.all():
        return _Runs(starts, ends, np.arange(len(starts)), np.zeros(len(starts), np.int64), [])
    text = np.searchsorted(parts, starts) - 1
    # a number's slot is how many there are before it in its text
    before = np.cumsum(is_number) - is_number
    slot = before - before[np.searchsorted(text, text)]
    taken = is_number & (slot < MOST_SLOTS)
    others = np.stack([starts[~taken], ends[~taken]], axis=1).tolist()
    return _Runs(starts[taken], ends[taken], text[taken], slot[taken], others)


def _is_one_each(starts: Integers, parts: Integers) -> bool:
    """Return whether one run begins between each two parts."""
    return bool((starts > parts[:-1]).all() and (starts < parts[1:]).all())


def _strip_numbers(data: Bytes, digits: Truths, runs: _Runs) -> Bytes:
    """Return the texts with a mark in place of each number."""
    kept, marked = ~digits, data.copy()
    for start, end in runs.others:
        kept[start:end] = True
    kept[runs.starts] = True
    marked[runs.starts] = ord(MARK)
    return marked[kept]


def _find_values(data: Bytes, count: int) -> tuple[Integers, Sequence[bytes]]:
    """Return for each text with PART before and after it its number among the distinct ones."""
    texts = data[1:]
    if len(texts) % count == 0 and (texts.reshape(count, -1) == texts[: len(texts) // count]).all():
        # they are all alike, as the patterns of ids are
        return np.zeros(count, np.int64), [texts[: len(texts) // count - 1].tobytes()]
    # only the page of a large map has patterns
    import pyarrow as pa

    starts = np.concatenate([[0], np.flatnonzero(texts == ord(PART)) + 1]).astype(np.int32)
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(texts)]
    coded = pa.Array.from_buffers(pa.binary(), count, buffers).dictionary_encode()
    return coded.indices.to_numpy(), [value[:-1] for value in coded.dictionary.to_pylist()]


def _read_numbers(data: Bytes, runs: _Runs) -> Integers:
    """Return the numbers that the runs stand for.

    Eight digits at a time are added up to pairs, fours and eights, within a word of eight bytes:
    https://lemire.me/blog/2022/01/21/swar-explained-parsing-eight-digits/
    """
    sizes = runs.ends - runs.starts
    padded = np.concatenate([np.zeros(WORD, np.uint8), data])
    # the eight bytes before each byte, the first one lowest
    words = np.ndarray(len(data) + 1, np.dtype("<u8"), padded, strides=(1,))
    others = (8 * (WORD - np.minimum(sizes, WORD))).astype(np.uint64)
    digits = ((words[runs.ends] >> others) << others) & np.uint64(0x0F0F0F0F0F0F0F0F)
    pairs = digits * np.uint64(10) + (digits >> np.uint64(8))
    outer, inner = pairs & PAIRS, (pairs >> np.uint64(16)) & PAIRS
    fours = outer * np.uint64(1_000_000 << 32 | 100) + inner * np.uint64(10_000 << 32 | 1)
    numbers: Integers = (fours >> np.uint64(32)).astype(np.int64)
    long = np.flatnonzero(sizes > WORD)
    numbers[long] += 10**WORD * (data[runs.starts[long]].astype(np.int64) - ord("0"))
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
