"""SPARQL put to a thesis: a shipped query by its name, or a stranger's in a process of its own.

May touch: stores, the dataset. Must not know: the command line, HTTP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from causal_compute.api.tables import Table
from causal_compute.dataset import build
from causal_compute.errors import UsageError
from causal_compute.model import Layer
from causal_compute.stores import open_store
from causal_compute.stores.named import fixed, named_query
from causal_compute.stores.process import Limits
from causal_compute.stores.results import Form, Result, shortened, written
from causal_compute.stores.store import Store, of_graphs
from causal_compute.vocabulary import graph_iri, prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Quad

    from causal_compute.model import Thesis

__all__ = ["Found", "Queries"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What a query found, and the prefixes to show it with."""

    result: Result
    prefixes: Mapping[str, str]

    def __bool__(self) -> bool:
        """Report whether anything was found: a row, a triple, or true."""
        return bool(self.result)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.result.form.value}: {len(self.result.payload)} bytes>"

    def table(self) -> Table:
        """Return the rows with their terms shortened: `deck:compute` for an IRI, the words of a literal."""
        heads = self.result.variables
        return Table(
            {head: shortened(term, self.prefixes) for head, term in zip(heads, row, strict=True)}
            for row in self.result.rows()
        )

    def written(self, form: str) -> str:
        """Return rows as "json", "csv", "tsv" or "xml" by the W3C's formats, a graph as "table" (Turtle) too.

        Raises:
            UsageError: a graph has no rows that csv or tsv could hold.

        """
        return written(self.result, form, self.prefixes)

    def __str__(self) -> str:
        if self.result.form is Form.TRUTH:
            return "true" if self else "false"
        return str(self.table()) if self.result.form is Form.ROWS else self.written("table")

    def _repr_html_(self) -> str | None:
        return self.table()._repr_html_() if self.result.form is Form.ROWS else None


class Queries:
    """The dataset of a thesis, or of some of its layers and what describes the document, to be queried."""

    def __init__(self, thesis: Thesis, layers: tuple[str, ...] = ()) -> None:
        self.prefixes = prefixes(thesis.id)
        self.quads: list[Quad] = build(thesis)
        if layers:
            graphs = {graph_iri(thesis.id, layer) for layer in (None, *map(Layer, layers))}
            self.quads = of_graphs(self.quads, graphs)
        self._stores: dict[tuple[str, Limits | None], Store] = {}

    def ask(
        self,
        query: str,
        parameters: Mapping[str, str] | None = None,
        *,
        engine: str = "oxigraph",
        limits: Limits | None = None,
    ) -> Found:
        """Return what `query` finds: the name of a shipped query, or a text, held to `limits`.

        `parameters` fix parameters of a shipped query: name -> id.

        Raises:
            UsageError: a parameter that cannot be, or an engine that is not there.
            NothingFoundError: no query has this name, or nothing the name that a parameter is given.
            QueryError: the query is not well formed, or not allowed.
            LimitError: the query is too large, or took too long.

        """
        if _NAME.fullmatch(query):
            shipped, store = named_query(query), self.store(engine)
            return Found(store.query(shipped.text, fixed(shipped, parameters or {}, store)), self.prefixes)
        if parameters:
            raise UsageError("parameters belong to named queries; write the value into a query of your own")
        return Found(self.store(engine, limits or Limits()).query(query), self.prefixes)

    def store(self, engine: str = "oxigraph", limits: Limits | None = None) -> Store:
        """Return a store of the quads; with `limits` every query runs in a process of its own."""
        key = engine, limits
        if key not in self._stores:
            self._stores[key] = open_store(self.quads, engine, prefixes=self.prefixes, limits=limits)
        return self._stores[key]
