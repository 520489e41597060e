"""A thesis to the files of a folder: what the readers make of them is the same thesis.

May touch: nothing; it returns bytes. Must not know: why a thesis is written.

Everything goes in one file of each sort, the public facts to `evidence/` inside the folder. Defaults are left
out. Places in the source are not written: the readers find quotes by their words.
"""

from typing import TYPE_CHECKING

from causal_compute.model import (
    Cause,
    Claim,
    Condition,
    Falsifier,
    Gate,
    GateOperator,
    Layer,
    Measure,
    Slide,
    Thesis,
    Variable,
)
from causal_compute.writers import phrases as say
from causal_compute.writers.facts import fact_lists, fact_tables
from causal_compute.writers.phrases import Row, Words
from causal_compute.writers.yaml import Value, dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["thesis_files"]

EVIDENCE = "evidence"
_NEEDED = frozenset({"thesis.yaml", "variables.yaml", "claims.yaml"})


def thesis_files(thesis: Thesis) -> dict[str, bytes]:
    """Return the files of a thesis: path in its folder -> content."""
    words = Words(thesis.language)
    clerk = _Clerk(words)
    facts = {name: rows for name, rows in fact_lists(thesis, words).items() if rows}
    lists: dict[str, Value] = {
        "thesis.yaml": clerk.head(thesis, has_facts=bool(facts)),
        "variables.yaml": [clerk.variable(each) for each in thesis.variables.values()],
        "conditions.yaml": [clerk.condition(each) for each in thesis.conditions.values()],
        "claims.yaml": [clerk.claim(each) for each in thesis.claims.values()],
        "not-claims.yaml": [{**say.quote(each.quote), "reason": each.reason} for each in thesis.not_claims],
        **{f"{EVIDENCE}/{name}": rows for name, rows in facts.items()},
    }
    files = {path: dumped(rows).encode() for path, rows in lists.items() if rows or path in _NEEDED}
    files["source.txt"] = thesis.source_text.encode()
    return files | {f"{EVIDENCE}/{path}": content for path, content in fact_tables(thesis).items()}


class _Clerk:
    """Writes parts of a thesis whose texts `words` writes."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def head(self, thesis: Thesis, *, has_facts: bool) -> Row:
        return {
            "id": thesis.id,
            "title": say.told_text(thesis.title),
            "language": thesis.language,
            "root": thesis.root,
            "source": "source.txt",
            **({"evidence": EVIDENCE} if has_facts else {}),
            **({} if thesis.pace is None else {"pace": say.quantity(thesis.pace)}),
            "slides": [_slide(each) for each in thesis.slides.values()],
        }

    def variable(self, each: Variable) -> Row:
        return {
            "id": each.id,
            "kind": each.kind.value,
            "layer": each.layer.value,
            "label": self._words.text(each.label),
            **({} if each.short == each.label else {"short": self._words.text(each.short)}),
            "definition": self._words.text(each.definition),
            **say.names("aliases", each.aliases),
            **say.names("opposites", each.opposites),
            **({} if each.unit is None else {"unit": each.unit}),
            **say.quotes(each.quotes),
            **self._words.why(each.why),
        }

    def condition(self, each: Condition) -> Row:
        return {
            "id": each.id,
            "variable": each.variable,
            "layer": each.layer.value,
            "label": self._words.text(each.label),
            **say.quotes(each.quotes),
            **({} if each.measure is None else {"measure": self._measure(each.measure)}),
            **self._words.why(each.why),
        }

    def _measure(self, each: Measure) -> Row:
        return {
            "label": self._words.text(each.label),
            "comparator": each.comparator.value,
            "threshold": say.quantity(each.threshold),
            "basis": each.basis.value,
            "why": self._words.reason(each.why),
            **({} if each.layer is Layer.CURATOR else {"layer": each.layer.value}),
            **({} if each.series is None else {"series": each.series}),
            **({"in_sample": True} if each.in_sample else {}),
        }

    def claim(self, each: Claim) -> Row:
        optional: Mapping[str, Value | None] = {
            "modality": each.modality and each.modality.value,
            **say.quotes(each.quotes),
            "quantity": None if each.quantity is None else say.quantity(each.quantity),
            "when": None if each.when is None else say.date(each.when),
            "rating": each.rating,
            "compared_to": each.compared_to,
            "holds_if": list(each.holds_if) or None,
            "lag": None if each.lag is None else say.quantity(each.lag),
            "scope": None if each.scope is None else self._words.text(each.scope),
            "mechanism": None if each.mechanism is None else self._words.text(each.mechanism),
            **self._words.why(each.why),
            "feedback": each.feedback or None,
            "universal": each.universal or None,
            "falsifier": [self._falsifier(one) for one in each.falsifiers] or None,
        }
        return {
            "id": each.id,
            "kind": each.kind.value,
            "layer": each.layer.value,
            "text": self._words.text(each.text),
            **({} if each.causes is None else {"causes": _gate(each.causes)}),
            "effect": {"variable": each.effect.variable, "change": each.effect.change.value},
            **{key: value for key, value in optional.items() if value is not None},
        }

    def _falsifier(self, each: Falsifier) -> Row:
        outcome = each.outcome
        told: Row = {}
        if outcome is not None:
            told = {
                "refuted": outcome.refuted,
                "date": say.date(outcome.date),
                "text": self._words.text(outcome.text),
            }
            told |= {"source": outcome.source, "seen": outcome.seen.value}
        return {
            "metric": self._words.text(each.metric),
            "comparator": each.comparator.value,
            "value": each.value,
            "unit": each.unit,
            "by": say.date(each.by),
            "frozen_on": each.frozen_on.isoformat(),
            **({} if each.series is None else {"series": each.series}),
            **({} if each.layer is Layer.CURATOR else {"layer": each.layer.value}),
            **({"in_sample": True} if each.in_sample else {}),
            **({"outcome": told} if told else {}),
        }


def _slide(each: Slide) -> Row:
    lines = f"{each.first_line}-{each.last_line}"
    return {"id": each.id, "lines": lines, "title": each.title, "title_en": each.title_en}


def _gate(gate: Gate) -> Row:
    members: list[Value] = [_gate(each) if isinstance(each, Gate) else _cause(each) for each in gate.members]
    if gate.operator is GateOperator.AT_LEAST:
        return {"at_least": {"k": gate.k or 1, "of": members}}
    return {gate.operator.value: members}


def _cause(cause: Cause) -> Row:
    asked = {} if cause.condition is None else {"condition": cause.condition}
    return {"variable": cause.variable, "change": cause.change.value, **asked}
