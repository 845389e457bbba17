"""Readers of file formats: texts stay texts, places stay true, and nothing but DataError comes."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploymap.problems import DataError, Problem
from deploymap.sheets.filetype import find_type
from deploymap.sheets.formats import archive, grid
from deploymap.sheets.formats.columnar import read_columnar
from deploymap.sheets.formats.features import read_features
from deploymap.sheets.formats.grid import column_letters, column_number
from deploymap.sheets.formats.rows import Rows
from deploymap.sheets.formats.scenario import is_scenario, read_scenario
from deploymap.sheets.formats.workbook import read_workbook
from deploymap.sheets.sheet import Content
from deploymap.sheets.source import load_source

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
    problems = read_workbook(xlsx(("units", rows)), "u").problems
    found = [(each.line, each.column, each.found, each.code) for each in problems]
    assert found == [
        (2, "B", "10031000121211000000", "lost-digits"),
        (3, "B", "1000000000000000", "lost-digits"),
    ]
    assert "format the column as text" in problems[0].advice
    assert problems[0].severity == "error"


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
    problem, hidden = read_workbook(data, "u").problems
    assert hidden.message == "sheet left out, for it is hidden: hid"
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
        "<table:table-cell/>",
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


def with_shared(strings: str, rows: str) -> bytes:
    """Return a workbook whose cells point to shared texts."""
    members = zipfile.ZipFile(io.BytesIO(xlsx(("a", rows))))
    packed = {name: members.read(name) for name in members.namelist()}
    packed["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    known = packed["xl/_rels/workbook.xml.rels"].decode()
    added = f'<Relationship Id="sh" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    packed["xl/_rels/workbook.xml.rels"] = known.replace("</Rel", f"{added}</Rel")
    return pack(packed)


def test_one_text_in_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>{n % 2}</v></c>') for n in range(1, 101))
    data = with_shared(f"<si><t>x</t></si><si><t>{'y' * 1000}</t></si>", cells)
    assert [read[0][0] for read in read_workbook(data, "u").rows[:3]] == ["y", "x", "y"]
    monkeypatch.setattr(grid, "TEXT_PER_BYTE", 0)
    monkeypatch.setattr(grid, "LEAST_TEXT", 50_000)
    assert fault(data).code == "limit"
    monkeypatch.setattr(grid, "LEAST_TEXT", 60_000)
    assert len(read_workbook(data, "u").rows) == 100


def test_a_repeated_text_and_very_many_spaces_in_an_ods_are_refused(monkeypatch) -> None:
    table = "<table:table-row>{}</table:table-row>"
    cell = ods_text("y" * 1000, ' table:number-columns-repeated="50"')
    data = ods(("a", table.format(cell)))
    assert read_workbook(data, "u").rows == [["y" * 1000] * 50]
    spaces = '<text:s text:c="{}"/>'
    many = ods(("a", table.format(ods_text("a" + spaces.format(9_000_000_000)))))
    assert fault(many).code == "limit"
    few = ods(("a", table.format(ods_text("a" + spaces.format(3) + "b"))))
    assert read_workbook(few, "u").rows == [["a   b"]]
    monkeypatch.setattr(grid, "TEXT_PER_BYTE", 0)
    monkeypatch.setattr(grid, "LEAST_TEXT", 49_000)
    assert fault(data).code == "limit"


def test_blank_cells_with_a_style_far_away_do_no_harm() -> None:
    far = row(1048576, '<c r="XFD1048576" s="1"/>')
    assert read_workbook(xlsx(("a", ONE + far)), "u").rows == [["name"]]


def test_members_of_one_name_are_refused() -> None:
    data = pack({"xl/workbook.xml": "<a/>", "xl/workbook.xmk": "<b/>"})
    assert "one name" in fault(data.replace(b"xmk", b"xml")).message


def read_or_refused(read, *arguments) -> object:
    """Return what is read, or None where the file is refused; anything else gets out."""
    try:
        return read(*arguments)
    except DataError as error:
        return None if all(map(str, error.problems)) else error


@given(st.integers(1, 20_000))
def test_column_letters_there_and_back(column: int) -> None:
    assert column_number(column_letters(column)) == min(column, grid.LAST_COLUMN + 1)


def test_the_letters_are_those_of_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 703, 16_384)] == ["A", "Z", "AA", "AAA", "XFD"]


WORKBOOK, TABLES = xlsx(("a", ONE)), ods(("a", f"<table:table-row>{ods_text('x')}"))


@given(st.sampled_from([WORKBOOK, TABLES]), st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        broken[place] = data.draw(st.integers(0, 255))
    assert isinstance(read_or_refused(read_workbook, bytes(broken), "u"), Rows | None)


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
    data = xlsx(("a", "".join(scraps)))
    assert isinstance(read_or_refused(read_workbook, data, "u"), Rows | None)


def table_of(content: Content) -> list[dict[str, str]]:
    """Return the rows as dictionaries, with the number of each as "#"."""
    width = len(content.names)
    assert len(content.cells) == width * len(content.lines)
    assert all(type(cell) is str for cell in content.cells)
    rows = [content.cells[start : start + width] for start in range(0, len(content.cells), width)]
    return [
        {"#": str(line), **dict(zip(content.names, row, strict=True))}
        for line, row in zip(content.lines, rows, strict=True)
    ]


def geojson(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(*coordinates: object, kind: str = "Point") -> dict[str, object]:
    return {"type": kind, "coordinates": coordinates}


def read_points(data: bytes, kind: str = "geojson", **options: str) -> list[dict[str, str]]:
    return table_of(read_features(data, "u", kind, **options))


def problems_of(data: bytes, kind: str = "geojson", **options: str) -> list[Problem]:
    """Return what reading warns of or raises."""
    try:
        return list(read_features(data, "u", kind, **options).problems)
    except DataError as error:
        return list(error.problems)


def codes_of(data: bytes, kind: str = "geojson", **options: str) -> list[tuple[str, str]]:
    return [(each.severity, each.code) for each in problems_of(data, kind, **options)]


BROKEN = [("error", "format-broken")]


def test_geojson_keeps_texts_and_numbers_as_they_are_written() -> None:
    data = b"""{"type": "FeatureCollection", "features": [{"type": "Feature",
    "properties": {"name": " A ", "id": "007", "n": 1.50, "big": 12345678901234567890, "e": 1e5,
                   "no": null, "yes": true, "list": [1.0, {"a": null}], "nan": "NA"},
    "geometry": {"type": "Point", "coordinates": [30.50, 48.570, 120]}}]}"""
    content = read_features(data, "u", "geojson")
    assert list(content.names)[-2:] == ["lat", "lon"]
    assert (content.part, content.header, content.has_numbers) == ("feature", None, True)
    assert table_of(content) == [
        {
            "#": "1", "name": "A", "id": "007", "n": "1.50", "big": "12345678901234567890",
            "e": "1e5", "no": "", "yes": "true", "list": '[1.0,{"a":null}]', "nan": "NA",
            "lat": "48.57", "lon": "30.5",
        }
    ]  # fmt: skip


def test_columns_come_in_the_order_of_their_first_appearance() -> None:
    data = geojson(feature(None, b="1"), feature(point(1, 2), a="2", b="3"))
    assert read_points(data) == [
        {"#": "1", "b": "1", "a": "", "lat": "", "lon": ""},
        {"#": "2", "b": "3", "a": "2", "lat": "2", "lon": "1"},
    ]


def test_one_feature_alone_and_a_multipoint_of_one_are_points() -> None:
    single = feature(point([5, 6], kind="MultiPoint"), name="x")
    assert read_points(json.dumps(single).encode())[0]["lat"] == "6"
    assert read_points(geojson(feature(point(), name="x")))[0]["lat"] == ""


def test_what_is_no_point_stands_at_a_point_on_it_with_one_notice() -> None:
    line = feature(point([1, 2], [3, 4], kind="LineString"))
    ring = [[10, 10], [14, 10], [14, 11], [11, 11], [11, 14], [10, 14], [10, 10]]  # an L
    area = feature(point(ring, kind="Polygon"))
    several = feature(point([20, 20], [30, 30], [21, 21], kind="MultiPoint"))
    both = {"type": "GeometryCollection", "geometries": [line["geometry"], area["geometry"]]}
    data = geojson(feature(point(1, 2)), line, area, several, feature(both))
    rows = read_points(data)
    assert [each["#"] for each in rows] == ["1", "2", "3", "4", "5"]
    assert (rows[1]["lon"], rows[1]["lat"]) in (("1", "2"), ("3", "4"))
    lon, lat = float(rows[2]["lon"]), float(rows[2]["lat"])
    assert (10 < lon < 14 and 10 < lat < 11) or (10 < lon < 11 and 10 < lat < 14)
    assert rows[3]["lon"] in ("20", "21", "30")
    assert rows[4]["lat"] == rows[2]["lat"]
    (problem,) = problems_of(data)
    assert (problem.severity, problem.code, problem.line) == ("notice", "shape-as-point", 2)
    assert problem.message.startswith("4 features are no points, the first a LineString; each")
    bow = feature(point([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]], kind="Polygon"))
    flat = feature(point([[5, 5], [6, 5], [5, 5], [5, 5]], kind="Polygon"))
    assert all(row["lat"] for row in read_points(geojson(bow, flat)))


def test_a_shape_without_coordinates_is_left_out_with_one_warning() -> None:
    line = feature(point(kind="LineString"))
    data = geojson(feature(point(1, 2)), line, feature(point(3, 4)), line)
    assert [each["#"] for each in read_points(data)] == ["1", "3"]
    (problem,) = problems_of(data)
    assert (problem.severity, problem.code, problem.line) == ("warning", "not-a-point", 2)
    assert problem.message.startswith("2 features have no position and are left out, the first a L")
    assert codes_of(geojson(line)) == [("error", "not-a-point")]
    wrong = feature(point([1, "b"], [3, 4], kind="LineString"))
    assert codes_of(geojson(wrong)) == BROKEN


def test_a_property_lat_gives_way_to_the_point() -> None:
    data = geojson(feature(point(1, 2), Lat=2.0, LON="1"), feature(None, lat=7, lon="8 E"))
    assert read_points(data) == [
        {"#": "1", "lat": "2", "lon": "1"}, {"#": "2", "lat": "7", "lon": "8 E"},
    ]  # fmt: skip
    assert problems_of(data) == []
    data = geojson(feature(point(1, 2), lat=2), feature(point(1, 2), lat="N 2"))
    (problem,) = problems_of(data)
    assert (problem.severity, problem.line) == ("notice", 2)


def test_the_crs_of_an_old_geojson_is_respected() -> None:
    def crs(name: object) -> dict[str, object]:
        return {"type": "name", "properties": {"name": name}}

    place = feature(point(3395244.4692, 6202211.8677))
    (row,) = read_points(geojson(place, crs=crs("urn:ogc:def:crs:EPSG::3857")))
    assert (float(row["lat"]), float(row["lon"])) == pytest.approx((48.57, 30.5), abs=1e-8)
    same = geojson(feature(point(30.5, 48.57)), crs=crs("urn:ogc:def:crs:OGC:1.3:CRS84"))
    assert read_points(same)[0]["lat"] == "48.57"
    swapped = geojson(feature(point(30.5, 48.57)), crs=crs("EPSG:4326"))
    assert read_points(swapped)[0]["lat"] == "48.57"
    assert codes_of(geojson(place, crs=crs("EPSG:999999"))) == [("error", "position-crs")]
    assert codes_of(geojson(place, crs={"type": "link"})) == [("error", "position-crs")]
    far = geojson(feature(point(1e30, 1e30)), crs=crs("EPSG:32636"))
    assert codes_of(far) == [("error", "position-crs")]


def test_values_out_of_range_are_passed_on() -> None:
    assert read_points(geojson(feature(point(48.57, 130.5))))[0]["lat"] == "130.5"


def test_all_broken_geometries_are_named_at_once() -> None:
    data = geojson(
        feature(point("1", 2)), feature(point(1)), feature(point(1, 2)), feature({"type": "Blob"}),
        7, feature(point(1, True)), {"type": "Feature", "properties": 3}, feature([1, 2]),
        feature({"type": []}),
    )  # fmt: skip
    problems = problems_of(data)
    assert [each.line for each in problems] == [1, 2, 4, 5, 6, 7, 8, 9]
    assert {each.code for each in problems} == {"format-broken"}
    assert str(problems[0]).startswith("u: feature 1: has coordinates that are no longitude")


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"7", b'"a"', b'{"type":"Point"}', geojson(),
     b'{"type":"FeatureCollection"}',
     b'{"type":"FeatureCollection","features":{}}', "{}".encode("utf-16"), b"[" * 101 + b"]" * 101,
     b"[" * 1_000_000, b'{"a":' * 200_000],
)  # fmt: skip
def test_broken_geojson(data: bytes) -> None:
    assert codes_of(data) == BROKEN


def test_the_depth_of_a_geojson_is_limited() -> None:
    def nested(depth: int) -> bytes:
        place = b'{"type":"Feature","geometry":null,"properties":{"a":'
        return place + b"[" * depth + b"]" * depth + b"}}"

    assert read_points(nested(98))[0]["a"] == "[" * 98 + "]" * 98
    (problem,) = problems_of(nested(99))
    assert problem.message == "is nested more than 100 deep"


def test_brackets_in_texts_do_not_count_as_depth() -> None:
    assert read_points(geojson(feature(point(1, 2), name='\\"' + "[" * 200)))[0]["lat"] == "2"


def test_half_a_character_does_not_get_through() -> None:
    (row,) = read_points(geojson(feature(point(1, 2), name="a\ud800b", b=["\udc00"])))
    assert (row["name"], row["b"]) == ("a\ufffdb", '["\ufffd"]')


def test_too_many_properties_are_refused() -> None:
    data = geojson(*(feature(point(1, 2), **{f"p{n}": 1}) for n in range(1001)))
    assert codes_of(data) == [("error", "limit")]


KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
)


def placemark(more: str = "", coordinates: str = "30.5,48.57,0") -> str:
    return f"<Placemark>{more}<Point><coordinates>{coordinates}</coordinates></Point></Placemark>"


def test_kml_keeps_what_a_placemark_says() -> None:
    inner = placemark(
        "<name> A &amp; B </name><description><![CDATA[<b>Big</b><br>unit &eacute; <script>x"
        "</script>]]></description><styleUrl>#s</styleUrl><TimeStamp><when>2022-01-12</when>"
        '</TimeStamp><ExtendedData><Data name="id"><value>007</value></Data><SchemaData>'
        '<SimpleData name="troops">1e5</SimpleData></SchemaData></ExtendedData>'
    )
    body = f"<name>doc</name><Folder><name>East</name><Folder><name>2</name>{inner}</Folder>"
    second = placemark("<TimeSpan><begin>2022-02</begin></TimeSpan>")
    rows = read_points(KML.format(body + "</Folder>" + second).encode(), "kml")
    assert rows[0] == {
        "#": "1", "name": "A & B", "note": "Big unit é", "date": "2022-01-12",
        "folder": "East / 2", "id": "007", "troops": "1e5", "lat": "48.57", "lon": "30.5",
    }  # fmt: skip
    assert (rows[1]["name"], rows[1]["date"], rows[1]["folder"]) == ("", "2022-02", "")


def test_extended_data_of_a_kml_wins_over_what_is_shown() -> None:
    data = '<ExtendedData><Data name="name"><value>{}</value></Data></ExtendedData>'
    body = placemark(f"<name>a</name>{data.format('b')}")
    body += placemark(f"<name>a</name>{data.format('')}")
    rows = read_points(KML.format(body).encode(), "kml")
    assert [row["name"] for row in rows] == ["b", "a"]


def test_geometries_of_a_kml() -> None:
    one = "<Placemark><MultiGeometry>{}</MultiGeometry></Placemark>"
    dot = "<Point><coordinates>1,2</coordinates></Point>"
    body = one.format(dot) + one.format(dot * 2) + "<Placemark><name>x</name></Placemark>"
    body += "<Placemark><Point/></Placemark><Placemark><LineString/></Placemark>"
    data = KML.format(body).encode()
    assert [(row["#"], row["lat"]) for row in read_points(data, "kml")] == [
        ("1", "2"), ("2", "2"), ("3", ""), ("4", ""),
    ]  # fmt: skip
    first, second = problems_of(data, "kml")
    assert (first.code, first.line, first.message[:9]) == ("not-a-point", 5, "1 feature")
    assert (second.code, second.line) == ("shape-as-point", 2)
    assert codes_of(KML.format(placemark("", "a,b")).encode(), "kml") == BROKEN
    assert codes_of(KML.format(placemark("", "1,nan")).encode(), "kml") == BROKEN
    assert codes_of(KML.format(placemark("", "1")).encode(), "kml") == BROKEN
    # decimal commas
    assert codes_of(KML.format(placemark("", "39,31,48,57")).encode(), "kml") == BROKEN


def test_placemarks_that_google_earth_hides_are_warned_of() -> None:
    shown, hidden = placemark("", "1,2"), placemark("<visibility>0</visibility>", "1,3")
    assert codes_of(KML.format(shown + hidden).encode(), "kml") == [("warning", "hidden-rows")]
    assert codes_of(KML.format(shown).encode(), "kml") == []
    # those of a folder that is not ticked, which say nothing themselves
    folder = f"<Folder><visibility>0</visibility>{shown}{shown}{hidden}</Folder>{shown}"
    (problem,) = problems_of(KML.format(folder).encode(), "kml")
    assert problem.message == "3 placemarks hidden in Google Earth (not ticked): read too"


def test_a_kmz_is_a_packed_kml() -> None:
    first, second = KML.format(placemark("<name>1</name>")), KML.format(placemark())
    data = pack({"files/x.kml": second, "doc.kml": first, "a.png": b"x"})
    assert read_points(data, "kmz")[0]["name"] == "1"
    assert codes_of(pack({"a.png": b"x"}), "kmz") == BROKEN
    assert codes_of(data[:100], "kmz") == BROKEN


def test_a_kmz_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    data = pack({"doc.kml": b" " * 2_000_000})
    assert codes_of(data, "kmz") == [("error", "limit")]


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha">' + "".join(
    f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize("kind", ["kml", "gpx"])
def test_xml_that_may_do_harm_is_refused(kind: str) -> None:
    body = f"<{kind}>&k;</{kind}>"
    (problem,) = problems_of(f"{LAUGHS}]>{body}".encode(), kind)
    assert problem.code == "format-broken"
    assert "DOCTYPE" in problem.message
    outside = f'<!DOCTYPE {kind} SYSTEM "file:///etc/passwd"><{kind}/>'
    assert "DOCTYPE" in problems_of(outside.encode(), kind)[0].message
    deep = f"<{kind}>" + "<Folder>" * 100_000
    assert "deep" in problems_of(deep.encode(), kind)[0].message


@pytest.mark.parametrize("kind", ["kml", "gpx", "kmz", "gpkg", "geojson"])
@pytest.mark.parametrize(
    "data",
    [b"", b"<a/>", b"<kml><Placemark>", b"<gpx>&x;</gpx>", b"\xff\xfe<", b"<kml/>", b"<gpx/>",
     b'<?xml version="1.0" encoding="klingon"?><kml/>', b"PK\x03\x04", b"SQLite format 3\x00",
     b'<?xml version="1.0" encoding="utf-7"?><gpx/>', b"SQLite format 3\x00" + b"x" * 5000],
)  # fmt: skip
def test_broken_map_files(data: bytes, kind: str) -> None:
    assert codes_of(data, kind) == BROKEN


def test_waypoints_of_a_gpx() -> None:
    data = b"""<gpx xmlns="http://www.topografix.com/GPX/1/1"><metadata><name>m</name></metadata>
    <rte/><wpt lat="48.570" lon="30.5"><ele>120.0</ele><time>2022-01-12T06:30:00Z</time>
    <name>A</name><cmt>c</cmt><desc>d &lt;b&gt;e&lt;/b&gt;</desc><src>s</src>
    <link href="https://example.org/a"><text>t</text></link><sym>Flag</sym><type>tank</type>
    <extensions><x><troops>12</troops></x></extensions></wpt><wpt lat="1" lon="2"/></gpx>"""
    rows = read_points(data, "gpx")
    assert rows[0] == {
        "#": "2", "troops": "12", "name": "A", "elevation_m": "120.0",
        "date": "2022-01-12T06:30:00Z", "kind": "tank", "symbol": "Flag", "source": "s",
        "note": "d e; c", "source_url": "https://example.org/a", "lat": "48.57", "lon": "30.5",
    }  # fmt: skip
    assert (rows[1]["#"], rows[1]["name"], rows[1]["lat"]) == ("3", "", "1")
    assert codes_of(data, "gpx") == [("warning", "not-a-point")]
    assert codes_of(b"<gpx><trk/></gpx>", "gpx") == [("error", "not-a-point")]
    assert codes_of(b'<gpx><wpt lat="x" lon="1"/></gpx>', "gpx") == BROKEN


def gpkg(path, **layers) -> bytes:
    """Return a GeoPackage of GeoDataFrames."""
    for name, frame in layers.items():
        frame.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
    return path.read_bytes()


def frame_of(geometry: list, crs: object = 4326, **columns: list):
    import geopandas

    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=crs)


def test_a_geopackage_in_another_crs(tmp_path) -> None:
    import pandas as pd
    from shapely import LineString, MultiPoint, Point

    frame = frame_of(
        [Point(3395244.4692, 6202211.8677), MultiPoint([(3395244.4692, 6202211.8677)]), None,
         LineString([(0, 0), (1, 1)])],
        crs=3857,
        name=[" A ", "007", None, "L"],
        big=[9007199254740993, 1, 2, 3],
        n=[48.57, 1e-7, None, 1.0],
        day=pd.to_datetime(["2022-01-12T00:00", "2022-01-12T06:30", None, None]),
        yes=[True, False, True, True],
    )  # fmt: skip
    content = read_features(gpkg(tmp_path / "a.gpkg", units=frame), "u", "gpkg")
    first, second, third, fourth = table_of(content)
    assert list(first)[1:] == ["name", "big", "n", "day", "yes", "lat", "lon"]
    assert (first["name"], first["big"], first["n"]) == ("A", "9007199254740993", "48.57")
    assert (first["day"], first["yes"], first["lat"][:6]) == ("2022-01-12", "TRUE", "48.57")
    assert (second["name"], second["n"], second["lat"]) == ("007", "0.0000001", first["lat"])
    assert second["day"].startswith("2022-01-12T06:30:00")
    assert (third["name"], third["n"], third["lat"]) == ("", "", "")
    assert float(fourth["lat"]) == pytest.approx(0, abs=1e-4)
    assert [(each.code, each.line) for each in content.problems] == [("shape-as-point", 4)]


def test_the_layer_of_a_geopackage_is_chosen(tmp_path) -> None:
    from shapely import LineString, Point

    roads = frame_of([LineString([(0, 0), (1, 1)])], name=["road"])
    data = gpkg(tmp_path / "a.gpkg", roads=roads, depots=frame_of([Point(1, 2)], name=["d"]))
    assert read_points(data, "gpkg")[0]["name"] == "d"
    assert codes_of(data, "gpkg") == []
    assert codes_of(data, "gpkg", layer="roads") == [("notice", "shape-as-point")]
    data = gpkg(tmp_path / "a.gpkg", bases=frame_of([Point(3, 4)], name=["b"]))
    assert read_points(data, "gpkg")[0]["name"] == "d"
    assert codes_of(data, "gpkg") == [("notice", "sheet-chosen")]
    assert read_points(data, "gpkg", layer="BASES")[0]["name"] == "b"
    (problem,) = problems_of(data, "gpkg", layer="basis")
    assert problem.code == "no-such-sheet"
    assert problem.words == (
        "has no layer basis; did you mean bases?; the layers are: roads, depots, bases"
    )
    data = gpkg(tmp_path / "a.gpkg", Units=frame_of([Point(5, 6)], name=["u"]))
    assert read_points(data, "gpkg")[0]["name"] == "u"
    assert codes_of(data, "gpkg") == []


def test_a_shapefile_is_read_with_its_parts_beside_it_and_in_a_zip(tmp_path) -> None:
    from shapely import Point

    folder = tmp_path / "Дані"
    folder.mkdir()
    frame = frame_of([Point(3395244.4692, 6202211.8677), None], 3857, name=["Ґ", "b"], n=[7, 0])
    frame.to_file(folder / "Unités.shp", encoding="utf-8")
    (folder / "Unités.sbn").write_bytes(b"an index that nobody needs")
    source = load_source(folder / "Unités.shp")
    found = table_of(read_features(source.data, source.name, find_type(source.data, "a.shp")))
    assert [(row["name"], row["n"], row["lat"][:6], row["lon"][:4]) for row in found] == [
        ("Ґ", "7", "48.57", "30.5"),
        ("b", "0", "", ""),
    ]
    assert source.sha256 == load_source(folder / "Unités.shp").sha256
    members = {f"in/{path.name}": path.read_bytes() for path in folder.iterdir()}
    assert find_type(pack(members), "a.zip") == "shapefile"
    assert read_points(pack(members), "shapefile") == found
    two = members | {name.replace("Unités", "roads"): data for name, data in members.items()}
    assert codes_of(pack(two), "shapefile") == [("notice", "sheet-chosen")]
    assert codes_of(pack(two), "shapefile", layer="ROADS") == []
    # the .shp alone tells no names, and says what is missing
    alone = members["in/Unités.shp"]
    with pytest.raises(DataError, match="a Shapefile without its other parts; put it into a ZIP"):
        find_type(alone, "a.shp")
    assert codes_of(pack({"a.shp": b"no shapes"}), "shapefile") == BROKEN
    assert codes_of(pack({"a.dbf": b""}), "shapefile") == BROKEN


def test_a_flatgeobuf_is_read(tmp_path) -> None:
    from shapely import LineString, Point

    path = tmp_path / "units.fgb"
    frame_of([Point(30.5, 48.57), LineString([(0, 0), (2, 0)])], name=["A", "L"]).to_file(
        path, driver="FlatGeobuf", SPATIAL_INDEX="NO"
    )
    data = path.read_bytes()
    assert find_type(data, "units.fgb") == "flatgeobuf"
    rows = read_points(data, "flatgeobuf")
    assert [(row["name"], row["lat"], row["lon"]) for row in rows] == [
        ("A", "48.57", "30.5"),
        ("L", "0", "0"),
    ]
    assert codes_of(data, "flatgeobuf") == [("notice", "shape-as-point")]
    assert codes_of(data[: len(data) // 2], "flatgeobuf") == BROKEN


def test_only_a_geopackage_has_layers() -> None:
    assert codes_of(geojson(feature(point(1, 2))), layer="x") == [("error", "no-such-sheet")]


WHOLE = {
    "geojson": geojson(feature(point(30.5, 48.5), name="A", deep={"a": [1]}), crs=None),
    "kml": KML.format(
        "<Folder><name>f</name>" + placemark("<name>A</name>") + "</Folder>"
    ).encode(),
    "gpx": b'<gpx><wpt lat="1" lon="2"><name>A</name><link href="x"/></wpt><trk/></gpx>',
    "kmz": pack({"doc.kml": KML.format(placemark())}),
}


@given(st.sampled_from(sorted(WHOLE)), st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_map_file_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    broken = bytearray(WHOLE[kind])
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=6)):
        broken[place] = data.draw(st.integers(0, 255) | st.sampled_from(b'<>&"[]{},x0'))
    cut = data.draw(st.none() | st.integers(0, len(broken)))
    read = read_or_refused(read_features, bytes(broken[:cut]), "u", kind)
    assert isinstance(read, Content | None)


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory) -> bytes:
    from shapely import Point

    frame = frame_of([Point(1, 2), None], name=["a", "b"], n=[1, 2])
    return gpkg(tmp_path_factory.mktemp("gpkg") / "a.gpkg", units=frame)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_geopackage_is_read_or_refused(geopackage: bytes, data: st.DataObject) -> None:
    broken = bytearray(geopackage)
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=20)):
        broken[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.none() | st.integers(0, len(broken)))
    read = read_or_refused(read_features, bytes(broken[:cut]), "u", "gpkg")
    assert isinstance(read, Content | None)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(["Point", "Feature"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "properties", "geometry", "crs", "name", "x"]),
            inner,
        )
    ),
)


@given(st.lists(JSON), JSON)
@settings(max_examples=200, deadline=None)
def test_any_json_is_read_or_refused(features: list[object], crs: object) -> None:
    read = read_or_refused(read_features, geojson(*features, crs=crs), "u", "geojson")
    assert isinstance(read, Content | None)


def scenario(*units: object, **more: object) -> bytes:
    side = {
        "id": "s1", "name": "Reds", "standardIdentity": "6",
        "groups": [{"id": "g1", "name": "Army", "subUnits": units}],
    }  # fmt: skip
    root = {"id": "x", "type": "ORBAT-mapper", "version": "3.6.0", "sides": [side], **more}
    return json.dumps(root).encode()


SIDC, RED = "10031000161211000000", "10061000161211000000"


def unit(name: str, **more: object) -> dict[str, object]:
    return {"id": f"id-{name}", "name": name, "sidc": SIDC, **more}


def rows_of(data: bytes) -> list[dict[str, str]]:
    content = read_scenario(data, "u")
    assert (content.part, content.header) == ("unit", None)
    return table_of(content)


def test_a_scenario_is_recognised() -> None:
    assert is_scenario(scenario()[:60])
    assert is_scenario(b'\xef\xbb\xbf {\n "type" : "ORBAT-mapper",')
    assert is_scenario(b'{"type": "ORBAT-mapper-encrypted"')
    assert not is_scenario(geojson(feature(None)))
    assert not is_scenario(b'name,note\n{"type": "ORBAT-mapper"')


def test_units_of_a_scenario() -> None:
    below = unit("B", location=[30.5, 48.57], status="Degraded", reinforcedStatus="Reduced")
    top = unit(
        "A", shortName="a", description="big", externalUrl="https://a.org", subUnits=[below],
        personnel=[{"name": "Personnel", "count": 1200}], reinforcedStatus="None",
        equipment=[{"name": "T-72", "count": 31}, {"name": "BMP-2", "count": 120}],
    )  # fmt: skip
    first, second, third = rows_of(scenario(top, unit("C", sidc="SFGPUCI-----")))
    assert first == {
        "#": "1", "id": "id-A", "name": "A", "side": "Reds", "sidc": RED, "parent": "", "lat": "",
        "lon": "", "date": "", "note": "big", "source_url": "https://a.org", "short_name": "a",
        "group": "Army", "status": "", "reinforced_status": "", "personnel": "Personnel 1200",
        "equipment": "T-72 31; BMP-2 120",
    }  # fmt: skip
    assert (second["#"], second["parent"], second["lat"]) == ("2", "id-A", "48.57")
    assert (second["status"], second["reinforced_status"]) == ("Degraded", "Reduced")
    assert (third["#"], third["parent"], third["sidc"]) == ("3", "", "SFGPUCI-----")


def test_each_state_of_a_unit_is_a_row_of_all_that_holds_then() -> None:
    states = [
        {"t": "2022-01-14T00:00:00+02:00", "location": None, "status": None},
        {"t": "2022-01-13T06:30:00+02:00", "location": [3, 4], "title": "moves"},
        {"t": "2022-01-12T00:00:00+02:00", "location": [1, 2]},
        {"t": "2022-01-12T12:00:00+02:00", "status": "Degraded", "sidc": "1" * 20},
        {"t": "2022-01-15T00:00:00Z", "location": [5, 6],
         "hierarchy": {"targetId": "id-B", "placement": "on"}},
        {"t": "soon", "location": [7, 8]},
    ]  # fmt: skip
    moving = unit("A", location=[9, 9], state=states, status="Fresh")
    rows = [row for row in rows_of(scenario(moving, unit("B"))) if row["name"] == "A"]
    shown = [(row["date"], row["lat"], row["status"], row["parent"]) for row in rows]
    assert shown == [
        ("soon", "8", "Fresh", ""), ("2022-01-12", "2", "Fresh", ""),
        ("2022-01-12T12:00:00", "2", "Degraded", ""), ("2022-01-13T06:30:00", "4", "Degraded", ""),
        ("2022-01-14", "", "", ""), ("2022-01-15", "6", "", "id-B"),
    ]  # fmt: skip
    assert [row["sidc"] for row in rows] == [RED, RED, *["1116" + "1" * 16] * 4]
    assert [row["event"] for row in rows] == ["", "", "", "moves", "", ""]
    assert {row["#"] for row in rows} == {"1"}


def newest(data: bytes) -> dict[str, dict[str, str]]:
    """Return the last row of each unit by its name at the start."""
    return {row["id"]: row for row in rows_of(data)}


def test_a_change_without_a_position_leaves_the_last_one() -> None:
    later = {"t": 2, "sidc": "10033040001205000000", "reinforcedStatus": "None", "name": "New"}
    states = [{"t": 1, "location": [1, 2]}, later]
    moved = unit("A", state=states, reinforcedStatus="Reduced", location=[8, 8])
    fixed = unit("B", state=[{"t": 2, "status": "Sunk"}], location=[3, 4])
    rows = newest(scenario(moved, fixed))
    assert {rows["id-A"][name] for name in ("lat", "name")} == {"2", "New"}
    assert rows["id-A"]["sidc"] == "10063040001205000000"
    assert (rows["id-B"]["lat"], rows["id-B"]["status"]) == ("4", "Sunk")
    assert "reinforced_status" in rows["id-A"]
    assert rows["id-A"]["reinforced_status"] == ""


def test_a_unit_that_is_taken_off_the_map_is_told_of_and_may_come_back() -> None:
    gone = [{"t": 86_400_000, "location": None}, {"t": 0, "location": [1, 2]}]
    back = [*gone, {"t": 172_800_000, "location": [5, 6]}]
    content = read_scenario(scenario(unit("A", state=gone), unit("B", state=back)), "u")
    rows = {row["name"]: row for row in table_of(content)}
    assert (rows["A"]["lat"], rows["B"]["lat"]) == ("", "6")
    (problem,) = content.problems
    assert (problem.severity, problem.code, problem.line) == ("notice", "taken-off", 1)
    assert problem.message == "A was taken off the map on 1970-01-02: not shown"
    never = read_scenario(scenario(unit("A", state=[{"t": 1, "location": None}])), "u")
    assert not never.problems


def test_a_unit_moves_to_another_superior_group_or_side() -> None:
    def moved(name: str, **hierarchy: str) -> dict[str, object]:
        return unit(name, state=[{"t": 1, "hierarchy": hierarchy}], location=[1, 2])

    own = {"id": "s1", "name": "Reds", "standardIdentity": "6", "groups": [
        {"id": "g1", "name": "Army", "subUnits": [
            moved("A", targetId="id-Z", placement="on"),
            moved("B", targetId="id-Y", placement="below"),
            moved("C", targetId="g2", placement="on"), moved("D", targetId="s2", placement="on"),
            moved("E", targetId="gone", placement="on"), moved("F", parentId="id-Z", targetId="x"),
        ]},
    ]}  # fmt: skip
    other = {"id": "s2", "name": "Blues", "standardIdentity": "3", "groups": [
        {"id": "g2", "name": "Fleet", "subUnits": [unit("Z", subUnits=[unit("Y")])]},
    ]}  # fmt: skip
    rows = newest(json.dumps({"type": "ORBAT-mapper", "sides": [own, other]}).encode())
    shown = {
        key[3:]: (row["parent"], row["side"], row["group"], row["sidc"][3])
        for key, row in rows.items()
    }
    blue = ("Blues", "Fleet", "3")
    assert shown["A"] == shown["B"] == shown["F"] == ("id-Z", *blue)
    assert (shown["C"], shown["D"]) == (("", *blue), ("", "Blues", "", "3"))
    assert shown["E"] == ("", "Reds", "Army", "6")


def test_losses_and_arrivals_change_what_a_unit_has() -> None:
    states = [
        {"t": 1, "update": {"equipment": [{"name": "T-72", "count": 31, "onHand": 20}]}},
        {"t": 2, "diff": {"equipment": [{"name": "T-72", "onHand": -3}, {"name": "BMP-2",
                                                                       "count": 4}]}},
    ]  # fmt: skip
    equipment = [{"name": "T-72", "count": 30}]
    rows = rows_of(scenario(unit("A", equipment=equipment, state=states)))
    assert [row["equipment"] for row in rows] == [
        "T-72 31 (20 on hand)", "T-72 31 (17 on hand); BMP-2 4",
    ]  # fmt: skip


def test_states_may_not_outgrow_the_scenario() -> None:
    equipment = [{"name": f"item {n}", "count": n} for n in range(1_000)]
    states = [{"t": n, "diff": {"equipment": [{"name": "item 1", "count": 1}]}} for n in range(500)]
    found = refused(scenario(unit("A", equipment=equipment, state=states)))
    assert [code for _, code, _ in found] == ["limit"]


def test_a_scenario_has_its_name_as_the_title() -> None:
    assert read_scenario(scenario(unit("A"), name="Operation  Weserübung"), "u").title == (
        "Operation  Weserübung"
    )


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Europe/Kyiv", "2022-01-12"), (None, "2022-01-11T22:00:00"),
     ("No/Zone", "2022-01-11T22:00:00"),
     ("../x", "2022-01-11T22:00:00"), ("a\x00", "2022-01-11T22:00:00")],
)  # fmt: skip
def test_milliseconds_are_a_time_in_the_scenarios_zone(zone, shown) -> None:
    moving = unit("A", state=[{"t": 1641938400000, "location": [1, 2]}])
    assert rows_of(scenario(moving, timeZone=zone))[0]["date"] == shown


def test_units_stand_in_groups_of_old_files_and_under_sides() -> None:
    sides = [
        {"name": "S", "standardIdentity": "3", "subUnits": [unit("A")],
         "groups": [{"name": "G", "units": [unit("B")]}]},
    ]  # fmt: skip
    rows = rows_of(json.dumps({"type": "ORBAT-mapper", "sides": sides}).encode())
    assert [(row["name"], row["group"], row["#"]) for row in rows] == [
        ("A", "", "1"), ("B", "G", "2"),
    ]  # fmt: skip


def refused(data: bytes, read=read_scenario) -> list[tuple[int | None, str, str]]:
    with pytest.raises(DataError) as caught:
        read(data, "u")
    return [(each.line, each.code, each.message) for each in caught.value.problems]


def test_hidden_units_of_a_scenario_are_left_out() -> None:
    below = unit("Below", subUnits=[unit("Deeper")])
    group = {"id": "g2", "isHidden": True, "subUnits": [unit("In a hidden group")]}
    shut = {"id": "s2", "name": "Greens", "isHidden": True, "subUnits": [unit("Of a hidden side")]}
    moved = unit("Moved", state=[{"t": 1, "hierarchy": {"parentId": "g2"}}])
    back = unit(
        "Back",
        state=[{"t": t, "hierarchy": {"parentId": x}} for t, x in ((1, "s2"), (2, "s1"))],
    )
    units = [unit("Seen"), unit("Alone", isHidden=True, subUnits=[below]), moved, back]
    side = {"id": "s1", "name": "Reds", "groups": [group], "subUnits": units}
    data = scenario(sides=[side, shut])
    content = read_scenario(data, "u")
    assert [row["name"] for row in table_of(content)] == ["Seen", "Back"]
    (notice,) = content.problems
    assert (notice.severity, notice.code) == ("notice", "hidden-rows")
    assert notice.message == "6 units left out, for they are hidden"
    assert notice.advice == "--include-hidden takes in what is hidden"
    assert b"hidden" not in "".join(content.cells).encode()
    content = read_scenario(data, "u", include_hidden=True)
    assert len({row["name"] for row in table_of(content)}) == 8
    assert not content.problems
    one = unit("A", isHidden=True)
    assert read_scenario(scenario(one, unit("B", isHidden=False)), "u").problems[0].message == (
        "1 unit left out, for it is hidden"
    )
    assert refused(scenario(one)) == [(None, "format-broken", "has no units that are not hidden")]


def test_broken_scenarios() -> None:
    for data in (
        b"",
        b"{}",
        b"[]",
        scenario(),
        b'{"type":"ORBAT-mapper","sides":7}',
        b"[" * 10_000,
    ):
        assert [code for _, code, _ in refused(data)] == ["format-broken"]
    assert "password" in refused(b'{"type": "ORBAT-mapper-encrypted"}')[0][2]
    wrong = [{"t": 1, "location": ["a", 2]}]
    found = refused(scenario(unit("A", location=[1]), 7, unit("B"), unit("C", state=wrong)))
    assert [line for line, _, _ in found] == [1, 2, 4]


@given(st.lists(JSON), JSON)
@settings(max_examples=100, deadline=None)
def test_any_json_in_a_scenario_is_read_or_refused(units: list[object], state: object) -> None:
    data = scenario(*units, unit("A", state=[{"t": state, "status": state}], subUnits=units))
    assert isinstance(read_or_refused(read_scenario, data, "u"), Content | None)


def parquet(columns: dict[str, object], metadata: dict[str, object] | None = None) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(columns)
    if metadata is not None:
        table = table.replace_schema_metadata({"geo": json.dumps(metadata)})
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def column_of(values: object) -> list[str]:
    content = read_columnar(parquet({" a ": values}), "u")
    assert (list(content.names), content.part, content.has_numbers) == (["a"], "row", True)
    assert list(content.lines) == list(range(1, len(content.cells) + 1))
    assert {type(cell) for cell in content.cells} == {str}
    return list(content.cells)


def test_values_of_a_parquet_file_as_text() -> None:
    from datetime import UTC, date, datetime, time, timedelta
    from decimal import Decimal

    import numpy as np
    import pyarrow as pa

    assert column_of(["NA", " 007 ", None, "1e5"]) == ["NA", "007", "", "1e5"]
    assert column_of(pa.array(["b", None, "b "]).dictionary_encode()) == ["b", "", "b"]
    numbers = pa.array([2, None, 48.5]).dictionary_encode()
    assert column_of(numbers) == ["2", "", "48.5"]
    assert column_of([2**63 - 1, None]) == ["9223372036854775807", ""]
    assert column_of([48.57, 32000.0, 1e-7, 1e20, -0.0, float("nan"), float("inf"), None]) == [
        "48.57", "32000", "0.0000001", "100000000000000000000", "0", "", "", "",
    ]  # fmt: skip
    assert column_of(pa.array([48.57, 1e-7], pa.float32())) == ["48.57", "0.0000001"]
    assert column_of(pa.array([np.float16(0.5)], pa.float16())) == ["0.5"]
    assert column_of([Decimal("1.50"), Decimal("-0.01"), None]) == ["1.50", "-0.01", ""]
    assert column_of([True, None, False]) == ["TRUE", "", "FALSE"]
    assert column_of([date(2022, 1, 12), None]) == ["2022-01-12", ""]
    assert column_of([time(6, 30)]) == ["06:30:00"]
    assert column_of([timedelta(hours=36)]) == ["36:00:00"]
    assert column_of([b"abc", b"\xff"]) == ["abc", "ff"]
    assert column_of([{"a": [1, None]}, None]) == ['{"a":[1,null]}', ""]
    moments = [datetime(2022, 1, 12), datetime(2022, 1, 12, 6, 30), None]
    shown = ["2022-01-12", "2022-01-12T06:30:00", ""]
    for unit in ("s", "ms", "us", "ns"):
        assert column_of(pa.array(moments, pa.timestamp(unit))) == shown
    assert column_of([datetime(2022, 1, 12, 6, 30, 0, 500_000)]) == ["2022-01-12T06:30:00.5"]
    zoned = pa.array([datetime(2022, 1, 12, 6, 30, tzinfo=UTC)], pa.timestamp("ns", "UTC"))
    assert column_of(zoned) == ["2022-01-12T06:30:00+00:00"]
    assert column_of(pa.array([None, None])) == ["", ""]


def test_columns_and_rows_of_a_parquet_file() -> None:
    data = parquet({"name": ["A", "B"], "lat": [1.5, None], "n": [1, 2]})
    assert table_of(read_columnar(data, "u")) == [
        {"#": "1", "name": "A", "lat": "1.5", "n": "1"},
        {"#": "2", "name": "B", "lat": "", "n": "2"},
    ]


def geoparquet(tmp_path, frame, **options) -> bytes:
    path = tmp_path / "a.parquet"
    frame.to_parquet(path, **options)
    return path.read_bytes()


def test_points_of_a_geoparquet(tmp_path) -> None:
    from shapely import LineString, Point

    place = Point(3395244.4692, 6202211.8677)
    shapes = [place, LineString([(0, 0), (1, 1)]), None, place]
    frame = frame_of(shapes, crs=3857, name=["A", "L", "N", "B"], lat=[48.57, 1, 7, 9])
    for options in ({}, {"write_covering_bbox": True}):
        content = read_columnar(geoparquet(tmp_path, frame, **options), "u")
        assert list(content.names) == ["name", "lat", "lon"]
        rows = table_of(content)
        assert [row["#"] for row in rows] == ["1", "2", "3", "4"]
        assert [row["name"] for row in rows] == ["A", "L", "N", "B"]
        assert [row["lat"][:5] for row in rows] == ["48.57", rows[1]["lat"][:5], "7", "48.57"]
        assert [row["lon"] for row in rows] == ["30.5", rows[1]["lon"], "", "30.5"]
        assert abs(float(rows[1]["lat"])) < 1e-4
        found = [(each.severity, each.code, each.line, each.part) for each in content.problems]
        assert found == [
            ("notice", "shape-as-point", 2, "row"), ("notice", "position-crs", 2, "row"),
        ]  # fmt: skip


def test_a_geoparquet_without_crs_and_one_of_lines(tmp_path) -> None:
    from shapely import LineString, Point

    data = geoparquet(tmp_path, frame_of([Point(1, 2)], crs=None, name=["A"]))
    content = read_columnar(data, "u")
    assert content.cells == ["A", "2", "1"]
    assert [(each.severity, each.code) for each in content.problems] == [
        ("warning", "position-crs")
    ]
    data = geoparquet(tmp_path, frame_of([LineString([(0, 0), (1, 1)])], name=["A"]))
    assert [each.code for each in read_columnar(data, "u").problems] == ["shape-as-point"]


def test_points_that_are_no_wkb() -> None:
    import pyarrow as pa

    def geo(encoding: str) -> dict[str, object]:
        return {"primary_column": "p", "columns": {"p": {"encoding": encoding}}}

    places = pa.array([{"x": 1.0, "y": 2.0}, None])
    content = read_columnar(parquet({"p": places, "n": ["A", "B"]}, geo("point")), "u")
    assert content.cells == ["A", "2", "1", "B", "", ""]
    bad = parquet({"p": [b"junk", b""], "n": ["A", "B"]}, geo("WKB"))
    assert [line for line, _, _ in refused(bad, read_columnar)] == [1, 2]
    for metadata in ({}, {"primary_column": "q", "columns": {"q": {}}}, geo("linestring"), []):
        data = parquet({"p": [b""]}, metadata)
        assert [code for _, code, _ in refused(data, read_columnar)] == ["format-broken"]
    odd = {"primary_column": "p", "columns": {"p": {"encoding": "WKB", "crs": "klingon"}}}
    data = parquet({"p": [None], "n": ["A"]}, odd)
    assert [code for _, code, _ in refused(data, read_columnar)] == ["position-crs"]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 9, b"PARE" * 9, parquet({"a": [1]})[:-9]])
def test_broken_parquet_files(data: bytes) -> None:
    assert [code for _, code, _ in refused(data, read_columnar)] == ["format-broken"]


def test_a_small_parquet_file_of_many_cells_is_refused(monkeypatch) -> None:
    from deploymap.sheets.formats import columnar

    data = parquet({"a": [1] * 10_000})
    monkeypatch.setattr(columnar, "MOST_CELLS", 9_999)
    assert [code for _, code, _ in refused(data, read_columnar)] == ["limit"]
    monkeypatch.setattr(columnar, "MOST_CELLS", 10_000)
    assert len(read_columnar(data, "u").cells) == 10_000
    wide = parquet({f"c{number}": [1] for number in range(1001)})
    assert [code for _, code, _ in refused(wide, read_columnar)] == ["limit"]


def test_a_text_that_repeats_takes_memory_once() -> None:
    cells = read_columnar(parquet({"a": ["x" * 1000] * 5000}), "u").cells
    assert len({id(cell) for cell in cells}) == 1


PARQUET = parquet({"name": ["A", "B"], "n": [1, 2], "f": [1.5, None], "deep": [{"a": 1}, None]})


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_parquet_file_is_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(PARQUET)
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    assert isinstance(read_or_refused(read_columnar, bytes(broken), "u"), Content | None)


def test_a_small_parquet_file_of_very_many_equal_rows_is_refused() -> None:
    data = parquet({name: [1.5] * 1_500_000 for name in ("lat", "lon")})
    assert len(data) < 100_000
    assert fault(data, read=read_columnar).code == "limit"
