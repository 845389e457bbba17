"""Who may import whom: the picture of the package stays true."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import deploymap

PACKAGE = Path(deploymap.__file__).parent

# room -> rooms that it may import: a room is a module beside this package's `__init__`, or a folder
# of modules. The way of the data runs downwards
ROOMS = {
    "crs": "",
    "depth": "",
    "epochs": "patterns",
    "folding": "",
    "arrays": "",
    "sizes": "",
    "faults": "",
    "packaged": "",
    "patterns": "",
    "problems": "",
    "schema": "",
    "overlayschema": "schema",
    "borders": "arrays crs depth gazetteer packaged problems sizes",
    "gazetteer": "folding packaged patterns",
    "notation": "arrays crs folding patterns problems schema",
    "sheets": "arrays crs depth epochs problems sizes",
    "symbols": "arrays folding packaged problems sizes",
    "write": "problems",
    "checks": "arrays epochs folding gazetteer notation patterns problems schema sheets sizes "
    "symbols",
    "settings": "notation problems sheets",
    "edit": "checks notation overlays overlayschema problems schema settings sheets write",
    "overlays": "arrays borders checks crs depth notation overlayschema problems settings sheets",
    "export": "arrays checks notation problems schema",
    "publish": "arrays checks problems schema settings sheets",
    "page": "arrays checks export faults overlayschema packaged problems schema settings sizes "
    "symbols write",
    "inspection": "arrays borders checks gazetteer notation overlays overlayschema page problems "
    "publish schema settings sheets symbols",
    "chain": "checks export inspection page problems settings sheets symbols write",
    "tables": "borders chain export inspection problems settings",
    "__init__": "chain page problems tables",
    "serving": "chain edit inspection overlays overlayschema packaged page problems schema "
    "settings sheets symbols write",
    "cli": "__init__ chain checks edit export inspection overlayschema problems schema serving "
    "settings",
    "__main__": "cli",
}

# modules of a file format, each imported only when there is such a file
FORMATS = "sheets.formats."

HEAVY = {"folium", "branca", "geopandas", "pandas", "numpy", "shapely", "pyproj", "dukpy"}
SELDOM = {"pyarrow", "pyogrio", "antimeridian"}
# for the editor and `--watch` alone
SERVING = {"starlette", "uvicorn", "watchfiles"}
LIGHT = (
    "__init__",
    "__main__",
    "cli.__init__",
    "cli.commands",
    "cli.helptexts",
    "cli.loading",
    "cli.parser",
    "cli.progress",
    "cli.terminal",
    "faults",
    "problems",
    "schema",
    "settings.__init__",
    "settings.corners",
    "settings.values",
)

MOST_LINES = 400

FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
modules = pytest.mark.parametrize("name", FILES)


def parse(name: str) -> ast.Module:
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> set[str]:
    """Return the full names of what is imported anywhere below a node."""
    return {name for node in ast.walk(tree) for name in names_in(node)}


def imported_at_once(tree: ast.Module) -> set[str]:
    """Return the names of what is imported when the module is, not when a function is called."""
    return {name for node in walk_outside_functions(tree) for name in names_in(node)}


def walk_outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from walk_outside_functions(child)


def names_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are written in full"
        module = str(node.module)
        inner = module.removeprefix("deploymap").removeprefix(".")
        found = [".".join(filter(None, (inner, alias.name))) for alias in node.names]
        if module.split(".")[0] == "deploymap" and any(name in FILES for name in found):
            return [f"deploymap.{name}" for name in found if name in FILES]
        return [module]
    return []


def modules_of(names: set[str]) -> set[str]:
    """Return the modules of the package among full names."""
    inner = {name.partition(".")[2] for name in names if name.split(".")[0] == "deploymap"}
    return {name if name in FILES else f"{name}.__init__".lstrip(".") for name in inner}


def room_of(module: str) -> str:
    return module.split(".")[0]


def rooms_of(names: set[str]) -> set[str]:
    return set(map(room_of, modules_of(names)))


def libraries_of(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def test_each_room_stands_in_the_table() -> None:
    assert set(map(room_of, FILES)) == set(ROOMS)


@modules
def test_a_module_imports_only_what_the_table_lets_its_room(name: str) -> None:
    allowed = {*ROOMS[room_of(name)].split(), room_of(name)}
    assert rooms_of(imported(parse(name))) <= allowed


def test_the_table_lets_nobody_import_what_nobody_does() -> None:
    used: dict[str, set[str]] = {room: set() for room in ROOMS}
    for name in FILES:
        used[room_of(name)] |= rooms_of(imported(parse(name)))
    unused = {room: set(rooms.split()) - used[room] for room, rooms in ROOMS.items()}
    assert {room: rooms for room, rooms in unused.items() if rooms} == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = {name: modules_of(imported(parse(name))) - {name} for name in FILES}
    while free := [name for name, needs in left.items() if not needs & set(left)]:
        for name in free:
            del left[name]
    assert left == {}


@modules
def test_a_format_is_known_to_its_reader_alone(name: str) -> None:
    inside = name.startswith(FORMATS)
    seldom = {m for m in modules_of(imported_at_once(parse(name))) if m.startswith(FORMATS)}
    assert inside or seldom <= {"sheets.formats.rows"}


@modules
def test_what_is_seldom_needed_waits_until_it_is(name: str) -> None:
    assert not libraries_of(imported_at_once(parse(name))) & SELDOM


@modules
def test_only_the_page_imports_folium(name: str) -> None:
    if name != "page.html":
        assert not libraries_of(imported(parse(name))) & {"folium", "branca"}


def test_the_page_imports_folium() -> None:
    assert "folium" in libraries_of(imported(parse("page.html")))


@pytest.mark.parametrize("name", LIGHT)
def test_a_light_module_imports_nothing_heavy_at_once(name: str) -> None:
    at_once = imported_at_once(parse(name))
    assert not libraries_of(at_once) & HEAVY
    assert modules_of(at_once) <= {*LIGHT, "notation.__init__"}


def test_dukpy_waits_until_symbols_are_drawn() -> None:
    assert "dukpy" in libraries_of(imported(parse("symbols.draw")))
    assert "dukpy" not in libraries_of(imported_at_once(parse("symbols.draw")))


@pytest.mark.parametrize("name", ["packaged", "symbols.draw", "symbols.sidc", "symbols.vocabulary"])
def test_what_the_build_of_the_package_imports_needs_no_library(name: str) -> None:
    assert not libraries_of(imported_at_once(parse(name))) & (HEAVY | SELDOM)


@modules
def test_a_build_imports_nothing_of_a_server(name: str) -> None:
    if not name.startswith("serving.") and name not in ("cli.watching", "cli.editing"):
        at_once = imported_at_once(parse(name))
        assert not libraries_of(imported(parse(name))) & SERVING
        assert not modules_of(at_once) & {n for n in FILES if n.startswith("serving.")}
        assert not modules_of(at_once) & {"cli.watching", "cli.editing"}


@modules
def test_a_module_is_not_too_long(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES


def test_no_module_of_the_page_is_too_long(root: Path) -> None:
    lines = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (root / "web" / "src").rglob("*.js")
    }
    assert len(lines) > 100
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize(
    ("code", "at_once", "anywhere"),
    [
        ("import geopandas as g", {"geopandas"}, {"geopandas"}),
        ("def f():\n import geopandas", set(), {"geopandas"}),
        ("try:\n import a.b\nexcept ImportError: pass", {"a.b"}, {"a.b"}),
        ("class A:\n from deploymap.page import x", {"deploymap.page"}, {"deploymap.page"}),
        ("from deploymap import chain", {"deploymap.chain"}, {"deploymap.chain"}),
        ("from deploymap import __version__", {"deploymap"}, {"deploymap"}),
        ("if TYPE_CHECKING:\n import folium", set(), {"folium"}),
    ],
)  # fmt: skip
def test_imports_are_found(code: str, at_once: set[str], anywhere: set[str]) -> None:
    assert imported_at_once(ast.parse(code)) == at_once
    assert imported(ast.parse(code)) == anywhere
