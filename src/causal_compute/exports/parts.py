"""The parts of a thesis as flat attributes of a node or an edge.

May touch: the model, beliefs, standings. Must not know: which format is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from causal_compute.exports.elements import Node, Value, attributes
from causal_compute.model import (
    Cause,
    Claim,
    Condition,
    Evidence,
    Falsifier,
    Gate,
    Measure,
    Modality,
    Point,
    Quote,
    Source,
    Text,
    Thesis,
    Variable,
)
from causal_compute.quantity import DateInterval, Quantity
from causal_compute.timeline import Standing, standing
from causal_compute.vocabulary import item_iri
from causal_compute.wording import quantity_words

__all__ = ["Teller", "formula", "turned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells what is known of each part of `thesis` on the day `as_of`, with labels in `language`."""

    thesis: Thesis
    as_of: date
    language: str

    def variable(self, variable: Variable) -> Node:
        """Return a variable as a node."""
        names = [name for each in variable.aliases.values() for name in each]
        told = attributes(
            role=variable.kind.value,
            layer=variable.layer.value,
            **_both("label", variable.label),
            **_both("short", variable.short),
            **_both("definition", variable.definition),
            aliases=names,
            opposites=[name for each in variable.opposites.values() for name in each],
            unit=variable.unit,
            **_both("why", variable.why),
            **_quoted(variable.quotes),
            iri=self._iri(variable.id),
        )
        return self._node(variable.id, "variable", variable.label, told)

    def condition(self, condition: Condition) -> Node:
        """Return a condition as a node: what it asks, how it stands, and the figure that says so."""
        measure = condition.measure
        told = attributes(
            layer=condition.layer.value,
            **_both("label", condition.label),
            variable=condition.variable,
            **({} if measure is None else _measured(measure)),
            **_standing(standing(condition, self.thesis, self.as_of)),
            **_both("why", condition.why),
            **_quoted(condition.quotes),
            iri=self._iri(condition.id),
        )
        return self._node(condition.id, "condition", condition.label, told)

    def claim(self, claim: Claim, belief: float) -> dict[str, Value]:
        """Return what a claim says, as the attributes of its node or of the edges it is drawn as."""
        gate = claim.causes
        return attributes(
            claim_kind=claim.kind.value,
            layer=claim.layer.value,
            **_both("text", claim.text),
            belief=round(belief, 6),
            modality=None if claim.modality is None else claim.modality.value,
            gate=None if gate is None else gate.operator.value,
            k=None if gate is None else gate.k,
            formula=formula(claim),
            holds_if=claim.holds_if,
            compared_to=claim.compared_to,
            quantity=_quantity(claim.quantity),
            when=_date(claim.when),
            rating=claim.rating,
            lag=_quantity(claim.lag),
            **_both("scope", claim.scope),
            **_both("mechanism", claim.mechanism),
            feedback=claim.feedback or None,
            universal=claim.universal or None,
            falsifiers=map(_falsifier, claim.falsifiers),
            **_both("why", claim.why),
            **_quoted(claim.quotes),
            iri=self._iri(claim.id),
        )

    def evidence(self, evidence: Evidence) -> Node:
        """Return a public statement as a node, with the source that it was read in."""
        source = self.thesis.sources.get(evidence.source)
        told = attributes(
            layer="evidence",
            **_both("label", evidence.text),
            stance=evidence.stance.value,
            date=_date(evidence.date),
            quantity=_quantity(evidence.quantity),
            **_both("scope", evidence.scope),
            independent_group=evidence.group,
            seen=evidence.seen.value,
            source=evidence.source,
            **({} if source is None else _read_in(source)),
            iri=self._iri(evidence.id, "evidence"),
        )
        return self._node(f"evidence/{evidence.id}", "evidence", evidence.text, told)

    def gate(self, name: str, gate: Gate, claim: Claim) -> Node:
        """Return a gate that stands within another as a node, called `name`."""
        count = f" {gate.k}" if gate.k is not None else ""
        label = f"{gate.operator.value.replace('_', ' ')}{count}"
        told = attributes(
            gate=gate.operator.value, k=gate.k, claim=claim.id, layer=claim.layer.value, iri=self._iri(name)
        )
        return Node(id=name, kind="gate", label=label, attributes=told)

    def _iri(self, name: str, folder: str = "") -> str:
        return item_iri(self.thesis.id, name, folder=folder)

    def _node(self, name: str, kind: str, label: Text, told: dict[str, Value]) -> Node:
        words = attributes(label=label.in_(self.language)).get("label", name)
        return Node(id=name, kind=kind, label=str(words), attributes=told)


def formula(claim: Claim) -> str | None:
    """Return what a causal claim says in ids, None for another: its gate in full, however nested.

    >>> from causal_compute.model import Change, ClaimKind, Effect, GateOperator, Layer
    >>> both = Gate(operator=GateOperator.ALL, members=(
    ...     Cause(variable="ability", change=Change.INCREASES, condition="able"),
    ...     Cause(variable="price", change=Change.DECREASES),
    ... ))
    >>> formula(Claim(id="c", kind=ClaimKind.CAUSAL, layer=Layer.THESIS, text=Text(zh="", en=""),
    ...     effect=Effect(variable="agents", change=Change.BECOMES_VIABLE), causes=both))
    'all(ability increases [able], price decreases) -> agents becomes-viable'

    """
    if claim.causes is None:
        return None
    return f"{_member(claim.causes)} -> {claim.effect.variable} {claim.effect.change.value}"


def turned(claim: Claim) -> int:
    """Return the direction in which a claim moves its effect: a preventive one keeps it from happening."""
    return -claim.effect.change.sign if claim.modality is Modality.PREVENTIVE else claim.effect.change.sign


def _member(member: Cause | Gate) -> str:
    if isinstance(member, Cause):
        asked = f" [{member.condition}]" if member.condition is not None else ""
        return f"{member.variable} {member.change.value}{asked}"
    if len(member.members) == 1:
        return _member(member.members[0])
    count = f"{member.k} of " if member.k is not None else ""
    return f"{member.operator.value}({count}{', '.join(map(_member, member.members))})"


def _both(name: str, text: Text | None) -> dict[str, str]:
    return {} if text is None else {f"{name}_zh": text.zh, f"{name}_en": text.en}


def _quoted(quotes: Sequence[Quote]) -> dict[str, list[str]]:
    """Return the quotes, our translations, the slides and the offsets into the source: parts in one order."""
    return {
        "quote": [quote.exact for quote in quotes],
        "quote_en": [quote.en for quote in quotes] if any(quote.en for quote in quotes) else [],
        "slide": [quote.slide for quote in quotes],
        "span": [f"{quote.start}-{quote.end}" for quote in quotes],
    }


def _measured(measure: Measure) -> dict[str, str | float | bool | None]:
    return {
        **_both("measure", measure.label),
        "comparator": measure.comparator.value,
        "threshold": measure.threshold.centre,
        "threshold_low": measure.threshold.low,
        "threshold_high": measure.threshold.high,
        "unit": measure.threshold.unit,
        "basis": measure.basis.value,
        "in_sample": measure.in_sample,
        "series": measure.series,
        **_both("measure_why", measure.why),
    }


def _read_in(source: Source) -> dict[str, str]:
    return {"publisher": source.publisher, "title": source.title, "url": source.url}


def _standing(now: Standing) -> dict[str, str | float | None]:
    fact = now.fact
    return {
        "status": now.status,
        "since": _date(now.since),
        "since_if_easy": _date(now.easy),
        "since_if_strict": _date(now.strict),
        "latest": fact.verbatim if isinstance(fact, Point) else None,
        "latest_date": None if fact is None else _date(fact.date),
        "latest_source": None if fact is None else fact.source,
    }


def _date(dates: DateInterval | None) -> str | None:
    """Return a day as such, and an interval as ISO 8601 writes it: "2025-07-01/2025-09-30"."""
    if dates is None or dates.earliest == dates.latest:
        return None if dates is None else dates.earliest.isoformat()
    return f"{dates.earliest.isoformat()}/{dates.latest.isoformat()}"


def _quantity(quantity: Quantity | None) -> str | None:
    return None if quantity is None else quantity.verbatim or quantity_words(quantity)


def _falsifier(falsifier: Falsifier) -> str:
    metric = f"{falsifier.metric.en} {falsifier.comparator.value} {falsifier.value:g} {falsifier.unit}"
    outcome = falsifier.outcome
    came = "" if outcome is None else f": {'refuted' if outcome.refuted else 'not refuted'}"
    return f"{metric} by {_date(falsifier.by)}{came}"
