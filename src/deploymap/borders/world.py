"""The world that ships with deploymap, in the place of a border file: who joins with it, and how.

Its countries stand in the table of its `Borders`; regions, borders and seas are read for the
positions that are asked for.
"""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Floats, Geometries, Integers, Truths
from deploymap.borders.borders import COLUMNS, LINE_COLUMNS, Borders
from deploymap.borders.found import Found
from deploymap.borders.locate import locate
from deploymap.borders.nearest import nearest_border
from deploymap.borders.outside import NEAR
from deploymap.borders.worldfiles import LAYERS, number_cells, read_holding, read_layer
from deploymap.packaged import packaged_data
from deploymap.sizes import MANY_ROWS

WORLD = "Natural Earth (deploymap)"  # names alone: it stands on pages of any language
CELL = 0.25  # degrees: positions are rounded to it where it is asked whether a border is near
WIDE_CELL = 1.0  # degrees: the same, where it is asked whether any is in reach
REACH = 10.0  # degrees of latitude: borders farther away are not looked for
PART = 1 << 18  # bytes that are hashed together
FARTHEST_KM = 1_000.0  # the same in km
BEYOND_SEA_KM = 100.0  # a border of other countries, to which the way leads over the sea


@cache
def world_borders() -> Borders:
    """Return the countries of the whole world, coarse; joins and drawings read more of it."""
    table = read_layer("countries-coarse").assign(kind="country")
    for name in (*COLUMNS, *LINE_COLUMNS):
        if name not in table:
            table[name] = pd.Series([None] * len(table), dtype=object)
    return Borders(table, WORLD, _hash_world(), None, world=True)


@cache
def _hash_world() -> str:
    """Return the SHA-256 of all files of the world together."""
    sha256 = hashlib.sha256()
    for name in LAYERS:
        with packaged_data(f"world/{name}.parquet").open("rb") as file:
            while part := file.read(PART):
                sha256.update(part)
    return sha256.hexdigest()


def find_in_world(borders: Borders, positions: Floats) -> Found:
    """Return country, region and nearest border of each lon, lat; at sea the sea is its region.

    A border farther than FARTHEST_KM is not told, nor one beyond the sea, of other countries, that
    is farther than BEYOND_SEA_KM, and one of a position at sea only within NEAR degrees of it.
    """
    regions = pd.concat(
        [read_holding("regions", positions), _read_islets(positions)], ignore_index=True
    )
    region = locate(regions["geometry"].to_numpy(), positions)
    country = _own_country(borders, regions)[region]
    country[region < 0] = -1
    seas, sea = _find_seas(positions, region)
    areas = pd.concat([regions, seas], ignore_index=True).assign(kind="region")
    km, row, lines = _find_borders(positions, region >= 0)
    # an island's is its own: what lies beyond the sea is told only from near
    others = (region >= 0) & (km > BEYOND_SEA_KM) & ~_is_own(borders, country, lines, row)
    km, row = np.where(others, np.nan, km), np.where(others, -1, row)
    none = np.full(len(positions), -1)
    named = np.where(sea >= 0, sea + len(regions), region)
    return Found(country, none, areas, named, none, lines, km, row, region >= 0)


def _is_own(borders: Borders, country: Integers, lines: pd.DataFrame, row: Integers) -> Truths:
    """Return of each position whether the border in `row` is one of the country that it lies in."""
    names = [*borders.table["name"], None]
    pairs = [*(str(name).split(" – ") for name in lines["name"]), []]
    asked, inverse = np.unique(np.stack([country, row]), axis=1, return_inverse=True)
    own = np.array([names[one] in pairs[line] for one, line in asked.T.tolist()], dtype=bool)
    return own[inverse.reshape(-1)] if len(own) else np.zeros(len(country), dtype=bool)


def _read_islets(positions: Floats) -> pd.DataFrame:
    """Return as regions the islets near some positions of which is known whose they are."""
    islets = read_holding("islets", positions)
    return islets[islets["country"].notna()].rename(columns={"region": "name"})


def _own_country(borders: Borders, regions: pd.DataFrame) -> Integers:
    """Return for each region the row of its country; one more at the end, for none."""
    known = {
        iso or name: row for row, (iso, name) in enumerate(borders.table[["iso", "name"]].values)
    }
    keys = [iso or name for iso, name in regions[["country", "country_name"]].to_numpy()]
    return np.array([*(known[key] for key in keys), -1], dtype=np.int64)


def _find_seas(positions: Floats, region: Integers) -> tuple[pd.DataFrame, Integers]:
    """Return the seas, and for each position on no land the row of the smallest that holds it."""
    sea = np.full(len(positions), -1)
    out = np.flatnonzero((region < 0) & ~np.isnan(positions[:, 0]))
    if not len(out):
        return pd.DataFrame({"name": [], "geometry": []}), sea
    # the smallest come first
    seas = read_layer("seas")
    sea[out] = locate(seas["geometry"].to_numpy(), positions[out])
    return seas, sea


def _find_borders(positions: Floats, inside: Truths) -> tuple[Floats, Integers, pd.DataFrame]:
    """Return km to the nearest border, NaN for none, its row, and the borders."""
    km, row = np.full(len(positions), np.nan), np.full(len(positions), -1)
    lines = read_layer("borders")
    placed = positions[~np.isnan(positions[:, 0])]
    if not len(placed):
        return km, row, lines
    lines = lines[_is_in_reach(lines, placed)].reset_index(drop=True)
    shapes = lines["geometry"].to_numpy()
    asked = np.flatnonzero(inside | is_near(shapes, positions, inside))
    if len(asked) >= MANY_ROWS:
        asked = asked[_may_be_told(shapes, positions[asked])]
    km[asked], row[asked] = nearest_border(shapes, positions[asked], farthest=FARTHEST_KM)
    far = ~(km <= FARTHEST_KM)
    km[far], row[far] = np.nan, -1
    return km, row, lines


def _is_in_reach(lines: pd.DataFrame, placed: Floats) -> Truths:
    """Return which lines may be within REACH of the box around some positions."""
    west, south = placed.min(axis=0) - REACH
    east, north = placed.max(axis=0) + REACH
    # towards the poles a degree of longitude is ever shorter, and 180 degrees are no edge
    wide = REACH / max(np.cos(np.radians(min(max(abs(south), abs(north)), 89.0))), 0.05)
    west, east = west + REACH - wide, east - REACH + wide
    low_x, low_y, high_x, high_y = shapely.bounds(lines["geometry"].to_numpy()).T
    inside = (low_y <= north) & (high_y >= south)
    if west < -180 or east > 180:
        return np.asarray(inside)
    return np.asarray(inside & (low_x <= east) & (high_x >= west))


def _may_be_told(shapes: Geometries, positions: Floats) -> Truths:
    """Return which positions may have a border within FARTHEST_KM; the rest surely has none."""
    number, cells = number_cells(positions, WIDE_CELL)
    high = REACH + WIDE_CELL
    least = np.cos(np.radians(np.minimum(np.abs(cells[:, 1]) + high, 89.0)))
    wide = np.minimum(high / least, 360.0)
    x, y = cells.T
    found = np.zeros(len(cells), bool)
    tree = shapely.STRtree(shapes)
    for turn in (-360.0, 0.0, 360.0):
        boxes = shapely.box(x + turn - wide, y - high, x + turn + wide, y + high)
        found[tree.query(boxes)[0]] = True
    return np.asarray(found[number])


def is_near(shapes: Geometries, positions: Floats, inside: Truths) -> Truths:
    """Return which positions on no land are within NEAR degrees of a border."""
    near = np.zeros(len(positions), bool)
    out = np.flatnonzero(~inside & ~np.isnan(positions[:, 0]))
    if len(out) and len(shapes):
        number, cells = number_cells(positions[out], CELL)
        found = np.zeros(len(cells), bool)
        tree = shapely.STRtree(shapely.points(cells))
        found[tree.query(shapes, predicate="dwithin", distance=NEAR)[1]] = True
        near[out] = found[number]
    return near
