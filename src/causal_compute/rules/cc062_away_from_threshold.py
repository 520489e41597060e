"""A cause moves away from the threshold that it must reach.

A cause that `increases` reaches a threshold from below (`>=`), one that `decreases` from above (`<=`).
Checked where the threshold is in the variable's own unit: a measure in another unit may well run the other
way, as an error rate falls while the capability rises.

Why: a cost that decreases to "at least 5 dollars" is met before it moves. One of the two signs is wrong.

Mend: turn the comparator, or the change.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Cause, Comparator, Measure, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC062", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every cause whose change leads away from its condition's threshold."""
    for claim in thesis.claims.values():
        for cause in () if claim.causes is None else claim.causes.causes():
            measure = _measure(thesis, cause)
            if measure is not None and cause.change.sign == _away(measure):
                problem = (
                    f"claim {claim.id!r}: {cause.variable!r} {cause.change}, but {cause.condition!r} asks for"
                )
                limit = f"{measure.comparator} {measure.threshold.centre:g} {measure.threshold.unit}"
                yield RULE.finding(claim.at, f"{problem} {limit}", "turn the comparator or the change")


def _measure(thesis: Thesis, cause: Cause) -> Measure | None:
    """Return the measure of the cause's condition if it is in the unit of the cause's variable."""
    condition = thesis.conditions.get(cause.condition or "")
    variable = thesis.variables.get(cause.variable)
    if condition is None or variable is None or condition.measure is None:
        return None
    return condition.measure if condition.measure.threshold.unit == variable.unit else None


def _away(measure: Measure) -> int:
    return -1 if measure.comparator is Comparator.AT_LEAST else 1
