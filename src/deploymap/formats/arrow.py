"""Arrow tables -> columns of text and points."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deploymap.formats.points import Feature
from deploymap.formats.values import moment_text, number_text, value_text

if TYPE_CHECKING:
    import pyarrow as pa

POINT, MULTI_POINT = 0, 4  # shapely's type numbers


def column_texts(column: pa.ChunkedArray) -> list[str]:
    """Return a column's values as text, nulls and NaN as blanks."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    to_text = _converter(column.type)
    return [
        "" if value is None else to_text(value)
        for chunk in column.chunks
        for value in _values(chunk)
    ]


def _converter(kind: pa.DataType) -> Callable[[Any], str]:
    """Return the function that makes text of the values of a type."""
    import pyarrow as pa

    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return str.strip
    if pa.types.is_integer(kind):
        return str
    if pa.types.is_float64(kind):
        return number_text
    if pa.types.is_floating(kind):
        return _short_float
    return moment_text if pa.types.is_timestamp(kind) else value_text


def _values(chunk: pa.Array) -> list[Any]:
    """Return the values of one chunk as Python's own."""
    import pyarrow as pa

    kind = chunk.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        # datetime has no nanoseconds, and pyarrow gives pandas' own type for them
        chunk = chunk.cast(pa.timestamp("us", kind.tz), safe=False)
    elif pa.types.is_time64(kind) or pa.types.is_duration(kind):
        chunk = chunk.cast(pa.time64("us") if pa.types.is_time(kind) else pa.duration("us"), False)
    elif pa.types.is_floating(kind) and not pa.types.is_float64(kind):
        values: list[Any] = chunk.to_numpy(zero_copy_only=False).astype(object).tolist()
        return values
    listed: list[Any] = chunk.to_pylist()
    return listed


def _short_float(value: Any) -> str:
    """Return the shortest text of a number of less than 64 bits: 48.57, not 48.56999969482422."""
    import numpy as np

    if not np.isfinite(value):
        return ""
    return np.format_float_positional(np.float32(value), trim="-")


def make_points(geometries: list[Any]) -> list[Feature]:
    """Return features without properties for WKB geometries, None where there is none."""
    import numpy as np
    import shapely

    shapes = shapely.from_wkb(np.array(geometries, dtype=object), on_invalid="ignore")
    single = np.where(
        shapely.get_type_id(shapes) == MULTI_POINT, shapely.get_num_geometries(shapes), 0
    )
    shapes = np.where(single == 1, shapely.get_geometry(shapes, 0), shapes)
    kinds, blank = shapely.get_type_id(shapes), shapely.is_empty(shapes)
    xs, ys = shapely.get_x(shapes), shapely.get_y(shapes)
    features = []
    for number, geometry in enumerate(geometries):
        feature = Feature({})
        if geometry is None or blank[number]:
            pass
        elif kinds[number] == POINT:
            feature.x, feature.y = float(xs[number]), float(ys[number])
        elif kinds[number] < 0:
            feature.fault = "has a geometry that cannot be read"
        else:
            feature.other = str(shapes[number].geom_type)
        features.append(feature)
    return features
