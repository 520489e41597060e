"""How good a forecast of a date was: CRPS, pinball loss, coverage, error of the median.

May touch: numpy. Must not know: how the forecast was made.

A forecast is a sample of months until the event. What has not happened by the horizon is scored at the
horizon: forecast and outcome are both cut off there, which leaves every score proper (it rewards honest
forecasts) for the question "by when, within the horizon".
"""

import numpy as np

from causal_compute.forecast.axis import Floats

__all__ = ["LEVELS", "QUANTILES", "covered", "crps", "median_error", "pinball"]

LEVELS = (0.5, 0.8, 0.95)
"""Shares of outcomes that the intervals promise to hold."""

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Where the pinball loss is taken."""


def crps(sample: Floats, outcome: float, horizon: float) -> float:
    """Return the continuous ranked probability score in months; 0 is perfect.

    It is the integral over the months up to the horizon of (F(t) - 1{outcome <= t}) squared, computed as
    E|X - y| - E|X - X'| / 2 (T. Gneiting, A. Raftery, "Strictly proper scoring rules, prediction, and
    estimation", JASA 102, 2007, equation 21). Cost: one sort.

    >>> crps(np.array([6.0, 6.0]), 4.0, 24.0), crps(np.array([2.0, 6.0]), 4.0, 24.0)
    (2.0, 1.0)
    >>> crps(np.array([np.inf]), np.inf, 24.0)
    0.0
    """
    cut = np.sort(np.minimum(sample, horizon))
    n = len(cut)
    spread = float(((2 * np.arange(1, n + 1) - n - 1) * cut).sum()) / n**2
    return max(0.0, float(np.abs(cut - min(outcome, horizon)).mean()) - spread)  # both are rounded


def pinball(sample: Floats, outcome: float, horizon: float) -> float:
    """Return the pinball loss in months, averaged over `QUANTILES`; 0 is perfect."""
    cut = np.quantile(np.minimum(sample, horizon), QUANTILES)
    miss = min(outcome, horizon) - cut
    levels = np.array(QUANTILES)
    return float(np.maximum(levels * miss, (levels - 1) * miss).mean())


def covered(sample: Floats, outcome: float, horizon: float, level: float) -> bool:
    """Report whether the central interval of `level` holds the outcome, both cut off at the horizon.

    >>> covered(np.array([2.0, 4.0, 6.0]), np.inf, 24.0, 0.8)
    False
    """
    low, high = np.quantile(np.minimum(sample, horizon), [(1 - level) / 2, (1 + level) / 2])
    return bool(low <= min(outcome, horizon) <= high)


def median_error(sample: Floats, outcome: float, horizon: float) -> float:
    """Return how many months too late (+) or too early (-) the median was, both cut off at the horizon."""
    return float(np.median(np.minimum(sample, horizon))) - min(outcome, horizon)
