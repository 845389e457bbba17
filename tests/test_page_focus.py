"""The keyboard's focus is never lost, and who sees it is told what it is on."""

from __future__ import annotations

from pathlib import Path

import pytest

import order_of_battle
from conftest import drawn, until

SHEET = """id,name,side,kind,troops,lat,lon,parent,date,source
d,1st Division,Red,headquarters,9000,48.6,38.6,,2022-03-01,
a,1st Tank Brigade,Red,tank,3000,49.2,37.3,d,2022-03-01,Bulletin
a,1st Tank Brigade,Red,tank,2500,49.0,37.8,d,2022-03-15,Bulletin
b,3rd Battery,Blue,artillery,120,48.9,36.6,,2022-03-01,Bulletin
"""
FOCUSED = """(() => {
  const { ariaLabel, innerText } = document.activeElement;
  return document.activeElement === document.body ? 'nothing' : (ariaLabel ?? innerText).trim();
})()"""
TIP = "[...document.querySelectorAll('.dm-tip')].map(e => e.innerText)"


def focused(page) -> str:
    """Return what has the focus by its name, when what the last key did is drawn."""
    drawn(page)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate(FOCUSED)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("focus")
    (folder / "units.csv").write_text(SHEET, encoding="utf-8")
    return build_file(folder).output


@pytest.mark.parametrize("width", [1280, 375])
def test_a_table_is_opened_and_left_by_keys(path, open_page, width) -> None:
    with open_page(path, width=width) as page:
        page.keyboard.press("/")
        button = page.get_by_role("search").get_by_role("button", name="Table")
        button.press("Enter")
        dock = page.get_by_role("region", name="Table and totals")
        dock.wait_for()
        # the sheet that had the button is gone
        assert focused(page) == "Table"
        tab = dock.get_by_role("button", name="Table", exact=True)
        assert tab.evaluate("e => e === document.activeElement") == (width == 375)
        tab.press("Escape")
        assert focused(page) == ("Search units" if width == 375 else "Table")
        assert not dock.is_visible()


@pytest.mark.parametrize("width", [1280, 375])
def test_what_explains_a_number_goes_back_to_it(path, open_page, width) -> None:
    with open_page(path, width=width, address="#1&show=totals") as page:
        dock = page.get_by_role("region", name="Table and totals")
        number = dock.locator("tbody").get_by_role("button", name="9,000 troops")
        number.press("Enter")
        worked = dock.get_by_role("region", name="How this was worked out: Red")
        worked.wait_for()
        assert focused(page) == "How this was worked out: Red"
        page.keyboard.press("Escape")
        worked.wait_for(state="hidden")
        assert focused(page) == "9,000 troops"
        page.keyboard.press("Escape")
        # nothing had opened it: the search is beside it
        assert focused(page) == ("Search units" if width == 375 else "")
        assert page.get_by_role("search").locator(":focus").count() == 1

    with open_page(path, width=width, address="#1&show=totals&why=,Red,Red") as page:
        page.get_by_role("region", name="How this was worked out: Red").wait_for()
        page.get_by_role("heading", name="How this was worked out").focus()
        page.keyboard.press("Escape")
        assert focused(page) == "Totals"


def test_escape_closes_the_choice_of_columns_before_the_table(path, open_page) -> None:
    with open_page(path, address="#1&show=table") as page:
        dock = page.get_by_role("region", name="Table and totals")
        dock.get_by_text("Columns").click()
        side = dock.get_by_role("checkbox", name="Side")
        side.press("Space")
        page.keyboard.press("Escape")
        assert not side.is_visible()
        assert focused(page) == "Columns"
        assert dock.is_visible()
        page.keyboard.press("Escape")
        assert not dock.is_visible()


def test_at_another_date_the_details_keep_the_focus(path, open_page) -> None:
    with open_page(path, address="#1&unit=a") as page:
        panel = page.get_by_role("complementary")
        panel.get_by_role("button", name="1 March 2022").press("Enter")
        until(page, "location.hash.includes('date=2022-03-01')")
        assert focused(page) == "1st Tank Brigade"
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        assert focused(page) != "nothing"


def test_all_units_of_a_source_are_seen_from_the_first_new_one_on(make_page, open_page) -> None:
    rows = [f"Unit {number},48.{number:02},38.5,Bulletin" for number in range(20)]
    path = make_page(units="\n".join(["name,lat,lon,source", *rows]))
    with open_page(path) as page:
        page.get_by_text("Sources of the units").click()
        page.locator("#dm-sources").get_by_role("button", name="and 8 more").press("Enter")
        assert focused(page) == "Unit 12"


def test_what_has_the_focus_on_the_map_is_told(tmp_path, open_page) -> None:
    (tmp_path / "units.csv").write_text(order_of_battle.sheet(800), encoding="utf-8")
    from deploymap.chain import build_file

    with open_page(build_file(tmp_path).output) as page:
        # symbols and circles alike, which a pointer asks by titles and in the picture
        for kind in ("dm-gathering", "dm-unit"):
            page.keyboard.press("Tab")
            page.locator(f".{kind}").first.focus()
            drawn(page)
            assert page.evaluate(TIP) == [page.evaluate("document.activeElement.ariaLabel")]
            page.keyboard.press("ArrowRight")
            drawn(page)
            assert page.evaluate(TIP) == [page.evaluate("document.activeElement.ariaLabel")]
            page.keyboard.press("Escape")
            assert page.evaluate(TIP) == []
