"""A gate lists the same cause twice.

Two members of one gate are the same variable, with the same change and condition, or the same gate.

Why: `all` and `any` gain nothing by it, and `at_least 2` is met by one cause that is counted twice.

Mend: leave one of them out, or give each the condition that tells them apart.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule, gates

__all__ = ["RULE", "check"]

RULE = Rule("CC060", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every gate that has a member twice."""
    for claim, gate in gates(thesis):
        if len(set(gate.members)) < len(gate.members):
            problem = f"a gate of claim {claim.id!r} has one member twice"
            yield RULE.finding(claim.at, problem, "leave one out, or tell the two apart by a condition")
