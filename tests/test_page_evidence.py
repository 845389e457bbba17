"""Who says so, and how sure: sources, accuracy, links to pictures."""

from __future__ import annotations

import pytest

from axe import axe_faults

SHEET = """id,name,lat,lon,accuracy_km,source,source_url,source_2,photo
a,Alpha,48.5,39.3,20,Report A; Map B,,Dispatch C,https://pictures.example/a.jpg
b,Bravo,48.6,38.3,,Report A,https://reports.example/a,,
c,Charlie,48.0,37.8,5,,,,"Wire, https://wire.example/1"
"""


@pytest.mark.parametrize("width", [1280, 375])
def test_sources_are_notes_with_their_units_and_accuracy_is_seen(
    make_page, open_page, width
) -> None:
    with open_page(make_page(units=SHEET), width=width, bypass_csp=True) as page:
        page.evaluate("deploymap.select('a')")
        panel = page.get_by_role("complementary", name="Alpha")
        facts = panel.get_by_role("definition").all_inner_texts()
        assert any(text.split("\n") == ["Report A", "Map B", "Dispatch C"] for text in facts)
        link = panel.get_by_role("link", name="pictures.example")
        assert link.get_attribute("href") == "https://pictures.example/a.jpg"
        page.evaluate("deploymap.select(null)")
        page.locator("summary", has_text="Sources of the units").click()
        notes = page.locator("#dm-sources").get_by_role("listitem")
        notes.first.wait_for()
        assert [" ".join(text.split()) for text in notes.all_inner_texts()] == [
            "Report A 1 unit Alpha",
            "Map B 1 unit Alpha",
            "Dispatch C 1 unit Alpha",
            "Report A reports.example 1 unit Bravo",
        ]
        page.evaluate("deploymap.select('c')")
        page.get_by_role("complementary", name="Charlie").get_by_role(
            "link", name="wire.example/1", exact=True
        ).wait_for()
        page.evaluate("deploymap.select(null)")
        page.get_by_role("checkbox", name="Accuracy of all units").check()
        assert page.evaluate("location.hash") == "#1&rings=yes"
        inked = "e => e.getContext('2d').getImageData(0, 0, e.width, e.height).data.some(x => x)"
        canvas = page.locator(".leaflet-dm-rings-pane canvas")
        canvas.wait_for(state="attached")
        assert page.evaluate(
            "(e) => new Promise(done => requestAnimationFrame(() => requestAnimationFrame("
            f"() => done(({inked})(document.querySelector('.leaflet-dm-rings-pane canvas'))))))"
        )
        assert axe_faults(page) == []
        # what is sourced alone
        page.evaluate("location.hash = '#1&sourced=yes&rings=yes'")
        page.get_by_role("status").get_by_text("2 of 3 units").wait_for(state="attached")
        assert page.locator(".dm-unit").count() == 2
