"""Which column is which, where names and cells together tell it, and what is told where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from deploymap.checks.check import Checked, check_units
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

UNITS = {
    "Unit": ("1st Division", "2nd Division", "3rd Division", "4th Division"),
    "lat": ("48.5", "48.6", "48.7", "48.8"),
    "lon": ("39.1", "39.2", "39.3", "39.4"),
}


def check(
    columns: Mapping[str, Sequence[str]], *, mapping: Mapping[str, str] | None = None
) -> Checked:
    lines = np.arange(2, 2 + len(next(iter(columns.values()))))
    cells = {name: TextColumn(list(texts)) for name, texts in columns.items()}
    return check_units(RawTable(cells, lines, "units.csv", header=1), mapping=mapping)


def meaning(checked: Checked) -> dict[str, str | None]:
    return {use.own: use.column for use in checked.sheet.uses}


def told(checked: Checked, code: str) -> list[str]:
    return [str(problem) for problem in checked.problems if problem.code == code]


# numbers of people


def test_cells_that_say_people_are_troops_where_no_other_column_does() -> None:
    uomini = ("60 000 uomini", "circa 12 500 uomini", "11 200 soldati", "9000")
    people = UNITS | {"Quanti": uomini, "Cannoni": ("80", "90", "12", "7")}
    found = check(people)
    assert meaning(found)["Quanti"] == "troops"
    assert found.table["troops"].tolist() == [60000, 12500, 11200, 9000]
    assert "its cells say people" in "".join(told(found, "column-assumed"))
    # those of losses are none, and of two columns neither
    assert "troops" not in meaning(check(UNITS | {"Perdite": uomini})).values()
    both = check(people | {"Totale": ("300 uomini", "20 uomini", "7 uomini", "9 uomini")})
    assert "troops" not in meaning(both).values()
    assert "is not clear: Quanti, Totale, Cannoni;" in told(both, "circles-offered")[0]


def test_men_with_a_remark_are_troops_but_not_of_two_remarks_and_no_shares() -> None:
    men = ("300", "700", "1,000", "400")
    assert meaning(check(UNITS | {"Men (Herodotus)": men}))["Men (Herodotus)"] == "troops"
    two = UNITS | {"Men (Herodotus)": men, "Men (Diodorus)": men}
    assert "troops" not in meaning(check(two)).values()
    for other in ("Men (%)", "Men (per gun)", "Men (killed)", "Guns (Herodotus)"):
        assert meaning(check(UNITS | {other: men}))[other] is None


@pytest.mark.parametrize(
    ("name", "texts", "wrong"),
    [
        ("Est. strength", ("2 500", "5-Mar", "weak?", "n. v."), "such as 5-Mar;"),
        ("Faction", ("A", "B", "C", "D"), "not so;"),
    ],
)
def test_what_a_name_promises_and_its_cells_do_not_keep_is_shown(name, texts, wrong) -> None:
    (words,) = told(check(UNITS | {name: texts}), "column-doubtful")
    assert wrong in words
