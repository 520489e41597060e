"""Words that somebody remembers to where they stand in the source, or to what they may have meant.

May touch: nothing. Must not know: files, claims.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple
from unicodedata import normalize

from causal_compute.errors import UsageError
from causal_compute.model import Thesis
from causal_compute.readers.places import Places
from causal_compute.spans import LineIndex, Span

__all__ = ["Found", "found", "sentences", "slide_of"]

_NEAR = 0.55
"""How alike a sentence must be to be offered, from 0 to 1."""
_OFFERED = 3
_STOP = re.compile(r"[。！？；]+[”’」』）)]*|[.!?;]+[\"”’)]*(?=\s|$)|\n")
_LOOSE = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "，": ",", "。": "."}
)


class Found(NamedTuple):
    """Where a quote stands: what goes into its YAML, and the line of the source, counted from 1."""

    slide: str
    exact: str
    prefix: str
    line: int


def found(thesis: Thesis, words: str, slide: str = "", prefix: str = "") -> Found:
    """Return where `words` stand in the source, on `slide` and after `prefix` if given. White space is free.

    Raises:
        UsageError: they stand nowhere, or in several places; what would be right is said.

    """
    if not words.strip():
        raise UsageError("an empty quote stands in nothing; copy a sentence from the source")
    if slide and slide not in thesis.slides:
        raise UsageError(f"the thesis has no slide {slide!r}; it has {', '.join(thesis.slides)}")
    places = Places(thesis.source_text, thesis.slides)
    slides = [slide] if slide else list(thesis.slides)
    spans = [(each, span) for each in slides for span in places.locate(each, words, prefix)]
    if not spans:
        raise UsageError(_missing(thesis, places, words, slide, prefix))
    lines = LineIndex(thesis.source_text)
    if len(spans) > 1:
        where = " and ".join(f"{each} line {lines.place(span[0])[0]}" for each, span in spans)
        how = "name one with --slide"
        if len({each for each, _ in spans}) < len(spans):
            before = " or ".join(f"--prefix {places.before(span)!r}" for _, span in spans)
            how = f"say what stands before it: {before}"
        raise UsageError(f"the quote stands {len(spans)} times, on {where}; {how}")
    ((where, (start, end)),) = spans
    exact = thesis.source_text[start:end]
    return Found(where, " ".join(exact.split()), prefix, lines.place(start)[0])


def sentences(text: str, span: Span | None = None) -> Iterator[Span]:
    """Yield the sentences of `text`, or of a stretch of it, white space trimmed, in order.

    A sentence ends at a full stop, a question mark, a semicolon and the like, or with its line.

    >>> text = "One is 1.5 long. Two! 三。四"
    >>> [text[start:end] for start, end in sentences(text)]
    ['One is 1.5 long.', 'Two!', '三。', '四']

    """
    first, last = span or (0, len(text))
    at = first
    for stop in [*(each.end() for each in _STOP.finditer(text, first, last)), last]:
        piece = text[at:stop]
        if piece.strip():
            yield at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        at = stop


def slide_of(thesis: Thesis, line: int) -> str:
    """Return the slide on which a line of the source stands, "" if on none."""
    slides = thesis.slides.values()
    return next((slide.id for slide in slides if slide.first_line <= line <= slide.last_line), "")


def _missing(thesis: Thesis, places: Places, words: str, slide: str, prefix: str) -> str:
    shown = words if len(words) <= 60 else f"{words[:60]}…"
    if slide or prefix:
        elsewhere = places.elsewhere(words)
        if elsewhere:
            on = f"after {prefix!r}" if prefix else f"on {slide}"
            return f"{shown!r} does not stand {on}; it stands on {', '.join(elsewhere)}"
    near = _near(thesis, words)
    if not near:
        return f"{shown!r} does not stand in the source, nor does anything like it; copy the words from there"
    offers = "\n".join(f"  {where} line {line}: {text}" for where, line, text in near)
    return f"{shown!r} does not stand in the source letter by letter; did you mean\n{offers}"


def _near(thesis: Thesis, words: str) -> list[tuple[str, int, str]]:
    """Return the sentences of the source most like `words`, with slide and line, the best first."""
    source, sought, lines = thesis.source_text, _loose(words), LineIndex(thesis.source_text)
    scored = []
    for start, end in sentences(source):
        text = source[start:end]
        line = lines.place(start)[0]
        where = slide_of(thesis, line)
        if where and (score := _likeness(sought, _loose(text))) >= _NEAR:
            scored.append((-score, line, where, text))
    return [(where, line, text) for _, line, where, text in sorted(scored)[:_OFFERED]]


def _loose(words: str) -> str:
    return "".join(normalize("NFKC", words).translate(_LOOSE).casefold().split())


def _likeness(sought: str, text: str) -> float:
    """Return how alike two texts are, in [0, 1]; a part that stands in a longer sentence counts as that."""
    if sought in text:
        return 1.0
    matcher = SequenceMatcher(None, text, sought, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 2)
    return shared / max(1, len(sought))
