"""The page in other languages and scripts, in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from axe import axe_faults
from deploymap.page.words import Phrase, languages, read_words

UNITS = """id,name,side,kind,echelon,count,troops,place,lat,lon,accuracy_km,date,parent,note,{own}
A,{a},{side},tank,brigade,2,up to 12000,{place},48.5,39.3,2,2022-01-12,,{note},{cell}
B,{b},{side},infantry,,,,{place},48.6,38.9,,2022-01,A,,
"""
WORDS = {"own": "OWN1", "a": "OWN2", "b": "OWN3", "side": "OWN4", "place": "OWN5"} | {
    "note": "OWN6",
    "cell": "OWN7",
}
# every text that a reader sees or hears of the page
TEXTS = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const {parentElement, data} = walker.currentNode;
    if (!parentElement.closest('script, style, noscript')) found.push(data);
  }
  for (const element of document.body.querySelectorAll('*'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      found.push(element.getAttribute(name) ?? '');
  return found;
}
"""
# what stands in no language: names, numbers, signs, keys, and what the program has from elsewhere
NO_WORDS = re.compile(
    r"[\W\d_]*|SHA-256 \w+|[0-9a-f]{8}|units\.csv|deploymap\.toml|borders\.geojson"
    r"|Natural Earth \(deploymap\)|(?:Esc|Enter|Home|End|Page [↑↓]|Shift \+ Enter)"
)
# what the sheet and the borders say, what Leaflet calls miles, and how the vocabulary names a kind
THE_SHEETS = re.compile(
    r"OWN\d+|brigade|infantry|armor|tank|Ukraine|Luhansk|oblast|(?:12 )?January 2022|\d+ (?:mi|ft)",
    re.IGNORECASE,
)


@pytest.fixture
def page_with(make_page: Callable[..., Path]) -> Callable[..., Path]:
    def make(*, language: str, words: dict[str, str] = WORDS, more: str = "") -> Path:
        settings = f'language = "{language}"\ntitle = "OWN8"\n{more}'
        return make_page(units=UNITS.format(**words), deploymap=settings)

    return make


def mark_words(page: Path) -> None:
    """Put every phrase of the page's table into brackets."""
    text = page.read_text(encoding="utf-8")

    def marked(phrase: Phrase) -> Phrase:
        if isinstance(phrase, str):
            return f"⟦{phrase}⟧"
        return {form: f"⟦{words}⟧" for form, words in phrase.items()}

    words = {name: marked(phrase) for name, phrase in read_words("en").page.items()}
    assert text.count('"words": null') == 1
    page.write_text(text.replace('"words": null', f'"words": {json.dumps(words)}'), "utf-8")


def test_no_word_of_the_page_stands_outside_its_table(page_with, open_page) -> None:
    ground = "[ground]\ntowns = false\nrivers = false\n"
    own = '[sides."OWN4"]\ncolor = "#a3242b"\n[legend]\narmor = "OWN9"\ninfantry = "OWN10"'
    path = page_with(
        language="en", more=f'border_policy = "OWN11"\ncredit = "OWN12"\n{ground}{own}'
    )
    mark_words(path)
    with open_page(path) as page:
        page.get_by_text("All units on the map").click()
        page.evaluate("deploymap.select('A')")
        texts = set(page.evaluate(TEXTS))
        page.get_by_label("NATO (APP-6)").check()
        texts |= set(page.evaluate(TEXTS))
    assert any("⟦Zoom in⟧" in text for text in texts)
    left = {THE_SHEETS.sub("", without_marked(text)).strip() for text in texts}
    assert {text for text in left if not NO_WORDS.fullmatch(text)} == set()


def without_marked(text: str) -> str:
    """Return what of a text stands in no brackets, however deep they are."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


@pytest.mark.parametrize("language", languages())
def test_a_page_opens_in_each_language(page_with, open_page, language: str) -> None:
    with open_page(page_with(language=language)) as page:
        root = page.locator("html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("dir") == ("rtl" if language in ("ar", "he") else "ltr")
        page.evaluate("deploymap.select('A')")
        assert page.get_by_role("heading", name="OWN2").is_visible()
        # the program's names of kinds are English: elsewhere the sheet's word says what one is
        page.locator("[name=dm-style]").last.check(force=True)
        kinds = page.locator(".dm-key-app6 + span").all_text_contents()
        assert kinds == (["Armor", "Infantry"] if language == "en" else ["Tank", "Infantry"])


def test_numbers_stand_in_words_of_their_language(page_with, open_page) -> None:
    with open_page(page_with(language="de")) as page:
        page.evaluate("deploymap.select('A')")
        assert page.get_by_text("bis zu 12.000", exact=True).is_visible()
        assert page.get_by_role("button", name="Schließen").is_visible()


def test_without_words_in_a_language_all_is_english(page_with, open_page) -> None:
    with open_page(page_with(language="nl")) as page:
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.get_by_role("heading", name="OWN8").get_attribute("lang") == "nl"
        page.evaluate("deploymap.select('A')")
        assert page.get_by_text("up to 12,000", exact=True).is_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(page_with, open_page, language, width) -> None:
    with open_page(page_with(language=language), width=width, bypass_csp=True) as page:
        page.evaluate("deploymap.select('A')")
        assert axe_faults(page) == []


def test_texts_run_the_way_of_their_script(page_with, open_page) -> None:
    hebrew = dict.fromkeys(WORDS, "חטיבה 7 דרום.") | {"own": "own"}
    with open_page(page_with(language="en", words=hebrew)) as page:
        page.evaluate("deploymap.select('A')")
        way = "e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
        assert page.locator("#dm-panel-title").evaluate(way) == ["rtl", "start"]
        note = page.get_by_role("definition").filter(has_text="דרום").last
        assert note.evaluate(way) == ["rtl", "start"]
        assert page.locator(".dm-label-place b").first.evaluate(way)[0] == "rtl"


def test_a_page_from_the_right_has_its_map_as_it_is(page_with, open_page) -> None:
    with open_page(page_with(language="ar")) as page:
        heading, stage = (page.locator(name).bounding_box() for name in ("h1", ".dm-stage"))
        assert heading["x"] > stage["x"] + stage["width"]
        east, west = (page.locator(f"[data-unit={name}]").bounding_box()["x"] for name in "AB")
        assert west < east


WORDY = """name,side,echelon,troops,lat,lon,id
Alpha,Red,division,1700-4000,48.57,39.31,a
Bravo,Red,brigade,~9000,48.57,39.45,b
Charlie,Red,brigade,15000,48.57,39.5,c
"""
# how many lines the text of each element takes
LINES = """all => all.map(e => {
  const range = document.createRange();
  range.selectNodeContents(e);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
})"""
# where the text of each element ends at the right, px
RIGHTS = """all => all.map(e => {
  const range = document.createRange();
  range.selectNodeContents(e);
  return Math.round(range.getBoundingClientRect().right);
})"""


def test_german_words_have_room(make_page, open_page) -> None:
    path = make_page(units=WORDY, deploymap='language = "de"\n')
    with open_page(path, address="#1&unit=a&near=42:unit:b") as page:
        page.get_by_role("button", name="Filter").click()
        page.get_by_role("complementary").wait_for()
        heads = page.locator(".dm-panel dt", has_text="Größenordnung")
        assert heads.evaluate_all(LINES) == [1]
        told = page.locator(".dm-filters summary small:not(:empty)")
        assert told.evaluate_all(LINES) == [1]
        # the signs that open them stand in the line of their names
        low = "all => all.filter(e => !e.querySelector('small').textContent && e.offsetHeight > 40)"
        summaries = page.locator(".dm-filters summary")
        assert summaries.evaluate_all(f"all => ({low})(all).length") == 0


@pytest.mark.parametrize("language", ["ar", "he"])
def test_brackets_and_ranges_stay_whole_where_the_page_runs_from_the_right(
    make_page, open_page, language
) -> None:
    path = make_page(units=WORDY, deploymap=f'language = "{language}"\n')
    with open_page(path, address="#1&unit=a&show=table") as page:
        page.get_by_role("complementary").wait_for()
        told = "e => !/^[(].*[)]$/.test(e.textContent) || e.dir !== 'auto'"
        words = page.locator(".dm-panel dd > small")
        assert words.count() > 1
        assert words.evaluate_all(f"all => all.filter({told}).length") == 0
        ranges = page.get_by_text("1,700–4,000")
        assert ranges.count() > 1
        isolated = "all => all.every(e => e.textContent.includes('\\u20661,700–4,000\\u2069'))"
        assert ranges.evaluate_all(isolated)
        cells = page.locator("td.dm-cell-number", has_text="000")
        rights = cells.evaluate_all(RIGHTS)
        assert len(rights) == 3
        assert len(set(rights)) == 1
