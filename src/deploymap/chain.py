"""The chain: files -> read -> check -> join with borders -> Scene -> page -> write.

The command line and a notebook are doors to it. What it is made of stands in modules of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from deploymap.checks.check import LeftOut, leave_out
from deploymap.checks.circles import unit_of_circles
from deploymap.checks.found import GUESSED
from deploymap.export.csv import write_clean_csv
from deploymap.export.frame import cells_of_frame
from deploymap.inspection.gridlines import grid_fields
from deploymap.inspection.inputs import Inspection, check_units_of, inspect, is_of_rows
from deploymap.inspection.reading import read_units
from deploymap.inspection.sources import list_files, title_of
from deploymap.inspection.spoken import name_areas
from deploymap.inspection.timing import build_time
from deploymap.inspection.underlay import Underlay, lay_ground
from deploymap.page.html import DeploymentMap
from deploymap.page.overlays import draw_image, draw_layers, draw_overlays
from deploymap.page.scene import Scene, compose_scene
from deploymap.problems import (
    DataError,
    Problem,
    UsageError,
    as_strict,
    did_you_mean,
    stop_at_errors,
)
from deploymap.settings.config import (
    CONFIG_NAME,
    Config,
    Location,
    override_config,
    read_config,
)
from deploymap.settings.folders import folder_and_sheet, refuse_foreign_output
from deploymap.sheets.frames import table_from_frame
from deploymap.sheets.many import is_query
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import is_address
from deploymap.symbols.resolve import CLASSES, resolve_symbols
from deploymap.write import write_text

Table = Location | pd.DataFrame
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What `build_file` did: the page's path, its size in bytes, how many units, the warnings.

    `left_out` says which rows of the sheet are not on the map. `assumed` gives by column of the
    schema the sheet's name of those that were not called plainly so.
    """

    output: Path
    size: int
    unit_count: int
    problems: tuple[Problem, ...]
    left_out: LeftOut
    assumed: Mapping[str, str]


def build(
    folder: str | Path = ".",
    *,
    units: Table | None = None,
    annotations: Table | None = None,
    overlays: Location | None = None,
    borders: str | Path | pd.DataFrame | None = None,
    title: str | None = None,
    strict: bool = False,
    keep_going: bool = False,
    **reading: Any,
) -> DeploymentMap:
    """Return the map of a folder, or of tables, as a `folium.Map`.

    Parameters
    ----------
    folder : where `deploymap.toml`, `units.csv` and the other files are looked for; all may be
        absent. One sheet, a path or an address, may be named in its place.
    units, annotations : path or address of a sheet of any kind that `read.read_sheet` reads, or a
        DataFrame; of a GeoDataFrame the points, and a point on each other shape, become `lat` and
        `lon` (WGS84 degrees), whatever its CRS.
    overlays : path or address of a sheet of what is drawn besides, or of a file of shapes.
    borders : path of a GeoJSON in lon, lat (WGS84 degrees), or a GeoDataFrame in any CRS.
    title : in place of the one in `deploymap.toml`.
    strict : whether a warning is an error.
    keep_going : whether rows with errors are left out, and the others shown.
    reading : `date`, `sheet`, `encoding`, `include_hidden`, `crs`, `border_name`, `border_crs`,
        `border_kind`, `columns`, as in `Config`; `circles`, the column whose numbers circles show.

    The map's `problems` are the warnings. Raises `DataError` with all faults of the data at once,
    `UsageError` where a file or a setting is not as it should be.
    """
    place, sheet = Path(folder), as_place(units)
    if units is None and (meant := as_place(folder)) is not None:
        place, sheet = folder_and_sheet(meant)
    config = override_config(
        read_config(place),
        title=title,
        units=sheet,
        annotations=as_place(annotations),
        overlays=as_place(overlays),
        borders=as_path(borders),
        **reading,
    )
    scene, problems = build_scene(
        config,
        units=read_frame(units, "units (DataFrame)"),
        annotations=read_frame(annotations, "annotations (DataFrame)"),
        borders=borders if isinstance(borders, pd.DataFrame) else None,
        strict=strict,
        keep_going=keep_going,
    )
    return DeploymentMap(scene, problems=problems)


def build_file(
    folder: Path,
    *,
    strict: bool = False,
    keep_going: bool = False,
    progress: Progress | None = None,
    **given: Any,
) -> Result:
    """Build the map of a folder and write its page, whole or not at all; see `build`.

    `given` takes what `override_config` does; relative paths are the caller's, those of
    `deploymap.toml` the folder's. `progress` is called with each step's name before the step.
    """
    say = progress or (lambda step: None)
    config = override_config(read_config(folder), **given)
    refuse_foreign_output(config)
    scene, found = inspect_scene(config, strict=strict, keep_going=keep_going, progress=say)
    problems = found.problems
    say("making the page")
    text = DeploymentMap(scene, problems=problems).to_html()
    say("writing the page")
    write_text(config.output, text)
    size = len(text.encode())
    return Result(
        config.output, size, scene.count, problems, scene.left_out, assumed_columns(found)
    )


def build_scene(config: Config, **given: Any) -> tuple[Scene, tuple[Problem, ...]]:
    """Return the Scene of a map and the warnings; `given` and errors as in `inspect_scene`."""
    scene, found = inspect_scene(config, **given)
    return scene, found.problems


def inspect_scene(
    config: Config,
    *,
    units: RawTable | None = None,
    annotations: RawTable | None = None,
    borders: pd.DataFrame | None = None,
    strict: bool = False,
    keep_going: bool = False,
    progress: Progress = lambda step: None,
) -> tuple[Scene, Inspection]:
    """Read, check and join all that a map is made of; return its Scene and all that was found.

    `units`, `annotations` and `borders` (a GeoDataFrame) take the place of the configured files.
    Raises `DataError` with all faults of the tables and of the borders; with `keep_going` only for
    those that are not in one row of them.
    """
    refuse_unknown_classes(config)
    found = inspect(
        config,
        units=units,
        annotations=annotations,
        borders=borders,
        keep_going=keep_going,
        progress=progress,
    )
    try:
        stop_at_errors(found.fatal, strict=strict and not keep_going)
    except DataError as error:
        error.drawable = count_drawable(found)
        raise
    progress("composing the map")
    notes, land = found.annotations.table, found.borders
    if found.history is None:
        ground = lay_ground(config, found.joined, notes, land, found.far)
    else:
        ground = lay_ground(config, found.history, notes, land)
    return compose(config, found, ground), found


def count_drawable(found: Inspection) -> tuple[int, int]:
    """Return how many units could be drawn without the rows that have errors, of how many.

    None can where an error is not one of single rows.
    """
    if any(problem.severity == "error" and not is_of_rows(problem) for problem in found.fatal):
        return 0, len(found.joined)
    own = [problem for problem in found.problems if problem.file == found.raw_units.file]
    kept, _ = leave_out(found.joined, own)
    return len(kept), len(found.joined)


def assumed_columns(found: Inspection) -> dict[str, str]:
    """Return by column of the schema the sheet's name of those that had to be guessed."""
    uses = found.units.sheet.uses
    return {use.column: use.own for use in uses if use.column and use.how in GUESSED}


def compose(config: Config, found: Inspection, ground: Underlay) -> Scene:
    """Return the Scene of what was read, checked and joined."""
    borders = found.borders
    every = found.joined if found.history is None else found.history
    return compose_scene(
        config=config,
        title=config.title or title_of(config, found.raw_units),
        units=found.joined,
        rows=name_areas(every, borders, config.language),
        has_times=found.history is not None,
        annotations=ground.annotations,
        country_labels=ground.country_labels,
        basemap=ground.basemap,
        drawings=found.drawings,
        view=ground.view,
        policy=ground.policy,
        border_in_view=ground.border_in_view,
        disputed_in_view=ground.disputed_in_view,
        towns=ground.towns,
        seas=ground.seas,
        rivers=ground.rivers,
        grid=ground.grid and grid_fields(ground.grid),
        files=list_files(config, found),
        built=build_time(
            config, found.raw_units, found.raw_annotations, borders, found.overlaid.raw
        ),
        left_out=found.left_out,
        rounded_km=config.publish.round_km,
        shown_until=found.until,
        circle_unit=unit_of_circles(found.units.sheet),
        overlays=draw_overlays(found.drawn),
        layers=draw_layers((layer.style, layer.shapes) for layer in found.overlaid.layers),
        image=draw_image(found.overlaid.image.data, found.overlaid.image.bounds)
        if found.overlaid.image
        else None,
    )


def refuse_unknown_classes(config: Config) -> None:
    """Raise `UsageError` where `[legend]` names a class of symbols that does not exist."""
    known = [entry.key for entry in CLASSES]
    for name in (name for name in config.legend if name not in known):
        advice = did_you_mean(name, known) or f"; the classes are {', '.join(known)}"
        raise UsageError(f"{CONFIG_NAME}: legend.{name}: there is no such class of symbols{advice}")


def as_place(table: Table | None) -> Location | None:
    """Return the path or address that a table is given by, None for one that is a DataFrame."""
    if not isinstance(table, str | os.PathLike):
        return None
    # an address that was made a path is no file
    if is_address(str(table)) and not os.path.lexists(table):
        return str(table)
    return str(table) if is_query(table) else Path(table)


def as_path(place: str | Path | pd.DataFrame | None) -> Path | None:
    """Return the path of borders, None for a table; raises UsageError for what is neither."""
    if place is None or isinstance(place, pd.DataFrame):
        return None
    if isinstance(place, str | os.PathLike):
        return Path(place)
    kind = type(place).__name__
    raise UsageError(f"borders: a {kind} is no path; write it to a file and give its path")


def read_frame(table: Table | None, name: str) -> RawTable | None:
    """Return a DataFrame as a sheet, None for a path; raises UsageError for what is neither."""
    if isinstance(table, pd.DataFrame):
        return table_from_frame(cells_of_frame(table), name)
    if table is not None and not isinstance(table, str | os.PathLike):
        kind = type(table).__name__
        raise UsageError(f"{name}: a {kind} is no table; write pandas.DataFrame(...) around it")
    return None


def find_problems(
    config: Config, *, strict: bool = False, progress: Progress = lambda step: None
) -> tuple[tuple[Problem, ...], Inspection | None]:
    """Return all that is wrong with the inputs of a map, and what was found in them.

    That is None where one could not be read at all. With `strict` warnings are errors.
    """
    refuse_unknown_classes(config)
    try:
        found = inspect(config, progress=progress)
    except DataError as error:
        return error.problems, None
    return as_strict(found.problems) if strict else found.problems, found


def convert_file(
    units: Location,
    output: Path,
    *,
    keep_going: bool = False,
    overwrite: bool = False,
    **reading: Any,
) -> tuple[int, tuple[Problem, ...]]:
    """Write a sheet of units as a clean CSV; return the number of rows, and warnings.

    `reading` is as in `build`. Raises `UsageError` where `output` is there already and `overwrite`
    does not allow it, `DataError` where rows have errors, without `keep_going`.
    """
    config = override_config(Config(base=Path(), units=units, output=output), **reading)
    if output.exists() and not overwrite:
        raise UsageError(f"{output}: is there already; write --overwrite to put the new one there")
    checked = check_units_of(config, read_units(config))
    table = checked.table
    sheet = checked.sheet
    _, of_symbols = resolve_symbols(table, {}, by_name=sheet.says_no_kind, file=sheet.raw.file)
    problems = (*checked.problems, *map(checked.sheet.complete, of_symbols))
    if keep_going:
        table, _ = leave_out(table, problems)
    fatal = [p for p in problems if not (keep_going and is_of_rows(p))]
    stop_at_errors(fatal)
    write_text(output, write_clean_csv(table, by_name=checked.by_name))
    return len(table), problems
