"""A root is caused by something.

Nothing in the thesis causes a variable of kind `root`, feedback aside: it is where the chains begin.

Why: if compute itself hangs on capital, the thesis has another root, and every trace that stops at compute
stops too early.

Mend: mark the claim `feedback: true` if it closes a loop, make its cause the root, or give the variable the
kind `constraint` or `factor`.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis, VariableKind
from causal_compute.rules.findings import Rule
from causal_compute.rules.walks import links

__all__ = ["RULE", "check"]

RULE = Rule("CC074")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every causal claim, feedback aside, whose effect is a root."""
    for claim_id, root in dict.fromkeys((link.claim.id, link.effect) for link in links(thesis)):
        variable = thesis.variables.get(root)
        if variable is not None and variable.kind is VariableKind.ROOT:
            problem = f"claim {claim_id!r} causes {root!r}, which is a root"
            remedy = "mark it feedback: true if it closes a loop, or give the variable another kind"
            yield RULE.finding(thesis.claims[claim_id].at, problem, remedy)
