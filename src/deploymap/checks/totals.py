"""Rows that sum up others, by their names: they would be counted twice."""

from __future__ import annotations

import re

from deploymap.checks.columns import Values
from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem

# words that begin or end the name of such a row, in the languages of the columns and some more
SURE = (
    r"(?:grand|sub)[ -]?totals?|subtotale?s?|sous-total|totaux|totale[sn]?|totalt|totaal|subtotaal"
    r"|(?:zwischen|teil|gesamt)summen?|gesamt(?:st[äa]rke|zahl)?|insgesamt"
    r"|всього|разом|усього|загалом|підсумок|підсумки|всего|итого|итоги?|подытог"
    r"|razem|łącznie|ogółem|celkem|toplam|delsumma|sumatoria|σύνολο"
    r"|المجموع|الإجمالي|الاجمالي|إجمالي|اجمالي|جمع کل|סה[״\"]כ|סך הכל"
    r"|合计|合計|总计|總計|総計|小计|小計|总和|總和"
)
# words that may begin the name of a unit as well: they are taken for a total where they stand alone
ALONE = (
    r"overall|sums?|average|mean|median|all(?: units)?|summe|summa|durchschnitt|mittelwert"
    r"|сума|сумма|среднее|середнє|в среднем|somme|ensemble|moyenne|suma|promedio|media|somma"
    r"|soma|som"
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
# names that begin so are looked at in a sheet of many rows; of few rows all are
MANY_ROWS = 50_000
LONGEST = 80  # bytes in UTF-8
STARTS = bytes(
    {ord(letter) for first in "acdegilmoprst" for letter in (first, first.upper())}
    | set(b": -([")
    | {0xC5, 0xCE, 0xCF, 0xD0, 0xD1, 0xD7, 0xD8, 0xD9, 0xE2, 0xE5, 0xE6, 0xE7}
)


def check_totals(sheet: NamedSheet, values: Values) -> list[Problem]:
    """Warn of rows that sum up others, by their names: they would be counted twice."""
    names, cells = values["name"], sheet.cells.get("name")
    if cells is None:
        return []
    starts = STARTS if len(cells) > MANY_ROWS else bytes(range(256))
    may_be = cells.where_short(LONGEST, starts).tolist()
    rows = [row for row in may_be if names[row] and is_total(names[row])]
    words = "the row sums up others, it seems, and would be counted as a unit"
    fault = Fault("row-total", words, "delete it")
    return sheet.problems(rows, "name", fault, "warning")


def is_total(name: str) -> bool:
    """Return whether a row of that name sums up others: `Total`, `Summe Nord`, `Σ`."""
    return bool(TOTAL.fullmatch(name.strip(" :()[]*-–—.=")))
