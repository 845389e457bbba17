"""The first view: around nine tenths of what there is where a few units are very far away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import deploymap
from deploymap.chain import build_scene
from deploymap.inspection.firstview import find_outliers, first_view
from deploymap.inspection.viewing import is_outside
from deploymap.settings.config import read_config

NO_NOTES = pd.DataFrame({"type": [], "lat": [], "lon": []})
AROUND_KHARKIV = [f"Unit {n},{49 + n / 40},{35 + n % 7 / 5}" for n in range(30)]

coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def units_at(places: list[tuple[float, float]]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["lat", "lon"], dtype=float)


def write_units(folder: Path, rows: list[str]) -> Path:
    text = "\n".join(["name,lat,lon", *rows]) + "\n"
    (folder / "units.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_first_view_holds_all_units() -> None:
    units = units_at([(10.0, 30.0), (20.0, 50.0)])
    west, south, east, north = first_view(units, NO_NOTES)
    assert west < 30 < 50 < east
    assert south < 10 < 20 < north


@given(st.lists(coordinates, min_size=1, max_size=60))
def test_nine_tenths_are_in_the_view_wherever_units_are(places: list[tuple[float, float]]) -> None:
    units = units_at(places)
    view = first_view(units, NO_NOTES)
    assert is_outside(view, units).sum() <= len(units) // 10


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=9, max_size=60),
    st.floats(-60, 60),
    st.floats(-180, 180),
    coordinates,
)
def test_one_unit_at_the_other_end_of_the_world_changes_no_view(
    near: list[tuple[float, float]], lat: float, lon: float, far: tuple[float, float]
) -> None:
    rest = units_at([(lat + north, (lon + east + 180) % 360 - 180) for north, east in near])
    with_far = pd.concat([rest, units_at([far])], ignore_index=True)
    assume(find_outliers(with_far[["lat", "lon"]].to_numpy()).any())
    assert first_view(with_far, NO_NOTES) == first_view(rest, NO_NOTES)


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=9, max_size=60),
    st.floats(-60, 60),
    st.floats(-180, 180),
)
def test_beyond_a_third_of_the_globe_a_unit_is_far_from_a_cluster(
    near: list[tuple[float, float]], lat: float, lon: float
) -> None:
    places = [(lat + north, lon + east) for north, east in near]
    far = find_outliers(np.array([*places, (-lat, lon + 180)], dtype=float))
    assert far.tolist() == [False] * len(places) + [True]


@given(st.lists(coordinates, min_size=1, max_size=9))
def test_of_few_units_none_is_left_out(places: list[tuple[float, float]]) -> None:
    assert not find_outliers(np.array(places)).any()


@pytest.mark.parametrize(("places", "is_near"), [(1, False), (2, False), (3, True)])
def test_rows_at_one_place_are_one_place(places: int, is_near: bool) -> None:
    rows = [(50.0 + row % places / 100, 30.0 + row % places / 100) for row in range(60)]
    west, south, east, north = first_view(pd.DataFrame(rows, columns=["lat", "lon"]), NO_NOTES)
    assert (north - south < 1) == (east - west < 1) == is_near


def test_a_natural_spread_has_no_outliers() -> None:
    chance = np.random.default_rng(7)
    for size in (20, 200, 2_000):
        assert not find_outliers(chance.normal([50, 30], [3, 8], (size, 2))).any()
        assert not find_outliers(chance.uniform([40, 20], [60, 60], (size, 2))).any()
    # a tenth is in one other region, and no more than a drive away
    assert not find_outliers(np.array([(50.0, 30.0)] * 45 + [(55.0, 37.0)] * 5)).any()


def test_units_without_a_position_are_not_counted() -> None:
    places = np.array([(50.0, 30.0)] * 9 + [(np.nan, np.nan)] * 40 + [(-33.0, 151.0)])
    assert find_outliers(places).tolist() == [False] * 49 + [True]


def test_a_notice_names_the_units_that_the_view_leaves_out(tmp_path: Path) -> None:
    rows = [*AROUND_KHARKIV, "Typo,49.9,-36.2", "Embassy guard,-35.3,149.1", "Nowhere,,"]
    scene, problems = build_scene(read_config(write_units(tmp_path, rows)))
    (notice,) = [problem for problem in problems if problem.code == "view-outliers"]
    assert str(notice) == (
        "notice: units.csv: lat: 2 of 33 units lie far from all the rest, outside the first view: "
        "Typo (line 32), Embassy guard (line 33); check the positions; another view is `view` in "
        "deploymap.toml"
    )
    assert notice.also == (32, 33)
    assert is_outside(scene.view, scene.units).sum() == 2
    alone = tmp_path / "alone"
    alone.mkdir()
    assert scene.view == build_scene(read_config(write_units(alone, AROUND_KHARKIV)))[0].view


def test_a_view_of_the_settings_wins(tmp_path: Path) -> None:
    write_units(tmp_path, [*AROUND_KHARKIV, "Embassy guard,-35.3,149.1"])
    (tmp_path / "deploymap.toml").write_text("view = [-180, -60, 180, 80]\n", encoding="utf-8")
    scene, problems = build_scene(read_config(tmp_path))
    assert scene.view == (-180, -60, 180, 80)
    assert "view-outliers" not in {problem.code for problem in problems}


def test_figures_count_as_units_do(tmp_path: Path) -> None:
    write_units(tmp_path, AROUND_KHARKIV)
    (tmp_path / "annotations.csv").write_text(
        "type,text,lat,lon,troops\nfigure,In the north,50,36,500\nfigure,A slip,-50,36,500\n",
        encoding="utf-8",
    )
    scene, problems = build_scene(read_config(tmp_path))
    (notice,) = [problem for problem in problems if problem.code == "view-outliers"]
    assert notice.place == "annotations.csv"
    assert notice.message.startswith("1 of 2 figures lies far")
    assert scene.view[1] > 0


@pytest.mark.parametrize("further", [0, 2_000])
def test_the_page_says_that_units_are_outside_and_leads_to_them(
    tmp_path: Path, open_page, further: int
) -> None:
    more = [f"More {n},{49 + n % 50 / 50},{35 + n // 50 / 50}" for n in range(further)]
    write_units(tmp_path, [*AROUND_KHARKIV, *more, "Embassy guard,-35.3,149.1"])
    page = tmp_path / "map.html"
    page.write_text(deploymap.build(tmp_path).to_html(), encoding="utf-8")
    with open_page(page) as opened:
        assert opened.get_by_text("1 unit lies outside the first view.").is_visible()
        opened.get_by_text("Show all", exact=True).click()
        opened.wait_for_function("deploymap.map.getBounds().contains([-35.3, 149.1])")
