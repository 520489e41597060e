"""The page over HTTP, for this machine only.

May touch: one listening socket on a loopback address. Must not know: what the page says, the disk, the
command line.

The standard library's server is enough: one document that is only read, held in memory and compressed once. A
server with a framework (ASGI) belongs to what answers queries. What `http.server` lacks is added here. Its
callers are checked: DNS rebinding is met by a list of the names that `Host` may have, other sites by `Origin`
and `Sec-Fetch-Site`. It gives nothing away: no header ever lets another origin read (CORS), no path reaches a
file. And time, size and number of the connections are bounded.

Every answer is HTTP/1.0 and ends its connection, so the rest of a request is never taken for the next one.
"""

import gzip
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, RawIOBase
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import AF_INET, AF_INET6, SHUT_WR, socket
from socketserver import TCPServer
from sys import exception
from threading import BoundedSemaphore
from time import monotonic
from typing import Any

from causal_compute.errors import UsageError

__all__ = ["PageServer", "accepts_gzip", "refusal", "serve"]

PATIENCE = 10.0  # seconds that a client has to send its request, and again to take the answer
LINGER = 1.0  # seconds that a client has to read an answer and hang up
ROOM = 64  # connections at a time; one more is hung up on

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
HEADERS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Content-Security-Policy": "frame-ancestors 'none'",  # the one thing that the page cannot say itself
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


def serve(page: bytes, *, host: str = "127.0.0.1", port: int = 0, ready: Callable[[str], None]) -> None:
    """Serve one HTML page, UTF-8, at the root of a loopback address until Ctrl-C.

    `port` 0 takes any that is free. `ready` is called once, with the page's address, as soon as it can be
    opened. The page is held twice in memory, plain and compressed.

    Raises:
        UsageError: `host` is not this machine, or the port cannot be had.
        KeyboardInterrupt: Ctrl-C, after the port has been given back.

    """
    with PageServer(page, host=host, port=port) as server:
        ready(server.url)
        server.serve_forever()


class PageServer(ThreadingHTTPServer):
    """Listens as soon as it is made; `serve_forever` answers, `shutdown` from another thread ends that.

    `url` is where the page is. `hosts` are the names that a request may call this server by: anything else
    comes from a page whose own name was made to point here (DNS rebinding).

    Raises:
        UsageError: `host` is not this machine, or the port cannot be had.

    """

    allow_reuse_address = os.name == "posix"  # elsewhere it would let another program take the port over
    daemon_threads = True

    def __init__(self, page: bytes, *, host: str = "127.0.0.1", port: int = 0) -> None:
        address = _loopback(host)
        self.address_family = AF_INET6 if address.version == 6 else AF_INET
        self.plain, self.gzipped = page, gzip.compress(page, mtime=0)
        self._room = BoundedSemaphore(ROOM)
        try:
            super().__init__((str(address), port), OnePage)
        except (OSError, OverflowError) as err:
            problem = getattr(err, "strerror", None) or str(err)
            raise UsageError(
                f"cannot serve at port {port} of {address}: {problem}; name another port, or 0 for any"
            ) from None
        bound = self.server_address[1]
        name = f"[{address}]" if address.version == 6 else str(address)
        self.url = f"http://{name}:{bound}/"
        names = {name, "127.0.0.1", "[::1]", "localhost"}
        self.hosts = frozenset({f"{each}:{bound}" for each in names} | (names if bound == 80 else set()))

    def server_bind(self) -> None:
        """Take the port; do not, as `HTTPServer` does, wait for the DNS to name this machine."""
        TCPServer.server_bind(self)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ANN401 - as inherited
        """Report whether there is room for one more connection."""
        del request, client_address
        return self._room.acquire(blocking=False)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as inherited
        """Answer one connection and make room for another."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as inherited
        """Say nothing of a client that has gone; a fault of ours is shown."""
        if not isinstance(exception(), OSError):
            super().handle_error(request, client_address)


class OnePage(BaseHTTPRequestHandler):
    """One connection: GET or HEAD of "/" gets the page, all else a status line, its headers and that line."""

    server: PageServer
    default_request_version = "HTTP/1.0"  # so that a malformed line gets a status line too
    request_version, requestline, command = "HTTP/1.0", "", ""  # until they are read

    def setup(self) -> None:
        """Give the client `PATIENCE` seconds in all, however steadily its bytes trickle."""
        super().setup()
        self.rfile.close()
        self.rfile = BufferedReader(Punctual(self.connection, PATIENCE))

    def handle(self) -> None:
        """Answer one request; 408 to half a request (RFC 9110, 15.5.9)."""
        try:
            super().handle()
        except SlowClientError:
            self.send_error(HTTPStatus.REQUEST_TIMEOUT)

    def finish(self) -> None:
        """Hang up only after the client, or after `LINGER`: unread bytes would reset the answer away."""
        super().finish()
        rest = Punctual(self.connection, LINGER)
        with suppress(OSError):
            self.connection.shutdown(SHUT_WR)
            while rest.read(1 << 16):
                pass

    def parse_request(self) -> bool:
        """Read the request's head; report whether it is to be answered, having refused it if not."""
        if not super().parse_request():
            return False
        status = refusal(self.headers, self.server.hosts)
        if status is not None:
            self.send_error(status)
        return status is None

    def do_GET(self) -> None:
        """Send the page, or 404. The target is compared as it came: no decoding, no dots, no query."""
        if self.requestline.split()[1] != "/":
            self.send_error(HTTPStatus.NOT_FOUND)
        elif accepts_gzip(", ".join(self.headers.get_all("Accept-Encoding", []))):
            self._send(HTTPStatus.OK, HTML, self.server.gzipped, {"Content-Encoding": "gzip"})
        else:
            self._send(HTTPStatus.OK, HTML, self.server.plain)

    do_HEAD = do_GET  # noqa: N815 - the name is http.server's

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send a status and its name as text; nothing that the client sent is repeated."""
        del message, explain
        status, more = HTTPStatus(code), {}
        if status is HTTPStatus.NOT_IMPLEMENTED:  # what http.server says of a method that it does not find
            status, more = HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"}
        self._send(status, TEXT, f"{status.value} {status.phrase}\n".encode(), more)

    def _send(
        self, status: HTTPStatus, content_type: str, content: bytes, more: Mapping[str, str] | None = None
    ) -> None:
        self.connection.settimeout(PATIENCE)
        self.send_response(status)
        length = {"Content-Type": content_type, "Content-Length": str(len(content))}
        for name, value in {**HEADERS, **length, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def version_string(self) -> str:
        """Return the server's name, without the versions of what it is made of."""
        return "causal-compute"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Keep no log."""


class SlowClientError(ConnectionError):
    """A client has begun and not ended in time."""


class Punctual(RawIOBase):
    """What a connection brings in within `seconds` from now.

    Reading after that raises SlowClientError; TimeoutError if nothing came at all, which is what a browser's
    spare connection does. (To answer that with 408 would answer a request that comes in later.)
    """

    def __init__(self, connection: socket, seconds: float) -> None:
        self._connection, self._end, self._begun = connection, monotonic() + seconds, False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as inherited
        """Read what has come; wait for the first byte of it until the time is up."""
        try:
            self._connection.settimeout(self._left())
            count = self._connection.recv_into(buffer)
        except TimeoutError:
            if self._begun:
                raise SlowClientError from None
            raise
        self._begun = True
        return count

    def _left(self) -> float:
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def refusal(headers: Message, hosts: frozenset[str]) -> HTTPStatus | None:
    """Return the status that a request is refused with, None if it is welcome. `hosts` are in lower case.

    400: headers that are none, or not one `Host` (RFC 9112, 3.2 and 5.1). 421: a `Host` that is not ours (RFC
    9110, 7.4). 403: sent by another site, other than to open the page in a tab of its own (Fetch Metadata,
    W3C). A program that is no browser may leave `Origin` and `Sec-Fetch-Site` out: what it can read here, its
    user can read anyway.

    >>> request = Message()
    >>> request["Host"] = "rebound.example:8000"
    >>> refusal(request, frozenset({"localhost:8000"})).value
    421
    """
    named = [host.strip().lower() for host in headers.get_all("Host", [])]
    if headers.defects or len(named) != 1:
        return HTTPStatus.BAD_REQUEST
    if named[0] not in hosts:
        return HTTPStatus.MISDIRECTED_REQUEST
    own = set(headers.get_all("Origin", [])) <= {f"http://{named[0]}"}
    near = set(headers.get_all("Sec-Fetch-Site", [])) <= {"none", "same-origin"}
    fetch = (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest"))
    return None if own and (near or fetch == ("navigate", "document")) else HTTPStatus.FORBIDDEN


def accepts_gzip(accepted: str) -> bool:
    """Report whether an Accept-Encoding takes gzip: named, or meant by "*", and not with weight 0.

    Source: RFC 9110, 12.5.3. No header at all gets the plain page.

    >>> [accepts_gzip(each) for each in ("gzip, br", "GZIP;q=0.5", "*", "gzip;q=0, *", "br", "")]
    [True, True, True, False, False, False]
    """
    weights = {}
    for part in accepted.lower().split(","):
        coding, _, weight = re.sub(r"\s", "", part).partition(";q=")
        weights[coding] = not re.fullmatch(r"0(\.0*)?", weight)
    return weights.get("gzip", weights.get("*", False))


def _loopback(host: str) -> IPv4Address | IPv6Address:
    """Return the address of `host`, which must be this machine as only this machine can reach it."""
    try:
        address = ip_address("127.0.0.1" if host.lower() == "localhost" else host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise UsageError(
            f"the page is for this machine: serve it at 127.0.0.1, ::1 or localhost, not {host!r}"
        )
    return address
