"""Files that are made to cost much: each ends in a map or in words, soon, and in bounded memory.

docs/faults.md states the limits. Every file is read in a process of its own, whose memory and time
are measured from when the program has started.
"""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from deploymap.overlays.files import read_features
from deploymap.problems import DataError
from deploymap.sheets.source import Source
from make_corpus import xlsx, xlsx_rows

MOST_BYTES, MOST_MULTIPLE = 150_000_000, 130
MOST_SECONDS, MOST_SECONDS_A_BYTE = 1.0, 10e-6
SLOW = 2.0  # this machine may be at work on something else

SECONDS_TO_END = 60  # of a file, by the clock

# Reads ordinary files, so that all libraries are loaded, and then each hostile one in a process of
# its own that begins as a copy of this; prints what each took, and what came of it.
CHILD = """
import os, resource, signal, sys, time
from pathlib import Path
from deploymap.checks.check import check_units
from deploymap.checks.header import is_unit_name
from deploymap.problems import DataError
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import load_source

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

def read(path):
    try:
        raw = read_sheet(load_source(path), is_name=is_unit_name)
        check_units(raw)
        return f"{len(raw.lines)} rows"
    except DataError as error:
        return error.problems[0].code

def measure(path):
    signal.alarm(int(sys.argv[1]))
    before, start = peak(), time.process_time()
    try:
        outcome = read(path)
    except BaseException as error:
        outcome = f"fault {error!r}"[:300]
    print(path.name, peak() - before, time.process_time() - start, outcome, sep="\\t", flush=True)
    os._exit(0)

for path in sorted(Path(sys.argv[2]).iterdir()):
    read(path)
for path in sorted(Path(sys.argv[3]).iterdir()):
    child = os.fork()
    if not child:
        measure(path)
    status = os.waitpid(child, 0)[1]
    if status:
        print(path.name, 0, 0, f"fault: ended by {status}", sep="\\t", flush=True)
"""

SIZE = 400_000


def fill(piece: str, head: str, tail: str, size: int = SIZE) -> bytes:
    """Return a text that repeats a piece until it has some size."""
    times = (size - len(head) - len(tail)) // len(piece) if piece else 0
    return (head + piece * times + tail).encode()


def kml(piece: str, size: int = SIZE, head: str = "", tail: str = "") -> bytes:
    return fill(piece, f"<kml><Document>{head}", f"{tail}</Document></kml>", size)


def placed(inner: str) -> str:
    return f"<Placemark>{inner}<Point><coordinates>39,48</coordinates></Point></Placemark>"


def described(text: str) -> bytes:
    note = text * (180_000 // len(text))
    return kml("", head=placed(f"<name>A</name><description><![CDATA[{note}]]></description>"))


def packed(inner: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("doc.kml", inner)
    return file.getvalue()


def gpx(piece: str, head: str = "", tail: str = "") -> bytes:
    return fill(piece, f"<gpx>{head}", f"{tail}</gpx>")


def workbook(before: str = "", after: str = "") -> bytes:
    """Return a workbook of one unit, with XML before and after its rows."""
    rows = xlsx_rows([("name", "lat", "lon"), ("A", 48, 39)])
    return xlsx(("units", (before, rows, after)))  # type: ignore[arg-type]


def scenario(units: str) -> bytes:
    return ('{"type":"ORBAT-mapper","sides":[{"subUnits":[' + units + "]}]}").encode()


def states(piece: str, more: str = "") -> bytes:
    each = ",".join([piece.format(n=n) for n in range(SIZE // (len(piece) + 4))])
    return scenario('{"id":"a","name":"A"' + more + ',"state":[' + each + "]}")


def features(piece: str) -> bytes:
    return fill(f"{piece},", '{"type":"FeatureCollection","features":[', f"{piece}]}}")


def geopackage(*statements: str) -> bytes:
    """Return a GeoPackage of one layer with one point, and what is done to it."""
    from shapely import to_wkb
    from shapely.geometry import Point

    base = sqlite3.connect(":memory:")
    base.executescript(
        """
        PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,
            organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'undefined', '');
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT,
            description TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL,
            srs_id INTEGER);
        INSERT INTO gpkg_contents VALUES
            ('units', 'features', 'units', '', '2022-01-12T00:00:00Z', 39, 48, 39, 48, 4326);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,
            geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
        INSERT INTO gpkg_geometry_columns VALUES ('units', 'geom', 'POINT', 4326, 0, 0);
        CREATE TABLE units (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT);
        """
    )
    blob = b"GP\x00\x01" + (4326).to_bytes(4, "little") + to_wkb(Point(39, 48))
    base.execute("INSERT INTO units VALUES (1, ?, 'A')", [blob])
    for statement in statements:
        base.executescript(statement)
    base.commit()
    return bytes(base.serialize())


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
LONG = "n" * 90_000

FILES: dict[str, Callable[[], bytes]] = {
    # KML
    "folders.kml": lambda: kml(
        placed(""), head=f"<Folder><name>{LONG}</name>", tail="</Folder>"
    ),
    "folders-deep.kml": lambda: kml(
        placed(""), head=f"<Folder><name>{LONG[:3_000]}</name>" * 90, tail="</Folder>" * 90
    ),
    "folders-unnamed.kml": lambda: kml(placed(""), head="<Folder>", tail="</Folder>"),
    "folders-many.kml": lambda: kml("<Folder><name>ab</name></Folder>"),
    "elements-in-a-folder.kml": lambda: kml("<a/>", head="<Folder>" * 90, tail="</Folder>" * 90),
    "elements.kml": lambda: kml("<a/>"),
    "attributes.kml": lambda: kml("<a b='' c='' d=''/>"),
    "namespace.kml": lambda: fill("<a/>", f'<kml xmlns="{LONG}">', "</kml>"),
    "names-of-elements.kml": lambda: (
        "<kml>" + "".join(f"<a{n}/>" for n in range(SIZE // 10)) + "</kml>"
    ).encode(),
    "data.kml": lambda: kml(placed("<ExtendedData><Data name='a'/></ExtendedData>")),
    "columns.kml": lambda: (
        "<kml>" + "".join(
            placed(f"<ExtendedData><Data name='c{n}'><value>1</value></Data></ExtendedData>")
            for n in range(900)
        ) + placed("") * 5_000 + "</kml>"
    ).encode(),
    "track.kml": lambda: kml(
        "<when>2022-01-12</when><coord>1 2</coord>", head="<Placemark><Track>",
        tail="</Track></Placemark>",
    ),
    "line.kml": lambda: kml(
        "1,2 ", head="<Placemark><LineString><coordinates>",
        tail="</coordinates></LineString></Placemark>",
    ),
    "shapes.kml": lambda: kml(
        "<Point><coordinates>1,2</coordinates></Point>", head="<Placemark><MultiGeometry>",
        tail="</MultiGeometry></Placemark>",
    ),
    **{
        f"description-{n}.kml": lambda text=text: described(text)
        for n, text in enumerate(
            ("<a ", "<!--", '<a x="', "<![x", "<", "&", "&#", "<script>", "<?", "</", "<a x='>",
             "&#9", "<a>", "<!", "<style", "</script ", "&#x", "<br>", "<b\"'", "&amp;")
        )
    },
    "number-of-a-letter.kml": lambda: described("&#" + "9" * 9_000),
    "elements.kmz": lambda: packed(kml("<a/>", 12_000_000)),
    "text.kmz": lambda: packed(kml("", head=placed(f"<name>{'x' * 30_000_000}</name>"))),
    "letters.kmz": lambda: packed(
        kml("", head=placed(f"<name>{'x' * 9_000_000}\U0001f600</name>"))
    ),
    "placemarks.kmz": lambda: packed(kml(placed(""), 20_000_000)),
    # GPX
    "comments.gpx": lambda: gpx("<a ", head="<wpt lat='1' lon='2'><desc><![CDATA[",
                                tail="]]></desc></wpt>"),
    "points.gpx": lambda: gpx("<wpt lat='1' lon='2'/>"),
    "track.gpx": lambda: gpx("<trkpt lat='1' lon='2'><time>2022</time></trkpt>", "<trk>", "</trk>"),
    "extensions.gpx": lambda: gpx("<extensions><a>1</a></extensions>", "<wpt lat='1' lon='2'>",
                                  "</wpt>"),
    # workbooks: what a few bytes say of all cells
    "merged.xlsx": lambda: workbook(
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "merged-often.xlsx": lambda: workbook(
        after="<mergeCells>" + '<mergeCell ref="A1:XFD2"/>' * 30_000 + "</mergeCells>"
    ),
    "blank-rows.xlsx": lambda: xlsx(
        ("units", xlsx_rows([("name", "lat", "lon"), ("A", 48, 39)]) + "<row/>" * 500_000)
    ),
    "columns.xlsx": lambda: workbook(
        before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20_000 + "</cols>"
    ),
    # names of columns
    "header.csv": lambda: b"name,lat,lon," + b"date " * 18_000 + b"\nA,48,39,1\n",
    # JSON
    "features.geojson": lambda: features("{}"),
    "numbers.geojson": lambda: features("1"),
    "lists.json": lambda: fill("[],", "[", "[]]"),
    "records.json": lambda: fill("{},", "[", "{}]"),
    "record.json": lambda: fill('{"a":1},', "[", '{"a":1}]'),
    "lines.json": lambda: b"{}\n" * (SIZE // 3),
    "names.json": lambda: json.dumps({f"a{n}": n for n in range(SIZE // 16)}).encode(),
    "columns.json": lambda: json.dumps([{f"a{n}": 1} for n in range(SIZE // 16)]).encode(),
    "nested.json": lambda: fill(
        '{"' + "a" * 200 + '":', "[", "1" + "}" * 90 + "]", 20_000
    )[:20_000],
    "within.json": lambda: json.dumps([{"a": {"b" * 9_000: {str(n): n for n in range(900)}}}] * 30
                                      ).encode(),
    "digits.json": lambda: b'[{"lat":' + b"9" * SIZE + b',"lon":1}]',
    "digits.geojson": lambda: b'{"type":"Point","coordinates":[' + b"9" * SIZE + b",1]}",
    "line.geojson": lambda: fill("[1,2],", '{"type":"LineString","coordinates":[', "[1,2]]}"),
    "rings.geojson": lambda: fill(
        "[[1,2],[3,4],[3,2],[1,2]],", '{"type":"Polygon","coordinates":[',
        "[[1,2],[3,4],[3,2],[1,2]]]}",
    ),
    "parts.geojson": lambda: fill(
        '{"type":"Point","coordinates":[1,2]},', '{"type":"GeometryCollection","geometries":[',
        '{"type":"Point","coordinates":[1,2]}]}',
    ),
    # scenarios
    "units.json": lambda: fill("{},", '{"type":"ORBAT-mapper","sides":[{"subUnits":[', "{}]}]}"),
    "states.json": lambda: states('{{"t":{n}}}'),
    "states-blank.json": lambda: states("{{}}"),
    "states-holdings.json": lambda: states(
        '{{"t":{n},"diff":{{"equipment":[{{"name":"a","count":1}}]}}}}',
        ',"equipment":' + json.dumps([{"name": f"item {n}", "count": 1} for n in range(1_000)]),
    ),
    "states-moves.json": lambda: states('{{"t":{n},"hierarchy":{{"parentId":"a"}}}}'),
    # GeoPackage
    # tables of web pages, columns of spaces
    "deep.html": lambda: fill("<table><tr><td>", "<html>", ""),
    "spans.html": lambda: fill("<tr><td rowspan=999 colspan=999>x", "<table><th>name<th>lat", ""),
    "cells.html": lambda: fill("<td>", "<table><tr><th>name<th>lat<th>lon<tr>", ""),
    "rows.html": lambda: fill("<tr><td>a<td>1<td>2", "<table><tr><th>name<th>lat<th>lon", ""),
    "angles.html": lambda: fill("<", "<html>", ""),
    "quotes.html": lambda: fill('a="', "<html><table><tr><td ", ""),
    "comments.html": lambda: fill("<!--", "<html><table>", ""),
    "spaced.txt": lambda: fill("b  48  39\n", "name  lat  lon\n", ""),
    "spaced-wide.txt": lambda: fill("a ", "name lat lon\n", "\nb 48 39\n"),
    "spaced-places.txt": lambda: fill("b c    48   39\n", "name   lat  lon\n", " " * 9_000 + "x"),
    "good.gpkg": geopackage,
    "view.gpkg": lambda: geopackage(
        "ALTER TABLE units RENAME TO u0;",
        f"CREATE VIEW units AS {ENDLESS} SELECT x AS fid, (SELECT geom FROM u0) AS geom FROM c;",
    ),
    "view-of-contents.gpkg": lambda: geopackage(
        "ALTER TABLE gpkg_contents RENAME TO c0;",
        f"CREATE VIEW gpkg_contents AS {ENDLESS} SELECT c0.* FROM c0, c;",
    ),
    "worked-out.gpkg": lambda: geopackage(
        "ALTER TABLE units ADD COLUMN big TEXT GENERATED ALWAYS AS (hex(zeroblob(300000000)));"
    ),
    "rows.gpkg": lambda: geopackage(
        f"INSERT INTO units SELECT NULL, NULL, x FROM ({ENDLESS} SELECT x FROM c LIMIT 30000);"
    ),
}  # fmt: skip

ORDINARY = {
    "a.csv": b"name,lat,lon\nA,48,39\n",
    "a.kml": b"<kml>" + placed("<name>A</name><description>a<b>c</b></description>").encode()
    + b"<Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></kml>",
    "a.gpx": b"<gpx><wpt lat='1' lon='2'/></gpx>",
    "a.json": b'[{"name":"A","lat":1,"lon":2}]',
    "s.json": b'{"type":"ORBAT-mapper","sides":[{"subUnits":[{"name":"A"}]}]}',
}  # fmt: skip


Taken = tuple[int, int, float, str]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Taken]:
    """The size of each file, the bytes and seconds that it took, and what came of it."""
    ordinary, hostile = (tmp_path_factory.mktemp(name) for name in ("ordinary", "hostile"))
    for name, data in {**ORDINARY, "a.gpkg": geopackage()}.items():
        (ordinary / name).write_bytes(data)
    for name, make in FILES.items():
        (hostile / name).write_bytes(make())
    command = [sys.executable, "-W", "ignore", "-c", CHILD, str(SECONDS_TO_END)]
    command += [str(ordinary), str(hostile)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=900, check=True)
    rows = [line.split("\t", 3) for line in answer.stdout.splitlines()]
    return {
        name: ((hostile / name).stat().st_size, int(taken), float(seconds), end)
        for name, taken, seconds, end in rows
    }


@pytest.mark.skipif(sys.platform != "linux", reason="processes are measured as Linux does it")
@pytest.mark.parametrize("name", FILES)
def test_no_file_takes_more_than_is_stated(name: str, measured: dict[str, Taken]) -> None:
    size, taken, seconds, outcome = measured[name]
    assert not outcome.startswith("fault")
    assert taken <= MOST_BYTES + MOST_MULTIPLE * size, outcome
    assert seconds <= SLOW * (MOST_SECONDS + MOST_SECONDS_A_BYTE * size), outcome


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("view.gpkg", "no table but a view"),
        ("view-of-contents.gpkg", "views in place of the tables"),
        ("worked-out.gpkg", "columns that are worked out"),
        ("rows.gpkg", ""),
    ],
)
def test_overlays_of_a_geopackage_are_read_with_the_guards_of_units(name: str, words: str) -> None:
    source = Source(FILES[name](), name)
    if not words:
        assert read_features(name, source)[0]
        return
    with pytest.raises(DataError, match=words):
        read_features(name, source)
