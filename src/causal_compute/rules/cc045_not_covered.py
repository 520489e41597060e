"""A stretch of the source is neither encoded nor left out on purpose.

Every character of the source, white space aside, is quoted by a claim of the layer `thesis`, or listed in
`not-claims.yaml` with the reason. `causal-compute coverage` shows all that is missing; this rule, the
first.

Why: a graph that leaves out what does not fit is an argument, not an account. Coverage is what keeps the
encoder honest.

Mend: encode the stretch as a claim, quote it in a claim that says the same, or list it as not a claim.
"""

from collections.abc import Iterator
from math import floor

from causal_compute.errors import Finding
from causal_compute.model import Position, Thesis
from causal_compute.rules.findings import SOURCE, Rule, quotes_of
from causal_compute.spans import LineIndex, ink, uncovered

__all__ = ["RULE", "check"]

RULE = Rule("CC045", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield at most one finding, at the first stretch that nothing covers."""
    source = thesis.source_text
    quotes = [*quotes_of(thesis), *(left_out.quote for left_out in thesis.not_claims)]
    missing = [*uncovered(source, ((quote.start, quote.end) for quote in quotes))]
    if missing:
        start, end = missing[0]
        line, column = LineIndex(source).place(start)
        lost = sum(ink(source[first:last]) for first, last in missing)
        percent = floor(1000 * (1 - lost / ink(source))) / 10
        slide = next(
            (s.id for s in thesis.slides.values() if s.first_line <= line <= s.last_line), "no slide"
        )
        problem = f"{percent} % of the source is covered; the first stretch that is not ({slide}) is"
        remedy = "encode it, or list it in not-claims.yaml with the reason"
        yield RULE.finding(Position(SOURCE, line, column), f"{problem} {source[start:end]!r}", remedy)
