"""The graph of a thesis: claims are nodes, edges carry signs and weights."""

from math import exp, log

import networkx as nx
import pytest
from hypothesis import given, settings

from causal_compute.dag import (
    BOTH,
    build,
    claims_of,
    compose,
    generations,
    influences,
    link_signs,
    mark,
    variables_of,
)
from causal_compute.model import Change, Layer, Modality, Thesis, VariableKind
from tests.graphs import small_theses
from tests.theses import agents, all_of, any_of, cause, claim, make_thesis

PLUS, MINUS = frozenset({1}), frozenset({-1})


def test_a_claim_with_two_causes_stays_one_node() -> None:
    dag = build(agents())
    assert list(dag.predecessors("both")) == ["ability", "price"]
    assert list(dag.successors("both")) == ["agents"]
    assert dag.nodes["both"]["kind"] == "claim"
    assert dag.nodes["agents"] == {"kind": "variable", "role": VariableKind.APPLICATION}
    assert dag.edges["price", "both"]["conditions"] == ("cheap",)
    assert dag.graph["root"] == "compute"


def test_the_weight_of_a_path_is_minus_the_log_of_its_belief() -> None:
    dag = build(agents())
    path = ["compute", "more-compute", "cost-curve", "cheaper", "price", "both", "agents"]
    assert exp(-nx.path_weight(dag, path, "weight")) == pytest.approx(0.65**3)


def test_the_parts_of_a_graph_are_listed_in_file_order() -> None:
    dag = build(agents())
    assert claims_of(dag) == ["more-compute", "cheaper", "scaling", "both"]
    assert variables_of(dag, VariableKind.ROOT, VariableKind.APPLICATION) == ["compute", "agents"]
    assert set(dag) == {*claims_of(dag), *variables_of(dag)}


def test_layers_without_and_feedback_choose_the_claims_but_keep_every_variable() -> None:
    thesis = make_thesis(
        claims=[
            claim("said", "root", "x"),
            claim("added", "x", "y", layer=Layer.CURATOR),
            claim("back", "y", "x", feedback=True),
        ]
    )
    assert claims_of(build(thesis)) == ["said", "added"]
    assert claims_of(build(thesis, feedback=True)) == ["said", "added", "back"]
    assert claims_of(build(thesis, layers=frozenset({Layer.CURATOR}))) == ["added"]
    assert claims_of(build(thesis, without=frozenset({"added", "root"}))) == ["said"]
    assert variables_of(build(thesis, layers=frozenset())) == ["root", "x", "y"]
    assert variables_of(build(thesis, without=frozenset({"root"}))) == ["x", "y"]


def test_beliefs_can_be_given_and_a_claim_that_is_surely_wrong_is_left_out() -> None:
    thesis = make_thesis(claims=[claim("c", "root", "x"), claim("d", "root", "x")])
    dag = build(thesis, beliefs={"c": 0.0, "d": 0.25})
    assert claims_of(dag) == ["d"]
    assert dag.edges["root", "d"]["weight"] == pytest.approx(log(4))


@pytest.mark.parametrize(
    ("change", "effect", "modality", "signs"),
    [
        pytest.param(Change.INCREASES, "y", Modality.CONTRIBUTORY, PLUS, id="more makes more"),
        pytest.param(Change.DECREASES, "y", Modality.CONTRIBUTORY, MINUS, id="less makes more"),
        pytest.param(Change.DECREASES, "-y", Modality.CONTRIBUTORY, PLUS, id="less makes less"),
        pytest.param(Change.INCREASES, "!y", Modality.NECESSARY, PLUS, id="more makes viable"),
        pytest.param(Change.INCREASES, "!y", Modality.PREVENTIVE, MINUS, id="more prevents"),
        pytest.param(Change.CHANGES, "y", Modality.CONTRIBUTORY, BOTH, id="direction not said"),
        pytest.param(Change.CHANGES, "-y", Modality.PREVENTIVE, BOTH, id="nor when prevented"),
    ],
)
def test_the_sign_of_a_link_is_the_product_of_its_sides(
    change: Change, effect: str, modality: Modality, signs: frozenset[int]
) -> None:
    made = claim("c", all_of(cause("x", change)), effect, modality=modality)
    dag = build(make_thesis(claims=[made]))
    assert link_signs(dag, "x", "c", "y") == signs


def test_a_cause_that_stands_twice_in_a_gate_keeps_both_signs_and_conditions() -> None:
    made = claim("c", any_of("x@low", cause("-x", condition=None), "x@high"), "y")
    dag = build(make_thesis(claims=[made]))
    assert dag.edges["x", "c"]["signs"] == BOTH
    assert dag.edges["x", "c"]["conditions"] == ("low", "high")


def test_signs_compose_and_print() -> None:
    assert compose(MINUS, MINUS) == PLUS
    assert compose(MINUS, BOTH) == BOTH
    assert [mark(each) for each in (PLUS, MINUS, BOTH, frozenset())] == ["+", "-", "?", "?"]


def test_the_plain_view_joins_parallel_claims_the_surest_first() -> None:
    thesis = make_thesis(
        claims=[
            claim("weak", "x", "y", layer=Layer.CURATOR),
            claim("said", "x", "-y"),
            claim("sure", "x", "y", quotes=3),
        ]
    )
    edge = influences(build(thesis)).edges["x", "y"]
    assert edge["claims"] == ("sure", "said", "weak")
    assert edge["signs"] == BOTH
    assert edge["belief"] == pytest.approx(1 - (0.2 + 0.15**3))
    assert exp(-edge["weight"]) == pytest.approx(edge["belief"])


@settings(max_examples=60, deadline=None)
@given(small_theses())
def test_the_plain_view_reaches_what_the_graph_reaches(thesis: Thesis) -> None:
    dag = build(thesis, feedback=True)
    plain = influences(dag)
    assert list(plain) == variables_of(dag)
    for name in plain:
        assert nx.descendants(plain, name) == nx.descendants(dag, name) - set(claims_of(dag))


@settings(max_examples=60, deadline=None)
@given(small_theses())
def test_generations_rise_along_every_edge_that_is_on_no_loop(thesis: Thesis) -> None:
    graph = build(thesis, feedback=True)
    steps = generations(graph)
    loops = {node: loop for loop in map(frozenset, nx.strongly_connected_components(graph)) for node in loop}
    for cause_, effect in graph.edges:
        if loops[cause_] is loops[effect]:
            assert steps[cause_] == steps[effect]
        else:
            assert steps[cause_] < steps[effect]
