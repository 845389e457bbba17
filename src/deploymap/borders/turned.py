"""Says where latitude and longitude look exchanged, by the countries that the rows name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from deploymap.borders.borders import Borders
from deploymap.borders.join import names_another
from deploymap.borders.locate import locate
from deploymap.problems import Fault, Problem

# what positions in the wrong order are told of one by one
CODES = ("side-as-country", "area-other", "position-outside", "position-swapped")
LEAST_ROWS = 2


def tell_turned(
    units: pd.DataFrame, borders: Borders, problems: Sequence[Problem], *, file: str
) -> list[Problem]:
    """Return the problems of a join, one for all where the other order would put all rows right.

    `units` has `lat`, `lon` (WGS84 degrees) and `country`. So it is where no row lies in the
    country that it names, and with latitude and longitude exchanged every row does.
    """
    if "country" not in units or not any(problem.code in CODES for problem in problems):
        return list(problems)
    stated = units[units["country"].notna() & units["lat"].notna() & units["lon"].notna()]
    if len(stated) < LEAST_ROWS or not _are_turned(stated, borders):
        return list(problems)
    words = f"in the other order all {len(stated):,} rows lie in the country that they name"
    advice = "lat and lon look exchanged; exchange them, or call a column of both lon, lat"
    found = Problem.of_cell(file, None, "lat", Fault("position-swapped", words, advice), "warning")
    return [found, *(p for p in problems if p.code not in CODES or p.column == "region")]


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
