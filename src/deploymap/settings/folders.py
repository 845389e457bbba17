"""What a folder may name by itself: it may come from somebody else, with its settings and links.

Whatever the user names, on the command line or in a call, is read and written as asked. What
`deploymap.toml` names, or what is found by its usual name, has to lie below the folder once all
links are followed, is never fetched from the web, and a page takes the place of no other file.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from deploymap.problems import UsageError
from deploymap.settings.config import CONFIG_NAME, Config, Location
from deploymap.sheets.source import is_address

# what stands in the head of each page that deploymap writes, and how far into it that may be
MARK = b'<meta name="generator" content="deploymap">'
HEAD = 1 << 16


def folder_and_sheet(given: Location) -> tuple[Path, Location | None]:
    """Return the folder that is meant, and the sheet: people name a sheet in place of its folder.

    Such a sheet makes a map in the current folder, by its settings; a deploymap.toml means the
    folder that it is in.
    """
    if isinstance(given, str):
        return Path(), given
    if given.is_file():
        return (given.parent, None) if given.name == CONFIG_NAME else (Path(), given)
    return given, None


def refuse_foreign_input(config: Config, name: str) -> None:
    """Raise `UsageError` where an input that the folder chose is not in it.

    `name` is "units", "annotations", "overlays" or "borders".
    """
    place: Location | None = getattr(config, name)
    if place is None or name not in config.own:
        return
    if is_address(place):
        setting = "overlays.file" if name == "overlays" else f"files.{name}"
        raise UsageError(
            f"{CONFIG_NAME}: {setting}: {_without_login(str(place))} is not fetched because a "
            f"folder says so; to read it, name it yourself: {_option(name, place)}"
        )
    if "**" in str(place) or not is_below(Path(place), config.base):
        raise UsageError(_outside(place, config.base, name, "read"))


def refuse_foreign_output(config: Config) -> None:
    """Raise `UsageError` where a page that the folder places would leave it, or take a file away.

    A page of deploymap's own may be replaced; no other file is.
    """
    if "output" not in config.own:
        return
    if not is_below(config.output, config.base):
        raise UsageError(_outside(config.output, config.base, "output", "write there"))
    if config.output.is_file() and not _is_page(config.output):
        words = "is there already and is no page of deploymap"
        advice = f"to replace it, name it yourself: {_option('output', config.output)}"
        raise UsageError(f"{config.output}: {words}; {advice}")


def refuse_foreign_files(paths: Iterable[Path], config: Config) -> None:
    """Raise `UsageError` where one of the files that stand for the units is not in the folder."""
    for path in paths:
        if "units" in config.own and not is_below(path, config.base):
            raise UsageError(_outside(path, config.base, "units", "read"))


def refuse_foreign_layers(config: Config) -> None:
    """Raise `UsageError` where a layer of the ground, or its image, is not a file of the folder."""
    named = [("layers", layer.file) for layer in config.layers]
    for setting, file in [*named, ("image", config.backdrop.image)]:
        if is_address(file) or not is_below(config.base / file, config.base):
            raise UsageError(
                f"{CONFIG_NAME}: ground.{setting}: {file} is not below the folder "
                f"{config.base}; copy the file into it"
            )


def is_below(path: Path, folder: Path) -> bool:
    """Return whether a path leads to a place below a folder, all links followed."""
    # to ask for a share of the network would already tell it who asks
    if path.drive.startswith("\\\\") and path.drive != folder.drive:
        return False
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links, which nobody can open
        return True


def _is_page(path: Path) -> bool:
    """Return whether a file is a page that deploymap wrote."""
    try:
        with path.open("rb") as file:
            return MARK in file.read(HEAD)
    except OSError:
        return False


def _outside(place: Location, base: Path, name: str, verb: str) -> str:
    words = f"is not below the folder {base}, to which it belongs"
    return f"{place}: {words}; to {verb}, name it yourself: {_option(name, place)}"


def _option(name: str, place: Location) -> str:
    return f"--{name} {shlex.quote(_without_login(str(place)))}"


def _without_login(text: str) -> str:
    """Return an address without the name and the password that it may hold."""
    try:
        login = urlsplit(text).netloc.rpartition("@")[0]
    except ValueError:
        return text
    return text.replace(f"{login}@", "", 1) if login and is_address(text) else text
