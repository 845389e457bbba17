"""The lines of the MGRS grid over a part of the earth, for a map of a battlefield."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely

from deploymap.arrays import Floats
from deploymap.notation.grids import (
    BANDS,
    FALSE_NORTHING,
    ODD_ZONES,
    SQUARE,
    transform_points,
    utm_code,
)
from deploymap.notation.gridwriting import NORTH_END, SOUTH_END, rewrite_mgrs, zone_of

Box = tuple[float, float, float, float]

# metres between lines, in a view of up to so many km; none where it is wider
STEPS = ((5, 100), (50, 1_000))
# points of a line: it is hardly bent in a few km
POINTS = 5
DECIMALS = 6


class GridLine(NamedTuple):
    """A line of one easting ("e") or northing ("n"), `metres` in its zone, as flat lon, lat."""

    axis: str
    metres: int
    points: list[float]


class GridSquare(NamedTuple):
    """A square of 100 km, such as 37U EQ, and where in view its name may stand."""

    name: str
    lat: float
    lon: float


class Grid(NamedTuple):
    """The grid of a map."""

    lines: list[GridLine]
    squares: list[GridSquare]


def draw_grid(view: Box, km: float) -> Grid | None:
    """Return the grid of a view (west, south, east, north; degrees) `km` wide, and around it.

    None where it is wider than 50 km, or beyond UTM.
    """
    step = next((metres for most, metres in STEPS if km <= most), 0)
    middle = (view[1] + view[3]) / 2
    if not step or not SOUTH_END < middle < NORTH_END:
        return None
    band = BANDS[min(int((middle - SOUTH_END) // 8), len(BANDS) - 1)]
    lines: list[GridLine] = []
    squares: dict[str, GridSquare] = {}
    for zone, box in _part_zones(_grow(view), band):
        code = utm_code(zone, band >= "N")
        for axis in ("e", "n"):
            lines += _draw_lines(box, code, axis, step)
        for square in _name_squares(box, view, zone, band):
            squares.setdefault(square.name, square)
    return Grid(lines, list(squares.values()))


def _grow(view: Box) -> Box:
    west, south, east, north = view
    wide, high = (east - west) / 2, (north - south) / 2
    return west - wide, max(south - high, SOUTH_END), east + wide, min(north + high, NORTH_END)


def _part_zones(box: Box, band: str) -> Iterator[tuple[int, Box]]:
    """Yield the zones that a box lies in, each with its part of it."""
    west, south, east, north = box
    at = west
    while at < east:
        turn = 360 * np.floor((at + 180) / 360)
        zone = zone_of(at - turn + 1e-9, band)
        _, end = ODD_ZONES.get((zone, band), (6 * zone - 186, 6 * zone - 180))
        end = min(end + turn, east)
        yield zone, (at, south, end, north)
        at = end


def _draw_lines(box: Box, code: str, axis: str, step: int) -> Iterator[GridLine]:
    """Yield the lines of one axis in a box of one zone."""
    eastings, northings = _frame_of(box, code)
    across, along = (eastings, northings) if axis == "e" else (northings, eastings)
    run = np.linspace(along.min(), along.max(), POINTS)
    for metres in np.arange(np.ceil(across.min() / step), across.max() / step) * step:
        fixed = np.full(POINTS, metres)
        east, north = (fixed, run) if axis == "e" else (run, fixed)
        lat, lon = transform_points(east, north, code)
        cut = _cut(np.stack([_turned(lon, box), lat], axis=1), box)
        if len(cut) > 1:
            yield GridLine(axis, int(metres), cut.round(DECIMALS).ravel().tolist())


def _frame_of(box: Box, code: str) -> tuple[Floats, Floats]:
    """Return the eastings and northings of points around a box."""
    west, south, east, north = box
    x, y = np.linspace(west, east, 9), np.linspace(south, north, 9)
    lon = np.concatenate([x, x, np.full(9, west), np.full(9, east)])
    lat = np.concatenate([np.full(9, south), np.full(9, north), y, y])
    return _to_grid(lon, lat, code)


def _to_grid(lon: Floats, lat: Floats, code: str) -> tuple[Floats, Floats]:
    # pyproj takes 0.1 s to import, which a wider map does not need to pay
    from pyproj import Transformer

    to_grid: Any = Transformer.from_crs("EPSG:4326", code, always_xy=True)
    easting, northing = to_grid.transform((lon + 180) % 360 - 180, lat)
    return easting, northing


def _turned(lon: Floats, box: Box) -> Floats:
    """Return longitudes on the turn of the world that a box is on."""
    middle = (box[0] + box[2]) / 2
    return lon + 360 * np.round((middle - lon) / 360)


def _cut(points: Floats, box: Box) -> Floats:
    """Return what of a line lies in a box."""
    part = shapely.clip_by_rect(shapely.LineString(points), *box)
    return np.asarray(shapely.get_coordinates(part if part.geom_type == "LineString" else None))


def _name_squares(box: Box, view: Box, zone: int, band: str) -> Iterator[GridSquare]:
    """Yield the squares of 100 km in a box of one zone, with a place in view for each name."""
    code = utm_code(zone, band >= "N")
    eastings, northings = _frame_of(box, code)
    first_e, last_e = (int(f(eastings) // SQUARE) for f in (np.min, np.max))
    first_n, last_n = (int(f(northings) // SQUARE) for f in (np.min, np.max))
    for column in range(first_e, last_e + 1):
        for row in range(first_n, min(last_n, int(FALSE_NORTHING // SQUARE)) + 1):
            x = np.clip(np.array([column, column + 1]) * SQUARE, eastings.min(), eastings.max())
            y = np.clip(np.array([row, row + 1]) * SQUARE, northings.min(), northings.max())
            lat, lon = transform_points(x[[0, 1, 0, 1]], y[[0, 0, 1, 1]], code)
            lon = _turned(lon, box)
            west, east = max(lon.min(), view[0], box[0]), min(lon.max(), view[2], box[2])
            south, north = max(lat.min(), view[1]), min(lat.max(), view[3])
            if west >= east or south >= north:
                continue
            middle = (west + east) / 2
            name = rewrite_mgrs("37U EQ", (south + north) / 2, (middle + 180) % 360 - 180)
            # at the foot of what is seen of it, where few units stand
            foot = south + min((north - south) / 2, (view[3] - view[1]) / 16)
            if name:
                yield GridSquare(name, round(float(foot), 5), round(float(middle), 5))


def grid_fields(grid: Grid) -> dict[str, Any]:
    """Return a grid as a page carries it."""
    return {
        "lines": [line._asdict() for line in grid.lines],
        "squares": [square._asdict() for square in grid.squares],
    }
