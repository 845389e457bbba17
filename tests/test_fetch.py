"""Fetching: the bytes that were asked for, from nowhere else, and every failure in one line."""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.problems import UsageError
from deploymap.sheets import fetch as module
from deploymap.sheets.fetch import fetch, is_public, names_local, parse, rewrite

CSV = b"name,lat,lon\nA,48.5,30.5\n"


class Answers(BaseHTTPRequestHandler):
    """Answers each path as the test says, and keeps the requests."""

    answers: dict[str, Callable[[Answers], None]]
    seen: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers)))
        answer = self.answers.get(self.path)
        if answer:
            answer(self)
        else:
            self.send_error(404)

    def give(self, body: bytes = CSV, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no fault here."""


@pytest.fixture
def server() -> Iterator[Server]:
    handler = type("Handler", (Answers,), {"answers": {}, "seen": []})
    with Server(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield running
        running.shutdown()


@pytest.fixture
def site(server: Server):
    """Return a function that sets the answer for a path and returns its address."""

    def put(path: str, answer: Callable[[Answers], None] = Answers.give, host: str = "") -> str:
        server.RequestHandlerClass.answers[path] = answer
        return f"http://{host or '127.0.0.1'}:{server.server_port}{path}"

    return put


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return the addresses of hosts, to be filled; 127.0.0.1 counts as one of the open net."""
    known: dict[str, list[str]] = {}

    def resolve(hop, ends):
        return [ipaddress.ip_address(each) for each in known.get(hop.host, [hop.host])]

    def public(address) -> bool:
        return str(address) == "127.0.0.1" or is_public(address)

    monkeypatch.setattr(module, "_resolve", resolve)
    monkeypatch.setattr(module, "is_public", public)
    return known


def refusal(address: str, **options) -> str:
    with pytest.raises(UsageError) as caught:
        fetch(address, **options)
    text = str(caught.value)
    assert "\n" not in text
    return text


def redirect(to: str, status: int = 302) -> Callable[[Answers], None]:
    return lambda handler: handler.give(b"", status, Location=to)


def test_the_bytes_and_a_name(server, site) -> None:
    assert fetch(site("/data/my%20units.csv")) == (CSV, "my units.csv")
    path, headers = server.RequestHandlerClass.seen[0]
    assert path == "/data/my%20units.csv"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"


def test_the_user_may_name_a_local_host(site) -> None:
    assert fetch(site("/u.csv", host="localhost"))[0] == CSV


def test_a_name_that_turns_out_local_is_refused(site, names) -> None:
    names["units.example.org"] = ["127.0.0.1", "10.0.0.1"]
    assert "local network" in refusal(site("/u.csv", host="units.example.org"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server, site, names, status) -> None:
    names["a.example.org"] = names["b.example.org"] = ["127.0.0.1"]
    end = site("/end/u.csv", host="b.example.org")
    start = site("/start", redirect(end, status), host="a.example.org")
    assert fetch(start) == (CSV, "u.csv")
    hosts = [headers["Host"].partition(":")[0] for _, headers in server.RequestHandlerClass.seen]
    assert hosts == ["a.example.org", "b.example.org"]
    assert fetch(site("/rel", redirect("end/u.csv"), host="a.example.org"))[0] == CSV


@pytest.mark.parametrize("host", ["localhost", "10.0.0.1", "[::1]", "169.254.169.254", "in.lan"])
def test_a_redirect_to_a_local_host_is_refused(server, site, names, host) -> None:
    names.update({"localhost": ["127.0.0.2"], "in.lan": ["192.168.1.1"], "a.org": ["127.0.0.1"]})
    site("/secret")
    to = f"http://{host}:{server.server_port}/secret"
    assert "local network" in refusal(site("/start", redirect(to), host="a.org"))
    assert [path for path, _ in server.RequestHandlerClass.seen] == ["/start"]


def test_a_redirect_from_a_local_host_to_itself_is_refused(server, site) -> None:
    site("/secret")
    assert "local network" in refusal(site("/start", redirect("/secret")))
    assert [path for path, _ in server.RequestHandlerClass.seen] == ["/start"]


def test_the_connection_goes_to_the_address_that_was_checked(site, names, monkeypatch) -> None:
    names["a.org"] = ["127.0.0.1"]
    asked: list[object] = []
    real = socket.create_connection

    def create(address, **options):
        asked.append(address[0])
        return real(address, **options)

    monkeypatch.setattr(socket, "create_connection", create)
    assert fetch(site("/u.csv", host="a.org"))[0] == CSV
    assert asked == ["127.0.0.1"]


def test_another_address_of_the_host_is_tried(site, names) -> None:
    # nobody listens at the first
    names["two.local"] = ["127.0.0.9", "127.0.0.1"]
    assert fetch(site("/u.csv", host="two.local"))[0] == CSV


def test_too_many_redirects(server, site, names) -> None:
    names["a.org"] = ["127.0.0.1"]
    assert "too many redirects" in refusal(site("/loop", redirect("/loop"), host="a.org"))
    assert len(server.RequestHandlerClass.seen) == 6


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://x.org/u", "", "http://[::1", "http://"]
)
def test_redirects_to_what_is_no_web_address(site, to) -> None:
    assert refusal(site("/start", redirect(to)))


def test_name_and_password_go_to_the_first_host_only_and_are_never_shown(server, site, names):
    names["a.org"] = names["b.org"] = ["127.0.0.1"]
    site("/start", redirect(site("/gone", lambda h: h.give(b"", 500), host="u:p@b.org")))
    text = refusal(f"http://me:secret@a.org:{server.server_port}/start?token=hidden")
    assert "404" in text
    text = refusal(f"http://me:secret@a.org:{server.server_port}/start")
    assert "HTTP status 500" in text
    assert not {"secret", "hidden", "u:p", "token"} & set(text.split("/"))
    assert "@" not in text
    logins = [headers.get("Authorization") for _, headers in server.RequestHandlerClass.seen]
    assert logins == ["Basic bWU6c2VjcmV0", "Basic bWU6c2VjcmV0", None]


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "sign-in"), (403, "does not give"), (404, "no such file"), (410, "any more"),
     (429, "too often"), (500, "try again later"), (204, "HTTP status 204"), (304, "304")],
)  # fmt: skip
def test_statuses_in_words(site, status, words) -> None:
    assert words in refusal(site("/u.csv", lambda handler: handler.give(b"", status)))


def chunked(*parts: bytes) -> Callable[[Answers], None]:
    def answer(handler: Answers) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in parts:
            handler.wfile.write(part)

    return answer


def test_answers_in_chunks(site) -> None:
    assert fetch(site("/u", chunked(b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n")))[0] == b"abcde"
    assert "cut off" in refusal(site("/v", chunked(b"9\r\nabc")))
    assert refusal(site("/w", chunked(b"zz\r\nabc")))


def test_the_limit_of_size(site) -> None:
    big = site("/u.csv", lambda handler: handler.give(b"x" * 1001))
    assert fetch(big, limit=1001)[0] == b"x" * 1001
    assert "more than 0.001 MB" in refusal(big, limit=1000)
    # where the size is not said before
    parts = [b"3e8\r\n" + b"x" * 1000 + b"\r\n"] * 1000
    assert "more than" in refusal(site("/v", chunked(*parts)), limit=5000)


def test_an_answer_that_is_cut_off(site) -> None:
    short = site("/u.csv", lambda handler: handler.give(CSV, Content_Length="1000"))
    assert "cut off" in refusal(short)


def dripping(head: bytes, drop: bytes) -> Callable[[Answers], None]:
    def answer(handler: Answers) -> None:
        handler.wfile.write(head)
        for _ in range(100):
            time.sleep(0.05)
            handler.wfile.write(drop)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b"HTTP/1.0 200 OK\r\nContent-Length: 999\r\n\r\n", b"x"),
        dripping(b"HTTP/1.0 200 OK\r\n\r\n", b"x"),
        dripping(b"HTTP/1.0 200 OK\r\nX-A: ", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda handler: time.sleep(2),
    ],
)
def test_the_limit_of_time_holds_for_everything_together(site, answer) -> None:
    began = time.monotonic()
    assert "within 0.3 seconds" in refusal(site("/u.csv", answer), seconds=0.3)
    assert time.monotonic() - began < 1.5


def test_a_resolver_that_hangs_does_not_hold_us(monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5) or [])
    assert "within 0.2 seconds" in refusal("http://example.org/u.csv", seconds=0.2)


def test_hosts_that_are_not_there(monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(8, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "no host of this name" in refusal("http://nowhere.example/u.csv")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
    assert "no host of this name" in refusal("http://nowhere.example/u.csv")


def test_no_server_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/u.csv"
        assert "no connection (Connection refused)" in refusal(address)


@pytest.mark.parametrize(
    "answer", [b"", b"junk\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 70_000]
)
def test_answers_that_are_no_http(site, answer) -> None:
    assert refusal(site("/u.csv", lambda handler: handler.wfile.write(answer)))


@pytest.mark.parametrize(
    "address",
    ["", "units.csv", "ftp://a.org/u.csv", "file:///etc/passwd", "http://", "http:///u.csv",
     "http://[::1/u", "http://a.org:99999/", "http://a.org:x/", "http://a b.org/", "http://..../",
     f"http://{'a' * 70}.org/", "http://\u2488.com/", "http://a.org:-1/", "javascript:1",
     "http://a\u0000b.org/", "http://%00/"],
)  # fmt: skip
def test_what_is_no_address(address, monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    assert refusal(address)


@given(st.text() | st.from_regex(r"https?://\S{0,9}(:\S{0,3})?(/\S*)?"))
def test_any_address_is_taken_apart_or_refused(address: str) -> None:
    try:
        hop = parse(rewrite(address))
    except UsageError:
        return
    assert hop.target.isascii()
    assert not set(hop.target) & set(" \r\n\t\x00")
    assert hop.host.isascii()


def test_names_beyond_ascii() -> None:
    hop = parse("https://Bücher.example/ä b?ö=1#x")
    assert (hop.host, hop.target) == ("xn--bcher-kva.example", "/%C3%A4%20b?%C3%B6=1")
    assert hop.shown == "https://xn--bcher-kva.example/ä b"


def test_a_line_break_in_an_address_does_not_become_a_header() -> None:
    assert "\n" not in parse("http://a.org/x%0d%0aA:b\r\nC: d").target


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.0.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("239.1.1.1", False),
        ("240.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1", False), ("fc00::1", False), ("ff02::1", False), ("fec0::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("192.0.0.192", False),
        ("192.0.0.8", False), ("192.0.0.9", False), ("192.88.99.1", False), ("198.18.0.1", False),
        ("198.51.100.7", False), ("203.0.113.7", False), ("192.0.2.7", False), ("1.1.1.1", True),
        ("64:ff9b::a9fe:a9fe", False), ("64:ff9b:1::808:808", False), ("100::1", False),
        ("2001::1", False), ("2001:0:7f00:1::", False), ("2001:db8::1", False),
        ("2001:4860:4860::8888", True), ("2002:808:808::1", True), ("2002:c000:c0::1", False),
        ("3fff::1", False), ("5f00::1", False), ("::7f00:1", False), ("::8.8.8.8", False),
        ("::ffff:192.0.0.192", False), ("4000::1", False), ("fe80::1%1", False),
    ],
)  # fmt: skip
def test_addresses_of_the_open_net(address, public) -> None:
    # by our own list: what Python counts as global differs from version to version
    assert is_public(ipaddress.ip_address(address)) is public


def test_names_that_can_only_be_local() -> None:
    local = ["localhost", "nas", "nas.local", "a.localhost", "127.0.0.1", "::1", "10.0.0.1"]
    assert all(map(names_local, local))
    assert not any(map(names_local, ["example.org", "localhost.example.org", "a.locals"]))


SHEETS = "https://docs.google.com/spreadsheets"


@pytest.mark.parametrize(
    ("address", "fetched"),
    [
        ("/d/I-D_1/edit#gid=123", "/d/I-D_1/export?format=csv&gid=123"),
        ("/d/ID/edit?gid=7#gid=7", "/d/ID/export?format=csv&gid=7"),
        ("/d/ID/edit?usp=sharing", "/d/ID/export?format=csv"),
        ("/u/0/d/ID/view", "/d/ID/export?format=csv"),
        ("/d/ID", "/d/ID/export?format=csv"),
        ("/d/ID/export?format=xlsx", "/d/ID/export?format=xlsx"),
        ("/d/e/2PACX-1/pubhtml", "/d/e/2PACX-1/pub?output=csv"),
        ("/d/e/2PACX-1/pubhtml?gid=5&single=true", "/d/e/2PACX-1/pub?gid=5&single=true&output=csv"),
        ("/d/e/2PACX-1/pub?gid=5&single=true&output=csv",
         "/d/e/2PACX-1/pub?gid=5&single=true&output=csv"),
        ("/d/e/2PACX-1/pub", "/d/e/2PACX-1/pub?output=csv"),
    ],
)  # fmt: skip
def test_addresses_of_google_sheets(address, fetched) -> None:
    assert rewrite(SHEETS + address) == SHEETS + fetched


def test_other_addresses_stay_as_they_are() -> None:
    for address in ("https://a.org/spreadsheets/d/ID/edit#gid=1", "https://docs.google.com/x/edit"):
        assert rewrite(address) == address


def page(handler: Answers) -> None:
    handler.give(b"<!doctype html><title>Sign in</title>", Content_Type="text/html; charset=utf-8")


def test_a_sign_in_page_says_how_to_publish(site, names, monkeypatch) -> None:
    names["docs.google.com"] = names["accounts.google.com"] = ["127.0.0.1"]
    login = site("/login", page, host="accounts.google.com")
    sheet = site("/spreadsheets/d/ID/export?format=csv", redirect(login), host="docs.google.com")
    asked = sheet.replace("export?format=csv", "edit")
    assert "publish the sheet (File, Share, Publish to web, CSV)" in refusal(asked)
    site("/spreadsheets/d/ID/export?format=csv", lambda handler: handler.give(b"", 401))
    assert "publish the sheet" in refusal(asked)


def test_a_web_page_is_no_file_of_data(site) -> None:
    text = refusal(site("/u.csv", page))
    assert "a web page" in text
    assert "publish" not in text
    assert fetch(site("/v.csv", lambda h: h.give(CSV, Content_Type="text/html")))[0] == CSV


def test_an_answer_that_is_packed(site) -> None:
    packed = site("/u.csv", lambda h: h.give(gzip.compress(CSV), Content_Encoding="gzip"))
    assert "packed" in refusal(packed)


@pytest.mark.parametrize(
    ("path", "stated", "name"),
    [
        ("/a/u.csv?x=1", 'attachment; filename="other.csv"', "u.csv"),
        ("/pub?output=csv", "attachment; filename*=UTF-8''Einheiten%20A.csv",
         "Einheiten A.csv"),
        ("/pub", 'attachment; filename="../../etc/u.csv"', "u.csv"),
        ("/pub", "attachment; filename*=klingon''x.csv", None),
        ("/pub", "", "pub"),
        ("/", "", "127.0.0.1"),
        ("/a%0Ab.csv", "", "a\\nb.csv"),
    ],
)  # fmt: skip
def test_names_of_files(site, path, stated, name) -> None:
    head = {"Content_Disposition": stated} if stated else {}
    found = fetch(site(path, lambda handler: handler.give(CSV, **head)))[1]
    assert found.isprintable()
    assert name is None or found == name


@pytest.fixture
def certificate(tmp_path):
    """Make a certificate for a.org, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here")
    path = tmp_path / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", str(path), "-out", str(tmp_path / "cert.pem"), "-subj", "/CN=a.org"]
    subprocess.run(
        [*command, "-addext", "subjectAltName=DNS:a.org"], check=True, capture_output=True
    )
    path.write_bytes(path.read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return path


def test_https_goes_to_the_checked_address_under_the_hosts_name(
    server, site, names, certificate, monkeypatch
) -> None:
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _, name, __: asked.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    names["a.org"] = names["b.org"] = ["127.0.0.1"]
    secure = site("/u.csv", host="a.org").replace("http:", "https:")
    assert "not secure" in refusal(secure)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(secure) == (CSV, "u.csv")
    assert asked == ["a.org", "a.org"]
    assert "not secure" in refusal(secure.replace("a.org", "b.org"))
    assert "not secure" in refusal(site("/u.csv", host="a.org").replace("http:", "https:")
                                   .replace("a.org", "127.0.0.1"))  # fmt: skip


def test_a_server_without_tls(site) -> None:
    assert refusal(site("/u.csv").replace("http:", "https:"), seconds=2)
