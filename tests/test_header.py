"""Headers: what people call their columns, in six languages, and how each was understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest

from deploymap.checks.fitting import FITS, fits_column
from deploymap.checks.fitting import WORDS as WORDS_ONLY
from deploymap.checks.header import (
    NamedSheet,
    is_annotation_name,
    is_unit_name,
    name_annotations,
    name_units,
)
from deploymap.checks.spelling import fold_name, without_unit
from deploymap.checks.synonyms import (
    MORE_SYNONYMS,
    UNIT_SYNONYMS,
    bare_bounds,
    unit_synonyms,
)
from deploymap.cli.explain import explain_sheet
from deploymap.problems import Problem
from deploymap.schema import LAT_LON, RESERVED, UNIT_COLUMNS, UNIT_EXTRAS
from deploymap.sheets.read import column_letter
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

KNOWN = [*(column.name for column in UNIT_COLUMNS), *UNIT_EXTRAS, LAT_LON]

# cells that a column of the name may hold
GOOD = {
    "id": ("u1", "u2", "u3"),
    "name": ("1st Tank Battalion", "2nd Tank Battalion", "3rd Brigade"),
    "side": ("Russia", "Ukraine", "Russia"),
    "echelon": ("brigade", "battalion", "company"),
    "count": ("1", "2", "3"),
    "troops": ("500", "~10,000", "8,000-10,000"),
    "troops_min": ("500", "600", "700"),
    "troops_max": ("500", "600", "700"),
    "place": ("Luhansk", "Donetsk", "Kyiv"),
    "lat": ("48.57", "48,02", "48°34'05\"N"),
    "lon": ("39.31", "37,80", "39°18'20\"E"),
    "lat_lon": ("48.57, 39.31", "37U EQ 12345 67890", "POINT (39.31 48.57)"),
    "accuracy_km": ("1", "2.5", "10"),
    "date": ("2022-01-12", "12.01.2022", "12 January 2022"),
    "sidc": ("10031000001211000000", "SFGPUCI--------", "SFGPUCI---"),
    "source_url": ("https://example.org/1", "http://example.org", "https://example.org/2"),
}
WORDS = ("some", "words", "here")

# names that two columns may have: which of them it is, its cells say
DELIBERATE = {"strength", "location", "position"}


def raw(columns: Mapping[str, Sequence[str]]) -> RawTable:
    names = list(columns)
    frame = pd.DataFrame({name: np.array(columns[name], dtype=object) for name in names})
    letters = {name: column_letter(number) for number, name in enumerate(names)}
    lines = np.arange(2, len(frame) + 2)
    return RawTable(
        {n: TextColumn(frame[n].tolist()) for n in frame},
        lines,
        "units.csv",
        "",
        None,
        header=1,
        letters=letters,
    )


def named(columns: Mapping[str, Sequence[str]], **mapping: str) -> tuple[NamedSheet, list[Problem]]:
    return name_units(raw(columns), mapping=mapping, fits=fits_column)


def required(*without: str) -> dict[str, Sequence[str]]:
    """Return the columns that a sheet needs, but for some."""
    return {name: GOOD[name] for name in ("name", "lat", "lon") if name not in without}


def use_of(sheet: NamedSheet, own: str) -> tuple[str | None, str]:
    return next((use.column, use.how) for use in sheet.uses if use.own == own)


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str | None]]:
    return [(problem.severity, problem.code, problem.column) for problem in problems]


PAIRS = [
    (column, name)
    for table in (UNIT_SYNONYMS, MORE_SYNONYMS)
    for column, names in table.items()
    for name in names.split("|")
]


# synonyms


@pytest.mark.parametrize(("column", "name"), PAIRS, ids=lambda word: word.replace(" ", "_"))
def test_each_synonym_leads_to_its_column(column: str, name: str) -> None:
    beside = {"troops": GOOD["troops"]} if fold_name(name) in bare_bounds() else {}
    sheet, problems = named({**required(column), **beside, name: GOOD.get(column, WORDS)})
    assert use_of(sheet, name)[0] == column
    assert sheet.own[column] == name
    if not name.startswith("lonlat"):
        assert list(sheet.cells[column]) == list(GOOD.get(column, WORDS))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_no_name_means_two_columns_by_mistake() -> None:
    doubled = {name for name, columns in unit_synonyms().items() if len(columns) > 1}
    assert doubled == DELIBERATE


def test_every_column_is_found_by_its_own_name() -> None:
    assert set(UNIT_SYNONYMS) == set(KNOWN)
    for column in UNIT_SYNONYMS:
        assert unit_synonyms()[fold_name(column)][0] == column


@pytest.mark.parametrize(
    ("name", "cells", "column"),
    [
        ("strength", ("500", "600", "700"), "troops"),
        ("strength", ("brigade", "battalion", "company"), "echelon"),
        ("location", ("Luhansk", "Donetsk", "Kyiv"), "place"),
        ("location", ("48.57, 39.31", "48.02, 37.80", "50.1, 30.2"), "lat_lon"),
        ("position", ("Luhansk", "Donetsk", "Kyiv"), "place"),
        ("position", ("37U EQ 12345 67890", "37U DQ 12345 67890", ""), "lat_lon"),
    ],
)
def test_where_a_name_has_two_meanings_the_cells_tell(
    name: str, cells: Sequence[str], column: str
) -> None:
    sheet, _ = named({**required(), name: cells})
    assert use_of(sheet, name) == (column, "synonym")


def variants(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFD", name)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [
        name.upper(),
        name.title(),
        name.replace(" ", "_"),
        name.replace(" ", "-"),
        name.replace(" ", ""),
        f" {name} ",
        f"{name}:",
        decomposed,
        bare,
    ]


@pytest.mark.parametrize("column", sorted(UNIT_SYNONYMS))
def test_case_space_underscore_and_diacritics_do_not_count(column: str) -> None:
    for name in UNIT_SYNONYMS[column].split("|"):
        for written in variants(name):
            assert unit_synonyms()[fold_name(written)] == unit_synonyms()[fold_name(name)], written
            assert is_unit_name(written)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Latitude (deg)", "lat"),
        ("Longitude [°]", "lon"),
        ("Breite (WGS84)", "lat"),
        ("Accuracy (km)", "accuracy_km"),
        ("Troops (est.)", "troops"),
        ("Date [UTC]", "date"),
    ],
)
def test_a_unit_in_brackets_does_not_count(name: str, column: str) -> None:
    sheet, problems = named({**required(column), name: GOOD[column]})
    assert sheet.own[column] == name
    assert problems == []


def test_only_the_last_brackets_are_a_unit() -> None:
    assert without_unit("Latitude (deg)") == "Latitude"
    assert without_unit("a (b) c") == "a (b) c"
    assert without_unit("(km)") == "(km)"
    assert without_unit("a (b) (deg)") == "a (b)"
    assert without_unit("Accuracy (m)") == "Accuracy (m)"
    assert without_unit("Strength %") == "Strength %"
    assert without_unit("plain") == "plain"


def test_the_likeliest_of_several_synonyms_is_taken_and_the_others_are_kept() -> None:
    cells = {**required("name"), "title": WORDS, "unit name": GOOD["name"]}
    sheet, problems = named(cells)
    assert use_of(sheet, "unit name") == ("name", "synonym")
    assert use_of(sheet, "title") == (None, "kept")
    assert list(sheet.cells["title"]) == list(WORDS)
    assert problems == []


def test_the_columns_own_name_goes_before_its_spelling_and_that_before_a_synonym() -> None:
    for names, taken in (
        (("Unit", "Name", "name"), "name"),
        (("Unit", "NAME"), "NAME"),
        (("title", "Unit"), "Unit"),
    ):
        sheet, _ = named({**dict.fromkeys(names, GOOD["name"]), **required("name")})
        assert sheet.own["name"] == taken


# what the settings say


def test_a_mapping_goes_before_all_else() -> None:
    sheet, problems = named({**required(), "Bezugsname": WORDS}, name="Bezugsname")
    assert use_of(sheet, "Bezugsname") == ("name", "setting")
    assert use_of(sheet, "name")[0] is None
    assert sheet.own["name"] == "Bezugsname"
    assert list(sheet.cells["name"]) == list(WORDS)
    assert [problem for problem in problems if problem.severity == "error"] == []


@pytest.mark.parametrize("is_first", [True, False])
def test_a_column_that_a_mapping_puts_out_of_its_name_is_kept_under_another(is_first) -> None:
    own = {"Bezugsname": WORDS}
    sheet, problems = named(own | required() if is_first else required() | own, name="Bezugsname")
    assert list(sheet.cells["name"]) == list(WORDS)
    assert list(sheet.cells["name (2)"]) == list(GOOD["name"])
    assert problems == []


def test_a_mapping_may_take_a_column_with_doubtful_cells() -> None:
    sheet, problems = named({**required(), "Iststärke": ("viele", "?", "x")}, troops="Iststärke")
    assert use_of(sheet, "Iststärke") == ("troops", "setting")
    assert problems == []


def test_a_mapping_to_an_unknown_column_is_an_error_with_the_near_one() -> None:
    _, problems = named(required(), naem="name")
    assert told(problems) == [("error", "mapping-unknown", "naem")]
    assert problems[0].advice == "did you mean name?"
    _, problems = named(required(), qqqqqq="name")
    assert "the columns are id, name" in problems[0].advice


def test_a_mapping_from_a_missing_column_is_an_error_with_the_near_one() -> None:
    _, problems = named({**required(), "Stärke": WORDS}, troops="Stärkee")
    assert told(problems)[0] == ("error", "mapping-missing", "troops")
    assert "the sheet has no column Stärkee" in problems[0].message
    _, problems = named(required(), troops="zzzzzz")
    assert problems[0].advice == "the sheet has name, lat, lon"


# near misses and what is missing


@pytest.mark.parametrize(
    ("name", "column"),
    [("nmae", "name"), ("lattitude", "lat"), ("longitde", "lon")],
)
def test_a_slip_of_the_pen_in_a_needed_column_is_read_and_told_of(name: str, column: str) -> None:
    sheet, problems = named({**required(column), name: GOOD[column]})
    assert use_of(sheet, name) == (column, "part")
    assert told(problems) == [("notice", "column-assumed", name)]
    assert f"write --column {column}=" in problems[0].advice


@pytest.mark.parametrize(
    ("name", "column"), [("echlon", "echelon"), ("confidenc", "confidence"), ("statuss", "status")]
)
def test_a_slip_of_the_pen_in_any_other_column_is_a_warning(name: str, column: str) -> None:
    sheet, problems = named({**required(), name: WORDS})
    assert use_of(sheet, name) == (None, "kept")
    assert told(problems) == [("warning", "column-misspelt", name)]
    assert problems[0].advice == f"did you mean {column}?"


def test_a_column_of_ones_own_is_no_slip() -> None:
    for name in ("zeal", "sizes of guns", "commander's dog", "x1", "Ω"):
        sheet, problems = named({**required(), name: WORDS})
        assert use_of(sheet, name) == (None, "kept")
        assert problems == [], name


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        (("lat", "lon"), []),
        (("name",), ["lat", "lon"]),
        (("name", "lat"), ["lon"]),
        (("name", "lon"), ["lat"]),
        (("name", "place"), []),
        (("name", "lat_lon"), []),
        (("name", "place", "lat"), ["lon"]),
        (("place",), []),
    ],
)
def test_missing_columns_are_told_of(columns: Sequence[str], missing: list[str]) -> None:
    _, problems = named({name: GOOD[name] for name in columns})
    errors = [entry for entry in told(problems) if entry[0] == "error"]
    assert errors == [("error", "column-missing", name) for name in missing]


# doubt


@pytest.mark.parametrize("column", sorted(set(FITS) - {"place", "id"} - WORDS_ONLY))
def test_a_synonym_whose_cells_are_of_another_kind_is_kept_as_text(column: str) -> None:
    name = next(
        name
        for name in UNIT_SYNONYMS[column].split("|")
        if unit_synonyms()[fold_name(name)] == (column,) and fold_name(name) != fold_name(column)
    )
    sheet, problems = named({**required(column), name: WORDS, "place": GOOD["place"]})
    assert use_of(sheet, name) == (None, "doubtful")
    assert list(sheet.cells[name]) == list(WORDS)
    assert ("notice", "column-doubtful", name) in told(problems)


@pytest.mark.parametrize("column", sorted(WORDS_ONLY - {"name"}))
def test_bare_numbers_are_no_side_kind_status_or_country(column: str) -> None:
    name = {"side": "faction", "kind": "type", "status": "condition"}
    name |= {"country": "country name", "region": "province"}
    sheet, problems = named({**required(), name[column]: ("3", "0", "3")})
    assert use_of(sheet, name[column]) == (None, "doubtful")
    assert ("notice", "column-doubtful", name[column]) in told(problems)


def test_the_columns_own_name_needs_no_proof() -> None:
    sheet, problems = named({**required(), "troops": WORDS, "Date": WORDS})
    assert use_of(sheet, "troops") == ("troops", "named")
    assert use_of(sheet, "Date") == ("date", "spelling")
    assert problems == []


def test_a_few_bad_cells_and_words_for_not_known_are_no_doubt() -> None:
    cells = {**required(), "Stärke": ("500", "n/a", "?")}
    assert use_of(named(cells)[0], "Stärke") == ("troops", "synonym")
    cells = {**required(), "Stärke": ("500", "600", "x")}
    assert use_of(named(cells)[0], "Stärke") == ("troops", "synonym")
    cells = {**required(), "Stärke": ("500", "y", "x")}
    assert use_of(named(cells)[0], "Stärke") == (None, "doubtful")


def test_a_code_that_all_rows_share_is_no_id() -> None:
    cells = {**required(), "code": ("RU", "RU", "RU")}
    assert use_of(named(cells)[0], "code") == (None, "doubtful")


@pytest.mark.parametrize("name", sorted({*RESERVED} - {"parent_name", "counted_in"}))
def test_a_name_that_the_program_uses_is_kept_under_another_with_a_notice(name: str) -> None:
    sheet, problems = named({**required(), "place": GOOD["place"], name: WORDS})
    assert use_of(sheet, name) == (None, "kept")
    assert name not in sheet.cells
    other = name[0].upper() + name[1:]
    assert list(sheet.cells[other]) == list(WORDS)
    assert told(problems) == [("notice", "column-reserved", name)]
    assert f"shown as {other}" in problems[0].message
    both = {**required(), "place": GOOD["place"], name: WORDS, other: ("a", "b", "c")}
    sheet, _ = named(both)
    assert [list(sheet.cells[n]) for n in (other, f"{other} (2)")] == [["a", "b", "c"], [*WORDS]]


def test_a_name_that_the_program_uses_may_still_say_what_it_is() -> None:
    sheet, problems = named({**required(), "parent_name": GOOD["name"]})
    assert use_of(sheet, "parent_name") == ("parent", "part")
    assert told(problems) == [("notice", "column-assumed", "parent_name")]


def test_a_doubtful_column_with_such_a_name_is_kept_too() -> None:
    sheet, problems = named({**required(), "site": ("1", "2", "3")})
    assert use_of(sheet, "site") == (None, "doubtful")
    assert list(sheet.cells["Site"]) == ["1", "2", "3"]
    assert ("notice", "column-reserved", "site") in told(problems)


# annotations


def test_annotations_know_their_own_names_and_those_of_the_position() -> None:
    columns = {"Type": ("note",), "TEXT": ("words",), "Latitude": ("48",), "lng": ("39",)}
    sheet, problems = name_annotations(raw(columns), fits=fits_column)
    assert problems == []
    assert {name: sheet.own[name] for name in ("type", "text", "lat", "lon")} == {
        "type": "Type",
        "text": "TEXT",
        "lat": "Latitude",
        "lon": "lng",
    }
    assert is_annotation_name("short text")
    assert not is_annotation_name("Einheit")


def test_annotations_need_type_and_text() -> None:
    _, problems = name_annotations(raw({"typ": ("note",), "words": ("x",)}), fits=fits_column)
    assert told(problems)[:2] == [
        ("error", "column-missing", "type"),
        ("error", "column-missing", "text"),
    ]
    assert problems[0].advice == "rename typ to it"


# explaining


def test_explain_says_of_each_column_what_it_is() -> None:
    columns = {
        "Einheit": GOOD["name"],
        "LAT": GOOD["lat"],
        "lon": GOOD["lon"],
        "Iststärke": ("500", "", ""),
        "Stand": ("gestern", "heute", "x"),
        "zeal": ("", "", ""),
        "line": WORDS,
    }
    sheet, _ = named(columns, troops="Iststärke")
    lines = explain_sheet(sheet).splitlines()
    assert lines[0] == "units.csv: 3 rows, header on line 1"
    assert [line.split("  ")[1][0] for line in lines[1:]] == list("ABCDEFG")
    words = [line.rsplit("  ", 1)[1].strip() for line in lines[1:]]
    assert words == [
        "name, by its name",
        "lat",
        "lon",
        "troops, as the settings say (1 filled)",
        "kept as text: its name promises date, but its cells are not so",
        "kept, shown in the unit's details (blank)",
        "kept, shown in the unit's details",
    ]
    assert "1st Tank Battalion" in lines[1]


def test_explain_is_a_table_of_plain_lines_whatever_stands_in_the_sheet() -> None:
    evil = "\x1b[31mred\x1b[0m\nnext\u202e"
    sheet, _ = named({**required(), evil: (evil, evil, evil), "x" * 500: ("y" * 500,) * 3})
    text = explain_sheet(sheet)
    lines = text.splitlines()
    assert len(lines) == 1 + len(sheet.uses)
    assert all(line.isprintable() for line in lines)
    assert max(map(len, lines)) < 200


def test_explain_of_an_empty_sheet() -> None:
    sheet, _ = named({"name": (), "lat": (), "lon": ()})
    lines = explain_sheet(sheet).splitlines()
    assert lines[0] == "units.csv: 0 rows, header on line 1"
    assert len(lines) == 4
