"""Sheets of an order of battle as a real one has it, of any size.

Three sides have armies of corps of divisions of brigades of battalions of companies, in clusters
along a front and in depth. Some units state a number, some "about" or as a range, some none.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    *("id", "name", "side", "kind", "echelon", "troops", "troops_min", "troops_max", "place"),
    *("lat", "lon", "parent", "status", "confidence"),
)  # fmt: skip
ECHELONS = ("army", "corps", "division", "brigade", "battalion", "company")
# people in one, and how far its parts stand from it, in km, where it has the front to itself
STRENGTH = (60_000, 20_000, 9_000, 3_500, 600, 120)
SPREAD = (260.0, 130.0, 60.0, 26.0, 9.0, 3.0)
PARTS = 3
KINDS = ("motorized infantry", "tank", "artillery", "headquarters", "engineer", "air defence")
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Theatre:
    """Where each side's armies stand: its name, and a line from south to north (lat, lon)."""

    sides: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


UKRAINE = Theatre(
    (
        ("Red", ((47.3, 35.4), (48.0, 38.3), (49.3, 38.9), (51.0, 35.6))),
        ("Blue", ((46.9, 33.2), (48.2, 36.4), (49.6, 36.6), (50.4, 31.0))),
        ("Green", ((47.9, 39.2), (48.7, 39.6))),
    )
)
SPAIN = Theatre(
    (
        ("Nationalists", ((37.3, -5.0), (39.5, -4.6), (41.0, -3.5), (41.7, -0.9))),
        ("Republicans", ((37.4, -2.9), (39.4, -2.2), (40.4, -2.4), (41.2, 0.6))),
        ("Basques", ((43.1, -3.0), (43.2, -2.4))),
    )
)


def sheet(count: int, seed: int = 1, theatre: Theatre = UKRAINE) -> str:
    """Return a sheet of so many units, the same for the same numbers."""
    chance = random.Random(seed)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(units(count, chance, theatre))
    return out.getvalue()


def units(count: int, chance: random.Random, theatre: Theatre) -> list[dict[str, object]]:
    """Return rows, level by level, so that few units are those at the top."""
    rows: list[dict[str, object]] = []
    tops = max(3, count // 130)
    level: list[tuple[dict[str, object], float, float]] = []
    for number in range(min(tops, count)):
        side, line = theatre.sides[(0, 1, 0, 1, 2)[number % 5]]
        lat, lon = along(line, (number // 5 + chance.random()) / (tops // 5 + 1))
        level.append((make(rows, chance, side, 0, "", lat, lon), lat, lon))
    # as many top units as there are, each with the room of its share
    room = min(1.0, 12 / tops) ** 0.5
    for depth in range(1, len(ECHELONS)):
        level = [
            (make(rows, chance, str(above["side"]), depth, str(above["id"]), *at), *at)
            for above, lat, lon in level
            for at in beside(chance, lat, lon, SPREAD[depth] * room)
            if len(rows) < count
        ]
    while len(rows) < count:
        above, lat, lon = chance.choice(level)
        (at, *_) = beside(chance, lat, lon, SPREAD[-1])
        make(rows, chance, str(above["side"]), 5, str(above["id"]), *at)
    return rows


def make(
    rows: list[dict[str, object]],
    chance: random.Random,
    side: str,
    depth: int,
    parent: str,
    lat: float,
    lon: float,
) -> dict[str, object]:
    """Add a unit to the rows and return it."""
    number = len(rows) + 1
    kind = "motorized infantry" if depth < 2 else chance.choice(KINDS)
    name = f"{number}th {kind} {ECHELONS[depth]}"
    if depth == 1:
        name = f"{NUMERALS[number % 10]} Corps of the {number}th line"
    row: dict[str, object] = {"id": f"N{number}", "name": name, "side": side, "kind": kind}
    row |= {"echelon": ECHELONS[depth], "parent": parent, "lat": f"{lat:.4f}", "lon": f"{lon:.4f}"}
    row |= strength(chance, STRENGTH[depth])
    row["status"] = chance.choice(("", "", "", "present", "planned", "reported", "damaged"))
    row["confidence"] = chance.choice(("", "", "", "confirmed", "inference"))
    row["place"] = f"Camp {number % 40}" if depth > 3 and chance.random() < 0.3 else ""
    rows.append(row)
    return row


def strength(chance: random.Random, usual: int) -> dict[str, object]:
    """Return what a row states of its number: mostly nothing, else one of the ways of saying it."""
    number = 10 * round(usual * chance.uniform(0.6, 1.2) / 10)
    way = chance.choice(("", "", "", "", "exact", "exact", "about", "range", "most", "least"))
    least, most = round(0.8 * number), round(1.2 * number)
    ways: dict[str, dict[str, object]] = {
        "exact": {"troops": number},
        "about": {"troops": f"~{number}"},
        "range": {"troops_min": least, "troops_max": most},
        "most": {"troops_max": most},
        "least": {"troops_min": least},
    }
    return ways.get(way, {})


def along(line: tuple[tuple[float, float], ...], part: float) -> tuple[float, float]:
    """Return the position at a part of a line, 0 to 1."""
    at = min(part, 0.999) * (len(line) - 1)
    (a, b), (c, d) = line[int(at)], line[int(at) + 1]
    return a + (at % 1) * (c - a), b + (at % 1) * (d - b)


def beside(chance: random.Random, lat: float, lon: float, km: float) -> list[tuple[float, float]]:
    """Return positions of a unit's parts around it: the first of them where it stands itself."""
    near = [
        (lat + chance.gauss(0, km / 222), lon + chance.gauss(0, km / 150)) for _ in range(PARTS)
    ]
    return [(lat, lon), *near] if chance.random() < 0.3 else near


if __name__ == "__main__":
    import sys

    theatre = {"ukraine": UKRAINE, "spain": SPAIN}[sys.argv[2]]
    Path(sys.argv[3]).write_text(sheet(int(sys.argv[1]), theatre=theatre), encoding="utf-8")
