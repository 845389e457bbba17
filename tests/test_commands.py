"""The commands from the sheet to the page: check, convert, build, from a file, a pipe, a server."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deploymap.cli.parser import main
from deploymap.cli.report import FIELDS
from test_fuzz import xlsx_file

GOOD = "id,name,lat,lon,date,troops,kind\nA1,1st Tank Battalion,48.57,39.31,2022-01-12,500,tank\n"
BAD = (
    "id,name,lat,lon,date,troops,kind\n"
    "A1,1st Tank Battalion,94.2,39.31,2022-01-12,500,tank\n"
    "A2,2nd Tank Battalion,48.57,39.31,2022-02-30,500,tank\n"
    "A3,3rd <b>Tank</b> Battalion,48.57,39.31,2022-01-12,500,tank\n"
    "A4,4th Tank Battalion,48.57,39.31,2022-01-12,manny,tank\n"
)
NOTES = "type,text,lat,lon,troops\nfigure,good,48,39,500\nfigure,bad,48,39,\nnote,words,,,\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, with a terminal of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def write(**files: str) -> None:
    """Write files of the current folder: name -> text."""
    for name, text in files.items():
        suffix = {"deploymap": "toml", "borders": "geojson"}.get(name, "csv")
        Path(f"{name}.{suffix}").write_text(text, encoding="utf-8")


def payload_of(page: Path) -> dict[str, Any]:
    text = page.read_text(encoding="utf-8")
    match = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert match
    return json.loads(match[1])


def names_in(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [name for name in ("1st Tank", "2nd Tank", "3rd ", "4th Tank") if name in text]


# check


def test_a_good_folder_is_said_to_be_good(capsys) -> None:
    write(units=GOOD)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Nothing is wrong.\n"


def test_all_faults_are_listed_with_their_cells_and_counted(capsys) -> None:
    write(units=BAD)
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "units.csv"
    heads = [line.split() for line in lines if re.match(r"  (error|warning) ", line)]
    assert [head[:3] for head in heads] == [
        ["error", "C2", "lat:"],
        ["error", "E3", "date:"],
        ["warning", "B4", "name:"],
        ["error", "F5", "troops:"],
    ]
    assert lines[-1] == "3 errors, 1 warning"
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(("strict", "status"), [([], 0), (["--strict"], 1)])
def test_with_strict_a_warning_is_an_error(strict: list[str], status: int, capsys) -> None:
    write(units=GOOD.replace("1st", "<b>1st</b>"))
    assert main(["check", *strict]) == status
    assert capsys.readouterr().out.splitlines()[-1] == ("1 error" if strict else "1 warning")


def test_a_notice_is_no_error_even_with_strict(capsys) -> None:
    write(units=GOOD.replace("500", "n/a"))
    assert main(["check", "--strict"]) == 0
    assert "notice" in capsys.readouterr().out


def test_the_formats_for_machines_hold_nothing_else(capsys) -> None:
    write(units=BAD)
    assert main(["check", "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["errors"], answer["warnings"]) == (3, 1)
    assert next((p["cell"], p["code"]) for p in answer["problems"]) == ("C2", "position-swapped")
    assert main(["check", "--format", "csv"]) == 1
    header, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert tuple(header) == FIELDS
    assert len(rows) == 4
    assert main(["check", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("::error file=units.csv,line=2,title=position-swapped lat::")


def test_annotations_of_github_name_the_path_in_the_repository(capsys, folder: Path) -> None:
    (folder / "maps" / "east").mkdir(parents=True)
    (folder / "maps" / "east" / "units.csv").write_text(BAD, encoding="utf-8")
    assert main(["check", "maps/east", "--format", "github"]) == 1
    assert "::error file=maps/east/units.csv,line=2," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("format", "empty"), [("json", False), ("csv", False), ("github", True), ("table", False)]
)
def test_each_format_of_a_good_folder(format: str, empty: bool, capsys) -> None:
    write(units=GOOD)
    assert main(["check", "--format", format]) == 0
    assert (capsys.readouterr().out == "") == empty


def test_explain_goes_before_the_faults(capsys) -> None:
    write(units="Einheit;Breite;Länge;zeal\nPanzer;48,57;39,31;x\nPanzer 2;95;39,31;x\n")
    assert main(["check", "--explain"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "units.csv: 2 rows, header on line 1, cells parted by semicolons"
    assert [line.split()[:2] for line in lines[1:5]] == [
        ["A", "Einheit"],
        ["B", "Breite"],
        ["C", "Länge"],
        ["D", "zeal"],
    ]
    assert lines[5] == ""
    assert lines[6] == "units.csv"


def test_many_faults_of_one_kind_are_folded_for_people_only(capsys) -> None:
    rows = "".join(f"u{n},48,39,manny\n" for n in range(300))
    write(units=f"name,lat,lon,troops\n{rows}")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "(and 280 more like this)" in out
    assert out.count("[number-unreadable]") == 20
    assert out.splitlines()[-1] == "300 errors"
    assert main(["check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["errors"] == 300


def test_several_broken_files_are_all_told_at_once(capsys) -> None:
    write(units="", annotations='type,text\n"open', borders="no JSON")
    assert main(["check", "--format", "json", "--borders", "borders.geojson"]) == 1
    files = {p["file"] for p in json.loads(capsys.readouterr().out)["problems"]}
    assert {"units.csv", "borders.geojson"} <= files
    write(annotations="")
    assert main(["check", "--annotations", "annotations.csv", "--format", "json"]) == 1
    files = {p["file"] for p in json.loads(capsys.readouterr().out)["problems"]}
    assert {"units.csv", "annotations.csv"} <= files


def test_a_broken_file_does_not_hide_the_faults_of_the_others(capsys) -> None:
    write(units=BAD, borders="no JSON")
    assert main(["check", "--borders", "borders.geojson", "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    told = {(p["file"], p["line"]) for p in problems}
    assert {("units.csv", 2), ("units.csv", 3), ("units.csv", 5)} <= told
    assert "borders.geojson" in {file for file, _ in told}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere"], "nowhere"),
        (["check", "--units", "missing.csv"], "there is no such file"),
        (["check", "--units", "."], "is a folder"),
        (["check", "--column", "name"], "is not NAME=COLUMN"),
        (["check", "--format", "xml"], "invalid choice"),
        (["convert", "units.csv"], "required"),
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], words: str, capsys) -> None:
    write(units=GOOD)
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_mapping_makes_a_strange_sheet_a_good_one(capsys) -> None:
    write(units="Bez,Nord,Ost\nPanzer,48.57,39.31\n")
    assert main(["check"]) == 1
    arguments = ["--column", "name=Bez", "--column", "lat=Nord", "--column", "lon=Ost"]
    assert main(["check", *arguments]) == 0
    assert main(["build", *arguments, "--output", "page.html"]) == 0
    capsys.readouterr()


# convert


def test_convert_writes_a_clean_sheet_and_says_so(capsys) -> None:
    write(old="Einheit;Breite;Länge;Stärke\nPanzer;48,57;39,31;~10.000\nx;48;39;1.234.567\n")
    assert main(["convert", "old.csv", "units.csv"]) == 0
    assert capsys.readouterr().out == "Wrote units.csv (2 rows)\n"
    assert Path("units.csv").read_text(encoding="utf-8").splitlines() == [
        "id,name,troops,lat,lon",
        "row2,Panzer,~10000,48.57,39.31",
        "row3,x,1234567,48,39",
    ]
    assert main(["check"]) == 0


def test_convert_overwrites_only_when_it_is_told_to(capsys) -> None:
    write(old=GOOD, units="mine")
    assert main(["convert", "old.csv", "units.csv"]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert Path("units.csv").read_text() == "mine"
    assert main(["convert", "old.csv", "units.csv", "--overwrite"]) == 0


def test_convert_tells_all_faults_and_writes_nothing(capsys) -> None:
    write(old=BAD)
    assert main(["convert", "old.csv", "new.csv"]) == 1
    err = capsys.readouterr().err
    assert "old.csv:2: lat:" in err
    assert "old.csv:5: troops:" in err
    assert not Path("new.csv").exists()
    assert main(["convert", "old.csv", "new.csv", "--keep-going"]) == 0
    assert capsys.readouterr().out == "Wrote new.csv (1 row; 3 rows with errors left out)\n"


# build


def test_keep_going_builds_the_good_rows_and_says_what_is_left_out(capsys) -> None:
    write(units=BAD, annotations=NOTES)
    arguments = ["build", "--annotations", "annotations.csv", "--output", "page.html"]
    assert main(arguments) == 1
    err = capsys.readouterr().err
    assert "nothing is written" in err
    assert not Path("page.html").exists()
    assert main([*arguments, "--keep-going"]) == 0
    printed = capsys.readouterr()
    assert "1 unit; 3 rows with errors left out" in printed.out
    for place in ("units.csv:2: lat", "units.csv:3: date", "units.csv:5: troops"):
        assert place in printed.err
    assert "annotations.csv:3: troops" in printed.err
    assert names_in(Path("page.html")) == ["3rd "]
    left_out = payload_of(Path("page.html"))["left_out"]
    assert left_out["rows"] == 3
    assert sum(rows for _, rows in left_out["reasons"]) == 3
    assert len(left_out["reasons"]) == 3
    text = Path("page.html").read_text(encoding="utf-8")
    assert "good" in text
    assert '"bad"' not in text


def test_without_faults_keep_going_changes_nothing(monkeypatch, capsys) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641988800")
    write(units=GOOD)
    assert main(["build", "--output", "a.html"]) == 0
    assert main(["build", "--output", "b.html", "--keep-going"]) == 0
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()
    assert payload_of(Path("a.html"))["left_out"] == {"rows": 0, "reasons": []}
    capsys.readouterr()


@pytest.mark.parametrize("header", ["name,lat", "lat,troops", "name"])
def test_a_missing_column_stays_fatal(header: str, capsys) -> None:
    write(units=f"{header}\n" + ",".join(["48"] * header.count(",") + ["39"]) + "\n")
    assert main(["build", "--output", "page.html", "--keep-going"]) == 1
    assert "there is no such column" in capsys.readouterr().err
    assert not Path("page.html").exists()


def test_an_unreadable_file_stays_fatal(capsys) -> None:
    write(units="")
    assert main(["build", "--output", "page.html", "--keep-going"]) == 1
    assert "the file is empty" in capsys.readouterr().err


def test_with_strict_and_keep_going_a_warning_stays_a_warning(capsys) -> None:
    write(units=BAD)
    assert main(["build", "--output", "page.html", "--keep-going", "--strict"]) == 0
    assert names_in(Path("page.html")) == ["3rd "]
    capsys.readouterr()


# where a sheet comes from


def test_a_sheet_from_standard_input_becomes_a_page(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["build", "--units", "-", "--output", "page.html"]) == 0
    assert "1 unit)" in capsys.readouterr().out
    assert names_in(Path("page.html")) == ["1st Tank"]


def test_faults_on_standard_input_are_told_of_it(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert main(["check", "--units", "-", "--format", "github"]) == 1
    assert "::error file=standard input,line=2," in capsys.readouterr().out


@pytest.fixture
def server() -> Iterator[str]:
    """Serve GOOD under /units.csv; yield the address of the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/units.csv"
            body = GOOD.encode() if found else b"no"
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_sheet_from_an_address_becomes_a_page(server: str, capsys) -> None:
    assert main(["build", "--units", f"{server}/units.csv", "--output", "page.html"]) == 0
    assert "1 unit)" in capsys.readouterr().out
    assert names_in(Path("page.html")) == ["1st Tank"]
    assert main(["check", "--units", f"{server}/units.csv"]) == 0
    assert main(["convert", f"{server}/units.csv", "clean.csv"]) == 0
    assert "A1,1st Tank Battalion" in Path("clean.csv").read_text()


def test_an_address_without_a_sheet_is_wrong_usage(server: str, capsys) -> None:
    assert main(["build", "--units", f"{server}/none.csv", "--output", "page.html"]) == 2
    assert "404" in capsys.readouterr().err


def test_a_workbook_becomes_a_page_and_a_clean_sheet(capsys) -> None:
    Path("units.xlsx").write_bytes(xlsx_file())
    assert main(["build", "--units", "units.xlsx", "--output", "page.html"]) == 0
    assert "2 units)" in capsys.readouterr().out
    assert "2022-01-12" in Path("page.html").read_text(encoding="utf-8")
    assert main(["convert", "units.xlsx", "units.csv"]) == 0
    assert Path("units.csv").read_text().splitlines() == [
        "id,name,lat,lon,date",
        "row2,Unit,48.5,39.3,2022-01-12",
        "row3,Other,48,39,2022",
    ]
    assert main(["check", "--units", "units.xlsx", "--sheet", "none"]) == 1
    assert "no-such-sheet" in capsys.readouterr().out


# one sheet in place of its folder


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_sheet_may_be_named_in_place_of_its_folder(folder: Path, capsys, command: str) -> None:
    write(sheet=GOOD.replace("1st", "9th"), units=GOOD, deploymap='title = "Here"\n')
    assert main([command, "sheet.csv"]) == 0
    capsys.readouterr()
    if command == "build":
        page = folder / "deployment.html"
        assert "9th Tank Battalion" in page.read_text("utf-8")
        assert payload_of(page)["title"] == "Here"


def test_a_sheet_with_faults_is_named_in_them(folder: Path, capsys) -> None:
    write(sheet=BAD)
    assert main(["build", "sheet.csv"]) == 1
    assert "sheet.csv:2" in capsys.readouterr().err
    assert not (folder / "deployment.html").exists()


def test_the_settings_mean_their_folder(folder: Path) -> None:
    (folder / "map").mkdir()
    (folder / "map" / "units.csv").write_text(GOOD, encoding="utf-8")
    (folder / "map" / "deploymap.toml").write_text('title = "There"\n', encoding="utf-8")
    assert main(["build", "map/deploymap.toml"]) == 0
    assert payload_of(folder / "map" / "deployment.html")["title"] == "There"


def test_what_is_neither_folder_nor_sheet_is_wrong_usage(capsys) -> None:
    assert main(["build", "nosuch.csv"]) == 2
    assert "nosuch.csv: there is no such file" in capsys.readouterr().err
    write(one=GOOD, two=GOOD)
    assert main(["build", "one.csv", "--units", "two.csv"]) == 2
    assert "one.csv: is a file, not a folder" in capsys.readouterr().err


def test_python_takes_a_sheet_in_place_of_its_folder(folder: Path) -> None:
    from deploymap import build, read_units

    write(sheet=GOOD)
    assert build("sheet.csv").units["name"].tolist() == ["1st Tank Battalion"]
    assert read_units("sheet.csv")["name"].tolist() == ["1st Tank Battalion"]
