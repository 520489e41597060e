"""Gates decided in every future at once.

May touch: the formulas of `traverse.gates`, numpy. Must not know: where the dates of conditions come from.

What nothing is known of cannot be dated: it is left out of a gate and named, so that a date always reads
"if the rest holds". Of alternatives (`any`, `at_least`) those that are known decide.

A gate over n dated members that needs k of them is met at the k-th smallest date, and lost when fewer than
k hold: at the k-th largest of the members' losses. Applications that lean on one another in a circle get
the least fixed point, as in `traverse.proof`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from causal_compute.forecast.axis import Floats
from causal_compute.forecast.curves import NEVER
from causal_compute.model import Cause
from causal_compute.outlook.futures import Crossing
from causal_compute.traverse.gates import Formula, needed

__all__ = ["Dated", "date_all"]

Lookup = Callable[[str], Crossing | None]
ROUNDS = 8  # a circle of applications settles in as many sweeps as it is long


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A gate in all futures: when it is met and lost, which condition decides, and what is left out.

    `binding[i]` is the index in `conditions` of the one that decides future i, -1 where it is met by none.
    """

    months: Floats
    lost: Floats
    binding: np.ndarray
    conditions: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    months: Floats
    lost: Floats
    binding: np.ndarray


def date_all(formulas: Mapping[str, Formula], lookup: Lookup) -> Mapping[str, Dated | None]:
    """Return every variable's gate in all futures, None where no condition of it can be dated."""
    dater = _Dater(formulas, lookup)
    for _ in range(ROUNDS):
        if not dater.swept():
            break
    return {name: dater.dated(name) for name in formulas}


class _Dater:
    def __init__(self, formulas: Mapping[str, Formula], lookup: Lookup) -> None:
        self.formulas, self.lookup = formulas, lookup
        self.names: dict[str, int] = {}
        self.parts: dict[str, _Part | None] = dict.fromkeys(formulas)

    def swept(self) -> bool:
        """Evaluate every formula once more; report whether a date is new."""
        new = False
        for name, formula in self.formulas.items():
            part, before = self._gate(formula), self.parts[name]
            new |= part is not None and (before is None or not np.array_equal(part.months, before.months))
            self.parts[name] = part
        return new

    def dated(self, name: str) -> Dated | None:
        part = self.parts[name]
        if part is None:
            return None
        unknown = dict.fromkeys(self._unknown(self.formulas[name], frozenset({name})))
        return Dated(part.months, part.lost, part.binding, tuple(self.names), tuple(unknown))

    def _gate(self, formula: Formula) -> _Part | None:
        parts = [part for each in formula.members if (part := self._member(each)) is not None]
        if not parts:
            return None
        k = min(needed(formula.operator, formula.k, len(formula.members)), len(parts))
        months = np.stack([part.months for part in parts])
        order = np.argsort(months, axis=0, kind="stable")
        decider = order[k - 1]
        columns = np.arange(months.shape[1])
        held = np.stack([np.where(np.isfinite(part.months), part.lost, -NEVER) for part in parts])
        return _Part(
            months[decider, columns],
            np.sort(held, axis=0)[::-1][k - 1],
            np.stack([part.binding for part in parts])[decider, columns],
        )

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
