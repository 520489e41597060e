"""How much of the source is encoded: every character quoted by a claim, left out on purpose, or missing.

May touch: the model and stretches of text. Must not know: rules, files, the command line.

A character is *encoded* when a quote of a thesis-layer claim covers it, *left out* when only a stretch of
`not-claims.yaml` does, and *uncovered* otherwise. White space says nothing and is counted nowhere, so that

    characters == encoded + left_out + uncovered

holds for the source and for each slide. Quotes of variables and conditions, and of claims that the curator
added, encode nothing: they point at words that a claim must still account for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from causal_compute.model import Claim, Layer, Quote, Slide, Thesis
from causal_compute.spans import LineIndex, Span, marked, uncovered

__all__ = ["Coverage", "LeftOut", "SlideCoverage", "Stretch", "Tally", "coverage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many characters, white space aside, stand in each of the three ways."""

    encoded: int
    left_out: int
    uncovered: int

    @property
    def characters(self) -> int:
        """The number of characters in all."""
        return self.encoded + self.left_out + self.uncovered

    @property
    def fraction(self) -> float:
        """The part that is encoded or left out on purpose, in [0, 1]; 1.0 only if nothing is uncovered."""
        return 1 - self.uncovered / self.characters if self.uncovered else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of one line of the source. `line` and `column` count from 1; `slide` is "" if it is on none."""

    slide: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Stretch):
    """A stretch that is deliberately not encoded, and why. It may run over several lines."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideCoverage:
    """The tally of one slide, and the ids of the thesis-layer claims that quote it, in file order."""

    slide: Slide
    tally: Tally
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is encoded of a source, in all, slide by slide, and what is not.

    `outside` is the tally of what stands on no slide.
    """

    tally: Tally
    outside: Tally
    slides: tuple[SlideCoverage, ...]
    uncovered: tuple[Stretch, ...]
    not_claims: tuple[LeftOut, ...]

    @property
    def fraction(self) -> float:
        """The part of the source that is encoded or left out on purpose, in [0, 1]."""
        return self.tally.fraction


def coverage(thesis: Thesis) -> Coverage:
    """Return how much of the source of `thesis` is encoded; the cost is linear in source and quotes."""
    source = thesis.source_text
    claims = [claim for claim in thesis.claims.values() if claim.layer is Layer.THESIS]
    encoded = _spans(quote for claim in claims for quote in claim.quotes)
    left_out = _spans(item.quote for item in thesis.not_claims)
    ledger = _Ledger(source, encoded, left_out)
    lines = LineIndex(source)
    slides = [(slide, lines.span(slide.first_line, slide.last_line)) for slide in thesis.slides.values()]
    on_slides = marked(len(source), (span for _, span in slides))
    return Coverage(
        tally=ledger.tally(range(len(source))),
        outside=ledger.tally(at for at, on in enumerate(on_slides) if not on),
        slides=tuple(_slide(slide, ledger.tally(range(*span)), claims) for slide, span in slides),
        uncovered=tuple(_stretch(thesis, lines, span) for span in uncovered(source, [*encoded, *left_out])),
        not_claims=_not_claims(thesis, lines),
    )


class _Ledger:
    """What became of each character of a source."""

    def __init__(self, source: str, encoded: Iterable[Span], left_out: Iterable[Span]) -> None:
        self._source = source
        self._encoded, self._left_out = marked(len(source), encoded), marked(len(source), left_out)

    def tally(self, offsets: Iterable[int]) -> Tally:
        """Count the characters at `offsets`, white space aside."""
        visible = [at for at in offsets if not self._source[at].isspace()]
        encoded = sum(self._encoded[at] for at in visible)
        left_out = sum(self._left_out[at] and not self._encoded[at] for at in visible)
        return Tally(encoded=encoded, left_out=left_out, uncovered=len(visible) - encoded - left_out)


def _spans(quotes: Iterable[Quote]) -> list[Span]:
    return [(quote.start, quote.end) for quote in quotes]


def _slide(slide: Slide, tally: Tally, claims: list[Claim]) -> SlideCoverage:
    quoting = (claim.id for claim in claims if any(quote.slide == slide.id for quote in claim.quotes))
    return SlideCoverage(slide=slide, tally=tally, claims=tuple(quoting))


def _stretch(thesis: Thesis, lines: LineIndex, span: Span) -> Stretch:
    line, column = lines.place(span[0])
    slide = next((s.id for s in thesis.slides.values() if s.first_line <= line <= s.last_line), "")
    return Stretch(slide=slide, line=line, column=column, text=thesis.source_text[slice(*span)])


def _not_claims(thesis: Thesis, lines: LineIndex) -> tuple[LeftOut, ...]:
    """Return what is left out on purpose, in the order of the source."""
    found: list[LeftOut] = []
    for item in sorted(thesis.not_claims, key=attrgetter("quote.start", "quote.end")):
        line, column = lines.place(item.quote.start)
        text = thesis.source_text[item.quote.start : item.quote.end]
        found.append(LeftOut(slide=item.quote.slide, line=line, column=column, text=text, reason=item.reason))
    return tuple(found)
