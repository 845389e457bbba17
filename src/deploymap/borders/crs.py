"""The CRS of a border file -> how its coordinates become lon, lat in degrees (WGS84).

GeoJSON of today is always WGS84; before 2016 a file could name another CRS in a member `crs`
(https://geojson.org/geojson-spec.html#coordinate-reference-system-objects).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from deploymap.arrays import Floats
from deploymap.crs import find_crs, way_to_wgs84
from deploymap.problems import Fault, Problem, UsageError, shorten

Project = Callable[[Floats], Floats]

WGS84 = re.compile(r"(.*\bCRS:?84h?|(.*\bEPSG\b[\w.:/]*?[:/])?(4326|4979)|WGS ?84)", re.IGNORECASE)
EXPORT = "export as EPSG:4326 (WGS84)"


@dataclass(frozen=True)
class Reference:
    """What is known of a file's CRS.

    `name` is as the file or the caller has it, "" for none. `project` turns x, y (n by 2) into lon,
    lat in degrees, not finite where that cannot be done; None where they are that already. `usable`
    is false where a CRS is named that nobody knows; `problems` says so, or what was done.
    """

    name: str = ""
    project: Project | None = None
    usable: bool = True
    problems: tuple[Problem, ...] = ()


def find_reference(values: list[Any], file: str, given: str | None) -> Reference:
    """Return the CRS that the JSON values name, else the one `given` by the caller.

    Raises UsageError where `given` names none that is known.
    """
    members = (value.get("crs") for value in values if isinstance(value, dict))
    stated = next((member for member in members if member is not None), None)
    if stated is None:
        return _read_given(given, file) if given else Reference()
    name = _read_name(stated)
    project = _make_project(name) if name else None
    if not name or project is None:
        unknown = f"names the CRS {shorten(name)}, which is not known"
        message, advice = unknown if name else "has a member crs that names no CRS", EXPORT
        return Reference(
            name,
            None,
            False,
            (Problem.of_file(file, Fault("border-crs", message, advice)),),
        )
    return _describe(name, project, file)


def _read_given(given: str, file: str) -> Reference:
    """Return the CRS that the caller names."""
    project = _make_project(given)
    if project is None:
        known = "write one such as EPSG:28406"
        raise UsageError(f"{shorten(given)} is no CRS that is known; {known}")
    return _describe(given, project, file)


def _describe(name: str, project: Project, file: str) -> Reference:
    """Return a CRS that is known, with a notice where something is to do."""
    if project is _keep:
        return Reference(name)
    message = f"is in {shorten(name)}; its coordinates were transformed to EPSG:4326 (WGS84)"
    notice = Problem.of_file(file, Fault("border-crs", message), "notice")
    return Reference(name, project, True, (notice,))


def _read_name(member: Any) -> str:
    """Return the name in a member `crs`, "" where there is none."""
    if isinstance(member, str):
        return member.strip()
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name.strip() if isinstance(name, str) else ""


def _keep(points: Floats) -> Floats:
    """Return lon, lat as they are."""
    return points


def _make_project(name: str) -> Project | None:
    """Return the way from a CRS to lon, lat; None for one that is not known."""
    if WGS84.fullmatch(name):
        return _keep
    found = find_crs(name)
    transformer = None if found is None else way_to_wgs84(found)
    if transformer is None:
        return None

    def project(points: Floats) -> Floats:
        x, y = np.array(points, dtype=np.float64).T
        return np.stack(transformer.transform(x, y), axis=1)

    return project
