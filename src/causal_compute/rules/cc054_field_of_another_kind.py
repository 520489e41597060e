"""A claim has a field that its kind does not use.

`rating` belongs to claims of kind `rating`; `lag` and `feedback` to causal ones.

Why: nothing reads the field there, so whoever wrote it believes that the graph knows something it does not.

Mend: give the claim the kind that fits, make a second claim of it, or leave the field out.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, ClaimKind, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC054", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every field that says nothing on a claim of its kind."""
    for claim in thesis.claims.values():
        for field in _idle(claim):
            problem = f"claim {claim.id!r} is of kind {claim.kind}, which does not use its {field}"
            yield RULE.finding(
                claim.at, problem, f"leave {field} out, or make a claim of the kind that uses it"
            )


def _idle(claim: Claim) -> Iterator[str]:
    if claim.rating is not None and claim.kind is not ClaimKind.RATING:
        yield "rating"
    if claim.kind is not ClaimKind.CAUSAL:
        yield from (["lag"] if claim.lag is not None else [])
        yield from (["feedback"] if claim.feedback else [])
