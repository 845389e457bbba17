"""The position of a row: in which cells it stands, and what they say of another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from deploymap.checks.places import parse_position
from deploymap.edit.faults import refuse
from deploymap.edit.sheet import EditableSheet
from deploymap.notation.angles import Axis
from deploymap.notation.positions import PositionError, parse_degrees
from deploymap.notation.rewriting import decimals_of, rewrite_degrees, rewrite_pair
from deploymap.problems import DataError
from deploymap.schema import LAT_LON

POSITION = "position"  # what a change names for all cells of a position
AXES: tuple[Axis, Axis] = ("lat", "lon")
SAME = 1e-6  # degrees, a tenth of a metre, between two writings of one position
MOST_DECIMALS = 6  # a tenth of a metre: what a workbook has reckoned has more that say nothing
# how a position is written where no row of the sheet has one
BLANK_SHEET = {"lat": "0.00000", "lon": "0.00000", LAT_LON: "0.00000, 0.00000"}

# a column's own name -> the text of the row's cell
TextOf = Callable[[str], str]


def position_columns(sheet: EditableSheet) -> tuple[str, ...]:
    """Return the schema's names of the columns that hold positions: `lat` and `lon`, or `lat_lon`.

    Raises `DataError` where there are none, or where what they say is worked out of more columns or
    in another reference system.
    """
    own = sheet.sheet.own
    names = AXES if {*AXES} <= set(own) else (LAT_LON,) if LAT_LON in own else ()
    if not names:
        words = "the sheet has no columns for latitude and longitude"
        raise refuse(sheet.file, "edit-position", words, "add two that are called lat and lon")
    if sheet.reading.crs and names == AXES:
        words = f"the positions are in {sheet.reading.crs}, in which deploymap does not write"
        raise refuse(sheet.file, "edit-position", words, "change the cells by hand")
    for name in names:
        if sheet.sheet.cells[name] is not sheet.sheet.raw.columns[own[name]]:
            words = f"{own[name]} is read together with other columns or in another order"
            raise refuse(sheet.file, "edit-position", words, "change the cells by hand")
    return names


def read_position(sheet: EditableSheet, text_of: TextOf) -> tuple[float, float] | None:
    """Return lat and lon in degrees (WGS 84) of a row, None where the cells say none."""
    texts = [text_of(sheet.sheet.own[name]) for name in position_columns(sheet)]
    try:
        if len(texts) == 2:
            return parse_degrees(texts[0], "lat"), parse_degrees(texts[1], "lon")
        return parse_position(texts[0])[:2]
    except PositionError:
        return None


def is_same_position(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Return whether two positions are the same, or neither is one."""
    if one is None or other is None:
        return one is other
    return all(abs(a - b) < SAME for a, b in zip(one, other, strict=True))


def parse_wanted(sheet: EditableSheet, text: str) -> tuple[float, float]:
    """Return lat and lon in degrees of a text in any notation; raises `DataError` for others."""
    try:
        return parse_position(text)[:2]
    except PositionError as error:
        raise refuse(sheet.file, error.code, error.message, error.advice) from None


def write_position(
    sheet: EditableSheet, text_of: TextOf, lat: float, lon: float
) -> Mapping[str, str]:
    """Return the texts of a row's cells at another position, by the sheet's own names.

    They have the notation and the digits of the row's own; where it has no position, those of the
    first row that has one. Raises `DataError` where that notation cannot be written.
    """
    names = position_columns(sheet)
    own = {name: sheet.sheet.own[name] for name in names}
    texts = {name: text_of(column) for name, column in own.items()}
    if not all(texts.values()):
        texts = _first_position(sheet, own)
    if sheet.sheet.raw.has_numbers and names == AXES:
        texts = {name: _shorten(text) for name, text in texts.items()}
    try:
        if names == (LAT_LON,):
            return {own[LAT_LON]: rewrite_pair(texts[LAT_LON], lat, lon)}
        decimals = max(_decimals(sheet, texts, own.values()))
        return {
            own[axis]: rewrite_degrees(texts[axis], axis, degrees, decimals=decimals)
            for axis, degrees in zip(AXES, (lat, lon), strict=True)
        }
    except PositionError as error:
        raise _refuse(sheet, error) from None


def _decimals(
    sheet: EditableSheet, texts: Mapping[str, str], columns: Iterable[str]
) -> Iterator[int]:
    """Yield how many decimals of a degree are given, by the row or, in a workbook, by any row.

    A workbook keeps no zeros at the end of a number, so that a row alone does not tell.
    """
    yield from map(decimals_of, texts.values())
    if sheet.sheet.raw.has_numbers:
        for column in columns:
            for text in sheet.sheet.raw.columns[column].distinct:
                yield decimals_of(_shorten(text))


def _shorten(text: str) -> str:
    """Return a number that a workbook has reckoned without the digits that say nothing."""
    if decimals_of(text) <= MOST_DECIMALS:
        return text
    return f"{float(text.replace(',', '.')):.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")


def _first_position(sheet: EditableSheet, own: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of the first row with a whole position; of the sheet's none, plain zeros."""
    columns = [sheet.sheet.raw.columns[column] for column in own.values()]
    for cells in zip(*columns, strict=True):
        if all(cells):
            return dict(zip(own, cells, strict=True))
    return {name: BLANK_SHEET[name] for name in own}


def _refuse(sheet: EditableSheet, error: PositionError) -> DataError:
    return refuse(sheet.file, "edit-position", error.message, error.advice)
