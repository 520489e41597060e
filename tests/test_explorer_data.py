"""What the page is given about time, source, evidence and words, against hand and command line."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from causal_compute.answers.compile import compile_answers
from causal_compute.answers.document import Answer, Expectation
from causal_compute.cli import cli
from causal_compute.compiled import Compiled
from causal_compute.coverage import coverage
from causal_compute.explorer.beside import beside
from causal_compute.explorer.slides import Page, slides, split, units
from causal_compute.explorer.spoken import spoken
from causal_compute.explorer.tracks import Tracks, status_on, tracks
from causal_compute.model import NotAClaim, Quote, Slide, Thesis
from causal_compute.readers import read_thesis
from causal_compute.spans import Span
from causal_compute.timeline import epochs, standing
from causal_compute.traverse import prove
from tests.theses import DAY, agents, at_least, claim, condition, event, gated, make_thesis, series

if TYPE_CHECKING:
    from causal_compute.answers.parts import Text

SMALL = read_thesis(Path(__file__).parent / "fixtures" / "small")
DECK = read_thesis()
ANSWERS = compile_answers(DECK, DAY)
TRACKS = tracks(DECK, DAY, ANSWERS)
APPLICATIONS = [name for name, each in DECK.variables.items() if each.kind.value == "application"]
GATED = [name for name, answer in ANSWERS.items() if answer["tree"] is not None]


def tracked(thesis: Thesis, as_of: date = DAY, *layers: str) -> Tracks:
    return tracks(thesis, as_of, compile_answers(thesis, as_of, layers))


def run(*words: str) -> str:
    """Return what the command line prints of the deck as of the day of the tests."""
    result = CliRunner().invoke(cli, [*words] if "--as-of" in words else [*words, "--as-of", str(DAY)])
    assert result.exit_code == 0, result.output
    return result.stdout


def unspaced(words: str) -> str:
    return "".join(words.split())


# Time


def falling(*points: tuple[str, float], application: str = "app: shops") -> Thesis:
    """Return an application that needs a price of at most 10."""
    return make_thesis(
        variables=[application],
        conditions=[condition("cheap", "price", "<= 10 (5..15)", unit="USD")],
        curves=[series("cheap", points, unit="USD")],
        claims=[claim("root-price", "root", "-price"), gated("gate", "-price@cheap", "shops")],
    )


def test_a_track_has_an_entry_only_where_the_status_changes_and_may_go_back() -> None:
    found = tracked(
        falling(("2024-01-15", 30), ("2024-02", 20), ("2024-06-01", 9), ("2024-09-01", 8), ("2025-03-01", 12))
    )
    expected = [("2024-01-15", "unmet"), ("2024-06-01", "met"), ("2025-03-01", "unmet")]
    assert found["conditions"] == {"cheap": expected}
    assert found["gates"] == {"shops": expected}


def test_a_fact_changes_a_track_on_the_last_day_that_its_date_may_mean() -> None:
    assert tracked(falling(("2024-02", 9)))["gates"] == {"shops": [("2024-02-29", "met")]}


def test_nothing_after_the_day_that_was_asked_about_is_told() -> None:
    thesis = replace(
        falling(("2024-01-15", 30), ("2024-06-01", 9)),
        events=(event("e", "shops", "boom", "2024-05-31"), event("f", "shops", "retreat", "2024-06-01")),
    )
    found = tracked(thesis, date(2024, 5, 31))
    assert found["gates"] == {"shops": [("2024-01-15", "unmet")]}
    assert [each[:2] for each in found["series"]["cheap"]["points"]] == [("2024-01-15", 30)]
    assert [each[:3] for each in found["events"]] == [("2024-05-31", "shops", "boom")]


def test_a_condition_of_which_nothing_is_known_has_no_track_and_its_gate_an_empty_one() -> None:
    found = tracked(falling())
    assert (found["conditions"], found["gates"]) == ({}, {"shops": []})
    assert (found["from"], found["until"]) == ("2026-01-01", DAY.isoformat())


def test_a_gate_that_needs_no_fact_is_decided_from_the_first_day_of_all() -> None:
    thesis = make_thesis(variables=["app: shops"], claims=[gated("gate", at_least(2, "price"), "shops")])
    found = tracked(thesis)
    assert found["gates"] == {"shops": [("0001-01-01", "unmet")]}
    assert found["from"] == "2026-01-01"


def test_the_layers_of_the_answers_decide_what_is_known() -> None:
    found = tracked(agents(), DAY, "thesis")
    assert (found["conditions"], found["gates"]["agents"], found["bound"]) == ({}, [], {})
    assert tracked(agents())["gates"]["agents"] == [("2024-12-05", "unmet"), ("2025-05-22", "met")]


def test_a_curve_is_better_the_way_its_conditions_ask() -> None:
    found = tracked(agents())
    assert {name: each["better"] for name, each in found["series"].items()} == {
        "capable": "up",
        "cheap": "down",
    }
    both = make_thesis(
        conditions=[
            condition("less", "price", "<= 10", series="curve"),
            condition("more", "price", ">= 2", series="curve"),
        ],
        curves=[series("curve", [("2024-01-01", 3)])],
    )
    assert tracked(both)["series"]["curve"]["better"] is None


def test_what_a_condition_asks_of_its_curve_is_given_with_its_range() -> None:
    asked = {"series": "capable", "comparator": ">=", "threshold": 60, "low": 30, "high": 120}
    assert tracked(agents())["bound"]["capable"] == asked


def test_a_curve_in_another_unit_is_bound_to_nothing() -> None:
    thesis = falling(("2024-01-15", 30))
    other = replace(thesis, series={"cheap": series("cheap", [("2024-01-15", 30)], unit="USD/task")})
    found = tracked(other)
    assert (found["series"], found["bound"], found["conditions"]) == ({}, {}, {})


def expecting(**quantiles: str | None) -> dict[str, Answer]:
    """Return the answers of a price too high, its gate expected at these quantiles."""
    when: Expectation = {
        "p10": quantiles.get("p10"),
        "p50": quantiles.get("p50"),
        "p90": quantiles.get("p90"),
        "never": 0.2,
        "condition": "cheap",
        "data_until": "2024-01-15",
    }
    answers = compile_answers(falling(("2024-01-15", 10.1)), DAY)
    return {name: {**each, "expected": when if name == "shops" else None} for name, each in answers.items()}


@pytest.mark.parametrize(
    ("quantiles", "until"),
    [
        pytest.param({"p50": "2028-02-01", "p90": "2029-03-01"}, "2029-12-31", id="the end of p90's year"),
        pytest.param({"p10": "2027-05-01", "p50": "2028-02-01"}, "2028-12-31", id="no p90"),
        pytest.param({"p50": "2034-02-01", "p90": "2036-12-30"}, "2036-11-22", id="at most ten years"),
        pytest.param({"p50": "2026-01-01", "p90": "2026-11-01"}, "2026-11-22", id="was due"),
        pytest.param({}, "2026-11-22", id="no day"),
    ],
)
def test_what_is_worth_showing_ends_with_the_year_of_the_last_forecast(
    quantiles: dict[str, str], until: str
) -> None:
    found = tracks(falling(("2024-01-15", 10.1)), DAY, expecting(**quantiles))
    assert (found["from"], found["until"]) == ("2024-01-01", until)


def test_ten_years_after_a_leap_day_is_the_last_of_february() -> None:
    found = tracks(falling(("2024-01-15", 30)), date(2024, 2, 29), expecting(p90="2050-01-01"))
    assert found["until"] == "2034-02-28"


def test_forecasts_are_those_of_the_answers() -> None:
    expected = {name: each["expected"] for name, each in ANSWERS.items() if each["expected"] is not None}
    assert expected
    for name, when in expected.items():
        told = {key: when[key] for key in ("p10", "p50", "p90", "never")}
        assert TRACKS["expected"][name] == told
    points = set(TRACKS["expected"]) - set(expected)
    assert points
    for name in points:
        assert standing(DECK.conditions[name], DECK, DAY).status == "unmet"


def sampled() -> list[date]:
    """Return the first day of every 9th epoch and of every change of a gate, each with the day before it."""
    changes = {date.fromisoformat(day) for track in TRACKS["gates"].values() for day, _ in track}
    first = {*list(epochs(DECK))[::9], *changes}
    return sorted(day for each in first for day in (each, each - timedelta(days=1)) if day <= DAY)


def test_every_gate_stands_as_its_proof_says_on_every_sampled_day() -> None:
    assert len(sampled()) >= 25
    assert set(TRACKS["gates"]) == set(GATED)
    for name in GATED:
        track = TRACKS["gates"][name]
        for day in sampled():
            proof = prove(DECK, name, day)
            assert proof is not None
            assert status_on(track, day.isoformat()) == proof.status, (name, day)


def test_every_condition_stands_as_the_timeline_says_on_every_sampled_day() -> None:
    for name, asked in DECK.conditions.items():
        track = TRACKS["conditions"].get(name, [])
        for day in sampled():
            assert status_on(track, day.isoformat()) == standing(asked, DECK, day).status, (name, day)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("application", "day"),
    [
        ("coding-assistants", "2024-01-25"),
        ("deep-research", "2024-01-25"),
        ("autonomous-coding", "2025-02-24"),
        ("deep-research", "2025-02-24"),
        ("agent-economy", "2025-05-21"),
        ("on-device-assistants", "2025-05-21"),
    ],
)
def test_a_gate_stands_as_the_command_line_says(application: str, day: str) -> None:
    said = json.loads(run("why", application, "--as-of", day, "--json"))
    assert said["focus"][0]["id"] == application
    status = "unmet" if said["status"] == "expected" else said["status"]  # a kind of unmet
    assert status_on(TRACKS["gates"][application], day) == status


def test_the_commands_days_see_three_statuses() -> None:
    days = ("2024-01-25", "2025-02-24", "2025-05-21")
    stands = {status_on(track, day) for track in TRACKS["gates"].values() for day in days}
    assert stands == {"met", "unmet", "unknown"}


# The source


def said(page: Page, start: int, end: int) -> str:
    """Return a stretch of a slide as JavaScript cuts it: in UTF-16 code units."""
    return page["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def marked(pages: list[Page], claim_id: str) -> str:
    return unspaced(
        "".join(said(page, a, b) for page in pages for a, b, claims in page["marks"] if claim_id in claims)
    )


spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: (min(ends), max(ends)))


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(spans, max_size=3)))
def test_marks_never_overlap_and_each_place_has_all_the_claims_that_quote_it(
    quotes: Mapping[str, list[Span]],
) -> None:
    marks = split(quotes)
    places = [at for start, end, _ in marks for at in range(start, end)]
    assert places == sorted(set(places))
    names = {at: claims for start, end, claims in marks for at in range(start, end)}
    for at in range(13):
        covering = [name for name, found in quotes.items() if any(a <= at < b for a, b in found)]
        assert names.get(at, []) == covering
    edges = {edge for start, end, _ in marks for edge in (start, end)}
    assert edges == {
        edge for found in quotes.values() for span in found if span[0] < span[1] for edge in span
    }


@given(st.text())
def test_offsets_count_as_javascript_counts(text: str) -> None:
    whole = text.encode("utf-16-le", "surrogatepass")
    at = units(text)
    assert [whole[2 * a : 2 * b].decode("utf-16-le", "surrogatepass") for a, b in pairwise(at)] == [*text]
    assert 2 * at[-1] == len(whole)


def robots() -> Thesis:
    """Return two slides: "a🤖bc" with a claim on "a🤖b" and one on "bc", and "🤖de" with "de" left out."""
    first, second = claim("first", "root", "robots"), claim("second", "root", "robots")
    thesis = make_thesis(claims=[first, second])
    head = Quote(slide="A", exact="a\N{ROBOT FACE}b", start=0, end=3)
    tail = Quote(slide="A", exact="bc", start=2, end=4)
    name = Quote(slide="B", exact="\N{ROBOT FACE}", start=5, end=6)
    rest = Quote(slide="B", exact="de", start=6, end=8)
    return replace(
        thesis,
        source_text="a\N{ROBOT FACE}bc\n\N{ROBOT FACE}de",
        slides={
            each: Slide(id=each, first_line=line, last_line=line, title=each, title_en=each.lower())
            for line, each in enumerate("AB", 1)
        },
        claims={"first": replace(first, quotes=(head,)), "second": replace(second, quotes=(tail,))},
        variables={**thesis.variables, "robots": replace(thesis.variables["robots"], quotes=(name,))},
        not_claims=(NotAClaim(quote=rest, reason="letters"),),
    )


def test_words_that_two_claims_quote_are_a_mark_of_their_own() -> None:
    one, _ = slides(robots())
    assert one["marks"] == [(0, 3, ["first"]), (3, 4, ["first", "second"]), (4, 5, ["second"])]


def test_offsets_count_from_the_beginning_of_their_slide() -> None:
    _, two = slides(robots())
    assert (two["id"], two["title"], two["title_en"], two["text"]) == ("B", "B", "b", "\N{ROBOT FACE}de")
    assert two["names"] == [(0, 2, "robots")]
    assert two["left_out"] == [(2, 4, "letters")]
    assert two["marks"] == []
    assert two["tally"] == {"characters": 3, "encoded": 0, "left_out": 2, "uncovered": 1}


@pytest.mark.parametrize("thesis", [SMALL, DECK, robots()], ids=["small", "deck", "robots"])
def test_the_marks_of_a_claim_are_the_words_it_quotes(thesis: Thesis) -> None:
    pages = slides(thesis)
    for each in thesis.claims.values():
        quotes = sorted(set(each.quotes), key=lambda quote: quote.start)
        assert marked(pages, each.id) == unspaced("".join(quote.exact for quote in quotes)), each.id


@pytest.mark.parametrize("thesis", [SMALL, DECK, robots()], ids=["small", "deck", "robots"])
def test_names_and_what_is_left_out_are_the_words_of_their_quotes(thesis: Thesis) -> None:
    pages = slides(thesis)
    names = sorted((each, unspaced(said(page, a, b))) for page in pages for a, b, each in page["names"])
    assert names == sorted((v.id, unspaced(q.exact)) for v in thesis.variables.values() for q in v.quotes)
    left = sorted((each, unspaced(said(page, a, b))) for page in pages for a, b, each in page["left_out"])
    assert left == sorted((no.reason, unspaced(no.quote.exact)) for no in thesis.not_claims)


@pytest.mark.parametrize("thesis", [SMALL, DECK], ids=["small", "deck"])
def test_each_slide_is_covered_as_coverage_says(thesis: Thesis) -> None:
    for page, part in zip(slides(thesis), coverage(thesis).slides, strict=True):
        assert page["id"] == part.slide.id
        tally = page["tally"]
        assert (tally["characters"], tally["encoded"], tally["left_out"], tally["uncovered"]) == (
            part.tally.characters,
            part.tally.encoded,
            part.tally.left_out,
            part.tally.uncovered,
        )


# The evidence


def test_statements_stand_beside_their_claims_in_file_order_each_once() -> None:
    found = beside(SMALL, DAY)
    assert found["claims"] == {
        "light-cost-falls": ["lamps-got-cheap", "lamps-got-cheap-again", "candles-stayed-dear"],
        "reading-needs-light-and-books": ["candles-stayed-dear", "only-in-town"],
    }
    assert found["statements"]["lamps-got-cheap"] == {
        "stance": "supports",
        "text": {"zh": "灯价两年降了六成", "en": "Light fell by three fifths in two years"},
        "figure": "60 percent",
        "date": "2022-06",
        "day": "2022-06-30",
        "source": "lamp-survey",
        "group": "lamp-office",
        "seen": "primary",
        "scope": {"zh": "城里", "en": "in town"},
    }
    assert "scope" not in found["statements"]["only-in-town"]
    assert list(found["sources"]) == ["book-register", "lamp-survey"]


def test_a_statement_that_was_not_yet_made_is_not_told() -> None:
    assert beside(SMALL, date(2023, 12, 30))["claims"] == {"light-cost-falls": ["lamps-got-cheap"]}


def test_sources_that_the_page_has_already_are_left_out() -> None:
    assert list(beside(SMALL, DAY, known={"lamp-survey"})["sources"]) == ["book-register"]


def test_the_steps_of_a_belief_name_voice_stance_count_and_error() -> None:
    found = beside(SMALL, DAY)
    # the author errs at 0.2 + 0.15; two statements of the office, read as a record, at 0.05 + 0.2 ** 2
    assert found["steps"]["light-cost-falls"] == [
        ("author", "author", "supports", 1, 0.35),
        ("lamp-office", "record", "supports", 2, 0.09),
        ("book-office", "report", "contradicts", 1, 0.4),
    ]
    assert set(found["kinds"]) == {"author", "record", "report", "curator"}
    assert (found["kinds"]["record"]["syst"], found["kinds"]["record"]["rand"]) == (0.05, 0.2)
    assert set(found["steps"]) == set(SMALL.claims)


@pytest.mark.no_cover
def test_every_claim_has_the_statements_and_steps_that_evidence_shows() -> None:
    found, compiled = beside(DECK, DAY), Compiled()
    for name in DECK.claims:
        (side,) = compiled.evidence(name, DAY)[0]["claims"]
        assert side["id"] == name
        shown = [(each["id"], each["stance"], each["source"]) for each in side["statements"]]
        told = [(each, found["statements"][each]) for each in found["claims"].get(name, [])]
        assert [(each, entry["stance"], entry["source"]) for each, entry in told] == shown
        steps = [(s["group"], s["kind"], s["stance"], s["n"], s["error"]) for s in side["steps"]]
        assert found["steps"][name] == steps


def test_the_command_line_prints_the_same_statements() -> None:
    found = beside(DECK, DAY)
    for name in list(found["claims"])[::20]:
        printed: dict[str, Any] = json.loads(run("evidence", name, "--json"))
        (side,) = printed["claims"]
        assert [each["id"] for each in side["statements"]] == found["claims"][name]
        assert {each["source"] for each in side["statements"]} == set(printed["sources"])
        for each in side["statements"]:
            entry = found["statements"][each["id"]]
            assert (entry["stance"], entry["figure"], entry["date"]) == (
                each["stance"],
                each["figure"],
                each["date"]["verbatim"],
            )


# The words


def first_lines(*words: str, language: str) -> str:
    """Return the sentence that answers: what the command line prints before the first empty line."""
    return unspaced(run(*words, "--lang", language).split("\n\n")[0])


def under(heading: str, printed: str) -> str:
    """Return what stands under a heading, up to the next empty line."""
    _, found, rest = f"\n{printed}".partition(f"\n{heading}\n")
    return unspaced(rest.split("\n\n")[0]) if found else ""


@pytest.mark.no_cover
@pytest.mark.parametrize("application", APPLICATIONS)
def test_a_variable_speaks_as_the_command_line_does(application: str) -> None:
    found = spoken(ANSWERS[application])
    heads: dict[str, Text] = {
        "why": found["why"],
        "why-not": found.get("why-not", found["why"]),
        "impact": found["impact"],
        "fall": found.get("fall", found["impact"]),
    }
    asked = {
        "why": ["why", application],
        "why-not": ["why", "not", "yet", application],
        "impact": ["impact", application],
        "fall": ["impact", application, "--falls"],
    }
    for intent, words in asked.items():
        assert unspaced(heads[intent]["zh"]) == first_lines(*words, language="zh"), intent
        assert unspaced(heads[intent]["en"]) == first_lines(*words, language="en"), intent


@pytest.mark.parametrize("application", APPLICATIONS)
def test_what_it_hangs_on_reads_as_the_command_line_says(application: str) -> None:
    hangs = spoken(ANSWERS[application]).get("hangs-on", {"zh": "", "en": ""})
    zh, en = (run("why", application, "--lang", language) for language in ("zh", "en"))
    assert unspaced(hangs["zh"]) == under("它系于什么", zh)
    assert unspaced(hangs["en"]) == under("What it hangs on", en)


def test_what_is_shared_and_what_cuts_stand_on_lines_of_their_own() -> None:
    answers = compile_answers(agents(), DAY)
    assert spoken(answers["ability"])["hangs-on"]["en"].splitlines() == [
        "every chain from the root runs through: scaling",
        "taking away scaling cuts every chain from the root",
    ]
    assert "hangs-on" not in spoken(answers["compute"])


def test_a_question_that_is_answered_alike_is_left_out() -> None:
    answers = compile_answers(agents(), DAY)
    assert set(spoken(answers["agents"])) == {"why", "impact", "hangs-on"}  # nothing follows from a leaf
    fall = spoken(answers["price"])["fall"]
    assert fall["en"] == "price falling reaches 1 variables, 1 of them applications."


def test_all_of_it_is_json_and_the_same_each_time() -> None:
    def written() -> str:
        found = [TRACKS, slides(DECK), beside(DECK, DAY), [spoken(each) for each in ANSWERS.values()]]
        return json.dumps(found, ensure_ascii=False, allow_nan=False)

    assert written() == written()
    assert json.loads(written())
