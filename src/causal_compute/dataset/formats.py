"""Quads as bytes: TriG, N-Quads, Turtle, JSON-LD. The same quads give the same bytes, always.

May touch: pyoxigraph. Must not know: theses, files, queries.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from pyoxigraph import Quad, RdfFormat, serialize

from causal_compute.dataset.characters import visible
from causal_compute.dataset.jsonld import jsonld
from causal_compute.dataset.turtle import trig, turtle
from causal_compute.vocabulary import CC, PREFIXES, RDF, SKOS

__all__ = ["FORMATS", "in_order", "write"]

FORMATS = MappingProxyType({"trig": ".trig", "nquads": ".nq", "turtle": ".ttl", "jsonld": ".jsonld"})
"""Every format with the suffix of its files. Turtle has no named graphs: it holds the union of them."""

_GRAPHS = ("document", "thesis", "curator", "evidence", "derived")
_FIRST = (RDF.TYPE, SKOS.PREF_LABEL, CC.TEXT)

_NUMBER = re.compile("[0-9]{1,18}")

NaturalKey = tuple[tuple[int, int, str], ...]


def write(quads: Iterable[Quad], format_: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return `quads` in one of `FORMATS`, each once and in reading order, whatever order they come in.

    Raises:
        KeyError: `format_` is none of `FORMATS`.

    """
    return _WRITERS[format_](in_order(quads), prefixes).encode()


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Return `quads` without repeats, in an order that reads well: a thing before its parts, 2 before 10."""
    natural = cache(_natural)  # for this call: most terms come many times
    return sorted(set(quads), key=lambda quad: _key(quad, natural))


def _nquads(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    del prefixes  # N-Quads has none
    return visible((serialize(quads, format=RdfFormat.N_QUADS) or b"").decode())


def _union(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    return turtle(in_order(Quad(*quad.triple) for quad in quads), prefixes)


_WRITERS = {"trig": trig, "nquads": _nquads, "turtle": _union, "jsonld": jsonld}


def _key(quad: Quad, natural: Callable[[str], NaturalKey]) -> tuple[object, ...]:
    subject, predicate, value = quad.triple
    property_ = predicate.value
    return (
        _graph_rank(str(quad.graph_name)),
        natural(str(subject)),
        _FIRST.index(property_) if property_ in _FIRST else len(_FIRST),
        property_,
        natural(str(value)),
    )


def _graph_rank(graph: str) -> tuple[int, str]:
    """Sort the graphs of a thesis as it is read: the document, who says what, and what follows."""
    layer = graph.rstrip(">").rpartition("/")[2]
    return _GRAPHS.index(layer) if layer in _GRAPHS else len(_GRAPHS), graph


def _natural(term: str) -> NaturalKey:
    """Return a key that sorts `a` before `a.2`, `a.2` before `a.10` and all of them before `a-b`.

    The term itself ends the key, so that no two terms share one.
    """
    parts = re.split(rf"[.<>]|({_NUMBER.pattern})", term)
    keys = ((0, int(part), "") if _NUMBER.fullmatch(part) else (1, 0, part) for part in parts if part)
    return *keys, (-1, 0, term)
