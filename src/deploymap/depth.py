"""How deep brackets stand within each other in JSON, found before anyone reads it."""

from __future__ import annotations

import re

import numpy as np

MOST_DEPTH = 100  # brackets within each other
CHUNK = 1_000_000  # brackets that are counted at once, to save memory

# possessive, and right without its end, so that no character is looked at twice
STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def find_depth(data: bytes) -> int:
    """Return the greatest number of brackets within each other, strings aside; 0 for few."""
    if data.count(b"[") + data.count(b"{") <= MOST_DEPTH:
        return 0
    marks = STRING.sub(b"", data).translate(None, NO_BRACKETS)
    depth = deepest = 0
    for start in range(0, len(marks), CHUNK):
        codes = np.frombuffer(marks[start : start + CHUNK], dtype=np.uint8)
        opening = (codes == ord("[")) | (codes == ord("{"))
        depths = depth + np.cumsum(np.where(opening, 1, -1))
        depth, deepest = int(depths[-1]), max(deepest, int(depths.max()))
    return deepest
