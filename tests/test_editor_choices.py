"""What the editor's server does where others changed what is drawn, deleted or undone here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import EPOCH
from deploymap.edit.saving import HOME
from deploymap.serving import wishes
from deploymap.serving.project import Project
from deploymap.settings.config import read_config
from test_serving import SHEET, ask, enter, served

LINE = [[38.1, 49.2], [38.0, 48.6], [38.3, 48.1]]
FRONT = (
    "type,id,geometry,date,until\n"
    'front,F,"LINESTRING(38.10 49.2,  38.0 48.6, 38.3 48.1)",2022-01-01,2022-01-31\n'
)


class Editor:
    """Asks a server for changes, as a page that shows a version of the map does."""

    def __init__(self, server: Any) -> None:
        self.server, self.own = server, enter(server)

    def __call__(self, path: str, **said: Any) -> Any:
        body = json.dumps({"version": self.server.project.version, **said})
        return json.loads(ask(self.server, "POST", path, body, **self.own)[1])


def drawn_folder(folder: Path, text: str = FRONT) -> Path:
    (folder / "units.csv").write_bytes(SHEET.encode())
    sheet = folder / "overlays.csv"
    sheet.write_bytes(text.encode())
    return sheet


def test_points_that_others_moved_are_taken_over_or_left(tmp_path: Path) -> None:
    sheet = drawn_folder(tmp_path)
    row = {"unit": "F", "sheet": "overlays", "number": 0}
    with served(tmp_path) as server:
        post = Editor(server)
        before = sheet.read_bytes()
        theirs = before.replace(b"38.0 48.6", b"38.2 48.6")
        mine = {"old": [LINE], "parts": [[[38.1, 49.2], [37.9, 48.6], [38.3, 48.1]]]}
        sheet.write_bytes(theirs)
        # the page has not the other points yet, and then it has
        for _ in range(2):
            clash = post("/draw", **row, **mine)["conflict"][0]
            assert (clash["column"], "38.2 48.6" in clash["now"]) == ("geometry", True)
            server.project.build()
        assert sheet.read_bytes() == theirs
        assert post("/draw", **row, **mine, seen={"geometry": clash["now"]})["changed"]
        assert sheet.read_bytes() == before.replace(b"38.0 48.6", b"37.90 48.6")
        assert post("/undo")["step"] == "F: a point moved"
        assert sheet.read_bytes() == theirs


def test_from_a_date_on_a_shape_has_a_row_of_its_own(tmp_path: Path) -> None:
    sheet = drawn_folder(tmp_path)
    row = {"unit": "F", "sheet": "overlays", "number": 0}
    moved = [[38.1, 49.2], [37.9, 48.6], [38.3, 48.1]]
    with served(tmp_path) as server:
        post, before = Editor(server), sheet.read_text()
        assert "no date" in post("/draw", **row, old=[LINE], parts=[moved], date="soon")["problem"]
        assert post("/draw", **row, old=[LINE], parts=[moved], date="2022-02-01")["changed"]
        added = 'front,F,"LINESTRING(38.10 49.2,  37.90 48.6, 38.3 48.1)",2022-02-01,\n'
        assert sheet.read_text() == before + added
        server.project.build()
        # the row of this date is there by now: it is the one that changes
        again = [[38.1, 49.2], [37.8, 48.6], [38.3, 48.1]]
        assert post("/draw", **row, old=[moved], parts=[again], date="2022-02-01")["changed"]
        assert sheet.read_text() == before + added.replace("37.90", "37.80")
        assert post("/undo")["step"] == "F: a point moved"
        assert post("/undo")["step"].startswith("F: a point moved, date 2022-01-01 → 2022-02-01")
        assert sheet.read_text() == before


def test_a_shape_of_many_points_is_no_body_that_is_too_long(tmp_path: Path) -> None:
    points = [[round(30 + n / 1000, 6), round(48 + n % 7 / 1000, 6)] for n in range(4_000)]
    text = ", ".join(f"{lon:.6f} {lat:.6f}" for lon, lat in points)
    sheet = drawn_folder(tmp_path, f'type,id,geometry\nline,L,"LINESTRING({text})"\n')
    with served(tmp_path) as server:
        moved = [*points[:-1], [39.5, 48.5]]
        row = {"unit": "L", "sheet": "overlays", "number": 0}
        assert Editor(server)("/draw", **row, old=[points], parts=[moved]) == {"changed": True}
    assert sheet.read_text().endswith(', 39.500000 48.500000)"\n')


def test_a_row_that_others_changed_is_deleted_when_the_person_says_so(tmp_path: Path) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(SHEET.encode())
    with served(tmp_path) as server:
        post = Editor(server)
        cells = post("/cells", unit="U1")["cells"]
        theirs = SHEET.replace("First", "1st").encode()
        sheet.write_bytes(theirs)
        asked = post("/delete", unit="U1", seen=cells)["conflict"]
        assert asked == [{"column": "name", "old": "First", "new": "", "now": "1st"}]
        assert sheet.read_bytes() == theirs
        # by another run of the editor too, which has read what others wrote
        server.project.build()
        assert post("/delete", unit="U1", seen=cells)["conflict"] == asked
        assert post("/delete", unit="U1", seen=cells | {"name": "1st"})["changed"]
        assert b"1st" not in sheet.read_bytes()
        assert post("/undo")["step"] == "1st: deleted"
        assert sheet.read_bytes() == theirs


def test_a_step_is_undone_over_others_when_the_person_says_so(tmp_path: Path) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(SHEET.encode())
    with served(tmp_path) as server:
        post = Editor(server)
        post("/move", unit="U1", lat=48.6, lon=39.4)
        step = json.loads(server.project.state())["undo"]
        sheet.write_bytes(sheet.read_bytes().replace(b"48,60", b"48,65"))
        asked = post("/undo", step=step)["conflict"]
        assert asked == [{"column": "lat", "old": "48,60", "new": "48,57", "now": "48,65"}]
        # another step is not undone in its place
        assert post("/undo", step="First: name", seen={"lat": "48,65"})["isOld"]
        assert post("/undo", step=step, seen={"lat": "48,65"})["step"] == step
        assert sheet.read_bytes() == SHEET.encode()
        # an added row that others changed
        texts = {"id": "U9", "name": "Ninth"}
        post("/add", texts=texts, position="48, 38")
        sheet.write_bytes(sheet.read_bytes().replace(b"Ninth", b"9th"))
        asked = post("/undo")["conflict"]
        assert [(clash["column"], clash["now"]) for clash in asked] == [("name", "9th")]
        assert post("/undo", seen={"name": "9th"})["step"] == "Ninth: added"
        assert sheet.read_bytes() == SHEET.encode()


NEW = {"texts": {"id": "U9", "name": "Ninth"}, "position": "48, 38"}
# with what the sheet has one more of, or one less, for each time that it is made
WISHES = [
    ("/add", NEW, "Ninth", 1),
    ("/add", {"texts": {"name": "Ninth"}, "position": "48, 38"}, "Ninth", 1),
    ("/copy", {"unit": "U1", "wanted": "U1-2"}, "First", 1),
    ("/copy", {"unit": "row3"}, "Second", 1),
    ("/delete", {"unit": "row3"}, "Second", -1),
]


@pytest.mark.parametrize(("path", "said", "name", "more"), WISHES)
def test_what_is_sent_again_for_want_of_an_answer_is_made_once(
    tmp_path: Path, path: str, said: dict[str, Any], name: str, more: int
) -> None:
    sheet = tmp_path / "units.csv"
    # twice what is deleted
    sheet.write_bytes(SHEET.encode() + SHEET.splitlines(True)[2].encode())

    def times() -> int:
        return sheet.read_text(encoding="utf-8").count(name)

    first = times()
    with served(tmp_path) as server:
        post = Editor(server)
        assert post(path, **said, wish="1-a") == {"changed": True}
        assert post(path, **said, wish="1-a") == {"changed": False}
        server.project.build()
        assert post(path, **said, wish="1-a") == {"changed": False}
        assert times() == first + more
        # others wish the same, or of the row that says the same
        if said != NEW:
            other = {"unit": "row4"} if path == "/delete" else {}
            assert post(path, **{**said, **other}, wish="2-a") == {"changed": True}
            assert times() == first + 2 * more


@pytest.mark.parametrize(("path", "said", "name", "more"), WISHES[1:4])
def test_another_run_knows_what_was_made_and_what_was_not(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    said: dict[str, Any],
    name: str,
    more: int,
) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(SHEET.encode())
    with served(tmp_path) as server:
        post = Editor(server)
        assert post(path, **said, wish="1-a")["changed"]
        made = sheet.read_bytes()
        assert post("/undo")["step"]
        # a write that did not come about, as in a run that is killed just then
        with monkeypatch.context() as killed:
            killed.setattr(server.project, "_save", lambda *_: 1 / 0)
            assert "fault" in post(path, **said, wish="2-a")["problem"]
        assert sheet.read_bytes() == SHEET.encode()
    assert (tmp_path / HOME / "wishes.txt").read_text() == "1-a\n2-a\n"
    with served(tmp_path, version=100) as server:
        post = Editor(server)
        assert post(path, **said, wish="2-a")["changed"]
        assert sheet.read_bytes() == made
        server.project.build()
        assert not post(path, **said, wish="1-a")["changed"]
        assert post(path, **said, wish="3-a")["changed"]
    assert sheet.read_text(encoding="utf-8").count(name) == made.decode().count(name) + 1


def test_of_the_wishes_of_other_runs_the_last_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "MOST_KEPT", 2)
    made = wishes.Wishes(tmp_path)
    for mark in "abc":
        with made.making(mark):
            pass
    assert made.is_made("a", lambda: False)
    later = wishes.Wishes(tmp_path)
    assert [mark for mark in "abc" if later.is_made(mark, lambda: True)] == ["b", "c"]
    assert not later.is_made("c", lambda: False)
    (tmp_path / HOME / "wishes.txt").write_bytes(b"\xff")
    assert not wishes.Wishes(tmp_path).is_made("c", lambda: True)


def test_a_sheet_without_a_last_line_end_goes_on_so(tmp_path: Path) -> None:
    sheet, text = tmp_path / "units.csv", SHEET.removesuffix("\n")
    sheet.write_bytes(text.encode())
    with served(tmp_path) as server:
        post = Editor(server)
        assert post("/add", texts={"id": "U9", "name": "Ninth"}, position="48, 38")["changed"]
        assert sheet.read_bytes().decode() == f"{text}\r\nU9;Ninth;;48,00;38,00"
        server.project.build()
        assert post("/delete", unit="U9")["changed"]
        assert sheet.read_bytes().decode() == text
        assert post("/undo")["step"]
        assert post("/undo")["step"]
        assert sheet.read_bytes().decode() == text


def test_a_page_is_told_that_a_sheet_is_open_elsewhere(tmp_path: Path) -> None:
    sheet, lock = tmp_path / "units.csv", tmp_path / ".~lock.units.csv#"
    sheet.write_bytes(SHEET.encode())
    with served(tmp_path) as server:
        post, held = Editor(server), []
        for is_open in (False, True, False):
            lock.touch() if is_open else lock.unlink(missing_ok=True)
            post("/change", unit="U3", texts={"name": f"Third {is_open}"}, seen={})
            server.project.build()
            held.append(json.loads(server.project.state())["held"])
    assert held == ["", "units.csv", ""]


def test_a_map_that_was_built_again_and_again_is_the_one_that_is_built_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(SHEET.encode())
    project = Project(lambda: read_config(tmp_path))
    project.build()
    # over a border and back, out to sea, another view, another name
    for old, new in (("48,57", "51"), ("39,31", "3,5"), ("51", "48,57"), ("First", "1st")):
        sheet.write_text(sheet.read_text().replace(old, new, 1))
        project.build()
        assert project.problems == []
    # in a process of its own, which has nothing at hand
    command = [sys.executable, "-m", "deploymap", "build", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    assert project.page == (tmp_path / "deployment.html").read_bytes()
