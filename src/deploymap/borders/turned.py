"""Says where latitude and longitude look exchanged, by the countries and places of the rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from deploymap.borders.borders import Borders
from deploymap.borders.join import names_another
from deploymap.borders.locate import locate
from deploymap.gazetteer.countrynames import area_names, country_codes, one_country
from deploymap.gazetteer.placenames import fold
from deploymap.gazetteer.worldplaces import find_shipped
from deploymap.problems import Fault, Problem

# what positions in the wrong order are told of one by one
CODES = ("side-as-country", "area-other", "position-outside", "position-swapped")
LEAST_ROWS = 2
# without a column of countries: rows that are needed, and looked at; the share of them that the
# other order puts right; how near to a place of its name a unit is (degrees)
LEAST_SIGNS, MOST_SIGNS, MOST_PLACES, MOSTLY, AT_PLACE = 3, 2_000, 12, 0.9, 0.5
ADVICE = "lat and lon look exchanged; exchange them, or call a column of both lon, lat"


def tell_turned(
    units: pd.DataFrame, borders: Borders, problems: Sequence[Problem], *, file: str
) -> list[Problem]:
    """Return the problems of a join, one for all where the other order would put all rows right.

    `units` has `lat`, `lon` (WGS84 degrees) and `country`. So it is where no row lies in the
    country that it names, and with latitude and longitude exchanged every row does. Without such a
    column it is so where no row lies in any country that is a side, or none at its `place`, and
    in the other order nearly all do.
    """
    if "country" not in units or units["country"].isna().all():
        return _tell_by_signs(units, borders, problems, file=file)
    if not any(problem.code in CODES for problem in problems):
        return list(problems)
    stated = units[units["country"].notna() & units["lat"].notna() & units["lon"].notna()]
    if len(stated) < LEAST_ROWS or not _are_turned(stated, borders):
        return list(problems)
    words = f"in the other order all {len(stated):,} rows lie in the country that they name"
    return _tell_once(words, problems, file)


def _tell_once(words: str, problems: Sequence[Problem], file: str) -> list[Problem]:
    found = Problem.of_cell(file, None, "lat", Fault("position-swapped", words, ADVICE), "warning")
    return [found, *(p for p in problems if p.code not in CODES or p.column == "region")]


def _tell_by_signs(
    units: pd.DataFrame, borders: Borders, problems: Sequence[Problem], *, file: str
) -> list[Problem]:
    """Return the problems, one for all where sides or places say that the order is the other."""
    placed = units[units["lat"].notna() & units["lon"].notna()]
    if len(placed) < LEAST_SIGNS or (placed["lon"].abs() > 90).any():
        return list(problems)
    if "side" in placed and _are_sides_turned(placed, borders):
        words = "no row lies in a country that is a side, and in the other order nearly all do"
        return _tell_once(words, problems, file)
    if "place" in placed and _are_places_turned(placed):
        words = "no row lies at its place, and in the other order they do"
        return _tell_once(words, problems, file)
    return list(problems)


def _are_sides_turned(placed: pd.DataFrame, borders: Borders) -> bool:
    sides = {one_country(str(side)) for side in placed["side"].dropna().unique()} - {""}
    shapes = borders.shapes("country")
    if not sides or not len(shapes):
        return False
    some = placed[["lon", "lat"]].to_numpy(np.float64)[:: max(len(placed) // MOST_SIGNS, 1)]
    now, turned = locate(shapes, some), locate(shapes, some[:, ::-1])
    # of a world of countries a few are looked at
    met = np.setdiff1d(np.union1d(now, turned), [-1])
    areas = borders.of_kind("country").iloc[met].to_dict("records")
    own = [bool(country_codes(area_names(area)) & sides) for area in areas]
    is_own = np.isin([now, turned], met[np.array(own, bool)])
    return bool(not is_own[0].any() and is_own[1].mean() >= MOSTLY)


def _are_places_turned(placed: pd.DataFrame) -> bool:
    """Return whether the first places that are known all lie where the other order puts them."""
    rows = placed[placed["place"].notna()].drop_duplicates("place")[:MOST_PLACES]
    known = 0
    for name, lat, lon in rows[["place", "lat", "lon"]].to_numpy(object):
        places = [(p.lat, p.lon) for p in find_shipped(fold(str(name).partition(",")[0]))]
        if any(_is_at(place, lat, lon) for place in places):
            return False
        known += any(_is_at(place, lon, lat) for place in places)
    return known >= LEAST_SIGNS


def _is_at(place: tuple[float, float], lat: float, lon: float) -> bool:
    return abs(place[0] - lat) <= AT_PLACE and abs(place[1] - lon) <= AT_PLACE


def _are_turned(stated: pd.DataFrame, borders: Borders) -> bool:
    shapes, countries = borders.shapes("country"), borders.of_kind("country")
    cells = stated["country"].to_numpy()
    lat, lon = (stated[name].to_numpy(np.float64) for name in ("lat", "lon"))
    if not len(shapes) or (np.abs(lon) > 90).any():
        return False
    turned = locate(shapes, np.column_stack([lat, lon]))
    if (turned < 0).any() or names_another(cells, countries, turned, of_countries=True).any():
        return False
    now = locate(shapes, np.column_stack([lon, lat]))
    inside = now >= 0
    return bool(names_another(cells[inside], countries, now[inside], of_countries=True).all())
