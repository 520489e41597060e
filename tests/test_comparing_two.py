"""`compare` and `merge`: two theses side by side, and as one."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import causal_compute as cc
from causal_compute.api.comparing import compare as ask
from causal_compute.api.comparing import merge as write
from causal_compute.cli import cli
from causal_compute.comparing.compare import Comparison, compare
from causal_compute.comparing.contents import TABLES, parts, said
from causal_compute.comparing.joint import fresh, joined
from causal_compute.comparing.merge import merge
from causal_compute.comparing.names import match, read_words
from causal_compute.comparing.places import Place, read_place
from causal_compute.comparing.renaming import renamed
from causal_compute.errors import NothingFoundError, UsageError
from causal_compute.model import Text, Thesis, Variable
from causal_compute.readers import read_thesis
from causal_compute.render import comparing_words, diff_words
from causal_compute.render.compare import compare_lines, compare_markdown
from causal_compute.render.merge import merge_lines
from causal_compute.rules.folder import check_folder
from causal_compute.schemas import schema
from causal_compute.writers.thesis import thesis_files
from causal_compute.writers.yaml import dumped
from tests.theses import DAY, all_of, claim, condition, gated, make_thesis, variable

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests/fixtures"
SMALL, LAMP = (read_place(str(FIXTURES / name))._replace(shown=name) for name in ("small", "lamp"))
Check = Callable[[str, str], None]


def beside(one: Thesis, other: Thesis, *aliases: str) -> Comparison:
    return compare(Place("a", one), Place("b", replace(other, id="other")), DAY, read_words(aliases))


def named(name: str, zh: str, en: str, *aliases: str) -> Variable:
    label = Text(zh=zh, en=en)
    return replace(variable(name), label=label, short=label, aliases={"zh": (), "en": aliases})


def matches(ones: list[Variable], others: list[Variable], *aliases: str) -> list[tuple[str, str, str]]:
    mine, theirs = ({each.id: each for each in side} for side in (ones, others))
    return [(each.one, each.other, each.ground) for each in match(mine, theirs, read_words(aliases))]


# Names


@pytest.mark.parametrize(
    ("one", "other", "ground"),
    [
        pytest.param(named("a", "甲", "one"), named("a", "乙", "two"), "id", id="id"),
        pytest.param(named("a", "电", "x"), named("b", "电", "y"), "label", id="label in one language"),
        pytest.param(named("a", "甲", "Data-Centres"), named("b", "乙", "datacenter"), "label", id="folded"),
        pytest.param(
            named("a", "甲", "x", "grid"), named("b", "乙", "the net", "grids"), "alias", id="alias"
        ),
        pytest.param(named("power", "甲", "x"), named("b", "乙", "power"), "alias", id="the other's id"),
    ],
)
def test_variables_are_one_by_a_name_that_is_told(one: Variable, other: Variable, ground: str) -> None:
    assert matches([one], [other]) == [(one.id, other.id, ground)]


def test_a_name_that_would_join_one_variable_to_two_joins_it_to_neither() -> None:
    one = [named("a", "甲", "x", "power")]
    others = [named("b", "乙", "y", "power"), named("c", "丙", "z", "power")]
    assert matches(one, others) == []
    assert matches(one, others, "a = c") == [("a", "c", "told")]


def test_the_user_may_join_by_any_name_and_keep_apart() -> None:
    ones, others = [named("a", "甲", "cost of light")], [named("b", "乙", "lamp fee"), named("a", "丁", "w")]
    assert matches(ones, others, "cost of light = lamp fee") == [("a", "b", "told")]
    assert matches(ones, others, "a != a") == []


@pytest.mark.parametrize(
    ("line", "error", "words"),
    [
        ("a", UsageError, "'a' is no alias; write 'a = b'"),
        ("a = b = c", UsageError, "is no alias"),
        ("a = nobody", NothingFoundError, "'nobody'"),
        ("= b", UsageError, "is no alias"),
    ],
)
def test_a_bad_alias_is_one_clear_line(line: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        matches([named("a", "甲", "x")], [named("b", "乙", "y")], line)


def test_two_lines_for_one_variable_are_refused() -> None:
    with pytest.raises(UsageError, match="join a to two variables"):
        matches([named("a", "甲", "x")], [named("b", "乙", "y"), named("c", "丙", "z")], "a = b", "a = c")


def test_what_only_looks_alike_is_offered_and_not_assumed() -> None:
    found = compare(SMALL, LAMP, DAY)
    assert [(each["one"], each["other"]) for each in found["perhaps"]] == [("book-supply", "book-stock")]
    assert "book-supply" not in {each["one"] for each in found["matches"]}
    apart = compare(SMALL, LAMP, DAY, read_words(["book-supply != book-stock"]))
    assert apart["perhaps"] == []


# Compare


def test_links_agree_or_contradict_by_the_sign_of_their_claims() -> None:
    one = make_thesis(claims=[claim("a", "root", "x"), claim("b", "x", "y"), claim("c", "x", "z")])
    other = make_thesis(claims=[claim("k", "root", "x"), claim("l", "x", "-y"), claim("m", "z", "y")])
    found = beside(one, other)
    assert [(e["cause"], e["effect"], e["sign"]) for e in found["agreed"]] == [("root", "x", "+")]
    (clash,) = found["contradicted"]
    assert (clash["kind"], clash["cause"], clash["effect"]) == ("link", "x", "y")
    assert (clash["one"]["by"], clash["other"]["by"]) == (["b"], ["l"])
    assert [e["claims"] for e in found["only_one"]["silent"]] == [["c"]]
    assert [e["claims"] for e in found["only_other"]["silent"]] == [["m"]]


def test_the_same_conclusion_by_another_route_shows_both_ways() -> None:
    one = make_thesis(claims=[claim("a", "root", "wires"), claim("b", "wires", "-cost")])
    other = make_thesis(claims=[claim("k", "root", "-waste"), claim("l", "-waste", "-cost")])
    (route,) = beside(one, other)["routes"]
    assert (route["cause"], route["effect"], route["sign"]) == ("root", "cost", "-")
    assert route["one"]["en"] == "root ─(+)→ wires ─(-)→ cost"
    assert route["other"]["en"] == "root ─(-)→ waste ─(+)→ cost"
    assert (route["one_claims"], route["other_claims"]) == (["a", "b"], ["k", "l"])


def test_opposite_conclusions_by_different_routes_are_a_contradiction() -> None:
    one = make_thesis(claims=[claim("a", "root", "wires"), claim("b", "wires", "-cost")])
    other = make_thesis(claims=[claim("k", "root", "waste"), claim("l", "waste", "cost")])
    found = beside(one, other)
    assert found["routes"] == []
    (clash,) = found["contradicted"]
    assert (clash["kind"], clash["one"]["by"], clash["other"]["by"]) == ("conclusion", ["a", "b"], ["k", "l"])


def test_ways_that_meet_in_a_variable_of_both_are_not_another_route() -> None:
    one = make_thesis(claims=[claim("a", "root", "x"), claim("b", "x", "y"), claim("c", "y", "z")])
    other = make_thesis(claims=[claim("k", "root", "x"), claim("l", "x", "w"), claim("m", "w", "z")])
    assert [(e["cause"], e["effect"]) for e in beside(one, other)["routes"]] == [("x", "z")]


def test_thresholds_that_exclude_each_other_are_a_contradiction() -> None:
    def asking(rule: str) -> Thesis:
        asked = all_of("root@dear") if ">" in rule else all_of("-root@dear")
        conditions, claims = [condition("dear", "root", rule)], [gated("g", asked, "shop")]
        return make_thesis(variables=["app: shop"], conditions=conditions, claims=claims)

    kinds = [
        each["kind"] for each in beside(asking(">= 20 (15..25)"), asking("<= 10 (5..14)"))["contradicted"]
    ]
    assert "condition" in kinds
    kinds = [
        each["kind"] for each in beside(asking(">= 20 (12..25)"), asking("<= 10 (5..14)"))["contradicted"]
    ]
    assert "condition" not in kinds, "13 meets both at the easy ends"


def test_how_an_application_stands_in_each_is_told() -> None:
    (shared,) = compare(SMALL, LAMP, DAY)["applications"]
    stand = [shared["one"]["status"], shared["other"]["status"]]
    assert [each and each["en"] for each in stand] == ["met", "unknown"]


def test_two_strangers_have_nothing_in_common_and_it_is_said() -> None:
    one, other = make_thesis(root="sun"), make_thesis(root="moon")
    found = beside(one, other)
    assert (found["matches"], found["agreed"], found["contradicted"], found["routes"]) == ([], [], [], [])
    assert "no variable in common" in "\n".join(compare_lines(found, "en"))


@pytest.mark.parametrize("words", [comparing_words, diff_words], ids=["two", "diff"])
def test_both_tables_of_words_have_the_same_keys_and_fields(words: ModuleType) -> None:
    def fields(table: dict[str, str]) -> dict[str, list[str]]:
        return {
            key: sorted(each.partition("}")[0] for each in said.split("{")[1:]) for key, said in table.items()
        }

    assert fields(words.EN) == fields(words.ZH)
    assert len(words.EN) > 20


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_comparison_reads_as_it_did(language: str, same_as_golden: Check) -> None:
    found = compare(SMALL, LAMP, DAY)
    same_as_golden(f"compare-two-{language}.txt", "\n".join(compare_lines(found, language, columns=88)))
    assert "## " in compare_markdown(found, language)


# Writing a thesis


def saved(thesis: Thesis, folder: Path) -> Path:
    for name, content in thesis_files(thesis).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["tests/fixtures/small", "tests/fixtures/lamp", "graph/deck"])
def test_what_is_written_is_read_back_as_the_same_thesis(name: str, tmp_path: Path) -> None:
    thesis = read_thesis(ROOT / name)
    again = read_thesis(saved(thesis, tmp_path))
    assert replace(again, digest="") == replace(thesis, digest="")


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" \n"), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(PLAIN, st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_and_number_comes_back_from_yaml(words: str, value: float) -> None:
    import yaml  # noqa: PLC0415 - an independent reader

    written = dumped([{"words": words, "value": value, "flag": True}])
    (found,) = yaml.safe_load(written)
    assert found == {"words": words, "value": value, "flag": True}
    events = list(yaml.parse(written))
    assert not any(getattr(each, "anchor", None) or getattr(each, "tag", None) for each in events)


# Merge


@pytest.mark.parametrize("name", ["small", "lamp"])
def test_a_thesis_merged_with_itself_is_itself(name: str, tmp_path: Path) -> None:
    place = read_place(str(FIXTURES / name))
    merged = merge(place, place)
    again = read_thesis(saved(merged.thesis, tmp_path))
    assert replace(again, digest="") == replace(place.thesis, digest="")
    assert (merged.told["renamed"], merged.told["conflicts"], merged.told["feedback"]) == ([], [], [])


def test_everything_of_both_is_in_the_whole() -> None:
    """Part by part: what either thesis says stands in the merged one under its id, or under its new id."""
    whole = merge(SMALL, LAMP).thesis
    joint = joined(SMALL.thesis, LAMP.thesis)
    again = {(each["part"], each["was"]): each["id"] for each in merge(SMALL, LAMP).told["renamed"]}
    for table in (each for each in TABLES if each not in {"variables", "slides", "not_claims"}):
        for name, part in parts(SMALL.thesis, table).items():
            assert said(whole, parts(whole, table)[name]) == said(SMALL.thesis, part)
        for name in parts(LAMP.thesis, table):
            assert again.get((table, name), name) in parts(whole, table)
    assert set(joint.one.variables) <= set(whole.variables)
    assert len(whole.variables) == len(SMALL.thesis.variables) + len(LAMP.thesis.variables) - len(
        joint.shared
    )
    assert len(whole.claims) == len(SMALL.thesis.claims) + len(LAMP.thesis.claims)


def test_every_name_of_a_variable_still_names_it() -> None:
    whole = merge(SMALL, LAMP).thesis
    light = whole.variables["light-cost"]
    assert light.label.en == "price of light"
    assert "照明费" in light.aliases["zh"]
    assert {quote.slide for quote in light.quotes} == {"P2", "P9"}


def test_quotes_of_the_second_stand_on_its_own_slides() -> None:
    whole = merge(SMALL, LAMP).thesis
    assert whole.claims["grid-cheapens-light"].quotes[0].slide == "P2"
    assert whole.claims["lamps-cheapen-light"].quotes[0].slide == "P1-lamp"
    lines = whole.source_text.split("\n")
    slide = whole.slides["P1-lamp"]
    assert lines[slide.first_line - 1] == "Cheap lamps made light cheap"


def test_contradictions_are_kept_and_told() -> None:
    merged = merge(SMALL, LAMP)
    clash = merged.told["contradicted"][0]
    assert (clash["one"]["by"], clash["other"]["by"]) == (
        ["grid-cheapens-light"],
        ["grid-cheapens-light-lamp"],
    )
    assert {"grid-cheapens-light", "grid-cheapens-light-lamp"} <= set(merged.thesis.claims)


def test_what_is_set_aside_is_told_word_for_word() -> None:
    aside = {(c["id"], c["field"]): c["set_aside"] for c in merge(SMALL, LAMP).told["conflicts"]}
    words = aside["light-cost", "definition"]
    assert words is not None
    assert words["en"] == "What light costs"
    assert aside["candle", "kind"] is not None


def test_a_claim_of_the_second_that_closes_a_loop_is_marked() -> None:
    one = make_thesis(claims=[claim("a", "root", "x"), claim("b", "x", "y")])
    other = make_thesis(claims=[claim("k", "y", "x"), claim("l", "y", "root")])
    merged = merge(Place("a", one), Place("b", replace(other, id="other")))
    assert merged.told["feedback"] == ["k", "l"]
    assert merged.thesis.claims["k"].feedback
    assert merged.thesis.root == "root"


def test_a_claim_of_the_second_that_causes_the_root_of_both_is_marked() -> None:
    one = make_thesis(claims=[claim("a", "root", "x")])
    other = make_thesis(claims=[claim("k", "rain", "root")])
    merged = merge(Place("a", one), Place("b", replace(other, id="other")))
    assert (merged.thesis.root, merged.told["feedback"]) == ("root", ["k"])
    assert merged.thesis.variables["root"].kind == "root"


def test_an_application_of_either_is_one_in_the_whole() -> None:
    one = make_thesis(claims=[claim("a", "root", "shop")])
    other = make_thesis(variables=["app: shop"], claims=[gated("g", "root", "shop")])
    constraint = make_thesis(variables=["constraint: shop"], claims=[claim("a", "root", "shop")])
    for first in (one, constraint):
        merged = merge(Place("a", first), Place("b", replace(other, id="other")))
        assert merged.thesis.variables["shop"].kind == "application"
        assert [each["field"] for each in merged.told["conflicts"]] == ["kind"]


def test_the_root_of_the_whole_is_what_nothing_causes() -> None:
    one = make_thesis(root="compute", claims=[claim("a", "compute", "x")])
    other = make_thesis(root="capital", claims=[claim("k", "capital", "compute")])
    merged = merge(Place("a", one), Place("b", replace(other, id="other")))
    assert merged.thesis.root == "capital"
    assert merged.thesis.variables["compute"].kind == "constraint"
    assert merged.told["feedback"] == []


def test_names_of_two_are_taken_from_the_later_one_and_told() -> None:
    one = make_thesis(root="sun", variables=["power"])
    strange = named("force", "甲", "power", "strength")
    other = replace(make_thesis(root="moon"), id="other")
    other = replace(other, variables={**other.variables, "force": strange})
    merged = merge(Place("a", one), Place("b", other), read_words(["power != force"]))
    assert merged.thesis.variables["force"].label.en == "power (other)"
    assert [(c["id"], c["field"]) for c in merged.told["conflicts"] if c["part"] == "variables"] == [
        ("force", "label")
    ]


def test_ids_are_the_same_each_time_and_never_too_long() -> None:
    long = "a" * 80
    assert fresh(long, "b", {long}) == fresh(long, "b", {long})
    assert len(fresh(long, "b", {long})) <= 80
    first, second = merge(SMALL, LAMP), merge(SMALL, LAMP)
    assert first == second
    assert thesis_files(first.thesis) == thesis_files(second.thesis)


def test_renaming_there_and_back_is_nothing() -> None:
    ids = joined(SMALL.thesis, LAMP.thesis).ids
    back = type(ids)(variables={now: then for then, now in ids.variables.items()})
    assert renamed(renamed(LAMP.thesis, ids), back) == LAMP.thesis


def test_the_merged_folder_passes_check_and_answers_why(tmp_path: Path, same_as_golden: Check) -> None:
    folder = tmp_path / "whole"
    reply = write(str(FIXTURES / "small"), str(FIXTURES / "lamp"), str(folder))
    assert check_folder(folder).errors == 0
    answer = cc.load(str(folder)).why("why night reading", as_of=DAY)
    assert answer["status"] == "unknown"  # small's gate is met, and lamp's has no data
    document = json.loads((folder / "merge.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema("merge")).validate(document)
    assert document == reply.document
    shown = {**reply.document, "one": "small", "other": "lamp", "folder": "whole"}
    same_as_golden("merge.txt", "\n".join(merge_lines(shown, "en", columns=88)))  # type: ignore[arg-type]


def test_what_the_page_shows_is_what_the_program_says() -> None:
    page = (ROOT / "docs/comparing.md").read_text(encoding="utf-8")
    shown = re.findall(r"```text\n(.*?)```", page, flags=re.DOTALL)
    golden = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/golden").glob("*.txt")]
    assert len(shown) == 2
    assert all(any(block in each for each in golden) for block in shown)


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    small, lamp = str(FIXTURES / "small"), str(FIXTURES / "lamp")
    ran = CliRunner().invoke(cli, ["merge", small, lamp, "-o", str(tmp_path)])
    assert ran.exit_code == 2, ran.output
    assert "is there already" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    ran = CliRunner().invoke(cli, ["merge", small, lamp, "-o", str(tmp_path / "no/where")])
    assert ran.exit_code == 2, ran.output


def test_a_thesis_that_names_what_is_not_there_is_refused_with_its_line(tmp_path: Path) -> None:
    bad = saved(read_thesis(FIXTURES / "lamp"), tmp_path / "bad")
    text = (bad / "claims.yaml").read_text(encoding="utf-8")
    (bad / "claims.yaml").write_text(text.replace("variable: lamp-making", "variable: no"), encoding="utf-8")
    ran = CliRunner().invoke(cli, ["compare", str(FIXTURES / "small"), str(bad)])
    assert ran.exit_code == 3, ran.output
    assert "bad/claims.yaml:1:3: CC030" in ran.stderr


def test_nothing_is_left_behind_when_the_rules_refuse_the_whole(tmp_path: Path) -> None:
    bad = saved(read_thesis(FIXTURES / "lamp"), tmp_path / "bad")
    text = (bad / "claims.yaml").read_text(encoding="utf-8")
    quote = text[text.index("  quote:") : text.index("- id: lamps-cheapen-light")]
    (bad / "claims.yaml").write_text(text.replace(quote, ""), encoding="utf-8")
    ran = CliRunner().invoke(cli, ["merge", str(FIXTURES / "small"), str(bad), "-o", str(tmp_path / "new")])
    assert ran.exit_code == 3, ran.output
    assert "(merged)/claims.yaml" in ran.stderr
    assert "CC036" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bad"]


def test_the_command_takes_aliases_from_a_file_and_its_json_keeps_the_schema(tmp_path: Path) -> None:
    (tmp_path / "names").write_text("# ours\nbook-supply = book-stock\n", encoding="utf-8")
    places = [str(FIXTURES / "small"), str(FIXTURES / "lamp")]
    ran = CliRunner().invoke(cli, ["compare", *places, "--aliases", str(tmp_path / "names"), "--json"])
    assert ran.exit_code == 0, ran.output
    document = json.loads(ran.stdout)
    Draft202012Validator(schema("compare")).validate(document)
    assert {"one": "book-supply", "ground": "told"}.items() <= document["matches"][3].items()
    assert document == ask(*places, aliases=["book-supply = book-stock"]).document
