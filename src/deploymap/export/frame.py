"""Checked units as a GeoDataFrame, and back: what a notebook gets and may hand in again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import decode_texts
from deploymap.export.csv import NOT_WRITTEN, write_columns
from deploymap.problems import Problem
from deploymap.schema import RESERVED, UNIT_COLUMNS

if TYPE_CHECKING:
    import geopandas

# the entry of `attrs` that says of a GeoDataFrame that its columns were read, checked and computed
CHECKED = "deploymap_units"
# what is worked out anew from a sheet that is handed in again
COMPUTED = frozenset((*RESERVED, *NOT_WRITTEN))


def units_to_frame(units: pd.DataFrame, problems: Iterable[Problem]) -> geopandas.GeoDataFrame:
    """Return checked and joined units, one row each, as points in EPSG:4326 (x is lon, y is lat).

    The columns are those of the table. A unit without a position has no geometry. `attrs` holds
    what was found as "problems".
    """
    # those who build a map from a file need no geopandas
    import geopandas

    lon, lat = (units[name].to_numpy(float) for name in ("lon", "lat"))
    points = np.full(len(units), None, dtype=object)
    placed = ~(np.isnan(lon) | np.isnan(lat))
    points[placed] = shapely.points(lon[placed], lat[placed])
    table = decode_texts(units.drop(columns="geometry", errors="ignore").reset_index(drop=True))
    frame = geopandas.GeoDataFrame(table, geometry=points, crs="EPSG:4326")
    frame.attrs.update({CHECKED: True, "problems": tuple(problems)})
    return frame


def cells_of_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of `units_to_frame`, or a part of it, as a sheet; any other as it is.

    What was computed is left out, since it will be again; numbers that are about right, spans and
    times are written so that they read back. Points stay as they are: who moved one moved the unit.
    """
    if not frame.attrs.get(CHECKED):
        return frame
    known = [column.name for column in UNIT_COLUMNS if column.name in frame]
    own = [name for name in frame.columns if name not in (*known, *COMPUTED, "geometry")]
    own = [name for name in own if frame[name].notna().any()]
    cells: dict[str, Any] = dict(write_columns(frame, [*known, *own]))
    if "geometry" not in frame:
        return pd.DataFrame(cells, index=frame.index, dtype=object)
    import geopandas

    points: pd.DataFrame = geopandas.GeoDataFrame(
        cells, index=frame.index, geometry=frame["geometry"].to_numpy(), crs=frame.crs
    )
    return points
