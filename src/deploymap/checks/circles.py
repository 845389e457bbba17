"""The column whose numbers circles show in place of troops: casualties, tanks lost, vessels ..."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from deploymap.checks.columns import plain_numbers
from deploymap.checks.fitting import are_index, fits_column
from deploymap.checks.found import LOOKED_AT
from deploymap.checks.header import NamedSheet
from deploymap.checks.header_faults import tell_no_column
from deploymap.checks.looks import NO_NAMES, say_people
from deploymap.checks.meaning import own_name
from deploymap.checks.parts import DATES, ESTIMATED, STRANGERS, YEARS, is_of_casualties
from deploymap.checks.parts import TROOPS as TROOPS_WORDS
from deploymap.checks.rewriting import add_thousand, combine, rewrite
from deploymap.checks.spelling import (
    fold_name,
    folded_words,
    is_in_thousands,
    plain_name,
    shell_quoted,
    split_words,
    undoubled,
    without_unit,
)
from deploymap.notation.numbers import Notation, parse_figures
from deploymap.problems import Fault, Problem
from deploymap.schema import CIRCLE
from deploymap.sheets.texts import TextColumn

# what is told of a column of which the settings say what it is
SETTLED = ("column-reserved", "column-misspelt", "column-doubtful")
TROOPS = ("troops", "troops_min", "troops_max")
# words of columns whose numbers count nothing
NO_COUNTS = (
    NO_NAMES
    | STRANGERS
    | DATES
    | YEARS
    | folded_words(
        "age month day hour rank altitude elevation ele height length width depth area distance"
        " speed temperature weight calibre caliber range radius heading course bearing azimuth m km"
    )
)
# words of columns that count things
THINGS = folded_words(
    "tanks vehicles vessels ships boats submarines aircraft planes jets helicopters guns howitzers"
    " drones missiles rockets destroyed damaged captured panzer fahrzeuge schiffe flugzeuge chars"
    " véhicules navires avions tanques vehículos buques aviones танков танки машин кораблей"
    " самолетов танків машин кораблів літаків"
)
LOWS = folded_words("min minimum low lower lowest least")
HIGHS = folded_words("max maximum high higher highest most")
BOUNDS = LOWS | HIGHS
# words of columns that rather count people than anything else
PEOPLE_WORDS = TROOPS_WORDS | ESTIMATED | folded_words("total gesamt strength force present")
COUNT_WORDS = ("number of ", "no. of ", "count of ", "anzahl ", "nombre de ", "número de ")


# rows, from which a column is a series of numbers
FEWEST = 3
MOST_LISTED = 6  # columns that may count people
OFFERED = "the sheet states no troops, and this column has numbers that circles can show"
UNCLEAR = "the sheet states no troops, and which of its numbers counts people, if any, is not clear"


def choose_circles(
    sheet: NamedSheet, column: str, told: list[Problem]
) -> tuple[NamedSheet, list[Problem]]:
    """Return the sheet with a column as schema.CIRCLE, and what there is to be told.

    `told` is what the header was told of: that it is no known column is settled. One that was taken
    for troops stays troops, and one with another meaning has both. The cells of one without a
    meaning stand nowhere else.
    """
    own = _find_column(sheet, column)
    if own is None:
        fault = tell_no_column(column, list(sheet.raw.columns))
        return sheet, [*told, replace(sheet.problem(None, None, fault), column="circles")]
    if sheet.own.get("troops") == own:
        return sheet, told
    told = [p for p in told if p.code not in SETTLED or p.column != plain_name(own)]
    cells = sheet.raw.columns[own]
    if other := find_other_bound(sheet, own):
        cells = combine([cells, sheet.raw.columns[other]], _write_range)
        words = f"is read together with {plain_name(other)}, as lowest and highest number"
        fault = Fault("columns-joined", words, "name another column where they are no bounds")
        told.append(sheet.problem(None, own, fault, "notice"))
    cells = rewrite(cells, add_thousand) if is_in_thousands(own) else cells
    if len(cells) and not _has_numbers(cells):
        return sheet, [*told, sheet.problem(None, own, _tell_no_numbers(sheet))]
    return _with_circles(sheet, own, cells), told


def _with_circles(sheet: NamedSheet, own: str, cells: TextColumn) -> NamedSheet:
    uses = list(sheet.uses)
    at = next(number for number, use in enumerate(uses) if use.own == own)
    named, owns = dict(sheet.cells), dict(sheet.own)
    if uses[at].column is None and uses[at].how != "joined":
        uses[at] = replace(uses[at], column=CIRCLE, how="setting")
        key = next((name for name, of in owns.items() if of == own), own)
        del named[key]
        owns.pop(key, None)
    return replace(
        sheet, cells={**named, CIRCLE: cells}, own={**owns, CIRCLE: own}, uses=tuple(uses)
    )


def _tell_no_numbers(sheet: NamedSheet) -> Fault:
    others = ", ".join(map(plain_name, _columns_of_numbers(sheet)))
    advice = f"columns with numbers are {others}" if others else "name a column with numbers"
    words = "circles need numbers, and none of its cells is one"
    return Fault("number-unreadable", words, advice)


def _find_column(sheet: NamedSheet, column: str) -> str | None:
    """Return the sheet's name of a column, given so or as the schema has it, in whatever case."""
    names = list(sheet.raw.columns)
    if found := own_name(column, names) or sheet.own.get(column):
        return found
    lows = [own for own in names if find_other_bound(sheet, own)]
    if low := next(
        (own for own in lows if fold_name(_without_bound(own)) == fold_name(column)), ""
    ):
        return low
    alike = [name for name in names if fold_name(name) == fold_name(column)]
    return alike[0] if len(alike) == 1 else None


def find_other_bound(sheet: NamedSheet, own: str) -> str:
    """Return the column of the highest numbers of which one has the lowest, "" for none.

    Both are called alike but for such a word: killed_min and killed_max, deaths low and high.
    """
    if not LOWS.intersection(split_words(own)):
        return ""
    highs = [name for name in sheet.raw.columns if HIGHS.intersection(split_words(name))]
    bare = fold_name(_without_bound(own))
    return next((name for name in highs if bare and fold_name(_without_bound(name)) == bare), "")


def _without_bound(own: str) -> str:
    return " ".join(word for word in own.replace("_", " ").split() if fold_name(word) not in BOUNDS)


def _write_range(texts: Sequence[str]) -> str:
    """Return a lowest and a highest number as a range; as one where they are one."""
    low, high = texts
    return f"{low}-{high}" if low and high and low != high else low or high


def offer_circles(sheet: NamedSheet) -> list[Problem]:
    """Return a notice where a sheet has no troops, and columns of numbers.

    One of casualties or of things is offered for circles. Which of the others count people, if
    any, only their owner knows: all are named, the likeliest first.
    """
    if not {*TROOPS}.isdisjoint(sheet.own):
        return []
    columns = _columns_of_numbers(sheet)
    named = [
        own for own in columns if is_of_casualties(own) or not THINGS.isdisjoint(split_words(own))
    ]
    others = [own for own in columns if own not in named]
    if len(sheet.raw.lines) < FEWEST or _is_doubtful(sheet):
        others = []
    if not others and len(named) != 1:
        return []
    if not others:
        fault = Fault("circles-offered", OFFERED, f"for that write {_option_of(named[0])}")
        return [sheet.problem(None, named[0], fault, "notice")]
    others.sort(key=lambda own: not _says_people(sheet, own))
    first, columns = others[0], [*others, *named]
    people = f"write --column {shell_quoted(f'troops={plain_name(first)}')}"
    if len(columns) == 1:
        advice = f"of people {people}, of anything else {_option_of(first)}"
        return [sheet.problem(None, first, Fault("circles-offered", OFFERED, advice), "notice")]
    advice = f"where that is {plain_name(first)} {people}; for circles of what is no people "
    advice += f"write {_option_of([*named, first][0])}"
    fault = Fault("circles-offered", f"{UNCLEAR}: {_list(columns)}", advice)
    return [sheet.problem(None, first, fault, "notice")]


def _is_doubtful(sheet: NamedSheet) -> bool:
    """Return whether a column is called as troops are, and its cells are not so."""
    return any(use.how == "doubtful" and use.why in TROOPS for use in sheet.uses)


def _says_people(sheet: NamedSheet, own: str) -> bool:
    """Return whether a column's name or its cells have a word for people, or for a whole."""
    words = split_words(own)
    return (
        not PEOPLE_WORDS.isdisjoint(words) or say_people(_sample(sheet.raw.columns[own]))
    ) and not is_of_casualties(own)


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(map(plain_name, names[:MOST_LISTED])) + more


def _option_of(own: str) -> str:
    return f"deploymap build --circles {shell_quoted(plain_name(own))}"


def _columns_of_numbers(sheet: NamedSheet) -> list[str]:
    """Return the columns without another meaning whose cells are counts."""
    free = [use.own for use in sheet.uses if use.column is None and use.how != "joined"]
    return [own for own in free if _are_counts(own, sheet.raw.columns[own])]


def unit_of_circles(sheet: NamedSheet) -> str:
    """Return what the circles of a sheet count, "" where none counts but troops."""
    own = sheet.own.get(CIRCLE, "")
    return unit_of(_without_bound(own) if find_other_bound(sheet, own) else own)


def unit_of(own: str) -> str:
    """Return what a column counts, by its name: "Tanks lost" of `Tanks_lost (thousands)`."""
    words = plain_name(without_unit(undoubled(own)).replace("_", " "))
    start = next((start for start in COUNT_WORDS if words.casefold().startswith(start)), "")
    return words[len(start) :]


def _are_counts(own: str, cells: TextColumn) -> bool:
    texts = _sample(cells)
    is_named = NO_COUNTS.isdisjoint(split_words(own)) and "%" not in own
    is_coded = any(text[0] == "0" and len(text) > 1 and text.isdecimal() for text in texts)
    return (
        is_named
        and not is_coded
        and bool(texts)
        and not are_index(texts)
        and fits_column("troops", texts)
    )


def _sample(cells: TextColumn) -> list[str]:
    return [text for text in cells[: 5 * LOOKED_AT] if text][:LOOKED_AT]


def _has_numbers(cells: TextColumn) -> bool:
    plain = plain_numbers(cells, "amount")
    if plain is not None:
        return not np.isnan(plain).all()
    return any(parse_figures([cell], Notation())[0] for cell in cells.distinct if cell)
