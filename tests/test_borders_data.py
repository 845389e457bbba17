"""The shipped border file: whole, valid, consistent with itself, and right about known places."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Geod

from deploymap.borders.borders import Borders, read_borders
from deploymap.borders.derive import derive_lines
from deploymap.borders.geojson import parse_geojson
from deploymap.borders.locate import locate
from deploymap.borders.ready import ready_shapes
from held_areas import held_areas

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "data" / "borders.geojson"
LINE_FILE = ROOT / "data" / "line_of_contact.csv"
WGS84 = Geod(ellps="WGS84")
CLIP = (20.0, 42.0, 60.0, 60.0)

KINDS = ("country", "region", "border", "coast", "line_of_contact", "de_facto_line")
COUNTS = (23, 62, 40, 12, 1, 1)

# place, lat, lon, country, region: from GeoNames, but for Persianovskiy, which it has wrong
TOWNS = [
    ("Luhansk", 48.5681, 39.3055, "Ukraine", "Luhansk Oblast"),
    ("Donetsk, Ukraine", 48.0230, 37.8022, "Ukraine", "Donetsk Oblast"),
    ("Mariupol", 47.0971, 37.5434, "Ukraine", "Donetsk Oblast"),
    ("Simferopol", 44.9521, 34.1024, "Ukraine", "Crimea"),
    ("Sevastopol", 44.5888, 33.5224, "Ukraine", "Sevastopol"),
    ("Kerch", 45.3562, 36.4674, "Ukraine", "Crimea"),
    ("Kyiv", 50.4547, 30.5238, "Ukraine", "Kyiv"),
    ("Rostov-on-Don", 47.2200, 39.7077, "Russia", "Rostov Oblast"),
    ("Persianovskiy", 47.5172, 40.1067, "Russia", "Rostov Oblast"),
    ("Taganrog", 47.2362, 38.8969, "Russia", "Rostov Oblast"),
    ("Donetsk, Rostov oblast", 48.3369, 39.9459, "Russia", "Rostov Oblast"),
    ("Belgorod", 50.6107, 36.5802, "Russia", "Belgorod Oblast"),
    ("Moscow", 55.7522, 37.6156, "Russia", "Moscow"),
    ("Klin", 56.3333, 36.7333, "Russia", "Moscow Oblast"),
    ("Kazan", 55.7887, 49.1221, "Russia", None),
    ("Gomel", 52.4345, 30.9754, "Belarus", "Gomel Region"),
    ("Minsk", 53.9000, 27.5667, "Belarus", "Minsk"),
    ("Chișinău", 47.0056, 28.8575, "Moldova", None),
    ("Sea of Azov", 46.2000, 36.8000, None, None),
]
HELD = [
    ("Luhansk", 48.5681, 39.3055),
    ("Donetsk, Ukraine", 48.0230, 37.8022),
    ("Horlivka", 48.3336, 38.0925),
    ("Alchevsk", 48.4672, 38.7983),
    ("Yenakiieve", 48.2310, 38.2053),
    ("Novoazovsk", 47.1125, 38.0833),
]
NOT_HELD = [
    ("Mariupol", 47.0971, 37.5434),
    ("Kramatorsk", 48.7230, 37.5563),
    ("Sievierodonetsk", 48.9482, 38.4930),
    ("Volnovakha", 47.6003, 37.4967),
    ("Simferopol", 44.9521, 34.1024),
    ("Rostov-on-Don", 47.2200, 39.7077),
    ("Donetsk, Rostov oblast", 48.3369, 39.9459),
]


@pytest.fixture(scope="module")
def borders() -> Borders:
    return read_borders(FILE)


@pytest.fixture(scope="module")
def features() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return loaded


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return read_script("make_borders")


def read_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names_at(borders: Borders, kind: str, lat: float, lon: float) -> str | None:
    (row,) = locate(borders.shapes(kind), np.array([[lon, lat]]))
    return None if row < 0 else str(borders.of_kind(kind)["name"].iloc[row])


def line(borders: Borders, kind: str) -> Any:
    (row,) = borders.of_kind(kind).itertuples()
    return row


def test_counts_and_order(features: list[dict[str, Any]]) -> None:
    kinds = [feature["properties"]["kind"] for feature in features]
    assert kinds == [kind for kind, count in zip(KINDS, COUNTS, strict=True) for _ in range(count)]
    for kind in KINDS[:4]:
        isos = [f["properties"]["iso"] for f in features if f["properties"]["kind"] == kind]
        assert isos == sorted(set(isos))


def test_text_can_be_compared_line_by_line(features: list[dict[str, Any]], script: Any) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(features) + 2
    assert script.format_collection(features) == text
    assert FILE.stat().st_size < 1_300_000


def test_coordinates_have_four_decimals_and_lie_in_the_box(borders: Borders) -> None:
    points = shapely.get_coordinates(borders.shapes(*KINDS))
    assert (points == np.round(points, 4)).all()
    west, south, east, north = CLIP
    assert (points >= (west, south)).all()
    assert (points <= (east, north)).all()


@pytest.mark.parametrize("kind", ["country", "region"])
def test_polygons_are_a_valid_coverage(borders: Borders, kind: str) -> None:
    shapes = borders.shapes(kind)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_regions_fill_their_countries(borders: Borders) -> None:
    countries, regions = borders.of_kind("country"), borders.of_kind("region")
    for iso, code in (("UKR", "UA-"), ("BLR", "BY-")):
        whole = countries.geometry[countries["iso"] == iso].iloc[0]
        parts = regions.geometry[regions["iso"].str.startswith(code)].to_numpy()
        assert shapely.equals(shapely.coverage_union_all(parts), whole)


def test_borders_and_coasts_are_the_edges_of_the_countries(borders: Borders) -> None:
    countries = borders.of_kind("country")
    shapes, names, isos = borders.shapes("country"), list(countries["name"]), list(countries["iso"])
    found = {(row["kind"], row["iso"]): row for row in derive_lines(shapes, names, isos, clip=CLIP)}
    stated = borders.of_kind("border", "coast")
    assert list(zip(stated["kind"], stated["iso"], strict=True)) == sorted(found)
    for row in stated.itertuples():
        expected = found[row.kind, row.iso]
        assert row.name == expected["name"]
        assert shapely.equals_exact(row.geometry, expected["geometry"], normalize=True)


def test_borders_lie_on_both_countries_and_coasts_on_one(borders: Borders) -> None:
    countries = borders.of_kind("country").set_index("iso").geometry
    edges = {iso: shapely.boundary(shape) for iso, shape in countries.items()}
    for row in borders.of_kind("border", "coast").itertuples():
        middle = row.geometry.interpolate(0.5, normalized=True)
        touched = {iso for iso, edge in edges.items() if edge.distance(middle) < 1e-9}
        assert touched == set(row.iso.split("-"))


def test_names_in_three_languages(borders: Borders) -> None:
    for column in ("name", "name_uk", "name_ru"):
        names = borders.features[column]
        assert names.notna().all()
        assert (names.str.strip() == names).all()
    regions = borders.of_kind("region").set_index("iso")
    assert tuple(regions.loc["UA-32", ["name", "name_uk", "name_ru"]]) == (
        "Kyiv Oblast",
        "Київська область",
        "Киевская область",
    )
    assert regions["name"].is_unique


@pytest.mark.parametrize(("place", "lat", "lon", "country", "region"), TOWNS)
def test_town_lies_where_it_should(
    borders: Borders, place: str, lat: float, lon: float, country: str | None, region: str | None
) -> None:
    assert names_at(borders, "country", lat, lon) == country, place
    assert names_at(borders, "region", lat, lon) == region, place


@pytest.mark.parametrize(("place", "lat", "lon"), HELD)
def test_held_area_contains(borders: Borders, place: str, lat: float, lon: float) -> None:
    assert held_areas(borders).geometry.intersects(shapely.Point(lon, lat)).tolist() == [True]


@pytest.mark.parametrize(("place", "lat", "lon"), NOT_HELD)
def test_held_area_does_not_contain(borders: Borders, place: str, lat: float, lon: float) -> None:
    assert held_areas(borders).geometry.intersects(shapely.Point(lon, lat)).tolist() == [False]


def test_line_of_contact_goes_through_the_points_of_its_table(borders: Borders) -> None:
    with LINE_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    stated = [(float(row["lon"]), float(row["lat"])) for row in rows]
    points = [tuple(point) for point in line(borders, "line_of_contact").geometry.coords]
    assert [int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1))
    inner = [points.index(point) for point in stated[1:-1]]
    assert inner == sorted(inner)
    # the ends are moved onto the border and the coast, by less than the line is known to
    for end in (0, -1):
        assert WGS84.line_length(*zip(points[end], stated[end], strict=True)) < 5000


def test_line_of_contact_ends_on_border_and_coast(borders: Borders) -> None:
    shape = line(borders, "line_of_contact").geometry
    stated = borders.of_kind("border", "coast").set_index("iso").geometry
    assert stated["RUS-UKR"].distance(shapely.Point(shape.coords[0])) == 0
    assert stated["UKR"].distance(shapely.Point(shape.coords[-1])) == 0
    country = borders.of_kind("country").set_index("iso").geometry["UKR"]
    assert country.boundary.intersection(shape).equals(
        shapely.MultiPoint(shape.coords[:: len(shape.coords) - 1])
    )
    corners = shapely.get_coordinates(borders.shapes("country"))
    for end in (shape.coords[0], shape.coords[-1]):
        assert (corners == end).all(axis=1).any()


def test_de_facto_line_is_the_edge_of_kherson_and_crimea(borders: Borders) -> None:
    regions = borders.of_kind("region").set_index("iso").geometry
    edge = shapely.boundary(regions["UA-65"]).intersection(shapely.boundary(regions["UA-43"]))
    row = line(borders, "de_facto_line")
    assert shapely.length(edge) > 1
    assert shapely.equals(shapely.line_merge(edge), row.geometry)
    assert (row.country, row.held, row.right) == ("UKR", "right", "Russian forces")


def test_script_moves_crimea_and_mends_codes(script: Any) -> None:
    codes = {
        ("RUS", "UA-43"): ("UKR", "UA-43"),
        ("RUS", "UA-40"): ("UKR", "UA-40"),
        ("RUS", "RU-ROS"): ("RUS", "RU-ROS"),
        ("RUS", "RU-MOS"): ("RUS", "RU-MOW"),
        ("ALD", "AX-X01~"): ("FIN", "AX-X01~"),
        ("KOS", "XK-01"): ("XKX", "XK-01"),
    }
    for (country, region), expected in codes.items():
        properties = {"adm0_a3": country, "iso_3166_2": region}
        assert script.get_codes(properties) == expected


def test_script_fits_the_line_to_the_cells(script: Any) -> None:
    cells = {("UKR", "A"): shapely.box(0, 0, 1, 2), ("UKR", "B"): shapely.box(1, 0, 2, 2)}
    short = shapely.LineString([(0.003, 1), (1.5, 1), (1.5, 0.004)])
    fitted, points = script.fit_line(short, cells)
    assert list(fitted.coords) == [(0, 1), (1, 1), (1.5, 1), (1.5, 0)]
    # what lies beyond the edge is cut off
    long = shapely.LineString([(-0.5, 1), (0.1, 1), (1.5, 1), (1.5, 0.5), (1.5, -0.2)])
    assert list(script.fit_line(long, cells)[0].coords) == [
        (0, 1),
        (0.1, 1),
        (1, 1),
        (1.5, 1),
        (1.5, 0.5),
        (1.5, 0),
    ]
    for cell in cells.values():
        corners = set(script.insert_points(cell, points).exterior.coords)
        assert (1, 1) in corners
        assert corners > set(cell.exterior.coords)


def test_script_refuses_another_source(script: Any, tmp_path: Path) -> None:
    source = tmp_path / "build.json"
    source.write_text('{"features": []}')
    with pytest.raises(SystemExit, match="the source is not"):
        script.main(["--source", str(source), "--output", str(tmp_path / "out")])
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    script = read_script("pack_shapes")
    target: Path = tmp_path_factory.mktemp("packed") / "borders.wkb"
    script.pack_shapes(FILE, target)
    return target


def test_the_shapes_that_are_ready_are_those_of_the_file(packed: Path) -> None:
    content = FILE.read_bytes()
    ready = ready_shapes(hashlib.sha256(content).digest(), packed)
    assert ready is not None
    built = [feature.shape for feature in parse_geojson(content, FILE.name)[0]]
    assert all(shape is not None for shape in built)
    assert shapely.to_wkb(ready).tolist() == shapely.to_wkb(built).tolist()
    known = parse_geojson(content, FILE.name, ready=ready)[0]
    assert [feature.shape for feature in known] == ready.tolist()
    assert shapely.is_valid(ready).all()


def test_shapes_of_another_file_are_not_ready(packed: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256(FILE.read_bytes()).digest()
    assert ready_shapes(hashlib.sha256(b"").digest(), packed) is None
    assert ready_shapes(digest, tmp_path / "absent.wkb") is None
    broken = tmp_path / "broken.wkb"
    broken.write_bytes(packed.read_bytes()[:-9])
    assert ready_shapes(digest, broken) is None
