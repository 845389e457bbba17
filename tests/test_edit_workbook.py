"""Cells of a workbook change, and of its file only the sheet that has them; or it says why not."""

from __future__ import annotations

import io
import os
import random
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from deploymap.edit.changes import Change, RowKey, change_cells
from deploymap.edit.saving import Sitting
from deploymap.edit.sheet import EditableSheet, Reading, open_sheet
from deploymap.edit.steps import add_unit, change_unit, copy_unit, delete_unit, move_unit
from deploymap.problems import DataError, UnwritableError
from deploymap.serving.project import Project
from deploymap.serving.shown import Row
from deploymap.settings.config import read_config
from deploymap.sheets.formats import workbook
from deploymap.sheets.formats.sheetparts import without_rows
from deploymap.sheets.formats.zipping import replace_member
from deploymap.sheets.source import Source
from make_corpus import MAIN, number, ods, row, text, xlsx

# how many workbooks are tried: more with EDIT_EXAMPLES=1000
EXAMPLES = int(os.environ.get("EDIT_EXAMPLES", "60"))

NAMES = ("id", "name", "lat", "lon", "date", "note")
HEAD = row(1, *(text(f"{x}1", name) for x, name in zip("ABCDEF", NAMES, strict=True)))
STRINGS = (
    f'<sst xmlns="{MAIN}"><si><t>First</t></si><si><r><t>Sec</t></r><r><t>ond</t></r></si></sst>'
)


def shared(place: str, which: int, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}" t="s"><v>{which}</v></c>'


ROWS = (
    HEAD
    + row(2, text("A2", "U1"), shared("B2", 0), number("C2", 48.57), number("D2", 39.3))
    + '<row r="3" ht="20" customHeight="1">'
    + text("A3", "U2")
    + shared("B3", 1, 5)
    + number("C3", 48)
    + number("D3", "37.800000000000004")
    + number("E3", 44573, 1)
    + '<c r="F3" s="5"/></row>'
)


def book(rows: str = ROWS, before: str = "", after: str = "", **more: Any) -> bytes:
    parts = {"xl/sharedStrings.xml": STRINGS, "docProps/app.xml": "<Properties/>"}
    made = xlsx(("units", (before, rows, after)), ("other", row(1, text("A1", "x"))), **more)
    return linked(made, parts)


def linked(data: bytes, parts: dict[str, str]) -> bytes:
    """Return a workbook with shared texts and other members."""
    file, link = io.BytesIO(), '<Relationship Id="sst" Type="{}" Target="sharedStrings.xml"/>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    content = {
        "xl/workbook.xml": "spreadsheetml.sheet.main",
        "xl/worksheets/s1.xml": "spreadsheetml.worksheet",
        "xl/worksheets/s2.xml": "spreadsheetml.worksheet",
        "xl/styles.xml": "spreadsheetml.styles",
        "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    }
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for number, info in enumerate(old.infolist()):
            said = old.read(info).decode()
            if info.filename == "xl/_rels/workbook.xml.rels":
                said = said.replace("</Relationships>", link.format(kind) + "</Relationships>")
            if info.filename == "[Content_Types].xml":
                types = "".join(
                    f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-'
                    f'officedocument.{what}+xml"/>'
                    for name, what in content.items()
                )
                said = said.replace("/>", f">{types}</Types>", 1)
            info.compress_type = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)[number % 2]
            new.writestr(info, said)
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), part)
        new.comment = b"a comment"
    return file.getvalue()


def opened(data: bytes, **reading: Any) -> EditableSheet:
    return open_sheet(Source(data, "units.xlsx"), Reading(**reading))


def packed(data: bytes) -> dict[str, tuple[bytes, object]]:
    """Return each member of a ZIP as it is packed, with what is said of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        assert archive.testzip() is None
    starts = sorted([info.header_offset for info in infos] + [archive.start_dir])
    return {
        info.filename: (
            data[info.header_offset : starts[starts.index(info.header_offset) + 1]],
            (info.date_time, info.external_attr, info.extra, info.comment, info.compress_type),
        )
        for info in infos
    }


def xml_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/s1.xml").decode()


def check_others(before: bytes, after: bytes) -> None:
    """See that all members but the sheet's are as they were, packed too."""
    old, new = packed(before), packed(after)
    assert list(old) == list(new)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"xl/worksheets/s1.xml"}
    assert old["xl/worksheets/s1.xml"][1] == new["xl/worksheets/s1.xml"][1]


def test_a_number_stays_one_and_a_text_one_of_its_own() -> None:
    data = book()
    sheet = opened(data)
    step = move_unit(sheet, 1, 48.123, 37.8)
    moved = step.make(sheet)
    check_others(data, moved)
    # as many decimals as any row has, for a workbook keeps no zeros at the end
    assert xml_of(moved) == xml_of(data).replace("<v>48</v>", "<v>48.12</v>").replace(
        "<v>37.800000000000004</v>", "<v>37.8</v>"
    )
    assert step.undo(opened(moved)) == data
    texts = {"name": "2nd <& Co>", "date": "2022-02-01", "note": "x"}
    step = change_unit(sheet, 1, texts)
    changed = step.make(sheet)
    check_others(data, changed)
    assert xml_of(changed) == xml_of(data).replace(
        shared("B3", 1, 5),
        '<c r="B3" s="5" t="inlineStr"><is><t>2nd &lt;&amp; Co&gt;</t></is></c>',
    ).replace("44573", "44593").replace(
        '<c r="F3" s="5"/>', '<c r="F3" s="5" t="inlineStr"><is><t>x</t></is></c>'
    )
    assert opened(changed).content(1) == sheet.content(1) | texts
    assert step.undo(opened(changed)) == data


def test_a_date_is_written_as_the_cell_has_it() -> None:
    sheet = opened(book())
    for said, written in (
        ("1999-12-31", "<v>36525</v>"),
        ("2022-01-12T06:00:00", "<v>44573.25</v>"),
        ("spring 2022", "<is><t>spring 2022</t></is>"),
        ("", '<c r="E3" s="1"/>'),
    ):
        after = change_unit(sheet, 1, {"date": said}).make(sheet)
        assert written in xml_of(after)
        assert opened(after).text(1, "date") == said
    # as people write a time
    after = change_unit(sheet, 1, {"date": "2022-01-12 06:00"}).make(sheet)
    assert "<v>44573.25</v>" in xml_of(after)
    # of days that are counted from 1904
    data = book()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = archive.read("xl/workbook.xml")
    said = said.replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    sheet = opened(replace_member(data, "units.xlsx", "xl/workbook.xml", said))
    after = change_unit(sheet, 1, {"date": "1904-01-02"}).make(sheet)
    assert '<c r="E3" s="1"><v>1</v></c>' in xml_of(after)


def test_rows_are_added_and_deleted() -> None:
    data = book(before='<dimension ref="A1:F3"/>')
    sheet = opened(data)
    added = add_unit(sheet, {"id": "U3", "name": "=1+1", "date": "2022-02-01"}, (1.25, 2.5))
    after = added.make(sheet)
    check_others(data, after)
    assert '<dimension ref="A1:F4"/>' in xml_of(after)
    assert (
        '<row r="4"><c r="A4" t="inlineStr"><is><t>U3</t></is></c><c r="B4" s="5" t="inlineStr">'
        '<is><t>=1+1</t></is></c><c r="C4" s="0"><v>1.25</v></c><c r="D4" s="0"><v>2.5</v></c>'
        '<c r="E4" s="1"><v>44593</v></c><c r="F4" s="5"/></row></sheetData>'
    ) in xml_of(after)
    assert opened(after).content(2)["name"] == "=1+1"
    assert added.undo(opened(after)) == data
    # a copy, and a row of another date, come behind all others
    copied = copy_unit(sheet, 0).make(sheet)
    assert '<row r="4">' in xml_of(copied)
    assert opened(copied).content(2) == sheet.content(0) | {"id": "U1-2"}
    later = move_unit(sheet, 1, 48.2, 37.9, date="2022-02-03")
    assert '<c r="E4" s="1"><v>44595</v></c>' in xml_of(later.make(sheet))
    assert later.undo(opened(later.make(sheet))) == data
    # the last row goes; one between others is blank from then on
    for which, left in ((1, '<row r="2">'), (0, '<row r="2"></row><row r="3"')):
        step = delete_unit(sheet, which)
        bare = step.make(sheet)
        check_others(data, bare)
        assert left in xml_of(bare).replace(
            '<c r="B2" s="0"/><c r="C2" s="0"/><c r="D2" s="0"/>', ""
        )
        assert opened(bare).content(0) == sheet.content(1 - which)
        assert step.undo(opened(bare)) == data


FORMULA = '<c r="F3"><f>{}</f><v>1</v></c>'
# what it says holds for the first of its cells; that of H3 is reckoned from C3
SHARED = '<c r="F3"><f t="shared" ref="F3:H3" si="0">A3</f><v>1</v></c>'


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: book(after="<sheetProtection sheet='1'/>"), "is protected"),
        (lambda: book(more={"_xmlsignatures/sig1.xml": "<x/>"}), "is signed"),
        (lambda: book(after='<mergeCells><mergeCell ref="C2:C3"/></mergeCells>'), "merged"),
        (lambda: book(ROWS.replace('<c r="F3" s="5"/>', FORMULA.format("C3*2"))), "of F3 may"),
        (lambda: book(ROWS.replace('<c r="F3" s="5"/>', FORMULA.format("SUM(B:D)"))), "of F3 may"),
        (lambda: book(ROWS.replace('<c r="F3" s="5"/>', FORMULA.format("total+1"))), "of F3 may"),
        (lambda: book(ROWS.replace('<c r="F3" s="5"/>', SHARED)), "of F3 may"),
        (lambda: book(ROWS.replace("<v>48</v>", "<f>47+1</f><v>48</v>")), "C3 has a formula"),
        (lambda: book(ROWS.replace('<row r="2">', '<row r="3">')), "one after the other"),
        (lambda: ods([("units", [NAMES, ("U1", "A", 1.5, 2.5), ("U2", "B", 1, 2)])]), "(XLS, ODS)"),
    ],
)
def test_what_a_workbook_cannot_take_is_refused(made: Any, words: str) -> None:
    def move(data: bytes) -> None:
        sheet = opened(data)
        move_unit(sheet, 1, 45, 40).make(sheet)

    with pytest.raises(DataError, match=re.escape(words)):
        move(made())


def test_a_formula_that_hangs_on_nothing_of_it_is_no_hindrance() -> None:
    for formula in ("A3", "other!C:C", 'IF(A3="C3",TRUE,1)', "LOG10(5)"):
        data = book(ROWS.replace('<c r="F3" s="5"/>', FORMULA.format(formula)))
        sheet = opened(data)
        moved = move_unit(sheet, 1, 48.2, 37.8).make(sheet)
        # other formulas of the workbook are reckoned anew when it is opened
        assert '</sheetData><sheetCalcPr fullCalcOnLoad="1"/>' in xml_of(moved)
        with pytest.raises(DataError, match="F3 has a formula"):
            change_unit(sheet, 1, {"note": "2"}).make(sheet)
        with pytest.raises(DataError, match="not copied"):
            copy_unit(sheet, 1).make(sheet)


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (ROWS + row(4, text("A4", "Source: them")), ""),
        (ROWS, '<autoFilter ref="A1:F3"/>'),
        (ROWS, '<tableParts count="1"><tablePart/></tableParts>'),
        (ROWS, '<mergeCells><mergeCell ref="A4:B5"/></mergeCells>'),
        (ROWS + '<row r="4" hidden="1"/>', ""),
    ],
)
def test_no_row_is_added_where_none_may_stand(rows: str, after: str) -> None:
    sheet = opened(book(rows, after=after))
    with pytest.raises(DataError, match=r"row below|a filter"):
        add_unit(sheet, {"id": "U3", "name": "C"}, (1.25, 2.5)).make(sheet)
    # its cells change all the same
    check_others(book(rows, after=after), move_unit(sheet, 0, 48.1, 39.1).make(sheet))


def test_a_patch_changes_a_workbook_too() -> None:
    sheet = opened(book())
    changes = [
        Change(RowKey("U1"), "position", "48.57, 39.3", "48.6, 39.4"),
        Change(RowKey("U2"), "lat", "48.0", "48.10"),
        Change(RowKey("U2"), "lat", "48", "48.10"),
    ]
    changed = change_cells(sheet, changes)
    assert [bool(outcome.problem) for outcome in changed.outcomes] == [False, True, False]
    again = opened(changed.data)
    assert [again.text(row, "lat") for row in (0, 1)] == ["48.6", "48.1"]


def test_a_workbook_that_is_open_elsewhere_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    path.write_bytes(book())
    lock = tmp_path / "~$units.xlsx"
    lock.touch()

    def change(data: bytes) -> bytes:
        sheet = opened(data)
        return move_unit(sheet, 1, 45, 40).make(sheet)

    sitting = Sitting(tmp_path)
    with pytest.raises(UnwritableError, match="has the workbook open"):
        sitting.save(path, change)
    assert path.read_bytes() == book()
    lock.unlink()
    assert opened(sitting.save(path, change)).text(1, "lat") == "45"
    assert opened(path.read_bytes()).text(1, "lon") == "40"


# any workbook


def any_cell(chance: random.Random, column: int, place: str) -> str:
    said = chance.choice(
        (
            shared(place, chance.randrange(2), chance.choice((0, 5))),
            text(place, chance.choice(("a", "<&>", "=1", " x  y "))),
            number(place, chance.choice((7, -1.5, "1E2", 44573)), chance.choice((0, 5))),
            number(place, 44573 + chance.randrange(99), 1),
            f'<c r="{place}" t="b"><v>1</v></c>',
            f'<c r="{place}" s="1"/>',
            "",
        )
    )
    # some programs leave away where a cell is
    return said.replace(f' r="{place}"', "") if column == 1 and chance.random() < 0.3 else said


def any_book(chance: random.Random) -> bytes:
    """Return a workbook with any cells, rows that are not there, blank or written in two ways."""
    rows, line = [HEAD], 1
    for unit in range(chance.randrange(1, 6)):
        line += chance.choice((1, 1, 1, 2))
        cells = [
            text(f"A{line}", f"U{unit}"),
            any_cell(chance, 1, f"B{line}"),
            number(f"C{line}", round(chance.uniform(-80, 80), chance.randrange(4))),
            number(f"D{line}", round(chance.uniform(-80, 80), chance.randrange(4))),
            any_cell(chance, 4, f"E{line}"),
            any_cell(chance, 5, f"F{line}") if chance.random() < 0.7 else "",
        ]
        if chance.random() < 0.2:
            rows.append(f'<row r="{line}" spans="1:6"/>')
            line += 1
            cells = [cell.replace(f"{line - 1}", f"{line}", 1) for cell in cells]
        rows.append(row(line, *cells))
    said = "".join(rows)
    before = chance.choice(("", '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'))
    return book(said, before=before)


def content_of(sheet: EditableSheet) -> list[dict[str, str]]:
    return [sheet.content(number) for number in range(len(sheet.records))]


def read_by_gdal(data: bytes) -> list[list[str]]:
    """Return the cells of the sheet as another reader has them, blank rows left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        path.write_bytes(data)
        table = pyogrio.read_dataframe(
            path, layer="units", read_geometry=False, HEADERS="FORCE", FIELD_TYPES="STRING"
        )
    rows = [
        ["" if cell is None or cell != cell else str(cell) for cell in row]
        for row in table.to_numpy(dtype=object).tolist()
    ]
    return [row for row in rows if any(row)]


def test_of_any_workbook_the_cells_that_are_meant_change() -> None:
    chance = random.Random(16)
    made = 0
    for _ in range(EXAMPLES):
        data = any_book(chance)
        sheet = opened(data)
        before, at = content_of(sheet), chance.randrange(len(sheet.records))
        act = chance.randrange(4)
        new = chance.choice(("", "z", "2022-02-01", "12", "1.50", "TRUE", "a <b> & 'c'"))
        own = chance.choice(("name", "note", "date"))
        if act == 0:
            step: Any = change_unit(sheet, at, {own: new})
            wanted = [*before[:at], step.after, *before[at + 1 :]]
            assert step.after[own] in (new, "1.5")
        elif act == 1:
            step = add_unit(sheet, {"id": "N", own: new}, (1.5, 2.5))
            wanted = [*before, step.content]
        elif act == 2:
            step, wanted = delete_unit(sheet, at), before[:at] + before[at + 1 :]
        else:
            step = copy_unit(sheet, at)
            wanted = [*before, step.after]
        if not wanted:  # a sheet without rows
            continue
        after = step.make(sheet)
        if after == data:
            continue
        made += 1
        check_others(data, after)
        assert content_of(opened(after)) == wanted
        assert content_of(opened(step.undo(opened(after)))) == before
        if act == 0:
            old, now = read_by_gdal(data), read_by_gdal(after)
            different = [
                (line, column)
                for line, (a, b) in enumerate(zip(old, now, strict=True))
                for column, (one, other) in enumerate(zip(a, b, strict=True))
                if one != other
            ]
            assert different in ([(at, NAMES.index(own))], [])
    assert made > EXAMPLES / 3


def test_a_sheet_without_rows_gets_its_first_one() -> None:
    sheet = opened(book(HEAD))
    added = add_unit(sheet, {"id": "U1", "name": "A", "note": "7"}, (1.5, 2.5))
    after = added.make(sheet)
    assert content_of(opened(after)) == [added.content]
    assert added.undo(opened(after)) == book(HEAD)


ROW = '<w><sheetData>{}</sheetData><sheetProtection sheet="1"/></w>'


@pytest.mark.parametrize(
    ("xml", "kept"),
    [
        (ROW.format("<row><c><v>1</v></c></row>"), False),
        (ROW.replace("sheetData", "x:sheetData").format("<x:row/>"), False),
        (ROW.format("<row><c><f>A1</f></c></row>"), True),
        (ROW.format("<row><c><x:f/></c></row>"), True),
        (ROW.format("<!-- </sheetData> --><row/>"), True),
        (ROW.format("<?x </sheetData> ?><row/><?x ?>"), True),
        ("<w><sheetData/></w>", True),
    ],
)
def test_rows_that_say_nothing_of_what_hangs_on_them_are_not_read_for_it(
    xml: str, kept: bool
) -> None:
    left = without_rows(xml.encode()).decode()
    assert (left == xml) == kept
    assert ("protection" in left.lower()) == ("protection" in xml.lower())
    assert ("row" in left) == (kept and "row" in xml)


def test_each_state_of_a_workbook_is_taken_apart_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "units.xlsx").write_bytes(book())
    project = Project(lambda: read_config(tmp_path))
    read: list[str] = []
    plain = workbook.read_xlsx

    def counted(data: bytes, file: str, **reading: Any) -> Any:
        read.append(file)
        return plain(data, file, **reading)

    monkeypatch.setattr(workbook, "read_xlsx", counted)
    project.build()
    for lat in (48.6, 48.7):
        assert project.cells(project.version, Row("U1"))["name"] == "First"
        assert project.move(project.version, Row("U1"), (lat, 39.4))
        project.build()
        assert project.cells(project.version, Row("U1"))["lat"] == str(lat)
    assert project.undo()
    assert read == ["units.xlsx"] * 3
