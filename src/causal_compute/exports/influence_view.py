"""The plain view: variables, and an edge from every cause of a causal claim to its effect.

May touch: the model, the attributes of its parts. Must not know: formats.

A claim with two causes is two edges that carry the same `claim`, `gate` and `formula`, so that "both" and
"either" can still be told apart; the condition of a cause is an attribute of its edge.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from causal_compute.exports.elements import Edge, Elements, Value, attributes
from causal_compute.exports.parts import Teller, turned
from causal_compute.exports.scope import Scope
from causal_compute.model import Cause, Claim, Thesis

__all__ = ["influence_view"]

_MARKS = {1: "+", -1: "−", 0: "?"}


def influence_view(scope: Scope) -> Elements:
    """Return the variables of a scope and the influences among them."""
    thesis = scope.thesis()
    believed = scope.beliefs()
    tell = Teller(thesis=thesis, as_of=scope.as_of, language=scope.language)
    edges = [
        edge
        for claim in thesis.claims.values()
        for edge in _Influences(tell, claim, believed[claim.id]).edges()
    ]
    label = str(attributes(label=thesis.title.in_(scope.language)).get("label", thesis.id))
    return Elements(
        id=thesis.id,
        label=label,
        about=attributes(view="influences", as_of=scope.as_of.isoformat(), root=thesis.root, of=scope.of),
        nodes=tuple(tell.variable(each) for each in thesis.variables.values()),
        edges=tuple(edges),
        left_out=tuple(_left_out(thesis)),
    )


@dataclass(frozen=True, slots=True)
class _Influences:
    tell: Teller
    claim: Claim
    belief: float

    def edges(self) -> Iterator[Edge]:
        claim = self.claim
        for number, cause in enumerate(claim.causes.causes() if claim.causes else (), start=1):
            sign = cause.change.sign * turned(claim)
            yield Edge(
                id=f"{claim.id}.cause.{number}",
                source=cause.variable,
                target=claim.effect.variable,
                relation="influences",
                label=_MARKS[sign],
                sign=sign,
                attributes=self._told(cause),
            )

    def _told(self, cause: Cause) -> dict[str, Value]:
        asked = self.tell.thesis.conditions.get(cause.condition or "")
        standing = {} if asked is None else self.tell.condition(asked).attributes
        names = ("label_zh", "label_en", "comparator", "threshold", "unit", "status", "since")
        return {
            "claim": self.claim.id,
            "weight": round(self.belief, 6),
            **self.tell.claim(self.claim, self.belief),
            **attributes(
                cause_change=cause.change.value,
                effect_change=self.claim.effect.change.value,
                condition=cause.condition,
            ),
            **{f"condition_{name}": standing[name] for name in names if name in standing},
        }


def _left_out(thesis: Thesis) -> Iterator[str]:
    said = sum(claim.causes is None for claim in thesis.claims.values())
    if said:
        yield f"claims that are not causal ({said})"
    if thesis.evidence:
        yield f"statements of evidence ({len(thesis.evidence)})"
