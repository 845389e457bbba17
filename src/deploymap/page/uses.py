"""What a reader of the page can do with the columns of its units: pick values, or set bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from deploymap.arrays import distinct
from deploymap.problems import UsageError
from deploymap.schema import CIRCLE, COMPUTED_COLUMNS, UNIT_COLUMNS, Use
from deploymap.settings.config import CONFIG_NAME

# whether a row says where it was read, in words or by an address: the page works it out
SOURCED = "sourced"

# the order in which the page offers columns; those that are not named here come last
ORDER = (
    *("side", "kind", "symbol_class", "echelon", "in_country", "in_region", "line_side"),
    *("status", "confidence", "source", SOURCED),
    *("date", "troops", CIRCLE, "border_km", "accuracy_km"),
)


def _list_known() -> dict[str, Use]:
    uses: dict[str, Use] = {
        column.name: column.use for column in (*UNIT_COLUMNS, *COMPUTED_COLUMNS) if column.use
    }
    uses[SOURCED] = "facet"
    return dict(sorted(uses.items(), key=lambda use: (*ORDER, use[0]).index(use[0])))


# what the page can be asked by where its units tell it apart
READER_USES = _list_known()

# more values than that are no choice for a reader; of a column of the sheet's own, fewer are
MOST_VALUES = 500
MOST_OWN_VALUES = 12
# of a million rows these tell at once that there are more
FIRST_ROWS = 20_000

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class UsedColumn:
    """A column by which units can be filtered, and how. `own` is one of the sheet's own."""

    name: str
    use: Use
    own: bool = False


def list_uses(units: pd.DataFrame, own: Iterable[str]) -> tuple[UsedColumn, ...]:
    """Return the columns by which some of the units can be told from others.

    Known columns come first, in the order of `READER_USES`, then the sheet's `own`: those of
    few values as a choice, those of numbers with bounds.
    """
    known = [
        UsedColumn(name, use)
        for name, use in READER_USES.items()
        if (use == "facet" and name != SOURCED and tells_apart(units, name))
        or (name == SOURCED and is_partly_sourced(units))
        or (use == "range" and states(units, name))
    ]
    uses = [(name, own_use(units[name])) for name in own]
    return (*known, *(UsedColumn(name, use, True) for name, use in uses if use))


def choose_uses(
    uses: tuple[UsedColumn, ...], units: pd.DataFrame, names: tuple[str, ...] | None
) -> tuple[UsedColumn, ...]:
    """Return those of the columns that the settings name, in their order; all where names is None.

    A column that is named and does not tell the units apart is left out. Raises UsageError where a
    name is that of no column.
    """
    if names is None:
        return uses
    by_name = {use.name.casefold(): use for use in uses}
    known = {*READER_USES, *(str(column).casefold() for column in units.columns)}
    for name in names:
        if name.casefold() not in known:
            words = f"{CONFIG_NAME}: facets: no column is called {name!r}"
            raise UsageError(
                f"{words}; write some of {', '.join(sorted(use.name for use in uses))}"
            )
    return tuple(by_name[name.casefold()] for name in names if name.casefold() in by_name)


def tells_apart(units: pd.DataFrame, name: str) -> bool:
    """Whether a column has two values or more, a blank being one, and not too many."""
    if name not in units or units[name].iloc[:FIRST_ROWS].nunique() > MOST_VALUES:
        return False
    found = distinct(units[name])
    values = len(found.values) + bool((found.codes < 0).any())
    return 2 <= values <= MOST_VALUES


def is_partly_sourced(units: pd.DataFrame) -> bool:
    """Whether some of the units have a source, in words or as an address, and some have none."""
    names = [name for name in ("source", "source_url") if name in units]
    stated = units[names].notna().any(axis=1)
    return bool(stated.any() and not stated.all())


def states(units: pd.DataFrame, name: str) -> bool:
    """Whether any unit states a number or date, itself or its bounds, and not all the same."""
    names = [column for column in (name, f"{name}_min", f"{name}_max") if column in units]
    # the first rows tell of most columns that they do
    return any(
        some.nunique(dropna=False) > 1
        for column in names
        for some in (units[column].iloc[:FIRST_ROWS], units[column])
    )


def own_use(column: pd.Series[str]) -> Use:
    """Return how a column of the sheet's own can be used, "" where by its words alone."""
    first = distinct(column.iloc[:FIRST_ROWS]).values
    if len(first) > MOST_OWN_VALUES and not all(_NUMBER.fullmatch(str(text)) for text in first):
        return ""
    found = distinct(column)
    values = len(found.values)
    blank = bool((found.codes < 0).any())
    # what is another text in nearly every row is no choice
    repeats = np.count_nonzero(found.codes >= 0) >= 2 * values
    if values + blank >= 2 and values <= MOST_OWN_VALUES and repeats:
        return "facet"
    is_number = values > 1 and all(_NUMBER.fullmatch(str(value)) for value in found.values)
    return "range" if is_number else ""
