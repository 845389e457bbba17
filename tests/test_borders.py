"""Reading border files of one's own, and the geometry of borders and held areas."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.borders import cut_area, derive_lines, held_area, packaged_borders, read_borders
from deploymap.errors import DataError, UsageError

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
        {"type": "Feature", "properties": {"name": "x"}, "geometry": None},
        polygon(SQUARE),
        polygon(BOW_TIE, name="x"),
        {"properties": {"name": "x"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
        polygon(SQUARE[:2], name="x"),
        polygon([[x * 1e6, y * 1e6] for x, y in SQUARE], name="x"),
        polygon([[0, 0], [float("nan"), 0], [1, 1], [0, 0]], name="x"),
        polygon(["ab", "cd"], name="x"),
        stroke(SQUARE[:2], name="x"),
        stroke(SQUARE[:1], name="x", kind="border"),
        polygon(SQUARE, name="x", kind="contry"),
        stroke(SQUARE[:2], name="x", kind="line_of_contact", held="east"),
        polygon([], name="x"),
        7,
    ]
    found = messages(write(tmp_path, features))
    assert [text.split()[2] for text in found] == [str(n) for n in range(2, 16)]
    expected = [
        "has no geometry",
        "is a country without a name",
        "is invalid (Self-intersection[0.5 0.5])",
        "is a Point; expected polygons or lines",
        "fewer than 4 points",
        "position 1e+06, 0, not lon, lat in degrees",
        "position nan, 0, not lon, lat in degrees",
        "not nested lists of numbers",
        "is a LineString with no kind; expected border, coast, line_of_contact, de_facto_line",
        "fewer than 2 points",
        "is a Polygon with the kind contry; expected country, region",
        "has held east; expected left or right",
        "fewer than 4 points",
        "has no geometry",
    ]
    for text, words in zip(found, expected, strict=True):
        assert text.startswith("mine.geojson: feature ")
        assert words in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "mine.geojson:1: is no GeoJSON (Expecting value)"),
        (b'{"features":\n [\n{oops}]}', "mine.geojson:3: is no GeoJSON"),
        (b'{"coordinates": [[1,\n2]],\n oops}', "mine.geojson:3: is no GeoJSON"),
        (b"\xff\xfe\x00", "mine.geojson: is no GeoJSON (no UTF-8 text)"),
        (b"[" * 100_000, "mine.geojson: is no GeoJSON (too many brackets"),
        (b"[]", "mine.geojson: has no features"),
        (b'{"features": []}', "mine.geojson: has no features"),
        (b'{"features": {}}', "mine.geojson: has no features"),
    ],
)
def test_what_is_no_geojson(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "mine.geojson"
    path.write_bytes(content)
    (found,) = messages(path)
    assert found.startswith(message)
    assert "\n" not in found


def test_brackets_without_end_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "mine.geojson"
    deep = "[" * 50_000 + "]" * 50_000
    path.write_text(
        f'{{"features": [{{"geometry": {{"type": "Polygon", "coordinates": {deep}}}}}]}}'
    )
    assert "not nested lists of numbers" in messages(path)[0]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        read_borders(tmp_path / "none.geojson")
    with pytest.raises(UsageError, match="is a folder"):
        read_borders(tmp_path)


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
