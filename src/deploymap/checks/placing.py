"""Where units stand: positions in any notation, else the position of the place that is named."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from deploymap.arrays import Floats, Texts
from deploymap.checks.columns import Typed, no_texts, plain_numbers
from deploymap.checks.found import GUESSED
from deploymap.checks.header import NamedSheet
from deploymap.checks.limits import explain_limit, tell_no_degrees
from deploymap.checks.locating import problems_at, tell_unknown
from deploymap.checks.places import DECIMALS, look_up, parse_position
from deploymap.checks.spelling import fold_name, folded_words, plain_name, shell_quoted
from deploymap.checks.totals import sum_rows
from deploymap.gazetteer.lookup import Place, describe_place
from deploymap.notation.angles import direction_of_o, replace_o
from deploymap.notation.geometries import is_shape
from deploymap.notation.numbers import is_unknown
from deploymap.notation.positions import (
    PositionError,
    parse_degrees,
    transform_points,
)
from deploymap.problems import Fault, Problem, Severity, shorten
from deploymap.schema import LAT_LON
from deploymap.sheets.texts import TextColumn

AXES = ("lat", "lon")
LIMITS = {"lat": 90.0, "lon": 180.0}
MOST_LINES = 10  # that a notice names
MOST_SUGGESTED = 50  # places for which near names are looked for, at 20 ms each
# what O stands for below such a name: east in German and Dutch, west in Spanish and Italian
LETTER_O = dict.fromkeys(
    ("lange", "langengrad", "laenge", "laengengrad", "geographischelange"), "E"
)
LETTER_O |= {"lengte": "E", "lengtegraad": "E", "longitud": "W", "longitudine": "W"}
# names of other columns, folded, by whose language O is read where nothing in the column tells
WEST_HEADERS = folded_words(
    "unidade lado escalão efetivo efetivos observações localização unidad bando fecha efectivos"
    " unità fonte fuente unité effectif effectifs lieu nom nombre nome parti forza fuerza força"
)
EAST_HEADERS = folded_words(
    "einheit seite stärke truppenstärke ort quelle truppen breite anmerkung bemerkung eenheid zijde"
    " sterkte bron plaats bezeichnung gattung partei"
)


@dataclass
class Placed:
    """Positions as they are found: degrees (WGS84), km of accuracy, and problems.

    `source` says of the rows whose position is that of their place where it was found.
    """

    lat: Floats
    lon: Floats
    accuracy: Floats
    source: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[int] = field(default_factory=set)

    def tell(self, problems: Sequence[Problem], rows: Sequence[int]) -> None:
        """Keep the problems, and that the rows have been told of."""
        self.problems += problems
        self.faulty.update(rows)


def place_units(
    sheet: NamedSheet,
    typed: Typed,
    *,
    crs: str = "",
    places: Mapping[str, str] | None = None,
    aside: Container[int] = (),
) -> list[Problem]:
    """Put `lat`, `lon` and `position_source` into the values, and return what is wrong with them.

    A position comes from `lat` and `lon`, from one cell (`lat_lon`), or from the gazetteer, where
    the row has neither but a `place`. `crs` is that of plain numbers in lat (y, northing) and lon
    (x, easting), by default degrees on WGS84. `places` says of ambiguous places which is meant: the
    name -> "geonames:709717". An accuracy that the notation gives fills a blank `accuracy_km`.
    Of rows `aside`, which are headings, no position is missed.
    """
    placed = read_positions(sheet, crs=crs, is_told=True)
    texts = typed.values
    _find_by_place(sheet, texts, placed, places or {}, aside)
    own = texts["accuracy_km"]
    texts["accuracy_km"] = np.where(np.isnan(own), placed.accuracy, own)
    texts["lat"], texts["lon"] = placed.lat, placed.lon
    texts["position_source"] = _fill_sources(texts.get("position_source"), placed)
    return placed.problems


def read_positions(sheet: NamedSheet, *, crs: str = "", is_told: bool = False) -> Placed:
    """Return the positions that a sheet's cells give, NaN where they are blank or wrong.

    `is_told` says that a missing column has been told of, and need not be for each row again.
    """
    rows = len(sheet.raw.lines)
    nothing = np.empty(0)
    placed = Placed(nothing, nothing, np.full(rows, np.nan))
    for axis in AXES:
        setattr(placed, axis, _read_axis(sheet, axis, placed, is_projected=bool(crs)))
    if crs:
        _transform(sheet, placed, crs)
    _check_limits(sheet, placed)
    _read_pairs(sheet, placed)
    _check_halves(sheet, placed, is_told=is_told)
    return placed


def _read_axis(sheet: NamedSheet, axis: Any, placed: Placed, *, is_projected: bool) -> Floats:
    cells = sheet.cells.get(axis)
    if cells is None:
        return np.full(len(sheet.raw.lines), np.nan)
    plain = plain_numbers(cells, "number")
    if plain is not None:
        return plain
    distinct = set(cells.distinct).difference([""])
    unknown = {cell for cell in distinct if is_unknown(cell)}
    placed.problems += tell_unknown(sheet, axis, cells, unknown)
    numbers: dict[str, float] = {}
    faults: dict[str, Fault] = {}
    letter = LETTER_O.get(fold_name(sheet.own[axis])) or _settle_o(sheet, axis, cells, placed)
    for cell in distinct - unknown:
        text = replace_o(cell, letter)
        try:
            degrees = _read_number(cell) if is_projected else parse_degrees(text, axis)
            numbers[cell] = degrees if is_projected else round(degrees, DECIMALS)
        except PositionError as error:
            if error.code == "position-range" and (number := _plain_degrees(cell)) is not None:
                numbers[cell] = number  # `_check_limits` knows the other half as well
            else:
                faults[cell] = Fault(error.code, error.message, error.advice)
    _tell_faults(sheet, axis, cells, faults, placed)
    return cells.take_numbers(numbers)


def _settle_o(sheet: NamedSheet, column: str, cells: TextColumn, placed: Placed) -> str:
    """Return what O means in a column, and say so: east in German, west in French and Spanish."""
    letter, why = direction_of_o(cells.distinct), "other cells of the column have"
    if not letter and any(replace_o(cell, "E") != cell for cell in cells.distinct):
        names = {*map(fold_name, sheet.raw.columns)}
        is_west, is_east = bool(names & WEST_HEADERS), bool(names & EAST_HEADERS)
        letter = "" if is_west == is_east else "W" if is_west else "E"
        why = f"the header has {plain_name(_first_of(sheet, WEST_HEADERS | EAST_HEADERS))}"
    if letter:
        other, words = ("W", "east") if letter == "E" else ("E", "west")
        other = f" {other}" if why.startswith("other") else ""
        message = f"O is read as {words}, for {why}{other}"
        fault = Fault("position-letter", message, f"write {letter} where that is wrong")
        placed.problems.append(sheet.problem(None, column, fault, "notice"))
    return letter


def _first_of(sheet: NamedSheet, names: Collection[str]) -> str:
    return next((name for name in sheet.raw.columns if fold_name(name) in names), "")


def _plain_degrees(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None


def _read_number(cell: str) -> float:
    try:
        return float(cell.replace(" ", "").replace(",", "."))
    except ValueError:
        words, advice = f"{shorten(cell)} is not a number", "write metres, such as 5381234.5"
        raise PositionError("position-unreadable", words, advice) from None


def _tell_faults(
    sheet: NamedSheet,
    column: str,
    cells: TextColumn,
    faults: Mapping[str, Fault],
    placed: Placed,
) -> None:
    placed.tell(problems_at(sheet, column, cells, faults), cells.where(faults).tolist())


def _transform(sheet: NamedSheet, placed: Placed, crs: str) -> None:
    try:
        placed.lat, placed.lon = transform_points(placed.lon, placed.lat, crs)
    except PositionError as error:
        fault = Fault(error.code, error.message, error.advice)
        # one fault of the settings is not told of again in each row
        placed.tell([sheet.problem(None, None, fault)], range(len(placed.lat)))
        placed.lat, placed.lon = np.full((2, len(placed.lat)), np.nan)
        return
    lost = np.isnan(placed.lat) & _given(sheet, "lat") & _given(sheet, "lon")
    fault = Fault("position-range", f"lies outside of {crs}", "see that x is lon and y is lat")
    rows = [row for row in np.flatnonzero(lost).tolist() if row not in placed.faulty]
    placed.tell(sheet.problems(rows, "lat", fault), rows)


def _check_limits(sheet: NamedSheet, placed: Placed) -> None:
    """Tell of degrees that do not exist, with the other axis in view."""
    if (told := tell_no_degrees(sheet, placed.lat, placed.lon)) is not None:
        placed.tell([told], np.flatnonzero(~np.isnan(placed.lat) | ~np.isnan(placed.lon)).tolist())
        placed.lat, placed.lon = np.full((2, len(placed.lat)), np.nan)
        return
    for axis, other in (("lat", placed.lon), ("lon", placed.lat)):
        degrees, limit = getattr(placed, axis), LIMITS[axis]
        if not (np.abs(degrees) > limit).any():
            continue
        rows = np.flatnonzero(~(np.abs(degrees) <= limit) & ~np.isnan(degrees)).tolist()
        problems = []
        are_all = {*AXES} <= {*sheet.own} and len(rows) == np.count_nonzero(~np.isnan(degrees))
        exchange = " ".join(
            f"--column {shell_quoted(f'{one}={plain_name(sheet.own.get(two, two))}')}"
            for one, two in (AXES, AXES[::-1])
        )
        for row in rows:
            cell = shorten(sheet.cells[axis][row])
            words = f"{cell} is outside {-limit:g}..{limit:g}"
            fault = explain_limit(axis, words, degrees[row], other[row])
            if fault.code == "position-swapped" and are_all and len(rows) > 1:
                fault = fault._replace(advice=f"{fault.advice}: for all rows write {exchange}")
            problems.append(sheet.problem(row, axis, fault))
        placed.tell(problems, rows)
        setattr(placed, axis, np.where(np.isin(np.arange(len(degrees)), rows), np.nan, degrees))


def _read_pairs(sheet: NamedSheet, placed: Placed) -> None:
    """Fill blank positions from the column that holds whole positions."""
    cells = sheet.cells.get(LAT_LON)
    if cells is None:
        return
    distinct = set(cells.distinct).difference([""])
    unknown = {cell for cell in distinct if is_unknown(cell)}
    placed.problems += tell_unknown(sheet, LAT_LON, cells, unknown)
    points: dict[str, tuple[float, float, float]] = {}
    faults: dict[str, Fault] = {}
    letter = _settle_o(sheet, LAT_LON, cells, placed)
    for cell in distinct - unknown:
        try:
            lat, lon, accuracy = parse_position(replace_o(cell, letter))
            points[cell] = (lat, lon, np.nan if accuracy is None else accuracy)
        except PositionError as error:
            faults[cell] = Fault(error.code, error.message, error.advice)
    _tell_faults(sheet, LAT_LON, cells, faults, placed)
    _tell_shapes(sheet, cells, set(filter(is_shape, points)), placed)
    free = np.isnan(placed.lat) & np.isnan(placed.lon)
    for number, part in enumerate(("lat", "lon", "accuracy")):
        found = cells.take_numbers({cell: point[number] for cell, point in points.items()})
        setattr(placed, part, np.where(free, found, getattr(placed, part)))


def _tell_shapes(sheet: NamedSheet, cells: TextColumn, shapes: set[str], placed: Placed) -> None:
    """Tell once of cells that are lines or areas, and stand at a point on them."""
    rows = cells.where(shapes).tolist()
    if rows:
        many = "1 cell is no point" if len(rows) == 1 else f"{len(rows):,} cells are no points"
        words = f"{many} but {shorten(cells[rows[0]])}: the unit stands at a point on it"
        fault = Fault("shape-as-point", words)
        placed.problems.append(sheet.problem(rows[0], LAT_LON, fault, "notice"))


def _given(sheet: NamedSheet, name: str) -> Any:
    if name not in sheet.cells:
        return np.zeros(len(sheet.raw.lines), dtype=bool)
    return ~sheet.cells[name].is_blank


def _check_halves(sheet: NamedSheet, placed: Placed, *, is_told: bool) -> None:
    """Tell of rows that have one half of a position."""
    for own, other in (("lat", "lon"), ("lon", "lat")):
        half = np.isnan(getattr(placed, own)) & ~np.isnan(getattr(placed, other))
        rows = [row for row in np.flatnonzero(half).tolist() if row not in placed.faulty]
        if is_told and own not in sheet.own:
            placed.faulty.update(rows)
            continue
        words = f"the cell is blank, but {other} is not"
        fault = Fault("no-position", words, "fill in both, or neither")
        placed.tell(sheet.problems(rows, own, fault), rows)


def _find_by_place(
    sheet: NamedSheet,
    texts: Mapping[str, Any],
    placed: Placed,
    choices: Mapping[str, str],
    aside: Container[int],
) -> None:
    """Give rows without any position that of their place, or tell why there is none."""
    bare = np.flatnonzero(np.isnan(placed.lat) & np.isnan(placed.lon)).tolist()
    bare = [row for row in bare if row not in placed.faulty and row not in aside]
    if not bare or not {*AXES, LAT_LON, "place"}.intersection(sheet.own):
        return
    blank = no_texts(len(sheet.raw.lines))
    named, countries, regions = (texts.get(name, blank) for name in ("place", "country", "region"))
    wanted: dict[tuple[str, str, str], list[int]] = {}
    for row in bare:
        key = (named[row] or "", countries[row] or "", regions[row] or "")
        wanted.setdefault(key, []).append(row)
    unplaced: list[int] = []
    severity = _severity_of_places(sheet, placed)
    for number, (key, rows) in enumerate(wanted.items()):
        answer = look_up(*key, choices, suggest=number < MOST_SUGGESTED)
        if isinstance(answer, Fault) and answer.code == "no-position":
            unplaced += rows
            continue
        if isinstance(answer, Fault):
            column = "place" if key[0] else _column_to_fill(sheet)
            placed.problems += _tell_missing(sheet, column, answer, rows, severity)
            continue
        placed.lat[rows], placed.lon[rows] = answer.lat, answer.lon
        if answer.source:
            placed.source |= dict.fromkeys(rows, answer.source)
        if answer.id:
            placed.problems.append(_tell_found(sheet, key[0], answer, rows))
    placed.problems += _tell_unplaced(sheet, sorted(unplaced), placed)


def _severity_of_places(sheet: NamedSheet, placed: Placed) -> Severity:
    """Return how grave it is that a place is not known.

    Beside positions a column that was guessed to be places, or whose words name the rows, need not
    say where a unit is: its rows then have no position, and are told of.
    """
    names_rows = not any(use.column == "name" for use in sheet.uses)
    doubtful = (*GUESSED, "synonym") if names_rows else GUESSED
    is_named = not any(use.column == "place" and use.how in doubtful for use in sheet.uses)
    return "error" if is_named or np.isnan(placed.lat).all() else "warning"


def _tell_unplaced(sheet: NamedSheet, rows: Sequence[int], placed: Placed) -> list[Problem]:
    """Tell once of the rows that name no position: a fault only where there is no other row."""
    column, total = _column_to_fill(sheet), len(sheet.raw.lines)
    advice = "fill in lat and lon, or a place that deploymap knows"
    if len(rows) == total:
        fault = Fault("no-position", "the row has no position", advice)
        return sheet.problems(rows, column, fault)
    # sums of other rows are no units, see totals.py
    named_so = sum_rows(sheet)
    rows = [row for row in rows if row not in named_so]
    if not rows:
        return []
    lines = sheet.raw.lines[list(rows[:MOST_LINES])].tolist()
    more = f" and {len(rows) - MOST_LINES:,} more" if len(rows) > MOST_LINES else ""
    named = f"{sheet.raw.part}{'s' if len(rows) > 1 else ''} {', '.join(map(str, lines))}{more}"
    verb = "has" if len(rows) == 1 else "have"
    words = f"{len(rows):,} of {total:,} rows {verb} no position ({named})"
    # a unit of a scenario may have been on the map before
    which = "those that never had one" if sheet.raw.part == "unit" else "them"
    fault = Fault("no-position", f"{words}; the page lists {which} beside the map", advice)
    return [sheet.problem(rows[0], column, fault, "notice")]


def _fill_sources(own: Texts | None, placed: Placed) -> Texts:
    """Return where the positions come from: what the sheet says, else where they were found."""
    sources = no_texts(len(placed.lat)) if own is None else own
    if placed.source:
        sources = sources.copy()
        for row, source in placed.source.items():
            sources[row] = sources[row] or source
    return sources


def _tell_missing(
    sheet: NamedSheet, column: str, fault: Fault, rows: Sequence[int], severity: Severity
) -> list[Problem]:
    """Tell of a place once, however many rows name it."""
    if fault.code not in ("place-unknown", "place-ambiguous") or len(rows) == 1:
        return sheet.problems(rows, column, fault, severity)
    more = fault._replace(message=f"{fault.message} ({len(rows):,} rows)")
    lines = tuple(sheet.raw.lines[rows[1:]].tolist())
    return [replace(sheet.problem(rows[0], column, more, severity), also=lines)]


def _tell_found(sheet: NamedSheet, name: str, place: Place, rows: Sequence[int]) -> Problem:
    words = f"{name} is {describe_place(place)}"
    more = f" ({len(rows)} rows)" if len(rows) > 1 else ""
    fault = Fault("place-found", words + more, "fill in lat and lon where another is meant")
    return sheet.problem(rows[0], "place", fault, "notice")


def _column_to_fill(sheet: NamedSheet) -> str:
    return next((name for name in ("lat", LAT_LON, "place") if name in sheet.own), "lat")
