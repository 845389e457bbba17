"""Waits until a file of a map changes, however an editor saves it, on whatever disk it is.

The files are looked at some times a second: no library is needed, and a drive of the network, from
which no events come, is watched like any other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

POLL = 0.04  # seconds between two looks
# seconds for which nothing may change before a file counts as written: a short time, and a longer
# one for a file that is much shorter than it was, which may have been emptied to be written anew;
# and seconds after which it is read all the same, as one that always grows
SETTLED, EMPTIED, LONGEST = 0.03, 0.2, 5.0
MUCH_SHORTER = 0.9

# what is known of a file: time of change in ns, size, number on its disk; None where there is none
State = dict[Path, tuple[int, int, int] | None]
Find = Callable[[], Iterable[Path]]
# waits some seconds, and returns true at once when a file was written that is known to be whole
Pause = Callable[[float], bool]


def sleep(seconds: float) -> bool:
    """Wait some seconds."""
    time.sleep(seconds)
    return False


def look(find: Find) -> State:
    """Return the state of the files that `find` names, which need not be there."""
    return {path: _look_at(path) for path in find()}


def wait_for_change(before: State, find: Find, *, pause: Pause = sleep) -> list[Path]:
    """Wait until a file is not as it was, and written to its end; return those that changed.

    A file that is renamed to the name of another, or emptied and written, is one that changed, and
    so is one that comes or goes.
    """
    now, is_whole = look(find), False
    while now == before:
        is_whole = pause(POLL)
        now = look(find)
    waited = 0.0
    while waited < LONGEST and not is_whole:
        settled = EMPTIED if _is_emptied(before, now) else SETTLED
        is_whole = pause(settled)
        waited += settled
        later = look(find)
        if later == now:
            break
        now = later
    return sorted(path for path in {*before, *now} if before.get(path) != now.get(path))


def _is_emptied(before: State, now: State) -> bool:
    """Return whether a file is gone, or much shorter than it was."""
    return any(
        known is not None and ((now.get(path) or (0, 0, 0))[1] < MUCH_SHORTER * known[1])
        for path, known in before.items()
    )


def _look_at(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
