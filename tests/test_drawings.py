"""Drawings of symbol codes by milsymbol.js."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest

from deploymap import drawings
from deploymap.drawings import Drawing, draw_symbols
from deploymap.errors import DeploymapError


def test_drawings() -> None:
    sidcs = ["10061000001205000000", "SFGPUCI---*****", "10061002250000000000"]
    drawings = draw_symbols([*sidcs, sidcs[0]], size_px=20)
    assert list(drawings) == sidcs
    assert drawings == draw_symbols(sidcs, size_px=20)
    for drawing in drawings.values():
        box = ET.fromstring(drawing.svg)
        assert math.isclose(float(box.attrib["width"]), drawing.width, abs_tol=1e-3)
        assert math.isclose(float(box.attrib["height"]), drawing.height, abs_tol=1e-3)
        assert 0 < drawing.x < drawing.width
        assert 0 < drawing.y < drawing.height
    staff = drawings[sidcs[2]]
    assert staff.y < staff.height / 2, "the centre is that of the frame, not the foot of the staff"
    assert draw_symbols(sidcs[:1], size_px=40)[sidcs[0]].width == 2 * drawings[sidcs[0]].width


def test_ids_of_two_symbols_differ() -> None:
    svg = '<clipPath id="clip-inline-0"/><path clip-path="url(#clip-inline-0)"/>'
    assert drawings.own_ids(svg, "S*G") == svg.replace("inline", "S-G")


def test_missing_milsymbol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "MILSYMBOL", (drawings.HERE / "no" / "milsymbol.js",))
    with pytest.raises(DeploymapError, match=r"milsymbol\.js is missing; install deploymap again"):
        draw_symbols(["10031000001205000000"])


def test_drawing_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Drawing("", 1, 1, 0, 0).svg = "x"  # type: ignore[misc]
