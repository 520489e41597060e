"""The same quads as an `rdflib.Dataset`, for SHACL and for those who work in rdflib.

May touch: rdflib, pyoxigraph's terms. Must not know: theses, files, queries.
"""

from collections.abc import Iterable, Mapping

import pyoxigraph
from rdflib import Dataset

from causal_compute.vocabulary import PREFIXES

__all__ = ["to_rdflib"]


def to_rdflib(quads: Iterable[pyoxigraph.Quad], prefixes: Mapping[str, str] = PREFIXES) -> Dataset:
    """Return the quads as a dataset whose default graph is the union of all graphs.

    Without the union a property path could not cross from one layer into another, as it does in Oxigraph.
    """
    dataset = Dataset(default_union=True)
    lines = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    dataset.parse(data=lines or b"", format="nquads")
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
