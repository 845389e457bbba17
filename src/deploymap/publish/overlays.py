"""The overlays without what stays out of the page."""

from __future__ import annotations

import pandas as pd

from deploymap.checks.header import NamedSheet
from deploymap.publish.positions import blank_positions
from deploymap.publish.rules import NOT_LISTED, WITHHELD, matches, table_names
from deploymap.settings.values import Publish

# what an overlay is drawn of, which `only` need not list
DRAWN = frozenset(
    "id type name side left right geometry from to radius_km date until confidence".split()  # noqa: SIM905
)
# without one of these nothing of a row can be drawn
NEEDED = ("type", "geometry")
# texts in which an exact position may stand
PROSE = ("from", "to", "source", "source_url", "confidence", "note")


def find_overlay_rules(publish: Publish, sheet: NamedSheet) -> dict[str, str]:
    """Return the columns of overlays that stay out, under the table's names, and why."""
    kept_out: dict[str, str] = {}
    for own, name in table_names(sheet):
        if matches(publish.withhold, own, name):
            kept_out[name] = WITHHELD
        elif (
            publish.only is not None and name not in DRAWN and not matches(publish.only, own, name)
        ):
            kept_out[name] = NOT_LISTED
    return kept_out


def publish_overlays(
    overlays: pd.DataFrame, publish: Publish, rules: dict[str, str]
) -> pd.DataFrame:
    """Return the overlays as they may leave; those whose shape is withheld do not.

    `overlays` are as `overlays.place_shapes` has them: what they were drawn by is used up.
    """
    if any(name in rules for name in NEEDED):
        return overlays[:0]
    is_secret = pd.Series(False, index=overlays.index)
    for name in ("from", "to"):
        if name in rules:
            is_secret |= overlays[name].notna() & overlays["type"].isin(["axis", "range"])
    if "radius_km" in rules:
        is_secret |= (overlays["type"] == "range") & overlays["radius_km"].notna()
    out = overlays[~is_secret].reset_index(drop=True)
    for name in (name for name in rules if name in out.columns and name not in ("own", "id")):
        out = out.assign(**{name: None})
    if "id" in rules:
        numbers, _ = pd.factorize(out["id"])
        out = out.assign(id=[f"o{number + 1}" for number in numbers])
    own = [{k: text for k, text in row.items() if k not in rules} for row in out["own"]]
    if publish.round_km:
        for name in (name for name in PROSE if not _is_listed(publish, name)):
            out = out.assign(**{name: blank_positions(out[name])[0]})
        own = [_without_positions(row, publish) for row in own]
    return out.assign(own=pd.Series(own, index=out.index, dtype=object))


def _is_listed(publish: Publish, name: str) -> bool:
    return publish.only is not None and matches(publish.only, name)


def _without_positions(row: dict[str, str], publish: Publish) -> dict[str, str]:
    texts = pd.Series(list(row.values()), index=list(row), dtype=object)
    kept = blank_positions(texts)[0] if len(texts) else texts
    return {k: text for k, text in row.items() if _is_listed(publish, k) or kept[k] is not None}
