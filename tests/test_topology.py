"""The topology of the page: shared edges, valid polygons, nothing drawn that is no edge."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.borders.borders import Borders, make_frame, read_borders
from deploymap.borders.topology import page_topology
from held_areas import held_areas

FILE = Path(__file__).resolve().parent.parent / "data" / "borders.geojson"
FOCUS = (35.0, 45.5, 42.0, 50.5)
OBJECTS = ["countries", "regions", "held", "borders", "coast", "region_borders", "lines"]


@pytest.fixture(scope="module")
def shipped() -> Borders:
    return read_borders(FILE)


@pytest.fixture(scope="module")
def topology(shipped: Borders) -> dict[str, Any]:
    return page_topology(shipped, focus=FOCUS)


def as_json(topology: dict[str, Any]) -> str:
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def arc_points(topology: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]


def decode(topology: dict[str, Any], name: str) -> list[tuple[dict[str, Any], Any]]:
    """Return properties and shape of each geometry, by the words of the TopoJSON specification."""
    arcs = arc_points(topology)

    def points(route: list[int]) -> np.ndarray[Any, Any]:
        parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in route]
        for one, two in pairwise(parts):
            assert (one[-1] == two[0]).all()
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def shape(geometry: dict[str, Any]) -> Any:
        if geometry["type"] == "MultiLineString":
            return shapely.MultiLineString([points(route) for route in geometry["arcs"]])
        several = geometry["type"] == "MultiPolygon"
        parts = geometry["arcs"] if several else [geometry["arcs"]]
        polygons = []
        for shell, *holes in parts:
            rings = [points(ring) for ring in (shell, *holes)]
            assert all((ring[0] == ring[-1]).all() for ring in rings)
            polygons.append(shapely.Polygon(rings[0], rings[1:]))
        return shapely.MultiPolygon(polygons) if several else polygons[0]

    collection = topology["objects"][name]
    assert collection["type"] == "GeometryCollection"
    return [(geometry["properties"], shape(geometry)) for geometry in collection["geometries"]]


def shapes(topology: dict[str, Any], name: str) -> np.ndarray[Any, Any]:
    return np.array([shape for _, shape in decode(topology, name)], dtype=object)


def country(name: str, shape: Any) -> dict[str, Any]:
    return {"kind": "country", "name": name, "iso": name * 3, "geometry": shape}


def make_borders(*rows: dict[str, Any]) -> Borders:
    return Borders(make_frame(rows), "test.geojson", "", 0.0)


def edges_of(geometry: Any) -> Counter[frozenset[tuple[float, ...]]]:
    """Return how often each edge without direction occurs."""
    found: Counter[frozenset[tuple[float, ...]]] = Counter()
    rings = shapely.get_parts(shapely.boundary(geometry)) if geometry.area else [geometry]
    for part in shapely.get_parts(rings):
        points = [tuple(point) for point in np.round(shapely.get_coordinates(part), 4)]
        found.update(frozenset(pair) for pair in pairwise(points))
    return found


def test_form(topology: dict[str, Any]) -> None:
    assert topology["type"] == "Topology"
    assert list(topology["objects"]) == OBJECTS
    assert topology["transform"]["scale"] == [1e-4, 1e-4]
    west, south, east, north = topology["bbox"]
    points = np.concatenate(arc_points(topology))
    assert np.allclose([*points.min(axis=0), *points.max(axis=0)], [west, south, east, north])
    for arc in topology["arcs"]:
        assert len(arc) >= 2
        assert all(step != [0, 0] for step in arc[1:])


def test_size(topology: dict[str, Any]) -> None:
    assert len(as_json(topology).encode()) <= 260_000


def test_same_input_same_topology(shipped: Borders, topology: dict[str, Any]) -> None:
    assert as_json(page_topology(shipped, focus=FOCUS)) == as_json(topology)
    again = read_borders(FILE)
    assert as_json(page_topology(again, focus=FOCUS)) == as_json(topology)


def test_borders_are_left_as_they_were(shipped: Borders) -> None:
    before = shapely.to_wkb(np.asarray(shipped.features.geometry))
    page_topology(shipped, focus=FOCUS)
    assert (shapely.to_wkb(np.asarray(shipped.features.geometry)) == before).all()


@pytest.mark.parametrize("name", ["countries", "regions", "held"])
@pytest.mark.parametrize("focus", [FOCUS, (20.0, 42.0, 60.0, 60.0), (100.0, 10.0, 120.0, 20.0)])
@pytest.mark.parametrize("coarse", [0.002, 0.008, 0.05])
def test_polygons_are_a_valid_coverage(
    shipped: Borders, focus: tuple[float, float, float, float], coarse: float, name: str
) -> None:
    drawn = shapes(page_topology(shipped, focus=focus, coarse=coarse), name)
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)


def test_countries_and_regions_keep_names_places_and_sizes(
    shipped: Borders, topology: dict[str, Any]
) -> None:
    for name, kind in (("countries", "country"), ("regions", "region")):
        stated = shipped.of_kind(kind)
        drawn = decode(topology, name)
        assert [p["name"] for p, _ in drawn] == stated["name"].tolist()
        assert [p["iso"] for p, _ in drawn] == stated["iso"].tolist()
        # a page has the words of one language
        assert {key for p, _ in drawn for key in p} == {"name", "iso"}
        for (_, shape), full in zip(drawn, stated.geometry, strict=True):
            assert len(shapely.get_parts(shape)) == len(shapely.get_parts(full))
            assert shape.symmetric_difference(full).area < 0.02 * full.area
            assert shape.hausdorff_distance(full) < 0.03


def test_points_are_points_of_the_file(shipped: Borders, topology: dict[str, Any]) -> None:
    known = np.round(shapely.get_coordinates(shipped.shapes("country", "region")) * 1e4)
    known = np.unique(known @ [1e7, 1])
    drawn = np.round(np.concatenate(arc_points(topology)) * 1e4) @ [1e7, 1]
    line = np.round(shapely.get_coordinates(shipped.shapes("line_of_contact")) * 1e4) @ [1e7, 1]
    assert np.isin(drawn, [*known, *line]).all()


def test_focus_is_finer_than_the_rest(shipped: Borders, topology: dict[str, Any]) -> None:
    box = shapely.box(*FOCUS)
    share = []
    for inside in (True, False):
        full, drawn = (
            np.concatenate([shapely.get_coordinates(shape) for shape in some])
            for some in (shipped.shapes("country"), shapes(topology, "countries"))
        )
        counts = [(shapely.intersects_xy(box, p) == inside).sum() for p in (full, drawn)]
        share.append(counts[1] / counts[0])
    assert share[0] > 0.95
    assert share[1] < 0.85


def test_arcs_are_shared_and_no_edge_is_in_two_of_them(topology: dict[str, Any]) -> None:
    steps = Counter(
        frozenset((tuple(a), tuple(b)))
        for arc in topology["arcs"]
        for points in [np.cumsum(arc, axis=0).tolist()]
        for a, b in pairwise(points)
    )
    assert set(steps.values()) == {1}


def test_each_edge_of_a_country_is_border_coast_or_edge_of_the_data(
    topology: dict[str, Any],
) -> None:
    countries = sum((edges_of(shape) for shape in shapes(topology, "countries")), Counter())
    borders = sum((edges_of(shape) for shape in shapes(topology, "borders")), Counter())
    coasts = sum((edges_of(shape) for shape in shapes(topology, "coast")), Counter())
    assert set(borders.values()) == set(coasts.values()) == {1}
    assert {edge for edge, count in countries.items() if count == 2} == set(borders)
    rest = {edge for edge, count in countries.items() if count == 1} - set(coasts)
    west, south, east, north = topology["bbox"]
    for edge in rest:
        (x1, y1), (x2, y2) = edge
        assert (x1 == x2 and x1 in (west, east)) or (y1 == y2 and y1 in (south, north))
    for edge in coasts:
        (x1, y1), (x2, y2) = edge
        assert not (x1 == x2 and x1 in (west, east))
        assert not (y1 == y2 and y1 in (south, north))


def test_borders_are_named_as_in_the_file(shipped: Borders, topology: dict[str, Any]) -> None:
    for name, kind in (("borders", "border"), ("coast", "coast")):
        stated = shipped.of_kind(kind).set_index("iso")
        drawn = {
            properties["iso"]: (properties, shape) for properties, shape in decode(topology, name)
        }
        assert sorted(drawn) == sorted(stated.index)
        for iso, (properties, shape) in drawn.items():
            assert properties["name"] == stated.loc[iso, "name"]
            assert shape.hausdorff_distance(stated.loc[iso, "geometry"]) < 0.03


def test_lines_are_as_long_as_can_be(topology: dict[str, Any]) -> None:
    """A dash pattern may not begin anew within a border, so each is one line where it can be."""
    drawn = {properties["iso"]: shape for properties, shape in decode(topology, "borders")}
    assert len(shapely.get_parts(drawn["RUS-UKR"])) == 1
    for shape in [*drawn.values(), *shapes(topology, "coast"), *shapes(topology, "lines")]:
        merged = shapely.line_merge(shape)
        assert len(shapely.get_parts(merged)) == len(shapely.get_parts(shape))


def test_region_borders_are_the_other_edges_of_regions(topology: dict[str, Any]) -> None:
    regions = sum((edges_of(shape) for shape in shapes(topology, "regions")), Counter())
    countries = sum((edges_of(shape) for shape in shapes(topology, "countries")), Counter())
    (inner,) = shapes(topology, "region_borders")
    drawn = edges_of(inner)
    assert set(drawn) == set(regions) - set(countries)
    assert set(drawn.values()) == {1}


def test_held_area_shares_its_edges_with_line_and_border(
    shipped: Borders, topology: dict[str, Any]
) -> None:
    ((properties, held),) = decode(topology, "held")
    assert properties == {"name": "Russian-backed forces", "country": "UKR"}
    lines = {
        properties["kind"]: (properties, shape) for properties, shape in decode(topology, "lines")
    }
    contact = edges_of(lines["line_of_contact"][1])
    border = {p["iso"]: edges_of(shape) for p, shape in decode(topology, "borders")}["RUS-UKR"]
    coast = {p["iso"]: edges_of(shape) for p, shape in decode(topology, "coast")}["UKR"]
    edges = edges_of(held)
    assert set(contact) <= set(edges)
    assert set(edges) <= set(contact) | set(border) | set(coast)
    full = held_areas(shipped).geometry.iloc[0]
    assert held.symmetric_difference(full).area < 0.02 * full.area


def test_lines_keep_their_properties(shipped: Borders, topology: dict[str, Any]) -> None:
    drawn = decode(topology, "lines")
    stated = shipped.of_kind("line_of_contact", "de_facto_line")
    assert [p["kind"] for p, _ in drawn] == stated["kind"].tolist()
    for (properties, shape), full in zip(drawn, stated.itertuples(), strict=True):
        for key in ("name", "name_uk", "country", "left", "right", "held", "accuracy_km", "note"):
            assert properties[key] == getattr(full, key)
        assert "iso" not in properties
        assert shape.hausdorff_distance(full.geometry) < 0.01


def test_line_that_stops_short_of_the_border() -> None:
    area = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0.5, 1.2), (0, 1)])
    line = {
        "kind": "line_of_contact",
        "name": "Line",
        "country": "AAA",
        "left": "North",
        "right": "South",
        "held": "left",
        "geometry": shapely.LineString([(0.02, 0.5), (0.5, 0.6), (0.98, 0.5)]),
    }
    topology = page_topology(make_borders(country("A", area), line), focus=(0, 0, 1, 1))
    (held,), (drawn,) = shapes(topology, "held"), shapes(topology, "lines")
    assert held.area == pytest.approx(0.55, abs=0.01)
    assert shapely.equals_exact(shapely.line_merge(drawn), line["geometry"], 1e-9)


@pytest.mark.parametrize("rows", [0, 1])
def test_files_with_little_in_them(rows: int) -> None:
    border = {"kind": "border", "name": "A – B", "geometry": shapely.LineString([(0, 0), (1, 1)])}
    some = [country("A", shapely.box(0, 0, 1, 1))][:rows]
    topology = page_topology(make_borders(border, *some), focus=(0, 0, 1, 1))
    assert list(topology["objects"]) == OBJECTS
    assert len(shapes(topology, "countries")) == rows
    as_json(topology)


def test_region_without_a_country_and_country_with_a_hole() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 3, 3).exterior, [shapely.box(1, 1, 2, 2).exterior])
    inner = country("B", shapely.box(1, 1, 2, 2))
    lone = {"kind": "region", "name": "Far", "geometry": shapely.box(8, 8, 9, 9)}
    topology = page_topology(make_borders(country("A", ring), inner, lone), focus=(0, 0, 9, 9))
    outer, island = shapes(topology, "countries")
    assert outer.equals(ring)
    assert island.equals(inner["geometry"])
    assert shapes(topology, "regions")[0].equals(lone["geometry"])
    ((properties, border),) = decode(topology, "borders")
    assert properties == {"name": "A – B", "iso": "AAA-BBB"}
    assert border.equals(shapely.boundary(island))


def test_polygons_that_overlap_are_drawn_all_the_same() -> None:
    rows = [country("A", shapely.box(0, 0, 2, 1)), country("B", shapely.box(1.5, 0, 3, 1))]
    regions = [
        {"kind": "region", "name": name, "geometry": shapely.box(west, 0, west + 1.2, 1)}
        for name, west in (("one", 0.0), ("two", 0.7))
    ]
    topology = page_topology(make_borders(*rows, *regions), focus=(0, 0, 3, 1))
    assert [shape.bounds for shape in shapes(topology, "countries")][1] == (1.5, 0, 3, 1)
    assert len(shapes(topology, "regions")) == 2


@settings(deadline=None, derandomize=True)
@given(
    st.integers(1, 5),
    st.integers(1, 5),
    st.lists(st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)), min_size=36, max_size=36),
)
def test_any_patchwork_keeps_its_edges(
    wide: int, high: int, shifts: list[tuple[float, float]]
) -> None:
    """Crooked squares: every inner edge is drawn once as a border, every outer one as a coast."""
    grid = np.array([[(x, y) for x in range(6)] for y in range(6)], dtype=float)
    # a millionth more than whole, so that no crooked edge runs along the edge of the data
    grid += np.round(np.reshape(shifts, (6, 6, 2)), 4)
    cells = [
        country(
            chr(65 + y * wide + x),
            shapely.Polygon([grid[y, x], grid[y, x + 1], grid[y + 1, x + 1], grid[y + 1, x]]),
        )
        for y in range(high)
        for x in range(wide)
    ]
    given_shapes = np.array([cell["geometry"] for cell in cells], dtype=object)
    topology = page_topology(make_borders(*cells), focus=(0, 0, 5, 5), fine=1e-9, coarse=1e-9)
    drawn = shapes(topology, "countries")
    assert shapely.equals_exact(drawn, given_shapes, 1e-4, normalize=True).all()
    pairs = wide * (high - 1) + high * (wide - 1)
    assert len(topology["objects"]["borders"]["geometries"]) == pairs
    edges = sum((edges_of(shape) for shape in shapes(topology, "borders")), Counter())
    assert len(edges) == pairs
