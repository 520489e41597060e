"""Evidence on a claim that is not there.

A statement in `statements.yaml` names the claims that it supports, qualifies or contradicts.

Why: evidence on an unknown claim changes no belief and is shown to nobody, and whoever entered it thinks that
it does.

Mend: correct the id, or leave the statement out.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC082")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every claim that evidence names and the thesis does not make."""
    for evidence in thesis.evidence.values():
        for claim in evidence.claims:
            if claim not in thesis.claims:
                problem = f"statement {evidence.id!r} speaks of the unknown claim {claim!r}"
                yield RULE.finding(evidence.at, problem, instead(claim, thesis.claims, "claim"))
