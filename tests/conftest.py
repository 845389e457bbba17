"""What the tests share: the repository's own map, built once, and a browser without a network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from browser import ARGUMENTS, find_browser

# how long an example takes is the machine's affair
settings.register_profile("deploymap", deadline=None)
settings.load_profile("deploymap")

ROOT = Path(__file__).resolve().parents[1]
HEIGHTS = {1280: 800, 900: 1000, 600: 900, 375: 812}
EPOCH = "1641988800"  # 12 January 2022, 12:00 UTC


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shipped_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the repository's own folder."""
    from deploymap.chain import build_file

    output = tmp_path_factory.mktemp("shipped") / "deployment.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        build_file(ROOT, output=output)
    return output


@pytest.fixture
def make_page(tmp_path: Path) -> Callable[..., Path]:
    """Builds a folder of the given files (name -> text) and returns its page."""

    def make(**files: str) -> Path:
        from deploymap.chain import build_file

        for name, text in files.items():
            suffix = {"deploymap": "toml", "borders": "geojson"}.get(name, "csv")
            (tmp_path / f"{name}.{suffix}").write_text(text, encoding="utf-8")
        return build_file(tmp_path).output

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Callable[..., Any]:
    """Opens a page as a context manager; see `opened`."""

    def open_it(path: Path, **options: Any) -> Any:
        return opened(chromium, path, **options)

    return open_it


@contextmanager
def opened(
    chromium: Any, path: Path, *, width: int = 1280, scheme: str = "light", **options: Any
) -> Iterator[Any]:
    """Yield the page when it is ready; any request or error, then or later, fails the test."""
    size = {"width": width, "height": HEIGHTS.get(width, 800)}
    settings = {"reduced_motion": "reduce", **options}
    context = chromium.new_context(viewport=size, color_scheme=scheme, **settings)
    faults: list[str] = []
    context.route("**/*", lambda route: refuse(route, path, faults))
    page = context.new_page()
    page.set_default_timeout(5_000)
    page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    try:
        page.goto(path.as_uri())
        page.evaluate("deploymap.ready.then(() => null)")
        yield page
        assert not faults, faults
    finally:
        context.close()


def refuse(route: Any, path: Path, faults: list[str]) -> None:
    """Let the page itself load; block and note everything else."""
    if route.request.url == path.as_uri():
        route.continue_()
        return
    faults.append(f"request: {route.request.url}")
    route.abort()
