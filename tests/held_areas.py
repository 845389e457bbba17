"""The areas behind lines of contact, as tests look at them."""

from __future__ import annotations

import geopandas

from deploymap.borders.borders import Borders
from deploymap.borders.held import held_area


def held_areas(borders: Borders) -> geopandas.GeoDataFrame:
    """Return the area between each line of contact and the border, on the side that is held.

    Columns name (who holds it), country (code) and geometry (EPSG:4326). A line without `country`
    or `held` has no such area.
    """
    rows = []
    countries = borders.of_kind("country")
    for line in borders.each("line_of_contact"):
        for shape in countries.geometry[countries["iso"] == line.country]:
            if line.held:
                area = held_area(shape, line.geometry, line.held)
                rows.append((getattr(line, line.held), line.country, area))
    columns = ["name", "country", "geometry"]
    return geopandas.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")
