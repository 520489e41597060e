"""Graphs and random theses to try the traversal on. Not a test: other tests build on it."""

from functools import cache
from itertools import pairwise
from math import log

import networkx as nx
from hypothesis import strategies as st

from causal_compute.dag import CausalGraph, build
from causal_compute.model import Change, Claim, Thesis, VariableKind
from tests.theses import DOWN, UP, all_of, cause, claim, make_thesis


def _random_claim(number: int, draw: st.DrawFn, names: list[str]) -> Claim:
    causes = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
    return claim(
        f"c{number}",
        all_of(*(cause(name, draw(st.sampled_from([UP, DOWN, Change.CHANGES]))) for name in causes)),
        draw(st.sampled_from(names)),
        change=draw(st.sampled_from([UP, UP, DOWN, Change.HOLDS])),
        feedback=draw(st.integers(0, 5)) == 0,
        quotes=draw(st.integers(1, 3)),
    )


@st.composite
def small_theses(draw: st.DrawFn) -> Thesis:
    """Draw a thesis small enough to list all its paths: loops, self-loops and parallel claims included."""
    names = ["root", "a", "b", "c", "d", "leaf"][: draw(st.integers(2, 6))]
    claims = [_random_claim(number, draw, names) for number in range(draw(st.integers(1, 8)))]
    kinds = ("", "constraint: ", "app: ")
    variables = [draw(st.sampled_from(kinds)) + name for name in names if name != "root"]
    return make_thesis(variables=variables, claims=claims)


def simple_paths(graph: CausalGraph, source: str, target: str) -> list[tuple[str, ...]]:
    """Return every simple path, found by trying everything."""
    found: list[tuple[str, ...]] = []
    stack: list[tuple[str, ...]] = [(source,)]
    while stack:
        path = stack.pop()
        if path[-1] == target and len(path) > 1:
            found.append(path)
        elif len(path) == 1 or path[-1] != target:
            stack.extend((*path, after) for after in graph.successors(path[-1]) if after not in path)
    return found


def layered(depth: int, width: int) -> CausalGraph:
    """Return a graph of `depth` full layers between root and leaf: width ** depth chains."""
    layers = [["root"], *([f"v{i:02}-{j}" for j in range(width)] for i in range(depth)), ["leaf"]]
    claims = [
        claim(f"c-{cause}-{effect}", cause, effect)
        for above, below in pairwise(layers)
        for cause in above
        for effect in below
    ]
    return build(make_thesis(claims=claims))


@cache
def chain_graph(length: int) -> CausalGraph:
    """Return one chain of `length` claims, made without a thesis. It is shared: do not change it."""
    dag: CausalGraph = nx.DiGraph(root="v0")
    dag.add_node("v0", kind="variable", role=VariableKind.ROOT)
    for i in range(length):
        dag.add_node(f"c{i}", kind="claim", belief=0.9, feedback=False)
        dag.add_node(f"v{i + 1}", kind="variable", role=VariableKind.FACTOR)
        dag.add_edge(f"v{i}", f"c{i}", signs=frozenset({-1}), conditions=(), weight=-log(0.9))
        dag.add_edge(f"c{i}", f"v{i + 1}", signs=frozenset({1}), weight=0.0)
    return dag
