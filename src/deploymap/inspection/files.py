"""Which files a map is made of: those that are named, and the usual ones that may yet come."""

from __future__ import annotations

from pathlib import Path

from deploymap.inspection.reading import read_overlays
from deploymap.overlays.files import split_reference
from deploymap.problems import DataError, UsageError, shorten
from deploymap.settings.config import CONFIG_NAME, OVERLAY_SUFFIXES, SUFFIXES, Config, Location
from deploymap.sheets.many import find_many, is_many, is_query
from deploymap.sheets.source import STANDARD_INPUT, is_address


def refuse_unwatched(place: Location) -> None:
    """Raise `UsageError` for units that are no file, of which nothing tells when they change."""
    if is_query(place) or is_address(place) or str(place) == STANDARD_INPUT:
        words = f"{shorten(str(place))}: is no file, and cannot be watched"
        raise UsageError(f"{words}; save it as one, or build without following it")


def input_files(config: Config) -> list[Path]:
    """Return the files of a map, of which some may not be there."""
    places = (config.units, config.annotations, config.overlays, config.borders)
    named = [place for place in places if isinstance(place, Path)]
    stems = [f"{stem}{suffix}" for stem in ("units", "annotations") for suffix in SUFFIXES]
    stems += [f"overlays{suffix}" for suffix in OVERLAY_SUFFIXES]
    homes = (config.base / "data", config.base)
    usual = [home / name for name in (*stems, "borders.geojson") for home in homes]
    parts = find_many(config.units) if is_many(config.units) else []
    names = [*(layer.file for layer in config.layers), config.backdrop.image]
    layers = [config.base / name for name in names if name]
    return [config.base / CONFIG_NAME, *usual, *named, *layers, *parts]


def named_files(config: Config) -> list[Path]:
    """Return the files of shapes that the sheet of overlays names now, which may not be there."""
    place = config.overlays
    # other files than these are shapes themselves
    if not isinstance(place, Path) or place.suffix.casefold() not in SUFFIXES:
        return []
    try:
        columns = read_overlays(config).columns.values()
    except (DataError, UsageError):  # of which the build tells
        return []
    found = (split_reference(text) for column in columns for text in column.distinct)
    return [place.parent / name for name, _ in filter(None, found)]
