"""Reading GeoJSON: its forms, other formats, encodings, limits and the CRS."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import shapely

from deploymap.borders.geojson import Feature, parse_geojson
from deploymap.borders.jsontext import COORDINATES, check_depth
from deploymap.depth import MOST_DEPTH, STRING
from deploymap.problems import DataError, Problem, UsageError

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
GEOMETRY: dict[str, Any] = {"type": "Polygon", "coordinates": [SQUARE]}
METRE = 111_319.49079327357  # degrees to Web Mercator along the equator


def feature(geometry: Any = GEOMETRY, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def gathered(*features: Any, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **members}


def square(x: float, y: float, size: float = 1.0) -> dict[str, Any]:
    ring = [[x + size * lon, y + size * lat] for lon, lat in SQUARE]
    return {"type": "Polygon", "coordinates": [ring]}


def read(value: Any, **options: Any) -> tuple[list[Feature], list[Problem]]:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return parse_geojson(content, "b.geojson", **options)


def refused(content: bytes, file: str = "b.geojson") -> Problem:
    with pytest.raises(DataError) as caught:
        parse_geojson(content, file)
    (problem,) = caught.value.problems
    return problem


SEQUENCE = [json.dumps(feature(name=name)) for name in "AB"]
PRETTY = [json.dumps(feature(name=name), indent=2) for name in "AB"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (json.dumps(gathered(feature(name="A"), feature(name="B"))), ["A", "B"]),
        (json.dumps(feature(name="A")), ["A"]),
        (json.dumps(GEOMETRY), [None]),
        (json.dumps({"type": "GeometryCollection", "geometries": [GEOMETRY]}), [None]),
        ("\n".join(SEQUENCE), ["A", "B"]),
        ("\r\n".join(SEQUENCE) + "\r\n\n", ["A", "B"]),
        ("".join(f"\x1e{text}\n" for text in SEQUENCE), ["A", "B"]),
        ("".join(f"\x1e{text}\n" for text in PRETTY), ["A", "B"]),
        ("\x1e" + SEQUENCE[0], ["A"]),
        ("\n".join(json.dumps(gathered(feature(name=name))) for name in "AB"), ["A", "B"]),
        ('{"type": "Feature", "type": "Feature", "properties": {"name": "x", "name": "A"}, '
         '"geometry": ' + json.dumps(GEOMETRY) + "}", ["A"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_forms_of_geojson(text: str, names: list[str | None], mark: str) -> None:
    features, problems = read((mark + text).encode())
    assert problems == []
    assert [one.properties.get("name") for one in features] == names
    assert [one.number for one in features] == list(range(1, len(names) + 1))
    assert [one.bare for one in features] == [name is None for name in names]
    for one in features:
        assert one.shape is not None
        assert one.shape.equals(shapely.box(0, 0, 1, 1))


def test_a_line_of_a_sequence_that_is_no_json_is_named() -> None:
    problem = refused(f"{SEQUENCE[0]}\n{SEQUENCE[1]}\n{{oops}}".encode())
    assert str(problem).startswith("b.geojson:3: is no GeoJSON (Expecting property name")


@pytest.mark.parametrize(
    ("content", "file", "words"),
    [
        (b"\x00\x00\x27\x0a" + bytes(96), "b.shp", "b.shp: is a Shapefile, not GeoJSON; make"),
        (b"\x03\x7a\x01\x01", "b.DBF", "b.DBF: is a part of a Shapefile"),
        (b'GEOGCS["x"]', "b.prj", "b.prj: is a part of a Shapefile"),
        (b"SQLite format 3\x00..", "b.gpkg", "b.gpkg: is a GeoPackage or another SQLite file"),
        (b"PK\x03\x04..", "b.zip", "b.zip: is a ZIP archive, such as a packed Shapefile or KMZ"),
        (b"\x1f\x8b\x08", "b.gz", "b.gz: is packed with gzip"),
        (b'<?xml version="1.0"?>\n<kml xmlns="http://x">', "b.kml", "b.kml: is KML, not GeoJSON"),
        (b"\xef\xbb\xbf <KML>", "b.kml", "b.kml: is KML, not GeoJSON"),
        (b"<gml:FeatureCollection/>", "b.gml", "b.gml: is XML, such as GML, not GeoJSON"),
        (b"<!DOCTYPE html><html>", "b", "b: is a web page, not GeoJSON; download the file itself"),
        (b'{"geometryType": "esriGeometryPolygon", "features": [{"attributes": {}}]}', "b.json",
         "b.json: is Esri JSON"),
    ],
)  # fmt: skip
def test_other_formats_are_named(content: bytes, file: str, words: str) -> None:
    problem = refused(content, file)
    assert str(problem).startswith(words)
    assert problem.code == "border-file"
    advice = ("download the file itself", f"borders.geojson {file}", "name the .shp")
    assert any(part in problem.advice for part in advice)


def test_a_drawing_for_highcharts_is_refused() -> None:
    """Its member crs is that of the map behind the drawing, not that of its own positions."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG:2192"}}
    drawing = gathered(feature(square(3000, 5000, 900)), crs=crs, **{"hc-transform": {}})
    problem = refused(json.dumps(drawing).encode())
    assert problem.code == "border-crs"
    assert "drawing for Highcharts" in problem.message
    assert ".topo.json" in problem.advice


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}".encode("utf-16"), "b.geojson: is text in UTF-16, not in UTF-8; save it in the"),
        ("{}".encode("utf-16-le"), "b.geojson: is text in UTF-16 or no text at all; save it in"),
        ("{}".encode("utf-16-be"), "b.geojson: is text in UTF-16 or no text at all; save it in"),
        ("{}".encode("utf-32"), "b.geojson: is text in UTF-32, not in UTF-8; save it in the"),
        ('{\n"name": "Київ"}'.encode("cp1251"), "b.geojson:2: is no UTF-8 text (the byte 0xca is"),
        (b"", "b.geojson: is empty; export the borders as GeoJSON in UTF-8"),
        (b"\xef\xbb\xbf \n", "b.geojson: is empty; export the borders as GeoJSON in UTF-8"),
        (b"7", "b.geojson: has no features"),
        (b'{"type": "FeatureCollection"}', "b.geojson: has no features"),
        (b'{"type": "Topology", "objects": {}, "arcs": []}', "b.geojson: has no features"),
        (b"name,lat,lon\nA,1,2", "b.geojson:1: is no GeoJSON (Expecting value)"),
        (b'{"features": [' + b"9" * 5000 + b"]}", "b.geojson: is no GeoJSON (it holds a number of"),
    ],
)
def test_what_is_no_text_or_holds_nothing(content: bytes, words: str) -> None:
    problem = refused(content)
    assert str(problem).startswith(words)
    assert problem.code == "border-file"


@pytest.mark.parametrize("kind", ["[]", "{}"])
def test_the_depth_of_brackets_has_a_limit(kind: str) -> None:
    start = "[" if kind == "[]" else '{"a":'
    deep = start * MOST_DEPTH + "1" + kind[1] * MOST_DEPTH
    check_depth(deep)
    problem = refused(start.encode() * 1_000_000)
    assert str(problem) == ("b.geojson: has 1000000 brackets within each other; 100 are the most")
    assert problem.code == "limit"
    value = json.loads(json.dumps(feature(name="A")).replace('"A"', '"' + "[{" * 200 + '\\""'))
    assert read(gathered(value))[1] == []


def test_brackets_are_counted_over_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploymap.depth.CHUNK", 7)
    check_depth("[" + "[]," * 100 + "[" * 99 + "]" * 100)
    with pytest.raises(ValueError, match="has 101 brackets"):
        check_depth("[" + "[]," * 100 + "[" * 100 + "]" * 101)


def test_brackets_side_by_side_and_in_strings_do_not_count() -> None:
    check_depth("[" + "[]," * 10_000 + "[]]")
    check_depth('["' + "[" * 10_000 + '\\"' + "{" * 10_000 + '"]')


def test_deep_coordinates_are_a_fault_of_their_feature() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    text = json.dumps(gathered(feature(name="A"), feature({"type": "Polygon", "coordinates": 0})))
    _, problems = read(text.replace('"coordinates": 0', f'"coordinates": {deep}').encode())
    assert [(str(problem), problem.code) for problem in problems] == [
        (
            "warning: b.geojson: feature 2: has 50000 brackets within each other; 100 are the "
            "most; it was left out",
            "limit",
        )
    ]


def test_the_number_of_features_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploymap.borders.geojson.MOST_FEATURES", 1_000)
    assert len(read(gathered(*[feature()] * 1_000))[0]) == 1_000
    problem = refused(json.dumps(gathered(*[feature()] * 1_001)).encode())
    assert str(problem) == "b.geojson: has 1,001 features; 1,000 are the most"
    assert problem.code == "limit"


@pytest.mark.parametrize(
    "hostile",
    [
        '"coordinates":' * 300_000,
        '"coordinates":[' * 300_000,
        '"coordinates"' + " " * 3_000_000,
        '"coordinates":' + " " * 3_000_000,
        '"coordinates":[' + "1,[" * 1_000_000,
        '"coordinates":[' + "1" * 3_000_000,
        '"' + '\\"' * 1_500_000,
        '"\\' * 1_500_000,
    ],
)
def test_patterns_are_linear(hostile: str) -> None:
    start = time.process_time()
    COORDINATES.sub("", hostile)
    STRING.sub(b"", hostile.encode())
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("NaN", "has the position nan, 0, which is no place"),
        ("Infinity", "has the position inf, 0, which is no place"),
        ("-Infinity", "has the position -inf, 0, which is no place"),
        ("1e400", "has the position inf, 0, which is no place"),
        ("1" + "0" * 400, "has a number in its coordinates that is too large"),
        ('"1"', "has coordinates that are text, not numbers; write them without quotation marks"),
        ("true", "has coordinates that are not nested lists of numbers"),
        ("0x10", None),
        ("1-2", "has coordinates that are not nested lists of numbers"),
    ],
)
def test_numbers_that_are_none(number: str, words: str | None) -> None:
    ring = f"[[[{number}, 0], [1, 0], [1, 1], [{number}, 0]]]"
    text = json.dumps(gathered(feature({"type": "Polygon", "coordinates": 0})))
    content = text.replace('"coordinates": 0', f'"coordinates": {ring}').encode()
    if words is None:
        assert "is no GeoJSON" in str(refused(content))
        return
    (one,), (problem,) = read(content)
    assert one.shape is None
    assert one.faulty
    assert str(problem).startswith(f"warning: b.geojson: feature 1: {words.partition(';')[0]}")
    assert problem.words.endswith(words.partition("; ")[2] or "it was left out")
    assert problem.code == "border-shape"


def test_properties_that_a_table_cannot_hold() -> None:
    (one,), _ = read(gathered(feature(a="\ud800x", b=float("nan"), c=[1], d={"e": 1}, f="Київ")))
    assert one.properties == {"a": "\ufffdx", "b": None, "f": "Київ"}


def test_a_file_cannot_point_at_the_coordinates_of_another_feature() -> None:
    for number in (-1, 1, 5, True, 1.0, "0"):
        fake = feature({"type": "Polygon", "coordinates": {"taken": number}})
        (_, one), (problem,) = read(gathered(feature(), fake))
        assert one.shape is None
        assert "not nested lists" in str(problem)


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "epsg:4326",
     "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG:8.8:4326", "WGS84", "WGS 84",
     "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326"],
)  # fmt: skip
def test_names_of_wgs84(name: str) -> None:
    (one,), problems = read(gathered(feature(), crs=named(name)))
    assert problems == []
    assert one.shape is not None
    assert one.shape.equals(shapely.box(0, 0, 1, 1))


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:EPSG::3857", "EPSG:3857", "EPSG:900913", "urn:ogc:def:crs:EPSG::900913",
     "ESRI:102100", "http://www.opengis.net/def/crs/EPSG/0/3857", "+init=epsg:3857"],
)  # fmt: skip
@pytest.mark.parametrize("broken", [False, True])
def test_web_mercator_is_transformed(name: str, broken: bool) -> None:
    geometry = square(30 * METRE, 0, METRE)
    if broken:
        geometry["coordinates"][0].pop()
    (one,), problems = read(gathered(feature(geometry), crs=named(name)))
    assert str(problems[0]) == (
        f"notice: b.geojson: is in {name}; its coordinates were transformed to EPSG:4326 (WGS84)"
    )
    assert problems[0].code == "border-crs"
    assert [problem.code for problem in problems[1:]] == ["border-repaired"] * broken
    assert one.shape is not None
    assert one.shape.bounds == pytest.approx((30, 0, 31, 1), abs=1e-4)


def test_gauss_kruger_is_transformed() -> None:
    # zone 6 of Pulkovo 1942: 6,500,000 east, 5,540,000 north is near 33 E, 50 N
    geometry = square(6_500_000, 5_540_000, 1_000)
    (one,), problems = read(gathered(feature(geometry), crs=named("EPSG:28406")))
    assert [problem.severity for problem in problems] == ["notice"]
    assert one.shape is not None
    assert one.shape.bounds == pytest.approx((33, 50, 33, 50), abs=0.03)


def test_a_crs_is_that_of_the_file_before_that_of_the_caller() -> None:
    mercator = feature(square(METRE, METRE, METRE))
    for value in (gathered(mercator), gathered(mercator, crs=None)):
        (one,), _ = read(value, crs="EPSG:3857")
        assert one.shape is not None
        assert one.shape.bounds == pytest.approx((1, 1, 2, 2), abs=1e-3)
    (one,), _ = read(gathered(feature(), crs=named("EPSG:4326")), crs="EPSG:3857")
    assert one.shape is not None
    assert one.shape.bounds == (0, 0, 1, 1)
    with pytest.raises(UsageError, match="EPSG:0 is no CRS that is known"):
        read(gathered(feature()), crs="EPSG:0")


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (named("EPSG:1"), "names the CRS EPSG:1, which is not known; export"),
        (named(""), "has a member crs that names no CRS; export as EPSG:4326 (WGS84)"),
        ({"type": "link", "properties": {"href": "x"}}, "has a member crs that names no CRS; exp"),
        (7, "has a member crs that names no CRS"),
        (named("EPSG:5773"), "names the CRS EPSG:5773, which is not known"),
        (named("x" * 9999), "names the CRS xxx"),
    ],
)
def test_a_crs_that_is_not_known_is_one_fault(member: Any, words: str) -> None:
    far = feature(square(1e6, 1e6))
    _, (problem,) = read(gathered(feature(), far, crs=member))
    assert str(problem).startswith(f"b.geojson: {words}")
    assert (problem.severity, problem.code) == ("error", "border-crs")


def test_positions_that_the_crs_does_not_reach() -> None:
    far = {"type": "Polygon", "coordinates": [[[1e30, 0], [1e30, 1], [0, 1], [1e30, 0]]]}
    _, problems = read(gathered(feature(far), crs=named("EPSG:28406")))
    (problem,) = (problem for problem in problems if problem.severity == "warning")
    words = "warning: b.geojson: feature 1: has the position 1e+30, 0, which its CRS"
    assert str(problem).startswith(words)


@pytest.mark.parametrize(
    ("shapes", "crs", "words"),
    [
        ([square(3e6, 6e6, 1e5), square(4e6, 6e6, 1e5)], None,
         "feature 1: has the position 3000000, 6000000, which is not lon, lat in degrees; nor "
         "are 1 features more; the file does not say its CRS; export as EPSG:4326 (WGS84)"),
        ([GEOMETRY, square(3e6, 6e6)], "EPSG:4326", "feature 2: has the position 3000000, 6000000, "
         "which is not lon, lat in degrees; the file says that it is EPSG:4326; export as"),
        ([square(50, 130), square(40, 100), square(48, 30)], None,
         "feature 1: has the position 50, 130, which is not lon, lat in degrees; nor are 1 "
         "features more; lat and lon look swapped"),
        ([square(50, 130), square(130, 50)], None, "feature 1: has the position 50, 130, which is "
         "not lon, lat in degrees; lon is within ±180, lat within ±90; export as EPSG:4326"),
        ([square(3e9, 0)], None, "feature 1: has the position 3e+09, 0, which is not lon, lat in "
         "degrees; lon is within ±180"),
    ],
)  # fmt: skip
def test_coordinates_that_are_not_degrees_are_one_fault(
    shapes: list[Any], crs: str | None, words: str
) -> None:
    members = {"crs": named(crs)} if crs else {}
    _, (problem,) = read(gathered(*map(feature, shapes), **members))
    assert str(problem).startswith(f"b.geojson: {words}")
    assert problem.code == "border-crs"


def test_repairs_are_notices_with_the_number_of_the_feature() -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    over = {"type": "Polygon", "coordinates": [[[179, 0], [181, 0], [181, 1], [179, 1], [179, 0]]]}
    point = {"type": "Point", "coordinates": [1, 2]}
    features, problems = read(gathered(*map(feature, (GEOMETRY, bow_tie, over, None, point))))
    assert list(map(str, problems)) == [
        "notice: b.geojson: feature 2: was repaired: it was invalid (Self-intersection[0.5 0.5]); "
        "its area went from 0 to 0.5 square degrees",
        "notice: b.geojson: feature 3: was repaired: it was cut at the antimeridian",
        "notice: b.geojson: feature 4: has no geometry and was left out",
    ]
    codes = ["border-repaired", "border-repaired", "border-left-out"]
    assert [problem.code for problem in problems] == codes
    assert [one.foreign for one in features] == ["", "", "", "", "Point"]
    assert [one.shape is None for one in features] == [False, False, False, True, True]


@pytest.mark.parametrize("kind", ["MultiPolygon", "MultiLineString"])
def test_empty_parts_are_left_out(kind: str) -> None:
    whole = [SQUARE] if kind == "MultiPolygon" else SQUARE[:3]
    (one,), _ = read(gathered(feature({"type": kind, "coordinates": [whole, []]})))
    assert one.shape is not None
    assert not any(shapely.is_empty(shapely.get_parts(one.shape)))


def test_a_clean_shape_that_jumps_is_cut_too() -> None:
    ring = [[170, 0], [-170, 0], [-170, 1], [170, 1], [170, 0]]
    (one,), (problem,) = read(gathered(feature({"type": "Polygon", "coordinates": [ring]})))
    assert problem.code == "border-repaired"
    assert one.shape is not None
    assert one.shape.area == pytest.approx(20)
    world = shapely.box(-180, -90, 180, 90)
    assert read(gathered(feature(json.loads(shapely.to_geojson(world)))))[1] == []
