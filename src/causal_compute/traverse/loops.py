"""Feedback loops, named: their variables, the claims that close them, and whether they drive or damp.

May touch: the graph of `dag`; networkx. Must not know: theses, answers.

Give `loops` the graph that was built with ``feedback=True``. Words:

* A claim *closes* loops when it is marked as feedback, or, on a loop that nobody marked, when its edge
  leads back on a depth-first walk from the root. Without the closing claims the graph is acyclic.
* A loop is *reinforcing* ("R") when the product of its signs is +, *balancing* ("B") when it is -, and "?"
  when a sign on it is not known (J. D. Sterman, "Business Dynamics", 2000, chapter 5).

There can be exponentially many loops. Those named are, for each claim that closes and each of its
causes, the surest way from the claim's effect back to that cause: enough that every closing claim and
every loop that it alone closes in one way is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import networkx as nx

from causal_compute.dag import CausalGraph, claims_of, mark
from causal_compute.traverse.paths import chain_along, chains

__all__ = ["Loop", "closing_claims", "loops", "unmarked"]

Polarity = Literal["R", "B", "?"]
_POLARITY: dict[str, Polarity] = {"+": "R", "-": "B", "?": "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A feedback loop: `variables[i]` acts through `claims[i]` on the next, the last one on the first.

    The last claim closes it; `closed_by` are all claims on it that close loops. `belief` is the product
    of the claims' beliefs.
    """

    variables: tuple[str, ...]
    claims: tuple[str, ...]
    closed_by: tuple[str, ...]
    polarity: Polarity
    belief: float


def loops(graph: CausalGraph) -> tuple[Loop, ...]:
    """Return the feedback loops, in the order of the claims that close them; each costs one search."""
    closing = closing_claims(graph)
    named: dict[frozenset[tuple[str, str]], Loop] = {}
    for claim in sorted(closing):
        for path in _ways_round(graph, claim):
            edges = frozenset(pairwise(path))  # one loop may be closed at two places
            if edges not in named:
                named[edges] = _loop(graph, path, closing)
    return tuple(named.values())


def closing_claims(graph: CausalGraph) -> frozenset[str]:
    """Return the claims that close loops: those marked as feedback, and those where no mark helps."""
    return frozenset(_marked(graph)) | unmarked(graph)


def unmarked(graph: CausalGraph) -> frozenset[str]:
    """Return claims whose marking as feedback would make the graph acyclic, empty if it is already.

    They are found by a depth-first walk from the root, then from every node not yet seen, by id: an edge
    back to a node still on the walk closes a loop, and every loop has one.
    """
    rest: CausalGraph = nx.DiGraph()
    rest.add_nodes_from(node for node in (graph.graph["root"], *sorted(graph)) if node in graph)
    rest.add_edges_from(graph.edges)
    rest.remove_nodes_from(_marked(graph))
    return frozenset(
        cause if graph.nodes[cause]["kind"] == "claim" else effect for cause, effect in _back_edges(rest)
    )


def _loop(graph: CausalGraph, path: tuple[str, ...], closing: frozenset[str]) -> Loop:
    chain = chain_along(graph, path)
    return Loop(
        variables=chain.variables[:-1],
        claims=chain.claims,
        closed_by=tuple(sorted(closing & set(chain.claims))),
        polarity=_POLARITY[mark(chain.sign)],
        belief=chain.belief,
    )


def _marked(graph: CausalGraph) -> list[str]:
    return [claim for claim in claims_of(graph) if graph.nodes[claim]["feedback"]]


def _back_edges(graph: CausalGraph) -> Iterator[tuple[str, str]]:
    on_walk: set[str] = set()
    for before, node, step in nx.dfs_labeled_edges(graph, sort_neighbors=sorted):
        if step == "forward":
            on_walk.add(node)
        elif step == "reverse":
            on_walk.discard(node)
        elif node in on_walk:
            yield before, node


def _ways_round(graph: CausalGraph, claim: str) -> Iterator[tuple[str, ...]]:
    """Yield, for each cause of a claim, the surest path from its effect to the cause and on to itself."""
    for effect in graph.successors(claim):
        for cause in sorted(graph.predecessors(claim)):
            if cause == effect:
                yield (cause, claim, effect)
            else:
                for back in chains(graph, cause, 1, to=effect).best:
                    yield (*back.path, claim, effect)
