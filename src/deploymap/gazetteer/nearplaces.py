"""The places that ship with deploymap in a part of the earth, for maps that show a small one."""

from __future__ import annotations

import csv
import gzip
from typing import NamedTuple

from deploymap.packaged import packaged_data

Box = tuple[float, float, float, float]


class NearPlace(NamedTuple):
    """A place: lat and lon in degrees on WGS84, and its inhabitants, 0 where nobody says it."""

    name: str
    lat: float
    lon: float
    population: int


def places_within(box: Box, least: int) -> list[NearPlace]:
    """Return the places of a box (west, south, east, north) of so many people, the largest first.

    Whatever larger gazetteer is installed makes no difference. Beyond 180 degrees there are none.
    """
    found = dict([*_world_places(box), *_small_places(box)])
    places = [place for place in found.values() if place.population >= least]
    return sorted(places, key=lambda place: (-place.population, place.name, place.lat))


def _world_places(box: Box) -> list[tuple[str, NearPlace]]:
    west, south, east, north = box
    text = gzip.decompress(packaged_data("places.gz").read_bytes()).decode()
    found = []
    for line in text.split("\n")[1:]:
        number, _, lat, lon, population, name = line[: line.find("\t")].split("|", 5)
        y, x = float(lat), float(lon)
        if south <= y <= north and west <= x <= east:
            found.append((number, NearPlace(name, y, x, int(population))))
    return found


def _small_places(box: Box) -> list[tuple[str, NearPlace]]:
    west, south, east, north = box
    found = []
    with packaged_data("gazetteer.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            y, x = float(row["lat"]), float(row["lon"])
            if south <= y <= north and west <= x <= east:
                place = NearPlace(row["name"], y, x, int(row["population"]))
                found.append((row["id"], place))
    return found
