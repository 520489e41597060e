"""The root of the thesis is missing, or is not of kind root.

`root` in `thesis.yaml` names the variable that the thesis reduces everything to. It must be defined, with
`kind: root`.

Why: every chain is traced back to it. Without it no constraint can be shown to hang on anything.

Mend: name a defined variable in `root`, and give that variable `kind: root`.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Position, Thesis, VariableKind
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC035")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield at most one finding: the root is unknown, or of another kind."""
    root = thesis.variables.get(thesis.root)
    if root is None:
        problem = f"the root {thesis.root!r} is no variable"
        yield RULE.finding(
            Position("thesis.yaml"), problem, instead(thesis.root, thesis.variables, "variable")
        )
    elif root.kind is not VariableKind.ROOT:
        problem = f"the root {root.id!r} is of kind {root.kind}"
        yield RULE.finding(root.at, problem, "give it kind: root, or name another root in thesis.yaml")
