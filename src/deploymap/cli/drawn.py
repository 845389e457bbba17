"""Says what is drawn on a map besides its units, with the sizes of areas."""

from __future__ import annotations

from typing import Any

import pandas as pd

NAMED = ("id", "type", "name", "side", "left", "right", "date", "until")


def list_drawn(overlays: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each overlay that the map shows, with its area in km² (None for a line).

    Areas are those on the WGS84 ellipsoid.
    """
    return [
        {name: row[name] for name in NAMED if row[name] is not None and row[name] == row[name]}
        | {"km2": round(row["km2"], 3) if row["km2"] == row["km2"] else None}
        for row in overlays.to_dict("records")
    ]
