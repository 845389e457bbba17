"""The encoding of a sheet: found where it is certain, asked for where it is not, never misread."""

from __future__ import annotations

import pytest

from deploymap.checks.header import is_unit_name
from deploymap.problems import DataError
from deploymap.sheets.encoding import decode_text
from encoded_words import ENCODINGS, WORDS, make_sheets


def decode(data: bytes) -> str | None:
    """Return the text that is read, None where the encoding is asked for."""
    try:
        text, problems = decode_text(data, "units.csv", is_name=is_unit_name)
    except DataError as error:
        codes = [problem.code for problem in error.problems]
        return None if codes == ["encoding-doubtful"] else str(codes)
    return text if [problem.code for problem in problems] == ["encoding"] else str(problems)


def test_no_sheet_is_misread() -> None:
    wrong = [
        (language, codec, text, read)
        for language, codec, text in make_sheets(1, 500)
        if (read := decode(text.encode(codec))) not in (text, None)
    ]
    assert wrong == []


CERTAIN = [(language, codecs[0]) for language, codecs in ENCODINGS.items()]
CERTAIN += [(name, "koi8_r") for name in ("Russian",)] + [("Russian", "cp866")]
CERTAIN += [("Japanese", "euc_jp")]
CERTAIN += [(name, "mac_roman") for name in ("French", "German", "Spanish")]


@pytest.mark.parametrize(("language", "codec"), CERTAIN)
def test_the_encoding_of_some_twenty_words_is_found(language: str, codec: str) -> None:
    rows = (f"{word},48.5,39.2" for word in WORDS[language].split() if "²" not in word)
    text = "\n".join(["name,lat,lon", *rows])
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize(
    "cell",
    ["50 m²", "3 × 5", "½", "20 °C", "€ 200", "£500", "Jägerbataillon, 5 €", "¿Qué?", "© 2022",
     "1.ª Compañía de Infantería", "3.º Batallón", "5 km³", "±5", "Fläche 50 m²"],
)  # fmt: skip
def test_signs_of_windows_1252_stay_signs(cell: str) -> None:
    text = f'name,lat,lon\n"{cell}",48.5,39.2\n'
    assert decode(text.encode("cp1252")) in (text, None)


def test_words_of_two_western_languages_are_read_or_asked_about() -> None:
    text = "name,lat,lon\nSøren,48.5,39.2\nJäger,48.5,39.2\n"
    assert decode(text.encode("cp1252")) in (text, None)
    text += "København,48.5,39.2\nJægerkorpset,1,2\nFührung,48.5,39.2\nÅrhus,1,2\n"
    assert decode(text.encode("cp1252")) == text


def test_what_is_in_no_such_encoding_is_not_read() -> None:
    text = "name,lat,lon\nกองพันทหารราบ,48.5,39.2\nกรมทหารม้า,48.5,39.2\n"
    assert decode(text.encode("cp874")) is None
