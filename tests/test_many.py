"""Many Parquet files and queries as one sheet."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deploymap.chain import build, build_file
from deploymap.cli.parser import main
from deploymap.problems import UsageError
from deploymap.sheets.many import is_many, is_query, read_many, read_query


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    first = {"name": ["A ", "B"], "lat": [48.5, None], "lon": [39.0, 40.0], "troops": [1200, None]}
    pq.write_table(pa.table(first), folder / "2022-01.parquet")
    second = {"name": ["C"], "lat": [47.25], "lon": [38.0], "note": ["late"]}
    pq.write_table(pa.table(second), folder / "2022-02.parquet")
    return folder


def rows_of(raw) -> list[list[str]]:
    return raw.frame.to_numpy().tolist()


EXPECTED = [
    ["A", "48.5", "39", "1200", ""],
    ["B", "", "40", "", ""],
    ["C", "47.25", "38", "", "late"],
]


def test_a_folder_and_a_pattern_of_files_are_one_sheet(reports: Path) -> None:
    assert is_many(reports)
    assert is_many(reports / "*.parquet")
    assert not is_many(reports / "2022-01.parquet")
    for place in (reports, reports / "2022-*.parquet"):
        raw = read_many(place)
        assert list(raw.columns) == ["name", "lat", "lon", "troops", "note"]
        assert rows_of(raw) == EXPECTED
        assert (raw.part, raw.lines.tolist()) == ("row", [1, 2, 3])
    one = read_many(reports / "2022-01*")
    assert len(one.lines) == 2
    assert one.sha256 != raw.sha256


def test_a_pattern_without_files_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder without Parquet files"):
        read_many(tmp_path)
    with pytest.raises(UsageError, match=r"x\*: there are no such files"):
        read_many("x*")


def test_a_query_is_a_sheet(reports: Path) -> None:
    query = f"SELECT name, lat, lon FROM '{reports}/*.parquet' WHERE lat > 48"
    assert is_query(query)
    assert not is_query("selection.csv")
    assert not is_query(Path("select x"))
    raw = read_query(query)
    assert rows_of(raw) == [["A ".strip(), "48.5", "39"]]
    assert raw.sha256 == read_query(query).sha256


@pytest.mark.parametrize(
    ("query", "words"),
    [("SELECT FROM", "Parser Error"), ("SELECT * FROM nothing", "nothing does not exist")],
)
def test_a_wrong_query_is_wrong_usage(query: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "select 1 as name; select 2 as name",
        "from (select 1); copy (select 42 as x) to 'pwned.csv'",
        "select 1; attach 'pwned.db'",
        "with a as (select 1) select * from a; install spatial",
        "from x; pragma database_list",
        "select 1;; set threads = 1",
    ],
)
def test_a_query_is_one_select_and_writes_nothing(query: str, tmp_path, monkeypatch) -> None:
    pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="a query is one SELECT"):
        read_query(query)
    assert list(tmp_path.iterdir()) == []


def test_a_query_sees_no_variables_and_gets_no_code(monkeypatch) -> None:
    pytest.importorskip("duckdb")
    for query in ("from statements", "from query", "select load_extension('httpfs')"):
        with pytest.raises(UsageError):
            read_query(query)


@pytest.mark.parametrize(
    "name",
    [
        "from the field.csv",
        "with tanks.csv",
        "select (1) as name, 48 as lat, 39 as lon.csv",
        "from (select 1 as name, 48 as lat, 39 as lon); copy (select 1) to 'pwned.csv'; from x.csv",
    ],
)
def test_a_file_goes_before_a_query(name: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("name,lat,lon\nA,48.5,39.3\n")
    assert not is_query(name)
    assert main(["build", "--units", name, "--output", "o.html"]) == 0
    assert build(units=name).problems == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "o.html"])


def test_without_duckdb_a_query_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"pip install \"deploymap\[duckdb\]\""):
        read_query("SELECT 1")


def test_a_folder_of_files_and_a_query_make_a_map(reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "map.html"
    query = f"FROM '{reports}/*.parquet' SELECT name, lat, lon WHERE lat IS NOT NULL"
    assert build_file(tmp_path, units=query, output=output).unit_count == 2
    assert "<title>Units</title>" in output.read_text(encoding="utf-8")
    pattern = reports / "2022-02.parquet"
    assert build_file(tmp_path, units=pattern.parent / "*-02*", output=output).unit_count == 1
