"""Maps whose units stand on both sides of 180 degrees, or at a pole."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import drawn
from deploymap.page.meridian import edge_of, fit_turn, turn_box, unroll
from deploymap.settings.values import read_view

lons = st.lists(st.floats(-180, 180), min_size=1, max_size=30)

# what a page of Chukotka shows: its land goes over 180 degrees, with a gap to the next
LAND = {
    "Russia": [(30, 50, 180, 70), (-180, 64, -172, 69)],
    "Alaska": [(-168, 55, -140, 71)],
    "Greenwich": [(-5, 45, 5, 60)],
}
UNITS = "name,lat,lon,side,kind\nA,66.5,179.5,Red,infantry\nB,66.4,-179.4,Red,tank\n"

PATHS = """
() => [...document.querySelectorAll('path.dm-land')].map(e => {
  const {left, right} = e.getBoundingClientRect();
  return [left, right];
})
"""
AT = "lon => deploymap.map.latLngToContainerPoint([66, lon]).x"


def land() -> str:
    def ring(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
        return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]

    features = [
        {
            "type": "Feature",
            "properties": {"kind": "country", "name": name, "iso": name[:3].upper()},
            "geometry": {"type": "MultiPolygon", "coordinates": [ring(*box) for box in boxes]},
        }
        for name, boxes in LAND.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@given(lons)
def test_longitudes_stay_what_they_are_and_span_less(values: list[float]) -> None:
    lon = np.array(values)
    turned = unroll(lon)
    assert np.allclose((turned - lon) % 360 % 360, 0)
    assert np.ptp(turned) <= np.ptp(lon)
    if np.ptp(lon) <= 180:
        assert (turned == lon).all()


@example(1.984375, 359.99999999999994)
@given(st.floats(-360, 360), st.floats(0, 720))
def test_a_view_begins_on_the_usual_turn(west: float, wide: float) -> None:
    low, high = fit_turn(west, west + wide)
    assert -180 <= low <= 180
    assert 0 <= high - low <= 360
    edge = edge_of((low, 0, high, 1))
    assert edge <= low
    assert high <= edge + 360 + 1e-3


def test_a_map_of_the_whole_world_stays_as_it_is() -> None:
    lon = np.array([-120.0, -70.0, 0.0, 40.0, 100.0, 150.0])
    assert (unroll(lon) == lon).all()


def test_a_narrow_view_is_on_the_same_turn() -> None:
    edge = edge_of((170, 50, 190, 70))
    assert turn_box((-179, 50, -175, 70), edge) == (181, 50, 185, 70)
    assert turn_box((-179, 50, -175, 70), -180) == (-179, 50, -175, 70)


@pytest.mark.parametrize("view", [[170, 50, -160, 70], [170, 50, 200, 70]])
def test_a_view_of_the_settings_may_go_over_180(view: list[float]) -> None:
    assert read_view(view) == (170, 50, 200, 70)


@pytest.mark.parametrize("view", [[42, 45, 32, 51], [190, 50, 200, 70], [-180, 50, 190, 70]])
def test_a_view_that_is_a_slip_is_none(view: list[float]) -> None:
    with pytest.raises(ValueError, match="is no view"):
        read_view(view)


@pytest.mark.parametrize("width", [1280, 375])
def test_units_on_both_sides_are_one_view_with_their_land(make_page, open_page, width) -> None:
    with open_page(make_page(units=UNITS, borders=land()), width=width) as page:
        assert page.evaluate("deploymap.map.getBounds().getEast()") < 185
        a, b = (page.locator(f"[data-unit={name}]").bounding_box() for name in ("row2", "row3"))
        assert a["x"] < b["x"] < a["x"] + width / 2
        # there is land where they are, on either side
        west, east = page.evaluate(AT, 179), page.evaluate(AT, 181)
        left = page.locator(".dm-stage").bounding_box()["x"]
        shapes = page.evaluate(PATHS)
        assert any(low <= left + west <= high for low, high in shapes)
        assert any(low <= left + east <= high for low, high in shapes)
        # what is known of a unit is as the sheet has it
        assert page.evaluate("deploymap.unit('row3').lon") == -179.4
        page.evaluate("deploymap.select('row3')")
        assert page.get_by_text("66.4000° N, 179.4000° W").is_visible()
        page.evaluate("location.hash = '#1&unit=row3&show=table'")
        page.get_by_role("cell", name="-179.4", exact=True).wait_for()
        page.get_by_role("button", name="Close").last.click()
        page.evaluate("location.hash = '#1'")
        page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("button", name="Back to the first view").click()
        assert page.evaluate("deploymap.map.getBounds().getEast()") < 185


def test_a_crowd_on_both_sides_is_one_view(make_page, open_page) -> None:
    chance = random.Random(5)
    rows = []
    for number in range(2600):
        lon = (chance.uniform(176, 184) + 180) % 360 - 180
        rows.append(f"U{number},{chance.uniform(60, 68):.4f},{lon:.4f},Red,100")
    units = "name,lat,lon,side,troops\n" + "\n".join(rows)
    with open_page(make_page(units=units, borders=land())) as page:
        drawn(page)
        page.locator("canvas.dm-crowd").wait_for()
        assert page.get_by_text("2,600 units in view").is_visible()
        east, west = page.evaluate(
            "[deploymap.map.getBounds().getEast(), deploymap.map.getBounds().getWest()]"
        )
        assert east - west < 60
        row = next(n for n, text in enumerate(rows) if ",-17" in text)
        assert page.evaluate(f"deploymap.unit('row{row + 2}').lon") < 0


@pytest.mark.parametrize("lat", [90, -90, 84.9])
def test_a_symbol_at_a_pole_is_not_cut_off(make_page, open_page, lat) -> None:
    units = f"name,lat,lon\nPole,{lat},0\nOther,{lat / 1.1:.1f},20\n"
    with open_page(make_page(units=units)) as page:
        stage = page.locator(".dm-stage").bounding_box()
        for symbol in page.locator(".dm-unit").all():
            box = symbol.bounding_box()
            assert box["y"] >= stage["y"]
            assert box["y"] + box["height"] <= stage["y"] + stage["height"]
