"""Reading sheets: cells as text, lines as an editor counts them, words for what is no CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon, box

from deploymap.checks.header import is_unit_name
from deploymap.problems import DataError, UsageError, stop_at_errors
from deploymap.sheets.frames import table_from_frame
from deploymap.sheets.invisible import clean_name, strip_cell
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable, column_letter
from deploymap.sheets.source import Source, load_source


def read_csv(path: Path, **options: str) -> RawTable:
    """Read a file as a sheet of units; any error in it is raised."""
    raw = read_sheet(load_source(path), is_name=is_unit_name, **options)
    stop_at_errors(raw.problems)
    return raw


@pytest.fixture
def sheet(tmp_path: Path):
    """Return a function that writes a file and reads it as a sheet."""

    def read(content: str | bytes) -> RawTable:
        path = tmp_path / "units.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_csv(path)

    return read


def rows_of(raw: RawTable) -> list[list[str]]:
    return raw.frame.to_numpy().tolist()


def messages_of(caught: pytest.ExceptionInfo[DataError]) -> list[str]:
    return [str(problem) for problem in caught.value.problems]


def test_every_cell_stays_text(sheet) -> None:
    raw = sheet("iso,id,x\nNA,007,1e5\nnull,nan,TRUE\n")
    assert rows_of(raw) == [["NA", "007", "1e5"], ["null", "nan", "TRUE"]]
    assert {type(cell) for row in rows_of(raw) for cell in row} == {str}
    assert set(raw.frame.dtypes) == {np.dtype(object)}


def test_file_name_hash_and_time_are_the_files_own(tmp_path: Path) -> None:
    path = tmp_path / "my units.csv"
    path.write_bytes(b"name\nA\n")
    os.utime(path, (1_641_945_600, 1_641_945_600))
    raw = read_csv(path)
    assert raw.file == "my units.csv"
    assert raw.sha256 == hashlib.sha256(b"name\nA\n").hexdigest()
    assert raw.modified == 1_641_945_600


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_line_ends_and_byte_order_mark(sheet, delimiter, mark, ending) -> None:
    text = ending.join([f"name{delimiter}lat", f"Б-1{delimiter}48.5", ""])
    raw = sheet(mark + text.encode())
    assert list(raw.frame.columns) == ["name", "lat"]
    assert rows_of(raw) == [["Б-1", "48.5"]]


def test_a_delimiter_in_quotation_marks_does_not_count(sheet) -> None:
    raw = sheet('"a,b,c,d";x\n1;2\n')
    assert list(raw.frame.columns) == ["a,b,c,d", "x"]


def test_the_delimiter_is_that_of_the_first_row_with_text(sheet) -> None:
    raw = sheet('\n;;\n"name";lat\n1,5;2,5\n')
    assert rows_of(raw) == [["1,5", "2,5"]]
    assert raw.lines.tolist() == [4]


def test_lines_count_blank_lines_and_breaks_in_quotation_marks(sheet) -> None:
    raw = sheet('\nname,note\nA,"one\ntwo\r\nthree"\n\n , \nB,x\n,,\nC,y')
    assert rows_of(raw) == [["A", "one\ntwo\r\nthree"], ["B", "x"], ["C", "y"]]
    assert raw.lines.tolist() == [3, 8, 10]
    assert raw.lines.dtype == np.int64


def test_white_space_around_cells_goes(sheet) -> None:
    raw = sheet(' name , note\n  A\u00a0,\t"b, c" \n'.replace('\t"', ' "').replace('" ', '"'))
    assert list(raw.frame.columns) == ["name", "note"]
    assert rows_of(raw) == [["A", "b, c"]]


def test_missing_cells_and_blank_ones_too_many_do_no_harm(sheet) -> None:
    raw = sheet("a,b,,\n1\n1,2,,, ,\n")
    assert rows_of(raw) == [["1", ""], ["1", "2"]]
    assert list(raw.frame.columns) == ["a", "b"]


def test_header_alone_is_a_sheet_without_rows(sheet) -> None:
    raw = sheet("name,lat,lon")
    assert list(raw.frame.columns) == ["name", "lat", "lon"]
    assert len(raw.frame) == len(raw.lines) == 0


def test_too_many_cells_are_told_of_row_by_row(sheet) -> None:
    with pytest.raises(DataError) as caught:
        sheet("name,lat\nA,1\nB,2,3\n\nC,48,5,x\n")
    assert messages_of(caught) == [
        "units.csv:3: 3 cells, but the header has 2; "
        "put a text that holds a delimiter into quotation marks",
        "units.csv:5: 4 cells, but the header has 2; "
        "put a text that holds a delimiter into quotation marks",
    ]


@pytest.mark.parametrize(
    ("content", "start", "words"),
    [
        (b"", "units.csv: ", "the file is empty"),
        (b" \n\n,,\n", "units.csv: ", "the file is empty"),
        (b"\xef\xbb\xbf", "units.csv: ", "the file is empty"),
        (b"\xef\xbb\xbfname,lat\nA,1\n\xc4,2\n", "units.csv:3: ", "begins as UTF-8, but byte 1"),
        (b"name\nA\nB\0\n", "units.csv:3: ", "zero byte"),
        (b"PK\x03\x04...", "units.csv: ", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1", "units.csv: ", "is no spreadsheet"),
        (b"1.5,2,x\n3,4,y\n", "units.csv:1: ", "no header: its first row is 1.5, 2, x"),
        (b"<html><body>", "units.csv: ", "is a web page without a table"),
        (b"\x89PNG\r\n", "units.csv: ", "is a picture"),
        (b"%PDF-1.7", "units.csv: ", "PDF"),
        (b'name,note\nA,x\nB,"open\nC,y\n', "units.csv:3: ", "never closed"),
        (b'name,note\nA,x\nB,"a"b"\n', "units.csv:3: ", 'twice: ""'),
    ],
)
def test_what_is_no_good_csv_is_said_in_words(sheet, content, start, words) -> None:
    with pytest.raises(DataError) as caught:
        sheet(content)
    (message,) = messages_of(caught)
    assert message.startswith(start)
    assert words in message


def test_columns_with_one_name_or_none_are_kept_and_told_of(sheet) -> None:
    raw = sheet("name,lat,name\n1,2,3\n")
    assert list(raw.frame.columns) == ["name", "lat", "name (2)"]
    assert [str(problem) for problem in raw.problems] == [
        "warning: units.csv:1: name: two columns have this name; rename or delete one of them"
    ]
    raw = sheet("\nname,,lat\nA,,1\nB,b,2\n")
    assert list(raw.frame.columns) == ["name", "column B", "lat"]
    assert [str(problem) for problem in raw.problems] == [
        "warning: units.csv:2: column B: has no name, but a cell on line 4; "
        "give it a name in the header, or delete the column"
    ]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Order of battle,,", "Order of battle"),
        ("1942: the winter line,,\nSource: me,,", "1942: the winter line"),
        # what says something of the table is no title
        ("Source: a report,,", ""),
        ("Stand: 3. Mai,,", ""),
        ("# a comment,,", ""),
        ("2024-05-03,,", ""),
        ("Order of battle,secret,", ""),
    ],
)
def test_a_lone_cell_above_the_header_is_the_title(sheet, above: str, title: str) -> None:
    assert sheet(f"{above}\nUnit,Latitude,Longitude\nA,1,2\n").title == title


def test_rows_above_the_header_are_passed_over_and_told_of(sheet) -> None:
    raw = sheet("Order of battle,,\nAs of today\n\nUnit,Latitude,Longitude\nA,1,2\n")
    assert list(raw.frame.columns) == ["Unit", "Latitude", "Longitude"]
    assert (raw.header, raw.lines.tolist()) == (4, [5])
    (notice,) = raw.problems
    assert str(notice) == (
        "notice: units.csv:4: the header is here; the map's title, if the settings have none: "
        "Order of battle; what else stands above it is passed over"
    )


def test_comments_are_passed_over_but_not_units_with_a_number(sheet) -> None:
    raw = sheet("# by hand\nname,lat,lon\n#1 Company,1,2\n# moved, since\nB,3,4\n")
    assert rows_of(raw) == [["#1 Company", "1", "2"], ["B", "3", "4"]]
    assert raw.lines.tolist() == [3, 5]
    assert any("1 comment passed over: # moved,since" in str(p) for p in raw.problems)


def test_excels_line_with_the_separator_is_heeded(sheet) -> None:
    raw = sheet("sep=;\nname;lat\nA,B;1\n")
    assert rows_of(raw) == [["A,B", "1"]]
    assert raw.lines.tolist() == [3]


def test_bars_part_cells_too(sheet) -> None:
    assert rows_of(sheet("name|lat|lon\nA, B|1|2\n")) == [["A, B", "1", "2"]]


@pytest.mark.parametrize(
    ("number", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_a_spreadsheets_letters(number: int, letter: str) -> None:
    assert column_letter(number) == letter


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name,lat,lon\n95 окрема аеромобільна бригада,1,2\nХарків,3,4\n", "cp1251"),
        ("название,широта,долгота\nТанковая бригада,1,2\n", "cp1251"),
        ("название,широта,долгота\nТанковая бригада,1,2\n", "koi8_r"),
        ("Name;Breite;Länge\nPanzerbrigade Süd;48,5;39,3\n", "cp1252"),
        ("nom,lat,lon\n1er régiment d’infanterie légère,1,2\nArmée française,3,4\n", "cp1252"),
        ("nombre,lat,lon\nBatallón de Zapadores del Ejército Español,1,2\n", "cp1252"),
        ("nazwa,lat,lon\nBrygada Zmechanizowana Łódź,1,2\n1 Pułk Czołgów,3,4\n", "cp1250"),
    ],
)
def test_an_encoding_is_told_by_its_letters_and_said(sheet, text: str, encoding: str) -> None:
    raw = sheet(text.encode(encoding))
    delimiter = raw.delimiter
    assert [",".join(row) for row in rows_of(raw)] == [
        line.replace(delimiter, ",") for line in text.splitlines()[1:]
    ] or delimiter == ";"
    assert rows_of(raw)[0][0] == text.splitlines()[1].split(delimiter)[0]
    (notice,) = raw.problems
    assert notice.severity == "notice"
    assert encoding.replace("cp", "Windows-").replace("koi8_r", "KOI8-R") in str(notice)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_and_utf_32_are_read(sheet, encoding: str) -> None:
    raw = sheet("name,lat,lon\nБригада,1,2\n".encode(encoding))
    assert rows_of(raw) == [["Бригада", "1", "2"]]
    assert "is read as UTF-" in str(raw.problems[0])


ROW = "A{},48.{},39.2,seen by us"


def swallowed(first: str, last: str, delimiter: str, lines: int) -> str:
    """Return a sheet in which a mark opens a cell and the next stands lines later."""
    rows = [ROW.format(n, n) for n in range(6)]
    rows[1] = rows[1].replace(first, f'"{first}', 1)
    rows[1 + lines] = rows[1 + lines].replace(last, f'{last}"', 1)
    return "\n".join(["name,lat,lon,note", *rows]).replace(",", delimiter)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("lines", [1, 2, 4])
@pytest.mark.parametrize(("first", "last"), [("seen", "us"), ("A1", "us")])
def test_rows_that_a_stray_mark_takes_in_are_an_error(
    sheet, first: str, last: str, delimiter: str, lines: int
) -> None:
    with pytest.raises(DataError) as caught:
        sheet(swallowed(first, last, delimiter, lines))
    (problem,) = caught.value.problems
    assert (problem.code, problem.severity, problem.line) == ("quoting", "error", 3)


@pytest.mark.parametrize(
    "note",
    [
        "seen at dawn,\nthen, at noon, gone, 5 of them\nand back",
        "1,200 men\n3,400 men, 12 guns",
        "Kyiv\nLviv\n\nOdesa",
        "a, b, c, 4\nd, e, f, 5",
    ],
)
def test_a_note_of_several_lines_is_none(sheet, note: str) -> None:
    raw = sheet(f'name,lat,lon,note,source\nA,48.5,39.2,"{note}",x\nB,48.5,39.2,"{note}",y\n')
    assert raw.problems == ()
    assert list(raw.columns["note"]) == [note, note]


def test_an_encoding_in_doubt_is_a_question(sheet) -> None:
    with pytest.raises(DataError) as caught:
        sheet("name,lat,lon\nB\u010d,1,2\n".encode("cp1250"))
    (message,) = messages_of(caught)
    assert message.startswith("units.csv:2: is not UTF-8, and more than one encoding is possible")
    assert "--encoding cp1250" in message


def test_a_named_encoding_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("name,lat,lon\nВ,1,2\n".encode("cp1251"))
    assert rows_of(read_csv(path, encoding="cp1251")) == [["В", "1", "2"]]
    with pytest.raises(DataError, match="there is no encoding klingon"):
        read_csv(path, encoding="klingon")
    with pytest.raises(DataError, match="byte 0xC2 is not utf-8; name another encoding"):
        read_csv(path, encoding="utf-8")


def test_a_cell_without_end_is_said_in_words(sheet) -> None:
    with pytest.raises(DataError) as caught:
        sheet('name,note\nA,"' + "x" * 200_000 + "\n")
    assert messages_of(caught)[0].startswith("units.csv:2: ")


def test_missing_file_and_folder_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing\.csv: there is no such file"):
        read_csv(tmp_path / "nothing.csv")
    with pytest.raises(UsageError, match="is a folder"):
        read_csv(tmp_path)
    (tmp_path / "a").touch()
    with pytest.raises(UsageError, match="cannot be read"):
        read_csv(tmp_path / "a" / "units.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_and_a_loop_of_links_are_refused_and_wait_for_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(UsageError, match="is a pipe, not a file; write - to read"):
        read_csv(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    with pytest.raises(UsageError, match=r"loop\.csv: cannot be read: "):
        read_csv(tmp_path / "loop.csv")
    with pytest.raises(UsageError, match="is a device, not a file"):
        read_csv(Path("/dev/zero"))


def test_an_unreadable_file_is_wrong_usage(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "units.csv").touch()

    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("deploymap.sheets.source.os.open", refuse)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        read_csv(tmp_path / "units.csv")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(b"name,lat,lon\n" * 100)
    with pytest.raises(DataError, match="is larger than 1,000 bytes; part the sheet"):
        load_source(path, limit=1_000)


def test_too_many_columns_and_too_long_cells_are_refused(sheet) -> None:
    with pytest.raises(DataError, match="the sheet has 1,001 columns; 1,000 are the most"):
        sheet(",".join(f"c{number}" for number in range(1001)) + "\n")
    with pytest.raises(DataError, match=r"units\.csv:2: note: a cell has more than 100,000"):
        sheet(f"name,note\nA,{'x' * 100_001}\n")


def test_the_standard_input_is_read_as_a_file(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name,lat,lon\nA,1,2\n")))
    raw = read_sheet(load_source("-"), is_name=is_unit_name)
    assert (raw.file, raw.modified) == ("standard input", None)
    assert rows_of(raw) == [["A", "1", "2"]]


names = st.lists(
    st.text("abcdefghij_ éЖ", min_size=1).filter(str.strip), min_size=2, unique_by=clean_name
)
# no zero bytes and no halves of surrogate pairs: no UTF-8 file has them in text
cells = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"])
) | st.sampled_from(
    ['"', '""', "\n", "\r\n", "a\rb", ' "x" ', ",", ";", "\t", "'", "NA", "", "\ufeff"]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = draw(names)
    row = st.lists(cells, min_size=len(header), max_size=len(header))
    return [header, *draw(st.lists(row, max_size=6))]


@given(tables(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
@example([["a", "b"], ["x\ny", ' "'], [" ", ""], ["q", "\r"]], ",", "\n")
@example([["_", "__"], ["", "0,X"]], ";", "\n")
@example([["_", "__"], ["0,X", ""]], ";", "\n")
def test_what_a_csv_writer_writes_is_read_again(tmp_path_factory, table, delimiter, ending) -> None:
    # two names of columns in a row make it the header, as AD and NAME
    assume(not any(sum(map(is_unit_name, {*map(clean_name, row)})) > 1 for row in table[1:]))
    path = tmp_path_factory.getbasetemp() / "round_trip.csv"
    starts = write_table(path, table, delimiter, ending)
    raw = read_csv(path)
    stripped = [list(map(clean_name, table[0])), *(list(map(strip_cell, r)) for r in table[1:])]
    kept = [number for number in range(1, len(table)) if any(stripped[number])]
    assert list(raw.frame.columns) == stripped[0]
    assert rows_of(raw) == [stripped[number] for number in kept]
    assert raw.lines.tolist() == [starts[number] for number in kept]


def write_table(path: Path, table: list[list[str]], delimiter: str, ending: str) -> list[int]:
    """Write a CSV; return the line on which each row begins."""
    starts = []
    text = ""
    for row in table:
        starts.append(text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1)
        buffer = io.StringIO()
        # Python before 3.13 does not quote a cell for a lone carriage return
        quoting = csv.QUOTE_ALL if "\r" in "".join(row) else csv.QUOTE_MINIMAL
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ending, quoting=quoting)
        writer.writerow(row)
        text += buffer.getvalue()
    path.write_bytes(text.encode())
    return starts


@given(st.binary() | st.text('a,;\t"\r\n \0é').map(str.encode))
def test_no_bytes_at_all_bring_the_reader_down(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    with suppress(DataError):
        raw = read_csv(path)
        assert len(raw.frame) == len(raw.lines)


def test_a_frame_becomes_text_with_blanks(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "name": ["A ", None],
            "troops": [1200.0, np.nan],
            "count": pd.array([2, None], dtype="Int64"),
            "lat": [48.5, 0.00001],
            "date": [pd.Timestamp("2022-01-12"), pd.NaT],
            "day": [date(2022, 1, 12), datetime(2022, 1, 13, 4)],
            "kind": pd.Categorical(["tank", None]),
            7: ["x", "y"],
        }
    )
    before = frame.copy(deep=True)
    raw = table_from_frame(frame, "units (DataFrame)")
    assert rows_of(raw) == [
        ["A", "1200", "2", "48.5", "2022-01-12", "2022-01-12", "tank", "x"],
        ["", "", "", "0.00001", "", "2022-01-13T04:00", "", "y"],
    ]
    assert list(raw.frame.columns)[-1] == "7"
    assert raw.lines.tolist() == [2, 3]
    assert (raw.file, raw.modified) == ("units (DataFrame)", None)
    pd.testing.assert_frame_equal(frame, before)


def test_a_frame_and_its_csv_have_one_hash(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["A", "B, C"], "lat": ["48.5", ""]})
    path = tmp_path / "units.csv"
    frame.to_csv(path, index=False, lineterminator="\n")
    assert table_from_frame(frame, "x").sha256 == read_csv(path).sha256


def test_a_frame_without_rows_or_columns_is_a_sheet_too() -> None:
    assert len(table_from_frame(pd.DataFrame({"name": []}), "x").frame) == 0
    assert len(table_from_frame(pd.DataFrame(), "x").frame) == 0


def test_a_frame_with_halves_of_surrogate_pairs_is_read() -> None:
    assert rows_of(table_from_frame(pd.DataFrame({"name": ["\ud800"]}, dtype=object), "x"))


def test_a_frame_with_doubled_columns_is_refused() -> None:
    frame = pd.DataFrame([[1, 2]], columns=["lat", "lat"])
    with pytest.raises(DataError, match="x: lat: two columns have this name"):
        table_from_frame(frame, "x")


def test_points_of_a_geodataframe_become_lat_and_lon() -> None:
    points = geopandas.GeoSeries([Point(39.3, 48.5), None, Point()], crs=4326).to_crs(3857)
    frame = geopandas.GeoDataFrame({"name": list("abc"), "lat": [1, 2, 3]}, geometry=points)
    raw = table_from_frame(frame, "x")
    assert list(raw.frame.columns) == ["name", "lat", "lon"]
    assert float(raw.frame["lat"][0]) == pytest.approx(48.5)
    assert float(raw.frame["lon"][0]) == pytest.approx(39.3)
    assert rows_of(raw)[1:] == [["b", "", ""], ["c", "", ""]]


def test_a_geodataframe_without_crs_is_refused() -> None:
    bare = geopandas.GeoDataFrame({"name": ["a"]}, geometry=[Point(1, 2)])
    with pytest.raises(UsageError, match="no CRS"):
        table_from_frame(bare, "x")


def test_areas_and_lines_of_a_geodataframe_stand_at_a_point_on_them() -> None:
    bow_tie = Polygon([(30, 48), (32, 50), (32, 48), (30, 50)])
    shapes = [Point(31, 49), LineString([(0, 0), (2, 2), (4, 4)]), box(38, 47, 40, 49), bow_tie]
    many = [MultiPoint([(1, 2), (3, 4)]), None, GeometryCollection([Point(5, 6)])]
    frame = geopandas.GeoDataFrame(
        {"name": list("abcdefg")}, geometry=geopandas.GeoSeries([*shapes, *many], crs=4326)
    )
    raw = table_from_frame(frame.to_crs(3857), "x")
    lon, lat = (pd.to_numeric(raw.frame[name]).to_numpy() for name in ("lon", "lat"))
    assert lon == pytest.approx([31, 2, 39, lon[3], 1, np.nan, 5], nan_ok=True)
    assert lat == pytest.approx([49, 2, lat[2], lat[3], 2, np.nan, 6], nan_ok=True, abs=0.01)
    assert shapes[2].contains(Point(lon[2], lat[2]))
    assert bow_tie.convex_hull.contains(Point(lon[3], lat[3]))
    (notice,) = raw.problems
    assert (notice.severity, notice.code, notice.line) == ("notice", "shape-as-point", 3)
    assert notice.message.startswith("5 rows are no points, the first a LineString; each unit")
    assert not table_from_frame(frame[:1], "x").problems


def test_times_of_a_frame_keep_their_zone() -> None:
    days = ["2022-01-12 08:30", None, "2022-01-13 00:00"]
    times = pd.to_datetime(days).tz_localize("Europe/Kyiv")
    utc = times.tz_convert("UTC")
    mixed = pd.Series([times[0], utc[0].to_pydatetime(), ""], dtype=object)
    frame = pd.DataFrame({"date": times, "seen": utc, "told": mixed})
    assert rows_of(table_from_frame(frame, "x")) == [
        ["2022-01-12T08:30:00+0200", "2022-01-12T06:30:00+0000", "2022-01-12T08:30:00+0200"],
        ["", "", "2022-01-12T06:30:00+0000"],
        ["2022-01-13", "2022-01-12T22:00:00+0000", ""],
    ]


# large plain sheets are read by columns

odd_cells = st.sampled_from(
    [
        *("a", "b c", " x ", '"q, r"', '"say ""hi"""', '"', '""', 'a"b', "", "48.5", "-3", "ünï"),
        *("  ", "a\u00a0", "\u2003b", "#1", '"two\nlines"', "\t", "\x1f", '" x"', "\ufeff", "\r"),
    ]
)


@given(
    st.lists(st.lists(odd_cells, min_size=2, max_size=4), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["name,lat,lon", "Unit,Latitude,x", "# note", "a,b,c", "name,,lat", ""]),
    st.booleans(),
)
def test_a_sheet_that_is_read_by_columns_is_read_as_any_other(rows, ending, header, ends) -> None:
    text = ending.join([header, *(",".join(row) for row in rows)]) + (ending if ends else "")
    source = Source(text.encode(), "units.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deploymap.sheets.read.LARGE_FILE", 10**9)
        try:
            slow = read_sheet(source, is_name=is_unit_name)
        except DataError:
            slow = None
        patch.setattr("deploymap.sheets.read.LARGE_FILE", 0)
        try:
            quick = read_sheet(source, is_name=is_unit_name)
        except DataError:
            quick = None
    assert (slow is None) == (quick is None)
    if slow is not None:
        pd.testing.assert_frame_equal(slow.frame, quick.frame)
        assert slow.lines.tolist() == quick.lines.tolist()
        assert slow.problems == quick.problems
        assert (slow.header, dict(slow.letters)) == (quick.header, dict(quick.letters))


def test_a_large_plain_sheet_is_read_by_columns_and_an_odd_one_is_not() -> None:
    rows = b"".join(b"A,48.%d,39.3\n" % number for number in range(100_000))
    plain = Source(b"name,lat,lon\n" + rows, "units.csv")
    raw = read_sheet(plain, is_name=is_unit_name)
    assert raw.columns["lat"].arrow is not None
    assert len(raw.lines) == 100_000
    odd = Source(plain.data + b'"B\nC",1,2\n', "units.csv")
    raw = read_sheet(odd, is_name=is_unit_name)
    assert raw.columns["lat"].arrow is None
    assert raw.columns["name"][-1] == "B\nC"


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u200e", "\u00ad", "\u2060", "\u200f"])
def test_an_invisible_character_is_no_name_and_no_value(sheet, mark: str) -> None:
    raw = sheet(f"{mark}name{mark},lat,lon,note,{mark}\n{mark}A {mark},48.5,39.2,{mark},\n")
    assert raw.frame.to_dict("records") == [{"name": "A", "lat": "48.5", "lon": "39.2", "note": ""}]


def test_a_joiner_within_a_word_stays(sheet) -> None:
    assert sheet("name,lat\nمی\u200cخواهم,48\n").columns["name"][0] == "می\u200cخواهم"


@pytest.mark.parametrize("name", ["Name of\nunit", "Name  of\tunit", "Name of\u00a0unit"])
def test_white_space_in_a_columns_name_is_one_space(sheet, name: str) -> None:
    assert list(sheet(f'"{name}",lat,lon\nA,48.5,39.2\n').columns) == ["Name of unit", "lat", "lon"]


@pytest.mark.parametrize("row", ["1,2,3,4", "1.,2.,3.,4.", "(1),(2),(3),(4)", "гр. 1,гр. 2,3,4)"])
def test_a_row_that_numbers_the_columns_is_passed_over(sheet, row: str) -> None:
    raw = sheet(f"name,lat,lon,troops\n{row}\nA,48.5,39.2,5\n")
    assert list(raw.columns["name"]) == ["A"]
    assert [problem.code for problem in raw.problems] == ["header-repeated"]
    raw = sheet("name,lat,lon,troops\nA,48.5,39.2,5\n1,2,3,4\n")
    assert list(raw.columns["name"]) == ["A", "1"]


def test_rows_below_blank_ones_are_told_of(sheet) -> None:
    head = "name,lat,lon\nA,48,39\n"
    for blank, words in ((",,\n" * 5, "5 blank lines"), ("\n" * 40, "40 blank lines")):
        raw = sheet(f"{head}{blank}B,49,38\nC,49,37\n")
        assert [(p.code, p.severity) for p in raw.problems] == [("rows-below", "notice")]
        assert f"{words} stand above; this row and the 1 after it are" in str(raw.problems[0])
    for rows in (",,\n,,\nB,49,38\n", '"B\n\n\n\n\n\n\nC",49,38\nD,49,37\n'):
        assert sheet(head + rows).problems == ()
    assert sheet("A title\n" + "\n" * 9 + head).problems[0].code == "header-below"


def test_a_column_that_only_numbers_the_rows_is_left_out(sheet) -> None:
    raw = sheet(",name,lat\n0,A,48\n1,B,49\n")
    assert list(raw.columns) == ["name", "lat"]
    (problem,) = raw.problems
    assert (problem.severity, problem.code) == ("notice", "column-unnamed")


def test_a_sheet_that_is_turned_is_turned_back_and_told_of(sheet) -> None:
    raw = sheet("name,A,B\nlat,48.5,48.6\nlon,39.1,39.2\nside,Blue,Red\n")
    assert list(raw.columns) == ["name", "lat", "lon", "side"]
    assert list(raw.columns["lat"]) == ["48.5", "48.6"]
    assert (raw.part, raw.lines.tolist()) == ("column", [2, 3])
    assert [problem.code for problem in raw.problems] == ["sheet-turned"]


def test_a_header_of_two_rows_is_read_together(sheet) -> None:
    raw = sheet("Unit,Position,,Losses,\n,Lat,Lon,Troops,Guns\nA,48.5,39.1,4,1\nB,48.6,39.2,,\n")
    assert list(raw.columns) == ["Unit", "Lat", "Lon", "Losses Troops", "Losses Guns"]
    assert raw.lines.tolist() == [3, 4]
    assert [problem.code for problem in raw.problems] == ["header-of-two"]
    raw = sheet("Unit,Unit,Position,Position\nName,Side,Lat,Lon\nA,Red,48.5,39.1\n")
    assert list(raw.columns) == ["Name", "Side", "Lat", "Lon"]
    raw = sheet("Unit,Strength,,Lat\n,min,max,\nA,4,9,48.5\nB,1,2,48.6\n")
    assert list(raw.columns) == ["Unit", "Strength min", "Strength max", "Lat"]
    assert "as in Strength min" in raw.problems[0].message
    raw = sheet("Source,Ministry,,\nname,side,lat,lon\nA,Red,48.5,39.1\n")
    assert list(raw.columns) == ["name", "side", "lat", "lon"]
    assert [problem.code for problem in raw.problems] == ["header-below"]


def test_a_row_of_tags_below_the_header_is_passed_over(sheet) -> None:
    raw = sheet("name,lat,lon\n#loc+name,#geo+lat,#geo+lon\nA,48.5,39.2\n")
    assert list(raw.columns["name"]) == ["A"]
    assert [problem.code for problem in raw.problems] == ["header-repeated"]


def test_a_title_of_one_cell_is_no_header_whatever_the_header_is_called(sheet) -> None:
    raw = sheet("Order of battle,,\n,,\nCorps,Commander,Guns\nI,Orange,6\nII,Hill,8\n")
    assert list(raw.columns) == ["Corps", "Commander", "Guns"]
    assert raw.lines.tolist() == [4, 5]
    assert [problem.code for problem in raw.problems] == ["header-below"]


def test_rows_above_the_header_are_never_left_out_unsaid(sheet) -> None:
    with pytest.raises(DataError) as caught:
        sheet("Unit,Lat,Lon,x\nA,48,39,1\nB,49,38,2\nUnit,Type,Lat,Lon\nC,tank,50,37\n")
    (problem,) = caught.value.problems
    # of the file, so that --keep-going does not go on without them
    assert (problem.code, problem.line) == ("rows-above", None)
    assert "2 rows with numbers, from line 2 on, above the header, line 4" in problem.message


def test_two_files_put_together_have_one_header(sheet) -> None:
    part = "\ufeffname,lat,lon\nA,48.5,39.2\n"
    raw = sheet(part + part)
    assert list(raw.columns["name"]) == ["A", "A"]
    assert [problem.code for problem in raw.problems] == ["header-repeated"]
    raw = sheet(f"{part}Western Front,,\n{part}")
    assert list(raw.columns["name"]) == ["A", "A"]
    assert "Western Front" in raw.problems[0].message


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("U1,'Fourth',48.5,39.3\nU2,'Fifth',48.1,37.2\nU3,'Sixth',48,37\n", "'Fourth'"),
        ("'U1','Fourth','48.5','39.3'\n", "'U1'"),
        ("U1,Fourth,48.5,39.3\nU2,'Fifth',48.1,37.2\nU3,'6',48,37\nU4,7,48,37\n", None),
        ("'U1,Fourth',48.5,39.3\n'U2,Fifth',48.1,37.2\n", None),
    ],
)
def test_single_quotation_marks_are_told_to_be_none(rows: str, told: str | None) -> None:
    source = Source(f"id,name,lat,lon\n{rows}".encode(), "u.csv")
    found = [p for p in read_sheet(source, is_name=is_unit_name).problems if p.code == "quoting"]
    assert [p.message.rpartition(": ")[2] for p in found] == ([told] if told else [])
