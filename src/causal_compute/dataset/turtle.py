"""Quads as TriG or Turtle that reads well: sorted prefixes, a blank line between things, one value a line.

May touch: pyoxigraph's terms. Must not know: theses, files, queries.

pyoxigraph writes TriG too, on fewer lines and with its prefixes in the order of a hash table, which another
version may change: a committed file should change only with the graph. It does all the reading, in tests and
elsewhere, so that a mistake here cannot pass for RDF.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.dataset.characters import visible
from causal_compute.vocabulary import RDF, XSD

__all__ = ["trig", "turtle"]

_INDENT = "    "
_WIDTH = 100
_LOCAL = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?")
_BARE: Mapping[str, re.Pattern[str]] = {
    # Datatype -> the figures that Turtle writes without quotes.
    XSD.INTEGER: re.compile(r"[+-]?[0-9]+"),
    XSD.DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.BOOLEAN: re.compile(r"true|false"),
}


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    """Return `quads`, which must be in order of graph, subject and property, as TriG."""
    names = _Names(prefixes)
    blocks = [
        f"{names.term(cast('NamedNode', graph))} {{\n{_subjects(said, names, _INDENT)}\n}}\n"
        for graph, said in groupby(quads, key=lambda quad: quad.graph_name)
    ]
    return "\n".join([names.header(), *blocks])


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    """Return `quads`, in order of subject and property, as Turtle: their graphs are left out."""
    names = _Names(prefixes)
    return f"{names.header()}\n{_subjects(quads, names, '')}\n"


class _Names:
    """What each term is called under a set of prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(sorted(prefixes.items()))

    def header(self) -> str:
        """Return the declarations of all prefixes."""
        return "".join(f"@prefix {name}: <{base}> .\n" for name, base in self._prefixes.items())

    def term(self, term: NamedNode | Literal) -> str:
        """Return a term by its shortest name that needs no escape."""
        if isinstance(term, NamedNode):
            return self._iri(term)
        bare = _BARE.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        words = visible(str(Literal(term.value)))
        if term.language is not None:
            return f"{words}@{term.language}"
        return words if term.datatype.value == XSD.STRING else f"{words}^^{self._iri(term.datatype)}"

    def _iri(self, node: NamedNode) -> str:
        fits = [
            (len(base), f"{name}:{node.value[len(base) :]}")
            for name, base in self._prefixes.items()
            if node.value.startswith(base) and _LOCAL.fullmatch(node.value, len(base))
        ]
        return max(fits)[1] if fits else str(node)


def _subjects(quads: Iterable[Quad], names: _Names, indent: str) -> str:
    things = []
    for subject, about in groupby(quads, key=lambda quad: quad.subject):
        said = f" ;\n{indent}{_INDENT}".join(_said(about, names, indent + _INDENT))
        things.append(f"{indent}{names.term(cast('NamedNode', subject))} {said} .")
    return "\n\n".join(things)


def _said(quads: Iterable[Quad], names: _Names, indent: str) -> Iterator[str]:
    """Yield each property of one subject with all its values, one a line where they are long."""
    for predicate, same in groupby(quads, key=lambda quad: quad.predicate):
        name = "a" if predicate.value == RDF.TYPE else names.term(predicate)
        values = [names.term(cast("NamedNode | Literal", quad.object)) for quad in same]
        line = f"{name} {', '.join(values)}"
        if len(values) == 1 or len(indent + line) <= _WIDTH:
            yield line
        else:
            yield f"{name}\n{indent}{_INDENT}" + f",\n{indent}{_INDENT}".join(values)
