"""The method: how far a curve still has to go, and the futures in which it gets there.

May touch: numpy. Must not know: claims, files, what actually happened later.

A price of a fixed capability falls in cliffs; the capability to be had at a fixed price rises far more
evenly. So where offers are known in both dimensions, "when does level s cost c" is asked the other way:
when does the best score at c or under reach s. A curve of one dimension is asked directly.

Its own past speaks first, its siblings' (the other prices of the frontier, the other curves of the
same unit) beside it, and a prior of some months keeps a curve that has just begun, or has
not moved for long, from being taken for dead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np

from causal_compute.forecast.axis import Floats, Scale
from causal_compute.forecast.curves import Curve, Frontier, Moves
from causal_compute.forecast.passage import Draws, Paths

__all__ = [
    "CURVE",
    "FRONTIER",
    "PRIOR_RATE",
    "WINDOW",
    "Course",
    "Habit",
    "curve_course",
    "frontier_course",
]


@dataclass(frozen=True, slots=True)
class Habit:
    """How curves of a kind move.

    `shape` is that of the steps a month (0.25: about one worth mentioning in four months), `own` the weight
    of a curve's own past beside its siblings', `prior` how many months of its own the prior is worth. The
    numbers were chosen on origins before 2025-02 and then left alone; docs/backtest.md has the grid and how
    they did on later ones.
    """

    shape: float
    own: float
    prior: float


FRONTIER = Habit(shape=0.25, own=0.8, prior=4.0)
CURVE = Habit(shape=0.15, own=0.5, prior=12.0)

WINDOW = 24.0
"""Months of the past that count."""

PRIOR_RATE = log(7.0) / 12
"""Progress a month that the prior expects by ratio or odds: sevenfold a year, the deck's rule's middle."""

YOUNG = 2.0  # a curve shorter than this many months has no pace yet
TIERS = 17  # prices at which a frontier is looked at for its siblings' pace


class Course(NamedTuple):
    """How a curve has moved so far, and the gap between where it is and where it has to be."""

    past: Moves
    shape: float
    gap: float

    def paths(self, draws: Draws) -> Paths:
        """Return the futures of the curve. Cost: a gamma number a future and month of the grid."""
        return draws.paths(self.past, self.shape)

    def months(self, draws: Draws) -> Floats:
        """Return the months until the gap is made up, one for each future."""
        return self.paths(draws).passage(self.gap)


def curve_course(curve: Curve, target: float, origin: float, siblings: Iterable[Curve] = ()) -> Course | None:
    """Return how a curve may go on after `origin` towards the progress `target`.

    None when nothing was known of it by then.
    """
    known = curve.until(origin)
    own = known.moves(origin, WINDOW)
    if own is None:
        return None
    others = [each.moves(origin, WINDOW) for each in siblings]
    plain = curve.axis.scale is Scale.PLAIN  # an index has no pace that could be known beforehand
    prior = Moves(0.0, 0.0, 0.0) if plain else _prior(PRIOR_RATE, CURVE)
    return Course(_pace(own, others, prior, CURVE.own), CURVE.shape, target - float(known.progress[-1]))


def frontier_course(frontier: Frontier, score: float, cheapness: float, origin: float) -> Course | None:
    """Return how the best score at a cost may go on after `origin` towards `score`.

    None when nothing was on offer by then.
    """
    known = frontier.until(origin)
    now = np.array([origin])
    tiers = _tiers(known)
    best = np.array([float(known.best(tier, now)[0]) for tier in tiers])
    there = np.isfinite(best)
    if not there.any():
        return None
    others = [known.moves(tier, origin, WINDOW) for tier in tiers]
    slope = _slope(tiers[there], best[there], _pooled(others))
    at_price = float(known.best(cheapness, now)[0])
    if not np.isfinite(at_price):  # nobody sells so cheap yet: go down the frontier's slope
        at_price = float(best[there][-1]) - slope * (cheapness - float(tiers[there][-1]))
    gap = score - at_price
    at_level = float(known.cheapest(score, now)[0])
    if np.isfinite(at_level) and cheapness > at_level and gap > 0:
        slope = gap / (cheapness - at_level)
    prior = _prior(slope * PRIOR_RATE, FRONTIER)
    pace = _pace(known.moves(cheapness, origin, WINDOW), others, prior, FRONTIER.own)
    return Course(pace, FRONTIER.shape, gap)


def _prior(rate: float, habit: Habit) -> Moves:
    return Moves(rate * habit.prior, 0.0, habit.prior)


def _pace(own: Moves | None, others: Sequence[Moves | None], prior: Moves, share: float) -> Moves:
    """Return the moves to reckon with: `share` of a curve's own, the rest its siblings', and the prior's."""
    pooled = _pooled(others)
    if own is None or own.months < YOUNG:
        mixed = pooled or own or Moves(0.0, 0.0, 0.0)
    else:
        mixed = own if pooled is None else own.mixed(pooled, 1 - share)
    return Moves(*(mine + its for mine, its in zip(mixed, prior, strict=True)))


def _pooled(others: Sequence[Moves | None]) -> Moves | None:
    """Return the mean moves of those siblings that are old enough to have a pace."""
    grown = [each for each in others if each is not None and each.months >= YOUNG]
    return Moves(*map(float, np.mean(grown, axis=0))) if grown else None


def _tiers(frontier: Frontier) -> Floats:
    """Return prices spread evenly over those ever asked, from the dearest to the cheapest."""
    return np.linspace(frontier.cheapness.min(), frontier.cheapness.max(), TIERS)


def _slope(tiers: Floats, best: Floats, pooled: Moves | None) -> float:
    """Return how much score a factor e in price costs, over the whole frontier.

    Where one offer is both best and cheapest there is no slope to see; then the pace of the past is taken
    to be the prior's, and without a past any unit of score will do.
    """
    span, fall = float(tiers[-1] - tiers[0]), float(best[0] - best[-1])
    if span > 0 and fall > 0:
        return fall / span
    if pooled is not None and pooled.gain > 0:
        return pooled.gain / pooled.months / PRIOR_RATE
    return 1.0
