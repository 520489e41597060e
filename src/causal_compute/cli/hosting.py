"""How `serve` loads a thesis, takes a port and says what is there."""

from dataclasses import dataclass
from importlib import util

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.errors import UsageError

__all__ = ["Offer", "serve"]

_PLACES = (
    ("", "the explorer"),
    ("ask", "questions: /why?q=agents, /when, /trace, /impact, /whatif, /evidence, /audit, /search"),
    ("sparql", "SPARQL 1.1 Protocol, for programs and people"),
    ("queries", "named queries"),
    ("id/", "every variable, condition and claim: /id/NAME, as a page, JSON or RDF"),
    ("data", "the whole as TriG, N-Quads, Turtle, JSON-LD; /void.ttl describes it"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the user asked for."""

    host: str
    port: int
    names: tuple[str, ...]
    origins: tuple[str, ...]
    seconds: float
    rows: int
    workers: int
    licence: str | None
    then_open: bool


def serve(offer: Offer, graph: ClaimGraph) -> None:
    """Serve a thesis until Ctrl-C.

    Raises:
        UsageError: the extra is not installed, the port is taken, an origin is none.
        BadDataError: the folder cannot be read as a thesis.

    """
    if util.find_spec("starlette") is None or util.find_spec("uvicorn") is None:
        raise UsageError('the server is an extra: pip install "causal-compute[serve]"')
    from causal_compute.endpoint.app import application
    from causal_compute.endpoint.door import Door
    from causal_compute.endpoint.library import Library
    from causal_compute.endpoint.pool import Bounds
    from causal_compute.endpoint.serving import Listening, run

    listening = Listening(offer.host, offer.port, offer.names)
    try:
        door = Door(listening.hosts, frozenset(offer.origins))
        licence = offer.licence or (_own_licence() if graph.folder is None else None)
        library = Library(graph, licence=licence)
        bounds = Bounds(seconds=offer.seconds, rows=offer.rows, workers=offer.workers)
        app = application(library, door, bounds)
    except BaseException:
        listening.socket.close()
        raise

    def ready() -> None:
        click.echo("\n".join(_said(listening.url, public=listening.public)))
        if offer.then_open:
            click.launch(listening.url)

    run(app, listening, ready=ready)


def _said(url: str, *, public: bool) -> list[str]:
    edge = max(len(url + path) for path, _ in _PLACES)
    lines = [f"{(url + path).ljust(edge)}  {what}" for path, what in _PLACES]
    if public:
        lines.append("Every machine that reaches this one can ask; other names than these need --allow-host.")
    return [*lines, "It only reads. Ctrl-C ends it."]


def _own_licence() -> str | None:
    """Return the IRI of the licence that the package, and so the deck in it, is under."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        name = metadata("causal-compute").json.get("license_expression")
    except PackageNotFoundError:
        return None
    return f"https://spdx.org/licenses/{name}" if name else None
