"""A condition is used by no claim.

A condition is used where a cause must reach it or a claim depends on it (`holds_if`).

Why: a critical point that nothing waits for decides nothing, however well it is measured.

Mend: put it on the cause that must reach it, or remove it.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC076", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every condition that no claim waits for or depends on."""
    used = {name for claim in thesis.claims.values() for name in _conditions(claim)}
    for condition in thesis.conditions.values():
        if condition.id not in used:
            problem = f"no claim waits for condition {condition.id!r}"
            yield RULE.finding(condition.at, problem, "put it on the cause that must reach it, or remove it")


def _conditions(claim: Claim) -> Iterator[str]:
    yield from claim.holds_if
    causes = () if claim.causes is None else claim.causes.causes()
    yield from (cause.condition for cause in causes if cause.condition is not None)
