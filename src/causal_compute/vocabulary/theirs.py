"""The prefixes that do not depend on a thesis, and the terms of other vocabularies that the code writes.

May touch: our own namespace. Must not know: quads, files, queries.
"""

from enum import StrEnum

from causal_compute.vocabulary.ours import BASE, NAMESPACE

__all__ = ["DCTERMS", "OA", "PREFIXES", "PROV", "RDF", "SCHEMA", "SKOS", "TIME", "VOID", "XSD"]

PREFIXES = {
    "cc": NAMESPACE,
    "ccu": BASE + "ns/unit/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that do not depend on the thesis."""


class RDF(StrEnum):
    """Terms of RDF."""

    TYPE = PREFIXES["rdf"] + "type"


class XSD(StrEnum):
    """Datatypes."""

    ANY_URI = PREFIXES["xsd"] + "anyURI"
    BOOLEAN = PREFIXES["xsd"] + "boolean"
    DATE = PREFIXES["xsd"] + "date"
    DECIMAL = PREFIXES["xsd"] + "decimal"
    INTEGER = PREFIXES["xsd"] + "integer"
    STRING = PREFIXES["xsd"] + "string"


class SKOS(StrEnum):
    """Names of things, in schemes."""

    CONCEPT = PREFIXES["skos"] + "Concept"
    SCHEME = PREFIXES["skos"] + "ConceptScheme"
    IN_SCHEME = PREFIXES["skos"] + "inScheme"
    TOP_CONCEPT_OF = PREFIXES["skos"] + "topConceptOf"
    HAS_TOP_CONCEPT = PREFIXES["skos"] + "hasTopConcept"
    PREF_LABEL = PREFIXES["skos"] + "prefLabel"
    ALT_LABEL = PREFIXES["skos"] + "altLabel"
    DEFINITION = PREFIXES["skos"] + "definition"
    NOTE = PREFIXES["skos"] + "note"
    NOTATION = PREFIXES["skos"] + "notation"


class SCHEMA(StrEnum):
    """Terms of schema.org."""

    ABOUT = PREFIXES["schema"] + "about"
    CLAIM = PREFIXES["schema"] + "Claim"
    PRESENTATION = PREFIXES["schema"] + "PresentationDigitalDocument"
    IS_PART_OF = PREFIXES["schema"] + "isPartOf"
    POSITION = PREFIXES["schema"] + "position"
    IN_LANGUAGE = PREFIXES["schema"] + "inLanguage"
    URL = PREFIXES["schema"] + "url"


class PROV(StrEnum):
    """Where things come from."""

    WAS_QUOTED_FROM = PREFIXES["prov"] + "wasQuotedFrom"
    HAD_PRIMARY_SOURCE = PREFIXES["prov"] + "hadPrimarySource"
    WAS_ATTRIBUTED_TO = PREFIXES["prov"] + "wasAttributedTo"
    WAS_DERIVED_FROM = PREFIXES["prov"] + "wasDerivedFrom"
    AGENT = PREFIXES["prov"] + "Agent"


class OA(StrEnum):
    """Where words stand in a document."""

    SPECIFIC_RESOURCE = PREFIXES["oa"] + "SpecificResource"
    HAS_SOURCE = PREFIXES["oa"] + "hasSource"
    HAS_SELECTOR = PREFIXES["oa"] + "hasSelector"
    TEXT_QUOTE_SELECTOR = PREFIXES["oa"] + "TextQuoteSelector"
    EXACT = PREFIXES["oa"] + "exact"
    PREFIX = PREFIXES["oa"] + "prefix"
    SUFFIX = PREFIXES["oa"] + "suffix"
    TEXT_POSITION_SELECTOR = PREFIXES["oa"] + "TextPositionSelector"
    START = PREFIXES["oa"] + "start"
    END = PREFIXES["oa"] + "end"


class TIME(StrEnum):
    """Days and stretches of days."""

    INTERVAL = PREFIXES["time"] + "Interval"
    INSTANT = PREFIXES["time"] + "Instant"
    HAS_BEGINNING = PREFIXES["time"] + "hasBeginning"
    HAS_END = PREFIXES["time"] + "hasEnd"
    IN_XSD_DATE = PREFIXES["time"] + "inXSDDate"


class VOID(StrEnum):
    """Descriptions of data sets."""

    DATASET = PREFIXES["void"] + "Dataset"
    TRIPLES = PREFIXES["void"] + "triples"


class DCTERMS(StrEnum):
    """Bibliography."""

    PUBLISHER = PREFIXES["dcterms"] + "publisher"
    RIGHTS = PREFIXES["dcterms"] + "rights"
