"""Workbooks as they are shown: merged, hidden, struck, by format; and those made to do harm."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import make_corpus
from deploymap.checks.check import check_units
from deploymap.checks.header import is_position_name, is_unit_name
from deploymap.problems import Problem
from deploymap.sheets.formats.numberformats import find_shown, shown_text
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import MEMORY_CONSTANT, Source
from make_corpus import MAIN, links, number, pack, row, text, xlsx

HEAD = row(1, *(text(f"{x}1", name) for x, name in zip("ABCD", ("name", "lat", "lon", "side"))))  # noqa: B905


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return xlsx(("units", (before, rows, after)))


def read(data: bytes, **options):
    return read_sheet(Source(data, "units.xlsx"), is_name=is_unit_name, **options)


def told(problems, code: str) -> list[Problem]:
    return [problem for problem in problems if problem.code == code]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("mmm yyyy", "44562", "2022-01"),
        ("mmmm\\ yy", "44562", "2022-01"),
        ("[$-409]mmm\\-yy;@", "44562", "2022-01"),
        ("yyyy", "44562", "2022"),
        ('yyyy"年"', "44562", "2022"),
        ('yyyy"年"m"月"', "44562", "2022-01"),
        ("dd.mm.yyyy", "44573", "2022-01-12"),
        ("dddd, d. mmmm yyyy", "44573", "2022-01-12"),
        ("d-mmm", "44842", "2022-10-08"),
        ("yyyy-mm-dd hh:mm", "44573.25", "2022-01-12T06:00:00"),
        ("m/d/yy h:mm", "44573.25", "2022-01-12T06:00:00"),
        ("h:mm AM/PM", "0.75", "18:00:00"),
        ("hh:mm:ss", "0.5", "12:00:00"),
        ("[h]:mm", "1.5", "36:00:00"),
        ("0.00%", "0.125", "12.5%"),
        ("00000", "42", "00042"),
        ("#,##0", "32000", "32000"),
        ('#,##0" km"', "12", "12 km"),
        ('0" days"', "12.5", "12.5 days"),
        ("0\\ \\m", "500", "500 m"),
        ('General" m"', "500", "500 m"),
        ('"~"#,##0', "1200", "~1200"),
        ('0"+"', "500", "500+"),
        ('0.0"N";0.0"S"', "48.5", "48.5N"),
        ('0.0"N";0.0"S"', "-48.5", "48.5S"),
        ('0.0"° S"', "48.5", "48.5° S"),
        ('000"th Brigade"', "24", "024th Brigade"),
        ('0," тис."', "12000", "12 тис."),
        ('0" тис."', "12", "12 тис."),
        ('[>=1000]0.0," km";0" m"', "2500", "2.5 km"),
        ('[>=1000]0.0," km";0" m"', "500", "500 m"),
        ('0" km"', "-5", "-5 km"),
        ('0" men";-0" men";"-"', "0", "0"),
        ("[$km-409] 0", "5", "km 5"),
        ('_-* #,##0.00\\ "€"_-', "500", "500"),
        ("0.00E+00", "1200", "1200"),
        ("# ?/?", "0.5", "0.5"),
        ('00°00"N"', "4834", "4834"),
        ("[Red]-0.0", "12.5", "12.5"),
        # LibreOffice counts days before its calendar back; before 1582 they are of another one
        ("yyyy-mm-dd", "-16537", "1854-09-20"),
        ("yyyy-mm-dd", "-115858", "1582-10-15"),
        ("yyyy-mm-dd", "-115859", "-115859"),
        ("General", "12.5", "12.5"),
        ("@", "12.5", "12.5"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(code: str, value: str, shown: str) -> None:
    kind = find_shown(code)
    assert (value if kind == "number" else shown_text(value, kind, code)) == shown


def test_what_stands_behind_the_rows_is_no_part_of_the_last_cell() -> None:
    rows = HEAD + row(2, text("A2", "A"), number("B2", 48), number("C2", 39.5))
    after = '<conditionalFormatting sqref="C2"><cfRule><formula>1000</formula></cfRule>'
    after += "</conditionalFormatting><headerFooter><oddHeader>7</oddHeader></headerFooter>"
    for last in ("", "<row r='3'><c r='A3' t='inlineStr'><is><t>A</t></is></c></row>"):
        raw = read(sheet(rows + last, after=after))
        assert raw.frame.to_numpy().tolist()[0] == ["A", "48", "39.5", ""][: raw.frame.shape[1]]
        assert raw.frame.to_numpy().tolist()[-1][0] == "A"


def test_merged_cells_hold_for_all_of_their_rows_that_hold_anything() -> None:
    rows = HEAD + row(2, text("A2", "A"), number("B2", 48), number("C2", 39), text("D2", "Blue"))
    rows += row(3, text("A3", "B")) + row(4, text("A4", "C"), number("B4", 47), number("C4", 38))
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in ("D2:D9", "B2:B3", "C2:C3"))
    raw = read(sheet(rows, after=f"<mergeCells>{merged}</mergeCells>"))
    assert raw.frame.to_numpy().tolist() == [
        ["A", "48", "39", "Blue"],
        ["B", "48", "39", "Blue"],
        ["C", "47", "38", "Blue"],
    ]
    assert [problem.column for problem in told(raw.problems, "merged-cells")] == [
        "lat",
        "lon",
        "side",
    ]


def test_what_is_merged_beyond_the_table_makes_no_columns() -> None:
    rows = HEAD + row(2, text("A2", "A"), number("B2", 48), number("C2", 39), text("D2", "Blue"))
    raw = read(sheet(rows, after='<mergeCells><mergeCell ref="D2:XFD900"/></mergeCells>'))
    assert raw.frame.to_numpy().tolist() == [["A", "48", "39", "Blue"]]


def test_a_merged_number_of_people_is_asked_about() -> None:
    rows = HEAD.replace("side", "troops")
    rows += "".join(
        row(n, text(f"A{n}", f"U{n}"), number(f"B{n}", 48), number(f"C{n}", 39)) for n in (2, 3)
    )
    rows = rows.replace("</row>", number("D2", 900) + "</row>", 2).replace(number("D2", 900), "", 1)
    raw = read(sheet(rows, after='<mergeCells><mergeCell ref="D2:D3"/></mergeCells>'))
    (problem,) = told(check_units(raw).problems, "merged-cells")
    assert (problem.severity, problem.column) == ("error", "troops")


def test_of_the_names_in_merged_cells_of_a_header_nothing_is_told() -> None:
    rows = row(1, text("A1", "name"), text("B1", "position"), text("D1", "troops"))
    rows += row(2, text("B2", "lat"), text("C2", "lon"))
    rows += row(3, text("A3", "A"), number("B3", 48), number("C3", 39), number("D3", 900))
    rows += row(4, text("A4", "B"), number("B4", 49), number("C4", 38), number("D4", 800))
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in ("A1:A2", "B1:C1", "D1:D2"))
    checked = check_units(read(sheet(rows, after=f"<mergeCells>{merged}</mergeCells>")))
    assert checked.table["troops"].tolist() == [900, 800]
    assert told(checked.problems, "merged-cells") == []


def test_a_heading_merged_over_the_columns_stays_one_cell() -> None:
    rows = HEAD + row(2, text("A2", "Northern front"))
    merged = '<mergeCells><mergeCell ref="A2:D2"/></mergeCells>'
    assert read(sheet(rows, after=merged)).frame.to_numpy().tolist() == [
        ["Northern front", "", "", ""]
    ]


@pytest.mark.parametrize(("column", "severity"), [("B", "error"), ("D", "warning")])
def test_a_formula_without_a_value_is_said_to_be_one(column: str, severity: str) -> None:
    cells = [text("A2", "A"), number("B2", 48), number("C2", 39), text("D2", "Blue")]
    cells["ABCD".index(column)] = f'<c r="{column}2"><f>X1</f><v></v></c>'
    problems = check_units(read(sheet(HEAD + row(2, *cells)))).problems
    (problem,) = told(problems, "formula-without-value")
    assert (problem.severity, problem.letter) == (severity, column)
    assert "open the file in a spreadsheet program" in problem.advice


def test_a_formula_that_gives_nothing_is_a_blank() -> None:
    rows = HEAD + row(2, text("A2", "A"), '<c r="D2" t="str"><f>""</f><v></v></c>')
    assert read(sheet(rows)).problems == ()


HIDDEN_COLUMN = '<cols><col min="4" max="16384" hidden="1"/></cols>'


def test_what_a_workbook_hides_stays_out_unless_it_is_asked_for() -> None:
    rows = HEAD.replace("side", "informant")
    rows += row(2, text("A2", "A"), text("D2", "+380 1")) + row(3, text("A3", "B"))
    rows = rows.replace('<row r="3"', '<row r="3" hidden="true"')
    data = sheet(rows, HIDDEN_COLUMN)
    raw = read(data)
    assert raw.frame.to_dict("records") == [{"name": "A", "lat": "", "lon": ""}]
    assert [(problem.severity, problem.message) for problem in raw.problems] == [
        ("notice", "1 row left out, for it is hidden"),
        ("notice", "column left out, for it is hidden: informant"),
    ]
    raw = read(data, include_hidden=True)
    assert raw.frame.shape == (2, 4)
    assert raw.problems == ()


def test_hidden_rows_are_no_blank_ones() -> None:
    def rows(more: str) -> str:
        hidden = "".join(
            row(n, text(f"A{n}", "x")).replace("<row", f"<row {more}") for n in range(3, 12)
        )
        return HEAD + row(2, text("A2", "A")) + hidden + row(12, text("A12", "B"))

    assert not told(read(sheet(rows('hidden="1"'))).problems, "rows-below")
    blank = HEAD + row(2, text("A2", "A")) + row(12, text("A12", "B"))
    assert [p.line for p in told(read(sheet(blank)).problems, "rows-below")] == [12]


def test_columns_beside_a_hidden_one_keep_their_letters() -> None:
    raw = read(sheet(HEAD, '<cols><col min="2" max="2" hidden="1"/></cols>'))
    assert dict(raw.letters) == {"name": "A", "lon": "C", "side": "D"}


def test_rows_struck_through_are_told_of() -> None:
    rows = HEAD + row(2, text("A2", "A").replace("<c ", '<c s="5" '))
    (problem,) = read(sheet(rows)).problems
    assert (problem.code, problem.line) == ("struck-through", 2)


def test_a_date_that_a_spreadsheet_made_is_said_to_be_one() -> None:
    rows = HEAD.replace("side", "troops")
    rows += row(
        2, number("A2", 44621, 3), number("B2", 48), number("C2", 39), number("D2", 44842, 3)
    )
    problems = told(check_units(read(sheet(rows))).problems, "made-a-date")
    assert [(each.severity, each.column) for each in problems] == [
        ("warning", "name"),
        ("error", "troops"),
    ]
    assert problems[1].message.startswith("2022-10-08: the spreadsheet made a date")


@pytest.mark.parametrize("name", ["8-Oct", "Oct-22", "2022-03-01"])
def test_so_it_is_in_a_csv_that_a_spreadsheet_wrote(name: str) -> None:
    raw = read_sheet(
        Source(f"name,lat,lon\n{name},48,39\n".encode(), "u.csv"), is_name=is_unit_name
    )
    assert len(told(check_units(raw).problems, "made-a-date")) == 1


def test_a_column_of_such_dates_is_one_of_dates() -> None:
    rows = HEAD.replace("side", "first seen")
    rows += "".join(row(n, text(f"A{n}", f"U{n}"), number(f"D{n}", 44842, 3)) for n in (2, 3))
    raw = read(sheet(rows))
    assert raw.problems == ()
    assert list(raw.columns["first seen"]) == ["2022-10-08", "2022-10-08"]


# ODS


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in [
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"),
    ]
)  # fmt: skip
STYLES = (
    '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="out"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)


def open_sheet(rows: str, more: str = "") -> bytes:
    return pack(
        {
            "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="units">{rows}</table:table>{more}'
            "</office:spreadsheet></office:body></office:document-content>"
        }
    )


def line(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(words: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p>'
        "</table:table-cell>"
    )


COVERED = "<table:covered-table-cell/>"
NAMES = line(cell("name"), cell("lat"), cell("lon"), cell("side"))


def test_merged_cells_of_an_ods_hold_for_all_of_their_rows() -> None:
    side = cell("Blue", ' table:number-rows-spanned="2"')
    rows = NAMES + line(cell("A"), cell("48"), cell("39"), side)
    rows += line(cell("B"), cell("47"), cell("38"), COVERED)
    assert list(read(open_sheet(rows)).columns["side"]) == ["Blue", "Blue"]


def test_what_an_ods_hides_stays_out() -> None:
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    columns += '<table:table-column table:visibility="collapse"/>'
    rows = line(cell("name"), cell("lat"), cell("lon"), cell("informant"))
    rows += line(cell("A"), cell("48"), cell("39"), cell("+380"))
    rows += line(cell("B"), more=' table:visibility="filter"')
    rows += line(cell("C"), more=' table:visibility="collapse" table:number-rows-repeated="2"')
    hidden = f'<table:table table:name="x" table:style-name="off">{NAMES}</table:table>'
    raw = read(open_sheet(columns + rows, hidden))
    assert raw.frame.to_dict("records") == [{"name": "A", "lat": "48", "lon": "39"}]
    assert [problem.code for problem in raw.problems] == [
        "hidden-sheets",
        "hidden-rows",
        "hidden-columns",
    ]


def test_dates_notes_and_struck_texts_of_an_ods() -> None:
    date = '<table:table-cell table:style-name="month" office:value-type="date" '
    date += 'office:date-value="2022-01-01"><text:p>Jan 22</text:p></table:table-cell>'
    note = "<office:annotation><text:p>secret</text:p></office:annotation>"
    struck = cell("A", ' table:style-name="out"')
    rows = line(cell("name"), cell("date")) + line(
        struck.replace("<text:p>A", f"{note}<text:p>A"), date
    )
    raw = read(open_sheet(rows))
    assert raw.frame.to_numpy().tolist() == [["A", "2022-01"]]
    assert [problem.code for problem in raw.problems] == ["comments-left-out", "struck-through"]


COMMENTS = ("comments", "../comments1.xml")


def test_links_and_comments_of_cells_are_counted_and_what_they_say_stays_out() -> None:
    link = '<hyperlink ref="{}" r:id="l" xmlns:r="x"/>'
    others = f'<hyperlink ref="A3" location="units!A1"/>{link.format("$C$3")}'
    after = f"<hyperlinks>{link.format('D2:D3')}{link.format('D4')}{others}</hyperlinks>"
    formula = '<c r="B2" t="str"><f>IF(1,HYPERLINK("https://secret.example","AFP"))</f><v>1</v></c>'
    rows = HEAD + row(2, text("A2", "A"), formula, number("C2", 39), text("D2", "Blue"))
    rows += row(3, text("A3", "B"), text("C3", "www.example.org"), text("D3", "Blue"))
    rows += row(4, text("A4", "C"), text("D4", "https://example.org"))
    parts = {"l": ("hyperlink", "https://secret.example"), "c": COMMENTS}
    more = {
        "xl/worksheets/_rels/s1.xml.rels": make_corpus.links(parts),
        "xl/comments1.xml": '<comments><commentList><comment ref="C2"><text>secret</text></comment>'
        '<comment ref="C3"/><comment ref="nowhere"/></commentList></comments>',
    }
    raw = read(xlsx(("units", ("", rows, after)), more=more))
    assert {(each.code, each.letter, each.message, each.severity) for each in raw.problems} == {
        ("comments-left-out", "C", "2 comments of cells are not read", "notice"),
        ("links-left-out", "B", "2 links of cells are not read", "notice"),
    }
    assert "secret" not in str(raw.frame.to_numpy().tolist())


def test_a_link_of_an_ods_is_told_of_where_its_cell_does_not_say_the_address() -> None:
    rows = line(cell("name"), cell("source"), cell("note"))
    for words in ("BBC", "https://a.example"):
        linked = f'<text:a xlink:href="https://a.example" xmlns:xlink="x">{words}</text:a>'
        rows += line(cell("A"), cell("@").replace("@", linked), cell("x"))
    inner = '<text:a xlink:href="#Sheet1" xmlns:xlink="x">there</text:a>'
    rows += line(cell("A"), cell("x"), cell("@").replace("@", inner))
    raw = read(open_sheet(rows))
    assert [problem.message for problem in told(raw.problems, "links-left-out")] == [
        "1 link of cells is not read"
    ]
    assert list(raw.columns["source"]) == ["BBC", "https://a.example", "x"]


@pytest.mark.parametrize(
    ("value", "words", "text"),
    [
        ("500", "500 m", "500 m"),
        ("1200", "1.200 чел.", "1200 чел."),
        ("5.3", "5 km", "5.3 km"),
        ("5.25", "5,25 km", "5.25 km"),
        ("-48.5", "48.5S", "48.5S"),
        ("-5", "-5 km", "-5 km"),
        ("2500", "2,5 km", "2,5 km"),
        ("24", "24th Brigade", "24th Brigade"),
        ("1200", "1,200", "1200"),
        ("1200", "1.20E+03", "1200"),
        ("500", "500 €", "500"),
        ("500", "", "500"),
        ("48.5", "48°30'", "48.5"),
    ],
)
def test_a_number_of_an_ods_keeps_the_words_that_are_shown_with_it(value, words, text) -> None:
    number = f'<table:table-cell office:value-type="float" office:value="{value}">'
    rows = line(cell("name"), cell("x")) + line(
        cell("A"), f"{number}<text:p>{words}</text:p></table:table-cell>"
    )
    assert list(read(open_sheet(rows)).columns["x"]) == [text]


def test_an_ods_formula_without_a_value_is_said_to_be_one() -> None:
    rows = line(cell("name"), cell("lat")) + line(
        cell("A"), '<table:table-cell table:formula="of:=1"/>'
    )
    (problem,) = read(open_sheet(rows)).problems
    assert problem.code == "formula-without-value"


# XLS


def test_an_xls_says_what_it_hides_merges_and_shows() -> None:
    def numbers(*values: int) -> bytes:
        return struct.pack(f"<{len(values)}H", *values)

    record = make_corpus.record
    names = [("name", "date", "phone"), ("A", 44562.0, "+380"), ("B", "", ""), ("C", "", "")]
    plain = make_corpus.xls(names)
    stream = plain[512 * 3 :]
    assert stream.find(record(0x0A)) > 0
    data = with_records(
        names,
        before=record(0xE0, numbers(0, 0) + bytes(16)) + record(0xE0, numbers(0, 17) + bytes(16)),
        within=record(0x7D, numbers(2, 2, 2000, 0, 1))
        + record(0x208, numbers(3, 0, 3, 0, 0, 0, 0x20, 0))
        + record(0xE5, numbers(1, 1, 2, 1, 1)),
    )
    raw = read(data)
    assert raw.frame.to_numpy().tolist() == [["A", "2022-01"], ["B", "2022-01"]]
    assert {problem.code for problem in raw.problems} == {
        "hidden-rows",
        "hidden-columns",
        "merged-cells",
    }


def with_records(rows: list[tuple], *, before: bytes, within: bytes) -> bytes:
    """Return an XLS with more records, its dates of the second style."""
    record = make_corpus.record
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    sheet_name = b"\x05\x00units"
    head = record(0x809, begin) + before
    place = len(head) + 4 + 6 + len(sheet_name) + 4
    book = head + record(0x85, struct.pack("<IH", place, 0) + sheet_name) + record(0x0A)
    book += record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + within
    for line, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, float):
                book += record(0x203, struct.pack("<HHHd", line, column, 1, value))
            elif value:
                words = struct.pack("<HB", len(value), 0) + value.encode("latin-1")
                book += record(0x204, struct.pack("<HHH", line, column, 0) + words)
    return make_corpus.compound(book + record(0x0A))


# files that are made to do harm

FAR = HEAD + row(2, text("A2", "A"))


def worksheet(xml: str) -> bytes:
    return sheet(xml)


def deep(levels: int) -> bytes:
    return open_sheet(NAMES, "<table:table-row-group>" * levels)


HOSTILE = {
    "a row beyond the last": lambda: sheet(FAR + row(4294967295, number("A4294967295", 1))),
    "a row of many digits": lambda: sheet(FAR + f'<row r="{"9" * 14}"><c><v>1</v></c></row>'),
    "a column beyond the last": lambda: sheet(FAR + row(3, number("ZZZZZZ3", 1))),
    "a comment before the value": lambda: sheet(
        FAR + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><!--x--><is><t>x</t></is></c></row>'
    ),
    "a processing instruction": lambda: sheet(
        FAR + '<row r="1048576"><?x y?><c r="XFD1048576"><?x?><v>1</v></c></row>'
    ),
    "a padded reference": lambda: sheet(FAR + row(" 1048576 ", number(" XFD1048576 ", 1))),
    "an escaped reference": lambda: sheet(
        FAR + '<row r="1048576"><c r="&#88;FD1048&#53;76"><v>1</v></c></row>'
    ),
    "no reference": lambda: sheet(
        FAR + row(3, number("CV3", 1)) + '<row r="1048576"><c><v>1</v></c></row>'
    ),
    "errors without values": lambda: sheet(
        FAR + "".join(f'<row r="{n}"><c r="XFD{n}" t="e"></c></row>' for n in range(3, 40_000))
    ),
    "formulas without values": lambda: sheet(
        FAR + "".join(f'<row r="{n}"><c r="XFD{n}"><f>1</f></c></row>' for n in range(3, 40_000))
    ),
    "merged areas over all": lambda: sheet(
        FAR + "".join(row(n, text(f"A{n}", "x")) for n in range(3, 2_000)),
        after="<mergeCells>" + '<mergeCell ref="A2:XFD1048576"/>' * 2_000 + "</mergeCells>",
    ),
    "very many blank cells": lambda: sheet(FAR + f'<row r="3">{"<c/>" * 6_000_000}</row>'),
    "very many equal cells": lambda: sheet(FAR + row(3, "<c><v>1</v></c>" * 2_000_000)),
    "very many rows": lambda: sheet(FAR + "<row/>" * 3_000_000),
    "one long text": lambda: sheet(FAR + row(3, text("A3", "x" * 50_000_000))),
    "very many names of elements": lambda: sheet(FAR + "".join(f"<x{n}/>" for n in range(300_000))),
    "a document type": lambda: xlsx(("units", FAR), more={"xl/styles.xml": "<!DOCTYPE a><a/>"}),
    "groups 50,000 deep": lambda: deep(50_000),
    "rows in billions": lambda: open_sheet(
        NAMES + line(cell("A"), more=' table:number-rows-repeated="4000000000"')
    ),
    "columns in billions": lambda: open_sheet(
        NAMES + line(cell("A", ' table:number-columns-repeated="4000000000"'))
    ),
    "a million full rows": lambda: open_sheet(
        NAMES + line(cell("A") * 4, more=' table:number-rows-repeated="1000000"')
    ),
    "spaces in billions": lambda: open_sheet(
        NAMES + line(cell('<text:s text:c="90000"/>' * 40_000))
    ),
}  # fmt: skip
# what does no harm, and is read
FINE = {
    "formulas without values",
    "spaces in billions",
}

# reads each file in a process of its own, and prints what came of it, memory (bytes) and seconds
MEASURE = """
import os, resource, sys, time
from deploymap.checks.header import is_position_name, is_unit_name
from deploymap.problems import DataError
from deploymap.sheets.formats import workbook, xls
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import load_source

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

for path in sys.argv[1:]:
    if os.fork():
        os.wait()
        continue
    before, start = peak(), time.process_time()
    try:
        read_sheet(load_source(path), is_name=is_unit_name)
        outcome = "read"
    except DataError as error:
        outcome = error.problems[-1].code
    print(path, outcome, peak() - before, time.process_time() - start, flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> dict[str, tuple[str, int, float, int]]:
    folder = tmp_path_factory.mktemp("hostile")
    paths = {str(folder / f"{number}.xlsx"): kind for number, kind in enumerate(HOSTILE)}
    for path, kind in paths.items():
        Path(path).write_bytes(pack(unpacked(HOSTILE[kind]()), packed=True))
    command = [sys.executable, "-c", MEASURE, *paths]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = [line.split() for line in answer.stdout.splitlines()]
    return {
        paths[path]: (outcome, int(taken), float(seconds), Path(path).stat().st_size)
        for path, outcome, taken, seconds in found
    }


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kB there")
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_workbook_takes_more_than_it_may(kind: str, measured) -> None:
    outcome, taken, seconds, size = measured[kind]
    assert outcome in (("read",) if kind in FINE else ("limit", "format-broken"))
    assert taken <= MEMORY_CONSTANT + 130 * size
    # a machine of tests may be busy with others
    assert seconds <= 3 * (1 + 10 * size / 1e6)


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize(
    ("name", "title"),
    [("Bases 2021", "Bases 2021"), ("Sheet1", ""), ("Лист 2", ""), ("units", ""), ("2021", "")],
)
def test_a_workbook_is_called_as_its_sheet_unless_a_program_named_it(name: str, title: str) -> None:
    rows = row(1, text("A1", "name"), text("B1", "lat"), text("C1", "lon"))
    rows += row(2, text("A2", "A"), number("B2", "48.5"), number("C2", "39.3"))
    source = Source(xlsx((name, rows)), "book.xlsx")
    assert read_sheet(source, is_name=is_unit_name).title == title


def test_of_several_sheets_the_first_with_positions_is_read() -> None:
    cover = row(1, text("A1", "Bases of 1943")) + row(2, text("A2", "by me"))
    legend = row(1, text("A1", "name"), text("B1", "kind")) + row(2, text("A2", "T"))
    units = HEAD + row(2, text("A2", "A"), number("B2", "48"), number("C2", "39"))
    tabs = [
        (name, ("", rows, "")) for name, rows in zip("abc", (cover, legend, units), strict=True)
    ]
    table = read(xlsx(*tabs), is_place=is_position_name)
    assert table.columns["name"][0] == "A"
    (chosen,) = told(table.problems, "sheet-chosen")
    assert chosen.message == "the sheet c is read; there are also: a, b"
    table = read(xlsx(*tabs[:2]), is_place=is_position_name)
    assert table.columns["name"][0] == "T"
    assert read(xlsx(*tabs), sheet="b").columns["name"][0] == "T"


def test_rows_that_say_nothing_of_their_line_are_counted() -> None:
    def plain(*words: str) -> str:
        cells = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in words)
        return f"<row>{cells}</row>"

    rows = plain("name", "lat", "lon") + "<row/>" * 3 + plain("A", "48", "39")
    data = xlsx(
        ("units", rows + row(9, text("A9", "B"), text("B9", "47")) + plain("C", "46", "38"))
    )
    raw = read(data)
    assert list(raw.lines) == [5, 9, 10]
    assert list(raw.columns["name"]) == ["A", "B", "C"]


def test_cells_are_indented_by_their_format_or_by_spaces() -> None:
    forms = "<xf/><xf><alignment indent='1'/></xf><xf><alignment indent='2'/></xf>"
    texts = "<si><t>Army</t></si><si><t xml:space='preserve'>  Other corps</t></si>"
    parts = {
        "xl/styles.xml": f"<styleSheet xmlns='{MAIN}'><cellXfs>{forms}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{MAIN}'>{texts}</sst>",
        "xl/_rels/workbook.xml.rels": links(
            {
                "rId1": ("worksheet", "worksheets/s1.xml"),
                "st": ("styles", "styles.xml"),
                "te": ("sharedStrings", "sharedStrings.xml"),
            }
        ),
    }
    names = [
        '<c r="A2" t="s"><v>0</v></c>',
        text("A3", "Corps").replace("<c ", '<c s="1" '),
        text("A4", "Division").replace("<c ", '<c s="2" '),
        '<c r="A5" t="s"><v>1</v></c>',
        text("A6", "  Third corps"),
    ]
    rows = [
        row(line, name, number(f"B{line}", "48.1"), number(f"C{line}", "39"))
        for line, name in enumerate(names, 2)
    ]
    found = read(xlsx(("units", ("", HEAD + "".join(rows), "")), more=parts))
    assert found.columns["name"][3] == "Other corps"
    assert found.indents == {"name": {3: 2, 4: 4, 5: 2, 6: 2}}
    parents = check_units(found).table["parent"].tolist()
    assert parents == [None, "row2", "row3", "row2", "row2"]
