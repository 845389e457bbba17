"""Reads a part of the world that ships with deploymap: `data/world/`, one GeoParquet file a layer.

The format: https://geoparquet.org. Each row has the box around its shape in a column of numbers, so
that only the rows near a map are read. `data/README.md` says what the files hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Floats, Geometries, Integers, number_anew
from deploymap.packaged import packaged_data

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

Box = tuple[float, float, float, float]

LAYERS = (
    "borders",
    "countries",
    "countries-coarse",
    "disputed",
    "islets",
    "lakes",
    "regions",
    "rivers",
    "seas",
    "towns",
)
CELL = 1.0  # degrees: positions in one cell are looked at together
SIDES = ("xmin", "ymin", "xmax", "ymax")
# readings that stay at hand: who edits a map asks for the same rows again and again
KEPT = 8
GRID = 6  # decimals: what two neighbours have where they are cut is one point


def read_layer(name: str) -> pd.DataFrame:
    """Return all rows of a layer; `geometry` is lon, lat in degrees."""
    return _read_again(name, np.arange(_open(name).metadata.num_rows, dtype=np.int64).tobytes())


def read_nothing(name: str) -> pd.DataFrame:
    """Return a layer without its rows."""
    return _read(name, np.array([], np.int64))


@lru_cache(maxsize=KEPT)
def read_names(name: str, language: str) -> pd.DataFrame:
    """Return the names of a layer's rows, and `spoken`: those in a language (such as `uk`) if any.

    With them `iso`, and of regions `country` and `country_name`, where the layer has them.
    """
    layer, own = _open(name), f"name_{language}"
    wanted = ("iso", "name", own, "country", "country_name")
    columns = [column for column in layer.schema_arrow.names if column in wanted]
    names = layer.read(columns, use_threads=False).to_pydict()
    return pd.DataFrame(names, dtype=object).rename(columns={own: "spoken"})


def read_holding(name: str, positions: Floats, *, beyond: float = 0.0) -> pd.DataFrame:
    """Return the rows of a layer near some lon, lat: all that may hold one are among them.

    So are those that are up to `beyond` degrees away from one.
    """
    reach = CELL / 2 + beyond
    _, cells = number_cells(positions[~np.isnan(positions[:, 0])], CELL)
    around = shapely.box(*(cells - reach).T, *(cells + reach).T)
    rows = np.unique(_tree(name).query(around)[1])
    return _read_again(name, rows.astype(np.int64).tobytes())


def number_cells(positions: Floats, size: float) -> tuple[Integers, Floats]:
    """Return the number of each position's cell among all that occur, and their middles."""
    x, y = (np.round(axis / size).astype(np.int32) for axis in positions.T)
    half, rows = round(180 / size), 2 * round(90 / size) + 1
    number, codes = number_anew((x + half) * rows + y + rows // 2)
    column, row = np.divmod(codes, rows)
    return number, np.stack([column - half, row - rows // 2], axis=1) * size


def read_window(name: str, window: Box, *, language: str | None = None) -> pd.DataFrame:
    """Return what of a layer lies in a window, cut along it; see `_turns_of` for its longitudes.

    Where a `language` (such as `uk`) is given, names in others are not among the columns.
    """
    low_x, low_y, high_x, high_y = _boxes(name)
    inside = np.zeros(len(low_x), bool)
    for (west, south, east, north), _ in _turns_of(window):
        inside |= (low_x <= east) & (high_x >= west) & (low_y <= north) & (high_y >= south)
    table = _read(name, np.flatnonzero(inside), language)
    shapes = _cut_shapes(table["geometry"].to_numpy(), window)
    kept = ~shapely.is_empty(shapes)
    cut: pd.DataFrame = table[kept].assign(geometry=shapes[kept])
    return cut.reset_index(drop=True)


def _turns_of(window: Box) -> list[tuple[Box, float]]:
    """Return the parts of a window within ±180 degrees, and how far each is moved on the map.

    A window is west, south, east, north; over 180 degrees its east is the greater number.
    """
    west, south, east, north = window
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        low, high = max(west - turn, -180.0), min(east - turn, 180.0)
        if low < high:
            parts.append(((low, south, high, north), turn))
    return parts


def _cut_shapes(shapes: Geometries, window: Box) -> Geometries:
    """Return what of shapes lies in the window, on its turn; parts of two turns are one again."""
    cuts = [_cut(shapes, box, turn) for box, turn in _turns_of(window)]
    whole = cuts[0]
    for more in cuts[1:]:
        both = ~shapely.is_empty(whole) & ~shapely.is_empty(more)
        joined = shapely.union(whole[both], more[both])
        whole = np.where(shapely.is_empty(whole), more, whole)
        whole[both] = joined
    return np.asarray(whole)


def _cut(shapes: Geometries, box: Box, turn: float) -> Geometries:
    frame = shapely.box(*box)
    cut = shapes.copy()
    west, south, east, north = shapely.bounds(shapes).T
    over = (west < box[0]) | (south < box[1]) | (east > box[2]) | (north > box[3])
    cut[over] = shapely.intersection(shapes[over], frame)
    cut[over] = shapely.transform(cut[over], lambda points: np.round(points, GRID))
    cut[over] = _same_kind(cut[over], shapely.get_dimensions(shapes[over]))
    return np.asarray(
        shapely.transform(cut, lambda points: np.add(points, (turn, 0))) if turn else cut
    )


def _same_kind(shapes: Geometries, dimensions: Integers) -> Geometries:
    """Return shapes without what only touches the frame: of an area a line, of a line a point."""
    kept = shapes.copy()
    for number, (shape, dimension) in enumerate(zip(shapes, dimensions, strict=True)):
        parts = shapely.get_parts(shape if shape.is_valid else shapely.make_valid(shape))
        fits = shapely.get_dimensions(parts) == dimension
        if fits.all() and shape.is_valid:
            continue
        kept[number] = shapely.union_all(parts[fits])
    return kept


@cache
def _open(name: str) -> ParquetFile:
    # a map with borders of its own does without
    from pyarrow.parquet import ParquetFile

    return ParquetFile(packaged_data(f"world/{name}.parquet"), memory_map=True)


@cache
def _boxes(name: str) -> tuple[Floats, Floats, Floats, Floats]:
    """Return west, south, east and north of the rows of a layer."""
    table = _open(name).read([f"bbox.{side}" for side in SIDES], use_threads=False)
    west, south, east, north = table.column("bbox").combine_chunks().flatten()
    return west.to_numpy(), south.to_numpy(), east.to_numpy(), north.to_numpy()


@cache
def _tree(name: str) -> shapely.STRtree:
    """Return the boxes around the rows of a layer."""
    return shapely.STRtree(shapely.box(*_boxes(name)))


@lru_cache(maxsize=KEPT)
def _read_again(name: str, rows: bytes) -> pd.DataFrame:
    """Return what `_read` does of rows whose numbers are given as the bytes of an array."""
    return _read(name, np.frombuffer(rows, np.int64))


def _read(name: str, rows: Integers, language: str | None = None) -> pd.DataFrame:
    """Return some rows as plain objects, None for blank; of names all, or those in a language."""
    import pyarrow as pa

    table = _read_rows(_open(name), rows, language)
    # the reader has taken several times as much
    pa.default_memory_pool().release_unused()
    return table


def _read_rows(layer: ParquetFile, rows: Integers, language: str | None) -> pd.DataFrame:
    sizes = [layer.metadata.row_group(n).num_rows for n in range(layer.num_row_groups)]
    first = np.cumsum([0, *sizes])
    groups = np.unique(np.searchsorted(first, rows, side="right") - 1).tolist()
    names: Sequence[str] = [
        name
        for name in layer.schema_arrow.names
        if name != "bbox"
        and (language is None or name[:5] != "name_" or name == f"name_{language}")
    ]
    # more threads take longer for so little
    table = layer.read_row_groups(groups, columns=list(names), use_threads=False)
    at = np.concatenate([np.arange(first[g], first[g + 1]) for g in groups] or [rows])
    table = table.take(np.searchsorted(at, rows))
    columns: dict[str, Any] = {
        name: np.array([*table.column(name).to_pylist(), None], dtype=object)[:-1]
        for name in names
        if name != "geometry"
    }
    shapes = shapely.from_wkb(table.column("geometry").to_numpy())
    return pd.DataFrame(columns, dtype=object).assign(geometry=pd.Series(shapes, dtype=object))
