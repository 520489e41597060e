"""A falsifier that decides nothing, or no longer the same.

A falsifier says what would refute its claim: a metric on the wrong side of a value by a date. It is frozen
on a day before that date, in the unit of the series that decides it, if one does. `check` also compares it
with the history of the file in git: what it says may not change after the day on which it was frozen.

Why: a threshold that is set, or moved, when the outcome is known tests nothing. Where that cannot be helped
the falsifier is marked `in_sample` and scored apart.

Mend: correct the date, the unit or the name; or mark the falsifier `in_sample`; or restore its terms and add
another falsifier.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Falsifier, Thesis
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC055")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every falsifier that can decide nothing."""
    for claim in thesis.claims.values():
        for falsifier in claim.falsifiers:
            yield from _faults(thesis, claim, falsifier)


def _faults(thesis: Thesis, claim: Claim, falsifier: Falsifier) -> Iterator[Finding]:
    name, series = f"the falsifier of {claim.id!r}", falsifier.series
    if falsifier.by.latest < falsifier.frozen_on and not falsifier.in_sample:
        problem = f"{name} was frozen after its own date"
        yield RULE.finding(claim.at, problem, "write in_sample: true, or a later date")
    if series is not None and series not in thesis.series:
        problem = f"{name} is decided by the unknown series {series!r}"
        yield RULE.finding(claim.at, problem, instead(series, thesis.series, "series"))
    elif series is not None and thesis.series[series].unit != falsifier.unit:
        problem = f"{name} is in {falsifier.unit}, its series in {thesis.series[series].unit}"
        yield RULE.finding(claim.at, problem, "write the value in the unit of the series")
    outcome = falsifier.outcome
    if outcome is not None and outcome.source not in thesis.sources:
        problem = f"the outcome of {name} comes from the unknown source {outcome.source!r}"
        yield RULE.finding(claim.at, problem, instead(outcome.source, thesis.sources, "source"))
