"""A claim lacks what its kind is about.

A `rating` has a `rating`; a `comparison` and an `analogy` say what they are `compared_to`; a `share` has a
`quantity`; a `forecast` says `when` (or gives a span of time as its `quantity`); a `trend` has a direction
or a `quantity`.

Why: a forecast without a date cannot fail, a comparison with nothing compares nothing. Such a claim has a
kind in name only, and no question about its kind can use it.

Mend: add the field, or give the claim the kind that fits what it says.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, ClaimKind, Thesis
from causal_compute.quantity import UNITS
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC050")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every claim without the payload of its kind."""
    for claim in thesis.claims.values():
        lacking = _lacking(claim)
        if lacking:
            problem = f"claim {claim.id!r} is of kind {claim.kind} and has no {lacking}"
            yield RULE.finding(
                claim.at, problem, f"add {lacking}, or give it the kind that fits what it says"
            )


def _lacking(claim: Claim) -> str:
    """Return the name of the field that the claim's kind needs and that is missing, or ""."""
    match claim.kind:
        case ClaimKind.RATING:
            return "" if claim.rating else "rating"
        case ClaimKind.COMPARISON | ClaimKind.ANALOGY:
            return "" if claim.compared_to is not None else "compared_to"
        case ClaimKind.SHARE:
            return "" if claim.quantity is not None else "quantity"
        case ClaimKind.TREND:
            return "" if claim.quantity is not None or claim.effect.change.sign else "quantity or direction"
        case ClaimKind.FORECAST:
            return "" if claim.when is not None or _is_span_of_time(claim) else "when"
        case _:
            return ""


def _is_span_of_time(claim: Claim) -> bool:
    return claim.quantity is not None and UNITS.get(claim.quantity.unit) == "time"
