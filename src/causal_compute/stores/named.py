"""The questions that ship with the package: `ontology/queries/NAME.rq`.

May touch: the ontology folder (read only). Must not know: engines, the command line.

A file is plain SPARQL that any tool runs. Its first comment says in English what it asks, its second in
Chinese; ``# param: NAME VALUE`` names a variable that the user may fix, and the value it has if he does not
(``*``: none, so that the query speaks of all).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import NamedNode

from causal_compute.errors import NothingFoundError, UsageError
from causal_compute.resources import data_dir, walk
from causal_compute.stores.store import Store

__all__ = ["NamedQuery", "fixed", "named_queries", "named_query"]

_PARAMETER = re.compile(r"# param: (\w+) (\S+)")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A shipped query, what it asks in both languages, and its parameters with their usual values."""

    name: str
    zh: str
    en: str
    text: str
    parameters: Mapping[str, str]


def named_queries() -> dict[str, NamedQuery]:
    """Return every shipped query, by name."""
    files = walk(data_dir("ontology") / "queries", ".rq")
    queries = (_query(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in files)
    return {query.name: query for query in sorted(queries, key=lambda query: query.name)}


def named_query(name: str) -> NamedQuery:
    """Return the shipped query of that name.

    Raises:
        NothingFoundError: there is none; it carries the names that are near.

    """
    queries = named_queries()
    if name not in queries:
        raise NothingFoundError(name, get_close_matches(name, queries, n=3, cutoff=0.5))
    return queries[name]


def _query(name: str, text: str) -> NamedQuery:
    comments = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    found = [match for line in text.splitlines() if (match := _PARAMETER.fullmatch(line))]
    parameters = {match[1]: match[2] for match in found}
    return NamedQuery(name, en=comments[0], zh=comments[1], text=text, parameters=parameters)


def fixed(query: NamedQuery, chosen: Mapping[str, str], store: Store) -> dict[str, NamedNode]:
    """Return the IRI for every parameter of `query` that has a value, `chosen` or its usual one.

    A value is an id ("agent-economy"), a prefixed name ("deck:agent-economy") or an IRI in angle brackets.
    It must name something in the store: it is looked up there and never becomes part of the query's text.
    A usual value that is of another thesis is left out, and the query asks of everything.

    Raises:
        UsageError: the query has no such parameter.
        NothingFoundError: the store holds nothing of that name.

    """
    for name in chosen:
        if name not in query.parameters:
            ready = ", ".join(query.parameters) or "none"
            raise UsageError(f"{query.name} has no parameter {name!r}; it has {ready}")
    values = {**query.parameters, **chosen}
    names = _names(store) if set(values.values()) - {"*"} else {}
    asked = {name: value for name, value in values.items() if name in chosen or value in names}
    return {name: _named(value, names) for name, value in asked.items() if value != "*"}


def _names(store: Store) -> dict[str, NamedNode]:
    """Return every subject of the store under each of its names: the IRI, prefixed, and the id alone."""
    names: dict[str, NamedNode] = {}
    for (subject,) in store.query("SELECT DISTINCT ?s { ?s a ?class } ORDER BY DESC(?s)").rows():
        if isinstance(subject, NamedNode):
            names[f"<{subject.value}>"] = subject
            for prefix, iri in store.prefixes.items():
                if subject.value.startswith(iri):
                    names[f"{prefix}:{subject.value[len(iri) :]}"] = subject
            names[subject.value.rsplit("/", 1)[-1]] = subject
    return names


def _named(value: str, names: Mapping[str, NamedNode]) -> NamedNode:
    if value not in names:
        raise NothingFoundError(value, get_close_matches(value, names, n=3))
    return names[value]
