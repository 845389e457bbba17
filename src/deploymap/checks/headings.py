"""Headings among the rows: a name alone in its row is the side, kind or superior of those below."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from deploymap.arrays import Truths
from deploymap.checks.header import NamedSheet
from deploymap.checks.looks import SIDES
from deploymap.checks.spelling import folded_words, split_words
from deploymap.checks.totals import sum_rows
from deploymap.gazetteer.lookup import is_country
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.asides import LEAST_HEADS, are_heads
from deploymap.sheets.texts import TextColumn, to_objects
from deploymap.sizes import MANY_ROWS
from deploymap.symbols.vocabulary import find_best

LEAST_COLUMNS = 3  # of a sheet in which a row with one cell stands out
SHORTEST = 4  # letters of a country's name: two or three may be an abbreviation of anything
COLORS = folded_words(
    "blue red green orange blau rot bleu rouge azul rojo синие красные сині червоні"
)


@dataclass(frozen=True)
class Headings:
    """Of each row that is a heading its text, and whether it is above one right below it.

    `texts` is empty where a sheet has no headings, or where rows with a name alone may be units.
    """

    texts: Mapping[int, str]
    upper: frozenset[int] = frozenset()


def _above(row: int, heads: Sequence[int]) -> int | None:
    """Return the last of some headings, in order, that stands above a row, None where none does."""
    at = bisect_left(heads, row)
    return heads[at - 1] if at else None


def find_headings(sheet: NamedSheet) -> Headings:
    """Return the rows that have one cell, each at the head of others, from the first row on.

    Two headings that follow each other are two levels. A heading may state troops as well, where
    these are those of the rows below it together.
    """
    columns = list(sheet.raw.columns.values())
    rows = len(sheet.raw.lines)
    if "name" not in sheet.own or len(columns) < LEAST_COLUMNS or not 2 < rows <= MANY_ROWS:
        return Headings({})
    if sum(bool(column[0]) for column in columns) > 2:
        return Headings({})
    troops = sheet.raw.columns.get(sheet.own.get("troops", ""))
    others = [column for column in columns if column is not troops]
    filled = np.sum([~column.is_blank for column in others], axis=0)
    found = np.flatnonzero(filled == 1).tolist()
    sums = sum_rows(sheet)
    heads = [row for row in found if row not in sums]
    texts = {row: next(column[row] for column in others if column[row]) for row in heads}
    upper = frozenset(row for row in heads if row + 1 in texts)
    is_clean = are_heads(heads, rows) and any(map(str.isalpha, texts[0]))
    return Headings(texts, upper) if is_clean else Headings({})


def name_headings(sheet: NamedSheet, headings: Headings) -> NamedSheet:
    """Return the sheet with the headings among the names, in whatever column they stand."""
    if not headings.texts:
        return sheet
    cells = dict(sheet.cells)
    for name, column in sheet.cells.items():
        if name == "name" or any(column[row] for row in headings.texts):
            own = [
                (text if name == "troops" else "") if row in headings.texts else text
                for row, text in enumerate(column)
            ]
            cells[name] = TextColumn(own)
    named = list(cells["name"])
    for row, text in headings.texts.items():
        named[row] = text
    return replace(sheet, cells={**cells, "name": TextColumn(named)})


def take_headings(
    sheet: NamedSheet, headings: Headings, values: dict[str, Any]
) -> tuple[Truths, list[Problem]]:
    """Fill `side`, `kind` or `parent` from headings, and return which rows are no units.

    Headings that are all sides are those of the rows below them; so are kinds where no column has
    them. All others are superiors, whose number has those of their rows in it.
    """
    gone = np.zeros(len(sheet.raw.lines), dtype=bool)
    heads = list(headings.texts)
    if not heads:
        return gone, []
    problems: list[Problem] = []
    rest = heads
    tops = [row for row in heads if row in headings.upper] or heads
    sides = [row for row in heads if is_side(headings.texts[row])]
    if set(tops) <= set(sides) and len(sides) >= LEAST_HEADS:
        problems.append(_give(sheet, headings, sides, values, "side"))
        rest = [row for row in heads if not is_side(headings.texts[row])]
        gone[sides] = True
    if rest and "kind" not in sheet.own and all(_is_kind(headings.texts[row]) for row in rest):
        problems.append(_give(sheet, headings, rest, values, "kind"))
        gone[rest] = True
        rest = []
    if rest:
        told = _superiors(sheet, headings, rest, gone, values)
        problems.append(told or sheet.problem(rest[0], "lat", _no_superiors(rest), "notice"))
    return gone, problems


def is_side(text: str) -> bool:
    """Return whether a heading is called as sides are: a country, `Allied forces`, `Blue`."""
    words = {*split_words(text)}
    if any(map(str.isdigit, text)):
        return False
    return bool(words & (SIDES | COLORS)) or (len(text) >= SHORTEST and is_country(text))


def _is_kind(text: str) -> bool:
    return find_best("echelon", text) is None and find_best("kind", text) is not None


def _give(
    sheet: NamedSheet, headings: Headings, heads: Sequence[int], values: dict[str, Any], name: str
) -> Problem:
    """Fill the blanks of a column from the headings above their rows, and say so."""
    filled = values[name].tolist()
    own = set(heads)
    for row in range(len(filled)):
        head = _above(row, heads)
        if head is not None and row not in own and filled[row] is None:
            filled[row] = headings.texts[head]
    values[name] = to_objects(filled)
    quoted = shorten(", ".join(dict.fromkeys(headings.texts[row] for row in heads)))
    words = f"{len(heads)} rows with a name alone are taken for the {name}s of those below them: "
    words += quoted
    advice = f"where that is wrong add a column {name}, and delete these rows"
    fault = Fault("headings-taken", words, advice)
    return sheet.problem(heads[0], "name", fault, "notice")


def _superiors(
    sheet: NamedSheet,
    headings: Headings,
    heads: Sequence[int],
    gone: Truths,
    values: dict[str, Any],
) -> Problem | None:
    """Fill `parent` from the headings, None where they cannot be superiors of the rows below."""
    if "parent" in sheet.own:
        return None
    above: dict[int, int] = {}
    own = set(heads)
    tops = [row for row in heads if row in headings.upper]
    lower = [row for row in heads if row not in headings.upper]
    ends = sorted([*lower, *(row for row in headings.texts if gone[row])])
    for row in range(len(gone)):
        if gone[row] or (row in own and row in headings.upper):
            continue
        head = _above(row, tops if row in own else ends)
        if head is not None and not gone[head]:
            above[row] = head
    sums = sum_rows(sheet)
    pairs = [(row, head) for row, head in above.items() if row not in sums]
    if not _may_be(sheet, headings, pairs) or not _adds_up(values["troops"], lower, pairs):
        return None
    parents, sides = values["parent"].tolist(), values["side"].tolist()
    for row, head in pairs:
        parents[row] = values["id"][head]
    below = _below(pairs)
    for head in reversed(heads):
        # a superior all of whose units are of one side is of it
        known = {sides[row] for row in below.get(head, ())}
        if len(known) == 1 and sides[head] is None:
            sides[head] = known.pop()
    values["parent"], values["side"] = to_objects(parents), to_objects(sides)
    part, whole = (shorten(values["name"][each]) for each in pairs[0])
    words = f"{len(heads)} rows with a name alone are taken for the superiors of those below them: "
    words += f"{part} is of {whole}"
    advice = "where that is wrong add a column parent, which may be blank"
    return sheet.problem(heads[0], "name", Fault("headings-taken", words, advice), "notice")


def _no_superiors(heads: Sequence[int]) -> Fault:
    words = (
        f"{len(heads)} rows with a name alone have no position; the page lists them beside the map"
    )
    return Fault("no-position", words, "where they are superiors write a column parent")


def _may_be(sheet: NamedSheet, headings: Headings, pairs: Iterable[tuple[int, int]]) -> bool:
    """Return whether no superior is of an echelon below that of one of its units."""
    names = sheet.cells["name"]
    pairs = list(pairs)
    tops = {head: _level(headings.texts[head]) for _, head in pairs}
    return bool(pairs) and not any(
        tops[head] and tops[head] <= _level(names[row]) for row, head in pairs
    )


def _level(name: str) -> int:
    """Return the code of the echelon that a name says, 0 for none: a higher one has a higher."""
    entry = find_best("echelon", name)
    return int(entry.code_d) if entry and entry.code_d.isdecimal() else 0


def _adds_up(troops: Any, heads: Iterable[int], pairs: Iterable[tuple[int, int]]) -> bool:
    """Return whether each heading that states a number states that of its rows together."""
    below = _below(pairs)
    return all(
        troops[head] == sum(troops[row] for row in below.get(head, ()))
        for head in heads
        if not np.isnan(troops[head])
    )


def _below(pairs: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    """Return the rows of each superior."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, head in pairs:
        rows[head].append(row)
    return rows
