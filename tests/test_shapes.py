"""Map files and JSON of other shapes than a list of points: what each row says, and where."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deploymap.problems import DataError, Problem
from deploymap.sheets.filetype import find_type
from deploymap.sheets.formats.features import read_features

ROWS = [{"name": "A", "lat": 48.5, "lon": 39.3}, {"name": "B", "lat": 48.1, "lon": 38.3}]
TEXTS = [{"name": "A", "lat": "48.5", "lon": "39.3"}, {"name": "B", "lat": "48.1", "lon": "38.3"}]


def read(data: bytes | object, kind: str = "") -> tuple[list[dict[str, str]], list[Problem]]:
    """Return the rows of a file, and what was told."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    content = read_features(raw, "u", kind or find_type(raw, "u.json"))  # type: ignore[arg-type]
    width = len(content.names)
    rows = [content.cells[at : at + width] for at in range(0, len(content.cells), width)]
    return [dict(zip(content.names, row, strict=True)) for row in rows], list(content.problems)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    "data",
    [
        ROWS,
        {"data": ROWS},
        {"status": "ok", "count": 2, "results": ROWS},
        {"response": {"docs": ROWS}},
        {"Units": ROWS},
        {"something else": ROWS},
        {"schema": {"fields": [{"name": "name"}]}, "data": ROWS},
        {name: [row[name] for row in ROWS] for name in ROWS[0]},
        {name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in ROWS[0]},
        {str(n): row for n, row in enumerate(ROWS)},
        {"first": ROWS[0], "second": ROWS[1]},
        {"columns": list(ROWS[0]), "index": [0, 1], "data": [list(r.values()) for r in ROWS]},
        [list(ROWS[0]), *(list(row.values()) for row in ROWS)],
        b"\n".join(json.dumps(row).encode() for row in ROWS),
        b"\n\n".join(json.dumps(row).encode() for row in ROWS) + b"\n\n",
        b"".join(b"\x1e" + json.dumps(row).encode() + b"\n" for row in ROWS),
        b"\xef\xbb\xbf" + json.dumps(ROWS, indent=1).encode(),
        [{"name": r["name"], "place": {"lat": r["lat"], "lon": r["lon"]}} for r in ROWS],
    ],
)
def test_json_of_any_make_is_the_same_table(data: Any) -> None:
    rows, problems = read(data)
    assert rows == TEXTS
    assert set(codes(problems)) <= {"sheet-chosen"}


def test_of_several_lists_the_usual_one_is_read_and_the_others_are_told_of() -> None:
    rows, (problem,) = read({"sources": [{"a": 1}] * 3, "results": ROWS})
    assert rows == TEXTS
    assert problem.code == "sheet-chosen"
    assert problem.message == "the list results is read; there are also: sources (3)"


def test_what_is_within_an_object_has_the_names_of_both() -> None:
    record = {"name": "A", "unit": {"type": "tank", "size": {"men": 12}}, "tags": ["a", "b"]}
    rows, _ = read([{**record, "pos": {"latitude": 48, "longitude": 39}}])
    assert rows == [
        {"name": "A", "unit.type": "tank", "unit.size.men": "12", "tags": '["a","b"]',
         "latitude": "48", "longitude": "39"}
    ]  # fmt: skip


def test_a_record_has_the_geometry_that_is_one_of_its_values() -> None:
    point = {"type": "Point", "coordinates": [39.3, 48.5]}
    rows, _ = read([{"name": "A", "geom": point}, {"name": "B", "geom": None}])
    assert [(row["name"], row["lat"], row["lon"]) for row in rows] == [
        ("A", "48.5", "39.3"), ("B", "", ""),
    ]  # fmt: skip


def test_answers_of_arcgis() -> None:
    answer = {
        "spatialReference": {"wkid": 102100, "latestWkid": 3857},
        "features": [
            {"attributes": {"name": "A"}, "geometry": {"x": 3395244.4692, "y": 6202211.8677}},
            {"attributes": {"name": "B"}},
        ],
    }
    rows, _ = read(answer)
    assert float(rows[0]["lat"]) == pytest.approx(48.57, abs=1e-6)
    assert float(rows[0]["lon"]) == pytest.approx(30.5, abs=1e-6)
    assert rows[1]["lat"] == ""


def test_numbers_that_count_from_1970_are_times_and_told_of() -> None:
    rows, problems = read(
        [{"timestamp": 1641938400000, "created_at": 1641945600, "date": 2022, "dated": 20220112,
          "troops": 1641938400, "updated": None}]
    )  # fmt: skip
    assert rows == [
        {"timestamp": "2022-01-11T22:00:00Z", "created_at": "2022-01-12", "date": "2022",
         "dated": "20220112", "troops": "1641938400", "updated": ""}
    ]  # fmt: skip
    assert [(each.code, each.column) for each in problems] == [
        ("date-epoch", "timestamp"), ("date-epoch", "created_at"),
    ]  # fmt: skip
    mixed, problems = read([{"time": 1641938400}, {"time": 7}])
    assert (mixed[0]["time"], problems) == ("1641938400", [])


def test_records_that_are_none_are_named_with_their_numbers() -> None:
    with pytest.raises(DataError) as caught:
        read([ROWS[0], 7, ROWS[1], "x"])
    assert [(each.part, each.line) for each in caught.value.problems] == [
        ("record", 2), ("record", 4),
    ]  # fmt: skip


def test_a_damaged_line_of_json_lines_is_named() -> None:
    data = json.dumps(ROWS[0]).encode() + b'\n\n{"name": \n'
    with pytest.raises(DataError) as caught:
        read(data)
    assert caught.value.problems[0].line == 3


POINT = {"type": "Point", "coordinates": [39.3, 48.5]}


@pytest.mark.parametrize(
    "data",
    [
        POINT,
        {"type": "Feature", "geometry": POINT},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POINT}]},
        {"type": "FeatureCollection", "features": [POINT]},
        [{"type": "Feature", "geometry": POINT, "properties": None}],
        json.dumps({"type": "Feature", "geometry": POINT, "id": 7}).encode() + b"\n{}\n",
    ],
)
def test_geojson_needs_no_properties(data: Any) -> None:
    rows, _ = read(data)
    assert rows[0] == {"lat": "48.5", "lon": "39.3"}


def test_what_a_feature_says_outside_of_its_properties_counts_where_there_are_none() -> None:
    rows, _ = read({"type": "Feature", "geometry": POINT, "name": "A", "bbox": [1]})
    assert rows == [{"name": "A", "lat": "48.5", "lon": "39.3"}]


# KML and GPX

KML = '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="g"><Document>{}</Document></kml>'
DOT = "<Point><coordinates>39,48</coordinates></Point>"


def test_folders_of_my_maps_are_a_column_and_are_told_of() -> None:
    layers = "".join(
        f"<Folder><name>{name}</name>" + f"<Placemark><name>{name[0]}</name>{DOT}</Placemark>" * n
        + "</Folder>"
        for name, n in (("Russia", 3), ("Ukraine", 2))
    )  # fmt: skip
    data = KML.format("<name>My map</name>" + layers).encode()
    rows, (problem,) = read(data)
    assert [row["folder"] for row in rows] == ["Russia"] * 3 + ["Ukraine"] * 2
    assert (problem.severity, problem.code, problem.column) == ("notice", "folder-kept", "folder")
    assert "Russia (3), Ukraine (2)" in problem.message
    assert "--column side=folder" in problem.advice
    assert read_features(data, "u", "kml").title == "My map"


def test_a_track_of_a_kml_is_one_unit_over_time() -> None:
    whens = (
        "<when>2022-01-12T06:30:00Z</when><when>2022-01-12T06:30:59Z</when><when>2022-01-13</when>"
    )
    coords = "".join(f"<gx:coord>{n} 4{n} 0</gx:coord>" for n in (1, 2, 3))
    track = f"<Placemark><name>T</name><gx:Track>{whens}{coords}</gx:Track></Placemark>"
    dot = f"<Placemark><name>P</name>{DOT}</Placemark>"
    rows, _ = read(KML.format(track + dot).encode())
    assert [(r["id"], r["name"], r["date"], r["lat"], r["lon"]) for r in rows] == [
        ("track 1", "T", "2022-01-12T06:30Z", "42", "2"),
        ("track 1", "T", "2022-01-13", "43", "3"),
        ("", "P", "", "48", "39"),
    ]  # fmt: skip


def test_shapes_of_a_kml_stand_at_a_point_on_them() -> None:
    ring = "0,0 4,0 4,4 0,4 0,0"
    area = (
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon>"
    )
    line = "<LineString><coordinates>10,10,5\n 11,11,5</coordinates></LineString>"
    labelled = f"<MultiGeometry>{area}<Point><coordinates>1,1</coordinates></Point></MultiGeometry>"
    span = "<TimeSpan><begin>2022-01</begin><end>2022-02</end></TimeSpan>"
    body = "".join(f"<Placemark>{span}{each}</Placemark>" for each in (area, line, labelled))
    rows, (problem,) = read(KML.format(body).encode())
    assert 0 < float(rows[0]["lon"]) < 4
    assert rows[1]["lat"] in ("10", "11")
    assert (rows[2]["lat"], rows[2]["lon"]) == ("1", "1")
    assert {(row["date"], row["end_date"]) for row in rows} == {("2022-01", "2022-02")}
    assert problem.code == "shape-as-point"


def test_tracks_and_routes_of_a_gpx() -> None:
    data = b"""<gpx><metadata><name>March</name></metadata>
    <trk><name>Column</name><trkseg><trkpt lat="48" lon="39"><time>2022-01-12T06:30:00Z</time>
    </trkpt><trkpt lat="48.5" lon="39.5"><time>2022-01-12T07:30:00Z</time></trkpt></trkseg></trk>
    <rte><name>Road</name><rtept lat="1" lon="1"/><rtept lat="1" lon="3"/></rte>
    <wpt lat="5" lon="6"><name>Post</name></wpt></gpx>"""
    rows, (problem,) = read(data)
    assert [(r["id"], r["name"], r["date"], r["lat"]) for r in rows] == [
        ("track 1", "Column", "2022-01-12T06:30Z", "48"),
        ("track 1", "Column", "2022-01-12T07:30Z", "48.5"),
        ("", "Road", "", "1"), ("", "Post", "", "5"),
    ]  # fmt: skip
    assert (problem.code, problem.line) == ("shape-as-point", 2)
    assert read_features(data, "u", "gpx").title == "March"
