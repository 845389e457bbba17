"""Where the names of rivers and lakes may stand on a map of the world."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.borders.ground import Ground, mercator, widest

Box = tuple[float, float, float, float]
Spot = tuple[float, float, float, float]

RIVER_COLUMNS = ("name", "lat", "lon", "turn", "rank")
# of a view's width: a letter of a name, the way from one place of a name to the next
LETTER, STEP = 1 / 180, 1 / 6
# of a name's length on the map: as straight the river has to be under it
STRAIGHT = 0.86
MOST_RIVERS, MOST_SPOTS = 60, 8
# of a view's width a lake has at least, to be named
WIDE = 1 / 30


def place_river_names(ground: Ground, view: Box) -> pd.DataFrame:
    """Return RIVER_COLUMNS: places of each river's name, the greatest rivers and best places first.

    A name stands along the river, turned clockwise by `turn` degrees, -90 to 90.
    """
    named = ground.rivers[ground.rivers["name"].notna()]
    rows: list[tuple[str, float, float, float, int]] = []
    groups = [(int(rank), str(name)) for rank, name in named[["rank", "name"]].to_numpy()]
    for rank, name in sorted(set(groups))[:MOST_RIVERS]:
        own = [group == (rank, name) for group in groups]
        line = shapely.line_merge(shapely.union_all(named["geometry"].to_numpy()[own]))
        spots = sorted(_find_spots(line, len(name), view))[:MOST_SPOTS]
        rows += [(name, lat, lon, turn, rank) for _, lat, lon, turn in spots]
    return pd.DataFrame(rows, columns=list(RIVER_COLUMNS))


def place_lake_names(ground: Ground, view: Box) -> pd.DataFrame:
    """Return name, lat, lon, width and rank of the lakes that are wide enough for a name."""
    named = ground.lakes[ground.lakes["name"].notna()]
    places = [widest(shape) for shape in named["geometry"]]
    lon, lat, width = np.array(places).reshape(-1, 3).T.round(3)
    table = named[["name", "rank"]].assign(lat=lat, lon=lon, width=width)
    return table[width > WIDE * (view[2] - view[0])]


def _find_spots(line: BaseGeometry, letters: int, view: Box) -> Iterator[Spot]:
    """Yield how bad a place is, and its lat, lon and turn; those in view are the better ones."""
    wide = view[2] - view[0]
    length = letters * LETTER * wide
    west, south, east, north = view
    for part in shapely.get_parts(line):
        count = max(int(part.length / (STEP * wide)), 1)
        for at in (np.arange(count) + 0.5) / count * part.length:
            ends = shapely.line_interpolate_point(part, [at - length / 2, at, at + length / 2])
            (x1, y1), (lon, lat), (x2, y2) = shapely.get_coordinates(ends)
            if part.length < length or np.hypot(x2 - x1, y2 - y1) < STRAIGHT * length:
                continue
            high = mercator(y2) - mercator(y1)
            turn = -np.degrees(np.arctan2(high, x2 - x1))
            turn = (turn + 90) % 180 - 90
            outside = not (west < lon < east and south < lat < north)
            bad = outside + abs(turn) / 180 + 1 - np.hypot(x2 - x1, y2 - y1) / length
            yield float(bad), round(lat, 3), round(lon, 3), round(float(turn), 1)
