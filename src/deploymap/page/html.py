"""Scene -> HTML: one page that carries all it needs. The only module that knows folium.

`DeploymentMap` is a `folium.Map`, so folium's own layers can be added to it and a notebook shows
it. What folium leaves to the net (Leaflet, its style) is in the page's own program; element ids
count from 1; the page's Content-Security-Policy allows its own scripts and styles by their hash,
and besides them only what an added layer asks for.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from deploymap.export.frame import units_to_frame
from deploymap.packaged import STATIC
from deploymap.page.payload import write_payload
from deploymap.page.scene import Scene
from deploymap.problems import DeploymapError, Problem, UsageError
from deploymap.write import write_text

if TYPE_CHECKING:
    import geopandas

PROGRAM, STYLE, NOTICES = "page.js", "page.css", "notices.txt"
READER = "reader.js"  # what a page has in which readers move units
FOLIUM = "folium.js", "folium.css"  # what a page has to which elements of folium's are added

PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="deploymap">
<meta name="description" content="{description}">
<link rel="icon" href="data:,">
<title>{title}</title>
<!--
{notices}
-->
<style>{style}</style>
{pictures}{header}
</head>
<body>
<noscript>{no_script}</noscript>
{body}
<script type="application/json" id="deploymap-scene">{scene}</script>
{arcs}<script>{program}</script>
{serving}<script>{script}</script>
{editing}{data}</body>
</html>
"""

# the units come last: what they stand on can be seen while they are on their way
PACKED = '<script type="application/octet-stream" id="deploymap-{name}">{data}</script>\n'


class DeploymentMap(folium.Map):
    """The map of a Scene: add folium layers to it, show it in a notebook, save it.

    `scene` is the Scene that it shows, `problems` are the warnings of its build. Folium's own
    layers are drawn above the land and below the units. Layers that need an address on the net
    (tiles, plugins) make the page ask for that address; nothing else does.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = deploymap.open({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, scene: Scene, *, problems: Iterable[Problem] = ()) -> None:
        """Make the map; nothing is rendered before it is shown or saved."""
        super().__init__(tiles=None)
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.scene = scene
        self.problems = tuple(problems)
        Page(scene).add_child(self)

    @property
    def units(self) -> geopandas.GeoDataFrame:
        """The units that the page has, as `deploymap.read_units` gives them."""
        return units_to_frame(self.scene.units, self.problems)

    def to_html(self) -> str:
        """Return the page's text; equal maps have equal text."""
        return str(self.get_root().render())

    def save(
        self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: Any
    ) -> None:
        """Write the page into a file, whole or not at all, or into an open binary file.

        Raises UsageError where the file cannot be written.
        """
        text = self.to_html()
        if isinstance(outfile, str | bytes | Path):
            write_text(Path(os.fsdecode(outfile)), text)
            return
        outfile.write(text.encode())
        if close_file:
            outfile.close()


class Page(Figure):
    """A branca Figure that renders to one self-contained HTML text."""

    def __init__(self, scene: Scene) -> None:
        """Keep the scene; the height is that of the frame in a notebook."""
        super().__init__(height="720px", title=scene.title)
        self.scene = scene

    def render(self, **kwargs: Any) -> str:
        """Return the page's text.

        A copy is rendered, since folium's elements may add others while they are: with the same
        elements the text is the same every time.
        """
        maps = [element for element in _walk(self) if isinstance(element, DeploymentMap)]
        kept = [self.scene, *(element.problems for element in maps)]
        fresh = copy.deepcopy(self, {id(whole): whole for whole in kept})
        fresh.header, fresh.html, fresh.script = parts = Element(), Element(), Element()
        _number_elements(fresh)
        for part in parts:
            part._parent = fresh
        for child in fresh._children.values():
            child.render(**kwargs)
        header, body, script = (part.render(**kwargs).strip() for part in parts)
        return _fill_page(self.scene, _find_foreign(self, header, body), header, body, script)


@dataclass(frozen=True)
class Foreign:
    """What elements of folium's bring into the page beside its own program.

    `scripts` and `styles` are inline texts, `files` addresses of scripts and style sheets, `images`
    address patterns of tiles. `is_plain` is true where there are no such elements at all.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    files: tuple[str, ...]
    images: tuple[str, ...]
    is_plain: bool


def _number_elements(root: Element) -> None:
    """Give all elements ids in their order, in place of random ones, and name them anew."""
    names = {}
    elements = list(_walk(root))
    for number, element in enumerate(elements, start=1):
        old = element.get_name()
        element._id = str(number)
        names[old] = element.get_name()
    for element in elements:
        children = [(names.get(key, key), child) for key, child in element._children.items()]
        element._children = OrderedDict(children)


def _walk(root: Element) -> Iterator[Element]:
    """Yield an element and all below it once: children, and elements that it holds otherwise."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if id(element) in seen:
            continue
        seen.add(id(element))
        yield element
        held = [value for key, value in vars(element).items() if key != "_parent"]
        below = [*element._children.values(), *held]
        waiting += [value for value in reversed(below) if isinstance(value, Element)]


def _find_foreign(page: Page, header: str, body: str) -> Foreign:
    """Return what the rendered elements bring along."""
    found = _InlineFinder()
    found.feed(f"{header}\n{body}")
    found.close()
    elements = [element for element in _walk(page) if isinstance(element, MacroElement)]
    images = [element.tiles for element in elements if isinstance(element, folium.TileLayer)]
    return Foreign(
        tuple(found.scripts),
        tuple(found.styles),
        tuple(found.files),
        tuple(images),
        is_plain=len(elements) == 1,
    )


class _InlineFinder(HTMLParser):
    """Collects the inline scripts and styles of an HTML text, and the addresses of linked ones."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.files: list[str] = []
        self.within: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link; begin a text where a script or a style opens."""
        values = dict(attrs)
        address = values.get("src") if tag == "script" else values.get("href")
        if tag in ("script", "link") and address:
            self.files.append(address)
        elif tag in ("script", "style"):
            self.within = self.scripts if tag == "script" else self.styles
            self.within.append("")

    def handle_data(self, data: str) -> None:
        """Add to the text that is open."""
        if self.within is not None:
            self.within[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End the text that is open."""
        if tag in ("script", "style"):
            self.within = None


def _fill_page(scene: Scene, foreign: Foreign, header: str, body: str, script: str) -> str:
    """Return the whole page."""
    program, style = _read_static(PROGRAM), _read_static(STYLE)
    serving, pictures = ("", "") if foreign.is_plain else map(_read_static, FOLIUM)
    reader = _read_static(READER) if scene.editable else ""
    payload = write_payload(scene)
    title = html.escape(scene.title or str(scene.words["noTitle"]))
    packed = {"arcs": payload.arcs, "data": payload.data}
    elements = {n: PACKED.format(name=n, data=d) if d else "" for n, d in packed.items()}
    policy = _security_policy(
        scripts=filter(None, [program, serving, script, reader, *foreign.scripts]),
        styles=filter(None, [style, pictures, *foreign.styles]),
        foreign=foreign,
        tiles=(scene.tiles or {}).get("address", ""),
    )
    return PAGE.format(
        language=html.escape(scene.language),
        policy=policy,
        description=html.escape(scene.subtitle or scene.title),
        title=title,
        direction="rtl" if scene.right_to_left else "ltr",
        no_script=html.escape(str(scene.words["noScript"])).format(title=title),
        notices=_read_static(NOTICES).replace("--", "- -").strip(),
        style=style,
        header=header,
        body=body,
        scene=payload.text,
        program=program,
        script=script,
        pictures=f"<style>{pictures}</style>\n" if pictures else "",
        serving=f"<script>{serving}</script>\n" if serving else "",
        editing=f"<script>{reader}</script>\n" if reader else "",
        **elements,
    )


def _security_policy(
    *, scripts: Iterable[str], styles: Iterable[str], foreign: Foreign, tiles: str = ""
) -> str:
    """Return the page's Content-Security-Policy: its own scripts and styles by hash, no request.

    Elements of folium's may set style attributes, and load what they name; `tiles` is the pattern
    of the address of those that the settings ask for.
    https://www.w3.org/TR/CSP3/
    """
    origins = [origin(address) for address in foreign.files]
    images = [origin(address) for address in (*foreign.images, *([tiles] if tiles else []))]
    rules = {
        "default-src": ["'none'"],
        "script-src": [*map(_hash_source, scripts), *origins],
        "style-src": [*map(_hash_source, styles), *origins],
        "style-src-attr": [] if foreign.is_plain else ["'unsafe-inline'"],
        "font-src": origins,
        "img-src": ["data:", *origins, *images],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    given = {name: list(dict.fromkeys(sources)) for name, sources in rules.items() if sources}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in given.items())


def _hash_source(text: str) -> str:
    """Return the CSP source expression for an inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def origin(address: str) -> str:
    """Return scheme and host of an address; a changing part of the host (`{s}`) becomes `*`.

    Raises UsageError for an address that is neither http nor https.
    """
    scheme, _, rest = address.partition("://")
    host = re.sub(r"\{[^}]*\}", "*", rest.split("/", 1)[0])
    if scheme not in ("http", "https") or not re.fullmatch(r"[\w.*:-]+", host):
        raise UsageError(
            f"a layer asks for {address!r}; only http and https addresses can be loaded"
        )
    return f"{scheme}://{host}"


@cache
def _read_static(name: str) -> str:
    """Return the text of a file that the build of the package made.

    Raises DeploymapError where it is not there.
    """
    path = STATIC / name
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"deploymap was installed without {path}; install it again: pip install ."
        raise DeploymapError(message) from None
