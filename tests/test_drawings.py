"""Drawings: by milsymbol.js, and those that were made with the package, which are the same."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import sys
import xml.etree.ElementTree as ET
from itertools import product
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from deploymap.problems import DeploymapError
from deploymap.symbols import draw as drawings
from deploymap.symbols.draw import (
    DRAW_JS,
    READY,
    SIZE_PX,
    Drawing,
    draw_symbols,
    read_milsymbol,
    read_ready,
    run_milsymbol,
)
from deploymap.symbols.resolve import resolve_symbols
from deploymap.symbols.vocabulary import read_vocabulary

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
WORDS = {table: [entry.key for entry in read_vocabulary()[table]] for table in read_vocabulary()}
TANK = "10061000001205000000"
OWN = "10061000009999990000"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    sys.path.insert(0, str(SCRIPTS))
    try:
        spec = importlib.util.spec_from_file_location("draw_symbols", SCRIPTS / "draw_symbols.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(SCRIPTS))


@pytest.fixture
def no_milsymbol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "MILSYMBOL", (Path("no") / "milsymbol.js",))


def codes_of(*choices: tuple[str, str, str, str]) -> list[str]:
    """Return the codes of kinds, echelons, sides and statuses."""
    names = ("kind", "echelon", "side", "status")
    units = pd.DataFrame(list(choices), columns=names).assign(line=2)
    return list(dict.fromkeys(resolve_symbols(units, {})[0]["sidc20"]))


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


def test_ready_drawings_are_those_of_milsymbol() -> None:
    kinds, echelons, sides, statuses = (
        WORDS[table] for table in ("kind", "echelon", "affiliation", "status")
    )
    sample = codes_of(
        *((kind, "brigade", "hostile", "") for kind in kinds),
        *((f"{kind} {flag}", "", "friend", "") for kind in kinds for flag in WORDS["flag"][:2]),
        *product(["tank"], ["", *echelons], sides, ["", *statuses]),
        *(("unknown to all", "", side, "") for side in sides),
    )
    ready = read_ready(sample, SIZE_PX)
    assert list(ready) == sample
    # as text, in which 24 and 24.0 differ
    drawn = run_milsymbol(sample, SIZE_PX)
    assert {sidc: repr(list(drawing)) for sidc, drawing in ready.items()} == {
        sidc: repr(list(drawing)) for sidc, drawing in drawn.items()
    }


def test_all_that_words_mean_is_ready(script: ModuleType) -> None:
    named = codes_of(
        *product(
            ["", *WORDS["kind"]],
            ["", *WORDS["echelon"]],
            ["", *WORDS["affiliation"]],
            ["", *WORDS["status"]],
        )
    )
    named += codes_of(
        *product(
            [f"{kind} {flag}" for kind in WORDS["kind"] for flag in WORDS["flag"][:2]],
            ["", *WORDS["echelon"]],
            WORDS["affiliation"],
            [""],
        )
    )
    listed = script.list_codes()
    assert len(listed) == len(set(listed))
    assert set(named) == set(listed)
    assert list(read_ready(listed, SIZE_PX)) == listed


def test_ready_drawings_are_of_this_milsymbol() -> None:
    head = json.loads(READY.read_bytes().partition(b"\n")[0])
    program = read_milsymbol() + DRAW_JS
    assert head["sha256"] == hashlib.sha256(program.encode()).hexdigest(), "install deploymap again"
    assert READY.stat().st_size < 500_000


def test_what_is_ready_needs_no_milsymbol(
    no_milsymbol: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dukpy", None)
    sidcs = codes_of(("tank", "brigade", "hostile", ""), ("airfield", "", "friend", "planned"))
    assert list(draw_symbols(sidcs)) == sidcs


def test_other_codes_are_drawn_beside_what_is_ready() -> None:
    sidcs = ["SFGPUCI---*****", TANK, OWN, "11061000001205000000", TANK[:-1], ""]
    assert list(read_ready(sidcs, SIZE_PX)) == [TANK]
    assert list(draw_symbols(sidcs)) == sidcs
    drawn = run_milsymbol(sidcs, SIZE_PX)
    assert draw_symbols(sidcs) == {sidc: Drawing(*drawn[sidc]) for sidc in sidcs}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n",
        b"[]\n",
        b"\xff\n",
        b'{"size_px": 30, "blocks": {"100600": [0, 9]}}\nxxxxxxxxx',
        b'{"size_px": 30, "blocks": {}, "pieces": []}',
        b'{"size_px": 30, "blocks": {"100600": 7}}\n',
        b'{"size_px": 30, "blocks": 7}\n',
    ],
)
def test_a_broken_file_is_as_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "symbols.bin"
    assert read_ready([TANK], SIZE_PX, path) == {}
    path.write_bytes(content)
    assert read_ready([TANK], SIZE_PX, path) == {}


def test_a_short_file_is_as_none(tmp_path: Path) -> None:
    path = tmp_path / "symbols.bin"
    for size in (100, 10_000, 100_000):
        path.write_bytes(READY.read_bytes()[:size])
        assert read_ready([TANK[:3] + "1" + TANK[4:]], SIZE_PX, path) == {}


def test_another_size_is_not_ready() -> None:
    assert read_ready([TANK], SIZE_PX + 1) == {}


def test_the_script_leaves_out_what_cannot_be_ready(script: ModuleType) -> None:
    svgs = {"a": "<g><b>1</b></g>", "ids": '<g><b id="clip-inline-0"></g>', "lines": "<g>\n</g>"}
    draw = "dukpy.sidcs.map(sidc => [svgs[sidc], dukpy.size])"
    given = {"milsymbol": f"var svgs = {json.dumps(svgs)}", "draw": draw, "size": 7}
    drawn = json.loads(script.run_node("draw.js", json.dumps({**given, "sidcs": list(svgs)})))
    assert drawn["drawings"] == {"a": [0, 1, 2, 3]}
    assert drawn["pieces"] == ["[7]", "<g>", "<b>1</b>", "</g>"]


def test_the_script_draws_what_it_is_given(script: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "symbols.bin"
    script.draw_ready(path, [TANK, OWN])
    ready = read_ready([OWN, TANK], SIZE_PX, path)
    assert list(ready) == [OWN, TANK]
    assert ready[TANK] == read_ready([TANK], SIZE_PX)[TANK]
    assert [drawing[-1] for drawing in ready.values()] == [False, True]


def test_the_script_tells_why_it_fails(script: ModuleType) -> None:
    given = {"milsymbol": "", "draw": "noSuchThing()", "sidcs": ["a"], "size": 7}
    with pytest.raises(RuntimeError, match=r"draw\.js failed:[^$]*noSuchThing"):
        script.run_node("draw.js", json.dumps(given))


def test_ids_of_two_symbols_differ() -> None:
    svg = '<clipPath id="clip-inline-0"/><path clip-path="url(#clip-inline-0)"/>'
    assert drawings.own_ids(svg, "S*G") == svg.replace("inline", "S-G")


def test_missing_milsymbol(no_milsymbol: None) -> None:
    with pytest.raises(DeploymapError, match=r"milsymbol\.js is missing; install deploymap again"):
        draw_symbols([OWN])


def test_drawing_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Drawing("", 1, 1, 0, 0).svg = "x"  # type: ignore[misc]
