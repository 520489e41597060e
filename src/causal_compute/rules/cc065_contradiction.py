"""One layer says a thing and its opposite.

Two causal claims of one layer let the same causes raise and lower the same effect, without a `scope` or
`holds_if` that tells the cases apart.

Why: every sign along a chain through the two is "ambiguous". That may be honest, and the graph keeps both,
but then each should say where it holds.

Mend: give each its `scope` or `holds_if`, or correct a sign.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Modality, Thesis
from causal_compute.rules.findings import Rule, canonical

__all__ = ["RULE", "check"]

RULE = Rule("CC065", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every claim whose opposite an earlier one of its layer makes."""
    seen: dict[tuple[object, int], Claim] = {}
    for claim in thesis.claims.values():
        sign = (
            -claim.effect.change.sign if claim.modality is Modality.PREVENTIVE else claim.effect.change.sign
        )
        if claim.causes is not None and sign and not claim.holds_if and claim.scope is None:
            about = (claim.layer, canonical(claim.causes), claim.effect.variable)
            seen.setdefault((about, sign), claim)
            opposite = seen.get((about, -sign))
            if opposite is not None:
                problem = f"claim {claim.id!r} says the opposite of claim {opposite.id!r}"
                yield RULE.finding(
                    claim.at, problem, "say where each holds (scope, holds_if), or correct a sign"
                )
