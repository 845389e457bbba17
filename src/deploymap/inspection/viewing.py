"""What a reader would not see as it is meant: units outside the view, sides of one colour ..."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from deploymap.arrays import Truths, distinct
from deploymap.borders.outside import tell_rows
from deploymap.checks.header import NamedSheet
from deploymap.checks.sides import find_near, spell_as
from deploymap.notation.isodates import date_order
from deploymap.page.colors import Pair, is_near
from deploymap.page.words import has_words, languages
from deploymap.problems import Fault, Problem, nearest_word
from deploymap.settings.config import CONFIG_NAME, Config, Side, find_line

Box = tuple[float, float, float, float]

TODAY = "1993"  # from then on hardly a border has moved that a map of this scale shows


def check_language(config: Config) -> list[Problem]:
    """Return a notice where the page has no words in the language of the settings."""
    if has_words(config.language):
        return []
    message = f"the page has no words in {config.language!r}: these, numbers and dates are English"
    advice = (
        f"titles, labels and notes stay as they are; there are words in {', '.join(languages())}"
    )
    line = find_line(config.base, "language")
    return [
        Problem.of_cell(
            CONFIG_NAME, line, "language", Fault("language-words", message, advice), "notice"
        )
    ]


def check_sides(config: Config, units: pd.DataFrame, *, drawn: Iterable[str] = ()) -> list[Problem]:
    """Return a warning for each side whose configured colours are like those of another.

    `drawn` are sides of what is drawn besides the units. The page tells such sides apart by the
    form of their symbols alone.
    """
    named = list(dict.fromkeys([*distinct(units["side"]).values, *drawn]))
    sides = spell_as(config.sides, named)
    problems = _check_unused(config, sides, named)
    seen: dict[str, Pair] = {}
    for name in named:
        side = sides.get(name)
        if side is None or not side.color:
            continue
        colors = (side.color, side.color_dark or side.color)
        like = next((other for other, taken in seen.items() if is_near(colors, taken)), None)
        seen[name] = colors
        if like is None:
            continue
        line = find_line(config.base, "sides", name, "color")
        message = f"{name!r} has nearly the colour of {like!r}; their symbols differ in form alone"
        advice = "give one of them another color and color_dark"
        problems.append(
            Problem.of_cell(
                CONFIG_NAME, line, "sides", Fault("side-colors", message, advice), "warning"
            )
        )
    return problems


def _check_unused(config: Config, sides: Mapping[str, Side], named: Sequence[str]) -> list[Problem]:
    """Return a warning for each side of the settings that no unit has, where units have any."""
    problems = []
    for name in (name for name in sides if named and name not in named):
        folded = {side.casefold(): side for side in named}
        near = find_near(name, named) or folded.get(nearest_word(name, folded, likeness=0.6) or "")
        advice = f"did you mean {near}?" if near else f"the sheet has {', '.join(named[:6])}"
        line = find_line(config.base, "sides", name)
        message = f"no unit has the side {name!r}"
        problems.append(
            Problem.of_cell(
                CONFIG_NAME, line, "sides", Fault("side-unused", message, advice), "warning"
            )
        )
    return problems


def tell_unkeyed(config: Config, sheet: NamedSheet) -> list[Problem]:
    """Return a warning where readers may change units whose rows a patch of theirs cannot tell."""
    ids, rows = sheet.cells.get("id"), len(sheet.raw.lines)
    # of a sheet with dates across its top they may be none of its own
    ids = ids if not sheet.raw.heads or sheet.own["id"] in sheet.raw.letters else None
    blank = range(rows) if ids is None else np.flatnonzero(ids.is_blank).tolist()
    if not (config.editable and len(blank)) or config.publish.round_km:
        return []
    words = f"{len(blank):,} of {rows:,} rows have no id: what readers change of them fits no row"
    fault = Fault("edit-row", words, "give each unit an id, or take `editable` away")
    return [sheet.problem(blank[0], None, fault, "warning")]


def is_before_today(config: Config, units: pd.DataFrame) -> bool:
    """Return whether a map is of a time that had other borders: its newest date is before TODAY."""
    dates = [config.date.rpartition("/")[2]]
    if not config.date:
        dates = list(distinct(units["date"]).values)
    known = [order for date in dates if (order := date_order(date)) is not None]
    return bool(known) and max(known) < (date_order(TODAY) or 0)


def tell_of_today(config: Config, units: pd.DataFrame) -> list[Problem]:
    """Return a notice where the borders of today lie under units of another time."""
    if config.borders or config.border_policy is not None or not config.ground.borders:
        return []
    if not is_before_today(config, units):
        return []
    words = "borders, countries and regions are those of today, and the map is of another time"
    advice = "the page says so; without them: borders = false under [ground]"
    return [Problem.of_file(CONFIG_NAME, Fault("borders-of-today", words, advice), "notice")]


def check_view(config: Config, units: pd.DataFrame, *, file: str) -> list[Problem]:
    """Return a warning for each unit outside the `view` of the settings; of many, for the first.

    `units` has the columns lat, lon (WGS84 degrees) and line. Where the settings have `view_narrow`
    alone, that is looked at.
    """
    view = config.view or config.view_narrow
    if view is None:
        return []
    lat, lon, lines = (units[name].to_numpy() for name in ("lat", "lon", "line"))

    def tell(row: int) -> Problem:
        words = f"{lat[row]:g}, {lon[row]:g} lies outside the view of {CONFIG_NAME}"
        advice = "widen `view`, or delete it: then the map opens around all units"
        return Problem.of_cell(
            file, int(lines[row]), "lat", Fault("view-outside", words, advice), "warning"
        )

    problems, more = tell_rows(np.flatnonzero(is_outside(view, units)), tell)
    return problems + more


def is_outside(view: Box, units: pd.DataFrame) -> Truths:
    """Return which units with a position are not within west, south, east, north (degrees).

    A view may reach over 180 degrees: its west is the greater number then, or one is beyond 180.
    """
    west, south, east, north = view
    lat, lon = units["lat"].to_numpy(float), units["lon"].to_numpy(float)
    within = (lat >= south) & (lat <= north) & ((lon - west) % 360 <= east - west)
    return np.asarray(~within & ~np.isnan(lat + lon))
