"""A variable is named that nobody defines.

Causes, effects, `compared_to` and conditions name variables by id. An id that no file under `variables/`
defines is a node without a label, a kind or a place in the picture.

Why: a misspelt id does not fail, it grows a second, nameless variable, and every chain that should run
through it is cut without a word.

Mend: correct the id, or define the variable.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Position, Thesis
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC030")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every variable that is named and not defined, once for each part that names it."""
    for at, where, name in _named(thesis):
        if name not in thesis.variables:
            remedy = instead(name, thesis.variables, "variable")
            yield RULE.finding(at, f"{where} names the unknown variable {name!r}", remedy)


def _named(thesis: Thesis) -> Iterator[tuple[Position, str, str]]:
    for condition in thesis.conditions.values():
        yield condition.at, f"condition {condition.id!r}", condition.variable
    for claim in thesis.claims.values():
        for name in dict.fromkeys(claim.variables()):
            yield claim.at, f"claim {claim.id!r}", name
