"""Who is let in: callers by the right name, pages of this server's own, and whoever was asked for.

May touch: headers. Must not know: what is asked, what is answered.

DNS rebinding is met by a list of the names that `Host` may have, other sites' pages by `Origin` and
`Sec-Fetch-Site`: the rules of the explorer's own server (`explorer.serving.refusal`), which this one takes
over. No origin may read an answer (CORS) unless it was named.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import Message as Headers
from http import HTTPStatus
from re import fullmatch

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from causal_compute.errors import UsageError
from causal_compute.explorer.serving import refusal

__all__ = ["Door", "Doorkeeper"]

ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Server": "causal-compute",
}
"""What every answer says, unless it says otherwise itself."""

_SEEN = (b"host", b"origin", b"sec-fetch-site", b"sec-fetch-mode", b"sec-fetch-dest")
_EXPOSED = "Content-Location, ETag, Link, Retry-After"
_SAYS = {
    HTTPStatus.BAD_REQUEST: "name the server once, in one Host header",
    HTTPStatus.MISDIRECTED_REQUEST: "this server does not go by that name; start it with --allow-host NAME",
    HTTPStatus.FORBIDDEN: "a page of another site may not ask this server; start it with --cors ORIGIN",
}


@dataclass(frozen=True, slots=True)
class Door:
    """`hosts` are the names, with their port, that a request may call the server by, in lower case.

    `origins` are the sites whose pages may ask and read: "https://example.org", or "*" for all.

    Raises:
        UsageError: one of `origins` is no origin.

    """

    hosts: frozenset[str]
    origins: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for origin in self.origins - {"*"}:
            if fullmatch(r"https?://[a-z0-9.\-\[\]:]+", origin) is None:
                raise UsageError(
                    f"{origin!r} is no origin; write it as https://example.org, with no slash behind"
                )

    def admits(self, origin: str) -> bool:
        """Report whether pages of an origin may read the answers."""
        return "*" in self.origins or origin in self.origins


class Doorkeeper:
    """ASGI middleware: asks `door` before anybody else sees a request, and signs every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        seen = _seen(scope)
        origin = seen.get("Origin", "")
        admitted = bool(origin) and self.door.admits(origin)
        signed = self._signed(send, origin if admitted else "")
        if admitted:
            for name in ("Origin", "Sec-Fetch-Site"):
                del seen[name]
        status = refusal(seen, self.door.hosts)
        if status is not None:
            await _say(signed, status, _SAYS[status])
        elif admitted and scope["method"] == "OPTIONS" and _header(scope, b"access-control-request-method"):
            await _say(signed, HTTPStatus.NO_CONTENT, "", _PREFLIGHT)
        else:
            await self.app(scope, receive, signed)

    def _signed(self, send: Send, origin: str) -> Callable[[Message], Awaitable[None]]:
        async def signing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                resource = "cross-origin" if origin else "same-origin"
                headers.setdefault("Cross-Origin-Resource-Policy", resource)
                if self.door.origins:
                    headers.add_vary_header("Origin")
                if origin:
                    headers["Access-Control-Allow-Origin"] = "*" if "*" in self.door.origins else origin
                    headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        return signing


_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "600",
}


def _seen(scope: Scope) -> Headers:
    headers = Headers()
    for name, value in scope["headers"]:
        if name in _SEEN:
            headers[name.decode("latin-1").title()] = value.decode("latin-1")
    return headers


def _header(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


async def _say(send: Send, status: HTTPStatus, says: str, more: dict[str, str] | None = None) -> None:
    body = f"{status.value} {status.phrase}: {says}\n".encode() if says else b""
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", **(more or {})}
    if body:
        headers["Content-Length"] = str(len(body))
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status.value, "headers": raw})
    await send({"type": "http.response.body", "body": body})
