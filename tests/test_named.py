"""What the names of units say of their kinds, where no column says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from deploymap import build
from deploymap.arrays import decode_texts
from deploymap.symbols.named import read_names
from deploymap.symbols.resolve import resolve_symbols
from deploymap.symbols.vocabulary import find_best, find_echelon_within


def resolved(*names: str, **columns: Any) -> pd.DataFrame:
    units = pd.DataFrame({"name": names, "line": range(2, 2 + len(names)), **columns})
    return decode_texts(resolve_symbols(units, {}, by_name=True)[0])


@pytest.mark.parametrize(
    ("name", "key", "echelon"),
    [
        ("1st Tank Battalion", "armor", "16"),
        ("2nd Marine Division", "naval infantry", "21"),
        ("28. Piyade Tümeni", "infantry", "21"),
        ("Regimiento 5 de Caballería", "cavalry", "17"),
        ("Panzerjäger-Abteilung 654", "anti-tank", "16"),
        ("XXX Corps", None, "22"),
        ("B Company", None, "15"),
        ("Hmeimim Air Base", "airfield", "00"),
    ],
)
def test_a_name_says_kind_and_size(name: str, key: str | None, echelon: str) -> None:
    units = resolved(name)
    assert units["kind_key"][0] == key
    assert units["sidc20"][0][8:10] == echelon


@pytest.mark.parametrize(
    "name",
    [
        *("Grad", "Kyiv", "Unit 5", "Battery Park", "Wagner Group", "British Army"),
        *("East India Company", "Foreign Legion", "Attack on 3rd Brigade"),
    ],
)
def test_other_names_say_nothing(name: str) -> None:
    assert resolved(name)["sidc20"][0] == "10011000000000000000"


def test_an_army_keeps_its_number_for_it_says_that_it_is_one() -> None:
    assert resolved("6th Army")["sidc20"][0][8:10] == "23"


def test_the_echelon_of_the_sheet_goes_before_that_of_a_name() -> None:
    assert resolved("1st Tank Battalion", echelon=["company"])["sidc20"][0][8:10] == "15"


def test_a_kind_that_a_column_of_names_says_goes_before_them() -> None:
    units = resolved("HMS 3rd Tank Battalion", kind=["ship"])
    assert units["symbol_class"].tolist() == ["naval"]


def test_of_very_many_names_none_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    names = pd.Series(["1st Tank Battalion", "2nd Tank Battalion"])
    assert read_names(names)[1] == ["", "Tank Battalion"]
    monkeypatch.setattr("deploymap.symbols.named.MOST_NAMES", 1)
    assert read_names(names)[1] == [""]


@pytest.mark.parametrize(
    ("header", "row", "is_read"),
    [("", "", True), (",kind", ",", False), (",sidc", ",", False), (",echelon", ",", True)],
)
def test_a_column_of_kinds_even_a_blank_one_says_what_units_are(
    tmp_path: Path, header: str, row: str, is_read: bool
) -> None:
    sheet = f"name,lat,lon{header}\n1st Tank Battalion,48.5,39.3{row}\n"
    (tmp_path / "units.csv").write_text(sheet, encoding="utf-8")
    made = build(tmp_path)
    assert (made.units["symbol_class"].tolist() == ["armor"]) is is_read
    assert ("kind-of-name" in {p.code for p in made.problems}) is is_read


def test_a_name_that_stays_out_of_the_page_says_nothing_there(tmp_path: Path) -> None:
    sheet = "name,lat,lon\n1st Tank Battalion,48.5,39.3\n"
    (tmp_path / "units.csv").write_text(sheet, encoding="utf-8")
    settings = '[publish]\nwithhold = ["name"]\n'
    (tmp_path / "deploymap.toml").write_text(settings, encoding="utf-8")
    made = build(tmp_path)
    assert made.units["symbol_class"].tolist() == ["unit"]
    assert "1205" not in made.units["sidc20"][0]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        # what a unit is goes before how it moves
        ("airborne engineer battalion", "engineer"),
        ("mechanized engineer company", "engineer"),
        ("armored signal battalion", "signal"),
        ("parachute artillery", "field artillery"),
        ("airborne infantry brigade", "airborne infantry"),
        ("mountain rifle brigade", "mountain infantry"),
        ("mechanized brigade", "mechanized infantry"),
        # a unit is no event, but an attack on one is
        ("brigade combat team", "combined arms"),
        ("infantry brigade combat team", "infantry"),
        ("attack on battalion", "battle"),
        ("combat", "battle"),
        # words that are part of others
        ("tank destroyer battalion", "anti-tank"),
        ("submarine base", "naval base"),
        ("naval air station", "airfield"),
        ("hospital ship", "support ship"),
        ("Tornado GR4 squadron", "attack aircraft"),
        ("Tornado-S", "rocket artillery"),
    ],
)
def test_the_word_that_says_what_a_unit_is_counts(kind: str, key: str) -> None:
    entry = find_best("kind", kind)
    assert entry is not None
    assert entry.key == key


@pytest.mark.parametrize(
    ("kind", "echelon"),
    [
        *(("field army", "23"), ("guards tank army", "23"), ("front", "24")),
        *(("army aviation brigade", "18"), ("British army", ""), ("front line company", "15")),
    ],
)
def test_armies_and_fronts_are_sizes_where_they_are_no_others(kind: str, echelon: str) -> None:
    assert find_echelon_within(kind) == echelon
