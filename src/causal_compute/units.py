"""Units as products of powers, so that a formula can be held to the unit of its result. Stdlib only.

May touch: nothing. Must not know: which units there are (see `quantity.UNITS`), series, files.

A unit is written as names with "/" between what is counted and what it is counted by. Multiples ("Mtok",
"billion USD") are a factor and the plain unit. What is not understood further is a unit of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Unit", "unit"]

_MULTIPLES: Mapping[str, tuple[float, str]] = {
    "Mtok": (1e6, "token"),
    "tokens": (1.0, "token"),
    "kW": (1e3, "W"),
    "MW": (1e6, "W"),
    "GW": (1e9, "W"),
    "TW": (1e12, "W"),
    "kWh": (1e3, "Wh"),
    "MWh": (1e6, "Wh"),
    "GWh": (1e9, "Wh"),
    "TWh": (1e12, "Wh"),
    "t": (1e3, "kg"),
    "100M USD": (1e8, "USD"),
    "billion USD": (1e9, "USD"),
    "trillion USD": (1e12, "USD"),
    "share": (1.0, ""),
    "percent": (0.01, ""),
    "fold": (1.0, ""),
    "1": (1.0, ""),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` times a product of plain units, each with its power."""

    factor: float
    powers: frozenset[tuple[str, int]]

    def __mul__(self, other: "Unit") -> "Unit":
        """Return the unit of a product.

        >>> unit("USD/Mtok") * unit("tokens/answer") == unit("USD/answer").times(1e-6)
        True
        """
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + power
        kept = frozenset((name, power) for name, power in powers.items() if power)
        return Unit(self.factor * other.factor, kept)

    def times(self, factor: float) -> "Unit":
        """Return the unit with its factor multiplied."""
        return Unit(self.factor * factor, self.powers)

    def into(self, other: "Unit") -> float | None:
        """Return by what a value in this unit is multiplied to be in the other, None if it cannot be.

        >>> unit("billion USD").into(unit("100M USD")), unit("USD").into(unit("tokens"))
        (10.0, None)
        """
        return self.factor / other.factor if self.powers == other.powers else None


def unit(name: str) -> Unit:
    """Return the unit that a name stands for.

    >>> sorted(unit("USD/Mtok").powers), unit("USD/Mtok").factor
    ([('USD', 1), ('token', -1)], 1e-06)
    """
    counted, *by = name.split("/")
    factor, plain = _MULTIPLES.get(counted, (1.0, counted))
    powers = {plain: 1} if plain else {}
    for each in by:
        multiple, plain = _MULTIPLES.get(each, (1.0, each))
        factor /= multiple
        if plain:
            powers[plain] = powers.get(plain, 0) - 1
    return Unit(factor, frozenset((each, power) for each, power in powers.items() if power))
