"""Libraries loaded for a command do what they do when they are imported as ever."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# ids that count, in place of random ones
COUNT = """
import itertools, branca.element
numbers = itertools.count(1)
branca.element.urandom = lambda size: next(numbers).to_bytes(size, "big")
"""

DRAW = """
import folium, folium.plugins, geopandas, xyzservices
from branca.colormap import linear
from shapely.geometry import Point
m = folium.Map([48, 39], tiles="OpenTopoMap")
folium.TileLayer(xyzservices.providers.OpenStreetMap.Mapnik).add_to(m)
folium.TileLayer("https://{s}.example.org/{z}/{x}/{y}.png", attr="me", name="mine").add_to(m)
folium.WmsTileLayer("https://example.org/wms", layers="a").add_to(m)
group = folium.FeatureGroup("group").add_to(m)
popup = folium.Popup("<b>popup</b>", max_width=300)
icon = folium.Icon(color="red", icon="info-sign")
folium.Marker([48, 39], popup=popup, tooltip="tip", icon=icon).add_to(group)
folium.Marker([48, 38], icon=folium.DivIcon(html="<i>x</i>")).add_to(group)
folium.PolyLine([[48, 39], [49, 40]], popup="line").add_to(m)
folium.Circle([48, 39], radius=5).add_to(m)
folium.CircleMarker([48, 39], radius=5).add_to(m)
folium.Polygon([[48, 39], [49, 40], [48, 40]]).add_to(m)
folium.Rectangle([[48, 39], [49, 40]]).add_to(m)
points = geopandas.GeoDataFrame({"a": [1], "b": [2]}, geometry=[Point(39, 48)], crs=4326)
tooltip, popup = folium.GeoJsonTooltip(["a"]), folium.GeoJsonPopup(["a"])
folium.GeoJson(points, tooltip=tooltip, popup=popup, style_function=lambda x: {}).add_to(m)
folium.Choropleth(points, data=points, columns=["a", "b"], key_on="feature.id").add_to(m)
folium.plugins.MarkerCluster([[48, 39]]).add_to(m)
folium.plugins.HeatMap([[48, 39]]).add_to(m)
folium.LatLngPopup().add_to(m)
folium.ClickForMarker("x").add_to(m)
folium.VegaLite({"a": 1}, width=100, height=100).add_to(folium.Popup().add_to(group))
linear.viridis.scale(0, 3).add_to(m)
folium.LayerControl().add_to(m)
m.fit_bounds([[48, 39], [49, 40]])
print(m.get_root().render())
"""

LATE = "from deploymap.loading import load; load('chain')\n"
PLAIN = "import deploymap.chain\n"


def run(code: str, **environ: str) -> str:
    """Return what a program prints in a process of its own."""
    environ = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8", **environ}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_folium_draws_the_same() -> None:
    drawn = run(LATE + COUNT + DRAW)
    assert len(drawn) > 20_000
    assert drawn == run(PLAIN + COUNT + DRAW)


def test_what_a_page_does_not_use_is_not_loaded() -> None:
    unused = "'requests' in sys.modules, 'xyzservices' in sys.modules, 'pyarrow' in sys.modules"
    assert run(f"{LATE}import sys; print({unused})") == "False False False\n"


def test_what_was_put_off_is_there_when_it_is_used() -> None:
    code = """
import sys, folium.features as features, folium.raster_layers as layers
print(sys.modules.keys() & {"requests", "xyzservices"})
print(features.requests.get.__module__, layers.xyzservices.TileProvider.__name__)
import requests, requests.adapters, xyzservices.providers
print(features.requests.get is requests.get)
print(layers.xyzservices.TileProvider is xyzservices.TileProvider)
import typing
hints = typing.get_type_hints(layers.TileLayer.__init__)
print(hints["tiles"] == typing.Union[str, xyzservices.TileProvider])
"""
    expected = "set()\nrequests.api TileProvider\nTrue\nTrue\nTrue\n"
    assert run(LATE + code) == expected


def test_a_module_that_was_loaded_before_is_left_as_it_is() -> None:
    code = f"import requests, sys\n{LATE}import folium.features as f\nprint(f.requests is requests)"
    assert run(code) == "True\n"


def test_a_template_is_compiled_when_it_is_first_used() -> None:
    code = """
import folium, copy, threading
kind, late = folium.template.Template, type(folium.Marker._template)
print(late is kind, issubclass(late, kind), late.__name__)
print(folium.Marker._template.module.script.arguments, type(folium.Marker._template) is kind)
print(sorted(vars(folium.Marker._template)) == sorted(vars(kind(""))))
try:
    folium.Circle._template.nothing
except AttributeError as error:
    print(error)
from jinja2 import Template
print(type(Template("")) is Template, type(kind("")) is kind)
"""
    expected = """\
False True Template
('this', 'kwargs') True
True
'Template' object has no attribute 'nothing'
True True
"""
    assert run(LATE + code) == expected


FAULTS = {
    "jinja2 makes templates otherwise": """
import jinja2
def new(cls, source):
    environment = cls.environment_class()
    return cls.from_code(environment, environment.compile(source), environment.make_globals(None))
jinja2.Template.__new__ = new
""",
    "jinja2 has no such method": """
import jinja2
make = jinja2.Environment.from_string
del jinja2.Environment.from_string
jinja2.Environment.make = make
def new(cls, source):
    return cls.environment_class().make(source, template_class=cls)
jinja2.Template.__new__ = new
""",
    "folium imports a part of a module": """
import deploymap.loading as loading
check = loading.check_use
def import_a_part(stand_in):
    import folium.raster_layers
    if stand_in.__name__ == "xyzservices":
        folium.raster_layers.TileProvider = stand_in.TileProvider
    check(stand_in)
loading.check_use = import_a_part
""",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_another_version_is_imported_as_ever(fault: str) -> None:
    code = """
import folium, sys
print(sys.modules["folium.features"].requests is sys.modules["requests"])
print("_compile" in vars(folium.Marker._template), "<div" in folium.Map().get_root().render())
"""
    assert run(fault + LATE + code) == "True\nFalse True\n"
