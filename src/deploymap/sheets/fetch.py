"""An address on the web -> the bytes of one file, and nothing that the user did not ask for."""

from __future__ import annotations

import base64
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from deploymap.problems import UsageError, printable, shorten

MOST_BYTES = 200_000_000
MOST_SECONDS = 60.0
MOST_REDIRECTS = 5
CHUNK = 1 << 16

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}

# names of hosts that nobody can give to a machine of somebody else's
LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")

# What is not of the open net, whatever the version of Python thinks of it: the special-purpose
# registries (https://www.iana.org/assignments/iana-ipv4-special-registry and
# https://www.iana.org/assignments/iana-ipv6-special-registry), multicast, and what was given up
SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "3fff::/20"),
        ),
    )
)
# of IPv6 only this part has been given out, and of it only that is in use which is not special
GIVEN_OUT = ipaddress.ip_network("2000::/3")

# IPv6 addresses that carry an IPv4 one: to a gateway (RFC 6052), and within a program
NAT64 = ipaddress.ip_network("64:ff9b::/96")
MAPPED = ipaddress.ip_network("::ffff:0:0/96")
LOW_BITS = 0xFFFF_FFFF

ADVICE = "check the address, or download the file and name it instead"
PUBLISH = "publish the sheet (File, Share, Publish to web, CSV) and use the address given there"

_SHEET = re.compile(
    r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)(?:/(?:edit|view|preview|htmlview)?)?"
)
_PUBLISHED = re.compile(r"(/spreadsheets/(?:u/\d+/)?d/e/[\w-]+)/pub(?:html)?")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Hop:
    """One address on the way to the file; `host` is in ASCII, `login` the user's name and password.

    `target` is the path with the query, as the request has it.
    """

    scheme: str
    host: str
    port: int
    target: str
    login: str = ""

    @property
    def shown(self) -> str:
        """The address for messages, without what may be secret in it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        path = shorten(printable(unquote(self.target.partition("?")[0])))
        return f"{self.scheme}://{host}{port}{path}"


def fetch(
    address: str, *, limit: int = MOST_BYTES, seconds: float = MOST_SECONDS
) -> tuple[bytes, str]:
    """Return the bytes behind an http or https address, and a file name for messages.

    An address of a Google sheet as the browser shows it stands for its first sheet as CSV. `limit`
    is in bytes, `seconds` holds for everything together. Redirects are followed, but to no machine
    of the local network; only the address that the user gives may name one itself.

    Raises UsageError: a wrong address, no answer, no file, or more than the limits.
    """
    url, ends = rewrite(address.strip()), time.monotonic() + seconds
    for number in range(MOST_REDIRECTS + 1):
        hop = parse(url)
        with _explained(hop, ends, seconds), _opened(hop, ends, first=number == 0) as response:
            if response.status not in REDIRECTS:
                from_google = _is_google(address.strip()) or _is_google(url)
                data = _read_answer(response, hop, limit, ends, from_google=from_google)
                return data, _name_of(response, hop)
            url = _next_url(response, hop, url)
    raise UsageError(f"{parse(rewrite(address.strip())).shown}: too many redirects; {ADVICE}")


def rewrite(address: str) -> str:
    """Return the address of the CSV for one of a Google sheet; any other as it is."""
    parts = _split(address)
    if not _is_google(address):
        return address
    queries = dict(parse_qsl(parts.fragment) + parse_qsl(parts.query))
    kept = {name: queries[name] for name in ("gid", "single") if name in queries}
    if published := _PUBLISHED.fullmatch(parts.path):
        if "output" in queries and parts.path.endswith("/pub"):
            return address
        path, query = f"{published[1]}/pub", kept | {"output": "csv"}
    elif sheet := _SHEET.fullmatch(parts.path):
        kept.pop("single", None)
        path, query = f"/spreadsheets/d/{sheet[1]}/export", {"format": "csv"} | kept
    else:
        return address
    return parts._replace(path=path, query=urlencode(query), fragment="").geturl()


def _is_google(address: str) -> bool:
    """Whether an address is one of Google's sheets or of its sign-in page."""
    with suppress(ValueError):
        return urlsplit(address).hostname in ("docs.google.com", "accounts.google.com")
    return False


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise UsageError(f"this is no web address; {ADVICE}") from error


def parse(address: str) -> Hop:
    """Take an address apart; raise UsageError for what is none that can be fetched."""
    parts = _split(address)
    if parts.scheme not in PORTS:
        raise UsageError(f"only http and https addresses are fetched; {ADVICE}")
    try:
        host = _ascii_host(parts.hostname or "")
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise UsageError(f"this is no web address: its host or port is wrong; {ADVICE}") from error
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    login = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    return Hop(parts.scheme, host, port, target, login)


def _ascii_host(host: str) -> str:
    """Return the host's name in ASCII (IDNA); raise ValueError for what is no name."""
    with suppress(ValueError):
        return str(ipaddress.ip_address(host))
    name = host.rstrip(".").encode("idna").decode("ascii").lower()
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
        raise ValueError("no name of a host")
    return name


@contextmanager
def _explained(hop: Hop, ends: float, seconds: float) -> Iterator[None]:
    """Turn whatever goes wrong on the way into one line of words."""
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= ends or isinstance(error, TimeoutError):
            words = f"no full answer within {seconds:g} seconds"
        elif isinstance(error, ssl.SSLError):
            words = "the connection is not secure: its certificate or encryption is not accepted"
        elif isinstance(error, socket.gaierror):
            words = "there is no host of this name, or no connection to the net"
        elif isinstance(error, http.client.IncompleteRead):
            words = "the answer is cut off"
        elif isinstance(error, http.client.HTTPException | ValueError):
            words = "the answer is not what HTTP asks for"
        else:
            words = f"no connection ({error.strerror or 'broken off'})"
        raise UsageError(f"{hop.shown}: {words}; {ADVICE}") from error


@contextmanager
def _opened(hop: Hop, ends: float, *, first: bool) -> Iterator[http.client.HTTPResponse]:
    """Ask for the file and give the answer's head; whatever happens, the end comes in time."""
    addresses = _checked(_resolve(hop, ends), hop, may_be_local=first and names_local(hop.host))
    raw = _connect(addresses, hop.port, ends)
    connection = http.client.HTTPConnection(hop.host, hop.port)
    sockets = [raw]
    watch = threading.Timer(ends - time.monotonic(), _hang_up, [sockets])
    watch.daemon = True
    watch.start()
    try:
        if hop.scheme == "https":
            raw = _secured(raw, hop, sockets)
        # no HTTPSConnection: the connection stands already, to the very address that was checked
        connection.sock = raw
        connection.request("GET", hop.target, headers=_headers_of(hop, first=first))
        response = connection.getresponse()
        with response:
            yield response
    finally:
        watch.cancel()
        connection.close()
        raw.close()


def _secured(raw: socket.socket, hop: Hop, sockets: list[socket.socket]) -> ssl.SSLSocket:
    """Return the socket with TLS, for the host by its name; the watch is told of it first."""
    context = ssl.create_default_context()
    try:
        safe = context.wrap_socket(raw, server_hostname=hop.host, do_handshake_on_connect=False)
    except BaseException:
        raw.close()
        raise
    sockets.append(safe)
    try:
        safe.do_handshake()
    except BaseException:
        safe.close()
        raise
    return safe


def _headers_of(hop: Hop, *, first: bool) -> dict[str, str]:
    """Return the request's headers; name and password go to the host that they stand before."""
    host = f"[{hop.host}]" if ":" in hop.host else hop.host
    headers = {
        "Host": host if hop.port == PORTS[hop.scheme] else f"{host}:{hop.port}",
        "User-Agent": "deploymap",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if hop.login and first:
        headers["Authorization"] = f"Basic {base64.b64encode(hop.login.encode()).decode()}"
    return headers


def _hang_up(sockets: list[socket.socket]) -> None:
    """End a connection from outside: limits of single reads do not stop a server that drips."""
    for each in sockets:
        with suppress(OSError):
            # not the method of SSLSocket, which would take the encryption from under a reader
            socket.socket.shutdown(each, socket.SHUT_RDWR)


def _left(ends: float) -> float:
    """Return the seconds that are left; raise TimeoutError when there are none."""
    seconds = ends - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _resolve(hop: Hop, ends: float) -> list[IPAddress]:
    """Return the IP addresses of a host; in a thread, for the system's resolver knows no limit."""
    found: list[IPAddress] = []
    errors: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(hop.host, hop.port, type=socket.SOCK_STREAM)
            found.extend(ipaddress.ip_address(str(info[4][0]).split("%")[0]) for info in infos)
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(_left(ends))
    if thread.is_alive():
        raise TimeoutError
    if errors or not found:
        raise errors[0] if errors else socket.gaierror("no address")
    return list(dict.fromkeys(found))


def names_local(host: str) -> bool:
    """Whether a host's name can only mean a machine of the user's own network, or is a number."""
    with suppress(ValueError):
        return bool(ipaddress.ip_address(host))
    return "." not in host or host.endswith(LOCAL_ENDINGS)


def _checked(addresses: list[IPAddress], hop: Hop, *, may_be_local: bool) -> list[IPAddress]:
    """Return the addresses; raise UsageError if one of them is not of the open net."""
    if not may_be_local and not all(map(is_public, addresses)):
        message = "leads to a machine of the local network, which is not followed"
        raise UsageError(f"{hop.shown}: {message}; {ADVICE}")
    return addresses


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the open net, and so is the one that it may carry."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in NAT64 or address in MAPPED:
            return is_public(ipaddress.IPv4Address(int(address) & LOW_BITS))
        if address not in GIVEN_OUT or (address.sixtofour and not is_public(address.sixtofour)):
            return False
    return not any(address in network for network in SPECIAL)


def _connect(addresses: list[IPAddress], port: int, ends: float) -> socket.socket:
    """Return a connection to the first of the addresses that answers."""
    for number, address in enumerate(addresses, 1):
        try:
            return socket.create_connection((str(address), port), timeout=_left(ends))
        except OSError:
            if number == len(addresses):
                raise
    raise OSError("no address")


def _next_url(response: http.client.HTTPResponse, hop: Hop, url: str) -> str:
    """Return where an answer points to."""
    location = response.headers.get("Location", "")
    if not location:
        raise UsageError(f"{hop.shown}: a redirect to nowhere; {ADVICE}")
    # headers come as Latin-1, whatever they were; so the bytes get back to what they were
    return urljoin(url, quote(location, safe="/%:@!$&'()*+,;=~?#[]", encoding="latin-1"))


def _read_answer(
    response: http.client.HTTPResponse, hop: Hop, limit: int, ends: float, *, from_google: bool
) -> bytes:
    """Return the body; raise UsageError for a status, a kind or a size that is no file of data."""
    if response.status != http.HTTPStatus.OK:
        raise UsageError(f"{hop.shown}: {_status_words(response.status, from_google)}")
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise UsageError(f"{hop.shown}: the answer is packed, which was not asked for; {ADVICE}")
    is_html = response.headers.get_content_type() == "text/html"
    if is_html and from_google:
        raise UsageError(f"{hop.shown}: a page to sign in, not the sheet; {PUBLISH}")
    data = _read_body(response, hop, limit, ends)
    if is_html and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        advice = "use the address of the file itself, such as the one behind a download button"
        raise UsageError(f"{hop.shown}: a web page, not a file of data; {advice}")
    return data


def _status_words(status: int, from_google: bool) -> str:
    """Return what an HTTP status means and what to try."""
    if from_google and status in (401, 403, 404):
        return f"no sheet that is open to everyone (HTTP {status}); {PUBLISH}"
    words = {
        401: f"the file needs a sign-in (HTTP 401); {ADVICE}",
        403: f"the server does not give this file to anyone (HTTP 403); {ADVICE}",
        404: "there is no such file (HTTP 404); check the address",
        410: "there is no such file any more (HTTP 410); check the address",
        429: "the server was asked too often (HTTP 429); try again later",
    }
    later = "try again later" if status >= 500 else ADVICE
    return words.get(status, f"the server answers with HTTP status {status}; {later}")


def _read_body(response: http.client.HTTPResponse, hop: Hop, limit: int, ends: float) -> bytes:
    """Return the whole body, as long as it is within the limit."""
    data = bytearray()
    while len(data) <= limit and (response.length or 0) + len(data) <= limit:
        chunk = response.read1(CHUNK)
        if not chunk:
            _left(ends)  # the watch may have hung up
            if response.length:
                raise http.client.IncompleteRead(b"")
            return bytes(data)
        data += chunk
    most = f"{limit / 1_000_000:g} MB"
    raise UsageError(f"{hop.shown}: more than {most}; {ADVICE}")


def _name_of(response: http.client.HTTPResponse, hop: Hop) -> str:
    """Return a name for the file: that of the address, the server's, or the host's."""
    path = unquote(hop.target.partition("?")[0]).rstrip("/").rpartition("/")[2]
    stated = ""
    with suppress(ValueError, LookupError, TypeError):
        stated = re.split(r"[/\\]", response.headers.get_filename() or "")[-1].strip()
    name = path if "." in path else stated or path or hop.host
    return shorten(printable(name))
