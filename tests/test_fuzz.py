"""The reader against anything: a table or a list of faults, soon, and in bounded memory."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import memory
from deploymap.checks.check import check_units
from deploymap.checks.header import is_unit_name
from deploymap.cli.explain import explain_sheet
from deploymap.cli.report import REPORTS
from deploymap.problems import DataError, UsageError
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import MEMORY_CONSTANT, MEMORY_MULTIPLE, Source

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 5  # of the processor; few of the inputs need a tenth of it

relaxed = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=80,
)


def read_anything(data: bytes, name: str = "units.csv", **options: str) -> str:
    """Read and check; return "table" or the code of the first fault. All else is a failure."""
    start = time.process_time()
    try:
        raw = read_sheet(Source(data, name), is_name=is_unit_name, **options)
        checked = check_units(raw)
        explain_sheet(checked.sheet)
        outcome, problems = "table", checked.problems
        assert len(checked.table) == len(raw.lines)
    except DataError as error:
        outcome, problems = error.problems[0].code, list(error.problems)
    except UsageError as error:
        outcome, problems = str(error), []
    for report in REPORTS.values():
        report(problems[:MOST_REPORTED], 100)
    assert all(problem.code for problem in problems), problems
    assert time.process_time() - start < SECONDS
    return outcome


# bytes built of what formats begin with

FRAGMENTS = st.sampled_from(
    [
        # CSV
        *(b"name,lat,lon\n", b"name;lat;lon\r\n", b"A,48.5,39.3\n", b",", b";", b"\t", b"|", b'"'),
        *(
            b'""',
            b"\n",
            b"\r",
            b"\r\n",
            b"sep=;\n",
            b"#x\n",
            b" ",
            b"48,5",
            b"~5-6k",
            b"03/04/2022",
        ),
        *(b"," * 500, b'"' * 501, b"a," * 300, b"name," * 200, b"\n" * 300, b"-" * 90),
        *(
            b"id,name,date,parent,troops\n",
            b"lat_lon,name\n",
            b"37U EQ 12345 67890",
            b"POINT (1 2)",
        ),
        # JSON
        *(
            b"{",
            b"}",
            b"[",
            b"]",
            b"[" * 300,
            b'{"a":' * 150,
            b"null",
            b"1e999",
            b"NaN",
            b'"\\ud800"',
        ),
        *(b'{"type":"FeatureCollection","features":[', b'{"type":"Feature","geometry":null}', b":"),
        *(b'{"type":"Point","coordinates":[39,48]}', b'{"type":"ORBAT-mapper","sides":[', b'"crs"'),
        # XML
        *(b"<?xml version='1.0'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<kml>", b"<gpx>", b"&b;"),
        *(
            b"<wpt lat='1' lon='2'>",
            b"</",
            b"<Placemark><Point><coordinates>1,2",
            b"]]>",
            b"<![CDATA[",
        ),
        # ZIP, XLS, SQLite, Parquet, PDF
        *(
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"\x14\x00\x00\x00\x08\x00",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ),
        *(b"SQLite format 3\x00", b"PAR1", b"%PDF-1.7", b"\x89PNG", b"[Content_Types].xml"),
        # encodings
        *(
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xff\xfe\x00\x00",
            b"\x00",
            b"\xc3",
            b"\xd0\xbd",
        ),
        *(b"\xed\xa0\x80", b"\xe4\xf6\xfc", b"\xcf\xf0\xe8", b"\xf4\x90\x80\x80", b"n\x00a\x00"),
    ]
)
NAMES = st.sampled_from(["units.csv", "x.xlsx", "x.json", "x.geojson", "x.kml", "x", "x.gpkg"])


@relaxed
@given(st.lists(st.one_of(FRAGMENTS, st.binary(max_size=6)), max_size=12).map(b"".join), NAMES)
@example(b"", "units.csv")
@example(b"\x00", "units.csv")
@example(b'{"type":"FeatureCollection","features":[' + b"[" * 300, "x.geojson")
def test_any_bytes_end_in_a_table_or_in_faults(data: bytes, name: str) -> None:
    read_anything(data, name)


@relaxed
@given(
    st.lists(FRAGMENTS, max_size=8).map(b"".join),
    st.sampled_from(
        ["", "utf-8", "cp1251", "utf-16", "no such", "base64", "idna", "\0", "punycode"]
    ),
    st.sampled_from(["", "Sheet1", "\n"]),
)
def test_any_encoding_and_sheet_that_is_named_ends_so_too(data, encoding: str, sheet: str) -> None:
    read_anything(data, encoding=encoding, sheet=sheet or None)


CELLS = st.sampled_from(
    [
        "name",
        "lat",
        "A",
        "48",
        "-91",
        "1e5",
        "~",
        "8-10k",
        "2022-13",
        "❶ BC",
        "<b>",
        "\x07",
        "",
        "O",
        "48°75'",
        "999999999999",
        "5" * 90,
        "37U",
        "http://",
        "row2",
        "x" * 300,
        "=1+1",
        "�",
        "n/a",
    ]
)
COLUMNS = ["id", "name", "lat", "lon", "lat_lon", "troops", "troops_min", "count", "date", "parent"]
COLUMNS += [
    "place",
    "sidc",
    "source_url",
    "accuracy_km",
    "line",
    "site",
    "country",
    "status",
    "kind",
]
COLUMNS += ["troops least", "troops troops_min", "name (2)", "column A", "strength", "location", ""]


@relaxed
@given(
    st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
)
def test_any_cells_under_any_names_end_so_too(names: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in [names, *rows])
    read_anything(text.encode("utf-8", "replace"))


# real files with a few bytes changed


def csv_file() -> bytes:
    return (ROOT / "data" / "units.csv").read_bytes()


def geojson_file() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Unit {n}", "troops": n, "note": "ü", "own": [1, {"a": None}]},
            "geometry": {"type": "Point", "coordinates": [39.3, 48.5 + n]},
        }
        for n in range(3)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def xlsx_file() -> bytes:
    """Return a workbook as small as it can be."""
    rows = [["name", "lat", "lon", "date"], ["Unit", 48.5, 39.3, 44573], ["Other", 48, 39, "2022"]]
    cells = "".join(
        "<row>" + "".join(
            f"<c><v>{value}</v></c>" if isinstance(value, int | float)
            else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
            for value in row
        ) + "</row>"
        for row in rows
    )  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{sheet_type}.sheet.main+xml"/><Override PartName="/xl/worksheets/'
        f'sheet1.xml" ContentType="{sheet_type}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="units" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


FILES = {"units.csv": csv_file, "x.geojson": geojson_file, "x.xlsx": xlsx_file}


@cache
def file_of(name: str) -> bytes:
    return FILES[name]()


@pytest.mark.parametrize("name", FILES)
def test_the_real_files_are_good(name: str) -> None:
    assert read_anything(file_of(name), name) == "table"


@pytest.mark.parametrize("name", FILES)
@settings(relaxed, max_examples=60)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
def test_real_files_with_changes_end_in_a_table_or_in_faults(name: str, seed, changes) -> None:
    read_anything(change(file_of(name), random.Random(seed), changes), name)


def change(data: bytes, chance: random.Random, times: int) -> bytes:
    """Return bytes with some of them changed, cut out, doubled, or all cut off from some place."""
    for _ in range(times):
        at, length = chance.randrange(len(data) + 1), chance.randrange(1, 40)
        kind = chance.randrange(5)
        middle = {
            0: bytes([chance.randrange(256)]),
            1: b"",
            2: data[at : at + length] * 2,
            3: chance.choice([b'"', b",", b"<", b"{", b"\x00", b"\xff", b"[" * 200, b"\n"]),
            4: data[at:][: len(data) // 3][::-1],
        }[kind]
        data = data[:at] + middle + data[at + (1 if kind in (0, 3) else length) :]
    return data


@pytest.mark.parametrize("kind", ["a wide header", "a wide map", "units of a scenario"])
def test_a_small_file_may_not_stand_for_very_many_blank_cells(kind: str) -> None:
    assert read_anything(memory.make_input(kind, 700_000)) == "limit"


def test_a_name_of_the_programs_own_making_is_a_column_like_any_other() -> None:
    text = b"name,lat,lon,troops,troops troops_min,troops_min\nA,48,39,8-10,words,\n"
    assert read_anything(text) == "table"


# time and memory

SMALL = 50_000
MOST_REPORTED = 1_000


@pytest.mark.parametrize("kind", memory.KINDS)
def test_hostile_inputs_end_soon(kind: str) -> None:
    read_anything(memory.make_input(kind, SMALL))


@pytest.fixture(scope="module")
def taken() -> dict[str, int]:
    """By how many bytes of memory each kind took more than the program alone."""
    command = [sys.executable, str(Path(memory.__file__))]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return {
        kind: int(taken)
        for kind, taken, _ in (line.split("\t") for line in answer.stdout.splitlines())
    }


@pytest.mark.skipif(sys.platform == "win32", reason="ru_maxrss is POSIX's")
@pytest.mark.parametrize("kind", memory.KINDS)
def test_memory_stays_below_the_stated_multiple(kind: str, taken: dict[str, int]) -> None:
    size = memory.size_of(kind)
    multiple = f"{taken[kind] / size:.0f} x {size}"
    assert taken[kind] <= MEMORY_MULTIPLE * size + MEMORY_CONSTANT, multiple
    if kind in memory.LARGE:
        # what counts is the multiple, not the constant
        assert taken[kind] <= MEMORY_MULTIPLE * size, multiple
