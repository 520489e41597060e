"""Rolling origins: forecasts made as if on many days of the past, each beside what then happened.

May touch: numpy. Must not know: claims, files.

At an origin nothing dated later is known to the method or to a baseline: they are given what `until` leaves.
The outcome is read off the whole curve. A trial asks by when a value will be `factor` times better than at
the origin, or at a threshold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np

from causal_compute.forecast.axis import Floats, Scale
from causal_compute.forecast.baselines import BASELINES
from causal_compute.forecast.curves import Curve, Frontier
from causal_compute.forecast.method import curve_course, frontier_course
from causal_compute.forecast.pace import PACE, Pace
from causal_compute.forecast.passage import Draws

__all__ = ["EVERY", "FACTORS", "HORIZON", "METHOD", "SHORTEST", "Trial", "curve_trials", "frontier_trials"]

FACTORS = (2.0, 5.0, 10.0, 30.0)
"""How many times better than at the origin."""

EVERY, SHORTEST, HORIZON = 3.0, 3.0, 24.0
"""Months from an origin to the next, and the shortest and longest time a forecast is followed."""

MOST = 240
"""The most origins on one curve: sixty years of quarters."""

METHOD = "this method"
"""The name the method is reported under, beside the baselines."""

Threshold = tuple[float, bool]
"""A value that is asked for, and whether it was set knowing the outcome."""

DRAWS = Draws(20_260_731, HORIZON)  # the same futures in every run


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One forecast and its outcome, in months after `origin`; `NEVER` where it has not happened yet.

    `factor` is None where a threshold was asked for. `horizon` is how long the outcome was followed.
    """

    level: str
    origin: float
    factor: float | None
    horizon: float
    outcome: float
    samples: Mapping[str, Floats]
    in_sample: bool = False

    @property
    def crossed(self) -> bool:
        """Whether it happened within the horizon."""
        return bool(self.outcome <= self.horizon)


def frontier_trials(  # noqa: PLR0913 - a market, and what is asked of it
    frontier: Frontier,
    levels: Mapping[str, float],
    end: float,
    *,
    factors: Sequence[float] = FACTORS,
    thresholds: Mapping[str, Sequence[Threshold]] | None = None,
    pace: Pace = PACE,
) -> Iterator[Trial]:
    """Yield the trials of every level of a frontier, by what the level cost at each origin.

    `levels` are scores and `thresholds` costs, both by the level's name.
    """
    for name, score in levels.items():
        curve = frontier.level(score)
        for origin in _origins(curve, end):
            now = float(frontier.until(origin).cheapest(score, np.array([origin]))[0])
            costs = [(-log(cost), told) for cost, told in (thresholds or {}).get(name, ()) if cost > 0]
            for aim in _aims(now, factors, costs) if np.isfinite(now) else ():
                course = frontier_course(frontier, score, aim.target, origin, pace)
                if course is not None:
                    yield _trial(name, curve, origin, end, aim, course.months(DRAWS), pace)


def curve_trials(  # noqa: PLR0913 - a curve, its company, and what is asked of it
    name: str,
    curve: Curve,
    end: float,
    *,
    siblings: Sequence[Curve] = (),
    factors: Sequence[float] = FACTORS,
    thresholds: Sequence[Threshold] = (),
    pace: Pace = PACE,
) -> Iterator[Trial]:
    """Yield the trials of one curve: by factors where its scale has any, and by `thresholds`.

    Everything, the scale too, is chosen from what was known at the origin.
    """
    for origin in _origins(curve, end):
        known = curve.until(origin)
        now = float(known.progress[-1])
        course = curve_course(curve, now, origin, siblings, pace)
        if course is None:
            continue
        paths, whole = course.paths(DRAWS), curve.on(known.axis)  # one past for all that is asked
        asked = () if known.axis.scale is Scale.PLAIN else factors
        values = [(float(known.axis.progress(np.array([value]))[0]), told) for value, told in thresholds]
        for aim in _aims(now, asked, values):
            yield _trial(name, whole, origin, end, aim, paths.passage(aim.target - now), pace)


class _Aim(NamedTuple):
    """What a trial asks for: progress `target` from `now`; `factor` is None where a threshold was given."""

    now: float
    target: float
    factor: float | None
    in_sample: bool


def _aims(now: float, factors: Sequence[float], thresholds: Sequence[Threshold]) -> Iterator[_Aim]:
    """Yield every factor, and every threshold (as progress) that is not met already."""
    yield from (_Aim(now, now + log(factor), factor, in_sample=False) for factor in factors)
    yield from (_Aim(now, target, None, told) for target, told in thresholds if target > now)


def _origins(curve: Curve, end: float) -> Floats:
    """Return the months from which forecasts are made: every third, and `MOST` at the most."""
    if not len(curve.months):
        return np.array([])
    origins = np.arange(float(curve.months[0]), end - SHORTEST, EVERY)
    return origins[:: -(-len(origins) // MOST) or 1]


def _trial(  # noqa: PLR0913, PLR0917 - the parts of one trial
    level: str, curve: Curve, origin: float, end: float, aim: _Aim, months: Floats, pace: Pace
) -> Trial:
    """Return the forecast with its outcome, read off the curve on the axis of what was known."""
    gap, known = aim.target - aim.now, curve.until(origin)
    samples = {METHOD: months}
    samples |= {name: baseline(known, gap, origin, pace) for name, baseline in BASELINES.items()}
    outcome = curve.reached(aim.target, origin) - origin
    return Trial(level, origin, aim.factor, min(HORIZON, end - origin), outcome, samples, aim.in_sample)
