"""Every rule on a thesis that fails it and on one that passes; its page; and the walks it stands on."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.model import (
    Cause,
    Change,
    ClaimKind,
    Effect,
    Gate,
    GateOperator,
    Layer,
    Modality,
    Text,
    TextStatus,
    Thesis,
    Variable,
)
from causal_compute.quantity import Quantity
from causal_compute.readers import read_thesis
from causal_compute.readers.rules import READER_RULES
from causal_compute.rules import RULES, check, rule
from causal_compute.rules.cc051_figure_not_encoded import _figure
from causal_compute.rules.cc070_application_without_gate import _UNDECIDED
from causal_compute.rules.findings import instead
from causal_compute.rules.pages import checked, files, numbers, pages
from causal_compute.rules.walks import Onward, loops, reached, shortest_way, strong_components
from causal_compute.traverse.gates import DEMANDING, OFFERING

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = Path(__file__).parents[1] / "docs" / "rules"
SMALL = FIXTURES / "small"


@pytest.fixture(scope="module")
def small() -> Thesis:
    return read_thesis(SMALL)


def test_the_small_thesis_breaks_no_rule(small: Thesis) -> None:
    assert check(small) == ()


@pytest.mark.parametrize("number", RULES)
def test_the_failing_example_is_found_by_its_rule_and_by_no_other(number: str) -> None:
    found = checked(FIXTURES, number, "fails")
    assert {finding.rule for finding in found} == {number}, found
    assert {finding.severity for finding in found} == {rule(number).RULE.severity}


@pytest.mark.parametrize("number", RULES)
def test_the_passing_example_breaks_no_rule_at_all(number: str) -> None:
    assert files(FIXTURES / "rules" / number / "passes")
    assert checked(FIXTURES, number, "passes") == ()


@pytest.mark.parametrize("number", READER_RULES)
def test_the_reader_refuses_the_failing_example_by_its_rule(number: str) -> None:
    found = checked(FIXTURES, number, "fails")
    assert number in {finding.rule for finding in found}, found


@pytest.mark.parametrize("number", numbers())
def test_a_finding_names_its_file_and_says_what_to_do(number: str) -> None:
    for finding in checked(FIXTURES, number, "fails"):
        assert finding.file.endswith((".yaml", ".csv", ".txt"))
        assert ":" not in finding.file
        assert finding.problem.strip()
        assert finding.remedy.strip()
        assert "\n" not in str(finding)


@pytest.mark.parametrize("number", RULES)
def test_a_rule_says_what_why_and_how_to_mend(number: str) -> None:
    title, *paragraphs = str(rule(number).__doc__).strip().split("\n\n")
    starts = [paragraph.split(" ")[0] for paragraph in paragraphs]
    assert title.endswith(".")
    assert "\n" not in title
    assert starts.count("Why:") == starts.count("Mend:") == 1
    assert starts.index("Why:") < starts.index("Mend:")
    assert starts[0] not in {"Why:", "Mend:"}


@pytest.mark.parametrize("number", RULES)
def test_a_rule_stands_under_its_own_number(number: str) -> None:
    assert rule(number).RULE.number == number
    assert RULES[number].startswith(f"{number.lower()}_")


def test_every_rule_module_is_in_the_table() -> None:
    modules = {path.stem for path in Path(str(rule("CC030").__file__)).parent.glob("cc*.py")}
    assert modules == set(RULES.values())


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {path.stem for path in PAGES.glob("CC*.md")} == {*READER_RULES, *RULES}


def test_every_fixture_belongs_to_a_rule() -> None:
    assert {path.name for path in (FIXTURES / "rules").iterdir()} == {*READER_RULES, *RULES}


@pytest.mark.no_cover
def test_the_pages_are_what_the_rules_and_examples_say_now() -> None:
    for name, text in pages(FIXTURES).items():
        written = (PAGES / name).read_text(encoding="utf-8")
        assert written == text, f"{name} is stale: run python -m causal_compute.rules.pages"


def test_no_two_rules_share_a_number() -> None:
    assert not set(READER_RULES) & set(RULES)
    assert numbers() == sorted(numbers())


def test_importing_the_rules_imports_none_of_them_and_nothing_heavy() -> None:
    unwanted = "{'networkx', 'rdflib', 'yaml', 'click', 'causal_compute.rules.cc030_unknown_variable'}"
    probe = f"import sys, causal_compute.rules; print(sorted({unwanted} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


# --- single rules, at their edges


def rules_broken(thesis: Thesis) -> set[str]:
    return {finding.rule for finding in check(thesis)}


def with_variable(thesis: Thesis, variable: Variable) -> Thesis:
    return replace(thesis, variables={**thesis.variables, variable.id: variable})


@pytest.mark.parametrize(
    ("field", "names", "clash"),
    [
        pytest.param("aliases", {"en": ("BOOKS",)}, True, id="case"),
        pytest.param("aliases", {"en": ("ｂｏｏｋｓ",)}, True, id="full-width"),
        pytest.param("aliases", {"en": ("cost oflight",)}, True, id="white-space"),
        pytest.param("aliases", {"zh": ("蜡烛的光",)}, False, id="another-name"),
        pytest.param("aliases", {"zh": ("蜡烛",), "en": ("candle",)}, False, id="its-own-label-again"),
        pytest.param("aliases", {"en": ("light-cost",)}, True, id="the-id-of-another"),
        pytest.param("opposites", {"zh": ("灯光便宜",)}, True, id="an-opposite-of-another"),
        pytest.param("opposites", {"zh": ("蜡烛",)}, True, id="its-own-name-as-opposite"),
    ],
)
def test_a_name_grounds_one_variable_only(
    small: Thesis, field: str, names: dict[str, tuple[str, ...]], clash: bool
) -> None:
    candle = small.variables["candle"]
    changed = {"aliases": replace(candle, aliases=names), "opposites": replace(candle, opposites=names)}[
        field
    ]
    assert rules_broken(with_variable(small, changed)) == ({"CC041"} if clash else set())


@pytest.mark.parametrize(
    ("zh", "en", "fits"),
    [
        pytest.param("蜡烛蜡烛蜡烛", "candle", True, id="six-characters"),
        pytest.param("蜡烛蜡烛蜡烛蜡", "candle", False, id="seven-characters"),
        pytest.param("Agent 经济体系", "candle", False, id="letters-count-half"),
        pytest.param("Agent 经济体", "candle", True, id="letters-count-half-and-fit"),
        pytest.param("蜡烛", "sixteen letters!", True, id="sixteen-letters"),
        pytest.param("蜡烛", "seventeen letters", False, id="seventeen-letters"),
    ],
)
def test_a_short_label_fits_its_box(small: Thesis, zh: str, en: str, fits: bool) -> None:
    candle = small.variables["candle"]
    changed = replace(candle, short=replace(candle.short, zh=zh, en=en))
    assert rules_broken(with_variable(small, changed)) == (set() if fits else {"CC042"})


@pytest.mark.parametrize(
    ("language", "name", "right"),
    [
        pytest.param("zh", "GPU", True, id="an-abbreviation-in-chinese"),
        pytest.param("zh", "Claude Code", True, id="a-product-in-chinese"),
        pytest.param("zh", "wick", True, id="one-word-in-chinese"),
        pytest.param("zh", "wax and wick", False, id="an-english-phrase-in-chinese"),
        pytest.param("en", "AI 蜡烛", False, id="chinese-in-english"),
        pytest.param("en", "café light", True, id="accents-in-english"),
    ],
)
def test_a_name_stands_under_its_language(small: Thesis, language: str, name: str, right: bool) -> None:
    changed = replace(small.variables["candle"], aliases={language: (name,)})
    assert rules_broken(with_variable(small, changed)) == (set() if right else {"CC043"})


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        pytest.param("成本每年下降 5-10 倍", "5", id="a-range"),
        pytest.param("costs fall tenfold", None, id="in-words"),
        pytest.param("2026 年破 500 亿美元", "500", id="beside-a-year"),
        pytest.param("2026年下半年", None, id="a-year"),
        pytest.param("in 2025-02", None, id="a-month"),
        pytest.param("GPT-4 and H100 stay", None, id="in-names"),
        pytest.param("Claude 4.5 leads", None, id="a-version"),
        pytest.param("GPU 占 40%", "40", id="a-share"),
        pytest.param("18-month half-life", "18", id="a-span"),
        pytest.param("4,500 homes", "4,500", id="thousands"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_figures_are_told_from_years_and_names(words: str, figure: str | None) -> None:
    assert _figure(words) == figure


def test_the_modalities_that_decide_nothing_are_those_that_the_gates_leave_out() -> None:
    assert set(Modality) - set(DEMANDING) - set(OFFERING) == _UNDECIDED


def test_a_preventive_claim_and_its_mirror_are_no_contradiction(small: Thesis) -> None:
    claim = small.claims["grid-cheapens-light"]
    plain = replace(claim, id="plain", scope=None, lag=None)
    mirror = replace(plain, id="mirror", effect=replace(plain.effect, change=_opposite(plain.effect.change)))
    against = replace(mirror, id="against", modality=Modality.PREVENTIVE)
    assert "CC065" in rules_broken(replace(small, claims={**small.claims, "a": plain, "b": mirror}))
    assert "CC065" not in rules_broken(replace(small, claims={**small.claims, "a": plain, "b": against}))


def _opposite(change: Change) -> Change:
    return Change.INCREASES if change is Change.DECREASES else Change.DECREASES


def test_opposite_claims_of_different_layers_are_a_debate_and_no_fault(small: Thesis) -> None:
    claim = replace(small.claims["grid-cheapens-light"], id="plain", scope=None, lag=None)
    other = replace(claim.effect, change=_opposite(claim.effect.change))
    disputed = replace(claim, id="other", effect=other, layer=Layer.CURATOR, why=claim.text, quotes=())
    assert "CC065" not in rules_broken(replace(small, claims={**small.claims, "a": claim, "b": disputed}))


MONTHS = Quantity(18, 18, "months", 18)
NOT_A_WORD = Text(zh="", en="", zh_status=TextStatus.VERBATIM)


@pytest.mark.parametrize(
    ("name", "changes", "broken"),
    [
        pytest.param("candle-risk", {"rating": None}, {"CC050"}, id="rating-without-rating"),
        pytest.param("lamp-beats-candle", {"compared_to": None}, {"CC050"}, id="comparison-with-nothing"),
        pytest.param("lamps-by-2030", {"when": None}, {"CC050"}, id="forecast-without-date"),
        pytest.param(
            "lamps-by-2030", {"when": None, "quantity": MONTHS}, set(), id="forecast-of-a-time-span"
        ),
        pytest.param("light-cost-falls", {"quantity": None}, set(), id="trend-with-a-direction"),
        pytest.param(
            "light-cost-falls",
            {"quantity": None, "effect": Effect(variable="light-cost", change=Change.CHANGES)},
            {"CC050"},
            id="trend-with-neither-figure-nor-direction",
        ),
        pytest.param("light-cost-falls", {"kind": ClaimKind.SHARE, "quantity": None}, {"CC050"}, id="share"),
        pytest.param("light-cost-falls", {"lag": MONTHS}, {"CC054"}, id="lag-of-a-trend"),
        pytest.param("light-cost-falls", {"feedback": True}, {"CC054"}, id="feedback-of-a-trend"),
        pytest.param("light-cost-falls", {"scope": NOT_A_WORD}, {"CC040"}, id="nothing-is-not-verbatim"),
        pytest.param("school-needs-two-of-three", {"layer": Layer.DERIVED}, {"CC039"}, id="derived-by-hand"),
        pytest.param(
            "school-needs-two-of-three", {"why": Text(zh=" ", en=" ")}, {"CC038"}, id="a-blank-reason"
        ),
    ],
)
def test_a_claim_has_what_its_kind_and_layer_ask_for(
    small: Thesis, name: str, changes: dict[str, Any], broken: set[str]
) -> None:
    claims = {**small.claims, name: replace(small.claims[name], **changes)}
    assert rules_broken(replace(small, claims=claims)) == broken


def test_a_root_that_nobody_defines_is_found(small: Thesis) -> None:
    assert rules_broken(replace(small, root="electricty")) == {"CC035"}


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("http://example.org/a?b=c", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("https://[::1", False),
        ("https://example.org/a b", False),
        ("example.org", False),
    ],
)
def test_a_source_has_a_web_address(small: Thesis, url: str, web: bool) -> None:
    sources = {key: replace(source, url=url) for key, source in small.sources.items()}
    assert rules_broken(replace(small, sources=sources)) == (set() if web else {"CC080"})


@pytest.mark.parametrize(("unit", "broken"), [("USD/hour", {"CC062"}), ("USD", set()), (None, set())])
def test_a_threshold_in_another_unit_may_run_the_other_way(
    small: Thesis, unit: str | None, broken: set[str]
) -> None:
    light = replace(small.variables["light-cost"], unit=unit)
    gate = Gate(
        operator=GateOperator.ALL,
        members=(Cause(variable="light-cost", change=Change.INCREASES, condition="light-cheap-enough"),),
    )
    claim = replace(small.claims["reading-needs-light-and-books"], causes=gate)
    condition = {key: value for key, value in small.conditions.items() if key != "books-enough"}
    changed = replace(small, claims={**small.claims, claim.id: claim}, conditions=condition)
    assert rules_broken(with_variable(changed, light)) & {"CC062"} == broken


def test_a_constraint_that_hangs_on_no_root_is_a_gap_at_its_own_place(small: Thesis) -> None:
    claims = {key: claim for key, claim in small.claims.items() if key != "grid-is-electricity"}
    (gap,) = rule("CC071").check(replace(small, claims=claims))
    assert gap.problem == "no chain leads from a root to constraint 'grid-reach': nothing causes it"
    at = small.variables["grid-reach"].at
    assert (gap.file, gap.line, gap.column) == (at.file, at.line, at.column)


def test_a_chain_that_ends_in_a_loop_says_so(small: Thesis) -> None:
    turned = replace(
        small.claims["grid-is-electricity"],
        causes=Gate(
            operator=GateOperator.ALL, members=(Cause(variable="light-cost", change=Change.DECREASES),)
        ),
    )
    gaps = list(rule("CC071").check(replace(small, claims={**small.claims, turned.id: turned})))
    assert [gap.problem for gap in gaps] == [
        "no chain leads from a root to constraint 'grid-reach': it runs in a loop through 'light-cost'"
    ]


def test_near_names_are_offered_and_far_ones_are_not() -> None:
    assert instead("comptue", ["compute", "cost"], "variable") == "did you mean 'compute'?"
    assert "did you mean" not in instead("xyz", ["compute", "cost"], "variable")


# --- walks, against networkx

NODES = st.sampled_from("abcdefg")
STEPS = st.dictionaries(NODES, st.lists(NODES, max_size=4, unique=True).map(tuple), max_size=7)


def digraph(steps: Onward) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(steps)
    graph.add_edges_from((here, there) for here, theres in steps.items() for there in theres)
    return graph


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_strong_components_are_those_of_networkx(steps: Onward) -> None:
    found = {frozenset(component) for component in strong_components(steps)}
    assert found == {frozenset(component) for component in nx.strongly_connected_components(digraph(steps))}


@settings(max_examples=100, deadline=None)
@given(STEPS, NODES)
def test_what_is_reached_and_how_far_is_as_networkx_says(steps: Onward, start: str) -> None:
    graph = digraph(steps)
    graph.add_node(start)
    assert reached(start, steps) == nx.single_source_shortest_path_length(graph, start)


@settings(max_examples=100, deadline=None)
@given(STEPS, NODES, NODES)
def test_a_shortest_way_is_a_way_and_none_is_shorter(steps: Onward, start: str, goal: str) -> None:
    way = shortest_way(start, goal, steps)
    graph = digraph(steps)
    graph.add_node(goal)
    firsts = [step for step in steps.get(start, ()) if nx.has_path(graph, step, goal)]
    if not firsts:
        assert way == ()
    else:
        assert (way[0], way[-1]) == (start, goal)
        assert all(there in steps[here] for here, there in pairwise(way))
        assert len(way) == 2 + min(nx.shortest_path_length(graph, step, goal) for step in firsts)


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_every_knot_shows_one_shortest_loop(steps: Onward) -> None:
    graph = digraph(steps)
    shown = list(loops(steps))
    knots = [
        component
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or any(graph.has_edge(node, node) for node in component)
    ]
    assert len(shown) == len(knots)
    for loop in shown:
        (knot,) = [component for component in knots if loop[0] in component]
        cycles = [cycle for cycle in nx.simple_cycles(graph) if set(cycle) <= knot]
        assert loop[0] == loop[-1]
        assert all(graph.has_edge(here, there) for here, there in pairwise(loop))
        assert len(loop) - 1 == min(map(len, cycles))


def test_a_chain_of_fifty_thousand_links_is_walked() -> None:
    steps = {str(n): (str(n + 1),) for n in range(50_000)}
    assert len(strong_components(steps)) == 50_001
    assert reached("0", steps)["50000"] == 50_000
