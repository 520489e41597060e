"""What speaks for and against a claim, and how the belief in it comes out of that, step by step.

May touch: the model, assessments. Must not know: questions, languages.
"""

from datetime import date
from typing import TypedDict

from causal_compute.answers.entries import claim_entry, interval, source_entries, text_entry
from causal_compute.answers.parts import ClaimEntry, Interval, SourceEntry, Text
from causal_compute.assessment import Step, assessments
from causal_compute.model import Evidence, Thesis
from causal_compute.wording import quantity_words

__all__ = ["BothSides", "ClaimSides", "StatementEntry", "StepEntry", "both_sides"]


class StatementEntry(TypedDict):
    """A public statement; `figure` is its quantity as read, empty without one."""

    id: str
    stance: str
    text: Text
    figure: str
    scope: Text | None
    date: Interval
    source: str
    seen: str
    group: str


class StepEntry(TypedDict):
    """One group's part in a belief: `n` statements, read at the rates `syst` and `rand`, err with `error`."""

    group: str
    kind: str
    stance: str
    n: int
    syst: float
    rand: float
    error: float
    why: Text


class ClaimSides(TypedDict):
    """A claim with the statements on it and the steps of its belief."""

    id: str
    claim: ClaimEntry
    statements: list[StatementEntry]
    steps: list[StepEntry]


class BothSides(TypedDict):
    """The claims that were asked for, those with evidence first, and the sources of all statements.

    `named` is the id that was asked for: a claim, a condition or a variable.
    """

    named: str
    label: Text
    as_of: str
    claims: list[ClaimSides]
    sources: dict[str, SourceEntry]


def both_sides(thesis: Thesis, named: str, as_of: date) -> BothSides:
    """Return both sides of the claim `named`, or of every claim that names that variable or condition."""
    wanted = _claims(thesis, named)
    known = assessments(thesis, as_of)
    spoken = {
        name: [e for e in thesis.evidence.values() if name in e.claims and e.date.latest <= as_of]
        for name in wanted
    }
    sides: list[ClaimSides] = [
        {
            "id": name,
            "claim": claim_entry(thesis.claims[name], known[name].belief),
            "statements": [_statement(each) for each in spoken[name]],
            "steps": [_step(step) for step in known[name].steps],
        }
        for name in sorted(wanted, key=lambda name: not spoken[name])
    ]
    return {
        "named": named,
        "label": _label(thesis, named),
        "as_of": as_of.isoformat(),
        "claims": sides,
        "sources": source_entries(thesis, (e.source for said in spoken.values() for e in said)),
    }


def _claims(thesis: Thesis, named: str) -> list[str]:
    if named in thesis.claims:
        return [named]
    variable = thesis.conditions[named].variable if named in thesis.conditions else named
    return [claim.id for claim in thesis.claims.values() if variable in set(claim.variables())]


def _label(thesis: Thesis, named: str) -> Text:
    if named in thesis.claims:
        return text_entry(thesis.claims[named].text)
    known = thesis.conditions.get(named) or thesis.variables[named]
    return text_entry(known.label)


def _statement(evidence: Evidence) -> StatementEntry:
    return {
        "id": evidence.id,
        "stance": evidence.stance.value,
        "text": text_entry(evidence.text),
        "figure": "" if evidence.quantity is None else quantity_words(evidence.quantity),
        "scope": None if evidence.scope is None else text_entry(evidence.scope),
        "date": interval(evidence.date),
        "source": evidence.source,
        "seen": evidence.seen.value,
        "group": evidence.group,
    }


def _step(step: Step) -> StepEntry:
    return {
        "group": step.group,
        "kind": step.kind,
        "stance": step.stance,
        "n": step.n,
        "syst": step.syst,
        "rand": step.rand,
        "error": round(step.error, 6),
        "why": text_entry(step.why),
    }
