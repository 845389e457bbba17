"""A patch: what fits is applied and nothing besides, and of the rest it is said why."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploymap.cli.parser import main
from deploymap.edit.saving import FOLDER

SHEET = (
    "# mine\r\nid;Название;Широта;Долгота;status;own\r\n"
    'U1;"Полк; первый";48,57;39,31;present; x \r\n'
    "U2;Бригада;48,1;37,25;present;\n"
    ";Рота;47,5;36,25;;\r\n"
).encode("cp1251")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("units.csv").write_bytes(SHEET)
    Path("deploymap.toml").write_text('[reading]\nencoding = "cp1251"\n')
    return tmp_path


def apply(capsys, *lines: str, head: str = "id,column,old,new,note", options=()) -> tuple[int, str]:
    Path("patch.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    status = main(["apply", "patch.csv", *options])
    said = capsys.readouterr()
    assert said.err == ""
    return status, said.out


def test_what_fits_is_applied_and_not_one_byte_besides(folder: Path, capsys) -> None:
    lines = (
        'U1,position,"48.57, 39.31","48.61, 39.4",seen there',
        "U2,status,present,withdrawn,",
        "U2,own,,",
    )
    status, said = apply(capsys, *lines, options=["--dry-run"])
    assert status == 0
    assert "Would apply 3 of 3 changes to units.csv" in said
    assert Path("units.csv").read_bytes() == SHEET
    assert not Path(FOLDER).exists()
    status, said = apply(capsys, *lines)
    assert status == 0
    (copy,) = Path(FOLDER).iterdir()
    assert said == (
        "change: U1 position: 48.57, 39.31 -> 48.61, 39.4 (seen there)\n"
        "change: U2 status: present -> withdrawn\n"
        "is so already: U2 own: blank -> blank\n"
        f"\nApplied 3 of 3 changes to units.csv\nAs it was it is kept in {copy}\n"
    )
    assert copy.read_bytes() == SHEET
    new = SHEET.replace(b"48,57;39,31", b"48,61;39,40").replace(
        b"37,25;present", b"37,25;withdrawn"
    )
    assert Path("units.csv").read_bytes() == new
    status, said = apply(capsys, *lines)
    assert status == 0
    assert said.count("is so already") == 3
    assert len(list(Path(FOLDER).iterdir())) == 1


def test_what_does_not_fit_is_left_out_and_told_of(folder: Path, capsys) -> None:
    status, said = apply(
        capsys,
        "U1,Широта,48.5,48.6,",
        "U9,lat,1,2,",
        "row6,lat,\"47,5\",48,",
        "U2,lat,\"48,1\",948,",
        "U2,speed,1,2,",
        "U2,name,Бригада,Brygadą,",
        "U2,name,Бригада,Полк,",
        options=["--units", "units.csv"],
    )  # fmt: skip
    assert status == 1
    left, codes = said.splitlines()[:-3], []
    for line in left:
        codes.append(line.partition("[")[2].partition("]")[0])
    assert codes == [
        "edit-conflict", "edit-row", "edit-row", "position-range", "edit-column",
        "edit-encoding", "",
    ]  # fmt: skip
    assert "units.csv:3: Широта: the cell was 48.5 and should become 48.6, but is 48,57 now" in said
    assert "patch line 5: [position-range] units.csv:4: Широта: 948" in said
    assert Path("units.csv").read_bytes() == SHEET.replace(
        "Бригада".encode("cp1251"), "Полк".encode("cp1251")
    )


@pytest.mark.parametrize(
    "line",
    [
        "U2,,id,U2,U3,",  # the id stands further down
        ',";D;1,8;2,8;2022-01-01;",id,,U3,',
        "U1,,date,2022-01-01,2022-02-01,",  # the same id has the date further down
        "U3,,id,U3,U2,",
    ],
)
def test_no_id_comes_to_be_there_twice_whichever_row_is_changed(
    folder: Path, capsys, line: str
) -> None:
    sheet = (
        "id;name;lat;lon;date;note\nU1;A;1,5;2,5;2022-01-01;\nU2;B;1,6;2,6;2022-01-01;\n"
        ";D;1,8;2,8;2022-01-01;\nU3;C;1,7;2,7;2022-01-01;\nU1;A;1,7;2,7;2022-02-01;\n"
    )
    Path("units.csv").write_text(sheet)
    fitting = ("U3,,note,,seen,", "U2,,name,B,Second,")
    status, said = apply(capsys, *fitting, line, head="id,row,column,old,new,note")
    assert status == 1
    assert [told.partition(":")[0] for told in said.splitlines()[:3]] == [
        "change", "change", "left out",
    ]  # fmt: skip
    assert "[id-repeated]" in said
    made = sheet.replace("01-01;\nU1", "01-01;seen\nU1").replace(";B;", ";Second;")
    assert Path("units.csv").read_text() == made


def test_a_row_without_an_id_is_given_whole(folder: Path, capsys) -> None:
    head = "row,column,old,new"
    status, said = apply(capsys, '";Рота;47,5",lat,"47,5","47,6"', head=head)
    assert status == 1
    assert "[edit-row]" in said
    status, _ = apply(capsys, '";Рота;47,5;36,25",lat,"47,5","47,6"', head=head)
    assert status == 0
    assert Path("units.csv").read_bytes() == SHEET.replace(b"47,5", b"47,6")


def test_a_sheet_that_another_program_has_open_is_told_of(folder: Path, capsys) -> None:
    Path("~$units.csv").touch()
    assert "Another program has the sheet open" in apply(capsys, "U2,own,,y,")[1]


@pytest.mark.parametrize(
    ("patch", "units", "status", "words"),
    [
        ("name,lat,lon\nA,1,2\n", "units.csv", 1, "is no patch: it has no column column, old, new"),
        ("id,column,old,new\nU1,lat,1,2\n", "-", 2, "-: is no file"),
        ("id,column,old,new\nU1,lat,1,2\n", "nothing.csv", 2, "there is no such file"),
    ],
)
def test_what_is_no_patch_or_no_sheet_is_said_so(
    folder: Path, capsys, patch: str, units: str, status: int, words: str
) -> None:
    Path("patch.csv").write_text(patch)
    assert main(["apply", "patch.csv", "--units", units]) == status
    assert words in capsys.readouterr().err
    assert Path("units.csv").read_bytes() == SHEET


def test_of_a_unit_with_several_rows_the_date_tells_which_one_is_meant(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = "id,name,lat,lon,date\nU1,A,1,2,2022-01-01\nU2,B,1,2,2022-01-01\nU1,A,1,2,12.02.2022\n"
    Path("units.csv").write_text(sheet)
    lines = (
        "U1,name,A,First,,2022-02-12",
        'U1,position,"1, 2","3, 4",,2022-01-01',
        "U1,name,A,Never,,2022-03-01",
        # the only row of a unit is meant, whatever its date was
        "U2,name,B,Second,,2021-12-31",
    )
    status, said = apply(capsys, *lines, head="id,column,old,new,note,date")
    assert status == 1
    assert "no row with the id U1 has the date 2022-03-01" in said
    assert Path("units.csv").read_text() == (
        "id,name,lat,lon,date\nU1,A,3,4,2022-01-01\nU2,Second,1,2,2022-01-01\nU1,First,1,2,12.02.2022\n"
    )
