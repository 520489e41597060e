"""The k best chains: right order, lazily, on dense, deep and looping graphs."""

from math import log

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.dag import CausalGraph, build
from causal_compute.errors import NothingFoundError
from causal_compute.model import Layer, Thesis, VariableKind
from causal_compute.traverse import Chain, branches, chains, count_chains
from tests.graphs import chain_graph, layered, simple_paths, small_theses
from tests.theses import agents, all_of, claim, make_thesis


def order(dag: CausalGraph, path: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    """Return what chains are ordered by, reckoned apart from the search."""
    weight = sum(round(-log(dag.nodes[each]["belief"]) * 2**32) for each in path[1::2])
    return weight, len(path), path


def expected(dag: CausalGraph, target: str, begin: set[str]) -> list[tuple[str, ...]]:
    found = [
        path
        for source in begin - {target}
        for path in simple_paths(dag, source, target)
        if not begin & set(path[1:-1])
    ]
    return sorted(found, key=lambda path: order(dag, path))


@settings(max_examples=100, deadline=None)
@given(small_theses(), st.sampled_from(["root", "constraint", "a"]), st.integers(1, 6), st.booleans())
def test_chains_are_the_k_best_of_all_simple_paths(thesis: Thesis, to: str, k: int, feedback: bool) -> None:
    dag = build(thesis, feedback=feedback)
    begin = {"root": {"root"}, "a": {"a"}}.get(to) or {
        name for name, each in thesis.variables.items() if each.kind is VariableKind.CONSTRAINT
    }
    for target in thesis.variables:
        if to == "constraint" or to in dag:
            wanted = expected(dag, target, begin)
            found = chains(dag, target, k, to=to)
            assert [chain.path for chain in found.best] == wanted[:k]
            assert found.truncated == (len(wanted) > k)


@settings(max_examples=100, deadline=None)
@given(small_theses())
def test_the_count_is_the_number_of_paths_or_none_on_a_loop(thesis: Thesis) -> None:
    dag = build(thesis, feedback=True)
    for target in thesis.variables:
        number = count_chains(dag, target)
        between = dag.subgraph(nx.ancestors(dag, target) | {target})
        assert (number is None) == (not nx.is_directed_acyclic_graph(between))
        if number is not None:
            assert number == len(expected(dag, target, {"root"}))


def test_the_agents_have_one_chain_by_ability_and_one_by_cost() -> None:
    dag = build(agents())
    found = chains(dag, "agents")
    first, second = found.best
    assert not found.truncated
    assert first.variables == ("compute", "ability", "agents")
    assert second.variables == ("compute", "cost-curve", "price", "agents")
    assert second.claims == ("more-compute", "cheaper", "both")
    assert [set(signs) for signs in second.signs] == [{-1}, {1}, {-1}]
    assert (second.sign, second.conditions) == (frozenset({1}), ((), (), ("cheap",)))
    assert [first.belief, second.belief] == pytest.approx([0.65**2, 0.65**3])
    assert (first.constraint, second.constraint) == (None, "cost-curve")


def test_chains_to_a_constraint_begin_at_the_one_nearest_to_the_variable() -> None:
    thesis = make_thesis(
        variables=["constraint: far", "constraint: near"],
        claims=[
            claim("c1", "root", "far"),
            claim("c2", "far", "near"),
            claim("c3", "near", "app"),
            claim("c4", "root", "app"),
        ],
    )
    dag = build(thesis)
    assert [each.variables for each in chains(dag, "app", to="constraint").best] == [("near", "app")]
    assert [each.constraints for each in chains(dag, "app").best] == [(), ("far", "near")]
    assert chains(dag, "near", to="constraint").best[0].variables == ("far", "near")
    shortcut = build(
        make_thesis(
            variables=["constraint: far", "constraint: near"],
            claims=[*thesis.claims.values(), claim("c5", "far", "app")],
        )
    )
    found = chains(shortcut, "app", to="constraint").best
    assert [each.variables for each in found] == [("far", "app"), ("near", "app")]


def test_equal_chains_come_with_fewer_links_first_then_by_their_ids() -> None:
    thesis = make_thesis(
        claims=[
            claim("c9", "root", "b"),
            claim("c8", "root", "a"),
            claim("c2", "a", "leaf"),
            claim("c1", "b", "leaf"),
            claim("c0", "b", "leaf"),
        ]
    )
    certain = dict.fromkeys(thesis.claims, 1.0)
    thesis_and_direct = make_thesis(claims=[*thesis.claims.values(), claim("zz", "root", "leaf")])
    dag = build(thesis_and_direct, beliefs=certain | {"zz": 1.0})
    paths = [" ".join(each.path) for each in chains(dag, "leaf").best]
    assert paths == [
        "root zz leaf",
        "root c8 a c2 leaf",
        "root c9 b c0 leaf",
        "root c9 b c1 leaf",
    ]


def test_equal_chains_keep_their_order_when_a_surer_one_runs_between_them() -> None:
    thesis = make_thesis(
        claims=[
            claim("c1", "root", "a"),
            claim("c2", "root", "b"),
            claim("c3", "a", "leaf"),
            claim("c5", "b", "leaf"),
            claim("c6", "b", "leaf"),
        ]
    )
    dag = build(thesis, beliefs={"c1": 0.5, "c2": 1.0, "c3": 1.0, "c5": 1.0, "c6": 0.5})
    found = [each.claims for each in chains(dag, "leaf").best]
    assert found == [("c2", "c5"), ("c1", "c3"), ("c2", "c6")]


def test_nothing_leads_where_no_chain_is_and_unknown_names_are_refused() -> None:
    dag = build(agents())
    assert chains(dag, "compute").best == ()
    assert chains(dag, "agents", to="agents").best == ()
    for variable, to in (("nobody", "root"), ("agents", "nobody")):
        with pytest.raises(NothingFoundError, match="nobody"):
            chains(dag, variable, to=to)


def test_other_branches_share_no_claim() -> None:
    dag = build(agents())
    best, second = chains(dag, "agents").best
    assert branches(dag, best).best == ()  # the gate's claim is on every chain
    to_price = chains(dag, "price").best[0]
    assert branches(dag, to_price).best == ()
    thesis = make_thesis(
        claims=[
            claim("c1", "root", "a"),
            claim("c2", "a", "leaf", quotes=2),
            claim("c3", "a", "leaf"),
            claim("c4", "root", "leaf", layer=Layer.CURATOR),
        ]
    )
    wide = build(thesis)
    shown = chains(wide, "leaf", 1).best[0]
    assert shown.claims == ("c1", "c2")
    assert [each.claims for each in branches(wide, shown).best] == [("c4",)]
    assert list(wide) == list(build(thesis))  # the graph itself is left whole
    assert second.belief < best.belief


def test_ten_of_a_septillion_chains_are_found_at_once() -> None:
    dag = layered(40, 4)
    found = chains(dag, "leaf", 10)
    assert count_chains(dag, "leaf") == 4**40
    assert found.truncated
    ends = [chain.variables[-3:-1] for chain in found.best[:5]]
    assert ends == [("v38-0", f"v39-{j}") for j in range(4)] + [("v38-1", "v39-0")]


def test_a_search_that_uses_up_its_budget_says_so() -> None:
    names = [f"v{i}" for i in range(9)]
    tangle = [claim(f"c-{a}-{b}", a, b) for a in names for b in names if a != b]
    dag = build(make_thesis(claims=[claim("in", "root", "v0"), *tangle, claim("out", "v8", "leaf")]))
    cut_short = chains(dag, "leaf", 5, budget=3)
    assert cut_short.truncated
    assert len(cut_short.best) <= 3
    assert cut_short.best == chains(dag, "leaf", len(cut_short.best)).best
    assert not chains(dag, "v0", 5, budget=3).truncated


@pytest.mark.no_cover
def test_a_chain_of_20_000_nodes_is_walked_without_recursion() -> None:
    dag = chain_graph(10_000)
    (found,) = chains(dag, "v10000").best
    assert len(found.claims) == 10_000
    assert found.sign == frozenset({1})
    assert count_chains(dag, "v10000") == 1


def test_a_chain_knows_its_own_path() -> None:
    lone = Chain(variables=("x",), claims=(), signs=(), conditions=(), belief=1.0, constraints=())
    assert (lone.path, lone.sign, lone.constraint) == (("x",), frozenset({1}), None)
    two_causes = build(make_thesis(claims=[claim("c", all_of("root", "x"), "y")]))
    assert chains(two_causes, "y", to="x").best[0].path == ("x", "c", "y")
