"""Who may import whom: the picture of the package stays true."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import deploymap

PACKAGE = Path(deploymap.__file__).parent

# module -> modules of the package that it may import; the way of the data runs downwards
ROOMS = {
    "errors": "",
    "schema": "",
    "settings": "schema",
    "config": "errors settings",
    "read": "errors",
    "cells": "errors schema",
    "header": "errors schema",
    "check": "cells errors header read schema",
    "geojson": "errors",
    "arcs": "",
    "borders": "errors geojson",
    "join": "borders errors geojson",
    "labels": "borders",
    "topology": "arcs borders geojson",
    "vocabulary": "",
    "sidc": "vocabulary",
    "symbols": "errors sidc vocabulary",
    "scene": "config schema symbols",
    "write": "errors",
    "sheet": "errors",
    "fetch": "errors",
    "page": "errors scene write",
    "chain": "borders check config errors join labels page read scene schema symbols topology "
    "write",
    "cli": "chain errors __init__",
    "__main__": "cli",
    "__init__": "chain errors page",
}

# the same for formats/, whose modules may also import errors and sheet
FORMATS = {
    "__init__": "",
    "rows": "",
    "values": "",
    "archive": "rows",
    "cellscan": "",
    "markup": "rows",
    "jsontext": "rows",
    "points": "rows values",
    "arrow": "values",
    "columnar": "archive arrow points rows",
    "workbook": "archive cellscan markup rows values",
    "geojson": "jsontext points rows",
    "gpkg": "arrow points rows",
    "kml": "archive markup points rows",
    "gpx": "kml markup points rows",
    "scenario": "jsontext rows values",
    "features": "geojson gpkg gpx kml points",
}

HEAVY = {"folium", "branca", "geopandas", "pandas", "numpy", "shapely", "pyproj", "dukpy"}
HEAVY |= {"pyarrow", "pyogrio", "python_calamine"}
LIGHT = ("__init__", "__main__", "cli", "errors", "schema", "settings")

MOST_LINES = 400

modules = pytest.mark.parametrize("name", sorted(path.stem for path in PACKAGE.glob("*.py")))


def parse(name: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))


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
        if module != "deploymap":
            return [module]
        submodules = {path.stem for path in PACKAGE.glob("*.py")}
        return [
            f"deploymap.{alias.name if alias.name in submodules else '__init__'}"
            for alias in node.names
        ]
    return []


def rooms_of(names: set[str]) -> set[str]:
    parts = [name.split(".") for name in names]
    return {(part[1] if len(part) > 1 else "__init__") for part in parts if part[0] == "deploymap"}


def libraries_of(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def test_each_module_stands_in_the_table() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == set(ROOMS)


@modules
def test_a_module_imports_only_what_the_table_lets_it(name: str) -> None:
    assert rooms_of(imported(parse(name))) <= set(ROOMS[name].split())


def test_the_table_lets_nobody_import_what_nobody_does() -> None:
    unused = {
        name: allowed
        for name, rooms in ROOMS.items()
        if (allowed := set(rooms.split()) - rooms_of(imported(parse(name))))
    }
    assert unused == {}


@modules
def test_only_the_page_imports_folium(name: str) -> None:
    if name != "page":
        assert not libraries_of(imported(parse(name))) & {"folium", "branca"}


def test_the_page_imports_folium() -> None:
    assert "folium" in libraries_of(imported(parse("page")))


@pytest.mark.parametrize("name", LIGHT)
def test_a_light_module_imports_nothing_heavy_at_once(name: str) -> None:
    at_once = imported_at_once(parse(name))
    assert not libraries_of(at_once) & HEAVY
    assert rooms_of(at_once) <= set(LIGHT)


def test_each_format_stands_in_the_table() -> None:
    assert {path.stem for path in PACKAGE.glob("formats/*.py")} == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_imports_only_what_the_table_lets_it(name: str) -> None:
    names = imported(parse(f"formats/{name}"))
    assert rooms_of(names) <= {"errors", "sheet", "formats"}
    within = {each.split(".")[2] for each in names if each.startswith("deploymap.formats.")}
    assert within == set(FORMATS[name].split())


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_imports_nothing_heavy_at_once(name: str) -> None:
    assert not libraries_of(imported_at_once(parse(f"formats/{name}"))) & HEAVY


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_not_too_long(name: str) -> None:
    text = (PACKAGE / f"formats/{name}.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES


def test_dukpy_waits_until_symbols_are_drawn() -> None:
    assert "dukpy" in libraries_of(imported(parse("symbols")))
    assert "dukpy" not in libraries_of(imported_at_once(parse("symbols")))


@modules
def test_a_module_is_not_too_long(name: str) -> None:
    text = (PACKAGE / f"{name}.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    ("code", "at_once", "anywhere"),
    [
        ("import geopandas as g", {"geopandas"}, {"geopandas"}),
        ("def f():\n import geopandas", set(), {"geopandas"}),
        ("try:\n import a.b\nexcept ImportError: pass", {"a.b"}, {"a.b"}),
        ("class A:\n from deploymap.page import x", {"deploymap.page"}, {"deploymap.page"}),
        ("from deploymap import chain, __version__",
         {"deploymap.chain", "deploymap.__init__"}, {"deploymap.chain", "deploymap.__init__"}),
        ("if TYPE_CHECKING:\n import folium", set(), {"folium"}),
    ],
)  # fmt: skip
def test_imports_are_found(code: str, at_once: set[str], anywhere: set[str]) -> None:
    assert imported_at_once(ast.parse(code)) == at_once
    assert imported(ast.parse(code)) == anywhere
