"""An application has no gate.

Every application is the effect of at least one causal claim with `change: becomes-viable` and a modality
that decides: any but `contributory` and `preventive`, which carry influence and decide nothing.

Why: "why now" and "why not yet" are answered from the gate. Without one, an application is only influenced,
and the question has no answer.

Mend: add a claim with the conditions that the application waits for, or make the variable a factor.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Change, Claim, ClaimKind, Modality, Thesis, VariableKind
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC070")

_UNDECIDED = {Modality.CONTRIBUTORY, Modality.PREVENTIVE}


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every application that no claim decides."""
    gated = {claim.effect.variable for claim in thesis.claims.values() if _is_gate(claim)}
    for variable in thesis.variables.values():
        if variable.kind is VariableKind.APPLICATION and variable.id not in gated:
            problem = f"application {variable.id!r} has no gate: no claim decides whether it is viable"
            yield RULE.finding(variable.at, problem, "add a deciding claim whose effect becomes-viable")


def _is_gate(claim: Claim) -> bool:
    viable = claim.effect.change is Change.BECOMES_VIABLE
    return claim.kind is ClaimKind.CAUSAL and viable and claim.modality not in _UNDECIDED
