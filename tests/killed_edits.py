"""Kills edits at random moments: python tests/killed_edits.py 1000

Each time a process that moves units one after the other is killed without a word (SIGKILL), and the
sheet is looked at: every row is there, each says what it said before its last move or after it, no
move that was finished is lost, and every copy can be read.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from deploymap.edit.changes import Change, RowKey, change_cells
from deploymap.edit.saving import FOLDER, Sitting
from deploymap.edit.sheet import Reading, open_sheet
from deploymap.sheets.source import Source

UNITS = 50
LONGEST = 0.5  # seconds that a process lives


def main(kills: int) -> None:
    """Kill so many processes, and say how many moves were made."""
    chance = random.Random(16)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.csv"
        rows = "".join(f'U{n},"A, {n}", 0 ,2.5\n' for n in range(UNITS))
        path.write_text(f"id,name,lat,lon\n{rows}", encoding="utf-8")
        moves, now = 0, dict.fromkeys((f"U{n}" for n in range(UNITS)), "0")
        shape = look(path)
        for _ in range(kills):
            begun, done = kill_one(path, now, chance)
            found = look(path)
            assert list(found) == list(shape), "rows are lost"
            now |= done
            for unit, lat in found.items():
                assert lat in {now[unit], begun.get(unit)}, f"{unit} is at {lat}, not {now[unit]}"
            now, moves = found, moves + len(done)
        copies = sorted((Path(folder) / FOLDER).glob("units-*.csv"))
        for copy in copies:
            assert list(look(copy)) == list(shape), f"{copy} cannot be read"
        print(f"{kills} killed, {moves} moves made, none lost; {len(copies)} copies, all readable")


def look(path: Path) -> dict[str, str]:
    """Return the latitude of each unit; whatever is torn raises."""
    sheet = open_sheet(Source(path.read_bytes(), "units.csv"), Reading())
    rows = [sheet.content(row) for row in range(len(sheet.records))]
    assert all(row["name"] and row["lon"] == "2.5" for row in rows), "a row is torn"
    return {row["id"]: row["lat"] for row in rows}


def kill_one(
    path: Path, now: dict[str, str], chance: random.Random
) -> tuple[dict[str, str], dict[str, str]]:
    """Let a process move units, and kill it; return the move that it was at, and those it made."""
    order = [(f"U{chance.randrange(UNITS)}", str(chance.randrange(90))) for _ in range(1_000)]
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        move_all(path, dict(now), order, writer)
    os.close(writer)
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as said:
        made = len(said.read())
    return dict(order[made : made + 1]), dict(order[:made])


def move_all(path: Path, now: dict[str, str], order: list[tuple[str, str]], told: int) -> None:
    """Move units in their order, and tell of each move when it is made; never return."""
    sitting = Sitting(path.parent)
    for unit, lat in order:
        change = Change(RowKey(unit), "lat", now[unit], lat)
        sitting.save(
            path,
            lambda data, change=change: (
                change_cells(open_sheet(Source(data, path.name), Reading()), [change]).data
            ),
        )
        now[unit] = lat
        os.write(told, b".")
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
