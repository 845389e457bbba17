"""What people's words nearly say: what is told of them, and what is taken from the words beside."""

from __future__ import annotations

import pytest

from deploymap.checks.check import Checked, check_units
from deploymap.edit.sheet import Reading
from deploymap.sheets.source import Source
from deploymap.symbols.vocabulary import suggest


def check(text: str) -> Checked:
    return check_units(Reading().read(Source(text.encode(), "units.csv")))


def words_of(checked: Checked, code: str) -> list[str]:
    return [problem.words for problem in checked.problems if problem.code == code]


@pytest.mark.parametrize(
    ("place", "known"),
    [
        ("near Kursk", "Kursk"),
        ("20 km N of Aleppo", "Aleppo"),
        ("Mosul Airport", "Mosul"),
        ("El-Obeid (North Kordofan)", "El-Obeid"),
    ],
)
def test_a_place_within_a_place_is_offered(place: str, known: str) -> None:
    (words,) = words_of(check(f"name,place\nA,Kyiv\nB,{place}\n"), "place-unknown")
    assert f"{known} is: write that, and in accuracy_km how far off it may be" in words


def test_a_country_is_no_place_to_offer() -> None:
    (words,) = words_of(check("name,place\nA,Kyiv\nB,off the coast of Yemen\n"), "place-unknown")
    assert "Yemen is:" not in words


@pytest.mark.parametrize(
    ("header", "lon"),
    [
        ("Unidade,Latitude,Longitude", -60.0167),
        ("Einheit,Latitude,Longitude", 60.0167),
        ("Unit,Latitude,Longitude", None),
    ],
)
def test_o_is_what_the_language_of_the_header_makes_of_it(header: str, lon: float | None) -> None:
    checked = check(f"{header}\nA,3°06'S,60°01'O\nB,2°49'N,60°40'O\n")
    if lon is None:
        assert [p.severity for p in checked.problems if p.code == "position-letter"] == []
        assert any(p.severity == "error" for p in checked.problems)
        return
    assert checked.table["lon"][0] == pytest.approx(lon, abs=1e-4)
    (words,) = words_of(checked, "position-letter")
    assert header.split(",")[0] in words


def test_degrees_that_are_all_exchanged_have_one_way_out() -> None:
    checked = check("name,lat,lon\nA,106.8,-6.2\nB,107.6,-6.9\n")
    words = words_of(checked, "position-swapped")
    assert len(words) == 2
    assert "for all rows write --column lat=lon --column lon=lat" in words[0]
    one = check("name,lat,lon\nA,106.8,-6.2\nB,7.6,-6.9\n")
    assert "--column" not in words_of(one, "position-swapped")[0]


def test_a_legion_and_a_counter_are_names() -> None:
    for own in ("Legion", "Counter"):
        checked = check(f"{own},lat,lon,side\nXIX,51,6,Rome\nXIX,52,8,Rome\nXX,47,9,Rome\n")
        assert checked.table["name"].tolist() == ["XIX", "XIX", "XX"]


def test_letters_in_another_order_are_a_slip_of_the_pen() -> None:
    assert words_of(check("name,lat,lon,Sied\nA,48,39,Red\nB,49,39,Red\n"), "column-misspelt") == [
        "is no column that deploymap knows; did you mean side?"
    ]


def test_a_slip_is_hardly_ever_in_the_first_letter() -> None:
    mounts = check("name,lat,lon,Mount\nA,48,39,horse\nB,49,39,camel\n")
    assert words_of(mounts, "column-misspelt") == []
    counts = check("name,lat,lon,Coumt\nA,48,39,3\nB,49,39,2\n")
    assert "did you mean count?" in words_of(counts, "column-misspelt")[0]


def test_a_doubtful_column_says_what_its_name_promises() -> None:
    checked = check("name,lat,lon,Strength\nA,48,39,good men\nB,49,39,bad men\n")
    (words,) = words_of(checked, "column-doubtful")
    assert words == (
        "its name promises troops, but its cells are not so, such as good men; they are kept as "
        "text; to read them so, write --column troops=Strength"
    )


def test_an_abbreviation_is_no_slip_of_another() -> None:
    assert suggest("kind", "CA") == suggest("kind", "SS") == ""
    assert "'infantry'" in suggest("kind", "infntry")


def test_from_and_to_are_a_span_where_they_are_dates() -> None:
    checked = check("Legion,lat,lon,From,To\nXVII,51,6,27 BC,AD 9\nXX,44,16,6 AD,9 AD\n")
    assert list(checked.table["date"]) == ["-0026", "0006"]
    assert list(checked.table["date_span"]) == ["-0026/0009", "0006/0009"]
    places = check("Convoy,lat,lon,From,To\nA,51,6,Kyiv,Lviv\nB,44,16,Odesa,Kyiv\n")
    assert places.table["date"].isna().all()


def test_words_for_a_strength_are_told_of_and_are_no_number() -> None:
    checked = check('name,lat,lon,Strength\nA,48,39,"8,000"\nB,49,39,full strength\nC,49,38,900\n')
    assert checked.table["troops"].isna().tolist() == [False, True, False]
    assert [(p.severity, p.line) for p in checked.problems if p.code == "not-stated"] == [
        ("warning", 3)
    ]
    # and the words are kept
    assert checked.table["Strength"].tolist() == [None, "full strength", None]
    wrong = check('name,lat,lon,Strength\nA,48,39,"8,000"\nB,49,39,fulll\nC,49,38,900\n')
    assert [p.code for p in wrong.problems if p.severity == "error"] == ["number-unreadable"]
