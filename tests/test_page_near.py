"""What is near, as a filter: by a form, and drawn on the map."""

from __future__ import annotations

import pytest

from axe import axe_faults

SHEET = """id,name,place,lat,lon
a,Alpha,Luhansk,48.57,39.31
b,Bravo,Camp,48.57,39.45
c,Charlie,Donetsk,48.0,37.8
d,Delta,,,
"""
FRONT = (
    "id,type,name,geometry\n"
    'f,front,Northern front,"LINESTRING(39 48.9, 40 48.9)"\n'
    'e,route,Road 1,"LINESTRING(37.7 47, 37.7 49)"\n'
)


@pytest.mark.parametrize("width", [1280, 375])
def test_what_is_near_is_asked_for_by_keys_and_drawn(make_page, open_page, width) -> None:
    path = make_page(units=SHEET, overlays=FRONT)
    with open_page(path, width=width, bypass_csp=True, has_touch=False) as page:

        def opened():
            if width < 900 and page.get_by_role("button", name="Search units").is_visible():
                page.get_by_role("button", name="Search units").click()
            search = page.get_by_role("search")
            if (
                search.get_by_role("button", name="Filter").get_attribute("aria-expanded")
                == "false"
            ):
                search.get_by_role("button", name="Filter").click()
            return search

        def conditions() -> list[str]:
            found = page.locator(".dm-conditions").get_by_role("listitem").all_text_contents()
            return [text.removesuffix("×") for text in found]

        def shown() -> str:
            return page.get_by_role("search").get_by_role("status").first.text_content()

        search = opened()
        group = search.locator("summary", has_text="Near, or within")
        group.focus()
        page.keyboard.press("Enter")
        km = search.get_by_label("Within how many km")
        search.get_by_role("option", name="Luhansk").wait_for(state="attached")
        options = search.get_by_label("Of what").get_by_role("option").all_text_contents()
        assert options[0] == "the border"
        assert options[1:3] == ["Northern front", "Road 1"]
        assert {"Luhansk", "Camp", "Donetsk"} <= set(options)
        km.fill("abc")
        page.keyboard.press("Enter")
        assert search.get_by_role("alert").is_visible()
        assert conditions() == []
        assert axe_faults(page) == []
        search.get_by_label("Of what").select_option(label="Luhansk")
        km.fill("12,5")
        page.keyboard.press("Enter")
        assert shown() == "2 of 4 units"
        assert conditions() == ["within 12.5 km of Luhansk"]
        assert page.evaluate("location.hash") == "#1&near=12.5:place:Luhansk"
        assert page.locator(".dm-asked-area").count() == 1
        search.get_by_label("Of what").select_option(label="Road 1")
        km.press("Enter")
        assert shown() == "1 of 4 units"
        assert conditions() == ["within 12.5 km of Road 1"]
        search.get_by_label("Of what").select_option(label="the border")
        km.press("Enter")
        assert conditions() == ["within 12.5 km of Road 1", "within 12.5 km of the border"]
        page.evaluate("location.hash = '#1&unit=b&near=11:unit:a'")
        page.get_by_role("button", name="Take off: within 11 km of Alpha").wait_for(
            state="attached"
        )
        assert shown() == "2 of 4 units"
        page.evaluate("deploymap.select(null)")
        page.evaluate("location.hash = '#1'")
        page.locator(".dm-shown").wait_for(state="hidden")
        # a rectangle around two of them, by the pointer
        opened().get_by_role("button", name="Draw a rectangle").click()
        box = page.evaluate(
            """() => {
              const { x, y } = document.querySelector('.folium-map').getBoundingClientRect();
              const at = place => deploymap.map.latLngToContainerPoint(place);
              const [from, to] = [at([48.75, 39.2]), at([48.4, 39.6])];
              return [from.x + x, from.y + y, to.x + x, to.y + y];
            }"""
        )
        page.mouse.move(*box[:2])
        page.mouse.down()
        page.mouse.move(*box[2:], steps=3)
        page.mouse.up()
        page.get_by_role("search").get_by_text("2 of 4 units").wait_for(state="attached")
        (words,) = conditions()
        assert words.startswith("within 48.")
        address = page.evaluate("location.hash")
        assert address.startswith("#1&near=box:39.")
        # drawing is left by Escape, and nothing is asked
        opened().get_by_role("button", name="Draw a circle").click()
        page.keyboard.press("Escape")
        assert page.locator(".dm-drawing").count() == 0
        assert page.evaluate("location.hash") == address
    with open_page(path, width=width, address=address) as page:
        assert page.locator(".dm-unit").count() == 2
        # asked as soon as the form is open, before its choices are there
        page.evaluate(
            """() => {
              const form = document.querySelector('.dm-near');
              form.closest('details').open = true;
              form.requestSubmit();
            }"""
        )
        border = page.locator(".dm-conditions").get_by_role("listitem", include_hidden=True)
        border.filter(has_text="within 50 km of the border").wait_for(state="attached")


GONE = """id,name,side,lat,lon,date
a,Alpha,Red,48.57,39.31,2022-03-09
b,Bravo,Red,48.57,39.45,2022-03-01
b,Bravo,Red,48.57,39.46,2022-03-09
"""


def test_what_a_link_asks_stands_in_the_form_and_what_is_not_there_is_said(
    make_page, open_page
) -> None:
    path = make_page(units=GONE)
    with open_page(path, address="#1&near=60:unit:a") as page:
        search = page.get_by_role("search")
        search.get_by_role("button", name="Filter").click()
        search.locator("summary", has_text="Near, or within").click()
        km, what = search.get_by_label("Within how many km"), search.get_by_label("Of what")
        search.get_by_role("option", name="Alpha").wait_for(state="attached")
        form = "e => [e[0].value, e[1].selectedOptions[0]?.textContent]"
        fields = [km.element_handle(), what.element_handle()]
        assert page.evaluate(form, fields) == ["60", "Alpha"]
        page.get_by_role("slider", name="Date shown").press("Home")
        page.get_by_role("button", name="within 60 km of Alpha (not on the map)").wait_for()
        assert search.get_by_role("status").first.text_content() == "0 of 1 units"
        assert page.evaluate(form, fields) == ["60", "Alpha"]
        # what is asked by the form stays in it, and what another link asks takes its place
        km.fill("7")
        km.press("Enter")
        page.get_by_role("button", name="within 7 km of Alpha").wait_for()
        page.evaluate("location.hash = '#1&border_km=..30'")
        page.get_by_role("button", name="within 30 km of the border").wait_for()
        assert page.evaluate(form, fields) == ["30", "the border"]
