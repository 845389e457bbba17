"""Symbol codes that words are made into -> their drawings, packed: see `deploymap/symbols/draw.py`.

It runs while the package is built, when no library is at hand; `web/draw.js` runs milsymbol.js.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, product
from pathlib import Path

from npm import run_node

SRC = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SRC))

from deploymap.symbols.draw import DRAW_JS, SIZE_PX, read_milsymbol, split_code  # noqa: E402
from deploymap.symbols.sidc import compose_sidc  # noqa: E402
from deploymap.symbols.vocabulary import read_vocabulary  # noqa: E402

PRESENT = "0"
HEADQUARTERS, TASK_FORCE = 2, 4


def draw_ready(target: Path, sidcs: Iterable[str] | None = None) -> None:
    """Draw codes, those of `list_codes` unless others are given, and write them to a file."""
    codes = list(list_codes() if sidcs is None else sidcs)
    milsymbol = read_milsymbol()
    given = {"milsymbol": milsymbol, "draw": DRAW_JS, "sidcs": codes, "size": SIZE_PX}
    drawn = json.loads(run_node("draw.js", json.dumps(given)))
    sha256 = hashlib.sha256((milsymbol + DRAW_JS).encode()).hexdigest()
    target.write_bytes(pack(drawn["pieces"], drawn["drawings"], sha256))


def list_codes() -> list[str]:
    """Return the codes of all kinds, echelons and sides in all statuses.

    Those of headquarters and task forces only where they are present, and no dummies: it takes a
    second to draw 20,000.
    """
    words = read_vocabulary()
    statuses = [(entry.code_d, 0) for entry in words["status"]]
    statuses += [(PRESENT, HEADQUARTERS), (PRESENT, TASK_FORCE)]
    echelons = ["", *(entry.code_d for entry in words["echelon"])]
    choices = product(words["affiliation"], statuses, words["kind"], echelons)
    codes = (
        compose_sidc(kind.code_d, side=side.code_d, status=status, flags=flags, echelon=echelon)
        for side, (status, flags), kind, echelon in choices
    )
    return list(dict.fromkeys(codes))


def pack(pieces: Sequence[str], drawings: Mapping[str, Sequence[int]], sha256: str) -> bytes:
    """Return the file of drawings, each given as the numbers of its pieces."""
    blocks: dict[str, list[str]] = {}
    for sidc, numbers in drawings.items():
        name, rest = split_code(sidc)
        blocks.setdefault(name, []).append(f"{rest}:{' '.join(map(str, numbers))}")
    packed = [zlib.compress("\n".join(lines).encode(), 9) for lines in (pieces, *blocks.values())]
    lengths = [len(content) for content in packed]
    starts = accumulate(lengths, initial=0)
    first, *others = zip(starts, lengths, strict=False)
    about = {
        "sha256": sha256,
        "size_px": SIZE_PX,
        "pieces": first,
        "blocks": dict(zip(blocks, others, strict=True)),
    }
    return b"\n".join([json.dumps(about).encode(), b"".join(packed)])
