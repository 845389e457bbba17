"""The letters of a text in one spelling, and reference systems by their names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.crs import find_crs, is_wgs84, way_to_wgs84
from deploymap.folding import plain_letters


@given(st.text())
def test_letters_are_small_and_have_no_marks_however_they_are_written(text: str) -> None:
    found = plain_letters(text)
    assert not any(unicodedata.combining(letter) for letter in found)
    for form in ("NFC", "NFD"):
        assert plain_letters(unicodedata.normalize(form, text)) == found


@pytest.mark.parametrize(
    ("text", "plain"), [("Été", "ete"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Ї", "і")]
)
def test_letters(text: str, plain: str) -> None:
    assert plain_letters(text) == plain


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EPSG:28406", 28406),
        (" 28406 ", 28406),
        ("+init=epsg:32637", 32637),
        ("EPSG:900913", 3857),
        ("urn:ogc:def:crs:EPSG::102100", 3857),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        (4326, 4326),
    ],
)
def test_a_system_is_found_however_it_is_named(name: object, code: int) -> None:
    found = find_crs(name)
    assert found.equals(find_crs(code), ignore_axis_order=True)
    assert is_wgs84(found) == (code == 4326)
    assert way_to_wgs84(found) is not None


@pytest.mark.parametrize("name", ["", "nonsense", "EPSG:1", None, object()])
def test_what_names_no_system_is_none(name: object) -> None:
    assert find_crs(name) is None


@pytest.mark.parametrize("name", ["EPSG:5703", "EPSG:4978"])
def test_heights_and_the_earths_centre_have_no_way(name: str) -> None:
    assert way_to_wgs84(find_crs(name)) is None
