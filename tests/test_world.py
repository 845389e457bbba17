"""The world that ships with deploymap: its data, the join with it, and what a map draws of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from deploymap import build
from deploymap.arrays import decode_texts
from deploymap.borders.borders import packaged_borders, read_borders
from deploymap.borders.disputes import DISPUTES, PACKAGED, tell_disputes
from deploymap.borders.ground import lay_world, shows_border, shows_disputed, width_km, window_of
from deploymap.borders.join import join_units
from deploymap.borders.nearest import nearest_border
from deploymap.borders.world import BEYOND_SEA_KM, FARTHEST_KM, world_borders
from deploymap.borders.worldfiles import LAYERS, read_layer, read_window
from deploymap.borders.worldtopology import world_topology
from deploymap.packaged import packaged_data
from deploymap.page.words import languages, read_border_words

DATA = Path(__file__).resolve().parents[1] / "data" / "world"
LANGUAGES = ("ar", "de", "es", "fr", "he", "ru", "uk")
NUMBERS = re.compile(r"\d+")
METRES = 100 / 111_200  # a hundred of them in degrees of latitude

TAIWAN = (117.0, 21.0, 123.0, 27.0)
BERING = (176.0, 62.0, 197.0, 68.0)


def join(*places: tuple[float, float], **columns: Any) -> tuple[pd.DataFrame, list[Any]]:
    lat, lon = zip(*places, strict=True)
    units = pd.DataFrame({"lat": lat, "lon": lon, "line": range(2, len(lat) + 2), **columns})
    found, problems = join_units(units, world_borders(), file="units.csv")
    return decode_texts(found), problems


def scene_of(page: str) -> dict[str, Any]:
    text = page.partition('id="deploymap-scene"')[2].partition(">")[2].partition("</script>")[0]
    found: dict[str, Any] = json.loads(text)
    return found


def page_at(*places: tuple[float, float], **more: Any) -> dict[str, Any]:
    lat, lon = zip(*places, strict=True)
    units = pd.DataFrame({"name": [f"unit {n}" for n in range(len(lat))], "lat": lat, "lon": lon})
    return scene_of(build("tests", units=units, **more).to_html())


def names_of(scene: dict[str, Any], kind: str) -> set[str]:
    rows = scene["basemap"]["objects"][kind]["geometries"]
    return {row["properties"]["name"] for row in rows}


# the data


def test_all_layers_ship_and_are_small() -> None:
    files = {path.stem: path.stat().st_size for path in DATA.glob("*.parquet")}
    assert set(files) == set(LAYERS)
    assert sum(files.values()) <= 20_000_000
    assert all(packaged_data(f"world/{name}.parquet").exists() for name in LAYERS)


def test_areas_are_valid_and_countries_have_names_in_every_language() -> None:
    for name in ("regions", "countries", "countries-coarse", "islets", "lakes", "seas"):
        shapes = read_layer(name)["geometry"].to_numpy()
        assert name in ("islets", "lakes", "seas") or shapely.coverage_is_valid(shapes)
        assert shapely.is_valid(shapes).all()
        assert set(shapely.get_type_id(shapes)) <= {3, 6}
    countries = read_layer("countries")
    coded = countries[countries["iso"].notna()]
    languages = [path.stem for path in Path("src/deploymap/languages").glob("??.json")]
    for code in set(languages) - {"en"}:
        assert coded[f"name_{code}"].notna().all()
    assert countries["iso"].is_unique or countries["iso"].dropna().is_unique


def test_the_world_agrees_with_the_shipped_borders() -> None:
    rng = np.random.default_rng(14)
    places = np.stack([rng.uniform(44.05, 55.9, 1_000), rng.uniform(22.1, 43.9, 1_000)], axis=1)
    units = pd.DataFrame({"lat": places[:, 0], "lon": places[:, 1], "line": range(1_000)})
    world, _ = join_units(units, world_borders(), file="x")
    shipped, _ = join_units(units, read_borders(packaged_borders()), file="x")
    world, shipped = decode_texts(world), decode_texts(shipped)
    other = (world["in_country_iso"] != shipped["in_country_iso"]) & (
        world["in_country_iso"].notna() | shipped["in_country_iso"].notna()
    )
    assert other.mean() < 0.005
    named = shipped["in_region"].notna() & ~other & world["in_region"].notna()
    assert (world["in_region"] != shipped["in_region"])[named].mean() < 0.01
    crimea, _ = join((45.0, 34.1), (44.6, 33.55))
    assert crimea["in_country"].tolist() == ["Ukraine", "Ukraine"]


# the join


def test_2000_points_over_the_earth_agree_with_a_plain_join() -> None:
    rng = np.random.default_rng(2_000)
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, 2_000)))
    lon = rng.uniform(-180, 180, 2_000)
    ours, _ = join(*zip(lat, lon, strict=True))
    regions = geopandas.read_parquet(DATA / "regions.parquet")
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=regions.crs)
    plain = points.sjoin(regions, how="left", predicate="intersects")
    plain = plain[~plain.index.duplicated()]
    edges = shapely.STRtree(shapely.boundary(regions.geometry.to_numpy()))
    near = edges.query(points.geometry.to_numpy(), predicate="dwithin", distance=METRES)[0]
    sure = ~np.isin(np.arange(2_000), near)
    inside = plain["name"].notna().to_numpy()
    assert inside.sum() > 500
    iso = ours["in_country_iso"]
    assert (iso.fillna("")[sure] == plain["country"].fillna("").to_numpy()[sure]).all()
    assert (ours["in_region"][sure & inside] == plain["name"][sure & inside]).all()
    assert ours["in_country"][sure & ~inside].isna().all()


def test_the_distance_is_that_to_the_nearest_border_of_the_world() -> None:
    rng = np.random.default_rng(3)
    places = np.stack([rng.uniform(-55, 70, 60), rng.uniform(-175, 179, 60)], axis=1)
    found, _ = join(*map(tuple, places))
    lines = read_layer("borders")
    km, row = nearest_border(lines["geometry"].to_numpy(), places[:, ::-1])
    pairs = lines["name"].iloc[row].str.split(" – ")
    own = [name in pair for name, pair in zip(found["in_country"], pairs, strict=True)]
    known = found["border_km"].notna().to_numpy()
    land = found["in_country"].notna().to_numpy()
    assert known.sum() > 10
    told = (km <= FARTHEST_KM) & (np.array(own) | (km <= BEYOND_SEA_KM))
    assert (known[land] == told[land]).all()
    assert (land & (km <= FARTHEST_KM) & ~told).any()
    np.testing.assert_allclose(found["border_km"].to_numpy()[known], km[known])


def test_at_a_border_a_row_says_whose_it_is() -> None:
    goma, laiza = (-1.67409, 29.22845), (24.755, 97.565)
    places = ["Goma, DRC", None, None]
    sources = ["GeoNames 216281", None, None]
    found, problems = join(
        goma, laiza, (-1.95, 30.06), place=places, position_source=sources,
        country=[None, "Myanmar", "DR Congo"],
    )  # fmt: skip
    # only at the border: Kigali is where it is
    assert found["in_country"].tolist() == ["DR Congo", "Myanmar", "Rwanda"]
    assert found["in_region"].tolist()[0] == "North Kivu"
    assert found["border_with"].tolist()[:2] == ["Rwanda", "China"]
    assert [p.line for p in problems if p.code == "area-other"] == [4]
    bare, _ = join(goma, laiza)
    assert bare["in_country"].tolist() == ["Rwanda", "China"]


def test_many_positions_join_as_few_do() -> None:
    rng = np.random.default_rng(4)
    places = list(zip(rng.uniform(-60, 75, 4_000), rng.uniform(-180, 180, 4_000), strict=True))
    many, _ = join(*places)
    few, _ = join(*places[:500])
    names = ["in_country", "in_country_iso", "in_region"]
    pd.testing.assert_frame_equal(many[names][:500], few[names])
    assert (many["border_km"].isna()[:500] == few["border_km"].isna()).all()


def test_at_sea_the_sea_is_named_and_said_once() -> None:
    places = ((24.2, 119.3), (24.1, 120.9), (23.9, 119.2), (24.0, 119.4))
    codes = ["10033000001201000000", *["10031000161211000000"] * 3]
    found, problems = join(*places, sidc20=codes)
    assert found["in_region"].tolist()[::2] == ["Taiwan Strait", "Taiwan Strait"]
    assert found["in_country"].tolist()[:2] == [None, "Taiwan"]
    (told,) = problems
    assert told.code == "position-outside"
    assert "2 of 4 units lie in no country, at sea (lines 4, 5)" in told.message
    assert told.also == (4, 5)
    # of a town on the coast the coast may be what is wrong
    assert join((24.47, 118.08))[1] == []


def test_who_is_on_an_islet_is_not_at_sea_and_near_by_it_is_drawn() -> None:
    # Snake Island, the Great Tunb and Fiery Cross Reef; far from all land there is none
    found, problems = join((45.2551, 30.2042), (26.26, 55.3), (9.549, 112.889))
    assert found["in_country"].tolist() == ["Ukraine", None, None]
    assert found["in_region"][0] == "Odesa Oblast"
    assert problems == []
    assert join((44.9, 30.9))[1][0].code == "position-outside"
    snake = shapely.Point(30.2043, 45.255)
    near, far = (lay_world([(30 - x, 45 - x, 30 + x, 45 + x)], "en").countries for x in (0.5, 4))
    assert shapely.intersects(near["geometry"].to_numpy(), snake).tolist().count(True) == 1
    assert not shapely.intersects(far["geometry"].to_numpy(), snake).any()


def test_a_swapped_position_is_recognised() -> None:
    towns = [(34.08, 74.8), (34.16, 77.58), (34.37, 73.47), (32.73, 74.86)]
    _, problems = join(*towns, (76.13, 34.56))
    assert [(p.code, p.line) for p in problems] == [("position-swapped", 6)]
    chile = [(-33.45, -70.66), (-36.8, -73.0), (-29.9, -71.2)]
    _, problems = join(*((lon, lat) for lat, lon in chile))
    assert [(p.code, p.line) for p in problems] == [("position-swapped", None)]
    stated = ["India", "India", "Pakistan"]
    _, problems = join(*towns[:3], country=stated)
    assert problems == []
    _, problems = join(*towns[:3], country=["India", "China", "Pakistan"])
    assert [(p.code, p.line) for p in problems] == [("area-other", 3)]
    # of other times, or parts of countries
    _, problems = join(
        (55.9, -3.2), (52.5, 13.4), (55.7, 37.6), country=["Scotland", "Prussia", "USSR"]
    )
    assert problems == []


# the map


def test_a_map_far_from_ukraine_has_nothing_of_it() -> None:
    scene = page_at((24.9, 121.2), (24.5, 118.3), (22.6, 120.3))
    text = json.dumps(scene, ensure_ascii=False)
    assert not [word for word in ("Ukrain", "Crimea", "Donetsk", "Russia") if word in text]
    names = {
        one["properties"]["name"] for one in scene["basemap"]["objects"]["countries"]["geometries"]
    }
    assert {"Taiwan", "China"} <= names
    assert "Taiwan is governed" in scene["policy"][1]
    assert (
        "lines" not in scene["basemap"]["objects"]
        or not scene["basemap"]["objects"]["lines"]["geometries"]
    )
    assert "Taiwan Strait" in scene["seas"]["name"]
    assert "Taipei" in scene["towns"]["name"]


def test_a_map_of_ukraine_without_borders_of_its_own_is_one_of_the_world() -> None:
    scene = page_at((50.0, 36.2), (49.7, 36.4))
    assert {"Kharkiv", "Belgorod"} <= set(scene["towns"]["name"])
    assert "Kharkiv Oblast" in names_of(scene, "regions")
    assert scene["basemap"]["objects"]["rivers"]["geometries"]
    assert not scene["basemap"]["objects"].get("lines", {}).get("geometries")
    assert not any("68/262" in words for words in scene["policy"])
    assert scene["units"]["in_region"] == ["Kharkiv Oblast"] * 2
    south = page_at((45.3, 34.4), (46.6, 32.6))
    assert any("68/262" in words for words in south["policy"])


def test_near_by_the_towns_of_the_gazetteer_are_there_too() -> None:
    near = lay_world([(36.0, 49.8, 36.6, 50.2)], "en").towns["name"].tolist()
    assert {"Kharkiv", "Merefa", "Lyptsi"} <= set(near)
    assert near.count("Kharkiv") == 1
    assert "Merefa" not in lay_world([(30, 46, 38, 52)], "en").towns["name"].tolist()


def test_own_borders_go_before_the_world() -> None:
    scene = page_at((24.9, 121.2), borders=packaged_borders())
    assert scene["seas"] == {}
    assert "held" in page_at((48.0, 37.8), borders=packaged_borders())["basemap"]["objects"]


def test_names_are_in_the_language_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "deploymap.toml").write_text('language = "de"\n', encoding="utf-8")
    (tmp_path / "units.csv").write_text("name,lat,lon\nA,13.5,2.1\nB,16.3,0.0\n", encoding="utf-8")
    scene = scene_of(build(tmp_path).to_html())
    assert "Nigeria" in scene["country_labels"]["name"]
    assert "Algerien" in names_of(scene, "countries")


UNITS_ABROAD = """name,lat,lon
In Berlin,52.5,13.4
In Kyiv,50.45,30.52
Near Kyiv,50.6,30.9
At sea,44,34
In Siachen,35.4,77.0
In Chisinau,47.0,28.85
In Lviv,49.84,24.03
"""


@pytest.mark.parametrize("borders", [None, packaged_borders()])
def test_where_units_lie_is_said_in_the_language_of_the_page(tmp_path: Path, borders) -> None:
    (tmp_path / "units.csv").write_text(UNITS_ABROAD, encoding="utf-8")
    made = {}
    for language in ("en", "de-AT", "nl"):
        (tmp_path / "deploymap.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
        made[language] = build(tmp_path, borders=borders)
    areas = {language: scene_of(one.to_html())["units"] for language, one in made.items()}
    english, german = areas["en"], areas["de-AT"]
    # two regions of which both are "Kiew" keep names by which they can be told apart
    assert german["in_region"][1:3] == english["in_region"][1:3] == ["Kyiv", "Kyiv Oblast"]
    assert (english["border_with"][1], german["border_with"][1]) == ("Belarus", "Belarus")
    assert (english["in_country"][5], german["in_country"][5]) == ("Moldova", "Republik Moldau")
    assert german["border_with"][5] == "Ukraine"
    assert german["in_region"][6] == "Lwiw"
    if borders is None:
        assert german["in_country"][0] == "Deutschland"
        assert german["in_region"][3] == "Schwarzes Meer"
        assert german["border_with"][0] == "Polen"
        # what has no name in a language stays as it is
        assert german["in_country"][4] == english["in_country"][4]
    # a notebook has one name for an area, whatever the page speaks
    assert made["de-AT"].units["in_country"].equals(made["en"].units["in_country"])
    assert areas["nl"] == english


@pytest.mark.parametrize("borders", [None, packaged_borders()])
def test_a_country_that_an_annotation_names_in_english_is_written_once(tmp_path, borders) -> None:
    (tmp_path / "units.csv").write_text(UNITS_ABROAD, encoding="utf-8")
    (tmp_path / "deploymap.toml").write_text('language = "de"\n', encoding="utf-8")
    sheet = tmp_path / "annotations.csv"
    for area, is_written in (("Romania", False), ("", True)):
        sheet.write_text(f"type,text,area\nlabel,Rumpf,{area}\n", encoding="utf-8")
        labels = scene_of(build(tmp_path, borders=borders).to_html())["country_labels"]
        assert "Polen" in labels["name"]
        assert ("Rumänien" in labels["name"]) is is_written


def test_great_seas_have_names_in_every_language_and_towns_are_no_districts() -> None:
    seas = read_layer("seas")
    great = seas[(seas["rank"] <= 2) & ~seas["name"].str.contains("Bahía")]
    assert great[[f"name_{code}" for code in set(LANGUAGES) - {"fr"}]].notna().all().all()
    assert lay_world([(27, 41, 42, 47)], "uk").seas["name"].tolist().count("Чорне море") == 1
    for code, danube, lake in (("en", "Danube", "Lake Van"), ("ar", "الدانوب", "بحيرة وان")):
        ground = lay_world([(27, 37, 45, 46)], code)
        assert danube in ground.rivers["name"].tolist()
        assert lake in ground.lakes["name"].tolist()
    towns = read_layer("towns").set_index("name")
    # neither the district around it nor none
    assert towns.loc["Tokyo", "name_de"] == "Tokio"
    capitals = towns[towns["capital"]]
    for code, kyiv, beirut in (
        ("ar", "كييف", "بيروت"),
        ("he", "קייב", "ביירות"),
        ("uk", "Київ", "Бейрут"),
    ):
        assert capitals[f"name_{code}"].notna().mean() > 0.85
        assert towns.loc["Kyiv", f"name_{code}"] == kyiv
        assert towns.loc["Beirut", f"name_{code}"] == beirut
    assert {"Kuwait City", "Mexico City", "New York"} <= set(towns.index)
    assert not towns.index.str.contains(r"District|County|Municipality|[(]").any()
    assert towns.loc[["Abuja", "The Hague", "Jerusalem"], "capital"].all()
    assert not towns.loc[["Lagos", "Kyoto"], "capital"].any()


def test_of_a_window_names_in_one_language_can_be_read() -> None:
    window = (30.0, 48.0, 34.0, 52.0)
    for layer in ("regions", "rivers", "towns"):
        whole = read_window(layer, window)
        others = [name for name in whole if name.startswith("name_") and name != "name_uk"]
        assert len(others) == 6
        assert read_window(layer, window, language="uk").equals(whole.drop(columns=others))


def test_no_town_has_the_name_of_another_of_its_country() -> None:
    towns = read_window("towns", (124.0, 37.5, 130.0, 43.0))
    assert towns["name"].is_unique
    assert {"Pyongyang", "Pyongsan"} <= set(towns["name"])


@pytest.mark.parametrize(
    ("view", "has_regions"),
    [(TAIWAN, True), ((70, 0, 110, 30), False), ((-180, -60, 180, 75), False)],
)
def test_scale_decides_the_detail(view: Any, has_regions: bool) -> None:
    ground = lay_world([view], "en")
    assert bool(len(ground.regions)) == has_regions
    assert bool(len(ground.rivers)) == (width_km(view) < 12_000)
    ranks = ground.rivers["rank"].tolist()
    assert max(ranks, default=0) <= (9 if has_regions else 3)
    shown = json.dumps(world_topology(ground, focus=view))
    assert len(shown) < 900_000


@pytest.mark.parametrize(
    ("view", "near", "far", "known"),
    [
        # the coasts and regions of Europe are the most that there is
        ((4.2, 45.1, 25.8, 54.9), {"Bavaria"}, {"Lisbon", "Bled"}, {"SVN", "ITA"}),
        ((24.0, 44.5, 40.0, 52.5), {"Kharkiv Oblast", "Odesa Oblast"}, {"Ankara"}, {"TUR"}),
        # and the fjords of Norway
        ((5.0, 56.0, 32.0, 70.0), {"Nordland"}, {"Bavaria"}, {"NOR", "SVN"}),
    ],
)
def test_a_theatre_is_small_for_regions_are_drawn_where_they_have_room(
    view: Any, near: set[str], far: set[str], known: set[str]
) -> None:
    topology = world_topology(lay_world([view], "en"), focus=view)
    assert len(json.dumps(topology, separators=(",", ":"))) < 400_000
    rows = topology["objects"]["regions"]["geometries"]
    names = {row["properties"]["name"] for row in rows}
    assert near <= names
    assert not far & names
    countries = {row["properties"]["iso"] for row in topology["objects"]["countries"]["geometries"]}
    assert known <= countries


def test_across_180_degrees_the_land_is_whole() -> None:
    ground = lay_world([BERING], "en")
    assert ground.window[0] < 180 < ground.window[2]
    topology = world_topology(ground, focus=BERING)
    assert topology["bbox"] == list(ground.window)
    chukotka = ground.regions[ground.regions["name"].str.startswith("Chukotka")]["geometry"].iloc[0]
    # it is cut at 180 degrees in the data, and no line is left there
    assert chukotka.intersects(shapely.box(179, 66, 181, 68))
    seam = shapely.LineString([(180, 65.5), (180, 68)])
    assert chukotka.boundary.intersection(seam).length < 0.01
    shapes = read_window("regions", (170, -25, 190, -10))
    assert {"Fiji"} <= set(shapes["country_name"]) | {"Fiji"}
    assert shapely.total_bounds(shapes["geometry"].to_numpy())[2] > 180


@pytest.mark.parametrize("view", [(10, 76, 30, 80), (160, -78.5, 172, -77), (-180, -90, 180, 90)])
def test_a_window_ends_where_mercator_does(view: Any) -> None:
    west, south, east, north = window_of(view)
    assert -85 <= south < north <= 85
    assert 0 < east - west <= 360
    assert world_topology(lay_world([view], "en"), focus=view)["arcs"]


def tell(*views: Any, language: str = "en", is_dashed: bool = True) -> tuple[str, ...]:
    return tell_disputes(views, read_border_words(language), is_dashed=is_dashed)


def test_a_dispute_is_told_where_it_is_in_view() -> None:
    assert any("Kashmir" in words for words in tell((72, 30, 80, 37)))
    assert len(tell((0, -5, 10, 5))) == 1
    assert any("Kuril" in words for words in tell((-220, 40, -205, 50)))
    # what is too small to be seen is not told
    world = tell((-180, -60, 180, 75))
    assert 3 < len(world) < 15
    assert not any("Golan" in words for words in world)
    # but where a unit is in dispute, the country that is said of it needs the words
    assert any("Golan" in words for words in page_at((33.1, 35.8), (-30, -60))["policy"])
    # each says where it is from
    words = ("resolution", "Court", "Natural Earth", "agreement", "armistice", "Agreement", "Law")
    english = read_border_words("en")
    assert all(any(word in english[name] for word in words) for name in DISPUTES)


def test_dashed_lines_are_explained_where_one_is_in_view() -> None:
    [general] = tell((0, -5, 10, 5), is_dashed=False)
    assert "dashed" not in general
    assert "dashed" in tell((0, -5, 10, 5))[0]


def test_a_dashed_line_that_only_some_page_shows_is_in_the_legend() -> None:
    # the line of Western Sahara ends at 8.67 degrees west
    view, far = (-8.0, 10.0, 18.0, 24.0), (-8.0, 10.0, -2.0, 14.0)
    assert shows_disputed(lay_world([view], "en"), [view])
    assert not shows_disputed(lay_world([far], "en"), [far])


def test_a_map_of_another_time_says_that_its_borders_are_those_of_today() -> None:
    said = read_border_words("en")["ofToday"]

    def tells(*dates: str | None, **more: Any) -> tuple[bool, bool]:
        units = pd.DataFrame(
            {"name": ["A", "B"], "lat": [50.67, 50.71], "lon": [4.39, 4.41], "date": dates}
        )
        made = build("tests", units=units, **more)
        codes = {problem.code for problem in made.problems}
        text = " ".join(scene_of(made.to_html())["policy"])
        return said in text, "borders-of-today" in codes

    assert tells("1815-06-18", "1815-06") == (True, True)
    # one of our time, none at all
    assert tells("1815-06-18", "2015-06-18") == (False, False)
    assert tells(None, None) == (False, False)
    assert tells(None, "-0216-08-02") == (True, True)


@pytest.mark.parametrize("language", [name for name in languages() if name != "en"])
def test_a_dispute_is_told_in_each_language(language: str) -> None:
    english, own = read_border_words("en"), read_border_words(language)
    assert list(own) == list(english) == [*PACKAGED, "general", "ofToday", "dashed", *DISPUTES]
    for name, words in own.items():
        # resolutions and dates are the same, wherever they stand in a sentence
        assert sorted(NUMBERS.findall(words)) == sorted(NUMBERS.findall(english[name])), name
        assert words != english[name]


def test_a_line_in_dispute_runs_along_the_border_to_the_point() -> None:
    view = (72.5, 32.0, 80.0, 37.5)
    topology = world_topology(lay_world([view], "en"), focus=view)
    disputed = topology["objects"]["disputed"]["geometries"]
    borders = topology["objects"]["borders"]["geometries"]

    def arcs(rows: Any) -> set[int]:
        return {max(n, ~n) for row in rows for route in row["arcs"] for n in route}

    assert len(arcs(disputed) & arcs(borders)) > 5


def test_what_the_settings_leave_out_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "name,country,lat,lon\nOld Guard,France,50.68,4.41\nI Corps,Prussia,50.72,4.6\n",
        encoding="utf-8",
    )

    def page(settings: str) -> dict[str, Any]:
        (tmp_path / "deploymap.toml").write_text(settings, encoding="utf-8")
        return scene_of(build(tmp_path).to_html())

    whole = page("")
    assert {"rivers", "lakes"} & set(whole["basemap"]["objects"])
    assert whole["units"]["in_country"] == ["Belgium", "Belgium"]
    assert len(whole["towns"]["name"]) > 5
    quiet = page("[ground]\ntowns = false\nrivers = false\nregions = false\n")
    assert quiet["towns"] == {}
    assert "rivers" not in quiet["basemap"]["objects"]
    assert not quiet["basemap"]["objects"]["region_borders"]["geometries"]
    assert quiet["basemap"]["objects"]["borders"]["geometries"]
    old = page("[ground]\nborders = false\n")
    assert not old["basemap"]["objects"]["borders"]["geometries"]
    assert old["basemap"]["objects"]["coast"]["geometries"]
    assert (old["policy"], old["country_labels"], old["border_in_view"]) == ([], {}, False)
    assert "in_country" not in old["units"]
    assert "Belgium" not in json.dumps(old)
    # the shipped borders are borders too
    (tmp_path / "units.csv").write_text("name,lat,lon\nKutuzov,55.52,35.82\n", encoding="utf-8")
    assert "Russia" not in json.dumps(page("[ground]\nborders = false\n"))


def test_borders_that_a_wide_page_shows_beside_the_view_are_in_the_legend() -> None:
    antarctic = (-88.9647, -90.0, 198.7344, -59.5978)
    assert shows_border(lay_world([antarctic], "en"), [antarctic])
    ocean = (-140.0, -20.0, -120.0, -10.0)
    assert not shows_border(lay_world([ocean], "en"), [ocean])
