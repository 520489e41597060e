"""The record of the method: what `backtest` returns, as JSON, made from trials.

May touch: nothing. Must not know: where curves come from, languages.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict

from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.pace import PACE, Pace
from causal_compute.forecast.report import Scored, Summary, scored, summary
from causal_compute.forecast.trials import EVERY, HORIZON, SHORTEST, Trial

__all__ = ["Batch", "Group", "Record", "record"]

SPLIT = month_of(date(2025, 2, 1))
"""The month (since 2000: February 2025) before which origins were used to choose the method's numbers."""


class Group(TypedDict):
    """One series and the scores of its trials; `dimension` is 2 where offers were known, else 1.

    `levels` are the scores by level of a series of offers. `scores` is null where there was no trial.
    """

    id: str
    dimension: int
    unit: str
    scores: Summary | None
    in_sample: Summary | None


class Record(TypedDict):
    """What rolling origins say of the method. Thresholds set knowing the outcome stand in `in_sample` only.

    `chosen_on` are origins before February 2025, on which the method's numbers were chosen, and `held_out`
    those after. `two_dimensions` and `one_dimension` split the same trials by what was known.
    `pace_low` and `pace_high` are how many times better a year the baseline "stated pace" has things get.
    """

    every_months: float
    horizon_months: float
    shortest_months: float
    pace_low: float
    pace_high: float
    overall: Summary | None
    chosen_on: Summary | None
    held_out: Summary | None
    two_dimensions: Summary | None
    one_dimension: Summary | None
    by_factor: dict[str, Summary]
    in_sample: Summary | None
    series: list[Group]


class Batch(TypedDict):
    """The trials of one series, before they are summed up."""

    id: str
    dimension: int
    unit: str
    trials: Sequence[Trial]


def record(batches: Iterable[Batch], pace: Pace = PACE) -> Record:
    """Return the record of all trials, made at `pace`, with each series' own."""
    groups = [(batch, [scored(trial) for trial in batch["trials"]]) for batch in batches]
    told = [each for _, found in groups for each in found if each.trial.in_sample]
    outside = [each for _, found in groups for each in found if not each.trial.in_sample]
    factors = sorted({each.trial.factor for each in outside if each.trial.factor is not None})
    return {
        "every_months": EVERY,
        "horizon_months": HORIZON,
        "shortest_months": SHORTEST,
        "pace_low": pace.low,
        "pace_high": pace.high,
        "overall": summary(outside),
        "chosen_on": summary([each for each in outside if each.trial.origin < SPLIT]),
        "held_out": summary([each for each in outside if each.trial.origin >= SPLIT]),
        "two_dimensions": _of(groups, dimension=2),
        "one_dimension": _of(groups, dimension=1),
        "by_factor": {
            f"{factor:g}": found
            for factor in factors
            if (found := summary([each for each in outside if each.trial.factor == factor])) is not None
        },
        "in_sample": summary(told),
        "series": [_group(batch, found) for batch, found in groups],
    }


def _of(groups: Sequence[tuple[Batch, list[Scored]]], *, dimension: int) -> Summary | None:
    chosen = [each for batch, found in groups if batch["dimension"] == dimension for each in found]
    return summary([each for each in chosen if not each.trial.in_sample])


def _group(batch: Batch, found: Sequence[Scored]) -> Group:
    return {
        "id": batch["id"],
        "dimension": batch["dimension"],
        "unit": batch["unit"],
        "scores": summary([each for each in found if not each.trial.in_sample]),
        "in_sample": summary([each for each in found if each.trial.in_sample]),
    }
