"""What makes an application viable: its gate claims, joined into one formula; and how a gate is decided.

May touch: the model and the timeline, pure. Must not know: trees, graphs, answers.

Words:

* A *gate claim* is a causal claim whose effect *becomes viable* and whose modality decides: necessary,
  sufficient, necessary-and-sufficient, enabling, rate-limiting or constitutive. Contributory and
  preventive claims carry influence; they decide nothing.
* *Demanding* modalities (necessary, necessary-and-sufficient, rate-limiting) are joined by `all`: each
  must be met. *Offering* ones (sufficient, enabling, constitutive) are joined by `any`: one is enough.
  With both kinds on one effect, all the demanding ones and any of the offering ones must be met.
* Conditions in a claim's `holds_if` are joined to its gate by `all`.

A gate is decided in Kleene's strong three-valued logic (S. C. Kleene, "Introduction to Metamathematics",
1952, section 64), where unmet < unknown < met; `all` is the least of its members, `any` the greatest. One
rule covers every gate: line the members up by *nearness* (met before unknown before unmet; of met ones
the oldest first, of unmet ones the one that misses least first). The k-th in this line decides the gate,
with k the number of members for `all` and 1 for `any`: its status is the gate's status, and when it is
met, the gate is met since the k-th smallest of the met members' dates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from causal_compute.model import (
    Cause,
    Change,
    Claim,
    ClaimKind,
    Condition,
    Gate,
    GateOperator,
    Layer,
    Modality,
    Thesis,
)
from causal_compute.quantity import DateInterval
from causal_compute.timeline import Status

__all__ = [
    "DEMANDING",
    "OFFERING",
    "Formula",
    "decide",
    "formulas",
    "is_gate_claim",
    "kth_date",
    "nearness",
    "needed",
    "seen",
]

DEMANDING = frozenset({Modality.NECESSARY, Modality.NECESSARY_AND_SUFFICIENT, Modality.RATE_LIMITING})
OFFERING = frozenset({Modality.SUFFICIENT, Modality.ENABLING, Modality.CONSTITUTIVE})

Nearness = tuple[int, float, float]
_RANK: Mapping[Status, int] = {"met": 0, "unknown": 1, "unmet": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A gate over causes, and the claim that makes it: None for a joint of several claims."""

    operator: GateOperator
    k: int | None
    claim: str | None
    variable: str
    members: tuple["Formula | Cause", ...]

    def claims(self) -> Iterator[str]:
        """Yield the claims that make the formula, from left to right."""
        if self.claim is not None:
            yield self.claim
        for member in self.members:
            if isinstance(member, Formula):
                yield from member.claims()

    def causes(self) -> Iterator[Cause]:
        """Yield every cause in the formula, from left to right, whatever the nesting."""
        for member in self.members:
            if isinstance(member, Cause):
                yield member
            else:
                yield from member.causes()


def is_gate_claim(claim: Claim) -> bool:
    """Report whether a claim decides if its effect is viable."""
    return (
        claim.kind is ClaimKind.CAUSAL
        and claim.causes is not None
        and claim.effect.change is Change.BECOMES_VIABLE
        and claim.modality in DEMANDING | OFFERING
    )


def formulas(
    thesis: Thesis, layers: frozenset[Layer] | None = None, without: frozenset[str] = frozenset()
) -> Mapping[str, Formula]:
    """Return the formula of every variable that has a gate claim, by variable.

    `layers` keeps the claims of these layers only; `without` leaves out claims by id.
    """
    deciding: dict[str, list[Claim]] = {}
    for claim in thesis.claims.values():
        kept = (layers is None or claim.layer in layers) and claim.id not in without
        if kept and is_gate_claim(claim):
            deciding.setdefault(claim.effect.variable, []).append(claim)
    return {variable: _joint(variable, claims, thesis) for variable, claims in deciding.items()}


def seen(condition: Condition, layers: frozenset[Layer] | None, without: frozenset[str]) -> Condition | None:
    """Return a condition as the chosen layers show it, None when they hold nothing about it.

    Facts are of the evidence layer; a threshold is of its measure's.
    """
    if condition.id in without or condition.variable in without:
        return None
    if layers is None:
        return condition
    if Layer.EVIDENCE not in layers:
        return None
    measured = condition.measure is not None and condition.measure.layer in layers
    return condition if measured else replace(condition, measure=None)


def needed(operator: GateOperator, k: int | None, members: int) -> int:
    """Return how many of its members a gate needs.

    >>> needed(GateOperator.ALL, None, 3), needed(GateOperator.ANY, None, 3)
    (3, 1)
    """
    if operator is GateOperator.ALL:
        return members
    return 1 if operator is GateOperator.ANY or k is None else k


def nearness(status: Status, since: DateInterval | None, misses_by: float) -> Nearness:
    """Return the place of a member in the line: the smaller, the nearer."""
    if since is not None:
        return _RANK[status], since.latest.toordinal(), since.earliest.toordinal()
    return _RANK[status], misses_by if status == "unmet" else 0.0, 0.0


def decide(line: Sequence[Nearness], k: int, preferred: Sequence[bool] = ()) -> int:
    """Return the index of the member that decides: the k-th nearest.

    Of level ones the first that is `preferred`, else the first. When `k` is more than there are members,
    the farthest one decides, for the gate cannot be met.

    >>> decide([(0, 5.0, 5.0), (2, 1.5, 0.0), (0, 3.0, 3.0)], k=2)
    0
    """
    kth = sorted(line)[min(k, len(line)) - 1]
    level = [index for index, each in enumerate(line) if each == kth]
    return next((index for index in level if preferred and preferred[index]), level[0])


def kth_date(dates: Sequence[DateInterval], k: int) -> DateInterval:
    """Return the k-th smallest of some dates, end by end: k = 1 the earliest, k = len the latest.

    >>> from causal_compute.quantity import parse_date
    >>> kth_date([parse_date("2025"), parse_date("2025-06")], 2).verbatim
    '2025-06-01..2025-12-31'
    """
    earliest = sorted(each.earliest for each in dates)[k - 1]
    latest = sorted(each.latest for each in dates)[k - 1]
    same = [each for each in dates if (each.earliest, each.latest) == (earliest, latest)]
    return same[0] if same else DateInterval(earliest, latest, _written(earliest, latest))


def _written(earliest: date, latest: date) -> str:
    return earliest.isoformat() if earliest == latest else f"{earliest}..{latest}"


def _joint(variable: str, claims: Sequence[Claim], thesis: Thesis) -> Formula:
    demanding = [_of_claim(claim, thesis) for claim in claims if claim.modality in DEMANDING]
    offering = [_of_claim(claim, thesis) for claim in claims if claim.modality in OFFERING]
    if offering:
        demanding.append(_join(GateOperator.ANY, variable, offering))
    return _join(GateOperator.ALL, variable, demanding)


def _join(operator: GateOperator, variable: str, members: Sequence[Formula]) -> Formula:
    """Join formulas; a single one needs no joint."""
    if len(members) == 1:
        return members[0]
    return Formula(operator=operator, k=None, claim=None, variable=variable, members=tuple(members))


def _of_claim(claim: Claim, thesis: Thesis) -> Formula:
    """Return the gate of a claim with its `holds_if` conditions joined by `all`."""
    assert claim.causes is not None  # noqa: S101 - `is_gate_claim` has said so
    own = _of_gate(claim.causes, claim)
    provisos = tuple(
        Cause(variable=thesis.conditions[name].variable, change=Change.HOLDS, condition=name)
        for name in claim.holds_if
    )
    if not provisos:
        return own
    members = own.members if own.operator is GateOperator.ALL else (own,)
    return Formula(
        operator=GateOperator.ALL,
        k=None,
        claim=claim.id,
        variable=claim.effect.variable,
        members=members + provisos,
    )


def _of_gate(gate: Gate, claim: Claim) -> Formula:
    return Formula(
        operator=gate.operator,
        k=gate.k,
        claim=claim.id,
        variable=claim.effect.variable,
        members=tuple(each if isinstance(each, Cause) else _of_gate(each, claim) for each in gate.members),
    )
