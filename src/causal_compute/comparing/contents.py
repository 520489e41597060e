"""What every part of a thesis says, aspect by aspect, in words: the ground on which two states are compared.

May touch: the model. Must not know: which state is the earlier one, answers.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.model import (
    Claim,
    Condition,
    Event,
    Evidence,
    NotAClaim,
    Observation,
    Offers,
    Series,
    Slide,
    Source,
    Thesis,
    Variable,
)

__all__ = ["SILENT", "TABLES", "Aspects", "Part", "label", "parts", "said"]

Part = Literal[
    "thesis",
    "variables",
    "conditions",
    "sources",
    "offers",
    "series",
    "claims",
    "observations",
    "events",
    "evidence",
    "slides",
    "not_claims",
]
"""The kinds of parts: the tables of a thesis, and what it says itself."""

Aspects = dict[str, Text]
"""What a part says, by aspect; an aspect that says nothing is left out."""

TABLES: tuple[Part, ...] = get_args(Part)[1:]
"""The tables of a thesis, each after those that it refers to."""

SILENT = frozenset(
    {
        *(
            "text",
            "label",
            "short",
            "definition",
            "aliases",
            "opposites",
            "scope",
            "mechanism",
            "why",
            "note",
        ),
        *("title", "publisher", "url", "licence", "measure", "basis", "in-sample", "falsifiers", "words"),
        *("rating", "compared-to", "lag", "universal", "wording", "measure-why", "unit"),
    }
)
"""Aspects from which no status, date, belief or chain is reckoned."""


def parts(thesis: Thesis, table: str) -> Mapping[str, Any]:
    """Return the parts in one of `TABLES` by id; what is no claim goes by its slide and words."""
    found = getattr(thesis, table)
    if table == "not_claims":
        return {f"{each.quote.slide}: {each.quote.exact}": each for each in found}
    return found if isinstance(found, Mapping) else {each.id: each for each in found}


def said(thesis: Thesis, part: Any) -> Aspects:  # noqa: ANN401 - a part of any table
    """Return what a part says, by aspect."""
    told = _SAYS[type(part)](part) if not isinstance(part, Slide) else _slide(part, thesis)
    return {name: words for name, words in told.items() if words is not None}


def label(part: Any) -> Text:  # noqa: ANN401 - a part of any table
    """Return the words by which a reader knows a part."""
    if isinstance(part, Variable | Condition | Series | Offers):
        return say.both(part.label.zh, part.label.en)
    if isinstance(part, Source):
        return say.alike(part.title)
    if isinstance(part, Slide):
        return say.both(part.title, part.title_en)
    if isinstance(part, NotAClaim):
        return say.both(part.quote.exact, part.quote.en or part.quote.exact)
    return say.both(part.text.zh, part.text.en)


def _flag(name: str, *, on: bool) -> Text | None:
    return say.alike(name) if on else None


def _maybe(word: object) -> Text | None:
    return None if word is None or word == "" else say.alike(word)


def _quotes(quotes: Iterable[Any]) -> Text | None:
    return say.listed(map(say.quote_words, quotes))


def _wording(part: Any) -> Text:  # noqa: ANN401 - a part with a text or a label
    """Return how its words relate to the source."""
    text = part.text if hasattr(part, "text") else part.label
    return say.both(text.zh_status.value, text.en_status.value)


def _names(lists: Mapping[str, tuple[str, ...]]) -> Text | None:
    zh, en = ("; ".join(sorted(lists.get(language, ()))) for language in ("zh", "en"))
    return say.both(zh, en) if zh or en else None


def _variable(each: Variable) -> Mapping[str, Text | None]:
    return {
        "label": say.text_words(each.label),
        "wording": _wording(each),
        "kind": say.alike(each.kind.value),
        "layer": say.alike(each.layer.value),
        "short": say.text_words(each.short),
        "definition": say.text_words(each.definition),
        "aliases": _names(each.aliases),
        "opposites": _names(each.opposites),
        "unit": _maybe(each.unit),
        "quotes": _quotes(each.quotes),
        "why": say.text_words(each.why),
    }


def _condition(each: Condition) -> Mapping[str, Text | None]:
    measure = each.measure
    own = {
        "label": say.text_words(each.label),
        "wording": _wording(each),
        "variable": say.alike(each.variable),
        "layer": say.alike(each.layer.value),
        "quotes": _quotes(each.quotes),
        "why": say.text_words(each.why),
    }
    if measure is None:
        return own
    return own | {
        "threshold": say.measured(measure),
        "measure": say.text_words(measure.label),
        "basis": say.alike(measure.basis.value),
        "series": _maybe(measure.series),
        "measure-layer": say.alike(measure.layer.value),
        "in-sample": _flag("in sample", on=measure.in_sample),
        "measure-why": say.text_words(measure.why),
    }


def _claim(each: Claim) -> Mapping[str, Text | None]:
    return {
        "text": say.text_words(each.text),
        "wording": _wording(each),
        "kind": say.alike(each.kind.value),
        "layer": say.alike(each.layer.value),
        "effect": say.alike(each.effect.variable),
        "sign": say.moved_words(each.causes, each.effect.variable, each.effect.change),
        "causes": say.gate_words(each.causes),
        "modality": _maybe(each.modality and each.modality.value),
        "quotes": _quotes(each.quotes),
        "quantity": say.quantity_words(each.quantity),
        "when": say.date_words(each.when),
        "rating": _maybe(each.rating),
        "compared-to": _maybe(each.compared_to),
        "holds-if": say.listed(map(say.alike, each.holds_if)),
        "lag": say.quantity_words(each.lag),
        "scope": say.text_words(each.scope),
        "mechanism": say.text_words(each.mechanism),
        "why": say.text_words(each.why),
        "feedback": _flag("feedback", on=each.feedback),
        "universal": _flag("universal", on=each.universal),
        "falsifiers": say.listed(map(say.falsifier_words, each.falsifiers)),
    }


def _source(each: Source) -> Mapping[str, Text | None]:
    plain = {"title": each.title, "publisher": each.publisher, "url": each.url, "seen": each.seen.value}
    return {
        name: _maybe(word) for name, word in (plain | {"licence": each.licence, "note": each.note}).items()
    }


def _series(each: Series) -> Mapping[str, Text | None]:
    return {
        "label": say.text_words(each.label),
        "unit": say.alike(each.unit),
        "derivation": say.derivation_words(each.derivation),
        "points": say.listed(map(say.point_words, each.points)) if each.derivation is None else None,
        "note": _maybe(each.note),
    }


def _offers(each: Offers) -> Mapping[str, Text | None]:
    return {
        "label": say.text_words(each.label),
        "unit": say.alike(f"{each.cost_unit}, {each.score_unit}"),
        "offers": say.listed(map(say.offer_words, each.offers)),
        "note": _maybe(each.note),
    }


def _fact(each: Observation | Event | Evidence) -> dict[str, Text | None]:
    """Return what all dated facts say."""
    return {
        "text": say.text_words(each.text),
        "date": say.date_words(each.date),
        "source": say.alike(each.source),
        "seen": say.alike(each.seen.value),
    }


def _observation(each: Observation) -> Mapping[str, Text | None]:
    met = say.both("已达到", "met") if each.met else say.both("未达到", "not met")
    return {**_fact(each), "condition": say.alike(each.condition), "met": met}


def _event(each: Event) -> Mapping[str, Text | None]:
    about = {"application": say.alike(each.application), "kind": say.alike(each.kind.value)}
    return {**_fact(each), **about, "quantity": say.quantity_words(each.quantity)}


def _statement(each: Evidence) -> Mapping[str, Text | None]:
    return {
        **_fact(each),
        "claims": say.listed(map(say.alike, each.claims)),
        "stance": say.alike(each.stance.value),
        "group": say.alike(each.group),
        "quantity": say.quantity_words(each.quantity),
        "scope": say.text_words(each.scope),
    }


def _slide(each: Slide, thesis: Thesis) -> Mapping[str, Text | None]:
    """Return a slide's title and words; on which lines it now stands makes no difference."""
    lines = thesis.source_text.split("\n")[each.first_line - 1 : each.last_line]
    return {"title": say.both(each.title, each.title_en), "words": _maybe(" ".join(" ".join(lines).split()))}


def _not_a_claim(each: NotAClaim) -> Mapping[str, Text | None]:
    return {"why": say.alike(each.reason), "quotes": _quotes([each.quote])}


_SAYS: Mapping[type, Callable[[Any], Mapping[str, Text | None]]] = {
    Variable: _variable,
    Condition: _condition,
    Claim: _claim,
    Source: _source,
    Series: _series,
    Offers: _offers,
    Observation: _observation,
    Event: _event,
    Evidence: _statement,
    NotAClaim: _not_a_claim,
}
