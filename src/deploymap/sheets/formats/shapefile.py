"""FlatGeobuf, and Shapefile in a ZIP -> features.

https://flatgeobuf.org, https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers/pdfs/shapefile.pdf
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from deploymap.sheets.formats.archive import unpack
from deploymap.sheets.formats.layers import advice_for, choose_layer, list_layers, read_layer
from deploymap.sheets.formats.points import Features
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.sheet import most_cells
from deploymap.sheets.source import PARTS_OF_SHAPEFILE

# of other parts nothing is read
PARTS = (".shp", *PARTS_OF_SHAPEFILE)


def read_flatgeobuf(data: bytes, file: str, layer: str | None) -> Features:
    """Return the features of a FlatGeobuf, which has one layer."""
    format = "FlatGeobuf"
    name, _ = choose_layer(list_layers(data, file, format), file, format, layer)
    return read_layer(data, file, format, name, most=most_cells(len(data)))


def read_shapefile(data: bytes, file: str, layer: str | None) -> Features:
    """Return the features of a Shapefile in a ZIP: the one named, called "units", or the first.

    It is unpacked before it is read, within the limits of every archive.
    """
    format = "Shapefile"
    layers = unpack_shapefiles(data, file)
    name, problems = choose_layer([(own, "Point") for own in layers], file, format, layer)
    with tempfile.TemporaryDirectory() as folder:
        for suffix, content in layers[name].items():
            (Path(folder) / f"layer{suffix}").write_bytes(content)
        path = Path(folder) / "layer.shp"
        size = sum(map(len, layers[name].values()))
        return replace(
            read_layer(path, file, format, "layer", most=most_cells(size)), problems=problems
        )


def unpack_shapefiles(data: bytes, file: str) -> dict[str, dict[str, bytes]]:
    """Return by name the parts of each Shapefile in a ZIP, by suffix, in the order of the archive.

    Raises DataError where there is none, or more than an archive may unpack to.
    """
    members = unpack(data, file, lambda name: PurePosixPath(name).suffix.casefold() in PARTS)
    layers = _find_shapefiles(members)
    if not layers:
        raise broken(file, "has no Shapefile in it", advice_for("Shapefile"))
    return layers


def _find_shapefiles(members: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return the parts of each Shapefile; see `unpack_shapefiles`."""
    found: dict[str, dict[str, bytes]] = {}
    for member, content in members.items():
        path = PurePosixPath(member)
        if not path.name.startswith("."):
            found.setdefault(path.stem, {})[path.suffix.casefold()] = content
    return {name: parts for name, parts in found.items() if ".shp" in parts}
