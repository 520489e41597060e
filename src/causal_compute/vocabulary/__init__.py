"""Every IRI that the code spells. No other module spells one.

May touch: the model's enumerations. Must not know: quads, files, queries.
"""

from causal_compute.vocabulary.iris import FOLDERS, graph_iri, item_iri, prefixes, thesis_iri, unit_iri
from causal_compute.vocabulary.ours import BASE, CC, NAMESPACE
from causal_compute.vocabulary.tables import (
    BASES,
    CHANGES,
    CLAIM_CLASSES,
    EVENT_CLASSES,
    LAYERS,
    MODALITIES,
    OPERATORS,
    SEEN,
    STANCES,
    TEXT_PROPERTIES,
    VARIABLE_CLASSES,
)
from causal_compute.vocabulary.theirs import DCTERMS, OA, PREFIXES, PROV, RDF, SCHEMA, SKOS, TIME, VOID, XSD

__all__ = [
    "BASE",
    "BASES",
    "CC",
    "CHANGES",
    "CLAIM_CLASSES",
    "DCTERMS",
    "EVENT_CLASSES",
    "FOLDERS",
    "LAYERS",
    "MODALITIES",
    "NAMESPACE",
    "OA",
    "OPERATORS",
    "PREFIXES",
    "PROV",
    "RDF",
    "SCHEMA",
    "SEEN",
    "SKOS",
    "STANCES",
    "TEXT_PROPERTIES",
    "TIME",
    "VARIABLE_CLASSES",
    "VOID",
    "XSD",
    "graph_iri",
    "item_iri",
    "prefixes",
    "thesis_iri",
    "unit_iri",
]
