"""The view in which a claim is a node: nothing of its gate, its conditions or its evidence is lost.

May touch: the model, the attributes of its parts. Must not know: formats.

Edges follow the argument: a cause to its claim (by way of a gate, if gates nest), a claim to its effect, a
condition to the claim or gate that asks for it, a statement to the claim that it speaks of.
"""

from collections.abc import Iterator
from itertools import count

from causal_compute.exports.elements import Edge, Elements, Node, attributes
from causal_compute.exports.parts import Teller, turned
from causal_compute.exports.scope import Scope
from causal_compute.model import Cause, Claim, Condition, Evidence, Gate

__all__ = ["claim_view"]


def claim_view(scope: Scope) -> Elements:
    """Return the variables, claims, gates, conditions and evidence of a scope, and what joins them."""
    thesis = scope.thesis()
    believed = scope.beliefs()
    tell = Teller(thesis=thesis, as_of=scope.as_of, language=scope.language)
    nodes = [tell.variable(each) for each in thesis.variables.values()]
    edges: list[Edge] = []
    for condition in thesis.conditions.values():
        nodes.append(tell.condition(condition))
        edges.append(_reaches(condition))
    for claim in thesis.claims.values():
        words = attributes(label=claim.text.in_(scope.language)).get("label", claim.id)
        told = tell.claim(claim, believed[claim.id])
        nodes.append(Node(id=claim.id, kind="claim", label=str(words), attributes=told))
        drawn = _Drawn(tell, claim, believed[claim.id])
        edges += drawn.edges()
        nodes += drawn.gates
    for evidence in thesis.evidence.values():
        nodes.append(tell.evidence(evidence))
        edges += _speaks(evidence)
    about = attributes(view="claims", as_of=scope.as_of.isoformat(), root=thesis.root, of=scope.of)
    label = str(attributes(label=thesis.title.in_(scope.language)).get("label", thesis.id))
    return Elements(id=thesis.id, label=label, about=about, nodes=tuple(nodes), edges=tuple(edges))


class _Drawn:
    """The edges of one claim, and the gates that stand within its own."""

    def __init__(self, tell: Teller, claim: Claim, belief: float) -> None:
        self._tell, self._claim = tell, claim
        self._said = attributes(
            claim=claim.id, layer=claim.layer.value, belief=round(belief, 6), weight=round(belief, 6)
        )
        self._numbers = count(1)
        self.gates: list[Node] = []

    def edges(self) -> Iterator[Edge]:
        """Yield the causes first, then the effect, then what else the claim names."""
        claim = self._claim
        if claim.causes is not None:
            yield from self._members(claim.causes, claim.id, f"{claim.id}.gate")
        causal = claim.causes is not None
        effect = claim.effect
        yield Edge(
            id=f"{claim.id}.effect",
            source=claim.id,
            target=effect.variable,
            relation="effect" if causal else "about",
            label=effect.change.value,
            sign=turned(claim),
            attributes={**self._said, "change": effect.change.value},
        )
        if claim.compared_to is not None:
            yield self._plain(f"{claim.id}.compared-to", claim.id, claim.compared_to, "compared-to")
        for number, condition in enumerate(claim.holds_if, start=1):
            yield self._plain(f"{claim.id}.holds-if.{number}", condition, claim.id, "holds-if")

    def _members(self, gate: Gate, into: str, path: str) -> Iterator[Edge]:
        """Yield the edges into a node from the members of its gate; `path` is what RDF calls the gate."""
        for position, member in enumerate(gate.members, start=1):
            if isinstance(member, Cause):
                yield from self._cause(member, into)
                continue
            name = f"{path}.{position}"
            self.gates.append(self._tell.gate(name, member, self._claim))
            yield from self._members(member, name, name)
            yield self._plain(f"{name}.member", name, into, "member-of")

    def _cause(self, cause: Cause, into: str) -> Iterator[Edge]:
        name = f"{self._claim.id}.cause.{next(self._numbers)}"
        said = attributes(change=cause.change.value, condition=cause.condition)
        yield Edge(
            id=name,
            source=cause.variable,
            target=into,
            relation="cause-of",
            label=cause.change.value,
            sign=cause.change.sign,
            attributes={**self._said, **said},
        )
        if cause.condition is not None:
            yield self._plain(f"{name}.condition", cause.condition, into, "required-by")

    def _plain(self, name: str, source: str, target: str, relation: str) -> Edge:
        return Edge(
            id=name,
            source=source,
            target=target,
            relation=relation,
            label=relation,
            sign=None,
            attributes=attributes(claim=self._claim.id, layer=self._claim.layer.value),
        )


def _reaches(condition: Condition) -> Edge:
    return Edge(
        id=f"{condition.id}.variable",
        source=condition.variable,
        target=condition.id,
        relation="reaches",
        label="reaches",
        sign=None,
        attributes=attributes(layer=condition.layer.value),
    )


def _speaks(evidence: Evidence) -> Iterator[Edge]:
    for number, claim in enumerate(evidence.claims, start=1):
        stance = evidence.stance.value
        yield Edge(
            id=f"evidence/{evidence.id}.claim.{number}",
            source=f"evidence/{evidence.id}",
            target=claim,
            relation=stance,
            label=stance,
            sign=None,
            attributes=attributes(claim=claim, layer="evidence"),
        )
