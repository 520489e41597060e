"""What is known of a condition at a date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.model import Thesis
from causal_compute.timeline import UNKNOWN, Standing, epochs, shortfall, standing
from tests.theses import DAY, agents, condition, day, make_thesis, observation, point, series

CURVE = [
    ("2024-01-01", 1.0),
    ("2024-06-01", 7.0),
    ("2025-01-01", 3.0),
    ("2025-06", 8.0),
    ("2026-01-01", 12.0),
]


def rising(*points: tuple[str, float], rule: str = ">= 5 (2..10)") -> Thesis:
    return make_thesis(conditions=[condition("c", "x", rule)], curves=[series("c", points or CURVE)])


def at(thesis: Thesis, when: str) -> Standing:
    return standing(thesis.conditions["c"], thesis, date.fromisoformat(when))


@pytest.mark.parametrize(
    ("when", "status", "since", "easy", "strict", "value"),
    [
        pytest.param("2023-12-31", "unknown", None, None, None, None, id="before the first point"),
        pytest.param("2024-01-01", "unmet", None, None, None, 1.0, id="on the day of the first point"),
        pytest.param("2024-06-01", "met", "2024-06-01", "2024-06-01", None, 7.0, id="first crossing"),
        pytest.param("2025-01-01", "unmet", None, "2024-06-01", None, 3.0, id="lost; the easy end holds"),
        pytest.param("2025-06-29", "unmet", None, "2024-06-01", None, 3.0, id="a month counts at its end"),
        pytest.param("2025-06-30", "met", "2025-06", "2024-06-01", None, 8.0, id="met again, a new run"),
        pytest.param("2026-11-22", "met", "2025-06", "2024-06-01", "2026-01-01", 12.0, id="strict end too"),
    ],
)
def test_the_latest_point_decides_and_since_is_the_start_of_its_run(
    *, when: str, status: str, since: str | None, easy: str | None, strict: str | None, value: float | None
) -> None:
    now = at(rising(), when)
    written = [each and each.verbatim for each in (now.since, now.easy, now.strict)]
    assert (now.status, *written) == (status, since, easy, strict)
    assert getattr(now.fact, "value", None) == value
    assert (now.crossed is None) == (status != "met")
    assert now.crossed is None or now.crossed.date == now.since


def test_a_falling_measure_is_easiest_at_its_high_end() -> None:
    thesis = rising(("2024-01-01", 14.0), ("2024-02-01", 9.0), ("2024-03-01", 4.0), rule="<= 10 (5..15)")
    now = at(thesis, "2025-01-01")
    assert [each and each.verbatim for each in (now.easy, now.since, now.strict)] == [
        "2024-01-01",
        "2024-02-01",
        "2024-03-01",
    ]


def test_a_value_on_the_threshold_meets_it() -> None:
    assert at(rising(("2024-01-01", 5.0)), "2025-01-01").status == "met"
    assert at(rising(("2024-01-01", 5.0), rule="<= 5"), "2025-01-01").status == "met"


def test_an_observation_decides_where_there_is_no_number_and_speaks_for_both_ends() -> None:
    thesis = make_thesis(
        conditions=[condition("c", "x")],
        observations=[
            observation("no", "c", "2024-01-01", met=False),
            observation("yes", "c", "2025-01-01"),
            observation("other", "d", "2026-01-01", met=False),
        ],
    )
    assert at(thesis, "2024-12-31").status == "unmet"
    now = at(thesis, "2025-01-01")
    assert now.status == "met"
    assert now.since == now.easy == now.strict == day("2025-01-01")


def test_on_one_day_a_number_outweighs_words_and_the_lower_row_the_upper() -> None:
    thesis = replace(
        rising(("2024-01-01", 1.0), ("2024-01-01", 6.0)),
        observations=(observation("no", "c", "2024-01-01", met=False),),
    )
    assert at(thesis, "2024-01-01").fact == point("2024-01-01", 6.0)


def test_points_in_another_unit_are_not_compared() -> None:
    thesis = make_thesis(
        conditions=[condition("c", "x", ">= 5", unit="minutes")],
        curves=[series("c", CURVE, unit="seconds")],
    )
    assert at(thesis, "2026-11-22") == UNKNOWN


def test_a_condition_without_data_is_unknown_and_not_unmet() -> None:
    for each in (condition("c", "x"), condition("c", "x", ">= 5", series="missing")):
        thesis = make_thesis(conditions=[each])
        assert at(thesis, "2026-11-22") == UNKNOWN


@pytest.mark.parametrize(
    ("rule", "value", "factor"),
    [
        pytest.param(">= 60", 30.0, 2.0, id="half the ability"),
        pytest.param("<= 10", 25.0, 2.5, id="two and a half times the price"),
        pytest.param(">= 60", 61.0, 1.0, id="met"),
        pytest.param(">= 60", 0.0, float("inf"), id="nothing has no ratio"),
        pytest.param(">= 0", -1.0, float("inf"), id="nor has a threshold of nothing"),
    ],
)
def test_the_shortfall_is_the_factor_still_to_go(rule: str, value: float, factor: float) -> None:
    thesis = rising(("2024-01-01", value), rule=rule)
    assert shortfall(thesis.conditions["c"], at(thesis, "2025-01-01")) == factor


def test_an_observed_shortfall_has_no_factor() -> None:
    thesis = make_thesis(
        conditions=[condition("c", "x")], observations=[observation("no", "c", "2024-01-01", met=False)]
    )
    assert shortfall(thesis.conditions["c"], at(thesis, "2025-01-01")) == float("inf")


def test_the_epochs_are_the_days_on_which_facts_begin_to_count() -> None:
    thesis = replace(rising(("2024-02", 1.0), ("2025-01-01", 2.0)), series={**rising().series})
    assert [each.isoformat() for each in epochs(rising(("2024-02", 1.0), ("2025-01-01", 2.0)))] == [
        "2024-02-29",
        "2025-01-01",
    ]
    assert len(epochs(thesis)) == len(CURVE)
    assert len(epochs(agents())) == 5  # 2025-02-24 stands in both curves
    assert epochs(make_thesis()) == ()


days = st.integers(0, 40).map(lambda offset: date(2025, 1, 1) + timedelta(days=offset))
curves = st.lists(st.tuples(days, st.integers(0, 9)), max_size=6)


def drawn(points: list[tuple[date, int]]) -> Thesis:
    return rising(*((when.isoformat(), float(value)) for when, value in points), rule=">= 5 (3..7)")


@settings(max_examples=100, deadline=None)
@given(curves, days)
def test_what_comes_later_changes_nothing(points: list[tuple[date, int]], as_of: date) -> None:
    thesis = drawn(points) if points else rising(("2030-01-01", 1.0))
    known = replace(
        thesis,
        series={
            name: replace(curve, points=tuple(p for p in curve.points if p.date.latest <= as_of))
            for name, curve in thesis.series.items()
        },
    )
    assert at(thesis, as_of.isoformat()) == at(known, as_of.isoformat())


@settings(max_examples=100, deadline=None)
@given(curves.filter(bool), days)
def test_the_easy_end_is_met_no_later_than_the_strict_end(
    points: list[tuple[date, int]], as_of: date
) -> None:
    now = at(drawn(points), as_of.isoformat())
    known = [each for each in (now.easy, now.since, now.strict) if each is not None]
    assert known == sorted(known)
    assert (now.strict is None) or (now.since is not None)
    assert (now.since is None) or (now.easy is not None)


@settings(max_examples=100, deadline=None)
@given(curves.filter(bool), days)
def test_between_two_epochs_nothing_changes(points: list[tuple[date, int]], as_of: date) -> None:
    thesis = drawn(points)
    last = max((each for each in epochs(thesis) if each <= as_of), default=date.min)
    assert at(thesis, as_of.isoformat()) == at(thesis, last.isoformat())


def test_the_agents_conditions_cross_on_the_days_of_the_figures() -> None:
    thesis = agents()
    since = {name: standing(each, thesis, DAY).since for name, each in thesis.conditions.items()}
    assert since == {"capable": day("2025-02-24"), "cheap": day("2025-05-22")}
