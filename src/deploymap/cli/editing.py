"""The editor: serves a map on this computer, and builds it anew when its files change."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable

from deploymap.cli.terminal import say, show
from deploymap.cli.watching import Find, State, look, wait_for_change
from deploymap.problems import UsageError
from deploymap.serving.project import Project
from deploymap.serving.server import LOOPBACK, Server, serve
from deploymap.settings.config import Config


def edit(
    read: Callable[[], Config],
    find_files: Callable[[], Find],
    *,
    port: int,
    open_page: Callable[[str], bool] | None,
) -> None:
    """Serve the map until Ctrl-C.

    `read` returns its settings, `find_files` what lists its files; `open_page` shows an address in
    the browser. Raises `UsageError` where the port is taken or none.
    """
    project = Project(read)
    files = find_files()
    before = look(files)
    server = _open_server(project, port)
    project.build()
    following = (project, before, files, find_files)
    threading.Thread(target=_follow, args=following, daemon=True).start()
    for problem in project.problems:
        say(problem)
    _show_at_once(f"The map is at {server.guard.address}\nCtrl-C ends the editor")
    if open_page is not None:
        open_page(server.guard.address)
    with contextlib.suppress(KeyboardInterrupt):
        serve(server)


def _open_server(project: Project, port: int) -> Server:
    try:
        return Server(project, port, _invite)
    except OSError as error:
        why = error.strerror
    except OverflowError:
        why = "ports are numbers from 0 to 65535"
    words = f"port {port} of {LOOPBACK} cannot be used: {why}"
    raise UsageError(f"{words}; name another with --port")


def _follow(project: Project, before: State, files: Find, find_files: Callable[[], Find]) -> None:
    """Build the map anew whenever one of its files changes."""
    while True:
        wait_for_change(before, files, pause=project.pause)
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
