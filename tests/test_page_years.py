"""A year of reports: 2,300 rows of 22 dates, added up as a plain count of the sheet does it."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd

from conftest import opened

DATES = [(date(2022, 2, 24) + timedelta(days=9 * number)).isoformat() for number in range(22)]
MOVED, FROM, TO, SINCE = "10th Red Brigade", "1st Red Army", "3rd Red Army", DATES[9]


def make_sheet() -> pd.DataFrame:
    """Return rows of two sides: armies, brigades and battalions, their codes of 12 and 15 digits.

    Superiors are named, strengths are words, most blank; not every unit is in each report.
    """
    chance = random.Random(5)
    units: list[tuple[str, str, str, str, str]] = []
    for side in ("Red", "Blue"):
        for army in (f"{number} {side} Army" for number in ("1st", "2nd", "3rd")):
            units.append((str(10**11 + 7919 * len(units)), army, side, "army", ""))
            for _ in range(4):
                brigade = f"{len(units) + 9}th {side} Brigade"
                units.append((str(10**11 + 7919 * len(units)), brigade, side, "brigade", army))
                for number in range(4):
                    name = f"{number + 1}. Battalion, {brigade}"
                    code = str(10**14 + 7919 * len(units))
                    units.append((code, name, side, "battalion", brigade))
    rows = []
    for day in DATES:
        for code, name, side, echelon, parent in units:
            if day != DATES[0] and name != MOVED and chance.random() > 0.83:
                continue
            above = TO if name == MOVED and day >= SINCE else parent
            number = chance.randint(300, 900) if echelon == "battalion" else 3_000
            told = chance.random() < {"battalion": 0.7, "brigade": 0.3}.get(echelon, 0)
            strength = chance.choice((f"{number:,} men", str(number))) if told else ""
            lat, lon = 48 + 2 * chance.random(), 36.5 + 2 * chance.random()
            cells = (code, name, side, echelon, strength, round(lat, 4), round(lon, 4), day, above)
            rows.append(cells)
    names = ("code", "unit", "side", "echelon", "strength", "lat", "lon", "as of", "parent")
    return pd.DataFrame(rows, columns=names)


def add_up(sheet: pd.DataFrame, day: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what each side has at a date, in words, and what is under each army."""
    now = sheet[sheet["as of"] <= day].groupby("code").tail(1).set_index("unit")
    text = now["strength"].str.replace(r"\D", "", regex=True)
    numbers = pd.to_numeric(text).astype("Int64")
    ways = {name: way_up(name, now["parent"]) for name in now.index}
    # whose number is in that of a superior
    within = {name for name in now.index if any(pd.notna(numbers[up]) for up in ways[name])}
    side = {one: [n for n in now.index if now["side"][n] == one] for one in ("Red", "Blue")}
    army = {one: [n for n in now.index if n == one or one in ways[n]] for one in (FROM, TO)}
    sides, armies = (
        {one: sum_words(numbers[names], within) for one, names in of.items()} for of in (side, army)
    )
    return sides, armies


def way_up(name: str, parent: pd.Series[str]) -> list[str]:
    way: list[str] = []
    while name := parent[name]:
        way.append(name)
    return way


def sum_words(numbers: pd.Series[int], within: set[str]) -> str:
    own = numbers[~numbers.index.isin(within)]
    stated, units = len(numbers) - own.isna().sum(), len(numbers)
    some = "" if stated == units else f" in {stated} of {units} units"
    return f"{own.sum():,} troops{some}"


def test_totals_of_each_date_are_those_of_a_plain_count(chromium, make_page) -> None:
    sheet = make_sheet()
    assert len(sheet) > 2_200
    path = make_page(units=sheet.to_csv(index=False))
    moved = {}
    with opened(chromium, path, address=f"#1&date={DATES[0]}&show=totals") as page:
        # codes are no numbers
        assert page.evaluate("code => deploymap.unit(code).name", sheet["code"][1]) == MOVED
        for day in sorted({*DATES[::3], DATES[8], SINCE, DATES[-1]}):
            page.evaluate("address => (location.hash = address)", f"#1&date={day}&show=totals")
            sides, moved[day] = add_up(sheet, day)
            rows = page.get_by_role("region", name="Totals", exact=True).locator("tbody tr")
            for side, words in sides.items():
                rows.filter(has_text=side).get_by_text(words, exact=True).wait_for()
        # a brigade that is under another army counts there from that date on, and not before
        assert moved[DATES[8]][FROM] != moved[SINCE][FROM]
        for day in (DATES[8], SINCE):
            page.evaluate("address => (location.hash = address)", f"#1&date={day}&show=tree")
            tree = page.get_by_role("tree", name="Order of battle")
            for army, words in moved[day].items():
                tree.get_by_role("treeitem", name=army).get_by_text(words).wait_for()
