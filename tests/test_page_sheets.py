"""What a messy sheet leaves on the page: rows that are not shown, places, bounds, dates, links."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import further_rows

SHEET = """\
Unit,Town,Troops,As of,Links,Lat,Lon
1st Tank Brigade,Luhansk,"8,000-10,000",49 BC,"https://example.org/a, https://example.com/b",,
2nd Tank Brigade,Donetsk,500,2022-01-12,,,
3rd Tank Brigade,Sloviansk,~300,2022-01-12T06:30,,,
4th Tank Brigade,Nowhereville,<50,2022-01-12,,,
5th Tank Brigade,Kramatorsk,up to about 700,03/04/2022,,,
"""


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory, count: int) -> Path:
    """The page of the sheet, and of the sheet with 25,000 rows more outside the first view."""
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("messy")
    columns = ["name", "place", "troops", "date", "links", "lat", "lon"]
    (folder / "units.csv").write_text(SHEET + further_rows(columns, 6, count), encoding="utf-8")
    (folder / "deploymap.toml").write_text("view = [36, 46, 42, 50]\n", encoding="utf-8")
    return build_file(folder, keep_going=True).output


@pytest.mark.parametrize("width", [1280, 375])
def test_the_foot_says_which_rows_are_not_shown_and_where_places_are_from(
    page_path: Path, open_page, width: int
) -> None:
    with open_page(page_path, width=width) as page:
        foot = page.get_by_role("contentinfo")
        line = foot.locator(".dm-left-out")
        assert line.text_content() == (
            "3 rows of the sheet are not shown: 1 because of a date in doubt, "
            "1 because of a place in doubt, 1 because of a place that is not known."
        )
        assert foot.get_by_text("Positions of places: GeoNames (CC BY 4.0).").is_visible()
        box = line.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_details_say_ranges_eras_links_and_where_the_position_is_from(
    page_path: Path, open_page
) -> None:
    with open_page(page_path) as page:
        page.get_by_role("button", name="1st Tank Brigade").first.click()
        panel = page.get_by_role("complementary")
        text = panel.inner_text()
        assert "8,000–10,000" in text
        assert "49 BC" in text
        assert "of the place; GeoNames 702658" in text
        links = panel.get_by_role("link")
        assert [link.get_attribute("href") for link in links.all()] == [
            "https://example.org/a",
            "https://example.com/b",
        ]
        page.get_by_role("button", name="Close").click()
        page.get_by_role("button", name="3rd Tank Brigade").first.click()
        assert "12 January 2022, 06:30" in panel.inner_text()
        assert "about 300" in panel.inner_text()


def test_a_map_without_rows_left_out_says_nothing_of_them(make_page, open_page, count) -> None:
    path = make_page(units="name,lat,lon\n" + further_rows(["name", "lat", "lon"], 1, count))
    with open_page(path) as page:
        assert page.locator(".dm-left-out").count() == 0
        assert "GeoNames" not in page.get_by_role("contentinfo").inner_text()
