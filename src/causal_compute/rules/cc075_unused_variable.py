"""A variable is used by nothing.

A variable is used where a claim or a condition names it. (An application without claims is reported by
CC070.)

Why: an unused variable is a dot that nothing connects: words that can be asked for and have no answer.
Often it is the remains of a claim that was rewritten.

Mend: write the claim that it was made for, or remove it.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis, VariableKind
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC075", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every variable that no claim and no condition names; applications aside."""
    used = {name for claim in thesis.claims.values() for name in claim.variables()}
    used |= {condition.variable for condition in thesis.conditions.values()} | {thesis.root}
    for variable in thesis.variables.values():
        if variable.id not in used and variable.kind is not VariableKind.APPLICATION:
            problem = f"variable {variable.id!r} is named by no claim and no condition"
            yield RULE.finding(variable.at, problem, "write the claim it was made for, or remove it")
