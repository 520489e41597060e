"""The formulas of belief by hand, and how a claim's belief comes about."""

import doctest
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.assessment import ERROR_RATES, Statement, assess, beliefs, statements
from causal_compute.belief import Group, belief, chain_belief, group_error, noisy_or
from causal_compute.errors import NothingFoundError
from causal_compute.model import Layer, Seen
from causal_compute.selection import without
from tests.theses import claim, evidence, make_thesis

probabilities = st.floats(0, 1)
groups = st.builds(Group, n=st.integers(0, 5), syst=probabilities, rand=probabilities)


@pytest.mark.parametrize(
    ("n", "syst", "rand", "error"),
    [
        pytest.param(0, 0.05, 0.3, 1.0, id="silence supports nothing"),
        pytest.param(1, 0.05, 0.3, 0.35, id="one sentence"),
        pytest.param(2, 0.05, 0.3, 0.14, id="two sentences"),
        pytest.param(9, 0.05, 0.0, 0.05, id="no number of sentences mends a bias"),
        pytest.param(1, 0.9, 0.3, 1.0, id="capped"),
    ],
)
def test_a_group_errs_by_bias_and_by_accident(n: int, syst: float, rand: float, error: float) -> None:
    assert group_error(Group(n=n, syst=syst, rand=rand)) == pytest.approx(error)


def test_two_groups_are_wrong_only_together() -> None:
    first, second = Group(n=1, syst=0.1, rand=0.2), Group(n=2, syst=0.2, rand=0.3)
    assert belief([first, second]) == pytest.approx(1 - 0.3 * 0.29)


def test_what_speaks_against_discounts_what_speaks_for() -> None:
    for_it, against_it = Group(n=1, syst=0.1, rand=0.2), Group(n=1, syst=0.2, rand=0.3)
    assert belief([for_it], [against_it]) == pytest.approx(0.7 * 0.5)
    assert belief([]) == belief([], [against_it]) == 0.0


def test_a_chain_multiplies_and_alternatives_are_a_noisy_or() -> None:
    assert chain_belief([0.9, 0.8, 0.5]) == pytest.approx(0.36)
    assert chain_belief([]) == 1.0
    assert noisy_or([0.9, 0.8, 0.5]) == pytest.approx(0.99)
    assert noisy_or([]) == 0.0


@settings(max_examples=100, deadline=None)
@given(st.lists(probabilities, min_size=1, max_size=6))
def test_a_longer_chain_is_never_surer_and_another_way_never_less_sure(links: list[float]) -> None:
    assert chain_belief(links) <= chain_belief(links[1:])
    assert noisy_or(links) >= noisy_or(links[1:]) - 1e-12
    assert chain_belief(links) <= min(links) <= max(links) <= noisy_or(links) + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.lists(groups, max_size=4), st.lists(groups, max_size=2), groups)
def test_support_never_lowers_belief_and_opposition_never_raises_it(
    support: list[Group], opposition: list[Group], more: Group
) -> None:
    now = belief(support, opposition)
    assert 0.0 <= now <= 1.0
    assert belief([*support, more], opposition) >= now - 1e-12
    assert belief(support, [*opposition, more]) <= now + 1e-12


@pytest.mark.parametrize(
    ("layer", "quotes", "expected"),
    [
        pytest.param(Layer.THESIS, 1, 1 - (0.20 + 0.15), id="said once"),
        pytest.param(Layer.THESIS, 2, 1 - (0.20 + 0.15**2), id="said twice"),
        pytest.param(Layer.THESIS, 9, 0.80, id="said nine times: still one author"),
        pytest.param(Layer.CURATOR, 0, 1 - (0.30 + 0.20), id="inferred"),
        pytest.param(Layer.CURATOR, 3, 1 - (0.30 + 0.20), id="inferred from quotes"),
        pytest.param(Layer.EVIDENCE, 0, 1 - (0.05 + 0.20), id="on record"),
    ],
)
def test_the_layer_and_the_quotes_give_the_belief(layer: Layer, quotes: int, expected: float) -> None:
    made = claim("c", "x", "y", layer=layer, quotes=quotes)
    assert beliefs(make_thesis(claims=[made]))["c"] == pytest.approx(expected, abs=1e-6)


def test_the_same_place_quoted_twice_is_one_statement() -> None:
    once = claim("c", "x", "y", quotes=1)
    assert len(statements(replace(once, quotes=once.quotes * 2))) == 1


def test_the_kinds_of_voice_are_ranked_record_author_curator_and_each_says_why() -> None:
    alone = {kind: belief([Group(n=1, syst=rate.syst, rand=rate.rand)]) for kind, rate in ERROR_RATES.items()}
    assert alone["record"] > alone["author"] > alone["curator"]
    assert all(rate.why for rate in ERROR_RATES.values())


def test_the_explanation_shows_every_factor_of_the_belief() -> None:
    told = assess("c", statements(claim("c", "x", "y", quotes=2)))
    (step,) = told.steps
    assert (step.group, step.n, step.stance) == ("author", 2, "supports")
    assert step.error == pytest.approx(step.syst + step.rand**step.n)
    assert told.belief == pytest.approx(1 - step.error)


def test_what_public_evidence_says_is_weighed_by_group_and_counted_by_side_and_date() -> None:
    made = claim("c", "x", "y", quotes=1)
    thesis = make_thesis(claims=[made])
    said = {
        each.id: each
        for each in (
            evidence("a", "c", "supports", "2024-01-01", "lab"),
            evidence("b", "c", "supports", "2024-06-01", "lab", Seen.SECONDARY),
            evidence("d", "c", "contradicts", "2025-01-01", "office", Seen.SECONDARY),
            evidence("e", "c", "qualifies", "2024-01-01", "office"),
        )
    }
    whole = replace(thesis, evidence=said)
    author, lab_once, lab_twice, office = 0.20 + 0.15, 0.05 + 0.20, 0.05 + 0.20**2, 0.10 + 0.30
    for day, expected in {
        date(2023, 12, 31): 1 - author,
        date(2024, 1, 1): 1 - author * lab_once,
        date(2024, 6, 1): 1 - author * lab_twice,  # one group, at the rates of its most reliable statement
        date(2025, 1, 1): (1 - author * lab_twice) * office,
    }.items():
        assert beliefs(whole, day)["c"] == pytest.approx(expected)
    assert beliefs(whole) == beliefs(whole, date(2025, 1, 1))


def test_a_voice_that_is_left_out_is_not_listened_to_and_a_claim_nobody_makes_goes() -> None:
    made = [claim("c", "x", "y", quotes=1), claim("d", "x", "y", layer=Layer.CURATOR)]
    thesis = replace(
        make_thesis(claims=made), evidence={"a": evidence("a", "c", "supports", "2024-01-01", "lab")}
    )
    assert beliefs(without(thesis, ["author"])) == pytest.approx({"c": 0.75, "d": 0.5})
    assert beliefs(without(thesis, ["curator"])) == pytest.approx({"c": 1 - 0.35 * 0.25})
    assert beliefs(without(thesis, ["lab", "curator"])) == pytest.approx({"c": 0.65})
    assert without(thesis, ["author", "a"]).claims.keys() == {"d"}
    assert without(thesis, []) is thesis
    with pytest.raises(NothingFoundError, match="nobody"):
        without(thesis, ["nobody"])


def test_evidence_joins_as_groups_of_its_own_for_and_against() -> None:
    own = list(statements(claim("c", "x", "y")))
    record = Statement(claim="c", group="epoch", kind="record")
    other = replace(record, group="metr")
    against = replace(record, stance="contradicts")
    steps = [own, [*own, record], [*own, record, record], [*own, record, other]]
    rising = [assess("c", each).belief for each in steps]
    assert all(lower < higher for lower, higher in pairwise(rising))
    assert rising[3] == pytest.approx(1 - 0.35 * 0.25 * 0.25)
    assert assess("c", [*own, against]).belief == pytest.approx(0.65 * 0.25)


def test_the_examples_of_the_page_on_semantics_come_out_as_written() -> None:
    page = Path(__file__).parent.parent / "docs" / "semantics.md"
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (outcome.failed, outcome.attempted) == (0, 7)


def test_the_page_on_semantics_shows_the_table_of_error_rates_as_it_is() -> None:
    page = (Path(__file__).parent.parent / "docs" / "semantics.md").read_text(encoding="utf-8")
    for rate in ERROR_RATES.values():
        alone = belief([Group(n=1, syst=rate.syst, rand=rate.rand)])
        assert f"| {rate.syst:.2f} | {rate.rand:.2f} | {alone:.2f} |" in page
