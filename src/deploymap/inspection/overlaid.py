"""The overlays of a map: checked, drawn from where its units stand, without what stays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from deploymap.arrays import distinct
from deploymap.checks.check import Checked, leave_out
from deploymap.overlays.check import Known, check_overlays
from deploymap.overlays.drawing import place_shapes
from deploymap.overlays.exchanged import tell_exchanged
from deploymap.overlays.image import DrawnImage, read_image, tell_without_units
from deploymap.overlays.layers import DrawnLayer, read_layers
from deploymap.overlays.times import holding_at, time_of_map
from deploymap.problems import Fault, Problem
from deploymap.publish.dates import hold_back
from deploymap.publish.overlays import find_overlay_rules, publish_overlays
from deploymap.settings.config import CONFIG_NAME, Config
from deploymap.settings.folders import refuse_foreign_layers
from deploymap.settings.values import host_of
from deploymap.sheets.sheet import RawTable


@dataclass(frozen=True, eq=False)
class Overlaid:
    """The overlays of all dates with their shapes, and those that the map shows.

    `checked` are those of the sheet. `moment` is the map's, see `overlays.times`. `kept_out` are
    the columns that stay out of the page, and why. `layers` lie on the ground, `image` under it.
    """

    raw: RawTable
    checked: Checked
    table: pd.DataFrame
    shown: pd.DataFrame
    moment: int
    kept_out: dict[str, str]
    layers: tuple[DrawnLayer, ...]
    image: DrawnImage | None
    problems: tuple[Problem, ...]


def check_overlays_of(config: Config, raw: RawTable, units: pd.DataFrame) -> Checked:
    """Check a sheet of overlays with what the map's units and settings say of it."""
    if not len(raw.lines):
        return check_overlays(raw)
    return check_overlays(raw, find_known(config, units))


def find_known(config: Config, units: pd.DataFrame) -> Known:
    """Return what a sheet of overlays may name."""
    sides = distinct(units["side"]).values
    home = config.overlays.parent if isinstance(config.overlays, Path) else None
    named = dict.fromkeys([*sides, *config.sides]) if sides else ()
    ids: dict[str, set[str]] = {}
    for name, one in zip(units["name"].tolist(), units["id"].tolist(), strict=True):
        ids.setdefault((name or "").casefold(), set()).add(one)
    names = {name: min(of) if len(of) == 1 else "" for name, of in ids.items()}
    return Known(frozenset(units["id"].tolist()), tuple(named), config.places, home, names)


def lay_overlays(
    config: Config,
    raw: RawTable,
    checked: Checked,
    units: pd.DataFrame,
    *,
    until: str,
    rows: pd.DataFrame | None = None,
) -> Overlaid:
    """Return the overlays of a map, drawn from its units.

    `units` are those that the map shows, with the ids of their sheet, where it shows them. Rows
    with an error are not drawn; `until` is the last day of which rows are, "" for all.
    `rows` are the units' at all dates, with their next_date, of a page that has them.
    """
    table, _ = leave_out(checked.table, checked.problems)
    problems = list(checked.problems)
    if until and len(table):
        table, held = hold_back(table, until=until, file=raw.file)
        problems += held
    placed, told = place_shapes(table, units, file=raw.file, part=raw.part, rows=rows)
    told += tell_exchanged(placed, units, file=raw.file, part=raw.part)
    kept_out = find_overlay_rules(config.publish, checked.sheet) if config.publish.is_set else {}
    ready = publish_overlays(placed, config.publish, kept_out)
    dates = [*placed["date"], *distinct(units["date"]).values]
    moment = time_of_map(config.date, dates)
    layers, found = _read_layers(config)
    image, told_of_image = read_image(config.backdrop, config.base)
    if image:
        lat, lon = (units[axis].to_numpy(np.float64) for axis in ("lat", "lon"))
        told_of_image += tell_without_units(image, config.backdrop.image, lat, lon)
    problems += [*map(checked.sheet.complete, told), *found, *told_of_image, *_tell_tiles(config)]
    shown = holding_at(ready, moment)
    return Overlaid(raw, checked, ready, shown, moment, kept_out, layers, image, tuple(problems))


def _tell_tiles(config: Config) -> list[Problem]:
    """Return a notice of the host that a page asks for tiles."""
    host = host_of(config.backdrop.tiles)
    if not host:
        return []
    words = f"the page asks {host} for tiles, which learns who looks at it and where"
    fault = Fault("tiles-asked", words, "without ground.tiles it asks nobody")
    return [Problem.of_cell(CONFIG_NAME, None, "ground.tiles", fault, "notice")]


def _read_layers(config: Config) -> tuple[tuple[DrawnLayer, ...], Sequence[Problem]]:
    refuse_foreign_layers(config)
    return read_layers(config.layers, config.base)
