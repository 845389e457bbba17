"""What Arrow does with a column of texts as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def trim(texts: pa.StringArray) -> pa.StringArray:
    """Return texts without white space around them."""
    import pyarrow.compute as pc

    return pc.utf8_trim_whitespace(texts)


def to_floats(texts: pa.StringArray, blank: Any) -> pa.DoubleArray | None:
    """Return the numbers of texts, null for those that are blank; None where one is no number.

    `blank` is a numpy array of truths.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if blank.any():
        given = pa.py_buffer(np.packbits(~blank, bitorder="little"))
        whole = pa.concat_arrays([texts])  # which begins at the first bit
        _, starts, data = whole.buffers()
        texts = pa.Array.from_buffers(pa.string(), len(texts), [given, starts, data])
    try:
        return pc.cast(texts, pa.float64())
    except pa.ArrowInvalid:
        return None
