"""Converting: what was read is written as a clean sheet, and reads back to the same table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deploymap.chain import convert_file
from deploymap.checks.check import Checked, check_units, take_newest
from deploymap.checks.header import is_unit_name
from deploymap.export.csv import write_clean_csv
from deploymap.problems import DataError, UsageError
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import Source

NOT_COMPARED = ["line"]

Row = dict[str, str]


def check(text: str) -> Checked:
    return check_units(read_sheet(Source(text.encode(), "units.csv"), is_name=is_unit_name))


def write(rows: Sequence[Row], *, delimiter: str = ",") -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue()


def codes_of(checked: Checked, severity: str = "error") -> list[str]:
    return [problem.code for problem in checked.problems if problem.severity == severity]


def stated(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that hold anything, but for the line."""
    return table[[name for name in table.columns if table[name].notna().any()]].drop(columns="line")


def assert_comes_back(first: Checked) -> Checked:
    text = write_clean_csv(first.table)
    second = check(text)
    old, new = stated(first.table), stated(second.table)
    assert set(new.columns) == set(old.columns), text
    pd.testing.assert_frame_equal(new[old.columns], old, check_exact=True)
    assert codes_of(second) == [], text
    # and what is clean stays as it is, to the byte
    assert write_clean_csv(second.table) == text
    return second


# the clean sheet


def test_the_clean_sheet_has_the_schemas_names_and_plain_notations() -> None:
    rows = [
        {
            "Einheit": "Panzer, 1.",
            "Breite": "48°34'05\"N",
            "Länge": "39,31",
            "Stärke": "~8,000-10,000",
            "Stand": "12.01.2022",
            "zeal": "=1+1",
        },
        {"Einheit": "x", "Breite": "48,5", "Länge": "39", "Stärke": "<500", "Stand": "49 BC"},
    ]
    assert write_clean_csv(check(write(rows)).table).splitlines() == [
        "id,name,troops,troops_min,troops_max,lat,lon,date,zeal",
        'row2,"Panzer, 1.",~8000-10000,8000,10000,48.56805556,39.31,2022-01-12,=1+1',
        "row3,x,,,500,48.5,39,-0048,",
    ]


@pytest.mark.parametrize(
    ("troops", "written"),
    [
        ("500", "500"),
        ("32,000", "32000"),
        ("~10k", "~10000"),
        ("8,000-10,000", ""),
        ("~8,000-10,000", "~8000-10000"),
        ("<500", ""),
        ("about up to 500", "~<500"),
        ("~500+", "~>500"),
        ("1000 ± 50?", "~1000"),
        ("", ""),
    ],
)
def test_doubt_and_bounds_of_troops_come_back(troops: str, written: str) -> None:
    first = check(write([{"name": "a", "lat": "48", "lon": "39", "troops": troops}, PLAIN]))
    (row, _) = csv.DictReader(io.StringIO(write_clean_csv(first.table)))
    assert row["troops"] == written
    assert_comes_back(first)


PLAIN = {"name": "plain", "lat": "48", "lon": "39", "troops": "1"}


def test_what_a_column_of_ones_own_is_called_does_not_change_what_it_is() -> None:
    rows = [{**PLAIN, "note": "", "comment": "mine", "kind": "", "branch": "b", "Code": "x"}]
    first = check(write(rows))
    assert first.table["comment"].tolist() == ["mine"]
    assert_comes_back(first)


def test_a_doubtful_column_stays_what_it_is() -> None:
    first = check(write([{**PLAIN, "strength": "words", "Datum": "gestern", "loc": "x"}] * 3))
    assert first.table["strength"].tolist() == ["words"] * 3
    assert_comes_back(first)


def test_a_superior_by_name_comes_back_as_an_id() -> None:
    rows = [{**PLAIN, "name": "army"}, {**PLAIN, "name": "brigade", "parent": "army"}]
    second = assert_comes_back(check(write(rows)))
    assert second.table["parent"].tolist() == [None, "row2"]


def test_a_series_of_reports_stays_one() -> None:
    names = ["1st Army", "2nd Army", "3rd Army", "4th Army"]
    rows = [{**PLAIN, "name": n, "date": f"2022-01-{d}"} for d in (10, 11, 12) for n in names]
    first = check(write(rows))
    assert first.by_name
    second = check(write_clean_csv(first.table, by_name=first.by_name))
    assert codes_of(second) == []
    newest = [take_newest(found.table, by_name=found.by_name) for found in (first, second)]
    assert newest[0]["name"].tolist() == newest[1]["name"].tolist() == names
    assert set(newest[1]["date"]) == {"2022-01-12"}


def test_a_place_keeps_the_position_that_it_was_given() -> None:
    second = assert_comes_back(check(write([{"name": "a", "place": "Luhansk"}])))
    assert second.table["lat"].notna().all()
    assert second.table["position_source"].notna().all()


# any sheet

ODD = st.sampled_from(
    [
        *('"', '""', "'", ",", ";", "\n", "a\r\nb", "=1+1", "+1", "-1", "@x", "#", "~", "<b>", "|"),
        *("NA", "n/a", "007", "1e5", "\\", "\t", "тест", "\u2028", "\x01", "\ufeffx", "\U0001f600"),
    ]
)
# a zero byte makes a file none of text
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
TEXTS = st.lists(st.one_of(ODD, st.text(CHARACTERS, max_size=8)), max_size=3).map(" ".join)
NAMES = st.tuples(st.sampled_from(["1st Tank", "#2", "~3", "=4+4", '"q"']), TEXTS).map(" ".join)
NUMBERS = st.integers(0, 9_999_999)
FIGURES = st.one_of(
    st.just(""),
    NUMBERS.map(str),
    NUMBERS.map("{:,}".format),
    NUMBERS.map("~{:,}".format),
    NUMBERS.map("up to {:,}".format),
    NUMBERS.map("about <{:,}".format),
    NUMBERS.map("{}+".format),
    NUMBERS.map("~>{}".format),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: "{:,}-{:,}".format(*sorted(pair))),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: "~{}–{}".format(*sorted(pair))),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: "{} ± {}".format(*pair)),
    st.sampled_from(["10k", "1.5 million", "n/a", "?", "bis zu 500 Mann", "около 400 человек"]),
)
DATES = st.one_of(
    st.sampled_from(["", "2022", "2022-01", "49 BC", "n/a", "10. Januar 49 v. Chr.", "-0048-01"]),
    st.dates().map(lambda day: f"{day.day}.{day.month}.{day.year:04}"),
    st.dates().map(lambda day: day.isoformat()),
    st.datetimes().map(lambda time: time.isoformat(" ", "seconds")),
)
LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)
PLACES = st.sampled_from(["Luhansk", "Kyiv", "Харків"])


def degrees_of(number: float) -> str:
    return np.format_float_positional(number, trim="-")


POSITIONS = st.one_of(
    st.tuples(LATS, LONS).map(lambda at: {"lat": degrees_of(at[0]), "lon": degrees_of(at[1])}),
    st.sampled_from(
        [
            {"lat": "48,57", "lon": "39,31"},
            {"lat": "48°34'05\"N", "lon": "39°18'20\"E"},
            {"lat": "48 34.1 S", "lon": "39 18.3 W"},
            {"lat_lon": "37U EQ 12345 67890"},
            {"lat_lon": "48.57, 39.31"},
            {"lat_lon": "POINT (39.31 48.57)"},
        ]
    ),
    PLACES.map(lambda name: {"place": name}),
)
OWN = st.sampled_from(
    ["zeal", "Comment", "branch", "Code", "strength", "x,y", 'q"q', "Ω", "country"]
)
CELLS = {
    "id": st.one_of(st.just(""), st.integers(1, 10**6).map("u{}".format)),
    "side": TEXTS,
    "kind": TEXTS,
    "echelon": st.sampled_from(["", "brigade", "Kompanie", "odd"]),
    "count": st.sampled_from(["", "1", "12", "1,000", "3.0"]),
    "troops": FIGURES,
    "accuracy_km": st.sampled_from(["", "0.5", "1,25", "10", "0.001"]),
    "date": DATES,
    "status": TEXTS,
    "sidc": st.sampled_from(["", "10031000001211000000", "SFGPUCI---", "sfgpuci--------"]),
    "source": TEXTS,
    "source_url": st.sampled_from(["", "https://example.org/?a=1,2;b#c", "nowhere"]),
    "parent": st.sampled_from(["", "u1", "1st Tank", "row2", "ghost"]),
    "confidence": TEXTS,
    "note": TEXTS,
}


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Draw a sheet: some columns, in some order, with cells in any notation."""
    columns = draw(st.lists(st.sampled_from(sorted(CELLS)), unique=True))
    own = draw(st.lists(OWN, max_size=3, unique=True))
    rows = []
    for number in range(draw(st.integers(1, 5))):
        row = {"name": draw(NAMES), **draw(POSITIONS)}
        row |= {name: draw(CELLS[name]) for name in columns}
        if row.get("id"):
            row["id"] += f".{number}"
        # a letter beside a longitude says which half of the globe is meant
        row |= {
            name: draw(TEXTS.filter(lambda text: sum(map(str.isalnum, text)) != 1)) for name in own
        }
        rows.append(row)
    return write(rows, delimiter=draw(st.sampled_from(",;\t|")))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
@example(write([PLAIN, {**PLAIN, "troops": "1-1,001"}, {**PLAIN, "name": "b", "parent": "plain"}]))
@example(write([{**PLAIN, "note": '=1+1\n"q"', "id": "#1"}, {**PLAIN, "id": ""}]))
def test_any_sheet_comes_back_as_the_same_table(text: str) -> None:
    raw = read_sheet(Source(text.encode(), "units.csv"), is_name=is_unit_name)
    first = check_units(raw)
    bad = {problem.line for problem in first.problems if problem.severity == "error"}
    if bad:
        is_bad = first.table["line"].isin(list(bad))
        # a name that two units had may be that of one now, and so a superior's
        is_bad |= first.table["parent"].isin(first.table.loc[is_bad, "name"])
        kept = first.table[~is_bad].reset_index(drop=True)
        first = Checked(kept, first.problems, first.sheet, first.by_name)
    if len(first.table):
        assert_comes_back(first)


# the file


@pytest.fixture
def convert(tmp_path: Path):
    """Return a function that writes a sheet, converts it, and returns the new text."""

    def run(rows: Sequence[Row] | str, **options: bool) -> str:
        text = rows if isinstance(rows, str) else write(rows)
        (tmp_path / "old.csv").write_text(text, encoding="utf-8")
        convert_file(tmp_path / "old.csv", tmp_path / "new.csv", **options)
        return (tmp_path / "new.csv").read_text(encoding="utf-8")

    return run


def test_a_file_is_converted(convert) -> None:
    assert convert([PLAIN]) == "id,name,troops,lat,lon\nrow2,plain,1,48,39\n"


def test_a_file_that_is_there_is_not_overwritten(convert, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already; write --overwrite"):
        convert([PLAIN])
    assert (tmp_path / "new.csv").read_text(encoding="utf-8") == "mine"
    assert "plain" in convert([PLAIN], overwrite=True)


def test_faults_leave_what_is_there(convert, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        convert([PLAIN, {**PLAIN, "lat": "x"}, {**PLAIN, "troops": "manny"}], overwrite=True)
    assert [p.line for p in caught.value.problems if p.severity == "error"] == [3, 4]
    assert (tmp_path / "new.csv").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.csv", "old.csv"]


def test_keep_going_leaves_out_rows_with_errors(convert) -> None:
    rows = [PLAIN, {**PLAIN, "lat": "x"}, {**PLAIN, "name": "last", "kind": "<b>"}]
    lines = convert(rows, keep_going=True).splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("row2,plain")
    assert lines[2].startswith("row4,last")


def test_keep_going_does_not_go_without_a_needed_column(convert) -> None:
    with pytest.raises(DataError):
        convert([{"name": "A", "lat": "48"}], keep_going=True)


def test_what_fails_while_writing_leaves_nothing(convert, tmp_path: Path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        convert([PLAIN])
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


def test_a_series_of_reports_is_converted_as_one(convert) -> None:
    names = ["1st Army", "2nd Army", "3rd Army", "4th Army"]
    rows = [{**PLAIN, "name": n, "date": f"2022-01-{d}"} for d in (10, 11, 12) for n in names]
    text = convert(rows)
    assert text.splitlines()[0] == "name,troops,lat,lon,date"
    assert check(text).by_name


@pytest.mark.parametrize(
    "date",
    ["15-16 April 1943", "since 2014", "until 1918", "264-241 BC", "1274 BC", "3 May 1274 BC",
     "2022-02-24T01:30+03:00", "2022-02-24T01:30Z", "2022-02-24 01:30", "c. 1200", "0624", "1 BC"],
)  # fmt: skip
def test_each_date_is_written_so_that_it_is_read_again(date: str) -> None:
    first = check(f"name,lat,lon,date\nA,48,39,{date}\nB,48,39,2022-01-12\n")
    second = check(write_clean_csv(first.table))
    assert codes_of(first) == codes_of(second) == []
    for column in ("date", "date_span", "date_utc"):
        one, other = (found.table.get(column) for found in (first, second))
        assert (one is None) == (other is None)
        assert one is None or one.tolist() == other.tolist()
