# ruff: noqa: E501 - a row of a table is one line
"""A thesis without some of what is said in it, by every kind of name, and what that does to belief."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.assessment import beliefs
from causal_compute.errors import NothingFoundError
from causal_compute.model import (
    Comparator,
    Cost,
    Derivation,
    Event,
    EventKind,
    Falsifier,
    Layer,
    Level,
    Offer,
    Offers,
    Outcome,
    Seen,
    Series,
    Source,
    Thesis,
)
from causal_compute.quantity import Quantity, parse_date
from causal_compute.selection import VOICES, without
from causal_compute.timeline import standing
from tests.theses import NO_TEXT, claim, condition, evidence, make_thesis, observation, point

DAY = date(2026, 1, 1)


def source(name: str) -> Source:
    return Source(id=name, title=name, publisher="p", url="https://example.org", seen=Seen.PRIMARY)


def event(name: str, of: str) -> Event:
    kept = {"application": "school", "text": NO_TEXT, "seen": Seen.PRIMARY, "date": parse_date("2024")}
    return Event(id=name, kind=EventKind.BOOM, source=of, **kept)  # type: ignore[arg-type]  # a table of what is the same


def shop(*rows: tuple[str, str, float, str]) -> Offers:
    made = tuple(
        Offer(date=parse_date(when), label=label, cost=cost, score=9.0, source=of, seen=Seen.PRIMARY)
        for when, label, cost, of in rows
    )
    return Offers(id="lamps", label=NO_TEXT, cost_unit="USD", score_unit="1", offers=made)


def curve(
    name: str, *points: tuple[str, float, str], unit: str = "USD", how: Derivation | None = None
) -> Series:
    made = tuple(replace(point(when, value), source=of) for when, value, of in points)
    return Series(id=name, label=NO_TEXT, unit=unit, points=made, derivation=how)


def whole() -> Thesis:
    """Return claims of the author, the curator and the record, and facts from a survey and a register."""
    made = make_thesis(
        claims=[
            claim("light", "power", "light", quotes=2),
            claim("books", "light", "books", layer=Layer.CURATOR),
            claim("school", "books", "school"),
            claim("on-record", "books", "shops", layer=Layer.EVIDENCE),
        ],
        conditions=[condition("cheap", "light", "<= 3 (2..4)", series="price", unit="USD"), condition("many", "books")],
        curves=[curve("price", ("2021", 5.0, "survey"), ("2022", 2.0, "register")), curve("fee", ("2021", 1.0, "register"))],
        observations=[
            replace(observation("few", "many", "2021", met=False), source="register"),
            replace(observation("enough", "many", "2023"), source="survey"),
        ],
    )  # fmt: skip
    said = [
        replace(evidence("cheaper-light", "light", "supports", "2022", "lamp-office"), source="survey"),
        replace(evidence("dearer-light", "light", "contradicts", "2023", "shop", Seen.SECONDARY), source="register"),
        replace(evidence("only-towns", "light", "qualifies", "2023", "shop"), source="register"),
        replace(evidence("more-books", "books", "supports", "2024", "shop", Seen.SECONDARY), source="survey"),
    ]  # fmt: skip
    return replace(
        made,
        sources={name: source(name) for name in ("survey", "register", "unused")},
        offers={"lamps": shop(("2021", "carbon", 5.0, "survey"), ("2022", "wire", 2.0, "register"))},
        events=(event("launch", "survey"), event("boom", "register")),
        evidence={each.id: each for each in said},
    )


WHOLE = whole()


def inside(thesis: Thesis) -> set[str]:
    """Return all that is said in a thesis, each thing by a name of its own."""
    named = {"claim": thesis.claims, "evidence": thesis.evidence, "mute": thesis.muted}
    named |= {"event": [each.id for each in thesis.events], "seen": [each.id for each in thesis.observations]}
    named["measure"] = [name for name, each in thesis.conditions.items() if each.measure is not None]
    named["offer"] = [one.label for each in thesis.offers.values() for one in each.offers]
    for name, each in thesis.series.items():
        named[name] = [one.date.verbatim for one in each.points]
    return {f"{kind}:{name}" for kind, names in named.items() for name in names}


SURVEY = "evidence:cheaper-light evidence:more-books price:2021 offer:carbon seen:enough event:launch"
REGISTER = "evidence:dearer-light evidence:only-towns price:2022 fee:2021 offer:wire seen:few event:boom"
SHOP = "evidence:dearer-light evidence:only-towns evidence:more-books"
KINDS = [
    pytest.param("light", "claim:light", id="a claim"),
    pytest.param("cheaper-light", "evidence:cheaper-light", id="evidence"),
    pytest.param("shop", SHOP, id="a group, whatever it said and wherever it was read"),
    pytest.param("survey", SURVEY, id="a source, and every fact that comes from it"),
    pytest.param("survey register", f"{SURVEY} {REGISTER}", id="both sources, and all facts"),
    pytest.param("unused", "", id="a source of nothing"),
    pytest.param("price", "price:2021 price:2022", id="a series"),
    pytest.param("few", "seen:few", id="an observation"),
    pytest.param("boom", "event:boom", id="an event"),
    pytest.param("cheap", "measure:cheap", id="a condition with a measure"),
    pytest.param("many", "seen:few seen:enough", id="a condition that was only observed"),
    pytest.param("author", "claim:school", id="the author: of light there is evidence, of the school none"),
    pytest.param("curator", "", id="the curator: a shop still speaks for books"),
    pytest.param("curator shop", f"{SHOP} claim:books", id="all who speak for books"),
    pytest.param("curator survey", f"{SURVEY} claim:books", id="the curator, and the source of the only evidence"),
    pytest.param("author cheaper-light dearer-light", "claim:light claim:school evidence:cheaper-light evidence:dearer-light", id="what only qualifies speaks for nobody"),
    pytest.param("author lamp-office", "claim:light claim:school evidence:cheaper-light", id="what only contradicts speaks for nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "gone"), KINDS)
def test_what_is_named_goes_with_what_nobody_speaks_for_and_all_else_stays(names: str, gone: str) -> None:
    muted = {f"mute:{name}" for name in names.split() if name in VOICES}
    assert inside(without(WHOLE, names.split())) == inside(WHOLE) - set(gone.split()) | muted


@pytest.mark.parametrize("name", ["nobody", "power", "", "Light", "s"])
def test_a_name_of_nothing_that_is_said_finds_nothing_and_removes_nothing(name: str) -> None:
    for names in ([name], ["light", name], [name, "author", name]):
        with pytest.raises(NothingFoundError) as caught:
            without(WHOLE, names)
        assert caught.value.name == name


def test_of_many_unknown_names_the_same_one_is_told_in_any_order() -> None:
    for names in (["zeta", "alpha"], ["alpha", "zeta"]):
        with pytest.raises(NothingFoundError, match="'alpha'"):
            without(WHOLE, names)


def test_without_nothing_a_thesis_is_the_same_object() -> None:
    assert without(WHOLE, []) is without(WHOLE, iter(())) is without(WHOLE, frozenset()) is WHOLE


NAMES = [
    *WHOLE.claims, *WHOLE.evidence, *WHOLE.sources, *WHOLE.series, *WHOLE.conditions, *VOICES, "few", "boom", "shop",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5))
def test_neither_order_nor_repetition_of_names_matters_and_nothing_is_added(names: list[str]) -> None:
    left = without(WHOLE, names)
    assert without(WHOLE, sorted(names * 2)) == without(WHOLE, iter(names[::-1])) == left
    assert inside(left) - {f"mute:{name}" for name in VOICES} <= inside(WHOLE)
    assert [*left.claims] == [name for name in WHOLE.claims if name in left.claims]


def test_a_thesis_is_left_as_it_was() -> None:
    without(WHOLE, NAMES)
    assert whole() == WHOLE


# light: author 0.2 + 0.15 ** 2, lamp office 0.05 + 0.2, and the shop, retold, against it: 0.1 + 0.3
# books: curator 0.3 + 0.2, and the shop, retold, for it
AUTHOR, OFFICE, RETOLD, CURATOR = 0.2225, 0.25, 0.4, 0.5
BELIEFS = [
    pytest.param("unused", (1 - AUTHOR * OFFICE) * RETOLD, 1 - CURATOR * RETOLD, id="as it is"),
    pytest.param("lamp-office", (1 - AUTHOR) * RETOLD, 1 - CURATOR * RETOLD, id="one voice fewer for light"),
    pytest.param("shop", 1 - AUTHOR * OFFICE, 1 - CURATOR, id="a voice against one and for the other"),
    pytest.param("author", (1 - OFFICE) * RETOLD, 1 - CURATOR * RETOLD, id="no author"),
    pytest.param("curator", (1 - AUTHOR * OFFICE) * RETOLD, 1 - RETOLD, id="no curator"),
    pytest.param("survey", (1 - AUTHOR) * RETOLD, 1 - CURATOR, id="no survey: two voices lose their word"),
    pytest.param("only-towns", (1 - AUTHOR * OFFICE) * RETOLD, 1 - CURATOR * RETOLD, id="what qualifies never counted"),
    pytest.param("author shop", 1 - OFFICE, 1 - CURATOR, id="the lamp office alone"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "light", "books"), BELIEFS)
def test_beliefs_are_those_of_the_voices_that_are_left(names: str, light: float, books: float) -> None:
    found = beliefs(without(WHOLE, names.split()))
    assert (found["light"], found["books"]) == pytest.approx((light, books))


def test_what_is_left_out_is_left_out_on_every_day() -> None:
    left = without(WHOLE, ["cheaper-light"])
    assert beliefs(left, date(2022, 12, 31))["light"] == pytest.approx(1 - AUTHOR)
    assert beliefs(left, date(2023, 12, 31))["light"] == pytest.approx((1 - AUTHOR) * RETOLD)


STANDINGS = [
    pytest.param("unused", "met", "met", id="as it is"),
    pytest.param("register", "unmet", "met", id="the price that met it is not known"),
    pytest.param("survey", "met", "unmet", id="the observation that met it is not known"),
    pytest.param("survey register", "unknown", "unknown", id="no fact is left"),
    pytest.param("price", "unknown", "met", id="no series is left"),
    pytest.param("cheap", "unknown", "met", id="no measure is left"),
    pytest.param("many", "met", "unknown", id="no observation is left"),
    pytest.param("enough", "met", "unmet", id="one observation is left"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "cheap", "many"), STANDINGS)
def test_a_condition_stands_as_the_facts_that_are_left_say(names: str, cheap: str, many: str) -> None:
    left = without(WHOLE, names.split())
    found = {name: standing(each, left, DAY).status for name, each in left.conditions.items()}
    assert found == {"cheap": cheap, "many": many}


def test_a_derived_series_is_that_of_the_offers_that_are_left() -> None:
    """The wire lamp is the cheapest from the first day on; without it the carbon lamp, which came later, is."""
    lowest = curve("lowest", ("2021", 2.0, "register"), how=Level(offers="lamps", score=9.0))
    lamps = shop(("2021", "wire", 2.0, "register"), ("2022", "carbon", 5.0, "survey"))
    left = without(replace(WHOLE, offers={"lamps": lamps}, series={"lowest": lowest}), ["register"])
    assert [(each.date.verbatim, each.value) for each in left.series["lowest"].points] == [("2022", 5.0)]


@pytest.mark.parametrize("name", ["into", "out-of", "register"])
def test_without_one_of_its_prices_a_cost_is_not_known(name: str) -> None:
    tokens = Quantity(1e6, 1e6, "tokens/answer")
    how = Cost(price_in="into", price_out="out-of", tokens_in=tokens, tokens_out=tokens)
    made = [
        curve("into", ("2021", 1.0, "register"), unit="USD/Mtok"),
        curve("out-of", ("2022", 2.0, "survey"), unit="USD/Mtok"),
        curve("cost", ("2022", 3.0, "survey"), unit="USD/answer", how=how),
    ]
    left = without(replace(WHOLE, series={each.id: each for each in made}), [name])
    assert left.series["cost"].points == ()


def test_without_its_source_the_outcome_of_a_falsifier_is_not_known() -> None:
    day = parse_date("2024-01-01")
    outcome = Outcome(refuted=True, date=day, text=NO_TEXT, source="survey", seen=Seen.PRIMARY)
    falsifier = Falsifier(metric=NO_TEXT, comparator=Comparator.AT_MOST, value=1.0, unit="USD", by=day, frozen_on=date(2023, 1, 1), outcome=outcome)  # fmt: skip
    claims = {**WHOLE.claims, "school": replace(WHOLE.claims["school"], falsifiers=(falsifier,))}
    left = without(replace(WHOLE, claims=claims), ["survey"])
    assert left.claims["school"].falsifiers == (replace(falsifier, outcome=None),)
