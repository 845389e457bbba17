"""Joins units with the borders: country, region, side of the line of contact, nearest border."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import (
    Floats,
    Geometries,
    Integers,
    Texts,
    Truths,
    code_values,
    number_anew,
    with_columns,
)
from deploymap.borders.borders import Borders
from deploymap.borders.found import Found
from deploymap.borders.locate import locate
from deploymap.borders.naming import NAMELESS
from deploymap.borders.nearest import nearest_border
from deploymap.borders.outside import check_outside, check_two_areas, is_off_map, tell_rows
from deploymap.borders.overlaps import locate_smallest
from deploymap.borders.sea import belongs_at_sea, check_at_sea
from deploymap.borders.sides import find_sides
from deploymap.borders.stated import settle_at_borders
from deploymap.borders.world import find_in_world
from deploymap.gazetteer.countrycodes import SOVEREIGNS
from deploymap.gazetteer.countrynames import area_names, country_codes, fold_area
from deploymap.problems import Fault, Problem, shorten
from deploymap.sizes import MANY_ROWS

MANY = 3  # cells that have to be wrong, before the column is
ADDED = ("in_country", "in_country_iso", "in_region", "line_side", "border_km", "border_with")
MIXER = 0x9E3779B97F4A7C15 - (1 << 64)  # odd: spreads the bits of a number over all others
# of MANY_ROWS, how many are looked at first, and the share of them whose positions have to be
# distinct, for those of all to be taken as they are
SAMPLE, MOSTLY = 10_000, 0.97


def join_units(
    units: pd.DataFrame,
    borders: Borders,
    *,
    file: str,
    date: str = "",
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the units with what the borders say of their positions, and warnings.

    Reads `lat` and `lon` (WGS84 degrees), `line`, and `country`, `region`, `place` and `date` where
    there are such columns; `date` is the map's own, of units that have none. Adds the columns of
    categories (of `line_side` texts), blank where there is none,

    - in_country, in_country_iso: country that the position lies in, `NAMELESS` for one without a
      name; where countries overlap the smallest, with a warning; a position on a border counts to
      the country that comes first in the file; of the world that ships with deploymap, within 2 km
      of a border, to the one that `country` or the place of the row is in
    - in_region: region, the same way; at sea the sea, of the world that ships with deploymap
    - line_side: who holds that side of a line of contact or de facto line (`left` or `right` of the
      line); None outside the line's country, and for a unit of another time than the line's. What
      is held behind a line goes before what lies beyond another
    - border_with: the other country at the nearest international border, or "A – B" for a unit in
      neither of the two

    and border_km (float, NaN where the file has no border, or no area at or near the position): the
    geodesic distance on the WGS84
    ellipsoid to the nearest point of a border, whose segments run straight in lon, lat. As to the
    lines of the file, which have an error of their own, it is right to a metre for up to 2,000
    distinct positions, and to 20 m for more.

    `file` is the name that the warnings show: of a unit in no country or in two, and of a `country`
    or `region` cell that names another than the position is in. Of each kind the first `MOST_TOLD`
    rows are told, and last how many more there are.
    """
    positions, inverse = distinct_positions(units)
    countries = borders.of_kind("country")
    if borders.world:
        found = find_in_world(borders, positions)
        found = settle_at_borders(units, countries, positions, inverse, found)
    else:
        found = find_in_file(borders, positions)
    country, region, regions = found.country, found.region, found.regions
    inside = found.inside
    texts: dict[str, tuple[Any, Integers]] = {
        "in_country": (_names_of(countries), country),
        "in_country_iso": (countries["iso"], country),
        "in_region": (_names_of(regions), region),
        "border_with": _name_others(_names_of(countries), country, found.lines, found.row),
    }
    columns = {
        name: code_values(values, rows[inverse], units.index)
        for name, (values, rows) in texts.items()
    }
    sides = find_sides(units, borders, positions, country, inverse, date=date)
    # of its own type, lest pandas makes NaN of None
    columns["line_side"] = pd.Series(sides, units.index, object, copy=False)
    columns["border_km"] = pd.Series(found.km[inverse], units.index, float)
    joined = with_columns(units, {name: columns[name] for name in ADDED})
    check = check_at_sea if borders.world else check_outside
    one_country, one_region = (
        _one_of(country, found.country_too)[inverse],
        _one_of(region, found.region_too)[inverse],
    )
    known = inside[inverse]
    told = [
        check(units, borders, known | belongs_at_sea(units, borders, known), file),
        check_two_areas(units, countries, country[inverse], found.country_too[inverse], file),
        check_two_areas(units, regions, region[inverse], found.region_too[inverse], file),
        _check_named(units, "country", countries, one_country, file),
        _check_named(units, "region", regions, one_region, file),
    ]
    problems = sorted((p for some, _ in told for p in some), key=lambda p: p.line or 0)
    return joined, problems + [problem for _, more in told for problem in more]


def blank_joined(joined: pd.DataFrame) -> pd.DataFrame:
    """Return joined units without what borders say of them; a line's side is not of these."""
    blank = pd.Series([None] * len(joined), joined.index, object)
    columns = {name: blank for name in ADDED if name not in ("border_km", "line_side")}
    nowhere = pd.Series(np.full(len(joined), np.nan), joined.index)
    return with_columns(joined, {**columns, "border_km": nowhere})


def find_in_file(borders: Borders, positions: Floats) -> Found:
    """Return what a border file says of each lon, lat."""
    regions, lines = borders.of_kind("region"), borders.of_kind("border")
    # side by side, for most of it runs in libraries that let other threads run
    with ThreadPoolExecutor() as pool:
        nearest = pool.submit(nearest_border, borders.shapes("border"), positions)
        find = _locate_once if borders.packaged else locate_smallest
        located = pool.submit(find, borders.shapes("region"), positions)
        country, country_too = find(borders.shapes("country"), positions)
        region, region_too = located.result()
        km, row = nearest.result()
    inside = (country >= 0) | (region >= 0)
    off = is_off_map(borders, positions, inside, km)
    km, row = np.where(off, np.nan, km), np.where(off, -1, row)
    return Found(country, country_too, regions, region, region_too, lines, km, row, inside)


def distinct_positions(units: pd.DataFrame) -> tuple[Floats, Integers | slice]:
    """Return the distinct lon, lat, and for each unit the number of its position.

    A position of which one half is missing is none. Where hardly any would come out twice, all are
    returned, and `slice(None)`.
    """
    points = np.empty((len(units), 2))
    for axis, name in enumerate(("lon", "lat")):
        # 0.0 for -0.0, which is the same place
        np.add(units[name].to_numpy(np.float64), 0.0, out=points[:, axis])
    points[np.isnan(points[:, 0] + points[:, 1])] = np.nan
    bits = points.view(np.int64)
    if len(bits) >= MANY_ROWS:
        some = bits[:: len(bits) // SAMPLE]
        if len(pd.unique(_mix(some))) > MOSTLY * len(some):
            return points, slice(None)
    inverse, mixed = pd.factorize(_mix(bits))
    first = np.empty(len(mixed), np.int64)
    first[inverse[::-1]] = np.arange(len(points))[::-1]
    again = bits.take(first, axis=0).take(inverse, axis=0)
    if (again != bits).any():
        # two positions are mixed to one number, which hardly ever happens
        _, first, inverse = np.unique(bits, axis=0, return_index=True, return_inverse=True)
    return points[first], inverse


def _mix(bits: Integers) -> Integers:
    """Return one number for each pair of them; hardly ever is it that of another pair."""
    return np.asarray(bits[:, 0] * MIXER ^ bits[:, 1])


def _locate_once(shapes: Geometries, positions: Floats) -> tuple[Integers, Integers]:
    """Return what `locate_smallest` does, of polygons that do not overlap."""
    return locate(shapes, positions), np.full(len(positions), -1)


def _names_of(areas: pd.DataFrame) -> list[str]:
    """Return what the areas are called."""
    return [name or NAMELESS for name in areas["name"]]


def _one_of(row: Integers, other: Integers) -> Integers:
    """Return the rows of areas, -1 where a position is in two: either may be named."""
    return np.where(other >= 0, -1, row)


def _name_others(
    names: Sequence[str], country: Integers, borders: pd.DataFrame, row: Integers
) -> tuple[list[str | None], Integers]:
    """Return the other countries at the borders, and the number of each position's.

    `country` and `row` are the rows of the country that a position is in and of its border.
    """
    width = len(borders) + 1
    both = (country + 1) * width + row + 1
    number, pairs = number_anew(both)
    country_names, border_names = [None, *names], [None, *borders["name"]]
    others = [_name_other(country_names[p // width], border_names[p % width]) for p in pairs]
    return others, number


def _name_other(country: str | None, border: str | None) -> str | None:
    """Return the other country of a border "A – B", its name for a place in neither."""
    pair = border.split(" – ") if border else []
    others = [name for name in pair if name != country]
    return others[0] if len(pair) == 2 and len(others) == 1 else border


def _check_named(
    units: pd.DataFrame, column: str, areas: pd.DataFrame, row: Integers, file: str
) -> tuple[list[Problem], list[Problem]]:
    """Return a warning for each cell that names another country or region than the unit lies in.

    And of what more there is. An area that neither the file nor the world of today knows may be of
    another sort or time (Donbas, Prussia): it passes.
    """
    if column not in units:
        return [], []
    stated = np.flatnonzero(units[column].notna().to_numpy() & (row >= 0))
    cells, lines = units[column].to_numpy(), units["line"].to_numpy()
    other = stated[
        names_another(cells[stated], areas, row[stated], of_countries=column == "country")
    ]
    is_often = len(other) >= MANY and 2 * len(other) > len(stated)
    if column == "country" and is_often and units["side"].isna().all():
        return [_tell_side(len(other), len(stated), file)], []
    lat, lon, names = units["lat"].to_numpy(), units["lon"].to_numpy(), _names_of(areas)
    advice = f"check the position and the {column}"

    def tell(number: int) -> Problem:
        place = f"{lat[number]:g}, {lon[number]:g} lies in {names[row[number]]}"
        words = f"{shorten(str(cells[number]))}, but {place}"
        line = int(lines[number])
        return Problem.of_cell(file, line, column, Fault("area-other", words, advice), "warning")

    return tell_rows(other, tell)


def names_another(
    cells: Texts, areas: pd.DataFrame, row: Integers, *, of_countries: bool
) -> Truths:
    """Return which cells name another area than the one in their row.

    A name counts that an area has; among countries, also that of a country of today.
    """
    names = [area_names(area) for area in areas.to_dict("records")]
    codes_of = [country_codes(words) if of_countries else frozenset() for words in names]
    everything = set().union(*names)
    codes, texts = pd.factorize(cells)
    both, pair = pd.factorize(codes * len(names) + row)
    other = []
    for text, number in zip(*np.divmod(pair, max(len(names), 1)), strict=True):
        words = fold_area(str(texts[text]))
        today = country_codes(words) if of_countries else frozenset()
        same = bool(names[number] & words) or bool(codes_of[number] & today)
        # what lies in Greenland may well be said to be in Denmark
        same = same or not today.isdisjoint(SOVEREIGNS.get(code, "") for code in codes_of[number])
        other.append((bool(today) or not everything.isdisjoint(words)) and not same)
    return np.array(other, bool)[both]


def _tell_side(others: int, stated: int, file: str) -> Problem:
    """Say that the column of countries seems to hold the units' sides."""
    words = f"in {others:,} of {stated:,} rows it is not the country that the position lies in"
    advice = "where it says whose unit it is, write --column side=country"
    return Problem.of_cell(
        file, None, "country", Fault("side-as-country", words, advice), "warning"
    )
