"""Checks a sheet of overlays: raw cells in, typed columns and shapes and all the faults out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import distinct
from deploymap.checks.check import Checked
from deploymap.checks.columns import make_frame, type_columns
from deploymap.checks.dates import SPAN, UTC, WRITTEN, type_ends
from deploymap.checks.fitting import fits_column
from deploymap.checks.header import NamedSheet, name_sheet
from deploymap.checks.overtime import check_ends
from deploymap.checks.places import look_up
from deploymap.checks.rows import (
    check_repeated,
    check_undated,
    order_dates,
    sort_rows,
)
from deploymap.checks.sides import find_near
from deploymap.overlays.columns import as_types, overlay_synonyms
from deploymap.overlays.files import (
    Feature,
    choose_feature,
    find_file,
    read_features,
    split_reference,
)
from deploymap.overlays.shapes import Shaped, WrongShapeError, make_shape
from deploymap.overlays.turned import check_turned
from deploymap.overlays.wkt import FormError, read_geometry
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.problems import DataError, Fault, Problem, UsageError, nearest_word, shorten
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import to_objects

ENDS = ("from", "to")
SIDES = ("side", "left", "right")
# where an end of an axis is: a lon and lat, or the id of a unit, which may stand elsewhere tomorrow
End = tuple[float, float] | str


@dataclass(frozen=True, eq=False)
class Known:
    """What overlays may name: ids of units, sides, places that are settled, files beside them.

    `names` has by the names of units, in small letters, the id of the one called so, "" of several.
    """

    units: Collection[str] = ()
    sides: Collection[str] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    home: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def check_overlays(raw: RawTable, known: Known | None = None) -> Checked:
    """Return the overlays of a sheet and all its faults, as `checks.check_units` does for units.

    The table has `schema.OVERLAY_COLUMNS` without `geometry`, then `line`, then `shape` (shapely,
    lon and lat in WGS84 degrees, None where it goes by `points`), `points` (lon, lat), `from_end`
    and `to_end` (see `End`), `own`, a dict of the sheet's own columns, and `date_written` where
    dates say more than a day. All rows are there, of all dates.
    """
    known = known or Known()
    sheet, problems = name_sheet(raw, OVERLAY_COLUMNS, overlay_synonyms(), fits=fits_column)
    if "type" in sheet.cells:
        cells = {**sheet.cells, "type": as_types(sheet.cells["type"])}
        sheet = NamedSheet(sheet.raw, cells, sheet.own, sheet.uses)
    values, found = _type_cells(sheet)
    problems += [*raw.problems, *found]
    shapes, found = _make_shapes(sheet, values, known)
    problems += found
    ends, found = _find_ends(sheet, values, known)
    problems += found
    problems += _check_complete(sheet, values, shapes, ends)
    problems += check_ends(sheet, values, "overlay-until")
    problems += _check_sides(sheet, values, known)
    order = order_dates(values["date"])
    history = sort_rows(values["id"], order)
    problems += check_repeated(sheet, values, order, "date", history)
    problems += check_undated(sheet, values, order, history)
    table = make_frame(raw.lines, values, [c for c in OVERLAY_COLUMNS if c.name != "geometry"])
    known_names = {column.name for column in OVERLAY_COLUMNS} | {WRITTEN}
    own = [name for name in table.columns if name not in known_names and name != "line"]
    table = table.assign(
        shape=_objects([one.shape for one in shapes]),
        points=_objects([one.points for one in shapes]),
        **{f"{name}_end": _objects(ends[name]) for name in ENDS},
        own=_objects([_stated(row) for row in table[own].to_dict("records")]),
    ).drop(columns=own)
    problems += check_turned(sheet, table)
    return Checked(table, _in_file_order(problems), sheet)


def _objects(values: list[Any]) -> pd.Series:
    column = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        column[row] = value
    return pd.Series(column, dtype=object)


def _stated(row: Mapping[Any, Any]) -> dict[str, str]:
    return {str(name): text for name, text in row.items() if isinstance(text, str)}


def _type_cells(sheet: NamedSheet) -> tuple[dict[str, Any], list[Problem]]:
    """Return the columns of the schema but `geometry`, then the sheet's own, and what is wrong."""
    plain = sheet.without("until", "geometry")
    columns = [column for column in OVERLAY_COLUMNS if column.name not in ("until", "geometry")]
    typed = type_columns(plain, columns)
    values, problems = typed.values, typed.problems
    for name in ("troops_approx", "circle_approx", UTC):
        values.pop(name, None)
    spans = values.pop(SPAN, None)
    # of a span of time its last day ends the row, where nothing else does
    values["until"] = type_ends(sheet, spans, problems)
    values["id"] = to_objects(
        [own or f"row{line}" for own, line in zip(values["id"], sheet.raw.lines, strict=True)]
    )
    return values, problems


def _make_shapes(
    sheet: NamedSheet, values: Mapping[str, Any], known: Known
) -> tuple[list[Shaped], list[Problem]]:
    """Return what is drawn of each row's geometry, and what is wrong with it or was mended."""
    cells = sheet.cells.get("geometry")
    files: dict[Path, list[Feature]] = {}
    shapes: list[Shaped] = []
    problems: list[Problem] = []
    clockwise: list[int] = []
    for row in range(len(sheet.raw.lines)):
        kind, shaped = values["type"][row], Shaped()
        text = cells[row] if cells is not None else ""
        try:
            if text and kind:
                shaped = make_shape(_geometry_of(text, known, files), kind)
        except WrongShapeError as error:
            problems.append(sheet.problem(row, "geometry", error.fault))
        problems += _tell_notes(sheet, row, shaped)
        if shaped.is_clockwise and sheet.raw.part != "feature":
            clockwise.append(row)
        shapes.append(shaped)
    return shapes, problems + _tell_clockwise(sheet, clockwise)


def _geometry_of(text: str, known: Known, files: dict[Path, list[Feature]]) -> Any:
    """Return the geometry in a cell, or in the file that it names."""
    named = split_reference(text)
    try:
        if named is None:
            return read_geometry(text)
        path = find_file(named[0], known.home)
        if path not in files:
            files[path] = read_features(path)[0]
        geometry = choose_feature(files[path], named[1]).geometry
        if geometry is None:
            raise ValueError(f"names a feature of {path.name} without a geometry")
        return geometry
    except FormError as error:
        raise WrongShapeError(Fault("overlay-geometry", str(error), error.advice)) from None
    except (DataError, UsageError) as error:
        words = f"names a file that cannot be read: {shorten(str(error), 200)}"
        advice = "save it as GeoJSON in lon, lat, or correct the name"
        raise WrongShapeError(Fault("overlay-file", words, advice)) from None
    except ValueError as error:
        advice = "write the file as it is called, then # and the feature's number or name"
        words = str(error) if str(error).startswith("names") else f"{named and named[0]} {error}"
        raise WrongShapeError(Fault("overlay-file", words, advice)) from None


def _tell_notes(sheet: NamedSheet, row: int, shaped: Shaped) -> list[Problem]:
    """Say what was mended of a geometry: a warning where that may have changed what it covers."""
    if not shaped.notes:
        return []
    is_doubtful = any("invalid" in note or "left out" in note for note in shaped.notes)
    advice = "look at it on the map, or draw it anew" if is_doubtful else ""
    fault = Fault("overlay-repaired", "was repaired: " + "; ".join(shaped.notes), advice)
    return [sheet.problem(row, "geometry", fault, "warning" if is_doubtful else "notice")]


def _tell_clockwise(sheet: NamedSheet, rows: list[int]) -> list[Problem]:
    if not rows:
        return []
    more = f" (and {len(rows) - 1:,} more so)" if len(rows) > 1 else ""
    words = f"the outer ring runs clockwise; it is read as the area within it{more}"
    fault = Fault("overlay-orientation", words, "turn the ring round if you mean to be exact")
    return [sheet.problem(rows[0], "geometry", fault, "notice")]


def _find_ends(
    sheet: NamedSheet, values: Mapping[str, Any], known: Known
) -> tuple[dict[str, list[End | None]], list[Problem]]:
    """Return where each row's `from` and `to` are, and what is wrong with them."""
    found: dict[str, list[End | None]] = {}
    problems: list[Problem] = []
    for name in ENDS:
        texts = distinct(values[name])
        ends: list[End | None] = []
        faults: dict[int, Fault] = {}
        for code, text in enumerate(texts.values):
            end = _find_end(text, known)
            if isinstance(end, Fault):
                faults[code] = end
            ends.append(None if isinstance(end, Fault) else end)
        # the code of a blank, -1, takes the last
        found[name] = [[*ends, None][code] for code in texts.codes.tolist()]
        for row, code in enumerate(texts.codes.tolist()):
            if code in faults and values["type"][row] in ("axis", "range", None):
                problems.append(sheet.problem(row, name, faults[code]))
    return found, problems


def _find_end(text: str, known: Known) -> End | Fault:
    """Return the unit that a text is the id or the name of, else the place that it names."""
    if text in known.units:
        return text
    if (named := known.names.get(text.casefold())) is not None:
        words = f"several units have the name {shorten(text)}"
        advice = "give each unit an id, and write that"
        return named or Fault("overlay-unplaced", words, advice)
    place = look_up(text, "", "", known.places)
    if not isinstance(place, Fault):
        return place.lon, place.lat
    advice = place.advice.replace("fill in lat and lon", "write lat, lon in its place")
    advice = advice.replace(", or country and region,", ",")
    if "accuracy_km" in advice:
        advice = "write the id or the name of a unit, or lat, lon in its place"
    words = f"{shorten(text)} is the id or the name of no unit, and no place that is known"
    return Fault(place.code, words if place.code == "place-unknown" else place.message, advice)


def _check_complete(
    sheet: NamedSheet,
    values: Mapping[str, Any],
    shapes: list[Shaped],
    ends: Mapping[str, list[End | None]],
) -> list[Problem]:
    """Tell of rows that have nothing to draw."""
    problems = []
    for row, shaped in enumerate(shapes):
        kind = values["type"][row]
        is_given = _is_given(sheet, "geometry", row)
        if kind is None or shaped.shape is not None or (is_given and not shaped.points):
            continue
        fault = _find_lack(kind, shaped, values, ends, row)
        if fault and not any(
            _is_given(sheet, name, row) and ends[name][row] is None for name in ENDS
        ):
            problems.append(sheet.problem(row, "geometry", fault))
    return problems


def _find_lack(
    kind: str,
    shaped: Shaped,
    values: Mapping[str, Any],
    ends: Mapping[str, list[End | None]],
    row: int,
) -> Fault | None:
    """Return what a row without a shape of its own lacks, None where it lacks nothing."""
    placed = len(shaped.points) + sum(ends[name][row] is not None for name in ENDS)
    if kind == "axis":
        advice = "fill in from and to, or a LINESTRING"
        return None if placed > 1 else Fault("overlay-bare", "an axis needs two ends", advice)
    if kind == "range":
        is_round = bool(shaped.points or ends["from"][row]) and values["radius_km"][row] > 0
        advice = "fill in from and radius_km, or draw the area"
        words = "a range needs a point and its radius"
        return None if is_round else Fault("overlay-bare", words, advice)
    words = "the row has no geometry"
    return Fault("overlay-bare", words, "write WKT, or a file and a feature in it")


def _is_given(sheet: NamedSheet, name: str, row: int) -> bool:
    cells = sheet.cells.get(name)
    return cells is not None and bool(cells[row])


def _check_sides(sheet: NamedSheet, values: dict[str, Any], known: Known) -> list[Problem]:
    """Take sides as the units spell them, and warn of those that no unit has."""
    problems: list[Problem] = []
    folded = {side.casefold(): side for side in known.sides}
    for name in SIDES if known.sides else ():
        spelt = [text and folded.get(text.casefold(), text) for text in values[name]]
        values[name] = to_objects(spelt)
        for text in dict.fromkeys(one for one in spelt if one and one not in known.sides):
            near = find_near(text, known.sides)
            near = near or folded.get(nearest_word(text, folded) or "")
            advice = f"did you mean {near}?" if near else _list_sides(known)
            fault = Fault("overlay-side", f"no unit has the side {shorten(text)}", advice)
            problems.append(sheet.problem(spelt.index(text), name, fault, "warning"))
    return problems


def _list_sides(known: Known) -> str:
    return f"the units have {', '.join(list(known.sides)[:6])}"


def _in_file_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line or 0)
