"""The store by default: Oxigraph, in memory.

May touch: memory. Must not know: who asks, how results are shown.

Oxigraph has no switch against SERVICE, ignores Ctrl-C while it works, and can end the process on hostile
input: a stranger's query goes through `stores.process`, which runs this in a process of its own.
"""

import re

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Variable,
    serialize,
)
from pyoxigraph import Store as Engine

from causal_compute.errors import QueryError
from causal_compute.stores.guard import AdmittedQuery, located
from causal_compute.stores.results import Form, Result
from causal_compute.stores.store import Parameters, Store

__all__ = ["OxigraphStore", "Solutions"]

Solutions = QuerySolutions | QueryBoolean | QueryTriples
"""What Oxigraph returns, to be read once, while the query runs."""

_SYNTAX_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_USELESS = frozenset({"[_]", "LATERAL", "SERVICE"})
_SENTENCE = re.compile(r"(?:^|, )([A-Z][a-z]* [^,\[\]]{8,})")


class OxigraphStore(Store):
    """Quads in Oxigraph's store."""

    def _load(self, quads: list[Quad]) -> None:
        self._engine = Engine()
        self._engine.bulk_extend(quads)

    def _answer(self, query: AdmittedQuery, parameters: Parameters) -> Result:
        try:
            return self._written(self._found(query, parameters))
        except SyntaxError as err:
            raise QueryError(_explained(query.text, str(err))) from err
        except (RuntimeError, OSError) as err:
            raise QueryError(f"Oxigraph cannot answer this query: {err}") from err

    def _found(self, query: AdmittedQuery, parameters: Parameters) -> Solutions:
        return self._engine.query(
            query.text,
            prefixes=self.prefixes,
            use_default_graph_as_union=not query.names_graphs,
            substitutions={Variable(name): value for name, value in parameters.items()} or None,
        )

    def _written(self, found: Solutions) -> Result:
        if isinstance(found, QueryTriples):
            return Result(Form.GRAPH, serialize(found, format=RdfFormat.N_TRIPLES) or b"")
        form = Form.TRUTH if isinstance(found, QueryBoolean) else Form.ROWS
        return Result(form, found.serialize(format=QueryResultsFormat.JSON) or b"")


def _explained(text: str, message: str) -> str:
    """Return Oxigraph's message with its place shown; its lists of characters say nothing to a reader."""
    found = _SYNTAX_ERROR.match(message)
    if found is None:
        return message
    line, column = int(found[1]), int(found[2])
    start = sum(len(part) + 1 for part in text.split("\n")[: line - 1]) + column - 1
    return located(text, min(start, len(text)), _problem(found[3].split("\n", 1)[0]))


def _problem(expected: str) -> str:
    """Return what a reader can use of the parser's list: a sentence in it, or a few words that fit here."""
    reason = _SENTENCE.search(expected)
    if reason is not None:
        return reason[1]
    words = expected.removeprefix("expected ").removeprefix("one of ").split(", ")
    useful = [word for word in words if word not in _USELESS]
    if useful and len(", ".join(useful)) <= 60:
        return f"this is not SPARQL; here could stand {', '.join(useful)}"
    return "this is not SPARQL; something is missing or out of place here"
