"""Times of day that stand in a column beside the dates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deploymap.chain import build_scene
from deploymap.checks.check import Checked, check_units, take_newest
from deploymap.edit.sheet import Reading, open_sheet
from deploymap.edit.steps import change_as_of
from deploymap.settings.config import read_config
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import Source
from deploymap.sheets.texts import TextColumn


def check(dates: list[str], times: list[str], *, name: str = "time", own: str = "date") -> Checked:
    count = len(dates)
    cells = {"id": ["a"] * count, "name": ["1 Bn"] * count, own: dates, name: times}
    columns = {key: TextColumn(texts) for key, texts in cells.items()}
    columns |= {"lat": TextColumn([str(49 + n) for n in range(count)])}
    columns |= {"lon": TextColumn(["5.1"] * count)}
    return check_units(RawTable(columns, np.arange(2, count + 2), "units.csv"))


def told(found: Checked) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("time", ["11:30", "14:00"]),
        ("Uhrzeit", ["11.30", "14 Uhr"]),
        ("heure", ["11h30", "14h"]),
        ("Hora local", ["11:30", "14:00"]),
        ("Event time", ["1130", "1400"]),
        ("час", ["11:30", "14"]),
        ("время", ["11:30", "14:00"]),
        ("時刻", ["11:30", "14:00"]),
        ("时间", ["11:30", "14:00"]),
        ("hour", ["11:30", "14"]),
        ("Time of day", ["11:30 AM", "2 PM"]),
    ],
)
@pytest.mark.parametrize("date", ["1815-06-18", "18 June 1815", "18/06/1815", "18.06.1815"])
def test_two_times_of_one_day_are_two_rows_of_a_unit(
    name: str, times: list[str], date: str
) -> None:
    found = check([date, date], times, name=name)
    assert found.table["date"].tolist() == ["1815-06-18T11:30", "1815-06-18T14:00"]
    assert "id-repeated" not in told(found)
    assert "columns-joined" in told(found)
    assert take_newest(found.table)["lat"].tolist() == [50]


@pytest.mark.parametrize(
    ("name", "time", "date"),
    [
        ("Time (UTC)", "06:30", "1815-06-18T06:30"),
        ("time", "06:30Z", "1815-06-18T06:30"),
        ("time", "0630Z", "1815-06-18T06:30"),
        ("Time UTC", "06:30+02:00", "1815-06-18T04:30"),
        ("время МСК", "06:30", "1815-06-18T03:30"),
    ],
)
def test_a_zone_is_that_of_the_cell_or_of_the_name(name: str, time: str, date: str) -> None:
    found = check(["1815-06-18"], [time], name=name).table
    assert found["date"].tolist() == [date]
    assert found["date_utc"].tolist() == [True]


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("end time", ["11:30", "14:00"]),
        ("travel time", ["11:30", "14:00"]),
        ("hours", ["11", "14"]),
        ("time", ["dawn", "dusk"]),
        ("time", ["25:30", "14:75"]),
    ],
)
def test_what_is_no_time_of_the_row_stays_what_it_is(name: str, times: list[str]) -> None:
    found = check(["1815-06-17", "1815-06-18"], times, name=name)
    assert found.table["date"].tolist() == ["1815-06-17", "1815-06-18"]
    assert found.table[name].tolist() == times
    assert told(found) == []


@pytest.mark.parametrize(
    ("dates", "times"),
    [
        (["1815-06-17", "1815-06-18", "1815-06-19"], ["11:30", "dawn", "12:00"]),
        (["1815-06-17", "1815", "1815-06-19"], ["11:30", "14:00", "12:00"]),
        (["1815-06-17", "", "1815-06-19"], ["11:30", "14:00", "12:00"]),
        (["1815-06-17", "1815-06-18 10:00", "1815-06-19"], ["11:30", "14:00", "12:00"]),
    ],
)
def test_where_one_time_has_no_place_all_stay_in_their_column(
    dates: list[str], times: list[str]
) -> None:
    found = check(dates, times)
    assert found.table["time"].tolist() == times
    assert found.table["date"].tolist()[::2] == ["1815-06-17", "1815-06-19"]
    assert "time-apart" in told(found)


def test_a_date_may_say_its_time_itself_if_it_is_the_same() -> None:
    found = check(["1815-06-17", "1815-06-18T06:15:00"], ["11:30", "06:15"])
    assert found.table["date"].tolist() == ["1815-06-17T11:30", "1815-06-18T06:15"]
    assert told(found) == ["columns-joined"]


def test_a_time_that_is_not_known_is_as_a_blank() -> None:
    found = check(["1815-06-17", "1815-06-18", "1815-06-18"], ["11:30", "unknown", ""]).table
    assert found["date"].tolist() == ["1815-06-17T11:30", "1815-06-18", "1815-06-18"]


SHEET = "id,name,lat,lon,date,time\na,1 Bn,49,5,1815-06-18,14:00\n"


def test_who_withholds_the_times_withholds_the_dates_that_have_them(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(SHEET)
    assert build_scene(read_config(tmp_path))[0].units["date"].tolist() == ["1815-06-18T14:00"]
    (tmp_path / "deploymap.toml").write_text('[publish]\nwithhold = ["time"]\n')
    assert build_scene(read_config(tmp_path))[0].units["date"].tolist() == [None]


def test_a_row_as_of_another_date_has_not_the_time_of_the_one_before() -> None:
    sheet = open_sheet(Source(SHEET.encode(), "units.csv"), Reading())
    step = change_as_of(sheet, 0, {"lat": "49.5"}, "1815-06-19")
    assert step.make(sheet).decode() == SHEET + "a,1 Bn,49.5,5,1815-06-19,\n"
