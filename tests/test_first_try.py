"""Sheets of strangers make a map at the first try, and every column is what it should be."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest

from deploymap.checks.check import Checked
from deploymap.inspection.inputs import check_units_of
from deploymap.inspection.reading import read_units
from deploymap.settings.config import Config
from sheets_of_strangers import STRANGERS, Stranger


def checked(stranger: Stranger, folder: Path) -> Checked:
    path = folder / stranger.file
    path.write_text(stranger.text, encoding="utf-8")
    config = Config(base=folder, units=path, output=folder / "page.html")
    return check_units_of(config, read_units(config))


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_the_sheet_of_a_stranger_is_understood(stranger: Stranger, tmp_path: Path) -> None:
    found = checked(stranger, tmp_path)
    assert [str(p) for p in found.problems if p.severity == "error"] == []
    uses = {use.column: use.own for use in found.sheet.uses if use.column}
    assert uses == stranger.columns
    first = found.table.iloc[0]
    for column, value in stranger.first.items():
        if isinstance(value, float):
            assert math.isclose(first[column], value, abs_tol=1e-6), column
        elif value is None:
            assert found.table[column].isna().all(), column
        else:
            assert first[column] == value, column
    assert found.table[["name", "lat", "lon"]].notna().all(axis=None)


def read(folder: Path, text: str, file: str = "sheet.csv") -> Checked:
    return checked(Stranger("", text, {}, {}, file), folder)


def test_the_end_of_a_span_may_have_a_column_of_its_own(tmp_path: Path) -> None:
    rows = "A,48,39,1863-05-18,1863-07-04\nB,48,39,1864-06-15,1864-06-15\nC,48,39,1864-06,\n"
    found = read(tmp_path, f"name,lat,lon,start,end\n{rows}D,48,39,1865-01-02,1865-01-01\n")
    spans = found.table["date_span"].tolist()
    assert spans == ["1863-05-18/1863-07-04", None, None, None]
    assert found.table["end"].tolist()[0] == "1863-07-04"
    codes = {(p.code, p.severity) for p in found.problems}
    assert codes >= {("date-span", "notice"), ("date-end", "warning")}
    # numbers that are called so for another reason are no years
    for name in ("Cas. to date", "End strength", "Distance to the end", "End date"):
        rows = "A,48,39,1950-07,2400\nB,48.1,39,1950-09,2900\n"
        found = read(tmp_path, f"Unit,Lat,Long,Month,{name}\n{rows}")
        assert found.table["date"].tolist() == ["1950-07", "1950-09"]
        assert "date_span" not in found.table, name
    found = read(tmp_path, "name,lat,lon,start,end of the siege\nA,48,39,1863-05-18,1863-07-04\n")
    assert found.table["date_span"].tolist() == ["1863-05-18/1863-07-04"]
    # where the column is called date, an end may be that of anything
    found = read(tmp_path, f"name,lat,lon,date,end_date\n{rows}")
    assert "date_span" not in found.table


def test_a_blank_name_is_that_of_another_column_of_names(tmp_path: Path) -> None:
    text = "name,local name,lat,lon\nA,Б,48.1,38.1\n,В,48.2,38.2\n,,48.3,38.3\n"
    found = read(tmp_path, text)
    assert found.table["name"].tolist() == ["A", "В", "Row 4"]
    assert "names-made" in {p.code for p in found.problems}


def test_degrees_that_are_not_taken_are_told_of_beside_places(tmp_path: Path) -> None:
    text = "name,place,a,b\nA,Kyiv,45.941,18.651\nB,Lviv,47.531,19.412\n"
    found = read(tmp_path, text)
    (told,) = [p for p in found.problems if p.column == "a"]
    assert (told.severity, "--column lat=a --column lon=b" in told.words) == ("notice", True)


def test_a_place_that_is_not_known_leaves_a_row_without_position(tmp_path: Path) -> None:
    rows = "A,48.1,38.1\nNowhere at all,,\nB,48.2,38.2\n"
    found = read(tmp_path, f"base,lat,lon\n{rows}")
    (told,) = [p for p in found.problems if p.code == "place-unknown"]
    assert (told.severity, told.line) == ("warning", 3)
    assert len(found.table) == 3
    found = read(tmp_path, f"place,lat,lon\n{rows}")
    assert [p.severity for p in found.problems if p.code == "place-unknown"] == ["error"]


def test_columns_that_are_near_a_word_together_are_no_slips_of_the_pen(tmp_path: Path) -> None:
    found = read(tmp_path, "name,lat,lon,side_a,side_b,County\nA,48.5,39.3,x,y,z\n")
    assert "column-misspelt" not in {p.code for p in found.problems}
    found = read(tmp_path, "name,lat,lon,sidee\nA,48.5,39.3,x\n")
    assert {p.column for p in found.problems if p.code == "column-misspelt"} == {"sidee"}


def test_a_geometry_of_arcgis_may_say_its_own_system(tmp_path: Path) -> None:
    text = (
        '{"features": [{"attributes": {"NAME": "A"}, "geometry": {"x": 3395849.9, "y": 6521852.4,'
        ' "spatialReference": {"wkid": 102100}}}]}'
    )
    found = read(tmp_path, text, "a.json")
    assert found.table.iloc[0][["lat", "lon"]].tolist() == pytest.approx([50.4344, 30.5054], 1e-5)


def test_metres_are_asked_about_unless_only_the_web_has_them(tmp_path: Path) -> None:
    for x in ("415000", "3415000", "-2415000"):
        found = read(tmp_path, f"name,X,Y\nA,{x},5650000\nB,{x},5651000\n")
        codes = {p.code for p in found.problems if p.severity == "error"}
        assert codes == {"position-range"}
    found = read(tmp_path, "name,zone,easting,northing\nA,36,512345,5581234\n")
    assert [p.code for p in found.problems if p.severity == "error"] == ["position-ambiguous"]


def test_what_programs_write_for_blanks_is_none_but_in_names_and_countries(tmp_path: Path) -> None:
    rows = "NA,N/A,NULL,NA,48.5,39.3\nB,Red,tank,DE,48.6,39.4\n"
    found = read(tmp_path, f"name,side,kind,country,lat,lon\n{rows}")
    first = found.table.iloc[0][["name", "side", "kind", "country"]].tolist()
    assert first == ["NA", None, None, "NA"]
    told = {p.column for p in found.problems if p.code == "not-stated"}
    assert told == {"side", "kind"}


def test_lists_in_json_have_the_longitude_first_unless_they_cannot(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"name": "A", "coordinates": [38.1, 48.1]}]', "a.json")
    assert found.table.iloc[0][["lat", "lon"]].tolist() == [48.1, 38.1]
    assert "pair-order" in {p.code for p in found.problems}
    text = '[{"name": "A", "coordinates": [38.1, 148.1]}, {"name": "B", "coordinates": [1.5, 2.5]}]'
    found = read(tmp_path, text, "b.json")
    assert found.table[["lat", "lon"]].to_numpy().tolist() == [[38.1, 148.1], [1.5, 2.5]]


def test_columns_of_sides_and_of_countries_are_known_by_their_cells(tmp_path: Path) -> None:
    rows = "A,DE,Rebels,48.1,38.1\nB,PL,Government forces,48.1,38.1\nC,FR,Rebels,48.1,38.1\n"
    found = read(tmp_path, f"fort,col1,col2,lat,lon\n{rows}")
    assert {u.own: u.column for u in found.sheet.uses if u.how == "cells"} == {
        "col1": "country",
        "col2": "side",
    }


@pytest.mark.parametrize(
    ("names", "column"),
    [("Ukraine Russia", "side"), ("Airfields Depots", "kind"), ("Alpha Bravo", None)],
)
def test_folders_are_sides_or_kinds_where_they_are_called_so(
    names: str, column: str | None, tmp_path: Path
) -> None:
    dot = "<Point><coordinates>38.0,48.5,0</coordinates></Point>"
    folders = "".join(
        f"<Folder><name>{name}</name><Placemark><name>A</name>{dot}</Placemark></Folder>"
        for name in names.split()
    )
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{folders}</Document></kml>'
    found = read(tmp_path, kml, "map.kml")
    assert {u.own: u.column for u in found.sheet.uses}["folder"] == column
    told = {p.code for p in found.problems if p.column == "folder"}
    assert told == {"column-assumed" if column else "folder-kept"}


@pytest.mark.parametrize(
    ("names", "axes"), [("lonc latc", "lon lat"), ("N E", "lat lon"), ("GPS N,GPS E", "lat lon")]
)
def test_two_names_that_go_together_are_a_position(names: str, axes: str, tmp_path: Path) -> None:
    own = names.split("," if "," in names else " ")
    found = read(tmp_path, f"fort,{','.join(own)}\nA,24.5,54.1\nB,25.5,55.1\n")
    uses = {u.own: u.column for u in found.sheet.uses}
    assert [uses[name] for name in own] == axes.split()


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_whatever_was_guessed_is_told(stranger: Stranger, tmp_path: Path) -> None:
    found = checked(stranger, tmp_path)
    guessed = {u.own for u in found.sheet.uses if u.how in ("loose", "part", "cells")}
    codes = ("column-assumed", "column-half", "columns-joined", "pair-order", "column-unit")
    told = {p.column for p in found.problems if p.code in codes}
    assert guessed <= told
    assert {p.severity for p in found.problems if p.code in codes} <= {"notice"}


def turned(text: str) -> str:
    """Return a sheet with its columns in the opposite order, "" where it is no plain table."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    if len(set(map(len, rows))) > 1 or len({*rows[0], ""}) <= len(rows[0]):
        return ""
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(row[::-1] for row in rows)
    return made.getvalue()


# of two columns of names, equally likely, the first is taken; a sheet on its side has no header
ORDERED = {"garrisons in Russian", "MIRTA", "transposed"}
CSV = [s for s in STRANGERS if s.file == "sheet.csv" and s.name not in ORDERED]
TURNED = [s._replace(text=turned(s.text)) for s in CSV]


@pytest.mark.parametrize(
    "stranger", [s for s in TURNED[1::2] if s.text], ids=lambda stranger: stranger.name
)
def test_the_order_of_columns_makes_no_difference(stranger: Stranger, tmp_path: Path) -> None:
    test_the_sheet_of_a_stranger_is_understood(stranger, tmp_path)


SPACED = [
    "name lat lon\nA1 48.1 38.1\n'B' 48.2 38.2\n",
    'Some bases\n\nname lat lon\n"A1" 48.1 38.1\nB 48.2 38.2\n',
    "UNIT          LAT    LON   MEN\n----------------------------\n1st Rifle Bn  48.10  38.10 400\n"
    "HQ            48.20  38.20\n",
    "unit   lat  lon  remark\nA 1  48.1  38.1  none at all\nB 2  48.2   38.2  some\n",
]


@pytest.mark.parametrize("text", SPACED)
def test_columns_may_be_parted_by_spaces(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text, "sheet.txt")
    assert found.table["lat"].tolist() == [48.1, 48.2]
    assert found.table["lon"].tolist() == [38.1, 38.2]
    assert "columns-spaced" in {p.code for p in found.problems if p.severity == "notice"}
    assert found.table["line"].tolist()[-1] == len(text.splitlines())


def test_a_text_is_not_parted_by_spaces_where_nothing_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, "name of the place;lat;lon\nA B C;48.1;38.1\n")
    assert found.table["name"].tolist() == ["A B C"]
    found = read(tmp_path, "place\nKyiv Lviv\nLviv\n")
    assert "columns-spaced" not in {p.code for p in found.problems}


PAGE = """<!doctype html><html><head><meta charset="windows-1251"><script>"<table>"</script></head>
<table class="nav"><tr><td>Home<td>About</table>
<table><thead><tr><th>Unit</th><th colspan="2">Position</th><th>Side</th></tr>
<tr><th></th><th>Lat</th><th>Lon</th><th></th></tr></thead>
<tr><td>1st &amp; 2nd<br>Bn</td><td>48.1</td><td>38.1</td><td rowspan=2>Север</td></tr>
<tr style="display: none"><td>Secret</td><td>1</td><td>1</td></tr>
<tr><td>HQ<!-- <td> --></td><td>48.2</td><td>38.2</td></tr></table></html>"""


@pytest.mark.parametrize("file", ["page.html", "export.xls"])
def test_a_table_of_a_web_page_is_a_sheet(tmp_path: Path, file: str) -> None:
    (tmp_path / file).write_bytes(PAGE.encode("cp1251"))
    config = Config(base=tmp_path, units=tmp_path / file, output=tmp_path / "page.html")
    found = check_units_of(config, read_units(config))
    rows = found.table[["name", "lat", "lon", "side"]].values.tolist()
    assert rows == [["1st & 2nd Bn", 48.1, 38.1, "Север"], ["HQ", 48.2, 38.2, None]]
    assert {"sheet-chosen", "hidden-rows"} <= {p.code for p in found.problems}


def test_headings_and_notes_among_rows_are_no_units(tmp_path: Path) -> None:
    rows = "Tanks,,,\n2022-03-01,T-72 [1],49.9,36.2\n,,,\nTrucks,,,\n2022-03-05,Ural,51.4,31.2\n"
    text = f"date,name,lat,lon\n{rows},Alone,,\n,,,\n[1] burnt,,,\n,Source: a paper,,\n"
    found = read(tmp_path, text)
    # a row with no more than a name may be a unit without a position
    assert found.table["name"].tolist() == ["T-72 [1]", "Ural", "Alone"]
    told = {p.message for p in found.problems if p.code == "rows-aside"}
    assert told == {
        "headings between rows are passed over (2): Tanks, Trucks",
        "notes below the rows are passed over (2): [1] burnt, Source: a paper",
    }


def test_what_is_true_or_false_is_no_name(tmp_path: Path) -> None:
    found = read(tmp_path, "Checkpoint,Open,lat,lon\nCP 1,TRUE,48,39\nCP 2,FALSE,48,38\n")
    assert found.table["name"].tolist() == ["CP 1", "CP 2"]
    found = read(tmp_path, "Open,lat,lon\nTRUE,48,39\nFALSE,48,38\n")
    assert found.table["name"].tolist() == ["Row 2", "Row 3"]


def test_decimal_commas_of_the_latitudes_tell_what_a_point_parts(tmp_path: Path) -> None:
    found = read(tmp_path, 'name,lat,lon,troops\nA,"52,98","10,09",2.500\n')
    assert found.table["troops"].tolist() == [2500]
    assert [p.severity for p in found.problems if p.code == "number-ambiguous"] == ["notice"]
    found = read(tmp_path, "name,lat,lon,troops\nA,52.98,10.09,2.500\n")
    assert [p.severity for p in found.problems if p.code == "number-ambiguous"] == ["error"]


def test_a_zone_of_utm_without_its_letter(tmp_path: Path) -> None:
    """Read where other rows have the letter, or the northing is of one half of the globe alone."""
    head = "name,zone,easting,northing\n"
    found = read(tmp_path, f"{head}A,37U,412345,5381234\nB,37,412345,5381234\n")
    assert found.table["lat"].round(2).tolist() == [48.58, 48.58]
    assert any("has that of other rows" in p.message for p in found.problems)
    found = read(tmp_path, f"{head}A,37,412345,9981234\nB,37,412345,881234\n")
    assert found.table["lat"].round(2).tolist() == [-0.17, 7.97]
    found = read(tmp_path, f"{head}A,37,412345,5381234\n")
    assert [p.code for p in found.problems if p.severity == "error"] == ["position-ambiguous"]


def test_a_name_of_a_column_may_have_the_mark_of_a_footnote(tmp_path: Path) -> None:
    found = read(tmp_path, "Unit*,Lat [1],Lon [1],Men²\nA,48,39,500\n")
    assert found.table[["lat", "lon", "troops"]].values.tolist() == [[48.0, 39.0, 500]]
