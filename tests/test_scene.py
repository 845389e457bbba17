"""The Scene: what is in the page is in it, and its JSON can stand in a page."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.chain import build_scene
from deploymap.page.circles import round_below, scale_circles
from deploymap.page.payload import escape_script, plain, write_payload
from deploymap.page.scene import (
    Scene,
    group_sites,
    says_count,
    style_sides,
    unit_labels,
)
from deploymap.settings.config import Config, Side, read_config


@pytest.fixture(scope="module")
def scene(root: Path) -> Scene:
    return build_scene(read_config(root))[0]


def units_of(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_the_payload_has_every_field_of_the_scene_and_no_other(scene: Scene) -> None:
    names = {field.name for field in dataclasses.fields(Scene)}
    # a map on which nothing is drawn besides has no fields of it
    names -= {"overlays", "layers"}
    # and one of one date has its rows alone, which are the newest, called units
    names -= {"rows", "newest", "times"}
    # where nothing is hardly to be believed that is not said
    names -= {"doubtful"}
    # one of a region has no grid, and none has what its settings do not ask for
    names -= {"grid", "image", "tiles", "editable"}
    names |= {name for name, value in vars(Scene).items() if isinstance(value, property)}
    assert set(json.loads(write_payload(scene).text)) == names
    # many units are packed in place of being tables
    packed = json.loads(write_payload(scene, packed_from=0).text)
    assert set(packed) - {"packed"} == names - {"units", "extra", "sites"}
    assert set(packed["packed"]) == {"arcs", "units", "extra"}


def test_every_unit_is_in_the_payload_with_all_that_its_row_says(scene: Scene) -> None:
    units = json.loads(write_payload(scene).text)["units"]
    assert units["id"] == [f"U{number}" for number in range(1, 9)]
    assert units["count"][2] == 2
    assert "troops" not in units, "no number is made up where the sheet has none"
    for name in ("name", "side", "kind", "place", "lat", "lon", "source", "confidence", "note"):
        assert None not in units[name]


def test_own_columns_go_into_the_payload_apart(scene: Scene) -> None:
    own = dataclasses.replace(scene, rows=scene.rows.assign(commander="Ö", line=range(8)))
    payload = json.loads(write_payload(own).text)
    assert payload["extra"] == {"commander": ["Ö"] * 8}


def test_units_at_one_position_are_one_site() -> None:
    units = units_of(lat=[1.0, 2.0, 1.0], lon=[5.0, 5.0, 5.0], place=[None, "B", "A"])
    sites, number = group_sites(units)
    assert number.tolist() == [0, 1, 0]
    assert sites["place"].tolist() == ["A", "B"]


@pytest.mark.parametrize(
    ("name", "count", "label"),
    [
        ("Two tank units", 2, "Two tank units"),
        ("2 tank units", 2, "2 tank units"),
        ("Tank battalion", 3, "Tank battalion ×\u202f3"),
        ("102nd brigade", 2, "102nd brigade ×\u202f2"),
        ("Tank battalion", 1, "Tank battalion"),
        ("Tank battalion", None, "Tank battalion"),
    ],
)
def test_a_label_says_the_count_once(name: str, count: int | None, label: str) -> None:
    units = units_of(name=[name], count=pd.array([count], dtype="Int64"))
    assert unit_labels(units).tolist() == [label]


def test_a_number_word_counts_only_as_a_whole_word() -> None:
    assert says_count("Ten units", 10)
    assert not says_count("Tenth army", 10)
    assert not says_count("Many units", 40)


def test_sides_keep_their_colours_and_the_rest_have_the_palette() -> None:
    config = Config(Path(), Path(), Path(), sides={"Red": Side("Red", color="#ff0000")})
    red, other, third, none = style_sides(pd.Series(["Red", "Other", None, "Third"]), config)
    assert (red.color, red.color_dark) == ("#ff0000", "#ff0000")
    assert other.color != third.color
    assert none.name == ""


def test_the_circle_legend_has_the_reference_and_a_round_number_near_the_largest() -> None:
    config = Config(Path(), Path(), Path())
    table = units_of(lat=[1.0, None], troops=[32_000, 175_000], troops_min=[None] * 2,
                     troops_max=[None] * 2)  # fmt: skip
    assert scale_circles(config, [table]).legend == (30_000, 10_000)
    assert scale_circles(config, [table.iloc[1:]]).legend == ()


@pytest.mark.parametrize(
    ("largest", "legend"),
    [(450, (200,)), (2_499, (2_000, 1_000)), (2_500, (2_000,)),
     (3_900, (3_000,)), (8_000, (10_000,)), (100_000, (100_000, 10_000)),
     (2_000_000, (2_000_000, 1_000_000))],
)  # fmt: skip
def test_circles_of_a_skirmish_are_seen_and_those_of_a_world_war_leave_room(
    largest: int, legend: tuple[int, ...]
) -> None:
    table = units_of(lat=[1.0], troops=[largest], troops_min=[None], troops_max=[None])
    assert scale_circles(Config(Path(), Path(), Path()), [table]).legend == legend


@given(st.floats(1, 1e9))
def test_a_round_number_is_below_and_more_than_half(number: float) -> None:
    assert number / 2 < round_below(number) <= number


@given(st.text())
def test_text_in_a_script_stays_what_it_is_and_cannot_end_it(text: str) -> None:
    escaped = escape_script(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(escaped) == {"a": text}
    assert not set("<>&\u2028\u2029") & set(escaped)


def test_a_blank_is_null_and_never_0() -> None:
    assert [plain(value) for value in (None, pd.NA, float("nan"))] == [None, None, None]
    assert plain(0.0) == 0
    assert plain(2.5) == 2.5
