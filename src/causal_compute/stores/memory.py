"""The second store: rdflib, in memory. Slower, and written by others: what both say is likely true.

May touch: memory. Must not know: who asks, how results are shown.
"""

from collections.abc import Mapping
from functools import partial

import rdflib.plugins.sparql
from pyoxigraph import Quad
from pyparsing import ParseBaseException
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translatePName, translatePrologue, translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Prologue, Query

from causal_compute.dataset.mirror import to_rdflib
from causal_compute.errors import LimitError, QueryError
from causal_compute.stores.guard import AdmittedQuery, located
from causal_compute.stores.results import Form, Result
from causal_compute.stores.store import Parameters, Store

__all__ = ["RdflibStore"]

# FROM must never make rdflib read a file or an address. The switch is the whole process': nobody wants it on.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

_FORMS = {"SELECT": Form.ROWS, "ASK": Form.TRUTH, "CONSTRUCT": Form.GRAPH, "DESCRIBE": Form.GRAPH}


class RdflibStore(Store):
    """Quads in rdflib's Dataset, with its graphs also seen as one."""

    def _load(self, quads: list[Quad]) -> None:
        self._dataset = to_rdflib(quads, self.prefixes)

    def _answer(self, query: AdmittedQuery, parameters: Parameters) -> Result:
        bindings = {name: URIRef(value.value) for name, value in parameters.items()}
        try:
            parsed = self._parsed(query.text)
            found = self._dataset.query(parsed, initBindings=bindings)
            form = _FORMS[found.type]
            return Result(form, found.serialize(format="nt" if form is Form.GRAPH else "json") or b"")
        except ParseBaseException as err:
            raise QueryError(located(query.text, err.loc, f"this is not SPARQL; {err.msg}")) from err
        except (RecursionError, MemoryError) as err:
            raise LimitError("rdflib ran out of stack or memory; ask less at once, or use Oxigraph") from err
        except Exception as err:
            # rdflib raises bare exceptions of many kinds; all speak of the query, for the quads are sound
            problem = f"rdflib cannot answer this query ({str(err)[:200]}); ask Oxigraph"
            raise QueryError(problem) from err

    def _parsed(self, text: str) -> Query:
        parsed = parseQuery(text)
        names = translatePrologue(parsed[0], None, prologue=_Names(self.prefixes))
        parsed[1] = traverse(parsed[1], visitPost=partial(translatePName, prologue=names))
        return translateQuery(parsed)


class _Names(Prologue):
    """Prefixes in a table: rdflib's own forgets the first prefix of an IRI when a query gives it a second."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self.base = ""
        self._names = dict(prefixes)

    def bind(self, prefix: str | None, uri: str) -> None:
        """Let `prefix` stand for `uri`, whatever else does."""
        self._names[prefix or ""] = uri

    def resolvePName(self, prefix: str | None, localname: str | None) -> URIRef:  # noqa: N802 - rdflib calls it
        """Return the IRI of a prefixed name; the guard has seen that the prefix is declared."""
        return URIRef(self._names[prefix or ""] + (localname or ""))
