"""Says what of the inputs enters the page, a cell of each column, and what stays out and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from deploymap.inspection.inputs import Inspection
from deploymap.inspection.sources import list_files, title_of
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.problems import printable, shorten
from deploymap.schema import ANNOTATION_COLUMNS, CIRCLE_COLUMNS, COMPUTED_COLUMNS
from deploymap.settings.config import Config

UNITS, NOTES, OVERLAYS, PAGE = "units", "annotations", "overlays", "page"
LONGEST = 40


@dataclass(frozen=True)
class Leaf:
    """One thing that enters the page: of which input, its name, and a sample of its text."""

    part: str
    column: str
    sample: str
    worked_out: bool = False


@dataclass(frozen=True)
class Kept:
    """One thing that stays out of the page, and why."""

    part: str
    column: str
    why: str


@dataclass(frozen=True)
class Leaves:
    """What enters the page, and what stays out."""

    enters: tuple[Leaf, ...]
    stays: tuple[Kept, ...]


def list_leaves(config: Config, found: Inspection) -> Leaves:
    """Return what enters the page of a map, and what stays out."""
    enters = [*_list_columns(UNITS, found.joined), *_list_columns(NOTES, found.annotations.table)]
    enters += _list_overlays(found.drawn)
    texts = {
        "title": config.title or title_of(config, found.raw_units),
        "subtitle": config.subtitle,
        "credit": config.credit,
        "border_policy": " ".join(config.border_policy or ()),
        "files": ", ".join(file.name for file in list_files(config, found)),
    }
    enters += [Leaf(PAGE, name, text) for name, text in texts.items() if text]
    return Leaves(tuple(enters), tuple(_list_kept(found)))


def _list_columns(part: str, table: pd.DataFrame) -> list[Leaf]:
    known = {column.name for column in ANNOTATION_COLUMNS} | {"troops_approx"}
    names = [n for n in table.columns if n != "line" and (part == UNITS or n in known)]
    computed = {column.name for column in COMPUTED_COLUMNS if column not in CIRCLE_COLUMNS}
    leaves = []
    for name in names:
        filled = table[name].first_valid_index()
        if filled is not None:
            leaves.append(Leaf(part, name, str(table[name][filled]), name in computed))
    return leaves


def _list_overlays(table: pd.DataFrame) -> list[Leaf]:
    """Return the columns of what is drawn, and the sheet's own beside them."""
    names = [column.name for column in OVERLAY_COLUMNS if column.name in table]
    filled = ((name, table[name].first_valid_index()) for name in names)
    leaves = [Leaf(OVERLAYS, name, str(table[name][at])) for name, at in filled if at is not None]
    own = {name: text for row in table["own"] for name, text in row.items()}
    shapes = [Leaf(OVERLAYS, "geometry", f"{len(table):,} shapes")] if len(table) else []
    return [*leaves, *shapes, *(Leaf(OVERLAYS, name, text) for name, text in own.items())]


def _list_kept(found: Inspection) -> list[Kept]:
    kept = [Kept(UNITS, own, why) for own, why in found.rules.stated.items()]
    kept += [Kept(NOTES, name, why) for name, why in found.rules.notes.items()]
    kept += [
        Kept(NOTES, use.own, "no column of annotations")
        for use in found.annotations.sheet.uses
        if use.column is None
    ]
    kept += [Kept(OVERLAYS, name, why) for name, why in found.overlaid.kept_out.items()]
    tables = [(UNITS, found.raw_units), (NOTES, found.raw_annotations)]
    tables.append((OVERLAYS, found.overlaid.raw))
    hidden = [(part, p) for part, raw in tables for p in raw.problems if "hidden" in p.code]
    kept += [Kept(part, p.column or "hidden parts", p.message) for part, p in hidden]
    told = [p for p in found.problems if p.code == "publish-delayed"]
    kept += [Kept(UNITS, "rows", problem.message) for problem in told]
    if found.left_out.rows:
        kept.append(Kept(UNITS, "rows", f"{found.left_out.rows:,} with errors, or taken off"))
    return kept


def leaves_as_json(leaves: Leaves) -> dict[str, Any]:
    """Return the lists as plain objects."""
    return {
        "enters": [asdict(leaf) for leaf in leaves.enters],
        "stays": [asdict(kept) for kept in leaves.stays],
    }


def write_leaves(leaves: Leaves) -> str:
    """Return the lists as text, one line for each column."""
    lines = ["What enters the page:"]
    lines += _align(
        (leaf.part, leaf.column, shorten(leaf.sample)[:LONGEST], "worked out" * leaf.worked_out)
        for leaf in leaves.enters
    )
    lines += ["", "What stays out:"]
    lines += _align((kept.part, kept.column, kept.why) for kept in leaves.stays) or ["  nothing"]
    return "\n".join(lines)


def _align(rows: Any) -> list[str]:
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        ("  " + "  ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True))).rstrip()
        for row in cells
    ]
