"""Curves that move by steps: one quantity over time, and the frontier of what could be had for how much.

May touch: numpy. Must not know: how a curve goes on, claims, files.

A value holds from its date until the next one replaces it. Nothing here looks ahead: `until` returns what
was known on a day, and whoever forecasts is given that and no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from causal_compute.forecast.axis import Axis, Floats, Scale

__all__ = ["NEVER", "Curve", "Frontier", "Moves"]

BLOCK = 256  # offers that are held against all others at once

NEVER = np.inf
"""The date of what does not happen."""


class Moves(NamedTuple):
    """What a curve has done in some months: all its steps forward, and all its steps back."""

    gain: float
    loss: float
    months: float

    def mixed(self, other: "Moves", share: float) -> "Moves":
        """Return `share` of the other's moves and the rest of these.

        >>> Moves(2.0, 0.0, 12.0).mixed(Moves(4.0, 1.0, 24.0), 0.5)
        Moves(gain=3.0, loss=0.5, months=18.0)
        """
        return Moves(*((1 - share) * mine + share * theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, eq=False)
class Curve:
    """One quantity: `values[i]` holds from `months[i]`, in order of time, in one unit.

    The axis on which it moves evenly is chosen from the values that the curve has: `until` chooses anew from
    what was known, so that a later value cannot tell an earlier day how to look at it. `scale` forces one.
    """

    months: Floats
    values: Floats
    unit: str
    rises: bool
    scale: Scale | None = None

    @classmethod
    def of(cls, rows: Iterable[tuple[float, float]], *, unit: str = "", rises: bool) -> "Curve":
        """Return the curve of rows (month, value) in one unit."""
        ordered = sorted(rows, key=lambda row: row[0])
        return cls(
            np.array([month for month, _ in ordered]), np.array([value for _, value in ordered]), unit, rises
        )

    @cached_property
    def axis(self) -> Axis:
        """The axis that fits the values."""
        return Axis(self.scale or Scale.of(self.values, unit=self.unit), rises=self.rises)

    @cached_property
    def progress(self) -> Floats:
        """The values as progress on the axis."""
        return self.axis.progress(self.values)

    def until(self, month: float) -> "Curve":
        """Return what was known of the curve at `month`."""
        known = self.months <= month
        return replace(self, months=self.months[known], values=self.values[known])

    def on(self, axis: Axis) -> "Curve":
        """Return the curve seen on another axis."""
        return replace(self, scale=axis.scale, rises=axis.rises)

    def moves(self, end: float, window: float) -> Moves | None:
        """Return what the curve did in the `window` months before `end`, None if it was not there yet."""
        known = self.until(end)
        if not len(known.months):
            return None
        begin = max(end - window, float(known.months[0]))
        inside = known.months > begin
        before = known.progress[~inside][-1:]
        return _moves(np.concatenate([before, known.progress[inside]]), end - begin)

    def reached(self, target: float, after: float) -> float:
        """Return the first month after `after` at which the curve stands at `target`, `NEVER` if none."""
        there = (self.progress >= target - 1e-9) & (self.months > after)
        return float(self.months[there.argmax()]) if there.any() else NEVER


@dataclass(frozen=True, eq=False)
class Frontier:
    """Dated offers: what each cost and how well it did. Best is the highest score at or under a cost.

    `cheapness` is the negated logarithm of the cost, and the scores are looked at as progress on `axis`, so
    that both are the better the larger. An offer stands from `starts` until just before `ends`. Order: by
    `starts`. As with a curve, the axis is chosen from the scores that are known.
    """

    starts: Floats
    ends: Floats
    cheapness: Floats
    values: Floats
    unit: str
    scale: Scale | None = None

    @classmethod
    def of(cls, rows: Iterable[tuple[float, str, float | None, float]], unit: str = "") -> "Frontier | None":
        """Return the frontier of rows (month, label, cost, score), None when none has a cost.

        A later row with the same label replaces the earlier one, and one without a cost withdraws it. `unit`
        is that of the scores. Offers that at no time were better than another are left out. Cost: the square
        of their number.

        >>> rows = [(0.0, "a", 4.0, 90.0), (6.0, "a", 2.0, 90.0), (9.0, "a", None, 90.0)]
        >>> Frontier.of(rows).cheapest(90.0, np.array([1.0, 7.0, 9.0])).round(2)
        array([-1.39, -0.69,  -inf])
        """
        ordered = sorted(rows, key=lambda row: row[0])
        ends = [NEVER] * len(ordered)
        last: dict[str, int] = {}
        for place, (month, label, _, _) in enumerate(ordered):
            if label in last:
                ends[last[label]] = month
            last[label] = place
        kept = [(*row, end) for row, end in zip(ordered, ends, strict=True) if row[2] is not None]
        if not kept:
            return None
        starts, last_days, costs, scores = (
            np.array([row[place] for row in kept], dtype=np.float64) for place in (0, 4, 2, 3)
        )
        return cls(starts, last_days, -np.log(costs), scores, unit).best_offers()

    @cached_property
    def axis(self) -> Axis:
        """The axis that fits the scores."""
        return Axis(self.scale or Scale.of(self.values, unit=self.unit), rises=True)

    @cached_property
    def scores(self) -> Floats:
        """The scores as progress on the axis."""
        return self.axis.progress(self.values)

    def until(self, month: float) -> "Frontier":
        """Return what was known at `month`: no later offers, and no later withdrawals."""
        ends = np.where(self.ends <= month, self.ends, NEVER)
        return replace(self, ends=ends).offered(self.starts <= month).best_offers()

    def offered(self, which: np.ndarray) -> "Frontier":
        """Return the frontier of some of its offers."""
        return replace(
            self,
            starts=self.starts[which],
            ends=self.ends[which],
            cheapness=self.cheapness[which],
            values=self.values[which],
        )

    def best_offers(self) -> "Frontier":
        """Return the frontier without the offers that another one outdoes for as long as they stand.

        Of equal ones the first stays. Cost: the square of their number, in blocks.
        """
        outdone = np.zeros(len(self.starts), dtype=bool)
        for begin in range(0, len(outdone), BLOCK):
            mine = slice(begin, begin + BLOCK)
            least = [
                (self.starts[None] <= self.starts[mine, None], self.starts[None] < self.starts[mine, None]),
                (self.ends[None] >= self.ends[mine, None], self.ends[None] > self.ends[mine, None]),
                (
                    self.cheapness[None] >= self.cheapness[mine, None],
                    self.cheapness[None] > self.cheapness[mine, None],
                ),
                (self.values[None] >= self.values[mine, None], self.values[None] > self.values[mine, None]),
            ]
            earlier = np.arange(len(outdone))[None] < np.arange(len(outdone))[mine, None]
            weakly = np.logical_and.reduce([weak for weak, _ in least])
            strictly = np.logical_or.reduce([*(strict for _, strict in least), earlier])
            outdone[mine] = (weakly & strictly).any(axis=1)
        return self.offered(~outdone)

    def on(self, axis: Axis) -> "Frontier":
        """Return the frontier with its scores seen on another axis."""
        return replace(self, scale=axis.scale)

    def best(self, cheapness: float, months: Floats) -> Floats:
        """Return the best score to be had at this cheapness or more in each month, as progress on the axis.

        It is -inf where none is.
        """
        return self._extreme(self.scores, self.cheapness >= cheapness - 1e-9, months)

    def cheapest(self, score: float, months: Floats) -> Floats:
        """Return the greatest cheapness at this score or more in each month; -inf where there is none.

        The score is a value, not progress.
        """
        return self._extreme(self.cheapness, self.values >= score - 1e-9, months)

    def level(self, score: float) -> Curve:
        """Return the cost of a score over time as a curve of its own; steps only."""
        days = self.changes()
        cheapness = self.cheapest(score, days)
        before = np.concatenate([[-np.inf], cheapness[:-1]])
        moved = np.isfinite(cheapness) & (cheapness != before)
        return Curve(days[moved], np.exp(-cheapness[moved]), self.unit, rises=False, scale=Scale.RATIO)

    def changes(self) -> Floats:
        """Return every month in which an offer comes or goes, in order."""
        return np.unique(np.concatenate([self.starts, self.ends[np.isfinite(self.ends)]]))

    def moves(self, cheapness: float, end: float, window: float) -> Moves | None:
        """Return what the best score at a cheapness did in the `window` months before `end`."""
        return self.until(end).moved(cheapness, end, window)

    def moved(self, cheapness: float, end: float, window: float) -> Moves | None:
        """Return the same of a frontier that knows nothing later than `end`."""
        days = self.changes()
        days = np.concatenate([[end - window], days[(days > end - window) & (days <= end)], [end]])
        best = self.best(cheapness, days)
        there = np.isfinite(best)
        if not there.any():
            return None
        first = int(there.argmax())
        return _moves(best[first:][there[first:]], end - float(days[first]))

    def _extreme(self, values: Floats, counts: np.ndarray, months: Floats) -> Floats:
        open_then = (self.starts[None] <= months[:, None]) & (self.ends[None] > months[:, None])
        seen = np.where(open_then & counts[None], values[None], -np.inf)
        best: Floats = seen.max(axis=1, initial=-np.inf)
        return best


def _moves(levels: Floats, months: float) -> Moves:
    steps = np.diff(levels)
    return Moves(float(steps[steps > 0].sum()), float(-steps[steps < 0].sum()), months)
