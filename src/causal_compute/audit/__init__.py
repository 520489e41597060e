"""The thesis told to its face what stands and what does not: one module a question.

May touch: the model, assessments, traversal, the outlook. Must not know: languages' grammar beyond its own
sentences, files, how notes are printed.

Each question yields notes in both languages, with the ids of the claims, variables, evidence and series that
they rest on, so that every one can be followed.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypedDict

from causal_compute.audit import (
    against_data,
    contradictions,
    falsifiers,
    figures,
    forecasts,
    hops,
    one_source,
    only_root,
    scopes,
    stale,
    universal,
)
from causal_compute.audit.notes import SEVERITIES, Note
from causal_compute.model import Thesis

__all__ = ["QUESTIONS", "Audit", "audit"]

QUESTIONS: Mapping[str, Callable[[Thesis, date], Iterator[Note]]] = {
    "only-root": only_root.check,
    "universal-claims": universal.check,
    "contradictions": contradictions.check,
    "unsupported-hops": hops.check,
    "one-source": one_source.check,
    "numbers-against-each-other": figures.check,
    "numbers-against-data": against_data.check,
    "scopes": scopes.check,
    "forecasts": forecasts.check,
    "stale-data": stale.check,
    "falsifiers": falsifiers.check,
}
"""Each question by its name, in the order in which it is asked."""


class Audit(TypedDict):
    """What an audit found on `as_of`: how many notes of each severity, and the notes by question."""

    thesis: str
    as_of: str
    counts: dict[str, int]
    notes: list[Note]


def audit(thesis: Thesis, as_of: date, only: str | None = None) -> Audit:
    """Return what every question finds, or the question named `only`.

    Raises:
        KeyError: no question has that name.

    """
    asked = QUESTIONS if only is None else {only: QUESTIONS[only]}
    notes = [note for question in asked.values() for note in question(thesis, as_of)]
    counts = {str(each): sum(note["severity"] == each for note in notes) for each in SEVERITIES}
    return {"thesis": thesis.id, "as_of": as_of.isoformat(), "counts": counts, "notes": notes}
