"""A proof as the tree of an answer, and what the tree names.

May touch: the model, proofs. Must not know: questions, languages.
"""

from causal_compute.answers.document import ConditionNode, Interval, TreeNode
from causal_compute.answers.entries import fact_entry, interval
from causal_compute.model import Thesis
from causal_compute.quantity import DateInterval
from causal_compute.traverse import ConditionProof, GateProof, Proof

__all__ = ["tree"]


def tree(proof: Proof, thesis: Thesis) -> TreeNode:
    """Return the proof as nested nodes, members in file order."""
    if isinstance(proof, GateProof):
        return {
            "type": "gate",
            "op": proof.operator.value,
            "k": proof.k,
            "claim": proof.claim,
            "status": proof.status,
            "since": _interval(proof.since),
            "binding": proof.binding,
            "members": [tree(member, thesis) for member in proof.members],
        }
    if isinstance(proof, ConditionProof):
        return _condition(proof, thesis)
    return {
        "type": "driver",
        "variable": proof.variable,
        "change": proof.change.value,
        "status": proof.status,
        "since": _interval(proof.since),
        "binding": proof.binding,
    }


def _condition(proof: ConditionProof, thesis: Thesis) -> ConditionNode:
    standing = proof.standing
    measure = thesis.conditions[proof.condition].measure
    unit = None if measure is None else measure.threshold.unit
    return {
        "type": "condition",
        "condition": proof.condition,
        "variable": proof.variable,
        "change": proof.change.value,
        "status": standing.status,
        "since": _interval(standing.since),
        "easy": _interval(standing.easy),
        "strict": _interval(standing.strict),
        "fact": None if standing.fact is None else fact_entry(standing.fact, unit),
        "crossed": None if standing.crossed is None else fact_entry(standing.crossed, unit),
        "expected": None,
        "binding": proof.binding,
    }


def _interval(dates: DateInterval | None) -> Interval | None:
    return None if dates is None else interval(dates)
