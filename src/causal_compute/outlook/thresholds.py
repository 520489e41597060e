"""Thresholds drawn from their ranges, and when the facts crossed each of them.

May touch: the model, the timeline, numpy. Must not know: futures, gates.
"""

from collections.abc import Sequence

import numpy as np

from causal_compute.forecast.axis import Axis, Floats
from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.curves import NEVER
from causal_compute.model import Comparator, Measure, Observation
from causal_compute.quantity import Quantity
from causal_compute.timeline import Fact

__all__ = ["crossed", "drawn", "values"]


def drawn(threshold: Quantity, axis: Axis, generator: np.random.Generator, samples: int) -> Floats:
    """Return thresholds as progress on `axis`: triangular over the range with its peak at the value.

    Without a value every threshold of the range is equally likely. A range of no width gives one threshold.
    """
    ends = sorted(axis.progress(np.array([threshold.low, threshold.high])).tolist())
    if ends[0] == ends[1]:
        return np.full(samples, ends[0])
    if threshold.value is None:
        return generator.uniform(ends[0], ends[1], samples)
    peak = float(axis.progress(np.array([threshold.value]))[0])
    return generator.triangular(ends[0], min(max(peak, ends[0]), ends[1]), ends[1], samples)


def values(threshold: Quantity, axis: Axis, targets: Floats) -> Floats:
    """Return drawn thresholds as values; one without a range is exactly itself, whatever the axis rounds."""
    if threshold.low == threshold.high:
        return np.full(len(targets), threshold.low)
    return axis.value(targets)


def crossed(facts: Sequence[Fact], measure: Measure | None, thresholds: Floats, within: Floats) -> Floats:
    """Return the month in which the present run of met facts began for each threshold, `NEVER` if unmet.

    `thresholds` are values; `within` in [0, 1] places the day in the days that a date may mean.
    """
    if not facts:
        return np.full(len(thresholds), NEVER)
    met = np.array([_meets(fact, measure, thresholds) for fact in facts])
    from_end = met[::-1].cumprod(axis=0).sum(axis=0)  # facts in the unbroken run that ends with the last
    first = len(facts) - from_end
    begin = np.array([*(month_of(fact.date.earliest) for fact in facts), 0.0])[first]
    end = np.array([*(month_of(fact.date.latest) for fact in facts), 0.0])[first]
    return np.where(first < len(facts), begin + within * (end - begin), NEVER)


def _meets(fact: Fact, measure: Measure | None, thresholds: Floats) -> np.ndarray:
    if isinstance(fact, Observation):
        return np.full(len(thresholds), fact.met)
    if measure is None:
        return np.full(len(thresholds), False)
    held: np.ndarray = (
        thresholds <= fact.value if measure.comparator is Comparator.AT_LEAST else thresholds >= fact.value
    )
    return held
