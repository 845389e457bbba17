"""Symbol codes -> drawings, by milsymbol.js, or as it drew them when the package was built.

Loading milsymbol.js (https://github.com/spatialillusions/milsymbol) took a tenth of the time of a
small build. So what it draws of the codes that words are made into, 54,000 of them, is packed into
a file, `scripts/draw_symbols.py`; other codes, and other sizes, it draws when they are asked for.

The file is a line of JSON, and blocks compressed by themselves. The line has the SHA-256 of the
program that drew, the size in px, and where blocks begin, after the line, and their lengths. One
block has the pieces that drawings are made of, one a line. The others have the codes that
`split_code` puts together, one a line: the rest of the code, and the numbers of its pieces; the
first is the box, the others are the SVG.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploymap.packaged import CHECKOUT, STATIC
from deploymap.problems import DeploymapError

# the second place is for a checkout in which the package was not built yet
MILSYMBOL = (
    STATIC / "milsymbol.js",
    CHECKOUT / "web" / "node_modules" / "milsymbol" / "dist" / "milsymbol.js",
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
READY = STATIC / "symbols.bin"
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

    Takes some 50 ms before the first symbol that is not ready. A code has the same text in every
    run. Raises DeploymapError where the package has no milsymbol.js and needs it.
    """
    distinct = list(dict.fromkeys(sidcs))
    if not distinct:
        return {}
    ready = read_ready(distinct, size_px)
    drawn = ready | run_milsymbol([sidc for sidc in distinct if sidc not in ready], size_px)
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


def read_ready(
    sidcs: Iterable[str], size_px: float, path: Path = READY
) -> dict[str, Sequence[Any]]:
    """Return the codes that are ready in this size; none where the file cannot be read."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
        about = json.loads(head)
        return _find_ready(sidcs, about, content) if about["size_px"] == size_px else {}
    except (OSError, ValueError, TypeError, LookupError, zlib.error):
        return {}


def _find_ready(
    sidcs: Iterable[str], about: Mapping[str, Any], content: bytes
) -> dict[str, Sequence[Any]]:
    """Put together the drawings of those codes that stand in the blocks."""

    def lines(start: int, length: int) -> list[str]:
        return zlib.decompress(content[start : start + length]).decode().split("\n")

    places = about["blocks"]
    pieces: list[str] = []
    blocks: dict[str, dict[str, str]] = {}
    found: dict[str, Sequence[Any]] = {}
    for sidc in sidcs:
        name, rest = split_code(sidc)
        if name not in places:
            continue
        if name not in blocks:
            blocks[name] = dict(line.split(":") for line in lines(*places[name]))
        if rest in blocks[name]:
            pieces = pieces or lines(*about["pieces"])
            box, *svg = [pieces[int(number)] for number in blocks[name][rest].split()]
            found[sidc] = ("".join(svg), *json.loads(box))
    return found


def split_code(sidc: str) -> tuple[str, str]:
    """Return the digits that the codes of a block have in common, and the others.

    In common are version, context, identity, status and flags: a map has few of these.
    """
    return sidc[:4] + sidc[6:8], sidc[4:6] + sidc[8:]


def own_ids(svg: str, sidc: str) -> str:
    """Give the SVG's ids the code's name, so that those of two symbols on a page differ."""
    return svg.replace("clip-inline-", f"clip-{sidc.replace('*', '-')}-")
