"""`diff`: what changed in a thesis, and which answers changed because of it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from causal_compute.answers.compile import compile_answers
from causal_compute.cli import cli
from causal_compute.comparing.attribution import swapped
from causal_compute.comparing.changes import Change, changes
from causal_compute.comparing.diff import Diff, diff
from causal_compute.comparing.pairing import paired
from causal_compute.comparing.places import Place
from causal_compute.comparing.renaming import Ids, renamed
from causal_compute.comparing.standing import Key, Standing
from causal_compute.model import Claim, Condition, Layer, Modality, Thesis, VariableKind
from causal_compute.quantity import Quantity
from causal_compute.readers import read_thesis
from causal_compute.render.diff import diff_lines, diff_markdown
from causal_compute.schemas import schema
from tests.theses import (
    DAY,
    agents,
    all_of,
    claim,
    condition,
    evidence,
    gated,
    make_thesis,
    series,
    text,
    variable,
)

ROOT = Path(__file__).parents[1]
SMALL = read_thesis(ROOT / "tests/fixtures/small")
GATE = "agents"
Check = Callable[[str, str], None]


def between(before: Thesis, after: Thesis, most: int = 30) -> Diff:
    return diff(Place("a", before), Place("b", after), DAY, most)


def with_claim(thesis: Thesis, new: Claim) -> Thesis:
    return replace(thesis, claims={**thesis.claims, new.id: new})


def with_condition(thesis: Thesis, new: Condition) -> Thesis:
    return replace(thesis, conditions={**thesis.conditions, new.id: new})


def without(thesis: Thesis, name: str) -> Thesis:
    return replace(thesis, claims={key: each for key, each in thesis.claims.items() if key != name})


def reworded(thesis: Thesis, name: str, **fields: Any) -> Thesis:  # noqa: ANN401 - any field of a claim
    return with_claim(thesis, replace(thesis.claims[name], **fields))


def changed(before: Thesis, after: Thesis) -> list[Change]:
    """Return the changes alone: no answer is asked for, so it is quick."""
    ids = paired(before, after)
    return changes(renamed(before, ids), after, ids)


def short(change: Change) -> tuple[str, str, str | None, list[str]]:
    """Return a change in short: part, what, id, aspects."""
    return (
        change["part"],
        change["what"],
        change["id"] or change["was"],
        [each["name"] for each in change["aspects"]],
    )


def shifts(found: Diff, name: str) -> dict[str, tuple[str | None, str | None]]:
    """Return what changed in the answer about one application, in English."""
    return {
        shift["field"]: (shift["before"] and shift["before"]["en"], shift["after"] and shift["after"]["en"])
        for each in found["answers"]
        if each["id"] == name
        for shift in each["shifts"]
    }


def reasons(found: Diff, name: str, field: str) -> list[tuple[str | None, str]]:
    """Return the changes that made a field of an answer differ, and how that is known."""
    return [
        (found["changes"][cause["change"]]["id"] or found["changes"][cause["change"]]["was"], cause["how"])
        for each in (*found["answers"], *found["beliefs"])
        if each["id"] == name
        for shift in each["shifts"]
        if shift["field"] == field
        for cause in shift["because"]
    ]


CHEAPER = condition("cheap", "price", "<= 12 (5..15)")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda t: with_claim(t, claim("new", "power", "price")),
            [("variables", "added", "power", []), ("claims", "added", "new", [])],
            id="added",
        ),
        pytest.param(lambda t: without(t, "scaling"), [("claims", "removed", "scaling", [])], id="removed"),
        pytest.param(
            lambda t: reworded(t, "scaling", text=text("more is better")),
            [("claims", "changed", "scaling", ["text"])],
            id="reworded",
        ),
        pytest.param(
            lambda t: with_claim(
                without(t, "scaling"), replace(t.claims["scaling"], id="bigger", text=text("b"))
            ),
            [("claims", "renamed", "bigger", ["text"])],
            id="the same relation under another id and in other words",
        ),
        pytest.param(
            lambda t: with_claim(t, claim("cheaper", "-cost-curve", "price")),
            [("claims", "changed", "cheaper", ["sign"])],
            id="sign",
        ),
        pytest.param(
            lambda t: reworded(t, "scaling", layer=Layer.CURATOR, modality=Modality.ENABLING),
            [("claims", "changed", "scaling", ["layer", "modality"])],
            id="layer and modality",
        ),
        pytest.param(
            lambda t: with_condition(t, CHEAPER),
            [("conditions", "changed", "cheap", ["threshold"])],
            id="threshold",
        ),
        pytest.param(
            lambda t: replace(t, evidence={"e": evidence("e", "scaling", "contradicts", "2025", "g")}),
            [("evidence", "added", "e", [])],
            id="evidence",
        ),
        pytest.param(
            lambda t: replace(t, pace=Quantity(5, 10, "fold/year")),
            [("thesis", "changed", "small", ["pace"])],
            id="pace",
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_as_what_it_is(
    change: Callable[[Thesis], Thesis], expected: list[tuple[str, str, str, list[str]]]
) -> None:
    before = agents()
    after = change(before)
    if "new" in after.claims:
        after = replace(after, variables={**after.variables, "power": variable("power")})
    assert [short(each) for each in changed(before, after)] == expected


def test_a_variable_that_kept_a_name_is_renamed_and_its_claims_are_not_changed() -> None:
    before = make_thesis(claims=[claim("a", "root", "cost")])
    after = make_thesis(claims=[claim("a", "root", "price")])
    named = replace(after.variables["price"], aliases={"en": ("Costs",), "zh": ()})
    after = replace(after, variables={**after.variables, "price": named})
    found = [(each["part"], each["what"], each["was"], each["id"]) for each in changed(before, after)]
    assert found == [("variables", "renamed", "cost", "price")]
    stranger = changed(before, make_thesis(claims=[claim("a", "root", "weight")]))
    assert {each["what"] for each in stranger} == {"added", "removed", "changed"}


def test_a_threshold_that_moved_is_told_in_one_unit() -> None:
    before = agents()
    after = with_condition(before, condition("capable", "ability", ">= 2 (1..4)", unit="hours"))
    minutes = with_condition(before, condition("capable", "ability", ">= 60 (30..120)", unit="minutes"))
    money = with_condition(before, condition("capable", "ability", ">= 1 (1..1)", unit="100M USD"))
    billions = with_condition(
        before, condition("capable", "ability", ">= 0.2 (0.2..0.2)", unit="billion USD")
    )
    (aspect,) = changed(money, billions)[0]["aspects"]
    assert aspect["moved"] == {"before": 0.1, "after": 0.2, "unit": "billion USD", "fold": 2.0}
    (aspect,) = changed(minutes, after)[0]["aspects"]
    assert aspect["moved"] is None, "no unit is guessed: hours and minutes are of one dimension, not one unit"


@pytest.fixture
def shuffled(tmp_path: Path) -> Path:
    """The small thesis with its lists turned round, comments and blank lines added."""
    shutil.copytree(ROOT / "tests/fixtures/small", tmp_path / "thesis")
    shutil.copytree(ROOT / "tests/fixtures/small-evidence", tmp_path / "small-evidence")
    for path in (tmp_path / "thesis").rglob("*.yaml"):
        if path.name != "thesis.yaml":
            head, *items = path.read_text(encoding="utf-8").split("\n- ")
            turned = "\n\n# a comment\n- ".join([head, *(each.rstrip("\n") for each in reversed(items))])
            path.write_text(turned + "\n", encoding="utf-8")
    return tmp_path / "thesis"


def test_order_comments_and_white_space_are_no_difference(shuffled: Path) -> None:
    text_ = (shuffled / "source.txt").read_text(encoding="utf-8")
    (shuffled / "source.txt").write_text(text_.replace("。\n", "。  \n"), encoding="utf-8")
    found = diff(Place("a", SMALL), Place("b", read_thesis(shuffled)), DAY)
    assert found["changes"] == []
    assert found["same"]


def test_the_answer_that_moved_is_told_with_the_one_change_that_moved_it() -> None:
    before = agents()
    after = with_condition(reworded(before, "scaling", text=text("other words")), CHEAPER)
    found = between(before, after)
    assert shifts(found, GATE)["since"] == ("2025-05-22", "2025-02-24")  # 11.97 of 2025-02-24 is under 12 now
    assert reasons(found, GATE, "since") == [("cheap", "undoes")]
    assert found["asked"] == 1, "other words change no answer, so only the threshold is taken back"


def test_two_changes_that_each_suffice_are_found_by_making_each_alone() -> None:
    """Ability asks 200 and the price asks 1: either alone leaves the gate unmet."""
    before = agents()
    after = with_condition(before, condition("capable", "ability", ">= 200 (200..200)"))
    after = with_condition(after, condition("cheap", "price", "<= 1 (1..1)"))
    found = between(before, after)
    assert shifts(found, GATE)["status"][0] == "met"
    assert {name for name, how in reasons(found, GATE, "since")} == {"capable", "cheap"}
    assert {how for _, how in reasons(found, GATE, "since")} == {"alone"}


def test_a_chain_is_lost_with_its_claim_and_gained_with_another() -> None:
    before = agents()
    lost = between(before, without(before, "more-compute"))
    assert shifts(lost, GATE)["chain"] == ("compute → cost-curve → price → agents (+)", None)
    assert reasons(lost, GATE, "chain") == [("more-compute", "undoes")]
    gained = between(without(before, "more-compute"), before)
    assert shifts(gained, GATE)["chain"] == (None, "compute → cost-curve → price → agents (+)")


def test_a_chain_that_turns_its_sign_is_another_chain() -> None:
    before = agents()
    after = with_claim(before, claim("cheaper", "-cost-curve", "price"))
    (found,) = between(before, after)["answers"]
    chains = [(each["before"], each["after"]) for each in found["shifts"] if each["field"] == "chain"]
    way = "compute → cost-curve → price → agents"
    assert [(lost and lost["en"], gained and gained["en"]) for lost, gained in chains] == [
        (f"{way} (+)", None),
        (None, f"{way} (-)"),
    ]


def test_a_gist_that_two_share_renames_neither() -> None:
    before = make_thesis(claims=[claim("a", "root", "x"), claim("b", "root", "x")])
    after = make_thesis(claims=[claim("k", "root", "x"), claim("l", "root", "x")])
    assert {each["what"] for each in changed(before, after)} == {"added", "removed"}
    one = make_thesis(claims=[claim("k", "root", "x")])
    assert {each["what"] for each in changed(before, one)} == {"added", "removed"}


def test_belief_moves_because_of_the_evidence_that_came() -> None:
    before = agents()
    after = replace(before, evidence={"e": evidence("e", "scaling", "supports", "2025", "g")})
    found = between(before, after)
    assert [each["id"] for each in found["beliefs"]] == ["scaling"]
    assert reasons(found, "scaling", "belief") == [("e", "undoes")]


def test_an_application_that_came_is_said_to_be_new() -> None:
    before = make_thesis(variables=["app: a"], claims=[gated("g", "root", "a")])
    after = make_thesis(
        variables=["app: a", "app: b"], claims=[gated("g", "root", "a"), gated("h", "root", "b")]
    )
    found = between(before, after)
    assert shifts(found, "b") == {"exists": (None, "b")}
    assert reasons(found, "b", "exists") == [("b", "undoes")]
    assert shifts(between(after, before), "b") == {"exists": ("b", None)}


def test_changes_that_are_not_tried_are_counted() -> None:
    before = agents()
    after = with_condition(without(before, "more-compute"), CHEAPER)
    found = between(before, after, most=1)
    assert found["untried"] == 1
    none = between(before, after, most=0)
    assert none["asked"] == 0
    assert none["untried"] == 2
    assert all(not shift["because"] for each in none["answers"] for shift in each["shifts"])


@pytest.mark.parametrize("thesis", [SMALL, agents()], ids=["small", "agents"])
def test_a_standing_is_what_why_answers(thesis: Thesis) -> None:
    answers, standing = compile_answers(thesis, DAY), Standing(thesis, DAY)
    for each in thesis.variables.values():
        if each.kind is VariableKind.APPLICATION:
            answer = answers[each.id]
            assert standing.values[Key(each.id, "status")]["en"] == answer["status"]
            since, bound = standing.values.get(Key(each.id, "since")), answer["binding"]
            days = answer["since"] and dict.fromkeys((answer["since"]["earliest"], answer["since"]["latest"]))
            assert (since and since["en"]) == (days and "..".join(days))
            if bound is not None:
                label = thesis.conditions[bound["condition"]].label.en
                assert standing.values[Key(each.id, "binding")]["en"] == label


# Property: every edit of a small thesis

NAMES = ["scaling", "cheaper", "more-compute", "both"]
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("remove"), st.sampled_from(NAMES[:3])),
        st.tuples(st.just("reword"), st.sampled_from(NAMES)),
        st.tuples(st.just("rename"), st.sampled_from(NAMES[:3])),
        st.tuples(st.just("threshold"), st.sampled_from(["capable", "cheap"])),
        st.tuples(st.just("add"), st.sampled_from(["x", "y"])),
    ),
    max_size=4,
)


def edited(thesis: Thesis, edits: list[tuple[str, str]]) -> Thesis:
    for what, name in edits:
        if what == "add":
            thesis = with_claim(thesis, claim(name, "compute", "price" if name == "x" else "ability"))
        elif what == "threshold":
            rule = ">= 200 (100..300)" if name == "capable" else "<= 1 (1..2)"
            thesis = with_condition(
                thesis, condition(name, "ability" if name == "capable" else "price", rule)
            )
        elif name in thesis.claims:
            old = thesis.claims[name]
            kept = thesis if what == "reword" else without(thesis, name)
            new = replace(old, text=text("new words")) if what == "reword" else replace(old, id=f"{name}-2")
            thesis = kept if what == "remove" else with_claim(kept, new)
    return thesis


def mirrored(change: Change) -> Any:  # noqa: ANN401 - a change in a form that can be sorted
    turned = {"added": "removed", "removed": "added"}.get(change["what"], change["what"])
    aspects = [(a["name"], a["after"], a["before"]) for a in change["aspects"]]
    return change["part"], turned, change["id"], change["was"], sorted(map(repr, aspects))


def straight(change: Change) -> Any:  # noqa: ANN401 - the same form
    aspects = [(a["name"], a["before"], a["after"]) for a in change["aspects"]]
    return change["part"], change["what"], change["was"], change["id"], sorted(map(repr, aspects))


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(EDITS)
def test_nothing_differs_from_itself_and_the_way_back_is_the_mirror(edits: list[tuple[str, str]]) -> None:
    before, after = agents(), edited(agents(), edits)
    assert changed(after, after) == []
    there, back = changed(before, after), changed(after, before)
    assert sorted(map(repr, map(mirrored, there))) == sorted(map(repr, map(straight, back)))


@QUICK
@given(EDITS)
def test_taking_back_every_change_gives_the_earlier_thesis_and_its_answers(
    edits: list[tuple[str, str]],
) -> None:
    after = edited(agents(), edits)
    before = renamed(agents(), paired(agents(), after))
    back = after
    for change in changes(before, after, Ids()):
        back = swapped(back, before, change)
    assert changed(before, back) == []
    assert Standing(back, DAY, forecast=False).values == Standing(before, DAY, forecast=False).values


def test_the_answers_of_the_way_back_are_the_mirror() -> None:
    before, after = agents(), with_condition(without(agents(), "more-compute"), CHEAPER)
    there, back = between(before, after, 0), between(after, before, 0)
    turned = {field: (new, old) for field, (old, new) in shifts(there, GATE).items()}
    assert shifts(back, GATE) == turned
    assert turned


def test_the_text_reads_as_it_did(same_as_golden: Check) -> None:
    before = agents()
    after = with_condition(reworded(without(before, "more-compute"), "scaling", text=text("bigger")), CHEAPER)
    after = with_claim(after, claim("new", all_of("compute", "cost-curve"), "ability"))
    found = between(before, after)
    same_as_golden("diff.txt", "\n".join(diff_lines(found, "en", columns=88)))
    same_as_golden("diff-zh.txt", "\n".join(diff_lines(found, "zh", columns=88)))
    same_as_golden("diff.md", diff_markdown(found, "en").rstrip("\n"))


def test_hostile_words_reach_neither_terminal_nor_markdown() -> None:
    bad = "\x1b]0;x\x07 <script> [a](javascript:x) `b`"
    before = agents()
    found = between(before, reworded(before, "scaling", text=text(bad)))
    assert "\x1b" not in "\n".join(diff_lines(found, "en"))
    written = diff_markdown(found, "en")
    assert "<script>" not in written
    assert "[a](" not in written.replace("\\[", "")


def test_the_command_ends_with_0_or_1_and_its_json_keeps_the_schema(shuffled: Path) -> None:
    same = CliRunner().invoke(cli, ["diff", str(ROOT / "tests/fixtures/small"), str(shuffled)])
    assert same.exit_code == 0, same.output
    assert "say the same" in same.stdout
    (shuffled / "claims/light.yaml").unlink()
    differ = CliRunner().invoke(cli, ["diff", str(ROOT / "tests/fixtures/small"), str(shuffled), "--json"])
    assert differ.exit_code == 1, differ.output
    document = json.loads(differ.stdout)
    Draft202012Validator(schema("diff")).validate(document)
    assert document["counts"]["removed"] == 4
    assert any(each["id"] == "night-reading" for each in document["answers"])


def test_a_series_that_came_late_moves_the_date() -> None:
    before = agents()
    points = [("2024-12-19", 26.4), ("2025-02-24", 9.0)]
    after = replace(before, series={**before.series, "cheap": series("cheap", points)})
    found = between(before, after)
    assert [short(each) for each in found["changes"]] == [("series", "changed", "cheap", ["points"])]
    assert shifts(found, GATE)["since"] == ("2025-05-22", "2025-02-24")
    assert reasons(found, GATE, "since") == [("cheap", "undoes")]


def test_the_day_asked_for_decides_what_changed() -> None:
    before, after = agents(), with_condition(agents(), CHEAPER)
    early = diff(Place("a", before), Place("b", after), date(2025, 3, 1))
    assert shifts(early, GATE)["status"] != ("met", "met")
    assert shifts(early, GATE)["since"] == (None, "2025-02-24")
