"""Reads `deploymap.toml`: the map's words, its style, and which files it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from deploymap.errors import ConfigError, Problem, UsageError, did_you_mean
from deploymap.settings import FREE_TABLES, SETTINGS, SIDE_SETTINGS, TABLES, Reader
from deploymap.sheets.source import as_text, is_address

CONFIG_NAME = "deploymap.toml"

# a path, or the address of a file
Place = Path | str

# kinds of files in which a sheet is looked for, the first goes first
SUFFIXES = (".csv", ".tsv", ".xlsx", ".ods", ".geojson", ".gpkg", ".kml", ".gpx", ".parquet")

# what a page with the borders of the package has to say about them
PACKAGED_POLICY = (
    "Borders are drawn as United Nations General Assembly resolution 68/262 of 27 March 2014 "
    "upholds them: Crimea and Sevastopol are part of Ukraine. Natural Earth, from which the "
    "outlines come, draws them with Russia; they were moved.",
    "The de facto line north of Crimea shows where Russian control began on the ground. "
    "It is no border, and drawing it takes no side.",
    "The line of contact is that of January 2022, and approximate: it may be off by 5 km, between "
    "Styla and Hranitne by 15 km.",
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
    `sheet`, `encoding` and `crs` say of the sheet of units what its file does not, `border_name`
    and `border_crs` likewise of the borders; all "" where nothing is said. `columns` gives by
    column of the schema the sheet's own name, `places` by the name of a place which is meant.

    `date` is the map's own, in ISO form. `annotations` None is no such sheet, `borders` None the
    borders of the package. `circle_troops` people have a circle of `circle_radius_px`. `view` is
    west, south, east, north in degrees, None what the units need; `view_narrow` the same for narrow
    pages, None where it is no other. `border_policy` holds paragraphs. `legend` gives by key of a
    symbol class its label and the short one. `base` is the folder of the map.
    """

    base: Path
    units: Place
    output: Path
    annotations: Place | None = None
    borders: Path | None = None
    title: str = ""
    subtitle: str = ""
    date: str = ""
    credit: str = ""
    language: str = "en"
    symbol_style: Literal["classes", "app6"] = "classes"
    theme: Literal["auto", "light", "dark"] = "auto"
    circle_troops: int = 10_000
    circle_radius_px: float = 20.0
    view: tuple[float, float, float, float] | None = None
    view_narrow: tuple[float, float, float, float] | None = None
    border_policy: tuple[str, ...] = PACKAGED_POLICY
    sides: Mapping[str, Side] = field(default_factory=dict)
    legend: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""
    crs: str = ""
    border_name: str = ""
    border_crs: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


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
        raise UsageError(f"{folder}: there is no such folder; name the one that holds units.csv")
    text = _read_text(folder / CONFIG_NAME)
    settings = _parse_toml(text)
    values, faults = _take_settings(settings)
    if faults:
        raise ConfigError(_place_faults(faults, text))
    return _make_config(folder, values)


def override_config(
    config: Config,
    *,
    units: Place | None = None,
    annotations: Place | None = None,
    borders: Path | None = None,
    output: Path | None = None,
    title: str | None = None,
    **reading: Any,
) -> Config:
    """Return the settings with those of the command line in place of the file's; None is no word.

    `reading` takes `sheet`, `encoding`, `crs`, `border_name`, `border_crs` and `columns`, which is
    added to the file's. Borders of one's own take the packaged borders' policy away, but not one
    written in the file.

    Raises `UsageError` where the output would take the place of an input.
    """
    given = {"units": units, "annotations": annotations, "borders": borders, "output": output}
    changes: dict[str, Any] = {name: path for name, path in given.items() if path is not None}
    changes |= {name: value for name, value in reading.items() if value}
    if "columns" in changes:
        changes["columns"] = {**config.columns, **changes["columns"]}
    if title is not None:
        changes["title"] = as_text(title)
    if borders is not None and config.border_policy is PACKAGED_POLICY:
        changes["border_policy"] = ()
    changed = replace(config, **changes)
    _refuse_overwriting(changed)
    return changed


def find_line(folder: Path, *setting: str) -> int | None:
    """Return the line of a setting in `folder`'s deploymap.toml, None where it is not found."""
    return _find_lines(_read_text(folder / CONFIG_NAME)).get(setting)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        message = "is not UTF-8; save the file in the encoding UTF-8"
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError([Problem(CONFIG_NAME, line, None, message)]) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None


def _parse_toml(text: str) -> dict[str, Any]:
    # tomllib takes 8 ms to import, which a folder without settings need not pay
    if not text.strip():
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(
            r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error)
        )
        words, line = (found[1], found[2]) if found else (str(error), None)
        number = int(line) if line else text.rstrip().count("\n") + 1
        message = f"{words}; write each setting as name = value, and text in quotation marks"
        raise ConfigError([Problem(CONFIG_NAME, number, None, message)]) from None


# a setting's tables and name, and what is wrong with it
Fault = tuple[tuple[str, ...], str]


def _take_settings(settings: Mapping[str, Any]) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
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
    readers: Mapping[str, Reader],
    *,
    hints: Iterable[str] = (),
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in table.items():
        reader = readers.get(name)
        if reader is None:
            faults.append(
                ((*path, name), "there is no such setting" + did_you_mean(name, [*readers, *hints]))
            )
            continue
        try:
            values[name] = reader(value)
        except ValueError as error:
            faults.append(((*path, name), str(error)))
    return values, faults


def _take_sides(table: Mapping[str, Any]) -> tuple[dict[str, Side], list[Fault]]:
    sides: dict[str, Side] = {}
    faults: list[Fault] = []
    for name, settings in table.items():
        if not isinstance(settings, Mapping):
            faults.append((("sides", name), f'is a table; write [sides."{name}"] on its own line'))
            continue
        values, found = _take_table(("sides", name), settings, SIDE_SETTINGS)
        sides[name] = Side(name, **values)
        faults += found
    return sides, faults


def _place_faults(faults: Iterable[Fault], text: str) -> list[Problem]:
    """Return the faults as problems with their lines, in the order of the file."""
    lines = _find_lines(text)
    problems = [
        Problem(CONFIG_NAME, lines.get(path), ".".join(path), message) for path, message in faults
    ]
    return sorted(problems, key=lambda problem: problem.line or 0)


def _find_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of each setting and table; one that is written unusually may be missing."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if match := re.match(r"\s*\[+\s*(.+?)\s*\]", line):
            table = _split_key(match[1])
            lines.setdefault(table, number)
        elif match := re.match(r"\s*([^=#]+?)\s*=", line):
            lines.setdefault((*table, *_split_key(match[1])), number)
    return lines


def _split_key(key: str) -> tuple[str, ...]:
    """Return the parts of a dotted key: `sides."A. B".color` has three."""
    parts = re.findall(r"""\s*(?:"([^"]*)"|'([^']*)'|([^."']+))\s*(?:\.|$)""", key)
    return tuple(double or single or bare.strip() for double, single, bare in parts)


def _make_config(folder: Path, values: Mapping[str, Mapping[str, Any]]) -> Config:
    files = {name: _locate(folder, path) for name, path in values["files"].items()}
    borders = files.get("borders") or _find_file(folder, "borders", (".geojson",))
    words = dict(values[""])
    words.setdefault("border_policy", () if borders else PACKAGED_POLICY)
    circles = values["circles"]
    return Config(
        base=folder,
        units=files.get("units") or _find_file(folder, "units", SUFFIXES) or folder / "units.csv",
        output=Path(files.get("output") or _choose_output(folder)),
        annotations=files.get("annotations") or _find_file(folder, "annotations", SUFFIXES),
        borders=Path(borders) if borders else None,
        circle_troops=circles.get("troops", Config.circle_troops),
        circle_radius_px=circles.get("radius", Config.circle_radius_px),
        sides=values["sides"],
        legend=values["legend"],
        columns=values["columns"],
        places=values["places"],
        **values["reading"],
        **words,
    )


def _locate(folder: Path, place: str) -> Place:
    """Return a path of the settings, which is relative to the folder, or an address as it is."""
    return place if is_address(place) else folder / place


def _find_file(folder: Path, stem: str, suffixes: Iterable[str]) -> Path | None:
    names = [home / f"{stem}{suffix}" for suffix in suffixes for home in (folder / "data", folder)]
    return next((path for path in names if path.exists()), None)


def _choose_output(folder: Path) -> Path:
    roomy = (folder / "output").is_dir() or (folder / "data").is_dir()
    return folder / "output" / "deployment.html" if roomy else folder / "deployment.html"


def _refuse_overwriting(config: Config) -> None:
    inputs = (config.units, config.annotations, config.borders, config.base / CONFIG_NAME)
    for path in inputs:
        if isinstance(path, Path) and _is_same_file(path, config.output):
            words = "is an input and would be overwritten; choose another --output"
            raise UsageError(f"{config.output}: {words}")


def _is_same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, be it by a link or by another case of letters."""
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):  # a loop of links is no file at all; reading it will say so
        return False
