"""Dates across the top of a sheet: a row for each date, of one unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.checks.across import find_groups
from deploymap.checks.check import Checked, check_units
from deploymap.edit.sheet import Reading, open_sheet
from deploymap.inspection.inputs import inspect
from deploymap.problems import DeploymapError
from deploymap.settings.config import read_config
from deploymap.sheets.source import Source

NAMES = "Unit,Side,Type,Lat,Lon"
FIRST, SECOND = "1st Division,North,Infantry,37.5,127", "2nd Division,North,Armor,37.8,126.7"


def check(*lines: str, **mapping: str) -> Checked:
    source = Source("\n".join([*lines, ""]).encode(), "units.csv")
    return check_units(Reading().read(source), mapping=mapping)


def told(checked: Checked, code: str = "dates-across") -> list[tuple[str, str | None]]:
    return [(p.severity, p.column) for p in checked.problems if p.code == code]


def rows_of(checked: Checked, *columns: str) -> list[tuple[object, ...]]:
    table = checked.table[list(columns)].astype(object)
    return list(table.where(table.notna(), None).itertuples(index=False, name=None))


def test_a_column_of_numbers_for_each_month_is_a_row_for_each() -> None:
    checked = check(
        f"{NAMES},Jan 2024,Feb-24,2024-03", f"{FIRST},8000,~7500,7200", f"{SECOND},6000,,5500"
    )
    assert rows_of(checked, "id", "line", "date", "troops") == [
        ("row2", 2, "2024-01", 8000),
        ("row2", 2, "2024-02", 7500),
        ("row2", 2, "2024-03", 7200),
        ("row3", 3, "2024-01", 6000),
        ("row3", 3, "2024-03", 5500),
    ]
    assert told(checked) == [("notice", "Jan 2024")]
    assert checked.has_history
    assert not checked.by_name
    # what each row is, the whole line says
    assert set(checked.table["name"]) == {"1st Division", "2nd Division"}


def test_rows_of_one_name_are_units_of_their_own_still() -> None:
    checked = check(f"{NAMES},2023,2024", f"{FIRST},800,700", f"{FIRST},600,")
    assert rows_of(checked, "id", "date") == [
        ("row2", "2023"), ("row2", "2024"), ("row3", "2023"),
    ]  # fmt: skip


def test_names_with_a_date_are_one_column_by_what_they_are_besides() -> None:
    checked = check(
        "id,Unit,Lat (1 May 1944),Lon (1 May 1944),Men 6 June 1944"
        ",Lat (6 June 1944),Lon (6 June 1944),Tanks 6 June 1944,Tanks 1 May 1944",
        "A,First,49,1,9000,49.1,1.1,40,50",
        "B,Second,48,2,,,,,",
    )
    assert rows_of(checked, "id", "date", "lat", "troops", "Tanks") == [
        ("A", "1944-05-01", 49, None, "50"),
        ("A", "1944-06-06", 49.1, 9000, "40"),
        ("B", "1944-05-01", 48, None, None),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "values"),
    [
        (("Kharkiv", "Izium"), "place", ["Kharkiv", "Izium"]),
        (('"48.5, 37.1"', '"48.6, 37.2"'), "lat", [48.5, 48.6]),
    ],
)
def test_dates_alone_are_of_what_their_cells_are(
    cells: tuple[str, str], column: str, values: list[object]
) -> None:
    checked = check("Unit,Side,2024-01-01,2024-02-01", f"First,A,{cells[0]},{cells[1]}")
    assert list(checked.table[column]) == values
    assert list(checked.table["date"]) == ["2024-01-01", "2024-02-01"]


def test_statuses_may_stand_under_dates() -> None:
    checked = check(f"{NAMES},2024-01-01,2024-02-01", f"{FIRST},present,destroyed")
    assert list(checked.table["status"]) == ["present", "destroyed"]


def test_a_fault_names_the_column_of_its_date() -> None:
    checked = check(f"{NAMES},Jan 2024,Feb 2024,Mar 2024", f"{FIRST},8000,75o0,7200")
    errors = [p for p in checked.problems if p.severity == "error"]
    assert [(p.line, p.column, p.found, p.letter) for p in errors] == [(2, "Feb 2024", "75o0", "G")]


def test_dates_that_may_be_two_days_are_asked_about_once() -> None:
    checked = check(f"{NAMES},01/02/2024,01/03/2024", f"{FIRST},800,700", f"{SECOND},600,500")
    errors = [p for p in checked.problems if p.severity == "error"]
    assert [(p.line, p.column, p.code) for p in errors] == [(None, "01/02/2024", "date-ambiguous")]
    # another date tells
    told_by = check(f"{NAMES},01/02/2024,15/02/2024", f"{FIRST},800,700")
    assert list(told_by.table["date"]) == ["2024-02-01", "2024-02-15"]


@pytest.mark.parametrize(
    "header",
    [
        f"{NAMES},date,Jan 2024,Feb 2024",  # rows have dates of their own
        f"{NAMES},Troops,Jan 2024,Feb 2024",  # and troops
        f"{NAMES},Lost tanks 2023,Lost tanks 2024,x",
        f"{NAMES},Source 1,Source 2,x",
        f"{NAMES},Jan 2024,Tanks,x",
    ],
)
def test_other_columns_stay_what_they_are(header: str) -> None:
    checked = check(header, f"{FIRST},2024-01-01,7,8")
    assert len(checked.table) == 1
    assert set(header.split(",")[6:]) <= set(checked.table.columns)


def test_dates_and_months_of_which_nothing_says_what_they_are_are_told_of() -> None:
    assert told(check(f"{NAMES},Troops,Jan 2024,Feb 2024", f"{FIRST},9,7,8")) == [
        ("notice", "Jan 2024")
    ]
    assert told(check(f"{NAMES},Jan,Feb,Mar", f"{FIRST},9,7,8")) == [("notice", "Jan")]
    assert told(check(f"{NAMES},May,Mar", f"{FIRST},9,7")) == []


def test_what_the_settings_name_is_no_date() -> None:
    checked = check(
        f"{NAMES},Jan 2024,Feb 2024,Mar 2024", f"{FIRST},9,8,7", troops="Mar 2024"
    )  # fmt: skip
    assert list(checked.table["troops"]) == [7]


def test_a_page_has_all_dates_and_counts_nothing_twice(tmp_path: Path) -> None:
    text = f"{NAMES},Jan 2024,Feb 2024\n{FIRST},8000,7500\n{SECOND},6000,\n"
    (tmp_path / "units.csv").write_text(text)
    found = inspect(read_config(tmp_path))
    assert found.joined["troops"].sum() == 7500 + 6000
    assert found.history is not None
    assert len(found.history) == 3


def test_who_lets_readers_change_such_a_sheet_is_told_that_it_has_no_ids(tmp_path: Path) -> None:
    (tmp_path / "deploymap.toml").write_text("editable = true\n")
    text = f"{NAMES},Jan 2024,Feb 2024\n{FIRST},8000,7500\n"
    (tmp_path / "units.csv").write_text(text)
    assert "edit-row" in {problem.code for problem in inspect(read_config(tmp_path)).problems}
    named = "\n".join(
        f"{own},{line}" for own, line in zip(("id", "A"), text.split("\n"), strict=False)
    )
    (tmp_path / "units.csv").write_text(f"{named}\n")
    assert "edit-row" not in {problem.code for problem in inspect(read_config(tmp_path)).problems}


def test_the_editor_changes_no_position_that_has_a_column_for_each_date() -> None:
    shared = f"{NAMES},Jan 2024,Feb 2024\n{FIRST},8000,7500\n"
    open_sheet(Source(shared.encode(), "units.csv"), Reading())
    apart = "Unit,Lat 2024-01-01,Lon 2024-01-01,Lat 2024-02-01,Lon 2024-02-01\nFirst,1,2,3,4\n"
    with pytest.raises(DeploymapError, match="for the position at each date"):
        open_sheet(Source(apart.encode(), "units.csv"), Reading())


@given(
    st.lists(st.dates(), min_size=2, max_size=5, unique=True),
    st.sampled_from(["Troops", "Lat", "Men (est.)", "Lat / north"]),
    st.sampled_from(["{} {}", "{1} {0}", "{}: {}", "{} ({})", "{}_{}"]),
)
def test_the_columns_of_a_name_are_found_by_their_dates(
    dates: list[object], rest: str, form: str
) -> None:
    names = [form.format(rest, date) for date in dates]
    group, other = find_groups(["Unit 7", *names, "Map 1942"])
    assert other.rest == "Map"
    assert group.columns == names
    assert list(group.dates) == [str(date) for date in dates]
