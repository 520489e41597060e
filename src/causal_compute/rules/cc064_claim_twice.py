"""One layer makes the same claim twice.

Two claims of one layer and kind have the same causes, effect, modality and figures, and depend on the same
conditions. The document may say a thing twice: then one claim has two quotes.

Why: a claim that is counted twice looks like two reasons, and belief that is reckoned from it grows without
a new ground.

Mend: keep one, and give it the quotes of both.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Thesis
from causal_compute.rules.findings import Rule, canonical

__all__ = ["RULE", "check"]

RULE = Rule("CC064", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every claim that an earlier one of its layer already makes."""
    first: dict[object, Claim] = {}
    for claim in thesis.claims.values():
        content = _content(claim)
        if content is not None:
            earlier = first.setdefault(content, claim)
            if earlier is not claim:
                problem = f"claim {claim.id!r} says what claim {earlier.id!r} says"
                yield RULE.finding(claim.at, problem, "keep one of them, with the quotes of both")


def _content(claim: Claim) -> object:
    """Return what the claim says apart from its words, or None where only the words say it."""
    if claim.causes is None and claim.quantity is None and claim.rating is None:
        return None
    payload = (claim.quantity, claim.when, claim.rating, claim.compared_to)
    causes = None if claim.causes is None else canonical(claim.causes)
    stated = (claim.kind, claim.layer, causes, claim.effect, claim.modality, claim.scope, claim.mechanism)
    return (*stated, *payload, frozenset(claim.holds_if))
