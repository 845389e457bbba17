"""The table of what a page shows, its totals, and what can be taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from axe import axe_faults
from conftest import FEW

SHEET = """id,name,side,kind,troops,place,lat,lon,parent,note,"size, m"
d,1st Division,Red,headquarters,9000,Luhansk,48.2,38.2,,=1+1,12
a,1st Tank Brigade,Red,tank,3000,Luhansk,48.9,37.1,d,,
b,2nd Tank Brigade,Red,tank,,Donetsk,48.5,37.6,d,,7
c,Guards,Blue,infantry,up to 4000,,49.5,36.9,,,
"""


def open_table(page, width: int):
    if width < 900:
        page.get_by_role("button", name="Search units").click()
    page.get_by_role("button", name="Table", exact=True).click()
    return page.get_by_role("region", name="Table and totals")


@pytest.mark.parametrize("width", [1280, 375])
def test_the_table_is_the_equal_of_the_map(make_page, open_page, width) -> None:
    path = make_page(units=SHEET)
    with open_page(path, width=width, bypass_csp=True, accept_downloads=True) as page:
        dock = open_table(page, width)
        assert page.evaluate("location.hash") == "#1&show=table"
        table = dock.get_by_role("table")
        assert table.get_attribute("aria-rowcount") == "5"
        heads = table.get_by_role("columnheader").all_inner_texts()
        assert heads[:3] == ["Unit", "Side", "Kind"]
        assert heads[-1] == "size, m"
        head = table.get_by_role("columnheader", name="Troops")
        head.get_by_role("button").click()
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "descending"
        names = table.get_by_role("rowheader").all_inner_texts()
        assert names == ["1st Division", "Guards", "1st Tank Brigade", "2nd Tank Brigade"]
        # by keys, and the map and the details with it
        table.get_by_role("button", name="1st Division").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary", name="1st Tank Brigade")
        assert panel.is_visible()
        chosen = table.get_by_role("button", name="1st Tank Brigade")
        assert chosen.get_attribute("aria-current") == "true"
        page.keyboard.press("Escape")
        page.evaluate("deploymap.select('c')")
        button = table.get_by_role("button", name="Guards")
        assert button.get_attribute("aria-current") == "true"
        page.evaluate("deploymap.select(null)")
        dock.get_by_text("Columns").click()
        dock.get_by_role("checkbox", name="Side", exact=True).uncheck()
        dock.get_by_role("checkbox", name="size, m").uncheck()
        assert table.get_by_role("columnheader", name="Side").count() == 0
        assert table.get_by_role("columnheader", name="size, m").count() == 0
        dock.get_by_text("Columns").click()
        assert axe_faults(page) == []
        with page.expect_download() as waiting:
            dock.get_by_role("button", name="Download CSV").click()
        csv = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        assert csv.splitlines()[0].startswith("id,name,side,kind,troops,troops_max,place,lat,lon,")
        assert "'=1+1" in csv
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        dock.get_by_role("button", name="Close").click()
        assert not dock.is_visible()


@pytest.mark.parametrize("width", [1280, 375])
def test_totals_count_nothing_twice_and_open_their_rows(make_page, open_page, width) -> None:
    path = make_page(units=SHEET)
    with open_page(path, width=width, bypass_csp=True, accept_downloads=True) as page:
        dock = open_table(page, width)
        dock.get_by_role("button", name="Totals").click()
        rows = dock.locator("tbody").get_by_role("row")
        texts = [" ".join(words.split()) for words in rows.all_inner_texts()]
        assert texts == ["Red 3 9,000 troops 2", "Blue 1 Up to 4,000 troops"]
        # how a number was worked out: its units, what was added, and who says so
        rows.first.get_by_role("button", name="9,000 troops").click()
        worked = dock.get_by_role("region", name="How this was worked out: Red")
        parts = worked.locator("tbody").get_by_role("row").all_inner_texts()
        assert [" ".join(words.split()) for words in parts] == [
            "1st Division 9,000 yes not stated",
            "1st Tank Brigade 3,000 no: in the number of 1st Division not stated",
            "2nd Tank Brigade not stated no: in the number of 1st Division not stated",
        ]
        assert page.evaluate("location.hash") == "#1&show=totals&why=,Red,Red"
        page.keyboard.press("Escape")
        assert not worked.is_visible()
        result = dock.get_by_label("Added up by")
        result.select_option(label="Kind")
        texts = [" ".join(words.split()) for words in rows.all_inner_texts()]
        assert texts == [
            "Headquarters Red 1 9,000 troops",
            "Tank Red 2 not stated 2",
            "Infantry Blue 1 Up to 4,000 troops",
        ]
        assert axe_faults(page) == []
        rows.nth(1).get_by_role("button", name="2").click()
        table = dock.get_by_role("table")
        assert table.get_by_role("rowheader").all_inner_texts() == [
            "1st Tank Brigade",
            "2nd Tank Brigade",
        ]
        assert page.locator(".dm-unit").count() == 2
        with page.expect_download() as waiting:
            dock.get_by_role("button", name="Download GeoJSON").click()
        assert "2-of-4-units-Kind-Tank-Side-Red" in waiting.value.suggested_filename
        data = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
        assert [one["properties"]["id"] for one in data["features"]] == ["a", "b"]
        # as the list has them: without their superior among them they count themselves
        dock.get_by_role("button", name="Totals").click()
        texts = [" ".join(words.split()) for words in rows.all_inner_texts()]
        assert texts == ["Tank Red 2 3,000 troops in 1 of 2 units"]


def test_of_thousands_of_rows_those_in_sight_are_there(make_page, open_page) -> None:
    rows = [
        f"{number},No. {number},{45 + number % 61 / 10},{30 + number % 83 / 10}"
        for number in range(5000)
    ]
    path = make_page(units="id,name,lat,lon\n" + "\n".join(rows))
    with open_page(path) as page:
        dock = open_table(page, 1280)
        table = dock.get_by_role("table")
        table.get_by_role("button", name="No. 0", exact=True).focus()
        assert table.get_by_role("row").count() < 60
        page.keyboard.press("End")
        last = table.get_by_role("button", name="No. 4999", exact=True)
        assert last.evaluate("e => e === document.activeElement")
        row = last.locator("xpath=ancestor::tr")
        assert row.get_attribute("aria-rowindex") == "5001"
        assert table.get_by_role("row").count() < 60
        page.evaluate("deploymap.select('17')")
        button = table.get_by_role("button", name="No. 17", exact=True)
        button.wait_for()
        assert button.get_attribute("aria-current") == "true"
        # of what is left after a search the first rows are seen, wherever one was
        page.keyboard.press("End")
        page.get_by_role("searchbox").fill("No. 49")
        table.get_by_role("button", name="No. 49", exact=True).wait_for()


def test_beside_the_table_no_label_stands_under_the_search(page_of, open_page) -> None:
    with open_page(page_of(FEW), width=600) as page:
        open_table(page, 600)
        search = page.locator(".dm-finder").bounding_box()
        for label in page.locator(".dm-label").all():
            box = label.bounding_box()
            assert (
                box["y"] >= search["y"] + search["height"]
                or box["x"] >= search["x"] + search["width"]
                or box["x"] + box["width"] <= search["x"]
            ), label.inner_text()
        assert page.locator(".dm-label").count() > 5
        # paper has all of the map
        page.emulate_media(media="print")
        frame = page.locator(".folium-map").bounding_box()
        stage = page.locator(".dm-stage").bounding_box()
        assert frame["height"] == pytest.approx(stage["height"], abs=3)
        assert not page.get_by_role("region", name="Table and totals").is_visible()


def test_a_column_of_the_sheet_named_as_one_of_the_page_is_told_apart(make_page, open_page) -> None:
    sheet = "name,lat,lon,country\nA,48.5,38.2,Ruritania\nB,48.6,38.4,Ruritania\n"
    with open_page(make_page(units=sheet), address="#1&show=table&unit=row2") as page:
        heads = page.get_by_role("columnheader").all_inner_texts()
        assert [head for head in heads if "ountry" in head] == ["Country", "country (sheet)"]
        facts = page.get_by_role("complementary").inner_text().replace("\t", "\n").split("\n")
        facts = [line for line in facts if line]
        assert facts[facts.index("country (sheet)") + 1] == "Ruritania"
        assert facts[facts.index("Country") + 1].startswith("Ukraine")
        page.get_by_role("button", name="Filter").click()
        names = page.locator(".dm-filters summary span").all_text_contents()
        assert "Country" not in names or "country" not in names
