"""The k best chains from the causes to a variable, surest first; lazily, within a budget.

May touch: the graph of `dag`; networkx. Must not know: theses, answers.

A *chain* is a simple path in the graph of variables and claims: no variable comes twice. It begins at a
*source* and passes no second one. Its belief is the product of its claims' beliefs. Chains come surest
first; of equal ones those with fewer links first, then by their ids from the cause on.

The search is best-first over partial simple paths with the exact cost still to go as its key (A* with a
perfect heuristic: P. E. Hart, N. J. Nilsson, B. Raphael, IEEE Trans. SSC 4(2), 1968). One Dijkstra from
the variable, against the edges, gives that cost for every node. Where the graph is acyclic the key of a
partial path is the cost of its best completion, so a path taken from the heap is walked straight to the
end, and only its side turnings are put back: k chains cost k descents, however many chains there are.
Where it is cyclic the key is a lower bound; the order stays right, but a descent may end nowhere.

Costs are whole numbers: ``-log(belief)`` in units of 2**-32, and the number of links in the lower digits.
Sums of whole numbers do not depend on their order, so ties are true ties.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import cast

import networkx as nx

from causal_compute.belief import chain_belief
from causal_compute.dag import CausalGraph, Signs, compose, link_signs, variables_of
from causal_compute.errors import NothingFoundError
from causal_compute.model import VariableKind

__all__ = ["Chain", "Chains", "branches", "chain_along", "chains", "cost", "count_chains", "links", "sources"]

BUDGET = 10_000
"""How many partial chains a search takes up, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A causal chain, cause first: `variables[i]` acts through `claims[i]` on `variables[i + 1]`.

    `signs[i]` is the sign set of that link and `conditions[i]` the conditions that its cause must reach
    in that claim. `belief` is the product of the claims' beliefs. `constraints` are those on the way.
    """

    variables: tuple[str, ...]
    claims: tuple[str, ...]
    signs: tuple[Signs, ...]
    conditions: tuple[tuple[str, ...], ...]
    belief: float
    constraints: tuple[str, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """The ids of variables and claims in turn."""
        between = (each for link in zip(self.variables, self.claims, strict=False) for each in link)
        return (*between, self.variables[-1])

    @property
    def sign(self) -> Signs:
        """The sign set of the whole chain."""
        return reduce(compose, self.signs, frozenset({1}))

    @property
    def constraint(self) -> str | None:
        """The constraint nearest to the effect, None when the chain passes none."""
        return self.constraints[-1] if self.constraints else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """The best chains. `truncated`: there are more, or the budget did not allow to find out."""

    best: tuple[Chain, ...]
    truncated: bool


def chains(dag: CausalGraph, variable: str, k: int = 10, *, to: str = "root", budget: int = BUDGET) -> Chains:
    """Return the `k` best chains that end in `variable`.

    `to` says where they begin: "root" (of the thesis), "constraint" (any; the one nearest to the variable
    on its chain), or the id of a variable. The time is one Dijkstra and about k walks along the graph.

    Raises:
        NothingFoundError: `variable` or `to` is not in the graph.

    """
    search = _Search(dag, variable, sources(dag, to), budget)
    found = list(islice(search, k + 1))
    return Chains(
        best=tuple(chain_along(dag, path) for path in found[:k]),
        truncated=len(found) > k or search.exhausted,
    )


def branches(
    dag: CausalGraph, chain: Chain, k: int = 10, *, to: str = "root", budget: int = BUDGET
) -> Chains:
    """Return the best other chains to the same effect: those that share no claim with `chain`."""
    rest = dag.copy()
    rest.remove_nodes_from(chain.claims)
    return chains(rest, chain.variables[-1], k, to=to, budget=budget)


def sources(dag: CausalGraph, to: str) -> frozenset[str]:
    """Return the variables at which chains to the "root", a "constraint" or a variable by id begin.

    Raises:
        NothingFoundError: `to` is none of these.

    """
    if to == "root":
        return frozenset({dag.graph["root"]}) & frozenset(dag)
    if to == "constraint":
        return frozenset(variables_of(dag, VariableKind.CONSTRAINT))
    if to not in dag:
        raise NothingFoundError(to)
    return frozenset({to})


def count_chains(dag: CausalGraph, variable: str, *, to: str = "root") -> int | None:
    """Return how many chains there are, without walking them; None when a loop lies on the way."""
    begin = sources(dag, to) - {variable}
    between = nx.ancestors(dag, variable) | {variable}
    counts = dict.fromkeys(between, 0) | dict.fromkeys(begin & between, 1)
    try:
        for node in nx.topological_sort(dag.subgraph(between)):
            if node not in begin:
                counts[node] = sum(counts[before] for before in dag.predecessors(node))
    except nx.NetworkXUnfeasible:
        return None
    return counts[variable]


def chain_along(dag: CausalGraph, path: tuple[str, ...]) -> Chain:
    """Return the chain that a path of variables and claims in turn makes."""
    variables, claims = path[::2], path[1::2]
    links = list(zip(variables, claims, variables[1:], strict=False))
    constraints = VariableKind.CONSTRAINT
    return Chain(
        variables=variables,
        claims=claims,
        signs=tuple(link_signs(dag, *link) for link in links),
        conditions=tuple(dag.edges[cause, claim]["conditions"] for cause, claim, _ in links),
        belief=chain_belief(dag.nodes[claim]["belief"] for claim in claims),
        constraints=tuple(each for each in variables if dag.nodes[each]["role"] is constraints),
    )


def cost(weight: float) -> int:
    """Return what an edge of this weight costs, its link counted in the lower 32 binary digits."""
    return (round(weight * 2**32) << 32) + 1


def links(spent: int) -> int:
    """Return how many edges lie on a path of this cost.

    >>> links(cost(0.5) + cost(0.0))
    2
    """
    return spent & (2**32 - 1)


@dataclass(frozen=True, slots=True)
class _Step:
    """The end of a partial path: its node, the step before, and what it has cost so far."""

    node: str
    before: "_Step | None"
    spent: int

    def path(self) -> tuple[str, ...]:
        nodes = []
        step: _Step | None = self
        while step is not None:
            nodes.append(step.node)
            step = step.before
        return tuple(reversed(nodes))


# Where a turning stands among the paths in the order of their ids, relative to the walk it left: before it
# or after it (-1, 1), how far along (the earlier a smaller turning, the smaller), and by its own id.
_Rank = tuple[int, int, str]
_Turning = tuple[int, tuple[_Rank, ...], _Step]


class _Search:
    """Yields simple paths from the sources to the target in order; `exhausted` if the budget ran out.

    A heap entry is a turning: its key (spent + cost to go), its ranks, one for every walk that led to
    it, and the partial path. The ranks compare as the paths' ids do, without spelling the paths out:
    two entries differ first where one left the other's walk, and there their ranks say on which side.
    """

    def __init__(self, dag: CausalGraph, target: str, begin: Collection[str], budget: int) -> None:
        if target not in dag:
            raise NothingFoundError(target)
        self.dag, self.target, self.begin = dag, target, frozenset(begin) - {target}
        self.budget, self.exhausted = budget, False
        self.to_go = self._costs_to_go()

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        heap: list[_Turning] = [
            (self.to_go[source], ((1, 0, source),), _Step(source, None, 0))
            for source in self.begin
            if source in self.to_go
        ]
        heapify(heap)
        while heap:
            if not self.budget:
                self.exhausted = True
                return
            self.budget -= 1
            end = self._descend(heappop(heap), heap)
            if end is not None:
                yield end.path()

    def _descend(self, turning: _Turning, heap: list[_Turning]) -> _Step | None:
        """Walk on while the key stays what it is, and put all other turnings on the heap.

        The smallest next node that leaves the key unchanged is what the heap would give next, for every
        other entry is dearer or comes later by its ids. None when the walk meets itself.
        """
        key, ranks, step = turning
        walked = set(step.path())
        length = 0
        while step.node != self.target:
            onward = self._onward(step, walked)
            straight = next((each for each in onward if self._key(each) == key), None)
            for each in onward:
                if each is not straight:
                    early = straight is not None and each.node < straight.node
                    rank = (-1, length, each.node) if early else (1, -length, each.node)
                    heappush(heap, (self._key(each), (*ranks, rank), each))
            if straight is None:
                return None
            step, length = straight, length + 1
            walked.add(step.node)
        return step

    def _key(self, step: _Step) -> int:
        return step.spent + self.to_go[step.node]

    def _onward(self, step: _Step, walked: Collection[str]) -> list[_Step]:
        """Return the steps that can follow, by id: towards the target, past no source, to no node twice."""
        return [
            _Step(node, step, step.spent + cost(edge["weight"]))
            for node, edge in sorted(self.dag.adj[step.node].items())
            if node in self.to_go and node not in walked
        ]

    def _costs_to_go(self) -> dict[str, int]:
        """Return the cost of the best way to the target from each node that passes no source."""

        def backward(node: str, _before: str, edge: dict[str, float]) -> int | None:
            return None if node in self.begin else cost(edge["weight"])  # None hides the edge

        against = self.dag.reverse(copy=False)
        found = nx.single_source_dijkstra_path_length(against, self.target, weight=backward)
        return cast("dict[str, int]", found)  # the type stubs know floats only
