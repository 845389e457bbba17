"""A published page with `editable = true`: a reader's changes become a patch of the sheet."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from deploymap.chain import build_file
from deploymap.edit.patch import apply_patch
from deploymap.page import payload
from deploymap.page.words import Phrase, read_editor_words
from deploymap.schema import COMPUTED_COLUMNS
from deploymap.serving import project
from deploymap.settings.config import read_config
from test_page_languages import without_marked
from test_serving import served

SHEET = (
    "id;name;side;lat;lon;status;troops\r\n"
    "U1;First;A;48,57;39,31;;32 000\r\nU2;Second;B;48,1;37,25;ok;\r\nU3;Third;A;47,9;38,5;;\n"
)
SHEET_OF_PLACES = "id,name,side,place\nU1,First,A,Kramatorsk\nU2,Second,B,Izium\n"


def test_a_readers_changes_are_taken_away_as_a_patch_of_the_sheet(
    tmp_path: Path, open_page: Any
) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_text(SHEET, encoding="utf-8", newline="")
    plain = build_file(tmp_path).output.read_text(encoding="utf-8")
    (tmp_path / "deploymap.toml").write_text("editable = true\n")
    path = build_file(tmp_path).output
    assert "dm-edit" in path.read_text(encoding="utf-8")
    assert "dm-edit" not in plain
    with open_page(path) as page:
        page.locator("html.dm-editing").wait_for()
        unit = page.locator('[data-unit="U2"]')
        box = unit.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for off in (60, 30):
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + off, y, steps=3)
            page.mouse.up()
            page.locator("body:not(:has(.dm-behind)) .dm-current").wait_for()
            x += off
        lon = page.evaluate("deploymap.unit('U2').lon")
        assert lon > 37.5
        assert page.evaluate("deploymap.unit('U2').in_country") is None
        page.get_by_role("button", name="Undo").click()
        page.locator("body:not(:has(.dm-behind)) .dm-current").wait_for()
        page.get_by_role("button", name="Redo").click()
        page.locator("body:not(:has(.dm-behind)) .dm-current").wait_for()
        page.locator('[data-unit="U1"]').click()
        page.get_by_role("combobox", name="Column").select_option("status")
        page.get_by_role("textbox", name="Text").fill("withdrawn, seen")
        page.get_by_label("Note").fill("why")
        page.get_by_role("button", name="Change").click()
        page.locator(".dm-panel", has_text="withdrawn, seen").wait_for()
        with page.expect_download() as taken:
            page.get_by_role("button", name="Download the patch").click()
        taken.value.save_as(tmp_path / "patch.csv")
        lon = page.evaluate("deploymap.unit('U2').lon")
    lines = (tmp_path / "patch.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "id,column,old,new,note"
    assert lines[1].startswith('U2,position,"48.1, 37.25","48.')
    assert lines[2] == 'U1,status,,"withdrawn, seen",why'
    applied = apply_patch(read_config(tmp_path), tmp_path / "patch.csv")
    assert [outcome.problem for outcome in applied.outcomes] == [None, None]
    said = sheet.read_bytes().decode().split("\n")
    assert said[0] == SHEET.split("\n")[0]
    assert said[1] == "U1;First;A;48,57;39,31;withdrawn, seen;32 000\r"
    assert abs(float(said[2].split(";")[4].replace(",", ".")) - lon) < 0.006
    assert said[3:] == SHEET.split("\n")[3:]


OVER_TIME = """id,name,side,lat,lon,date
U1,First,A,48.5,39.3,2022-03-01
U1,First,A,48.2,38.3,2022-03-09
U2,Second,B,48.1,37.2,2022-03-01
"""
# how much of the window is left by the bar for changes, and whether what is needed with it is seen
ROOM = """() => {
  const bar = document.querySelector('.dm-edit').getBoundingClientRect();
  const seen = (e) => {
    const {left, top, width, height} = e.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && e.contains(at);
  };
  const wanted = '.dm-time-play, .dm-time-slider.dm-time-last, .leaflet-control-zoom-in';
  return {high: bar.height, unseen: [...document.querySelectorAll(wanted)]
    .filter(e => !seen(e)).map(e => e.className)};
}"""


@pytest.mark.parametrize(
    ("width", "height", "most"), [(1280, 800, 90), (1280, 600, 90), (375, 740, 100), (740, 375, 90)]
)
def test_the_bar_for_changes_leaves_room_for_the_bar_of_time(
    tmp_path: Path, open_page: Any, width: int, height: int, most: int
) -> None:
    (tmp_path / "units.csv").write_text(OVER_TIME)
    (tmp_path / "deploymap.toml").write_text('editable = true\nlanguage = "de"\n')
    with open_page(build_file(tmp_path).output, width=width, height=height) as page:
        page.locator("html.dm-editing").wait_for()
        now = page.evaluate(ROOM)
        assert now["unseen"] == []
        assert now["high"] <= most
        # nor does it lie over it while a unit is changed
        page.locator('[data-unit="U1"]').click()
        page.locator(".dm-edit form").wait_for()
        assert page.evaluate(ROOM)["unseen"] == []


def test_nothing_that_was_worked_out_from_a_position_is_said_of_another(
    tmp_path: Path, open_page: Any
) -> None:
    (tmp_path / "units.csv").write_text(SHEET_OF_PLACES)
    held = '"POLYGON((37 47, 39 47, 39 49, 37 49, 37 47))"'
    (tmp_path / "overlays.csv").write_text(f"type,name,side,geometry\nheld,Pocket,B,{held}\n")
    (tmp_path / "deploymap.toml").write_text("editable = true\n")
    worked_out = [
        column.name
        for column in COMPUTED_COLUMNS
        if {"lat", "place"} & {*column.of} and column.name != "site"
    ]
    with open_page(build_file(tmp_path).output) as page:
        page.locator("html.dm-editing").wait_for()
        before = page.evaluate("deploymap.unit('U1')")
        assert {name for name in worked_out if before[name]} >= {"line_side_by", "position_source"}
        box = page.locator('[data-unit="U1"]').bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 60, box["y"], steps=3)
        page.mouse.up()
        page.locator("body:not(:has(.dm-behind)) .dm-current").wait_for()
        after = page.evaluate("deploymap.unit('U1')")
        assert after["lon"] > before["lon"]
        assert [name for name in worked_out if after.get(name) is not None] == []


def test_a_unit_has_its_new_name_and_a_patch_tells_which_of_its_rows_is_meant(
    tmp_path: Path, open_page: Any
) -> None:
    sheet = tmp_path / "units.csv"
    rows = "U1,First,2,48.5,39.3,2022-01-01\n,Second,,48.1,37.2,\nU1,First,2,48.5,39.3,12.02.2022\n"
    sheet.write_text(f"id,name,count,lat,lon,date\n{rows}")
    (tmp_path / "deploymap.toml").write_text("editable = true\n")
    built = build_file(tmp_path)
    (told,) = [problem for problem in built.problems if problem.code == "edit-row"]
    assert (told.line, told.message.partition(":")[0]) == (3, "1 of 3 rows have no id")
    with open_page(built.output, width=375) as page:
        page.locator("html.dm-editing").wait_for()
        page.evaluate("deploymap.select('U1')")
        page.get_by_role("textbox", name="Text").fill("Once $& more")
        page.get_by_role("button", name="Change").click()
        page.locator(".dm-panel h2", has_text="Once $& more ×\u202f2").wait_for()
        # the bar hides nothing of the panel
        panel, bar = (page.locator(one).bounding_box() for one in (".dm-panel", ".dm-edit"))
        assert abs(panel["y"] + panel["height"] - bar["y"]) < 1
        assert panel["height"] > 100
        with page.expect_download() as taken:
            page.get_by_role("button", name="Download the patch").click()
        taken.value.save_as(tmp_path / "patch.csv")
    applied = apply_patch(read_config(tmp_path), tmp_path / "patch.csv")
    assert [outcome.problem for outcome in applied.outcomes] == [None]
    assert sheet.read_text().endswith("\nU1,Once $& more,2,48.5,39.3,12.02.2022\n")


# what a reader sees or hears of the bar; what the schema says is English, and marked so
BAR = """
[...document.querySelectorAll('.dm-edit, .dm-edit *')].flatMap((element) => [
  ...[...element.childNodes].filter((node) => node.nodeType === 3 && !element.closest('[lang=en]'))
    .map((node) => node.data),
  element.ariaLabel ?? '', element.title])
"""


def mark(tag: str) -> dict[str, Phrase]:
    """Return the German words of the editor in brackets."""
    assert tag == "de"
    return {
        name: f"⟦{phrase}⟧"
        if isinstance(phrase, str)
        else {form: f"⟦{words}⟧" for form, words in phrase.items()}
        for name, phrase in read_editor_words(tag).items()
    }


def outside_brackets(texts: list[str]) -> set[str]:
    return {left for text in texts if (left := without_marked(text).strip(" ;"))}


def test_the_bar_speaks_the_language_of_the_map(
    tmp_path: Path, open_page: Any, chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (payload, project):
        monkeypatch.setattr(room, "read_editor_words", mark)
    (tmp_path / "units.csv").write_text(SHEET, encoding="utf-8", newline="")
    (tmp_path / "deploymap.toml").write_text('editable = true\nlanguage = "de"\n')
    with open_page(build_file(tmp_path).output) as page:
        page.locator("html.dm-editing").wait_for()
        page.locator('[data-unit="U1"]').click()
        page.locator(".dm-edit strong", has_text="First").wait_for()
        assert page.locator(".dm-edit").get_attribute("lang") == "de"
        assert page.get_by_role("button", name="⟦Patch herunterladen⟧").is_disabled()
        assert outside_brackets(page.evaluate(BAR)) == {"First"}
    own = {*SHEET.splitlines()[0].split(";")}
    with served(tmp_path) as server, contextlib.closing(chromium.new_context()) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(server.guard.address)
        page.wait_for_url(f"http://127.0.0.1:{server.guard.port}/")
        page.locator("html[data-deploymap=ready].dm-editing").wait_for()
        page.locator('[data-unit="U1"]').click()
        page.get_by_role("button", name="⟦Einheit hinzufügen⟧").click()
        page.get_by_role("button", name="⟦Hinzufügen⟧").wait_for()
        new = outside_brackets(page.evaluate(BAR))
        page.get_by_role("button", name="⟦Schließen⟧").click()
        page.get_by_role("button", name="⟦Alle Felder⟧").click()
        page.get_by_role("button", name="⟦Speichern⟧").click()
        page.get_by_role("status").filter(has_text="steht schon so in der Tabelle").wait_for()
        assert outside_brackets(page.evaluate(BAR)) | new == {"First", *own}
