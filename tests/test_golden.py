"""Golden pages: the whole page of a folder, without the bundled program and style.

`make golden` writes them anew; a change of a page is then a diff to be read.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from deploymap.chain import build_file

GOLDEN = Path(__file__).parent / "golden"
EPOCH = "1641988800"

FOLDERS = ["shipped", "bare", "many"]

# the bundle changes with every change of the program, and the hashes of it with it
ELIDED = (
    (re.compile(r"<style>.*?</style>", re.S), "<style>…</style>"),
    (re.compile(r"<script>\"use strict\".*?</script>", re.S), "<script>…</script>"),
    (re.compile(r"<!--.*?-->", re.S), "<!-- … -->"),
    (re.compile(r"sha256-[A-Za-z0-9+/=]{44}"), "sha256-…"),
    (re.compile(r'^"basemap": .*$', re.M), '"basemap": …'),
)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_page_is_as_it_was(
    name: str, root: Path, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    folder = tmp_path / name
    if name == "shipped":
        shutil.copytree(root / "data", folder / "data")
        shutil.copy(root / "deploymap.toml", folder)
    else:
        shutil.copytree(GOLDEN / name, folder)
    page = elide(build_file(folder).output.read_text(encoding="utf-8"))
    golden = GOLDEN / f"{name}.html"
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8"), "see the diff after: make golden"


def test_the_sizes_that_the_documents_say_are_those_of_the_shipped_page(
    root: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    page = build_file(root, output=tmp_path / "page.html").output.read_bytes()
    said = (root / "docs" / "embedding.md").read_text(encoding="utf-8")
    whole, sent = map(int, re.search(r"about (\d+) kB, (\d+) kB as a server", said).groups())
    assert len(page) / 1000 == pytest.approx(whole, rel=0.02)
    assert len(gzip.compress(page, 6)) / 1000 == pytest.approx(sent, rel=0.02)
    assert len(page) <= 700_000


def elide(page: str) -> str:
    for pattern, words in ELIDED:
        page = pattern.sub(words, page)
    return page
