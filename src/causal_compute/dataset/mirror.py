"""The same quads as an `rdflib.Dataset`, for SHACL and for those who work in rdflib.

May touch: rdflib, pyoxigraph's terms. Must not know: theses, files, queries.

Terms are turned one by one: no text is written and read on the way, and no term is guessed from its spelling.
"""

from collections.abc import Iterable, Mapping

import pyoxigraph
from rdflib import Dataset, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from causal_compute.vocabulary import PREFIXES, XSD

__all__ = ["to_rdflib"]


def to_rdflib(quads: Iterable[pyoxigraph.Quad], prefixes: Mapping[str, str] = PREFIXES) -> Dataset:
    """Return the quads, which must be without blank nodes and triple terms, as a dataset.

    Its default graph is the union of all graphs. Without the union a property path could not cross from one
    layer into another, as it does in Oxigraph.
    """
    dataset = Dataset(default_union=True)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    for quad in quads:
        graph = quad.graph_name
        name = _node(graph) if isinstance(graph, pyoxigraph.NamedNode) else DATASET_DEFAULT_GRAPH_ID
        dataset.graph(name).add((_node(quad.subject), _node(quad.predicate), _term(quad.object)))
    return dataset


def _term(term: object) -> URIRef | Literal:
    if not isinstance(term, pyoxigraph.Literal):
        return _node(term)
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    # rdflib tells a plain literal from an xsd:string; RDF 1.1 does not
    return Literal(term.value, datatype=None if term.datatype.value == XSD.STRING else term.datatype.value)


def _node(node: object) -> URIRef:
    if not isinstance(node, pyoxigraph.NamedNode):
        raise TypeError(f"{node} is no IRI: our quads have no other nodes")
    return URIRef(node.value)
