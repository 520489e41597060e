"""A claim is marked as feedback and closes no loop.

The effect of a claim with `feedback: true` leads back to one of its causes, by claims that are not
feedback.

Why: a feedback claim is left out of the DAG, so no chain runs along it. If it closes no loop, it is left
out for nothing.

Mend: take `feedback: true` off the claim.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule
from causal_compute.rules.walks import links, onward, reached

__all__ = ["RULE", "check"]

RULE = Rule("CC073", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every feedback claim whose effect does not lead back to a cause of it."""
    steps = onward(links(thesis))
    for claim in thesis.claims.values():
        if claim.feedback and claim.causes is not None:
            led_to = reached(claim.effect.variable, steps)
            if not any(cause.variable in led_to for cause in claim.causes.causes()):
                problem = f"claim {claim.id!r} is marked feedback and closes no loop: no claim leads from"
                missing = f"{problem} {claim.effect.variable!r} to a cause of it"
                yield RULE.finding(claim.at, missing, "take feedback: true off it")
