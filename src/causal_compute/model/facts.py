"""Public facts beside a thesis: sources, measured series and offers, observations, events, evidence.

May touch: nothing. Must not know: claims.
"""

from dataclasses import dataclass, field

from causal_compute.model.kinds import EventKind, Seen, Stance
from causal_compute.model.texts import Position, Text
from causal_compute.quantity import DateInterval, Quantity

__all__ = [
    "Best",
    "Cost",
    "Derivation",
    "Event",
    "Evidence",
    "Level",
    "Observation",
    "Offer",
    "Offers",
    "Point",
    "Series",
    "Source",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a public figure comes from."""

    id: str
    title: str
    publisher: str
    url: str
    seen: Seen
    licence: str = ""
    note: str = ""
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One dated value of a series, with what it was read from."""

    date: DateInterval
    value: float
    verbatim: str
    what: Text
    source: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What could be had from `date` on: what it cost, and how well it did.

    A later offer with the same `label` replaces it; one without a cost withdraws it.
    """

    date: DateInterval
    label: str
    cost: float | None
    score: float
    source: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """A curve of two dimensions: dated offers, each with a cost and a score, in date order.

    The price of a score on a day is the lowest cost among the offers in force with that score or more; the
    best score for a cost is the highest among those in force at that cost or less.
    """

    id: str
    label: Text
    cost_unit: str
    score_unit: str
    offers: tuple[Offer, ...]
    note: str = ""
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A derivation: the lowest cost of a `score` or more among `offers`."""

    offers: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """A derivation: the best score among `offers` for a `cost` or less."""

    offers: str
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A derivation: ``(tokens_in * price_in + tokens_out * price_out) * attempts / success``.

    The prices are series; the rest are figures, each perhaps with a range. `cached` is the share of tokens
    in that is not charged.
    """

    price_in: str
    price_out: str
    tokens_in: Quantity
    tokens_out: Quantity
    attempts: float = 1.0
    success: float = 1.0
    cached: float = 0.0


Derivation = Level | Best | Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A measured curve: points in date order. The latest point at a date is the value at that date.

    With a `derivation` the points are computed from offers or from other series when the thesis is read.
    """

    id: str
    label: Text
    unit: str
    points: tuple[Point, ...]
    derivation: Derivation | None = None
    note: str = ""
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A dated public fact that a condition without a number was met, or was not."""

    id: str
    condition: str
    met: bool
    date: DateInterval
    text: Text
    source: str
    seen: Seen
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something dated that happened to an application."""

    id: str
    application: str
    kind: EventKind
    date: DateInterval
    text: Text
    source: str
    seen: Seen
    quantity: Quantity | None = None
    at: Position = field(default=Position(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A public statement that supports, qualifies or contradicts claims.

    `group` names the voice behind it: statements of one group (one data set, one study, one company's
    word, however often it is repeated) are not independent. `scope` says where the figure holds.
    """

    id: str
    claims: tuple[str, ...]
    stance: Stance
    text: Text
    date: DateInterval
    source: str
    seen: Seen
    group: str
    quantity: Quantity | None = None
    scope: Text | None = None
    at: Position = field(default=Position(), compare=False)
