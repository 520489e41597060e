"""Feedback loops and gaps, against brute force and by hand."""

from dataclasses import replace
from itertools import chain as concat
from math import prod

import networkx as nx
import pytest
from hypothesis import given, settings

from causal_compute.dag import build
from causal_compute.model import Change, Thesis
from causal_compute.traverse import (
    Gap,
    GapKind,
    closing_claims,
    constraints,
    gaps,
    gaps_behind,
    loops,
    other_roots,
    unmarked,
)
from tests.graphs import chain_graph, small_theses
from tests.theses import agents, all_of, claim, condition, gated, make_thesis, observation, series


@settings(max_examples=80, deadline=None)
@given(small_theses())
def test_without_the_closing_claims_no_loop_is_left_and_every_named_loop_is_one(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    closing = closing_claims(graph)
    rest = graph.copy()
    rest.remove_nodes_from(closing)
    assert nx.is_directed_acyclic_graph(rest)
    marked = {name for name, each in thesis.claims.items() if each.feedback}
    assert closing == marked | unmarked(graph)
    cycles = {frozenset(zip(ring, ring[1:] + ring[:1], strict=True)) for ring in nx.simple_cycles(graph)}
    named = loops(graph)
    for loop in named:
        ring = list(concat.from_iterable(zip(loop.variables, loop.claims, strict=True)))
        assert frozenset(zip(ring, ring[1:] + ring[:1], strict=True)) in cycles
        assert set(loop.closed_by) == closing & set(loop.claims)
        assert loop.claims[-1] in closing
        assert loop.belief == pytest.approx(prod(graph.nodes[each]["belief"] for each in loop.claims))
    on_loops = {node for cycle in cycles for edge in cycle for node in edge}
    assert {name for loop in named for name in loop.claims} >= closing & on_loops
    rings = {frozenset(zip(loop.variables, loop.claims, strict=True)) for loop in named}
    assert len(rings) == len(named)


@pytest.mark.parametrize(
    ("back", "polarity"),
    [
        pytest.param("x", "R", id="more makes more"),
        pytest.param("-x", "B", id="more makes less"),
        pytest.param(None, "?", id="direction not said"),
    ],
)
def test_a_loop_reinforces_balances_or_is_not_known(back: str | None, polarity: str) -> None:
    closing = claim("back", "y", back or "x", change=None if back else Change.CHANGES, feedback=True)
    thesis = make_thesis(claims=[claim("c1", "root", "x"), claim("c2", "x", "y"), closing])
    (loop,) = loops(build(thesis, feedback=True))
    assert (loop.variables, loop.claims, loop.closed_by) == (("x", "y"), ("c2", "back"), ("back",))
    assert loop.polarity == polarity
    assert loop.belief == pytest.approx(0.65**2)
    assert loops(build(thesis)) == ()


def test_a_loop_that_nobody_marked_is_closed_by_the_claim_that_leads_back_towards_the_root() -> None:
    thesis = make_thesis(
        claims=[
            claim("a-on", "x", "y"),
            claim("b-back", "y", "x"),
            claim("c-in", "root", "x"),
            claim("self", "y", "y"),
        ]
    )
    graph = build(thesis)
    assert unmarked(graph) == {"b-back", "self"}
    assert [(loop.variables, loop.closed_by) for loop in loops(graph)] == [
        (("x", "y"), ("b-back",)),
        (("y",), ("self",)),
    ]


def test_gaps_are_found_by_kind_and_an_answer_meets_those_behind_it() -> None:
    thesis = make_thesis(
        variables=["app: lost", "app: fed", "constraint: chips", "constraint: power", "root: rules", "lone"],
        claims=[
            claim("c1", "root", "chips"),
            gated("c2", all_of("chips@no-number", "power@number", "taste", "rules@seen"), "fed"),
            claim("c3", "taste", "lost"),
        ],
        conditions=[
            condition("no-number", "chips"),
            condition("number", "power", ">= 5"),
            condition("seen", "rules"),
        ],
        observations=[observation("o", "seen", "2025-01-01")],
    )
    dag = build(thesis)
    assert [(gap.kind.value, gap.id) for gap in gaps(thesis, dag)] == [
        ("no-constraint", "lost"),
        ("no-root", "power"),
        ("no-cause", "taste"),
        ("no-gate", "lost"),
        ("no-measure", "no-number"),
        ("no-facts", "number"),
    ]
    assert {gap.id for gap in gaps_behind(thesis, dag, "lost")} == {"lost", "taste"}
    assert other_roots(dag, "fed") == ("rules",)
    assert constraints(dag, "fed") == ("chips", "power")
    measured = replace(thesis, series={"number": series("number", [("2025-01-01", 1.0)])})
    assert Gap(kind=GapKind.NO_FACTS, id="number", variable="power") not in gaps(measured, dag)
    assert gaps(agents(), build(agents())) == ()


@pytest.mark.no_cover
def test_a_chain_of_20_000_nodes_has_no_loop() -> None:
    assert unmarked(chain_graph(10_000)) == frozenset()
