"""A cell of a CSV is changed, and not one byte besides; what cannot be done so is refused."""

from __future__ import annotations

import codecs
import csv
import io
import os
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deploymap.edit.changes import Change, RowKey, change_cells
from deploymap.edit.sheet import EditableSheet, Reading, open_sheet
from deploymap.edit.splicing import delete_row, insert_row
from deploymap.edit.steps import copy_unit, delete_unit, move_unit
from deploymap.problems import DataError
from deploymap.sheets.source import Source

# how many sheets and edits are tried: more with EDIT_EXAMPLES=1000
EXAMPLES = int(os.environ.get("EDIT_EXAMPLES", "60"))


def opened(data: bytes | str, **reading: Any) -> EditableSheet:
    data = data.encode() if isinstance(data, str) else data
    return open_sheet(Source(data, "units.csv"), Reading(**reading))


def change_cell(sheet: EditableSheet, change: Change) -> bytes:
    changed = change_cells(sheet, [change])
    if problem := changed.outcomes[0].problem:
        raise DataError([problem])
    return changed.data


def change(sheet: EditableSheet, id: str, column: str, old: str, new: str) -> bytes:
    return change_cell(sheet, Change(RowKey(id), column, old, new))


def refusal(sheet: EditableSheet, *words: str) -> str:
    with pytest.raises(DataError) as error:
        change(sheet, *words)
    (problem,) = error.value.problems
    return f"{problem.code}: {problem}"


PLAIN = "id,name,lat,lon,note\r\nU1,First,48.57,39.31,x\r\nU2,Second,48.0,37.8,\r\n"


def test_a_cell_is_changed_and_not_one_byte_besides() -> None:
    assert change(opened(PLAIN), "U2", "lat", "48.0", "47.1").decode() == PLAIN.replace(
        "48.0", "47.1"
    )


SHEETS = {
    "semicolons, decimal comma, Windows-1251": (
        "id;Название;Широта;Долгота\r\nU1;Полк;48,57;39,31\r\n".encode("cp1251"),
        ("48,57", "49,10", "39,31", "38,25"),
    ),
    "byte order mark, mixed line ends, comments, blank lines, spaces": (
        codecs.BOM_UTF8
        + "# a\nid,name,lat,lon\r\n\n# ü\nU1 , A ,  48.57 ,39.31\t\rU2,B,1,2".encode(),
        ("48.57", "49.10", "39.31", "38.25"),
    ),
    "quoted newlines and marks, a line of Excel's": (
        b'sep=;\r\nid;name;note;lat;lon\r\n"U1";"A ""b"" c";"two\r\nlines; \n";"48.57";39.31\r\n',
        ("48.57", "49.10", "39.31", "38.25"),
    ),
    "tabs, UTF-16": (
        codecs.BOM_UTF16_BE + "id\tname\tlat\tlon\nU1\tÄ\t48.57\t39.31\n".encode("utf-16-be"),
        ("48.57", "49.10", "39.31", "38.25"),
    ),
    "degrees, minutes, seconds, and columns of one's own": (
        "lon|own|name|lat|id\n39°18'20\"E|°|A|48°34'05\"N|U1\n".encode(),
        ("48°34'05\"N", "49°06'00\"N", "39°18'20\"E", "38°15'00\"E"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_unit_that_moves_changes_two_cells_in_their_own_notation(name: str) -> None:
    data, (lat, new_lat, lon, new_lon) = SHEETS[name]
    sheet = opened(data)
    moved = change(sheet, "U1", "position", "48.57, 39.31" if "°" not in lat else f"{lat} {lon}",
                   "49.1, 38.25")  # fmt: skip
    codec = sheet.medium.document.codec
    expected = data
    for old, new in ((lat, new_lat), (lon, new_lon)):
        assert expected.count(old.encode(codec)) == 1
        expected = expected.replace(old.encode(codec), new.encode(codec))
    assert moved == expected


@pytest.mark.parametrize(
    ("cell", "new"),
    [
        ("37U DQ 1234 5678", "37U DQ 4525 3884"),
        ('"48.57, 39.31"', '"49.10, 38.25"'),
        ("POINT(39.31 48.57)", "POINT(38.25 49.10)"),
        ('"48,57; 39,31"', '"49,10; 38,25"'),
    ],
)
def test_a_position_in_one_cell_stays_one(cell: str, new: str) -> None:
    text = f"id,name,coordinates,note\nU1,A,{cell},\nU2,B,48.1 37.2,\n"
    sheet = opened(text)
    old = sheet.text(0, "coordinates")
    assert change(sheet, "U1", "position", old, "49.1, 38.25").decode() == text.replace(cell, new)


def test_a_row_without_a_position_is_written_as_the_others_are() -> None:
    sheet = opened("id;name;place;lat;lon\nU1;A;Kyiv;;\nU2;B;;48,573;37,2\n")
    moved = change(sheet, "U1", "position", "", "50.45, 30.5").decode()
    assert moved == "id;name;place;lat;lon\nU1;A;Kyiv;50,450;30,500\nU2;B;;48,573;37,2\n"


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("x", "a,b", '"a,b"'),
        ("x", "a;b", "a;b"),
        ("x", 'say "a"', '"say ""a"""'),
        ("x", "two\nlines", '"two\nlines"'),
        ("x", " spaces ", "spaces"),
        ("x", "", ""),
    ],
)
def test_quotation_marks_come_only_where_the_text_needs_them(old, new, written) -> None:
    text = f"id,name,lat,lon,note\nU1,A,1.5,2.5,{old}\n"
    assert change(opened(text), "U1", "note", old, new).decode() == text.replace(
        f",{old}\n", f",{written}\n"
    )


def test_a_row_that_is_too_short_gets_the_cells_that_it_lacks() -> None:
    text = "id,name,lat,lon,place,note\nU1,A,1.5,2.5\nU2,B,1.6,2.6\n"
    assert change(opened(text), "U1", "note", "", "x").decode() == text.replace("2.5\n", "2.5,,x\n")


def test_a_row_without_an_id_is_known_by_all_that_it_says() -> None:
    text = "name,lat,lon\nA,1.5,2.5\nB,1.6,2.6\nA,1.5,2.5\n"
    sheet = opened(text)
    key = RowKey(content={"name": "B", "lat": "1.6", "lon": "2.6"})
    moved = change_cell(sheet, Change(key, "lat", "1.6", "1.7"))
    assert moved.decode() == text.replace("1.6", "1.7")
    later = opened(moved)
    with pytest.raises(DataError, match="no row says any longer"):
        change_cell(later, Change(key, "lat", "1.6", "1.8"))
    assert "no row has the id row3" in refusal(sheet, "row3", "lat", "1.6", "1.7")


def test_of_a_unit_with_several_dates_the_row_that_is_meant_is_changed() -> None:
    text = "id,name,lat,lon,date\nU1,A,1.5,2.5,2022-01-01\nU1,A,1.5,2.5,2022-02-01\n"
    sheet = opened(text)
    key = RowKey("U1", sheet.content(1))
    moved = change_cell(sheet, Change(key, "lat", "1.5", "1.9"))
    assert moved.decode() == text.replace("1.5,2.5,2022-02", "1.9,2.5,2022-02")
    assert "2 rows have the id U1 (lines 2, 3)" in refusal(sheet, "U1", "lat", "1.5", "1.9")
    assert change(sheet, "U1", "date", "2022-02-01", "2022-03-01").decode() == text.replace(
        "2022-02-01", "2022-03-01"
    )


def test_a_cell_that_others_changed_is_told_of_with_both_values() -> None:
    sheet = opened(PLAIN)
    assert refusal(sheet, "U1", "lat", "48.55", "48.60") == (
        "edit-conflict: units.csv:2: lat: the cell was 48.55 and should become 48.60, but is 48.57 "
        "now; choose one of them, and change the cell by hand or in a new patch"
    )
    assert "should become 1, 2, but is 48.57, 39.31 now" in refusal(
        sheet, "U1", "position", "48.55, 39.31", "1, 2"
    )
    # what is made already is no conflict
    assert change(sheet, "U1", "lat", "48.55", "48.57") == PLAIN.encode()
    assert change(sheet, "U1", "position", "48.55, 39.31", "48.57, 39.31") == PLAIN.encode()


def test_of_several_changes_those_are_made_that_fit() -> None:
    sheet = opened(PLAIN)
    changes = [
        Change(RowKey("U1"), "lat", "48.57", "48.60"),
        Change(RowKey("U9"), "lat", "1", "2"),
        Change(RowKey("U1"), "lat", "48.60", "48.61"),
        Change(RowKey("U2"), "name", "Second", "name"),
        Change(RowKey("U2"), "note", "", "moved"),
    ]
    changed = change_cells(sheet, changes)
    assert [outcome.problem and outcome.problem.code for outcome in changed.outcomes] == [
        None, "edit-row", None, None, None,
    ]  # fmt: skip
    assert changed.data.decode() == PLAIN.replace("48.57", "48.61").replace(
        "Second,48.0,37.8,", "name,48.0,37.8,moved"
    )


def test_a_change_after_which_the_sheet_is_read_otherwise_is_refused() -> None:
    text = "id,name,lat,lon\nU1,A,1.5,2.5\nU2\nU3,C,1.6,2.6\n"
    sheet = opened(text)
    assert refusal(sheet, "U2", "id", "U2", "# U2").startswith("edit-reading")
    both = [
        Change(RowKey("U2"), "id", "U2", "#2"),
        Change(RowKey("U3"), "name", "C", "D"),
    ]
    changed = change_cells(sheet, both)
    assert changed.data.decode() == text.replace("C", "D")
    assert [bool(outcome.problem) for outcome in changed.outcomes] == [True, False]


def test_a_letter_that_the_encoding_does_not_have_is_refused() -> None:
    data = "id;Название;lat;lon\nU1;Полк;48,57;39,31\n".encode("cp1251")
    assert "Windows-1251 (Cyrillic), which has no ł" in refusal(
        opened(data, encoding="cp1251"), "U1", "name", "Полк", "Pułk"
    )
    japanese = "id,name,lat,lon\nU1,東京,1.5,2.5\n"
    assert change(
        opened(japanese.encode("iso2022_jp"), encoding="iso2022_jp"), "U1", "name", "東京", "大阪"
    ) == japanese.replace("東京", "大阪").encode("iso2022_jp")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('id,name,lat,lon\nU1,A,1.5,2.5\nU2,"B,1,2\n', "a quotation mark"),
        ('{"type": "FeatureCollection", "features": []}', "is a GeoJSON file"),
        ("name,A,B\nlat,1.5,1.6\nlon,2.5,2.6\nside,x,y\n", "exchange rows and columns"),
    ],
)
def test_a_file_that_cannot_be_written_says_so(text: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        opened(text)


@pytest.mark.parametrize(
    ("text", "reading", "words"),
    [
        ("id,name,lat_deg,lat_min,lon_deg,lon_min\nU1,A,48,34.1,39,18.2\n", {}, "together with"),
        ("id,name,lat,lon\nU1,A,5381234,412345\n", {"crs": "EPSG:32637"}, "in EPSG:32637"),
        ("id,name,place\nU1,A,Kyiv\n", {}, "no columns for latitude"),
    ],
)
def test_a_position_that_cannot_be_written_is_refused(text, reading, words) -> None:
    assert words in refusal(opened(text, **reading), "U1", "position", "", "48.5, 39.3")


def test_rows_are_added_copied_and_deleted_as_the_others_are_written() -> None:
    text = "id,name,lat,lon,date\r\nU1, A ,1.5,2.5,2022-01-01\r\nU2,B,1.6,2.6,"
    sheet = opened(text)
    later = insert_row(sheet, 0, {"date": "2022-02-01", "lat": "1.9"}, like=0).decode()
    assert later == text.replace("\r\nU2", "\r\nU1, A ,1.9,2.5,2022-02-01\r\nU2")
    last = insert_row(sheet, 1, {"id": "U3", "name": "C, D"}).decode()
    assert last == text + '\r\nU3,"C, D",,,'
    assert delete_row(sheet, 0).decode() == text.replace("U1, A ,1.5,2.5,2022-01-01\r\n", "")


def test_no_other_row_of_a_unit_is_copied_where_the_one_that_is_meant_has_changed() -> None:
    text = "id,name,lat,lon,date,note\nU1,A,1.5,2.5,2022-01-01,old\nU1,A,1.6,2.6,2022-02-01,new\n"
    sheet = opened(text)
    steps = [move_unit(sheet, 0, 1.7, 2.7, date="2022-03-01"), copy_unit(sheet, 0)]
    for step in steps:
        with pytest.raises(DataError, match="no row says any longer"):
            step.make(opened(text.replace("old", "other")))
        # another row may change meanwhile, and the new one comes behind it
        later = text.replace("new", "newer")
        made = step.make(opened(later)).decode()
        assert made.startswith(later)
        assert made.endswith(",old\n")


@pytest.mark.parametrize("ends", ["\r\n", ""])
@pytest.mark.parametrize("note", ["", "# mine\r\n"])
def test_the_only_row_of_a_sheet_is_deleted_and_comes_back(ends: str, note: str) -> None:
    text = f"id,name,lat,lon\r\n{note}U1, A ,1.5,2.5{ends}"
    step = delete_unit(opened(text), 0)
    bare = step.make(opened(text))
    assert bare.decode() == f"id,name,lat,lon\r\n{note}"
    assert step.undo(opened(bare)).decode() == text
    # and where the row before it is gone too, or the header has lost its line end
    two = opened(f"id,name,lat,lon\r\nU0,B,1.6,2.6\r\nU1, A ,1.5,2.5{ends}")
    assert delete_unit(two, 1).undo(opened(bare)).decode() == text
    assert step.undo(opened("id,name,lat,lon")) == b"id,name,lat,lon\nU1, A ,1.5,2.5"


def test_edits_of_a_page_and_of_an_editor_are_merged_and_none_is_lost() -> None:
    chance = random.Random(16)
    names = ("id", "name", "lat", "lon", "status")
    rows = {f"U{n}": [f"U{n}", "A", "10.25", "20.25", "ok"] for n in range(6)}

    def write() -> bytes:
        return "\n".join(";".join(row) for row in (names, *rows.values())).encode()

    data, versions, made, refused = write(), [opened(write())], 0, []
    for _ in range(EXAMPLES):
        unit = chance.choice(list(rows))
        act = chance.random()
        # the editor saves the whole file
        if act < 0.4:
            rows[unit][chance.randrange(1, 5)] = f"{chance.randrange(90)}.25"
            data = write()
        elif act < 0.5:
            del rows[unit]
            fresh = f"N{chance.randrange(10_000)}"
            rows[fresh] = [fresh, "B", "11.25", "21.25", "ok"]
            data = write()
        # a page, which may be some versions behind, moves a unit
        else:
            seen = chance.choice(versions[-3:])
            number = chance.randrange(len(seen.records))
            unit, lat, lon = (seen.text(number, name) for name in ("id", "lat", "lon"))
            new = [f"{chance.randrange(90)}.25", f"{chance.randrange(90)}.25"]
            step = move_unit(seen, number, *map(float, new))
            is_known = unit in rows and all(
                said in (old, wanted)
                for said, old, wanted in zip(rows[unit][2:4], (lat, lon), new, strict=True)
            )
            told = len(refused)
            try:
                data = step.make(opened(data))
            except DataError as error:
                refused += [problem.code for problem in error.problems]
            is_made = len(refused) == told
            assert is_made == is_known
            if is_made:
                rows[unit][2:4] = new
            made += is_made
        assert data == write()
        versions.append(opened(data))
    assert made
    assert "edit-conflict" in refused
    assert set(refused) <= {"edit-conflict", "edit-row"}


# any bytes

LINE_ENDS = ("\n", "\r\n", "\r")
CODECS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1251", "koi8_r", "cp1252")
LETTERS = st.text(st.sampled_from("aB 7.,;\t|\"'#\r\n°=-"), max_size=8)


@st.composite
def written_cells(draw: Any, delimiter: str) -> str:
    text = draw(LETTERS)
    if draw(st.booleans()):
        doubled = text.replace('"', '""')
        return f'{draw(st.sampled_from(["", " "]))}"{doubled}"'
    plain = "".join(sign for sign in text if sign not in f"\r\n{delimiter}")
    return plain if not plain.lstrip(" ").startswith('"') else f"x{plain}"


@st.composite
def sheets(draw: Any) -> tuple[bytes, str]:
    """Return a CSV with any quoting, line ends, comments and blank lines, and its encoding."""
    delimiter = draw(st.sampled_from(",;\t|"))
    ends = st.sampled_from(LINE_ENDS)
    lines = [draw(st.sampled_from(["", "# any\n", "\r\n"]))]
    lines += [delimiter.join(("id", "name", "lat", "lon", "note", "own")), draw(ends)]
    for number in range(draw(st.integers(1, 4))):
        cells = [f"U{number}", "A", "1.5", "2.5"]
        cells += [draw(written_cells(delimiter)) for _ in range(draw(st.integers(0, 2)))]
        lines += [delimiter.join(cells), draw(ends)]
        lines += [draw(st.sampled_from(["", "", "\n", " \r", "# no unit\n"]))]
    text = "".join(lines)
    text = text.rstrip("\r\n") if draw(st.booleans()) else text
    codec = draw(st.sampled_from(CODECS))
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(codec, b"")
    return mark + text.encode(codec), codec if codec.startswith(("cp", "koi")) else ""


def check_change(data: bytes, sheet: EditableSheet, row: int, own: str, new: str) -> None:
    """Change a cell, and see that it is the one that was meant and that all other bytes stay."""
    key = RowKey(content=sheet.content(row))
    changed = change_cell(sheet, Change(key, own, sheet.text(row, own), new))
    again = open_sheet(Source(changed, "units.csv"), sheet.reading)
    row = sheet.find_content(sheet.content(row))[0]
    for other in range(len(sheet.records)):
        wanted = sheet.content(other) | ({own: new.strip()} if other == row else {})
        assert again.content(other) == wanted
    cells = sheet.medium.document.cells(sheet.records[row])
    place = sheet.places[own]
    start = cells[place].start if place < len(cells) else sheet.records[row].stop
    end = cells[place].end if place < len(cells) else start
    codec, mark, text = (
        sheet.medium.document.codec,
        sheet.medium.document.mark,
        sheet.medium.document.text,
    )
    before, after = mark + text[:start].encode(codec), text[end:].encode(codec)
    assert data.startswith(before)
    assert data.endswith(after)
    assert changed.startswith(before)
    assert changed.endswith(after)
    assert len(changed) >= len(before) + len(after)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.filter_too_much])
@given(sheets(), st.data())
def test_of_any_sheet_one_cell_changes_and_all_other_bytes_stay(made, data) -> None:
    written, encoding = made
    try:
        sheet = opened(written, encoding=encoding)
    except DataError:
        assume(False)
    row = data.draw(st.integers(0, len(sheet.records) - 1))
    own = data.draw(st.sampled_from(["note", "own", "name", "lat"]))
    new = data.draw(LETTERS) if own in ("note", "own") else "9.25"
    refused = []
    try:
        check_change(written, sheet, row, own, new)
    except DataError as error:
        refused = [(problem.code, own in ("note", "own")) for problem in error.problems]
    # what would be taken for something else, such as a row within a cell, is refused
    assert refused in ([], [("edit-reading", True)])


@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from([*'aé7",;\t\r\n #=.', "\ufeff", '""', "\r\n", "x,1.5,2.5\n"])))
def test_any_text_below_a_header_is_changed_so_or_refused(parts: list[str]) -> None:
    written = ("name,lat,lon\n" + "".join(parts)).encode()
    try:
        sheet = opened(written)
        if not len(sheet.records):
            return
        check_change(written, sheet, len(sheet.records) - 1, "lat", "9.25")
    except DataError:
        return


@settings(max_examples=EXAMPLES)
@given(sheets())
def test_the_cells_of_a_document_are_those_of_the_reader(made) -> None:
    written, encoding = made
    try:
        sheet = opened(written, encoding=encoding)
    except DataError:
        assume(False)
    document = sheet.medium.document
    said = document.text
    source = io.StringIO(said, newline="")
    rows = list(csv.reader(source, delimiter=document.delimiter, skipinitialspace=True))
    assert len(rows) == len(document.records)
    for row, record in zip(rows, document.records, strict=True):
        assert [cell.strip() for cell in row] == [c.text for c in document.cells(record)][
            : len(row)
        ]
