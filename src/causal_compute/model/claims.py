"""Claims, the variables they join, and the conditions they set.

May touch: nothing. Must not know: files, public facts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from causal_compute.model.kinds import (
    Basis,
    Change,
    ClaimKind,
    Comparator,
    GateOperator,
    Layer,
    Modality,
    Seen,
    VariableKind,
)
from causal_compute.model.texts import Position, Quote, Text
from causal_compute.quantity import DateInterval, Quantity

__all__ = [
    "Cause",
    "Claim",
    "Condition",
    "Effect",
    "Falsifier",
    "Gate",
    "Measure",
    "Outcome",
    "Variable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """Something that can rise, fall, hold or be reached.

    `aliases` name the variable; `opposites` name its falling ("降本" is the opposite of 成本), both keyed
    by language. `short` fits a small box (zh up to 6 characters, en up to 16). `why` is the reason a
    curator-layer variable exists; `quotes` are where a thesis-layer variable is named.
    """

    id: str
    kind: VariableKind
    layer: Layer
    label: Text
    short: Text
    definition: Text
    aliases: Mapping[str, tuple[str, ...]]
    opposites: Mapping[str, tuple[str, ...]]
    quotes: tuple[Quote, ...] = ()
    unit: str | None = None
    why: Text | None = None
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a condition is read off a series: `series` `comparator` `threshold`.

    `threshold.low` and `.high` are the range that the threshold may lie in, by `basis`. `in_sample` marks
    a threshold that was set knowing the outcome. `series` names a `Series`, or is None where no data
    were found: then the condition is unknown, never guessed.
    """

    label: Text
    comparator: Comparator
    threshold: Quantity
    basis: Basis
    why: Text
    layer: Layer = Layer.CURATOR
    series: str | None = None
    in_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A variable and the critical point it must reach.

    The critical point has a name (`label`), and a number when a `measure` gives it one. Without a
    measure only a dated `Observation` can say that it was met.
    """

    id: str
    variable: str
    layer: Layer
    label: Text
    quotes: tuple[Quote, ...] = ()
    measure: Measure | None = None
    why: Text | None = None
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause in a gate: a variable, its change, and perhaps the condition it must reach."""

    variable: str
    change: Change
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Causes joined by all, any or at least `k` of them. Gates nest."""

    operator: GateOperator
    members: tuple["Cause | Gate", ...]
    k: int | None = None

    def causes(self) -> Iterator[Cause]:
        """Yield every cause in the gate, from left to right, whatever the nesting."""
        for member in self.members:
            if isinstance(member, Cause):
                yield member
            else:
                yield from member.causes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a claim is about: a variable and what happens to it."""

    variable: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a falsifier, as it was read."""

    refuted: bool
    date: DateInterval
    text: Text
    source: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Falsifier:
    """What would refute a claim: the `metric` on the side of `comparator` from `value` when `by` has come.

    Frozen on a day before that: its terms may not change later. `series` names the series whose value in
    force on the last day of `by` decides; without one an `outcome` must be entered. `in_sample` marks one
    that was set knowing the outcome. The layer says whose falsifier it is: mostly not the claim's own.
    """

    metric: Text
    comparator: Comparator
    value: float
    unit: str
    by: DateInterval
    frozen_on: date
    series: str | None = None
    layer: Layer = Layer.CURATOR
    in_sample: bool = False
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement with an identity: the `causes`, combined by their gate, bring about the `effect`.

    Claims that are not causal have no causes and say something of `effect.variable` alone, with the
    payload of their kind: `quantity` (trend, level, share, forecast), `when` (forecast, level),
    `compared_to` (comparison, analogy, definition: the other variable), `rating`.

    `holds_if` names conditions on which the whole claim depends ("if Transformers stay dominant").
    `universal` marks a claim that says "all" or "every": one counter-example is one too many for it.
    `lag` is in months. `why` is the reason a curator-layer claim was added. `feedback` marks the claim
    that is left out to make a loop a DAG.
    """

    id: str
    kind: ClaimKind
    layer: Layer
    text: Text
    effect: Effect
    causes: Gate | None = None
    modality: Modality | None = None
    quotes: tuple[Quote, ...] = ()
    quantity: Quantity | None = None
    when: DateInterval | None = None
    rating: str | None = None
    compared_to: str | None = None
    holds_if: tuple[str, ...] = ()
    lag: Quantity | None = None
    scope: Text | None = None
    mechanism: Text | None = None
    why: Text | None = None
    feedback: bool = False
    universal: bool = False
    falsifiers: tuple[Falsifier, ...] = ()
    at: Position = field(default=Position(), compare=False)

    def variables(self) -> Iterator[str]:
        """Yield the id of every variable the claim names; an id may come twice."""
        if self.causes is not None:
            yield from (cause.variable for cause in self.causes.causes())
        yield self.effect.variable
        if self.compared_to is not None:
            yield self.compared_to
