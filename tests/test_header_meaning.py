"""Properties of headers: what a column is called in real life is understood, or asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.checks.check import Checked, check_units
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn
from header_spellings import PAIRS, SEXAGESIMAL, SPELLINGS

# cells of three rows, by what a column holds
CELLS: dict[str, Sequence[str]] = {
    "name": ("Alpha Post", "Bravo Post", "Charlie Post"),
    "side": ("Redland", "Blueland", "Redland"),
    "kind": ("infantry", "tank", "infantry"),
    "troops": ("500", "1,200", "900"),
    "place": ("Millford", "Oldtown", "Millford"),
    "date": ("2022-01-12", "2022-01-13", "2022-01-14"),
    "status": ("present", "planned", "present"),
    "country": ("UKR", "RUS", "UKR"),
    "source": ("Daily", "Daily", "Weekly"),
    "source_url": ("https://example.org/1", "https://example.org/2", ""),
    "note": ("seen at noon", "", "seen twice"),
}
# of columns of one's own: numbers, words, dates, blanks
OWN: tuple[Sequence[str], ...] = (
    ("12", "7", "1822"),
    ("88", "", "3"),
    ("low", "high", "low"),
    ("Smith", "Jones", "Brown"),
    ("1863-04-30", "1863-05-01", "1863-05-02"),
    ("", "", ""),
)

HEADERS = [
    (column, name)
    for columns in SPELLINGS.values()
    for column, names in columns.items()
    for name in names.split("|")
]


def check(columns: Mapping[str, Sequence[str]]) -> Checked:
    lines = np.arange(2, 2 + len(next(iter(columns.values()))))
    cells = {name: TextColumn(list(texts)) for name, texts in columns.items()}
    return check_units(RawTable(cells, lines, "units.csv", header=1))


def uses_of(checked: Checked) -> dict[str, tuple[str | None, str]]:
    return {use.own: (use.column, use.how) for use in checked.sheet.uses}


def test_the_list_is_long() -> None:
    assert len(HEADERS) > 400
    assert len(SPELLINGS) == 11


@pytest.mark.parametrize(("column", "name"), HEADERS, ids=lambda word: word.replace(" ", "_"))
def test_a_header_alone_is_understood(column: str, name: str) -> None:
    texts = CELLS[column] if column != "own" else ("12", "7", "1822")
    found = check({"lat": ("48.5", "48.6", "48.7"), "lon": ("39.1", "39.2", "39.3"), name: texts})
    assert uses_of(found)[name][0] == (None if column == "own" else column)


companies = st.tuples(
    st.sampled_from(PAIRS),
    st.lists(
        st.tuples(st.sampled_from(HEADERS), st.sampled_from(OWN)),
        max_size=9,
        unique_by=lambda entry: entry[0][1].casefold(),
    ),
    st.randoms(use_true_random=False),
)


@settings(max_examples=300, deadline=None)
@given(companies)
def test_headers_in_any_company_are_understood_or_kept_and_never_misread(company) -> None:
    (lat, lon, north, east), others, random = company
    expected: dict[str, str | None] = {lat: "lat", lon: "lon"}
    columns: dict[str, Sequence[str]] = {
        lat: ("48.513", "48.652", "8.75"),
        lon: ("39.125", "39.212", "109.312"),
    }
    for (column, name), texts in others:
        if name.casefold() in {known.casefold() for known in columns}:
            continue
        expected[name] = None if column == "own" else column
        columns[name] = texts if column == "own" else CELLS[column]
    order = list(columns)
    random.shuffle(order)
    found = check({name: columns[name] for name in order})
    for name, (column, how) in uses_of(found).items():
        is_guess = how == "cells" and expected[name] is None and column in ("name", "date")
        assert column in (expected[name], None) or is_guess, name
    assert uses_of(found)[lat][0] == "lat"
    assert uses_of(found)[lon][0] == "lon"
    np.testing.assert_allclose(found.table["lat"], np.multiply(north, [48.513, 48.652, 8.75]))
    np.testing.assert_allclose(found.table["lon"], np.multiply(east, [39.125, 39.212, 109.312]))
    assert found.table["name"].notna().all()
    told = {problem.column for problem in found.problems if problem.severity == "notice"}
    guessed = {n for n, (_, how) in uses_of(found).items() if how in ("loose", "part", "cells")}
    assert {" ".join(name.split()) for name in guessed} <= told


@st.composite
def sexagesimal_sheets(draw):
    """Return columns of positions in degrees, minutes, seconds and letters, and the positions."""
    lat_names, lon_names = draw(st.sampled_from(SEXAGESIMAL))
    size = draw(st.integers(2, 4))  # degrees and minutes; with seconds; with letters
    has_letters = draw(st.booleans()) or size == 4
    has_seconds = size > 2
    columns: dict[str, list[str]] = {"name": []}
    wanted = []
    names = {"lat": lat_names, "lon": lon_names}
    for axis in ("lat", "lon"):
        for number, name in enumerate(names[axis]):
            if number < 2 or (number == 2 and has_seconds) or (number == 3 and has_letters):
                columns[name] = []
    for row in range(draw(st.integers(2, 4))):
        columns["name"].append(f"Post {row}")
        position = []
        for axis, limit in (("lat", 89), ("lon", 179)):
            degrees, minutes = draw(st.integers(1, limit)), draw(st.integers(0, 59))
            seconds = draw(st.integers(0, 5999)) / 100 if has_seconds else 0
            sign = draw(st.sampled_from((1, -1)))
            name = names[axis]
            columns[name[0]].append(f"{'' if has_letters or sign > 0 else '-'}{degrees}")
            columns[name[1]].append(str(minutes))
            if has_seconds:
                columns[name[2]].append(f"{seconds:g}")
            if has_letters:
                columns[name[3]].append(_letter(name[3], axis, sign))
            position.append(sign * (degrees + minutes / 60 + seconds / 3600))
        wanted.append(position)
    return columns, np.array(wanted)


def _letter(name: str, axis: str, sign: int) -> str:
    letters = {"O/W": "OW", "E/O": "EO", "Долгота (В/З)": "ВЗ", "Широта (С/Ю)": "СЮ"}
    north, south = letters.get(name, "NS" if axis == "lat" else "EW")
    if name in ("пн/пд", "сх/зх"):
        north, south = name.split("/")
    return north if sign > 0 else south


@settings(max_examples=300, deadline=None)
@given(sexagesimal_sheets())
def test_degrees_in_several_columns_come_back_or_are_asked_about(sheet) -> None:
    columns, wanted = sheet
    found = check(columns)
    positions = found.table[["lat", "lon"]].to_numpy(float)
    is_read = ~np.isnan(positions)
    np.testing.assert_allclose(positions[is_read], wanted[is_read], atol=1e-7)
    lines = {problem.line for problem in found.problems if problem.severity == "error"}
    if None not in lines:
        unread = found.table["line"][~is_read.all(axis=1)]
        assert set(unread) <= lines
    joined = [use.own for use in found.sheet.uses if use.how == "joined"]
    assert len(joined) == len(columns) - 3 or lines


@pytest.mark.parametrize(("lat", "lon"), SEXAGESIMAL, ids=lambda names: names[0])
@pytest.mark.parametrize("has_letters", [True, False])
def test_the_usual_columns_of_degrees_minutes_and_seconds_are_read(
    lat: tuple[str, ...], lon: tuple[str, ...], has_letters: bool
) -> None:
    minus = "" if has_letters else "-"
    texts = {lat[0]: f"{minus}48", lat[1]: "34", lat[2]: "5"}
    if has_letters:
        texts[lat[3]] = _letter(lat[3], "lat", -1)
    texts |= {lon[0]: f"{minus}39", lon[1]: "18", lon[2]: "36"}
    if has_letters:
        texts[lon[3]] = _letter(lon[3], "lon", -1)
    found = check({"name": ("A",), **{name: (text,) for name, text in texts.items()}})
    assert [str(p) for p in found.problems if p.severity != "notice"] == []
    assert found.table["lat"][0] == pytest.approx(-(48 + 34 / 60 + 5 / 3600))
    assert found.table["lon"][0] == pytest.approx(-(39 + 18 / 60 + 36 / 3600))
    assert found.table["troops_min"].isna().all()
