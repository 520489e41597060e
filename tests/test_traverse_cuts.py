"""What a conclusion hangs on, against brute force and by hand."""

from itertools import chain as concat
from itertools import combinations

import pytest
from hypothesis import given, settings

from causal_compute.dag import build, claims_of
from causal_compute.errors import NothingFoundError
from causal_compute.model import Thesis, VariableKind
from causal_compute.traverse import (
    ancestors,
    dominators,
    impact,
    minimum_cut,
)
from tests.graphs import chain_graph, layered, simple_paths, small_theses
from tests.theses import agents


def begins(thesis: Thesis, to: str) -> set[str]:
    if to == "root":
        return {"root"}
    return {name for name, each in thesis.variables.items() if each.kind is VariableKind.CONSTRAINT}


@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_dominators_are_what_all_paths_share(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    for to in ("root", "constraint"):
        for target in thesis.variables:
            sources = begins(thesis, to) - {target}
            paths = list(concat.from_iterable(simple_paths(graph, each, target) for each in sources))
            reaching = {path[0] for path in paths}
            ends = {target} | (reaching if len(reaching) == 1 else set())
            shared = set(paths[0]).intersection(*paths) - ends if paths else set()
            found = dominators(graph, target, to=to)
            assert set(found) == shared
            assert all(list(found) == [n for n in path if n in shared] for path in paths)


@pytest.mark.no_cover
@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_the_minimum_cut_is_a_smallest_set_of_claims_that_leaves_no_path(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    for to in ("root", "constraint"):
        for target in thesis.variables:
            paths = [
                set(path) & set(claims_of(graph))
                for each in begins(thesis, to) - {target}
                for path in simple_paths(graph, each, target)
            ]
            found = minimum_cut(graph, target, to=to)
            assert all(path & set(found) for path in paths)
            smaller = combinations(claims_of(graph), max(len(found) - 1, 0))
            assert not paths or not any(all(path & set(cut) for path in paths) for cut in smaller)
            assert bool(found) == bool(paths)


def test_the_agents_hang_on_their_gate_and_of_equal_cuts_the_one_near_the_root_is_named() -> None:
    dag = build(agents())
    assert dominators(dag, "agents") == minimum_cut(dag, "agents") == ("both",)
    assert dominators(dag, "price") == ("more-compute", "cost-curve", "cheaper")
    assert minimum_cut(dag, "price") == ("more-compute",)
    assert dominators(dag, "compute") == minimum_cut(dag, "compute") == ()
    for question in (dominators, minimum_cut, ancestors, impact):
        with pytest.raises(NothingFoundError):
            list(question(dag, "nobody"))


@pytest.mark.no_cover
def test_a_wide_graph_needs_a_cut_as_wide_and_a_deep_one_is_swept_without_recursion() -> None:
    assert len(minimum_cut(layered(40, 4), "leaf")) == 4
    assert dominators(layered(40, 4), "leaf") == ()
    deep = chain_graph(10_000)
    assert len(dominators(deep, "v10000")) == 2 * 10_000 - 1
