"""Warns of columns that look as if they named people or told how to reach them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem
from deploymap.publish.rules import KNOWN, Rules, table_names
from deploymap.sheets.texts import TextColumn

# words of columns' names, whole ones; docs/publishing.md has them too
_NAMES = (
    "contact contacts phone phones tel fax email emails mail handle handles username login "
    "telegram whatsapp viber skype informant informants informer witness witnesses interviewee "
    "respondent observer reporter submitter surname forename firstname lastname fullname person "
    "passport birthday birthdate dob iban ssn "
    "kontakt kontakte telefon telefonnummer handy handynummer rufnummer mobilnummer vorname "
    "nachname informantin zeuge zeugin melder ansprechpartner geburtsdatum "
    "téléphone telephone portable courriel informateur témoin prénom "
    "teléfono telefono móvil correo contacto informante testigo apellido apellidos "
    "телефон тел моб контакт контакти контакты почта пошта информатор інформатор свидетель свідок "
    "фамилия прізвище отчество фио піб паспорт имя отправитель "
    "هاتف جوال بريد 電話 电话 手机 联系人 連絡先 nazwisko imię soyadı "
    "phonenumber emailaddress"
)
WORDS = frozenset(_NAMES.split())
# words that stand one after the other in a name
PHRASES = (
    "e mail", "cell phone", "mobile number", "contact person", "first name", "last name",
    "full name of", "family name", "person name", "name of person", "reported by", "submitted by",
    "nom de famille", "номер телефона", "номер телефону", "date of birth",
)  # fmt: skip
# words beside which they mean something else
OTHERS = frozenset({"line", "front", "troops", "report", "type"})

# an address, a name at the start of a word as social media write them, a number that can be dialled
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
HANDLE = re.compile(r"(?<![\w.])@[A-Za-z_][\w.]{2,}")
PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)[ ]?(?!\d{1,3}\.\d{3,}(?!\.))\d[\d ().\u00a0/-]{7,17}\d"
    r"|\(0?\d{2,4}\)[ \u00a0]?\d[\d .\u00a0-]{4,9}\d"
    r"|0\d{2,3}[ /\u00a0-]\d{2,4}[ \u00a0-]?\d{2,4}(?:[ \u00a0-]?\d{2})?|\d{3}[-.]\d{3}[-.]\d{4}"
    r"|0\d{9,10})(?![\d.,])"
)
KINDS = (("an e-mail address", MAIL), ("a telephone number", PHONE), ("a name with @", HANDLE))

# columns of the schema that are prose: an address of a person may stand in them
PROSE = ("name", "place", "status", "source", "confidence", "note")
# cells of a column that are looked at, but for the sign @, which is looked for in all
LOOKED_AT = 10_000
FEWEST_DIGITS, MOST_DIGITS = 9, 15


def check_personal(sheet: NamedSheet, rules: Rules) -> list[Problem]:
    """Warn of each column that looks personal and is neither withheld nor listed under `only`."""
    return list(_find_personal(sheet, rules))


def _find_personal(sheet: NamedSheet, rules: Rules) -> Iterator[Problem]:
    """Yield the warnings; a column that stays out of the page is not warned of."""
    for own, name in table_names(sheet):
        if own in rules.stated or name in rules.listed or not _is_text(name):
            continue
        found = "" if name in KNOWN else _kind_of_name(own)
        found = found or _kind_of_cells(sheet.raw.columns[own], is_prose=name in KNOWN)
        if not found:
            continue
        advice = f'write withhold = ["{own}"] under [publish], or list it under only'
        fault = Fault("personal-data", f"{found}, and everybody can read the page", advice)
        yield sheet.problem(None, own, fault, "warning")


def _is_text(name: str) -> bool:
    """Return whether a column of the table is one of the sheet's own, or prose."""
    return name not in KNOWN or name in PROSE


def _kind_of_name(own: str) -> str:
    """Return what the name of a column says that it holds, "" where it is nothing personal."""
    words = _words_of(own)
    if OTHERS.intersection(words):
        return ""
    joined = f" {' '.join(words)} "
    named = "@" in own or WORDS.intersection(words) or any(f" {p} " in joined for p in PHRASES)
    return "the column is called as if it named people or how to reach them" if named else ""


def _words_of(own: str) -> list[str]:
    """Return the words of a column's name, in small letters, camel case undone."""
    spaced = re.sub(r"(?<=[a-zа-яіїє])(?=[A-ZА-ЯІЇЄ])", " ", unicodedata.normalize("NFC", own))
    plain = re.sub(r"(?<=\w)\.(?=\w)", "", spaced.replace("_", " "))
    return re.findall(r"[^\W\d_]+", plain.casefold())


def _kind_of_cells(cells: TextColumn, *, is_prose: bool) -> str:
    """Return what some of the cells look like, "" where nothing is personal."""
    # no part of a pattern goes over the end of a line
    some = "\n".join(_sample(cells))
    for words, pattern in KINDS:
        # sources are named so
        if is_prose and pattern is HANDLE:
            continue
        if _is_like(pattern, some):
            return f"a cell looks like {words}"
    return ""


def _is_like(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a part of a text is an address or a number of a person."""
    for match in pattern.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if pattern is not PHONE or FEWEST_DIGITS <= digits <= MOST_DIGITS:
            return True
    return False


def _sample(cells: TextColumn) -> Sequence[str]:
    """Return cells from all over a column, and of a long one those with the sign @."""
    if len(cells) <= LOOKED_AT:
        return list(dict.fromkeys(cells))
    some = cells[:: len(cells) // LOOKED_AT]
    if cells.arrow is None or not cells.has_letter("@"):
        return some
    import pyarrow.compute as pc

    found = cells.arrow.filter(pc.match_substring(cells.arrow, "@"))
    return [*some, *found[:LOOKED_AT].to_pylist()]
