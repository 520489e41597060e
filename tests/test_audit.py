"""The ten questions of the audit: what each finds against a thesis, leaves open and lets stand."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.audit import QUESTIONS, audit
from causal_compute.audit.against_data import compared
from causal_compute.audit.falsifiers import brier
from causal_compute.audit.notes import Note
from causal_compute.cli import cli
from causal_compute.model import Claim, ClaimKind, Layer, Thesis
from causal_compute.outlook.booms import booms
from causal_compute.quantity import Quantity, parse_date
from causal_compute.readers import read_thesis
from tests import theses
from tests.theses import agents, all_of, claim, cut, gated, make_thesis, series

DAY, FOLDER = date(2026, 1, 1), str(Path(__file__).parent / "fixtures" / "small")
SMALL, DECK, DECK_DAY = read_thesis(FOLDER), read_thesis(), date(2026, 11, 25)
DECK_AUDIT = audit(DECK, DECK_DAY)
HAN = re.compile(r"[\u4e00-\u9fff]")


def figures(words: str) -> Quantity:
    """Return "5..10 fold/year" or "40 percent" as a quantity."""
    number, unit = words.split(" ", 1)
    low, _, high = number.partition("..")
    return Quantity(low=float(low), high=float(high or low), unit=unit)


def said(words: str, name: str = "c", of: str = "x", when: str | None = None) -> Claim:
    """Return a claim of the document with a figure; with a day it is a forecast."""
    kind = ClaimKind.TREND if when is None else ClaimKind.FORECAST
    plain = replace(claim(name, "root", of), causes=None, modality=None, kind=kind)
    return replace(plain, quantity=figures(words), when=None if when is None else parse_date(when))


def spoken(claims: Claim | list[Claim], *statements: str, variables: tuple[str, ...] = ()) -> Thesis:
    """Return claims, and statements on `c` of June 2025: e, f, g by one voice and h by another."""
    made = {}
    for name, words in zip("efgh", statements, strict=False):
        stance, _, figure = words.partition(" ")
        plain = theses.evidence(name, "c", stance, "2025-06-01", "office" if name == "h" else "lab")
        made[name] = replace(plain, quantity=figures(figure), scope=plain.text) if figure else plain
    claims = claims if isinstance(claims, list) else [claims]
    return replace(make_thesis(claims=claims, variables=variables), evidence=made)


def falsified(value: float, by: str, *, outcome: bool | None = None) -> Thesis:
    """Return a claim (belief 0.65) that falls if `s`, 3 since 2024, reaches `value`; or as it was entered."""
    measured, entered = (
        replace(each, frozen_on=date(2023, 2, 1)) for each in SMALL.claims["light-cost-falls"].falsifiers
    )
    term = replace(measured, value=value, by=parse_date(by), series="s")
    if outcome is not None and entered.outcome is not None:
        known = replace(entered.outcome, refuted=outcome, date=parse_date(by))
        term = replace(entered, by=parse_date(by), outcome=known)
    falls = replace(claim("c", "root", "x"), falsifiers=(term,))
    return make_thesis(claims=[falls], curves=[series("s", [("2024-01-01", 3.0)])])


def ids(note: Note) -> list[str]:
    return [*note["claims"], *note["variables"], *note["evidence"], *note["series"]]


def noted(thesis: Thesis, question: str | None = None, as_of: date = DAY) -> list[str]:
    """Return each note as "severity ids: figures", the part of it that can be reckoned by hand."""
    notes = audit(thesis, as_of, question)["notes"]
    reckoned = [" ".join(f"{value:g}" for value in note["figures"].values()) for note in notes]
    return [f"{n['severity']} {' '.join(ids(n))}: {f}".strip() for n, f in zip(notes, reckoned, strict=True)]


EACH, DATA, HOPS = "numbers-against-each-other", "numbers-against-data", "unsupported-hops"
PLAIN, EVERY = claim("c", "root", "x"), replace(claim("c", "root", "x"), universal=True)
OURS = [claim("a", "root", "x"), replace(gated("c", "x", "app"), layer=Layer.CURATOR)]
TWO = [claim("a", "root", "x"), claim("b", "data", "y"), gated("g", all_of("x", "y"), "app")]
ROOTS = ("root: data", "app: app")
BOOM = replace(claim("every-boom", "compute", "!ability"), universal=True)
BOOMED = replace(agents(), claims={**agents().claims, BOOM.id: BOOM})  # its gate is crossed on 2025-05-22
EARLY, FITS, LATE = (  # 89 days before, 365 and 375 after
    replace(BOOMED, events=(theses.event("e", "agents", "boom", day),))
    for day in ("2025-02-22", "2026-05-22", "2026-06-01")
)
RATE, GPU, SOON, DUE = (
    said("5..10 fold/year", "r"),
    said("40 percent"),
    *(said("5 days", when=year) for year in ("2026", "2025")),
)
NEED, CAPEX = said("1 trillion USD", "need"), said("4000..4500 100M USD", "capex")
FRESH = series("new", [("2025-01-01", 1.0)])  # 365 days old, "old" 366; twelve months are 365.25
AGED = make_thesis(curves=[series("old", [("2024-12-31", 1.0)]), FRESH])
SEEN, K = theses.observation("o", "k", "2024-01-01"), theses.condition("k", "x")
LONG_AGO = make_thesis(conditions=[K], observations=[SEEN], curves=[FRESH])
CASES = {
    "other root": ("only-root", spoken(TWO, variables=ROOTS), "against app data:"),
    "no chain": ("only-root", spoken(gated("g", "data", "app"), variables=ROOTS), "against app:"),
    "one root": ("only-root", agents(), "holds agents:"),
    "counter": ("universal-claims", spoken(EVERY, "contradicts"), "against c e:"),
    "no counter": ("universal-claims", spoken(EVERY, "supports", "qualifies"), "open c:"),
    "not every": ("universal-claims", spoken(PLAIN, "contradicts"), ""),
    "early boom": ("universal-claims", EARLY, "against every-boom agents: -2.9"),
    "boom in time": ("universal-claims", FITS, "open every-boom:"),
    "late boom": ("universal-claims", LATE, "against every-boom agents: 12.3"),
    "curator": (HOPS, spoken(OURS, variables=ROOTS), "against c app: 2 1 1 1"),
    "backed": (HOPS, spoken(OURS, "supports", variables=ROOTS), "holds app: 2 1 1 0"),
    "no voice": ("one-source", spoken(PLAIN, "contradicts"), "open c:"),
    "one voice": ("one-source", spoken(PLAIN, "supports", "supports"), "open c e f:"),
    "what qualifies does not support": ("one-source", spoken(PLAIN, "supports", "qualifies"), "open c e:"),
    "two voices": ("one-source", spoken(PLAIN, *["supports"] * 4), "holds c:"),
    # 5 and 10 to the power of 1.5; log 40 / log 10 and log 900 / log 5
    "18 months": (EACH, spoken([RATE, said("18 months", "lag")]), "open r lag: 11.18 31.62"),
    "no period": (EACH, spoken([RATE, said("40..900 fold", "fall")]), "against r fall: 1.6 4.23"),
    "sums": (EACH, spoken([NEED, CAPEX]), "open need capex: 1000 425"),
    "near sums": (EACH, spoken([said("0.8 trillion USD"), CAPEX]), ""),
    "strangers": (EACH, spoken([NEED, said("1 billion USD", of="y")]), ""),
    "outside": (DATA, spoken(GPU, "contradicts 58 percent"), "against c e: 40 40 58 58"),
    "scope": (DATA, spoken(GPU, "qualifies 58 percent"), "open c e: 40 40 58 58"),
    "inside": (DATA, spoken(GPU, "supports 39 percent"), "holds c e: 40 40 39 39"),
    "unit": (DATA, spoken(GPU, "supports 39 USD"), "open c:"),
    "scopes": ("scopes", spoken(GPU, "supports 39 percent", "qualifies 58 percent"), "against c e f:"),
    "one scope": ("scopes", spoken(GPU, "supports 39 percent", "qualifies 39 percent"), ""),
    "undated": ("forecasts", spoken(replace(GPU, kind=ClaimKind.FORECAST)), "open c:"),
    "running": ("forecasts", spoken(SOON), "open c:"),
    "overtaken": ("forecasts", spoken(SOON, "supports 9 days"), "against c e:"),
    "due": ("forecasts", spoken(DUE, "qualifies 5 days"), "open c:"),
    "wrong": ("forecasts", spoken(DUE, "supports 9 days"), "against c e:"),
    "right": ("forecasts", spoken(DUE, "supports 5 days"), "holds c e:"),
    "old and new": ("stale-data", AGED, "open old: 12; holds new:"),
    "seen long ago": ("stale-data", LONG_AGO, "open x: 24; holds new:"),
    # believed 0.65: 0.65 squared and 0.35 squared
    "refuted": ("falsifiers", falsified(3, "2025"), "against c s: 0.65 0.4225; against : 0.4225 1"),
    "stood": ("falsifiers", falsified(4, "2025"), "holds c s: 0.65 0.1225; holds : 0.1225 1"),
    "in sample": (
        "falsifiers",
        falsified(4, "2025", outcome=True),
        "against c: 0.65 0.4225; open : 0.4225 1",
    ),
    "to come": ("falsifiers", falsified(3, "2026-01-02"), "open c s:"),
}


@pytest.mark.parametrize(("question", "thesis", "notes"), CASES.values(), ids=CASES)
def test_a_question_finds_what_can_be_reckoned_by_hand(question: str, thesis: Thesis, notes: str) -> None:
    day = date(2026, 6, 2) if question == "universal-claims" else DAY  # after the last boom
    assert "; ".join(noted(thesis, question, day)) == notes


def test_a_falsifier_that_nobody_has_decided_is_open_even_when_it_is_due() -> None:
    silent = replace(falsified(3, "2025"), series={"s": series("s", [("2026-06-01", 3.0)])})
    entered = falsified(3, "2025", outcome=True)  # on the last day of 2025; frozen on 2023-02-01
    assert noted(silent, "falsifiers") == ["open c s:"]
    assert noted(entered, "falsifiers", date(2025, 12, 30)) == ["open c:"]
    assert noted(entered, "falsifiers", date(2023, 1, 31)) == []


def test_the_surer_a_refuted_belief_the_worse_its_score() -> None:
    assert [brier(0.9, refuted=each) for each in (True, False)] == pytest.approx([0.81, 0.01])


@pytest.mark.parametrize(
    ("document", "data", "how"),
    [
        ("5..10 fold/year", "5..10 fold/year", "inside"),
        ("5..10 fold/year", "9..900 fold/year", "overlapping"),
        ("5..10 fold/year", "11..12 fold/year", "outside"),
        ("40 percent", "36..44 percent", "inside"),
        ("40 percent", "35.9 percent", "outside"),
        ("40 percent", "44..45 percent", "overlapping"),
        ("4000..4500 100M USD", "400..450 billion USD", "inside"),
        ("4000..4500 100M USD", "630..660 billion USD", "outside"),
        ("40..900 fold", "280 percent", None),
        ("18 months", "18 USD", None),
    ],
)
def test_two_figures_compare_within_one_dimension(document: str, data: str, how: str | None) -> None:
    assert compared(figures(document), figures(data)) == how


@settings(max_examples=100)
@given(low=st.floats(-1e6, 1e6), more=st.floats(0, 1e6), unit=st.sampled_from(["percent", "100M USD"]))
def test_every_figure_lies_inside_itself(low: float, more: float, unit: str) -> None:
    one = Quantity(low=low, high=low + more, unit=unit)
    assert compared(one, one) == "inside"


@pytest.mark.parametrize("rate", ["1..10 fold/year", "0.5..2 fold/year", "0..10 fold/year"])
def test_a_rate_that_may_be_none_takes_no_years_below_zero(rate: str) -> None:
    assert "-" not in " ".join(noted(spoken([said(rate, "r"), said("40..900 fold", "fall")]), EACH))


def test_a_sum_that_may_be_nothing_is_no_fault_of_the_program() -> None:
    assert noted(spoken([said("0 billion USD", "none"), NEED]), EACH) == []


SUMS = [("4 100M USD", "4", "0.4"), ("425 100M USD", "425", "42.5"), ("500 billion USD", "5000", "500")]


@pytest.mark.parametrize(("figure", "zh", "en"), SUMS)
def test_a_sum_is_told_as_it_is_in_both_languages(figure: str, zh: str, en: str) -> None:
    (note,) = audit(spoken([said(figure, "one"), NEED]), DAY, EACH)["notes"]
    assert f"是 {zh} 亿美元" in re.sub(r"(?<=\d),(?=\d)", "", note["text"]["zh"])
    assert f" is {en} billion USD" in note["text"]["en"]


def test_the_data_of_a_price_end_where_its_market_ends_not_where_the_price_last_fell() -> None:
    market = theses.offers("market", [("2024-01-01", "a", 5.0, 60.0), ("2025-12-01", "b", 9.0, 70.0)])
    thesis = make_thesis(curves=[theses.level("price", market, 50)])
    assert noted(replace(thesis, offers={"market": market}), "stale-data") == ["holds price:"]


def test_a_thesis_whose_data_are_all_old_has_none_that_hold() -> None:
    old = make_thesis(curves=[series("old", [("2020-01-01", 1.0)])])
    assert not any(note.startswith("holds") for note in noted(old, "stale-data"))


# The deck, and what its readers know


TOLD = {
    "Epoch has 9 to 900 a year": "commodity-tiers-fall-40-to-900-fold nine-to-900-a-year",
    "630 billion and more": "data-centre-capex-2026 guidance-overtook-the-forecast",
    "39 or 58 %": "gpus-are-40-percent-of-a-cluster gpus-39-percent-of-capex compute-58-percent-of-a-rack",
    "or 60 %": "gpus-are-40-percent-of-a-cluster servers-60-percent-of-tco",
    "coding came first": "every-boom-is-a-threshold-crossed coding-assistants",
    "companions came first": "every-boom-is-a-threshold-crossed ai-companions",
}


@pytest.mark.parametrize("names", TOLD.values(), ids=TOLD)
def test_the_deck_is_told_what_speaks_against_it(names: str) -> None:
    against = [note for note in DECK_AUDIT["notes"] if note["severity"] == "against"]
    assert any(set(names.split()) <= {*ids(note)} for note in against)


def test_most_applications_of_the_deck_stand_on_more_than_compute() -> None:
    told = [n for n in DECK_AUDIT["notes"] if n["question"] == "only-root" and len(n["variables"]) > 1]
    assert len(told) > sum(each.kind == "application" for each in DECK.variables.values()) / 2


def test_pictures_were_cheap_two_years_before_they_boomed_and_thresholds_that_knew_are_marked() -> None:
    found = {boom["application"]: boom for boom in booms(DECK, DECK_DAY, foretell=False)}
    pictures = found["image-generation"]
    assert (pictures["first"], (pictures["first_lead"] or 0) > 24) == ("image-cheap-enough", True)
    assert [found[name]["verdict"] for name in ("coding-assistants", "ai-companions")] == ["boom-first"] * 2
    assert {name for name, boom in found.items() if boom["in_sample"]} >= {"agent-economy", "chat-assistants"}


def test_every_note_names_what_it_rests_on_in_both_languages() -> None:
    facts = (DECK.claims, DECK.variables, DECK.evidence, DECK.series)
    for note in DECK_AUDIT["notes"]:
        for key, known in zip(("claims", "variables", "evidence", "series"), facts, strict=True):
            assert set(note[key]) <= known.keys()  # type: ignore[literal-required]  # one of its own keys
        counted = set(note["figures"]) == {"brier", "count"} or note["text"]["en"].endswith("12 months")
        assert ids(note) or counted, note
        assert HAN.search(note["text"]["zh"])
        assert not HAN.search(re.sub("“[^”]*”", "", note["text"]["en"])), note


def test_the_counts_are_those_of_the_notes() -> None:
    for severity, count in DECK_AUDIT["counts"].items():
        assert count == sum(note["severity"] == severity for note in DECK_AUDIT["notes"])
    assert [*dict.fromkeys(note["question"] for note in DECK_AUDIT["notes"])] == [*QUESTIONS]


@pytest.mark.parametrize("day", ["2024-06-30", "2025-08-15"])
def test_nothing_dated_later_is_used(day: str) -> None:
    as_of, claims = date.fromisoformat(day), dict(DECK.claims)
    for key, each in claims.items():
        terms = (t for t in each.falsifiers if t.outcome is None or t.outcome.date.latest <= as_of)
        late = (
            replace(t, outcome=None) for t in each.falsifiers if t.outcome and t.outcome.date.latest > as_of
        )
        claims[key] = replace(each, falsifiers=(*terms, *late))
    assert audit(replace(cut(DECK, as_of), claims=claims), as_of) == audit(DECK, as_of)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["audit", "--thesis", FOLDER, "--as-of", "2026-11-22", *words])
    return done.exit_code, done.output


def test_one_question_may_be_asked_alone_and_an_unknown_one_is_told_what_there_is() -> None:
    whole, alone = (json.loads(run("--json", *words)[1]) for words in ([], ["--only", "stale-data"]))
    assert alone["notes"] == [note for note in whole["notes"] if note["question"] == "stale-data"]
    code, told = run("--only", "weather")
    assert (code, [name for name in QUESTIONS if name not in told]) == (2, [])


def test_what_is_left_out_is_not_heard_and_an_unknown_name_is_an_error() -> None:
    assert "Candles did not get" not in run("--without", "book-office", "--only", "universal-claims")[1]
    assert "Candles did not get" in run("--only", "universal-claims")[1]
    assert run("--without", "nobody") == (1, "causal-compute: nothing in the graph answers to 'nobody'\n")
