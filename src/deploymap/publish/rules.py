"""Which columns stay out of the page, and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from deploymap.checks.header import NamedSheet
from deploymap.checks.spelling import fold_name
from deploymap.checks.synonyms import unit_synonyms
from deploymap.problems import Fault, Problem, nearest_word
from deploymap.publish.positions import are_positions
from deploymap.schema import CIRCLE, CIRCLE_COLUMNS, LAT_LON, UNIT_COLUMNS, UNIT_EXTRAS
from deploymap.settings.config import CONFIG_NAME
from deploymap.settings.values import Publish

WITHHELD, NOT_LISTED, TELLS_POSITION = "withheld", "not in only", "tells the exact position"

# what a map is drawn of, which `only` need not list
_DRAWN = (
    "id name side kind echelon count troops troops_min troops_max troops_approx circle place lat "
    "lon lat_lon accuracy_km date parent status sidc confidence"
)
DRAWN = frozenset(_DRAWN.split())
POSITION = ("lat", "lon", "accuracy_km", "position_source")
CIRCLES = (*(column.name for column in CIRCLE_COLUMNS), "circle_approx")
# columns that go with another one: the bounds that its cells state, where it comes from
TOGETHER: Mapping[str, Sequence[str]] = {
    "lat": POSITION,
    "lon": POSITION,
    LAT_LON: POSITION,
    "troops": ("troops", "troops_min", "troops_max", "troops_approx"),
    "place": ("place", "position_source"),
    CIRCLE: CIRCLES,
}
# of an annotation, which is written for the page, only these can be withheld
OF_NOTES = frozenset({"place", "date", "source", "source_url", "note"})
PLACE_NAMES = frozenset({"lat", "lon", LAT_LON, "place"})
KNOWN = frozenset({*(column.name for column in UNIT_COLUMNS), *UNIT_EXTRAS, LAT_LON})
LOOKED_AT = 200


@dataclass(frozen=True)
class Rules:
    """What stays out: columns of the table of units and of that of annotations, with the reason.

    `stated` are those of the sheet of units under its own names. `listed` are the columns of the
    table that `only` names. `problems` are the patterns that match nothing, and notices.
    """

    publish: Publish
    units: Mapping[str, str]
    notes: Mapping[str, str]
    stated: Mapping[str, str]
    listed: frozenset[str]
    problems: tuple[Problem, ...]


def find_rules(
    publish: Publish, sheet: NamedSheet, notes: NamedSheet, *further: NamedSheet
) -> Rules:
    """Return which columns the settings keep out of the page.

    Patterns may also be of columns of `further` sheets, which have rules of their own.
    """
    names = dict(table_names(sheet))
    stated: dict[str, str] = {}
    listed = {own for own, name in names.items() if matches(publish.only or (), own, name)}
    for own, name in names.items():
        if matches(publish.withhold, own, name):
            stated[own] = WITHHELD
        elif publish.only is not None and name not in DRAWN and own not in listed:
            stated[own] = NOT_LISTED
        elif publish.round_km and own not in listed and _tells_position(own, name, sheet):
            stated[own] = TELLS_POSITION
    units: dict[str, str] = {}
    for own, reason in stated.items():
        for name in TOGETHER.get(names[own], (names[own],)):
            units.setdefault(name, reason)
        # the numbers of a column that has another meaning too
        if sheet.own.get(CIRCLE) == own:
            units |= dict.fromkeys(CIRCLES, reason)
    if publish.round_km and not {own for own in listed if names[own] == "place"}:
        units.setdefault("position_source", TELLS_POSITION)
    of_notes = {own: name for own, name in table_names(notes) if name in OF_NOTES}
    kept_out = {
        name: WITHHELD for own, name in of_notes.items() if matches(publish.withhold, own, name)
    }
    if publish.round_km and "place" in of_notes.values():
        kept_out.setdefault("place", TELLS_POSITION)
    known = [pair for one in (sheet, notes, *further) for pair in table_names(one)]
    problems = [*_find_unmatched(publish, known), *_tell_positions(sheet, stated)]
    taken = frozenset(names[own] for own in listed)
    return Rules(publish, units, kept_out, stated, taken, tuple(problems))


def table_names(sheet: NamedSheet) -> Iterator[tuple[str, str]]:
    """Yield for each column of a sheet its own name and that in the checked table.

    What is a part of a date or of a position goes with it.
    """
    renamed = {own: name for name, own in sheet.own.items() if name not in KNOWN}
    for use in sheet.uses:
        if use.how == "joined":
            yield use.own, "date" if "date" in use.why else "lat"
        else:
            yield use.own, use.column or renamed.get(use.own, use.own)


def matches(patterns: Iterable[str], *names: str) -> bool:
    """Return whether one of the names is one of the patterns, whatever its case and white space."""
    folded = [_fold(name) for name in names]
    return any(
        name == _fold(pattern) or fnmatchcase(name, _fold(pattern))
        for pattern in patterns
        for name in folded
    )


def _fold(name: str) -> str:
    """Return a name without case, white space and what cannot be seen."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")


def _find_unmatched(publish: Publish, known: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Warn of each pattern that no column matches."""
    columns = {_fold(name): name for pair in known for name in pair}
    for setting, patterns in (("withhold", publish.withhold), ("only", publish.only or ())):
        for pattern in patterns:
            if any(matches([pattern], *pair) for pair in known):
                continue
            near = columns.get(nearest_word(_fold(pattern), columns) or "")
            advice = f"did you mean {near}?" if near else "see deploymap check --leaves"
            words = f"{pattern} is no column of the sheets"
            column = f"publish.{setting}"
            yield Problem.of_cell(
                CONFIG_NAME,
                None,
                column,
                Fault("publish-unmatched", words, advice),
                "warning",
                found=pattern,
            )


def _tells_position(own: str, name: str, sheet: NamedSheet) -> bool:
    """Return whether a column that is not rounded tells where units are."""
    if name in {"lat", "lon", LAT_LON}:
        return False
    if name == "place" or PLACE_NAMES & set(unit_synonyms().get(fold_name(own), ())):
        return True
    cells = sheet.raw.columns[own]
    return are_positions([cell for cell in cells[: 5 * LOOKED_AT] if cell][:LOOKED_AT])


def _tell_positions(sheet: NamedSheet, stated: Mapping[str, str]) -> list[Problem]:
    """Say which columns stay out because they tell what was rounded."""
    own = [name for name, reason in stated.items() if reason == TELLS_POSITION]
    if not own:
        return []
    verb = "tell" if len(own) > 1 else "tells"
    words = f"{', '.join(own)} {verb} the exact position, and stays out of the page with round_km"
    fault = Fault("publish-position", words, "list it under only to take it in")
    return [sheet.problem(None, own[0], fault, "notice")]
