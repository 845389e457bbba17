"""Begins a map: a folder with a clean sheet of units and settings to fill in."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from deploymap.checks.check import leave_out
from deploymap.checks.header import NamedSheet
from deploymap.cli.explain import explain_sheet, quote_toml
from deploymap.export.csv import write_clean_csv
from deploymap.inspection.inputs import check_units_of, is_of_rows
from deploymap.inspection.reading import read_units
from deploymap.inspection.sources import title_of
from deploymap.problems import Problem, UsageError, stop_at_errors
from deploymap.settings.config import CONFIG_NAME, Config, Location, override_config

MOST_SIDES = 8
COLOURS = ("#b5392f", "#2f6db5", "#3d8a4e", "#8a6d3d", "#7a4fa3", "#4f8f8f", "#a3534f", "#5f5f5f")


def init_folder(
    folder: Path, units: Location, *, keep_going: bool = False, **reading: Any
) -> tuple[int, tuple[Problem, ...]]:
    """Make a folder with `units.csv` and `deploymap.toml`; return the number of rows, and warnings.

    The sheet is written clean, with the columns of the schema; the settings say in comments what
    was understood. All is written, or nothing. Raises `UsageError` where the folder is there
    already and not empty, `DataError` where rows have errors, without `keep_going`.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already; name a folder that is not")
    config = override_config(Config(base=Path(), units=units, output=folder), **reading)
    raw = read_units(config)
    checked = check_units_of(config, raw)
    fatal = [p for p in checked.problems if not (keep_going and is_of_rows(p))]
    stop_at_errors(fatal)
    table, _ = leave_out(checked.table, checked.problems)
    texts = {
        "units.csv": write_clean_csv(table, by_name=checked.by_name),
        CONFIG_NAME: write_settings(table, checked.sheet, title=title_of(config, raw)),
    }
    _write_folder(folder, texts)
    return len(table), tuple(checked.problems)


def write_settings(units: pd.DataFrame, sheet: NamedSheet, *, title: str) -> str:
    """Return settings with a title, the rest as comments: what was understood, and what may be."""
    understood = [f"#   {line}" for line in explain_sheet(sheet).splitlines()]
    sides = [side for side in dict.fromkeys(units["side"].tolist()) if side][:MOST_SIDES]
    colours = [
        f"# [sides.{quote_toml(side)}]\n# color = {quote_toml(colour)}\n"
        for side, colour in zip(sides, COLOURS, strict=False)
    ]
    return "\n".join(
        [
            "# units.csv was made of this sheet, of which each column was taken for:",
            *understood,
            "# If one is wrong, make the folder anew with --column, or rename it in units.csv.",
            "",
            f"title = {quote_toml(title)}",
            '# subtitle = "what the map shows, in one line"',
            '# credit = "who made it"',
            '# date = "2022-01-12"',
            '# language = "en"',
            '# symbol_style = "app6"',
            "",
            *(["# the colours of the sides", *colours] if colours else []),
        ]
    )


def _write_folder(folder: Path, texts: dict[str, str]) -> None:
    """Write the files into a new folder, which gets its name when they are all there."""
    parent = folder.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=parent))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror or error}") from None
    try:
        for name, text in texts.items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
        made.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        os.replace(made, folder)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
