"""Symbols: words to codes, codes to classes, codes without an icon."""

from __future__ import annotations

import re
import runpy
import time
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deploymap.arrays import decode_texts
from deploymap.notation.cells import parse_sidcs
from deploymap.problems import Problem, UsageError
from deploymap.symbols import vocabulary
from deploymap.symbols.draw import draw_symbols
from deploymap.symbols.resolve import CLASSES, GONE, check_drawings, resolve_symbols
from deploymap.symbols.vocabulary import (
    Entry,
    find_best,
    phrases,
    read_vocabulary,
    singular,
    suggest,
    words_of,
)

KINDS = read_vocabulary()["kind"]
ECHELONS = read_vocabulary()["echelon"]
AFFILIATIONS = read_vocabulary()["affiliation"]
STATUSES = read_vocabulary()["status"]


def resolve(
    affiliations: dict[str, str] | None = None, **columns: object
) -> tuple[pd.DataFrame, list[Problem]]:
    """Resolve a table given as columns, or as one row of cells."""
    lists = {name: cell if isinstance(cell, list) else [cell] for name, cell in columns.items()}
    units = pd.DataFrame(lists)
    units["line"] = range(2, len(units) + 2)
    found, problems = resolve_symbols(units, affiliations or {})
    return decode_texts(found), problems


def one(**columns: object) -> tuple[str, str, str | None]:
    """Return what is resolved for one row, which has to be without fault."""
    units, problems = resolve(**columns)
    assert problems == []
    row = units.iloc[0]
    return row["sidc20"], row["symbol_class"], row["kind_key"]


def test_vocabulary_is_whole() -> None:
    assert len(KINDS) == 83
    assert len(ECHELONS) == 14
    assert len(AFFILIATIONS) == 7
    keys = {known.key for known in CLASSES}
    entries = (*KINDS, *read_vocabulary()["code"])
    assert {entry.symbol_class for entry in entries} == keys
    assert all(re.fullmatch(r"[0-9]{20}", entry.code_d) for entry in KINDS)
    # the standard has one symbol for cavalry and reconnaissance
    assert len({entry.code_d for entry in KINDS}) == len(KINDS) - 1


@pytest.mark.parametrize("table", ["kind", "echelon", "affiliation", "status", "flag"])
def test_each_phrase_means_one_thing(table: str) -> None:
    meant: dict[tuple[str, ...], str] = {}
    for entry in read_vocabulary()[table]:
        for phrase in (entry.key, *entry.synonyms):
            words = words_of(phrase)
            assert meant.setdefault(words, entry.key) == entry.key
            assert len(words) <= vocabulary.MAX_WORDS
            assert find_best(table, phrase) == entry


@pytest.mark.parametrize(
    ("kind", "key", "symbol_class"),
    [
        ("3rd Inf Div", "infantry", "infantry"),
        ("Arty Regt", "field artillery", "artillery"),
        ("7. Pz.Div.", "armor", "armor"),
        ("36 обрмп", "naval infantry", "infantry"),
        ("82nd Abn", "airborne infantry", "infantry"),
        ("Observers", "observers", "unit"),
        ("motorized infantry", "motorized infantry", "infantry"),
        ("Motorised  Infantry unit", "motorized infantry", "infantry"),
        ("Motor Rifle Brigade", "mechanized infantry", "infantry"),
        ("motor-rifle regiment", "mechanized infantry", "infantry"),
        ("Two tank units", "armor", "armor"),
        ("Armoured", "armor", "armor"),
        ("artillery", "field artillery", "artillery"),
        ("headquarters", "headquarters", "installation"),
        ("Patriot battery", "air defense missile", "air_defense"),
        ("S-400", "air defense missile", "air_defense"),
        ("s400 launchers", "air defense missile", "air_defense"),
        ("AT battalion", "anti-tank", "unit"),
        ("anti-tank", "anti-tank", "unit"),
        ("tank plant", "military plant", "installation"),
        ("missile boats", "patrol boat", "naval"),
        ("Jägers", "light infantry", "infantry"),
        ("Vehicle carrier", "merchant ship", "naval"),
        ("container ship", "merchant ship", "naval"),
        ("Aircraft carrier", "warship", "naval"),
        ("MI company", "military intelligence", "support"),
        ("Mi-8", "helicopter aircraft", "aviation"),
        ("unit", "unspecified unit", "unit"),
    ],
)
def test_kind_phrases(kind: str, key: str, symbol_class: str) -> None:
    _, found_class, found_key = one(kind=kind)
    assert (found_key, found_class) == (key, symbol_class)


@pytest.mark.parametrize(
    ("kind", "digits"),
    [
        ("Motor Rifle Brigade", "18"),
        ("tank battalion", "16"),
        ("3rd Inf Div", "21"),
        ("corps", "22"),
        ("battalion headquarters", "16"),
        ("Infanteriedivision", "21"),
        ("танковая бригада", "18"),
        ("步兵第一团", "17"),
        # these are other things, or say two sizes
        ("Marine Corps", "00"),
        ("Corps of Engineers", "00"),
        ("private military company, infantry", "00"),
        ("Panzerzug", "00"),
        ("infantry group", "00"),
        ("division artillery", "00"),
        ("a battalion of a tank brigade", "00"),
        ("army", "00"),
        ("bomber squadron", "00"),
        ("XX tanks", "00"),
    ],
)
def test_a_kind_says_the_echelon_where_no_cell_does(kind: str, digits: str) -> None:
    assert one(kind=kind)[0][8:10] == digits
    assert one(kind=kind, echelon="platoon")[0][8:10] == "14"


def test_a_kind_that_is_a_size_alone_is_told_of_nothing() -> None:
    assert resolve(kind=["corps", "Div"])[1] == []
    assert len(resolve(kind=["corpz"])[1]) == 1


@pytest.mark.parametrize(
    "kind", ["Mi-24", "stationed at Rostov", "tanker", "superradar", "sub-unit of", "Torino"]
)
def test_parts_of_words_are_no_kinds(kind: str) -> None:
    units, problems = resolve(kind=kind)
    found = units.loc[0, "kind_key"]
    assert found is None or found == "unspecified unit"
    assert len(problems) == (found is None)


@pytest.mark.parametrize(
    ("echelon", "digits"),
    [
        ("regiment", "17"),
        ("bde", "18"),
        ("Bde.", "18"),
        ("XX", "21"),
        ("army corps", "22"),
        ("combined arms army", "23"),
        ("army group", "24"),
        ("Military District", "25"),
        ("tank brigade", "18"),
        ("", "00"),
        (None, "00"),
        (float("nan"), "00"),
    ],
)
def test_echelon_words(echelon: object, digits: str) -> None:
    assert one(kind="tank", echelon=echelon)[0][8:10] == digits


@pytest.mark.parametrize(
    ("kind", "digit", "symbol_class"),
    [
        ("tank", "0", "armor"),
        ("tank division headquarters", "2", "installation"),
        ("infantry task force", "4", "infantry"),
        ("task force HQ", "6", "installation"),
        ("decoy SAM site", "1", "air_defense"),
        ("dummy airfield", "1", "installation"),
        ("staff hospital", "0", "installation"),
    ],
)
def test_flags(kind: str, digit: str, symbol_class: str) -> None:
    sidc, found, _ = one(kind=kind)
    assert (sidc[7], found) == (digit, symbol_class)


@pytest.mark.parametrize(
    ("status", "digit"),
    [("", "0"), ("Present", "0"), ("unconfirmed", "1"), ("destroyed", "4"), ("deployed", "0")],
)
def test_status_words(status: str, digit: str) -> None:
    assert one(kind="tank", status=status)[0][6] == digit


@pytest.mark.parametrize(
    ("side", "digit"),
    [
        ("Russia", "6"),
        ("RUSSIA", "6"),
        ("Ukraine", "3"),
        ("Belarus", "1"),
        ("", "1"),
        ("enemy", "6"),
        ("Blue", "4"),
        ("hostile", "6"),
        ("Red Cross", "1"),
    ],
)
def test_sides(side: str, digit: str) -> None:
    said = {"Russia": "hostile", "Ukraine": "friend", "Blue": "neutral", "hostile": "unknown"}
    assert one(affiliations=said, side=side, kind="tank")[0][3] == digit


def test_affiliation_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="side 'Russia': affiliation 'hostil' is none of friend"):
        resolve({"Russia": "hostil"}, side="Russia")


def test_unknown_words_are_one_warning_each() -> None:
    _, problems = resolve(
        kind=["tank", "infntry", "infntry", "xyzzy", ""], echelon=["", "regimnt", "", "", ""]
    )
    assert [str(problem) for problem in problems] == [
        "warning: units.csv:3: kind: 'infntry' is not known; did you mean 'infantry'?; "
        "drawn as an unspecified unit (and 1 more row)",
        "warning: units.csv:3: echelon: 'regimnt' is not known; did you mean 'regiment'?; "
        "drawn without an echelon",
        "warning: units.csv:5: kind: 'xyzzy' is not known; drawn as an unspecified unit",
    ]


def test_blank_kind_is_not_inferred() -> None:
    assert one(name="1st Tank Army", kind="") == ("10011000000000000000", "unit", None)


@pytest.mark.parametrize(
    ("sidc", "key", "symbol_class"),
    [
        ("10031000161211040000", "motorized infantry", "infantry"),
        ("10031000161211030000", "infantry", "infantry"),
        ("10031000161211020001", "mechanized infantry", "infantry"),
        ("14131002181205000000", "armor", "armor"),
        ("10031002180000000000", "headquarters", "installation"),
        ("10031000169999990000", None, "unit"),
        ("10031000161699990000", None, "support"),
        ("10032000009999990000", None, "installation"),
        ("10030100001199000000", None, "aviation"),
        ("10031500001202020000", None, "armor"),
        ("10031100001101000000", None, "unit"),
        ("SFGPUCI---*****", "infantry", "infantry"),
        ("SHGPUCFRMS-E---", "rocket artillery", "artillery"),
        ("SHGPU-----AM---", "headquarters", "installation"),
        ("SHGPIB----H----", "military base", "installation"),
        ("SHGPIZ----H----", None, "installation"),
        ("SHSP-----------", None, "naval"),
        ("SHGPEVAT-------", None, "armor"),
        ("sfgpuci--------", "infantry", "infantry"),
    ],
)
def test_a_code_wins_over_words(sidc: str, key: str | None, symbol_class: str) -> None:
    assert one(kind="nonsense", side="enemy", echelon="x", sidc=sidc) == (
        sidc.upper(),
        symbol_class,
        key,
    )


@pytest.mark.parametrize(
    ("sidc", "message"),
    [
        ("99031000001211000000", "digits 1-2 of 99031000001211000000 (version): 99 found"),
        ("10931000001211000000", "digit 3 of 10931000001211000000 (context): 9 found"),
        ("10091000001211000000", "digit 4 of 10091000001211000000 (standard identity): 9 found"),
        ("10036600001211000000", "digits 5-6 of 10036600001211000000 (symbol set): 66 found"),
        ("10031090001211000000", "digit 7 of 10031090001211000000 (status): 9 found"),
        ("10031009001211000000", "digit 8 of 10031009001211000000 (headquarters, task force"),
        ("10031000291211000000", "digits 9-10 of 10031000291211000000 (echelon or mobility): 29"),
        ("S*GPUCI---*****", "letter 2 of S*GPUCI---***** (standard identity): * found"),
        ("QFGPUCI--------", "letter 1 of QFGPUCI-------- (coding scheme): Q found"),
        ("SFGQUCI--------", "letter 4 of SFGQUCI-------- (status): Q found"),
    ],
)
def test_wrong_codes_say_where(sidc: str, message: str) -> None:
    units, problems = resolve(kind=["tank", "tank"], sidc=["", sidc])
    assert len(problems) == 1
    assert (problems[0].line, problems[0].column, problems[0].severity) == (3, "sidc", "error")
    assert message in problems[0].message
    assert units.loc[1, "symbol_class"] == "armor"


@pytest.mark.parametrize("sidc", ["1003100000121100", "1003100000121100000O", "*FGPUCI--------"])
def test_what_has_no_form_of_a_code_is_left_to_the_check_of_cells(sidc: str) -> None:
    assert one(kind="tank", sidc=sidc) == ("10011000001205000000", "armor", "armor")


def test_table_is_not_changed_and_keeps_its_index() -> None:
    units = pd.DataFrame({"kind": ["tank", None, "artillery"]}, index=[7, 3, 7])
    before = units.copy()
    found, problems = resolve_symbols(units, {})
    pd.testing.assert_frame_equal(units, before)
    assert list(found.index) == [7, 3, 7]
    assert list(found["symbol_class"]) == ["armor", "unit", "artillery"]
    assert decode_texts(found)["kind_key"].iloc[1] is None
    assert problems == []


def test_no_rows() -> None:
    found, problems = resolve_symbols(pd.DataFrame({"kind": [], "line": []}), {})
    assert list(found.columns) == ["kind", "line", "sidc20", "symbol_class", "kind_key"]
    assert (len(found), problems) == (0, [])
    assert draw_symbols([]) == {}


def test_many_rows_are_resolved_by_their_combinations() -> None:
    numbers = np.arange(200_000)
    kinds = np.array([entry.key for entry in KINDS if entry.key != "cavalry"], dtype=object)
    echelons = np.array([entry.key for entry in ECHELONS], dtype=object)
    units = pd.DataFrame({"kind": kinds[numbers % 73], "echelon": echelons[numbers % 14]})
    found, problems = resolve_symbols(units, {})
    assert problems == []
    assert (found["kind_key"].astype(object) == units["kind"]).all()
    assert found["sidc20"].nunique() == 73 * 14


@settings(max_examples=200)
@given(
    st.sampled_from(sorted({s for e in KINDS for s in (e.key, *e.synonyms)})),
    st.text("abcdefghijklmnopqrtuvwxyzéñжщß", min_size=0, max_size=3),
    st.text("abcdefghijklmnopqrtuvwxyzéñжщß", min_size=0, max_size=3),
)
def test_never_inside_a_word(phrase: str, before: str, after: str) -> None:
    words = words_of(phrase)
    assume((before or after) and len(words) == 1 and not vocabulary.UNSPACED.search(phrase))
    grown = words_of(before + phrase + after)
    assume(not {grown, singular(grown)} & phrases("kind").keys())
    assert find_best("kind", before + phrase + after) is None
    assert find_best("kind", f"{before + phrase + after} units") == find_best("kind", "units")


@settings(max_examples=200)
@given(
    st.sampled_from(KINDS),
    st.sampled_from(ECHELONS),
    st.sampled_from(AFFILIATIONS),
    st.sampled_from([status for status in STATUSES if status.key not in GONE]),
    st.sampled_from(["", " headquarters", " task force", " dummy"]),
)
def test_codes_there_and_back(
    kind: Entry,
    echelon: Entry,
    side: Entry,
    status: Entry,
    flag: str,
) -> None:
    words = one(kind=kind.key + flag, echelon=echelon.key, side=side.key, status=status.key)
    sidc = words[0]
    assert (sidc[3], sidc[6], sidc[8:10]) == (side.code_d, status.code_d, echelon.code_d)
    found = one(sidc=sidc)
    if kind.key == "cavalry":
        assert found[0] == words[0]
        return
    # a code says what a headquarters commands
    assert found == words or (flag == " headquarters" and found[::2] == words[::2])


@settings(max_examples=100)
@given(
    st.from_regex(r"10[0-2][0-6](10|20|15|[0-9]{2})[0-7]{2}[0-2][0-8][0-9]{10}", fullmatch=True)
    | st.from_regex(r"S[A-Z][GASU][PA][A-Z*-]{11}", fullmatch=True)
    | st.text(min_size=1, max_size=20)
)
def test_any_text_as_code_gives_a_symbol_or_a_fault(sidc: str) -> None:
    units, problems = resolve(sidc=sidc)
    taken = units.loc[0, "sidc20"] == sidc.strip().upper()
    has_form = re.fullmatch(r"[0-9]{20}|[A-Z][A-Z0-9*-]{14}", sidc.strip().upper())
    assert (taken or bool(problems)) == bool(has_form)
    assert units.loc[0, "symbol_class"] in {known.key for known in CLASSES}


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_as_kind_gives_a_symbol(kind: str) -> None:
    units, problems = resolve(kind=kind, echelon=kind, side=kind, status=kind)
    assert re.fullmatch(r"100[0-6][0-9]{16}", units.loc[0, "sidc20"])
    assert all(problem.severity == "warning" for problem in problems)


def test_every_kind_echelon_and_affiliation_is_drawn() -> None:
    # 11 divides neither number, so that each kind, each echelon and each affiliation is met
    sample = list(product(KINDS, ECHELONS, AFFILIATIONS))[::11]
    units, problems = resolve(
        kind=[kind.key for kind, _, _ in sample],
        echelon=[echelon.key for _, echelon, _ in sample],
        side=[side.key for _, _, side in sample],
    )
    drawings = draw_symbols(units["sidc20"])
    assert problems == []
    assert len(drawings) == len(sample)
    assert [sidc for sidc, drawing in drawings.items() if not drawing.valid] == []
    assert len({drawing.svg for drawing in drawings.values()}) > 0.7 * len(sample)


def test_a_code_without_icon_is_warned_of() -> None:
    units, _ = resolve(sidc=["10031000009999990000", "10031000001205000000", "SFGPZZZ--------"])
    problems = check_drawings(units, draw_symbols(units["sidc20"]), file="a.csv")
    assert [(problem.line, problem.severity) for problem in problems] == [
        (2, "warning"),
        (4, "warning"),
    ]
    assert "entity (digits 11-16)" in problems[0].message
    assert "function (letters 5-10)" in problems[1].message
    assert check_drawings(units.iloc[1:2], draw_symbols(units["sidc20"].iloc[1:2])) == []


@pytest.mark.parametrize(
    "status",
    ["sunk", "Lost", "scuttled", "Уничтожен", "знищено", "zerstört", "versenkt", "détruit", "coulé",
     "destruido", "hundido"],
)  # fmt: skip
def test_what_is_lost_is_drawn_as_destroyed(status: str) -> None:
    units, problems = resolve(status=status)
    assert (units.loc[0, "sidc20"][6], problems) == ("4", [])


@pytest.mark.parametrize(
    "status",
    ["Captured", "abandoned", "disbanded", "closed", "withdrawn", "inactive", "захвачено", "трофей",
     "покинуто", "расформирована", "aufgelöst", "erbeutet", "abandonné", "capturado", "retirado"],
)  # fmt: skip
def test_what_is_not_there_any_more_is_not_drawn_as_present(status: str) -> None:
    units, problems = resolve(status=status)
    assert units.loc[0, "sidc20"][6] == "1"
    assert [(problem.severity, problem.code) for problem in problems] == [("notice", "status-gone")]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("air force", "fixed-wing aviation"),
        ("navy", "naval task group"),
        ("amphibious", "naval infantry"),
        ("slingers", "light infantry"),
        ("hoplites", "infantry"),
        ("hussars", "cavalry"),
        ("legion", "combined arms"),
        ("BTG", "combined arms"),
        ("IFV", "infantry fighting vehicle infantry"),
        ("Kampfgruppe", "combined arms"),
        ("fort", "military base"),
        ("garrison", "military base"),
        ("airport", "airfield"),
        ("port", "naval base"),
        ("depot", "warehouse"),
        ("siege", "battle"),
        ("clash", "battle"),
        ("air strike", "strike"),
        ("loss", "incident"),
        ("ship", "warship"),
        ("aircraft", "aircraft"),
        ("protest", "protest"),
        ("битва", "battle"),
        ("Belagerung", "battle"),
    ],
)
def test_words_of_all_services_of_older_armies_and_of_events(kind: str, key: str) -> None:
    assert one(kind=kind)[2] == key


def test_a_code_of_30_digits_is_whole_from_the_version_on_that_needs_them() -> None:
    codes, faults = parse_sidcs(
        [
            "130310001412110000001100000000",
            "140310001412110000000000000000",
            "1" * 30,
            "1203" + "0" * 26,
        ]
    )
    assert faults == {}
    assert [len(code) for code in codes.values()] == [30, 30, 20, 20]
    whole, problems = resolve(sidc="130310001412110000001100000000")
    assert (whole.loc[0, "sidc20"], whole.loc[0, "symbol_class"]) == (
        "130310001412110000001100000000",
        "infantry",
    )
    assert problems == []
    drawn = draw_symbols(["130310001412110000001100000000", "13031000141211000000"])
    assert len({drawing.svg for drawing in drawn.values()}) == 2


def test_a_code_says_what_a_headquarters_commands() -> None:
    assert one(kind="Headquarters", sidc="SSGPUCA---AK---")[1] == "armor"
    assert one(sidc="10031002181205000000")[1] == "armor"
    assert one(sidc="10031002180000000000")[1] == "installation"


def test_advice_is_in_the_language_of_the_sheet() -> None:
    assert "'battalion'" in suggest("echelon", "batallion")
    assert "'battalion'" in suggest("echelon", "batallion", others=["tank", "motor rifle brigade"])
    spanish = ["brigada", "regimiento", "infantería"]
    assert "'batallón'" in suggest("echelon", "batallion", others=spanish)
    french = ["infanterie", "bataillon"]
    assert "'bataillon'" in suggest("echelon", "batailon", others=french)
    assert "'батальйон'" in suggest("echelon", "батальйн", others=["танковий", "піхота"])
    assert "'танковий'" in suggest("kind", "танковй", others=["піхота"])


def test_a_long_kind_takes_no_longer_than_a_short_one() -> None:
    start = time.process_time()
    for text in ("http://x;;" * 2500, "\ufdfa" * 25_000, "tank " * 20_000):
        resolve(kind=text, echelon=text, status=text)
    assert time.process_time() - start < 3


def test_the_page_of_words_is_current() -> None:
    home = Path(__file__).resolve().parents[1]
    page = runpy.run_path(str(home / "scripts" / "write_vocabulary.py"))["write_page"]()
    assert (home / "docs" / "vocabulary.md").read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    ("text", "kind", "echelon"),
    [
        ("coast guard cutter", "patrol boat", None),
        ("Coast Guard Station", "naval base", None),
        ("步兵第一团", "infantry", "regiment"),
        ("第71集团军", None, "army"),
        ("机械化步兵旅", "mechanized infantry", "brigade"),
        ("防空导弹旅", "air defense missile", "brigade"),
        ("海军陆战队", "naval infantry", None),
        ("航空母舰", "warship", None),
        ("歩兵連隊", "infantry", "regiment"),
        ("高射特科大隊", "air defense", "battalion"),
        ("제1기갑여단", "armor", "brigade"),
        ("보병 사단", "infantry", "division"),
        ("团结", None, None),
    ],
)
def test_words_of_scripts_that_part_none(text: str, kind: str | None, echelon: str | None) -> None:
    found = [find_best(table, text) for table in ("kind", "echelon")]
    assert [entry and entry.key for entry in found] == [kind, echelon]


@pytest.mark.parametrize(
    ("text", "kind", "echelon"),
    [
        ("Infanteriedivision", "infantry", "division"),
        ("Gebirgsjägerbataillon", "mountain infantry", "battalion"),
        ("Panzerbrigade", "armor", "brigade"),
        ("Sanitätsregiment", "medical", "regiment"),
        ("Kampfgeschwader", "fixed-wing aviation", "regiment"),
        ("luftvärnsregemente", "air defense", "regiment"),
        ("panssariprikaati", "armor", "brigade"),
        ("Subdivision", None, None),
        ("كتيبة مشاة", "infantry", "battalion"),
        ("اللواء المدرع", "armor", "brigade"),
        ("خمپاره", "mortar", None),
        ('חטיבת חי"ר', "infantry", "brigade"),
        ("pułk artylerii", "field artillery", "regiment"),
        ("brigata alpini", "mountain infantry", "brigade"),
        ("batalhão de infantaria", "infantry", "battalion"),
        ("mekanize piyade tugayı", "mechanized infantry", "brigade"),
        ("зенитная ракетная бригада", "air defense missile", "brigade"),
    ],
)
def test_kinds_are_read_in_many_languages(text: str, kind: str | None, echelon: str | None) -> None:
    found = (find_best("kind", text), find_best("echelon", text))
    assert tuple(entry and entry.key for entry in found) == (kind, echelon)
