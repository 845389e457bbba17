"""Scene -> the payload of the page: readable JSON, and of a large map packed units beside it.

`docs/page-format.md` describes both.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from deploymap.arrays import Integers, with_columns
from deploymap.faults import FAULTS
from deploymap.page.gzipping import GzipStream
from deploymap.page.overlays import COLUMNS
from deploymap.page.packing import pack_arcs, pack_table
from deploymap.page.scene import Scene, group_sites
from deploymap.page.words import ENGLISH, primary_language, read_editor_words, read_words
from deploymap.schema import ANNOTATION_COLUMNS, COMPUTED_COLUMNS, COMPUTED_OF_NOTES, UNIT_COLUMNS
from deploymap.sizes import PACKED_FROM

# fields that are objects, but no tables
PLAIN_FIELDS = {"circles", "basemap", "left_out", "times"}


@dataclass(frozen=True)
class Payload:
    """What enters the page: JSON text, and of a large map what is packed, in base64, else "".

    `data` are the units, `arcs` those of the base map.
    """

    text: str
    data: str = ""
    arcs: str = ""


def write_payload(scene: Scene, *, packed_from: int = PACKED_FROM) -> Payload:
    """Return what a page carries of a Scene; both texts may stand in an HTML script element.

    The JSON has one field (of the tables: one column) a line, so that a diff can be read; `<`, `>`,
    `&` and the line separators are escaped. From `packed_from` units on, units are packed.
    """
    own = [column.name for column in (*UNIT_COLUMNS, *COMPUTED_COLUMNS)]
    extra = scene.extra
    if len(scene.rows) < packed_from:
        sites, site_of = group_sites(scene.rows)
        tables: dict[str, Any] = {
            "units": _table_columns(
                with_columns(scene.rows, {"site": _number_sites(site_of)}), own
            ),
            "extra": _table_columns(extra, list(extra.columns)),
            "sites": _table_columns(sites, list(sites.columns)),
        }
        return Payload(escape_script(_write_fields(_list_fields(scene, tables))))
    # where units stand the page finds out for those in view
    stream, drawn = GzipStream(), GzipStream()
    packed = {
        "arcs": pack_arcs(scene.basemap["arcs"], drawn),
        "units": pack_table(scene.rows, own, stream),
        "extra": pack_table(extra, list(extra.columns), stream),
    }
    fields = _list_fields(scene, {"packed": packed})
    fields["basemap"] = {**scene.basemap, "arcs": []}
    text = escape_script(_write_fields(fields))
    data, arcs = (base64.b64encode(s.finish()).decode() for s in (stream, drawn))
    return Payload(text, data, arcs)


def _number_sites(site_of: Integers) -> Any:
    """Return the units' sites, blank for those that stand nowhere."""
    return pd.arrays.IntegerArray(site_of, site_of < 0)


def _list_fields(scene: Scene, tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the payload, with the tables of units among them."""
    return {
        "format": scene.format,
        "title": scene.title,
        "subtitle": scene.subtitle,
        "date": scene.date,
        "language": scene.language,
        "text_language": scene.text_language,
        "right_to_left": scene.right_to_left,
        "credit": scene.credit,
        "symbol_style": scene.symbol_style,
        "theme": scene.theme,
        "policy": list(scene.policy),
        "policy_language": scene.policy_language,
        "built": scene.built,
        "left_out": _write_left_out(scene),
        "rounded_km": scene.rounded_km,
        "shown_until": scene.shown_until,
        "unplaced": scene.unplaced,
        "files": [asdict(file) for file in scene.files],
        "sides": [asdict(side) for side in scene.sides],
        "classes": [asdict(entry) for entry in scene.classes],
        "statuses": [asdict(entry) for entry in scene.statuses],
        "doubts": list(scene.doubts),
        **({"doubtful": list(scene.doubtful)} if scene.doubtful else {}),
        "count": len(scene.rows),
        **({"times": asdict(scene.times)} if scene.times else {}),
        "uses": [asdict(column) for column in scene.uses],
        **tables,
        "annotations": _table_columns(
            scene.annotations,
            [column.name for column in (*ANNOTATION_COLUMNS, *COMPUTED_OF_NOTES)],
        ),
        **_list_overlays(scene),
        "country_labels": _table_columns(scene.country_labels, ["name", "lat", "lon", "width"]),
        "towns": _table_columns(scene.towns, ["name", "lat", "lon", "rank", "capital"]),
        "seas": _table_columns(scene.seas, ["name", "lat", "lon", "width", "rank", "lake"]),
        "rivers": _table_columns(scene.rivers, ["name", "lat", "lon", "turn", "rank"]),
        "symbols": {code: asdict(drawing) for code, drawing in sorted(scene.symbols.items())},
        "circles": asdict(scene.circles),
        "view": list(scene.view),
        "view_narrow": list(scene.view_narrow),
        "border_in_view": scene.border_in_view,
        "disputed_in_view": scene.disputed_in_view,
        "edge": plain(scene.edge),
        "basemap": scene.basemap,
        "words": None if primary_language(scene.language) == ENGLISH else dict(scene.words),
    }


def _list_overlays(scene: Scene) -> dict[str, Any]:
    """Return the fields of what is drawn besides, which a map without any does not have."""
    fields: dict[str, Any] = {}
    if len(scene.overlays):
        names = [*COLUMNS, "next_date", "km2", "is_area", "lat", "lon", "parts"]
        names += ["moved"] if "moved" in scene.overlays else []
        own = pd.DataFrame(scene.overlays["own"].tolist())
        fields["overlays"] = _table_columns(scene.overlays, names)
        fields["overlays_extra"] = _table_columns(own, list(own.columns))
    if scene.layers:
        fields["layers"] = list(scene.layers)
    is_foreign = primary_language(scene.language) != ENGLISH
    for name, value in (
        ("editable", scene.editable),
        (
            "editor_words",
            scene.editable and is_foreign and dict(read_editor_words(scene.language)),
        ),
        ("grid", scene.grid),
        ("image", scene.image),
        ("tiles", scene.tiles),
    ):
        if value:
            fields[name] = value
    return fields


def _write_left_out(scene: Scene) -> dict[str, Any]:
    """Return how many rows were left out, and the reasons in words with the rows of each."""
    known = read_words(scene.language).reasons or FAULTS
    counts: dict[str, int] = {}
    for code, rows in scene.left_out.reasons:
        words = known.get(code) or known.get("other", code)
        counts[words] = counts.get(words, 0) + rows
    return {"rows": scene.left_out.rows, "reasons": [list(pair) for pair in counts.items()]}


def _table_columns(table: pd.DataFrame, names: list[str]) -> dict[str, list[Any]]:
    """Return the named columns as lists, None for blank; wholly blank columns are left out."""
    columns = {}
    for name in names:
        if name in table.columns and not (column := table[name]).isna().all():
            columns[name] = [plain(value) for value in column.tolist()]
    return columns


def plain(value: Any) -> Any:
    """Return a value as JSON has it: None for blank, an integer for a whole number."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _write_fields(fields: Mapping[str, Any]) -> str:
    """Write a JSON object with one field a line; of tables (objects of lists) one column."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, dict) and name not in PLAIN_FIELDS:
            inner = [f"  {_compact(key)}: {_compact(item)}" for key, item in value.items()]
            lines.append(f"{_compact(name)}: {{\n" + ",\n".join(inner) + "\n}")
        else:
            lines.append(f"{_compact(name)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(value: Any) -> str:
    """Return JSON without spaces; NaN and infinity are errors."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def escape_script(text: str) -> str:
    """Escape JSON text for a script element: it cannot end the element or open a comment in it.

    https://html.spec.whatwg.org/multipage/scripting.html (restrictions for contents of script)
    """
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
