"""What stands on the ground in a browser: names of rivers, lakes and towns."""

from __future__ import annotations

import pytest

# a river, a lake, towns and circles of troops around Lake Victoria
LAKES = """name,side,lat,lon,kind,troops
A,UN,0.3,32.6,infantry,9000
B,UN,-1.3,36.8,infantry,
C,UN,-2.5,32.9,tank,400
D,UN,-1.9,30.1,infantry,20000
E,UN,0.9,33.1,infantry,
"""
BOXES = """() => {
  const box = (one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const told = (one) => ({ text: one.textContent, box: box(one) });
  const all = (wanted) => [...document.querySelectorAll(wanted)].map(told);
  return {
    map: box(document.querySelector(".leaflet-container")),
    ground: all(".dm-label-river, .dm-label-lake, .dm-label-town"),
    rivers: all(".dm-label-river").length,
    lakes: all(".dm-label-lake").length,
    units: all(".dm-stack, .dm-label-place, .dm-label-figure, .dm-label-close"),
  };
}"""


@pytest.mark.parametrize("width", [1280, 375])
def test_names_of_the_ground_are_whole_and_cover_nothing(make_page, open_page, width: int) -> None:
    with open_page(make_page(units=LAKES), width=width) as page:
        found = page.evaluate(BOXES)
    # beyond the view stands what a reader sees who moves the map
    ground = [one for one in found["ground"] if meets(one["box"], found["map"])]
    others = [one["box"] for one in found["units"]]
    assert len(ground) > (4 if width == 1280 else 0)
    assert found["rivers"] or width < 600
    assert len(others) > 5
    for one in ground:
        assert within(one["box"], found["map"]), one
        assert not any(meets(one["box"], other) for other in others), one
        others.append(one["box"])
    if width == 1280:
        assert "Lake Victoria" in [one["text"] for one in ground]


def meets(one: list[float], other: list[float]) -> bool:
    """Return whether two boxes (left, top, right, bottom) share more than an edge."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


def within(one: list[float], other: list[float]) -> bool:
    """Return whether a box (left, top, right, bottom) is in another."""
    return all(a >= b for a, b in zip(one[:2], other[:2], strict=True)) and all(
        a <= b for a, b in zip(one[2:], other[2:], strict=True)
    )
