"""Bytes of a border file -> JSON values, and what a file is that holds none.

The coordinates stay text, so that GEOS can read them as they stand. One value is a GeoJSON text
(https://www.rfc-editor.org/rfc/rfc7946), several a sequence of them, parted by line feeds or by RS
characters (https://www.rfc-editor.org/rfc/rfc8142).
"""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any, NoReturn

from deploymap.depth import MOST_DEPTH, find_depth
from deploymap.problems import DataError, Fault, Problem

# linear on any text: no quotation mark is in the class, so no two matches look at one stretch
COORDINATES = re.compile(r'("coordinates"\s*:\s*)(\[[][\s0-9.,eE+-]*\])')
BETWEEN = re.compile(r"[\s\x1e]*")

SIGNATURES = (
    (b"\x00\x00\x27\x0a", "a Shapefile"),
    (b"SQLite format 3\x00", "a GeoPackage or another SQLite file"),
    (b"PK\x03\x04", "a ZIP archive, such as a packed Shapefile or KMZ"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"fgb\x03", "a FlatGeobuf file"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF file"),
)
MARKUP = ((b"<kml", "KML"), (b"<gpx", "GPX"), (b"<html", "a web page"), (b"<svg", "an SVG drawing"))
PARTS_OF_SHAPEFILES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

CONVERT = (
    "make GeoJSON of it: in QGIS with Export > Save Features As, or with "
    "ogr2ogr -f GeoJSON -t_srs EPSG:4326 borders.geojson {file}"
)
SAVE_AS_UTF8 = "save it in the encoding UTF-8"


def load_json(content: bytes, file: str) -> tuple[list[Any], list[str]]:
    """Return the JSON values, {"taken": n} in place of all coordinates, and these as texts.

    So the many numbers go to GEOS as they stand; by way of Python lists they take twice the time.

    Raises DataError where the file is no JSON.
    """
    _refuse_other_formats(content, file)
    text = _decode_text(content, file)
    texts: list[str] = []

    def take(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f'{match[1]}{{"taken":{len(texts) - 1}}}'

    try:
        return decode_values(COORDINATES.sub(take, text)), texts
    except ValueError:
        return _decode_whole(text, file), []


def _decode_whole(text: str, file: str) -> list[Any]:
    """Return the JSON values of a text with its coordinates; DataError says the line of a fault."""
    advice = "export the borders as GeoJSON in UTF-8"
    try:
        return decode_values(text)
    except TooDeepError as error:
        raise DataError([Problem.of_file(file, Fault("limit", str(error)))]) from None
    except json.JSONDecodeError as error:
        line, message = error.lineno, f"is no GeoJSON ({error.msg})"
    except ValueError:  # Python refuses to read integers of more than some 4,300 digits
        line, message = None, "is no GeoJSON (it holds a number of thousands of digits)"
    raise DataError([Problem.of_cell(file, line, None, Fault("border-file", message, advice))])


class TooDeepError(ValueError):
    """Too many brackets within each other."""


def decode_values(text: str) -> list[Any]:
    """Return the JSON values that follow each other in a text; ValueError where it is no JSON."""
    check_depth(text)
    try:
        return [json.loads(text)]
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" and "\x1e" not in text:
            raise
    values, decoder = [], json.JSONDecoder()
    at = _skip_between(text, 0)
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        values.append(value)
        at = _skip_between(text, end)
    return values


def check_depth(text: str) -> None:
    """Raise `TooDeepError` where more than `MOST_DEPTH` brackets are within each other."""
    deepest = find_depth(text.encode("utf-8", "surrogatepass"))
    if deepest > MOST_DEPTH:
        raise TooDeepError(f"has {deepest} brackets within each other; {MOST_DEPTH} are the most")


def _skip_between(text: str, start: int) -> int:
    """Return where the next value of a sequence begins."""
    match = BETWEEN.match(text, start)
    return match.end() if match else start


def _refuse_other_formats(content: bytes, file: str) -> None:
    """Raise DataError where the bytes are those of another format for maps."""
    for start, what in SIGNATURES:
        if content.startswith(start):
            _refuse(file, f"is {what}, not GeoJSON", CONVERT.format(file=file))
    is_part = PurePath(file).suffix.lower() in PARTS_OF_SHAPEFILES
    if is_part and not content.startswith(b"{"):
        _refuse(file, "is a part of a Shapefile, not GeoJSON", "name the .shp beside it")
    head = content[:4000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"<"):
        found = next((what for mark, what in MARKUP if mark in head), "XML, such as GML")
        page = "download the file itself, not the page that shows it"
        _refuse(
            file,
            f"is {found}, not GeoJSON",
            page if found == "a web page" else CONVERT.format(file=file),
        )


def _decode_text(content: bytes, file: str) -> str:
    """Return the text of a file in UTF-8; DataError says what else it is."""
    for mark, encoding in ENCODINGS:
        if content.startswith(mark):
            _refuse(file, f"is text in {encoding}, not in UTF-8", SAVE_AS_UTF8)
    if b"\x00" in content[:2]:
        _refuse(file, "is text in UTF-16 or no text at all", SAVE_AS_UTF8)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is no UTF-8 text (the byte {error.object[error.start]:#04x} is none of it)"
        _refuse(file, message, SAVE_AS_UTF8, line)
    if not text.strip():
        _refuse(file, "is empty", "export the borders as GeoJSON in UTF-8")
    return text


def _refuse(file: str, message: str, advice: str, line: int | None = None) -> NoReturn:
    """Raise DataError with one fault of the whole file."""
    raise DataError([Problem.of_cell(file, line, None, Fault("border-file", message, advice))])
