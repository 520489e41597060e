"""The second thesis, about something else and in another language: nothing in the code may know the deck."""

import json
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from causal_compute.answers.backtest import Backtest
from causal_compute.answers.compile import compile_answers
from causal_compute.answers.record import of_thesis
from causal_compute.cli import cli
from causal_compute.coverage import coverage
from causal_compute.dataset import build
from causal_compute.errors import BadDataError
from causal_compute.explorer.network import page
from causal_compute.model import Layer, TextStatus, Thesis, VariableKind
from causal_compute.outlook.backtest import backtest_thesis
from causal_compute.readers import read_thesis
from causal_compute.render.backtest import backtest_lines
from causal_compute.rules.folder import check_folder
from causal_compute.stores import ENGINES, open_store
from causal_compute.stores.named import fixed, named_queries
from causal_compute.vocabulary import prefixes
from tests.visits import Visit

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/thesis.yaml"))
SOLAR = EXAMPLES / "solar"
DAY = date(2026, 11, 25)
DECKS_OWN = {"architecture-table"}  # asks of a table that only the deck has


@cache
def solar() -> Thesis:
    return read_thesis(SOLAR)


def said(*words: str) -> str:
    """Return what the program prints about the example, which must be without a fault."""
    result = CliRunner().invoke(cli, [*words, "--thesis", str(SOLAR)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def applications() -> list[str]:
    return [each.id for each in solar().variables.values() if each.kind is VariableKind.APPLICATION]


# Encoded to the deck's standard


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_an_example_breaks_no_rule_and_warns_of_nothing(folder: Path) -> None:
    assert [*check_folder(folder).findings] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_character_of_an_example_is_encoded_or_left_out_with_a_reason(folder: Path) -> None:
    assert coverage(read_thesis(folder)).fraction == 1.0


def test_nothing_is_left_out_but_headings() -> None:
    numbered = {f"{number}. " for number in range(1, 12)}
    assert {item.quote.exact.partition(" ")[0] + " " for item in solar().not_claims} == numbered


def test_every_figure_of_the_evidence_says_how_it_was_read_and_where() -> None:
    known = set(solar().sources)
    for series in solar().series.values():
        assert {point.source for point in series.points} <= known
    assert all(each.scope is not None for each in solar().evidence.values())
    assert all(source.url.startswith(("http://", "https://")) for source in solar().sources.values())


# Asked as the deck is


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", applications())
def test_every_application_says_why_in_both_languages(name: str, language: str) -> None:
    label = solar().variables[name].label.in_(language)
    assert said("why", name, "--lang", language).startswith(f"{label}{':' if language == 'en' else '：'}")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_application_has_its_line_on_the_chart_of_dates(language: str) -> None:
    chart = said("when", "--lang", language)
    assert not [name for name in applications() if solar().variables[name].label.in_(language) not in chart]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("why solar now", "solar as the cheapest new power: viable since 2021."),
        ("为什么现在是太阳能", "最便宜的新增电力：自 2021 起可行。"),
        ("why not green hydrogen", "green hydrogen: not yet."),
        ("when will solar planes come", "solar airliners: not yet."),
        ("what does a polysilicon shortage hit", "price of refined silicon"),
        ("trace rooftops to public policy", "subsidised rooftops"),
    ],
)
def test_a_question_in_its_own_words_finds_its_own_answer(question: str, answer: str) -> None:
    assert said("why", question).startswith(answer)


@pytest.mark.parametrize("words", [("when",), ("gaps",), ("audit",), ("list", "applications")])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_command_speaks_of_the_deck(words: tuple[str, ...], language: str) -> None:
    printed = said(*words, "--lang", language).replace("causal-compute", "")
    assert not [word for word in ("deck", "compute ", "演示稿", "算力") if word in printed]


def test_a_halt_of_production_in_2012_would_have_cost_years() -> None:
    set_back = said("whatif", "--set", "cumulative-production=halts", "--as-of", "2012-06-30", "--lang", "en")
    assert "solar as the cheapest new power  +" in set_back
    assert "green hydrogen" in set_back.partition("Stay where they are:")[2]


def test_both_sides_are_heard_on_the_claim_that_the_essay_turns_on() -> None:
    found: dict[str, Any] = json.loads(said("evidence", "solar-took-off-by-making", "--json"))
    stances = {each["stance"] for claim in found["claims"] for each in claim["statements"]}
    assert stances == {"supports", "qualifies", "contradicts"}


# Its data


@pytest.mark.no_cover
@pytest.mark.parametrize("engine", ENGINES)
def test_every_named_query_runs_on_it_as_it_is_shipped(engine: str) -> None:
    place = open_store(build(solar()), engine, prefixes=prefixes("solar"))
    rows = {
        name: len(list(place.query(query.text, fixed(query, {}, place)).rows()))
        for name, query in named_queries().items()
    }
    empty = {name for name, count in rows.items() if count == 0}
    none_here = {
        "alternatives",
        "booms-and-conditions",
        "conditional-claims",
        "conditions-without-data",
        "conflicting-signs",
    }
    assert empty == DECKS_OWN | none_here


def test_a_usual_value_that_another_thesis_lacks_asks_of_everything() -> None:
    place = open_store(build(solar()), prefixes=prefixes("solar"))
    query = named_queries()["conditions-of-application"]
    assert fixed(query, {}, place) == {}
    assert [*fixed(query, {"application": "evening-solar"}, place)] == ["application"]


@pytest.mark.no_cover
def test_the_graph_is_the_same_however_often_it_is_built(tmp_path: Path) -> None:
    for name in ("one.trig", "two.trig"):
        said("build", "-o", str(tmp_path / name))
    one, two = (tmp_path / name for name in ("one.trig", "two.trig"))
    assert one.read_bytes() == two.read_bytes()
    assert "deck" not in one.read_text(encoding="utf-8")


# Dates and the record


@cache
def record() -> Backtest:
    return of_thesis(solar(), DAY)


@pytest.mark.no_cover
def test_the_back_test_runs_and_every_dated_boom_stands_beside_its_gate() -> None:
    booms = {each["application"]: each for each in record()["booms"]}
    assert set(booms) == set(applications())
    boomed = {name for name, each in booms.items() if each["boom"] is not None}
    assert boomed == set(applications()) - {"evening-solar", "green-hydrogen", "solar-airliners"}
    assert not [name for name in boomed if booms[name]["verdict"] == "boom-first"]


def test_the_baseline_is_its_own_pace_and_thresholds_are_foretold_better_than_by_any_baseline() -> None:
    found = record()["record"]
    assert (found["pace_low"], found["pace_high"]) == (1.05, 1.3)
    told = found["in_sample"]
    assert told is not None
    assert told["gain"] is not None
    assert told["gain"] > 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_record_names_the_pace_and_no_deck(language: str) -> None:
    printed = "\n".join(backtest_lines(record(), language))
    assert ("1.05-1.3x a year" if language == "en" else "每年 1.05–1.3 倍") in printed
    assert not [word for word in ("deck", "演示稿") if word in printed]


@pytest.mark.no_cover
def test_a_pace_of_another_kind_costs_a_forecast_its_worth() -> None:
    prices = {name: each for name, each in solar().series.items() if name == "module-price"}
    only = replace(solar(), series=prices, conditions={})
    own, decks = (
        backtest_thesis(thesis, DAY)["overall"] for thesis in (only, replace(only, pace=read_thesis().pace))
    )
    assert own is not None
    assert decks is not None
    assert decks["crps"]["this method"] > 5 * own["crps"]["this method"]


# What a second thesis asked of the format


def test_words_are_a_paraphrase_in_the_language_of_the_source_and_a_translation_in_the_other() -> None:
    text = solar().claims["makers-run-larger-factories"].text
    assert (text.en_status, text.zh_status) == (TextStatus.PARAPHRASE, TextStatus.TRANSLATION)
    deck = next(each for each in read_thesis().claims.values() if each.layer is Layer.CURATOR).text
    assert (deck.zh_status, deck.en_status) == (TextStatus.PARAPHRASE, TextStatus.TRANSLATION)


def test_a_pace_that_is_no_progress_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "solar"
    shutil.copytree(SOLAR, folder)
    head = folder / "thesis.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace("low: 1.05", "low: 0.9"), encoding="utf-8")
    with pytest.raises(BadDataError, match=r"thesis\.yaml:\d+:\d+: CC010 a pace of 0.9 is no progress"):
        read_thesis(folder)


# Its page


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "solar.html"
    file.write_text(page(solar(), compile_answers(solar(), DAY)), encoding="utf-8")
    return file


def test_the_page_is_its_own(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    assert "Making panels makes panels cheap" in text
    assert not [word for word in ("算力", "inference cost", "agent-economy") if word in text]


@pytest.mark.no_cover
@pytest.mark.browser
def test_the_page_opens_shows_every_view_and_asks_for_nothing(browser: Browser, written: Path) -> None:
    with Visit(browser, written, "#n=cheapest-new-power&view=trace&lang=en") as visit:
        assert "viable since 2021" in visit.panel()
        for view in ("map", "table", "evidence", "compare"):
            visit.go(f"#n=cheapest-new-power&view={view}&lang=en")
        visit.go("#view=table&lang=en")
        places = visit.page.eval_on_selector_all(
            "td:nth-child(6)", "cells => cells.map((cell) => cell.textContent)"
        )
        quoted = [place for place in places if place]
        assert quoted == sorted(quoted, key=lambda place: int(place[1:]))
        visit.go("#n=evening-solar&view=trace&lang=zh")
        assert "储能成本" in visit.panel()
        assert visit.page.inner_text("#status").count("入夜后的光伏电") == 1
        assert visit.quiet()
