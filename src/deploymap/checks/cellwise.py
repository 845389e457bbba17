"""The cells of columns that have found their meaning, as the columns' names and neighbours say."""

from __future__ import annotations

import json
from collections.abc import Mapping

from deploymap.checks.axes import pair_order
from deploymap.checks.clocks import join_clock
from deploymap.checks.dating import join_dates
from deploymap.checks.found import Found
from deploymap.checks.joining import Joined, join_position
from deploymap.checks.parts import unit_of_accuracy
from deploymap.checks.rewriting import (
    add_thousand,
    drop_altitude,
    has_length_unit,
    is_geohash_name,
    is_in_km,
    is_latitude_first,
    is_list,
    is_of_kml,
    is_triple,
    name_geohash,
    rewrite,
    swap_pair,
    to_km,
)
from deploymap.checks.spelling import is_in_thousands, plain_name
from deploymap.problems import Fault
from deploymap.schema import LAT_LON
from deploymap.sheets.texts import TextColumn

HALF = 90.0  # degrees: beyond is a longitude
PEOPLE = ("troops", "troops_min", "troops_max")


def join_columns(found: Found) -> Joined:
    """Return the cells of columns that are read in another way than they stand there, and why.

    `cells` are by column of the schema; columns that went into another are in `parts`.
    """
    columns, own = found.raw.columns, found.taken
    joined = join_position(columns, own, found.free())
    dated = join_dates(columns, own, [name for name in found.free() if name not in joined.parts])
    joined.cells |= dated.cells
    joined.parts |= dated.parts
    joined.told += dated.told
    join_clock(columns, own, [name for name in found.free() if name not in joined.parts], joined)
    for name in PEOPLE:
        if name in own and is_in_thousands(own[name]):
            joined.cells[name] = rewrite(columns[own[name]], add_thousand)
    if LAT_LON in own:
        _order_pairs(columns, own[LAT_LON], joined)
        if found.raw.part == "record":
            _order_lists(own[LAT_LON], joined)
    if "accuracy_km" in own:
        _convert_accuracy(columns, own["accuracy_km"], joined)
    return joined


def _order_pairs(columns: Mapping[str, TextColumn], column: str, joined: Joined) -> None:
    """Bring pairs in one cell into the order of latitude and longitude."""
    cells, first = columns[column], pair_order(column)
    if is_geohash_name(column):
        cells = rewrite(cells, name_geohash)
    triples = _triples(cells)
    is_lat = first == "lat" or (not first and is_latitude_first(triples))
    stated = [text for text in cells.distinct if text]
    if triples and (first or is_lat or all(map(is_of_kml, stated))):
        cells = rewrite(cells, drop_altitude if is_lat else _turn_triple)
        order = "latitude, longitude, altitude" if is_lat else "longitude, latitude, altitude"
        words = f"{triples[0]} is read as {order}" + ("" if is_lat or first else ", as KML has it")
        joined.told.append((column, _order_fault(words)))
    if first == "lon":
        cells = rewrite(cells, swap_pair)
        words = "its name says that the longitude comes first: the pairs are read so"
        joined.told.append((column, _order_fault(words)))
    joined.cells[LAT_LON] = cells


def _order_lists(column: str, joined: Joined) -> None:
    """Read lists of two numbers in JSON as longitude and latitude, as GeoJSON has them.

    Where the second number of one is beyond 90, all have the latitude first.
    """
    cells = joined.cells[LAT_LON]
    stated = [text for text in cells.distinct if text]
    if not stated or not all(map(is_list, stated)) or pair_order(column):
        return
    if any(abs(json.loads(text)[1]) > HALF for text in stated):
        joined.cells[LAT_LON] = rewrite(cells, lambda text: text.strip("[]"))
        words = "latitude, longitude, for another cell can only be so"
    else:
        joined.cells[LAT_LON] = rewrite(cells, swap_pair)
        words = "longitude, latitude, as GeoJSON has it"
    joined.told.append((column, _order_fault(f"{stated[0]} is read as {words}")))


def _triples(cells: TextColumn) -> list[str]:
    if cells.arrow is not None and cells.plain_numbers() is not None:
        return []
    return [text for text in cells.distinct if is_triple(text)]


def _turn_triple(text: str) -> str:
    return swap_pair(drop_altitude(text)) if is_triple(text) else text


def _order_fault(words: str) -> Fault:
    return Fault("pair-order", words, "write lat and lon in columns of their own if that is wrong")


def _convert_accuracy(columns: Mapping[str, TextColumn], column: str, joined: Joined) -> None:
    """Bring accuracies to km, by the unit in the column's name or in its cells."""
    cells, factor = columns[column], unit_of_accuracy(column) or "1"
    if factor == "1" and (cells.arrow is not None and cells.plain_numbers() is not None):
        return
    joined.cells["accuracy_km"] = rewrite(cells, lambda text: to_km(text, factor))
    if joined.cells["accuracy_km"] is cells:
        return
    changed = (text for text in cells.distinct if text and to_km(text, factor) != text)
    sample = next((text for text in changed if not is_in_km(text)), "")
    if not sample:
        return
    words = f"{sample} is read as {to_km(sample, factor)} km"
    if not has_length_unit(sample) or factor != "1":
        words += f", by the unit in {plain_name(column)}"
    advice = "name the column accuracy_km where its numbers are km"
    joined.told.append((column, Fault("column-unit", words, advice)))
