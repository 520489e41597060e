"""The causal claims of a thesis as a networkx graph: variables and claims are both nodes.

May touch: the model, beliefs, networkx. Must not know: questions, dates, files.

An edge runs from each cause to the claim, and one from the claim to its effect, so that ``a AND b -> c``
stays one claim with two causes. `influences` is the plain view of it, variable to variable.

Claims marked as feedback are left out by default, which is meant to make the graph acyclic. Nothing here
or in `traverse` relies on it: a loop that nobody marked is found and reported by `traverse.loops`.

Node attributes: `kind` ("variable" or "claim"); a variable has `role` (its `VariableKind`); a claim has
`belief`, `layer`, `modality` and `feedback`. Edge attributes: `signs`, `weight` and, from a cause to a
claim, `conditions` (those the cause must reach, in file order). Graph attribute: `root`.

The *signs* of an edge are a set of +1 and -1. One side of a claim has the sign of its change; a change
without direction ("changes", "holds") may be either, so its set holds both. Signs multiply along a path.
A *preventive* claim keeps its effect from happening: the sign of its effect's side is turned round.

The *weight* of a claim is ``-log(belief)``, carried by the edges that enter it; those that leave it weigh
nothing. The lightest path is then the one with the greatest product of beliefs.
"""

from collections.abc import Mapping
from math import log
from typing import TYPE_CHECKING, Any

import networkx as nx

from causal_compute.assessment import beliefs as assessed
from causal_compute.model import Change, Claim, ClaimKind, Layer, Modality, Thesis, VariableKind

__all__ = [
    "BOTH",
    "CausalGraph",
    "Signs",
    "build",
    "claims_of",
    "compose",
    "generations",
    "influences",
    "link_signs",
    "mark",
    "variables_of",
]

if TYPE_CHECKING:
    CausalGraph = nx.DiGraph[str]
else:
    CausalGraph = nx.DiGraph  # not subscriptable at run time
Signs = frozenset[int]

BOTH: Signs = frozenset({1, -1})
"""The sign set of a change whose direction is not known."""


def build(
    thesis: Thesis,
    *,
    layers: frozenset[Layer] | None = None,
    without: frozenset[str] = frozenset(),
    feedback: bool = False,
    beliefs: Mapping[str, float] | None = None,
) -> CausalGraph:
    """Return the graph of the causal claims of a thesis, in file order.

    `layers` keeps the claims of these layers only (all if None). `without` leaves out claims and
    variables by id. `feedback` takes in the claims marked as feedback too. `beliefs` are probabilities by
    claim, by default those of `assessment.beliefs`; a claim believed with 0 is left out. Every variable is
    a node, whatever its layer: a variable states nothing.
    """
    graph: CausalGraph = nx.DiGraph(root=thesis.root)
    for variable in thesis.variables.values():
        graph.add_node(variable.id, kind="variable", role=variable.kind)
    believed = assessed(thesis) if beliefs is None else beliefs
    for claim in thesis.claims.values():
        kept = (layers is None or claim.layer in layers) and (feedback or not claim.feedback)
        if claim.kind is ClaimKind.CAUSAL and kept and believed[claim.id] > 0:
            _add(graph, claim, believed[claim.id])
    graph.remove_nodes_from(without)
    return graph


def variables_of(dag: CausalGraph, *roles: VariableKind) -> list[str]:
    """Return the variables of a graph in file order, of the given kinds only if there are any."""
    nodes = [node for node in dag if dag.nodes[node]["kind"] == "variable"]
    return [node for node in nodes if dag.nodes[node]["role"] in roles] if roles else nodes


def claims_of(dag: CausalGraph) -> list[str]:
    """Return the claims of a graph in file order."""
    return [node for node in dag if dag.nodes[node]["kind"] == "claim"]


def influences(dag: CausalGraph) -> CausalGraph:
    """Return the plain view: an edge from each cause to each effect, whatever claims lie between.

    Edge attributes: `claims` (surest first, then by id), `signs` (the union over them), `belief` (of the
    surest) and `weight`.
    """
    plain: CausalGraph = nx.DiGraph(**dag.graph)
    plain.add_nodes_from((node, dict(dag.nodes[node])) for node in variables_of(dag))
    for claim in sorted(claims_of(dag), key=lambda node: (-dag.nodes[node]["belief"], node)):
        for effect in dag.successors(claim):
            for cause in dag.predecessors(claim):
                _join(plain, cause, effect, claim, dag)
    return plain


def link_signs(dag: CausalGraph, cause: str, claim: str, effect: str) -> Signs:
    """Return the signs with which `cause` acts on `effect` through `claim`."""
    return compose(dag.edges[cause, claim]["signs"], dag.edges[claim, effect]["signs"])


def compose(first: Signs, second: Signs) -> Signs:
    """Return the signs of two links in a row: every product.

    >>> compose(frozenset({-1}), frozenset({-1}))
    frozenset({1})
    """
    return frozenset(a * b for a in first for b in second)


def mark(signs: Signs) -> str:
    """Return "+" or "-" for a sign that is known and "?" for one that is not.

    >>> mark(BOTH), mark(frozenset({-1}))
    ('?', '-')
    """
    if len(signs) != 1:
        return "?"
    return "+" if 1 in signs else "-"


def generations(dag: CausalGraph) -> Mapping[str, int]:
    """Return how many steps each node stands from the sources, by its longest way in.

    Nodes on a common loop stand on one step: it is the loops' condensation that is counted.
    """
    loops = nx.condensation(dag)
    return {
        node: step
        for step, components in enumerate(nx.topological_generations(loops))
        for component in components
        for node in loops.nodes[component]["members"]
    }


def _add(graph: CausalGraph, claim: Claim, belief: float) -> None:
    """Add one claim. A variable that stands in its gate twice keeps both signs and both conditions."""
    graph.add_node(
        claim.id,
        kind="claim",
        belief=belief,
        layer=claim.layer,
        modality=claim.modality,
        feedback=claim.feedback,
    )
    for cause in () if claim.causes is None else claim.causes.causes():
        before: Mapping[str, Any] = graph.get_edge_data(cause.variable, claim.id, {})
        named = (cause.condition,) if cause.condition is not None else ()
        graph.add_edge(
            cause.variable,
            claim.id,
            signs=before.get("signs", frozenset()) | _signs(cause.change),
            conditions=before.get("conditions", ()) + named,
            weight=-log(belief),
        )
    signs = _signs(claim.effect.change)
    if claim.modality is Modality.PREVENTIVE:
        signs = frozenset(-sign for sign in signs)
    graph.add_edge(claim.id, claim.effect.variable, signs=signs, weight=0.0)


def _signs(change: Change) -> Signs:
    return frozenset({change.sign}) if change.sign else BOTH


def _join(plain: CausalGraph, cause: str, effect: str, claim: str, dag: CausalGraph) -> None:
    signs = link_signs(dag, cause, claim, effect)
    if plain.has_edge(cause, effect):
        edge = plain.edges[cause, effect]
        edge["claims"] += (claim,)
        edge["signs"] |= signs
        return
    sure = dag.nodes[claim]["belief"]
    plain.add_edge(cause, effect, claims=(claim,), signs=signs, belief=sure, weight=-log(sure))
