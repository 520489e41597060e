"""A stretch is listed as not a claim and is encoded by one.

`not-claims.yaml` lists what is deliberately left out, with the reason. A stretch of it that a thesis-layer
claim quotes is not left out.

Why: coverage would count the stretch twice, and a reader of the list would believe that nothing in the
graph stands on these words.

Mend: take the stretch off the list, or shorten the quote.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Layer, Quote, Thesis
from causal_compute.rules.findings import Rule, quotes_of
from causal_compute.spans import marked

__all__ = ["RULE", "check"]

RULE = Rule("CC044", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every stretch that is not a claim and yet quoted by one, in whole or in part."""
    claimed = marked(len(thesis.source_text), ((quote.start, quote.end) for quote in quotes_of(thesis)))
    for left_out in thesis.not_claims:
        quote = left_out.quote
        if any(claimed[quote.start : quote.end]):
            claim = next(claim for claim in thesis.claims.values() if _encodes(claim, quote))
            problem = f"{quote.exact!r} ({quote.slide}) is not a claim, but claim {claim.id!r} quotes it"
            yield RULE.finding(left_out.at, problem, "take it off the list, or shorten the quote")


def _encodes(claim: Claim, left_out: Quote) -> bool:
    overlaps = (quote.start < left_out.end and left_out.start < quote.end for quote in claim.quotes)
    return claim.layer is Layer.THESIS and any(overlaps)
