"""What a conclusion hangs on: what all its chains share, and the fewest claims that cut it off.

May touch: the graph of `dag`; networkx. Must not know: theses, answers.

Words:

* A *dominator* of a variable is a variable or claim that every chain from the sources runs through (T.
  Lengauer, R. E. Tarjan, "A fast algorithm for finding dominators in a flowgraph", ACM TOPLAS 1(1),
  1979, for the notion). The variable itself and a single source are not counted.
* A *cut* is a set of claims without which no chain is left. A smallest one is as large as the greatest
  number of chains that share no claim (K. Menger, 1927).
"""

from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
from networkx.algorithms.flow import edmonds_karp

from causal_compute.dag import CausalGraph, claims_of
from causal_compute.errors import NothingFoundError
from causal_compute.traverse.paths import sources

__all__ = ["dominators", "minimum_cut"]


def dominators(dag: CausalGraph, variable: str, *, to: str = "root") -> tuple[str, ...]:
    """Return the variables and claims on every chain to `variable`, cause first; () if there is none.

    One path is swept from its start: each of its nodes is searched onward through nodes off the path,
    every one of them once for the whole sweep, and the furthest node of the path reached so far is kept.
    A node of the path that nothing overtakes is on every path. The time is that of one search.
    """
    begin = _sources_above(dag, variable, to)
    if not begin:
        return ()
    _, path = nx.multi_source_dijkstra(dag, begin, variable, weight=None)
    place = {node: index for index, node in enumerate(path)}
    beside = [source for source in begin if source not in place]
    seen = set(beside)
    furthest = max(_furthest(dag, beside, place, seen), *(place.get(source, 0) for source in begin))
    shared = []
    for index, node in enumerate(path):
        if index == furthest:
            shared.append(node)
        furthest = max(furthest, _furthest(dag, [node], place, seen))
    ends = {variable, *begin} if len(begin) == 1 else {variable}
    return tuple(node for node in shared if node not in ends)


def minimum_cut(dag: CausalGraph, variable: str, *, to: str = "root") -> tuple[str, ...]:
    """Return a smallest set of claims that every chain to `variable` needs one of; () if there is none.

    Of several smallest sets it is the one nearest to the sources, claims in the order of their ids.
    """
    begin = _sources_above(dag, variable, to)
    if not begin:
        return ()
    # Against the edges: networkx cuts as near to the sink as can be.
    flow = _flow(dag, begin, variable)
    _, (_, near_sources) = nx.minimum_cut(flow, (variable, 1), _ORIGIN, flow_func=edmonds_karp)
    return tuple(
        sorted(each for each in claims_of(dag) if ((each, 0) in near_sources) != ((each, 1) in near_sources))
    )


_ORIGIN = ("", 0)


def _flow(dag: CausalGraph, begin: Sequence[str], variable: str) -> "nx.DiGraph[object]":
    """Return the graph against its edges, each claim split in two halves with room for one chain."""
    between = nx.ancestors(dag, variable) | {variable}
    flow: nx.DiGraph[object] = nx.DiGraph()
    for node in claims_of(dag):
        if node in between:
            flow.add_edge((node, 1), (node, 0), capacity=1)
    for cause, effect in dag.edges:
        if cause in between and effect in between:
            flow.add_edge(_half(dag, effect, 0), _half(dag, cause, 1))
    flow.add_edges_from(((source, 1), _ORIGIN) for source in begin)
    return flow


def _half(dag: CausalGraph, node: str, side: int) -> tuple[str, int]:
    """Return the entry (0) or exit (1) of a claim; a variable has room for all and is not split."""
    return node, side if dag.nodes[node]["kind"] == "claim" else 1


def _sources_above(dag: CausalGraph, variable: str, to: str) -> list[str]:
    if variable not in dag:
        raise NothingFoundError(variable)
    above = nx.ancestors(dag, variable)
    return sorted((sources(dag, to) - {variable}) & above)


def _furthest(dag: CausalGraph, starts: Iterable[str], place: Mapping[str, int], seen: set[str]) -> int:
    """Return the furthest place of the path that the starts reach through unseen nodes off the path."""
    furthest = 0
    stack = list(starts)
    while stack:
        for after in dag.adj[stack.pop()]:
            if after in place:
                furthest = max(furthest, place[after])
            elif after not in seen:
                seen.add(after)
                stack.append(after)
    return furthest
