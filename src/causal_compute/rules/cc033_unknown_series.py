"""A condition is measured by a series that nobody has.

The `series` of a measure names a curve in `series.yaml`, with its points in `series/<id>.csv`.

Why: without its curve a condition cannot be read off at a date. Left out, `series` says plainly "no data
were found"; misspelt, it pretends that there are some.

Mend: correct the id, add the series, or leave `series` out.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC033")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every measure whose series does not exist."""
    for condition in thesis.conditions.values():
        name = None if condition.measure is None else condition.measure.series
        if name is not None and name not in thesis.series:
            problem = f"condition {condition.id!r} is measured by the unknown series {name!r}"
            remedy = f"{instead(name, thesis.series, 'series')} (left out, it says that no data were found)"
            yield RULE.finding(condition.at, problem, remedy)
