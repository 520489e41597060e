"""What happens to each variable of a claim: as was said, or as its names, conditions and the sign have it.

May touch: a thesis. Must not know: files, YAML, quotes.
"""

from dataclasses import dataclass

from causal_compute.authoring.naming import condition_of
from causal_compute.authoring.wanted import Wanted
from causal_compute.errors import UsageError
from causal_compute.model import Change, Comparator, Modality, Thesis, VariableKind

__all__ = ["Place", "attach", "sentence", "settle"]


@dataclass(slots=True)
class Place:
    """One cause, or the effect: the variable, its kind, and what happens to it as far as its name says."""

    asked: str
    variable: str
    kind: VariableKind
    falling: bool = False
    change: Change | None = None
    condition: str = ""


def attach(thesis: Thesis, name: str, causes: list[Place]) -> None:
    """Give the condition called `name` to the cause whose variable it is of, and the way it is reached.

    Raises:
        UsageError: no condition has the name, or it is of no cause here.

    """
    condition = condition_of(thesis, name)
    cause = next((each for each in causes if each.variable == condition.variable), None)
    if cause is None:
        raise UsageError(
            f"the condition {condition.id!r} is of {condition.variable!r}, no cause of this claim"
        )
    cause.condition = condition.id
    if condition.measure is not None:
        cause.falling = condition.measure.comparator is Comparator.AT_MOST


def settle(wanted: Wanted, causes: list[Place], effect: Place) -> None:
    """Settle what happens to each: as was said, else as the sign, the condition and the names have it.

    Raises:
        UsageError: a change is of nothing in the claim, or a sign is asked of causes that move both ways.

    """
    changes = dict(wanted.changes)
    for each in causes:
        each.change = changes.pop(each.asked, None) or changes.pop(each.variable, None)
        each.change = each.change or (Change.DECREASES if each.falling else Change.INCREASES)
    effect.change = changes.pop(effect.asked, None) or changes.pop(effect.variable, None)
    if changes:
        raise UsageError(f"--change names {', '.join(changes)}, which is neither cause nor effect here")
    if effect.change is None:
        effect.change = _of_effect(wanted, causes, effect)


def _of_effect(wanted: Wanted, causes: list[Place], effect: Place) -> Change:
    undecided = {Modality.CONTRIBUTORY, Modality.PREVENTIVE}
    if effect.kind is VariableKind.APPLICATION and wanted.relation not in undecided:
        return Change.BECOMES_VIABLE
    if not wanted.sign:
        return Change.DECREASES if effect.falling else Change.INCREASES
    signs = {each.change.sign for each in causes if each.change is not None}
    if len(signs) != 1 or 0 in signs:
        raise UsageError("--sign needs causes that all rise or all fall; say it with --change for each")
    return Change.INCREASES if (signs == {1}) == (wanted.sign == "+") else Change.DECREASES


_VERBS = {
    Change.INCREASES: "raises",
    Change.DECREASES: "lowers",
    Change.HOLDS: "holds",
    Change.CHANGES: "changes",
}
_KIND = {Change.INCREASES: "more", Change.DECREASES: "less"}


def sentence(causes: list[Place], effect: Place) -> str:
    """Return the words that the id is made of: "less bulb-price makes home-lighting viable"."""
    subject = " and ".join(
        f"{_KIND.get(each.change or Change.CHANGES, '')} {each.variable}" for each in causes
    )
    if effect.change is Change.BECOMES_VIABLE:
        return f"{subject} makes {effect.variable} viable"
    return f"{subject} {_VERBS[effect.change or Change.CHANGES]} {effect.variable}"
