"""Repairing the shapes of border files: rings, the antimeridian, poles, collections."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.borders.antimeridian_cut import leaps
from deploymap.borders.repair import FarError, LeftOutError, ShapeError, repair_geometry

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
BOW_TIE = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]


def moved(ring: Any, x: float, y: float = 0, size: float = 1) -> list[list[float]]:
    return [[x + size * lon, y + size * lat] for lon, lat in ring]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def multi(*polygons: Any) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [list(rings) for rings in polygons]}


def line(*points: Any) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": list(points)}


def collection(*geometries: Any) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def repaired(geometry: Any) -> tuple[Any, str]:
    shape, notes = repair_geometry(geometry)
    check(shape)
    return shape, "; ".join(notes)


def check(shape: Any) -> None:
    assert shape.geom_type in ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
    assert shapely.is_valid(shape)
    assert not shapely.has_z(shape)
    west, south, east, north = shape.bounds
    assert west >= -180
    assert south >= -90
    assert east <= 180
    assert north <= 90


def test_what_is_right_stays() -> None:
    shape, notes = repaired(polygon(SQUARE))
    assert shape.equals_exact(shapely.Polygon(SQUARE), 0)
    assert notes == ""


@pytest.mark.parametrize(
    ("geometry", "area", "words"),
    [
        (polygon(SQUARE[:-1]), 1, "an open ring was closed"),
        (polygon(SQUARE[:3]), 0.5, "an open ring was closed"),
        (multi([SQUARE], [SQUARE[:2]]), 1, "a ring of fewer than 4 points was left out"),
        (polygon(SQUARE, [[0.1, 0.1], [0.2, 0.2]]), 1, "a ring of fewer than 4 points was left"),
        (polygon(BOW_TIE), 0.5, "it was invalid (Self-intersection[0.5 0.5]); its area went from 0 "
         "to 0.5 square degrees"),
        # a hole beyond the edge, one over another, one outside (an island, badly written)
        (polygon(SQUARE, moved(SQUARE, 0.5)), 0.5, "it was invalid (Self-inter"),
        (polygon(moved(SQUARE, 0, 0, 9), moved(SQUARE, 1, 1, 2), moved(SQUARE, 2, 2, 2)), 74,
         "it was invalid (Self-intersection[2 3]); its area changed by +1 %"),
        (polygon(SQUARE, moved(SQUARE, 5)), 2, "it was invalid (Hole lies outside shell"),
        # parts over each other, one twice
        (multi([SQUARE], [moved(SQUARE, 0.5)]), 1.5, "its area changed by -25 %"),
        (multi([SQUARE], [SQUARE]), 1, "its area changed by -50 %"),
        # a spike
        (polygon([[0, 0], [1, 0], [1, 1], [1, 9], [1, 1], [0, 1], [0, 0]]), 1, "it was invalid ("),
    ],
)  # fmt: skip
def test_broken_rings_are_repaired(geometry: Any, area: float, words: str) -> None:
    shape, notes = repaired(geometry)
    assert shape.area == pytest.approx(area)
    assert words in notes


def test_an_area_that_hardly_changes_is_not_told() -> None:
    tiny = moved(BOW_TIE, 1, 0.5, 0.001)
    _, notes = repaired(multi([SQUARE], [moved(tiny, 5)]))
    assert "area" not in notes
    assert notes.startswith("it was invalid (Self-intersection")


@pytest.mark.parametrize("rings", [[SQUARE[::-1]], [SQUARE, moved(SQUARE, 0.2, 0.2, 0.5)]])
def test_winding_does_not_matter(rings: Any) -> None:
    shape, notes = repaired(polygon(*rings))
    assert shape.equals(shapely.Polygon(rings[0], rings[1:]))
    assert notes == ""


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (polygon(SQUARE[:2]), "has nothing left: a ring of fewer than 4 points was left out"),
        (polygon([]), "has nothing left: a ring of fewer than 4 points was left out"),
        (line([1, 1], [1, 1]), "has nothing left: a line of fewer than 2 points was left out"),
        (line([1, 1]), "has nothing left: a line of fewer than 2 points was left out"),
        (polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), "covers no ground"),
        (polygon([[0, 0], [2, 0], [1, 0], [0, 0]]), "covers no ground"),
        (polygon([[0, 0]] * 4), "covers no ground"),
    ],
)  # fmt: skip
def test_what_covers_nothing_is_left_out(geometry: Any, words: str) -> None:
    with pytest.raises(LeftOutError) as caught:
        repair_geometry(geometry)
    assert caught.value.words.startswith(words)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (polygon([[0], [1, 0], [1, 1]]), "has a position of 1 numbers; expected lon, lat"),
        (polygon([[0, 0, 1, 2, 3], [1, 0], [1, 1]]), "has a position of 5 numbers"),
        (polygon([["0", "0"], ["1", "0"], ["1", "1"]]), "has coordinates that are text, not numb"),
        (polygon([[True, 0], [1, 0], [1, 1]]), "has coordinates that are not nested lists of numb"),
        (polygon([[None, 0], [1, 0], [1, 1]]), "has coordinates that are not nested lists of numb"),
        (polygon([[[0, 0], 0], [1, 0], [1, 1]]), "has coordinates that are not nested lists of"),
        (polygon([0, 1, 2]), "has coordinates that are not nested lists of numbers"),
        (polygon(3), "has coordinates that are not nested lists of numbers"),
        ({"type": "Polygon", "coordinates": "x"}, "has coordinates that are not nested lists"),
        ({"type": "MultiPolygon", "coordinates": {"a": 1}}, "has coordinates that are not nested"),
        ({"type": "GeometryCollection", "geometries": 7}, "has coordinates that are not nested"),
        (polygon([[float("inf"), 0], [1, 0], [1, 1]]), "has the position inf, 0, which is no"),
        (polygon([[1, float("nan")], [1, 0], [1, 1]]), "has the position 1, nan, which is no"),
        (polygon([[10**400, 0], [1, 0], [1, 1]]), "has a number in its coordinates that is"),
        ({"type": "Curve"}, "has a geometry of the type Curve; expected Polygon, MultiPolygon"),
        ({"type": ["Polygon"]}, "has a geometry of no type"),
        ({}, "has a geometry of no type"),
        ([], "has a geometry of no type"),
    ],
)  # fmt: skip
def test_what_cannot_be_repaired(geometry: Any, words: str) -> None:
    with pytest.raises(ShapeError) as caught:
        repair_geometry(geometry)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("point", [[1081, 0], [-1081, 0], [0, 91], [2.5e6, 6e6]])
def test_positions_that_are_not_degrees(point: list[float]) -> None:
    with pytest.raises(FarError, match="which is not lon, lat in degrees") as caught:
        repair_geometry(polygon([[0, 0], [1, 0], point]))
    assert caught.value.reach == (max(1, abs(point[0])), abs(point[1]))


def test_rounding_beyond_the_edge_of_the_map_is_nothing_to_tell() -> None:
    shape, notes = repaired(polygon([[-180.00000001, -90.00000001], [-170, -90], [-170, -80]]))
    assert shape.bounds == (-180, -90, -170, -80)
    assert notes == "an open ring was closed"


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (None, ""),
        (polygon(), ""),
        (multi(), ""),
        (multi([], []), ""),
        ({"type": "Polygon", "coordinates": None}, ""),
        ({"type": "Polygon"}, ""),
        (collection(), ""),
        (collection(None, polygon()), ""),
        ({"type": "Point", "coordinates": [1, 2]}, "Point"),
        ({"type": "MultiPoint", "coordinates": [[1, 2]]}, "MultiPoint"),
        (collection({"type": "Point", "coordinates": [1, 2]}), "Point"),
    ],
)
def test_what_there_is_nothing_to_show_of(geometry: Any, kind: str) -> None:
    with pytest.raises(LeftOutError) as caught:
        repair_geometry(geometry)
    assert caught.value.kind == kind


def test_the_polygons_of_a_collection_are_used() -> None:
    point = {"type": "Point", "coordinates": [1, 2]}
    inner = collection(multi([moved(SQUARE, 5)], [moved(SQUARE, 8)]))
    shape, notes = repaired(collection(polygon(SQUARE), line([0, 0], [1, 1]), point, inner))
    assert shape.area == 3
    assert notes == "its points were left out; its lines were left out"
    assert repaired(collection(line([0, 0], [1, 1])))[0].equals(
        shapely.LineString([(0, 0), (1, 1)])
    )


WIDE = [[170, 0], [190, 0], [190, 10], [170, 10], [170, 0]]
OVER = [[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]
HOLE = [[178, 4], [182, 4], [182, 6], [178, 6], [178, 4]]
HOLE_OVER = [[178, 4], [-178, 4], [-178, 6], [178, 6], [178, 4]]
HALVES = shapely.MultiPolygon([shapely.box(170, 0, 180, 10), shapely.box(-180, 0, -170, 10)])
HOLES = shapely.MultiPolygon([shapely.box(178, 4, 180, 6), shapely.box(-180, 4, -178, 6)])


@pytest.mark.parametrize("shell", [WIDE, OVER, WIDE[::-1], OVER[::-1], moved(OVER, -360)])
@pytest.mark.parametrize("hole", [None, HOLE, HOLE_OVER, HOLE[::-1], moved(HOLE, -360)])
def test_polygons_are_cut_at_the_antimeridian(shell: Any, hole: Any) -> None:
    shape, notes = repaired(polygon(shell, hole) if hole else polygon(shell))
    assert shape.equals(HALVES - HOLES if hole else HALVES)
    assert notes == "it was cut at the antimeridian"


def test_a_hole_on_one_side_stays_there() -> None:
    hole = moved(SQUARE, 185, 5)
    shape, _ = repaired(polygon(WIDE, hole))
    assert shape.equals(HALVES - shapely.box(-175, 5, -174, 6))


def test_parts_are_cut_each_by_itself() -> None:
    shape, notes = repaired(multi([SQUARE], [OVER], [moved(SQUARE, 200)]))
    expected = [HALVES, shapely.box(0, 0, 1, 1), shapely.box(-160, 0, -159, 1)]
    assert shape.equals(shapely.union_all(expected))
    assert notes == "it was cut at the antimeridian; it was moved by 360 degrees"


@pytest.mark.parametrize("x", [180, 200, 359, 500, 901.5, -190, -300, -750])
def test_polygons_beyond_180_are_moved(x: float) -> None:
    shape, notes = repaired(polygon(moved(SQUARE, x)))
    west = (x + 180) % 360 - 180
    assert shape.equals(shapely.box(west, 0, west + 1, 1))
    assert notes == "it was moved by 360 degrees"


@pytest.mark.parametrize("south", [True, False])
@pytest.mark.parametrize("west", [True, False])
@pytest.mark.parametrize("start", [-180, 0, -175, 175, 180, -360])
def test_a_ring_around_a_pole_is_closed_over_it(south: bool, west: bool, start: int) -> None:
    lon = np.arange(start, start + 360, 10.0)
    lat = -60.0 if south else 60.0
    ring = [[float(x), lat] for x in (lon[::-1] if west else lon)]
    shape, notes = repaired(polygon([*ring, ring[0]]))
    assert shape.area == pytest.approx(360 * 30)
    assert shape.bounds == ((-180, -90, 180, -60) if south else (-180, 60, 180, 90))
    assert notes == "it was closed over the pole"


def test_a_hole_that_is_no_hole_does_not_take_away_the_land_around_the_pole() -> None:
    ring = [[x, -70] for x in range(-180, 180, 10)]
    pole = [[-180, -89.999]] * 4
    shape, notes = repaired(polygon([*ring, ring[0]], pole))
    assert shape.area == pytest.approx(360 * 20)
    lake = [[9, -80], [11, -80], [11, -79], [9, -79], [9, -80]]
    shape, notes = repaired(polygon([*ring, ring[0]], pole, lake))
    assert shape.area == pytest.approx(360 * 20 - 2)
    assert "closed over the pole" in notes


def test_a_flat_antarctica_stays() -> None:
    ring = [[-180, -90], [-180, -70], [0, -65], [180, -70], [180, -90], [-180, -90]]
    shape, notes = repaired(polygon(ring))
    assert shape.equals(shapely.Polygon(ring))
    assert notes == ""
    assert not leaps(np.array(ring, dtype=float))


def test_an_antarctica_of_0_to_360_degrees() -> None:
    lon = range(0, 361, 10)
    ring = [[x, -70 + (x % 20) / 4] for x in lon]
    shape, notes = repaired(polygon([*ring, [360, -90], [0, -90], ring[0]]))
    assert shape.area == pytest.approx(360 * 21.25)
    assert "closed over the pole" in notes


def test_lines_are_cut_at_the_antimeridian() -> None:
    for points in ([[170, 0], [190, 10]], [[170, 0], [-170, 10]], [[-190, 0], [-170, 10]]):
        shape, notes = repaired(line(*points))
        parts = [[(170, 0), (180, 5)], [(-180, 5), (-170, 10)]]
        assert shape.equals(shapely.MultiLineString(parts))
        assert notes == "it was cut at the antimeridian"


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    st.lists(st.floats(1, 30), min_size=3, max_size=24),
    st.floats(150, 210),
    st.floats(-55, 55),
    st.booleans(),
    st.booleans(),
)
def test_a_star_over_the_antimeridian_keeps_its_area(
    radii: list[float], x: float, y: float, wrapped: bool, clockwise: bool
) -> None:
    """Any star-shaped polygon, cut by the library, is that which cutting in the plane gives."""
    angle = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    lon, lat = x + radii * np.cos(angle), y + radii * np.sin(angle)
    star = shapely.Polygon(np.stack([lon, lat], axis=1))
    east = shapely.transform(star & shapely.box(180, -90, 540, 90), lambda p: p - (360, 0))
    plane = (star & shapely.box(-180, -90, 180, 90)) | east
    given_lon = np.where(lon > 180, lon - 360, lon) if wrapped else lon
    ring = np.stack([given_lon, lat], axis=1)[:: -1 if clockwise else 1].tolist()
    shape, _ = repaired(polygon(ring))
    assert shapely.area(shape ^ plane) == pytest.approx(0, abs=1e-4)


def test_the_library_waits_until_something_crosses() -> None:
    sys.modules.pop("antimeridian", None)
    repaired(polygon(BOW_TIE))
    assert "antimeridian" not in sys.modules
    repaired(polygon(OVER))
    assert "antimeridian" in sys.modules


def test_what_the_library_cannot_cut_is_cut_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("antimeridian.fix_polygon", refuse)
    shape, notes = repaired(polygon(OVER, HOLE))
    assert shape.equals(HALVES - HOLES)
    assert notes == "it was cut at the antimeridian"
    shape, _ = repaired(polygon(WIDE, moved(SQUARE, 185, 5)))
    assert shape.equals(HALVES - shapely.box(-175, 5, -174, 6))
    with pytest.raises(LeftOutError, match="goes round a pole and cannot be closed over it"):
        repaired(polygon([[0, 80], [120, 80], [-120, 80]]))
    both = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[0, 80], [120, 80], [-120, 80]]]]}
    shape, notes = repaired(both)
    assert shape.area == 1
    assert "a part that goes round a pole and cannot be closed over it was left out" in notes


@pytest.mark.parametrize("lat", [-90, -89.999])
def test_a_pole_around_the_land_is_left_out(lat: float) -> None:
    """Maps made from a globe have the pole as the ring, and the land as a hole in it."""
    pole = [[lon, lat] for lon in (-180, -60, 60, 180, -180)]
    coast = [[-180, -80], [-90, -70], [0, -75], [90, -70], [179, -80], [-180, -80]]
    shape, notes = repaired(polygon(pole, coast))
    assert shape.bounds == (-180, -90, 180, -70)
    assert "closed over the pole" in notes


def test_a_hole_far_outside_is_an_island_within_the_map() -> None:
    shape, notes = repaired(polygon(moved(SQUARE, 179), moved(SQUARE, 182)))
    assert shape.equals(
        shapely.union_all([shapely.box(179, 0, 180, 1), shapely.box(-178, 0, -177, 1)])
    )
    assert "it was invalid (Hole lies outside shell" in notes


def test_a_ring_of_many_crossings_ends() -> None:
    zigzag = [[179 * (-1) ** k, (k * 37) % 80] for k in range(3000)]
    repaired(polygon(zigzag))


def test_of_a_broken_area_the_parts_that_meet_are_one_and_the_others_stay() -> None:
    overlapping = [[SQUARE], [moved(SQUARE, 0.5)], [moved(BOW_TIE, 5)], [moved(SQUARE, 9)]]
    shape, notes = repair_geometry(multi(*overlapping))
    assert "invalid" in notes[0]
    assert shape.is_valid
    assert sorted(round(part.area, 6) for part in shape.geoms) == [0.25, 0.25, 1, 1.5]
