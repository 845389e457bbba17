"""How numbers become circles: their scale, and what the legend shows of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from deploymap.schema import CIRCLE
from deploymap.settings.config import Config

# people with a circle of the usual radius, so that maps can be compared; where the largest number
# is not within these, its circle could hardly be seen, or would cover the map
USUAL_TROOPS = 10_000
FEWEST_TROOPS = 2_500
MOST_TROOPS = 100_000
# over the largest number of a map a circle of the legend may be by so much
ABOUT = 1.25


@dataclass(frozen=True)
class CircleScale:
    """How numbers become circles: `troops` have a circle of `radius_px`, and area grows with the
    number.

    `legend` holds the numbers that the nested legend shows, the largest first. `of` is the column
    of the units that circles show, `troops` or `circle`; `unit` says what it counts, "" for troops
    in the page's own words.
    """

    troops: int
    radius_px: float
    legend: tuple[int, ...]
    of: str = "troops"
    unit: str = ""


def scale_circles(config: Config, tables: Iterable[pd.DataFrame]) -> CircleScale:
    """Return the scale of troops, by the configured number, else one for all maps of usual numbers.

    Where all are so few that no circle could be seen, or so many that it covered the map, by a
    round one near half of the largest.
    """
    largest = max((_largest_circle(table) for table in tables), default=0)
    usual = not largest or FEWEST_TROOPS <= largest <= MOST_TROOPS
    measure = config.circles.troops or (USUAL_TROOPS if usual else _half_of(largest))
    legend = _legend_numbers(measure, largest)
    return CircleScale(measure, config.circles.radius, legend, unit=config.circles.unit)


def scale_other(config: Config, units: pd.DataFrame, unit: str) -> CircleScale:
    """Return the scale of a number that is not troops, by a round one near half of the largest.

    Figures of annotations are people, and have no circle beside it.
    """
    largest = _largest_circle(units, CIRCLE)
    measure = config.circles.number or _half_of(largest)
    legend = _legend_numbers(measure, largest)
    return CircleScale(measure, config.circles.radius, legend, CIRCLE, config.circles.unit or unit)


def _legend_numbers(measure: int, largest: float) -> tuple[int, ...]:
    """Return what the legend shows: the scale's own number, before it a round one near the largest.

    Without any number it shows none; two that are nearly alike would cover each other. None is
    much over all that the map has.
    """
    if not largest:
        return ()
    rounded = round_below(largest)
    if rounded >= 2 * measure:
        return (rounded, measure)
    return (measure,) if measure <= ABOUT * largest else (rounded,)


def _half_of(largest: float) -> int:
    """Return a round number near half of the largest."""
    return round_below(max(largest / 2, 1))


def _largest_circle(table: pd.DataFrame, column: str = "troops") -> float:
    """Return the largest figure that is drawn at a position, 0 where there is none."""
    placed = table[table["lat"].notna()][[column, f"{column}_min", f"{column}_max"]]
    largest = placed.max().max() if len(placed) else math.nan
    return 0.0 if pd.isna(largest) else float(largest)


def round_below(number: float) -> int:
    """Return the largest of 1, 2, 3, 5 times a power of ten that is not over `number`."""
    power: int = 10 ** (len(str(int(number))) - 1)
    return max(step * power for step in (1, 2, 3, 5) if step * power <= number)
