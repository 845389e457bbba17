"""The editor's server: the page, what became of its files, and the moves that it asks for.

It answers on this computer only, unless told otherwise, see `guard.py`; docs/security.md says what
is promised.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from deploymap.packaged import STATIC
from deploymap.problems import DeploymapError, fault_words
from deploymap.serving.connections import PATIENCE, Connection
from deploymap.serving.guard import LOOPBACK, MOST_BODY, MOST_DRAWN, Guard, Refusal
from deploymap.serving.messages import ACTIONS, DRAWINGS, tell, understand
from deploymap.serving.project import Project

HELD = 25.0  # seconds for which a page's question is held back while nothing happens

PROGRAM = "edit.js"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Server": "deploymap",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HTML, JSON, SCRIPT = "text/html", "application/json", "text/javascript"


class Server:
    """Serves one project; `invite` is called with an address for the next browser."""

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
        self.project = project
        self.socket = socket.create_server((host, port))
        self.guard = Guard(self.socket.getsockname()[1], host)
        self.invite = invite
        config = uvicorn.Config(
            self._make_app(),
            http=Connection,
            ws="none",
            lifespan="off",
            loop="asyncio",
            headers=list(HEADERS.items()),
            server_header=False,
            proxy_headers=False,
            log_config=None,
            log_level="critical",
            timeout_keep_alive=PATIENCE,
            timeout_graceful_shutdown=0,  # pages that wait for news would hold it up
        )
        self._server = uvicorn.Server(config)

    def run(self) -> None:
        """Answer until the program ends, or `stop` is called."""
        self._server.run([self.socket])

    def stop(self) -> None:
        """Answer nobody any longer."""
        self._server.should_exit = True

    def _make_app(self) -> Starlette:
        reading = {
            "/": self._enter,
            "/map": self._map,
            "/state": self._state,
            f"/{PROGRAM}": self._program,
            "/events": self._events,
        }
        routes = [Route(path, answer) for path, answer in reading.items()]
        routes += [Route(path, self._change, methods=["POST"]) for path in ACTIONS]
        failures = {HTTPException: _miss, DeploymapError: _tell, Exception: _tell_fault}
        guarded = Middleware(Guarded, guard=self.guard)
        return Starlette(routes=routes, middleware=[guarded], exception_handlers=failures)

    async def _enter(self, request: Request) -> Response:
        """Answer with the page, or lead to it who has a token."""
        if not _has_token(request):
            return Response(await run_in_threadpool(self._page), media_type=HTML)
        cookie = self.guard.hand_over(request.query_params["token"])
        if cookie is not None:
            await run_in_threadpool(self.invite, self.guard.address)
            return Response(ENTER, headers={"Set-Cookie": cookie}, media_type=HTML)
        # who has the cookie already may open an old address again
        if self.guard.refuse_stranger(request.headers.get("Cookie")):
            words = "this address was used already; open the one that was printed last"
            return _refuse(Refusal(403, words))
        return Response(ENTER, media_type=HTML)

    async def _map(self, request: Request) -> Response:
        # in one breath with its number; there is nothing to wait for in another thread
        page, version = self.project.shown_page()
        return Response(page, headers={"Deploymap-Version": str(version)}, media_type=HTML)

    def _state(self, request: Request) -> Response:
        return Response(self.project.state(), media_type=JSON)

    def _program(self, request: Request) -> Response:
        return Response((STATIC / PROGRAM).read_bytes(), media_type=SCRIPT)

    async def _events(self, request: Request) -> Response:
        """Answer when there was another build than the page knows of, or after some time."""
        said, told = self.project.news()
        if request.query_params.get("tick") == str(said["tick"]):
            # where the editor ends meanwhile, that is no fault of the question
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([asyncio.wrap_future(told)], timeout=HELD)
            said, _ = self.project.news()
        return _answer_json(200, said)

    async def _change(self, request: Request) -> Response:
        """Make a change, while others are answered."""
        try:
            async with asyncio.timeout(PATIENCE):
                said = json.loads(await request.body())
            given = said if isinstance(said, dict) else {}
            name, make = understand(self.project, request.url.path, given)
        except TimeoutError:
            return _refuse(Refusal(408, "a change comes at once"))
        except (ValueError, RecursionError):
            return _refuse(Refusal(400, "this is no change that the editor knows"))
        return _answer_json(200, {name: await run_in_threadpool(make)})

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


class Guarded:
    """Lets through to an application what its guard does not refuse; nothing of a body is read."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        """Keep both."""
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        refusal = self._judge(Request(scope))
        answer = _refuse(refusal) if refusal else self.app
        await answer(scope, receive, send)

    def _judge(self, request: Request) -> Refusal | None:
        guard, said = self.guard, request.headers
        if refusal := guard.refuse_host(said.get("Host"), request.scope["server"][0]):
            return refusal
        if request.url.path == "/" and _has_token(request):
            return None
        if refusal := guard.refuse_stranger(said.get("Cookie")):
            return refusal
        if request.method in ("GET", "HEAD"):
            return None
        return guard.refuse_change(
            said["Host"],
            said.get("Origin"),
            said.get("Content-Type"),
            said.get("Sec-Fetch-Site"),
            said.get("Content-Length"),
            MOST_DRAWN if request.url.path in DRAWINGS else MOST_BODY,
        )


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


def _has_token(request: Request) -> bool:
    """Return whether a browser asks to be let in."""
    return request.method == "GET" and bool(request.query_params.get("token"))


def _answer_json(status: int, said: object) -> Response:
    return Response(json.dumps(said), status, media_type=JSON)


def _refuse(refusal: Refusal) -> Response:
    """Return the answer to what is refused; what may still come of a body is not read."""
    words = f"{refusal.words}\n"
    return Response(words, refusal.status, {"Connection": "close"}, media_type="text/plain")


async def _miss(request: Request, error: Exception) -> Response:
    return _refuse(Refusal(404, "there is nothing here"))


async def _tell(request: Request, error: Exception) -> Response:
    """Say why a change is not made."""
    assert isinstance(error, DeploymapError)
    return _answer_json(409, tell(error))


async def _tell_fault(request: Request, error: Exception) -> Response:
    """Say that a request failed by a fault of the program, and of which kind."""
    return _answer_json(500, {"problem": fault_words(error)})
