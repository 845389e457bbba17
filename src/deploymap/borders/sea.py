"""What is told of units that lie on no land of the world."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Floats, Integers, Truths, distinct
from deploymap.borders.borders import Borders
from deploymap.borders.locate import locate
from deploymap.borders.nearest import FINE
from deploymap.borders.nearest_many import nearest_of_many
from deploymap.borders.outside import SWAP, TURNED, Told, is_beyond_box, tell_each
from deploymap.borders.segments import part_segments
from deploymap.borders.worldfiles import read_holding
from deploymap.problems import Fault, Problem

# symbol sets of what may well be out at sea: air, space, sea surface, subsurface, mines
# (MIL-STD-2525E, table A-I)
AFLOAT = ("01", "02", "05", "06", "30", "35", "36")
# the same in the third of 15 letters: space, air, sea surface, subsurface (MIL-STD-2525C)
AFLOAT_LETTERS = frozenset("PASU")
# what the names of warships begin with
SHIPS = re.compile(
    r"(?:USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|HMSAS|HNoMS|HNLMS|HDMS|HSwMS|RFA|IJN|JDS|ROKS|ORP|FS|FGS"
    r"|SMS|KMS|ITS|INS|PNS|BRP|KRI|KD|RSS|ARA|BAP|TCG|ESPS|NRP|LÉ) ."
)
NAMED = 6  # rows that a warning names
COAST_KM, COAST = 5.0, 0.05  # km, degrees: as far a coast may be wrong, and a town on it at sea
MOST_NEAR = 2_000  # positions at sea that are looked at so closely
# a position so many times as far from the middle of all as half of them are, and so many degrees
# more, looks swapped where the other order puts it among the others
APART, DEGREES = 10, 5.0


def check_at_sea(units: pd.DataFrame, borders: Borders, inside: Truths, file: str) -> Told:
    """Return a warning for each position that looks swapped, and one for all others at sea.

    `inside` is whether nothing is to be told of a unit, be it for `belongs_at_sea`.
    """
    places = units[["lon", "lat"]].to_numpy(np.float64)
    placed = ~np.isnan(places[:, 0] + places[:, 1])
    out = np.flatnonzero(placed & ~inside)
    swapped = _find_swapped(places, np.flatnonzero(placed))
    if 1 < len(out) == placed.sum() and _is_turned(places[out], borders):
        words = f"all {len(out):,} units lie at sea, but on land with lat and lon exchanged"
        fault = Fault("position-swapped", words, SWAP)
        return [], [Problem.of_cell(file, None, "lat", fault, "warning")]
    words = "lies far from all the rest, and among it with lat and lon exchanged"
    problems, more = tell_each(units, swapped, words, SWAP, "position-swapped", file)
    if len(swapped):
        out = out[~np.isin(out, swapped)]
    if len(out):
        more = [*more, _tell_sea(units, out, int(placed.sum()), file)]
    return problems, more


def belongs_at_sea(units: pd.DataFrame, borders: Borders, inside: Truths) -> Truths:
    """Return which units outside of all areas are no wonder, where there is sea beyond these.

    They are afloat, in the air, or so near to a coast that deploymap ships with that it may be the
    coast which is not exact.
    """
    places = units[["lon", "lat"]].to_numpy(np.float64)
    rows = np.flatnonzero(~inside & ~np.isnan(places[:, 0] + places[:, 1]))
    fits = np.zeros(len(units), bool)
    if borders.sea and len(rows):
        fits[rows] = _is_afloat(units, rows)
        if borders.world:
            fits[rows] |= _is_at_coast(places[rows])
        elif borders.packaged:
            fits[rows] |= _is_at_shipped_coast(places[rows], borders)
            fits[rows] &= ~is_beyond_box(places[rows], borders)
    return fits


def _is_at_shipped_coast(places: Floats, borders: Borders) -> Truths:
    """Return which lon, lat are within COAST_KM of a coast line; of few and of many alike."""
    segments, _ = part_segments(borders.shapes("coast"), FINE)
    if not len(segments):
        return np.zeros(len(places), bool)
    return np.asarray(nearest_of_many(segments, places)[0] <= COAST_KM)


def _is_at_coast(places: Floats) -> Truths:
    """Return which lon, lat are within COAST degrees of land or an islet; of very many none."""
    near = np.zeros(len(places), bool)
    if len(places) <= MOST_NEAR:
        land = [read_holding(name, places, beyond=COAST) for name in ("countries", "islets")]
        areas = np.concatenate([one["geometry"].to_numpy() for one in land])
        # a tree prepares what is looked for, not what is in it: each area once, not for each place
        tree = shapely.STRtree(shapely.points(places))
        near[tree.query(areas, predicate="dwithin", distance=COAST)[1]] = True
    return near


def _is_turned(places: Floats, borders: Borders) -> bool:
    """Return whether nearly all of some lon, lat lie on land in the other order."""
    return bool((locate(borders.shapes("country"), places[:, ::-1]) >= 0).mean() > TURNED)


def _is_afloat(units: pd.DataFrame, rows: Integers) -> Truths:
    """Return which rows have symbols of what is at sea or in the air, or names of warships."""
    afloat = np.zeros(len(rows), bool)
    for column, is_afloat in (("sidc20", _is_code_afloat), ("name", SHIPS.match)):
        if column in units:
            texts = distinct(units[column].iloc[rows])
            known = [bool(is_afloat(str(text))) for text in texts.values]
            # a row without a text has the last
            afloat |= np.array([*known, False])[texts.codes]
    return afloat


def _is_code_afloat(sidc: str) -> bool:
    """Return whether a code of 20 digits, or of 15 letters, is of a unit at sea or in the air."""
    return sidc[4:6] in AFLOAT or (sidc[:1] == "S" and sidc[2:3] in AFLOAT_LETTERS)


def _find_swapped(places: Floats, rows: Integers) -> Integers:
    """Return the rows far from all others that with lat and lon exchanged are among them."""
    if len(rows) < 3:
        return rows[:0]
    known = places[rows]
    middle = np.median(known, axis=0)
    apart = np.hypot(*(known - middle).T)
    usual = float(np.median(apart))
    turned = np.hypot(*(known[:, ::-1] - middle).T)
    return np.asarray(rows[(apart > APART * usual + DEGREES) & (turned < 2 * usual + 1)])


def _tell_sea(units: pd.DataFrame, rows: Integers, placed: int, file: str) -> Problem:
    """Say once which units lie at sea."""
    lines: Sequence[int] = units["line"].to_numpy()[rows].tolist()
    named = ", ".join(map(str, lines[:NAMED])) + (" ..." if len(lines) > NAMED else "")
    named = f"line {named}" if len(lines) == 1 else f"lines {named}"
    count = f"{len(rows):,} of {placed:,} units {'lies' if len(rows) == 1 else 'lie'}"
    words = f"{count} in no country, at sea ({named})"
    advice = "check the positions; a unit afloat has a kind such as ship or fleet"
    fault = Fault("position-outside", words, advice)
    return Problem.of_cell(file, None, None, fault, "warning", also=tuple(lines))
