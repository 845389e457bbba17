"""The units and the borders of a map as GeoDataFrames, for those who work in a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from deploymap.borders.borders import packaged_borders
from deploymap.borders.borders import read_borders as read_border_file
from deploymap.chain import Table, as_path, as_place, read_frame
from deploymap.export.frame import units_to_frame
from deploymap.inspection.inputs import inspect
from deploymap.problems import stop_at_errors
from deploymap.settings.config import override_config, read_config

if TYPE_CHECKING:
    import geopandas


def read_units(
    units: Table | None = None,
    *,
    folder: str | Path = ".",
    borders: str | Path | pd.DataFrame | None = None,
    keep_going: bool = False,
    **reading: Any,
) -> geopandas.GeoDataFrame:
    """Return the units of a sheet, checked and joined with the borders, without making a map.

    Parameters
    ----------
    units : path or address of a sheet of any kind, or a DataFrame; the folder's own where it is
        left out.
    folder : where `deploymap.toml` and the other files are looked for; all may be absent.
    borders : path of a border file, or a GeoDataFrame in any CRS.
    keep_going : whether rows with errors are left out.
    reading : as in `build`.

    Points are in EPSG:4326 (x is lon, y is lat, degrees); a unit without a position has none.
    Columns are those of the schema, the sheet's own, and what was worked out, as
    `schema.COMPUTED_COLUMNS` describes it: `in_country`, `border_km` (km), `sidc20` and others.
    The frame, or a part of it, can be handed to `build(units=...)`.
    `.attrs["problems"]` are the warnings and notices. Raises `DataError` with all faults,
    `UsageError` where a file or a setting is not as it should be.
    """
    config = override_config(
        read_config(Path(folder)), units=as_place(units), borders=as_path(borders), **reading
    )
    found = inspect(
        config,
        units=read_frame(units, "units (DataFrame)"),
        borders=borders if isinstance(borders, pd.DataFrame) else None,
        keep_going=keep_going,
    )
    stop_at_errors(found.fatal)
    return units_to_frame(found.joined, found.problems)


def read_borders(path: str | Path | None = None, **reading: Any) -> geopandas.GeoDataFrame:
    """Return the features of a border file, repaired and named as a map has them.

    Without a path they are those that ship with deploymap. `reading` may be `name_key`, `crs`,
    `kind` and `edge`, as in `borders.read_borders`. Shapes are in EPSG:4326 (lon, lat, degrees);
    `.attrs["problems"]` says what was repaired, left out or guessed. Raises `DataError` and
    `UsageError` as `build` does.
    """
    found = read_border_file(packaged_borders() if path is None else Path(path), **reading)
    frame = found.features.copy()
    frame.attrs["problems"] = found.problems
    return frame
