"""The editor: serves a map on this computer, and builds it anew when its files change."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from deploymap.cli.terminal import say, show
from deploymap.cli.watching import Find, State, look, wait_for_change
from deploymap.problems import UsageError
from deploymap.serving.guard import LOOPBACK
from deploymap.serving.project import Project
from deploymap.serving.server import Server
from deploymap.settings.config import Config

FIRST_PORT, PORTS = 20_000, 10_000  # below those that systems give to connections
MOST_PORT = 65_535
LEFT = 0.5  # seconds after which a build is left that is not done when the editor ends
WARNING = (
    "warning: the editor answers other computers too. Whoever gets its address can read and change "
    "the sheet, and the connection is not encrypted: use it only in a network that you trust"
)


def edit(
    read: Callable[[], Config],
    find_files: Callable[[], Find],
    *,
    host: str,
    port: int | None,
    open_page: Callable[[str], bool] | None,
) -> None:
    """Serve the map until Ctrl-C, at a port that is always the same for a folder if it is free.

    `read` returns its settings, `find_files` what lists its files; `open_page` shows an address in
    the browser. Raises `UsageError` where the port is taken or none.
    """
    # versions are those of this run: a page of another one is known by its own
    project = Project(read, version=time.time_ns() // 1_000_000)
    files = find_files()
    before = look(files)
    server = _open_server(project, host, port, read)
    project.build()
    for problem in project.problems:
        say(problem)
    if host not in (LOOPBACK, "localhost"):
        say(WARNING)
    _show_at_once(f"The map is at {server.guard.address}\nCtrl-C ends the editor")
    if open_page is not None:
        open_page(server.guard.address)
    with contextlib.suppress(KeyboardInterrupt), _following(project, before, files, find_files):
        server.run()


def _open_server(
    project: Project, host: str, port: int | None, read: Callable[[], Config]
) -> Server:
    """Return the server at a port; without one at that of the folder, or at any that is free."""
    host = LOOPBACK if host == "localhost" else host
    if port is None:
        with contextlib.suppress(OSError, UsageError):
            return Server(project, port_of(read().base), _invite, host=host)
        port = 0
    try:
        if 0 <= port <= MOST_PORT:
            return Server(project, port, _invite, host=host)
        why = f"ports are numbers from 0 to {MOST_PORT}"
    except OSError as error:
        why = error.strerror or str(error)
    words = f"port {port} of {host} cannot be used: {why}"
    raise UsageError(f"{words}; name another with --port")


def port_of(folder: Path) -> int:
    """Return the port of a folder: pages that are open find the editor again when it is back."""
    return FIRST_PORT + zlib.crc32(str(folder.resolve()).encode()) % PORTS


@contextlib.contextmanager
def _following(
    project: Project, before: State, files: Find, find_files: Callable[[], Find]
) -> Iterator[None]:
    """Build the map anew whenever one of its files changes, until the block ends."""
    ended = threading.Event()
    follower = threading.Thread(
        target=_follow, args=(project, before, files, find_files, ended), daemon=True
    )
    follower.start()
    try:
        yield
    finally:
        ended.set()
        project.written.set()
        # nothing but a build takes longer, which may be left
        follower.join(LEFT)


def _follow(
    project: Project,
    before: State,
    files: Find,
    find_files: Callable[[], Find],
    ended: threading.Event,
) -> None:
    while True:
        wait_for_change(before, files, written=project.written)
        if ended.is_set():
            return
        # settings that name no files to follow: those of before may yet say how it goes on
        with contextlib.suppress(UsageError):
            files = find_files()
        before = look(files)
        project.build()


def _invite(address: str) -> None:
    _show_at_once(f"For another browser: {address}")


def _show_at_once(words: str) -> None:
    show(words)
    sys.stdout.flush()
