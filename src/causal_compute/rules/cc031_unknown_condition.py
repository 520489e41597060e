"""A condition is named that nobody defines.

The `condition` of a cause and the entries of `holds_if` name critical points by id. So do observations.

Why: a gate whose condition does not exist can never be met and never be dated, so the application behind it
would stay "unknown" for ever, for the sake of a slip of the pen.

Mend: correct the id, or define the condition under `conditions/`.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Thesis
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC031")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every condition that is named and not defined, once for each part that names it."""
    named = [(c.at, f"claim {c.id!r}", name) for c in thesis.claims.values() for name in _named(c)]
    named += [(o.at, f"observation {o.id!r}", o.condition) for o in thesis.observations]
    for at, where, name in named:
        if name not in thesis.conditions:
            remedy = instead(name, thesis.conditions, "condition")
            yield RULE.finding(at, f"{where} names the unknown condition {name!r}", remedy)


def _named(claim: Claim) -> dict[str, None]:
    causes = () if claim.causes is None else claim.causes.causes()
    on_causes = [cause.condition for cause in causes if cause.condition is not None]
    return dict.fromkeys([*on_causes, *claim.holds_if])
