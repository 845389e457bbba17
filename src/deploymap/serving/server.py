"""The editor's server: the page, what became of its files, and the moves that it asks for.

It answers on this computer only, unless told otherwise, see `guard.py`; docs/security.md says what
is promised.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar, cast
from urllib.parse import parse_qs, urlsplit

from deploymap.edit.faults import ConflictError
from deploymap.packaged import STATIC
from deploymap.problems import DataError, DeploymapError, UnwritableError, fault_words
from deploymap.serving.besides import TooOldError
from deploymap.serving.guard import MOST_BODY, MOST_DRAWN, Guard, Refusal
from deploymap.serving.project import Position, Project
from deploymap.serving.shown import Row

T = TypeVar("T")

LOOPBACK = "127.0.0.1"
PATIENCE = 10  # seconds for a request to come, and for a connection to be idle
HELD = 25.0  # seconds for which a page's question is held back while nothing happens
MOST_CONNECTIONS = 256

PROGRAM = "edit.js"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NOTHING = Refusal(404, "there is nothing here")
ACTIONS = (
    *("/move", "/change", "/draw", "/add", "/copy", "/delete", "/undo", "/redo"),
    *("/cells", "/shape"),
)
DRAWINGS = ("/draw", "/add")
HTML, JSON, SCRIPT = "text/html", "application/json", "text/javascript"


class Server(ThreadingHTTPServer):
    """Serves one project; `invite` is called with an address for the next browser."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        project: Project,
        port: int,
        invite: Callable[[str], None],
        *,
        host: str = LOOPBACK,
    ) -> None:
        """Take a port of an address of this computer, any free one for 0.

        Raises `OSError` where it is taken, or is no address of this computer.
        """
        super().__init__((host, port), Handler)
        self.project = project
        self.guard = Guard(self.server_address[1], host)
        self.invite = invite
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin a connection, or end it at once where there are too many."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke: it concerns nobody else."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "deploymap"
    sys_version = ""
    timeout = PATIENCE
    # else what follows the head of an answer waits for a word of the other side, 40 ms
    disable_nagle_algorithm = True

    @property
    def project(self) -> Project:
        """The map that is edited."""
        return cast(Server, self.server).project

    @property
    def guard(self) -> Guard:
        """What decides who may ask."""
        return cast(Server, self.server).guard

    def do_GET(self) -> None:
        """Answer with the page, its program, or what became of the files."""
        try:
            self._get()
        except OSError:  # the connection broke
            raise
        except Exception as error:
            self._answer_fault(error)

    def _get(self) -> None:
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if refusal := self._refuse_host():
            self._refuse(refusal)
        elif address.path == "/" and "token" in asked:
            self._hand_over(asked["token"][0])
        elif refusal := self.guard.refuse_stranger(self.headers["Cookie"]):
            self._refuse(refusal)
        elif address.path == "/":
            self._answer(200, HTML, self._page())
        elif address.path == "/map":
            # in one breath with its number
            page, version = self.project.shown_page()
            self._answer(200, HTML, page, {"Deploymap-Version": str(version)})
        elif address.path == "/state":
            self._answer(200, JSON, self.project.state().encode())
        elif address.path == f"/{PROGRAM}":
            self._answer(200, SCRIPT, (STATIC / PROGRAM).read_bytes())
        elif address.path == "/events":
            self._answer_events(asked.get("tick", [""])[0])
        else:
            self._refuse(NOTHING)

    def do_POST(self) -> None:
        """Make a change."""
        headers = self.headers
        refusal = (
            self._refuse_host()
            or self.guard.refuse_stranger(headers["Cookie"])
            or self.guard.refuse_change(
                headers["Host"],
                headers["Origin"],
                headers["Content-Type"],
                headers["Sec-Fetch-Site"],
                headers["Content-Length"],
                MOST_DRAWN if self.path in DRAWINGS else MOST_BODY,
            )
            or (None if self.path in ACTIONS else NOTHING)
        )
        if refusal:
            self._refuse(refusal)
            return
        try:
            said = json.loads(self.rfile.read(int(headers["Content-Length"])))
            name, make = self._understand(said if isinstance(said, dict) else {})
        except (ValueError, RecursionError):
            self._refuse(Refusal(400, "this is no change that the editor knows"))
            return
        try:
            answer = {name: make()}
        except DeploymapError as error:
            self._answer_json(409, _tell(error))
        except Exception as error:
            self._answer_fault(error)
        else:
            self._answer_json(200, answer)

    def _refuse_host(self) -> Refusal | None:
        local: str = self.connection.getsockname()[0]
        return self.guard.refuse_host(self.headers["Host"], local)

    def _understand(self, said: Mapping[str, Any]) -> tuple[str, Callable[[], object]]:
        """Return what makes a change, and what its outcome is called.

        Raises `ValueError` where what is said of the change is not as it should be.
        """
        project, action = self.project, self.path
        if action in ("/undo", "/redo"):
            step = project.undo if action == "/undo" else project.redo
            meant, seen = _take_word(said, "step"), _take_seen(said)
            return "step", lambda: step(meant, seen)
        if action == "/add":
            version, texts = _take(said, "version", int), _take_texts(said)
            where = _take_position(said) if {"position", "lat"} & {*said} else None
            name = _take(said, "sheet", str) if "sheet" in said else "units"
            points = _take_points(said["points"]) if "points" in said else ()
            is_again = said.get("again") is True
            return "changed", lambda: project.add(
                version, texts, where, name, points, is_again=is_again
            )
        unit = _take(said, "version", int), _take_row(said)
        if action == "/cells":
            return "cells", lambda: dict(project.cells(*unit))
        if action == "/shape":
            return "shape", lambda: project.shape(*unit)
        if action == "/draw":
            old, parts = _take_parts(said, "old"), _take_parts(said, "parts")
            date, seen = _take_word(said, "date"), _take_seen(said)
            return "changed", lambda: project.draw(*unit, old, parts, date, seen=seen)
        if action == "/move":
            date = _take_word(said, "date")
            position = _take_position(said)
            stood = _take(said, "stood", str) if "stood" in said else None
            seen = _take_seen(said)
            return "changed", lambda: project.move(*unit, position, date, stood=stood, seen=seen)
        if action == "/change":
            texts = _take_texts(said)
            seen = _take_seen(said)
            return "changed", lambda: project.change(*unit, texts, seen)
        if action == "/copy":
            wanted, is_again = _take_word(said, "wanted"), said.get("again") is True
            return "changed", lambda: project.copy(*unit, wanted, is_again=is_again)
        seen = _take_seen(said)
        return "changed", lambda: project.delete(*unit, seen)

    def log_message(self, format: str, *values: Any) -> None:
        """Say nothing of each request."""

    def _hand_over(self, token: str) -> None:
        cookie = self.guard.hand_over(token)
        if cookie is None:
            # who has the cookie already may open an old address again
            if self.guard.refuse_stranger(self.headers["Cookie"]):
                words = "this address was used already; open the one that was printed last"
                self._refuse(Refusal(403, words))
                return
            self._answer(200, HTML, ENTER)
            return
        self._answer(200, HTML, ENTER, {"Set-Cookie": cookie})
        cast(Server, self.server).invite(self.guard.address)

    def _answer_events(self, tick: str) -> None:
        number = int(tick) if tick.isascii() and tick.isdigit() and len(tick) < 10 else -1
        self._answer_json(200, self.project.wait(number, HELD))

    def _page(self) -> bytes:
        """Return the page with the editor's program in it, which its policy lets in."""
        page, version = self.project.shown_page()
        page = page or NO_PAGE
        # the policy stands before anything that comes from a sheet
        page = page.replace(b"script-src ", b"connect-src 'self'; script-src 'self' ", 1)
        # of this page, though another may be built meanwhile
        state = self.project.state(version).encode()
        added = b'<script type="application/json" id="deploymap-edit">%s</script>' % state
        added += b'<script src="/%s"></script>\n</body>' % PROGRAM.encode()
        head, _, tail = page.rpartition(b"</body>")
        return head + added + tail

    def _refuse(self, refusal: Refusal) -> None:
        # what may still come of a body is not read
        self.close_connection = True
        self._answer(refusal.status, "text/plain", f"{refusal.words}\n".encode())

    def _answer_fault(self, error: Exception) -> None:
        """Say that a request failed by a fault of the program, and of which kind."""
        self.close_connection = True
        self._answer_json(500, {"problem": fault_words(error)})

    def _answer_json(self, status: int, said: object) -> None:
        self._answer(status, JSON, json.dumps(said).encode())

    def _answer(
        self, status: int, kind: str, body: bytes, more: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body))}
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in (headers | HEADERS | (more or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


# leads to the page: after a link from elsewhere only a step of the editor's own has the cookie
ENTER = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">
<link rel="icon" href="data:,"><title>deploymap</title></head><body><a href="/">The map</a></body>
</html>
"""

# what is served until the files have no faults
NO_PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ; img-src data:">
<link rel="icon" href="data:,"><title>No map yet</title></head><body></body></html>
"""


def _tell(error: DeploymapError) -> dict[str, object]:
    """Return what is told of a change that is not made.

    `faults` are those of single columns, `conflict` the cells that others changed, of which the
    person chooses; `isUnwritten` tells that the file cannot be written, and may be later, `isOld`
    that the page's version of the map is not known.
    """
    told: dict[str, object] = {"problem": str(error)}
    if isinstance(error, DataError):
        faults = error.problems
        told["faults"] = [{"column": p.column, "words": f"{p.message}; {p.advice}"} for p in faults]
    if isinstance(error, ConflictError):
        told["conflict"] = [clash._asdict() for clash in error.clashes]
    told |= {"isUnwritten": True} if isinstance(error, UnwritableError) else {}
    return told | ({"isOld": True} if isinstance(error, TooOldError) else {})


def _take(said: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """Return a value of a message; raises `ValueError` where it is not of its kind."""
    value = said.get(name)
    if type(value) is not kind:
        raise ValueError(f"{name} is no {kind.__name__}")
    return value


def _take_row(said: Mapping[str, Any]) -> Row:
    """Return which row a message means."""
    held = _take_word(said, "held")
    called = _take(said, "called", str) if "called" in said else None
    if "sheet" not in said:
        return Row(_take(said, "unit", str), held, called=called)
    return Row(
        _take(said, "unit", str), held, _take(said, "sheet", str), _take(said, "number", int)
    )


def _take_texts(said: Mapping[str, Any], name: str = "texts") -> dict[str, str]:
    """Return the texts of a message, by the names of their columns."""
    texts = _take(said, name, dict)
    if not all(type(text) is str for text in texts.values()):
        raise ValueError("a text is none")
    return texts


def _take_seen(said: Mapping[str, Any]) -> dict[str, str]:
    """Return what somebody saw of the row, {} where nothing is said of that."""
    return _take_texts(said, "seen") if "seen" in said else {}


def _take_word(said: Mapping[str, Any], name: str) -> str:
    """Return a text of a message, "" where there is none."""
    return _take(said, name, str) if name in said else ""


def _take_position(said: Mapping[str, Any]) -> Position:
    """Return the position of a message: a text, or lat and lon that can be."""
    if "position" in said:
        return _take(said, "position", str)
    return _take_degrees(said.get("lat"), 90), _take_degrees(said.get("lon"), 180)


def _take_degrees(value: object, most: int) -> float:
    if not (type(value) is int or type(value) is float) or not abs(value) <= most:
        raise ValueError("no number of degrees")
    return float(value)


def _take_parts(said: Mapping[str, Any], name: str) -> list[list[tuple[float, float]]]:
    """Return the lines and rings of a message."""
    return [_take_points(points) for points in _take(said, name, list)]


def _take_points(said: object) -> list[tuple[float, float]]:
    """Return points of a message, lon and lat; the world may be gone round by them."""
    if type(said) is not list or any(type(one) is not list or len(one) != 2 for one in said):
        raise ValueError("points are none")
    return [(_take_degrees(lon, 540), _take_degrees(lat, 90)) for lon, lat in said]


def serve(server: Server) -> None:
    """Answer until the program ends."""
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
