"""A threshold is in another unit than the series it is read off.

The series that measures a condition and the threshold of the condition share one unit.

Why: 60 minutes is not met by 2 hours when the program compares 2 with 60. Units are never converted
silently.

Mend: give the threshold in the unit of the series, or measure the condition by another series.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC052")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every measure whose threshold and series differ in unit."""
    for condition in thesis.conditions.values():
        measure = condition.measure
        series = None if measure is None else thesis.series.get(measure.series or "")
        if measure is not None and series is not None and series.unit != measure.threshold.unit:
            ours, theirs = measure.threshold.unit, series.unit
            problem = f"condition {condition.id!r} is in {ours}, its series {series.id!r} in {theirs}"
            yield RULE.finding(condition.at, problem, f"give the threshold in {theirs}")
