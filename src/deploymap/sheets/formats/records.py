"""JSON of any make -> records: lists of objects, columns, JSON lines, answers of services."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deploymap.epochs import read_epoch
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.jsontext import json_text, kind_of, load_json, whole
from deploymap.sheets.formats.rows import broken, listed

ADVICE = 'a list of objects is read, such as [{"name": "A", "lat": 48.5, "lon": 39.3}]'

# where services put the list that was asked for, the first goes first
USUAL = (
    *("features", "units", "records", "results", "result", "items", "events", "data", "rows"),
    *("value", "values", "docs", "hits", "entries", "list"),
)
# where rows that are lists of cells stand
ROWS = ("data", "rows", "allData", "values")
# objects that hold what a record says, beside what a service says of it
WRAPPERS = frozenset({"_source", "fields", "attributes", "properties", "node"})
MOST_LEVELS = 3  # of objects in which the list is looked for, and that become parts of a name
LONGEST_NAME = 100  # characters of a name that becomes a part of others
PLACES = frozenset({"lat", "lon", "lng", "long", "latitude", "longitude"})

_DATED = re.compile(r"time|date|stamp|epoch|created|updated|_at$", re.IGNORECASE)

Record = dict[str, Any]


@dataclass(frozen=True)
class Records:
    """The objects of a file, and what was noticed; `root` is what holds them, if it says more."""

    records: Sequence[Any]
    root: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


def load_any(data: bytes, file: str, advice: str) -> Any:
    """Return what a JSON file holds; JSON lines as a list of what stands on each.

    Raises DataError as `load_json` does, with the line.
    """
    lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\x1e", b"").split(b"\n")
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) < 2 or not _is_whole(filled[0][1]):
        return load_json(data, file, advice)
    return [load_json(line, file, advice, line=number) for number, line in filled]


def _is_whole(line: bytes) -> bool:
    """Return whether a line is an object or a list by itself."""
    text = line.strip()
    if not text.startswith((b"{", b"[")) or not text.endswith((b"}", b"]")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def find_records(root: Any, file: str) -> Records:
    """Return the objects of a JSON file that are the rows of its table.

    Raises DataError where there are none.
    """
    if isinstance(root, list):
        return Records(_from_lists(root) if _is_table(root) else root)
    if not isinstance(root, dict):
        raise broken(file, f"has no records ({kind_of(root)})", ADVICE)
    if records := _from_table(root):
        return Records(records)
    if columns := _from_columns(root):
        return Records(columns)
    found = dict(_find_lists(root, "", MOST_LEVELS))
    if not found:
        if any(not isinstance(value, dict | list) for value in root.values()):
            return Records([root])
        raise broken(file, f"has no records ({kind_of(root)})", ADVICE)
    chosen = _choose(found)
    return Records(found[chosen], root, _tell_of_choice(chosen, found, file))


def _from_table(root: Record, levels: int = MOST_LEVELS) -> list[Record]:
    """Return the records of lists of cells beside which their columns are described, [] for none.

    So pandas, Socrata (`meta.view.columns`) and kepler.gl (`fields`, `allData`) write tables; of
    several tables of one file all rows are taken.
    """
    rows = next((root[name] for name in ROWS if _is_rows(root.get(name))), None)
    described = next(filter(None, map(_names_of, (root, _inner(root, "meta", "view")))), None)
    if rows and described:
        return [dict(zip(described, row, strict=False)) for row in rows]
    if levels < 2:
        return []
    inner = [value for value in root.values() if isinstance(value, dict)]
    for value in root.values():
        if isinstance(value, list) and any(_is_table_within(each) for each in value):
            inner += [each for each in value if isinstance(each, dict)]
    return [record for each in inner for record in _from_table(each, levels - 1)]


def _is_table_within(value: Any) -> bool:
    return isinstance(value, dict) and any(
        isinstance(each, dict) and any(_is_rows(each.get(name)) for name in ROWS)
        for each in (value, *value.values())
    )


def _names_of(holder: Record) -> list[str]:
    """Return the names of columns that stand in a list by themselves, or of objects with a name."""
    for columns in (holder.get(name) for name in ("columns", "fields", "header", "headers")):
        if isinstance(columns, list) and columns:
            names = [each.get("name") if isinstance(each, dict) else each for each in columns]
            if all(isinstance(name, str) for name in names):
                return list(map(str, names))
    return []


def _inner(root: Record, *path: str) -> Record:
    for name in path:
        value = root.get(name)
        root = value if isinstance(value, dict) else {}
    return root


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, list) for row in value)


def _is_table(rows: list[Any]) -> bool:
    """Return whether these are lists, the first of them of names."""
    return _is_rows(rows) and all(type(name) is str for name in rows[0])


def _from_lists(rows: list[list[Any]]) -> list[Record]:
    names = [name or f"column {number}" for number, name in enumerate(rows[0], 1)]
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]


def _from_columns(root: Record) -> list[Record]:
    """Return the records of an object of columns, as pandas writes them, or of records by key."""
    values = list(root.values())
    if len(values) > 1 and all(map(_is_plain, values)) and len(set(map(len, values))) == 1:
        return [dict(zip(root, row, strict=True)) for row in zip(*values, strict=True)]
    if not values or not all(isinstance(value, dict) and value for value in values):
        return []
    keys = dict.fromkeys(key for value in values for key in value)
    if all(key.isdigit() for key in keys):
        return [{name: column.get(key) for name, column in root.items()} for key in keys]
    scalars = all(not isinstance(each, list) for value in values for each in value.values())
    return values if scalars and len(values) > 1 else []


def _is_plain(value: Any) -> bool:
    """Return whether this is a list of single values."""
    return isinstance(value, list) and not any(isinstance(each, dict | list) for each in value)


def _find_lists(root: Record, path: str, levels: int) -> Iterator[tuple[str, list[Any]]]:
    """Yield each list of objects within an object, with its path."""
    for name, value in root.items():
        inner = f"{path}.{name}" if path else name
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield inner, value
        elif isinstance(value, dict) and levels > 1:
            yield from _find_lists(value, inner, levels - 1)


def _choose(found: Mapping[str, list[Any]]) -> str:
    ends = {path.rpartition(".")[2].casefold(): path for path in reversed(list(found))}
    usual = next((ends[name] for name in USUAL if name in ends), None)
    return usual or max(found, key=lambda path: len(found[path]))


def _tell_of_choice(chosen: str, found: Mapping[str, list[Any]], file: str) -> list[Problem]:
    others = [f"{shorten(path)} ({len(found[path]):,})" for path in found if path != chosen]
    if not others:
        return []
    message = f"the list {shorten(chosen)} is read; there are also: {listed(others)}"
    return [Problem.of_file(file, Fault("sheet-chosen", message), "notice")]


def flatten(record: Record) -> dict[str, str]:
    """Return a record as texts; what is within an object has the names of both, as in `a.b`."""
    texts = dict(_flat(_unwrapped(record), "", MOST_LEVELS))
    for name in [name for name in texts if "." in name]:
        end = name.rpartition(".")[2]
        if end.casefold() in PLACES and end not in texts:
            texts[end] = texts.pop(name)
    return texts


def _unwrapped(record: Record) -> Record:
    """Return a record with what stands within its one wrapper beside the rest."""
    inner = [name for name in WRAPPERS.intersection(record) if isinstance(record[name], dict)]
    if len(inner) != 1 or not record.keys().isdisjoint(record[inner[0]]):
        return record
    rest: Record = {name: each for name, each in record.items() if name != inner[0]}
    rest.update(record[inner[0]])
    return rest


def _flat(record: Record, path: str, levels: int) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        inner = whole(f"{path}.{name}" if path else name)
        if isinstance(value, dict) and _is_of_sparql(value):
            value = value["value"]
        if isinstance(value, dict) and value and levels > 1 and len(inner) <= LONGEST_NAME:
            yield from _flat(value, inner, levels - 1)
        else:
            yield inner, json_text(value)


def _is_of_sparql(value: Record) -> bool:
    """Return whether an object is one value of an answer of SPARQL, with its type."""
    return {"type", "value"} <= value.keys() <= {"type", "value", "xml:lang", "datatype"}


def read_epochs(rows: Sequence[dict[str, str]], file: str, part: str) -> list[Problem]:
    """Write the times of columns that count seconds or milliseconds since 1970 as dates, in place.

    Only of columns whose name speaks of time, and all of whose cells can be so. Returns a notice
    for each.
    """
    problems = []
    names = dict.fromkeys(name for row in rows for name in row if _DATED.search(name))
    for name in names:
        cells = [(row, row[name]) for row in rows if row.get(name)]
        moments = [read_epoch(text) for _, text in cells]
        if not cells or None in moments:
            continue
        for (row, _), moment in zip(cells, moments, strict=True):
            row[name] = moment or ""
        message = f"counts from 1970: {cells[0][1]} is read as {moments[0]} (UTC)"
        problems.append(
            Problem.of_cell(file, None, name, Fault("date-epoch", message), "notice", part=part)
        )
    return problems
