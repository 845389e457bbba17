"""No two sides look the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.inspection.viewing import check_sides
from deploymap.page.colors import NEAR, PALETTE, as_hex, as_lab, as_light, further_colors, gap
from deploymap.page.scene import SideStyle, style_sides
from deploymap.problems import Problem
from deploymap.settings.config import Config, Side

COLORS = st.one_of(
    st.sampled_from([color for pair in PALETTE for color in pair]),
    st.from_regex(r"#[0-9a-f]{6}", fullmatch=True),
    st.from_regex(r"#[0-9a-f]{3}", fullmatch=True),
)


def styles(sides: dict[str, str | None], *, blank: bool = False) -> tuple[SideStyle, ...]:
    own = {name: Side(name, color=color) for name, color in sides.items()}
    config = Config(Path(), Path(), Path(), sides=own)
    return style_sides(pd.Series([*sides, *([None] if blank else [])], dtype=object), config)


def pair(style: SideStyle) -> tuple[str, str]:
    return style.color, style.color_dark


@given(
    st.dictionaries(st.text(min_size=1, max_size=4), st.none() | COLORS, max_size=14), st.booleans()
)
def test_two_sides_never_look_the_same(sides: dict[str, str | None], blank: bool) -> None:
    found = styles(sides, blank=blank)
    assert [style.name for style in found] == [*sides, *([""] if blank else [])]
    for one, other in combinations(found, 2):
        assert gap(pair(one), pair(other)) >= NEAR or one.form != other.form
        # units without a side have a grey of their own, as if it were configured
        own = sides.get(one.name, ""), sides.get(other.name, "")
        if None in own:
            assert gap(pair(one), pair(other)) >= NEAR


@pytest.mark.parametrize("count", [1, 6, 7, 12, 30, 100, 5000])
def test_there_are_colours_for_any_number_of_sides(count: int) -> None:
    found = styles({f"Side {number}": None for number in range(count)})
    looks = [(style.color, style.color_dark, style.form) for style in found]
    assert [pair(style) for style in found[:6]] == list(PALETTE[:count])
    assert len(set(looks[:100])) == min(count, 100)


def test_further_colours_can_be_written_on() -> None:
    def contrast(color: str, other: str) -> float:
        lights = sorted(brightness(c) + 0.05 for c in (color, other))
        return lights[1] / lights[0]

    def brightness(color: str) -> float:
        red, green, blue = (as_light(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for light, dark in (*PALETTE, *further_colors()):
        assert contrast(light, "#ffffff") >= 4.5
        assert contrast(dark, "#101113") >= 4.5


def test_colours_go_to_oklab_and_back() -> None:
    # the reference values of https://bottosson.github.io/posts/oklab/
    assert as_lab("#ffffff") == pytest.approx((1, 0, 0), abs=1e-3)
    assert as_lab("#f00") == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)
    assert as_hex(0.7, 0, 0) == "#9e9e9e"


@pytest.mark.parametrize(
    ("colors", "count"),
    [("#0063a0 #0063a0", 1), ("#0063a0 #0064a1", 1), ("#0063a0 #b24600", 0), ("#00f #0000ff", 1)],
)
def test_sides_of_one_colour_are_warned_of(
    tmp_path: Path, colors: str, count: int, problems_of: Callable[..., list[Problem]]
) -> None:
    one, other = colors.split()
    text = f'[sides."A"]\ncolor = "{one}"\n\n[sides."B"]\ncolor = "{other}"\n'
    found = [p for p in problems_of(tmp_path, text) if p.code == "side-colors"]
    assert [(p.line, p.severity) for p in found] == [(5, "warning")] * count


@pytest.fixture
def problems_of() -> Callable[..., list[Problem]]:
    from deploymap.settings.config import read_config

    def find(folder: Path, settings: str) -> list[Problem]:
        (folder / "deploymap.toml").write_text(settings, encoding="utf-8")
        (folder / "units.csv").write_text("name,lat,lon\nX,50,30\n", encoding="utf-8")
        return check_sides(read_config(folder), pd.DataFrame({"side": ["A", "B", None]}))

    return find


@pytest.mark.parametrize("order", [*permutations(["Red", "blue", "GREEN", "Front"])])
def test_a_side_called_after_a_colour_has_it_whichever_comes_first(order: tuple[str, ...]) -> None:
    found = {style.name: pair(style) for style in styles(dict.fromkeys(order))}
    assert list(found) == list(order)
    assert [found[name] for name in ("blue", "Red", "GREEN", "Front")] == list(PALETTE[:4])


def test_no_side_takes_the_colour_that_another_is_called_after() -> None:
    orange, blue = styles({"Orange": None, "Blue": None})
    assert (pair(orange), pair(blue)) == (PALETTE[1], PALETTE[0])
    # what the settings say goes first
    own, other = styles({"Blue": PALETTE[2][0], "Reds": None})
    assert own.color == PALETTE[2][0]
    assert pair(other) == PALETTE[0]
