"""How fast things of a kind get better, before any one of them has been looked at.

May touch: nothing. Must not know: curves, claims.

A thesis may name the pace of what it speaks of (`pace` in thesis.yaml): the price of using a model falls by
ratios a year that the price of a solar module takes a decade for. Where none is named, `PACE` stands.
"""

from math import log
from typing import NamedTuple

__all__ = ["PACE", "SLOW_CHANCE", "Pace"]

SLOW_CHANCE = 0.1
"""How many curves of all are of a slow kind: one in ten, at an eighth of the usual pace on a log scale."""

_FAST, _SLOW = 7.0, 1.3
_SLOWNESS = log(_SLOW) / log(_FAST)
"""The slow kind's pace on a log scale, as chosen with the method's other numbers on prices of models."""


class Pace(NamedTuple):
    """How many times better a year: usually, and the range that is told. All are above 1.

    >>> Pace(7.0, 5.0, 10.0).priors
    ((0.9, 7.0), (0.1, 1.3))
    """

    usual: float
    low: float
    high: float

    @property
    def rate(self) -> float:
        """Progress a month, by ratio or odds, at the usual pace."""
        return log(self.usual) / 12

    @property
    def priors(self) -> tuple[tuple[float, float], ...]:
        """How likely a curve is of a kind, and how many times a year that kind improves: usual, then slow."""
        slow = _SLOW if self.usual == _FAST else self.usual**_SLOWNESS
        return ((1 - SLOW_CHANCE, self.usual), (SLOW_CHANCE, slow))


PACE = Pace(1.3, 1.05, 2.0)
"""Where nothing is named. An assumption: between hardware that gains a tenth a year, and computing."""
