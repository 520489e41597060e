"""What every store does: hold quads and answer the queries that the guard admits.

May touch: memory. Must not know: which engine answers, who asks.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad

from causal_compute.stores.guard import AdmittedQuery, admit
from causal_compute.stores.results import Result

__all__ = ["Parameters", "Store", "of_graphs"]

Parameters = Mapping[str, NamedNode]
"""Variable (without its question mark) -> the IRI it stands for."""

NONE: Parameters = MappingProxyType({})


class Store(ABC):
    """Quads in memory, in named graphs. `graphs` are the IRIs that FROM may name."""

    def __init__(self, quads: Iterable[Quad], prefixes: Mapping[str, str]) -> None:
        held = list(quads)
        names = {quad.graph_name for quad in held}
        self.graphs = frozenset(name.value for name in names if isinstance(name, NamedNode))
        self.prefixes = dict(prefixes)
        self._load(held)

    def query(self, text: str, parameters: Parameters = NONE) -> Result:
        """Return what a read-only SPARQL query finds.

        `parameters` fix variables that the query selects, as values and never as text.

        Raises:
            ForbiddenQueryError: the query would write, or reach outside the store.
            LimitError: it is too large or too deep, or used up the memory.
            QueryError: it is not well formed, or does not select a parameter.

        """
        return self._answer(admit(text, prefixes=self.prefixes, graphs=self.graphs), parameters)

    @abstractmethod
    def _load(self, quads: list[Quad]) -> None:
        """Take the quads in."""

    @abstractmethod
    def _answer(self, query: AdmittedQuery, parameters: Parameters) -> Result:
        """Run a query that the guard has admitted."""


def of_graphs(quads: Iterable[Quad], graphs: Collection[str]) -> list[Quad]:
    """Return the quads that lie in one of `graphs`, which are IRIs."""
    kept = {NamedNode(graph) for graph in graphs}
    return [quad for quad in quads if quad.graph_name in kept]
