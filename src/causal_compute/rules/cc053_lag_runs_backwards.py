"""A lag runs backwards.

`lag` is the time from the causes to the effect, in months. It is not below zero.

Why: lags are added along a chain. One below zero would let an effect come before its cause, and shift every
date behind it.

Mend: give `lag` from 0 up. If the effect does come first, cause and effect are the wrong way round.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC053")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every lag that may be below zero."""
    for claim in thesis.claims.values():
        if claim.lag is not None and claim.lag.low < 0:
            problem = f"the lag of claim {claim.id!r} starts at {claim.lag.low:g} months"
            yield RULE.finding(claim.at, problem, "give it from 0 up, or turn cause and effect round")
