"""What a map is called, and which files it is made of, as its page names them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from deploymap.inspection.inputs import Inspection
from deploymap.page.scene import SourceFile
from deploymap.page.words import read_words
from deploymap.settings.config import CONFIG_NAME, Config
from deploymap.sheets.many import is_query
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import as_text, is_address


def title_of(config: Config, units: RawTable) -> str:
    """Return the title that the file has, else its name; neither where parts of it stay out."""
    nothing = _units_word(config)
    return nothing if config.publish.is_set else units.title or _title_by_name(config) or nothing


def _units_word(config: Config) -> str:
    """Return "Units" in the page's language."""
    return str(read_words(config.language).page["unitsHead"])


def _title_by_name(config: Config) -> str:
    """Return the name of the sheet as a title: "baltic_units.csv" is "Baltic units".

    "" for a name that says no more than what a sheet is called that nobody named.
    """
    if is_query(config.units):
        return ""
    name = str(config.units).partition("?")[0] if is_address(config.units) else config.units
    words = as_text(Path(name).stem).replace("_", " ").replace("-", " ").strip()
    return "" if words.casefold() == "units" else words[:1].upper() + words[1:]


def list_files(config: Config, found: Inspection) -> list[SourceFile]:
    """Return the inputs with their hashes, in the order in which they are read.

    A hash would let anybody try what it was made of, and a name may say too much: of what stays out
    in part there is neither, but for the names that deploymap itself gives.
    """
    is_whole = not (config.publish.is_set or found.has_hidden)
    files = [
        describe_file(table.file, table.sha256, words, is_whole=is_whole)
        for table, words in (
            (found.raw_units, "the sheet of units"),
            (found.raw_annotations, "the sheet of annotations"),
            (found.overlaid.raw, "the sheet of overlays"),
        )
        if table.file
    ]
    files.append(SourceFile(found.borders.file, found.borders.sha256))
    files += [SourceFile(layer.file, layer.sha256) for layer in found.overlaid.layers]
    if image := found.overlaid.image:
        files.append(SourceFile(image.file, image.sha256))
    settings = config.base / CONFIG_NAME
    if settings.is_file():
        sha256 = hashlib.sha256(settings.read_bytes()).hexdigest()
        files.append(describe_file(CONFIG_NAME, sha256, CONFIG_NAME, is_whole=is_whole))
    return files


def describe_file(name: str, sha256: str, words: str, *, is_whole: bool) -> SourceFile:
    """Return an input as the page names it."""
    if is_whole:
        return SourceFile(name, sha256)
    is_usual = Path(name).stem in ("units", "annotations", "overlays") or name == CONFIG_NAME
    return SourceFile(name if is_usual else words, "")
