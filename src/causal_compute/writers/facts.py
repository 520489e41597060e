"""The public facts of a thesis as the files of its evidence folder.

May touch: nothing; it returns values and bytes. Must not know: claims, why a thesis is written.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from causal_compute.model import (
    Cost,
    Derivation,
    Event,
    Evidence,
    Level,
    Observation,
    Offers,
    Series,
    Source,
    Thesis,
)
from causal_compute.quantity import Quantity
from causal_compute.writers import phrases as say
from causal_compute.writers.phrases import Row, Words
from causal_compute.writers.yaml import Value

__all__ = ["fact_lists", "fact_tables"]


def fact_lists(thesis: Thesis, words: Words) -> dict[str, Value]:
    """Return the lists of facts by the name of their file; those that are empty, too."""
    clerk = _Clerk(words)
    return {
        "sources.yaml": [_source(each) for each in thesis.sources.values()],
        "series.yaml": [clerk.series(each) for each in thesis.series.values()],
        "offers.yaml": [clerk.offers(each) for each in thesis.offers.values()],
        "observations.yaml": [clerk.observation(each) for each in thesis.observations],
        "events.yaml": [clerk.event(each) for each in thesis.events],
        "statements.yaml": [clerk.statement(each) for each in thesis.evidence.values()],
    }


def fact_tables(thesis: Thesis) -> dict[str, bytes]:
    """Return the tables of series and offers by the path of their file; what is derived has none."""
    measured = [each for each in thesis.series.values() if each.derivation is None]
    tables = {f"series/{each.id}.csv": _points(each) for each in measured}
    return tables | {f"offers/{each.id}.csv": _offers(each) for each in thesis.offers.values()}


class _Clerk:
    """Writes facts whose texts `words` writes."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def series(self, each: Series) -> Row:
        derived = {} if each.derivation is None else {"derived": _derivation(each.derivation)}
        return {
            "id": each.id,
            "label": self._words.text(each.label),
            "unit": each.unit,
            **derived,
            **say.note(each.note),
        }

    def offers(self, each: Offers) -> Row:
        units = {"cost_unit": each.cost_unit, "score_unit": each.score_unit}
        return {"id": each.id, "label": self._words.text(each.label), **units, **say.note(each.note)}

    def _told(self, fact: Observation | Event | Evidence) -> Row:
        words: Row = {"date": say.date(fact.date), "text": self._words.text(fact.text)}
        return {**words, "source": fact.source, "seen": fact.seen.value}

    def observation(self, each: Observation) -> Row:
        return {"id": each.id, "condition": each.condition, "met": each.met, **self._told(each)}

    def event(self, each: Event) -> Row:
        figure = {} if each.quantity is None else {"quantity": say.quantity(each.quantity)}
        about = {"id": each.id, "application": each.application, "kind": each.kind.value}
        return {**about, **self._told(each), **figure}

    def statement(self, each: Evidence) -> Row:
        return {
            "id": each.id,
            "claims": list(each.claims),
            "stance": each.stance.value,
            **self._told(each),
            "independent_group": each.group,
            **({} if each.quantity is None else {"quantity": say.quantity(each.quantity)}),
            **({} if each.scope is None else {"scope": self._words.text(each.scope)}),
        }


def _source(each: Source) -> Row:
    told = {"title": each.title, "publisher": each.publisher, "url": each.url, "seen": each.seen.value}
    licence = {"licence": each.licence} if each.licence else {}
    return {"id": each.id, **told, **licence, **say.note(each.note)}


def _derivation(how: Derivation) -> Row:
    """Return the formula; every plain number is written, for the defaults are the readers'."""
    kind = "cost" if isinstance(how, Cost) else "level" if isinstance(how, Level) else "best"
    values: dict[str, Any] = {each.name: getattr(how, each.name) for each in fields(how)}
    return {kind: {k: say.quantity(v) if isinstance(v, Quantity) else v for k, v in values.items()}}


def _points(series: Series) -> bytes:
    rows = [
        (say.date(each.date), each.verbatim, each.what.zh, each.what.en, each.source, each.seen.value)
        for each in series.points
    ]
    return _table("date,value,what_zh,what_en,source,seen", rows)


def _offers(offers: Offers) -> bytes:
    rows = [
        (
            say.date(each.date),
            each.label,
            "" if each.cost is None else repr(each.cost),
            repr(each.score),
            each.source,
            each.seen.value,
        )
        for each in offers.offers
    ]
    return _table("date,label,cost,score,source,seen", rows)


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> bytes:
    lines = (",".join(map(_cell, row)) for row in rows)
    return "".join(f"{line}\n" for line in (head, *lines)).encode()


def _cell(words: str) -> str:
    """Return a cell of RFC 4180, quoted where it must be."""
    return '"' + words.replace('"', '""') + '"' if any(c in words for c in '",') else words
