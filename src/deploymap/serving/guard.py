"""Who may ask the editor for something: only a page that it served itself, in the user's browser.

A web page of somebody else can send requests to this computer too. It can neither read the address
with the token nor the cookie that takes its place, and it cannot name itself another origin.
"""

from __future__ import annotations

import hmac
import secrets
import socket
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

LOOPBACK = "127.0.0.1"
ANYWHERE = "0.0.0.0"
MOST_BODY = 64_000  # bytes; a change has some hundred
MOST_DRAWN = 1_000_000  # of one with the points of a shape: a cell has room for some 10,000


class Refusal(NamedTuple):
    """Why a request is refused: the status of HTTP, and words."""

    status: int
    words: str


class Guard:
    """The secrets of one run of the editor, and what is asked of each request."""

    def __init__(self, port: int, host: str = LOOPBACK) -> None:
        """Make the secrets; `port` is that of the editor, `host` the address or name it is at."""
        self.port = port
        self.host = own_address() if host == ANYWHERE else host
        names = (LOOPBACK, "localhost") if host == LOOPBACK else (self.host,)
        self.hosts = tuple(f"{name}:{port}" for name in names)
        # cookies are the same for all ports of a host
        self.cookie = f"deploymap_{port}"
        self.token = secrets.token_urlsafe(32)
        self._session = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """The address that lets a browser in, once."""
        return f"http://{self.hosts[0]}/?token={self.token}"

    def hand_over(self, token: str) -> str | None:
        """Return what sets the cookie in place of the token, None where it is not the token.

        Each token lets one browser in; then there is another.
        """
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self.token = secrets.token_urlsafe(32)
        return f"{self.cookie}={self._session}; Path=/; HttpOnly; SameSite=Strict"

    def refuse_host(self, host: str | None, local: str = LOOPBACK) -> Refusal | None:
        """Return why a request is refused by the host that it names: its name may be another's.

        `local` is the address at which the request came in, which nobody else can be called.

        https://en.wikipedia.org/wiki/DNS_rebinding
        """
        if host in (*self.hosts, f"{local}:{self.port}"):
            return None
        return Refusal(421, "this address is not the editor's")

    def refuse_stranger(self, cookies: str | None) -> Refusal | None:
        """Return why a request is refused that has not the cookie."""
        try:
            found = SimpleCookie(cookies or "").get(self.cookie)
        except CookieError:
            found = None
        given = found.value if found else ""
        if hmac.compare_digest(given.encode(), self._session.encode()):
            return None
        return Refusal(403, "open the address that the editor printed where it was started")

    def refuse_change(
        self,
        host: str,
        origin: str | None,
        kind: str | None,
        site: str | None,
        length: str | None,
        most: int = MOST_BODY,
    ) -> Refusal | None:
        """Return why a change is refused by what its request says of itself: of `most` bytes.

        Browsers let no page say that it has another origin, and ask before they send JSON to one.
        """
        if origin != f"http://{host}" or site not in (None, "same-origin"):
            return Refusal(403, "a page of another origin may change nothing")
        if (kind or "").partition(";")[0].strip().lower() != "application/json":
            return Refusal(415, "a change is JSON")
        if length is None or not (length.isascii() and length.isdigit()):
            return Refusal(411, "a change says how long it is")
        if len(length) > 9 or int(length) > most:
            return Refusal(413, f"a change has at most {most:,} bytes")
        return None


def own_address() -> str:
    """Return the address by which other computers reach this one; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that nobody has (RFC 5737)
        except OSError:  # there is no network
            return LOOPBACK
        return str(probe.getsockname()[0])
