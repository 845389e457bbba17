"""Says what a command is doing, once that takes longer than a moment."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator

from deploymap.cli.terminal import say

# steps of a build; the bar is full when all have been begun and the last is done
STEPS = 8
WIDTH = 24

Begin = Callable[[str], None]


@contextlib.contextmanager
def report_progress(patience: float) -> Iterator[Begin]:
    """Yield what is to be called with each step's name; they are shown once patience is over.

    A terminal shows a bar, which goes when all is done; anything else gets a line for each step.
    """
    show = _show_bar if _is_terminal() else _show_line
    steps: list[str] = []
    lock = threading.Lock()
    late = False

    def begin(step: str) -> None:
        with lock:
            steps.append(step)
            if late:
                show(steps)

    def show_current() -> None:
        nonlocal late
        with lock:
            late = True
            show(steps or ["working"])

    timer = threading.Timer(patience, show_current)
    timer.daemon = True
    timer.start()
    try:
        yield begin
    finally:
        timer.cancel()
        timer.join()
        if late and show is _show_bar:
            _write("")


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _show_line(steps: list[str]) -> None:
    say(f"{steps[-1]} ...")


def _show_bar(steps: list[str]) -> None:
    done = min(len(steps) - 1, STEPS)
    filled = WIDTH * done // STEPS
    _write(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {steps[-1]}")


def _write(words: str) -> None:
    """Put words in place of those that stand on the line."""
    # to the start of the line, and clear to its end (ECMA-48)
    sys.stderr.write(f"\r\x1b[K{words}")
    sys.stderr.flush()
