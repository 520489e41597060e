"""The parts of a thesis as an answer shows them: texts, dates, figures, and an entry for every id it names.

May touch: nothing. Must not know: how answers are found, kept or drawn. See `document` for the whole.
"""

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "CauseEntry",
    "CausesEntry",
    "ClaimEntry",
    "ConditionEntry",
    "EventEntry",
    "FactEntry",
    "Interval",
    "QuoteEntry",
    "SourceEntry",
    "Text",
    "VariableEntry",
]


class Text(TypedDict):
    """Words in both languages, with how each relates to the source (verbatim, translation, paraphrase)."""

    zh: str
    en: str
    zh_status: NotRequired[str]
    en_status: NotRequired[str]


class Interval(TypedDict):
    """The days a date may mean, both ends included (ISO dates), and how it was written."""

    earliest: str
    latest: str
    verbatim: str


class FactEntry(TypedDict):
    """A dated public figure or observation: what it is of, and who says so.

    `verbatim` is the value as its source writes it, `figure` the same to four digits with its unit, for
    reading; both are empty for an observation, which has no number.
    """

    date: Interval
    value: float | None
    verbatim: str
    figure: str
    unit: str | None
    text: Text
    source: str
    seen: str


class QuoteEntry(TypedDict):
    """Verbatim words of the source, their slide, and our translation (may be empty)."""

    slide: str
    exact: str
    en: str


class CauseEntry(TypedDict):
    """One cause, or the effect, of a claim: a variable, its change, the condition it must reach."""

    type: Literal["cause"]
    variable: str
    change: str
    condition: str | None


class CausesEntry(TypedDict):
    """The causes of a claim, joined by a gate; gates nest."""

    type: Literal["gate"]
    op: Literal["all", "any", "at_least"]
    k: int | None
    members: list["CauseEntry | CausesEntry"]


class ClaimEntry(TypedDict):
    """A claim as an answer shows it. `causes` is null for a claim that is not causal."""

    kind: str
    causes: CausesEntry | None
    effect: CauseEntry
    layer: str
    text: Text
    modality: str | None
    quotes: list[QuoteEntry]
    slide: str | None
    belief: float
    why: Text | None
    holds_if: list[str]


class VariableEntry(TypedDict):
    """A variable as an answer shows it."""

    kind: str
    layer: str
    label: Text
    short: Text
    definition: Text


class ConditionEntry(TypedDict):
    """A condition as an answer shows it; `threshold` is null for a critical point without a number."""

    variable: str
    layer: str
    label: Text
    comparator: str | None
    threshold: str | None
    range: str | None
    unit: str | None
    basis: str | None
    in_sample: bool
    measure: Text | None
    series: str | None
    why: Text | None


class SourceEntry(TypedDict):
    """Where a figure comes from."""

    title: str
    publisher: str
    url: str


class EventEntry(TypedDict):
    """Something dated that happened to the application."""

    kind: str
    date: Interval
    text: Text
    source: str
    seen: str
