"""Names of superiors that are not on the map themselves."""

from __future__ import annotations

import pandas as pd

from deploymap.distinct import distinct, with_columns


def name_superiors(units: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the units with a text column `parent_name`, where a superior is not among them.

    `sheet` has all rows that were read, also those that the map does not show; both have columns
    id, name and parent. A superior that is in no row is left as the sheet calls it.
    """
    parents = pd.Index(distinct(units["parent"].to_numpy(object)).values)
    away = parents[~parents.isin(units["id"])]
    if not len(away):
        return units
    known = sheet[sheet["id"].isin(away)].drop_duplicates("id", keep="last")
    if not len(known):
        return units
    names = units["parent"].map(dict(zip(known["id"], known["name"], strict=True)))
    return with_columns(units, {"parent_name": names.astype(object).where(names.notna(), None)})
