"""The join: country, region, side of the line, and the nearest border."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import mapping

from deploymap.arrays import decode_texts
from deploymap.borders.borders import Borders, make_frame, read_borders
from deploymap.borders.join import join_units
from deploymap.borders.nearest import PIECE, nearest_border, nearest_segments
from deploymap.borders.segments import part_segments
from deploymap.gazetteer.countrynames import fold_area
from deploymap.problems import Problem
from held_areas import held_areas

FILE = Path(__file__).resolve().parent.parent / "data" / "borders.geojson"
WGS84 = Geod(ellps="WGS84")

LUHANSK, ROSTOV, SIMFEROPOL = (48.5681, 39.3055), (47.22, 39.7077), (44.9521, 34.1024)
DONETSK, MARIUPOL = (48.0230, 37.8022), (47.0971, 37.5434)
KRAMATORSK, KYIV = (48.7230, 37.5563), (50.4547, 30.5238)
LVIV, GOMEL, AZOV_SEA, BUCHAREST = (49.84, 24.03), (52.4345, 30.9754), (46.2, 36.8), (44.43, 26.1)

# A lies west of B; the line of contact runs east through A, the de facto line east north of it
SMALL = [
    {"kind": "country", "name": "A", "iso": "AAA", "geometry": shapely.box(0, 0, 2, 3)},
    {"kind": "country", "name": "B", "iso": "BBB", "geometry": shapely.box(2, 0, 4, 3)},
    {"kind": "region", "name": "South Oblast", "geometry": shapely.box(0, 0, 2, 1)},
    {
        "kind": "border",
        "name": "A – B",
        "iso": "AAA-BBB",
        "geometry": shapely.LineString([(2, 0), (2, 3)]),
    },
    {
        "kind": "line_of_contact",
        "name": "Line",
        "country": "AAA",
        "left": "Rebels",
        "right": "Army",
        "held": "left",
        "geometry": shapely.LineString([(2, 1), (0, 1)]),
    },
    {
        "kind": "de_facto_line",
        "name": "Old line",
        "country": "AAA",
        "left": "Others",
        "right": "Army",
        "held": "left",
        "geometry": shapely.LineString([(0, 2), (2, 2)]),
    },
]


@pytest.fixture(scope="module")
def shipped() -> Borders:
    return read_borders(FILE)


@pytest.fixture(scope="module")
def small() -> Borders:
    return Borders(make_frame(SMALL), "small.geojson", "", 0.0)


def join(units: pd.DataFrame, borders: Borders) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the units joined, their texts as str or None, and the warnings."""
    joined, problems = join_units(units, borders, file="u.csv")
    return decode_texts(joined), problems


def table(*places: tuple[float, float], **columns: list[Any]) -> pd.DataFrame:
    lat, lon = zip(*places, strict=True)
    texts = {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    lines = range(2, len(places) + 2)
    return pd.DataFrame({"lat": lat, "lon": lon, "line": lines, **texts})


def texts(units: pd.DataFrame, borders: Borders) -> list[str]:
    return [str(problem) for problem in join_units(units, borders, file="u.csv")[1]]


def brute_force(line: Any, lat: float, lon: float, *, step: float) -> float:
    """Return the shortest geodesic, in km, to many points along a line."""
    points = shapely.get_coordinates(shapely.segmentize(line, step))
    metres = WGS84.inv(*points.T, np.full(len(points), lon), np.full(len(points), lat))[2]
    return float(np.min(metres)) / 1000


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (LUHANSK, ("Ukraine", "UKR", "Luhansk Oblast", "Russian-backed forces", "Russia")),
        (ROSTOV, ("Russia", "RUS", "Rostov Oblast", None, "Ukraine")),
        (SIMFEROPOL, ("Ukraine", "UKR", "Crimea", "Russian forces", "Moldova")),
        (DONETSK, ("Ukraine", "UKR", "Donetsk Oblast", "Russian-backed forces", "Russia")),
        (MARIUPOL, ("Ukraine", "UKR", "Donetsk Oblast", "Ukrainian forces", "Russia")),
        (KRAMATORSK, ("Ukraine", "UKR", "Donetsk Oblast", "Ukrainian forces", "Russia")),
        (KYIV, ("Ukraine", "UKR", "Kyiv", "Ukrainian forces", "Belarus")),
        (LVIV, ("Ukraine", "UKR", "Lviv Oblast", "Ukrainian forces", "Poland")),
        (GOMEL, ("Belarus", "BLR", "Gomel Region", None, "Ukraine")),
        (BUCHAREST, ("Romania", "ROU", None, None, "Bulgaria")),
        (AZOV_SEA, (None, None, None, None, "Russia – Ukraine")),
    ],
)
def test_shipped_borders(shipped: Borders, place: tuple[float, float], expected: Any) -> None:
    joined, _ = join(table(place), shipped)
    names = ["in_country", "in_country_iso", "in_region", "line_side", "border_with"]
    assert tuple(joined[names].iloc[0]) == expected


def test_of_what_may_well_be_at_sea_nothing_is_told(shipped: Borders) -> None:
    """A ship in the Black Sea, and a town so near to the coast that this may be what is wrong."""
    ship, infantry = "10013000001201000000", "10011000001211000000"
    at_sea, town = (46.0, 31.3), (59.9, 30.1)
    units = table(at_sea, town, at_sea, sidc20=[ship, infantry, infantry])
    _, problems = join_units(units, shipped, file="u.csv")
    assert [(p.code, p.line) for p in problems] == [("position-outside", 4)]
    # of many at once the same
    many = table(*[at_sea, town] * 1_500, sidc20=[infantry] * 3_000)
    many["lat"] += np.arange(3_000) / 1e7
    _, problems = join_units(many, shipped, file="u.csv")
    assert [p.line for p in problems if p.line] == [*range(2, 2_002, 2)]


def test_units_keep_their_columns_order_and_index(shipped: Borders) -> None:
    units = table(ROSTOV, LUHANSK, ROSTOV, name=["x", None, "z"]).set_index(pd.Index([7, 3, 5]))
    before = units.copy(deep=True)
    joined, _ = join(units, shipped)
    pd.testing.assert_frame_equal(units, before)
    pd.testing.assert_frame_equal(joined[units.columns], units)
    assert joined["in_country"].tolist() == ["Russia", "Ukraine", "Russia"]
    assert joined["border_km"].dtype == float
    assert joined["line_side"].dtype == object
    assert joined["line_side"].tolist() == [None, "Russian-backed forces", None]


def test_side_of_the_line(small: Borders) -> None:
    places = {(0.5, 1.0): "Rebels", (1.5, 1.0): "Army", (2.5, 1.0): "Others", (0.5, 3.0): None}
    joined, problems = join(table(*places), small)
    assert joined["line_side"].tolist() == list(places.values())
    assert not problems


def test_place_on_a_border_counts_to_the_first_country(small: Borders) -> None:
    joined, problems = join(table((1.5, 2.0)), small)
    assert joined["in_country"].tolist() == ["A"]
    assert joined["border_km"].tolist() == [0]
    assert joined["border_with"].tolist() == ["B"]
    assert not problems


def test_positions_that_are_missing(small: Borders) -> None:
    units = table((np.nan, 1.0), (1.5, np.nan), (1.5, 1.0), country=["A", "B", "A"])
    joined, problems = join(units, small)
    assert joined["in_country"].tolist() == [None, None, "A"]
    assert joined["border_km"].isna().tolist() == [True, True, False]
    assert joined["border_with"].tolist() == [None, None, "B"]
    assert not problems


def test_no_units_and_borders_without_borders(small: Borders) -> None:
    joined, problems = join(table((1.5, 1.0)).iloc[:0], small)
    assert len(joined) == 0
    assert not problems
    lone = Borders(make_frame(SMALL[:1]), "lone.geojson", "", 0.0)
    joined, problems = join(table((1.5, 1.0)), lone)
    assert joined["border_km"].isna().all()
    assert joined["border_with"].tolist() == [None]
    assert joined["line_side"].tolist() == [None]
    assert not problems


def test_unit_in_no_country_is_warned_of(small: Borders) -> None:
    units = table((1.5, 1.0), (9.0, 9.0), (3.5, 0.5))
    assert texts(units, small) == [
        "warning: u.csv:3: lat: 9, 9 lies in no country of small.geojson, at sea or off the map; "
        "the unit is drawn there",
        "warning: u.csv:4: lat: 3.5, 0.5 lies in no country of small.geojson, at sea or off the "
        "map; exchange lat and lon if they are swapped",
    ]


def test_country_that_the_position_contradicts(shipped: Borders) -> None:
    units = table(LUHANSK, ROSTOV, country=["Russia", "ukraine"])
    assert texts(units, shipped) == [
        "warning: u.csv:2: country: Russia, but 48.5681, 39.3055 lies in Ukraine; "
        "check the position and the country",
        "warning: u.csv:3: country: ukraine, but 47.22, 39.7077 lies in Russia; "
        "check the position and the country",
    ]


def test_region_that_the_position_contradicts(shipped: Borders) -> None:
    units = table(LUHANSK, LUHANSK, region=["Ростовская область", "Donbas"])
    (problem,) = texts(units, shipped)
    assert problem.startswith("warning: u.csv:2: region: Ростовская область, but 48.5681, 39.3055")
    assert "lies in Luhansk Oblast" in problem


@pytest.mark.parametrize(
    "names",
    [
        {"country": "Ukraine", "region": "Luhansk Oblast"},
        {"country": "UKR", "region": "UA-09"},
        {"country": "ua", "region": "LUHANSK"},
        {"country": "Україна", "region": "Луганська область"},
        {"country": "Украина", "region": "луганская"},
        {"country": " ukraine ", "region": "Luhans'k"},
        {"country": "Ukraine", "region": "Luhansk region"},
        {"country": None, "region": None},
        {"country": "УКРАЇНА", "region": "Luhans’ka Oblast’"},
    ],
)
def test_names_that_agree_in_any_language(shipped: Borders, names: Mapping[str, Any]) -> None:
    assert texts(table(LUHANSK, **{k: [v] for k, v in names.items()}), shipped) == []


@settings(derandomize=True)
@given(st.text())
def test_folded_names_fold_no_further(name: str) -> None:
    for folded in fold_area(name):
        assert folded in fold_area(folded)


@pytest.mark.parametrize("place", [LUHANSK, ROSTOV, LVIV, AZOV_SEA, (59.9, 41.0), (42.5, 59.5)])
def test_distance_matches_brute_force(shipped: Borders, place: tuple[float, float]) -> None:
    joined, _ = join(table(place), shipped)
    stated = shipped.of_kind("border")
    far = [brute_force(line, *place, step=0.1) for line in stated.geometry]
    # the nearest line again, from point to point about 20 m
    near = stated.iloc[int(np.argmin(far))]
    expected = brute_force(near.geometry, *place, step=0.0002)
    km = float(joined["border_km"].iloc[0])
    assert km <= expected
    assert km == pytest.approx(expected, abs=0.001)
    country, other = joined["in_country"].iloc[0], joined["border_with"].iloc[0]
    assert near["name"] == (other if country is None else " – ".join(sorted([country, other])))


def test_border_beyond_the_antimeridian(tmp_path: Path) -> None:
    """RFC 7946 cuts at 180 degrees; the nearest border may stand on the other side of the cut."""
    boxes = {"A": (178, 10, 179.5, 12), "B": (179.5, 10, 180, 12), "C": (-180, 10, -178, 12)}
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shapely.box(*box)}
        for name, box in boxes.items()
    ]
    path = tmp_path / "pacific.geojson"
    text = json.dumps({"type": "FeatureCollection", "features": features}, default=mapping)
    path.write_text(text, encoding="utf-8")
    borders = read_borders(path)
    joined, problems = join(table((11.0, -179.75)), borders)
    assert joined["in_country"].tolist() == ["C"]
    assert joined["border_with"].tolist() == ["A – B"]
    expected = WGS84.line_length([-179.75, 179.5], [11, 11]) / 1000
    assert joined["border_km"].iloc[0] == pytest.approx(expected, abs=0.1)
    assert expected < 83
    assert not problems


longitudes, latitudes = st.floats(-170, 170), st.floats(-80, 80)
strides = st.tuples(st.floats(0.01, 3), st.floats(-3, 3))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=4),
    st.lists(strides, min_size=1, max_size=3),
    st.tuples(st.floats(-8, 8), st.floats(-8, 8)),
)
def test_distance_anywhere_on_earth(
    corners: list[tuple[float, float]],
    steps: list[tuple[float, float]],
    away: tuple[float, float],
) -> None:
    """Short lines at random places; the nearest one is found, and its distance is right."""
    lines = [shapely.linestrings(np.cumsum([corner, *steps], axis=0)) for corner in corners]
    place = np.clip(np.add(corners[0], away), (-180, -89), (180, 89))
    km, row = nearest_border(np.array(lines, dtype=object), place[None])
    found = [brute_force(line, place[1], place[0], step=0.002) for line in lines]
    assert found[row[0]] == pytest.approx(min(found), abs=0.02)
    # between two of the points, 220 m apart, the line can be no more than half of that nearer
    assert min(found) - 0.12 <= km[0] <= min(found) + 1e-6
    if km[0] > 20:
        assert km[0] == pytest.approx(min(found), abs=0.002)


def test_many_positions_match_one_by_one(shipped: Borders) -> None:
    """More positions than are looked at one by one give what each gives alone, to the error."""
    places = np.random.default_rng(0).uniform((18, 40), (62, 62), (4500, 2))
    lines = shipped.shapes("border")
    km, row = nearest_border(lines, places)
    assert np.isfinite(km).all()
    for number in range(0, len(places), 250):
        alone_km, alone_row = nearest_border(lines, places[[number]])
        assert alone_row[0] == row[number]
        assert alone_km[0] == pytest.approx(km[number], abs=0.003)


def test_positions_that_stay_are_as_if_all_were_measured_anew(shipped: Borders) -> None:
    lines, places = (
        shipped.shapes("border"),
        np.random.default_rng(1).uniform((22, 44), (40, 52), (300, 2)),
    )
    segments, owner = part_segments(lines, PIECE)
    for moved in (0, 7, 299):
        places[moved] = places[moved][::-1] - 1
        # the order in the sheet and other lines make no difference, nor does what was asked before
        order = np.roll(np.arange(len(places)), moved)
        nearest_border(lines[1:], places)
        km, row = nearest_border(lines, places[order])
        expected, segment = nearest_segments(segments, places[order])
        assert (km == expected).all()
        assert (row == owner[segment]).all()


def test_held_areas(small: Borders, shipped: Borders) -> None:
    held = held_areas(small)
    assert held.crs.to_epsg() == 4326
    assert held["name"].tolist() == ["Rebels"]
    assert held.geometry.iloc[0].equals(shapely.box(0, 0, 2, 1))
    (area,) = held_areas(shipped).geometry
    ukraine = shipped.of_kind("country").set_index("iso").geometry["UKR"]
    assert area.is_valid
    assert ukraine.covers(area)
    assert area.intersection(shipped.of_kind("line_of_contact").geometry.iloc[0]).length > 3
    # about a third of the two regions that it lies in
    square_km = abs(WGS84.geometry_area_perimeter(area)[0]) / 1e6
    assert 15_000 < square_km < 19_000
