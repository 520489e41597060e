"""A thesis under other ids: every reference follows.

May touch: the model. Must not know: why anything is renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from causal_compute.model import (
    Best,
    Cause,
    Claim,
    Condition,
    Cost,
    Derivation,
    Evidence,
    Falsifier,
    Gate,
    Level,
    Offers,
    Quote,
    Series,
    Slide,
    Thesis,
    Variable,
)

__all__ = ["Ids", "renamed"]

Names = Mapping[str, str]
Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Ids:
    """New ids by old ones, for each table of a thesis; what is not there keeps its id."""

    variables: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    observations: dict[str, str] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    slides: dict[str, str] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, str]:
        """Return the new ids of one table."""
        found: dict[str, str] = getattr(self, name)
        return found


def renamed(thesis: Thesis, ids: Ids) -> Thesis:
    """Return the thesis with these ids, everything in its order. Two parts must not get one id."""
    clerk = _Clerk(ids)
    return replace(
        thesis,
        root=clerk.of("variables", thesis.root),
        slides=clerk.keyed("slides", thesis.slides, clerk.slide),
        variables=clerk.keyed("variables", thesis.variables, clerk.variable),
        conditions=clerk.keyed("conditions", thesis.conditions, clerk.condition),
        claims=clerk.keyed("claims", thesis.claims, clerk.claim),
        not_claims=tuple(replace(each, quote=clerk.quote(each.quote)) for each in thesis.not_claims),
        sources=clerk.keyed("sources", thesis.sources, lambda each: each),
        series=clerk.keyed("series", thesis.series, clerk.series),
        offers=clerk.keyed("offers", thesis.offers, clerk.offers),
        observations=tuple(
            replace(
                clerk.told(each),
                id=clerk.of("observations", each.id),
                condition=clerk.of("conditions", each.condition),
            )
            for each in thesis.observations
        ),
        events=tuple(
            replace(
                clerk.told(each),
                id=clerk.of("events", each.id),
                application=clerk.of("variables", each.application),
            )
            for each in thesis.events
        ),
        evidence=clerk.keyed("evidence", thesis.evidence, clerk.statement),
    )


class _Clerk:
    """Renames part by part."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def of(self, table: str, name: str) -> str:
        return self.ids.table(table).get(name, name)

    def maybe(self, table: str, name: str | None) -> str | None:
        return None if name is None else self.of(table, name)

    def keyed(self, table: str, parts: Mapping[str, Any], made: Any) -> dict[str, Any]:  # noqa: ANN401 - any part
        return {
            self.of(table, key): replace(made(each), id=self.of(table, key)) for key, each in parts.items()
        }

    def told(self, fact: Fact) -> Fact:
        """Return a fact under the id of its source."""
        return replace(fact, source=self.of("sources", fact.source))  # type: ignore[attr-defined, type-var]  # all facts have one

    def slide(self, slide: Slide) -> Slide:
        return slide

    def quote(self, quote: Quote) -> Quote:
        return replace(quote, slide=self.of("slides", quote.slide))

    def quotes(self, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(map(self.quote, quotes))

    def variable(self, each: Variable) -> Variable:
        return replace(each, quotes=self.quotes(each.quotes))

    def condition(self, each: Condition) -> Condition:
        measure = each.measure
        if measure is not None:
            measure = replace(measure, series=self.maybe("series", measure.series))
        variable = self.of("variables", each.variable)
        return replace(each, variable=variable, measure=measure, quotes=self.quotes(each.quotes))

    def claim(self, each: Claim) -> Claim:
        return replace(
            each,
            causes=None if each.causes is None else self.gate(each.causes),
            effect=replace(each.effect, variable=self.of("variables", each.effect.variable)),
            compared_to=self.maybe("variables", each.compared_to),
            holds_if=tuple(self.of("conditions", name) for name in each.holds_if),
            quotes=self.quotes(each.quotes),
            falsifiers=tuple(map(self.falsifier, each.falsifiers)),
        )

    def gate(self, gate: Gate) -> Gate:
        members = (self.gate(each) if isinstance(each, Gate) else self.cause(each) for each in gate.members)
        return replace(gate, members=tuple(members))

    def cause(self, cause: Cause) -> Cause:
        condition = self.maybe("conditions", cause.condition)
        return replace(cause, variable=self.of("variables", cause.variable), condition=condition)

    def falsifier(self, each: Falsifier) -> Falsifier:
        outcome = None if each.outcome is None else self.told(each.outcome)
        return replace(each, series=self.maybe("series", each.series), outcome=outcome)

    def series(self, each: Series) -> Series:
        points = tuple(map(self.told, each.points))
        return replace(each, points=points, derivation=self.derivation(each.derivation))

    def derivation(self, how: Derivation | None) -> Derivation | None:
        if isinstance(how, Level | Best):
            return replace(how, offers=self.of("offers", how.offers))
        if isinstance(how, Cost):
            of = self.ids.series
            return replace(
                how,
                price_in=of.get(how.price_in, how.price_in),
                price_out=of.get(how.price_out, how.price_out),
            )
        return how

    def offers(self, each: Offers) -> Offers:
        return replace(each, offers=tuple(map(self.told, each.offers)))

    def statement(self, each: Evidence) -> Evidence:
        claims = tuple(self.of("claims", name) for name in each.claims)
        return replace(self.told(each), claims=claims)
