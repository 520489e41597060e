"""When a curve that moves by jumps first reaches a mark: two gamma processes and what the past says of them.

May touch: numpy. Must not know: prices, scores, claims.

The model. Steps forward over t months add up to a gamma process with shape ``a * t`` and an unknown scale;
steps back to another. If the scale is thought of as unknown with the prior ``1 / scale``, then the growth to
come in t months, over the growth x seen in the last tau months, has the law of

    ``Gamma(a * t) / Gamma(a * tau)``

(a beta prime distribution), whatever the scale was. So a forecast is: draw one denominator, draw a path of
the numerator, multiply by x, and see where the path first passes the gap. It is step-shaped, cannot go
back unless the past did, is skewed to the late side, and gets wider the shorter the past.

A small `a` means rare and large steps.

Source of the process: M. Abdel-Hameed, "A gamma wear process", IEEE Transactions on Reliability 24 (1975);
J. M. van Noortwijk, "A survey of the application of gamma processes in maintenance", Reliability
Engineering & System Safety 94 (2009). The predictive law is the conjugate one of the gamma distribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from causal_compute.forecast.axis import Floats
from causal_compute.forecast.curves import NEVER, Moves

__all__ = ["SAMPLES", "Draws", "Paths"]

SAMPLES = 2_000


@dataclass(frozen=True)
class Draws:
    """Random numbers for `samples` futures of up to `horizon` months; the same `seed` gives the same ones."""

    seed: int
    horizon: float = 120.0
    samples: int = SAMPLES

    @cached_property
    def grid(self) -> Floats:
        """Months after the origin: quarters of a month in the first two years, whole months after."""
        near = np.arange(0.25, min(24.0, self.horizon) + 0.125, 0.25)
        return np.concatenate([near, np.arange(25.0, self.horizon + 0.5)])

    def paths(self, pasts: Sequence[tuple[float, Moves]], a: float) -> "Paths":
        """Return futures of a curve with steps of shape `a` a month that has moved so in the past.

        Where it may have moved in several ways, each has its share of the futures, by weight.
        """
        kinds = np.searchsorted(np.cumsum([weight for weight, _ in pasts])[:-1], self._uniform("kind"))
        moves = np.array([past for _, past in pasts])[kinds]
        gain, loss, months = moves.T
        net = self._process("forward", gain, months, a)
        if loss.any():
            net = net - self._process("back", loss, months, a)
        return Paths(self.grid, net, self._uniform("within"))

    def _process(self, name: str, seen: Floats, months: Floats, a: float) -> Floats:
        """Return the steps of one kind added up: a row a future, a column a month of the grid."""
        past = self._generator(f"{name} past").gamma(a * months)
        return self._standard(name, a) * (seen / np.maximum(past, 1e-300))[:, None]

    def _uniform(self, name: str) -> Floats:
        return self._generator(name).random(self.samples)

    def _standard(self, name: str, a: float) -> Floats:
        kept = self.__dict__.setdefault("_kept", {})
        if (name, a) not in kept:
            shapes = a * np.diff(self.grid, prepend=0.0)
            steps = self._generator(name).gamma(shapes, size=(self.samples, len(shapes)))
            kept[name, a] = np.cumsum(steps, axis=1)
        found: Floats = kept[name, a]
        return found

    def _generator(self, name: str) -> np.random.Generator:
        """Return a generator of its own for each use, so that none depends on which others came before."""
        return np.random.default_rng([self.seed, *name.encode()])


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Futures of a curve: progress since the origin, a row a future, a column a month of `grid`."""

    grid: Floats
    progress: Floats
    within: Floats

    def at(self, month: float) -> Floats:
        """Return the progress made `month` months after the origin, one for each future."""
        return self.progress[:, min(int(np.searchsorted(self.grid, month)), len(self.grid) - 1)]

    def slowest_first(self) -> "Paths":
        """Return the same futures in order of what they have achieved after two years, then at the end."""
        order = np.lexsort((self.progress[:, -1], self.at(24.0)))
        return self.taken(order)

    def taken(self, rows: np.ndarray) -> "Paths":
        """Return the futures at these places; one may be taken twice."""
        return Paths(self.grid, self.progress[rows], self.within[rows])

    def passage(self, gap: Floats | float) -> Floats:
        """Return the months until each future has made up `gap`: 0 where there is none, or `NEVER`."""
        gaps = self._gaps(gap)
        there = self.progress >= gaps[:, None]
        months = self._months(there.argmax(axis=1))
        return np.where(gaps <= 0, 0.0, np.where(there.any(axis=1), months, NEVER))

    def loss(self, gap: Floats | float, since: Floats) -> Floats:
        """Return the months until each future, having made up `gap` by `since`, has lost it; or `NEVER`."""
        gone = (self.progress < self._gaps(gap)[:, None]) & (self.grid > since[:, None])
        months = np.maximum(self._months(gone.argmax(axis=1)), since)
        return np.where(gone.any(axis=1), months, NEVER)

    def _gaps(self, gap: Floats | float) -> Floats:
        return np.broadcast_to(np.asarray(gap, dtype=np.float64), self.within.shape)

    def _months(self, column: np.ndarray) -> Floats:
        """Return a month between the one before each column of the grid and that column."""
        begin = np.concatenate([[0.0], self.grid[:-1]])[column]
        months: Floats = begin + self.within * (self.grid[column] - begin)
        return months
