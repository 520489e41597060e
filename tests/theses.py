"""Theses made in code, small enough to reckon by hand. Not a test: other tests build on it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from causal_compute.derivation import Inputs, derived
from causal_compute.model import (
    Basis,
    Cause,
    Change,
    Claim,
    ClaimKind,
    Comparator,
    Condition,
    Effect,
    Event,
    EventKind,
    Evidence,
    Gate,
    GateOperator,
    Layer,
    Level,
    Measure,
    Modality,
    Observation,
    Offer,
    Offers,
    Point,
    Quote,
    Seen,
    Series,
    Stance,
    Text,
    Thesis,
    Variable,
    VariableKind,
)
from causal_compute.quantity import DateInterval, Quantity, parse_date

NO_TEXT = Text(zh="", en="")
UP, DOWN, VIABLE = Change.INCREASES, Change.DECREASES, Change.BECOMES_VIABLE
DAY = date(2026, 11, 22)
Fact = TypeVar("Fact", Point, Offer, Observation, Event, Evidence)


def text(words: str) -> Text:
    return Text(zh=words, en=words)


def variable(name: str, kind: VariableKind = VariableKind.FACTOR) -> Variable:
    """Return a variable of the thesis' own layer; "root: x", "app: x" and "constraint: x" give its kind."""
    kinds = {
        "root": VariableKind.ROOT,
        "app": VariableKind.APPLICATION,
        "constraint": VariableKind.CONSTRAINT,
    }
    if ": " in name:
        prefix, name = name.split(": ")
        kind = kinds[prefix]
    label = text(name)
    return Variable(
        id=name,
        kind=kind,
        layer=Layer.THESIS,
        label=label,
        short=label,
        definition=label,
        aliases={},
        opposites={},
    )


def cause(name: str, change: Change = UP, condition: str | None = None) -> Cause:
    """Return a cause; "-x" is the falling of x, and "x@c" the rising of x that must reach condition c."""
    if "@" in name:
        name, condition = name.split("@")
    if name.startswith("-"):
        name, change = name[1:], DOWN
    return Cause(variable=name, change=change, condition=condition)


def gate(operator: GateOperator, *members: str | Cause | Gate, k: int | None = None) -> Gate:
    made = tuple(cause(each) if isinstance(each, str) else each for each in members)
    return Gate(operator=operator, members=made, k=k)


def all_of(*members: str | Cause | Gate) -> Gate:
    return gate(GateOperator.ALL, *members)


def any_of(*members: str | Cause | Gate) -> Gate:
    return gate(GateOperator.ANY, *members)


def at_least(k: int, *members: str | Cause | Gate) -> Gate:
    return gate(GateOperator.AT_LEAST, *members, k=k)


def claim(
    name: str,
    causes: str | Gate,
    effect: str,
    *,
    change: Change | None = None,
    modality: Modality = Modality.CONTRIBUTORY,
    layer: Layer = Layer.THESIS,
    feedback: bool = False,
    holds_if: tuple[str, ...] = (),
    quotes: int = 1,
) -> Claim:
    """Return a causal claim; effect "-x" is the falling of x, "!x" that it becomes viable."""
    if change is None:
        change = {"-": DOWN, "!": VIABLE}.get(effect[0], UP)
    return Claim(
        id=name,
        kind=ClaimKind.CAUSAL,
        layer=layer,
        text=text(name),
        effect=Effect(variable=effect.lstrip("-!"), change=change),
        causes=all_of(causes) if isinstance(causes, str) else causes,
        modality=modality,
        quotes=tuple(Quote(slide="S01", exact="x", start=i, end=i + 1) for i in range(quotes)),
        holds_if=holds_if,
        feedback=feedback,
    )


def gated(
    name: str,
    causes: str | Gate,
    effect: str,
    modality: Modality = Modality.NECESSARY_AND_SUFFICIENT,
    holds_if: tuple[str, ...] = (),
) -> Claim:
    """Return a gate claim: its causes decide whether `effect` becomes viable."""
    return claim(name, causes, effect, change=VIABLE, modality=modality, holds_if=holds_if)


def condition(
    name: str, of: str, rule: str | None = None, *, series: str | None = None, unit: str = "1"
) -> Condition:
    """Return a condition; the rule ">= 60 (30..120)" gives it a measure, read off the series `name`."""
    return Condition(
        id=name,
        variable=of,
        layer=Layer.THESIS,
        label=text(name),
        measure=None if rule is None else measure(rule, series or name, unit),
    )


def measure(rule: str, series: str, unit: str = "1") -> Measure:
    comparator, value, *rest = rule.split(maxsplit=2)
    low, high = rest[0].strip("()").split("..") if rest else (value, value)
    threshold = Quantity(low=float(low), high=float(high), unit=unit, value=float(value))
    return Measure(
        label=NO_TEXT,
        comparator=Comparator(comparator),
        threshold=threshold,
        basis=Basis.ASSUMPTION,
        why=NO_TEXT,
        series=series,
    )


def point(when: str, value: float) -> Point:
    return Point(
        date=parse_date(when), value=value, verbatim=str(value), what=NO_TEXT, source="s", seen=Seen.PRIMARY
    )


def series(name: str, points: Iterable[tuple[str, float]], unit: str = "1") -> Series:
    return Series(id=name, label=text(name), unit=unit, points=tuple(point(*each) for each in points))


def observation(name: str, of: str, when: str, met: bool = True) -> Observation:
    return Observation(
        id=name, condition=of, met=met, date=parse_date(when), text=NO_TEXT, source="s", seen=Seen.PRIMARY
    )


def evidence(  # noqa: PLR0917 - a statement in a line
    name: str, of: str, stance: str, when: str, group: str, seen: Seen = Seen.PRIMARY
) -> Evidence:
    return Evidence(
        id=name,
        claims=(of,),
        stance=Stance(stance),
        text=NO_TEXT,
        date=parse_date(when),
        source="s",
        seen=seen,
        group=group,
    )


def day(when: str) -> DateInterval:
    return parse_date(when)


def make_thesis(
    *,
    variables: Iterable[str] = (),
    claims: Iterable[Claim] = (),
    conditions: Iterable[Condition] = (),
    curves: Iterable[Series] = (),
    observations: Iterable[Observation] = (),
    root: str = "root",
) -> Thesis:
    """Return a thesis. Variables that only claims name are added as factors, the root as the root."""
    claims = tuple(claims)
    named = [variable(each) for each in variables]
    known = {each.id: each for each in [variable(root, VariableKind.ROOT), *named]}
    for each in claims:
        known |= {name: variable(name) for name in each.variables() if name not in known}
    return Thesis(
        id="small",
        title=NO_TEXT,
        language="en",
        root=root,
        source_text="x" * 9,
        slides={},
        variables=known,
        conditions={each.id: each for each in conditions},
        claims={each.id: each for each in claims},
        series={each.id: each for each in curves},
        observations=tuple(observations),
    )


def agents() -> Thesis:
    """Return the thesis' central gate: agents need ability and cheap inference, both reached.

    Ability crosses 60 minutes on 2025-02-24 and the price 10 USD on 2025-05-22, so agents are viable since
    2025-05-22 and it is the price that binds.
    """
    return make_thesis(
        root="compute",
        variables=["app: agents", "constraint: cost-curve"],
        conditions=[
            condition("capable", "ability", ">= 60 (30..120)"),
            condition("cheap", "price", "<= 10 (5..15)"),
        ],
        curves=[
            series("capable", [("2024-12-05", 38.8), ("2025-02-24", 60.4), ("2025-08-07", 137.0)]),
            series("cheap", [("2024-12-19", 26.4), ("2025-02-24", 11.97), ("2025-05-22", 4.92)]),
        ],
        claims=[
            claim("more-compute", "compute", "-cost-curve"),
            claim("cheaper", "-cost-curve", "-price"),
            claim("scaling", "compute", "ability"),
            gated("both", all_of("ability@capable", "-price@cheap"), "agents"),
        ],
    )


def offers(name: str, rows: Iterable[tuple[str, str, float | None, float]]) -> Offers:
    """Return offers of rows (date, label, cost, score), the cost in USD/task and the score an index."""
    made = tuple(
        Offer(date=parse_date(when), label=label, cost=cost, score=score, source="s", seen=Seen.PRIMARY)
        for when, label, cost, score in rows
    )
    return Offers(id=name, label=text(name), cost_unit="USD/task", score_unit="ECI", offers=made)


def level(name: str, of: Offers, score: float) -> Series:
    """Return the price of a score over time, as it is derived from offers."""
    how = Level(offers=of.id, score=score)
    points = derived(how, of.cost_unit, Inputs({of.id: of}, {}))
    return Series(id=name, label=text(name), unit=of.cost_unit, points=points, derivation=how)


def event(name: str, of: str, kind: str, when: str) -> Event:
    return Event(
        id=name,
        application=of,
        kind=EventKind(kind),
        date=parse_date(when),
        text=NO_TEXT,
        source="s",
        seen=Seen.PRIMARY,
    )


def cut(thesis: Thesis, day: date) -> Thesis:
    """Return a thesis without the facts of later days: a date counts once all its days are over."""

    def known(facts: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(each for each in facts if each.date.latest <= day)

    return replace(
        thesis,
        series={key: replace(each, points=known(each.points)) for key, each in thesis.series.items()},
        offers={key: replace(each, offers=known(each.offers)) for key, each in thesis.offers.items()},
        observations=known(thesis.observations),
        events=known(thesis.events),
        evidence={each.id: each for each in known(thesis.evidence.values())},
    )
