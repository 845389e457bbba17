"""Tells which kind of file some bytes are, mostly by their beginning."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from deploymap.problems import DataError, Fault, Problem

FileType = Literal[
    "text",
    "html",
    "workbook",
    "parquet",
    "scenario",
    "geojson",
    "gpkg",
    "flatgeobuf",
    "shapefile",
    "kml",
    "kmz",
    "gpx",
    "feed",
]

REFUSED = {
    b"%PDF": "is a PDF",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"GIF8": "is a picture",
    b"{\\rtf": "is a text document (RTF)",
    b"\x1f\x8b": "is compressed (gzip)",
    b"7z\xbc\xaf": "is compressed (7-Zip)",
    b"Rar!": "is compressed (RAR)",
}
ADVICE = "save the sheet as CSV, XLSX or ODS"
HEAD = 4_096


def find_type(data: bytes, file: str) -> FileType:
    """Return the kind of a file.

    Raises `DataError` for a file that holds no table that can be read, with words on what it is.
    """
    for signature, words in REFUSED.items():
        if data.startswith(signature):
            raise _refuse(file, words)
    if data.startswith(b"PK\x03\x04"):
        return _find_in_zip(data, file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "workbook"
    if data.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"fgb\x03"):
        return "flatgeobuf"
    if data.startswith(b"\x00\x00\x27\x0a"):
        advice = "put it into a ZIP with its .dbf, .shx and .prj, and name that"
        raise _refuse(file, "is a Shapefile without its other parts", advice)
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return _find_markup(head, file)
    if head.startswith((b"{", b"[")) or file.casefold().endswith((".geojson", ".json")):
        return _find_json(data)
    return "text"


def _find_in_zip(data: bytes, file: str) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        advice = "open it in the program that it comes from and save it again"
        raise _refuse(file, "is a broken ZIP or Excel file", advice, "format-broken") from None
    if any(name.casefold().endswith(".kml") for name in names):
        return "kmz"
    if any(name.casefold().endswith(".shp") for name in names):
        return "shapefile"
    if any(name.startswith("xl/") or name in ("content.xml", "mimetype") for name in names):
        return "workbook"
    if any(name.startswith("word/") for name in names):
        raise _refuse(file, "is a Word document")
    raise _refuse(file, "is a ZIP file", "unpack it and name the file in it")


def _find_markup(head: bytes, file: str) -> FileType:
    text = head.decode("utf-8", "replace").casefold()
    for kind in ("kml", "gpx"):
        if re.search(rf"<(?:\w+:)?{kind}[\s>]", text):
            return "kml" if kind == "kml" else "gpx"
    if re.search(r"<(?:rss|feed|rdf:rdf)[\s>]", text):
        return "feed"
    if re.search(r"<(?:html|!doctype html|table)[\s>]", text):
        return "html"
    if text.startswith("<?xml"):
        raise _refuse(file, "is XML, but neither KML, GPX nor a feed")
    return "text"


def _find_json(data: bytes) -> FileType:
    from deploymap.sheets.formats.scenario import is_scenario

    return "scenario" if is_scenario(data) else "geojson"


def _refuse(file: str, words: str, advice: str = ADVICE, code: str = "file-unknown") -> DataError:
    return DataError([Problem.of_file(file, Fault(code, words, advice))])
