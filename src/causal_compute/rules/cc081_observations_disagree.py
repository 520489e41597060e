"""Two observations of one day disagree.

One says that a condition was met, another that it was not, and both carry the same date.

Why: the state of a condition at a date is that of its last observation. With two on one date, the order of
the file would decide.

Mend: correct a date, or keep the observation whose source is the better.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Observation, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC081")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every observation that an earlier one of its condition and date contradicts."""
    first: dict[object, Observation] = {}
    for seen in thesis.observations:
        earlier = first.setdefault((seen.condition, seen.date.earliest, seen.date.latest), seen)
        if earlier.met is not seen.met:
            problem = (
                f"observations {earlier.id!r} and {seen.id!r} of one date disagree on {seen.condition!r}"
            )
            yield RULE.finding(seen.at, problem, "correct a date, or keep the better source")
