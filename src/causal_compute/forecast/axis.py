"""Axes on which a quantity moves evenly: plain, by ratio or by odds, with progress always upwards.

May touch: numpy. Must not know: dates, claims.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

__all__ = ["Axis", "Floats", "Scale"]

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

EDGE = 5e-3
"""Shares nearer than this to 0 or 1 are taken for it: the odds of certainty are infinite."""

WIDE = 10.0
"""Values that span more than this factor are taken to grow by ratio."""


class Scale(Enum):
    """How values are laid out before steps are added up."""

    PLAIN = "plain"
    RATIO = "ratio"
    ODDS = "odds"

    @classmethod
    def of(cls, values: Floats, *, unit: str = "") -> "Scale":
        """Return the scale for values of one quantity in one unit.

        Shares go by odds; so do values between 0 and 1 whose unit is not known. Measured quantities that
        are all positive go by ratio, and so does anything positive that spans more than a factor of ten.
        What is left is an index without a zero of its own (unit "ECI", or none) and goes plain.

        >>> Scale.of(np.array([0.2, 0.6])), Scale.of(np.array([4.0, 1.0]), unit="USD/task")
        (<Scale.ODDS: 'odds'>, <Scale.RATIO: 'ratio'>)
        >>> Scale.of(np.array([90.0, 150.0]), unit="ECI"), Scale.of(np.array([1e12, 1e15]))
        (<Scale.PLAIN: 'plain'>, <Scale.RATIO: 'ratio'>)
        """
        if not len(values):
            return cls.PLAIN
        low, high = float(values.min()), float(values.max())
        if unit == "share" or (not unit and low >= 0 and high <= 1):
            return cls.ODDS
        if low <= 0:
            return cls.PLAIN
        return cls.RATIO if high > WIDE * low or unit not in {"", "1", "ECI"} else cls.PLAIN


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale and the direction that counts as progress."""

    scale: Scale
    rises: bool

    def progress(self, values: Floats) -> Floats:
        """Return values as progress: the further on, the larger. By ratio nothing lies beyond everything.

        >>> float(Axis(Scale.RATIO, rises=False).progress(np.array([1.0]))[0])
        -0.0
        """
        if self.scale is Scale.RATIO:
            with np.errstate(divide="ignore", invalid="ignore"):
                laid = np.where(np.asarray(values) > 0, np.log(values), -np.inf)
        elif self.scale is Scale.ODDS:
            shares = np.clip(values, EDGE, 1 - EDGE)
            laid = np.log(shares / (1 - shares))
        else:
            laid = np.asarray(values, dtype=np.float64)
        return laid if self.rises else -laid

    def value(self, progress: Floats) -> Floats:
        """Return the values that some progress stands for; the inverse of `progress`."""
        laid = progress if self.rises else -progress
        if self.scale is Scale.RATIO:
            return np.exp(laid)
        return 1 / (1 + np.exp(-laid)) if self.scale is Scale.ODDS else laid
