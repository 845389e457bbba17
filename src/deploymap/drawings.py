"""Symbol codes -> drawings, by milsymbol.js (https://github.com/spatialillusions/milsymbol)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploymap.errors import DeploymapError

HERE = Path(__file__).parent
# the second place is for a checkout in which the package was not built yet
MILSYMBOL = (
    HERE / "static" / "milsymbol.js",
    HERE.parents[1] / "web" / "node_modules" / "milsymbol" / "dist" / "milsymbol.js",
)
DRAW_JS = """
;dukpy.sidcs.map(function (sidc) {
  var symbol = new ms.Symbol(sidc, {size: dukpy.size});
  var centre = symbol.getOctagonAnchor();
  var box = [symbol.width, symbol.height, centre.x, centre.y].map(function (length) {
    return Math.round(length * 1000) / 1000;
  });
  return [symbol.asSVG()].concat(box, [symbol.isValid()]);
});
"""
SIZE_PX = 30.0


@dataclass(frozen=True)
class Drawing:
    """One symbol as SVG text; `width`, `height` and the centre `x`, `y` (from top left) in px.

    `valid` is False where milsymbol knows no icon for the code's entity or modifiers; it then draws
    a question mark.
    """

    svg: str
    width: float
    height: float
    x: float
    y: float
    valid: bool = True


def draw_symbols(sidcs: Iterable[str], *, size_px: float = SIZE_PX) -> dict[str, Drawing]:
    """Draw each distinct code once; `size_px` is the height of the octagon inside a frame.

    Takes some 50 ms before the first symbol. A code has the same text in every run.
    Raises DeploymapError where the package has no milsymbol.js.
    """
    distinct = list(dict.fromkeys(sidcs))
    if not distinct:
        return {}
    drawn = run_milsymbol(distinct, size_px)
    return {sidc: Drawing(own_ids(drawn[sidc][0], sidc), *drawn[sidc][1:]) for sidc in distinct}


def run_milsymbol(sidcs: Sequence[str], size_px: float) -> dict[str, Sequence[Any]]:
    """Return what DRAW_JS does of each code: its SVG, and the other fields of its Drawing."""
    if not sidcs:
        return {}
    import dukpy

    drawn = dukpy.evaljs(read_milsymbol() + DRAW_JS, sidcs=sidcs, size=size_px)
    return dict(zip(sidcs, drawn, strict=True))


def read_milsymbol() -> str:
    """Return the program that defines `ms`: milsymbol.js."""
    for path in MILSYMBOL:
        if path.is_file():
            return "var self = this, window = this;" + path.read_text(encoding="utf-8")
    raise DeploymapError(f"{MILSYMBOL[0].name} is missing; install deploymap again")


def own_ids(svg: str, sidc: str) -> str:
    """Give the SVG's ids the code's name, so that those of two symbols on a page differ."""
    return svg.replace("clip-inline-", f"clip-{sidc.replace('*', '-')}-")
