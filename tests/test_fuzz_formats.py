"""Small good files of each format with a few bytes changed: read or refused, and nothing else."""

from __future__ import annotations

import io
import json
import random
import sqlite3
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from deploymap.checks.check import check_units
from deploymap.checks.header import is_unit_name
from deploymap.problems import DataError
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import Source

SEED = 20220112
RUNS = 60  # of each file
SECONDS = 5.0  # of the processor, for one of them

KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>M</name>
<Folder><name>East</name><Placemark><name>A</name><description><![CDATA[<b>x</b> &amp; <a
href="y">]]></description><TimeSpan><begin>2022-01</begin><end>2022-02</end></TimeSpan><ExtendedData>
<Data name="troops"><value>100</value></Data></ExtendedData><Point>
<coordinates>39,48,0</coordinates></Point></Placemark><Placemark><LineString><coordinates>1,2 3,4
</coordinates></LineString></Placemark>
<Placemark><Track><when>2022-01-12T06:30:00Z</when><coord>1 2 3</coord></Track></Placemark>
</Folder></Document></kml>"""
GPX = """<gpx><metadata><name>m</name></metadata><wpt lat="48" lon="39"><name>A</name><desc>a
&lt;b&gt;</desc><time>2022-01-12T06:30:00Z</time></wpt><trk><name>T</name>
<trkseg><trkpt lat="1" lon="2">
<time>2022-01-12T06:30:00Z</time></trkpt></trkseg></trk><rte><rtept lat="1" lon="2"/></rte></gpx>"""
RECORDS = [
    {"name": "A", "at": {"lat": 48.5, "lon": 39.3}, "timestamp": 1641938400000, "n": None},
    {"name": "B", "at": {"lat": 48, "lon": 39}, "timestamp": 1641938400, "tags": ["a"]},
]
SHAPES = {
    "type": "FeatureCollection", "name": "S", "features": [
        {"type": "Feature", "properties": {"name": "P", "a": {"b": 1}},
         "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}},
        {"type": "Feature", "geometry": {"type": "GeometryCollection", "geometries": [
            {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}]}},
    ],
}  # fmt: skip
SCENARIO = {
    "type": "ORBAT-mapper", "name": "S", "timeZone": "UTC", "sides": [
        {"id": "s", "name": "Blue", "standardIdentity": "3", "groups": [{"id": "g", "subUnits": [
            {"id": "a", "name": "A", "sidc": "10031000161211000000", "location": [39, 48],
             "equipment": [{"name": "T-72", "count": 3}], "state": [
                {"t": 1641938400000, "location": None, "status": "x"},
                {"t": "2022-01-12", "diff": {"equipment": [{"name": "T-72", "count": -1}]},
                 "hierarchy": {"targetId": "g", "placement": "on"}}]}]}]},
    ],
}  # fmt: skip


def kmz() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("doc.kml", KML)
    return file.getvalue()


def sqlite() -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)")
    base.execute("CREATE TABLE units (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)")
    base.commit()
    return bytes(base.serialize())


FILES: dict[str, Callable[[], bytes]] = {
    "a.kml": KML.encode,
    "a.kmz": kmz,
    "a.gpx": GPX.encode,
    "a.json": lambda: json.dumps(RECORDS).encode(),
    "lines.json": lambda: "\n".join(map(json.dumps, RECORDS)).encode(),
    "columns.json": lambda: b'{"name":{"0":"A"},"lat":{"0":48},"lon":{"0":39}}',
    "a.geojson": lambda: json.dumps(SHAPES).encode(),
    "scenario.json": lambda: json.dumps(SCENARIO).encode(),
    "a.gpkg": sqlite,
    "a.csv": lambda: b"name,lat,lon,date\nA,48.5,39.3,2022-01-12\n",
}
JSON = ("a.json", "columns.json", "a.geojson", "scenario.json")
SCRAPS = (b"<", b">", b'"', b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"-", b"\x00")
SCRAPS += (b"\xff", b"&", b"</", b"[[[[", b'{"a":', b"9" * 30, b"\\ud800", b"<!--", b"\n")


VALUES = (None, True, 0, -1, 1e308, 7, "", "a", "\ud800", [], {}, [1, 2], [[]], {"a": 1}, "Point")
VALUES += ({"type": "Point", "coordinates": [1, 2]}, [{"name": "B"}], 10**30, "2022-01-12", [None])


def change_json(value: Any, chance: random.Random) -> Any:
    """Return JSON with one value in it exchanged for another."""
    if chance.random() < 0.15 or not isinstance(value, dict | list) or not value:
        return chance.choice(VALUES)
    if isinstance(value, list):
        at = chance.randrange(len(value))
        return [*value[:at], change_json(value[at], chance), *value[at + chance.choice((0, 1)) :]]
    name = chance.choice(list(value))
    return {**value, name: change_json(value[name], chance)}


TEXTS = ("1,2", "1,nan", "a", "&#0;", "<name/>", "-999 1e9", "<x><x/></x>", "1,2 3,4 5,6 1,2")
TAGS = ("Point", "Track", "Folder", "Placemark", "coordinates", "MultiGeometry", "Polygon", "name")
TAGS += ("wpt", "trkpt", "time", "when", "coord", "LineString", "x:y", "LinearRing", "rte", "lat")


def change_markup(data: bytes, chance: random.Random) -> bytes:
    """Return XML with one name in it exchanged for another wherever it stands, or a text."""
    text = data.decode()
    if chance.random() < 0.6:
        return text.replace(chance.choice(TAGS), chance.choice(TAGS)).encode()
    pieces = text.split(">")
    at = chance.randrange(len(pieces) - 1)
    pieces[at] += ">" + chance.choice(TEXTS)
    return ">".join(pieces).encode()


def change(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut out, doubled, exchanged or cut off."""
    for _ in range(chance.randrange(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.randrange(1, 30)
        piece = data[at : at + length]
        other = chance.randrange(len(data) + 1)
        middle = chance.choice(
            (b"", piece * 2, chance.choice(SCRAPS), data[other : other + length])
        )
        data = data[:at] + middle + data[at + length :]
    return data if chance.random() > 0.1 else data[: chance.randrange(len(data) + 1)]


def vary(name: str, data: bytes, chance: random.Random) -> bytes:
    """Return a file with changes that its format allows, mostly, or with any."""
    if chance.random() < 0.3:
        return change(data, chance)
    if name in JSON:
        value = json.loads(data)
        for _ in range(chance.randrange(1, 4)):
            value = change_json(value, chance)
        return json.dumps(value).encode()
    if data.startswith(b"<"):
        for _ in range(chance.randrange(1, 4)):
            data = change_markup(data, chance)
        return data
    return change(data, chance)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_read_or_refused_soon(name: str) -> None:
    chance, whole = random.Random(f"{SEED} {name}"), FILES[name]()
    for run in range(RUNS):
        data = vary(name, whole, chance) if run else whole
        start = time.process_time()
        try:
            raw = read_sheet(Source(data, name), is_name=is_unit_name)
            check_units(raw)
        except DataError:
            pass
        except Exception as error:
            raise AssertionError(f"run {run} of {name}: {data!r}") from error
        assert time.process_time() - start < SECONDS, data
