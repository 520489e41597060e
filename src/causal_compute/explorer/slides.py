"""The source read through the graph: each slide's words, marked with the claims that quote them.

May touch: the model, stretches of text, coverage. Must not know: how the page draws it.

Offsets count UTF-16 code units within the slide's text, as JavaScript counts: a character beyond the Basic
Multilingual Plane is two of them. An end is excluded.
"""

from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import TypedDict

from causal_compute.coverage import SlideCoverage, coverage
from causal_compute.model import Quote, Thesis
from causal_compute.spans import LineIndex, Span

__all__ = ["Counts", "Mark", "Page", "slides", "split", "units"]

Mark = tuple[int, int, list[str]]
"""Start, end, and the claims that quote these words."""


class Counts(TypedDict):
    """How many characters of a slide, white space aside, stand in each way (see `coverage`)."""

    characters: int
    encoded: int
    left_out: int
    uncovered: int


class Page(TypedDict):
    """One slide. `marks` do not overlap; every quote begins and ends where marks do.

    `names` are the words that name a variable, with its id, and may overlap; `left_out` are those that are
    deliberately not encoded, with the reason.
    """

    id: str
    title: str
    title_en: str
    text: str
    marks: list[Mark]
    names: list[tuple[int, int, str]]
    left_out: list[tuple[int, int, str]]
    tally: Counts


def slides(thesis: Thesis) -> list[Page]:
    """Return the slides of the source in order, read through the graph; costs slides times quotes."""
    lines = LineIndex(thesis.source_text)
    found = coverage(thesis)
    return [
        _page(thesis, part, lines.span(part.slide.first_line, part.slide.last_line)) for part in found.slides
    ]


def split(spans: Mapping[str, Iterable[Span]]) -> list[Mark]:
    """Return overlapping spans, by name, as consecutive stretches that each lie in the same spans throughout.

    >>> split({"a": [(0, 5)], "b": [(3, 8)]})
    [(0, 3, ['a']), (3, 5, ['a', 'b']), (5, 8, ['b'])]

    """
    named = [(name, span) for name, found in spans.items() for span in found if span[0] < span[1]]
    edges = sorted({edge for _, span in named for edge in span})
    covering: dict[int, dict[str, None]] = {edge: {} for edge in edges}
    for name, (start, end) in named:
        for edge in edges:
            if start <= edge < end:
                covering[edge][name] = None
    return [(start, end, [*covering[start]]) for start, end in pairwise(edges) if covering[start]]


def units(text: str) -> list[int]:
    """Return the UTF-16 offset of each character of `text`, and of its end.

    >>> units("a\N{ROBOT FACE}b")
    [0, 1, 3, 4]

    """
    return [*accumulate((1 + (ord(character) > 0xFFFF) for character in text), initial=0)]


def _page(thesis: Thesis, part: SlideCoverage, span: Span) -> Page:
    """Return a slide; a quote that runs beyond it is cut at its ends."""
    text = thesis.source_text[slice(*span)]
    at = units(text)

    def place(quotes: Iterable[Quote]) -> list[Span]:
        inside = [(max(each.start, span[0]) - span[0], min(each.end, span[1]) - span[0]) for each in quotes]
        return [(at[start], at[end]) for start, end in inside if start < end]

    quoted = {claim.id: place(claim.quotes) for claim in thesis.claims.values()}
    return {
        "id": part.slide.id,
        "title": part.slide.title,
        "title_en": part.slide.title_en,
        "text": text,
        "marks": split(quoted),
        "names": sorted((*each, v.id) for v in thesis.variables.values() for each in place(v.quotes)),
        "left_out": sorted((*each, no.reason) for no in thesis.not_claims for each in place([no.quote])),
        "tally": _counts(part),
    }


def _counts(part: SlideCoverage) -> Counts:
    tally = part.tally
    return {
        "characters": tally.characters,
        "encoded": tally.encoded,
        "left_out": tally.left_out,
        "uncovered": tally.uncovered,
    }
