"""Rows that sum up others, by their names: they would be counted twice."""

from __future__ import annotations

import re

import numpy as np

from deploymap.arrays import Truths
from deploymap.checks.columns import Values
from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem

# words that begin or end the name of such a row, in the languages of the columns and some more
SURE = (
    r"(?:grand|sub)[ -]?totals?|subtotale?s?|sous-total|totaux|totale[sn]?|totalt|totaal|subtotaal"
    r"|(?:zwischen|teil|gesamt)summen?|gesamt(?:st[äa]rke|zahl)?|insgesamt"
    r"|всього|разом|усього|загалом|підсумок|підсумки|всего|итого|итоги?|подытог"
    r"|razem|łącznie|ogółem|celkem|toplam|delsumma|sumatoria|σύνολο|összesen|yhteensä|ukupno"
    r"|в сумме|сумарно|суммарно|i alt|iš viso|kopā"
    r"|المجموع|الإجمالي|الاجمالي|إجمالي|اجمالي|جمع کل|סה[״\"]כ|סך הכל"
    r"|合计|合計|总计|總計|総計|小计|小計|总和|總和|합계|총계|총합|tổng cộng"
)
# words that may begin the name of a unit as well: they are taken for a total where they stand alone
ALONE = (
    r"overall|sums?|average|mean|median|all(?: units)?|summe|summa|durchschnitt|mittelwert"
    r"|сума|сумма|среднее|середнє|в среднем|somme|ensemble|moyenne|suma|promedio|media|somma"
    r"|soma|som|zusammen|samlet|spolu|skupaj|kokku|viso|jumlah|общо|обща сума|tổng"
    r"|مجموع|جمع"
)
# `Total North` and `Total of all`, but not `Total War Museum`
TOTALS = (
    r"totals?(?:[ :–-]+\w+| .*\b(?:of|for|all|strength|forces|troops|units|men|personnel)\b.*)?"
)
AFTER = r"(?: (?:of|for|general|général|generale|strength|troops|units|de|des|der|von|für|по|за))"
# `Summe Nord`: a sum that says of what
SUMS = r"summe|somme|сума|сумма|somma"

TOTAL = re.compile(
    rf"Σ.*|∑.*|(?:{SURE})(?!\w).*|.*(?<!\w)(?:{SURE}|totals?)|{TOTALS}"
    rf"|(?:{ALONE})(?:{AFTER}.*)?|(?:{SUMS}) .*",
    re.IGNORECASE | re.DOTALL,
)
# what is in each such name; the same pattern for Python and for RE2
MAY_BE = rf"Σ|∑|{SURE}|totals?|^\W*(?:{ALONE}|{SUMS})"
MOST_NAMELESS = 1_000  # rows without a name that are looked at
LEAST_PARTS = 2  # of a sum


def find_totals(sheet: NamedSheet, values: Values) -> tuple[Truths, list[Problem]]:
    """Return which rows are no units but sum up others, and a warning of each row that does so.

    By its name, or its troops, a row is such a sum; one with a position may be a unit all the same.
    """
    rows = sum_rows(sheet) | _find_nameless(sheet, values)
    is_over = np.zeros(len(sheet.raw.lines), dtype=bool)
    is_over[[row for row in rows if not _is_placed(row, values)]] = True

    def tell(row: int) -> Fault:
        if is_over[row]:
            words = "the row sums up others, it seems, and is passed over"
            return Fault("row-total", words, "give it a position where it is a unit")
        words = "the row sums up others, it seems, and would be counted as a unit"
        return Fault("row-total", words, "delete it")

    return is_over, sheet.problems(sorted(rows), "name", tell, "warning")


def sum_rows(sheet: NamedSheet) -> set[int]:
    """Return the rows that sum up others by their names."""
    cells = sheet.cells.get("name")
    may_be = [] if cells is None else cells.where_found(MAY_BE).tolist()
    return {row for row in may_be if cells is not None and is_total(cells[row])}


def _is_placed(row: int, values: Values) -> bool:
    return bool(values["place"][row]) or not np.isnan(values["lat"][row])


def _find_nameless(sheet: NamedSheet, values: Values) -> set[int]:
    """Return rows without a name that say total in their first cell, or are the sum of the rest."""
    cells, columns = sheet.cells.get("name"), list(sheet.raw.columns.values())
    rows = range(len(sheet.raw.lines)) if cells is None else np.flatnonzero(cells.is_blank)
    found = set()
    for row in map(int, rows[:MOST_NAMELESS]):
        first = next((column[row] for column in columns if column[row]), "")
        if is_total(first) or _is_sum(row, values):
            found.add(row)
    return found


def _is_sum(row: int, values: Values) -> bool:
    """Return whether a row stands nowhere, and its troops are those of all others together."""
    troops, stated = values["troops"], ~np.isnan(values["troops"])
    if not stated[row] or _is_placed(row, values):
        return False
    return int(stated.sum()) > LEAST_PARTS and 2 * troops[row] == troops[stated].sum()


def is_total(name: str) -> bool:
    """Return whether a row of that name sums up others: `Total`, `Summe Nord`, `Σ`."""
    return bool(TOTAL.fullmatch(name.strip(" :()[]*-–—.=")))
