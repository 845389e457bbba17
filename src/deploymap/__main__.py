"""Lets `python -m deploymap` be the command `deploymap`; both enter here."""

from __future__ import annotations

import atexit
import os
import sys

from deploymap.cli import main

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def enter() -> NoReturn:
    """Run the command and end the process with its status.

    Python would first take apart all that the libraries have made, a thirtieth of the time of a
    small build, though it all goes with the process.
    """
    status = main()
    if not (has_threads() or has_files() or is_watched()):
        try:
            # what Python does before it takes things apart
            atexit._run_exitfuncs()
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except (OSError, ValueError):
            sys.exit(status)
        os._exit(status)
    sys.exit(status)


def has_threads() -> bool:
    """Return whether another thread is at work, for which Python would wait."""
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def has_files() -> bool:
    """Return whether a library may have temporary files that it removes only at the very end."""
    return "duckdb" in sys.modules


def is_watched() -> bool:
    """Return whether a debugger, a profiler or the user of `python -i` waits for the end."""
    monitoring = getattr(sys, "monitoring", None)
    tools = [monitoring.get_tool(number) for number in range(6)] if monitoring else []
    return any((sys.gettrace(), sys.getprofile(), sys.flags.inspect, *tools))


if __name__ == "__main__":
    enter()
