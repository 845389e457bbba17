"""Reads the files of a map, each as the settings say, and none that a folder may not name."""

from __future__ import annotations

import pandas as pd

from deploymap.borders.borders import Borders, borders_from_frame, read_borders
from deploymap.borders.world import world_borders
from deploymap.checks.header import is_annotation_name, is_position_name, is_unit_name
from deploymap.overlays.reading import read_overlays as read_overlay_file
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.schema import ANNOTATION_COLUMNS
from deploymap.settings.config import Config
from deploymap.settings.folders import refuse_foreign_files, refuse_foreign_input
from deploymap.sheets.frames import table_from_frame
from deploymap.sheets.many import find_many, is_many, is_query, read_many, read_query
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import is_address, load_source


def read_units(config: Config) -> RawTable:
    """Read the sheet of units: a file, several, an address, the standard input, or a query."""
    refuse_foreign_input(config, "units")
    if is_query(config.units):
        return read_query(str(config.units))
    if not is_address(config.units) and is_many(config.units):
        refuse_foreign_files(find_many(config.units), config)
        return read_many(config.units)
    source = load_source(config.units)
    named = {*config.columns.values(), config.circles.column} - {""}
    return read_sheet(
        source,
        is_name=lambda text: text.strip() in named or is_unit_name(text),
        sheet=config.sheet or None,
        encoding=config.encoding,
        include_hidden=config.include_hidden,
        is_place=is_position_name,
    )


def read_annotations(config: Config) -> RawTable:
    """Return the sheet of annotations, an empty one where the map has none."""
    refuse_foreign_input(config, "annotations")
    if config.annotations is not None:
        return read_sheet(
            load_source(config.annotations),
            is_name=is_annotation_name,
            include_hidden=config.include_hidden,
        )
    blank = pd.DataFrame(columns=[column.name for column in ANNOTATION_COLUMNS], dtype=object)
    return table_from_frame(blank, "")


def read_overlays(config: Config) -> RawTable:
    """Return the sheet of overlays, an empty one where the map has none."""
    refuse_foreign_input(config, "overlays")
    if config.overlays is not None:
        return read_overlay_file(config.overlays, include_hidden=config.include_hidden)
    blank = pd.DataFrame(columns=[column.name for column in OVERLAY_COLUMNS], dtype=object)
    return table_from_frame(blank, "")


def read_land(config: Config, frame: pd.DataFrame | None = None) -> Borders:
    """Read the borders, of a GeoDataFrame if there is one; the world where none are given."""
    how = {
        "name_key": config.border_name or None,
        "crs": config.border_crs or None,
        "kind": config.border_kind or None,
        "edge": config.border_edge or None,
    }
    if frame is not None:
        return borders_from_frame(frame, "borders (GeoDataFrame)", **how)
    refuse_foreign_input(config, "borders")
    return read_borders(config.borders, **how) if config.borders else world_borders()
