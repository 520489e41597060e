"""A server in a thread, asked over a real socket. Not a test: the tests of the endpoint share it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlencode

from uvicorn import Server

from causal_compute.api import ClaimGraph, load
from causal_compute.endpoint.app import application
from causal_compute.endpoint.door import Door
from causal_compute.endpoint.library import Library
from causal_compute.endpoint.pool import Bounds
from causal_compute.endpoint.serving import Listening, config

DAY = date(2026, 11, 22)
FORM = "application/x-www-form-urlencoded"
DECK = "https://w3id.org/causal-compute/deck/"
BOUNDS = Bounds(seconds=1.5, rows=500, workers=2, queue=4, patience=6.0, memory=1 << 30)
APPLICATIONS = "SELECT ?v { ?v a cc:Application } ORDER BY ?v"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Site:
    """A running server and the graph that it serves."""

    port: int
    graph: ClaimGraph

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, target: str, method: str = "GET", body: bytes | str | None = None, **headers: str
    ) -> Answer:
        """Return the answer to a request, whose header names are written with "_" for "-"."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value.format(port=self.port) for name, value in headers.items()}
        try:
            connection.request(method, target, body.encode() if isinstance(body, str) else body, named)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, said, answer.read())
        finally:
            connection.close()

    def query(self, text: str, **headers: str) -> Answer:
        """Return the answer to a query, sent by GET."""
        return self.ask(f"/sparql?{urlencode({'query': text})}", **headers)


@contextmanager
def running(
    folder: str | None = None,
    bounds: Bounds = BOUNDS,
    *,
    origins: frozenset[str] = frozenset(),
    names: tuple[str, ...] = (),
) -> Iterator[Site]:
    """Serve a thesis, the deck if none is named, for as long as it is needed."""
    graph = load(folder)
    listening = Listening("127.0.0.1", 0, names)
    library = Library(graph, licence="https://spdx.org/licenses/MIT", today=lambda: DAY)
    server = Server(config(application(library, Door(listening.hosts, origins), bounds)))
    thread = Thread(target=server.run, args=([listening.socket],))
    thread.start()
    try:
        until = monotonic() + 30
        while not server.started and monotonic() < until:
            sleep(0.02)
        yield Site(listening.socket.getsockname()[1], graph)
    finally:
        server.should_exit = True
        thread.join(timeout=30)
        listening.socket.close()
    assert not thread.is_alive()
