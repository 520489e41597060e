"""What stands behind a variable, and what a change of it reaches.

May touch: the graph of `dag`; networkx. Must not know: theses, answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import networkx as nx

from causal_compute.dag import CausalGraph, Signs
from causal_compute.errors import NothingFoundError
from causal_compute.model import VariableKind
from causal_compute.traverse.paths import Chain, chain_along, cost, links
from causal_compute.traverse.signs import signs_from

__all__ = ["Shock", "ancestors", "constraints", "descendants", "impact", "other_roots", "reaches_root"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """A variable that a change reaches: with which signs over all chains, and by which best chain."""

    variable: str
    signs: Signs
    chain: Chain


def ancestors(dag: CausalGraph, variable: str) -> frozenset[str]:
    """Return the variables from which a chain leads to `variable`; not itself, even on a loop."""
    return _variables(dag, nx.ancestors(dag, _known(dag, variable)) - {variable})


def descendants(dag: CausalGraph, variable: str) -> frozenset[str]:
    """Return the variables to which a chain leads from `variable`; not itself, even on a loop."""
    return _variables(dag, nx.descendants(dag, _known(dag, variable)) - {variable})


def constraints(dag: CausalGraph, variable: str) -> tuple[str, ...]:
    """Return the constraints above `variable`, the one with the surest chain to it first."""
    return _above(dag, variable, VariableKind.CONSTRAINT)


def other_roots(dag: CausalGraph, variable: str) -> tuple[str, ...]:
    """Return the roots above `variable` other than the thesis' own, the surest chain first."""
    return tuple(root for root in _above(dag, variable, VariableKind.ROOT) if root != dag.graph["root"])


def reaches_root(dag: CausalGraph, variable: str) -> bool:
    """Report whether a chain leads from the thesis' root to `variable`, or it is the root."""
    return variable == dag.graph["root"] or dag.graph["root"] in ancestors(dag, variable)


def impact(dag: CausalGraph, variable: str, *, direction: int = 1) -> Iterator[Shock]:
    """Yield every variable that a change of `variable` reaches, the surest chain first.

    `direction` is -1 where the variable falls ("a chip shortage"): all signs are then turned round. The
    best chain of each is the one that `chains` would give first.
    """
    signs = signs_from(dag, _known(dag, variable))
    best = _best_steps(dag, variable)
    for node in best:
        if node != variable and dag.nodes[node]["kind"] == "variable":
            turned = frozenset(direction * sign for sign in signs[node])
            chain = chain_along(dag, _trail(best, node))
            yield Shock(variable=node, signs=turned, chain=chain)


def _known(dag: CausalGraph, variable: str) -> str:
    if variable not in dag:
        raise NothingFoundError(variable)
    return variable


def _variables(dag: CausalGraph, nodes: set[str]) -> frozenset[str]:
    return frozenset(node for node in nodes if dag.nodes[node]["kind"] == "variable")


def _costs(dag: CausalGraph, variable: str) -> dict[str, int]:
    found = nx.single_source_dijkstra_path_length(
        dag, variable, weight=lambda _cause, _effect, edge: cost(edge["weight"])
    )
    return cast("dict[str, int]", found)  # the type stubs know floats only


def _above(dag: CausalGraph, variable: str, kind: VariableKind) -> tuple[str, ...]:
    costs = _costs(dag.reverse(copy=False), _known(dag, variable))
    of_kind = [node for node in costs if dag.nodes[node].get("role") is kind and node != variable]
    return tuple(sorted(of_kind, key=lambda node: (costs[node], node)))


def _best_steps(dag: CausalGraph, variable: str) -> Mapping[str, str]:
    """Return the node before each node on the best chain from `variable`, the surest first.

    Of equally good chains the one that comes first by its ids is kept. These are of one length, so it is
    enough to rank the nodes at each distance: by the rank of the node before, then by their own id.
    """
    costs = _costs(dag, variable)
    before: dict[str, str] = {}
    rank = {variable: 0}
    for level in _levels(costs):
        for node in level:
            before[node] = min(_tight(dag, node, costs), key=rank.__getitem__)
        ranked = sorted(level, key=lambda node: (rank[before[node]], node))
        rank |= {node: place for place, node in enumerate(ranked)}
    return {node: before[node] for node in sorted(before, key=lambda each: (costs[each], each))}


def _levels(costs: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the nodes that are one edge away on their best chain, then two, and so on."""
    by_links: dict[int, list[str]] = {}
    for node, spent in costs.items():
        by_links.setdefault(links(spent), []).append(node)
    return (by_links[count] for count in sorted(by_links) if count)


def _tight(dag: CausalGraph, node: str, costs: Mapping[str, int]) -> Iterator[str]:
    """Yield the nodes from which the last step of a best chain to `node` may come."""
    for before, edge in dag.pred[node].items():
        if before in costs and costs[before] + cost(edge["weight"]) == costs[node]:
            yield before


def _trail(best: Mapping[str, str], node: str) -> tuple[str, ...]:
    """Return the best chain's path to `node`."""
    path = [node]
    while path[-1] in best:
        path.append(best[path[-1]])
    return tuple(reversed(path))
