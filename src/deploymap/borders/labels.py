"""Which part an annotation plays on the page, and where the names of countries stand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import with_columns
from deploymap.borders.borders import Borders
from deploymap.borders.locate import locate

ROLES = ("figure", "headline", "note", "source", "line", "water", "country")


def assign_roles(annotations: pd.DataFrame, borders: Borders) -> pd.DataFrame:
    """Return the annotations with a text column `role`, one of ROLES.

    A figure without a position is a headline. A label is a line's where its `area` or `text` names
    the kind ("line of contact") or the name of a line of the border file; else it is water's where
    it stands in no country, of borders beyond which it is sea; else a country's.
    """
    role = annotations["type"].astype(object).copy()
    placed = annotations["lat"].notna()
    role[(role == "figure") & ~placed] = "headline"
    labels = role == "label"
    role[labels] = "country"
    if borders.sea:
        role[labels & ~_on_land(annotations, borders)] = "water"
    role[labels & _names_line(annotations, borders)] = "line"
    return with_columns(annotations, {"role": role})


def _on_land(places: pd.DataFrame, borders: Borders) -> pd.Series[bool]:
    """Return whether each position (`lat`, `lon`, WGS84) is in a country; True for a blank one."""
    positions = places[["lon", "lat"]].to_numpy(float)
    inside = locate(borders.shapes("country"), positions) >= 0
    return pd.Series(inside | np.isnan(positions[:, 1]), index=places.index)


def _names_line(annotations: pd.DataFrame, borders: Borders) -> pd.Series[bool]:
    """Return whether `area` or `text` names a line of the border file, or its kind."""
    lines = borders.of_kind("line_of_contact", "de_facto_line")
    names = {str(kind).replace("_", " ") for kind in lines["kind"]}
    names |= {name.casefold() for name in lines["name"].dropna()}
    area = annotations["area"].astype("string").str.casefold()
    text = annotations["text"].astype("string").str.casefold()
    return (area.isin(names) | text.isin(names)).fillna(False).astype(bool)


def place_country_names(borders: Borders) -> pd.DataFrame:
    """Return columns name, lat, lon, width, one row a country that has a name.

    Where the borders have no country, one row a region. `lat`, `lon`: a point in its largest part;
    `width`: how wide that part is; WGS84 degrees.
    """
    countries = borders.of_kind("country")
    if not len(countries):
        countries = borders.of_kind("region")
    countries = countries[countries["name"].notna()]
    parts, owner = shapely.get_parts(countries["geometry"].to_numpy(), return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    _, first = np.unique(owner[order], return_index=True)
    points = shapely.point_on_surface(parts[order][first])
    bounds = shapely.bounds(parts[order][first])
    width = np.round(bounds[:, 2] - bounds[:, 0], 3)
    lat, lon = (np.round(axis, 3) for axis in (shapely.get_y(points), shapely.get_x(points)))
    rounded = {"lat": lat, "lon": lon, "width": width}
    return pd.DataFrame({"name": countries["name"].to_numpy(object), **rounded})
