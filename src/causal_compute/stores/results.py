"""What a query finds, in one form for every engine, and as the formats that other tools read.

May touch: nothing. Must not know: engines, terminals.

A result is kept as bytes in a W3C format (SPARQL 1.1 Query Results JSON for rows and truths, N-Triples for
graphs): a form that passes from one process to another and in which two engines can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from causal_compute.errors import UsageError

__all__ = ["Form", "Result", "Term", "shortened", "written"]

Term = NamedNode | BlankNode | Literal | Triple


class Form(StrEnum):
    """What sort of thing a query returns."""

    ROWS = "rows"  # SELECT
    TRUTH = "truth"  # ASK
    GRAPH = "graph"  # CONSTRUCT, DESCRIBE


_ROW_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_GRAPH_FORMATS = {"table": RdfFormat.TURTLE, "json": RdfFormat.JSON_LD, "xml": RdfFormat.RDF_XML}


@dataclass(frozen=True, slots=True)
class Result:
    """What a query found: `payload` is SPARQL results JSON, or N-Triples where `form` is a graph."""

    form: Form
    payload: bytes

    def __bool__(self) -> bool:
        """Report whether anything was found: a row, a triple, or true."""
        if self.form is Form.TRUTH:
            return bool(self._parsed())
        return bool(self.rows()) if self.form is Form.ROWS else bool(self.payload.strip())

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the query; none for truths and graphs."""
        if self.form is not Form.ROWS:
            return ()
        return tuple(variable.value for variable in cast("QuerySolutions", self._parsed()).variables)

    def rows(self) -> list[tuple[Term | None, ...]]:
        """Return the rows in the order of the engine; None where a variable is unbound."""
        if self.form is not Form.ROWS:
            return []
        return [tuple(solution) for solution in cast("QuerySolutions", self._parsed())]

    def triples(self) -> list[Triple]:
        """Return the triples of a graph, each once, in the order of their N-Triples lines."""
        if self.form is not Form.GRAPH:
            return []
        lines = b"\n".join(sorted(set(self.payload.splitlines())))
        return [quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)]

    def _parsed(self) -> QuerySolutions | QueryBoolean:
        return parse_query_results(self.payload, format=QueryResultsFormat.JSON)


def written(result: Result, form: str, prefixes: Mapping[str, str]) -> str:
    """Return a result as "json", "csv", "tsv" or "xml", by the W3C's formats; a graph also as "table".

    Rows as a table are the business of `render.rows`. A graph is JSON-LD as json, RDF/XML as xml, and Turtle
    as table.

    Raises:
        UsageError: a graph has no rows that csv or tsv could hold.

    """
    if result.form is not Form.GRAPH:
        parsed = parse_query_results(result.payload, format=QueryResultsFormat.JSON)
        return (parsed.serialize(format=_ROW_FORMATS[form]) or b"").decode()
    if form not in _GRAPH_FORMATS:
        raise UsageError(
            f"a graph has no rows for {form}; use --format table (Turtle), json (JSON-LD) or xml"
        )
    used = {name: iri for name, iri in prefixes.items() if b"<" + iri.encode() in result.payload}
    return (serialize(result.triples(), format=_GRAPH_FORMATS[form], prefixes=used) or b"").decode()


def shortened(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """Return a term as a reader wants it: `deck:compute` for an IRI, the words alone for a literal.

    >>> shortened(NamedNode("https://schema.org/Claim"), {"schema": "https://schema.org/"})
    'schema:Claim'
    """
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    if not isinstance(term, NamedNode):
        return str(term)
    near = [(len(iri), name) for name, iri in prefixes.items() if term.value.startswith(iri)]
    for length, name in sorted(near, reverse=True):
        local = term.value[length:]
        if "/" not in local and "#" not in local:
            return f"{name}:{local}"
    return f"<{term.value}>"
