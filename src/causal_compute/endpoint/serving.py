"""The server: a socket, uvicorn, and patience with slow clients that ends.

May touch: one listening socket. Must not know: what is answered.
"""

import asyncio
import os
import socket
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from causal_compute.errors import UsageError

__all__ = ["Listening", "run"]

PATIENCE = 10.0  # seconds that a client has to send a request's head, and to take the end of an answer
ROOM = 128  # connections at a time
BACKLOG = 128
DEBUG = "CAUSAL_COMPUTE_DEBUG"  # set, a fault of the program is logged with its place


class Listening:
    """A bound socket: the address to open (`url`), and the names that the server goes by (`hosts`).

    `names` are more names, with or without a port. `port` 0 takes any that is free.

    Raises:
        UsageError: the host is no address of this machine, or the port is taken.

    """

    def __init__(self, host: str, port: int, names: Iterable[str] = ()) -> None:
        self.socket = _bound(host, port)
        bound = self.socket.getsockname()[1]
        address = self.socket.getsockname()[0]
        self.public = not ip_address(address).is_loopback
        name = "localhost" if ip_address(address).is_unspecified else _literal(address)
        self.url = f"http://{name}:{bound}/"
        own = {"localhost", "127.0.0.1", "[::1]", name, host.lower() if ":" not in host else name}
        known = {f"{each}:{bound}" for each in own} | (own if bound == 80 else set())
        given = {each.lower() for each in names}
        self.hosts = frozenset(known | given | {f"{each}:{bound}" for each in given if not _has_port(each)})


def run(app: ASGIApp, listening: Listening, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until Ctrl-C or SIGTERM; `ready` is called once, when requests are answered.

    Raises:
        KeyboardInterrupt: Ctrl-C, after the port has been given back and the workers have ended.

    """
    with listening.socket:
        Announcing(config(app), ready).run(sockets=[listening.socket])


def config(app: ASGIApp) -> Config:
    """Return how uvicorn runs the application."""
    return Config(
        app,
        http=Prompt,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_level="error" if os.environ.get(DEBUG) else "critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=ROOM,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
    )


class Announcing(Server):
    """A server that says when it is ready."""

    def __init__(self, config: Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


class Prompt(H11Protocol):
    """HTTP/1.1 with clients that are held to their time: half a head, or half an answer taken, ends."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as inherited
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._late = self.loop.call_later(PATIENCE, self._hang_up)

    def data_received(self, data: bytes) -> None:
        """Take what has come; wait on, for as long as is left, while no request is whole."""
        super().data_received(data)
        waiting = self.cycle is None or self.cycle.response_complete
        if waiting and self._late is None:
            self._late = self.loop.call_later(PATIENCE, self._hang_up)
        elif not waiting:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Hang up; what the client has not taken by then is dropped a little later."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(PATIENCE, self.transport.abort)

    def _hang_up(self) -> None:
        self._late = None
        self.transport.abort()

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise UsageError(
            f"--host {host!r} is no address of this machine; 127.0.0.1 is this machine alone"
        ) from None
    # The protocol by name: asyncio sets TCP_NODELAY only then, without which each answer waits 40 ms
    made = socket.socket(family, kind, protocol)
    try:
        if socket.has_ipv6 and family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where the other would let two take one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except (OSError, OverflowError) as err:
        made.close()
        problem = getattr(err, "strerror", None) or str(err)
        raise UsageError(
            f"cannot serve at port {port} of {host}: {problem}; name another with --port, or 0 for any"
        ) from None
    return made


def _literal(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _has_port(name: str) -> bool:
    return name.rpartition(":")[2].isdigit() and not name.endswith("]")
