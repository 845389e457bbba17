"""The join of many distinct positions gives what the join of each few gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.arrays import decode_texts
from deploymap.borders import join, locate
from deploymap.borders.borders import Borders, make_frame, read_borders
from deploymap.borders.join import distinct_positions, join_units
from deploymap.borders.locate import locate_by_cells, locate_each
from deploymap.borders.nearest import ERROR_KM, FAR, FINE, nearest_border, nearest_segments
from deploymap.borders.nearest_many import nearest_of_many
from deploymap.borders.outside import MOST_TOLD
from deploymap.borders.segments import part_segments
from deploymap.sizes import FEW_POSITIONS

FILE = Path(__file__).resolve().parent.parent / "data" / "borders.geojson"
TEXTS = ["in_country", "in_country_iso", "in_region", "line_side", "border_with"]


@pytest.fixture(scope="module")
def shipped() -> Borders:
    return read_borders(FILE)


def random_units(count: int, low: tuple[float, float], high: tuple[float, float]) -> pd.DataFrame:
    """Return units at random places between two of lon, lat, and some on a border and nowhere."""
    places = np.random.default_rng(0).uniform(low, high, (count, 2))
    edges = shapely.get_coordinates(read_borders(FILE).shapes("border"))[::20]
    places[: len(edges)] = edges
    places[-9:, 0] = np.nan
    lines = np.arange(2, count + 2)
    return pd.DataFrame({"lon": places[:, 0], "lat": places[:, 1], "line": lines})


@pytest.mark.parametrize("again", [0, 20, 2_000])
def test_equal_positions_need_not_be_looked_for(shipped: Borders, monkeypatch, again: int) -> None:
    units = random_units(5000, (20, 42), (60, 60))
    units.loc[: again - 1, ["lon", "lat"]] = units.loc[again : 2 * again - 1, ["lon", "lat"]].values
    expected, problems = join_units(units, shipped, file="u.csv")
    monkeypatch.setattr(join, "MANY_ROWS", 10)
    monkeypatch.setattr(join, "SAMPLE", 1000)
    positions, inverse = distinct_positions(units)
    assert isinstance(inverse, slice) == (again < 2_000)
    assert np.array_equal(
        positions[inverse], units[["lon", "lat"]].where(units["lon"].notna()), True
    )
    joined, again_problems = join_units(units, shipped, file="u.csv")
    assert again_problems == problems
    pd.testing.assert_frame_equal(joined[TEXTS], expected[TEXTS])
    pd.testing.assert_series_equal(joined["border_km"], expected["border_km"], rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("low", "high"), [((20, 42), (60, 60)), ((34, 46), (41, 52)), ((-180, -90), (180, 90))]
)
def test_many_units_match_few(shipped: Borders, low: Any, high: Any) -> None:
    """5,000 rows at once, and in parts that are small enough for a look at each position."""
    units = random_units(5000, low, high)
    assert len(units) > 2 * FEW_POSITIONS
    many, problems = join_units(units, shipped, file="u.csv")
    parts = [join_units(units[n : n + 1000], shipped, file="u.csv") for n in range(0, 5000, 1000)]
    few = pd.concat([decode_texts(table) for table, _ in parts])
    pd.testing.assert_frame_equal(decode_texts(many)[TEXTS], few[TEXTS])
    assert many["border_km"].isna().equals(few["border_km"].isna())
    error = np.abs(many["border_km"] - few["border_km"])
    assert error.max() <= ERROR_KM
    assert error[few["border_km"] < 400].max() <= 0.003
    one_by_one = [problem for _, some in parts for problem in some if problem.line]
    told = [problem for problem in problems if problem.line]
    for code in ("position-outside", "position-swapped"):
        expected = [problem for problem in one_by_one if problem.code == code]
        assert [problem for problem in told if problem.code == code] == expected[:MOST_TOLD]


corners = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
strides = st.tuples(st.floats(-3, 3), st.floats(-3, 3))
scales = st.sampled_from([0.001, 0.1, 1, 20])


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.one_of(corners, st.tuples(st.sampled_from([-180.0, 180.0]), st.floats(-90, 90))),
    st.lists(st.lists(strides, min_size=2, max_size=6), min_size=1, max_size=6),
    st.lists(strides, min_size=1, max_size=30),
    scales,
    st.booleans(),
)
def test_nearest_of_many_anywhere_on_earth(
    corner: tuple[float, float], paths: Any, ways: Any, scale: float, meet: bool
) -> None:
    """Near poles, over the antimeridian, near the point where several lines meet."""
    starts = [[corner] if meet else [np.add(corner, path[0])] for path in paths]
    lines = [np.cumsum([*s, *p], axis=0) for s, p in zip(starts, paths, strict=True)]
    # a line along the pole is one point, where all are equally near
    shapes = np.array([shapely.linestrings(clip(line, 89.9)) for line in lines], dtype=object)
    places = clip(np.add(corner, np.multiply(ways, scale)), 90)
    places[:, 0] = (places[:, 0] + 180) % 360 - 180
    segments, owner = part_segments(shapes, FINE)
    km, segment = nearest_of_many(segments, places)
    expected = nearest_segments(segments, places)[0]
    near = expected < FAR
    assert np.abs(km - expected)[near].max(initial=0) <= ERROR_KM
    assert np.abs(km - expected)[expected < 400].max(initial=0) <= 0.003
    # the named line is as near as that
    for number in np.flatnonzero(near):
        named = shapes[[owner[segment[number]]]]
        assert nearest_border(named, places[[number]])[0][0] - expected[number] <= ERROR_KM


def clip(points: Any, most: float) -> Any:
    """Return lon, lat without what lies beyond a parallel."""
    return np.clip(points, (-np.inf, -most), (np.inf, most))


def test_of_equally_near_borders_the_first_is_named() -> None:
    ways = [(1.0, 0.3), (1.0, -0.2), (0.7, 0.9)]
    lines = np.array([shapely.LineString([(30, 50), np.add((30, 50), w)]) for w in ways])
    places = np.random.default_rng(0).uniform((27, 49.95), (29.5, 50.05), (5000, 2))
    for order in ([0, 1, 2], [2, 1, 0]):
        assert set(nearest_border(lines[order], places)[1]) == {0}
        assert set(nearest_border(lines[order], places[:100])[1]) == {0}


def test_positions_beyond_the_sphere_s_reach_are_measured_one_by_one(shipped: Borders) -> None:
    places = np.random.default_rng(0).uniform((-180, -90), (180, 90), (3000, 2))
    lines = shipped.shapes("border")
    km, row = nearest_border(lines, places)
    far = np.flatnonzero(km > FAR)
    assert len(far) > 2000
    alone_km, alone_row = nearest_border(lines, places[far[:50]])
    np.testing.assert_allclose(km[far[:50]], alone_km, rtol=0, atol=0.001)
    assert row[far[:50]].tolist() == alone_row.tolist()


rectangles = st.tuples(*[st.integers(0, 8)] * 2, *[st.integers(1, 6)] * 2, st.booleans())


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    st.lists(rectangles, min_size=1, max_size=5),
    st.lists(st.tuples(*[st.one_of(st.integers(-1, 12), st.floats(-1, 12))] * 2), min_size=3),
    st.sampled_from([1.0, 0.1, 1 / 3]),
)
def test_cells_locate_what_a_look_at_each_does(boxes: Any, places: Any, scale: float) -> None:
    """Polygons with holes that overlap and touch, and positions on their corners and edges."""
    shapes = []
    for west, south, width, height, is_holed in boxes:
        shape = shapely.box(west, south, west + width, south + height)
        hole = shapely.box(west + width / 4, south + height / 4, west + width / 2, south + height)
        shapes.append(shape.difference(hole) if is_holed else shape)
    array = shapely.transform(np.array(shapes, dtype=object), lambda points: points * scale)
    # also a crowd, for more cells
    crowd = np.stack(np.meshgrid(*[np.linspace(-1, 12, 40)] * 2), axis=-1).reshape(-1, 2)
    positions = np.concatenate([np.array(places, float), crowd]) * scale
    found = locate_by_cells(array, positions)
    assert found.tolist() == locate_each(array, positions).tolist()


def test_many_positions_with_nothing_to_find() -> None:
    places = np.random.default_rng(0).uniform(0, 1, (3000, 2))
    places[:7] = np.nan
    assert set(locate.locate(np.array([], dtype=object), places)) == {-1}
    assert set(locate.locate(np.array([shapely.box(5, 5, 6, 6)]), places)) == {-1}
    found = locate.locate(np.array([shapely.box(0, 0, 1, 1)]), places)
    assert (found == np.where(np.isnan(places[:, 0]), -1, 0)).all()
    km, row = nearest_border(np.array([], dtype=object), places)
    assert np.isnan(km).all()
    assert set(row) == {-1}


def test_many_units_in_one_place(shipped: Borders) -> None:
    """Cells have no extent where all positions are almost the same."""
    places = np.add((37.8, 48.0), np.random.default_rng(0).uniform(0, 1e-12, (3000, 2)))
    lines = np.arange(2, 3002)
    units = pd.DataFrame({"lon": places[:, 0], "lat": places[:, 1], "line": lines})
    joined = join_units(units, shipped, file="u.csv")[0]
    assert set(joined["line_side"]) == {"Russian-backed forces"}
    assert np.ptp(joined["border_km"]) < 1e-6


@pytest.mark.parametrize("mixer", [join.MIXER, 0])
def test_distinct_positions(mixer: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same also where the numbers that stand for two positions are the same."""
    monkeypatch.setattr(join, "MIXER", mixer)
    lon = [1.0, 0.0, 2.0, -0.0, np.nan, 1.0, 3.0, 2.0]
    lat = [5.0, 5.0, 5.0, 5.0, 5.0, 5.0, np.nan, 6.0]
    positions, inverse = distinct_positions(pd.DataFrame({"lon": lon, "lat": lat}))
    assert len(positions) == 5
    known = [0, 1, 2, 3, 5, 7]
    again = positions[inverse]
    assert again[known].tolist() == [[lon[n], lat[n]] for n in known]
    assert np.isnan(again[[4, 6]]).all()


def test_of_many_rows_at_sea_some_are_told_and_the_rest_is_counted() -> None:
    rows = [{"kind": "country", "name": "A", "iso": "AAA", "geometry": shapely.box(0, 0, 2, 3)}]
    borders = Borders(make_frame(rows), "small.geojson", "", 0.0)
    count = 12_345
    lat = np.where(np.arange(count) % 2, 50 + np.arange(count) / 1e4, 1.0)
    lon = np.where(np.arange(count) % 2, 50.0, 2.5 + np.arange(count) / 1e6)
    lines = np.arange(2, count + 2)
    units = pd.DataFrame({"lat": lat, "lon": lon, "line": lines, "side": None})
    problems = join_units(units, borders, file="u.csv")[1]
    assert [p.line for p in problems] == [*range(2, 2 * MOST_TOLD + 2), None, None]
    assert str(problems[0]).startswith("warning: u.csv:2: lat: 1, 2.5 lies in no country of small")
    assert {str(p) for p in problems[-2:]} == {
        "warning: u.csv: lat: and 5,172 more rows like line 2001; the unit is drawn there",
        "warning: u.csv: lat: and 5,173 more rows like line 2000; "
        "exchange lat and lon if they are swapped",
    }


def test_of_many_cells_that_disagree_some_are_told(shipped: Borders) -> None:
    count = 3000
    units = pd.DataFrame({"lat": 48.5681, "lon": 39.3055, "line": np.arange(2, count + 2)})
    units["region"] = ["Luhansk Oblast", None, "Kyiv"] * 1000
    units["country"], units["side"] = "Russia", "x"
    problems = join_units(units, shipped, file="u.csv")[1]
    assert len(problems) == MOST_TOLD * 2 + 1
    region = [p for p in problems if p.column == "region"]
    assert [p.line for p in region] == list(range(4, count + 2, 3))
    assert str(problems[-1]).startswith("warning: u.csv: country: and 2,000 more rows like line ")
    units["side"] = None
    problems = join_units(units, shipped, file="u.csv")[1]
    assert problems[0].code == "side-as-country"
    assert problems[0].message.startswith("in 3,000 of 3,000 rows")
