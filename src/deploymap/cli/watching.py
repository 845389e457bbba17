"""Waits until a file of a map changes, however an editor saves it, on whatever disk it is.

The folders of the files are watched, for an editor may put another file in the place of one. What
happens in them only says when to look; what counts is how the files then stand. They are looked at
now and then besides: from a drive of the network may come no word of what others do there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchfiles import watch

# seconds for which nothing may change before a file counts as written: a short time, and a longer
# one for a file that is much shorter than it was, which may have been emptied to be written anew;
# and seconds after which it is read all the same, as one that always grows
SETTLED, EMPTIED, LONGEST = 0.02, 0.2, 5.0
LOOK = 0.25  # seconds between two looks where no word comes
MUCH_SHORTER = 0.9

# what is known of a file: time of change in ns, size, number on its disk; None where there is none
State = dict[Path, tuple[int, int, int] | None]
Find = Callable[[], Iterable[Path]]


def look(find: Find) -> State:
    """Return the state of the files that `find` names, which need not be there."""
    return {path: _look_at(path) for path in find()}


def wait_for_change(
    before: State, find: Find, *, written: threading.Event | None = None
) -> list[Path]:
    """Wait until a file is not as it was, and written to its end; return those that changed.

    A file that is renamed to the name of another, or emptied and written, is one that changed, and
    so is one that comes or goes. When `written` is set, as after a write that is known to be whole,
    there is no more to wait for; it is cleared.
    """
    written = written or threading.Event()
    now, is_settled = before, False
    for has_ended in _wake(find, written):
        now, is_settled = look(find), has_ended
        if now != before:
            break
    waited = 0.0
    while waited < LONGEST and not written.is_set():
        settled = EMPTIED if _is_emptied(before, now) else 0 if is_settled else SETTLED
        written.wait(settled)
        waited, is_settled = waited + settled, False
        later = look(find)
        if later == now:
            break
        now = later
    written.clear()
    return sorted(path for path in {*before, *now} if before.get(path) != now.get(path))


def _wake(find: Find, written: threading.Event) -> Iterator[bool]:
    """Tell when to look, at once for the first time, until `written` is set.

    What is told is whether nothing happened any longer for `SETTLED` after something had.
    """
    while True:
        yield False
        if written.is_set():
            return
        folders = _folders(find)
        try:
            for changes in watch(
                *folders,
                watch_filter=None,
                recursive=False,
                step=round(SETTLED * 1000),
                debounce=round(EMPTIED * 1000),
                rust_timeout=round(LOOK * 1000),
                yield_on_timeout=True,
                stop_event=written,
                ignore_permission_denied=True,
            ):
                yield bool(changes)
                if _folders(find) != folders:
                    break
        # a folder went away just now, or the system watches no more of them
        except (OSError, RuntimeError):
            written.wait(LOOK)


def _folders(find: Find) -> set[Path]:
    """Return the folders of the files; for one that is not there yet that in which it would be."""
    nearest = (next(filter(Path.is_dir, path.parents), None) for path in find())
    return {folder for folder in nearest if folder}


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
