"""Parts of a thesis as an answer shows them: model in, table entries out.

May touch: the model. Must not know: questions, graphs, languages.
"""

from collections.abc import Iterable, Mapping

from causal_compute.answers.document import (
    CauseEntry,
    CausesEntry,
    ClaimEntry,
    ConditionEntry,
    EventEntry,
    FactEntry,
    Interval,
    QuoteEntry,
    SourceEntry,
    Text,
    VariableEntry,
)
from causal_compute.answers.document import Loop as LoopEntry
from causal_compute.model import (
    Cause,
    Claim,
    Condition,
    Event,
    Gate,
    Observation,
    Point,
    Quote,
    Source,
    Thesis,
    Variable,
)
from causal_compute.model import Text as ModelText
from causal_compute.quantity import DateInterval
from causal_compute.traverse import Loop
from causal_compute.wording import number, short

__all__ = [
    "claim_entry",
    "condition_entry",
    "event_entry",
    "fact_entry",
    "interval",
    "loop_entry",
    "source_entries",
    "text_entry",
    "variable_entry",
]


def text_entry(text: ModelText) -> Text:
    """Return a text with how each language relates to the source."""
    return {
        "zh": text.zh,
        "en": text.en,
        "zh_status": text.zh_status.value,
        "en_status": text.en_status.value,
    }


def interval(dates: DateInterval) -> Interval:
    """Return a date as two ISO days and as it was written."""
    return {
        "earliest": dates.earliest.isoformat(),
        "latest": dates.latest.isoformat(),
        "verbatim": dates.verbatim,
    }


def variable_entry(variable: Variable) -> VariableEntry:
    """Return a variable's kind, layer and labels."""
    return {
        "kind": variable.kind.value,
        "layer": variable.layer.value,
        "label": text_entry(variable.label),
        "short": text_entry(variable.short),
        "definition": text_entry(variable.definition),
    }


def claim_entry(claim: Claim, belief: float) -> ClaimEntry:
    """Return a claim with its quotes and its computed belief."""
    return {
        "kind": claim.kind.value,
        "causes": None if claim.causes is None else _causes(claim.causes),
        "effect": {
            "type": "cause",
            "variable": claim.effect.variable,
            "change": claim.effect.change.value,
            "condition": None,
        },
        "layer": claim.layer.value,
        "text": text_entry(claim.text),
        "modality": None if claim.modality is None else claim.modality.value,
        "quotes": [_quote(quote) for quote in claim.quotes],
        "slide": claim.quotes[0].slide if claim.quotes else None,
        "belief": round(belief, 4),
        "why": None if claim.why is None else text_entry(claim.why),
        "holds_if": list(claim.holds_if),
    }


def _causes(gate: Gate) -> CausesEntry:
    return {
        "type": "gate",
        "op": gate.operator.value,
        "k": gate.k,
        "members": [_causes(each) if isinstance(each, Gate) else _cause(each) for each in gate.members],
    }


def _cause(cause: Cause) -> CauseEntry:
    return {
        "type": "cause",
        "variable": cause.variable,
        "change": cause.change.value,
        "condition": cause.condition,
    }


def _quote(quote: Quote) -> QuoteEntry:
    return {"slide": quote.slide, "exact": quote.exact, "en": quote.en}


def condition_entry(condition: Condition) -> ConditionEntry:
    """Return a condition and what its measure asks."""
    measure = condition.measure
    threshold = None if measure is None else measure.threshold
    reason = condition.why if measure is None else measure.why
    spread = None
    if threshold is not None and threshold.low != threshold.high:
        spread = f"{number(threshold.low)}–{number(threshold.high)}"
    return {
        "variable": condition.variable,
        "layer": condition.layer.value,
        "label": text_entry(condition.label),
        "comparator": None if measure is None else measure.comparator.value,
        "threshold": None if threshold is None else number(threshold.centre),
        "range": spread,
        "unit": None if threshold is None else threshold.unit,
        "basis": None if measure is None else measure.basis.value,
        "in_sample": measure is not None and measure.in_sample,
        "measure": None if measure is None else text_entry(measure.label),
        "series": None if measure is None else measure.series,
        "why": None if reason is None else text_entry(reason),
    }


def fact_entry(fact: Point | Observation, unit: str | None) -> FactEntry:
    """Return a dated figure or observation; `unit` is its series' unit."""
    figure = isinstance(fact, Point)
    return {
        "date": interval(fact.date),
        "value": fact.value if isinstance(fact, Point) else None,
        "verbatim": fact.verbatim if isinstance(fact, Point) else "",
        "figure": f"{short(fact.value)} {unit}" if isinstance(fact, Point) else "",
        "unit": unit if figure else None,
        "text": text_entry(fact.what if isinstance(fact, Point) else fact.text),
        "source": fact.source,
        "seen": fact.seen.value,
    }


def event_entry(event: Event) -> EventEntry:
    """Return what happened to an application, and who says so."""
    return {
        "kind": event.kind.value,
        "date": interval(event.date),
        "text": text_entry(event.text),
        "source": event.source,
        "seen": event.seen.value,
    }


def loop_entry(loop: Loop) -> LoopEntry:
    """Return a feedback loop with the claims that close it."""
    return {
        "variables": list(loop.variables),
        "claims": list(loop.claims),
        "closed_by": list(loop.closed_by),
        "polarity": loop.polarity,
    }


def source_entries(thesis: Thesis, names: Iterable[str]) -> dict[str, SourceEntry]:
    """Return the sources of these ids, by id and in order of name."""
    known: Mapping[str, Source] = thesis.sources
    return {
        name: {"title": known[name].title, "publisher": known[name].publisher, "url": known[name].url}
        for name in sorted(set(names))
        if name in known
    }
