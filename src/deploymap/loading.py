"""Loads the libraries for a command: what a page does not use waits until something uses it.

Only the command line does this. A notebook that imports deploymap imports its libraries as ever.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

# modules that folium imports and a page does not use, and what of them its signatures name
UNUSED = {"requests": frozenset[str](), "xyzservices": frozenset({"TileProvider"})}

# how many threads numpy's linear algebra starts; deploymap has no use for any
THREADS = "OPENBLAS_NUM_THREADS"


def load(name: str) -> ModuleType:
    """Import a module of the package, with all the libraries it needs.

    What they load stays to the end; looking through it for garbage again and again would take a
    tenth of the time of a small build.
    """
    gc.disable()
    try:
        if name == "chain":
            import_pandas()
            import_folium()
        module = import_module(f"deploymap.{name}")
        gc.freeze()
    finally:
        gc.enable()
    return module


def import_pandas() -> None:
    """Import pandas without pyarrow, which it loads wherever it is installed.

    That would take a tenth of the time of a small build, and 35 MB. What needs pyarrow later, a
    large sheet or a Parquet file, still finds it.
    """
    if "pandas" in sys.modules or "pyarrow" in sys.modules:
        return
    absent: Any = None
    sys.modules["pyarrow"] = absent
    try:
        with numpy_without_threads():
            import pandas  # noqa: F401
    finally:
        del sys.modules["pyarrow"]


@contextmanager
def numpy_without_threads() -> Iterator[None]:
    """Let numpy, if it is imported meanwhile, start no threads: each costs memory and time."""
    if THREADS in os.environ:
        yield
        return
    os.environ[THREADS] = "1"
    try:
        yield
    finally:
        del os.environ[THREADS]


def import_folium() -> None:
    """Import folium without what it needs only to draw things that a page of ours has not.

    Each of folium's classes compiles its template, two fifths of the time of the import; here a
    template is compiled when it is first used. So it is with modules that folium imports and seldom
    uses. Where that does not work, with a version that does things otherwise, folium is left to be
    imported as ever.
    """
    if "folium" in sys.modules or "branca" in sys.modules:
        return
    try:
        with late_templates(), late_modules(UNUSED) as stand_ins:
            try_template()
            import folium  # noqa: F401

            for stand_in in stand_ins:
                check_use(stand_in)
    except Exception:
        for name in [name for name in sys.modules if name.split(".")[0] in ("folium", "branca")]:
            del sys.modules[name]


def check_use(stand_in: StandIn) -> None:
    """Raise ImportError where a module of folium's holds a name of a stand-in, not itself."""
    names = {id(value) for value in stand_in.names.values()}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "folium" and names & set(map(id, vars(module).values())):
            raise ImportError(f"{name} does not import {stand_in.__name__} as a whole")


@contextmanager
def late_templates() -> Iterator[None]:
    """Let each jinja2 template that is made meanwhile be compiled when it is first used."""
    from jinja2 import Environment

    makers = {name: getattr(Environment, name) for name in ("from_string", "get_template")}
    for name, make in makers.items():
        setattr(Environment, name, late_maker(make))
    try:
        yield
    finally:
        for name, make in makers.items():
            setattr(Environment, name, make)


def late_maker(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return what a method that makes templates becomes, so that it is called when one is used."""

    def make_late(self: Any, *given: Any, template_class: Any = None, **named: Any) -> Any:
        if template_class is not None:
            named["template_class"] = template_class
        kind = template_class or self.template_class
        template: Any = object.__new__(late_kind(kind))
        vars(template)["_compile"] = lambda: make(self, *given, **named)
        return template

    return make_late


@cache
def late_kind(kind: type) -> type:
    """Return a class of templates that become those of `kind` when something is asked of them."""

    def get(self: Any, name: str) -> Any:
        # what has no such attribute yet is compiled, by this thread or has been by another
        compile_template: Callable[[], Any] | None = vars(self).get("_compile")
        if compile_template is not None:
            vars(self).update(vars(compile_template()))
            self.__class__ = kind
            vars(self).pop("_compile", None)
        return getattr(self, name)

    return type(kind.__name__, (kind,), {"__getattr__": get, "__module__": kind.__module__})


def try_template() -> None:
    """Raise ImportError where a template that is compiled late does not do what it should."""
    from jinja2 import Template

    template: Any = Template("{{ a }}")
    kinds = [type(template)]
    text = template.render(a=1)
    kinds.append(type(template))
    if text != "1" or kinds != [late_kind(Template), Template]:
        raise ImportError("templates cannot be compiled late")


class StandIn(ModuleType):
    """Stands for a module until something of it is used, then asks that module."""

    def __init__(self, name: str, named: frozenset[str]) -> None:
        """Stand for a module; `named` is what is only named while others are imported."""
        super().__init__(name)
        self.names = {word: f"{name}.{word}" for word in named}

    def __getattr__(self, word: str) -> Any:
        """Return what the module has of that name."""
        stands = sys.modules.get(self.__name__) is self
        if stands and word in self.names:
            return self.names[word]
        if stands:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), word)


@contextmanager
def late_modules(unused: Mapping[str, frozenset[str]]) -> Iterator[list[StandIn]]:
    """Let what is imported meanwhile get stand-ins for some modules; others get them as ever."""
    absent = [name for name in unused if name not in sys.modules]
    stand_ins = [StandIn(name, unused[name]) for name in absent]
    sys.modules.update({stand_in.__name__: stand_in for stand_in in stand_ins})
    try:
        yield stand_ins
    finally:
        for stand_in in stand_ins:
            if sys.modules.get(stand_in.__name__) is stand_in:
                del sys.modules[stand_in.__name__]
