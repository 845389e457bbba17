"""On whose side of a line of contact units stand, where it is the line of their time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Floats, Integers, Texts, distinct, from_codes
from deploymap.borders.borders import LINE_KINDS, Borders
from deploymap.borders.held import held_area
from deploymap.borders.linetime import Period, holds_at, line_period, read_period
from deploymap.borders.locate import locate
from deploymap.problems import Fault, Problem, shorten


def find_sides(
    units: pd.DataFrame,
    borders: Borders,
    positions: Floats,
    country: Integers,
    inverse: Integers | slice,
    *,
    date: str = "",
) -> Texts:
    """Return for each unit who holds the side of a line that it stands on, None where none is said.

    Only lines count that hold at the unit's `date`, else at the map's `date`; of a table without
    that column all do. `positions` are distinct, `country` is the row of each, `inverse` says which
    is each unit's.
    """
    lines = list(borders.of_kind("line_of_contact", "de_facto_line").to_dict("records"))
    holding, group = _group_by_lines(units, lines, date)
    sides = np.full(len(units), None, dtype=object)
    for number, chosen in enumerate(holding):
        unsure = {line["country"] for k, line in enumerate(lines) if k not in chosen}
        some = [lines[k] for k in chosen]
        holders, side = _sides_of(borders, some, positions, country, unsure=unsure)
        found = from_codes([*holders, None], side[inverse])
        if len(holding) == 1:
            return found
        rows = np.flatnonzero(group == number)
        sides[rows] = found[rows]
    return sides


def tell_other_times(borders: Borders, units: pd.DataFrame, date: str) -> list[Problem]:
    """Return a notice of the lines that are drawn though they are of another time than the map.

    The map's time is its `date`, else the dates of its `units`, if they have any.
    """
    if borders.packaged:
        return []
    dates = distinct(units["date"]).values if "date" in units else ()
    periods = [period for period in map(read_period, [date] if date else dates) if period]
    lines = [] if not periods else list(borders.each(*LINE_KINDS))
    late = [line for line in lines if not any(holds_at(_time_of(line), own) for own in periods)]
    if not late:
        return []
    first = late[0]
    name = shorten(first.name) if first.name else f"a {first.kind}".replace("_", " ")
    time = " to ".join(str(text) for text in (first.date, first.until) if text)
    more = f", as {len(late) - 1:,} more lines are" if len(late) > 1 else ""
    message = f"{name} is of {shorten(time)}, not of the time of the map{more}; it is drawn"
    advice = "leave it out of the file, or correct its date and until"
    return [Problem.of_file(borders.file, Fault("border-time", message, advice), "notice")]


def _time_of(line: Any) -> Period | None:
    """Return the time for which a line holds, None for any."""
    return line_period(line.date, line.until)


def _group_by_lines(
    units: pd.DataFrame, lines: Sequence[Mapping[Any, Any]], date: str
) -> tuple[list[tuple[int, ...]], Integers]:
    """Return the sets of lines that hold for some units, and the number of each unit's set."""
    everything = tuple(range(len(lines)))
    if "date" not in units or not lines:
        return [everything], np.zeros(len(units), dtype=np.int64)
    periods = [line_period(line.get("date"), line.get("until")) for line in lines]
    found = distinct(units["date"])
    # the code of a blank, -1, takes the last
    sets: list[tuple[int, ...]] = []
    for text in [*found.values, date]:
        own = read_period(text) or read_period(date)
        sets.append(tuple(k for k in everything if holds_at(periods[k], own)))
    holding = list(dict.fromkeys(sets))
    return holding, np.array([holding.index(one) for one in sets])[found.codes]


def _sides_of(
    borders: Borders,
    lines: Sequence[Mapping[Any, Any]],
    positions: Floats,
    country: Integers,
    *,
    unsure: Collection[Any] = (),
) -> tuple[list[str | None], Integers]:
    """Return the holders, and the number of each position's; -1 where no line says anything.

    In the countries that are `unsure` another line is left out: there only what is held behind a
    line is known, not what lies beyond it.
    """
    holders: list[str | None] = []
    side = np.full(len(positions), -1)
    countries = borders.of_kind("country")
    shapes = borders.shapes("country")
    for line in lines:
        for row in np.flatnonzero((countries["iso"] == line["country"]).to_numpy()):
            own = np.flatnonzero(country == row)
            if not len(own):
                continue
            held = line["held"] or "left"
            area = held_area(shapes[row], line["geometry"], held)
            inside = locate(np.array([area]), positions.take(own, axis=0)) == 0
            side[own[inside]] = len(holders)
            beyond = own[~inside & (side[own] < 0) & (line["country"] not in unsure)]
            side[beyond] = len(holders) + 1
            left, right = line["left"], line["right"]
            holders += [left, right] if held == "left" else [right, left]
    return holders, side
