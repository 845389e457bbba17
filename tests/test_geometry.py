"""Shapes in cells: what is not moved stays as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.edit.geometry import (
    GeometryError,
    compare_geometries,
    find_chains,
    rewrite_geometry,
    write_geometry,
)

LINE = "LINESTRING(38.10 49.2,  38.0 48.6, 38.3 48.1 )"
AREA = "POLYGON ((38.3 48.1 5, 39 48 6, 39 49 7, 38.3 48.1 5))"
JSON = '{"type": "MultiLineString", "coordinates": [[[1, 2], [3.50, 4]], [ [5,6],[7,8] ]]}'


@pytest.mark.parametrize(
    ("before", "part", "points", "after"),
    [
        (LINE, 0, [(38.1, 49.2), (38.05, 48.6), (38.3, 48.1)], ("38.0 48.6", "38.05 48.6")),
        (LINE, 0, [(38.1, 49.2), (38.3, 48.1)], ("  38.0 48.6,", "")),
        (
            LINE,
            0,
            [(38.1, 49.2), (38.0, 48.6), (38.2, 48.3), (38.3, 48.1)],
            ("48.6, ", "48.6,  38.20 48.30, "),
        ),
        # a ring ends as it begins, and a height stays
        (AREA, 0, [(38.4, 48.1), (39, 48), (39, 49)], ("38.3 48.1", "38.4 48.1")),
        (
            AREA,
            0,
            [(38.3, 48.1), (39, 48), (39, 49), (38.5, 48.8)],
            ("7, ", "7, 38.5 48.8 7, "),
        ),
        (JSON, 0, [(1, 2), (3.25, 4)], ("3.50", "3.25")),
        (JSON, 1, [(5, 6), (7, 8.125)], ("7,8]", "7,8.125]")),
        ("SRID=4326;MULTIPOINT Z ((1 2 3), (4 5 6))", 1, [(4, 5.5)], ("4 5 6", "4 5.5 6")),
    ],
)
def test_a_shape_keeps_what_is_not_moved(
    before: str, part: int, points: list[tuple[float, float]], after: tuple[str, str]
) -> None:
    parts = [chain.points for chain in find_chains(before)]
    assert rewrite_geometry(before, parts) == before
    parts[part] = points
    assert rewrite_geometry(before, parts) == before.replace(*after)


number = st.decimals(-89, 89, places=3).map(lambda one: f"{one + 0}".rstrip("0").rstrip("."))
position = st.tuples(number, number)


@given(st.lists(position, min_size=2, unique_by=str), st.lists(position, min_size=2), st.data())
def test_any_line_becomes_any_other_and_keeps_how_it_begins(
    old: list[tuple[str, str]], others: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = f"LINESTRING ({', '.join(f'{lon} {lat}' for lon, lat in old)})"
    drawn = data.draw(st.lists(st.sampled_from([*old, *others]), min_size=2))
    points = [(float(lon), float(lat)) for lon, lat in drawn]
    written = rewrite_geometry(text, [points])
    assert [chain.points for chain in find_chains(written)] == [points]
    pairs = zip(old, drawn, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(drawn)))
    kept = ", ".join(f"{lon} {lat}" for lon, lat in old[:same])
    assert written.startswith(f"LINESTRING ({kept}")


@pytest.mark.parametrize(
    "text",
    [
        "GEOMETRYCOLLECTION (POINT (1 2))",
        '{"type": "Point", "coordinates": [1, 2], "bbox": [1, 2, 1, 2]}',
        '{"type": "Feature", "properties": {"a": [3, 4]}, "geometry": '
        '{"type": "Point", "coordinates": [1, 2]}}',
        "POLYGON ((1 2, 3 4, 5 7))",
        "nothing",
    ],
)
def test_what_cannot_be_written_is_refused(text: str) -> None:
    with pytest.raises(GeometryError):
        find_chains(text)


def test_a_new_shape_is_what_its_type_says() -> None:
    points = [(1.0, 2.0), (3.0, 4.123456), (-5.0, 6.5)]
    area = "POLYGON((1 2, 3 4.123456, -5 6.5, 1 2))"
    assert write_geometry("contested", points) == area
    assert write_geometry("minefield", points) == area
    assert write_geometry("front", points) == "LINESTRING(1 2, 3 4.123456, -5 6.5)"
    assert write_geometry("range", points[:1]) == "POINT(1 2)"


def test_what_became_of_a_shape_is_told() -> None:
    moved = "LINESTRING(1 2, 3 4)"
    assert compare_geometries("LINESTRING(1 2, 3 5)", moved) == "pointMoved"
    assert compare_geometries("LINESTRING(1 3, 3 5)", moved) == "shapeMoved"
    assert compare_geometries("LINESTRING(1 2, 2 2, 3 4)", moved) == "pointRemoved"
    assert compare_geometries("POLYGON((1 2, 3 4, 5 7, 1 2))", moved) == "pointRemoved"
    assert compare_geometries("fronts.geojson#1", moved) is None
