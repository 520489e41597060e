"""Something becomes viable that is no application.

Only an application, or a factor on the way to one, crosses from impossible to worth while. The root, a
constraint or an entity increases, decreases, holds or changes.

Why: `becomes-viable` is what makes a claim a gate. A gate on a constraint is asked about by nobody and
decides nothing.

Mend: use another change, or make the variable an application.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Change, Claim, Thesis, VariableKind
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC063")

_MAY = {VariableKind.APPLICATION, VariableKind.FACTOR}


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every variable of a claim that becomes viable and is of a kind that cannot."""
    for claim in thesis.claims.values():
        for name in dict.fromkeys(_viable(claim)):
            variable = thesis.variables.get(name)
            if variable is not None and variable.kind not in _MAY:
                problem = f"in claim {claim.id!r} the {variable.kind} {name!r} becomes viable"
                yield RULE.finding(claim.at, problem, "use another change, or make it an application")


def _viable(claim: Claim) -> Iterator[str]:
    causes = () if claim.causes is None else claim.causes.causes()
    yield from (each.variable for each in (*causes, claim.effect) if each.change is Change.BECOMES_VIABLE)
