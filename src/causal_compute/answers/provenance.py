"""Where a number comes from: a source, a table of figures or a single fact, with everything behind it.

May touch: the model. Must not know: questions, languages.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, TypedDict

from causal_compute.answers.entries import (
    fact_entry,
    interval,
    source_entries,
    text_entry,
)
from causal_compute.answers.parts import Interval, SourceEntry, Text
from causal_compute.model import Best, Cost, Derivation, Evidence, Level, Observation, Offers, Series, Thesis
from causal_compute.model import Text as ModelText
from causal_compute.quantity import DateInterval
from causal_compute.wording import number, quantity_words

__all__ = ["FactLine", "Kind", "Provenance", "provenance"]

Kind = Literal["source", "series", "offers", "observation", "event", "evidence"]


class FactLine(TypedDict):
    """One dated fact: `of` is the id of the table or entry it stands in, `figure` its number in words."""

    of: str
    date: Interval
    figure: str
    text: Text
    source: str
    seen: str


class Provenance(TypedDict):
    """What stands behind an id: its facts up to `as_of`, and the sources that they were read from.

    `inputs` are the tables that a series is computed from, `formula` how; `uses` are the conditions, claims
    and applications that rest on it.
    """

    id: str
    kind: Kind
    label: Text
    unit: str | None
    note: str
    licence: str
    formula: Text | None
    inputs: list[str]
    uses: list[str]
    facts: list[FactLine]
    as_of: str
    sources: dict[str, SourceEntry]


def provenance(thesis: Thesis, name: str, as_of: date) -> Provenance | None:
    """Return what stands behind the public fact, table or source called `name`, None if there is none."""
    teller = _Teller(thesis, as_of)
    if name in thesis.sources:
        return teller.source(name)
    if name in thesis.series:
        return teller.series(thesis.series[name])
    if name in thesis.offers:
        return teller.offers(thesis.offers[name])
    return teller.single(name)


class _Teller:
    """One thesis as known on a day."""

    def __init__(self, thesis: Thesis, as_of: date) -> None:
        self.thesis, self.as_of = thesis, as_of

    def source(self, name: str) -> Provenance:
        source = self.thesis.sources[name]
        facts = [fact for fact in self._everything() if fact["source"] == name]
        uses = list(dict.fromkeys(fact["of"] for fact in facts))
        label = ModelText(zh=source.title, en=source.title)
        return self._told(
            name, "source", label, facts, note=source.note, licence=source.licence, uses=uses, own=[name]
        )

    def series(self, series: Series) -> Provenance:
        how, uses = series.derivation, self._readers(series.id)
        return self._told(
            series.id,
            "series",
            series.label,
            list(self._points(series)),
            unit=series.unit,
            note=series.note,
            formula=None if how is None else _formula(how),
            inputs=[] if how is None else _inputs(how),
            uses=uses,
        )

    def offers(self, offers: Offers) -> Provenance:
        uses = [
            series.id
            for series in self.thesis.series.values()
            if series.derivation is not None and offers.id in _inputs(series.derivation)
        ]
        unit = f"{offers.cost_unit}; {offers.score_unit}"
        facts = list(self._rows(offers))
        return self._told(offers.id, "offers", offers.label, facts, unit=unit, note=offers.note, uses=uses)

    def single(self, name: str) -> Provenance | None:
        for observation in self.thesis.observations:
            if observation.id == name:
                facts = list(self._observed(observation))
                return self._told(name, "observation", observation.text, facts, uses=[observation.condition])
        for event in self.thesis.events:
            if event.id == name:
                facts = [fact for fact in self._events() if fact["of"] == name]
                return self._told(name, "event", event.text, facts, uses=[event.application])
        evidence = self.thesis.evidence.get(name)
        if evidence is None:
            return None
        facts = list(self._stated(evidence))
        return self._told(name, "evidence", evidence.text, facts, uses=list(evidence.claims))

    def _told(  # noqa: PLR0913 - the parts of the document
        self,
        name: str,
        kind: Kind,
        label: ModelText,
        facts: list[FactLine],
        *,
        unit: str | None = None,
        note: str = "",
        licence: str = "",
        formula: Text | None = None,
        inputs: list[str] | None = None,
        uses: list[str] | None = None,
        own: list[str] | None = None,
    ) -> Provenance:
        return {
            "id": name,
            "kind": kind,
            "label": text_entry(label),
            "unit": unit,
            "note": note,
            "licence": licence,
            "formula": formula,
            "inputs": inputs or [],
            "uses": uses or [],
            "facts": facts,
            "as_of": self.as_of.isoformat(),
            "sources": source_entries(self.thesis, own or (fact["source"] for fact in facts)),
        }

    def _everything(self) -> Iterator[FactLine]:
        for series in self.thesis.series.values():
            yield from self._points(series)
        for offers in self.thesis.offers.values():
            yield from self._rows(offers)
        for observation in self.thesis.observations:
            yield from self._observed(observation)
        yield from self._events()
        for evidence in self.thesis.evidence.values():
            yield from self._stated(evidence)
        yield from self._outcomes()

    def _outcomes(self) -> Iterator[FactLine]:
        """Yield what came of the falsifiers that were decided by an outcome that somebody entered."""
        for claim in self.thesis.claims.values():
            for outcome in (falsifier.outcome for falsifier in claim.falsifiers):
                if outcome is not None and self._known(outcome.date):
                    seen = outcome.seen.value
                    yield _line(claim.id, outcome.date, "", outcome.text, outcome.source, seen)

    def _points(self, series: Series) -> Iterator[FactLine]:
        for point in series.points:
            if self._known(point.date):
                entry = fact_entry(point, series.unit)
                yield _line(series.id, point.date, entry["figure"], point.what, point.source, entry["seen"])

    def _rows(self, offers: Offers) -> Iterator[FactLine]:
        for offer in offers.offers:
            if self._known(offer.date):
                cost = "—" if offer.cost is None else f"{number(offer.cost)} {offers.cost_unit}"
                figure = f"{cost}, {number(offer.score)} {offers.score_unit}"
                label = ModelText(zh=offer.label, en=offer.label)
                yield _line(offers.id, offer.date, figure, label, offer.source, offer.seen.value)

    def _observed(self, observation: Observation) -> Iterator[FactLine]:
        if self._known(observation.date):
            yield _line(
                observation.id,
                observation.date,
                "",
                observation.text,
                observation.source,
                observation.seen.value,
            )

    def _events(self) -> Iterator[FactLine]:
        for event in self.thesis.events:
            if self._known(event.date):
                figure = "" if event.quantity is None else quantity_words(event.quantity)
                yield _line(event.id, event.date, figure, event.text, event.source, event.seen.value)

    def _stated(self, evidence: Evidence) -> Iterator[FactLine]:
        if self._known(evidence.date):
            figure = "" if evidence.quantity is None else quantity_words(evidence.quantity)
            yield _line(
                evidence.id, evidence.date, figure, evidence.text, evidence.source, evidence.seen.value
            )

    def _known(self, dates: DateInterval) -> bool:
        return dates.latest <= self.as_of

    def _readers(self, series: str) -> list[str]:
        """Return the conditions that are read off a series, and the series that are computed from it."""
        conditions: Mapping[str, str | None] = {
            each.id: None if each.measure is None else each.measure.series
            for each in self.thesis.conditions.values()
        }
        readers = [name for name, read in conditions.items() if read == series]
        return readers + [
            each.id
            for each in self.thesis.series.values()
            if each.derivation is not None and series in _inputs(each.derivation)
        ]


def _line(  # noqa: PLR0913, PLR0917 - the parts of a fact
    of: str, dates: DateInterval, figure: str, text: ModelText, source: str, seen: str
) -> FactLine:
    return {
        "of": of,
        "date": interval(dates),
        "figure": figure,
        "text": text_entry(text),
        "source": source,
        "seen": seen,
    }


def _inputs(how: Derivation) -> list[str]:
    return [how.price_in, how.price_out] if isinstance(how, Cost) else [how.offers]


def _formula(how: Derivation) -> Text:
    """Return how a series is computed, with its numbers."""
    match how:
        case Level(offers=offers, score=score):
            zh, en = (
                f"{offers} 中得分不低于 {score:g} 的最低花费",
                f"the lowest cost in {offers} of a score of {score:g} or more",
            )
        case Best(offers=offers, cost=cost):
            zh, en = (
                f"{offers} 中花费不超过 {cost:g} 的最高得分",
                f"the best score in {offers} for {cost:g} or less",
            )
        case Cost():
            zh = en = _cost_formula(how)
    return {"zh": zh, "en": en}


def _cost_formula(how: Cost) -> str:
    """Return the formula of a cost, without the factors that change nothing."""
    charged = f" × (1 − {how.cached:g})" if how.cached else ""
    tries = f" × {how.attempts:g} / {how.success:g}" if how.attempts != how.success else ""
    read = f"{quantity_words(how.tokens_in)}{charged} × {how.price_in}"
    return f"({read} + {quantity_words(how.tokens_out)} × {how.price_out}){tries}"
