"""What a thesis is: claims, the variables they join, their conditions, and the facts beside them.

May touch: nothing; plain frozen data, standard library only. Must not know: files, graphs, questions.

Everything here is parsed once by a reader and never changes. All else (the DAG, the RDF dataset, the
answers) is derived from a `Thesis`. Layers are never mixed: every part says who says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from causal_compute.quantity import DateInterval, Quantity

__all__ = [
    "Basis",
    "Cause",
    "Change",
    "Claim",
    "ClaimKind",
    "Comparator",
    "Condition",
    "Effect",
    "Event",
    "EventKind",
    "Gate",
    "GateOperator",
    "Layer",
    "Measure",
    "Modality",
    "NotAClaim",
    "Observation",
    "Point",
    "Position",
    "Quote",
    "Seen",
    "Series",
    "Slide",
    "Source",
    "Text",
    "TextStatus",
    "Thesis",
    "Variable",
    "VariableKind",
]


class Layer(StrEnum):
    """Who says so. Each layer is its own named graph, badge and filter."""

    THESIS = "thesis"  # the document says it
    CURATOR = "curator"  # we inferred or added it, with a reason
    EVIDENCE = "evidence"  # public figures say it
    DERIVED = "derived"  # computed from the rest


class VariableKind(StrEnum):
    """What part a variable plays in the thesis."""

    ROOT = "root"  # nothing in the thesis causes it; `Thesis.root` names the one the thesis is about
    CONSTRAINT = "constraint"  # a constraint of the root: cost curve, chip supply, power, capital ...
    FACTOR = "factor"  # stands between constraints and applications
    APPLICATION = "application"  # a leaf
    ENTITY = "entity"  # spoken about, but does not itself rise or fall: an architecture, a product


class ClaimKind(StrEnum):
    """What sort of statement a claim makes. Only `CAUSAL` claims have causes."""

    CAUSAL = "causal"
    TREND = "trend"
    LEVEL = "level"
    SHARE = "share"
    FORECAST = "forecast"
    COMPARISON = "comparison"
    ANALOGY = "analogy"
    WORLDVIEW = "worldview"
    DEFINITION = "definition"
    RATING = "rating"
    NORMATIVE = "normative"


class Change(StrEnum):
    """What happens to a variable. `sign` is its direction."""

    INCREASES = "increases"
    DECREASES = "decreases"
    BECOMES_VIABLE = "becomes-viable"  # an application crosses from impossible to worth while
    HOLDS = "holds"  # stays as it is
    CHANGES = "changes"  # moves, in a direction that is not said

    @property
    def sign(self) -> int:
        """+1 up, -1 down, 0 when the change has no direction."""
        return {"increases": 1, "becomes-viable": 1, "decreases": -1}.get(self.value, 0)


class Modality(StrEnum):
    """How the causes bear on the effect."""

    NECESSARY = "necessary"
    SUFFICIENT = "sufficient"
    NECESSARY_AND_SUFFICIENT = "necessary-and-sufficient"
    CONTRIBUTORY = "contributory"
    ENABLING = "enabling"
    PREVENTIVE = "preventive"
    RATE_LIMITING = "rate-limiting"
    CONSTITUTIVE = "constitutive"


class GateOperator(StrEnum):
    """How the members of a gate combine."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"


class Comparator(StrEnum):
    """On which side of its threshold a condition is met."""

    AT_LEAST = ">="
    AT_MOST = "<="


class Basis(StrEnum):
    """Where a threshold comes from."""

    SOURCED = "sourced"  # a source gives the number
    DERIVED = "derived"  # reckoned from numbers, by a derivation that is written down
    ASSUMPTION = "assumption"  # ours; a range says how far it may be off


class Seen(StrEnum):
    """How a public figure was read."""

    PRIMARY = "primary"  # on the publisher's own page or in its own data
    SECONDARY = "secondary"  # reported by somebody else
    COMPUTED = "computed"  # reckoned by us from primary data


class TextStatus(StrEnum):
    """How a text relates to its source."""

    VERBATIM = "verbatim"  # stands in the source, letter by letter
    TRANSLATION = "translation"  # of the verbatim text or of the other language's text
    PARAPHRASE = "paraphrase"  # our own words


class EventKind(StrEnum):
    """What happened to an application."""

    LAUNCH = "launch"
    BOOM = "boom"
    ADOPTION = "adoption"
    RETREAT = "retreat"
    FAILED_BOOM = "failed-boom"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a part stands in its file; line and column count from 1."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in Chinese and English, and how each relates to the source."""

    zh: str
    en: str
    zh_status: TextStatus = TextStatus.PARAPHRASE
    en_status: TextStatus = TextStatus.TRANSLATION

    def in_(self, language: str) -> str:
        """Return the words in "zh" or "en"."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A numbered part of the source: a slide of a deck, a section of an essay. Lines count from 1."""

    id: str
    first_line: int
    last_line: int
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that stand verbatim in the source, white space aside.

    `start` and `end` are offsets (in characters, end excluded) into `Thesis.source_text`; `en` is our
    translation. `prefix` tells one occurrence from another when the same words stand twice on a slide.
    """

    slide: str
    exact: str
    start: int
    end: int
    prefix: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAClaim:
    """A stretch of the source that is deliberately not encoded, and why."""

    quote: Quote
    reason: str


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
    why: str | None = None
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
    why: str
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
    why: str | None = None
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
class Claim:
    """A statement with an identity: the `causes`, combined by their gate, bring about the `effect`.

    Claims that are not causal have no causes and say something of `effect.variable` alone, with the
    payload of their kind: `quantity` (trend, level, share, forecast), `when` (forecast, level),
    `compared_to` (comparison, analogy, definition: the other variable), `rating`.

    `holds_if` names conditions on which the whole claim depends ("if Transformers stay dominant").
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
    why: str | None = None
    feedback: bool = False
    at: Position = field(default=Position(), compare=False)

    def variables(self) -> Iterator[str]:
        """Yield the id of every variable the claim names; an id may come twice."""
        if self.causes is not None:
            yield from (cause.variable for cause in self.causes.causes())
        yield self.effect.variable
        if self.compared_to is not None:
            yield self.compared_to


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesis:
    """One document and all that is encoded of it, by id and in file order.

    `root` is the id of the variable the thesis reduces everything to. `digest` is the BLAKE2b hash of
    every file that was read, in hexadecimal: two theses with the same digest are the same.
    """

    id: str
    title: Text
    language: str
    root: str
    source_text: str
    slides: Mapping[str, Slide]
    variables: Mapping[str, Variable]
    conditions: Mapping[str, Condition]
    claims: Mapping[str, Claim]
    not_claims: tuple[NotAClaim, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    events: tuple[Event, ...] = ()
    digest: str = ""
