"""The tables of an answer: an entry for every id it names, so that the answer stands alone.

May touch: the model. Must not know: how the answer was found.
"""

from collections.abc import Iterator, Mapping

from causal_compute.answers.document import Answer, Chain
from causal_compute.answers.entries import claim_entry, condition_entry, source_entries, variable_entry
from causal_compute.answers.walk import claims, conditions, drivers
from causal_compute.model import Claim, Thesis

__all__ = ["with_tables"]


def with_tables(answer: Answer, thesis: Thesis, beliefs: Mapping[str, float]) -> Answer:
    """Return the answer with its tables filled in, each in the thesis' own order."""
    named = _claims(answer) & set(thesis.claims)
    points = _conditions(answer, thesis, named) & set(thesis.conditions)
    variables = _variables(answer, thesis, named)
    variables |= {thesis.conditions[point].variable for point in points}
    return {
        **answer,
        "variables": {key: variable_entry(v) for key, v in thesis.variables.items() if key in variables},
        "conditions": {key: condition_entry(c) for key, c in thesis.conditions.items() if key in points},
        "claims": {key: claim_entry(c, beliefs[key]) for key, c in thesis.claims.items() if key in named},
        "sources": source_entries(thesis, _sources(answer)),
    }


def _chains(answer: Answer) -> Iterator[Chain]:
    yield from answer["chains"]
    yield from answer["branches"]
    yield from (shock["chain"] for shock in answer["shocks"])


def _claims(answer: Answer) -> set[str]:
    named = {claim for chain in _chains(answer) for claim in chain["claims"]}
    named |= {*answer["about"], *answer["hangs_on"]["cut"], *claims(answer["tree"])}
    named |= {*answer["hangs_on"]["dominators"]}  # which are variables, too
    return named | {claim for loop in answer["loops"] for claim in loop["claims"]}


def _variables(answer: Answer, thesis: Thesis, named: set[str]) -> set[str]:
    found = {focus["id"] for focus in answer["focus"]}
    found |= {variable for chain in _chains(answer) for variable in chain["variables"]}
    found |= {variable for claim in named for variable in thesis.claims[claim].variables()}
    found |= {node["variable"] for node in (*conditions(answer["tree"]), *drivers(answer["tree"]))}
    found |= {*answer["constraints"], *answer["other_roots"], *answer["hangs_on"]["dominators"]}
    return found | {gap["id"] for gap in answer["gaps"]}


def _conditions(answer: Answer, thesis: Thesis, named: set[str]) -> set[str]:
    found = {node["condition"] for node in conditions(answer["tree"])}
    focus = {each["id"] for each in answer["focus"]}
    found |= {condition.id for condition in thesis.conditions.values() if condition.variable in focus}
    found |= {condition for claim in named for condition in _asked(thesis.claims[claim])}
    return found | {gap["id"] for gap in answer["gaps"]}


def _asked(claim: Claim) -> Iterator[str]:
    """Yield the conditions that a claim names: those its causes must reach, and those it holds under."""
    yield from claim.holds_if
    for cause in claim.causes.causes() if claim.causes is not None else ():
        if cause.condition is not None:
            yield cause.condition


def _sources(answer: Answer) -> Iterator[str]:
    """Yield the sources of every figure and event that the answer shows."""
    yield from (fact["source"] for fact in answer["facts"])
    yield from (event["source"] for event in answer["events"])
    for node in conditions(answer["tree"]):
        yield from (fact["source"] for fact in (node["fact"], node["crossed"]) if fact is not None)
