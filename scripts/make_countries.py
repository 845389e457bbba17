"""Make `data/countries.csv`, the names of countries, from CLDR, as babel has it.

    pip install babel==2.19.0
    python scripts/make_countries.py

The result is the same to the byte. What is chosen and added, and why, stands in `data/README.md`.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

LANGUAGES = "en de es fr it nl pl pt ru uk be tr ka ar he fa zh ja ko".split()  # noqa: SIM905
OUTPUT = Path(__file__).resolve().parent.parent / "data" / "countries.csv"
# what is no country or territory of its own
WITHDRAWN = {"ANT", "BUR", "CSK", "DDR", "FXX", "ROM", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"}
GROUPS = {"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"}

# usual names that CLDR does not have, by alpha-2 code
MORE = {
    "AE": "UAE|Emirates",
    "BA": "Bosnia",
    "BO": "Plurinational State of Bolivia",
    "BY": "Byelorussia|Belorussia|Белоруссия|Weißrussland|Biélorussie",
    "CD": "Congo|DRC|DR Congo|Democratic Republic of the Congo|Dem. Rep. Congo|Zaire|"
    "Congo (Kinshasa)",
    "CF": "CAR|Central African Rep.",
    "CG": "Republic of the Congo|Republic of Congo|Congo (Brazzaville)|Congo",
    "CI": "Ivory Coast|Cote d'Ivoire|Elfenbeinküste",
    "CN": "PRC|People's Republic of China|Peoples Republic of China|КНР",
    "CV": "Cape Verde",
    "CZ": "Czech Republic|Czech Rep.|Tschechische Republik|République tchèque|Чешская Республика",
    "DE": "Federal Republic of Germany|Bundesrepublik Deutschland|BRD|FRG|ФРГ",
    "DO": "Dominican Rep.",
    "EH": "Sahara|W. Sahara",
    "FK": "Malvinas|Islas Malvinas|Falkland Is.",
    "FM": "Federated States of Micronesia",
    "FR": "French Republic",
    "GB": "UK|GBR|Great Britain|Britain|Großbritannien|Grande-Bretagne|Gran Bretaña|Англия|"
    "United Kingdom of Great Britain and Northern Ireland|Объединенное Королевство",
    "GM": "The Gambia",
    "GQ": "Eq. Guinea",
    "IE": "Republic of Ireland|Eire",
    "IR": "Islamic Republic of Iran|Persia",
    "KG": "Kyrgyz Republic|Киргизия",
    "KP": "DPRK|Dem. Rep. Korea|Democratic People's Republic of Korea|КНДР",
    "KR": "ROK|Republic of Korea|Korea|Республика Корея",
    "LA": "Lao PDR|Lao People's Democratic Republic",
    "MD": "Republic of Moldova|Moldavia|Молдавия|Молдавия",
    "MK": "Macedonia|FYROM|Macédoine|Mazedonien|Македония|Македонія",
    "MM": "Burma|Birma|Birmanie",
    "NL": "Holland|The Netherlands",
    "PS": "Palestine|State of Palestine|West Bank and Gaza",
    "RU": "Russian Federation|Российская Федерация|Російська Федерація|РФ|Russische Föderation",
    "SB": "Solomon Is.",
    "SK": "Slovak Republic",
    "SS": "S. Sudan|South Sudan",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey|Türkiye|Republic of Türkiye|Republic of Turkey",
    "TW": "Republic of China|ROC|Chinese Taipei",
    "TZ": "United Republic of Tanzania",
    "US": "USA|U.S.A.|U.S.|United States of America|America|США|EE. UU.|EEUU|Etats-Unis d'Amérique|"
    "Vereinigte Staaten von Amerika|Estados Unidos de América",
    "VA": "Holy See|Vatican",
    "VE": "Bolivarian Republic of Venezuela",
    "VN": "Viet Nam|Vietnam",
    "XK": "XKX|KOS|Republic of Kosovo",
}  # fmt: skip


def main() -> None:
    """Write the table: alpha-2, alpha-3 and numeric code, and names parted by a bar."""
    from babel import Locale  # type: ignore[import-not-found]
    from babel.core import get_global  # type: ignore[import-not-found]

    territories = [Locale.parse(language).territories for language in LANGUAGES]
    codes = gather_codes(get_global("territory_aliases"))
    rows = []
    for code in sorted(territories[0]):
        if len(code) == 2 and code.isalpha() and code not in GROUPS and code in codes:
            three, number = codes[code]
            texts = [names.get(code, "") for names in territories] + MORE.get(code, "").split("|")
            rows.append([code, three, number, "|".join(dict.fromkeys(filter(None, texts)))])
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["alpha2", "alpha3", "number", "names"])
        writer.writerows(rows)


def gather_codes(aliases: Any) -> dict[str, tuple[str, str]]:
    """Return by alpha-2 code the alpha-3 and the numeric one, "" where there is none."""
    codes: dict[str, tuple[str, str]] = {"XK": ("XKX", "")}
    for alias, (code, *more) in sorted(aliases.items()):
        three, number = codes.get(code, ("", ""))
        if more or code == "XK" or alias in WITHDRAWN:
            continue
        if alias.isdigit():
            codes[code] = (three, number or alias)
        elif len(alias) == 3:
            codes[code] = (three or alias, number)
    return {code: pair for code, pair in codes.items() if pair[0]}


if __name__ == "__main__":
    main()
