"""One column of a sheet: texts, one a row, be they Python's or Arrow's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa

Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


class TextColumn(Sequence[str]):
    """The cells of one column, each a str, "" for a blank.

    `distinct` are its different texts in order of appearance, `codes` says of each row which of
    them it has: what stands in a million rows is looked at once.
    """

    def __init__(self, texts: Sequence[str] | None = None, arrow: pa.StringArray | None = None):
        """Keep the texts: a sequence of str, or an Arrow array without nulls in it."""
        self._texts = texts
        self.arrow = arrow

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.texts if self.arrow is None else self.arrow)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        """Return the text of a row, or of a slice of them."""
        if self.arrow is None or self._texts is not None:
            return self.texts[row]
        part = self.arrow[row]
        return part.to_pylist() if isinstance(row, slice) else str(part.as_py())

    def __iter__(self) -> Iterator[str]:
        """Yield the texts."""
        return iter(self.texts)

    @property
    def texts(self) -> Sequence[str]:
        """All texts, as Python has them."""
        if self._texts is None:
            self._texts = [] if self.arrow is None else self.arrow.to_pylist()
        return self._texts

    @cached_property
    def _coded(self) -> tuple[npt.NDArray[np.int64], list[str]]:
        if self.arrow is not None:
            coded = self.arrow.dictionary_encode()
            codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
            return codes, coded.dictionary.to_pylist()
        codes, values = pd.factorize(to_objects(self.texts))
        return codes.astype(np.int64), list(values)

    @property
    def codes(self) -> npt.NDArray[np.int64]:
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
            import pyarrow.compute as pc

            return np.asarray(pc.equal(pc.binary_length(self.arrow), 0))
        return np.array([not text for text in self.texts], dtype=bool)

    def where(self, texts: Mapping[str, Any] | set[str]) -> npt.NDArray[np.int64]:
        """Return the rows whose text is among some."""
        if not texts:
            return np.array([], dtype=np.int64)
        wanted = [number for number, text in enumerate(self.distinct) if text in texts]
        return np.flatnonzero(np.isin(self.codes, wanted))

    def take(self, values: Mapping[str, Any]) -> Objects:
        """Return for each row the value of its text, None for a text that has none."""
        return to_objects([values.get(text) for text in self.distinct] or [None])[self.codes]

    def take_numbers(self, values: Mapping[str, float]) -> Floats:
        """Return for each row the number of its text, NaN for a text that has none."""
        numbers = [values.get(text, np.nan) for text in self.distinct] or [np.nan]
        return np.array(numbers, dtype=np.float64)[self.codes]

    def stated(self) -> Objects:
        """Return the texts, None for a blank."""
        if self.arrow is not None:
            return self._stated_arrow()
        return to_objects([text or None for text in self.texts])

    def _stated_arrow(self) -> Objects:
        import pyarrow as pa
        import pyarrow.compute as pc

        given = pc.if_else(pa.array(self.is_blank), pa.scalar(None, pa.string()), self.arrow)
        texts: Objects = given.to_numpy(zero_copy_only=False)
        return texts

    def is_plain(self) -> bool:
        """Return whether all texts are printable and have nothing that may be markup."""
        if self.arrow is None:
            joined = " ".join(self.texts)
            return joined.isprintable() and "<" not in joined and "&" not in joined
        import pyarrow.compute as pc

        # Arrow takes a space for unprintable that is not the common one; so does Python
        if not pc.all(pc.utf8_is_printable(self.arrow)).as_py():
            return False
        return not any(pc.any(pc.match_substring(self.arrow, sign)).as_py() for sign in "<&")

    def plain_numbers(self) -> Floats | None:
        """Return the numbers, NaN for a blank, if all texts are digits with a point, else None."""
        if self.arrow is None:
            return None
        import pyarrow as pa
        import pyarrow.compute as pc

        if not pc.all(pc.match_substring_regex(self.arrow, PLAIN_NUMBER)).as_py():
            return None
        given = pc.if_else(pa.array(self.is_blank), pa.scalar(None, pa.string()), self.arrow)
        return np.asarray(pc.cast(given, pa.float64()).to_numpy(zero_copy_only=False), np.float64)


# what `plain_numbers` reads: a blank, or digits with a point
PLAIN_NUMBER = r"^(?:-?[0-9]{1,15}(?:\.[0-9]{1,15})?)?$"


def to_objects(values: Sequence[Any]) -> Objects:
    """Return values as an array of objects, whatever they are."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
