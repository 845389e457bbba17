"""Rows without a position: units of the page that are not on the map."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import drawn
from deploymap.chain import build_scene
from deploymap.page.payload import write_payload
from deploymap.problems import DataError
from deploymap.settings.config import override_config, read_config

FEW_UNITS = """\
id,name,lat,lon,place,troops
a,Alpha,48.5,39.3,,100
b,Bravo,,,,4000
c,Charlie,48.7,39.1,,200
d,Delta,n/a,unknown,,
"""


def scene_of(folder: Path, units: str, name: str = "units.csv"):
    (folder / name).write_text(units, encoding="utf-8")
    return build_scene(read_config(folder))


def many_units(count: int) -> str:
    rows = ["id,name,lat,lon,troops"]
    for number in range(count):
        place = "," if number % 500 == 7 else f"{47 + number % 40 / 10},{35 + number % 70 / 10}"
        rows.append(f"g{number},Unit {number},{place},100")
    return "\n".join(rows)


def test_they_are_told_of_once_with_their_lines(tmp_path: Path) -> None:
    scene, problems = scene_of(tmp_path, FEW_UNITS)
    told = [problem for problem in problems if problem.code == "no-position"]
    assert [str(problem) for problem in told] == [
        "notice: units.csv:3: lat: 2 of 4 rows have no position (lines 3, 5); the page lists them "
        "beside the map; fill in lat and lon, or a place that deploymap knows"
    ]
    assert (scene.unplaced, len(scene.units)) == (2, 4)
    assert scene.units["border_km"].isna().tolist() == [False, True, False, True]


def test_they_change_nothing_about_the_others(tmp_path: Path) -> None:
    scene, _ = scene_of(tmp_path, FEW_UNITS)
    kept = "\n".join(line for line in FEW_UNITS.splitlines() if line[0] not in "bd")
    other, _ = scene_of(tmp_path, kept)
    assert scene.view == other.view
    assert scene.circles == other.circles
    assert '"site": [0,null,1,null]' in write_payload(scene).text


def test_one_that_cannot_be_read_stays_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        scene_of(tmp_path, "name,lat,lon,place\nA,48,39,\nB,,,Nowhereville\nC,48,\nD,94,39,\n")
    codes = [p.code for p in raised.value.problems if p.severity == "error"]
    assert codes == ["place-unknown", "no-position", "position-swapped"]


def test_a_sheet_in_which_no_row_has_a_position_makes_no_map(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the row has no position"):
        scene_of(tmp_path, "name,lat,lon\nA,,\nB,,\n")


def test_a_file_of_features_is_no_different(tmp_path: Path) -> None:
    point = '{"type":"Point","coordinates":[39.3,48.5]}'
    features = ",".join(
        f'{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{geometry}}}'
        for name, geometry in (("Alpha", point), ("Bravo", "null"))
    )
    text = f'{{"type":"FeatureCollection","features":[{features}]}}'
    scene, problems = scene_of(tmp_path, text, "units.geojson")
    assert (scene.unplaced, scene.left_out.rows) == (1, 0)
    assert [p.severity for p in problems if p.code == "no-position"] == ["notice"]


def test_units_of_a_scenario_that_never_stood_anywhere_stay_and_others_leave(tmp_path) -> None:
    here, gone = {"t": "2022-01-01", "location": [39, 48]}, {"t": "2022-01-02", "location": None}
    units = [
        {"id": name, "name": name, "sidc": "10031000161211000000", "state": states}
        for name, states in (("Here", [here]), ("Gone", [here, gone]), ("Never", []))
    ]
    side = {"name": "Blue", "standardIdentity": "3", "subUnits": units}
    (tmp_path / "s.json").write_text(json.dumps({"type": "ORBAT-mapper", "sides": [side]}))
    scene, _ = build_scene(override_config(read_config(tmp_path), units=tmp_path / "s.json"))
    assert scene.units["name"].tolist() == ["Here", "Never"]
    assert (scene.unplaced, scene.left_out.reasons) == (1, (("taken-off", 1),))


def test_of_many_lines_the_first_are_named(tmp_path: Path) -> None:
    rows = "".join(f"U{number},,\n" for number in range(30))
    _, problems = scene_of(tmp_path, f"name,lat,lon\nA,48,39\n{rows}")
    (told,) = [problem for problem in problems if problem.code == "no-position"]
    assert "30 of 31 rows have no position (lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 20 more)" in (
        told.message
    )


def test_the_page_counts_lists_and_shows_them(make_page, open_page) -> None:
    with open_page(make_page(units=FEW_UNITS), width=1280) as page:
        foot = page.get_by_role("contentinfo")
        assert "2 of 4 units have no position" in foot.inner_text()
        assert page.locator("[data-unit]").count() == 2
        page.get_by_text("All units (4)").click()
        group = page.get_by_role("heading", name="Without a position (2)")
        group.wait_for()
        before = page.evaluate("deploymap.map.getCenter().lat")
        page.get_by_role("button", name="Bravo").click()
        panel = page.get_by_role("complementary", name="Bravo")
        assert re.search(r"Position\s+not stated", panel.inner_text())
        assert page.evaluate("deploymap.map.getCenter().lat") == before


def test_a_page_of_many_units_counts_lists_and_shows_them(make_page, open_page) -> None:
    with open_page(make_page(units=many_units(2500)), width=1280) as page:
        drawn(page)
        assert "5 of 2,500 units have no position" in page.get_by_role("contentinfo").inner_text()
        extent = page.evaluate("deploymap.map.options.maxBounds.toBBoxString()")
        assert all(abs(float(number)) <= 180 for number in extent.split(","))
        page.get_by_text("All units (2,500)").click()
        page.get_by_role("searchbox").fill("Unit 1507")
        page.get_by_text("1 of 2,500 units").wait_for()
        entry = page.locator(".dm-rows").get_by_role("listitem").filter(has_text="Unit 1507")
        assert "no position" in entry.inner_text()
        entry.get_by_role("button").click()
        panel = page.get_by_role("complementary", name="Unit 1507")
        assert re.search(r"Position\s+not stated", panel.inner_text())


def test_a_page_on_which_no_unit_has_a_position_opens(make_page, open_page) -> None:
    page_path = make_page(units="name,lat,lon,date,id\nA,48,39,2021,a\nA,,,2022,a\n")
    with open_page(page_path, width=1280) as page:
        drawn(page)
        # at each date of the bar it is another number, and the list says it
        page.get_by_text("All units (1)", exact=True).click()
        page.get_by_text("Without a position (1)", exact=True).wait_for()
