"""Reading border files of one's own, and the geometry of borders and held areas."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.borders.borders import (
    borders_from_frame,
    packaged_borders,
    read_borders,
)
from deploymap.borders.derive import derive_lines
from deploymap.borders.held import cut_area, held_area
from deploymap.borders.topology import page_topology
from deploymap.problems import DataError, UsageError

Positions = list[list[float]]

SQUARE: Positions = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
NEXT: Positions = [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]
BOW_TIE: Positions = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]


def polygon(ring: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def stroke(points: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "LineString", "coordinates": points}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(folder: Path, features: Sequence[Any], **options: Any) -> Path:
    path = folder / "mine.geojson"
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, **options), encoding="utf-8")
    return path


def messages(path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_borders(path)
    return [str(problem) for problem in caught.value.problems]


def test_reads_kinds_names_and_other_properties(tmp_path: Path) -> None:
    features = [
        polygon(SQUARE, kind="country", name="A", iso="AAA", name_uk="А", colour="red"),
        polygon(SQUARE, kind="region", name="A1", iso=None),
        stroke([[0, 0], [1, 1]], kind="line_of_contact", name="L", country="AAA", held="left"),
        stroke([[1, 0], [1, 1]], kind="border", name="A – B", iso="AAA-BBB"),
    ]
    path = write(tmp_path, features)
    os.utime(path, (1_000_000_000, 1_000_000_000.5))
    borders = read_borders(path)
    table = borders.features
    assert table["kind"].tolist() == ["country", "region", "line_of_contact", "border"]
    assert table["name"].tolist() == ["A", "A1", "L", "A – B"]
    assert table["iso"].tolist() == ["AAA", None, None, "AAA-BBB"]
    assert table["colour"].tolist() == ["red", None, None, None]
    assert table["held"].tolist() == [None, None, "left", None]
    assert table.crs.to_epsg() == 4326
    assert borders.of_kind("region", "border")["name"].tolist() == ["A1", "A – B"]
    assert borders.shapes("country").tolist() == [shapely.Polygon(SQUARE)]
    assert borders.file == "mine.geojson"
    assert borders.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert borders.modified == 1_000_000_000.5


@pytest.mark.parametrize("options", [{"indent": 2}, {"ensure_ascii": False}, {}])
def test_layout_of_the_text_makes_no_difference(tmp_path: Path, options: Any) -> None:
    tricky = 'a "coordinates": [[1, 2]] b'
    features = [polygon(SQUARE, name="А", note=tricky, coordinates=[[9, 9]], iso="X")]
    path = write(tmp_path, features, **options)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    row = read_borders(path).features.iloc[0]
    assert (row["name"], row["note"]) == ("А", tricky)
    assert row.geometry.equals(shapely.Polygon(SQUARE))


@pytest.mark.parametrize("key", ["name", "NAME", "ADMIN", "admin", "name_en"])
def test_polygons_without_a_kind_are_countries(tmp_path: Path, key: str) -> None:
    features = [polygon(SQUARE, **{key: "A", "ISO_A3": "AAA"}), polygon(NEXT, **{key: "B"})]
    borders = read_borders(write(tmp_path, features))
    kinds = ["country", "country", "border"]
    assert borders.features["kind"].tolist() == kinds
    border = borders.of_kind("border").iloc[0]
    assert border["name"] == "A – B"
    assert border["iso"] is None
    assert border.geometry.equals(shapely.LineString([(1, 0), (1, 1)]))


def test_borders_are_not_derived_where_the_file_has_its_own(tmp_path: Path) -> None:
    own = stroke([[1, 0], [1, 0.5]], kind="border", name="B – A")
    features = [polygon(SQUARE, name="A"), polygon(NEXT, name="B"), own]
    assert read_borders(write(tmp_path, features)).of_kind("border")["name"].tolist() == ["B – A"]


def test_heights_are_dropped_and_open_rings_closed(tmp_path: Path) -> None:
    high = [[x, y, 7] for x, y in SQUARE]
    features = [polygon(high, name="A"), polygon(SQUARE[:-1], name="B")]
    for shape in read_borders(write(tmp_path, features)).shapes("country"):
        assert not shapely.has_z(shape)
        assert shape.equals(shapely.Polygon(SQUARE))


def test_multiple_polygons_and_lines(tmp_path: Path) -> None:
    far = [[x + 10, y] for x, y in SQUARE[:-1]]
    both = {"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}
    lines = {"type": "MultiLineString", "coordinates": [SQUARE[:2], NEXT[:2]]}
    features = [
        {"properties": {"name": "A"}, "geometry": both},
        {"properties": {"name": "L", "kind": "coast"}, "geometry": lines},
    ]
    borders = read_borders(write(tmp_path, features))
    assert borders.shapes("country")[0].area == 2
    assert borders.shapes("coast")[0].length == 2


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    features: list[Any] = [
        polygon(SQUARE, name="fine"),
        polygon([[x, y] for x, y in SQUARE[:2]], name="x"),
        polygon([[0, 0], [float("nan"), 0], [1, 1], [0, 0]], name="x"),
        polygon(["ab", "cd"], name="x"),
        stroke(SQUARE[:1], name="x", kind="border"),
        polygon(SQUARE, name="x", kind="contry"),
        stroke(SQUARE[:2], name="x", kind="line_of_contact", held="east"),
        stroke(SQUARE[:2], name="x", kind="rail"),
        polygon([[x * 1e6, y] for x, y in SQUARE], name="x"),
        7,
        {"properties": {"name": "x"}, "geometry": {"type": "Circle", "coordinates": [1, 2]}},
        {"properties": {"name": "x"}, "geometry": "here"},
        polygon(SQUARE),
    ]
    expected = {
        6: "is a Polygon with the kind contry; expected country, region; did you mean country?",
        7: "has held east; expected left or right",
    }
    found = [text for text in messages(write(tmp_path, features)) if "notice" not in text]
    for number, words in expected.items():
        assert f"mine.geojson: feature {number}: {words}" in found


def test_what_cannot_be_drawn_is_left_out_and_the_rest_is_drawn(tmp_path: Path) -> None:
    features: list[Any] = [
        polygon(SQUARE, name="fine"),
        polygon([[x, y] for x, y in SQUARE[:2]], name="x"),
        polygon([[0, 0], [float("nan"), 0], [1, 1], [0, 0]], name="x"),
        polygon(["ab", "cd"], name="x"),
        stroke(SQUARE[:1], name="x", kind="border"),
        polygon([[0, 0], [1, 0], [2, 0], [0, 0]], name="x"),
        stroke(SQUARE[:2], name="x", kind="rail"),
        polygon([[x * 1e6, y] for x, y in SQUARE], name="x"),
        7,
        {"properties": {"name": "x"}, "geometry": {"type": "Circle", "coordinates": [1, 2]}},
        {"properties": {"name": "x"}, "geometry": "here"},
        polygon(NEXT),
    ]
    expected = {
        2: "notice: has nothing left: a ring of fewer than 4 points",
        3: "warning: has the position nan, 0, which is no place; it was left out",
        4: "warning: has coordinates that are not nested lists of numbers; it was left out",
        5: "notice: has nothing left: a line of fewer than 2 points",
        6: "notice: covers no ground: its points lie on a line, or holes fill it; left out",
        8: "position 1000000, 0, which is not lon, lat in degrees",
        9: "warning: is no feature; it was left out",
        10: "warning: has a geometry of the type Circle; expected Polygon",
        11: "warning: has a geometry of no type",
    }
    borders = read_borders(write(tmp_path, features))
    assert borders.of_kind("country")["name"].tolist() == ["fine", None]
    told = {p.line: f"{p.severity}: {p.words}" for p in borders.problems if p.line}
    assert told.keys() == expected.keys()
    for number, words in expected.items():
        assert words in told[number]
    whole = {p.code: p.message for p in borders.problems if p.line is None}
    assert whole["border-left-out"].endswith("1 of the type LineString")
    assert whole["border-name"].startswith("1 of 2 areas has no name; it is drawn without")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    loop, pipe = tmp_path / "loop", tmp_path / "pipe"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    for path, words in [
        (tmp_path / "none.geojson", "there is no such file"),
        (tmp_path, "is a folder"),
        (loop, "cannot be read: Too many levels of symbolic links"),
        (pipe, "is a pipe or a device"),
        (Path("/dev/zero"), "is a pipe or a device"),
        (Path("a\0b"), "cannot be read: .*null"),
        (tmp_path / "none" / ("x" * 300), "cannot be read: File name too long|no such file"),
    ]:
        with pytest.raises(UsageError, match=words):
            read_borders(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_leave_to_read_it(tmp_path: Path) -> None:
    path = write(tmp_path, [polygon(SQUARE, name="A")])
    path.chmod(0o000)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        read_borders(path)


def test_a_file_that_is_refused_by_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, [polygon(SQUARE, name="A")])

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        read_borders(path)


def test_limits_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, [polygon(SQUARE, name="A", **{f"p{n}": n for n in range(20)})])
    monkeypatch.setattr("deploymap.borders.borders.MOST_PROPERTIES", 20)
    (found,) = messages(path)
    assert re.fullmatch(r"mine.geojson: has 2\d different properties; 20 are the most", found)
    monkeypatch.setattr("deploymap.borders.borders.MOST_BYTES", 100)
    (found,) = messages(path)
    assert found.startswith("mine.geojson: has 0 MB; 0 MB are the most; leave out")


def notices(path: Path, **options: Any) -> list[str]:
    return [str(problem) for problem in read_borders(path, **options).problems]


def codes(path: Path) -> list[tuple[str, str]]:
    return [(problem.severity, problem.code) for problem in read_borders(path).problems]


def test_a_clean_file_has_no_notices(tmp_path: Path) -> None:
    assert notices(write(tmp_path, [polygon(SQUARE, name="A")])) == []
    assert read_borders(packaged_borders()).problems == ()


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [1, 2]}
    features = [
        polygon(SQUARE, name="A"),
        {"type": "Feature", "properties": {}, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}},
        {"type": "Feature", "properties": {}, "geometry": point},
        {"type": "Feature", "properties": {"name": "x"}, "geometry": point},
        stroke(SQUARE[:2], name="river"),
    ]
    path = write(tmp_path, features)
    assert read_borders(path).of_kind("country")["name"].tolist() == ["A"]
    assert notices(path) == [
        "notice: mine.geojson: features without a use on the map were left out: "
        "1 of the type LineString, 2 of the type Point",
        "notice: mine.geojson: feature 2: has no geometry and was left out",
        "notice: mine.geojson: feature 3: has no geometry and was left out",
    ]
    assert codes(path) == [("notice", "border-left-out")] * 3


def test_a_file_with_nothing_left_is_refused(tmp_path: Path) -> None:
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}
    (found,) = messages(write(tmp_path, [point] * 2))
    assert found.startswith("mine.geojson: has no polygons")
    assert "2 of the type Point; give lines a property kind: border" in found
    found, *more = messages(write(tmp_path, [{"type": "Feature", "geometry": None}] * 2))
    assert found == "mine.geojson: has no polygons; all its features are empty"
    assert more[0] == "notice: mine.geojson: feature 1: has no geometry and was left out"


def test_lines_alone_are_drawn_as_lines(tmp_path: Path) -> None:
    path = write(tmp_path, [stroke(SQUARE[:2], name="Front of 1916"), stroke(SQUARE[1:3])])
    borders = read_borders(path)
    assert borders.table["kind"].tolist() == ["line", "line"]
    assert borders.table["name"].tolist() == ["Front of 1916", None]
    (notice,) = borders.problems
    assert str(notice).startswith("notice: mine.geojson: 2 lines without a kind are drawn as plain")
    assert not borders.sea


def named(path: Path, **options: Any) -> list[str]:
    areas = read_borders(path, **options).of_kind("country", "region")
    return [str(name) for name in areas["name"]]


@pytest.mark.parametrize(
    "key",
    ["NAME", "Name", "nAmE", "NAME_0", "NAME_1", "NAME_LONG", "shapeName", "name:en", "NOM",
     "NAZVA", "COUNTRY", "CNTRY_NAME", "COUNTRYAFF", "ADM0_NAME", "ADM1_EN", "ADM1_UA", "NUTS_NAME",
     "GEN"],
)  # fmt: skip
def test_usual_keys_of_names(tmp_path: Path, key: str) -> None:
    features = [polygon(SQUARE, code="X1", **{key: " A 1 "}), polygon(NEXT, **{key: "B"})]
    path = write(tmp_path, features)
    assert named(path) == ["A 1", "B"]
    assert {code for _, code in codes(path)} <= {"border-kind"}


def test_the_name_of_the_smaller_area_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path, [polygon(SQUARE, NAME_0="Ukraine", NAME_1="Kyiv", ISO3="UKR")])
    assert named(path) == ["Kyiv"]
    assert read_borders(path).of_kind("region")["iso"].tolist() == ["UKR"]


def test_the_code_that_stands_for_none_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, [polygon(SQUARE, NAME="France", ISO_A3="-99", ADM0_A3="FRA")])
    assert read_borders(path).of_kind("country")["iso"].tolist() == ["FRA"]


def test_a_key_of_names_that_is_given(tmp_path: Path) -> None:
    features = [polygon(SQUARE, name="A", Nr=7), polygon(NEXT, name="B", Nr="Eight")]
    path = write(tmp_path, features)
    assert named(path, name_key="Nr") == ["7", "Eight"]
    assert named(path, name_key="nr") == ["7", "Eight"]
    with pytest.raises(DataError) as caught:
        read_borders(path, name_key="nane")
    (problem,) = caught.value.problems
    assert problem.code == "border-name"
    words = "has no property nane; the file has the properties name, Nr; did you mean name?"
    assert str(problem) == f"mine.geojson: {words}"


def test_a_given_key_without_a_value_is_one_notice(tmp_path: Path) -> None:
    features = [polygon(SQUARE, name="A", x="q"), polygon(NEXT, name="B"), polygon(NEXT, x=" ")]
    path = write(tmp_path, features)
    borders = read_borders(path, name_key="x", kind="country")
    assert borders.of_kind("country")["name"].tolist() == ["q", None, None]
    (problem,) = borders.problems
    assert problem.severity == "notice"
    words = "2 of 3 areas have no names; they are drawn without (features 2, 3)"
    assert problem.message == words


def test_names_are_guessed_and_told(tmp_path: Path) -> None:
    features = [
        polygon(SQUARE, kind="country", nr="R1", iso="AA", same="x", land="Alpha"),
        polygon(NEXT, nr="R2", iso="BB", same="x", land="Beta"),
    ]
    path = write(tmp_path, features)
    assert named(path) == ["Alpha", "Beta"]
    (found,) = notices(path)
    assert found.startswith("notice: mine.geojson: the names were taken from the property land; if")
    assert codes(path) == [("notice", "border-name")]


def test_lines_keep_their_own_names_where_those_of_areas_are_elsewhere(tmp_path: Path) -> None:
    own = stroke(SQUARE[:2], kind="border", name="L")
    path = write(tmp_path, [polygon(SQUARE, land="Alpha"), own])
    for options in ({}, {"name_key": "land"}):
        assert read_borders(path, **options).features["name"].tolist() == ["Alpha", "L"]


@pytest.mark.parametrize("values", [("A1", "B2"), ("A", "A"), ("A", None), ("A", 7), ("-", "+")])
def test_names_are_not_guessed_from_other_things(tmp_path: Path, values: Any) -> None:
    features = [polygon(SQUARE, land=values[0]), polygon(NEXT, land=values[1])]
    (found,) = warnings(write(tmp_path, features))
    assert found.startswith(
        "warning: mine.geojson: none of its areas has a name; the file has the properties land; "
        "they are drawn without names; say which"
    )


def warnings(path: Path) -> list[str]:
    return [str(p) for p in read_borders(path).problems if p.severity == "warning"]


def test_what_says_other_things_is_no_name(tmp_path: Path) -> None:
    (found,) = warnings(write(tmp_path, [polygon(SQUARE, kind="country", Note="drawn by hand")]))
    assert "none of its areas has a name; the file has the properties kind" in found


def test_a_file_of_faults_alone_is_not_said_to_be_empty(tmp_path: Path) -> None:
    for wrong in (polygon(SQUARE[:2], name="x"), polygon(SQUARE, name="x", kind="regoin")):
        found = messages(write(tmp_path, [wrong]))
        assert any("mine.geojson: feature 1: " in text for text in found)


def test_many_without_a_name_are_one_short_notice(tmp_path: Path) -> None:
    features = [polygon(SQUARE, name="A"), *[polygon(SQUARE, **{f"k{n}": n}) for n in range(30)]]
    (found,) = [text for text in notices(write(tmp_path, features)) if "no names" in text]
    assert found.endswith("20, 21…)")
    assert "30 of 31 areas have no names" in found


@pytest.mark.parametrize(
    ("value", "name"),
    [(12, "12"), (12.5, "12.5"), (0, "0"), (None, None), ("", None), (" ", None), (True, None)],
)
def test_a_number_is_a_name_and_a_blank_is_none(tmp_path: Path, value: Any, name: Any) -> None:
    path = write(tmp_path, [polygon(SQUARE, name=value), polygon(NEXT, name="B")])
    assert read_borders(path).of_kind("country")["name"].tolist() == [name, "B"]


def test_a_text_goes_before_a_number(tmp_path: Path) -> None:
    assert named(write(tmp_path, [polygon(SQUARE, name=7, name_en="Seven")])) == ["Seven"]


def test_a_bare_geometry_is_named_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "Narnia.geojson"
    path.write_text(json.dumps(polygon(SQUARE)["geometry"]))
    assert named(path) == ["Narnia"]
    assert codes(path) == [("notice", "border-name")]


def test_the_crs_of_the_caller(tmp_path: Path) -> None:
    path = write(tmp_path, [polygon([[x * 111_319.490793, 0.0 + y] for x, y in SQUARE], name="A")])
    shape = read_borders(path, crs="EPSG:3857").shapes("country")[0]
    assert shape.bounds == pytest.approx((0, 0, 1, 1 / 111_319.49), rel=1e-6)
    with pytest.raises(UsageError, match="EPSG:1 is no CRS that is known; write one such as EPSG:"):
        read_borders(path, crs="EPSG:1")


@pytest.mark.parametrize("case", range(40))
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, case: int) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [polygon(SQUARE, name="A")]})
    path = tmp_path / "mine.geojson"
    path.write_text(text[: case * len(text) // 40])
    assert messages(path)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.integers(-600, 600)
    | st.floats()
    | st.sampled_from(["Polygon", "LineString", "GeometryCollection", "Feature", "\ud800", "1", ""])
    | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(
                ["type", "geometry", "coordinates", "geometries", "crs", "taken", "name"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)

VALID = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "EPSG:4326"}},
    "features": [
        polygon(SQUARE, name="A", iso="AAA"),
        stroke(SQUARE[:3], name="L", kind="border"),
        {
            "type": "Feature",
            "properties": {"name": "M"},
            "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE], [NEXT, BOW_TIE]]},
        },
    ],
}


def places_of(value: Any) -> list[tuple[Any, ...]]:
    if not isinstance(value, dict | list):
        return []
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [p for key, part in items for p in [(key,), *((key, *q) for q in places_of(part))]]


PLACES = places_of(VALID)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=4), st.booleans())
def test_whatever_is_in_a_file_ends_in_borders_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Any, Any]], seq: bool
) -> None:
    value = json.loads(json.dumps(VALID))
    for (*way, last), new in changes:
        inner = value
        for key in way:
            try:
                inner = inner[key]
            except (KeyError, IndexError, TypeError):
                inner = None
                break
        if isinstance(inner, dict) or (isinstance(inner, list) and last in range(len(inner))):
            inner[last] = new
    path = tmp_path_factory.getbasetemp() / "mutated.geojson"
    lines = value["features"] if seq and isinstance(value["features"], list) else [value]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    try:
        borders = read_borders(path)
    except DataError:
        return
    shapes = np.asarray(borders.features.geometry.array)
    assert shapely.is_valid(shapes).all()
    assert not shapely.has_z(shapes).any()
    west, south, east, north = borders.bounds()
    assert west >= -180
    assert south >= -90
    assert east <= 180
    assert north <= 90
    json.dumps(page_topology(borders, focus=(0, 0, 1, 1)), allow_nan=False)


def test_packaged_borders_are_there() -> None:
    assert packaged_borders().name == "borders.geojson"
    assert packaged_borders().is_file()


def test_coast_leaves_out_the_edge_of_the_data() -> None:
    # two countries that fill a box but for a bay in the south
    left = shapely.Polygon([(0, 0), (1, 0), (2, 1), (2, 4), (0, 4)])
    right = shapely.Polygon([(2, 1), (3, 0), (4, 0), (4, 4), (2, 4)])
    rows = derive_lines([left, right], ["L", "R"], ["LLL", "RRR"])
    found = {(row["kind"], row["iso"]): row["geometry"] for row in rows}
    assert found.keys() == {("border", "LLL-RRR"), ("coast", "LLL"), ("coast", "RRR")}
    assert found["border", "LLL-RRR"].equals(shapely.LineString([(2, 1), (2, 4)]))
    assert found["coast", "LLL"].equals(shapely.LineString([(1, 0), (2, 1)]))
    (whole,) = derive_lines([left], ["L"], [None], clip=(-9, -9, 9, 9))
    assert whole["iso"] is None
    assert whole["geometry"].length == pytest.approx(left.length)


@settings(derandomize=True)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.data())
def test_derived_lines_are_all_edges_once(heights: list[int], data: st.DataObject) -> None:
    """Columns of any height side by side, of which each is a country or two."""
    shapes = []
    for x, height in enumerate(heights):
        cut = data.draw(st.integers(0, height - 1))
        levels = [0, *([cut] if cut else []), height]
        for low, high in pairwise(levels):
            west, east = ([(side, y) for y in range(low, high + 1)] for side in (x, x + 1))
            shapes.append(shapely.Polygon([*east, *reversed(west)]))
    names = [str(k) for k in range(len(shapes))]
    rows = derive_lines(shapes, names, names, clip=(-1, -1, 99, 99))
    total = sum(row["geometry"].length for row in rows)
    assert total == pytest.approx(shapely.union_all(shapely.boundary(shapes)).length)
    for row in rows:
        if row["kind"] == "border":
            one, two = (shapes[int(name)] for name in row["name"].split(" – "))
            assert one.intersection(two).length == pytest.approx(row["geometry"].length)


@pytest.mark.parametrize("points", [[(0, 0.5), (1, 0.5)], [(0.03, 0.5), (0.97, 0.5)]])
def test_held_area_lies_on_its_side_of_the_line(points: list[tuple[float, float]]) -> None:
    """Walking east, north is left; an end may stop short of the edge by less than 0.05 degrees."""
    area = shapely.box(0, 0, 1, 1)
    line = shapely.LineString(points)
    assert held_area(area, line, "left").equals(shapely.box(0, 0.5, 1, 1))
    assert held_area(area, line, "right").equals(shapely.box(0, 0, 1, 0.5))
    assert held_area(area, line.reverse(), "left").equals(shapely.box(0, 0, 1, 0.5))


def test_line_that_stops_far_short_holds_nothing() -> None:
    line = shapely.LineString([(0, 0.5), (0.8, 0.5)])
    assert held_area(shapely.box(0, 0, 1, 1), line, "left").is_empty


def test_islands_are_on_neither_side() -> None:
    island = shapely.box(5, 5, 6, 6)
    area = shapely.union_all([shapely.box(0, 0, 1, 1), island])
    line = shapely.LineString([(0, 0.5), (1, 0.5)])
    held = [held_area(area, line, side) for side in ("left", "right")]
    assert not any(part.intersects(island) for part in held)
    assert shapely.union_all([*held, island]).equals(area)


@settings(derandomize=True)
@given(
    st.lists(st.floats(0.05, 0.95), min_size=1, max_size=12),
    st.floats(0.05, 0.95),
    st.sampled_from(["left", "right"]),
)
def test_sides_share_the_area_out(heights: list[float], start: float, held: str) -> None:
    """Any line that goes east through a square: the sides are it and its complement."""
    x = np.linspace(0, 1, len(heights) + 1)
    line = shapely.linestrings(np.stack([x, [start, *heights]], axis=1))
    area = shapely.box(0, 0, 1, 1)
    left, right = held_area(area, line, "left"), held_area(area, line, "right")
    below = np.trapezoid([start, *heights], x)
    assert right.area == pytest.approx(below)
    assert left.area == pytest.approx(1 - below)
    assert left.intersection(right).area == pytest.approx(0)
    assert sum(shapely.area(cut_area(area, line))) == pytest.approx(1)
    assert held_area(area, line.reverse(), held).area == pytest.approx(
        held_area(area, line, "right" if held == "left" else "left").area
    )


def test_a_geodataframe_in_any_crs_is_read_as_the_file_of_it_is(tmp_path: Path) -> None:
    import geopandas

    path = tmp_path / "two.geojson"
    areas = [shapely.box(20, 40, 30, 50), shapely.box(30, 40, 40, 50)]
    frame = geopandas.GeoDataFrame(
        {"NAME": ["West", "East"], "since": pd.to_datetime(["1900-01-01", None])},
        geometry=areas,
        crs="EPSG:4326",
    )
    frame.to_file(path, driver="GeoJSON")
    for table in (frame, frame.to_crs("EPSG:3857")):
        shown = borders_from_frame(table, "borders (GeoDataFrame)")
        assert shown.of_kind("country")["name"].tolist() == ["West", "East"]
        expected = read_borders(path).shapes("country", "border")
        assert shapely.equals_exact(shown.shapes("country", "border"), expected, 1e-6).all()
    with pytest.raises(UsageError, match="no geometries"):
        borders_from_frame(pd.DataFrame({"NAME": ["West"]}), "borders (GeoDataFrame)")
