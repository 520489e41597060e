"""The small thesis as quads, and how tests look at them. Not a test: other tests build on it."""

import re
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from causal_compute.dataset import build, to_rdflib
from causal_compute.model import Layer, Thesis
from causal_compute.readers import read_thesis
from causal_compute.vocabulary import graph_iri, item_iri, prefixes

ROOT = Path(__file__).parents[1]
SMALL_FOLDER = ROOT / "tests" / "fixtures" / "small"
SMALL = read_thesis(str(SMALL_FOLDER))
QUADS = build(SMALL)
READERS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}


def graph(layer: Layer | None, thesis: Thesis = SMALL) -> NamedNode:
    return NamedNode(graph_iri(thesis.id, layer))


def short(term: object) -> str:
    """Return a term as a reader of TriG sees it."""
    text = str(term)
    for name, namespace in sorted(prefixes(SMALL.id).items(), key=lambda item: -len(item[1])):
        text = re.sub(f"<{re.escape(namespace)}([^<>]*)>", rf"{name}:\1", text)
    return text


def said_of(quads: list[Quad], *subjects: str) -> set[str]:
    """Return what is said of some things of the small thesis, as lines "graph | subject property object"."""
    wanted = {item_iri(SMALL.id, subject) for subject in subjects}
    return {
        f"{short(q.graph_name)} | {short(q.subject)} {short(q.predicate)} {short(q.object)}"
        for q in quads
        if isinstance(q.subject, NamedNode) and q.subject.value in wanted
    }


def rows(quads: list[Quad], query: str, thesis: str = SMALL.id) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT over the union of all graphs, by Oxigraph."""
    store = Store()
    store.extend(quads)
    declared = "".join(f"PREFIX {name}: <{base}>\n" for name, base in prefixes(thesis).items())
    found = store.query(declared + query, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [
        tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in solution)
        for solution in found
    ]


def canonical(quads: list[Quad]) -> set[tuple[Any, ...]]:
    return set(to_rdflib(quads).quads())
