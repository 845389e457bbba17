"""How the name of a column is spelt: folded, split into words, with a unit behind it or without."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from deploymap.folding import plain_letters
from deploymap.patterns import late_pattern

# letters that no decomposition makes plain
_PLAIN = str.maketrans("ıłøđ", "ilod")

# ActionGeo_FullName -> Action Geo Full Name; NAME1 -> NAME 1; GPSLat -> GPS Lat
_JOINTS = late_pattern(
    r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"
    r"|(?<=[а-яіїєґё])(?=[А-ЯІЇЄҐЁ])"
)
# a second column of one name; (000) are thousands
_DOUBLED = late_pattern(r" \([1-9]\d{0,2}\)\Z")

# what may stand in brackets after a column's name without changing what its cells mean
HARMLESS = {
    *("", "deg", "degrees", "dd", "decimal", "decimaldegrees", "wgs84", "epsg4326", "n", "e"),
    *("est", "estimated", "approx", "people", "men", "troops", "personnel", "pax", "persons", "km"),
    *("iso", "yyyymmdd", "utc", "text", "optional", "required", "name", "unit", "mgrs", "utm"),
    *("grad", "dezimal", "personen", "mann", "осіб", "человек", "град", "градуси", "градусы"),
    *("чел", "ос", "wgs", "4326", "gps", "ns", "ew", "we", "ow", "eo", "dms", "local", "english"),
    *("start", "gmt", "iso8601", "yyyy", "ddmmyyyy", "mmddyyyy", "gcs", "decdeg", "decdegrees"),
}
THOUSANDS = {
    *("k", "000", "000s", "thousand", "thousands", "inthousands", "x1000", "тис", "тыс", "тисяч"),
    *("тисос", "тысчел", "тисосіб", "тысчеловек", "тысяч", "tsd", "tausend", "intausend", "mille"),
    *("milliers", "miles", "enmiles", "tys", "bin", "千", "000men", "thousandmen", "tsdmann"),
}
# km that one of a unit is
LENGTHS = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres", "mtr", "metern", "metro"), "0.001"),
    **dict.fromkeys(("metros", "metry", "metrow", "метр", "метри", "метры", "м", "米"), "0.001"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "км", "公里"), "1"),
    **dict.fromkeys(("mi", "mile", "miles", "mls"), "1.609344"),
    **dict.fromkeys(("nm", "nmi", "nauticalmiles", "nauticalmile"), "1.852"),
    **dict.fromkeys(("ft", "feet", "foot"), "0.0003048"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "0.0009144"),
}


def plain_name(name: str) -> str:
    """Return a name in one line: line breaks, tabs and hard spaces are single spaces."""
    return " ".join(name.split())


# the mark of a footnote after a name
_MARK = re.compile(r"\s*(?:(?:\[(?:\d{1,3}|[a-z])\])+|\(\d\)|[¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡]+)$")


@cache
def fold_name(name: str) -> str:
    """Return a column's name without case, white space, punctuation and diacritics."""
    plain = plain_letters(name).translate(_PLAIN)
    return "".join(letter for letter in plain if letter.isalnum() or letter == "%")


def folded_words(text: str) -> frozenset[str]:
    """Return the folded words of a text, parted by spaces."""
    return frozenset(map(fold_name, text.split()))


@cache
def split_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, parted by its signs, its capitals and its digits."""
    text = _JOINTS.sub(" ", unicodedata.normalize("NFKC", undoubled(name)))
    words = (fold_name(word) for word in re.split(r"[\W_]+", text))
    return tuple(filter(None, words))


def undoubled(name: str) -> str:
    """Return a name without the number by which a second column of that name is called."""
    return _DOUBLED.sub("", plain_name(name))


def without_unit(name: str) -> str:
    """Return a name without a unit after it, in brackets or after a comma, that changes nothing.

    `Latitude (deg)` is `Latitude`, and so is `Latitude [1]` with the mark of a footnote;
    `Accuracy (m)` stays what it is, for it is none in km.
    """
    name = _MARK.sub("", name.strip()) or name
    bare, unit = split_unit(name)
    return bare if fold_name(unit) in HARMLESS | THOUSANDS and "%" not in name else name


def is_in_thousands(name: str) -> bool:
    """Return whether a column's name says that its numbers are thousands."""
    return fold_name(split_unit(name)[1]) in THOUSANDS or split_words(name)[-1:] in (
        ("thousands",),
        ("thousand",),
        ("тис",),
        ("тыс",),
    )


def split_unit(name: str) -> tuple[str, str]:
    """Return a name, and what stands in brackets or after a comma at its end."""
    text = undoubled(name)
    at = max(text.rfind("("), text.rfind("["), text.rfind(","))
    if at <= 0 or (text[at] != "," and text[-1] not in ")]"):
        return text, ""
    return text[:at].strip(), text[at + 1 :].strip(" )]")


def shell_quoted(words: str) -> str:
    """Return words as one argument that can be pasted into a shell.

    Quotation marks are those that Windows knows too, where nothing in the words speaks against it.
    """
    if re.fullmatch(r"[\w.:/=@%+,-]+", words, re.ASCII):
        return words
    if not re.search(r"""["$`\\!%]""", words):
        return f'"{words}"'
    return "'" + words.replace("'", """'"'"'""") + "'"
