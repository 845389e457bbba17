"""Numbers in sheets: the notations of six languages, what is doubtful, and how a column writes."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deploymap.notation.numbers import (
    Figure,
    Notation,
    find_notation,
    is_unknown,
    parse_figures,
    parse_numbers,
    parse_plain_numbers,
)
from deploymap.problems import Fault

NOTHING_TELLS = Notation()
GERMAN = Notation(dot_groups=True, comma_groups=False)
ENGLISH = Notation(dot_groups=False, comma_groups=True)

PEOPLE = st.integers(0, 100_000_000)


def read(cell: str, notation: Notation = NOTHING_TELLS) -> Figure | Fault:
    figures, faults = parse_figures([cell], notation)
    assert len(figures) + len(faults) == 1
    return figures[cell] if cell in figures else faults[cell]


def same(found: Figure | Fault, expected: Figure) -> bool:
    """Return whether a figure is the expected one; NaN is NaN here."""
    return isinstance(found, Figure) and all(
        a == b or (a != a and b != b) for a, b in zip(found, expected, strict=True)
    )


def best(number: float, *, about: bool = False) -> Figure:
    return Figure(number, about=about)


def upper(number: float, *, about: bool = False) -> Figure:
    return Figure(most=number, about=about)


def lower(number: float, *, about: bool = False) -> Figure:
    return Figure(least=number, about=about)


def between(low: float, high: float, *, about: bool = False) -> Figure:
    return Figure(least=low, most=high, about=about)


# notations


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # digits and groups
        ("0", best(0)),
        ("007", best(7)),
        ("32000", best(32_000)),
        ("32,000", best(32_000)),
        ("32 000", best(32_000)),
        ("32\u00a0000", best(32_000)),
        ("32\u202f000", best(32_000)),
        ("32\u2009000", best(32_000)),
        ("32'000", best(32_000)),
        ("32’000", best(32_000)),
        ("1,234,567", best(1_234_567)),
        ("1.234.567", best(1_234_567)),
        ("1 234 567", best(1_234_567)),
        ("1.234.567,0", best(1_234_567)),
        ("1,234,567.00", best(1_234_567)),
        ("+500", best(500)),
        ("2.0", best(2)),
        ("3500.00", best(3_500)),
        ("3500,00", best(3_500)),
        ("٣٢٬٠٠٠", best(32_000)),
        ("۵۰۰", best(500)),
        ("~५००", best(500, about=True)),
        ("c1500", best(1_500, about=True)),
        ("10 000 env.", best(10_000, about=True)),
        ("１２，０００", best(12_000)),
        ("８，０００－１０，０００", between(8_000, 10_000)),
        # thousands and millions
        ("10k", best(10_000)),
        ("10 K", best(10_000)),
        ("1.2k", best(1_200)),
        ("1,2k", best(1_200)),
        ("2 thousand", best(2_000)),
        ("2 thousand men", best(2_000)),
        ("1.5 million", best(1_500_000)),
        ("1.2M", best(1_200_000)),
        ("1.2m", best(1_200_000)),
        ("12M men", best(12_000_000)),
        ("1-2M", between(1_000_000, 2_000_000)),
        ("3,5к", best(3_500)),
        ("3 тис.", best(3_000)),
        ("3 тысячи", best(3_000)),
        ("2 млн", best(2_000_000)),
        ("5 Tsd.", best(5_000)),
        ("5 tausend", best(5_000)),
        ("1 Mio.", best(1_000_000)),
        ("4 mille hommes", best(4_000)),
        ("4 mil soldados", best(4_000)),
        ("2 millones", best(2_000_000)),
        # words for people
        ("500 troops", best(500)),
        ("500 men", best(500)),
        ("300 strong", best(300)),
        ("500 осіб", best(500)),
        ("500 чел.", best(500)),
        ("12 тыс. чел.", best(12_000)),
        ("500 osób", best(500)),
        ("500 человек", best(500)),
        ("500 Mann", best(500)),
        ("500 Soldaten", best(500)),
        ("500 hommes", best(500)),
        ("500 efectivos", best(500)),
        # about
        ("~10,000", best(10_000, about=True)),
        ("≈ 10000", best(10_000, about=True)),
        ("about 100,000", best(100_000, about=True)),
        ("ABOUT 100,000", best(100_000, about=True)),
        ("c. 400", best(400, about=True)),
        ("ca. 400", best(400, about=True)),
        ("est. 400", best(400, about=True)),
        ("400?", best(400, about=True)),
        ("400 (est.)", best(400, about=True)),
        ("близько 400", best(400, about=True)),
        ("около 400 человек", best(400, about=True)),
        ("etwa 400", best(400, about=True)),
        ("rund 400 Mann", best(400, about=True)),
        ("environ 400", best(400, about=True)),
        ("unos 400", best(400, about=True)),
        ("cerca de 400", best(400, about=True)),
        # bounds
        ("<500", upper(500)),
        ("≤ 500", upper(500)),
        ("<=500", upper(500)),
        ("up to 175,000", upper(175_000)),
        ("no more than 500", upper(500)),
        ("fewer than 500", upper(500)),
        ("max. 500", upper(500)),
        ("до 500", upper(500)),
        ("не більше 500", upper(500)),
        ("не более 500 человек", upper(500)),
        ("bis zu 500", upper(500)),
        ("höchstens 500", upper(500)),
        ("jusqu'à 500", upper(500)),
        ("moins de 500", upper(500)),
        ("hasta 500", upper(500)),
        ("about up to 500", upper(500, about=True)),
        ("up to about 500", upper(500, about=True)),
        ("~<500", upper(500, about=True)),
        (">500", lower(500)),
        ("≥500", lower(500)),
        ("500+", lower(500)),
        ("10k+", lower(10_000)),
        ("at least 500", lower(500)),
        ("more than 500", lower(500)),
        ("over 500", lower(500)),
        ("понад 500", lower(500)),
        ("не менее 500", lower(500)),
        ("свыше 500", lower(500)),
        ("mindestens 500", lower(500)),
        ("mehr als 500", lower(500)),
        ("plus de 500", lower(500)),
        ("au moins 500", lower(500)),
        ("más de 500", lower(500)),
        ("~>500", lower(500, about=True)),
        # ranges
        ("8,000-10,000", between(8_000, 10_000)),
        ("8,000 - 10,000", between(8_000, 10_000)),
        ("8000–10000", between(8_000, 10_000)),
        ("8000—10000", between(8_000, 10_000)),
        ("8 000-10 000", between(8_000, 10_000)),
        ("8-10k", between(8_000, 10_000)),
        ("8k-10k", between(8_000, 10_000)),
        ("900-1k", None),
        ("8000..10000", between(8_000, 10_000)),
        ("8000…10000", between(8_000, 10_000)),
        ("500-500", between(500, 500)),
        ("8 to 10 thousand", between(8_000, 10_000)),
        ("between 8,000 and 10,000", between(8_000, 10_000)),
        ("from 500 to 600 troops", between(500, 600)),
        ("від 500 до 600 осіб", between(500, 600)),
        ("от 500 до 600", between(500, 600)),
        ("zwischen 500 und 600", between(500, 600)),
        ("500 bis 600", between(500, 600)),
        ("von 500 bis 600 Mann", between(500, 600)),
        ("entre 500 et 600", between(500, 600)),
        ("de 500 à 600", between(500, 600)),
        ("entre 500 y 600", between(500, 600)),
        ("de 500 a 600", between(500, 600)),
        ("~500-600", between(500, 600, about=True)),
        ("500-600?", between(500, 600, about=True)),
        # margins
        ("10,000 ± 500", Figure(10_000, 9_500, 10_500)),
        ("10000±500", Figure(10_000, 9_500, 10_500)),
        ("10000 +/- 500", Figure(10_000, 9_500, 10_500)),
        ("10k ± 500", Figure(10_000, 9_500, 10_500)),
        ("100 ± 500", Figure(100, 0, 600)),
    ],
)
def test_each_notation_is_read(cell: str, expected: Figure | None) -> None:
    found = read(cell)
    if expected is None:
        assert isinstance(found, Fault)
    else:
        assert same(found, expected), found


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("", "number-unreadable", ""),
        ("many", "number-unreadable", "many is not a number"),
        ("~", "number-unreadable", ""),
        ("about", "number-unreadable", ""),
        ("1,23,456", "number-unreadable", ""),
        ("1.2.3", "number-unreadable", ""),
        ("12/15", "number-unreadable", ""),
        ("0x10", "number-unreadable", ""),
        ("inf", "number-unreadable", ""),
        ("nan", "number-unreadable", ""),
        ("1_000", "number-unreadable", ""),
        ("500 tanks", "number-unreadable", ""),
        ("1" * 81, "number-unreadable", ""),
        ("1e5", "number-exponent", "1e5 may be a number that a spreadsheet has shortened"),
        ("1.5E+05", "number-exponent", ""),
        ("12.5", "not-whole", "12.5 is not a whole number"),
        ("12,5", "not-whole", ""),
        ("10,00", "number-unreadable", "10,00 may be 10, or a number that has lost a digit"),
        ("10,0", "number-unreadable", ""),
        ("100000,000", "number-unreadable", ""),
        ("1,0000", "number-unreadable", ""),
        ("2.0000", "number-unreadable", ""),
        ("10.00", "number-unreadable", ""),
        ("~10,00 men", "number-unreadable", ""),
        ("8,000-10,00", "number-unreadable", ""),
        ("0.5 men", "not-whole", ""),
        ("10.000", "number-ambiguous", "10.000 may be 10 or 10,000"),
        ("~10.000", "number-ambiguous", ""),
        ("8.000-10.000", "number-ambiguous", ""),
        ("1200m", "number-ambiguous", "1200m may be 1,200 men, or as many millions"),
        ("25 à 30 000", "number-ambiguous", "25 à 30 000 may begin at 25 or at 25,000"),
        ("5-6 000", "number-ambiguous", "5-6 000 may begin at 5 or at 5,000"),
        ("zwischen 5 und 6 000", "number-ambiguous", ""),
        ("1200M", "number-ambiguous", ""),
        ("10,000-8,000", "range-order", "goes from the higher to the lower number"),
    ],
)
def test_each_fault_has_its_code_and_says_what_to_try(cell: str, code: str, words: str) -> None:
    found = read(cell)
    assert isinstance(found, Fault)
    assert found.code == code
    assert words in found.message
    assert found.advice


@pytest.mark.parametrize(
    ("cell", "notation", "expected"),
    [
        ("10.000", GERMAN, 10_000),
        ("10.000 Mann", GERMAN, 10_000),
        ("~10.000", GERMAN, 10_000),
        ("10,000", ENGLISH, 10_000),
        ("10,000", NOTHING_TELLS, 10_000),
        ("1,5k", GERMAN, 1_500),
        ("1.5k", ENGLISH, 1_500),
        ("1.500k", GERMAN, 1_500_000),
    ],
)
def test_a_lone_mark_is_what_the_column_says(cell: str, notation: Notation, expected: int) -> None:
    found = read(cell, notation)
    assert isinstance(found, Figure)
    assert found.best == expected


@pytest.mark.parametrize(("cell", "notation"), [("10,000", GERMAN), ("10.000", ENGLISH)])
def test_a_mark_that_the_column_uses_otherwise_is_asked_for(cell: str, notation: Notation) -> None:
    found = read(cell, notation)
    assert isinstance(found, Fault)
    assert found.code == "number-ambiguous"


@pytest.mark.parametrize(
    ("cell", "kind", "notation", "expected"),
    [
        ("1.234", "number", NOTHING_TELLS, 1.234),
        ("1.234", "number", GERMAN, 1234),
        ("1,234", "number", GERMAN, 1.234),
        ("1,5", "number", NOTHING_TELLS, 1.5),
        (".5", "number", NOTHING_TELLS, 0.5),
        ("5.", "number", NOTHING_TELLS, 5),
        ("-3", "number", NOTHING_TELLS, -3),
        ("−3,5", "number", NOTHING_TELLS, -3.5),
        ("1,234", "integer", NOTHING_TELLS, 1234),
        ("12.0", "integer", NOTHING_TELLS, 12),
        ("1 000", "integer", NOTHING_TELLS, 1000),
    ],
)
def test_other_numbers(cell: str, kind: str, notation: Notation, expected: float) -> None:
    assert parse_numbers([cell], kind, notation) == ({cell: expected}, {})


@pytest.mark.parametrize(
    ("cell", "kind", "code"),
    [
        ("1,234", "number", "number-ambiguous"),
        ("1.234", "integer", "number-ambiguous"),
        ("2.5", "integer", "not-whole"),
        ("1e5", "number", "number-exponent"),
        ("two", "integer", "number-unreadable"),
        ("~5", "number", "number-unreadable"),
        ("--5", "number", "number-unreadable"),
        ("-", "number", "number-unreadable"),
    ],
)
def test_faults_of_other_numbers(cell: str, kind: str, code: str) -> None:
    numbers, faults = parse_numbers([cell], kind, NOTHING_TELLS)
    assert numbers == {}
    assert faults[cell].code == code


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "–",
        "?",
        "n/a",
        "N/A",
        "None",
        "unknown",
        "not  stated",
        "н/д",
        "Unbekannt",
        "TBC",
        "n/k",
    ],
)
def test_words_for_not_known(cell: str) -> None:
    assert is_unknown(cell)


@pytest.mark.parametrize("cell", ["", "0", "--5", "na1", "Namibia"])
def test_what_is_no_word_for_not_known(cell: str) -> None:
    assert not is_unknown(cell)


def test_the_short_way_takes_plain_digits_only() -> None:
    assert parse_plain_numbers(["1", "-2.5", "+3"], "number") == [1, -2.5, 3]
    found = parse_plain_numbers(["1", ""], "amount")
    assert found is not None
    assert found[0] == 1
    assert math.isnan(found[1])
    for cells, kind in (
        (["1e5"], "number"),
        (["nan"], "number"),
        (["1,5"], "number"),
        (["1_0"], "number"),
        (["1-2"], "number"),
        (["10.000"], "amount"),
        (["2.0"], "integer"),
        (["٣"], "number"),
    ):
        assert parse_plain_numbers(cells, kind) is None, cells


# how a column writes


@pytest.mark.parametrize(
    ("cells", "comma_sheet", "expected"),
    [
        ([], False, NOTHING_TELLS),
        (["500", "32000"], False, NOTHING_TELLS),
        (["10.000"], False, NOTHING_TELLS),
        (["10,000"], False, NOTHING_TELLS),
        (["10.000", "1.234.567"], False, GERMAN),
        (["10.000", "12,5"], False, GERMAN),
        (["10.000", "1.234,5"], False, GERMAN),
        (["10,000", "1,234,567"], False, ENGLISH),
        (["10,000", "12.5"], False, ENGLISH),
        (["10,000", "1,234.5"], False, ENGLISH),
        # the two contradict each other, and nothing is settled
        (["1.234.567", "1,234,567"], False, NOTHING_TELLS),
        (["12.5", "12,5"], False, NOTHING_TELLS),
        (["10.000"], True, Notation(True, None)),
        (["10,000", "1,234,567"], True, ENGLISH),
        (["~1.234.567 Mann"], False, GERMAN),
        (["2.000.000-3.000.000"], False, GERMAN),
    ],
)
def test_a_columns_notation(cells: list[str], comma_sheet: bool, expected: Notation) -> None:
    assert find_notation(cells, comma_sheet=comma_sheet) == expected


# properties


def groups(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(PEOPLE)
@example(0)
@example(999)
@example(1_000)
@example(100_000)
def test_every_whole_number_in_every_notation_is_read_again(number: int) -> None:
    plain = str(number)
    written = [plain, *(groups(number, mark) for mark in (",", " ", "\u00a0", "'", "’", "\u202f"))]
    for text in written:
        for notation in (NOTHING_TELLS, ENGLISH):
            assert same(read(text, notation), best(number)), text
        assert same(read(f"~{text}"), best(number, about=True))
        assert same(read(f"about {text} troops"), best(number, about=True))
        assert same(read(f"<{text}"), upper(number))
        assert same(read(f"up to {text}"), upper(number))
        assert same(read(f">{text}"), lower(number))
        assert same(read(f"{text}+"), lower(number))
    assert same(read(groups(number, "."), GERMAN), best(number))
    assert same(read(f"bis zu {groups(number, '.')} Mann", GERMAN), upper(number))


@given(PEOPLE)
def test_every_thousand_written_with_k_is_read_again(number: int) -> None:
    whole, rest = divmod(number, 1000)
    text = f"{whole}.{rest:03}".rstrip("0").rstrip(".") if rest else str(whole)
    found = read(f"{text}k", ENGLISH)
    assert same(found, best(number)), (text, found)
    assert same(read(f"{text.replace('.', ',')} Tsd.", GERMAN), best(number))


@given(PEOPLE, PEOPLE)
def test_every_range_and_every_margin_is_read_again(first: int, second: int) -> None:
    low, high = sorted((first, second))
    for dash in ("-", "–", " - ", " to ", "..."):
        assert same(read(f"{low}{dash}{high}"), between(low, high))
        # 1-2,000 may begin at a thousand
        if 1000 * low >= high or not low or high < 1000:
            assert same(read(f"{low:,}{dash}{high:,}"), between(low, high))
    assert same(read(f"~{low}-{high}"), between(low, high, about=True))
    margin = Figure(first, max(first - second, 0), first + second)
    for sign in ("±", " ± ", "+/-"):
        assert same(read(f"{first}{sign}{second}"), margin)
    if low < high:
        found = read(f"{high}-{low}")
        assert isinstance(found, Fault)
        assert found.code == "range-order"


SCRAPS = st.lists(
    st.sampled_from(
        [
            "about ",
            "~",
            "<",
            "up to ",
            "12",
            "3",
            "000",
            "999",
            ".",
            ",",
            " ",
            "-",
            "–",
            "k",
            "±",
            "to",
            "млн",
            "between ",
            "men",
            "?",
            "+",
            "e5",
            "²",
            "٣",
            "１",
            "½",
            "\xa0",
            "'",
            "(",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(SCRAPS, st.text(max_size=120)))
@example("²")
@example("1²")
@example("①")
def test_any_text_is_a_figure_or_a_fault(text: str) -> None:
    for notation in (NOTHING_TELLS, GERMAN, ENGLISH):
        found = read(text, notation)
        assert isinstance(found, Figure | Fault)
        if isinstance(found, Figure):
            stated = [part for part in found[:3] if part == part]
            assert stated
            assert all(part.is_integer() for part in stated)
        for kind in ("number", "integer", "amount"):
            numbers, faults = parse_numbers([text], kind, notation)
            assert len(numbers) + len(faults) == 1
            assert all(map(math.isfinite, numbers.values()))
    find_notation([text], comma_sheet=False)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1000000,
        "1," * 500000,
        " " * 1000000 + "1",
        "about " * 200000,
        "1 000" * 200000,
        "~" * 1000000,
        "1.000." * 150000,
        "a" * 1000000,
        "1k" * 40,
    ],
    ids=lambda text: text[:6],
)
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    read(text)
    find_notation([text], comma_sheet=False)
    assert time.process_time() - start < 2


def test_zeros_after_the_mark_are_read_where_the_column_has_them_in_numbers_that_lost_none() -> (
    None
):
    for cells in (["10,00", "3500,00"], ["10,00", "3.500,00"], ["10.00", "3,500.00"]):
        figures, faults = parse_figures(cells, find_notation(cells, comma_sheet=False))
        assert ([figures[cell].best for cell in cells], faults) == ([10, 3500], {})
    cells = ["10,00", "3500.00"]
    assert set(parse_figures(cells, find_notation(cells, comma_sheet=False))[1]) == {"10,00"}


@given(PEOPLE, st.sampled_from(",.'’ \u00a0\u202f٬"), st.integers(0, 30), st.booleans())
def test_a_number_that_loses_a_digit_is_never_another(
    number: int, mark: str, place: int, has_dots: bool
) -> None:
    text = groups(number, mark)
    lost = text[: place % len(text)] + text[place % len(text) + 1 :]
    found = read(lost, GERMAN if has_dots and mark == "." else NOTHING_TELLS)
    if isinstance(found, Figure) and lost and not lost.endswith(mark) and mark in lost[1:]:
        assert found.best in (number, int("".join(filter(str.isdigit, lost))))
        assert len(lost.rsplit(mark, 1)[-1]) == 3


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("حوالي ٨٠٠٠", Figure(8_000, about=True)),
        ("أكثر من 500 مقاتل", Figure(least=500)),
        ("بين 5000 و7000", Figure(least=5_000, most=7_000)),
        ("כ-8000 חיילים", Figure(8_000, about=True)),
        ("בין 5000 ל-7000", Figure(least=5_000, most=7_000)),
        ("około 8 tys. żołnierzy", Figure(8_000, about=True)),
        ("od 500 do 700", Figure(least=500, most=700)),
        ("3 mila uomini", Figure(3_000)),
        ("mais de 400 homens", Figure(least=400)),
        ("5 bin asker", Figure(5_000)),
        ("přes 500 mužů", Figure(least=500)),
        ("約3千人", Figure(3_000, about=True)),
        ("1万2000人", Figure(12_000)),
        ("1.5万", Figure(15_000)),
        ("5000人以上", Figure(least=5_000)),
        ("5,000-7,000명", Figure(least=5_000, most=7_000)),
        ("حدود 4 هزار نفر", Figure(4_000, about=True)),
        ("env. 450 hommes", Figure(450, about=True)),
        ("asi 120 tis.", Figure(120_000, about=True)),
        ("12 bin", Figure(12_000)),
        ("approx 1200 all ranks", Figure(1_200, about=True)),
        ("'1200", Figure(1_200)),
    ],
)
def test_numbers_of_people_are_read_in_many_languages(cell: str, figure: Figure) -> None:
    figures, faults = parse_figures([cell], Notation())
    assert faults == {}
    assert tuple(figures[cell]) == pytest.approx(tuple(figure), nan_ok=True)


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("1万5千", Figure(15_000)),
        ("約1万2千人", Figure(12_000, about=True)),
        ("2만 5천명", Figure(25_000)),
        ("10万2千5百", Figure(102_500)),
        ("2千5百以上", Figure(least=2_500)),
        ("1万500", Figure(10_500)),
        # one scale for both ends, or each its own
        ("1~2万", Figure(least=10_000, most=20_000)),
        ("1万5千~2.5万", Figure(least=15_000, most=25_000)),
        ("1 млн 200 тыс.", Figure(1_200_000)),
        ("12 тис. 500 осіб", Figure(12_500)),
    ],
)
def test_a_number_may_have_several_scales(cell: str, figure: Figure) -> None:
    figures, faults = parse_figures([cell], Notation())
    assert faults == {}
    assert tuple(figures[cell]) == pytest.approx(tuple(figure), nan_ok=True)


@pytest.mark.parametrize("cell", ["5千3万", "2万5", "2百5", "3千2千", "十万"])
def test_what_may_be_another_number_is_none(cell: str) -> None:
    assert set(parse_figures([cell], Notation())[1]) == {cell}


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(1, 9_999))
def test_scales_are_added_up(ones: int, hundreds: int, thousands: int, myriads: int) -> None:
    number = 10_000 * myriads + 1_000 * thousands + 100 * hundreds + ones * 10
    parts = ((myriads, "万"), (thousands, "千"), (hundreds, "百"))
    cell = "".join(f"{many}{sign}" for many, sign in parts if many) + (f"{ones}0" if ones else "")
    if ones and not hundreds:
        cell = f"{myriads}万{number % 10_000:04}"
    assert parse_figures([cell], Notation())[0][cell].best == number


def test_whole_numbers_with_three_digits_behind_a_dot_tell_each_other() -> None:
    several = find_notation(["13.500", "1.250", "21.000"], comma_sheet=False, of_people=True)
    assert several == Notation(dot_groups=True)
    assert parse_figures(["21.000"], several)[0]["21.000"].best == 21_000
    for cells in (["13.500", "1.250"], ["13.500", "1.250", "21.5"], ["13.500", "1,250", "2.000"]):
        found = find_notation(cells, comma_sheet=False, of_people=True)
        assert found.dot_groups is not True
    # degrees are no people
    assert find_notation(["48.500", "49.250", "50.125"], comma_sheet=False).dot_groups is None
