"""A published page with `editable = true`: a reader's changes become a patch of the sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deploymap.chain import build_file
from deploymap.edit.patch import apply_patch
from deploymap.settings.config import read_config

SHEET = (
    "id;name;side;lat;lon;status;troops\r\n"
    "U1;First;A;48,57;39,31;;32 000\r\nU2;Second;B;48,1;37,25;ok;\r\nU3;Third;A;47,9;38,5;;\n"
)


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
            page.locator("body:not(:has(.dm-behind)) .dm-front").wait_for()
            x += off
        lon = page.evaluate("deploymap.unit('U2').lon")
        assert lon > 37.5
        assert page.evaluate("deploymap.unit('U2').in_country") is None
        page.get_by_role("button", name="Undo").click()
        page.locator("body:not(:has(.dm-behind)) .dm-front").wait_for()
        page.get_by_role("button", name="Redo").click()
        page.locator("body:not(:has(.dm-behind)) .dm-front").wait_for()
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
