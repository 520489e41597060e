"""Signs, ancestors, constraints and impact, against brute force and by hand."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from causal_compute.dag import CausalGraph, build, link_signs, variables_of
from causal_compute.model import Thesis, VariableKind
from causal_compute.traverse import (
    ancestors,
    chains,
    closing_claims,
    constraints,
    descendants,
    impact,
    reaches_root,
    signs_between,
    signs_from,
)
from tests.graphs import chain_graph, simple_paths, small_theses
from tests.theses import agents, claim, make_thesis

PLUS, MINUS, BOTH = frozenset({1}), frozenset({-1}), frozenset({1, -1})


def walked_signs(dag: CausalGraph, source: str) -> dict[str, set[int]]:
    """Return the signs of every walk from `source` of up to twice as many edges as there are nodes."""
    found: dict[str, set[int]] = {}
    states = {(source, 1)}
    for _ in range(2 * len(dag)):
        states = {
            (after, sign * turn)
            for node, sign in states
            for after in dag.successors(node)
            for turn in dag.edges[node, after]["signs"]
        }
        for node, sign in states:
            found.setdefault(node, set()).add(sign)
    return {node: signs for node, signs in found.items() if node in variables_of(dag)}


@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_sign_sets_hold_the_sign_of_every_walk(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    for source in thesis.variables:
        assert signs_from(graph, source) == walked_signs(graph, source)


@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_without_loops_sign_sets_hold_the_sign_of_every_path(thesis: Thesis) -> None:
    graph = build(thesis, without=closing_claims(build(thesis, feedback=True)))
    for source in thesis.variables:
        for target in set(thesis.variables) - {source}:
            signs: set[int] = set()
            for path in simple_paths(graph, source, target):
                steps = {1}
                for here, through, there in zip(path[::2], path[1::2], path[2::2], strict=False):
                    link = link_signs(graph, here, through, there)
                    steps = {a * b for a in steps for b in link}
                signs |= steps
            assert signs_between(graph, source, target) == signs


def test_two_ways_of_opposite_sign_are_ambiguous() -> None:
    thesis = make_thesis(
        claims=[
            claim("c1", "root", "x"),
            claim("c2", "root", "-y"),
            claim("c3", "x", "leaf"),
            claim("c4", "y", "leaf"),
        ]
    )
    dag = build(thesis)
    assert [signs_between(dag, each, "leaf") for each in ("x", "y", "root")] == [PLUS, PLUS, BOTH]
    assert signs_between(dag, "leaf", "root") == frozenset()


def test_a_balancing_loop_makes_the_sign_ambiguous_and_a_reinforcing_one_does_not() -> None:
    for back, signs in (("-x", BOTH), ("x", PLUS)):
        thesis = make_thesis(claims=[claim("c1", "root", "x"), claim("c2", "x", "y"), claim("c3", "y", back)])
        assert signs_between(build(thesis), "root", "y") == signs


@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_ancestors_and_descendants_are_those_a_path_joins(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    for one in thesis.variables:
        others = set(thesis.variables) - {one}
        assert ancestors(graph, one) == {each for each in others if simple_paths(graph, each, one)}
        assert descendants(graph, one) == {each for each in others if simple_paths(graph, one, each)}
        assert reaches_root(graph, one) == (one == "root" or "root" in ancestors(graph, one))
        above = constraints(graph, one)
        assert set(above) == ancestors(graph, one) & set(variables_of(graph, VariableKind.CONSTRAINT))
        surest = [chains(graph, one, 1, to=each).best[0].belief for each in above]
        assert all(a >= b - 1e-9 for a, b in pairwise(surest))


@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_an_impact_has_every_descendant_with_its_best_chain_the_surest_first(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    for one in thesis.variables:
        shocks = list(impact(graph, one))
        assert {shock.variable for shock in shocks} == descendants(graph, one)
        for shock in shocks:
            assert shock.chain == chains(graph, shock.variable, 1, to=one).best[0]
            assert shock.signs == signs_between(graph, one, shock.variable)
        assert all(a.chain.belief >= b.chain.belief - 1e-9 for a, b in pairwise(shocks))


def test_a_shortage_turns_every_sign_round() -> None:
    rise, fall = (
        {each.variable: each.signs for each in impact(build(agents()), "compute", direction=way)}
        for way in (1, -1)
    )
    assert rise == {"ability": PLUS, "cost-curve": MINUS, "price": MINUS, "agents": PLUS}
    assert fall == {"ability": MINUS, "cost-curve": PLUS, "price": PLUS, "agents": MINUS}


@pytest.mark.no_cover
def test_a_chain_of_20_000_nodes_turns_its_sign_at_every_link() -> None:
    assert signs_between(chain_graph(10_000), "v0", "v9999") == MINUS
    assert signs_between(chain_graph(10_000), "v0", "v9998") == PLUS
