"""Quotes as quads: the words, the slide, and where in the document they stand (Web Annotation).

May touch: terms, quotes and the source's text. Must not know: claims, files, formats.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad

from causal_compute.dataset.terms import Node, Space, integer
from causal_compute.model import Quote
from causal_compute.vocabulary import CC, OA, PROV

__all__ = ["CONTEXT", "quoted"]

CONTEXT = 24
"""How many characters before and after a quote tell it from the same words elsewhere."""


def quoted(space: Space, node: Node, quotes: Iterable[Quote]) -> Iterator[Quad]:
    """Yield the quotes of a node, numbered from 1 in their order."""
    for number, quote in enumerate(quotes, start=1):
        part = node.part(f"quote.{number}")
        yield from node.has(CC.HAS_QUOTE, part.iri)
        yield from _quote(space, part, quote)


def _quote(space: Space, node: Node, quote: Quote) -> Iterator[Quad]:
    exact = Literal(quote.exact, language=space.thesis.language)
    yield from node.is_a(CC.QUOTE, OA.SPECIFIC_RESOURCE)
    yield from node.has(CC.TEXT, exact)
    yield from node.has(CC.VERBATIM_TEXT, exact)
    if quote.en:
        yield from node.has(CC.TEXT, Literal(quote.en, language="en"))
        yield from node.has(CC.TRANSLATED_TEXT, Literal(quote.en, language="en"))
    yield from node.has(PROV.WAS_QUOTED_FROM, space.iri(quote.slide, "slide"))
    yield from node.has(OA.HAS_SOURCE, space.document)
    yield from _selectors(node, quote, space.thesis.source_text)


def _selectors(node: Node, quote: Quote, source: str) -> Iterator[Quad]:
    """Yield where the words stand: by their neighbours, and by their offsets.

    The selector gives the words as the source breaks them over lines, which the quote need not.
    """
    neighbours, offsets = node.part("text"), node.part("position")
    yield from node.has(OA.HAS_SELECTOR, neighbours.iri, offsets.iri)
    yield from neighbours.is_a(OA.TEXT_QUOTE_SELECTOR)
    yield from neighbours.has(OA.PREFIX, Literal(source[max(0, quote.start - CONTEXT) : quote.start]))
    yield from neighbours.has(OA.EXACT, Literal(source[quote.start : quote.end]))
    yield from neighbours.has(OA.SUFFIX, Literal(source[quote.end : quote.end + CONTEXT]))
    yield from offsets.is_a(OA.TEXT_POSITION_SELECTOR)
    yield from offsets.has(OA.START, integer(quote.start))
    yield from offsets.has(OA.END, integer(quote.end))
