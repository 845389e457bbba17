"""The editor's server: who may ask it for something, and what becomes of a move."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

from deploymap.cli.editing import _open_server, port_of
from deploymap.page.html import DeploymentMap
from deploymap.problems import UsageError
from deploymap.serving import connections
from deploymap.serving import server as serving
from deploymap.serving.connections import MOST_CONNECTIONS
from deploymap.serving.guard import LOOPBACK
from deploymap.serving.project import Project
from deploymap.serving.server import Server
from deploymap.settings.config import Config, read_config
from test_edit_workbook import book

SHEET = (
    "id;name;side;lat;lon\r\n"
    "U1;First;A;48,57;39,31\r\n;Second;B;48,1;37,25\r\nU3;Third;A;47,9;38,5\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(SHEET, encoding="utf-8", newline="")
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with served(folder) as server:
        yield server


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves a folder for tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("quiet")
    sheet = folder / "units.csv"
    sheet.write_text(SHEET, encoding="utf-8", newline="")
    with served(folder) as server:
        yield server
    assert sheet.read_bytes().decode() == SHEET
    assert [path.name for path in folder.iterdir()] == ["units.csv"]


@contextlib.contextmanager
def served(
    folder: Path, *, host: str = LOOPBACK, version: int = 0, port: int = 0
) -> Iterator[Server]:
    project = Project(lambda: read_config(folder), version=version)
    project.build()
    assert project.problems == []
    server = Server(project, port, lambda address: None, host=host)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.stop()
    thread.join()


def ask(
    server: Server, method: str, path: str, body: str | None = None, **headers: str | None
) -> tuple[int, str, http.client.HTTPMessage]:
    """Send a request; headers are written with _ for -, None leaves one away."""
    connection = http.client.HTTPConnection("127.0.0.1", server.guard.port, timeout=20)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host="Host" in given)
    for name, value in given.items():
        if value is not None:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in given:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    if body is not None:
        connection.send(body.encode())
    with contextlib.closing(connection):
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers


def enter(server: Server) -> dict[str, str]:
    """Return the headers with which the editor's own page asks."""
    status, _, headers = ask(server, "GET", f"/?token={server.guard.token}")
    assert status == 200
    cookie = headers["Set-Cookie"]
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")
    return {
        "Cookie": cookie.partition(";")[0],
        "Origin": f"http://127.0.0.1:{server.guard.port}",
        "Content_Type": "application/json",
    }


def move(server: Server, unit: str, lat: float, lon: float, **headers: str | None) -> Any:
    body = json.dumps({"version": server.project.version, "unit": unit, "lat": lat, "lon": lon})
    return ask(server, "POST", "/move", body, **headers)


def test_a_unit_that_is_moved_changes_two_cells_of_the_sheet(server: Server, folder: Path) -> None:
    own = enter(server)
    sheet = folder / "units.csv"
    status, said, _ = move(server, "U1", 48.6123, 39.4, **own)
    assert (status, json.loads(said)) == (200, {"changed": True})
    moved = SHEET.replace("48,57;39,31", "48,61;39,40")
    assert sheet.read_bytes().decode() == moved
    # from the page as it was: the row without an id, and one that others have moved meanwhile
    assert move(server, "row3", 48.2, 37.25, **own)[0] == 200
    moved = moved.replace("48,1;37,25", "48,20;37,25")
    status, said, _ = move(server, "U1", 1, 2, **own)
    assert status == 409
    assert "lat: the cell was 48,57 and should become 1,00, but is 48,61 now" in said
    assert move(server, "U3", 47.9001, 38.5, **own)[1] == '{"changed": false}'
    assert sheet.read_bytes().decode() == moved
    server.project.build()
    assert server.project.version == 2
    assert move(server, "U1", 48.57, 39.31, **own)[0] == 200


def test_steps_are_undone_and_made_again(server: Server, folder: Path) -> None:
    own, sheet = enter(server), folder / "units.csv"

    def post(path: str, **said: str) -> Any:
        body = json.dumps({"version": server.project.version, "unit": "U1", **said})
        return json.loads(ask(server, "POST", path, body, **own)[1])

    def lines() -> list[str]:
        return sheet.read_bytes().decode().split("\n")[1:]

    assert post("/undo") == {"step": ""}
    sheet.write_bytes(SHEET.replace("lon", "lon;date").replace("39,31", "39,31;").encode())
    server.project.build()
    first = lines()
    assert post("/move", position="37U EP 2253 7949") == {"changed": False}
    assert lines()[0] == "U1;First;A;48,57;39,31;\r"  # the sheet has no more digits
    assert post("/move", position="48°36'N 39°30'E") == {"changed": True}
    assert lines()[0] == "U1;First;A;48,60;39,50;\r"
    assert '"undo": "First: lat 48,57' in server.project.state()
    # of another date a row is added, a copy of the one that the page shows
    server.project.build()
    assert post("/move", position="49, 40", date="2022-02-01") == {"changed": True}
    assert lines()[1] == "U1;First;A;49,00;40,00;2022-02-01\r"
    assert "is no date" in post("/move", position="49, 40", date="soon")["problem"]
    assert "is not a position" in post("/move", position="there")["problem"]
    # what others change meanwhile stays
    sheet.write_bytes(sheet.read_bytes().replace(b"Third", b"Fourth"))
    assert post("/undo")["step"].endswith("date blank → 2022-02-01")
    assert post("/undo")["step"] == "First: lat 48,57 → 48,60, lon 39,31 → 39,50"
    assert lines() == [line.replace("Third", "Fourth") for line in first]
    assert post("/redo")["step"].startswith("First: lat")
    assert post("/redo")["step"].startswith("First: lat")
    assert post("/redo") == {"step": ""}
    assert lines()[1] == "U1;First;A;49,00;40,00;2022-02-01\r"
    # a row that others moved is not moved back over theirs
    sheet.write_bytes(sheet.read_bytes().replace(b"48,60", b"48,65"))
    post("/undo")
    assert "but is 48,65 now" in post("/undo")["problem"]


def test_cells_change_and_rows_are_copied_and_deleted(server: Server, folder: Path) -> None:
    own, sheet = enter(server), folder / "units.csv"

    def post(path: str, unit: str, **said: Any) -> Any:
        body = json.dumps({"version": server.project.version, "unit": unit, **said})
        return json.loads(ask(server, "POST", path, body, **own)[1])

    cells = {"id": "", "name": "Second", "side": "B", "lat": "48,1", "lon": "37,25"}
    assert post("/cells", "row3") == {"cells": cells}
    assert post("/change", "row3", texts={"name": "2nd; B"}) == {"changed": True}
    assert sheet.read_bytes().decode() == SHEET.replace("Second", '"2nd; B"')
    # what would be an error of the map is not written
    assert "948 is outside" in post("/change", "U1", texts={"lat": "948"})["problem"]
    assert "no column" in post("/change", "U1", texts={"speed": "1"})["problem"]
    assert post("/undo", "")["step"] == "Second: name Second → 2nd; B"
    assert post("/copy", "U1") == {"changed": True}
    assert sheet.read_bytes().decode() == SHEET.replace(
        ";39,31\r\n", ";39,31\r\nU1-2;First;A;48,57;39,31\r\n"
    )
    assert post("/undo", "")["step"].endswith("id U1 → U1-2")
    for unit, line in (("U1", "U1;First;A;48,57;39,31\r\n"), ("U3", "U3;Third;A;47,9;38,5\n")):
        assert post("/delete", unit) == {"changed": True}
        assert sheet.read_bytes().decode() == SHEET.replace(line, "")
        assert post("/undo", "")["step"].endswith("deleted")
        assert sheet.read_bytes().decode() == SHEET


def test_of_a_cell_that_others_changed_the_person_chooses(server: Server, folder: Path) -> None:
    own, sheet = enter(server), folder / "units.csv"

    def post(path: str, **said: Any) -> Any:
        body = json.dumps({"version": 1, "unit": "U1", **said})
        return json.loads(ask(server, "POST", path, body, **own)[1])

    sheet.write_bytes(SHEET.replace("48,57", "48,60").replace("First", "1st").encode())
    theirs = sheet.read_bytes()
    asked = post("/move", lat=48.7, lon=39.4)
    assert asked["conflict"] == [{"column": "lat", "old": "48,57", "new": "48,70", "now": "48,60"}]
    assert sheet.read_bytes() == theirs
    # others change it once more while the person thinks
    sheet.write_bytes(theirs.replace(b"48,60", b"48,61"))
    asked = post("/move", lat=48.7, lon=39.4, seen={"lat": "48,60"})
    assert asked["conflict"][0]["now"] == "48,61"
    assert post("/move", lat=48.7, lon=39.4, seen={"lat": "48,61"}) == {"changed": True}
    assert sheet.read_bytes() == theirs.replace(b"48,60;39,31", b"48,70;39,40")
    # undo gives back what was chosen against
    assert post("/undo")["step"] == "First: lat 48,61 → 48,70, lon 39,31 → 39,40"
    assert sheet.read_bytes() == theirs.replace(b"48,60", b"48,61")
    asked = post("/change", texts={"name": "One", "side": "C"})
    assert [(clash["old"], clash["now"]) for clash in asked["conflict"]] == [("First", "1st")]
    assert post("/change", texts={"name": "One", "side": "C"}, seen={"name": "1st"})["changed"]
    assert b"U1;One;C;48,61;39,31" in sheet.read_bytes()
    assert "no column" in post("/change", texts={"name": "x"}, seen={"speed": "1"})["problem"]


def test_a_page_of_another_run_goes_by_what_it_saw(server: Server, folder: Path) -> None:
    sheet, first = folder / "units.csv", json.loads(server.project.state())
    sheet.write_bytes(SHEET.replace("48,57", "48,60").encode())
    with served(folder, version=100) as again:
        own, state = enter(again), json.loads(again.project.state())
        assert (state["folder"], state["version"]) == (first["folder"], 101)

        def post(path: str, **said: Any) -> Any:
            body = json.dumps({"version": 101, "unit": "U1", **said})
            return json.loads(ask(again, "POST", path, body, **own)[1])

        # its versions are none of this run
        assert post("/move", version=first["version"], lat=48.7, lon=39.4)["isOld"]
        said = {"lat": 48.7, "lon": 39.4}
        asked = post("/move", **said, stood="48.57, 39.31")
        assert [clash["now"] for clash in asked["conflict"]] == ["48,60", "39,31"]
        assert post("/move", **said, stood="48.6, 39.31")["changed"]
        asked = post("/change", texts={"name": "x"}, seen={"name": "Other"})
        assert asked["conflict"][0]["now"] == "First"
        # a row without an id is known by its name too
        row = {"unit": "row3", "lat": 48.3, "lon": 37.25, "stood": "48.1, 37.25"}
        assert "too old" in post("/move", **row, called="Third")["problem"]
        assert post("/move", **row, called="Second")["changed"]
    assert b";Second;B;48,30;37,25" in sheet.read_bytes()


def test_what_cannot_be_written_may_be_tried_again(tmp_path: Path) -> None:
    made = book()
    (tmp_path / "units.xlsx").write_bytes(made)
    (tmp_path / "deploymap.toml").write_text('[files]\nunits = "units.xlsx"\n')
    lock = tmp_path / ".~lock.units.xlsx#"
    with served(tmp_path) as server:
        own = enter(server)
        assert json.loads(server.project.state())["refused"] == ""
        lock.touch()
        status, said, _ = move(server, "U1", 48.6, 39.4, **own)
        assert (status, json.loads(said)["isUnwritten"]) == (409, True)
        assert (tmp_path / "units.xlsx").read_bytes() == made
        lock.unlink()
        assert move(server, "U1", 48.6, 39.4, **own)[0] == 200
        server.project.build()
        assert (
            json.loads(ask(server, "POST", "/cells", '{"version": 2, "unit": "U1"}', **own)[1])[
                "cells"
            ]["lat"]
            == "48.6"
        )
        assert json.loads(ask(server, "POST", "/undo", "{}", **own)[1])["step"].startswith("First")
    assert (tmp_path / "units.xlsx").read_bytes() == made


def test_annotations_move_in_their_own_sheet_and_are_undone_with_the_units(
    folder: Path,
) -> None:
    notes, sheet = folder / "annotations.csv", folder / "units.csv"
    text = "id,type,text,lat,lon\r\n# any\nF1,note,Here,48.5,38.50\nF2,note,There,48.1,38.1\n"
    notes.write_text(text, encoding="utf-8", newline="")
    with served(folder) as server:
        own = enter(server)

        def post(path: str, **said: Any) -> Any:
            body = json.dumps({"version": server.project.version, **said})
            return json.loads(ask(server, "POST", path, body, **own)[1])

        note = {"unit": "F1", "sheet": "annotations", "number": 0}
        assert post("/move", **note, lat=48.6, lon=38.61) == {"changed": True}
        moved = text.replace("48.5,38.50", "48.60,38.61")
        assert notes.read_bytes().decode() == moved
        assert sheet.read_bytes().decode() == SHEET
        assert post("/move", unit="U3", lat=47.5, lon=38.5) == {"changed": True}
        # a page that has other rows, and an error
        assert "too old" in post("/move", **{**note, "number": 1}, lat=1, lon=2)["problem"]
        assert (
            "948 is outside"
            in post("/change", **{**note, "unit": "F2", "number": 1}, texts={"lat": "948"})[
                "problem"
            ]
        )
        assert post("/undo")["step"].startswith("Third")
        assert post("/undo")["step"].startswith("F1: lat 48.5")
        assert notes.read_bytes().decode() == text
        assert sheet.read_bytes().decode() == SHEET
        assert post("/redo")["step"].startswith("F1")
        assert notes.read_bytes().decode() == moved


FRONT = (
    "type,id,note,geometry\r\n# any\r\n"
    'front,F,"a ""b""","LINESTRING(38.10 49.2,  38.0 48.6, 38.3 48.1)"\r\n'
    "held,H,,fronts.geojson#1\n"
)


def test_points_of_an_overlay_change_in_its_cell_alone(folder: Path) -> None:
    drawn = folder / "overlays.csv"
    drawn.write_text(FRONT, encoding="utf-8", newline="")
    ring = [[38, 48], [39, 48], [39, 49], [38, 48]]
    shape = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (folder / "fronts.geojson").write_text(json.dumps({**shape, "properties": {}}))
    with served(folder) as server:
        own = enter(server)

        def post(path: str, id: str = "F", number: int = 0, **said: Any) -> Any:
            row = {"unit": id, "sheet": "overlays", "number": number}
            body = json.dumps({"version": server.project.version, **row, **said})
            return json.loads(ask(server, "POST", path, body, **own)[1])

        line = [[38.1, 49.2], [38.0, 48.6], [38.3, 48.1]]
        assert post("/shape") == {"shape": [{"points": line, "isRing": False}]}
        moved = [line[0], [38.05, 48.612], line[2]]
        assert post("/draw", old=[line], parts=[moved]) == {"changed": True}
        after = FRONT.replace("38.0 48.6", "38.05 48.612")
        assert drawn.read_bytes().decode() == after
        # who has not seen it changes nothing
        asked = post("/draw", old=[moved], parts=[line])["conflict"]
        assert [(clash["column"], clash["old"]) for clash in asked] == [("geometry", "")]
        found = post("/draw", old=[line], parts=[line[:2]])["problem"]
        assert "but is LINESTRING(38.10 49.2, 38.05 48.612, 38.3 48.1) now" in found
        server.project.build()
        assert post("/draw", old=[moved], parts=[[*moved, [38.4, 48]]]) == {"changed": True}
        assert drawn.read_bytes().decode() == after.replace("48.1)", "48.1,  38.400 48.000)")
        assert post("/undo")["step"] == "F: a point added"
        assert drawn.read_bytes().decode() == after
        assert post("/undo")["step"] == "F: a point moved"
        assert drawn.read_bytes().decode() == FRONT
        server.project.build()
        assert (
            "needs three points, a line two"
            in post("/draw", old=[line], parts=[line[:1]])["problem"]
        )
        assert "its shape stands in fronts.geojson#1" in post("/shape", "H", 1)["problem"]
        # what the schema does not know is not written, nor what would be an error
        assert "a held area is an area" in post("/change", texts={"type": "held"})["problem"]
        assert post("/change", texts={"type": "line"}) == {"changed": True}
        assert post("/undo")["step"] == "F: type front → line"
        assert post("/copy") == {"changed": True}
        assert post("/undo")["step"].endswith("id F → F-2")
        assert post("/delete", "H", 1) == {"changed": True}
        assert post("/undo")["step"] == "H: deleted"
        assert drawn.read_bytes().decode() == FRONT


def test_the_first_overlay_and_the_first_annotation_make_their_sheets(folder: Path) -> None:
    with served(folder) as server:
        own = enter(server)

        def post(path: str, **said: Any) -> Any:
            body = json.dumps({"version": server.project.version, **said})
            return json.loads(ask(server, "POST", path, body, **own)[1])

        points = [[38, 48], [39.125, 48], [39, 49.5]]
        held = {"type": "held", "side": "A"}
        wrong = post("/add", sheet="overlays", texts={"type": "heald"}, points=points)
        assert "heald" in wrong["problem"]
        assert not (folder / "overlays.csv").exists()
        assert post("/add", sheet="overlays", texts=held, points=points) == {"changed": True}
        said = (folder / "overlays.csv").read_bytes().decode().split("\r\n")
        assert said[0].startswith("id;type;name;side;left;right;geometry;")
        assert said[1].startswith(";held;;A;;;POLYGON((38 48, 39.125 48, 39 49.5, 38 48));")
        note = {"type": "label", "text": "Here"}
        assert post("/add", sheet="annotations", texts=note, lat=48.5, lon=38.5)["changed"]
        said = (folder / "annotations.csv").read_bytes().decode().split("\r\n")
        assert said[1].startswith(";label;Here;;;48.50000;38.50000;")
        server.project.build()
        assert server.project.problems == []
        row = {"sheet": "overlays", "unit": "row2", "number": 0}
        assert len(post("/shape", **row)["shape"][0]["points"]) == 3
        assert post("/undo") == {"step": "Here: added"}
        assert post("/undo") == {"step": "held: added"}
        server.project.build()
        assert server.project.problems == []
        assert post("/redo") == {"step": "held: added"}
        server.project.build()
        assert len(post("/shape", **row)["shape"][0]["points"]) == 3


def test_the_page_stays_while_its_files_have_faults(server: Server, folder: Path) -> None:
    own = enter(server)
    tick = server.project.ticks
    first = ask(server, "GET", "/", **own)[1]
    assert '"version": 1, "problems": []' in first
    assert '<script src="/edit.js"></script>' in first
    assert "script-src 'self' 'sha256-" in first
    (folder / "units.csv").write_text(SHEET.replace("48,57", "948<"), encoding="utf-8")
    server.project.build()
    news = json.loads(ask(server, "GET", f"/events?tick={tick}", **own)[1])
    assert news["version"] == 1
    assert [problem[:20] for problem in news["problems"]] == ["units.csv:2: lat: 94"]
    page = ask(server, "GET", "/", **own)[1]
    assert "948\\u003c" in page
    assert page.partition("deploymap-edit")[0] == first.partition("deploymap-edit")[0]


def test_a_page_is_told_of_its_own_map_though_another_is_built_meanwhile(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, project = enter(server), server.project
    plain = project.state

    def build_and_tell(*version: int) -> str:
        project.build()
        return plain(*version)

    monkeypatch.setattr(project, "state", build_and_tell)
    assert '"version": 1, "problems"' in ask(server, "GET", "/", **own)[1]
    assert '"version": 3, "problems"' in ask(server, "GET", "/state", **own)[1]


def test_whatever_goes_wrong_with_a_build_the_last_page_stays(server: Server) -> None:
    project, page = server.project, server.project.page

    def fail() -> Any:
        raise RuntimeError("no more threads")

    project.read = fail
    project.build()
    assert project.page == page
    assert "a fault of deploymap itself" in project.problems[0]


@pytest.mark.parametrize("error", [RuntimeError("a\nb"), ValueError("a\nb"), OSError("a\nb")])
def test_a_fault_of_the_program_is_answered_in_words(
    quiet: Server, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> Any:
        raise error

    own = enter(quiet)
    monkeypatch.setattr(quiet.project, "move", fail)
    status, said, _ = move(quiet, "U1", 48.6, 39.4, **own)
    assert status == 500
    words = json.loads(said)["problem"]
    assert words.startswith("this is a fault of deploymap itself; please report it")
    assert words.endswith(f": {type(error).__name__}: a b")
    if not isinstance(error, OSError):
        monkeypatch.setattr(quiet.project, "state", fail)
        assert ask(quiet, "GET", "/", **own)[:2] == (500, said)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[files]\nunits = "units.geojson"\n', "is a GeoJSON file"),
        ("[publish]\nround_km = 5\n", "round the positions"),
    ],
)
def test_a_sheet_that_cannot_be_written_is_said_so_when_the_page_opens(
    folder: Path, settings: str, words: str
) -> None:
    (folder / "deploymap.toml").write_text(settings)
    point = {"type": "Point", "coordinates": [39.31, 48.57]}
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": point}
    geojson = {"type": "FeatureCollection", "features": [feature]}
    (folder / "units.geojson").write_text(json.dumps(geojson))
    project = Project(lambda: read_config(folder))
    project.build()
    assert words in json.loads(project.state())["refused"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Cookie": None}, 403),
        ({"Cookie": "deploymap_1=x"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": None}, 400),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": "1000000000"}, 413),
        ({"Content_Length": "9" * 15}, 413),
        ({"Content_Length": "9" * 5000}, 400),
        ({"Content_Length": "-1"}, 400),
        ({"Content_Length": None}, 411),
    ],
)
def test_a_move_that_is_not_the_pages_own_is_refused(
    quiet: Server, changed: dict[str, str | None], status: int
) -> None:
    own = enter(quiet)
    port = str(quiet.guard.port)
    changed = {name: value and value.replace("{port}", port) for name, value in changed.items()}
    found, _, headers = move(quiet, "U1", 48.6, 39.4, **{**own, **changed})
    assert found == status
    assert headers["Connection"] == "close"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/units.csv", 404),
        ("/../units.csv", 404),
        ("/%2e%2e/etc/passwd", 404),
        ("/edit.js/../page.js", 404),
        ("//etc/passwd", 404),
        ("/?token=", 200),
        ("/events?tick=x", 200),
        ("/", 200),
    ],
)
def test_nothing_is_served_by_a_path(quiet: Server, path: str, status: int) -> None:
    assert ask(quiet, "GET", path, Cookie=enter(quiet)["Cookie"])[0] == status
    assert ask(quiet, "GET", path)[0] == 403
    assert ask(quiet, "GET", path, Host="evil.example")[0] == 421


def test_a_token_lets_one_browser_in(quiet: Server) -> None:
    first = quiet.guard.token
    own = enter(quiet)
    assert quiet.guard.token != first
    assert ask(quiet, "GET", f"/?token={first}")[0] == 403
    assert ask(quiet, "GET", f"/?token={first}", Cookie=own["Cookie"])[0] == 200
    assert ask(quiet, "GET", "/?token=%C3%A9")[0] == 403
    _, page, headers = ask(quiet, "GET", "/", Cookie=own["Cookie"])
    assert quiet.guard.token not in page
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "[" * 20_000,
        '{"version": 1, "unit": "U1", "lat": 91, "lon": 0}',
        '{"version": 1, "unit": "U1", "lat": NaN, "lon": 0}',
        '{"version": 1, "unit": ["U1"], "lat": 1, "lon": 0}',
        '{"version": true, "unit": "U1", "lat": 1, "lon": 0}',
    ],
)
def test_what_is_no_move_is_refused(quiet: Server, body: str) -> None:
    assert ask(quiet, "POST", "/move", body, **enter(quiet))[0] == 400


@pytest.mark.parametrize("wish", ["1", "a\\nb", "../a", "1" * 65])
def test_a_wish_has_a_mark_that_stands_on_a_line(quiet: Server, wish: str) -> None:
    body = f'{{"version": 1, "unit": "U1", "wish": {wish if wish == "1" else json.dumps(wish)}}}'
    assert ask(quiet, "POST", "/delete", body, **enter(quiet))[0] == 400


def test_idle_and_broken_connections_block_nobody(server: Server) -> None:
    own = enter(server)
    idle = [socket.create_connection(("127.0.0.1", server.guard.port)) for _ in range(200)]
    for number, connection in enumerate(idle):
        connection.sendall(b"POST /move HTTP/1.1\r\nHost: " if number % 2 else b"\0\xff")
    for connection in idle[:50]:
        connection.close()
    assert move(server, "U1", 48.6, 39.4, **own)[0] == 200
    for connection in idle[50:]:
        connection.close()
    more = [socket.socket() for _ in range(MOST_CONNECTIONS + 20)]
    with contextlib.ExitStack() as stack:
        for connection in more:
            stack.enter_context(connection)
            with contextlib.suppress(OSError):
                connection.connect(("127.0.0.1", server.guard.port))
        # the one that has waited longest has made room
        more[0].settimeout(5)
        assert more[0].recv(1) == b""
        assert ask(server, "GET", "/", **own)[0] == 200


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"GET / HTTP/1.1\r\n", b"A: b\r\n"],
        [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\n", b"A: b\r\n"],
    ],
)
def test_a_connection_ends_when_no_whole_request_comes(
    quiet: Server, monkeypatch: pytest.MonkeyPatch, pieces: list[bytes]
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.2)
    # so that another request may follow
    monkeypatch.setattr(serving, "_refuse", lambda refusal: Response("!", refusal.status))
    with socket.create_connection(("127.0.0.1", quiet.guard.port), timeout=5) as connection:
        for piece in pieces:
            connection.sendall(piece)
            if piece.endswith(b"\r\n\r\n"):
                said = b"".join(iter(lambda: connection.recv(1), b"!"))
                assert said.startswith(b"HTTP/1.1 421")
        assert connection.recv(1000) == b""


def test_what_follows_the_head_of_an_answer_waits_for_nobody(quiet: Server) -> None:
    head = f"Host: 127.0.0.1:{quiet.guard.port}\r\nCookie: {enter(quiet)['Cookie']}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", quiet.guard.port), timeout=5) as connection:
        connection.sendall(f"GET /state HTTP/1.1\r\n{head}".encode())
        assert connection.recv(1)
        [held] = [
            one.transport.get_extra_info("socket")
            for one in quiet._server.server_state.connections
            if one.transport.get_extra_info("peername") == connection.getsockname()
        ]
        assert held.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_change_that_does_not_come_is_not_waited_for(
    quiet: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.05)
    found, _, headers = ask(quiet, "POST", "/move", "{", Content_Length="2", **enter(quiet))
    assert (found, headers["Connection"]) == (408, "close")


def test_pages_that_wait_for_news_do_not_hold_up_the_end(folder: Path) -> None:
    with served(folder) as server, socket.socket() as page:
        cookie = enter(server)["Cookie"]
        page.settimeout(5)
        page.connect(("127.0.0.1", server.guard.port))
        head = f"Host: 127.0.0.1:{server.guard.port}\r\nCookie: {cookie}\r\n\r\n"
        page.sendall(f"GET /events?tick={server.project.ticks} HTTP/1.1\r\n{head}".encode())
        assert ask(server, "GET", "/events?tick=x", Cookie=cookie)[0] == 200
        server.stop()
        # it is not let wait until there is news, and is told of no fault
        assert page.recv(12) in (b"", b"HTTP/1.1 200")


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_at_another_address_the_same_is_asked(folder: Path, host: str) -> None:
    with served(folder, host=host) as server:
        port, guard = server.guard.port, server.guard
        assert guard.address.startswith(f"http://{guard.host}:{port}/?token=")
        for name, status in (
            (f"127.0.0.1:{port}", 200),
            (f"localhost:{port}", 200 if host == LOOPBACK else 421),
            ("evil.example", 421),
            (f"evil.example:{port}", 421),
            (f"0.0.0.0:{port}", 421),
            ("127.0.0.1", 421),
        ):
            assert ask(server, "GET", f"/?token={guard.token}", Host=name)[0] == status
        own = enter(server)
        assert ask(server, "GET", "/")[0] == 403
        assert move(server, "U1", 48.6, 39.4, **{**own, "Cookie": None})[0] == 403
        assert move(server, "U1", 48.6, 39.4, **{**own, "Origin": "http://evil.example"})[0] == 403
        assert move(server, "U1", 48.6, 39.4, **own)[0] == 200


def test_a_folder_has_its_port_and_another_one_where_that_is_taken(folder: Path) -> None:
    def read() -> Config:
        return read_config(folder)

    project = Project(read)
    first = _open_server(project, LOOPBACK, None, read)
    with contextlib.closing(first.socket):
        assert first.guard.port == port_of(folder)
        second = _open_server(project, "localhost", None, read)
        with contextlib.closing(second.socket):
            assert second.guard.port != first.guard.port
        with pytest.raises(UsageError, match="name another with --port"):
            _open_server(project, LOOPBACK, first.guard.port, read)


# in the browser


def renew(page: Any, project: Project) -> None:
    """Build the map, as the thread that watches the files does, and wait until a page shows it."""
    project.build()
    page.locator(f"html[data-edited='{project.version}']").wait_for()
    page.locator(".dm-handles[aria-busy=true]").wait_for(state="detached")


def test_a_unit_is_dragged_into_the_sheet_and_other_pages_follow(
    server: Server, folder: Path, chromium: Any
) -> None:
    project = server.project
    with contextlib.closing(chromium.new_context()) as context:
        context.set_default_timeout(10_000)
        faults: list[str] = []
        first, second = context.new_page(), context.new_page()
        for page in (first, second):
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.goto(server.guard.address if page is first else first.url)
            page.wait_for_url(f"http://127.0.0.1:{server.guard.port}/")
            page.locator("html[data-deploymap=ready].dm-editing").wait_for()
        unit = first.locator('[data-unit="U1"]')
        box = unit.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        first.mouse.move(x, y)
        first.mouse.down()
        first.mouse.move(x + 40, y, steps=4)
        with first.expect_response("**/move") as answer:
            first.mouse.up()
        assert answer.value.json() == {"changed": True}
        said = (folder / "units.csv").read_text(encoding="utf-8").splitlines()[1].split(";")
        assert said[:4] == ["U1", "First", "A", "48,57"]
        assert float(said[4].replace(",", ".")) > 39.4
        # as the thread that watches the files does
        renew(second, project)
        now = second.evaluate("deploymap.unit('U1').lon")
        assert now == float(said[4].replace(",", "."))
        # typed in any notation, and undone
        second.locator('[data-unit="U3"]').click()
        second.get_by_label("Position", exact=True).fill("47°30'N 38°15'E")
        with second.expect_response("**/move"):
            second.get_by_role("button", name="Move").click()
        renew(second, project)
        assert second.evaluate("deploymap.ready.then(() => deploymap.unit('U3').lat)") == 47.5
        with second.expect_response("**/undo"):
            second.keyboard.press("Control+z")
        renew(second, project)
        assert second.evaluate("deploymap.ready.then(() => deploymap.unit('U3').lat)") == 47.9
        second.get_by_role("button", name="Redo", disabled=False).wait_for()
        second.locator('[data-unit="U3"]').click()
        # what the row says already, and a way that is too short for its digits
        second.get_by_role("button", name="All fields").click()
        second.get_by_role("button", name="Save").click()
        status = second.get_by_role("status")
        status.filter(has_text="Third was not changed: the sheet says so already").wait_for()
        second.get_by_label("Position", exact=True).fill("47.90001, 38.5")
        second.get_by_role("button", name="Move").click()
        status.filter(has_text="too few digits for so short a way").wait_for()
        # a fault stands at its field
        form = second.locator(".dm-edit-rows")
        form.locator("[name=lat]").fill("948")
        form.locator("[name=name]").fill("Fourth")
        second.get_by_role("button", name="Save").click()
        form.locator("label", has=second.locator("[name=lat]")).locator("small").filter(
            has_text="948 is outside"
        ).wait_for()
        assert form.locator("[name=lat]").get_attribute("aria-invalid") == "true"
        form.locator("[name=lat]").fill("47,9")
        with second.expect_response("**/change"):
            second.get_by_role("button", name="Save").click()
        renew(second, project)
        assert second.evaluate("deploymap.ready.then(() => deploymap.unit('U3').name)") == "Fourth"
        # a unit more, where the map is clicked
        second.get_by_role("button", name="Add a unit").click()
        x, y = second.evaluate(
            "(() => { const {x, y} = deploymap.map.latLngToContainerPoint([48.3, 38.1]);"
            "const box = deploymap.map.getContainer().getBoundingClientRect();"
            "return [box.x + x, box.y + y]; })()"
        )
        second.mouse.click(x, y)
        assert form.locator("[name=position]").input_value().startswith("48.")
        form.locator("[name=id]").fill("U9")
        form.locator("[name=name]").fill("Ninth")
        with second.expect_response("**/add"):
            second.get_by_role("button", name="Add", exact=True).click()
        renew(second, project)
        said = (folder / "units.csv").read_text(encoding="utf-8").splitlines()[-1].split(";")
        assert said[:3] == ["U9", "Ninth", ""]
        assert [text[:2] for text in said[3:]] == ["48", "38"]
        assert second.evaluate("deploymap.unit('U9').name") == "Ninth"
        # what cannot be sent is kept, and sent when the editor is back
        second.locator('[data-unit="U3"]').click()
        context.set_offline(True)
        second.get_by_label("Position", exact=True).fill("47.6, 38.4")
        second.get_by_role("button", name="Move").click()
        second.get_by_text("1 not saved yet: Fourth").wait_for()
        with second.expect_download() as taken:
            second.get_by_role("button", name="Download them as a patch").click()
        patch = Path(taken.value.path()).read_text(encoding="utf-8").splitlines()
        assert patch == ["id,column,old,new,note", 'U3,position,"47.9, 38.5","47.6, 38.4",']
        with second.expect_response("**/move"):
            context.set_offline(False)
        renew(second, project)
        assert second.evaluate("deploymap.unit('U3').lat") == 47.6
        second.get_by_text("not saved yet").wait_for(state="hidden")
        # the page that is open says what is wrong, and goes on when it is mended
        good = (folder / "units.csv").read_bytes()
        (folder / "units.csv").write_bytes(good.replace(b"47,6", b"947"))
        project.build()
        second.get_by_role("status").filter(has_text="units.csv:4: lat: 947").wait_for()
        (folder / "units.csv").write_bytes(good)
        renew(second, project)
        assert not faults


def test_a_page_that_follows_keeps_what_the_reader_sees(
    server: Server, folder: Path, chromium: Any
) -> None:
    project = server.project
    with contextlib.closing(chromium.new_context(reduced_motion="reduce")) as context:
        context.set_default_timeout(10_000)
        faults: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(server.guard.address)
        page.wait_for_url(f"http://127.0.0.1:{server.guard.port}/")
        address = "#1&side=A&unit=U3&at=47.9,38.5,9&show=table"
        page.evaluate(f"history.replaceState(null, '', {json.dumps(address)}); location.reload()")
        page.locator("html[data-deploymap=ready].dm-editing").wait_for()
        page.evaluate("window.loaded = 'once'")
        page.evaluate("void deploymap.map.setView([47.91, 38.52], 9.5, { animate: false })")
        page.evaluate("document.querySelector('.dm-notes details').open = true")
        page.get_by_role("button", name="Filter").click()
        page.locator("#dm-search").focus()
        seen = """() => [
          window.loaded, location.hash, deploymap.map.getZoom(), deploymap.map.getCenter().lat,
          document.querySelector(".dm-notes details").open, document.activeElement.id,
          document.querySelector("[aria-controls=dm-finder-body]").ariaExpanded,
          document.querySelector(".dm-panel h2").textContent,
          document.querySelectorAll(".dm-page").length,
          document.querySelectorAll("tbody tr").length,
        ]"""
        before = page.evaluate(seen)
        assert "at=47.91,38.52,9.5" in before[1]
        assert before[5] == "dm-search"
        sheet = folder / "units.csv"
        sheet.write_bytes(f"{SHEET.replace('48,57', '48,9')}U4;Fourth;A;48;38\n".encode())
        renew(page, project)
        assert page.evaluate("deploymap.unit('U1').lat") == 48.9
        *same, rows = page.evaluate(seen)
        assert same == before[:-1]
        assert rows == before[-1] + 1
        # nothing of the page of before hears the keys any longer
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.go_back()
        # the first view stays too, though the sheet now asks for another
        page.evaluate("history.replaceState(null, '', location.pathname); location.reload()")
        page.locator("html[data-deploymap=ready].dm-editing").wait_for()
        center = page.evaluate("[deploymap.map.getCenter().lat, deploymap.map.getZoom()]")
        sheet.write_bytes(SHEET.replace("48,57", "51,9").encode())
        renew(page, project)
        assert page.evaluate("[deploymap.map.getCenter().lat, deploymap.map.getZoom()]") == center
        assert "at=" not in page.evaluate("location.hash")
        assert not faults


def test_shapes_are_drawn_and_texts_set_in_the_browser(folder: Path, chromium: Any) -> None:
    sheet, drawn, notes = (folder / f"{n}.csv" for n in ("units", "overlays", "annotations"))
    # of several dates, each with rows of its own
    dated = SHEET.replace("lon\r", "lon;date\r").replace(
        "39,31\r\n", "39,31;2022-01-01\r\nU1;First;A;48,5;39,3;2022-02-01\r\n"
    )
    sheet.write_text(dated, encoding="utf-8", newline="")
    lines = (
        "type,id,note,geometry,date\r\n# any\r\n"
        'front,F,,"LINESTRING(37 48.2, 37.2 48)",2022-01-01\r\n'
        'front,F,"a ""b""","LINESTRING(38.10 49.2,  38.0 48.6, 38.3 48.1)",2022-02-01\r\n'
    )
    drawn.write_text(lines, encoding="utf-8", newline="")
    with (
        served(folder) as server,
        contextlib.closing(chromium.new_context(reduced_motion="reduce")) as context,
    ):
        project = server.project
        context.set_default_timeout(10_000)
        faults: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(server.guard.address)
        page.wait_for_url(f"http://127.0.0.1:{server.guard.port}/")
        page.locator("html[data-deploymap=ready].dm-editing").wait_for()

        def act(path: str, do: Any) -> Any:
            with page.expect_response(f"**{path}") as answer:
                do()
            said = answer.value.json()
            renew(page, project)
            return said

        def press(name: str, path: str) -> Any:
            button = page.get_by_role("button", name=name, exact=True)
            return act(path, lambda: button.click())

        def click_map(lat: float, lon: float) -> None:
            x, y = page.evaluate(
                "([lat, lon]) => { const {x, y} = deploymap.map.latLngToContainerPoint([lat, lon]);"
                "const box = deploymap.map.getContainer().getBoundingClientRect();"
                "return [box.x + x, box.y + y]; }",
                [lat, lon],
            )
            page.mouse.click(x, y)

        def said() -> str:
            return drawn.read_bytes().decode()

        # a point of a line, with the mouse
        page.locator("[data-drawn]").last.evaluate("element => element.click()")
        box = page.get_by_role("button", name="Point 2 of 3").bounding_box()
        page.mouse.move(box["x"] + 8, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(box["x"] + 68, box["y"] + 8, steps=3)
        assert act("/draw", page.mouse.up) == {"changed": True}
        before, moved, after = said().partition(", 38.3 48.1)")
        start, _, point = before.rpartition("49.2,  ")
        assert lines.startswith(start)
        assert lines.endswith(moved + after)
        assert float(point.split()[0]) > 38.05
        assert page.locator(".dm-edit strong").text_content() == "Front line"
        assert press("Undo", "/undo") == {"step": "F: a point moved"}
        assert said() == lines
        # with the keys: a burst is one step
        page.get_by_role("button", name="Point 2 of 3").focus()
        for key in ("ArrowLeft", "Shift+ArrowLeft"):
            page.keyboard.press(key)
        assert act("/draw", lambda: page.keyboard.press("ArrowLeft")) == {"changed": True}
        assert " 48.6, 38.3 48.1)" in said()
        page.get_by_role("button", name="Point 2 of 3").focus()
        act("/draw", lambda: page.keyboard.press("Delete"))
        assert said().endswith('"LINESTRING(38.10 49.2, 38.3 48.1)",2022-02-01\r\n')
        act("/draw", lambda: page.get_by_role("button", name="behind point 1").press("Enter"))
        page.get_by_role("button", name="Point 3 of 3").wait_for()
        act("/draw", lambda: page.get_by_role("button", name="Move Front line").press("ArrowUp"))
        assert page.evaluate("document.activeElement.ariaLabel") == "Move Front line"
        for step in ("moved", "a point added", "a point removed", "a point moved"):
            assert press("Undo", "/undo") == {"step": f"F: {step}"}
        assert said() == lines
        # an area that is not there yet, point by point
        page.get_by_role("button", name="Draw", exact=True).click()
        form = page.locator(".dm-edit-rows")
        form.locator("[name=type]").fill("contested")
        for place in ((49.0, 38.5), (48.5, 38.4), (48.9, 38.9), (48.6, 38.6)):
            click_map(*place)
            if place == (48.5, 38.4):
                page.get_by_role("button", name="Remove the point").click()
        points = page.locator(".dm-handle-point")
        for key, count in (("Control+z", 2), ("Control+y", 3), ("Backspace", 2), ("Control+z", 3)):
            page.keyboard.press(key)
            assert (key, points.count()) == (key, count)
        # what is drawn and not added is not lost by a slip
        page.keyboard.press("Escape")
        page.get_by_role("status").filter(has_text="Not added or saved yet").wait_for()
        page.get_by_role("button", name="Point 3 of 3").wait_for()
        assert press("Add", "/add") == {"changed": True}
        assert said().startswith(lines + 'contested,,,"POLYGON((')
        ring = said().rpartition("((")[2].removesuffix('))",\r\n').split(", ")
        assert len(ring) == 4
        assert ring[0] == ring[3]
        page.locator(".dm-area-contested").first.wait_for()
        # nor is what is typed; of another date the shape has a row of its own
        page.get_by_role("button", name="Draw", exact=True).click()
        page.keyboard.press("Escape")
        form.wait_for(state="hidden")
        page.locator("[data-drawn]").last.evaluate("element => element.click()")
        page.locator(".dm-handle-all").wait_for()
        page.get_by_role("button", name="All fields").click()
        form.locator("[name=note]").fill("typed")
        page.evaluate("deploymap.select('U3')")
        page.locator(".dm-edit strong", has_text="Third").wait_for()
        assert act("/change", lambda: page.keyboard.press("Enter")) == {"changed": True}
        assert said().count("typed") == 1
        assert press("Undo", "/undo")["step"].endswith("typed")
        # a text, whose sheet is not there yet
        page.get_by_role("button", name="Add a text").click()
        click_map(48.6, 37.6)
        form.locator("[name=text]").fill("Here")
        assert press("Add", "/add") == {"changed": True}
        first = notes.read_bytes()
        page.locator("[data-note]").click()
        page.get_by_role("button", name="All fields").click()
        form.locator("[name=text]").fill("There")
        assert press("Save", "/change") == {"changed": True}
        assert notes.read_bytes() == first.replace(b"Here", b"There")
        page.keyboard.press("ArrowUp")
        assert act("/move", lambda: page.keyboard.press("Shift+ArrowUp")) == {"changed": True}
        assert press("Delete", "/delete") == {"changed": True}
        for step in ("There: deleted", "There: lat", "Here: text Here → There"):
            assert press("Undo", "/undo")["step"].startswith(step)
        assert notes.read_bytes() == first
        # a unit
        page.locator('[data-unit="U3"]').click()
        page.keyboard.press("ArrowDown")
        assert act("/move", lambda: page.keyboard.press("Shift+ArrowDown")) == {"changed": True}
        assert ";38,5\n" in sheet.read_bytes().decode()
        assert press("Undo", "/undo")["step"].startswith("Third: lat 47,9 → 47,")
        assert sheet.read_bytes().decode() == dated
        # as of a date, which is that of one change alone
        page.evaluate("deploymap.select('U1')")
        page.locator(".dm-edit strong", has_text="First").wait_for()
        button = page.get_by_role("button", name="Move", exact=True)
        moving = page.locator(".dm-edit form", has=button)
        moving.locator("[name=position]").fill("48.2, 38.9")
        moving.locator("[name=date]").fill("2022-03-01")
        assert press("Move", "/move") == {"changed": True}
        assert "U1;First;A;48,2;38,9;2022-03-01\r\n" in sheet.read_bytes().decode()
        assert moving.locator("[name=date]").input_value() == ""
        moving.locator("[name=date]").fill("2022-04-01")
        page.evaluate("deploymap.select('U3')")
        page.locator(".dm-edit strong", has_text="Third").wait_for()
        assert moving.locator("[name=date]").input_value() == ""
        assert press("Undo", "/undo")["step"].startswith("First: lat")
        assert not faults


KINDS = {
    "semicolons and Windows-1251": (
        "id;name;lat;lon\r\nU1;Полк;48,57;39,31\r\nU2;Рота;48,1;37,25\r\n".encode("cp1251")
    ),
    "a mark, mixed ends and comments": (
        b"\xef\xbb\xbf# any\r\nid,name,lat,lon\r\nU1,A,48.57,39.31\n\n# more\nU2,B,48.1,37.25\r"
    ),
    "line ends in quotation marks": (
        b'id,name,note,lat,lon\nU2,B,"one\r\ntwo ""three""",48.1,37.25\nU1,A,"\n",48.57,39.31\n'
    ),
    "MGRS": b"id,name,mgrs\nU1,A,37U DQ 7600 7900\nU2,B,37U CQ 7600 2900\n",
    "one cell for both": b'id,name,position\nU1,A,"48.57, 39.31"\nU2,B,"48.1, 37.25"\n',
    "several dates": (
        b"id,name,lat,lon,date\nU1,A,48.57,38.31,2022-01-01\nU2,B,48.1,37.25,2022-01-01\n"
        b"U1,A,48.57,39.31,12.02.2022\n"
    ),
}


# what others write in the place of a text of U2
UNIT_2 = {
    "semicolons and Windows-1251": (b"48,1", b"48,2"),
    "a mark, mixed ends and comments": (b"48.1", b"48.2"),
    "line ends in quotation marks": (b"48.1", b"48.2"),
    "MGRS": (b"7600 2900", b"7700 2900"),
    "one cell for both": (b"48.1", b"48.2"),
    "several dates": (b"48.1", b"48.2"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_of_sheet_is_changed_by_a_page_and_by_others(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the page itself is not looked at
    monkeypatch.setattr(DeploymentMap, "to_html", lambda self: "<html></html>")
    sheet, before = tmp_path / "units.csv", KINDS[kind]
    sheet.write_bytes(before)

    def others(row: bytes, old: bytes, new: bytes) -> None:
        """Change a text in the last row of those that begin so."""
        data = sheet.read_bytes()
        at = data.rindex(row)
        sheet.write_bytes(data[:at] + data[at:].replace(old, new, 1))

    def post(server: Server, path: str, **said: Any) -> Any:
        body = json.dumps({"version": server.project.version, "unit": "U1", **said})
        return json.loads(ask(server, "POST", path, body, **own)[1])

    with served(tmp_path) as server:
        own, stood = enter(server), server.project.version
        assert post(server, "/move", lat=48.4, lon=38.9)["changed"]
        moved = sheet.read_bytes()
        changed = [
            new
            for old, new in zip(before.splitlines(), moved.splitlines(), strict=True)
            if old != new
        ]
        assert len(changed) == 1
        # an editor saves another row, and the page has both
        others(b"U2", UNIT_2[kind][0], UNIT_2[kind][1])
        server.project.build()
        assert UNIT_2[kind][1].decode() in " ".join(
            post(server, "/cells", unit="U2")["cells"].values()
        )
        both = sheet.read_bytes()
        assert both != moved
        # a page that shows the first version does not go over what was moved since
        asked = post(server, "/move", version=stood, lat=48.3, lon=38.8)
        clashes = {clash["column"]: clash["now"] for clash in asked["conflict"]}
        assert sheet.read_bytes() == both
        assert post(server, "/move", version=stood, lat=48.3, lon=38.8, seen=clashes)["changed"]
        assert post(server, "/undo")["step"]
        assert sheet.read_bytes() == both
        assert post(server, "/undo")["step"]
        others(b"U2", UNIT_2[kind][1], UNIT_2[kind][0])
        assert sheet.read_bytes() == before
    # killed, and started again: what a page kept is sent by what it saw
    with served(tmp_path) as server:
        own = enter(server)
        seen = post(server, "/cells")["cells"]
        assert post(server, "/move", lat=48.4, lon=38.9, seen=seen)["changed"]
        assert sheet.read_bytes() == moved


def test_on_any_kind_of_sheet_a_drag_changes_one_line(tmp_path: Path, chromium: Any) -> None:
    for number, (kind, before) in enumerate(KINDS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        sheet = folder / "units.csv"
        sheet.write_bytes(before)
        context = chromium.new_context(reduced_motion="reduce")
        with served(folder) as server, contextlib.closing(context):
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.goto(server.guard.address)
            page.wait_for_url(f"http://127.0.0.1:{server.guard.port}/")
            page.locator("html[data-deploymap=ready].dm-editing").wait_for()
            box = page.locator('[data-unit="U1"]').bounding_box()
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x - 60, y + 30, steps=3)
            with page.expect_response("**/move") as answer:
                page.mouse.up()
            assert answer.value.json() == {"changed": True}, kind
            renew(page, server.project)
            moved = page.evaluate("[deploymap.unit('U1').lat, deploymap.unit('U1').lon]")
            with page.expect_response("**/undo"):
                page.get_by_role("button", name="Undo").click()
            assert sheet.read_bytes() == before, kind
            renew(page, server.project)
            with page.expect_response("**/redo"):
                page.get_by_role("button", name="Redo").click()
        after = sheet.read_bytes()
        lines = before.splitlines(True)
        pairs = zip(lines, after.splitlines(True), strict=True)
        changed = [(old, new) for old, new in pairs if old != new]
        assert len(changed) == 1, kind
        # the last row of U1 that there is
        assert changed[0][0] == [line for line in lines if b"U1" in line or b"39.31" in line][-1]
        assert moved[1] < 39.31, kind
