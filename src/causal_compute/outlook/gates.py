"""Gates decided in every future at once.

May touch: the formulas of `traverse.gates`, numpy. Must not know: where the dates of conditions come from.

What nothing is known of cannot be dated: it is left out of a gate and named, so that a date always reads
"if the rest holds". Of alternatives (`any`, `at_least`) those that are known decide.

A gate over n dated members that needs k of them is met on the first day on which k hold at once, and lost
on the first day after that on which fewer do. Applications that lean on one another in a circle get the
least fixed point, as in `traverse.proof`: nothing holds only because it holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causal_compute.forecast.axis import Floats
from causal_compute.forecast.curves import NEVER
from causal_compute.model import Cause
from causal_compute.outlook.futures import Crossing
from causal_compute.traverse.gates import Formula, needed

__all__ = ["Dated", "date_all"]

Lookup = Callable[[str], Crossing | None]


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A gate in all futures: when it is met and lost, which condition decides, and what is left out.

    `binding[i]` is the index in `conditions` of the one that decides future i: of a gate that is not met in
    it, one that is missing.
    """

    months: Floats
    lost: Floats
    binding: np.ndarray
    conditions: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A formula in all futures; numbers of one future may stand for all."""

    months: Floats
    lost: Floats
    binding: np.ndarray

    def same(self, other: "_Part") -> bool:
        return all(
            np.array_equal(*pair)
            for pair in (
                (self.months, other.months),
                (self.lost, other.lost),
                (self.binding, other.binding),
            )
        )


_NOT_MET = _Part(np.array([NEVER]), np.array([NEVER]), np.array([0]))


def _joined(parts: Sequence[_Part], k: int) -> _Part:
    """Return the gate that needs `k` of these parts to hold at once."""
    months, lost, binding = (
        np.stack(np.broadcast_arrays(*each))
        for each in ([p.months for p in parts], [p.lost for p in parts], [p.binding for p in parts])
    )

    def holding(days: Floats) -> np.ndarray:
        """Return how many hold on a day in each future, for every row of days."""
        held: np.ndarray = (months[None] <= days[:, None]) & (days[:, None] < lost[None])
        counts: np.ndarray = held.sum(axis=1)
        return counts

    columns = np.arange(months.shape[1])
    order = np.argsort(months, axis=0, kind="stable")
    days = np.take_along_axis(months, order, axis=0)
    enough = (holding(days) >= k) & np.isfinite(days)
    place = np.where(enough.any(axis=0), enough.argmax(axis=0), k - 1)
    met = np.where(enough.any(axis=0), days[place, columns], NEVER)
    gone = (lost > met) & (holding(lost) < k)
    return _Part(met, np.where(gone, lost, NEVER).min(axis=0), binding[order[place, columns], columns])


def date_all(formulas: Mapping[str, Formula], lookup: Lookup) -> Mapping[str, Dated | None]:
    """Return every variable's gate in all futures, None where no condition of it can be dated.

    Cost: a sweep over all formulas for every link of the longest chain of applications that lean on others.
    """
    dater = _Dater(formulas, lookup)
    while dater.swept():
        pass
    return {name: dater.dated(name) for name in formulas}


class _Dater:
    """Formulas on their way to the least fixed point: what can be dated begins as never met."""

    def __init__(self, formulas: Mapping[str, Formula], lookup: Lookup) -> None:
        self.formulas, self.lookup = formulas, lookup
        self.names: dict[str, int] = {}
        self.parts: dict[str, _Part] = {}
        while known := {
            name for name in formulas if name not in self.parts and self._datable(formulas[name])
        }:
            self.parts |= dict.fromkeys(known, _NOT_MET)

    def _datable(self, member: Formula | Cause) -> bool:
        """Report whether something in a formula can be dated by what is known to be so far."""
        if isinstance(member, Formula):
            return any(map(self._datable, member.members))
        if member.condition is not None:
            return self.lookup(member.condition) is not None
        return member.variable in self.parts and member.change.sign >= 0

    def swept(self) -> bool:
        """Evaluate every formula once more; report whether anything is new."""
        new = False
        for name in self.formulas:
            part = self._gate(self.formulas[name]) if name in self.parts else None
            if part is not None:
                new |= not part.same(self.parts[name])
                self.parts[name] = part
        return new

    def dated(self, name: str) -> Dated | None:
        part = self.parts.get(name)
        if part is None:
            return None
        unknown = dict.fromkeys(self._unknown(self.formulas[name], frozenset({name})))
        return Dated(part.months, part.lost, part.binding, tuple(self.names), tuple(unknown))

    def _gate(self, formula: Formula) -> _Part | None:
        parts = [part for each in formula.members if (part := self._member(each)) is not None]
        if not parts:
            return None
        k = min(needed(formula.operator, formula.k, len(formula.members)), len(parts))
        return _joined(parts, k)

    def _member(self, member: Formula | Cause) -> _Part | None:
        if isinstance(member, Formula):
            return self._gate(member)
        if member.condition is None:
            return self.parts.get(member.variable) if member.change.sign >= 0 else None
        crossing = self.lookup(member.condition)
        if crossing is None:
            return None
        index = self.names.setdefault(member.condition, len(self.names))
        return _Part(crossing.months, crossing.lost, np.full(len(crossing.months), index))

    def _unknown(self, formula: Formula, seen: frozenset[str]) -> list[str]:
        """Return what could not be dated: ids of conditions, and of variables that name none."""
        found: list[str] = []
        for member in formula.members:
            if isinstance(member, Formula):
                found += self._unknown(member, seen)
            elif member.condition is not None:
                found += [] if self.lookup(member.condition) is not None else [member.condition]
            elif member.variable in self.formulas and member.change.sign >= 0:
                if member.variable not in seen:
                    found += self._unknown(self.formulas[member.variable], seen | {member.variable})
            else:
                found.append(member.variable)
        return found
