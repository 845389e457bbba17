"""Superiors: whose number a unit's own is in, and the names of those that are not on the map."""

from __future__ import annotations

import numpy as np
import pandas as pd

from deploymap.arrays import BLANK, Integers, Truths, distinct, from_codes, with_columns
from deploymap.schema import CIRCLE


def name_superiors(units: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the units with a text column `parent_name`, where a superior is not among them.

    `sheet` has all rows that were read, also those that the map does not show; both have columns
    id, name and parent. A superior that is in no row is left as the sheet calls it.
    """
    parents = pd.Index(distinct(units["parent"]).values)
    # of a million ids those are looked up that are somebody's superior
    away = parents[~parents.isin(units["id"][units["id"].isin(parents)])]
    if not len(away):
        return units
    known = sheet[sheet["id"].isin(away)].drop_duplicates("id", keep="last")
    if not len(known):
        return units
    names = units["parent"].map(dict(zip(known["id"], known["name"], strict=True)))
    return with_columns(units, {"parent_name": names.astype(object).where(names.notna(), None)})


def tell_counted(units: pd.DataFrame) -> pd.DataFrame:
    """Return the units with a text column `counted_in`, where the number of any is in another's.

    It is the id of the nearest superior that states the number which circles show.
    """
    of = CIRCLE if CIRCLE in units else "troops"
    stated = np.any(units[[of, f"{of}_min", f"{of}_max"]].notna().to_numpy(), axis=1)
    above = counted_above(units, stated)
    if (above == BLANK).all():
        return units
    rows, codes = np.unique(above, return_inverse=True)
    ids = [None if row == BLANK else units["id"].iloc[row] for row in rows.tolist()]
    found = pd.Series(from_codes(ids, codes), index=units.index, dtype=object)
    return with_columns(units, {"counted_in": found})


def counted_above(units: pd.DataFrame, counts: Truths) -> Integers:
    """Return for each unit the row of the nearest superior that counts, BLANK where none does.

    A superior's number includes those of its subordinates, at any depth, as long as all between
    them are of its side: sides are never added up. Units in a loop have no superior.
    """
    above = _rows_above(units)
    if (above == BLANK).all() or not counts.any():
        return np.full(len(units), BLANK)
    # one row more, where all ways up end: BLANK is the place of the last
    above = np.append(above, len(units))
    above[above == BLANK] = len(units)
    above[_end(above) != len(units)] = len(units)
    stops = np.append(counts, True)
    nearest = _end(np.where(stops, np.arange(len(above)), above))[above][:-1]
    return np.where(nearest == len(units), BLANK, nearest)


def _rows_above(units: pd.DataFrame) -> Integers:
    """Return for each unit the row of its superior, BLANK where none of its side is among them."""
    parents = distinct(units["parent"])
    rows = np.full(len(parents.values) + 1, BLANK)
    if parents.values:
        own = pd.Index(parents.values).get_indexer(units["id"])
        rows[own[own >= 0]] = np.flatnonzero(own >= 0)
    above = rows.take(parents.codes)
    if (above == BLANK).all():
        return above
    sides = distinct(units["side"]).codes
    return np.where(sides[above] == sides, above, BLANK)


def _end(way: Integers) -> Integers:
    """Return where the way from each row ends, or after so many steps, in a loop, where it is."""
    for _ in range(len(way).bit_length()):
        # each round goes twice as far as the one before
        further = way[way]
        if (further == way).all():
            break
        way = further
    return way
