"""Which column is which, where names and cells together tell it, and what is told where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from deploymap.checks.abreast import units_abreast
from deploymap.checks.check import Checked, check_units
from deploymap.problems import Fault, Problem
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

UNITS = {
    "Unit": ("1st Division", "2nd Division", "3rd Division", "4th Division"),
    "lat": ("48.5", "48.6", "48.7", "48.8"),
    "lon": ("39.1", "39.2", "39.3", "39.4"),
}


def check(
    columns: Mapping[str, Sequence[str]], *, mapping: Mapping[str, str] | None = None
) -> Checked:
    lines = np.arange(2, 2 + len(next(iter(columns.values()))))
    cells = {name: TextColumn(list(texts)) for name, texts in columns.items()}
    return check_units(RawTable(cells, lines, "units.csv", header=1), mapping=mapping)


def meaning(checked: Checked) -> dict[str, str | None]:
    return {use.own: use.column for use in checked.sheet.uses}


def told(checked: Checked, code: str) -> list[str]:
    return [str(problem) for problem in checked.problems if problem.code == code]


# numbers of people


def test_cells_that_say_people_are_troops_where_no_other_column_does() -> None:
    uomini = ("60 000 uomini", "circa 12 500 uomini", "11 200 soldati", "9000")
    people = UNITS | {"Quanti": uomini, "Cannoni": ("80", "90", "12", "7")}
    found = check(people)
    assert meaning(found)["Quanti"] == "troops"
    assert found.table["troops"].tolist() == [60000, 12500, 11200, 9000]
    assert "its cells say people" in "".join(told(found, "column-assumed"))
    # those of losses are none, and of two columns neither
    assert "troops" not in meaning(check(UNITS | {"Perdite": uomini})).values()
    both = check(people | {"Totale": ("300 uomini", "20 uomini", "7 uomini", "9 uomini")})
    assert "troops" not in meaning(both).values()
    assert "is not clear: Quanti, Totale, Cannoni;" in told(both, "circles-offered")[0]


def test_men_with_a_remark_are_troops_but_not_of_two_remarks_and_no_shares() -> None:
    men = ("300", "700", "1,000", "400")
    assert meaning(check(UNITS | {"Men (Herodotus)": men}))["Men (Herodotus)"] == "troops"
    two = UNITS | {"Men (Herodotus)": men, "Men (Diodorus)": men}
    assert "troops" not in meaning(check(two)).values()
    for other in ("Men (%)", "Men (per gun)", "Men (killed)", "Guns (Herodotus)"):
        assert meaning(check(UNITS | {other: men}))[other] is None


@pytest.mark.parametrize(
    ("name", "texts", "wrong"),
    [
        ("Est. strength", ("2 500", "5-Mar", "weak?", "n. v."), "such as 5-Mar;"),
        ("Party", ("A", "B", "C", "D"), "not so;"),
    ],
)
def test_what_a_name_promises_and_its_cells_do_not_keep_is_shown(name, texts, wrong) -> None:
    (words,) = told(check(UNITS | {name: texts}), "column-doubtful")
    assert wrong in words


# sides


def test_a_nation_goes_before_a_force_which_may_be_the_unit() -> None:
    force = ("British Army", "French Army", "HMS Agamemnon", "Light Brigade")
    nation = ("UK", "France", "UK", "UK")
    where = {"lat": UNITS["lat"], "lon": UNITS["lon"]}
    for other in ("Nation", "Nationality"):
        found = check({"Force": force, other: nation} | where)
        assert meaning(found) == {"Force": "name", other: "side", "lat": "lat", "lon": "lon"}
    # dates across the top make several rows of a line, and no sides of its units
    across = {"Sep 1854": ("1", "2", "3", "4"), "Oct 1854": ("5", "6", "7", "8")}
    found = check({"Force": force} | where | across)
    assert meaning(found)["Force"] == "name"
    assert found.table["name"].tolist() == [name for name in force for _ in range(2)]


def test_a_side_of_one_unit_each_is_one_where_another_column_names_the_units() -> None:
    sides = ("Gondor", "Rohan", "Isengard", "Mordor")
    found = check(UNITS | {"Faction": sides})
    assert meaning(found)["Faction"] == "side"
    assert told(found, "column-assumed")
    assert meaning(check(UNITS | {"Faction": ("1", "2", "3", "4")}))["Faction"] is None
    where = {"lat": UNITS["lat"], "lon": UNITS["lon"]}
    assert meaning(check({"Faction": sides} | where))["Faction"] is None


def test_names_of_nested_data_are_those_of_their_last_part() -> None:
    sides = ("FARDC", "M23", "FARDC", "M23")
    found = check(UNITS | {"unit.side": sides, "contact.status": ("a", "b", "c", "d")})
    assert meaning(found)["unit.side"] == "side"
    assert meaning(found)["contact.status"] is None
    each = check(UNITS | {"unit.side": ("FARDC", "M23", "SADC", "FDLR")})
    assert meaning(each)["unit.side"] == "side"


def test_a_side_at_the_head_of_blank_rows_is_told_of_and_stays_not_stated() -> None:
    six = {
        "Unit": [f"{n}th Division" for n in range(4, 10)],
        "lat": [f"48.{n}" for n in range(6)],
        "lon": [f"39.{n}" for n in range(6)],
    }
    found = check(six | {"Side": ("French", "", "", "Allies", "", "")})
    (words,) = told(found, "side-headed")
    assert "is stated in 2 of 6 rows" in words
    assert found.table["side"].isna().sum() == 4
    for sides in (
        ("", "French", "", "Allies", "", ""),
        ("French", "", "", "French", "", ""),
        ("French", "", "", "", "", "Allies"),
        ("French", "", "Allies", "Allies", "", ""),
        ("French", "", "", "", "", ""),
    ):
        assert told(check(six | {"Side": sides}), "side-headed") == []


@pytest.mark.parametrize(
    ("names", "units"),
    [
        ("Union unit|Union men|Confederate unit|Confederate men", "Union unit|Confederate unit"),
        ("Unit (Red)|Troops (Red)|Unit (Blue)|Troops (Blue)", "Unit (Red)|Unit (Blue)"),
        ("Unit 1 name|Unit 1 size|Unit 2 name|Unit 2 size", "Unit 1 name|Unit 2 name"),
        ("Attacker unit|Attacker type|Defender unit|Defender type", "Attacker unit|Defender unit"),
        ("Unit name|Unit type|Formation name|Formation type", ""),
        ("Unit|Men|Parent unit|Parent men", ""),
        ("Old unit|Old type|New unit|New type", ""),
        ("Union unit|Confederate unit", ""),
        ("Union unit|Union men|Confederate losses", ""),
    ],
)
def test_units_side_by_side_are_known_by_what_each_has(names: str, units: str) -> None:
    assert list(units_abreast(names.split("|")).values()) == list(filter(None, units.split("|")))


def test_units_side_by_side_are_warned_of_unless_another_column_names_the_rows() -> None:
    where = {"lat": UNITS["lat"], "lon": UNITS["lon"]}
    units, men = ("Alphas", "Bravos", "Charlies", "Deltas"), ("1", "7", "3", "4")
    sides = {"Red unit": units, "Red men": men, "Blue unit": units[::-1], "Blue men": men}
    (words,) = told(check(where | sides), "units-abreast")
    assert "Red unit: each row has several units, it seems: Blue unit beside this one" in words
    assert told(check(UNITS | sides), "units-abreast") == []
    chosen = check(where | sides, mapping={"name": "Red unit"})
    assert told(chosen, "units-abreast") == []
    assert told(check(where | sides | {"Blue unit": ("",) * 4}), "units-abreast") == []


# names and places


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"Army": "aabb", "Contingent": "abcd"}, "Contingent"),
        ({"Corps": "aabb", "Division": "abcd"}, "Division"),
        ({"Corps": "abcd", "Division": "a b "}, "Corps"),
        ({"Armee / Korps": "abcd", "Befehlshaber": "wxyz"}, "Armee / Korps"),
        ({"Jednotky": "abcd", "X": "wxyz"}, "Jednotky"),
        ({"Útvar": "abcd", "Posádka": "wxyz"}, "Útvar"),
        ({"Alakulat": "abcd", "Hely": "wxyz"}, "Alakulat"),
    ],
)
def test_that_column_is_the_name_which_tells_the_rows_apart_the_first_of_several(
    columns: Mapping[str, str], name: str
) -> None:
    longer = {"a": "Alphas", "b": "Bravos", "c": "Charlies", "d": "Deltas", " ": ""}
    cells = {own: [longer.get(x, f"{x}-town") for x in row] for own, row in columns.items()}
    found = check({"lat": UNITS["lat"], "lon": UNITS["lon"]} | cells)
    assert {column: own for own, column in meaning(found).items()}["name"] == name


def test_rows_without_a_name_have_that_of_their_other_formation() -> None:
    found = check(
        {
            "Corps": ("III Corps", "IV Corps", "", "V Corps"),
            "Division": ("", "", "1st Division", ""),
            "lat": UNITS["lat"],
            "lon": UNITS["lon"],
        }
    )
    names = ["III Corps", "IV Corps", "1st Division", "V Corps"]
    assert found.table["name"].tolist() == names


@pytest.mark.parametrize("name", ["HQ", "Base", "Konum", "island", "Posádka", "Hely"])
def test_towns_beside_a_position_are_the_place(name: str) -> None:
    towns = ("Baramulla", "Gurez", "Sharifabad", "Karu")
    assert meaning(check(UNITS | {name: towns}))[name] == "place"


def test_headquarters_are_no_place_where_they_are_superiors_or_all_there_is() -> None:
    superiors = ("XV Corps", "XV Corps", "XIV Corps", "XIV Corps")
    assert meaning(check(UNITS | {"HQ": superiors}))["HQ"] != "place"
    towns = ("Baramulla", "Gurez", "Sharifabad", "Karu")
    assert meaning(check({"Unit": UNITS["Unit"], "HQ": towns}))["HQ"] != "place"


# positions and dates


def test_positions_with_an_o_are_found_and_asked_about() -> None:
    where = ("49°37′N 34°33′O", "49°38′N 34°32′O", "53°33′N 30°54′O", "49°37′N 34°33′O")
    found = check({"Unit": UNITS["Unit"], "Plats": ("Poltava",) * 4, "Läge": where})
    assert meaning(found)["Läge"] == "lat_lon"
    assert len(told(found, "position-ambiguous")) == 4


def test_a_position_that_is_missing_or_swapped_comes_with_an_option_to_paste() -> None:
    found = check({"Unit": UNITS["Unit"], "Width": ("1", "2", "3", "4")})
    words = "".join(told(found, "column-missing"))
    assert "write --column lat=COLUMN" in words
    assert "write --column lon=COLUMN" in words
    swapped = check({"Unit": UNITS["Unit"], "Lat": UNITS["lon"], "Lon": UNITS["lat"]})
    fault = Fault("position-swapped", "all lie at sea", "exchange lat and lon")
    whole = Problem.of_cell("units.csv", None, "lat", fault, "warning")
    advice = swapped.sheet.complete(whole).advice
    assert advice == "where they are swapped write --column lat=Lon --column lon=Lat"
    row = Problem.of_cell("units.csv", 2, "lat", fault, "warning")
    assert swapped.sheet.complete(row).advice == "exchange lat and lon"


@pytest.mark.parametrize("name", ["dtg", "DTG", "Date-time group"])
def test_a_date_time_group_is_the_date(name: str) -> None:
    assert meaning(check(UNITS | {name: ("012100ZMAY82",) * 4}))[name] == "date"


@pytest.mark.parametrize("name", ["Fim", "Konec", "Einde", "Slut", "Término"])
def test_an_end_in_further_languages_is_that_of_the_date(name: str) -> None:
    starts, ends = ("1961-02-04",) * 4, ("1974-04-25",) * 4
    found = check(UNITS | {"Date of arrival": starts, name: ends})
    assert "is read as the end of a span of time (4 rows)" in "".join(told(found, "date-span"))


def test_a_time_that_counts_from_1970_among_dates_is_one_of_them() -> None:
    times = ("2024-02-03T11:20:00Z", "2024-02-04T06:00:00Z", "1707033600", "2024-02-05")
    found = check(UNITS | {"reported_at": times})
    assert meaning(found)["reported_at"] == "date"
    assert "1707033600 is read as 2024-02-04" in "".join(told(found, "date-epoch"))
    assert found.table["date"].tolist()[2] == "2024-02-04T08:00"
