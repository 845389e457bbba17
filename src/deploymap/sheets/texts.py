"""One column of a sheet: texts, one a row, be they Python's or Arrow's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from deploymap.arrays import Floats, Integers, Texts, Truths, from_codes
from deploymap.sheets.arrowcalls import to_floats

if TYPE_CHECKING:
    import pyarrow as pa


class TextColumn(Sequence[str]):
    """The cells of one column, each a str, "" for a blank.

    `distinct` are its different texts in order of appearance, `codes` says of each row which of
    them it has: what stands in a million rows is looked at once. `arrow` has the texts of a column
    that was read as such, else None.
    """

    def __init__(
        self,
        texts: Sequence[str] | None = None,
        arrow: pa.StringArray | None = None,
        coded: tuple[Integers, list[str]] | None = None,
    ):
        """Keep the texts: a sequence of str, an Arrow array without nulls, or codes and texts."""
        self._texts = texts
        self.arrow = arrow
        if coded is not None:
            self._coded = coded

    def __len__(self) -> int:
        """Return the number of rows."""
        if self.arrow is not None:
            return len(self.arrow)
        return len(self.codes if self._texts is None else self._texts)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        """Return the text of a row, or of a slice of them."""
        if self._texts is not None:
            return self._texts[row]
        if self.arrow is not None:
            part = self.arrow[row]
            return part.to_pylist() if isinstance(row, slice) else str(part.as_py())
        codes, distinct = self._coded
        if isinstance(row, slice):
            return [distinct[code] for code in codes[row].tolist()]
        return distinct[int(codes[row])]

    def __iter__(self) -> Iterator[str]:
        """Yield the texts."""
        return iter(self.texts)

    @property
    def texts(self) -> Sequence[str]:
        """All texts, as Python has them."""
        if self._texts is None:
            self._texts = self[:] if self.arrow is None else self.arrow.to_pylist()
        return self._texts

    @cached_property
    def _coded(self) -> tuple[Integers, list[str]]:
        if self.arrow is not None:
            coded = self.arrow.dictionary_encode()
            codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
            return codes, coded.dictionary.to_pylist()
        codes, values = pd.factorize(to_objects(self._texts or []))
        return codes.astype(np.int64, copy=False), list(values)

    @property
    def codes(self) -> Integers:
        """For each row the number of its text among the distinct ones."""
        return self._coded[0]

    @property
    def distinct(self) -> list[str]:
        """The different texts, in order of appearance."""
        return self._coded[1]

    @cached_property
    def is_blank(self) -> Truths:
        """For each row whether it has no text."""
        if self.arrow is not None:
            ends, _ = _bytes_of(self.arrow)
            return np.asarray(ends[1:] == ends[:-1])
        if self._texts is None:
            return np.array([not text for text in self.distinct] or [True])[self.codes]
        return np.array([not text for text in self._texts], dtype=bool)

    def exceeds(self, most: int) -> bool:
        """Return whether a text has more characters than that."""
        if self.arrow is None:
            return max(map(len, self.distinct), default=0) > most
        # no text has more characters than bytes
        ends, _ = _bytes_of(self.arrow)
        if np.diff(ends).max(initial=0) <= most:
            return False
        import pyarrow.compute as pc

        return bool(pc.max(pc.utf8_length(self.arrow)).as_py() > most)

    def where(self, texts: Mapping[str, Any] | set[str]) -> Integers:
        """Return the rows whose text is among some."""
        if not texts:
            return np.array([], dtype=np.int64)
        wanted = np.array([text in texts for text in self.distinct] or [False])
        return np.flatnonzero(wanted[self.codes]) if wanted.any() else np.array([], dtype=np.int64)

    def where_found(self, pattern: str) -> Integers:
        """Return the rows whose text has a pattern that Python and RE2 read alike, in any case."""
        if self.arrow is None:
            found = re.compile(pattern, re.IGNORECASE)
            return self.where({text for text in self.distinct if found.search(text)})
        import pyarrow.compute as pc

        has = pc.match_substring_regex(self.arrow, pattern, ignore_case=True)
        return np.flatnonzero(has.to_numpy(zero_copy_only=False))

    def where_short(self, most: int, starts: bytes, sign: bytes = b"", within: int = 1) -> Integers:
        """Return the rows of texts of up to `most` bytes that begin with one of some bytes.

        A `sign`, one byte, is among the second to the one of number `within`, where it is given.
        """
        if self.arrow is None:
            encoded = {text: text.encode(errors="replace") for text in self.distinct if text}
            return self.where(
                {
                    text
                    for text, data in encoded.items()
                    if len(data) <= most and data[0] in starts and sign in data[1:within]
                }
            )
        ends, all_bytes = _bytes_of(self.arrow)
        sizes = np.diff(ends)
        short = np.flatnonzero((sizes > 0) & (sizes <= most))
        is_start = np.isin(np.arange(256), list(starts))
        data = np.frombuffer(all_bytes, np.uint8)
        begun = short[is_start[data[ends[short]]]]
        if not sign:
            return begun
        has_sign = np.zeros(len(begun), dtype=bool)
        for at in range(1, within):
            longer = np.flatnonzero(sizes[begun] > at)
            has_sign[longer] |= data[ends[begun[longer]] + at] == ord(sign)
        return begun[has_sign]

    def take(self, values: Mapping[str, Any]) -> Texts:
        """Return for each row the value of its text, None for a text that has none."""
        return from_codes([values.get(text) for text in self.distinct], self.codes)

    def take_numbers(self, values: Mapping[str, float]) -> Floats:
        """Return for each row the number of its text, NaN for a text that has none."""
        numbers = [values.get(text, np.nan) for text in self.distinct] or [np.nan]
        return np.array(numbers, dtype=np.float64)[self.codes]

    def stated(self) -> Texts:
        """Return the texts, None for a blank."""
        if self.arrow is not None:
            texts: Texts = self.arrow.to_numpy(zero_copy_only=False)
            if self.is_blank.any():
                texts = texts.copy()
                texts[self.is_blank] = None
            return texts
        if self._texts is None:
            return from_codes([text or None for text in self.distinct], self.codes)
        return to_objects([text or None for text in self._texts])

    def is_plain(self, unseen: str = "") -> bool:
        """Return whether all texts are printable and have nothing that may be markup.

        `unseen` are letters that Python calls printable and that are drawn as nothing.
        """
        if self.arrow is None:
            joined = " ".join(self.distinct if self._texts is None else self._texts)
            return joined.isprintable() and not any(sign in joined for sign in f"<&{unseen}")
        if _has_only(self.arrow, PLAIN_LETTERS):
            return True
        import pyarrow.compute as pc

        # Arrow takes a space for unprintable that is not the common one; so does Python
        if not pc.all(pc.utf8_is_printable(self.arrow)).as_py():
            return False
        pattern = f"[<&{unseen}]"
        return not pc.any(pc.match_substring_regex(self.arrow, pattern)).as_py()

    def has_letter(self, letter: str) -> bool:
        """Return whether a letter of ASCII is in one of the texts."""
        if self.arrow is None:
            return any(letter in text for text in self.distinct)
        return any(letter.encode() in part for part in _parts_of(self.arrow))

    def plain_numbers(self) -> Floats | None:
        """Return the numbers, NaN for a blank, if all texts are digits with a point, else None."""
        if self.arrow is None or not _has_only(self.arrow, DIGITS):
            return None
        numbers = to_floats(self.arrow, self.is_blank)
        if numbers is None:
            return None
        return np.asarray(numbers.to_numpy(zero_copy_only=False), np.float64)


# what `plain_numbers` takes, and letters that `is_plain` need not look at twice
DIGITS = b"0123456789.-"
PLAIN_LETTERS = bytes(set(range(0x20, 0x7F)) - set(b"<&"))
PART = 1 << 16  # bytes that are looked at together


def _bytes_of(texts: pa.StringArray) -> tuple[npt.NDArray[np.int32], memoryview]:
    """Return where each text begins, and the last one ends, in bytes, and the bytes."""
    _, starts, data = texts.buffers()
    ends = np.frombuffer(starts or bytes(4), np.int32)
    return ends[texts.offset : texts.offset + len(texts) + 1], memoryview(data or b"")


def _has_only(texts: pa.StringArray, letters: bytes) -> bool:
    """Return whether all bytes of all texts are among some."""
    return not any(part.translate(None, letters) for part in _parts_of(texts))


def _parts_of(texts: pa.StringArray) -> Iterator[bytes]:
    """Yield the bytes of all texts, a part at a time, which the processor keeps at hand."""
    ends, data = _bytes_of(texts)
    for cut in range(int(ends[0]), int(ends[-1]), PART):
        yield bytes(data[cut : min(cut + PART, int(ends[-1]))])


def to_objects(values: Sequence[Any]) -> Texts:
    """Return values as an array of objects, whatever they are; of such an array itself."""
    if isinstance(values, np.ndarray) and values.dtype == object:
        return values
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
