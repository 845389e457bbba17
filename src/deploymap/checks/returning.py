"""Names that return at other dates, in a sheet without ids: of one unit, or of several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Integers, Texts, distinct
from deploymap.checks.header import NamedSheet
from deploymap.checks.overtime import end_of
from deploymap.checks.rows import order_dates
from deploymap.gazetteer.lookup import names_shipped_place
from deploymap.notation.isodates import date_order
from deploymap.problems import Fault, Problem, shorten
from deploymap.symbols.vocabulary import find_best, phrases, words_of

# what tells rows of one name apart, as far as the sheet says it
TOLD_BY = ("name", "side", "parent", "kind", "echelon")
# formations of which a side has but one of a number
HIGHEST = {"corps", "army", "army group"}
MOST_ROWS = 5  # that a warning lists

_WORD = re.compile(r"[^\W\d_]+(?:['’]s\b)?")
_OWNED = re.compile(r".*[^\W\d_]{2}(?:['’]s|s['’])\s.+", re.DOTALL)
_DESIGNATED = re.compile(r"\d|\b[A-Z]\b|\b[IVXL]+\b|[一二三四五六七八九十百]")
# words that are no more than what they are of: a side has many such
_COMMON = {"forces", "force", "men", "fighters", "rebels", "militia", "group", "unit", "soldiers"}


def unite_returning(sheet: NamedSheet, values: dict[str, Any]) -> tuple[bool, list[Problem]]:
    """Return whether names return at other dates that may be those of one unit, and words on them.

    Where all of them are surely names of one unit each, its rows get the `id` of the newest, and
    are one unit over time: none returns then. What has an id of the sheet's own is told by that.
    """
    ids: Texts = values["id"]
    if not {"date", "name"} <= set(sheet.own):
        return False, []
    told = ~sheet.cells["name"].is_blank
    if "id" in sheet.cells:
        told &= sheet.cells["id"].is_blank
    found = [rows for rows in find_returning(values) if told[rows].all()] if told.any() else []
    if not found:
        return False, []
    first = found[0]
    lines = ", ".join(str(line) for line in sheet.raw.lines[first[:MOST_ROWS]].tolist())
    more = ", ..." * (len(first) > MOST_ROWS)
    others = f" (and {len(found) - 1:,} more name{'s' * (len(found) > 2)})" * (len(found) > 1)
    at = f"{shorten(values['name'][first[0]])} stands at {len(first)} dates"
    at += f", on {sheet.raw.part}s {lines}{more}{others}"
    if all(_is_sure(values, rows) for rows in found):
        values["id"] = ids.copy()
        for rows in found:
            values["id"][rows] = ids[rows[-1]]
        words = f"{at}: such rows are taken for one unit, of which the newest is shown"
        advice = "give each unit an id of its own where that is wrong"
        fault = Fault("names-tell-units", words, advice)
        return False, [sheet.problem(None, "name", fault, "warning")]
    words = f"{at}, and no id says whether that is one unit: rows of all dates are added up"
    advice = "give each unit an id that returns, and its newest row is shown; or delete older rows"
    return True, [sheet.problem(None, "date", Fault("dates-together", words, advice), "warning")]


def find_returning(values: Mapping[str, Any]) -> list[Integers]:
    """Return the rows, from the oldest on, of each name that stands once at each of several dates.

    Nothing but the date tells these apart: rows of another side, superior, kind or echelon are of
    another unit. Words that say only what a unit is, such as infantry, are nobody's name, and what
    happened has none.
    """
    dates = distinct(values["date"])
    names = distinct(values["name"])
    if len(dates.values) < 2 or len(names.values) == len(names.codes):
        return []
    key = pd.DataFrame({name: distinct(values[name]).codes for name in TOLD_BY})
    group = key.groupby(list(TOLD_BY), sort=False).ngroup().to_numpy(np.int64)
    rows = np.flatnonzero((np.bincount(group)[group] > 1) & (names.codes >= 0))
    rows = rows[np.lexsort((rows, order_dates(values["date"])[rows], group[rows]))]
    parts = np.split(rows, np.flatnonzero(np.diff(group[rows])) + 1) if len(rows) else []
    found = [part for part in parts if _returns(dates.codes[part])]
    found = [part for part in found if _names_unit(values, int(part[0]))]
    return sorted(found, key=lambda part: int(part.min()))


def _returns(codes: Integers) -> bool:
    return bool((codes >= 0).all()) and len(np.unique(codes)) == len(codes)


def _names_unit(values: Mapping[str, Any], row: int) -> bool:
    """Return whether a row's name may be that of a unit: not of a place, an event, a kind."""
    name = values["name"][row]
    kind = find_best("kind", values["kind"][row] or name)
    if kind is not None and kind.symbol_class == "event":
        return False
    if name == values["place"][row] or (len(name) < 40 and names_shipped_place(name)):
        return False
    return bool(_DESIGNATED.search(name) or _words_of_its_own(values, row))


def _words_of_its_own(values: Mapping[str, Any], row: int) -> list[str]:
    """Return the words of a row's name that say more than its kind, size and side."""
    said = {word for table in ("kind", "echelon") for phrase in phrases(table) for word in phrase}
    said |= {*words_of(values["side"][row] or ""), *_COMMON}
    words = _WORD.findall(values["name"][row])
    return [word for word in words if len(word) > 1 and not said.issuperset(words_of(word))]


def _is_sure(values: Mapping[str, Any], rows: Integers) -> bool:
    """Return whether rows of one name are one unit: it has a name of its own, and is somewhere
    else or another at each date, which none of the others may reach into.
    """
    row = int(rows[0])
    name = values["name"][row]
    dates = [values["date"][each] for each in rows.tolist()]
    apart = all(end_of(one) < (date_order(next_one) or 0) for one, next_one in pairwise(dates))
    if not apart or not _is_counted(values, rows):
        return False
    if _OWNED.search(name):
        return True
    echelon = find_best("echelon", name)
    if echelon is not None and echelon.key in HIGHEST and _DESIGNATED.search(name):
        return True
    own = _words_of_its_own(values, row)
    others = [word for word in own if not name.startswith(word)]
    return any(len(word) > 2 and word[0].isupper() for word in others) or (
        len(own) > 1 and not own[-1].islower() and own[-1].lower() == own[-1].upper()
    )


def _is_counted(values: Mapping[str, Any], rows: Integers) -> bool:
    """Return whether rows say how many people they are, or of which kind: they are of units."""
    figures = [values[name][rows] for name in ("troops", "troops_min", "troops_max")]
    if not all(np.isnan(figure.astype(float)).all() for figure in figures):
        return True
    row = int(rows[0])
    return any(
        (text := values[name][row]) and find_best(name, text) is not None
        for name in ("kind", "echelon")
    )
