"""What holds of every answer, and the agents' answer reckoned by hand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import prod
from pathlib import Path

import jsonschema
import pytest

from causal_compute.answers.compile import compile_answers
from causal_compute.answers.document import Answer, Chain, ConditionNode, DriverNode, GateNode, TreeNode
from causal_compute.answers.schema import schema
from causal_compute.answers.walk import conditions
from causal_compute.compiled import Compiled
from causal_compute.model import Thesis
from causal_compute.readers import read_thesis

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "fixtures" / "small"
DAY = date(2026, 11, 22)
DECK = read_thesis()
THESES: dict[str, Thesis] = {"deck": DECK, "small": read_thesis(SMALL)}
ANSWERS = {
    (name, day): compile_answers(thesis, day)
    for name, thesis in THESES.items()
    for day in (date(2023, 6, 30), date(2025, 3, 1), DAY)
}
EACH = [
    pytest.param(*key, variable, id=f"{key[0]}-{key[1]}-{variable}")
    for key in ANSWERS
    for variable in ANSWERS[key]
]
VALID = jsonschema.Draft202012Validator(schema())


def test_the_published_schema_is_the_types_own() -> None:
    committed = json.loads((ROOT / "docs" / "answer.schema.json").read_text(encoding="utf-8"))
    assert committed == schema(), "run: python -m causal_compute.answers.schema"


@pytest.mark.parametrize(("name", "day", "variable"), EACH)
def test_every_answer_fits_the_schema_and_stands_alone(name: str, day: date, variable: str) -> None:
    answer = ANSWERS[name, day][variable]
    VALID.validate(answer)
    claims = {claim for chain in all_chains(answer) for claim in chain["claims"]} | set(answer["about"])
    assert claims <= set(answer["claims"])
    assert {v for chain in all_chains(answer) for v in chain["variables"]} <= set(answer["variables"])
    assert {node["condition"] for node in conditions(answer["tree"])} <= set(answer["conditions"])
    assert {fact["source"] for fact in answer["facts"]} <= set(answer["sources"])


@pytest.mark.parametrize(("name", "day", "variable"), EACH)
def test_every_chain_is_connected_and_as_sure_as_its_links_together(
    name: str, day: date, variable: str
) -> None:
    answer = ANSWERS[name, day][variable]
    for chain in answer["chains"]:
        assert chain["variables"][-1] == variable
        assert chain["belief"] == pytest.approx(
            prod(answer["claims"][c]["belief"] for c in chain["claims"]), abs=2e-3
        )
        for cause, claim, effect in zip(
            chain["variables"], chain["claims"], chain["variables"][1:], strict=False
        ):
            known = THESES[name].claims[claim]
            assert known.causes is not None
            assert cause in {each.variable for each in known.causes.causes()}
            assert known.effect.variable == effect


@pytest.mark.parametrize(("name", "day", "variable"), EACH)
def test_one_leaf_binds_and_a_met_all_dates_from_its_latest_member(
    name: str, day: date, variable: str
) -> None:
    tree = ANSWERS[name, day][variable]["tree"]
    if tree is None:
        return
    assert sum(leaf["binding"] for leaf in leaves(tree)) == 1
    for node in gates(tree):
        if node["op"] == "all" and node["status"] == "met":
            assert node["since"] is not None
            dates = [member["since"]["latest"] for member in node["members"] if member["since"] is not None]
            assert node["since"]["latest"] == max(dates)


def all_chains(answer: Answer) -> list[Chain]:
    return [*answer["chains"], *answer["branches"], *(shock["chain"] for shock in answer["shocks"])]


def gates(node: TreeNode) -> Iterator[GateNode]:
    if node["type"] == "gate":
        yield node
        for member in node["members"]:
            yield from gates(member)


def leaves(node: TreeNode) -> list[ConditionNode | DriverNode]:
    if node["type"] == "gate":
        return [leaf for member in node["members"] for leaf in leaves(member)]
    return [node]


def test_agents_are_viable_since_the_later_of_the_dates_that_the_figures_give() -> None:
    """By hand: METR p50 first >= 60 min on 2025-02-24 (60.4), office task first <= 10 USD on 2025-05-22
    (1.63 / 0.331 = 4.92), METR p80 first >= 15 min on 2025-04-16 (30.0): the latest is the cost."""
    answer = ANSWERS["deck", DAY]["agent-economy"]
    since = {node["condition"]: node["since"] for node in conditions(answer["tree"])}
    assert {name: found and found["verbatim"] for name, found in since.items()} == {
        "agents-capable-enough": "2025-02-24",
        "agents-cheap-enough": "2025-05-22",
        "agents-reliable-enough": "2025-04-16",
    }
    assert answer["status"] == "met"
    assert answer["since"] is not None
    assert answer["since"]["verbatim"] == "2025-05-22"
    assert answer["binding"] is not None
    assert answer["binding"]["condition"] == "agents-cheap-enough"
    quote = answer["claims"]["agents-need-capability-and-cost"]["quotes"][0]
    assert quote["slide"] == "S04"
    assert quote["exact"] == "只有当“模型能力”与“推理降本”同时跨过临界点，Agent 经济才具备商业可行性。"


def test_in_2023_agents_were_not_viable() -> None:
    answer = ANSWERS["deck", date(2023, 6, 30)]["agent-economy"]
    assert answer["status"] == "unmet"
    assert {node["status"] for node in conditions(answer["tree"])} == {"unmet"}


def test_an_answer_touches_no_fact_after_its_day() -> None:
    day = date(2025, 3, 1)
    series = {
        key: replace(curve, points=tuple(p for p in curve.points if p.date.latest <= day))
        for key, curve in DECK.series.items()
    }
    earlier = replace(
        DECK,
        series=series,
        observations=tuple(o for o in DECK.observations if o.date.latest <= day),
        events=tuple(e for e in DECK.events if e.date.latest <= day),
    )
    kept = compile_answers(earlier, day)
    for variable, answer in ANSWERS["deck", day].items():
        shown = {**answer, "gaps": []}  # a curve that begins later is a gap only where it is not known at all
        assert {**kept[variable], "gaps": []} == shown


def test_the_thesis_alone_dates_nothing_and_speaks_for_itself() -> None:
    answers = compile_answers(DECK, DAY, ["thesis"])
    layers = {claim["layer"] for answer in answers.values() for claim in answer["claims"].values()}
    assert layers == {"thesis"}
    assert answers["agent-economy"]["status"] == "unknown"


def test_every_application_reaches_a_constraint_and_has_a_gate() -> None:
    applications = [a for a in ANSWERS["deck", DAY].values() if a["focus"][0]["kind"] == "application"]
    assert len(applications) >= 13
    for answer in applications:
        assert answer["constraints"], answer["focus"]
        assert answer["tree"] is not None


@pytest.mark.parametrize(
    ("question", "intent", "focus"),
    [
        ("why agents now", "why", ["agent-economy"]),
        ("为什么现在是 Agent", "why", ["agent-economy"]),
        ("agents vs voice agents", "compare", ["agent-economy", "voice-agents"]),
        ("what does a chip shortage hit", "impact", ["chip-supply"]),
        ("trace agents to compute", "trace", ["agent-economy"]),
        ("how is the weather", "why", []),
    ],
)
def test_a_question_gets_a_document_of_the_schema(question: str, intent: str, focus: list[str]) -> None:
    answer = Compiled().ask(question, DAY)
    VALID.validate(answer)
    assert answer["intent"] == intent
    assert [each["id"] for each in answer["focus"]][: len(focus) or None] == focus


def test_a_shortage_turns_every_sign_of_a_rise() -> None:
    rise, fall = Compiled().impact("chip supply", DAY), Compiled().impact("chip shortage", DAY)
    flipped = {"+": "-", "-": "+", "?": "?"}
    assert [(s["variable"], flipped[s["sign"]]) for s in rise["shocks"]] == [
        (s["variable"], s["sign"]) for s in fall["shocks"]
    ]
    assert (rise["direction"], fall["direction"]) == ("+", "-")


def test_why_not_puts_what_is_missing_first() -> None:
    tree = Compiled().ask("why not robotaxi yet", DAY)["tree"]
    assert tree is not None
    assert tree["type"] == "gate"
    assert [member["status"] for member in tree["members"]] == ["unmet", "met"]
