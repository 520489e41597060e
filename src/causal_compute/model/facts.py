"""Public facts beside a thesis: sources, measured series, observations, events, evidence.

May touch: nothing. Must not know: claims.
"""

from dataclasses import dataclass, field

from causal_compute.model.kinds import EventKind, Seen, Stance
from causal_compute.model.texts import Position, Text
from causal_compute.quantity import DateInterval, Quantity

__all__ = ["Event", "Evidence", "Observation", "Point", "Series", "Source"]


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
    what: str
    source: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A measured curve: points in date order. The latest point at a date is the value at that date."""

    id: str
    label: Text
    unit: str
    points: tuple[Point, ...]
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
