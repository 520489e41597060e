"""What a forecast has to beat: no change, the pace that is told, and a straight line through the past.

May touch: numpy. Must not know: what actually happened later.

Each returns a sample of months until a curve has made up a gap, as the method does.
"""

from math import log

import numpy as np

from causal_compute.forecast.axis import Floats, Scale
from causal_compute.forecast.curves import NEVER, Curve
from causal_compute.forecast.pace import PACE, Pace

__all__ = ["BASELINES", "log_linear", "no_change", "stated_pace"]

_HALF_MONTH = 0.5


def no_change(curve: Curve, gap: float, origin: float, pace: Pace = PACE) -> Floats:
    """Return "never", unless there is no gap."""
    del curve, origin, pace
    return np.array([0.0 if gap <= 0 else NEVER])


def stated_pace(curve: Curve | None, gap: float, origin: float, pace: Pace = PACE) -> Floats:
    """Return the months at the range of `pace`, every rate between equally likely on a log scale.

    >>> stated_pace(None, log(10.0), 0.0, Pace(7.0, 5.0, 10.0)).round(1)[[0, -1]]
    array([12. , 17.2])
    """
    del origin
    rates = np.linspace(log(pace.high), log(pace.low), 201)
    return max(_ratio(curve, gap), 0.0) * 12 / rates


def _ratio(curve: Curve | None, gap: float) -> float:
    """Return a gap as the logarithm of a factor, on a plain axis from the values at its two ends."""
    if curve is None or gap <= 0 or curve.axis.scale is not Scale.PLAIN:
        return gap
    ends = curve.axis.value(curve.progress[-1] + np.array([0.0, gap]))
    return abs(log(float(ends[1] / ends[0]))) if float(ends.min()) > 0 else NEVER


def log_linear(curve: Curve, gap: float, origin: float, pace: Pace = PACE) -> Floats:
    """Return the month at which a line through the whole past, fitted by least squares, makes up the gap."""
    del pace
    known = curve.until(origin)
    if gap <= 0 or not len(known.months):
        return np.array([0.0 if gap <= 0 else NEVER])
    days = np.arange(known.months[0], origin, _HALF_MONTH)
    if len(days) < 3:
        return np.array([NEVER])
    height = known.progress[np.searchsorted(known.months, days, side="right") - 1]
    slope = float(np.polyfit(days - origin, height, 1)[0])
    return np.array([gap / slope if slope > 1e-6 else NEVER])


BASELINES = {"no change": no_change, "stated pace": stated_pace, "log-linear": log_linear}
"""Each by the name it is reported under."""
