"""What the reader is at: in the page's address, and undone by the browser's way back."""

from __future__ import annotations

import pytest

from axe import axe_faults
from conftest import FEW, MANY, drawn, opened, until

# whether there are faint marks
MARKED = """
() => {
  const canvas = document.querySelector('.leaflet-dm-others-pane canvas');
  const {width, height} = canvas;
  if (!width) return false;
  return canvas.getContext('2d').getImageData(0, 0, width, height).data.some(byte => byte > 0);
}
"""


@pytest.mark.parametrize("count", [FEW, MANY])
def test_a_link_opens_the_same_view_and_back_undoes(chromium, page_of, count) -> None:
    with opened(chromium, page_of(count)) as page:
        assert page.evaluate("location.hash") == ""
        page.evaluate("void deploymap.map.setView([48.2, 38.5], 8.5, {animate: false})")
        page.evaluate("deploymap.select('U3')")
        page.get_by_role("radio", name="NATO (APP-6)").check()
        page.evaluate("deploymap.select('U1')")
        drawn(page)
        address = page.evaluate("location.hash")
        assert address.startswith("#1&unit=U1&at=48")
        assert address.endswith("&style=app6")
        panel = page.get_by_role("complementary")
        assert panel.get_by_text("Luhansk").first.is_visible()
        page.go_back()
        assert panel.get_by_text("Persianovskiy").first.is_visible()
        page.go_back()
        assert page.get_by_role("radio", name="Simple").is_checked()
        page.go_back()
        until(page, "!document.querySelector('.dm-panel').checkVisibility()")
        assert page.evaluate("location.hash").startswith("#1&at=48.2,38.5,8.5")
        page.go_forward()
        page.go_forward()
        page.go_forward()
        assert panel.get_by_text("Luhansk").first.is_visible()
        assert page.evaluate("location.hash") == address
    with opened(chromium, page_of(count), address=address) as page:
        drawn(page)
        assert page.get_by_role("complementary").get_by_text("Luhansk").first.is_visible()
        assert page.get_by_role("radio", name="NATO (APP-6)").is_checked()
        assert page.evaluate("location.hash") == address
        assert page.evaluate("deploymap.map.getZoom()") == 8.5
        # home again there is nothing of the map in it
        page.get_by_role("button", name="Back to the first view").click()
        assert page.evaluate("location.hash") == "#1&unit=U1&style=app6"


SHEET = """id,name,side,kind,echelon,troops,lat,lon,date,note,group
a,1st Tank Brigade,Red,tank,brigade,3000,48.2,38.2,2022-01-12,seen at Shevchenkove,A
b,11th Tank Regiment,Red,tank,regiment,,48.9,37.1,2022-02,,A
c,1-ша бригада,Blue,infantry,brigade,up to 4000,49.5,36.9,2022-01-12,,B
d,Staff,,headquarters,,,50.1,36.2,,біля Шевченкового,B
"""


@pytest.mark.parametrize("width", [1280, 375])
def test_a_search_of_few_units_finds_marks_and_leaves_the_others_out(
    make_page, open_page, width
) -> None:
    with open_page(make_page(units=SHEET), width=width, has_touch=width == 375) as page:
        field = page.get_by_role("searchbox", name="Search names, ids and places")
        if width == 375:
            page.get_by_role("button", name="Search units").click()
        else:
            # by the keyboard alone
            page.keyboard.press("/")
        assert field.evaluate("e => e === document.activeElement")
        results = page.get_by_role("list", name="Units found")
        field.fill("1 st")
        names = [
            words.split("\n")[0] for words in results.get_by_role("listitem").all_inner_texts()
        ]
        assert names == ["1st Tank Brigade", "1-ша бригада"]
        assert page.get_by_role("status").get_by_text("2 of 4 units").is_visible()
        assert page.locator(".dm-unit").count() == 2
        field.fill("Шевченков")
        marks = results.locator("mark").all_inner_texts()
        assert marks == ["Shevchenkov", "Шевченков"]
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary", name="1st Tank Brigade")
        assert panel.is_visible()
        # one steps through what is left, and who searches goes on writing
        panel.get_by_role("button", name="Next unit").click()
        panel = page.get_by_role("complementary", name="Staff")
        assert panel.get_by_text("2 of 2", exact=True).is_visible()
        panel.get_by_role("button", name="Next unit").click()
        panel = page.get_by_role("complementary", name="1st Tank Brigade")
        if width == 375:
            page.keyboard.press("Escape")
        else:
            page.keyboard.press("/")
            field.fill("1st Tank")
            assert not panel.get_by_role("button", name="Next unit").is_visible()
            field.fill("nothing")
            assert not panel.is_visible()
            assert field.evaluate("e => e === document.activeElement")
            # the first one that is found
            field.fill("Шевченков")
            page.keyboard.press("Enter")
            panel.wait_for()
            page.keyboard.press("Escape")
        # what was searched is in the link, and can be taken off
        assert page.evaluate("decodeURIComponent(location.hash)") == "#1&q=Шевченков"
        page.get_by_role("button", name="Take off: “Шевченков”").click()
        assert page.locator(".dm-unit").count() == 4
        assert page.evaluate("location.hash") == ""
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def part_of(page, name: str):
    """Return a filter's part of the panel, opened."""
    part = page.locator(".dm-group").filter(has=page.locator("summary", has_text=name)).first
    part.locator("summary").click()
    part.locator("input").first.wait_for()
    return part


@pytest.mark.parametrize("width", [1280, 375])
def test_filters_count_with_each_other_and_all_follows(
    make_page, chromium, open_page, width
) -> None:
    path = make_page(units=SHEET)
    with open_page(path, width=width, bypass_csp=True) as page:
        if width == 375:
            page.get_by_role("button", name="Search units").click()
        else:
            page.get_by_role("button", name="Filter").click()
        side = part_of(page, "Side")
        assert side.get_by_role("listitem").all_inner_texts() == [
            "Red\n2",
            "Blue\n1",
            "not stated\n1",
        ]
        side.get_by_label("Red").check()
        side.get_by_label("not stated").check()
        echelon = part_of(page, "Echelon")
        texts = echelon.get_by_role("listitem").all_inner_texts()
        assert texts == ["Brigade\n1", "Regiment\n1", "not stated\n1"]
        own = part_of(page, "group")
        own.get_by_label("A").check()
        # its own other values are counted as if it were not there
        assert own.get_by_role("listitem").all_inner_texts() == ["A\n2", "B\n1"]
        date = part_of(page, "Date")
        field = date.get_by_label("Date, From")
        date.locator('[placeholder="2022-01-12"]').first.wait_for()
        field.fill("12.1.2022")
        field.press("Enter")
        assert field.get_attribute("aria-invalid") == "true"
        assert date.get_by_text("Dates as 2022-01-31").is_visible()
        field.fill("2022-02-03")
        field.press("Enter")
        status = page.get_by_role("status").get_by_text("1 of 4 units")
        status.wait_for()
        assert [unit.get_attribute("data-unit") for unit in page.locator(".dm-unit").all()] == ["b"]
        conditions = page.locator(".dm-conditions").get_by_role("listitem").all_inner_texts()
        words = ["Side: Red, not stated", "group: A", "Date: from 3 February 2022"]
        assert [text.replace("\n×", "").removesuffix("×") for text in conditions] == words
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.locator("[data-value=Red]").inner_text().split() == ["Red", "1"]
        assert page.get_by_text("Units shown (1)").count() == 1
        assert axe_faults(page) == []
        address = page.evaluate("location.hash")
        assert address == "#1&side=Red&side=&own.group=A&date=2022-02-03.."
        # each filter is a step back
        page.go_back()
        page.get_by_role("status").get_by_text("2 of 4 units").wait_for()
        page.get_by_role("button", name="Show all units").click()
        assert page.locator(".dm-unit").count() == 4
    # what it leaves out itself cannot be opened either
    with opened(chromium, path, width=width, address=address + "&nothing=1&unit=a") as page:
        assert page.locator(".dm-unit").count() == 1
        assert not page.get_by_role("complementary").is_visible()
        words = "Parts of this link mean nothing on this map: nothing, unit"
        assert page.get_by_role("status").get_by_text(words).is_visible()


def test_among_many_units_filters_leave_marks_and_symbols_out(make_page, open_page) -> None:
    rows = [
        f"{number},No. {number},{'Red' if number % 100 == 7 else 'Blue'},{number % 9}00,"
        f"{45 + number % 61 / 10},{30 + number % 83 / 10}"
        for number in range(2500)
    ]
    path = make_page(units="id,name,side,troops,lat,lon\n" + "\n".join(rows))
    with open_page(path) as page:
        assert page.locator("canvas.dm-crowd").count() == 1
        page.get_by_role("button", name="Filter").click()
        part_of(page, "Side").get_by_label("Red").check()
        page.get_by_text("25 of 2,500 units").wait_for()
        page.locator("canvas.dm-crowd").wait_for(state="detached")
        drawn(page)
        assert page.locator(".dm-unit[data-unit$='7']").count() == 25
        assert page.locator(".dm-unit").count() == 25
        troops = part_of(page, "Troops")
        troops.get_by_label("Troops, From").fill("700")
        page.keyboard.press("Enter")
        page.get_by_text("6 of 2,500 units").wait_for()
        # ends that are the wrong way round are turned
        troops.get_by_label("Troops, To").fill("100")
        page.keyboard.press("Enter")
        page.get_by_text("Troops: 100–700").wait_for()
        troops.get_by_label("Troops, To").fill("")
        troops.get_by_label("Troops, From").fill("700")
        page.keyboard.press("Enter")
        page.get_by_text("6 of 2,500 units").wait_for()
        drawn(page)
        assert page.locator(".dm-unit").count() == 6
        page.get_by_role("button", name="Show all units").click()
        page.locator("canvas.dm-crowd").wait_for()


def test_what_is_left_out_is_seen_faintly_where_that_is_asked_for(chromium, page_of) -> None:
    with opened(chromium, page_of(FEW)) as page:
        switch = page.get_by_role("checkbox", name="Show the others faintly")
        assert not switch.is_visible()
        page.get_by_role("searchbox").fill("Luhansk")
        assert not page.evaluate(MARKED)
        switch.check()
        assert page.evaluate(MARKED)
        assert page.evaluate("location.hash") == "#1&q=Luhansk&others=yes"
        page.go_back()
        until(page, "location.hash === '#1&q=Luhansk'")
        assert not switch.is_checked()
        assert not page.evaluate(MARKED)
