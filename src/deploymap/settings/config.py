"""Reads `deploymap.toml`: the map's words, its style, and which files it is made of."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from deploymap.problems import (
    ConfigError,
    DataError,
    Fault,
    Problem,
    UsageError,
    did_you_mean,
    shorten,
)
from deploymap.settings.lines import MOST_PARTS, find_lines
from deploymap.settings.overwriting import refuse_overwriting
from deploymap.settings.values import (
    FREE_TABLES,
    SETTINGS,
    SIDE_SETTINGS,
    TABLES,
    Backdrop,
    Circles,
    GroundShown,
    Layer,
    Publish,
    TimeShown,
    read_date,
)
from deploymap.sheets.source import as_text, is_address, load_source

CONFIG_NAME = "deploymap.toml"

# a path, or the address of a file
Location = Path | str

# the settings that name one
PLACES = frozenset({"units", "annotations", "overlays", "borders", "output"})

# a file of settings has some kB; what is larger, or has keys of more parts, is made to do harm
MOST_BYTES = 1_000_000
MOST_WORDS = 300  # characters of a message
MOST_HINTS = 50  # settings that do not exist of which the like is looked for

# kinds of files in which a sheet is looked for, the first goes first
SUFFIXES = (
    *(".csv", ".tsv", ".xlsx", ".ods", ".geojson", ".gpkg", ".kml", ".gpx", ".parquet"),
    *(".fgb", ".shp"),
)
OVERLAY_SUFFIXES = (".csv", ".tsv", ".xlsx", ".ods", ".geojson", ".gpkg", ".kml", ".shp", ".fgb")

_CURLY_ADVICE = 'write straight quotation marks, "…", not those of a word processor'
_TOML_ADVICE = "write each setting as name = value, and text in quotation marks"
_LONG_KEY = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}"""
)


@dataclass(frozen=True)
class Side:
    """How one side is shown; None is left to the page's own style.

    `color` and `color_dark` are #rgb or #rrggbb for light and dark; `affiliation` is one of
    `settings.AFFILIATIONS` and chooses the frame of the side's symbols.
    """

    name: str
    color: str | None = None
    color_dark: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True)
class Config:
    """All settings of one map; paths are absolute or relative to the current folder.

    `units` and `annotations` may also be http(s) addresses, `units` also `-`, the standard input.
    `sheet`, `encoding` and `crs` say of the sheet of units what its file does not, `border_name`,
    `border_crs`, `border_kind` and `border_edge` likewise of the borders, see `read_borders`; all
    "" where nothing is said. `include_hidden` takes in what a workbook hides. `columns` gives by
    column of the schema the sheet's own name, `places` by the name of a place which is meant.

    `date` is the map's own, in ISO form. `annotations` and `overlays` None are no such sheet,
    `borders` None the world that ships with deploymap. `layers` are what is drawn on the ground
    besides. `view` is west, south, east, north in degrees, None what the units need; `view_narrow`
    the same for narrow pages, None where it is no other. `border_policy` holds paragraphs, None
    where nothing is said of borders. `facets` are the columns by which a reader can filter, in
    their order, None for all that tell units apart. `legend` gives by key of a symbol class its
    label and the short one. `base` is the folder of the map. `own` names those of the places that
    the folder chose itself, not the user.
    """

    base: Path
    units: Location
    output: Path
    annotations: Location | None = None
    overlays: Location | None = None
    layers: tuple[Layer, ...] = ()
    borders: Path | None = None
    title: str = ""
    subtitle: str = ""
    date: str = ""
    credit: str = ""
    language: str = "en"
    symbol_style: Literal["classes", "app6"] = "classes"
    facets: tuple[str, ...] | None = None
    theme: Literal["auto", "light", "dark"] = "auto"
    editable: bool = False
    circles: Circles = field(default_factory=Circles)
    ground: GroundShown = field(default_factory=GroundShown)
    backdrop: Backdrop = field(default_factory=Backdrop)
    view: tuple[float, float, float, float] | None = None
    view_narrow: tuple[float, float, float, float] | None = None
    border_policy: tuple[str, ...] | None = None
    sides: Mapping[str, Side] = field(default_factory=dict)
    legend: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""
    include_hidden: bool = False
    crs: str = ""
    border_name: str = ""
    border_crs: str = ""
    border_kind: str = ""
    border_edge: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    publish: Publish = field(default_factory=Publish)
    time: TimeShown = field(default_factory=TimeShown)


def read_config(folder: Path) -> Config:
    """Return the settings in `folder`'s deploymap.toml, with defaults for all that is not there.

    Without the file all are defaults: data/units.csv, else units.csv, likewise annotations.csv and
    borders.geojson where they exist; the page is output/deployment.html in a folder that has
    `output` or `data`, else deployment.html.

    Raises `UsageError` where `folder` is none, `ConfigError` for all faults of the file at once.
    """
    if not folder.is_dir():
        if folder.exists():
            advice = f"to name one sheet write --units {folder}"
            raise UsageError(f"{folder}: is a file, not a folder; {advice}")
        sort = "file" if folder.suffix else "folder"
        raise UsageError(
            f"{folder}: there is no such {sort}; name the folder that holds units.csv, or one sheet"
        )
    text = _read_text(folder / CONFIG_NAME)
    settings = _parse_toml(text)
    values, faults = _take_settings(settings)
    if faults:
        raise ConfigError(_place_faults(faults, text))
    return _make_config(folder, values)


def override_config(
    config: Config,
    *,
    units: Location | None = None,
    annotations: Location | None = None,
    overlays: Location | None = None,
    borders: Path | None = None,
    output: Path | None = None,
    title: str | None = None,
    circles: str | None = None,
    **reading: Any,
) -> Config:
    """Return the settings with those of the command line in place of the file's; None is no word.

    `reading` takes `date`, `sheet`, `encoding`, `include_hidden`, `crs`, `border_name`,
    `border_crs`, `border_kind` and `columns`, which is added to the file's. `circles` is the column
    whose numbers the circles show; the file's unit and number are those of the file's column.

    Raises `UsageError` where the output would take the place of an input.
    """
    given = {"units": units, "annotations": annotations, "overlays": overlays}
    given |= {"borders": borders, "output": output}
    changes: dict[str, Any] = {name: path for name, path in given.items() if path is not None}
    changes |= {name: value for name, value in reading.items() if value}
    if "columns" in changes:
        changes["columns"] = {**config.columns, **changes["columns"]}
    if "date" in changes:
        changes["date"] = _read_given_date(changes["date"])
    if title is not None:
        changes["title"] = as_text(title)
    if circles and (column := as_text(str(circles)).strip()) != config.circles.column:
        changes["circles"] = replace(config.circles, column=column, unit="", number=None)
    changed = replace(config, **changes, own=config.own - set(changes))
    inputs = (changed.units, changed.annotations, changed.overlays, changed.borders)
    names = (*(layer.file for layer in changed.layers), changed.backdrop.image or CONFIG_NAME)
    grounds = (changed.base / name for name in (*names, CONFIG_NAME))
    refuse_overwriting((*inputs, *grounds), changed.output)
    return changed


def _read_given_date(given: Any) -> str:
    try:
        return str(read_date(given))
    except ValueError as error:
        raise UsageError(f"date: {error}") from None


def find_line(folder: Path, *setting: str) -> int | None:
    """Return the line of a setting in `folder`'s deploymap.toml, None where it is not found."""
    return find_lines(_read_text(folder / CONFIG_NAME)).get(setting)


def _read_text(path: Path) -> str:
    if not os.path.lexists(path):
        return ""
    # a folder's own file of settings may be a pipe as well, or without an end
    try:
        data = load_source(path, limit=MOST_BYTES).data
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except DataError as error:
        raise ConfigError(error.problems) from None
    except UnicodeDecodeError as error:
        message = "is not UTF-8; save the file in the encoding UTF-8"
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _fault(message, line) from None


def _fault(message: str, line: int | None = None) -> ConfigError:
    return ConfigError([Problem.of_cell(CONFIG_NAME, line, None, Fault("", message))])


def _parse_toml(text: str) -> dict[str, Any]:
    # tomllib takes 8 ms to import, which a folder without settings need not pay
    if not text.strip():
        return {}
    import tomllib

    _refuse_long_keys(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words, _, place = str(error).rpartition(" (at ")
        at = re.match(r"line (\d+), column \d+\)$", place)
        number = int(at[1]) if at else text.rstrip().count("\n") + 1
        found = ", a quotation mark is missing" if _lacks_quote(text, number) else ""
        is_curly = re.search("[“”„«»‘’]", "".join(text.splitlines()[number - 1 : number]))
        message = f"{shorten(words or place)}{found}; {_CURLY_ADVICE if is_curly else _TOML_ADVICE}"
        raise _fault(message, number) from None
    except RecursionError:
        message = "has lists or tables nested too deeply; no setting needs more than one"
        raise _fault(message) from None
    except ValueError as error:  # a number of thousands of digits, a day that is none
        raise _fault(f"has a value that cannot be: {shorten(str(error))}; {_TOML_ADVICE}") from None


def _lacks_quote(text: str, number: int) -> bool:
    """Return whether a line has a value with an odd number of quotation marks, or words in none."""
    lines = text.splitlines()
    _, _, value = (lines[number - 1] if number <= len(lines) else "").partition("=")
    value = value.strip()
    return value.count('"') % 2 == 1 or (value[:1].isalpha() and '"' not in value)


def _refuse_long_keys(text: str) -> None:
    """Raise for keys of very many parts, which take tomllib the square of their length."""
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _fault("has a key of too many parts; no setting has more than three", line)


# a setting's tables and name, and what is wrong with it
Wrong = tuple[tuple[str, ...], str]


def _take_settings(settings: Mapping[str, Any]) -> tuple[dict[str, dict[str, Any]], list[Wrong]]:
    """Return the values by table, and what is wrong."""
    top = {name: value for name, value in settings.items() if name not in TABLES}
    values: dict[str, dict[str, Any]] = {}
    values[""], faults = _take_table((), top, SETTINGS[""], hints=TABLES)
    for name in TABLES:
        table = settings.get(name, {})
        if not isinstance(table, Mapping):
            faults.append(((name,), f"is a table; write [{name}] on a line of its own"))
            table = {}
        if name == "sides":
            values[name], found = _take_sides(table)
        elif name in FREE_TABLES:
            readers = dict.fromkeys(table, FREE_TABLES[name])
            values[name], found = _take_table((name,), table, readers)
        else:
            values[name], found = _take_table((name,), table, SETTINGS[name])
        faults += found
    return values, faults


def _take_table(
    path: tuple[str, ...],
    table: Mapping[str, Any],
    readers: Mapping[str, Callable[[Any], Any]],
    *,
    hints: Iterable[str] = (),
) -> tuple[dict[str, Any], list[Wrong]]:
    values: dict[str, Any] = {}
    faults: list[Wrong] = []
    for name, value in table.items():
        reader = readers.get(name)
        if reader is None:
            # to look for what is meant takes time, which thousands of faults may not multiply
            hint = did_you_mean(name, [*readers, *hints]) if len(faults) < MOST_HINTS else ""
            faults.append(((*path, name), f"there is no such setting{hint}"))
            continue
        try:
            values[name] = reader(value)
        except ValueError as error:
            faults.append(((*path, name), shorten(str(error), MOST_WORDS)))
        except (OverflowError, RecursionError):
            faults.append(((*path, name), "is larger or deeper than any setting can be"))
    return values, faults


def _take_sides(table: Mapping[str, Any]) -> tuple[dict[str, Side], list[Wrong]]:
    sides: dict[str, Side] = {}
    faults: list[Wrong] = []
    for name, settings in table.items():
        if not isinstance(settings, Mapping):
            faults.append((("sides", name), f'is a table; write [sides."{name}"] on its own line'))
            continue
        values, found = _take_table(("sides", name), settings, SIDE_SETTINGS)
        sides[name] = Side(name, **values)
        faults += found
    return sides, faults


def _place_faults(faults: Iterable[Wrong], text: str) -> list[Problem]:
    """Return the faults as problems with their lines, in the order of the file."""
    lines = find_lines(text)
    problems = [
        Problem.of_cell(
            CONFIG_NAME, lines.get(path), shorten(".".join(path), MOST_WORDS), Fault("", message)
        )
        for path, message in faults
    ]
    return sorted(problems, key=lambda problem: problem.line or 0)


def _make_config(folder: Path, values: Mapping[str, Mapping[str, Any]]) -> Config:
    files = {name: _locate(folder, path) for name, path in values["files"].items()}
    borders = files.get("borders") or _find_file(folder, "borders", (".geojson",))
    words = dict(values[""])
    return Config(
        base=folder,
        units=files.get("units") or _find_file(folder, "units", SUFFIXES) or folder / "units.csv",
        output=Path(files.get("output") or _choose_output(folder)),
        annotations=files.get("annotations") or _find_file(folder, "annotations", SUFFIXES),
        overlays=_find_overlays(folder, values["overlays"].get("file")),
        layers=values["ground"].get("layers", ()),
        borders=Path(borders) if borders else None,
        circles=Circles(**values["circles"]),
        ground=GroundShown(**_of_class(GroundShown, values["ground"])),
        backdrop=Backdrop(**_of_class(Backdrop, values["ground"])),
        sides=values["sides"],
        legend=values["legend"],
        columns=values["columns"],
        places=values["places"],
        publish=Publish(**values["publish"]),
        time=TimeShown(**values["time"]),
        own=PLACES,
        **values["reading"],
        **words,
    )


def _of_class(made: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are fields of a dataclass."""
    known = {each.name for each in fields(made)}
    return {name: value for name, value in values.items() if name in known}


def _find_overlays(folder: Path, named: str | None) -> Location | None:
    return _locate(folder, named) if named else _find_file(folder, "overlays", OVERLAY_SUFFIXES)


def _locate(folder: Path, place: str) -> Location:
    """Return a path of the settings, which is relative to the folder, or an address as it is."""
    return place if is_address(place) else folder / place


def _find_file(folder: Path, stem: str, suffixes: Iterable[str]) -> Path | None:
    names = [home / f"{stem}{suffix}" for suffix in suffixes for home in (folder / "data", folder)]
    return next((path for path in names if path.exists()), None)


def _choose_output(folder: Path) -> Path:
    roomy = (folder / "output").is_dir() or (folder / "data").is_dir()
    return folder / "output" / "deployment.html" if roomy else folder / "deployment.html"
