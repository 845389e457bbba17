"""Readers of file formats: texts stay texts, places stay true, and nothing but DataError comes."""

from __future__ import annotations

import io
import struct
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.errors import DataError, Problem
from deploymap.formats import archive
from deploymap.formats.cellscan import column_letters, column_number
from deploymap.formats.rows import Rows
from deploymap.formats.workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pack(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, member in members.items():
            out.writestr(name, member)
    return file.getvalue()


def links(targets: dict[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{LINKS}">{each}</Relationships>'


def xlsx(*sheets: tuple[str, str], hidden: tuple[str, ...] = ()) -> bytes:
    """Return a workbook of (name, rows as XML); styles 1 to 4: date, date-time, time, duration."""
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for number, (name, _) in enumerate(sheets, 1)
    )
    targets = {f"rId{n}": ("worksheet", f"worksheets/s{n}.xml") for n in range(1, len(sheets) + 1)}
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 21, 170))
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"/>',
            "_rels/.rels": links({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            f"<sheets>{names}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": links({**targets, "st": ("styles", "styles.xml")}),
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
            '<numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts>'
            f'<cellXfs count="5">{styles}</cellXfs></styleSheet>',
            **{
                f"xl/worksheets/s{number}.xml": f'<worksheet xmlns="{MAIN}">'
                f"<sheetData>{rows}</sheetData></worksheet>"
                for number, (_, rows) in enumerate(sheets, 1)
            },
        }
    )


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def number(place: str, value: object, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(line: int, *cells: str) -> str:
    return f'<row r="{line}">{"".join(cells)}</row>'


ONE = row(1, text("A1", "name"))


def ods(*tables: tuple[str, str], encrypted: bool = False) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in [
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ]
    )  # fmt: skip
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1"'
    body = "".join(f'<table:table table:name="{n}">{rows}</table:table>' for n, rows in tables)
    secret = "<manifest:encryption-data/>" if encrypted else ""
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
            f'opendocument:xmlns:manifest:1.0">{secret}</manifest:manifest>',
            "content.xml": f"<office:document-content {spaces}><office:body>"
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        }
    )


def ods_text(words: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p>'
        "</table:table-cell>"
    )


def fault(data: bytes, read=read_workbook, **options) -> Problem:
    """Return the one error that reading raises."""
    with pytest.raises(DataError) as caught:
        read(data, "units.xlsx", **options)
    (problem,) = caught.value.problems
    assert problem.file == "units.xlsx"
    assert problem.severity == "error"
    return problem


def test_texts_stay_texts() -> None:
    words = ["NA", "007", "1e5", "=1+1", "TRUE", " Zürich "]
    cells = [text(f"{column_letters(n)}1", word) for n, word in enumerate(words, 1)]
    (read,) = read_workbook(xlsx(("units", row(1, *cells))), "u").rows
    assert read == ["NA", "007", "1e5", "=1+1", "TRUE", "Zürich"]


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("48.57", 0, "48.57"),
        ("32000.0", 0, "32000"),
        ("0.1", 0, "0.1"),
        ("-0.0000001", 0, "-0.0000001"),
        ("1E-7", 0, "0.0000001"),
        ("999999999999999", 0, "999999999999999"),
        ("44573", 1, "2022-01-12"),
        ("44573", 2, "2022-01-12"),
        ("44573.270833333336", 2, "2022-01-12T06:30:00"),
        ("44573.2708333", 2, "2022-01-12T06:30:00"),
        ("0.5", 3, "12:00:00"),
        ("1.5", 4, "36:00:00"),
    ],
)
def test_numbers_and_dates_of_a_workbook(value: str, style: int, shown: str) -> None:
    assert read_workbook(xlsx(("a", row(1, number("A1", value, style)))), "u").rows == [[shown]]


def test_booleans_and_formulas() -> None:
    cells = '<c r="A1" t="b"><v>0</v></c><c r="B1" t="str"><f>"a"&amp;1</f><v>a1</v></c>'
    assert read_workbook(xlsx(("a", row(1, cells))), "u").rows == [["FALSE", "a1"]]


def test_rows_keep_their_numbers_and_columns_their_letters() -> None:
    rows = row(3, text("C3", "name"), text("E3", "lat")) + row(7, text("C7", "A"))
    read = read_workbook(xlsx(("units", rows + row(9, text("C9", "  ")))), "u")
    assert read == Rows([["", "", "name", "", "lat"], ["", "", "A", "", ""]], [3, 7])
    assert (read.part, read.has_numbers) == ("row", True)


def test_merged_cells_have_their_text_once() -> None:
    data = xlsx(("units", row(1, text("A1", "both"), '<c r="B1"/>', text("C1", "x"))))
    assert read_workbook(data, "u").rows == [["both", "", "x"]]


def test_an_error_cell_is_shown_and_warned_of() -> None:
    error = '<c r="B2" t="e"><f>NA()</f><v>#N/A</v></c>'
    rows = row(1, text("A1", "name"), text("B1", "lat")) + row(2, text("A2", "x"), error)
    read = read_workbook(xlsx(("other", ONE), ("units", rows)), "u.xlsx")
    assert read.rows[1] == ["x", "#N/A"]
    (problem,) = read.problems
    assert str(problem).startswith("warning: u.xlsx: row 2: B: the formula of this cell gives #N/A")
    assert (problem.code, problem.found) == ("cell-error", "#N/A")


def test_an_error_cell_alone_in_its_row_and_column_is_shown() -> None:
    rows = ONE + row(3, '<c r="C3" t="e"><v>#DIV/0!</v></c>')
    read = read_workbook(xlsx(("units", rows)), "u")
    assert read.rows == [["name", "", ""], ["", "", "#DIV/0!"]]
    assert read.lines == [1, 3]


def test_each_code_that_was_typed_as_a_number_is_an_error() -> None:
    rows = row(1, text("B1", "sidc")) + row(2, number("B2", "1.0031000121211E+19"))
    rows += row(3, number("B3", "1000000000000000"), number("C3", "999999999999999"))
    with pytest.raises(DataError) as caught:
        read_workbook(xlsx(("units", rows)), "u")
    found = [(each.line, each.column, each.found, each.code) for each in caught.value.problems]
    assert found == [
        (2, "B", "10031000121211000000", "lost-digits"),
        (3, "B", "1000000000000000", "lost-digits"),
    ]
    assert "format the column as text" in caught.value.problems[0].advice


@pytest.mark.parametrize(
    ("asked", "read"),
    [("Sources", "s"), ("sources ", "s"), ("1", "a"), ("3", "n"), ("2", "s"), ("Old", "h")],
)
def test_a_sheet_is_chosen_by_name_or_number(asked: str, read: str) -> None:
    sheets = [("a", "a"), ("Old", "h"), ("Sources", "s"), ("3", "n")]
    data = xlsx(*((name, row(1, text("A1", word))) for name, word in sheets), hidden=("Old",))
    result = read_workbook(data, "u", sheet=asked)
    assert result == Rows([[read]], [1])


def test_the_sheet_called_units_is_read() -> None:
    data = xlsx(("notes", ONE), ("Units", row(1, text("A1", "this"))))
    assert read_workbook(data, "u") == Rows([["this"]], [1])


def test_else_the_first_sheet_with_cells_is_read_and_the_others_are_named() -> None:
    data = xlsx(("empty", ""), ("hid", ONE), ("a", ONE), ("b", ONE), hidden=("hid",))
    (problem,) = read_workbook(data, "u").problems
    assert (problem.severity, problem.code) == ("notice", "sheet-chosen")
    assert problem.words == "the sheet a is read; there are also: b; --sheet NAME chooses another"
    assert read_workbook(xlsx(("empty", ""), ("a", ONE)), "u").problems == []


def test_a_sheet_that_is_not_there_is_an_error_with_the_near_one() -> None:
    problem = fault(xlsx(("Units 2022", ONE), ("Notes", ONE)), sheet="units 2023")
    assert problem.code == "no-such-sheet"
    assert problem.message == "has no sheet units 2023; did you mean Units 2022?"
    assert problem.advice == "the sheets are: Units 2022, Notes"
    assert fault(xlsx(("a", ONE)), sheet="0").code == "no-such-sheet"


def test_a_workbook_without_cells_is_an_error() -> None:
    assert fault(xlsx(("a", ""))).message == "has no sheet with cells"
    problem = fault(xlsx(("a", ""), ("b", ONE), hidden=("b",)))
    assert problem.advice == "--sheet NAME chooses a sheet; hidden sheets: b"


def test_an_ods_is_read_as_it_is_shown() -> None:
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    cells = [
        blank.format(1),
        ods_text("NA"),
        '<table:table-cell office:value-type="float" office:value="48.57"/>',
        '<table:table-cell office:value-type="date" office:date-value="2022-01-12"/>',
        '<table:table-cell office:value-type="date" office:date-value="2022-01-12T06:30:00"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        ods_text("#N/A", ' office:string-value="" calcext:value-type="error"'),
        blank.format(16_000),
    ]
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{blank.format(9)}</table:table-row>'
        f"<table:table-row>{''.join(cells)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048570">{blank.format(16_384)}'
        "</table:table-row>"
    )
    read = read_workbook(ods(("units", rows)), "u")
    shown = ["", "NA", "48.57", "2022-01-12", "2022-01-12T06:30:00", "TRUE", "#N/A"]
    assert (read.rows, read.lines) == ([shown], [3])
    assert [(each.line, each.column, each.code) for each in read.problems] == [
        (3, "G", "cell-error")
    ]


def test_password_protected_workbooks() -> None:
    assert "password" in fault(ods(("a", ""), encrypted=True)).message
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    assert "password" in fault(ole + "EncryptedPackage".encode("utf-16-le")).message
    assert "damaged" in fault(ole).message


@pytest.mark.parametrize(
    "data",
    [b"", b"name,lat\n", b"PK\x03\x04", xlsx(("a", ONE))[:400], xlsx(("a", ONE))[:-30],
     pack({"a.txt": "x"}), pack({"xl/workbook.xml": "<workbook>"}), pack({"content.xml": "<a"}),
     pack({"xl/workbook.bin": "x"}), xlsx(("a", "<row")), xlsx(("a", ONE + "<"))],
)  # fmt: skip
def test_broken_workbooks(data: bytes) -> None:
    problem = fault(data)
    assert problem.code == "format-broken"
    assert problem.advice


def test_a_zip_bomb_is_refused_by_its_real_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 3_000_000)
    monkeypatch.setattr(archive, "MOST_GROWTH", 1)
    data = pack({"xl/workbook.xml": b" " * 4_000_000})
    assert fault(data).code == "limit"
    # the same with a directory that claims one byte
    real, claimed = struct.pack("<I", 4_000_000), struct.pack("<I", 1)
    assert data.count(real) == 2
    assert fault(data.replace(real, claimed)).code == "limit"
    assert fault(pack({"xl/workbook.xml": b" " * 2_000_000})).code == "format-broken"


def test_cells_in_far_corners_are_refused_before_memory_is_asked_for() -> None:
    assert fault(xlsx(("a", ONE + row(1048576, number("XFD1048576", 1))))).code == "limit"
    table = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    assert fault(ods(("a", table))).code == "limit"


def test_blank_cells_with_a_style_far_away_do_no_harm() -> None:
    far = row(1048576, '<c r="XFD1048576" s="1"/>')
    assert read_workbook(xlsx(("a", ONE + far)), "u").rows == [["name"]]


def test_members_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out, pytest.warns(UserWarning, match="Duplicate"):
        out.writestr("xl/workbook.xml", "<a/>")
        out.writestr("xl/workbook.xml", "<b/>")
    assert "one name" in fault(file.getvalue()).message


@given(st.integers(1, 20_000))
def test_column_letters_there_and_back(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_the_letters_are_those_of_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 703, 16_384)] == ["A", "Z", "AA", "AAA", "XFD"]


WORKBOOK, TABLES = xlsx(("a", ONE)), ods(("a", f"<table:table-row>{ods_text('x')}"))


@given(st.sampled_from([WORKBOOK, TABLES]), st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        broken[place] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(read_workbook(bytes(broken), "u"), Rows)
    except DataError as error:
        assert error.problems


@given(st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]), st.binary())
@settings(max_examples=100, deadline=None)
def test_random_bytes_with_a_right_signature_are_refused(start: bytes, rest: bytes) -> None:
    with pytest.raises(DataError):
        read_workbook(start + rest, "u")


SCRAPS = st.lists(
    st.sampled_from([ONE, "<row>", "</row>", '<c r="B2">', "<v>1</v>", "</c>", "<is>", "&amp;",
                     '<c t="s"><v>9</v></c>', '<c r="A0"><v>1</v></c>', '<c t="e"/>', "<!--",
                     '<c r="ZZZZ9"><v>1</v></c>', '<c s="99"><v>x</v></c>', "x"])
)  # fmt: skip


@given(SCRAPS)
@settings(max_examples=100, deadline=None)
def test_a_worksheet_of_scraps_is_read_or_refused(scraps: list[str]) -> None:
    try:
        assert isinstance(read_workbook(xlsx(("a", "".join(scraps))), "u"), Rows)
    except DataError as error:
        assert error.problems
