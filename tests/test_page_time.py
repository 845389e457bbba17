"""The page of rows of several dates: the bar of time, and all that goes by the date."""

from __future__ import annotations

import csv
import io

import pytest

from axe import axe_faults
from conftest import drawn, opened, until

SHEET = """id,name,side,kind,echelon,troops,place,lat,lon,date,parent,status
d,1st Division,Red,headquarters,division,9000,,48.6,38.6,2022-03-01,,
a,1st Brigade,Red,tank,brigade,3000,Izium,49.2,37.3,2022-03-01,d,present
a,1st Brigade,Red,tank,brigade,2500,Lyman,49.0,37.8,2022-03-15,e,damaged
a,2nd Guards Brigade,Blue,tank,brigade,,Lyman,49.0,37.8,2022-05-01,,present
b,Battery,Blue,artillery,battery,120,,48.9,36.6,2022-03-09/2022-03-20,,
e,2nd Division,Red,headquarters,division,,,48.3,38.1,2022-03-15,,
"""
INCIDENTS = """name,kind,lat,lon,date
Shelling,shelling,48.2,38.2,2022-03-01T10:00
Shelling,shelling,48.6,38.9,2022-03-01T15:30
Battle,battle,48.9,38.1,2022-03-04
Air strike,air strike,49.3,37.4,2022-03-09
"""
ANNOTATIONS = """type,text,lat,lon,date,until
label,Thaw,49.4,38.4,2022-03-09,2022-04-01
note,Reports end in May,,,2022-05-01,
"""
OVERLAYS = """id,type,name,side,geometry,date,until
f,front,Front,,"LINESTRING (37.2 49.8, 37.9 49.0, 38.1 48.3)",2022-03-01,
f,front,New front,,"LINESTRING (36.6 49.8, 37.2 49.0, 37.5 48.3)",2022-03-15,
h,held,Pocket,Red,"POLYGON ((38 48.4, 38.6 48.4, 38.6 48.9, 38 48.4))",2022-03-09,2022-03-20
"""
DATES = ["1 March 2022", "9 March 2022", "15 March 2022", "1 May 2022"]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("time")
    (folder / "units.csv").write_text(SHEET, encoding="utf-8")
    (folder / "overlays.csv").write_text(OVERLAYS, encoding="utf-8")
    (folder / "annotations.csv").write_text(ANNOTATIONS, encoding="utf-8")
    return build_file(folder).output


@pytest.mark.parametrize("width", [1280, 375])
def test_all_goes_by_the_date_of_the_bar(chromium, path, width) -> None:
    with opened(chromium, path, width=width, bypass_csp=True, has_touch=width == 375) as page:
        bar = page.get_by_role("region", name="Date shown")
        slider = bar.get_by_role("slider", name="Date shown")
        # it opens with the newest date; the battery's span is over
        assert slider.get_attribute("aria-valuetext") == "1 May 2022, 3 units, 1 not known any more"
        assert sorted(shown(page)) == ["a", "d", "e"]
        assert page.get_by_role("banner").get_by_text("1 May 2022").is_visible()
        assert page.evaluate("location.hash") == ""
        # what is carried forward is fainter, with a bar a step, and the legend says what that is
        assert faded(page) == {"d": "2", "e": "2", "a": None}
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("Reported 30 days or more before the date shown").is_visible()
        assert not legend.get_by_text("Reported 7 days or more").is_visible()
        name = page.locator("[data-unit=d]").get_attribute("aria-label")
        assert name.endswith("61 days before the date shown")
        # texts follow the date, as all else does
        assert page.get_by_text("Reports end in May").is_visible()
        assert not page.get_by_text("Thaw").count()

        # by keys, to the first date
        slider.focus()
        page.keyboard.press("Home")
        until(page, "document.querySelector('.dm-head time').textContent === '1 March 2022'")
        assert slider.get_attribute("aria-valuetext") == "1 March 2022, 2 units"
        assert page.evaluate("location.hash") == "#1&date=2022-03-01"
        assert sorted(shown(page)) == ["a", "d"]
        assert faded(page) == {"a": None, "d": None}
        assert (
            bar.get_by_role("button", name="Date before").get_attribute("aria-disabled") == "true"
        )

        # the totals and whose number is in whose
        assert totals(page, width) == {"Red": ["2", "9,000 troops"]}
        page.get_by_role("button", name="Close").last.click()
        bar.get_by_role("button", name="Date after").click()
        bar.get_by_role("button", name="Date after").click()
        until(page, "document.querySelector('.dm-head time').textContent === '15 March 2022'")
        assert sorted(shown(page)) == ["a", "b", "d", "e"]
        assert page.get_by_text("Thaw").is_visible()
        assert not page.get_by_text("Reports end in May").is_visible()
        # the brigade is under another division, which states nothing: its number counts
        assert totals(page, width) == {
            "Red": ["3", "11,500 troops in 2 of 3 units"],
            "Blue": ["1", "120 troops"],
        }
        page.get_by_role("button", name="Close").last.click()

        # details say how old they are, and lead to the other dates
        page.evaluate("deploymap.select('a')")
        panel = page.get_by_role("complementary", name="1st Brigade")
        assert panel.get_by_text("Lyman").first.is_visible()
        assert panel.get_by_role("button", name="2nd Division").is_visible()
        panel.get_by_role("button", name="1 March 2022").click()
        until(page, "document.querySelector('.dm-panel-place').textContent === 'Izium'")
        assert panel.get_by_role("button", name="1st Division").is_visible()
        bar.get_by_role("button", name="Date after").click()
        panel.get_by_text("8 days before the date shown").wait_for()
        slider.focus()
        page.keyboard.press("End")
        panel = page.get_by_role("complementary", name="2nd Guards Brigade")
        assert drawn_now(page) == ["New front"]
        assert not page.get_by_text("Red: Held ground").is_visible()
        assert panel.get_by_text("Blue").first.is_visible()
        if width == 375:
            page.keyboard.press("Escape")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def faded(page) -> dict[str, str | None]:
    """Return by how many steps each unit's symbol is fainter, and look for as many bars."""
    drawn(page)
    found: dict[str, str | None] = {}
    for symbol in page.locator(".dm-unit").all():
        steps = symbol.get_attribute("data-fading")
        assert symbol.locator(".dm-age i").count() == int(steps or 0)
        found[symbol.get_attribute("data-unit")] = steps
    return found


def test_a_span_shows_whom_anybody_knew_of_in_it_and_where_they_came_from(chromium, path) -> None:
    with opened(chromium, path) as page:
        bar = page.get_by_role("region", name="Date shown")
        bar.get_by_role("button", name="A span of two dates").click()
        bar.get_by_text("1 March 2022 – 1 May 2022").wait_for()
        # each of them once, and the battery that is known of no more at its end
        assert sorted(shown(page)) == ["a", "b", "d", "e"]
        until = bar.get_by_role("slider", name="To")
        assert until.get_attribute("aria-valuetext") == "1 May 2022, 4 units"
        assert page.evaluate("location.hash") == "#1&since=2022-03-01&date=2022-05-01"

        # both ends by keys; the first takes the last one along
        until.press("ArrowLeft")
        bar.get_by_text("1 March 2022 – 15 March 2022").wait_for()
        since = bar.get_by_role("slider", name="From")
        since.press("ArrowRight")
        bar.get_by_text("9 March 2022 – 15 March 2022").wait_for()
        assert since.get_attribute("aria-valuetext") == "9 March 2022"
        assert page.get_by_role("banner").get_by_text("9 March 2022 – 15 March 2022").is_visible()
        since.press("End")
        # a span of one date is that date
        bar.get_by_text("1 May 2022", exact=True).wait_for()
        assert since.get_attribute("aria-valuetext") == "1 May 2022"
        page.go_back()
        since.wait_for(state="hidden")
        bar.get_by_text("1 May 2022", exact=True).wait_for()

    with opened(chromium, path, address="#1&since=2022-03-09&date=2022-05-01&trails=yes") as page:
        drawn(page)
        bar = page.get_by_role("region", name="Date shown")
        assert page.get_by_label("Where all units came from").is_checked()
        # steps are as long as the span
        bar.get_by_role("button", name="Date before").click()
        bar.get_by_text("1 March 2022 – 15 March 2022").wait_for()
        page.get_by_label("Where all units came from").uncheck()
        assert page.evaluate("location.hash") == "#1&since=2022-03-01&date=2022-03-15"
        bar.get_by_role("button", name="A span of two dates").click()
        assert bar.get_by_text("15 March 2022", exact=True).is_visible()
        assert page.evaluate("location.hash") == "#1&date=2022-03-15"


def test_dates_of_a_trail_stand_over_no_other_name(chromium, make_page) -> None:
    places = [(49.99, 36.23), (50.45, 30.52), (49.59, 34.54), (48.45, 34.98), (48.0, 37.8)]
    rows = "".join(f"a,Brigade,{at},{on},2022-03-{n + 1:02}\n" for n, (at, on) in enumerate(places))
    page_path = make_page(units=f"id,name,lat,lon,date\n{rows}")
    with opened(chromium, page_path, address="#1&unit=a") as page:
        drawn(page)
        labels = page.evaluate(
            """[...document.querySelectorAll('.dm-label, .dm-trail-date')].map(e => {
              const {left, top, right, bottom} = e.getBoundingClientRect();
              return [e.textContent, left, top, right, bottom];
            })"""
        )
        dates = [label for label in labels if "March 2022" in label[0]]
        assert len(dates) > 1
        for text, left, top, right, bottom in dates:
            over = [
                other
                for other, x1, y1, x2, y2 in labels
                if other != text and x1 < right and left < x2 and y1 < bottom and top < y2
            ]
            assert over == [], text


def test_on_a_telephone_details_cover_neither_table_nor_filters(chromium, path) -> None:
    with opened(chromium, path, width=375, address="#1&unit=a&show=table") as page:
        assert page.get_by_role("complementary", name="2nd Guards Brigade").is_visible()
        page.get_by_role("row", name="1st Division").get_by_role("button").click()
        details = page.get_by_role("complementary", name="1st Division")
        dock = page.get_by_role("region", name="Table and totals")
        dock.get_by_role("button", name="Close").click()
        assert details.is_visible()
        page.get_by_role("button", name="Search units").click()
        page.get_by_text("Near, or within").click()
        page.get_by_role("button", name="Show", exact=True).click()
        assert details.is_visible()
        # a sheet from below, as the details are
        sheet = page.get_by_role("search").bounding_box()
        assert sheet["y"] + sheet["height"] == 812


def test_on_paper_the_map_has_the_room_of_bar_and_table(chromium, path) -> None:
    heights = "['.dm-stage', '.folium-map'].map(e => document.querySelector(e).clientHeight)"
    with opened(chromium, path, address="#1&side=Red&show=table") as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        stage, of_map = page.evaluate(heights)
        assert of_map == stage
        assert not page.get_by_role("region", name="Date shown").is_visible()


def test_a_span_of_all_dates_is_played_from_its_first_one_on(chromium, path) -> None:
    whole = "#1&since=2022-03-01&date=2022-05-01"
    with opened(chromium, path, address=whole) as page:
        bar = page.get_by_role("region", name="Date shown")
        bar.get_by_label("Speed").select_option("4")
        bar.get_by_role("button", name="Play").click()
        # the first date alone is a span of it: who chose a span has not left it
        bar.get_by_text("1 March 2022 – 9 March 2022").wait_for()
        bar.get_by_role("button", name="Pause").click()
        assert page.evaluate("location.hash").startswith("#1&since=2022-03-01&date=2022-03-")
        bar.get_by_role("button", name="Play").click()
        bar.get_by_role("button", name="Play").wait_for()
        bar.get_by_text("1 March 2022 – 1 May 2022").wait_for()
        assert page.evaluate("location.hash") == whole


def test_incidents_are_shown_all_or_day_by_day(chromium, make_page) -> None:
    with opened(chromium, make_page(units=INCIDENTS), width=375) as page:
        bar = page.get_by_role("region", name="Date shown")
        assert bar.get_by_text("1 March 2022 – 9 March 2022").is_visible()
        assert len(shown(page)) == 4
        bar.get_by_role("button", name="A span of two dates").click()
        assert bar.get_by_text("9 March 2022", exact=True).is_visible()
        assert len(shown(page)) == 1
        assert page.evaluate("location.hash") == "#1&date=2022-03-09"
        bar.get_by_role("slider").press("Home")
        bar.get_by_text("1 March 2022", exact=True).wait_for()
        # nothing is carried forward, and no switch is there that would do nothing
        assert len(shown(page)) == 2
        assert page.get_by_label("Where all units came from").count() == 0


def shown(page) -> list[str]:
    """Return the ids of the units on the map, when all is drawn."""
    drawn(page)
    return page.locator(".dm-unit").evaluate_all("all => all.map(one => one.dataset.unit)")


def drawn_now(page) -> list[str]:
    """Return the names of what is drawn besides, in the list of it, which stays open."""
    listed = page.locator("#dm-drawn-list")
    listed.evaluate("list => list.open = true")
    names = listed.get_by_role("listitem").get_by_role("button").all_inner_texts()
    assert listed.locator("summary").inner_text().endswith(f"({len(names)})")
    return sorted(names)


def totals(page, width: int) -> dict[str, list[str]]:
    """Return by side what the table of totals says; it stays open."""
    if width == 375:
        page.get_by_role("button", name="Search units").click()
    page.get_by_role("button", name="Table", exact=True).first.click()
    page.get_by_role("button", name="Totals").click()
    rows = page.get_by_role("region", name="Totals", exact=True).locator("tbody tr")
    rows.first.wait_for()
    cells = [row.inner_text().split("\t") for row in rows.all()]
    return {row[0].strip(): [cell.strip() for cell in row[1:3]] for row in cells}


def test_a_link_opens_a_date_and_back_undoes_it(chromium, path) -> None:
    with opened(chromium, path, address="#1&date=2022-03-12&unit=a") as page:
        bar = page.get_by_role("region", name="Date shown")
        assert bar.get_by_text("12 March 2022").is_visible()
        panel = page.get_by_role("complementary", name="1st Brigade")
        assert panel.get_by_text("11 days before the date shown").is_visible()
        # so does what is drawn, in the legend and the list too
        assert drawn_now(page) == ["Front", "Pocket"]
        assert page.get_by_text("Red: Held ground").is_visible()
        # between two dates the way back leads to the one before
        bar.get_by_role("button", name="Date before").click()
        bar.get_by_text("9 March 2022").wait_for()
        page.go_back()
        bar.get_by_text("12 March 2022").wait_for()
        assert panel.is_visible()
        bar.get_by_role("button", name="Play").click()
        bar.get_by_role("button", name="Pause").wait_for()
        bar.get_by_text("15 March 2022").wait_for()
        bar.get_by_role("button", name="Pause").click()
        assert page.evaluate("location.hash").startswith("#1&date=2022-03-15&unit=a")


def test_the_bar_counts_what_is_found(chromium, path) -> None:
    with opened(chromium, path, address="#1&date=2022-03-15&q=1st%20Brigade") as page:
        bar = page.get_by_role("region", name="Date shown")
        bar.get_by_text("1 of 4 units", exact=True).wait_for()


def test_what_is_taken_away_is_of_the_date(chromium, path) -> None:
    with opened(chromium, path, address="#1&date=2022-03-09&show=table") as page:
        with page.expect_download() as started:
            page.get_by_role("button", name="CSV").click()
        text = started.value.path().read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [(row["id"], row["date"]) for row in rows] == [
            ("d", "2022-03-01"),
            ("a", "2022-03-01"),
            ("b", "2022-03-09/2022-03-20"),
        ]
        assert "9-March-2022" in started.value.suggested_filename


def test_a_date_that_is_none_is_told_of(chromium, path) -> None:
    with opened(chromium, path, address="#1&date=2022-02-30") as page:
        assert page.get_by_role("status").get_by_text("date").is_visible()
        assert page.get_by_role("region", name="Date shown").get_by_text(DATES[-1]).is_visible()
