"""Dates across the top of a sheet: a column for each of them -> a row for each.

`Unit, Jan 2024, Feb 2024` and `Unit, Lat Jan 2024, Lat Feb 2024` say of each unit what it was at
several dates, as people write it who add a column every month.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from deploymap.arrays import Integers, Texts
from deploymap.checks.fitting import fits_column
from deploymap.checks.meaning import fold_synonym, own_name
from deploymap.checks.parts import read_parts
from deploymap.checks.places import looks_like_position
from deploymap.checks.spelling import fold_name, plain_name, undoubled
from deploymap.checks.synonyms import unit_synonyms
from deploymap.folding import plain_letters
from deploymap.gazetteer.lookup import find_places
from deploymap.notation.centuries import write_centuries
from deploymap.notation.dates import find_order, parse_dates, read_dates
from deploymap.notation.months import month_number
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, Problem, Severity
from deploymap.schema import LAT_LON
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn, to_objects
from deploymap.symbols.vocabulary import find_best

DATE = "date"
# what of a unit changes from date to date, by the schema's names
CHANGING = {"troops", "troops_min", "troops_max", "count", "place", "lat", "lon", LAT_LON}
CHANGING |= {"status", "parent", "side", "source", "confidence"}
MOST_WORDS = 8  # of a column's name, in which a date is looked for
LOOKED_AT = 200  # cells, to see what dates across the top have below them
LONGEST_MONTH = 14  # characters
LEAST_MONTHS = 3  # names of months alone: May and Mar may be anything

_WORD = late_pattern(r"[^\s_()\[\]:;|]+")
_YEAR = late_pattern(r"1\d{3}|20\d\d")
_SIGNS = " ()[]:;|,-–—_/"


@dataclass(frozen=True, eq=False)
class Group:
    """Columns of one name but for the date in it.

    `rest` is that name, "" where the date is all of it; `dates` has by each date, as ISO text, the
    column and how it writes the date, in the order of the sheet.
    """

    rest: str
    dates: Mapping[str, tuple[str, str]]

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return [column for column, _ in self.dates.values()]


def spread_dates(raw: RawTable, mapping: Mapping[str, str]) -> RawTable:
    """Return a sheet with a row for each date where it has dates across its top, else the same.

    Rows of one line follow each other, from the first column of a date on; what is blank at a date
    has no row of it. Such a sheet has a column `date`, with the dates as they are written, one for
    each name besides, and an `id` if it had none: rows of one line are one unit. `heads` says of
    each cell from which column it is. What was done, or could not be, is among its `problems`. What
    `mapping`, as in `check.check_units`, names stays what it is.
    """
    kept = {own_name(own, list(raw.columns)) for own in mapping.values()}
    parted = find_groups([name for name in raw.columns if name not in kept])
    groups = [group for group in parted if len(group.dates) > 1]
    if not groups:
        return _tell_months(raw)
    meant = {*mapping, *_meanings(set(raw.columns).difference(*(g.columns for g in parted)))}
    if DATE in meant:
        return raw
    called = [(group, _call(raw, group, meant)) for group in groups]
    if not any(name for _, name in called):
        bare = [group for group in groups if not group.rest]
        return _tell_kept(raw, bare[0]) if bare else raw
    dates = {date for group, name in called if name for date in group.dates}
    # what has columns for the same dates goes with them
    names = {group: name for group, name in called if name}
    chosen = [
        (group, names.get(group, group.rest))
        for group in parted
        if group in names
        or (group.rest and group.rest not in raw.columns and dates >= {*group.dates})
    ]
    return _spread(raw, chosen, has_id="id" in meant)


def find_groups(names: Sequence[str]) -> list[Group]:
    """Return the names that are alike but for a date, or have one, in their order."""
    parts = {name: _parts(name) for name in names if any(map(str.isdigit, name))}
    dates = _read({text for options in parts.values() for _, text in options})
    found: dict[str, dict[str, tuple[str, str]]] = {}
    doubled: set[str] = set()
    for name, options in parts.items():
        rest, text = next((option for option in options if option[1] in dates), ("", ""))
        if not text:
            continue
        of_rest = found.setdefault(rest, {})
        if dates[text] in of_rest:
            doubled.add(rest)
        of_rest[dates[text]] = (name, text)
    return [Group(rest, of_rest) for rest, of_rest in found.items() if rest not in doubled]


def _parts(name: str) -> list[tuple[str, str]]:
    """Return how a name may be parted into a date and the rest, the longest date first."""
    text = undoubled(name)
    words = list(_WORD.finditer(text))[:MOST_WORDS]
    spans = [(word.start(), last.end()) for at, word in enumerate(words) for last in words[at:]]
    spans.sort(key=lambda span: (span[0] - span[1], span[0]))
    return [
        (f"{text[:start].strip(_SIGNS)} {text[end:].strip(_SIGNS)}".strip(), date)
        for start, end in spans
        if any(map(str.isdigit, date := text[start:end].replace("_", " ").strip(_SIGNS)))
    ]


def _read(texts: Collection[str]) -> dict[str, str]:
    """Return of texts that are dates the ISO text of the first day, as a column of them is read.

    Of those that may be two days that is the text itself.
    """
    written = write_centuries(texts)
    stated = {text: written.get(text, text) for text in texts}
    order, _ = find_order(stated.values())
    read, wrong = read_dates(set(stated.values()), order=order, serials=False)
    return {
        text: read[own].date if own in read else text
        for text, own in stated.items()
        if (own in read and (not text.isdecimal() or _YEAR.fullmatch(text) or len(text) == 8))
        or (own in wrong and wrong[own].code == "date-ambiguous")
    }


def _meanings(names: Collection[str]) -> set[str]:
    """Return the columns of the schema that names mean by all that is known of them."""
    synonyms = unit_synonyms()
    meant = {fold_name(name) for name in names}
    for name in names:
        meant.update(synonyms.get(fold_synonym(name, synonyms), ()))
        meant.update(part.column for part in read_parts(name))
    return meant


def _call(raw: RawTable, group: Group, meant: Collection[str]) -> str:
    """Return what the column of a group is to be called, "" where it does not change in time.

    That is the group's own name where it means what does, else what its cells are.
    """
    texts = [text for name in group.columns for text in raw.columns[name].distinct if text]
    texts = texts[:LOOKED_AT]
    if group.rest:
        own = _meanings([group.rest]) & CHANGING
        is_fit = any(fits_column(column, texts) for column in own)
        return group.rest if is_fit and not own <= {*meant} else ""
    if not texts:
        return ""
    kinds = {
        LAT_LON: lambda text: looks_like_position(text),
        "troops": lambda text: fits_column("troops", [text]),
        "status": lambda text: find_best("status", text) is not None,
        "place": lambda text: bool(find_places(text)),
    }
    for column, is_such in kinds.items():
        places = {"place", "lat", "lon", LAT_LON}
        is_free = places.isdisjoint(meant) if column in places else column not in meant
        if is_free and 2 * sum(map(is_such, texts)) > len(texts):
            return column
    return ""


def _spread(raw: RawTable, chosen: Sequence[tuple[Group, str]], *, has_id: bool) -> RawTable:
    """Return the sheet with a row for each date of the chosen groups, which are called so."""
    used = {column for group, _ in chosen for column in group.columns}
    texts = {c: (date, text) for group, _ in chosen for date, (c, text) in group.dates.items()}
    # as the first column of each writes it, in the order of the sheet
    heads = dict(
        reversed([texts[column] for column in reversed(list(raw.columns)) if column in used])
    )
    dates = list(heads)
    grids = [_grid(raw, group, dates) for group, _ in chosen]
    stated = np.any([grid != "" for grid in grids], axis=0)
    is_bare = ~stated.any(axis=1)
    stated[is_bare, 0] = True
    rows, at = np.nonzero(stated)
    columns = {name: _take(raw.columns[name], rows) for name in raw.columns if name not in used}
    if not has_id:
        columns["id"] = _take(TextColumn([f"row{line}" for line in raw.lines.tolist()]), rows)
    of_date = np.where(is_bare[rows], len(dates), at)
    doubtful = _find_doubtful(heads)
    # no map is made of these: which of the two stands there is all the same
    guessed, _ = parse_dates(doubtful, order="day", serials=False)
    written = [guessed.get(text, text) for text in heads.values()]
    columns[DATE] = TextColumn(coded=(of_date, [*written, ""]))
    sources: dict[str, TextColumn] = {}
    for (group, name), grid in zip(chosen, grids, strict=True):
        columns[name] = TextColumn(grid[rows, at].tolist())
        first, _ = next(iter(group.dates.values()))
        of = [group.dates.get(date, (first, ""))[0] for date in dates]
        sources[name] = TextColumn(coded=(at, of))
    told = [_tell(raw, chosen, len(dates))]
    first_column = chosen[0][0].columns[0]
    told += [_of_column(raw, first_column, fault, "error") for fault in list(doubtful.values())[:1]]
    return replace(
        raw,
        columns=columns,
        lines=raw.lines[rows],
        heads=sources | {DATE: next(iter(sources.values()))},
        problems=(*raw.problems, *told),
    )


def _grid(raw: RawTable, group: Group, dates: Sequence[str]) -> Texts:
    """Return the cells of a group, a row of the sheet by a date, "" where it has no such column."""
    blank = to_objects([""] * len(raw.lines))
    columns = [group.dates.get(date, ("", ""))[0] for date in dates]
    cells = [to_objects(raw.columns[name].texts) if name else blank for name in columns]
    return np.stack(cells, axis=1)


def _find_doubtful(heads: Mapping[str, str]) -> dict[str, Fault]:
    """Return of dates that may be two days, which nothing else across the top tells, the faults."""
    _, wrong = read_dates(
        [text for date, text in heads.items() if date == text], order=None, serials=False
    )
    return {text: fault for text, fault in wrong.items() if fault.code == "date-ambiguous"}


def _take(column: TextColumn, rows: Integers) -> TextColumn:
    return TextColumn(coded=(column.codes[rows], column.distinct))


def _tell(raw: RawTable, chosen: Sequence[tuple[Group, str]], number: int) -> Problem:
    columns = [column for group, _ in chosen for column in group.columns]
    names = ", ".join(plain_name(name) for _, name in chosen)
    words = f"this column and {len(columns) - 1} more are read as {names} at {number} dates"
    words += ", with a row for each date that is not blank"
    advice = "take the dates out of their names where that is wrong"
    return _of_column(raw, columns[0], Fault("dates-across", words, advice))


def _tell_kept(raw: RawTable, group: Group) -> RawTable:
    words = f"this column and {len(group.dates) - 1} more are dates, and nothing says of what"
    words += "; they are kept as columns of their own"
    advice = "write what their cells are before the dates, such as Troops Jan 2024"
    told = _of_column(raw, group.columns[0], Fault("dates-across", words, advice))
    return replace(raw, problems=(*raw.problems, told))


def _tell_months(raw: RawTable) -> RawTable:
    """Say of months without a year across the top that they are no dates."""
    found = {number: name for name in raw.columns if (number := _month(plain_name(name)))}
    if len(found) < LEAST_MONTHS:
        return raw
    words = f"this column and {len(found) - 1} more are months without a year"
    words += "; they are kept as columns of their own"
    name = next(name for name in raw.columns if name in found.values())
    told = _of_column(raw, name, Fault("dates-across", words, "write the year too: Jan 2024"))
    return replace(raw, problems=(*raw.problems, told))


def _month(name: str) -> int | None:
    return month_number(plain_letters(name.rstrip("."))) if len(name) < LONGEST_MONTH else None


def _of_column(raw: RawTable, name: str, fault: Fault, severity: Severity = "notice") -> Problem:
    letter = raw.letters.get(name, "")
    own = plain_name(name)
    return Problem.of_cell(raw.file, None, own, fault, severity, letter=letter, part=raw.part)
