"""What is found out of positions: their areas and the borders nearest to them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from deploymap.arrays import Floats, Integers, Truths


@dataclass(frozen=True, eq=False)
class Found:
    """Of each position the row of its country and region, and of a second one where two overlap.

    All are -1 for none. `regions` and `lines` are the tables of regions and borders; `km` is the
    distance to the border in `row`, NaN for none; `inside` is whether the position is on any area.
    """

    country: Integers
    country_too: Integers
    regions: pd.DataFrame
    region: Integers
    region_too: Integers
    lines: pd.DataFrame
    km: Floats
    row: Integers
    inside: Truths
