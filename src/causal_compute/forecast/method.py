"""The method: how far a curve still has to go, and the futures in which it gets there.

May touch: numpy. Must not know: claims, files, what actually happened later.

A price of a fixed capability falls in cliffs; the capability to be had at a fixed price rises far more
evenly. So where offers are known in both dimensions, "when does level s cost c" is asked the other way:
when does the best score at c or under reach s. A curve of one dimension is asked directly.

Its own past speaks first, its siblings' (the other prices of the frontier, the other curves of the same
unit) beside it, and a prior of some months keeps a curve that has just begun, or has not moved for long,
from being taken for dead. Not every curve falls as fast as the price of tokens: a curve by itself is
given two priors, one fast and one slow, and its past decides between them.

That past is x of growth in tau months. If the growth is a gamma process of shape ``a`` a month whose scale
has the prior that s of growth in p months would leave behind, x has the density (compound gamma)

    ``x**(a*tau - 1) * s**(a*p) / (B(a*tau, a*p) * (x + s)**(a*(tau + p)))``

so the weight of a prior is its own weight times ``(s**(a*p) / (x + s)**(a*(tau + p)))**TRUST``; the rest
is common. The power is there because steps come in clusters: months without one are not so many
independent trials (P. Grunwald, "The safe Bayesian", Algorithmic Learning Theory 2012).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np

from causal_compute.forecast.axis import Floats, Scale
from causal_compute.forecast.curves import Curve, Frontier, Moves
from causal_compute.forecast.pace import PACE, Pace
from causal_compute.forecast.passage import Draws, Paths

__all__ = [
    "CURVE",
    "FRONTIER",
    "TRUST",
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
CURVE = Habit(shape=0.18, own=0.35, prior=18.0)

WINDOW = 24.0
"""Months of the past that count."""

TRUST = 0.3
"""The power at which a curve's past decides between the priors; chosen with the other numbers."""

YOUNG = 2.0  # a curve shorter than this many months has no pace yet
TIERS = 17  # prices at which a frontier is looked at for its siblings' pace


class Course(NamedTuple):
    """How a curve may have moved so far (weights add up to 1), and the gap it still has to make up."""

    pasts: tuple[tuple[float, Moves], ...]
    shape: float
    gap: float

    @property
    def slips(self) -> bool:
        """Whether the curve ever went back."""
        return any(past.loss > 0 for _, past in self.pasts)

    def paths(self, draws: Draws) -> Paths:
        """Return the futures of the curve. Cost: a gamma number a future and month of the grid."""
        return draws.paths(self.pasts, self.shape)

    def months(self, draws: Draws) -> Floats:
        """Return the months until the gap is made up, one for each future."""
        return self.paths(draws).passage(self.gap)


def curve_course(
    curve: Curve, target: float, origin: float, siblings: Iterable[Curve] = (), pace: Pace = PACE
) -> Course | None:
    """Return how a curve may go on after `origin` towards the progress `target`.

    `target` is meant on the axis of what was known by then; siblings that lie on another are left aside.
    `pace` is how fast things of its kind get better. None when nothing was known of the curve.
    """
    known = curve.until(origin)
    own = known.moves(origin, WINDOW)
    if own is None:
        return None
    others = [each.until(origin) for each in siblings]
    like = [each.moves(origin, WINDOW) for each in others if len(each.months) and each.axis == known.axis]
    seen = _seen(own, like, CURVE.own)
    plain = known.axis.scale is Scale.PLAIN  # an index has no pace that could be known beforehand
    pasts = ((1.0, seen),) if plain else _weighed(seen, CURVE, pace)
    return Course(pasts, CURVE.shape, target - float(known.progress[-1]))


def frontier_course(
    frontier: Frontier, score: float, cheapness: float, origin: float, pace: Pace = PACE
) -> Course | None:
    """Return how the best score at a cost may go on after `origin` towards the value `score`.

    None when nothing was on offer by then.
    """
    known = frontier.until(origin)
    if not len(known.starts):
        return None
    now, target = np.array([origin]), float(known.axis.progress(np.array([score]))[0])
    tiers = _tiers(known)
    best = np.array([float(known.best(tier, now)[0]) for tier in tiers])
    there = np.isfinite(best)
    if not there.any():
        return None
    others = [known.moved(tier, origin, WINDOW) for tier in tiers]
    slope = _slope(tiers[there], best[there], _pooled(others), pace)
    gap = target - float(known.best(cheapness, now)[0])
    at_level = float(known.cheapest(score, now)[0])
    if not np.isfinite(gap):  # nobody sells so cheap yet
        if best[there][-1] >= target:  # the cheapest is better than asked for: only its price is in the way
            return curve_course(known.level(score), cheapness, origin, pace=pace)
        gap = target - float(best[there][-1]) + slope * (cheapness - float(tiers[there][-1]))
    if np.isfinite(at_level) and cheapness > at_level and gap > 0:
        slope = gap / (cheapness - at_level)
    seen = _seen(known.moved(cheapness, origin, WINDOW), others, FRONTIER.own)
    prior = slope * pace.rate * FRONTIER.prior
    past = Moves(seen.gain + prior, seen.loss, seen.months + FRONTIER.prior)
    return Course(((1.0, past),), FRONTIER.shape, gap)


def _weighed(seen: Moves, habit: Habit, pace: Pace) -> tuple[tuple[float, Moves], ...]:
    """Return what was seen together with each prior, weighed by how well each foretold it."""
    a, p = habit.shape, habit.prior
    grown = [log(fold) / 12 * p for _, fold in pace.priors]
    logs = [
        log(weight) + TRUST * (a * p * log(s) - a * (seen.months + p) * log(seen.gain + s))
        for (weight, _), s in zip(pace.priors, grown, strict=True)
    ]
    weights = np.exp(np.array(logs) - max(logs))
    pasts = [Moves(seen.gain + s, seen.loss, seen.months + p) for s in grown]
    return tuple(zip((weights / weights.sum()).tolist(), pasts, strict=True))


def _seen(own: Moves | None, others: Sequence[Moves | None], share: float) -> Moves:
    """Return the moves that were seen: `share` of a curve's own, the rest its siblings'."""
    pooled = _pooled(others)
    if own is None or own.months < YOUNG:
        return pooled or own or Moves(0.0, 0.0, 0.0)
    return own if pooled is None else own.mixed(pooled, 1 - share)


def _pooled(others: Sequence[Moves | None]) -> Moves | None:
    """Return the mean moves of those siblings that are old enough to have a pace."""
    grown = [each for each in others if each is not None and each.months >= YOUNG]
    return Moves(*map(float, np.mean(grown, axis=0))) if grown else None


def _tiers(frontier: Frontier) -> Floats:
    """Return prices spread evenly over those ever asked, from the dearest to the cheapest."""
    return np.linspace(frontier.cheapness.min(), frontier.cheapness.max(), TIERS)


def _slope(tiers: Floats, best: Floats, pooled: Moves | None, pace: Pace) -> float:
    """Return how much score a factor e in price costs, over the whole frontier.

    Where one offer is both best and cheapest there is no slope to see; then the pace of the past is taken
    to be the prior's, and without a past any unit of score will do.
    """
    span, fall = float(tiers[-1] - tiers[0]), float(best[0] - best[-1])
    if span > 0 and fall > 0:
        return fall / span
    if pooled is not None and pooled.gain > 0:
        return pooled.gain / pooled.months / pace.rate
    return 1.0
