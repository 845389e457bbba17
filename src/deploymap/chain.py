"""The chain: files -> read -> check -> join with borders -> Scene -> page -> write.

The command line and a notebook are two doors to it. What it is made of stands in modules of their
own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from deploymap.borders import Borders, packaged_borders, read_borders
from deploymap.check import check_annotations, check_units
from deploymap.config import CONFIG_NAME, Config, override_config, read_config
from deploymap.errors import Problem, UsageError, did_you_mean, stop_at_errors
from deploymap.join import join_units
from deploymap.labels import assign_roles, place_country_names
from deploymap.page import DeploymentMap
from deploymap.read import RawTable, read_csv, table_from_frame
from deploymap.scene import Scene, SourceFile, choose_view, compose_scene
from deploymap.schema import ANNOTATION_COLUMNS
from deploymap.symbols import CLASSES, check_drawings, draw_symbols, resolve_symbols
from deploymap.topology import page_topology
from deploymap.write import write_text

Table = str | Path | pd.DataFrame
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What `build_file` did: the page's path, its size in bytes, how many units, the warnings."""

    output: Path
    size: int
    unit_count: int
    problems: tuple[Problem, ...]


def build(
    folder: str | Path = ".",
    *,
    units: Table | None = None,
    annotations: Table | None = None,
    borders: str | Path | None = None,
    title: str | None = None,
    strict: bool = False,
) -> DeploymentMap:
    """Return the map of a folder, or of tables, as a `folium.Map`.

    Parameters
    ----------
    folder : where `deploymap.toml`, `units.csv` and the other files are looked for; all may be
        absent. units, annotations : path of a CSV, or a DataFrame with the columns that the README
        lists; of a
        GeoDataFrame the points become `lat` and `lon` (WGS84 degrees), whatever its CRS.
    borders : path of a GeoJSON in lon, lat (WGS84 degrees).
    title : in place of the one in `deploymap.toml`.
    strict : whether a warning is an error.

    The map's `problems` are the warnings. Raises `DataError` with all faults of the data at once,
    `UsageError` where a file or a setting is not as it should be.
    """
    paths = {"units": units, "annotations": annotations, "borders": borders}
    config = override_config(
        read_config(Path(folder)),
        title=title,
        **{name: Path(path) for name, path in paths.items() if isinstance(path, str | Path)},
    )
    scene, problems = build_scene(
        config,
        units=read_frame(units, "units (DataFrame)"),
        annotations=read_frame(annotations, "annotations (DataFrame)"),
        strict=strict,
    )
    return DeploymentMap(scene, problems=problems)


def build_file(
    folder: Path,
    *,
    units: Path | None = None,
    annotations: Path | None = None,
    borders: Path | None = None,
    output: Path | None = None,
    title: str | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Build the map of a folder and write its page, whole or not at all; see `build`.

    Relative paths are the caller's, those of `deploymap.toml` the folder's. `progress` is called
    with each step's name before the step.
    """
    say = progress or (lambda step: None)
    given = {"units": units, "annotations": annotations, "borders": borders, "output": output}
    config = override_config(read_config(folder), title=title, **given)
    scene, problems = build_scene(config, strict=strict, progress=say)
    say("making the page")
    text = DeploymentMap(scene, problems=problems).to_html()
    say("writing the page")
    write_text(config.output, text)
    return Result(config.output, len(text.encode()), len(scene.units), problems)


def build_scene(
    config: Config,
    *,
    units: RawTable | None = None,
    annotations: RawTable | None = None,
    strict: bool = False,
    progress: Progress = lambda step: None,
) -> tuple[Scene, tuple[Problem, ...]]:
    """Read, check and join all that a map is made of; return its Scene and the warnings.

    `units` and `annotations` take the place of the configured files. Raises `DataError` with all
    faults of both tables and of the borders.
    """
    refuse_unknown_classes(config)
    progress("reading the sheets")
    raw_units = units or read_csv(config.units)
    raw_notes = annotations or read_annotations(config)
    checked, problems = check_units(raw_units)
    notes, note_problems = check_annotations(raw_notes)
    problems += note_problems
    progress("reading the borders")
    land = read_borders(config.borders or packaged_borders())
    progress("joining units and borders")
    affiliations = {n: side.affiliation for n, side in config.sides.items() if side.affiliation}
    coded, symbol_problems = resolve_symbols(checked, affiliations, file=raw_units.file)
    joined, join_problems = join_units(coded, land, file=raw_units.file)
    drawings = draw_symbols(coded["sidc20"].unique())
    problems += symbol_problems + join_problems
    problems += check_drawings(coded, drawings, file=raw_units.file)
    stop_at_errors(problems, strict=strict)
    progress("simplifying the borders")
    notes = assign_roles(notes, land)
    view = choose_view(config, joined, notes, land=land.bounds())
    return compose_scene(
        config=config,
        title=config.title or default_title(config),
        units=joined,
        annotations=notes,
        country_labels=place_country_names(land),
        basemap=page_topology(land, focus=view),
        drawings=drawings,
        view=view,
        files=list_files(config, raw_units, raw_notes, land),
        built=build_time(config, raw_units, raw_notes, land),
    ), tuple(problems)


def refuse_unknown_classes(config: Config) -> None:
    """Raise `UsageError` where `[legend]` names a class of symbols that does not exist."""
    known = [entry.key for entry in CLASSES]
    for name in (name for name in config.legend if name not in known):
        advice = did_you_mean(name, known) or f"; the classes are {', '.join(known)}"
        raise UsageError(f"{CONFIG_NAME}: legend.{name}: there is no such class of symbols{advice}")


def read_frame(table: Table | None, name: str) -> RawTable | None:
    """Return a DataFrame as a sheet, None for what is no DataFrame."""
    return table_from_frame(table, name) if isinstance(table, pd.DataFrame) else None


def read_annotations(config: Config) -> RawTable:
    """Return the sheet of annotations, an empty one where the map has none."""
    if config.annotations is not None:
        return read_csv(config.annotations)
    blank = pd.DataFrame(columns=[column.name for column in ANNOTATION_COLUMNS], dtype=object)
    return table_from_frame(blank, "")


def default_title(config: Config) -> str:
    """Return the name of the sheet as a title: "baltic_units.csv" is "Baltic units"."""
    words = config.units.stem.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def list_files(
    config: Config, units: RawTable, annotations: RawTable, borders: Borders
) -> list[SourceFile]:
    """Return the inputs with their hashes, in the order in which they are read."""
    files = [SourceFile(table.file, table.sha256) for table in (units, annotations) if table.file]
    files.append(SourceFile(borders.file, borders.sha256))
    settings = config.base / CONFIG_NAME
    if settings.is_file():
        files.append(SourceFile(CONFIG_NAME, hashlib.sha256(settings.read_bytes()).hexdigest()))
    return files


def build_time(
    config: Config, units: RawTable, annotations: RawTable, borders: Borders
) -> str | None:
    """Return the time that the page names as that of its build, UTC, ISO text to the second.

    `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/) where it is set,
    else the time of the newest input file: the same input has the same time. None where no file
    tells one.

    Raises UsageError where `SOURCE_DATE_EPOCH` is no number of seconds.
    """
    settings = config.base / CONFIG_NAME
    times: Iterable[float | None] = [units.modified, annotations.modified]
    if units.modified is not None or settings.is_file():
        times = [*times, borders.modified]
    if settings.is_file():
        times = [*times, settings.stat().st_mtime]
    known = [time for time in times if time is not None]
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = int(said) if said else int(max(known))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError):
        if not said:
            return None
    raise UsageError(f"SOURCE_DATE_EPOCH is {said!r}; write seconds since 1970, such as 1641945600")
