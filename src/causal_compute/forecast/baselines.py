"""What a forecast has to beat: no change, the deck's rule, and a straight line through the past.

May touch: numpy. Must not know: what actually happened later.

Each returns a sample of months until a curve has made up a gap, as the method does.
"""

from math import log

import numpy as np

from causal_compute.forecast.axis import Floats, Scale
from causal_compute.forecast.curves import NEVER, Curve

__all__ = ["BASELINES", "DECK", "deck_rule", "log_linear", "no_change"]

DECK = (5.0, 10.0)
"""How many times cheaper a year, by the deck (S03: a rise or fall of five to ten times a year)."""

_HALF_MONTH = 0.5


def no_change(curve: Curve, gap: float, origin: float) -> Floats:
    """Return "never", unless there is no gap."""
    del curve, origin
    return np.array([0.0 if gap <= 0 else NEVER])


def deck_rule(curve: Curve | None, gap: float, origin: float) -> Floats:
    """Return the months at five to ten times a year, every rate between equally likely on a log scale.

    >>> deck_rule(None, log(10.0), 0.0).round(1)[[0, -1]]
    array([12. , 17.2])
    """
    del origin
    rates = np.linspace(log(DECK[1]), log(DECK[0]), 201)
    return max(_ratio(curve, gap), 0.0) * 12 / rates


def _ratio(curve: Curve | None, gap: float) -> float:
    """Return a gap as the logarithm of a factor, on a plain axis from the values at its two ends."""
    if curve is None or gap <= 0 or curve.axis.scale is not Scale.PLAIN:
        return gap
    ends = curve.axis.value(curve.progress[-1] + np.array([0.0, gap]))
    return abs(log(float(ends[1] / ends[0]))) if float(ends.min()) > 0 else NEVER


def log_linear(curve: Curve, gap: float, origin: float) -> Floats:
    """Return the month at which a line through the whole past, fitted by least squares, makes up the gap."""
    known = curve.until(origin)
    if gap <= 0 or not len(known.months):
        return np.array([0.0 if gap <= 0 else NEVER])
    days = np.arange(known.months[0], origin, _HALF_MONTH)
    if len(days) < 3:
        return np.array([NEVER])
    height = known.progress[np.searchsorted(known.months, days, side="right") - 1]
    slope = float(np.polyfit(days - origin, height, 1)[0])
    return np.array([gap / slope if slope > 1e-6 else NEVER])


BASELINES = {"no change": no_change, "deck rule": deck_rule, "log-linear": log_linear}
"""Each by the name it is reported under."""
