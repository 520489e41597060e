"""A process that answers strangers' queries, one after another, and may be killed at any moment.

May touch: its standard streams, and its own limits. Must not know: the thesis, HTTP.

It reads a line of JSON (`Setting`) and N-Quads, says that it is ready, and then answers a line of JSON
(`Order`) with a line of JSON (`Head`) and as many bytes as that says. Before the first order it gives up
what no query may have: memory beyond a limit, core files, and new file descriptors. Without a descriptor no
socket can be opened, by Python or by Rust, so that even a query that had deceived the guard would reach
nothing.
"""

import json
import sys
from contextlib import suppress
from typing import IO, NotRequired, TypedDict, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Variable,
    parse,
    serialize,
)

from causal_compute.errors import CausalComputeError, LimitError, QueryError
from causal_compute.stores.guard import AdmittedQuery
from causal_compute.stores.oxigraph import OxigraphStore, Solutions
from causal_compute.stores.results import Form, Result, written
from causal_compute.stores.store import Parameters
from causal_compute.stores.worker import limit, shut

__all__ = ["FORMATS", "Head", "Order", "Setting", "main"]

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
"""How graphs are written, by the names of `media.GRAPHS`."""


class Setting(TypedDict):
    """What a worker lives with. `memory`: bytes of address space; `quads`: bytes of N-Quads to come."""

    prefixes: dict[str, str]
    memory: int
    quads: int


class Order(TypedDict):
    """A query and what it may use: `seconds` of processor time, `rows` or triples, `size` bytes of result.

    `default` and `named` are the graphs that the request chose; None: those of the query, or all as one.
    `form` is a name of `media.ROWS` or `media.GRAPHS`.
    """

    query: str
    parameters: dict[str, str]
    default: list[str] | None
    named: list[str] | None
    form: str
    seconds: float
    rows: int
    size: int


class Head(TypedDict):
    """What goes before a result: its bytes; or the name of an error and what it says.

    `last`: the worker has grown, and ends after this answer.
    """

    size: int
    last: bool
    error: NotRequired[str]
    says: NotRequired[str]


class BoundedStore(OxigraphStore):
    """A store that answers one order at a time, and stops a result that grows too large."""

    order: Order | None = None

    def _found(self, query: AdmittedQuery, parameters: Parameters) -> Solutions:
        order = self.order
        if order is None or order["default"] is None or order["named"] is None:
            return super()._found(query, parameters)
        return self._engine.query(
            query.text,
            prefixes=self.prefixes,
            default_graph=[NamedNode(graph) for graph in order["default"]],
            named_graphs=[NamedNode(graph) for graph in order["named"]],
            substitutions={Variable(name): value for name, value in parameters.items()} or None,
        )

    def _written(self, found: Solutions) -> Result:
        if self.order is None:
            return super()._written(found)
        rows, size = self.order["rows"], self.order["size"]
        if isinstance(found, QueryTriples):
            room = Room(size, rows)
            serialize(found, cast("IO[bytes]", room), format=RdfFormat.N_TRIPLES)
            return Result(Form.GRAPH, room.content())
        room = Room(size)
        found.serialize(cast("IO[bytes]", room), format=QueryResultsFormat.JSON)
        result = Result(Form.TRUTH if isinstance(found, QueryBoolean) else Form.ROWS, room.content())
        if result.form is Form.ROWS and len(result.rows()) > rows:
            raise too_many(rows, "rows")
        return result


class Room:
    """Somewhere to write at most `size` bytes and, for triples, `lines` lines."""

    def __init__(self, size: int, lines: int | None = None) -> None:
        self._size, self._lines = size, lines
        self._parts: list[bytes] = []
        self._left, self._lines_left = size, size if lines is None else lines

    def write(self, part: bytes) -> int:
        """Take `part`.

        Raises:
            LimitError: there is no room left.

        """
        self._left -= len(part)
        self._lines_left -= part.count(b"\n")
        if self._lines_left < 0 and self._lines is not None:
            raise too_many(self._lines, "triples")
        if self._left < 0:
            raise too_large(self._size)
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: all is in memory."""

    def content(self) -> bytes:
        """Return what has been written."""
        return b"".join(self._parts)


def too_large(most: int) -> LimitError:
    """Return the error of a result that is larger than is sent."""
    return LimitError(f"the result has more than {most / 1e6:.0f} MB; ask for less at once, with LIMIT")


def too_many(most: int, what: str) -> LimitError:
    """Return the error of a result with more rows than are sent: a part would look like the whole."""
    return LimitError(
        f"the result has more than {most:,} {what}; ask with LIMIT {most}, and OFFSET for what comes next"
    )


def main() -> None:
    """Take a setting and quads, and answer orders until the input ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    setting: Setting = json.loads(source.readline())
    limit("RLIMIT_CORE", 0)
    quads = list(parse(source.read(setting["quads"]), format=RdfFormat.N_QUADS))
    store = BoundedStore(quads, setting["prefixes"])
    del quads
    limit("RLIMIT_AS", setting["memory"])
    shut(store)
    _reply(sink, {"size": 0, "last": False})
    born = _resident()
    while line := source.readline():
        order: Order = json.loads(line)
        _allow(order["seconds"])
        head, payload = _answered(store, order)
        _reply(sink, {**head, "last": _resident() - born > setting["memory"] // 4}, payload)


def _answered(store: BoundedStore, order: Order) -> tuple[Head, bytes]:
    store.order = order
    try:
        parameters = {name: NamedNode(iri) for name, iri in order["parameters"].items()}
        payload = _written(store.query(order["query"], parameters), order["form"], store.prefixes)
        if len(payload) > order["size"]:
            raise too_large(order["size"])
    except CausalComputeError as err:
        return {"size": 0, "last": False, "error": type(err).__name__, "says": str(err)}, b""
    except MemoryError:
        says = "the query used up its memory; ask for less"
        return {"size": 0, "last": False, "error": LimitError.__name__, "says": says}, b""
    return {"size": len(payload), "last": False}, payload


def _written(result: Result, form: str, prefixes: dict[str, str]) -> bytes:
    if result.form is not Form.GRAPH:
        return written(result, form, prefixes).encode()
    used = {name: iri for name, iri in prefixes.items() if b"<" + iri.encode() in result.payload}
    try:
        return serialize(result.triples(), format=FORMATS[form], prefixes=used) or b""
    except ValueError as err:  # a predicate that is no XML name
        raise QueryError(f"this graph cannot be written as {form}: {err}") from err


def _allow(seconds: float) -> None:
    """Allow that much processor time from now on: what the parent forgets to kill ends by itself."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 3, hard))


def _resident() -> int:
    """Return the most memory that this process has ever held, in bytes; 0 where that is not known."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return 0


def _reply(sink: IO[bytes], head: Head, payload: bytes = b"") -> None:
    sink.write(json.dumps(head).encode() + b"\n" + payload)
    sink.flush()
