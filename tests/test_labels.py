"""Which part an annotation plays, and where the names of countries stand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import shapely

from deploymap.borders.borders import Borders, make_frame, packaged_borders, read_borders
from deploymap.borders.labels import ROLES, assign_roles, place_country_names

SMALL = [
    {"kind": "country", "name": "A", "iso": "AAA", "geometry": shapely.box(0, 0, 2, 3)},
    {
        "kind": "country",
        "name": "B",
        "iso": None,
        "geometry": shapely.MultiPolygon([shapely.box(2, 0, 2.5, 1), shapely.box(6, 6, 9, 9)]),
    },
    {
        "kind": "line_of_contact",
        "name": "The Front",
        "geometry": shapely.LineString([(0, 1), (2, 1)]),
    },
]


@pytest.fixture(scope="module")
def small() -> Borders:
    return Borders(make_frame(SMALL), "small.geojson", "", 0.0)


@pytest.fixture(scope="module")
def shipped() -> Borders:
    return read_borders(packaged_borders())


def notes(*rows: dict[str, Any]) -> pd.DataFrame:
    blank = {"type": "label", "text": "x", "area": None, "lat": float("nan"), "lon": float("nan")}
    return pd.DataFrame([{**blank, **row} for row in rows])


def role_of(borders: Borders, **row: Any) -> str:
    (role,) = assign_roles(notes(row), borders)["role"]
    return str(role)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ({"type": "figure", "lat": 1.0, "lon": 1.0}, "figure"),
        ({"type": "figure", "lat": 50.0, "lon": 50.0}, "figure"),
        ({"type": "figure"}, "headline"),
        ({"type": "note", "lat": 50.0, "lon": 50.0}, "note"),
        ({"type": "source"}, "source"),
        ({"lat": 1.0, "lon": 1.0}, "country"),
        ({"lat": 8.0, "lon": 8.0}, "country"),
        ({"lat": 5.0, "lon": 5.0}, "water"),
        ({}, "country"),
        ({"lat": 5.0, "lon": 5.0, "area": "Line of Contact"}, "line"),
        ({"lat": 1.0, "lon": 1.0, "text": "THE FRONT"}, "line"),
        ({"lat": 1.0, "lon": 1.0, "area": "de facto line"}, "country"),
        ({"type": "note", "text": "The Front"}, "note"),
    ],
)
def test_role(small: Borders, row: dict[str, Any], role: str) -> None:
    assert role in ROLES
    assert role_of(small, **row) == role


@pytest.mark.parametrize(
    ("text", "lat", "lon", "role"),
    [
        ("Sea of Azov", 46.55, 37.35, "water"),
        ("Black Sea", 43.6, 33.9, "water"),
        ("Ukraine", 48.35, 36.6, "country"),
        ("Crimea", 45.3, 34.4, "country"),
        ("Line of contact", 48.7241, 38.95, "line"),
    ],
)
def test_role_on_the_shipped_map(
    shipped: Borders, text: str, lat: float, lon: float, role: str
) -> None:
    assert role_of(shipped, text=text, lat=lat, lon=lon) == role


def test_annotations_stay_as_they_were(small: Borders) -> None:
    given = notes({"type": "figure"}, {"lat": 5.0, "lon": 5.0}).set_index(pd.Index([9, 4]))
    before = given.copy(deep=True)
    found = assign_roles(given, small)
    pd.testing.assert_frame_equal(given, before)
    pd.testing.assert_frame_equal(found.drop(columns="role"), given)
    assert found["role"].to_dict() == {9: "headline", 4: "water"}


def test_no_annotations(small: Borders) -> None:
    assert assign_roles(notes({}).iloc[:0], small)["role"].tolist() == []


def test_names_stand_in_the_largest_part_of_their_country(small: Borders) -> None:
    found = place_country_names(small)
    assert list(found.columns) == ["name", "lat", "lon", "width"]
    assert found["width"].tolist() == [2, 3]
    assert found["name"].tolist() == ["A", "B"]
    spots = shapely.points(found["lon"], found["lat"])
    assert shapely.contains([shapely.box(0, 0, 2, 3), shapely.box(6, 6, 9, 9)], spots).all()


def test_each_country_of_the_shipped_map_has_its_name_inside(shipped: Borders) -> None:
    found = place_country_names(shipped)
    spots = shapely.points(found["lon"], found["lat"])
    assert found["name"].tolist() == shipped.of_kind("country")["name"].tolist()
    assert shapely.contains(shipped.shapes("country"), spots).all()
