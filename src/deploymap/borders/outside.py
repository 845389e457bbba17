"""What is told of units that lie outside of the borders, or in two areas of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Floats, Integers, Truths
from deploymap.borders.borders import AREA_KINDS, Borders
from deploymap.borders.locate import locate
from deploymap.borders.naming import NAMELESS
from deploymap.problems import Fault, Problem

Told = tuple[list[Problem], list[Problem]]

MOST_TOLD = 1_000  # rows with one fault, the rest is counted
TURNED = 0.9  # of the units lie within the borders with lat and lon exchanged: these are swapped
MUCH_NEARER = 3  # times as far from the other units a position has to be, to look swapped
NEAR = 2.0  # degrees: farther from all areas nobody knows which border is the nearest
SWAP = "exchange lat and lon if they are swapped"
DRAWN = "the unit is drawn there"
CELL = 0.25  # degrees: positions are rounded to it for that


def check_outside(units: pd.DataFrame, borders: Borders, inside: Truths, file: str) -> Told:
    """Return a warning for each unit that lies in no area, and of what more there is.

    Where the shipped borders do not reach, and where the border file looks swapped, one for all.
    """
    places = units[["lon", "lat"]].to_numpy(np.float64)
    placed = ~np.isnan(places[:, 0] + places[:, 1])
    outside = np.flatnonzero(placed & ~inside)
    shapes = borders.shapes(*AREA_KINDS)
    if not len(shapes) or not len(outside):
        return [], []
    turned = locate(shapes, places[outside, ::-1]) >= 0
    if not borders.packaged and len(outside) == placed.sum() and turned.mean() > TURNED:
        return [], [_tell_swapped_borders(len(outside), borders)]
    beyond = is_beyond_box(places[outside], borders) if borders.packaged else ~(outside >= 0)
    swapped = turned & ~beyond
    if (turned & beyond).any():
        swapped |= turned & _looks_swapped(places, outside, placed & inside)
    unreached = outside[beyond & ~swapped]
    words = f"lies outside of {borders.title}"
    if borders.sea:
        where = borders.title if borders.packaged else borders.file
        words = f"lies in no country of {where}, at sea or off the map"
    told = [
        tell_each(units, outside[swapped], words, SWAP, "position-swapped", file),
        tell_each(units, outside[~beyond & ~swapped], words, DRAWN, "position-outside", file),
    ]
    problems = [problem for some, _ in told for problem in some]
    more = [problem for _, rest in told for problem in rest]
    if len(unreached):
        all_turned = len(outside) == placed.sum() and bool(turned.all())
        more.append(
            _tell_unreached(len(unreached), int(placed.sum()), borders, file, turned=all_turned)
        )
    return problems, more


def tell_each(
    units: pd.DataFrame, rows: Integers, words: str, advice: str, code: str, file: str
) -> Told:
    """Return a warning for each row, and of what more there is."""
    lat, lon, lines = (units[name].to_numpy() for name in ("lat", "lon", "line"))

    def tell(row: int) -> Problem:
        place = f"{lat[row]:g}, {lon[row]:g} {words}"
        return Problem.of_cell(file, int(lines[row]), "lat", Fault(code, place, advice), "warning")

    return tell_rows(rows, tell)


def _tell_unreached(
    count: int, placed: int, borders: Borders, file: str, *, turned: bool
) -> Problem:
    """Say once how many units lie where the shipped borders do not reach.

    `turned` is whether all units lie within them with lat and lon exchanged.
    """
    words = f"{count:,} of {placed:,} units lie outside of {borders.title}"
    advice = "leave this border file out, and the world takes its place"
    if turned:
        words = f"{words}, but all lie within them with lat and lon exchanged"
        advice = f"if they are, exchange lat and lon; if not, {advice}"
    code = "position-swapped" if turned else "position-outside"
    return Problem.of_file(file, Fault(code, words, advice), "warning")


def _tell_swapped_borders(count: int, borders: Borders) -> Problem:
    """Say that the border file, not the sheet, has lat and lon the wrong way round."""
    units = f"all {count:,} units lie" if count > 1 else "the unit lies"
    words = f"{units} outside of its areas, but inside with lat and lon of the borders exchanged"
    advice = "the border file looks swapped: GeoJSON has lon first, then lat"
    return Problem.of_file(borders.file, Fault("border-swapped", words, advice), "warning")


def is_beyond_box(places: Floats, borders: Borders) -> Truths:
    """Return which lon, lat lie outside of the rectangle of the borders."""
    west, south, east, north = borders.bounds()
    x, y = places.T
    return np.asarray((x < west) | (x > east) | (y < south) | (y > north))


def _looks_swapped(places: Floats, rows: Integers, known: Truths) -> Truths:
    """Return of which rows lat and lon, exchanged, are much nearer to where most units are.

    Only where most are within the borders is that known.
    """
    if 2 * known.sum() <= len(rows) + known.sum():
        return np.zeros(len(rows), dtype=bool)
    centre = np.median(places[known], axis=0)
    apart, turned = (np.hypot(*(p - centre).T) for p in (places[rows], places[rows, ::-1]))
    return np.asarray(apart > MUCH_NEARER * turned)


def check_two_areas(
    units: pd.DataFrame, areas: pd.DataFrame, row: Integers, other: Integers, file: str
) -> Told:
    """Return a warning for each unit in two areas, and of what more there is.

    `areas` are all of one kind, `row` and `other` say which of them each unit lies in, -1 for none.
    A region within another of its kind is none of two claims: they are of two levels.
    """
    both = np.flatnonzero(other >= 0)
    if len(both) and areas["kind"].iloc[0] == "region":
        shapes = areas["geometry"].to_numpy()
        pairs, number = np.unique(np.stack([row[both], other[both]]), axis=1, return_inverse=True)
        nested = shapely.covers(shapes[pairs[1]], shapes[pairs[0]])
        both = both[~nested[number]]
    names = [name or NAMELESS for name in areas["name"]]
    lat, lon, lines = (units[name].to_numpy() for name in ("lat", "lon", "line"))

    def tell(unit: int) -> Problem:
        one, two = names[row[unit]], names[other[unit]]
        words = f"{lat[unit]:g}, {lon[unit]:g} lies in {one} and in {two}, which overlap"
        advice = f"it counts to {one}, the smaller"
        return Problem.of_cell(
            file, int(lines[unit]), "lat", Fault("area-two", words, advice), "warning"
        )

    return tell_rows(both, tell)


def is_off_map(borders: Borders, positions: Floats, inside: Truths, km: Floats) -> Truths:
    """Return of which positions nobody knows the nearest border: no area is there or near.

    `km` is how far the nearest one of the file is. Beyond the areas of a file that does not say
    what is there, and beyond the rectangle of those that ship with deploymap, no border is known.
    """
    off = ~inside & ~np.isnan(positions[:, 0])
    if not borders.sea:
        return off
    if borders.packaged:
        return off & is_beyond_box(positions, borders)
    far = np.flatnonzero(off & (km > NEAR * 111))
    if len(far):
        cells, number = np.unique(np.round(positions[far] / CELL), axis=0, return_inverse=True)
        points = shapely.points(cells * CELL)
        near = shapely.STRtree(points).query(
            borders.shapes(*AREA_KINDS), predicate="dwithin", distance=NEAR
        )[1]
        off[far[np.isin(number, near)]] = False
    off[np.setdiff1d(np.flatnonzero(off), far)] = False
    return off


def tell_rows(rows: Integers, tell: Callable[[int], Problem]) -> Told:
    """Return a problem for each row, and where there are too many one that counts the rest."""
    problems = [tell(row) for row in rows[:MOST_TOLD].tolist()]
    if len(rows) <= MOST_TOLD:
        return problems, []
    message = f"and {len(rows) - MOST_TOLD:,} more rows like line {problems[-1].line}"
    return problems, [replace(problems[-1], line=None, message=message)]
