"""Border files of any make: whatever is in them, what can be drawn is drawn."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.arrays import decode_texts
from deploymap.borders.borders import Borders, packaged_borders, read_borders
from deploymap.borders.coverage import make_coverage
from deploymap.borders.join import join_units
from deploymap.borders.labels import place_country_names
from deploymap.borders.linetime import holds_at, line_period, read_period
from deploymap.borders.topology import page_topology, simplify
from deploymap.borders.view import crop_lines, shows
from deploymap.chain import build
from deploymap.gazetteer.countrynames import country_codes, fold_area
from deploymap.problems import DataError

LUHANSK, MARIUPOL = (48.5681, 39.3055), (47.0971, 37.5434)


def box(west: float, south: float, east: float, north: float, **properties: Any) -> dict[str, Any]:
    geometry = json.loads(shapely.to_geojson(shapely.box(west, south, east, north)))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(folder: Path, features: list[Any], name: str = "mine.geojson") -> Path:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def table(*places: tuple[float, float], **columns: list[Any]) -> pd.DataFrame:
    lat, lon = zip(*places, strict=True)
    texts = {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    lines = range(2, len(places) + 2)
    side = pd.Series([None] * len(places), dtype=object)
    return pd.DataFrame({"lat": lat, "lon": lon, "line": lines, "side": side, **texts})


def joined(units: pd.DataFrame, borders: Borders, **more: Any) -> tuple[pd.DataFrame, list[str]]:
    result, problems = join_units(units, borders, file="u.csv", **more)
    return decode_texts(result), [str(problem) for problem in problems]


# coordinates on few values, with others a hair beside, so that all that can go wrong does
NUMBERS = st.sampled_from([0.0, 1.0, 1.0000000000000002, 1.00001, 2.0, 2.00004, 3.0, -4.0, 5.5])
POINTS = st.tuples(NUMBERS, NUMBERS)
RINGS = st.lists(POINTS, min_size=0, max_size=9).map(lambda ring: [*ring, *ring[:1]])
WIDE = st.tuples(st.sampled_from([-180, -179.9, 0, 90, 179, 180, 190]), st.floats(-90, 90))
POLYGONS = st.one_of(
    st.lists(RINGS, max_size=3),
    st.lists(WIDE, min_size=3, max_size=6).map(lambda ring: [[*ring, ring[0]]]),
)
GEOMETRIES = st.one_of(
    POLYGONS.map(lambda rings: {"type": "Polygon", "coordinates": rings}),
    st.lists(POLYGONS, max_size=3).map(lambda many: {"type": "MultiPolygon", "coordinates": many}),
    RINGS.map(lambda line: {"type": "LineString", "coordinates": line}),
    st.none(),
)
KINDS = st.sampled_from([None, None, "country", "region", "line_of_contact", "State"])
NAMES = st.sampled_from([None, "A", "B", "Kyiv Oblast", 7, ""])
FEATURES = st.builds(
    lambda geometry, kind, name: {
        "type": "Feature",
        "properties": {
            "name": name,
            "iso": name,
            "country": "A",
            "held": "left",
            "left": "x",
            **({"kind": kind} if kind else {}),
        },
        "geometry": geometry,
    },
    GEOMETRIES,
    KINDS,
    NAMES,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(FEATURES, min_size=1, max_size=6))
def test_no_geometry_ends_in_an_exception(
    tmp_path_factory: pytest.TempPathFactory, features: list[Any]
) -> None:
    path = write(tmp_path_factory.getbasetemp(), features, "any.geojson")
    try:
        borders = read_borders(path)
    except DataError:
        return
    result, _ = joined(table((0.5, 0.5), (1.0, 1.0), (70.0, 100.0)), borders)
    assert len(result) == 3
    place_country_names(borders)
    for focus in ((0.0, 0.0, 1.0, 1.0), (-180.0, -90.0, 180.0, 90.0)):
        json.dumps(page_topology(borders, focus=focus), allow_nan=False)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.tuples(POINTS, POINTS, POINTS), min_size=1, max_size=5))
def test_polygons_become_a_coverage(corners: list[Any]) -> None:
    shapes = np.array([shapely.Polygon(three) for three in corners], dtype=object)
    shapes = shapes[shapely.is_valid(shapes) & (shapely.area(shapes) > 0)]
    cleaned = make_coverage(shapes)
    assert len(cleaned) == len(shapes)
    left = cleaned[~shapely.is_empty(cleaned)]
    assert shapely.is_valid(left).all()
    assert shapely.area(left).sum() == pytest.approx(shapely.union_all(left).area, abs=1e-3)
    if len(shapes):
        whole = shapely.union_all(shapes).area
        assert shapely.area(left).sum() == pytest.approx(whole, abs=0.02)


def test_a_line_beside_a_polygon_does_not_end_a_coverage() -> None:
    line = shapely.LineString([(5, 5), (6, 6)])
    mixed = shapely.GeometryCollection([shapely.box(0, 0, 2, 2), line])
    shapes = np.array([mixed, shapely.box(1, 0, 4, 4), line], dtype=object)
    for made in (make_coverage(shapes), simplify(shapes, (0, 0, 1, 1), 2.0, 0.001)):
        assert shapely.get_type_id(made).tolist() == [3, 3, 3]
        assert not shapely.is_empty(made[0])
        assert shapely.is_empty(made[2])


def test_what_collapses_on_the_grid_is_joined_but_not_drawn(tmp_path: Path) -> None:
    rock = (100.0, 10.0, 100.00001, 10.00001)
    features = [box(20, 20, 80, 80, name="Big"), box(*rock, name="Rock")]
    borders = read_borders(write(tmp_path, features))
    result, _ = joined(table((10.000005, 100.000005)), borders)
    assert result["in_country"].tolist() == ["Rock"]
    drawn = page_topology(borders, focus=(20, 20, 80, 80))["objects"]["countries"]["geometries"]
    assert [shape["properties"]["name"] for shape in drawn] == ["Big"]


def test_many_features_are_drawn_in_time(tmp_path: Path) -> None:
    cells = [box(x, y, x + 1, y + 1, name=f"{x} {y}") for x in range(60) for y in range(40)]
    borders = read_borders(write(tmp_path, cells), kind="country")
    assert len(borders.of_kind("border")) == 59 * 40 + 60 * 39


def test_an_enclave_that_is_not_cut_out(tmp_path: Path) -> None:
    whole, inner = box(38, 47, 42, 50, name="Whole"), box(39, 48, 40, 49, name="Inner")
    far = box(45, 47, 46, 50, name="Far")
    found = []
    for features in itertools.permutations([whole, inner, far]):
        borders = read_borders(write(tmp_path, list(features)))
        assert borders.of_kind("region").empty
        result, told = joined(table((48.5, 39.5), (48.5, 41.5)), borders)
        assert told == [
            "warning: u.csv:2: lat: 48.5, 39.5 lies in Inner and in Whole, which overlap; it counts"
            " to Inner, the smaller"
        ]
        found.append(result[["in_country", "border_with", "border_km"]].values.tolist())
    assert all(one == found[0] for one in found)
    (country, other, km), (second, _, far_km) = found[0]
    assert (country, other, second) == ("Inner", "Whole", "Whole")
    assert km == pytest.approx(36.9, abs=0.2)
    assert far_km == pytest.approx(110.7, abs=0.5)


def test_countries_and_their_regions_in_one_file(tmp_path: Path) -> None:
    regions = [box(x, 0, x + 1, 2, name=f"R{x}") for x in range(3)]
    for features in ([box(0, 0, 3, 2, name="Land"), *regions], [*regions, box(0, 0, 3, 2)]):
        borders = read_borders(write(tmp_path, features))
        assert sorted(borders.of_kind("region")["name"]) == ["R0", "R1", "R2"]
        assert len(borders.of_kind("country")) == 1
        assert [p.code for p in borders.problems if "regions" in p.message] == ["border-kind"]
        _, told = joined(table((1.0, 0.5)), borders)
        assert told == []


@pytest.mark.parametrize(
    "properties",
    [
        {"id": "DE-NI", "name": "N"},
        {"iso_3166_2": "UA-05", "name": "N"},
        {"NAME_0": "Ukraine", "NAME_1": "N"},
        {"admin1Name": "N"},
        {"ADM1_EN": "N", "ADM0_EN": "Ukraine"},
        {"NUTS_ID": "AT12", "LEVL_CODE": 2, "NUTS_NAME": "N"},
        {"shapeName": "N", "shapeType": "ADM1"},
        {"name": "N", "admin_level": "4"},
        {"bundesland": "N"},
        {"oblast": "N"},
        {"name": "N Oblast"},
        {"name": "East Province"},
        {"name": "Київська область"},
        {"name": "N", "hc-key": "de-ni"},
        {"name": "N", "TYPE": "Oblast"},
    ],
)
def test_parts_of_a_country_are_regions(tmp_path: Path, properties: dict[str, Any]) -> None:
    features = [box(x, 47, x + 1, 48, **properties) for x in (13, 14)]
    borders = read_borders(write(tmp_path, features))
    assert borders.of_kind("region")["name"].notna().all()
    assert len(borders.of_kind("region")) == 2
    (notice,) = (p for p in borders.problems if p.code == "border-kind")
    assert notice.severity == "notice"
    result, told = joined(table((47.5, 14.5)), borders)
    assert told == []
    assert result["in_country"].tolist() == [None]
    assert result["border_km"].isna().all()
    topology = page_topology(borders, focus=(13, 47, 15, 48))
    assert len(topology["objects"]["land"]["geometries"]) == 2
    assert not topology["objects"]["coast"]["geometries"]
    assert len(place_country_names(borders)) == 2
    countries = read_borders(tmp_path / "mine.geojson", kind="country")
    assert len(countries.of_kind("country")) == 2


def test_areas_that_are_all_of_one_country_are_its_regions(tmp_path: Path) -> None:
    named = [{"name": name, "admin": "Ukraine"} for name in ("East", "West", "South")]
    found = read_borders(write(tmp_path, [box(x, 47, x + 1, 48, **p) for x, p in enumerate(named)]))
    assert len(found.of_kind("region")) == 3
    named[0]["admin"] = "Moldova"
    found = read_borders(write(tmp_path, [box(x, 47, x + 1, 48, **p) for x, p in enumerate(named)]))
    assert len(found.of_kind("country")) == 3


@pytest.mark.parametrize(
    ("properties", "sure"),
    [
        ({"name": "Germany"}, True),
        ({"name": "X", "iso_a3": "DEU"}, True),
        ({"name": "X", "shapeType": "ADM0"}, True),
        ({"name": "X", "featurecla": "Admin-0 country"}, True),
        ({"name": "X", "admin_level": 2}, True),
        ({"name": "Tirol"}, False),
    ],
)
def test_countries_are_taken_as_such(tmp_path: Path, properties: Any, sure: bool) -> None:
    features = [box(x, 47, x + 1, 48, **properties) for x in (13, 14)]
    borders = read_borders(write(tmp_path, features))
    assert len(borders.of_kind("country")) == 2
    told = [p.message for p in borders.problems if p.code == "border-kind"]
    assert told == ([] if sure else ["does not say kind; its areas are taken for countries"])


def test_beyond_the_areas_of_a_file_is_sea_only_where_it_says_so(tmp_path: Path) -> None:
    land = box(13, 47, 15, 49, name="Austria")
    coast = {
        "type": "Feature",
        "properties": {"kind": "coast", "name": "Austria"},
        "geometry": {"type": "LineString", "coordinates": [[13, 47], [15, 47]]},
    }
    path = write(tmp_path, [land, box(15, 47, 17, 48, name="Hungary")])
    for borders in (read_borders(path), read_borders(write(tmp_path, [land], "one.geojson"))):
        assert not borders.sea
        objects = page_topology(borders, focus=(13, 47, 15, 49))["objects"]
        assert not objects["coast"]["geometries"]
        assert "edges" in objects
        _, told = joined(table((46.9, 14.0)), borders)
        assert told == [
            f"warning: u.csv:2: lat: 46.9, 14 lies outside of the borders of {borders.file}; the "
            "unit is drawn there"
        ]
    for borders in (
        read_borders(path, edge="coast"),
        read_borders(write(tmp_path, [land, coast], "c.geojson")),
        read_borders(packaged_borders()),
    ):
        assert borders.sea
        assert "edges" not in page_topology(borders, focus=(13, 47, 15, 49))["objects"]


def test_a_map_of_the_world_has_sea(tmp_path: Path) -> None:
    # two pieces with a quarter of the earth's surface
    features = [box(-100, -60, -30, 60, name="Peru"), box(0, -40, 70, 60, name="Chad")]
    assert read_borders(write(tmp_path, features)).sea
    assert not read_borders(write(tmp_path, features[:1])).sea


def test_units_in_an_area_without_a_name(tmp_path: Path) -> None:
    features = [box(30, 40, 35, 45, NAME="West"), box(35, 40, 40, 45, NAME=None)]
    borders = read_borders(write(tmp_path, features))
    result, told = joined(table((42.0, 32.0), (42.0, 37.0)), borders)
    assert result["in_country"].tolist() == ["West", "an area without a name"]
    assert result["border_with"].tolist() == ["an area without a name", "West"]
    assert told == []
    assert place_country_names(borders)["name"].tolist() == ["West"]


def test_swapped_borders_are_not_blamed_on_the_sheet(tmp_path: Path) -> None:
    path = write(tmp_path, [box(48, 39, 49, 40, name="One"), box(48, 40, 49, 42, name="Two")])
    _, told = joined(table((48.5, 39.5), (48.2, 40.5)), read_borders(path))
    (one,) = told
    assert one.startswith("warning: mine.geojson: all 2 units lie outside of its areas")
    assert "the border file looks swapped" in one
    _, told = joined(table((39.5, 48.5), (39.2, 48.7), (48.5, 39.3)), read_borders(path))
    assert "exchange lat and lon" in told[0]


@pytest.mark.parametrize(
    "names",
    [
        ["USA", "UK", "Germany"],
        ["US", "GB", "DE"],
        ["United States", "United Kingdom", "Deutschland"],
        ["США", "Велика Британія", "Німеччина"],
        ["Vereinigte Staaten", "Royaume-Uni", "Alemania"],
        ["united states of america", "Great Britain", "deu"],
        ["U.S.A.", "GBR", "DEU"],
    ],
)
@pytest.mark.parametrize("key", ["iso_a3", "id", "name"])
def test_names_of_countries_are_compared_as_countries(
    tmp_path: Path, names: list[str], key: str
) -> None:
    codes = {"United States of America": "USA", "United Kingdom": "GBR", "Germany": "DEU"}
    bounds = [(-120, 30, -80, 48), (-5, 50, 1, 58), (6, 48, 15, 54)]
    features = []
    for edges, (name, code) in zip(bounds, codes.items(), strict=True):
        feature = box(*edges, name=name)
        (feature if key == "id" else feature["properties"]).setdefault(key, code)
        features.append(feature)
    places = [(38.0, -100.0), (52.0, -1.0), (51.0, 10.0)]
    _, told = joined(table(*places, country=names), read_borders(write(tmp_path, features)))
    assert told == []
    _, told = joined(table(places[0], country=["Mexico"]), read_borders(write(tmp_path, features)))
    assert len(told) == 1


def test_no_two_countries_have_a_code_in_common() -> None:
    assert country_codes(fold_area("Congo")) == {"COD", "COG"}
    for code in ("us", "usa", "840", "gb", "uk", "ua", "ru", "xk", "fin", "fji", "yem", "ita"):
        assert len(country_codes({code})) == 1


def test_units_where_the_shipped_borders_do_not_reach_are_told_once() -> None:
    shipped = read_borders(packaged_borders())
    places = [(41.6, 44.6), (41.5, 44.5), (48.2, 16.4), (33.5, 36.3), (48.57, 39.3)]
    result, told = joined(table(*places), shipped)
    assert told == [
        "warning: u.csv: 4 of 5 units lie outside of the borders that deploymap ships with "
        "(20-60 E, 42-60 N); leave this border file out, and the world takes its place"
    ]
    assert result["border_km"].isna().tolist() == [True, True, True, True, False]
    assert result["border_with"].tolist()[:4] == [None] * 4


def test_a_whole_sheet_in_the_wrong_order_is_told_of_at_the_shipped_borders() -> None:
    shipped = read_borders(packaged_borders())
    _, told = joined(table(LUHANSK[::-1], MARIUPOL[::-1], (30.5, 50.4)), shipped)
    assert told == [
        "warning: u.csv: 3 of 3 units lie outside of the borders that deploymap ships with "
        "(20-60 E, 42-60 N), but all lie within them with lat and lon exchanged; if they are, "
        "exchange lat and lon; if not, leave this border file out, and the world takes its place"
    ]
    # Alexandria, turned round, lies at sea: nothing is guessed of the others
    _, told = joined(table(LUHANSK[::-1], (31.2, 29.9)), shipped)
    assert len(told) == 1
    assert "exchange" not in told[0]


def test_a_swapped_unit_among_others_is_still_found() -> None:
    shipped = read_borders(packaged_borders())
    places = [LUHANSK, MARIUPOL, (48.0, 37.8), LUHANSK[::-1]]
    _, told = joined(table(*places), shipped)
    assert told == [
        "warning: u.csv:5: lat: 39.3055, 48.5681 lies in no country of the borders that deploymap "
        "ships with (20-60 E, 42-60 N), at sea or off the map; exchange lat and lon if they are "
        "swapped"
    ]


@pytest.mark.parametrize(
    ("date", "map_date", "side"),
    [
        ("2022-01-12", "", "Russian-backed forces"),
        ("2022-01", "", "Russian-backed forces"),
        ("2022-02-23", "", "Russian-backed forces"),
        (None, "2022-01-12", "Russian-backed forces"),
        ("2022-02-24", "", None),
        ("2022-02", "", None),
        ("2022", "", None),
        ("2022-09-11", "2022-01-12", None),
        ("1943-08-01", "", None),
        (None, "", None),
        (None, "2023-05-01", None),
    ],
)
def test_a_line_has_sides_in_its_own_time(date: Any, map_date: str, side: Any) -> None:
    shipped = read_borders(packaged_borders())
    units = table(LUHANSK, LUHANSK, date=[date, "2022-01-20"])
    result, _ = joined(units, shipped, date=map_date)
    assert result["line_side"].tolist() == [side, "Russian-backed forces"]


def test_each_line_counts_in_its_own_time() -> None:
    shipped = read_borders(packaged_borders())
    simferopol = (44.948, 34.104)
    units = table(simferopol, LUHANSK, MARIUPOL, date=["2016-05-01"] * 3)
    result, _ = joined(units, shipped)
    # beyond Crimea's line ran another one, of which the file has no state of 2016
    assert result["line_side"].tolist() == ["Russian forces", None, None]


def test_the_time_of_a_line() -> None:
    assert read_period("2022-01") == (20220101, 20220131)
    assert read_period("-0043-03-15") == (-430000 + 315, -430000 + 315)
    assert read_period("1916") == (19160101, 19161231)
    assert read_period("about 1916") is None
    assert line_period(None, None) is None
    july = line_period("1916-07", None)
    assert holds_at(july, read_period("1916-07-14"))
    assert not holds_at(july, read_period("1916-08-01"))
    assert not holds_at(july, None)
    assert holds_at(None, None)


KYIV_VIEW, DONBAS_VIEW = (29.0, 49.0, 32.0, 51.0), (36.0, 46.5, 40.0, 49.5)


def test_lines_and_words_are_of_what_the_map_shows(tmp_path: Path) -> None:
    shipped = read_borders(packaged_borders())
    lines = crop_lines(shipped, [DONBAS_VIEW]).table["kind"].tolist()
    assert "line_of_contact" in lines
    assert "de_facto_line" not in lines
    cropped = page_topology(crop_lines(shipped, [KYIV_VIEW]), focus=KYIV_VIEW)["objects"]
    assert not cropped["lines"]["geometries"]
    assert not cropped["held"]["geometries"]
    # inside of what is held, far from the line
    assert (
        "line_of_contact" in crop_lines(shipped, [(39.4, 47.9, 39.6, 48.1)]).table["kind"].tolist()
    )
    assert shows(shipped, "UA-43", [(33.0, 44.0, 35.0, 46.0)])
    assert not shows(shipped, "UA-43", [KYIV_VIEW])


@pytest.mark.parametrize(
    ("places", "count"),
    [(["48.5,39.3"], 1), (["45.3,34.4"], 2), (["50.4,30.5"], 0)],
)
def test_the_policy_of_the_shipped_borders_is_of_what_the_map_shows(
    tmp_path: Path, places: list[str], count: int
) -> None:
    rows = "".join(f"U,{place}\n" for place in places)
    (tmp_path / "units.csv").write_text(f"name,lat,lon\n{rows}", encoding="utf-8")
    assert len(build(tmp_path, borders=packaged_borders()).scene.policy) == count


def test_each_border_file_of_a_folder_is_tried(tmp_path: Path) -> None:
    write(tmp_path, [box(13, 47, 15, 49, name="Austria")], "good.geojson")
    speck = box(1, 1, 1.00001, 1.00001, name=None)
    write(tmp_path, [box(13, 47, 15, 49, name=3), speck], "odd.geojson")
    (tmp_path / "broken.geojson").write_text("{", encoding="utf-8")
    script = Path(__file__).with_name("try_borders.py")
    call = [sys.executable, str(script), str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 built" in done.stdout
    assert "1 refused border-file" in done.stdout
    assert "3 files" in done.stdout


FRONT = {"type": "LineString", "coordinates": [[39, 47], [39, 49]]}


@pytest.mark.parametrize(
    ("line", "date", "dates", "told"),
    [
        ({"date": "2014-09-05"}, "2022-01-12", [], "Minsk is of 2014-09-05, not of the time"),
        ({"date": "2014-09", "until": "2022-02-23"}, "2022-03-01", [], "2014-09 to 2022-02-23"),
        ({"until": "2014"}, "", ["2022-01", "2022-02-01"], "Minsk is of 2014, not of the time"),
        ({"date": "2014-09", "until": "2022-02-23"}, "2022-01-12", [], ""),
        ({"date": "2022-01"}, "", ["2022-01-02", "2023-01-01"], ""),
        ({"date": "2014"}, "", [], ""),
        ({}, "2022-01-12", [], ""),
        ({"date": "in spring"}, "2022-01-12", [], ""),
    ],
)
def test_a_line_of_another_time_than_the_map_is_told_of(
    tmp_path: Path, line: dict[str, str], date: str, dates: list[str], told: str
) -> None:
    front = {"name": "Minsk", "kind": "line_of_contact", **line}
    feature = {"type": "Feature", "properties": front, "geometry": FRONT}
    path = write(tmp_path, [box(30, 45, 40, 52, name="Ukraine"), feature])
    header = f"{'date,' * bool(dates)}name,lat,lon\n"
    rows = [f"{day},A{day},48,38\n" for day in dates] or ["A,48,38\n"]
    (tmp_path / "units.csv").write_text(header + "".join(rows))
    (tmp_path / "deploymap.toml").write_text(f'date = "{date}"\n' if date else "")
    problems = build(tmp_path, borders=path).problems
    found = [p for p in problems if p.code == "border-time"]
    assert [told in p.message for p in found] == [True] * bool(told)
    assert all(p.severity == "notice" for p in found)


def test_land_in_islands_is_thinned_without_the_work_that_neighbours_need(monkeypatch) -> None:
    monkeypatch.setattr(shapely, "coverage_clean", None)
    monkeypatch.setattr(shapely, "coverage_is_valid", None)
    fine, islet = 2e-5, [(9, 9), (9 + 1e-5, 9), (9, 9 + 1e-5), (9, 9)]
    island = [(0, 0), (fine, 0), (1, 0), (1, 1), (1 - fine, 1), (0, 1), (0, fine), (0, 0)]
    shapes = np.array(
        [
            shapely.MultiPolygon([shapely.Polygon(island)]),
            shapely.Polygon([(x + 3, y) for x, y in island]),
            shapely.Polygon(islet),
        ],
        dtype=object,
    )
    thin = make_coverage(shapes)
    assert [shapely.get_num_points(shapely.get_rings(shape)).tolist() for shape in thin] == [
        [5],
        [5],
        [],
    ]
    assert shapely.area(thin) == pytest.approx([1, 1, 0], abs=1e-4)
