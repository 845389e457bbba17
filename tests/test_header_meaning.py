"""Properties of headers: what a column is called in real life is understood, or asked about."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.checks.check import Checked, check_units
from deploymap.checks.spelling import shell_quoted
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn
from header_spellings import PAIRS, SEXAGESIMAL, SPELLINGS

# cells of three rows, by what a column holds
CELLS: dict[str, Sequence[str]] = {
    "name": ("Alpha Post", "Bravo Post", "Charlie Post"),
    "side": ("Redland", "Blueland", "Redland"),
    "kind": ("infantry", "tank", "infantry"),
    "troops": ("500", "1,200", "900"),
    "place": ("Millford", "Oldtown", "Millford"),
    "date": ("2022-01-12", "2022-01-13", "2022-01-14"),
    "status": ("present", "planned", "present"),
    "country": ("UKR", "RUS", "UKR"),
    "source": ("Daily", "Daily", "Weekly"),
    "source_url": ("https://example.org/1", "https://example.org/2", ""),
    "note": ("seen at noon", "", "seen twice"),
}
# of columns of one's own: numbers, words, dates, blanks
OWN: tuple[Sequence[str], ...] = (
    ("12", "7", "1822"),
    ("88", "", "3"),
    ("low", "high", "low"),
    ("Smith", "Jones", "Brown"),
    ("1863-04-30", "1863-05-01", "1863-05-02"),
    ("", "", ""),
)

HEADERS = [
    (column, name)
    for columns in SPELLINGS.values()
    for column, names in columns.items()
    for name in names.split("|")
]


def check(columns: Mapping[str, Sequence[str]]) -> Checked:
    lines = np.arange(2, 2 + len(next(iter(columns.values()))))
    cells = {name: TextColumn(list(texts)) for name, texts in columns.items()}
    return check_units(RawTable(cells, lines, "units.csv", header=1))


def uses_of(checked: Checked) -> dict[str, tuple[str | None, str]]:
    return {use.own: (use.column, use.how) for use in checked.sheet.uses}


def test_the_list_is_long() -> None:
    assert len(HEADERS) > 400
    assert len(SPELLINGS) == 15


@pytest.mark.parametrize(("column", "name"), HEADERS, ids=lambda word: word.replace(" ", "_"))
def test_a_header_alone_is_understood(column: str, name: str) -> None:
    texts = CELLS[column] if column != "own" else ("12", "7", "1822")
    found = check({"lat": ("48.5", "48.6", "48.7"), "lon": ("39.1", "39.2", "39.3"), name: texts})
    assert uses_of(found)[name][0] == (None if column == "own" else column)


companies = st.tuples(
    st.sampled_from(PAIRS),
    st.lists(
        st.tuples(st.sampled_from(HEADERS), st.sampled_from(OWN)),
        max_size=9,
        unique_by=lambda entry: entry[0][1].casefold(),
    ),
    st.randoms(use_true_random=False),
)


@settings(max_examples=300, deadline=None)
@given(companies)
def test_headers_in_any_company_are_understood_or_kept_and_never_misread(company) -> None:
    (lat, lon, north, east), others, random = company
    expected: dict[str, str | None] = {lat: "lat", lon: "lon"}
    columns: dict[str, Sequence[str]] = {
        lat: ("48.513", "48.652", "8.75"),
        lon: ("39.125", "39.212", "109.312"),
    }
    for (column, name), texts in others:
        if name.casefold() in {known.casefold() for known in columns}:
            continue
        expected[name] = None if column == "own" else column
        columns[name] = texts if column == "own" else CELLS[column]
    order = list(columns)
    random.shuffle(order)
    found = check({name: columns[name] for name in order})
    for name, (column, how) in uses_of(found).items():
        is_guess = how == "cells" and expected[name] is None and column in ("name", "date")
        # beside a number of troops a column called min is its bound
        is_bound = name in ("min", "max", "low", "high") and "troops" in expected.values()
        is_guess |= is_bound and column in ("troops_min", "troops_max")
        assert column in (expected[name], None) or is_guess, name
    assert uses_of(found)[lat][0] == "lat"
    assert uses_of(found)[lon][0] == "lon"
    np.testing.assert_allclose(found.table["lat"], np.multiply(north, [48.513, 48.652, 8.75]))
    np.testing.assert_allclose(found.table["lon"], np.multiply(east, [39.125, 39.212, 109.312]))
    assert found.table["name"].notna().all()
    told = {problem.column for problem in found.problems if problem.severity == "notice"}
    guessed = {n for n, (_, how) in uses_of(found).items() if how in ("loose", "part", "cells")}
    assert {" ".join(name.split()) for name in guessed} <= told


@st.composite
def sexagesimal_sheets(draw):
    """Return columns of positions in degrees, minutes, seconds and letters, and the positions."""
    lat_names, lon_names = draw(st.sampled_from(SEXAGESIMAL))
    size = draw(st.integers(2, 4))  # degrees and minutes; with seconds; with letters
    has_letters = draw(st.booleans()) or size == 4
    has_seconds = size > 2
    columns: dict[str, list[str]] = {"name": []}
    wanted = []
    names = {"lat": lat_names, "lon": lon_names}
    for axis in ("lat", "lon"):
        for number, name in enumerate(names[axis]):
            if number < 2 or (number == 2 and has_seconds) or (number == 3 and has_letters):
                columns[name] = []
    for row in range(draw(st.integers(2, 4))):
        columns["name"].append(f"Post {row}")
        position = []
        for axis, limit in (("lat", 89), ("lon", 179)):
            degrees, minutes = draw(st.integers(1, limit)), draw(st.integers(0, 59))
            seconds = draw(st.integers(0, 5999)) / 100 if has_seconds else 0
            sign = draw(st.sampled_from((1, -1)))
            name = names[axis]
            columns[name[0]].append(f"{'' if has_letters or sign > 0 else '-'}{degrees}")
            columns[name[1]].append(str(minutes))
            if has_seconds:
                columns[name[2]].append(f"{seconds:g}")
            if has_letters:
                columns[name[3]].append(_letter(name[3], axis, sign))
            position.append(sign * (degrees + minutes / 60 + seconds / 3600))
        wanted.append(position)
    return columns, np.array(wanted)


def _letter(name: str, axis: str, sign: int) -> str:
    letters = {"O/W": "OW", "E/O": "EO", "Долгота (В/З)": "ВЗ", "Широта (С/Ю)": "СЮ"}
    north, south = letters.get(name, "NS" if axis == "lat" else "EW")
    if name in ("пн/пд", "сх/зх"):
        north, south = name.split("/")
    return north if sign > 0 else south


@settings(max_examples=300, deadline=None)
@given(sexagesimal_sheets())
def test_degrees_in_several_columns_come_back_or_are_asked_about(sheet) -> None:
    columns, wanted = sheet
    found = check(columns)
    positions = found.table[["lat", "lon"]].to_numpy(float)
    is_read = ~np.isnan(positions)
    np.testing.assert_allclose(positions[is_read], wanted[is_read], atol=1e-7)
    lines = {problem.line for problem in found.problems if problem.severity == "error"}
    if None not in lines:
        unread = found.table["line"][~is_read.all(axis=1)]
        assert set(unread) <= lines
    joined = [use.own for use in found.sheet.uses if use.how == "joined"]
    assert len(joined) == len(columns) - 3 or lines


@pytest.mark.parametrize(("lat", "lon"), SEXAGESIMAL, ids=lambda names: names[0])
@pytest.mark.parametrize("has_letters", [True, False])
def test_the_usual_columns_of_degrees_minutes_and_seconds_are_read(
    lat: tuple[str, ...], lon: tuple[str, ...], has_letters: bool
) -> None:
    minus = "" if has_letters else "-"
    texts = {lat[0]: f"{minus}48", lat[1]: "34", lat[2]: "5"}
    if has_letters:
        texts[lat[3]] = _letter(lat[3], "lat", -1)
    texts |= {lon[0]: f"{minus}39", lon[1]: "18", lon[2]: "36"}
    if has_letters:
        texts[lon[3]] = _letter(lon[3], "lon", -1)
    found = check({"name": ("A",), **{name: (text,) for name, text in texts.items()}})
    assert [str(p) for p in found.problems if p.severity != "notice"] == []
    assert found.table["lat"][0] == pytest.approx(-(48 + 34 / 60 + 5 / 3600))
    assert found.table["lon"][0] == pytest.approx(-(39 + 18 / 60 + 36 / 3600))
    assert found.table["troops_min"].isna().all()


@pytest.mark.parametrize("names", [("lat_1", "lat_2"), ("Y", "Y min"), ("Lat", "Lat foo")])
def test_whole_degrees_beside_what_may_be_their_minutes_are_warned_of(names) -> None:
    other = {"lat_1": "lon_1", "Y": "X", "Lat": "Lon"}[names[0]]
    columns = {names[0]: ("48", "49"), names[1]: ("34", "5.5"), other: ("39", "38")}
    told = check({"name": ("A", "B"), **columns}).problems
    assert [(p.code, p.column) for p in told if p.severity == "warning"] == [
        ("degrees-whole", names[0])
    ]
    told = check({"name": ("A", "B"), **columns, names[0]: ("48.5", "49.5")}).problems
    assert [p.code for p in told if p.severity == "warning"] == []


@pytest.mark.parametrize("name", ["date", "year", "рік"])
def test_years_of_fewer_than_four_digits_are_told_of_once(name: str) -> None:
    places = {"name": ("A", "B"), "lat": ("48.5", "48.6"), "lon": ("39", "38")}
    found = check({**places, name: ("218", "202")})
    assert found.table["date"].tolist() == ["0218", "0202"]
    told = [str(p) for p in found.problems if p.code == "date-years"]
    assert len(told) == 1
    assert "218 is read as the year 0218 (and 1 more" in told[0]
    found = check({**places, name: ("2022", "22")})
    assert [(p.line, p.severity) for p in found.problems if p.code == "date-unreadable"] == [
        (3, "error")
    ]
    found = check({**places, name: ("2022", "1812")})
    assert not [p for p in found.problems if p.code == "date-years"]


def test_a_year_of_two_digits_with_its_month_is_asked_about() -> None:
    parts = {"year": ("22", "22"), "month": ("2", "3"), "day": ("24", "1")}
    found = check({"name": ("A", "B"), "lat": ("48.5", "48.6"), "lon": ("39", "38"), **parts})
    told = [(p.line, p.code) for p in found.problems if p.severity == "error"]
    assert told == [(2, "date-century"), (3, "date-century")]


# neighbours, orders, units


SOUTH_WEST = {"lat": ("33.5", "34.1"), "lon": ("70.65", "71.2")}


def places_of(columns: Mapping[str, Sequence[str]]) -> list[list[float]]:
    found = check({"name": ("A", "B"), **columns})
    return np.round(found.table[["lat", "lon"]].to_numpy(float), 6).tolist()


@pytest.mark.parametrize(
    ("ns", "ew"),
    [("lat_dir", "lon_dir"), ("ns", "ew"), ("N/S", "E/W"), ("h1", "h2"), ("LatRef", "LonRef")],
)
@pytest.mark.parametrize("beside", [True, False])
def test_letters_in_columns_of_their_own_are_applied(ns: str, ew: str, beside: bool) -> None:
    letters = {ns: ("S", "s"), ew: ("W", "West")}
    columns = {**SOUTH_WEST, **letters}
    if beside:
        columns = {"lat": SOUTH_WEST["lat"], ns: letters[ns], "lon": SOUTH_WEST["lon"]}
        columns |= {ew: letters[ew]}
    assert places_of(columns) == [[-33.5, -70.65], [-34.1, -71.2]]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("hemisphere", ("SW", "s/w")),
        ("Quadrant", ("S W", "South West")),
        ("полушария", ("ЮЗ", "ю-з")),
        ("Halbkugel", ("Südwest", "SW")),
    ],
)
def test_letters_of_both_halves_in_one_column_are_applied(name: str, texts) -> None:
    assert places_of({**SOUTH_WEST, name: texts}) == [[-33.5, -70.65], [-34.1, -71.2]]
    # a direction of march is none of a position
    assert places_of({**SOUTH_WEST, "direction": texts}) == [[33.5, 70.65], [34.1, 71.2]]
    found = check({"name": ("A", "B"), **SOUTH_WEST, name: ("SW", "?")})
    told = {(p.line, p.column) for p in found.problems if p.severity == "error"}
    assert told == {(3, "lat"), (3, "lon")}


def test_the_letter_o_is_east_in_german_and_west_in_spanish() -> None:
    german = {"Breite": ("33.5", "34.1"), "N/S": ("S", "N"), "Länge": ("70.65", "71.2")}
    assert places_of({**german, "O/W": ("O", "W")}) == [[-33.5, 70.65], [34.1, -71.2]]
    spanish = {"Latitud": ("33.5", "34.1"), "N/S": ("S", "N"), "Longitud": ("70.65", "71.2")}
    assert places_of({**spanish, "E/O": ("O", "E")}) == [[-33.5, -70.65], [34.1, 71.2]]
    found = check({**SOUTH_WEST, "name": ("A", "B"), "lon_dir": ("O", "O")})
    assert {p.code for p in found.problems if p.severity == "error"} == {"position-ambiguous"}


def test_a_letter_that_is_missing_or_is_none_is_an_error_of_its_row() -> None:
    found = check({**SOUTH_WEST, "name": ("A", "B"), "ns": ("S", ""), "ew": ("W", "X")})
    assert [(p.line, p.column) for p in found.problems if p.severity == "error"] == [
        (3, "lat"),
        (3, "lon"),
    ]


def test_a_sign_that_contradicts_the_letter_is_an_error() -> None:
    found = check({"name": ("A",), "lat": ("-33.5",), "ns": ("N",), "lon": ("70",)})
    assert [p.code for p in found.problems if p.severity == "error"] == ["position-sign"]
    assert places_of({"lat": ("-33.5", "-34"), "ns": ("S", "S"), "lon": ("7", "8")}) == [
        [-33.5, 7],
        [-34, 8],
    ]


def test_letters_that_are_something_else_change_no_position() -> None:
    for name, texts in (("verified", ("N", "N")), ("direction", ("S", "E")), ("grade", ("S", "B"))):
        assert places_of({**SOUTH_WEST, name: texts}) == [[33.5, 70.65], [34.1, 71.2]], name


def test_the_corners_of_a_box_are_no_position() -> None:
    for names in (
        ("lat_min", "lat_max", "lon_min", "lon_max"),
        ("lat_s", "lat_n", "lon_w", "lon_e"),
    ):
        texts = (("48", "47"), ("49", "48"), ("39", "38"), ("40", "39"))
        found = check({"name": ("A", "B"), **dict(zip(names, texts, strict=True))})
        told = [(p.code, p.column) for p in found.problems if p.severity == "error"]
        assert told == [("column-missing", "lat"), ("column-missing", "lon")], names


@pytest.mark.parametrize(
    "name", ["lon, lat", "lonlat", "Coordinates (lon, lat)", "long/lat", "x,y"]
)
def test_a_name_says_which_half_of_a_pair_comes_first(name: str) -> None:
    wanted = [[48.5, 39.3], [48.6, 39.4]]
    assert places_of({name: ("39.3, 48.5", "39.4,48.6")}) == wanted
    assert places_of({"lat, lon": ("48.5, 39.3", "48.6,39.4")}) == wanted


def test_longitude_latitude_altitude_is_the_order_of_kml() -> None:
    assert places_of({"coordinates": ("39.3,48.5,0", "39.4,48.6,120.5")}) == [
        [48.5, 39.3],
        [48.6, 39.4],
    ]
    assert places_of({"lat,lon,alt": ("48.5,39.3,0", "48.6,39.4,9")}) == [
        [48.5, 39.3],
        [48.6, 39.4],
    ]
    # a latitude cannot be beyond 90
    assert places_of({"gps": ("48.5,139.3,0", "48.6,139.4,9")}) == [[48.5, 139.3], [48.6, 139.4]]
    found = check({"name": ("A",), "coordinates": ("48.57, 39.31, 120",)})
    assert [p.code for p in found.problems if p.severity == "error"] == ["position-unreadable"]


@pytest.mark.parametrize(
    ("name", "texts", "km"),
    [
        ("accuracy_m", ("500", "20"), [0.5, 0.02]),
        ("Accuracy (m)", ("500", "2.5"), [0.5, 0.0025]),
        ("accuracy in metres", ("500", ""), [0.5, None]),
        ("coordinateUncertaintyInMeters", ("500", "20"), [0.5, 0.02]),
        ("Genauigkeit (m)", ("500", "20"), [0.5, 0.02]),
        ("Точность (м)", ("500", "20"), [0.5, 0.02]),
        ("accuracy_ft", ("100", "20"), [0.03048, 0.006096]),
        ("accuracy (km)", ("2", "0,5"), [2, 0.5]),
        ("accuracy_km", ("500 m", "2 km"), [0.5, 2]),
        ("accuracy", ("500 m", "2 km"), [0.5, 2]),
        ("accuracy", ("500 m", "2"), None),
        ("accuracy", ("12", "3"), None),
        ("radius", ("12", "3"), None),
    ],
)
def test_accuracies_are_km_or_are_asked_about(name: str, texts, km: list[float] | None) -> None:
    found = check({"name": ("A", "B"), "lat": ("48", "49"), "lon": ("39", "38"), name: texts})
    assert [str(p) for p in found.problems if p.severity == "error"] == []
    read = [None if np.isnan(number) else number for number in found.table["accuracy_km"]]
    assert read == pytest.approx(km) if km and None not in km else read == (km or [None, None])
    if km is None:
        assert found.table[name].tolist() == list(texts)


def test_bounds_are_those_of_troops_and_of_nothing_else() -> None:
    places = {"name": ("A", "B"), "lat": ("48", "49"), "lon": ("39", "38")}
    bounds = {"min": ("2", "3"), "max": ("8", "9")}
    beside = check({**places, "troops": ("5", "6"), **bounds}).table
    assert beside["troops_min"].tolist() == [2, 3]
    for others in (
        {},
        {"fatalities": ("5", "6")},
        {"troops": ("500", "600"), "killed": ("5", "6")},
    ):
        table = check({**places, **others, **bounds}).table
        assert table[["troops_min", "troops_max"]].isna().all(axis=None), others


def test_a_column_is_named_with_its_white_space_folded() -> None:
    name = "Lat\u00a0itude\n of  it"
    columns = {"name": TextColumn(["A"]), name: TextColumn(["48.5"]), "lon": TextColumn(["39"])}
    raw = RawTable(columns, np.array([2]), "units.csv", header=1)
    found = check_units(raw, mapping={"lat": "Lat itude of it"})
    assert found.table["lat"].tolist() == [48.5]


def test_advice_can_be_pasted_into_a_shell() -> None:
    found = check({"name": ("A",), "the lat": ("91.5",), "Year\nbuilt $": ("1863-04-30",)})
    advice = next(p.advice for p in found.problems if p.code == "column-dates")
    option = shlex.split(advice.partition("write ")[2])
    assert option == ["--column", "date=Year built $"]
    assert shell_quoted("name=Name of unit") == '"name=Name of unit"'
    assert shlex.split(shell_quoted("a'b\"c")) == ["a'b\"c"]
