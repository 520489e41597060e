"""A cause must reach the critical point of another variable.

The `condition` of a cause is a critical point of that cause's own variable.

Why: "the cost falls until the capability is high enough" ties two variables into one gate without saying
so. The date of the gate would be read off a curve that the claim never names.

Mend: name a condition of the cause's variable, or make the other variable a cause of its own.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Cause, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC061")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every cause whose condition belongs to another variable."""
    for claim in thesis.claims.values():
        for cause in () if claim.causes is None else claim.causes.causes():
            owner = _owner(thesis, cause)
            if owner != cause.variable:
                problem = (
                    f"claim {claim.id!r} holds {cause.variable!r} to {cause.condition!r}, a condition of"
                )
                yield RULE.finding(
                    claim.at, f"{problem} {owner!r}", f"name a condition of {cause.variable!r}"
                )


def _owner(thesis: Thesis, cause: Cause) -> str:
    """Return the variable of the cause's condition; its own where there is none, or none that is known."""
    condition = thesis.conditions.get(cause.condition or "")
    return cause.variable if condition is None else condition.variable
