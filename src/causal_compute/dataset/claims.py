"""Claims as quads: a node each, its gate and causes, and the plain edges derived from it.

May touch: terms and claims. Must not know: variables' names, facts, files, formats.

Properties point along the causal flow, ``variable cc:causeOf claim`` and ``claim cc:effect variable``: the
other way round, a variable that causes much makes every path through it slow.
"""

from collections.abc import Iterator
from itertools import count

from pyoxigraph import Literal, Quad

from causal_compute.dataset.quotes import quoted
from causal_compute.dataset.terms import Node, Space, boolean, decimal, integer, iri, reason, typed, words
from causal_compute.model import Cause, Claim, ClaimKind, Falsifier, Gate, Layer, Modality
from causal_compute.vocabulary import (
    CC,
    CHANGES,
    CLAIM_CLASSES,
    MODALITIES,
    OPERATORS,
    PROV,
    SCHEMA,
    SEEN,
    XSD,
    unit_iri,
)

__all__ = ["claim_quads", "derived_quads"]


def claim_quads(space: Space, claim: Claim) -> Iterator[Quad]:
    """Yield a claim with all that it says."""
    node, layer = space.layered(claim.id, claim.layer)
    yield from layer
    yield from node.is_a(CC.CLAIM, CLAIM_CLASSES[claim.kind], SCHEMA.CLAIM)
    yield from node.reads(claim.text)
    yield from node.has(CC.EFFECT, space.iri(claim.effect.variable))
    yield from node.has(CC.HAS_CHANGE, iri(CHANGES[claim.effect.change]))
    if claim.causes is not None:
        yield from _causes(space, node, claim.causes)
    yield from _payload(space, node, claim)
    yield from _circumstances(space, node, claim)
    yield from quoted(space, node, claim.quotes)
    if claim.layer is Layer.THESIS:
        yield from node.has(PROV.HAD_PRIMARY_SOURCE, space.document)
    for number, falsifier in enumerate(claim.falsifiers, start=1):
        yield from _falsifier(space, node, falsifier, number)


def _falsifier(space: Space, claim: Node, falsifier: Falsifier, number: int) -> Iterator[Quad]:
    """Yield what would refute a claim, said by the falsifier's own layer; and what came of it."""
    name = f"{claim.iri.value.rsplit('/', 1)[-1]}.falsifier.{number}"
    node, layer = space.layered(name, falsifier.layer)
    yield from layer
    yield from Node(claim.iri, node.graph).has(CC.HAS_FALSIFIER, node.iri)
    yield from node.is_a(CC.FALSIFIER)
    yield from node.reads(falsifier.metric)
    yield from node.has(CC.COMPARATOR, Literal(falsifier.comparator.value))
    yield from node.has(CC.VALUE, decimal(falsifier.value))
    yield from node.has(CC.HAS_UNIT, iri(unit_iri(falsifier.unit)))
    yield from space.dated(node, falsifier.by)
    yield from node.has(CC.FROZEN_ON, typed(falsifier.frozen_on.isoformat(), XSD.DATE))
    if falsifier.series is not None:
        yield from node.has(CC.OF_SERIES, space.iri(falsifier.series, "series"))
    if falsifier.in_sample:
        yield from node.has(CC.IN_SAMPLE, boolean(truth=True))
    outcome = falsifier.outcome
    if outcome is not None:
        part, layer = space.layered(f"{name}.outcome", Layer.EVIDENCE)
        yield from layer
        yield from Node(node.iri, part.graph).has(CC.HAS_OUTCOME, part.iri)
        yield from part.is_a(CC.OUTCOME)
        yield from part.has(CC.REFUTED, boolean(truth=outcome.refuted))
        yield from part.reads(outcome.text)
        yield from space.dated(part, outcome.date)
        yield from part.has(CC.FROM_SOURCE, space.iri(outcome.source, "source"))
        yield from part.has(CC.HOW_SEEN, iri(SEEN[outcome.seen]))


def derived_quads(space: Space, claim: Claim) -> Iterator[Quad]:
    """Yield the plain edges of a causal claim, for tools that know only triples.

    A claim marked as feedback yields none: it keeps its node, and `cc:influences` stays free of the loop.
    """
    if claim.kind is not ClaimKind.CAUSAL or claim.causes is None or claim.feedback:
        return
    effect = space.iri(claim.effect.variable)
    for cause in claim.causes.causes():
        node = space.node(cause.variable, Layer.DERIVED)
        yield from node.has(CC.INFLUENCES, effect)
        signs = {_sign(other, claim) for other in claim.causes.causes() if other.variable == cause.variable}
        if signs == {1}:
            yield from node.has(CC.INCREASES, effect)
        if signs == {-1}:
            yield from node.has(CC.DECREASES, effect)


def _sign(cause: Cause, claim: Claim) -> int:
    """Return how a rise of the cause moves the effect: +1, -1, or 0 when the claim does not say.

    A preventive claim keeps its effect from happening, which turns the sign round.
    """
    turned = -1 if claim.modality is Modality.PREVENTIVE else 1
    return cause.change.sign * claim.effect.change.sign * turned


def _causes(space: Space, claim: Node, gate: Gate) -> Iterator[Quad]:
    """Yield the gate, its causes (numbered from left to right, however nested), and the flow in."""
    top = claim.part("gate")
    yield from claim.has(CC.HAS_GATE, top.iri)
    yield from _gate(space, claim, top, gate, count(1))
    for cause in gate.causes():
        variable = Node(space.iri(cause.variable), claim.graph)
        yield from variable.has(CC.CAUSE_OF, claim.iri)


def _gate(space: Space, claim: Node, node: Node, gate: Gate, numbers: "count[int]") -> Iterator[Quad]:
    yield from node.is_a(CC.GATE)
    yield from node.has(CC.HAS_OPERATOR, iri(OPERATORS[gate.operator]))
    if gate.k is not None:
        yield from node.has(CC.K, integer(gate.k))
    for position, member in enumerate(gate.members, start=1):
        if isinstance(member, Gate):
            part = node.part(str(position))
            yield from _gate(space, claim, part, member, numbers)
        else:
            part = claim.part(f"cause.{next(numbers)}")
            yield from claim.has(CC.HAS_CAUSE, part.iri)
            yield from _cause(space, part, member)
        yield from node.has(CC.MEMBER, part.iri)
        yield from part.has(CC.POSITION, integer(position))


def _cause(space: Space, node: Node, cause: Cause) -> Iterator[Quad]:
    yield from node.is_a(CC.CAUSE)
    yield from node.has(CC.OF_VARIABLE, space.iri(cause.variable))
    yield from node.has(CC.HAS_CHANGE, iri(CHANGES[cause.change]))
    if cause.condition is not None:
        yield from node.has(CC.OF_CONDITION, space.iri(cause.condition))


def _payload(space: Space, node: Node, claim: Claim) -> Iterator[Quad]:
    """Yield what claims of some kinds say besides: a number, a date, a rating, another variable."""
    if claim.quantity is not None:
        yield from node.measures(CC.HAS_QUANTITY, claim.quantity)
    if claim.when is not None:
        yield from space.dated(node, claim.when)
    if claim.rating is not None:
        yield from node.has(CC.RATING, Literal(claim.rating))
    if claim.compared_to is not None:
        yield from node.has(CC.COMPARED_TO, space.iri(claim.compared_to))


def _circumstances(space: Space, node: Node, claim: Claim) -> Iterator[Quad]:
    """Yield when, where, how and why the claim holds."""
    if claim.modality is not None:
        yield from node.has(CC.HAS_MODALITY, iri(MODALITIES[claim.modality]))
    yield from node.has(CC.HOLDS_IF, *map(space.iri, claim.holds_if))
    if claim.lag is not None:
        yield from node.measures(CC.LAG, claim.lag)
    if claim.scope is not None:
        yield from node.has(CC.SCOPE, *words(claim.scope))
    if claim.mechanism is not None:
        yield from node.has(CC.MECHANISM, *words(claim.mechanism))
    if claim.why is not None:
        yield from node.has(CC.WHY, *reason(claim.why))
    if claim.feedback:
        yield from node.has(CC.FEEDBACK, boolean(truth=True))
    if claim.universal:
        yield from node.has(CC.UNIVERSAL, boolean(truth=True))
