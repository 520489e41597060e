"""A thesis as an RDF dataset: every part in the named graph of the layer that says it.

May touch: the model, pyoxigraph, and rdflib on request. Must not know: files, queries, questions.

`docs/rdf.md` draws the shape; `ontology/causal-compute.ttl` defines its terms. There are no blank nodes, so
two datasets are the same exactly when their quads are the same set.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from causal_compute.dataset.claims import claim_quads, derived_quads
from causal_compute.dataset.document import document_quads, graph_quads
from causal_compute.dataset.facts import (
    event_quads,
    evidence_quads,
    observation_quads,
    offers_quads,
    series_quads,
    source_quads,
)
from causal_compute.dataset.formats import FORMATS, write
from causal_compute.dataset.terms import Space
from causal_compute.dataset.variables import condition_quads, variable_quads
from causal_compute.model import Thesis

if TYPE_CHECKING:
    from causal_compute.dataset.mirror import to_rdflib

__all__ = ["FORMATS", "build", "to_rdflib", "write"]


def build(thesis: Thesis) -> list[Quad]:
    """Return the quads of a thesis, each once, in the order of its files; `write` sorts them."""
    space = Space(thesis)
    quads = dict.fromkeys(_quads(space))
    return [*quads, *graph_quads(space, quads)]


def _quads(space: Space) -> Iterator[Quad]:
    thesis = space.thesis
    yield from document_quads(space)
    for variable in thesis.variables.values():
        yield from variable_quads(space, variable)
    for condition in thesis.conditions.values():
        yield from condition_quads(space, condition)
    for claim in thesis.claims.values():
        yield from claim_quads(space, claim)
        yield from derived_quads(space, claim)
    for source in thesis.sources.values():
        yield from source_quads(space, source)
    for series in thesis.series.values():
        yield from series_quads(space, series)
    for offers in thesis.offers.values():
        yield from offers_quads(space, offers)
    for observation in thesis.observations:
        yield from observation_quads(space, observation)
    for event in thesis.events:
        yield from event_quads(space, event)
    for evidence in thesis.evidence.values():
        yield from evidence_quads(space, evidence)


def __getattr__(name: str) -> object:
    """Bring rdflib (a tenth of a second to import) only to those who ask for it."""
    if name == "to_rdflib":
        return import_module("causal_compute.dataset.mirror").to_rdflib
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
