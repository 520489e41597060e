"""The names of formats: how a URL, a header and a writer each call the same one.

May touch: nothing. Must not know: how anything is written.

In every table a media type stands before what weighs the same in an Accept header, and the first one of a
form is its own; the others are what clients also ask for.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ANSWERS", "DUMPS", "GRAPHS", "PROBLEMS", "RDF", "ROWS", "SYNONYMS", "THINGS", "content_type"]

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "text/html": "html",
        "application/json": "json",
        "application/xml": "xml",
        "text/xml": "xml",
    }
)
"""What SELECT and ASK come in."""

RDF: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
        "application/n-triples": "nt",
        "application/rdf+xml": "rdf",
        "application/trig": "trig",
        "application/n-quads": "nq",
    }
)
"""What descriptions for programs come in."""

GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        **RDF,
        "text/html": "html",
        "application/json": "jsonld",
        "application/xml": "rdf",
        "text/xml": "rdf",
        "text/plain": "nt",
    }
)
"""What CONSTRUCT and DESCRIBE come in, and every description of the server and its data."""

THINGS: Mapping[str, str] = MappingProxyType({**RDF, "text/html": "html", "application/json": "json"})
"""What a variable, condition or claim comes in. A browser asks for HTML by name, a program may not care."""

DUMPS: Mapping[str, str] = MappingProxyType(
    {
        "application/trig": "trig",
        "application/n-quads": "nq",
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
    }
)
"""What the whole comes in."""

ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "application/json": "json",
        "text/plain": "text",
        "text/markdown": "markdown",
        "text/html": "html",
    }
)
"""What an answer comes in."""

PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "text/plain": "text",
        "application/problem+json": "json",
        "application/json": "json",
        "application/sparql-results+json": "json",
        "application/ld+json": "json",
        "text/html": "html",
    }
)
"""What a refusal comes in: words, unless a program asks for JSON or a browser for a page."""

SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        "turtle": "ttl",
        "n3": "ttl",
        "n-triples": "nt",
        "ntriples": "nt",
        "json-ld": "jsonld",
        "rdf+xml": "rdf",
        "xml": "rdf",
        "json": "jsonld",
    }
)
"""What clients (SPARQLWrapper, for one) call a format in a URL -> its name here, if it is none itself."""


def content_type(media: str) -> str:
    """Return the Content-Type of a media type. All that is text is UTF-8.

    >>> content_type("text/csv"), content_type("application/json")
    ('text/csv; charset=utf-8', 'application/json')
    """
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
