"""The page of the editor when others changed a cell, and when the editor was killed and is back."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from deploymap.serving import shown
from deploymap.sheets.source import Source
from test_serving import SHEET, renew, served


def open_editor(context: Any, server: Any) -> Any:
    page = context.new_page()
    page.goto(server.guard.address)
    page.wait_for_url(f"http://127.0.0.1:{server.guard.port}/")
    page.locator("html[data-deploymap=ready].dm-editing").wait_for()
    return page


def type_position(page: Any, unit: str, text: str) -> None:
    page.evaluate("unit => deploymap.select(unit)", unit)
    page.get_by_label("Position", exact=True).fill(text)
    page.get_by_role("button", name="Move", exact=True).click()


def test_a_person_chooses_and_nothing_is_lost_when_the_editor_is_killed(
    tmp_path: Path, chromium: Any
) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(SHEET.encode())
    context = chromium.new_context(reduced_motion="reduce")
    with contextlib.closing(context):
        context.set_default_timeout(15_000)
        with served(tmp_path) as server:
            page, port = open_editor(context, server), server.guard.port
            # others changed what the page has not shown yet
            sheet.write_bytes(SHEET.replace("47,9", "47,5").replace("48,57", "48,5").encode())
            for unit, mine in (("U3", "47.8, 38.5"), ("U1", "48.62, 39.31")):
                type_position(page, unit, mine)
            asked = page.get_by_role("alert")
            asked.filter(
                has_text="Third, lat: it was 47,9, you wrote 47,8, and somebody"
            ).wait_for()
            page.get_by_role("button", name="Keep theirs").click()
            asked.filter(has_text="First, lat: it was 48,57, you wrote 48,62").wait_for()
            with page.expect_response("**/move") as answer:
                page.get_by_role("button", name="Take mine").click()
            assert answer.value.json() == {"changed": True}
            asked.wait_for(state="hidden")
            chosen = SHEET.replace("47,9", "47,5").replace("48,57", "48,62")
            assert sheet.read_bytes().decode() == chosen
            renew(page, server.project)
            assert page.evaluate("[deploymap.unit('U1').lat, deploymap.unit('U3').lat]") == [
                48.62,
                47.5,
            ]
            # a step is undone over what others have made of its row since
            moved = sheet.read_bytes()
            sheet.write_bytes(moved.replace(b"48,62", b"48,7"))
            page.get_by_role("button", name="Undo").click()
            asked.filter(has_text="and somebody else 48,7").wait_for()
            with page.expect_response("**/undo"):
                page.get_by_role("button", name="Take mine").click()
            asked.wait_for(state="hidden")
            assert b"48,5;" in sheet.read_bytes()
            sheet.write_bytes(moved)
        type_position(page, "U3", "47.7, 38.6")
        page.get_by_text("1 not saved yet: Third").wait_for()
        page.get_by_role("button", name="Add a unit").click()
        page.locator(".dm-edit-rows [name=position]").fill("48, 38")
        for name in ("id", "name"):
            page.locator(f".dm-edit-rows [name={name}]").fill("Ninth")
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text("2 not saved yet: Third, Ninth").wait_for()
        page.evaluate("deploymap.select('row3')")
        page.locator(".dm-edit strong", has_text="Second").wait_for()
        page.get_by_role("button", name="Delete").click()
        page.get_by_text("3 not saved yet: Third, Ninth, Second").wait_for()
        # another run at the same port, with another secret
        with served(tmp_path, version=100, port=port) as server:
            page.get_by_role("status").filter(has_text="was started again").wait_for()
            assert sheet.read_bytes().decode() == chosen
            other = open_editor(context, server)
            page.get_by_text("not saved yet").wait_for(state="hidden")
            lines = chosen.replace("47,5;38,5", "47,7;38,6").splitlines(True)
            saved = "".join([*lines[:2], lines[3], "Ninth;Ninth;;48,00;38,00\n"])
            assert sheet.read_bytes().decode() == saved
            renew(page, server.project)
            assert page.evaluate("deploymap.unit('U3').lon") == 38.6
            assert other.evaluate("localStorage.length") == 0
        # the page is closed before the editor is back
        type_position(page, "U3", "47.1, 38.1")
        page.get_by_text("1 not saved yet: Third").wait_for()
        page.close(run_before_unload=False)
        other.close(run_before_unload=False)
        with served(tmp_path, version=200, port=port) as server:
            page = open_editor(context, server)
            page.get_by_text("1 change of before was not saved: Third.").wait_for()
            with page.expect_response("**/move"):
                page.get_by_role("button", name="Send them").click()
            page.get_by_text("not saved").first.wait_for(state="hidden")
        assert sheet.read_bytes().decode() == saved.replace("47,7;38,6", "47,1;38,1")


def test_two_people_who_copy_a_unit_while_the_editor_is_away_have_two_copies(
    tmp_path: Path, chromium: Any
) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(SHEET.encode())
    with contextlib.ExitStack() as stack:
        people = [chromium.new_context(reduced_motion="reduce") for _ in range(2)]
        for person in people:
            stack.callback(person.close)
            person.set_default_timeout(15_000)
        with served(tmp_path) as server:
            pages, port = [open_editor(person, server) for person in people], server.guard.port
        for page in pages:
            page.evaluate("deploymap.select('U1')")
            page.get_by_role("button", name="Copy", exact=True).click()
            page.get_by_text("1 not saved yet: First").wait_for()
        with served(tmp_path, version=100, port=port) as server:
            for person, page in zip(people, pages, strict=True):
                open_editor(person, server)
                page.get_by_text("not saved yet").wait_for(state="hidden")
    made = [line.split(";")[0] for line in sheet.read_text(encoding="utf-8").splitlines()]
    assert made == ["id", "U1", "U1-3", "U1-2", "", "U3"]


def test_a_page_that_came_while_the_sheet_was_saved_can_change_it_when_it_has_followed(
    tmp_path: Path, chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "units.csv").write_bytes(SHEET.encode())
    drawn = tmp_path / "overlays.csv"
    # of so many points that most stand on one pixel with others
    points = [f"{30 + n / 100:.2f} {48 + n % 7 / 10_000:.4f}" for n in range(1_500)]
    drawn.write_text(f'type,id,geometry\nfront,F,"LINESTRING({", ".join(points)})"\n')
    other = Source(b"id,name", "units.csv")
    monkeypatch.setattr(shown, "load_source", lambda path: other)
    context = chromium.new_context(reduced_motion="reduce")
    with served(tmp_path) as server, contextlib.closing(context):
        monkeypatch.undo()
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(server.guard.address)
        status = page.locator(".dm-edit [role=status]")
        status.filter(has_text="has just been saved").wait_for()
        assert page.locator(".dm-editing").count() == 0
        renew(page, server.project)
        page.locator(".dm-editing").wait_for()
        assert status.text_content() == ""
        # the line of the map and that of the legend are there, as on a page of no editor
        lines = page.locator(".dm-drawn.dm-front")
        assert [lines.nth(n).evaluate("one => getComputedStyle(one).display") for n in (0, 1)] == [
            "inline", "inline",
        ]  # fmt: skip
        page.locator("[data-drawn]").evaluate("element => element.click()")
        handles = page.locator(".dm-handle-point")
        handles.first.wait_for()
        count = handles.count()
        assert 10 < count < 100
        box = handles.nth(count // 2).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y - 50, steps=3)
        with page.expect_response("**/draw") as answer:
            page.mouse.up()
        assert answer.value.json() == {"changed": True}
        said = drawn.read_text().partition("(")[2].partition(")")[0].split(", ")
        (moved,) = [n for n, pair in enumerate(zip(points, said, strict=True)) if len({*pair}) > 1]
        # nearer by, others have handles that stood on one pixel before
        label = f"Point {moved + 3} of 1,500"
        assert page.get_by_role("button", name=label).count() == 0
        view = f"[{', '.join(points[moved + 2].split()[::-1])}], 12, {{ animate: false }}"
        page.evaluate(f"void deploymap.map.setView({view})")
        page.get_by_role("button", name=label).wait_for()
