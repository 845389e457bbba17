"""Names that return at other dates in a sheet without ids: nothing is counted twice unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from deploymap.checks.check import Checked, check_units, take_newest
from deploymap.inspection.inputs import inspect
from deploymap.settings.config import read_config
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

NAMES = ("name", "side", "troops", "date", "parent", "kind", "place")
ALONE = ("Scipio", "Rome", "22000", "0218-11")

HANNIBAL = [
    ("Hannibal's army", "Carthage", troops, date)
    for troops, date in (("90000", "219 BC"), ("46000", "Sept. 218 BC"), ("36000", "202 BC"))
]


def check(rows: Sequence[Sequence[str]]) -> Checked:
    """Check rows of cells in the order of NAMES, each a little north of the one before it."""
    cells = [dict(zip(NAMES, row, strict=False)) for row in rows]
    columns = {name: TextColumn([row.get(name, "") for row in cells]) for name in NAMES}
    columns |= {"lat": TextColumn([str(40 + n / 10) for n in range(len(rows))])}
    columns |= {"lon": TextColumn(["12.5"] * len(rows))}
    return check_units(RawTable(columns, np.arange(2, len(rows) + 2), "units.csv"))


def told(found: Checked) -> dict[str, str]:
    codes = ("dates-together", "names-tell-units")
    return {p.code: p.message for p in found.problems if p.code in codes}


@pytest.mark.parametrize(
    "name",
    [
        "Hannibal's army",
        "Army A",
        "I Corps",
        "MV Rubymar",
        "Army of Northern Virginia",
        "第一軍 小西行長",
        "조선 육군 신립",
        "3rd Army",
    ],
)
def test_a_name_of_one_unit_counts_once(name: str) -> None:
    dates = [("40000", "1812-06"), ("30000", "1812-08"), ("20000", "1812-09")]
    found = check([*((name, "Red", *each) for each in dates), ("B", "Red", "5000", "1812-06")])
    words = f"{name} stands at 3 dates, on lines 2, 3, 4: such rows are taken for one unit"
    assert told(found)["names-tell-units"].startswith(words)
    newest = take_newest(found.table)
    assert newest["troops"].tolist() == [20000, 5000]
    assert len(found.table) == 4


def test_the_rows_of_a_name_are_one_unit_in_whichever_order_they_stand() -> None:
    rows = [HANNIBAL[2], ALONE, *HANNIBAL[:2]]
    assert take_newest(check(rows).table)["troops"].tolist() == [36000, 22000]


@pytest.mark.parametrize(
    "rows",
    [
        # may be a division of another corps, and what is vague says nothing
        [
            ("1st Division", "Union", "3000", "1863-07-01"),
            ("1st Division", "Union", "1", "1863-07-03"),
        ],
        # the year may be that of the month
        [("Army A", "Red", "40000", "1812"), ("Army A", "Red", "30000", "1812-08")],
        # no number, and no kind: perhaps no unit at all
        [("Hannibal's army", "Red", "", "1812-06"), ("Hannibal's army", "Red", "", "1812-08")],
    ],
)
def test_a_name_that_may_be_of_several_units_is_warned_of(rows: list[tuple[str, ...]]) -> None:
    found = check([*rows, ALONE])
    words = f"{rows[0][0]} stands at 2 dates, on lines 2, 3, and no id says whether"
    assert told(found)["dates-together"].startswith(words)
    assert found.returns
    assert len(take_newest(found.table)) == 3


@pytest.mark.parametrize(
    "rows",
    [
        # words that say only what each is
        [("Infantry", "Red", "300", "1812-06"), ("Infantry", "Red", "400", "1812-07")],
        [("Tank battalion", "Red", "300", "1812-06"), ("Tank battalion", "Red", "4", "1812-07")],
        # what happened, and where
        [("Siege of Tyre", "", "300", "1812-06"), ("Siege of Tyre", "", "400", "1812-07")],
        [("Kharkiv", "Red", "300", "1812-06"), ("Kharkiv", "Red", "400", "1812-07")],
        # of two armies; of one date
        [("1st Division", "Red", "300", "1812-06"), ("1st Division", "Blue", "400", "1812-07")],
        [
            ("1st Division", "Red", "1", "1812-06", "A"),
            ("1st Division", "Red", "1", "1812-07", "B"),
        ],
        [("1st Division", "Red", "300", "1812-06"), ("1st Division", "Red", "400", "1812-06")],
        # a name of many units of one date is none of one
        [("1st Division", "Red", "300", date) for date in ("1812-06", "1812-06", "1812-07")],
        [("Hannibal's army", "Red", "300", "1812-06"), ("Hannibal's army", "Red", "400", "")],
    ],
)
def test_names_that_tell_no_unit_are_not_warned_of(rows: list[tuple[str, ...]]) -> None:
    others = [(f"{n}th Regiment", "Red", "10", "1812-06") for n in range(len(rows) + 1)]
    found = check([*rows, *others])
    assert told(found) == {}
    assert not found.returns


def test_a_name_in_doubt_leaves_all_rows_to_their_own_dates(tmp_path: Path) -> None:
    rows = [
        *HANNIBAL[1:],
        ALONE,
        *(("Varro", "Rome", "80000", "216 BC"), ("Fabius", "Rome", "", "217 BC")),
        ("2nd Legion", "Rome", "1", "217 BC"),
        ("2nd Legion", "Rome", "1", "202 BC"),
    ]
    lines = [
        f"{name},{side},{troops},{date},45,{9 + n}"
        for n, (name, side, troops, date) in enumerate(rows)
    ]
    (tmp_path / "units.csv").write_text("\n".join(["name,side,troops,date,lat,lon", *lines]))
    found = inspect(read_config(tmp_path))
    assert found.history is not None
    assert found.history["next_date"].isna().all()
    assert len(found.joined) == len(rows)


def test_ids_of_the_sheet_tell_rows_of_one_name_apart() -> None:
    columns = {"id": ["a", "b"], "name": ["Army A"] * 2, "date": ["1812", "1813"]}
    cells = columns | {"troops": ["5", "6"], "lat": ["50", "51"], "lon": ["9", "9"]}
    raw = RawTable({k: TextColumn(v) for k, v in cells.items()}, np.arange(2, 4), "units.csv")
    found = check_units(raw)
    assert told(found) == {}
    assert len(take_newest(found.table)) == 2


def test_a_sheet_of_ships_names_them_by_the_ship_and_not_by_what_befell_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "units.csv").write_text(
        "Vessel,Flag,Type,Date,lat,lon,Event,Status,id\n"
        "MV Rubymar,Belize,Bulk carrier,2024-02-18,13.4,42.9,two missiles,damaged,\n"
        "MV Rubymar,Belize,Bulk carrier,2024-03-02,13.3,42.9,sank,sunk,\n"
        "MV Tutor,Liberia,Bulk carrier,2024-06-12,14.3,41.9,USV hit,sunk,T1\n"
    )
    found = inspect(read_config(tmp_path)).joined
    assert found[["name", "status"]].to_numpy().tolist() == [
        ["MV Rubymar", "sunk"],
        ["MV Tutor", "sunk"],
    ]
