"""The signs with which a change travels: up, down, or either.

May touch: the graph of `dag`. Must not know: theses, answers.

The sign of a path is the product of the signs of its edges; the *sign set* from one variable to another
holds the sign of every walk between them. It is found by a search of the graph whose states are (node,
sign), at most two for a node: the number of paths does not matter.

In an acyclic graph walks and paths are the same. Round a loop a walk may turn its sign at every lap, so a
balancing loop on the way makes the sign ambiguous: "?" is then the honest answer. (To ask for simple paths
instead would make the question NP-complete: A. S. LaPaugh, C. H. Papadimitriou, "The even-path problem
for graphs and digraphs", Networks 14, 1984.)
"""

from collections.abc import Mapping

from causal_compute.dag import CausalGraph, Signs, compose

__all__ = ["signs_between", "signs_from"]


def signs_from(dag: CausalGraph, variable: str) -> Mapping[str, Signs]:
    """Return the sign set from `variable` to every variable it reaches, in the order they are found.

    `variable` itself is there only if a loop leads back to it.
    """
    reached: dict[str, set[int]] = {}
    states = [(variable, 1)]
    for node, sign in states:
        for after, edge in dag.adj[node].items():
            for product in compose(frozenset({sign}), edge["signs"]):
                if product not in reached.setdefault(after, set()):
                    reached[after].add(product)
                    states.append((after, product))
    kinds = {node: dag.nodes[node]["kind"] for node in reached}
    return {node: frozenset(signs) for node, signs in reached.items() if kinds[node] == "variable"}


def signs_between(dag: CausalGraph, cause: str, effect: str) -> Signs:
    """Return the sign set from one variable to another; empty when no path leads there."""
    return signs_from(dag, cause).get(effect, frozenset())
