"""Scenarios of ORBAT Mapper as maps: what holds at the newest time, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from deploymap.chain import build_file


def build(folder: Path, *units: dict[str, Any], **more: Any) -> tuple[dict[str, Any], list[str]]:
    """Return what the page of a scenario holds, and the codes of what was told."""
    side = {"name": "Blue", "standardIdentity": "3", "subUnits": units}
    path = folder / "s.json"
    path.write_text(json.dumps({"type": "ORBAT-mapper", "sides": [side], **more}))
    result = build_file(folder, units=path)
    page = result.output.read_text(encoding="utf-8")
    payload = json.loads(re.search(r'id="deploymap-scene">(.*?)</script>', page, re.S)[1])
    return payload, [problem.code for problem in result.problems]


def unit(name: str, *states: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "sidc": "10031000161211000000", "state": states, **more}


def test_the_newest_state_is_what_the_map_shows(tmp_path: Path) -> None:
    there = {"t": "1982-04-16T12:00:00Z", "location": [30, 49]}
    gone = unit("Gone", there, {"t": "1982-05-26T20:00:00Z", "location": None})
    sunk = unit("Sunk", there, {"t": "1982-05-27", "sidc": "10031040161211000000"})
    payload, codes = build(tmp_path, gone, sunk, name="Falklands")
    assert payload["title"] == "Falklands"
    units = payload["units"]
    # one is nowhere from the 26th on, the other another symbol from the 27th on
    assert units["name"] == ["Gone", "Sunk", "Sunk"]
    assert units["date"] == ["1982-04-16T12:00", "1982-04-16T12:00", "1982-05-27"]
    assert units["next_date"] == ["1982-05-26T20:00", "1982-05-27", None]
    assert payload["times"]["dates"] == ["1982-04-16T12:00", "1982-05-26T20:00", "1982-05-27"]
    assert units["lat"] == [49, 49, 49]
    assert "10031040161211000000" in json.dumps(payload)
    assert "taken-off" in codes


def test_where_all_units_were_taken_off_the_map_opens_without_them(tmp_path: Path) -> None:
    there = {"t": "1982-04-16T12:00:00Z", "location": [30, 49]}
    gone = unit("Gone", there, {"t": "1982-05-26T20:00:00Z", "location": None})
    payload, _ = build(tmp_path, gone)
    assert payload["units"]["next_date"] == ["1982-05-26T20:00"]
    assert payload["times"]["shown"] == "1982-05-26T20:00"
