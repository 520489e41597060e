"""The child process that answers one query; `stores.process` starts it.

May touch: its standard streams, and its own limits. Must not know: the thesis, the command line.

It reads a line of JSON (engine, query, prefixes, parameters, limits) and N-Quads, and writes a line of JSON
(the form, or the error) and the result. Before it runs the query it gives up what the query must not have:
more memory, more processor time, a core file, and new file descriptors. Without a descriptor no socket can
be opened, by Python or by Rust, so that even a query that had deceived the guard would reach nothing.
"""

import json
import sys
from contextlib import suppress
from typing import NotRequired, TypedDict

from pyoxigraph import NamedNode, RdfFormat, parse

from causal_compute.errors import CausalComputeError, LimitError
from causal_compute.stores import open_store
from causal_compute.stores.results import Result
from causal_compute.stores.store import Store

__all__ = ["Order", "limit", "main", "shut"]


class Order(TypedDict):
    """What the parent asks for: `seconds` of processor time and `memory` in bytes at the most.

    `size` bounds the bytes of the result; without it the memory does.
    """

    engine: str
    query: str
    prefixes: dict[str, str]
    parameters: dict[str, str]
    seconds: float
    memory: int
    size: NotRequired[int]


def main() -> None:
    """Answer the query on standard input, and leave the result or the error on standard output."""
    order: Order = json.loads(sys.stdin.buffer.readline())
    limit("RLIMIT_CORE", 0)
    limit("RLIMIT_CPU", int(order["seconds"]) + 2)
    limit("RLIMIT_AS", order["memory"])
    try:
        result = _answer(order)
    except CausalComputeError as err:
        _reply({"error": type(err).__name__, "says": str(err)})
    except MemoryError:
        _reply({"error": LimitError.__name__, "says": "the query used up its memory; ask for less"})
    else:
        _reply({"form": result.form}, result.payload)


def _answer(order: Order) -> Result:
    quads = parse(sys.stdin.buffer.read(), format=RdfFormat.N_QUADS)
    store = open_store(quads, order["engine"], prefixes=order["prefixes"])
    shut(store)
    parameters = {name: NamedNode(iri) for name, iri in order["parameters"].items()}
    result = store.query(order["query"], parameters)
    if "size" in order and len(result.payload) > order["size"]:
        raise LimitError(f"the result is larger than {order['size']:,} bytes; ask for less, with a LIMIT")
    return result


def shut(store: Store) -> None:
    """Close the way out: after a first query of each form, all that an engine loads late has been loaded."""
    for warm_up in ("ASK { }", "SELECT (STR(1) AS ?one) { }", "CONSTRUCT { } WHERE { }"):
        store.query(warm_up)
    limit("RLIMIT_NOFILE", 0)


def limit(name: str, most: int) -> None:
    """Lower one of the process' own limits, where the system has it."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        which = getattr(resource, name)
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (allowed, allowed))


def _reply(head: dict[str, str], payload: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + payload)
    sys.stdout.buffer.flush()
