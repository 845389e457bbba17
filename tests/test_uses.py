"""Which columns a reader of the page can filter by."""

from __future__ import annotations

import pandas as pd
import pytest

from deploymap.page.uses import ORDER, READER_USES, SOURCED, UsedColumn, choose_uses, list_uses
from deploymap.problems import UsageError
from deploymap.schema import COMPUTED_COLUMNS, UNIT_COLUMNS


def test_the_table_of_columns_says_what_each_is_used_for() -> None:
    table = {c.name: c.use for c in (*UNIT_COLUMNS, *COMPUTED_COLUMNS) if c.use}
    assert {name: use for name, use in READER_USES.items() if name != SOURCED} == table
    assert tuple(READER_USES) == ORDER


def test_whether_there_is_a_source_is_a_choice_where_some_have_none() -> None:
    units = pd.DataFrame({"source": ["A", None, None], "source_url": [None, "https://b.c", None]})
    assert list_uses(units, []) == (UsedColumn("source", "facet"), UsedColumn(SOURCED, "facet"))
    assert UsedColumn(SOURCED, "facet") not in list_uses(units.head(2), [])


def test_columns_that_tell_units_apart_are_offered_and_no_others() -> None:
    rows = 30
    units = pd.DataFrame(
        {
            "side": ["Red"] * rows,
            "kind": ["tank", None] * 15,
            "source": [f"report {number}" for number in range(rows)],
            "date": ["2022-01-12"] * rows,
            "troops": [float("nan")] * rows,
            "troops_max": [float(number) for number in range(rows)],
            "class": ["A", "B", None] * 10,
            "commander": [f"Col. {number}" for number in range(rows)],
            "strength": [str(number / 2) for number in range(rows)],
            "blank": [None] * rows,
        }
    )
    assert list_uses(units, ["class", "commander", "strength", "blank"]) == (
        UsedColumn("kind", "facet"),
        UsedColumn("source", "facet"),
        UsedColumn("troops", "range"),
        UsedColumn("class", "facet", own=True),
        UsedColumn("strength", "range", own=True),
    )
    assert list_uses(units.head(1), ["class"]) == ()


def test_settings_choose_columns_and_order_them() -> None:
    units = pd.DataFrame({"side": ["A", "B"], "kind": ["x", "y"], "Rank": ["1", "2"], "name": "N"})
    uses = (UsedColumn("side", "facet"), UsedColumn("Rank", "facet", own=True))
    assert choose_uses(uses, units, None) == uses
    assert choose_uses(uses, units, ("rank", "side")) == uses[::-1]
    # it is a column, and tells nothing apart
    assert choose_uses(uses, units, ("name", "side")) == uses[:1]
    assert choose_uses(uses, units, ()) == ()
    with pytest.raises(UsageError, match=r"facets: no column is called 'colour'; write some of"):
        choose_uses(uses, units, ("side", "colour"))
