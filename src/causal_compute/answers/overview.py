"""Tables over a whole thesis: its variables, conditions and claims, and what it leaves open.

May touch: the model, traversal. Must not know: languages, questions.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import TypedDict

from causal_compute import dag
from causal_compute.answers.document import Answer, GapEntry, Interval, Loop, Status, Text
from causal_compute.answers.entries import loop_entry, text_entry
from causal_compute.assessment import beliefs
from causal_compute.model import Quote, Thesis, VariableKind
from causal_compute.traverse import gaps, loops, other_roots

__all__ = ["LISTS", "Open", "Row", "left_open", "rows"]

_KINDS: Mapping[str, Collection[VariableKind]] = {
    "applications": {VariableKind.APPLICATION},
    "constraints": {VariableKind.CONSTRAINT},
    "roots": {VariableKind.ROOT},
    "variables": set(VariableKind),
}
LISTS = (*_KINDS, "conditions", "claims")
"""What can be listed."""


class Row(TypedDict):
    """One line of a list: what it is and is called; for a variable with a gate, how it stands."""

    id: str
    kind: str
    layer: str
    label: Text
    slide: str | None
    status: Status | None
    since: Interval | None
    binding: str | None


class Open(TypedDict):
    """What a thesis leaves open: gaps, the roots of applications other than its own, and its loops."""

    gaps: list[GapEntry]
    other_roots: dict[str, list[str]]
    loops: list[Loop]
    labels: dict[str, Text]


def rows(thesis: Thesis, of: str, layers: Collection[str], answers: Mapping[str, Answer]) -> list[Row]:
    """Return the rows of one of `LISTS`, in file order; `layers` keeps these only (none: all)."""
    if of == "claims":
        found = _claims(thesis)
    elif of == "conditions":
        found = _conditions(thesis)
    else:
        found = _variables(thesis, _KINDS[of], answers)
    return [row for row in found if not layers or row["layer"] in layers]


def left_open(thesis: Thesis) -> Open:
    """Return the gaps, the applications' other roots and the loops of a thesis."""
    known = beliefs(thesis)
    graph = dag.build(thesis, beliefs=known)
    whole = dag.build(thesis, beliefs=known, feedback=True)
    roots = {
        variable.id: list(other_roots(graph, variable.id))
        for variable in thesis.variables.values()
        if variable.kind is VariableKind.APPLICATION
    }
    labels = {key: text_entry(variable.label) for key, variable in thesis.variables.items()}
    labels |= {key: text_entry(condition.label) for key, condition in thesis.conditions.items()}
    return {
        "gaps": [{"kind": gap.kind.value, "id": gap.id} for gap in gaps(thesis, graph)],
        "other_roots": {application: found for application, found in roots.items() if found},
        "loops": [loop_entry(loop) for loop in loops(whole)],
        "labels": labels,
    }


def _variables(
    thesis: Thesis, kinds: Collection[VariableKind], answers: Mapping[str, Answer]
) -> Iterator[Row]:
    for variable in thesis.variables.values():
        if variable.kind in kinds:
            answer = answers[variable.id]
            gated = answer["tree"] is not None
            yield {
                "id": variable.id,
                "kind": variable.kind.value,
                "layer": variable.layer.value,
                "label": text_entry(variable.label),
                "slide": _slide(variable.quotes),
                "status": answer["status"] if gated else None,
                "since": answer["since"],
                "binding": answer["binding"] and answer["binding"]["condition"],
            }


def _conditions(thesis: Thesis) -> Iterator[Row]:
    for condition in thesis.conditions.values():
        yield _row(
            condition.id, "condition", condition.layer.value, text_entry(condition.label), condition.quotes
        )


def _claims(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        yield _row(claim.id, claim.kind.value, claim.layer.value, text_entry(claim.text), claim.quotes)


def _row(identifier: str, kind: str, layer: str, label: Text, quotes: tuple[Quote, ...]) -> Row:
    return {
        "id": identifier,
        "kind": kind,
        "layer": layer,
        "label": label,
        "slide": _slide(quotes),
        "status": None,
        "since": None,
        "binding": None,
    }


def _slide(quotes: tuple[Quote, ...]) -> str | None:
    return quotes[0].slide if quotes else None
