"""Checking sheets: typed columns, and every fault with its line, its column and what to try."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.checks.check import check_annotations, check_units, leave_out, take_newest
from deploymap.cli.report import fold_alike
from deploymap.problems import Problem
from deploymap.schema import ANNOTATION_COLUMNS, UNIT_COLUMNS
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

UNIT_NAMES = [column.name for column in UNIT_COLUMNS]
ANNOTATION_NAMES = [column.name for column in ANNOTATION_COLUMNS]


def sheet(rows: Sequence[dict[str, str]], *, file: str = "units.csv") -> RawTable:
    """Return a sheet with the columns that the rows name; the first row is line 2."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name, "") for name in names] for row in rows]
    frame = pd.DataFrame(np.array(cells, dtype=object), columns=names, dtype=object)
    return raw_of(frame, file)


def checked_units(raw: RawTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the newest rows, and what is wrong with any, notices aside."""
    checked = check_units(raw)
    told = [problem for problem in checked.problems if problem.severity != "notice"]
    return take_newest(checked.table), told


def checked_notes(raw: RawTable) -> tuple[pd.DataFrame, list[Problem]]:
    checked = check_annotations(raw)
    return checked.table, checked.problems


def raw_of(frame: pd.DataFrame, file: str) -> RawTable:
    columns = {name: TextColumn(frame[name].tolist()) for name in frame}
    return RawTable(columns, np.arange(2, len(frame) + 2), file)


def unit(**cells: str) -> dict[str, str]:
    return {"name": "A", "lat": "48.5", "lon": "39.3", **cells}


def note(**cells: str) -> dict[str, str]:
    return {"type": "note", "text": "words", **cells}


def faults_of(*rows: dict[str, str]) -> list[str]:
    return [str(problem) for problem in checked_units(sheet(rows))[1]]


def note_faults_of(*rows: dict[str, str]) -> list[str]:
    return [str(problem) for problem in checked_notes(sheet(rows, file="notes.csv"))[1]]


# typed columns


def test_columns_are_those_of_the_schema_then_the_line_then_the_sheets_own() -> None:
    table, problems = checked_units(sheet([unit(zeal="high", country="Ukraine", side="Russia")]))
    assert list(table.columns) == [
        *UNIT_NAMES, "line", "zeal", "country", "troops_approx", "position_source",
    ]  # fmt: skip
    assert table[["zeal", "country", "side"]].to_numpy().tolist() == [["high", "Ukraine", "Russia"]]
    assert problems == []


def test_types_of_columns_do_not_depend_on_what_is_in_them() -> None:
    full = unit(count="2", troops="1,200", accuracy_km="0.5", id="u", date="2022", extra="x")
    blank = dict.fromkeys(full, "") | unit()
    full_table, _ = checked_units(sheet([full]))
    for rows in ([blank], [full, blank], [full][:0]):
        table, _ = checked_units(sheet(rows) if rows else empty_sheet(list(full)))
        pd.testing.assert_series_equal(table.dtypes, full_table.dtypes)
    assert full_table["count"].dtype == "Int64"
    assert full_table["lat"].dtype == "float64"
    assert full_table["line"].dtype == "int64"
    assert full_table["name"].dtype == "object"


def empty_sheet(names: list[str]) -> RawTable:
    frame = pd.DataFrame(columns=names, dtype=object)
    return raw_of(frame, "units.csv")


def test_a_blank_is_not_stated_and_never_zero() -> None:
    table, problems = checked_units(sheet([unit(count="", troops="", accuracy_km="", side="")]))
    row = table.iloc[0]
    assert row["count"] is pd.NA
    assert row["troops"] is pd.NA
    assert np.isnan(row["accuracy_km"])
    assert row["side"] is None
    assert problems == []


def test_numbers_are_read() -> None:
    table, problems = checked_units(
        sheet(
            [
                unit(troops="32,000", count="3", lat="-48.125", lon="+39", accuracy_km=".5"),
                unit(troops="1,234,567", count="12.0", lat="0", lon="-180", accuracy_km="5."),
            ]
        )
    )
    assert problems == []
    assert table["troops"].tolist() == [32_000, 1_234_567]
    assert table["count"].tolist() == [3, 12]
    assert table["lat"].tolist() == [-48.125, 0.0]
    assert table["lon"].tolist() == [39.0, -180.0]
    assert table["accuracy_km"].tolist() == [0.5, 5.0]


@given(st.floats(-90, 90), st.integers(0, 100_000_000), st.booleans())
def test_each_number_that_is_written_is_read_again(lat: float, troops: int, grouped: bool) -> None:
    written = np.format_float_positional(lat)
    amount = f"{troops:,}" if grouped else str(troops)
    table, problems = checked_units(sheet([unit(lat=written, troops=amount)]))
    assert problems == []
    assert table["lat"][0] == lat
    assert table["troops"][0] == troops


def test_a_missing_id_is_made_of_the_line() -> None:
    table, _ = checked_units(sheet([unit(id="u"), unit(id=""), unit()]))
    assert table["id"].tolist() == ["u", "row3", "row4"]


def test_names_of_columns_may_be_written_otherwise() -> None:
    table, problems = checked_units(
        sheet([{"Name": "A", "LAT": "48.5", "lon": "39.3", "Source URL": "https://example.org"}])
    )
    assert problems == []
    assert table["source_url"][0] == "https://example.org"
    assert table["lat"][0] == 48.5


def test_of_two_columns_of_one_name_the_one_written_as_in_the_schema_counts() -> None:
    table, _ = checked_units(sheet([unit(Name="B", KIND="tank", Kind="gun")]))
    assert table[["name", "Name", "kind", "Kind"]].to_numpy().tolist() == [
        ["A", "B", "tank", "gun"]
    ]


def test_checking_leaves_the_sheet_as_it_was() -> None:
    raw = sheet([unit(id="u", note="a\x01b", date="2021"), unit(id="u", lat="x", date="2022")])
    before = raw.frame.copy(deep=True)
    checked_units(raw)
    pd.testing.assert_frame_equal(raw.frame, before)


# rows of one id


def test_the_newest_row_of_a_unit_stays() -> None:
    rows = [
        unit(id="u", date="2022-01-12", name="mid"),
        unit(id="v", date="2022", name="other"),
        unit(id="u", date="2022-02", name="new"),
        unit(id="u", date="", name="undated"),
        unit(id="u", date="2022", name="old"),
    ]
    table, problems = checked_units(sheet(rows))
    assert table["name"].tolist() == ["other", "new"]
    assert table["line"].tolist() == [3, 4]
    assert table.index.tolist() == [0, 1]
    assert [str(problem) for problem in problems] == [
        "warning: units.csv:5: date: the row has no date, and other rows of its unit have one; "
        "it is not shown; give it a date"
    ]


def test_years_before_our_era_are_older_the_larger_they_are() -> None:
    rows = [unit(id="x", date="-0048-08-09", name="new"), unit(id="x", date="-0049", name="old")]
    assert checked_units(sheet(rows))[0]["name"].tolist() == ["new"]


def test_one_id_twice_with_the_same_date_is_an_error() -> None:
    rows = [
        unit(id="u", date="2022"),
        unit(id="w"),
        unit(id="u", date="2022"),
        unit(id="u", date="2021"),
        unit(id="w"),
        unit(id="u", date="2022"),
    ]
    assert faults_of(*rows) == [
        "units.csv:4: id: u stands on line 2 already, with the same date; "
        "give the row an id of its own, or a date of its own",
        "units.csv:6: id: w stands on line 3 already, with no date; "
        "give the row an id of its own, or a date of its own",
        "units.csv:7: id: u stands on line 4 already, with the same date; "
        "give the row an id of its own, or a date of its own",
    ]


def test_two_faulty_dates_are_not_taken_for_the_same() -> None:
    faults = faults_of(unit(id="u", date="x"), unit(id="u", date="x"))
    assert [fault.split(": ")[1] for fault in faults] == ["date", "date"]


@given(
    st.lists(
        st.tuples(st.sampled_from("uvw"), st.dates().map(str)), min_size=1, max_size=8, unique=True
    )
)
def test_each_unit_has_one_row_and_it_is_the_newest(rows: list[tuple[str, str]]) -> None:
    table, problems = checked_units(sheet([unit(id=own, date=day) for own, day in rows]))
    newest = {own: max(day for other, day in rows if other == own) for own, _ in rows}
    assert dict(zip(table["id"], table["date"], strict=True)) == newest
    assert table["line"].is_monotonic_increasing
    assert problems == []


# faults


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"lat": ""}, "lat: the cell is blank, but lon is not; fill in both, or neither"),
        (
            {"lat": "", "lon": "", "place": "Donetsk"},
            "place: Donetsk may be one of 2 places: Donetsk, Donetsk Oblast, UKR "
            "(geonames:709717); Donetsk, Rostov Oblast, RUS (geonames:565348); fill in lat and "
            "lon, or country and region, or choose one under [places]",
        ),
        (
            {"lat": "", "lon": "", "place": "Luhanks"},
            "place: no place Luhanks is known; did you mean Luhansk or Luhanka or Astei?; "
            'places of fewer than 15,000 people come with: pip install "deploymap[gazetteer]"',
        ),
        ({"lat": "94.2"}, "lat: 94.2 is outside -90..90; lat and lon look swapped"),
        (
            {"lat": "48574"},
            "lat: 48574 is outside -90..90; if these are metres, say their CRS, such as "
            "--crs EPSG:32637 (UTM zone 37 north)",
        ),
        (
            {"lon": "-180.5"},
            "lon: -180.5 is outside -180..180; write degrees with a decimal point, such as 48.57",
        ),
        (
            {"lat": "inf"},
            "lat: inf is not a latitude; write decimal degrees such as 48.57, or 48°34'05\"N",
        ),
        (
            {"lat": "4_8"},
            "lat: 4_8 is not a latitude; write decimal degrees such as 48.57, or 48°34'05\"N",
        ),
        (
            {"lon": "1-2"},
            "lon: 1-2 may be degrees and minutes or something else; "
            "write decimal degrees such as 48.57, or 48°34'05\"N",
        ),
        (
            {"count": "0"},
            "count: 0 is outside 1..1,000,000; leave the cell blank where it is not known",
        ),
        (
            {"count": "two"},
            "count: two is not a number; write a whole number in digits, such as 2",
        ),
        (
            {"count": "1.5"},
            "count: 1.5 is not a whole number; write a whole number in digits, such as 2",
        ),
        (
            {"troops": "-5"},
            "troops: -5 is outside 0..100,000,000; leave the cell blank where it is not known",
        ),
        (
            {"troops": "9" * 400},
            f"troops: {'9' * 59}… is outside 0..100,000,000; "
            "leave the cell blank where it is not known",
        ),
        (
            {"accuracy_km": "-1"},
            "accuracy_km: -1 is outside 0..20,000; leave the cell blank where it is not known",
        ),
        (
            {"troops": "3,2000"},
            "troops: 3,2000 is not a whole number; write a number such as 32,000, a range such as "
            "8,000-10,000, or ~10,000, <500, 10k",
        ),
        (
            {"troops_max": "2000-3000"},
            "troops_max: 2000-3000 is not one number; write one number in troops_max",
        ),
        (
            {"troops": "10.000"},
            "troops: 10.000 may be 10 or 10,000; write 10, or 10000 without a mark",
        ),
        (
            {"troops": "1e5"},
            "troops: 1e5 may be a number that a spreadsheet has shortened, or a name; "
            "write the number out in digits",
        ),
        (
            {"troops": "8,000-10,000", "troops_min": "9000"},
            "troops: 8,000 here, but troops_min says 9,000; correct one of them",
        ),
        (
            {"troops_min": "5,000", "troops_max": "4000", "troops": "6000"},
            "troops_min: 5,000 is more than troops_max, 4,000; correct one of them",
        ),
        (
            {"troops_min": "5000", "troops": "4000"},
            "troops: 4,000 is less than troops_min, 5,000; correct one of them",
        ),
        (
            {"troops_max": "5000", "troops": "6000"},
            "troops: 6,000 is more than troops_max, 5,000; correct one of them",
        ),
        (
            {"troops_min": "4", "troops_max": "4", "troops": "5"},
            "troops: 5 is more than troops_max, 4; correct one of them",
        ),
        (
            {"date": "2022-02-30"},
            "date: 2022-02-30 is no day or month of the calendar; correct it",
        ),
        (
            {"date": "03/04/2022"},
            "date: 03/04/2022 may be 2022-04-03 or 2022-03-04; "
            "write the one that is meant (year-month-day)",
        ),
        (
            {"date": "never"},
            "date: never is not a date; write 2022-01-12 (year-month-day), 2022-01 or 2022",
        ),
        (
            {"date": "44573"},
            "date: 44573 is not a date; it looks like a spreadsheet's day number, "
            "2022-01-12; format the column as text",
        ),
        (
            {"sidc": "1003100000"},
            "sidc: 1003100000 is not a symbol code; "
            "write 20 digits, or 15 or 12 letters; this has 10 characters",
        ),
        (
            {"sidc": "10XX1000001211000000"},
            "sidc: 10XX1000001211000000 is not a symbol code; "
            "character 3, X, is no digit of such a code",
        ),
        (
            {"sidc": "SFG.UCI----D"},
            "sidc: SFG.UCI----D is not a symbol code; character 4, ., is no letter of such a code",
        ),
        (
            {"sidc": "1.00310E+19"},
            "sidc: 1.00310E+19 is not a symbol code; a spreadsheet made a number of it; "
            "format the column as text and enter it again",
        ),
    ],
)
def test_each_fault_is_said_with_what_to_try(cells: dict[str, str], expected: str) -> None:
    assert faults_of(unit(), unit(**cells)) == [f"units.csv:3: {expected}"]


def test_a_place_of_many_rows_is_told_of_once_and_all_its_rows_are_left_out() -> None:
    rows = [unit(), *({"name": name, "place": "Donetsk"} for name in "BCD")]
    checked = check_units(sheet([*rows, {"name": "E", "place": "Makiivka Xyz"}]))
    ambiguous, unknown = (problem for problem in checked.problems if problem.severity == "error")
    assert (ambiguous.code, ambiguous.line, ambiguous.also) == ("place-ambiguous", 3, (4, 5))
    assert "(3 rows)" in ambiguous.message
    assert "rows" not in unknown.message
    kept, left_out = leave_out(checked.table, checked.problems)
    assert (kept["name"].tolist(), left_out.rows) == (["A"], 4)
    assert [problem for problem, _ in fold_alike([ambiguous, unknown])] == [ambiguous, unknown]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"note": "a <b>bold</b> word"}, "note: <b> is markup, shown as text; write plain words"),
        ({"name": "A &amp; B"}, "name: &amp; is markup, shown as text; write plain words"),
        *(
            (
                {"name": f"45 {'Донецьк'.encode().decode(codec)}"},
                "name: is Донецьк, it seems; open the first file as UTF-8 and export it anew; the "
                "page shows the cell as it is",
            )
            for codec in ("cp1252", "cp1251")
        ),
        (
            {"note": "a\x07b<br>"},
            "note: control character '\\x07', shown as a space and "
            "<br> is markup, shown as text; write plain words",
        ),
        (
            {"source_url": "javascript:alert(1)"},
            "source_url: javascript:alert(1) is no web address that begins with http:// or "
            "https://; it is left out, write the whole address, such as https://example.org/report",
        ),
        (
            {"parent": "corps"},
            "parent: no row has the id or the name corps; the unit stands by itself",
        ),
        (
            {"id": "u", "parent": "u"},
            "parent: a unit cannot belong to itself; write the id of the unit above it",
        ),
    ],
)
def test_each_doubt_is_a_warning(cells: dict[str, str], expected: str) -> None:
    assert faults_of(unit(), unit(**cells)) == [f"warning: units.csv:3: {expected}"]


@pytest.mark.parametrize(
    "cells",
    [
        {"note": "fewer than 5 < 6 & more; AT&T"},
        {"note": "two\nlines\tand a tab\u00a0."},
        {"sidc": "10031000001211000000"},
        {"sidc": "SFGPUCI---*****"},
        {"source_url": "HTTPS://example.org/a?b=c#d"},
        {"troops_min": "4", "troops": "4", "troops_max": "4"},
        {"lat": "90", "lon": "180"},
        {"id": "u", "parent": "row2"},
        {"confidence": "whatever", "status": "whatever"},
    ],
)
def test_what_is_good_is_let_through(cells: dict[str, str]) -> None:
    assert faults_of(unit(), unit(**cells)) == []


def test_doubtful_texts_become_harmless() -> None:
    cells = unit(note="a\x07b\r\nc", name="<b>", source_url="ftp://example.org")
    table, _ = checked_units(sheet([cells]))
    assert table["note"][0] == "a b\nc"
    assert table["name"][0] == "<b>"
    assert table["source_url"][0] is None


def test_a_name_of_control_characters_alone_is_blank() -> None:
    assert faults_of(unit(name="\x01")) == [
        "warning: units.csv:2: name: control character '\\x01', shown as a space; "
        "write plain words",
    ]
    table, _ = checked_units(sheet([unit(name="\x01")]))
    assert table["name"].tolist() == ["Row 2"]


def test_a_message_is_one_short_line_whatever_the_cell_holds() -> None:
    (fault,) = faults_of(unit(lat="4\x1b[31m\n" + "8" * 500))
    assert fault.isprintable()
    assert len(fault) < 250


def test_all_faults_come_out_at_once_in_the_order_of_the_file() -> None:
    faults = faults_of(
        unit(lat="x", note="<i>"),
        unit(count="x", date="never", lon="999"),
        unit(id="u", count="0"),
    )
    assert [re.sub(r"(:\d+: \w+).*", r"\1", fault) for fault in faults] == [
        "units.csv:2: lat",
        "warning: units.csv:2: note",
        "units.csv:3: lon",
        "units.csv:3: count",
        "units.csv:3: date",
        "units.csv:4: count",
    ]


def test_a_missing_column_is_told_of_once_with_what_may_stand_for_it() -> None:
    rows = [{"nmae": "A", "lattitud": "48.5"}, {"nmae": "B", "lattitud": "48.6"}]
    assert faults_of(*rows) == [
        "units.csv: lat: there is no such column; where it is lattitud, "
        "write --column lat=lattitud",
        "units.csv: lon: there is no such column; add it, or a column place with names of towns; "
        "where it is called otherwise write --column lon=COLUMN",
    ]
    assert faults_of({"name": "A", "lat": "1"}) == [
        "units.csv: lon: there is no such column; add it to the header line"
    ]


def test_a_unit_far_from_all_others_is_a_warning() -> None:
    near = [unit(), unit(lat="49"), unit(lat="50")]
    assert faults_of(*near, unit(lat="-48.5")) == [
        "warning: units.csv:5: lat: the position is 10,786 km from the nearest other unit; "
        "check lat and lon"
    ]
    assert faults_of(*near, unit(lat="-48.5"), unit(lat="-48.5", name="B")) == []


def test_a_row_that_is_there_twice_or_sums_up_others_is_a_warning() -> None:
    rows = [unit(lat="48"), unit(), unit(), unit(name="Grand total:", lat="47")]
    assert faults_of(*rows) == [
        "warning: units.csv:4: name: the row says the same as one before it; delete one of them",
        "warning: units.csv:5: name: the row sums up others, it seems, and would be counted as a "
        "unit; delete it",
    ]
    assert faults_of(unit(id="x"), unit(id="y"), unit(id="z", name="Total War Museum")) == []


def test_a_misspelt_column_is_a_warning_and_a_column_of_ones_own_is_none() -> None:
    assert faults_of(unit(sourcs="x", weight="big", country="y", region="z", name_uk="w")) == [
        "warning: units.csv: sourcs: is no column that deploymap knows; did you mean source?"
    ]
    assert faults_of(unit(sources="x", source="y")) == []


def test_a_column_that_the_program_adds_is_kept_under_another_name() -> None:
    table, problems = checked_units(sheet([unit(line="front", sidc20="x")]))
    assert problems == []
    assert table["line"].tolist() == [2]
    assert table[["Line", "Sidc20"]].iloc[0].tolist() == ["front", "x"]
    assert "sidc20" not in table


def test_a_sheet_without_rows_is_a_warning() -> None:
    table, problems = checked_units(empty_sheet(["name", "lat", "lon"]))
    assert len(table) == 0
    assert [problem.severity for problem in problems] == ["warning"]


# annotations


def test_annotations_are_typed() -> None:
    row = note(id="T1", type="Figure", troops="100,000", min_width="600", lat="48", lon="38")
    table, problems = checked_notes(sheet([row, note(extra="x")]))
    assert problems == []
    assert list(table.columns) == [*ANNOTATION_NAMES, "line", "extra", "troops_approx"]
    assert table["type"].tolist() == ["figure", "note"]
    assert table["min_width"].tolist() == [600, pd.NA]
    assert table["id"].tolist() == ["T1", "row3"]
    assert table["troops"].dtype == table["min_width"].dtype == "Int64"


def test_two_versions_without_a_width_are_the_same() -> None:
    (fault,) = note_faults_of(note(id="n"), note(id="n"))
    assert fault.startswith("notes.csv:3: id: n stands on line 2 already, with no min_width; ")


def test_versions_of_one_text_need_widths_of_their_own() -> None:
    versions = [note(id="n"), note(id="n", min_width="600"), note(id="n", min_width="900")]
    assert note_faults_of(*versions) == []
    assert len(checked_notes(sheet(versions))[0]) == 3
    doubled = [note(id="n", min_width="0"), note(id="n", min_width="600")]
    assert note_faults_of(*versions, *doubled) == [
        "notes.csv:5: id: n stands on line 2 already, with no min_width; "
        "give the row an id of its own, or a min_width of its own",
        "notes.csv:6: id: n stands on line 3 already, with the same min_width; "
        "give the row an id of its own, or a min_width of its own",
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"text": ""}, "text: the cell is blank, and every row needs one: the words"),
        (
            {"type": "figur", "troops": "1"},
            "type: figur is not one of figure, note, label, source; did you mean figure?",
        ),
        ({"lat": "48"}, "lon: the cell is blank, but lat is not; fill in both, or neither"),
        ({"lon": "38"}, "lat: the cell is blank, but lon is not; fill in both, or neither"),
        (
            {"type": "figure"},
            "troops: a figure needs a number in troops, troops_min or troops_max",
        ),
        (
            {"min_width": "-1"},
            "min_width: -1 is outside 0..100,000; leave the cell blank where it is not known",
        ),
        (
            {"min_width": "600px"},
            "min_width: 600px is not a number; write a whole number in digits, such as 2",
        ),
    ],
)
def test_each_fault_of_an_annotation_is_said(cells: dict[str, str], expected: str) -> None:
    assert note_faults_of(note(), note(**cells)) == [f"notes.csv:3: {expected}"]


def test_a_figure_may_be_a_range() -> None:
    assert note_faults_of(note(type="figure", troops_max="175,000")) == []


def test_a_sheet_of_annotations_may_be_empty() -> None:
    table, problems = checked_notes(empty_sheet(ANNOTATION_NAMES))
    assert (len(table), problems) == (0, [])


# whatever comes


any_cell = st.text(max_size=8) | st.sampled_from(
    ["48.5", "94", "1,000", "2022-01-12", "2022", "", "x", "u", "<b>", "figure", "note", "\ud800"]
)


@pytest.mark.parametrize(
    ("check", "names"), [(checked_units, UNIT_NAMES), (checked_notes, ANNOTATION_NAMES)]
)
@given(data=st.data())
def test_no_cells_at_all_bring_the_check_down(check, names, data) -> None:
    any_name = st.sampled_from([*names, "own", "lattitude"])
    some = data.draw(st.lists(any_name, unique=True, min_size=1))
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(some, any_cell)), min_size=1))
    raw = sheet(rows)
    table, problems = check(raw)
    assert all(isinstance(problem, Problem) and str(problem).isprintable() for problem in problems)
    places = [problem.line or 0 for problem in problems]
    assert places == sorted(places)
    assert set(places) <= {0, *raw.lines.tolist()}
    assert set(table["line"]) <= set(raw.lines.tolist())
    assert list(table.columns[: len(names)]) == names
    if check is checked_units:
        assert table["id"].is_unique


@pytest.mark.parametrize("cell", ["~32,000", "≈ 32000", "about 32,000", "Ca. 32000", "circa 32000"])
def test_about_is_kept_beside_the_number(cell: str) -> None:
    table, problems = checked_units(sheet([unit(troops=cell), unit(id="b", troops="32000")]))
    assert problems == []
    assert table["troops"].tolist() == [32_000, 32_000]
    assert table["troops_approx"].tolist() == [True, None]


@pytest.mark.parametrize("cell", ["about", "aboutface 3", "~", "canned 5"])
def test_about_alone_is_no_number(cell: str) -> None:
    _, problems = checked_units(sheet([unit(troops=cell)]))
    assert [problem.column for problem in problems] == ["troops"]


def test_a_label_without_a_position_is_warned_of() -> None:
    bare, placed = note(type="label"), note(type="label", lat="1", lon="2")
    assert note_faults_of(bare, placed) == [
        "warning: notes.csv:2: lat: a label without a position is not shown; fill in lat and lon"
    ]
