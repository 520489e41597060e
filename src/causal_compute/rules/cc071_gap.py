"""A chain from the root to an application is broken.

Through causal claims, those marked `feedback` left aside, every application is reached from a constraint,
and every constraint from a variable of kind `root`.

Why: the thesis is that everything hangs on its root. A gap is where it does not, or where a link is
missing; either way a reader must see it.

Mend: add the claim that carries the chain over the place named, or a root that the constraint truly hangs
on.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis, Variable, VariableKind
from causal_compute.rules.findings import Rule
from causal_compute.rules.walks import Onward, causing, links, reached

__all__ = ["RULE", "check"]

RULE = Rule("CC071", "warning")

_SOUGHT = {VariableKind.APPLICATION: VariableKind.CONSTRAINT, VariableKind.CONSTRAINT: VariableKind.ROOT}


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every application and constraint whose chain ends short, with the place."""
    backwards = causing(links(thesis))
    for variable in thesis.variables.values():
        sought = _SOUGHT.get(variable.kind)
        if sought is not None and _is_asked(variable, backwards):
            found = reached(variable.id, backwards)
            if sought not in {thesis.variables[name].kind for name in found if name in thesis.variables}:
                problem = f"no chain leads from a {sought} to {variable.kind} {variable.id!r}"
                place = _break(variable.id, found, backwards)
                yield RULE.finding(
                    variable.at, f"{problem}: {place}", "add the claim that carries it on from there"
                )


def _is_asked(variable: Variable, backwards: Onward) -> bool:
    """Leave out the application that nothing causes at all: it has no gate, and CC070 says so."""
    return variable.kind is VariableKind.CONSTRAINT or variable.id in backwards


def _break(start: str, found: dict[str, int], backwards: Onward) -> str:
    """Say where the walk back stops: at once, at what nothing causes, or else in a loop."""
    if start not in backwards:
        return "nothing causes it"
    ends = [name for name in found if name not in backwards]
    if not ends:
        return f"it runs in a loop through {max(found, key=lambda name: found[name])!r}"
    return f"it ends at {', '.join(map(repr, ends))}, which nothing causes"
