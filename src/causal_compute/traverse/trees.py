"""The nodes of a proof tree, and the leaf of it that binds.

May touch: the model's words and standings. Must not know: how a tree is found or drawn.

The *binding* leaf is found by walking down from the top: at every gate to the member that decides it. In
a met `all` that is the member met last, in a met `any` the one met first; in an `all` that is not met,
the unmet member that misses its threshold by most, or an unknown one where none is unmet. Of level
members one that leads to a condition goes before one that leads to a driver, then file order decides.
Exactly one leaf of a tree binds, and the gates on the way to it are marked too.
"""

from dataclasses import dataclass, replace

from causal_compute.model import Change, GateOperator
from causal_compute.quantity import DateInterval
from causal_compute.timeline import Standing, Status

__all__ = [
    "ConditionProof",
    "DriverProof",
    "GateProof",
    "Proof",
    "binding",
    "leads_to_condition",
    "leaves",
    "mark_binding",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionProof:
    """A cause that must reach a condition. `misses_by` is a factor, 1.0 unless unmet (see `shortfall`)."""

    variable: str
    change: Change
    condition: str
    standing: Standing
    misses_by: float = 1.0
    binding: bool = False

    @property
    def status(self) -> Status:
        """The condition's status."""
        return self.standing.status

    @property
    def since(self) -> DateInterval | None:
        """The first fact of the present run."""
        return self.standing.since


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverProof:
    """A cause without a condition: unknown, or a variable that is not unfolded again, with its status."""

    variable: str
    change: Change
    status: Status = "unknown"
    since: DateInterval | None = None
    misses_by: float = 1.0
    binding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GateProof:
    """A gate, its members in file order, and the index of the member that decides it.

    `variable` is what the gate decides on; `claim` is the claim that makes it, None for a joint. With
    `k` of None the operator says how many members are needed.
    """

    variable: str
    operator: GateOperator
    k: int | None
    claim: str | None
    status: Status
    since: DateInterval | None
    members: tuple["Proof", ...]
    decider: int
    misses_by: float
    binding: bool = False


Proof = GateProof | ConditionProof | DriverProof


def binding(proof: GateProof) -> ConditionProof | DriverProof:
    """Return the leaf that binds: where the walk along the deciding members ends."""
    node: Proof = proof
    while isinstance(node, GateProof):
        node = node.members[node.decider]
    return node


def leaves(proof: Proof) -> list[ConditionProof | DriverProof]:
    """Return the leaves of a tree, from left to right."""
    found: list[ConditionProof | DriverProof] = []
    stack: list[Proof] = [proof]
    while stack:
        node = stack.pop()
        if isinstance(node, GateProof):
            stack.extend(reversed(node.members))
        else:
            found.append(node)
    return found


def leads_to_condition(proof: Proof) -> bool:
    """Report whether the walk along the deciding members ends at a condition."""
    leaf = binding(proof) if isinstance(proof, GateProof) else proof
    return isinstance(leaf, ConditionProof)


def mark_binding(proof: GateProof) -> GateProof:
    """Mark the walk from the top of a tree to the leaf that binds."""
    members = list(proof.members)
    chosen = members[proof.decider]
    members[proof.decider] = (
        mark_binding(chosen) if isinstance(chosen, GateProof) else replace(chosen, binding=True)
    )
    return replace(proof, binding=True, members=tuple(members))
