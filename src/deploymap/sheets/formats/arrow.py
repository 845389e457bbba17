"""Arrow columns -> texts and points, a whole column at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deploymap.arrays import Floats
from deploymap.sheets.formats.values import value_text

if TYPE_CHECKING:
    import pyarrow as pa

NO_GEOMETRY, POINT, MULTI_POINT = -1, 0, 4  # shapely's type numbers


@dataclass(frozen=True)
class Points:
    """Points of a column: NaN where there is none; what is no point by row, as shapely has it.

    `faults` are the rows of what cannot be read.
    """

    xs: Floats
    ys: Floats
    others: dict[int, Any]
    faults: Sequence[int] = ()


def column_texts(column: pa.ChunkedArray) -> list[str]:
    """Return a column's values as text, nulls and NaN as blanks."""
    texts: list[str] = []
    for chunk in column.chunks:
        texts += chunk_texts(chunk)
    return texts


def chunk_texts(chunk: pa.Array) -> list[str]:
    """Return the values of one array as text."""
    import pyarrow as pa

    kind = chunk.type
    if isinstance(kind, pa.BaseExtensionType):
        return chunk_texts(chunk.storage)
    if pa.types.is_dictionary(kind):
        return _dictionary_texts(chunk)
    if pa.types.is_floating(kind):
        return _float_texts(chunk)
    if pa.types.is_timestamp(kind) and kind.tz is None:
        return _time_texts(chunk)
    if pa.types.is_integer(kind) or pa.types.is_date(kind):
        return _filled(chunk.cast(pa.string()))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return [text.strip() for text in _filled(chunk)]
    if kind in (pa.timestamp("ns", getattr(kind, "tz", None)), pa.time64("ns"), pa.duration("ns")):
        # Python's own types know no nanoseconds
        chunk = chunk.cast(_in_microseconds(kind), safe=False)
    return list(map(value_text, chunk.to_pylist()))


def _in_microseconds(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    return pa.time64("us") if pa.types.is_time(kind) else pa.duration("us")


def _dictionary_texts(chunk: pa.DictionaryArray) -> list[str]:
    """Return texts by way of each one's number, so that each is made once."""
    import numpy as np

    texts = np.array([*chunk_texts(chunk.dictionary), ""], dtype=object)
    numbers = chunk.indices.cast("int64").fill_null(len(texts) - 1)
    listed: list[str] = texts[numbers.to_numpy(zero_copy_only=False)].tolist()
    return listed


def _float_texts(chunk: pa.Array) -> list[str]:
    """Return the shortest decimal texts; Arrow makes them, but for exponents and the like."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_float16(chunk.type):
        chunk = chunk.cast(pa.float32())
    shown = chunk.cast(pa.string())
    texts = _filled(shown)
    odd = pc.match_substring_regex(shown.fill_null(""), "[a-z]|^-0$")
    for row in pc.indices_nonzero(odd).to_pylist():
        if re.search("nan|inf", texts[row]):
            texts[row] = ""
        else:
            texts[row] = f"{Decimal(texts[row]) + 0:f}"
    return texts


def _time_texts(chunk: pa.TimestampArray) -> list[str]:
    """Return ISO texts, at midnight the date alone, fractions of seconds where there are any."""
    import numpy as np

    texts: list[str] = np.datetime_as_string(chunk.to_numpy(zero_copy_only=False)).tolist()
    return ["" if text == "NaT" else _without_zeros(text) for text in texts]


def _without_zeros(text: str) -> str:
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.removesuffix("T00:00:00")


def _filled(chunk: pa.Array) -> list[str]:
    texts: list[str] = chunk.fill_null("").to_pylist()
    return texts


def points_of_wkb(column: pa.ChunkedArray) -> Points:
    """Return the points of a column of WKB; a multipoint of one is a point."""
    import numpy as np
    import shapely

    blobs = np.array([None, *column.to_pylist()], dtype=object)[1:]
    shapes = shapely.from_wkb(blobs, on_invalid="ignore")
    multiple = shapely.get_type_id(shapes) == MULTI_POINT
    single = multiple & (shapely.get_num_geometries(shapes) == 1)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    kinds = shapely.get_type_id(shapes)
    kinds[shapely.is_empty(shapes)] = NO_GEOMETRY
    other = np.flatnonzero((kinds != POINT) & (kinds != NO_GEOMETRY))
    xs, ys = shapely.get_x(shapes), shapely.get_y(shapes)
    unread = (shapes == None) & (blobs != None)  # noqa: E711 (elementwise)
    infinite = (kinds == POINT) & ~(np.isfinite(xs) & np.isfinite(ys))
    return Points(
        xs,
        ys,
        {int(row): shapes[row] for row in other},
        np.flatnonzero(unread | infinite).tolist(),
    )
