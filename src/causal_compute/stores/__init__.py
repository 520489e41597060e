"""Stores: quads in, SPARQL answered. Load and query, nothing else.

May touch: memory. Must not know: theses, questions, how an answer is printed.

Every store answers through `Store.query`, which no query passes without the guard. Engines are listed by name
and imported on use, so that a query through Oxigraph does not pay for rdflib.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from causal_compute.errors import UsageError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from causal_compute.stores.process import Limits
    from causal_compute.stores.store import Store

__all__ = ["ENGINES", "open_store"]

ENGINES = {
    "oxigraph": "causal_compute.stores.oxigraph:OxigraphStore",
    "rdflib": "causal_compute.stores.memory:RdflibStore",
}
"""Name -> "module:class". The first is the one that is used where none is named."""


def open_store(
    quads: "Iterable[Quad]",
    engine: str = "oxigraph",
    *,
    prefixes: Mapping[str, str] | None = None,
    limits: "Limits | None" = None,
) -> "Store":
    """Return a store in memory that holds `quads` and declares `prefixes` in every query.

    A query without GRAPH and FROM sees all graphs as one. With `limits` every query runs in a process of its
    own and is held to them: the store for queries that somebody else wrote.

    Raises:
        UsageError: `engine` is none of `ENGINES`.

    """
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}; one of {', '.join(ENGINES)}")
    if limits is not None:
        from causal_compute.stores.process import ProcessStore  # noqa: PLC0415 - only strangers' queries pay

        return ProcessStore(quads, prefixes or {}, engine, limits)
    module, name = ENGINES[engine].split(":")
    store: type[Store] = getattr(import_module(module), name)
    return store(quads, prefixes or {})
