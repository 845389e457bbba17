"""The page: one file that carries all it needs, the same bytes each time, safe against data."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import folium
import pytest

import deploymap
from conftest import further_rows, shipped_units
from deploymap.page.html import DeploymentMap, origin
from deploymap.problems import UsageError

NASTY = "</script><script>document.title='bad'</script><img src=x onerror=document.title='bad'>"


@pytest.fixture(scope="module")
def shipped(root: Path) -> DeploymentMap:
    return deploymap.build(root)


def policy_of(page: str) -> dict[str, list[str]]:
    content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    rules = [rule.split() for rule in html.unescape(content).split("; ")]
    return {name: sources for name, *sources in rules}


def test_two_builds_have_the_same_bytes(root: Path, shipped: DeploymentMap) -> None:
    assert shipped.to_html() == shipped.to_html() == deploymap.build(root).to_html()


def test_the_page_names_no_address_that_it_would_load(shipped: DeploymentMap) -> None:
    page = shipped.to_html()
    markup = re.sub(r"<script[^>]*>.*?</script>", "", page, flags=re.S)
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", markup)
    assert not re.findall(r"url\(['\"]?(?!#|['\"]?data:)", page)


def test_the_policy_allows_the_pages_own_texts_by_hash_and_nothing_else(shipped) -> None:
    page = shipped.to_html()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    policy = policy_of(page)
    assert policy["default-src"] == ["'none'"]
    assert policy["img-src"] == ["data:"]
    assert policy["script-src"] == [hash_of(script) for script in scripts]
    assert policy["style-src"] == [hash_of(re.search(r"<style>(.*?)</style>", page, re.S)[1])]
    assert "style-src-attr" not in policy


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_page_is_small_enough(shipped: DeploymentMap) -> None:
    page = shipped.to_html()
    data = re.search(r'id="deploymap-scene">(.*?)</script>', page, re.S)[1]
    assert len(page.encode()) <= 700_000
    assert len(page.encode()) - len(data.encode()) <= 480_000


def test_the_notices_of_what_the_page_carries_are_in_it(shipped: DeploymentMap) -> None:
    page = shipped.to_html()
    for package in ("leaflet 1.9.4", "rbush 4.0.1"):
        assert package in page


def test_it_is_a_folium_map_that_a_notebook_can_show(shipped: DeploymentMap) -> None:
    assert isinstance(shipped, folium.Map)
    frame = shipped._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert html.escape("deploymap.open(") in frame


def test_save_writes_the_same_page(shipped: DeploymentMap, tmp_path: Path) -> None:
    shipped.save(tmp_path / "a.html")
    shipped.save(str(tmp_path / "b.html"))
    buffer = io.BytesIO()
    shipped.save(buffer, close_file=False)
    text = shipped.to_html()
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == text
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == text
    assert buffer.getvalue().decode() == text


def test_foliums_layers_can_be_added_and_stay_reproducible(root: Path) -> None:
    pages = []
    for _ in range(2):
        shown = deploymap.build(root)
        popup = folium.Popup("a popup")
        folium.Marker([48, 38], popup=popup, tooltip="a tooltip").add_to(shown)
        group = folium.FeatureGroup("circles").add_to(shown)
        folium.CircleMarker([47, 39]).add_to(group)
        folium.LayerControl().add_to(shown)
        pages.append(shown.to_html())
        assert pages[-1] == shown.to_html()
    assert pages[0] == pages[1]
    assert policy_of(pages[0])["style-src-attr"] == ["'unsafe-inline'"]
    assert policy_of(pages[0])["img-src"] == ["data:"]


def test_tiles_open_the_policy_for_their_host_alone(root: Path) -> None:
    shown = deploymap.build(root)
    tiles = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
    folium.TileLayer(tiles, attr="Example").add_to(shown)
    page = shown.to_html()
    policy = policy_of(page)
    assert policy["img-src"] == ["data:", "https://*.tiles.example.org"]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert policy["script-src"] == [hash_of(script) for script in scripts]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_an_address_that_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        origin(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_cell_and_no_property_can_run_script(
    make_page: Callable[..., Path], open_page: Callable, scheme: str, count: int
) -> None:
    quoted = '"' + NASTY.replace('"', '""') + '"'
    columns = "id,name,lat,lon,side,place,kind,note,source,source_url,own"
    cells = [quoted, quoted, "10", "10", *[quoted] * 5, "javascript:alert(1)", quoted]
    feature = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":%s},'
        '"geometry":{"type":"Polygon","coordinates":[[[9,9],[12,9],[12,12],[9,12],[9,9]]]}}]}'
    )
    page = make_page(
        units=f"{columns}\n{','.join(cells)}\n{further_rows(columns.split(','), 2, count)}",
        annotations=f"id,type,text,lat,lon\nN,note,{quoted},10.5,10.5\n{quoted},source,{quoted},,\n",
        borders=feature % ('"' + NASTY + '"'),
        deploymap=f'title = "{NASTY}"\ncredit = "{NASTY}"\nborder_policy = ["{NASTY}"]\n'
        "view = [9, 9, 12, 12]\n",
    )
    with open_page(page, scheme=scheme) as shown:
        assert shown.title() == NASTY
        shown.get_by_text("All units on the map").click()
        shown.locator(".dm-all li").get_by_role("button").first.click()
        shown.locator(".dm-unit[data-index='0']").click()
        assert shown.get_by_role("heading", name=NASTY).count() >= 1
        assert shown.locator("img[src=x]").count() == 0
        assert shown.locator("a[href^=javascript]").count() == 0


def test_foliums_layers_work_in_the_page(
    root: Path, open_page: Callable, tmp_path: Path, count: int
) -> None:
    (tmp_path / "units.csv").write_text(shipped_units(count), encoding="utf-8")
    shown = deploymap.build(root, units=tmp_path / "units.csv")
    popup = folium.Popup("<b>a popup</b>", show=True)
    folium.Marker([48.4, 37.2], popup=popup, tooltip="a tooltip").add_to(shown)
    folium.LayerControl().add_to(shown)
    shown.save(tmp_path / "map.html")
    with open_page(tmp_path / "map.html") as page:
        picture = "e => getComputedStyle(e).backgroundImage"
        layers = page.locator(".leaflet-control-layers-toggle").evaluate(picture)
        assert layers.startswith('url("data:image/png;base64,')
        assert page.locator(".leaflet-popup b").inner_text() == "a popup"
        icon = page.locator("img.leaflet-marker-icon")
        assert icon.evaluate("image => image.complete && image.naturalWidth > 0")
