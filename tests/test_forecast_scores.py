"""Scores by hand and by brute force, trials that see nothing later, and the record made of them."""

from collections.abc import Callable, Sequence
from datetime import date
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.forecast.axis import Floats
from causal_compute.forecast.baselines import BASELINES
from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.curves import NEVER, Curve, Frontier
from causal_compute.forecast.record import SPLIT, Batch, record
from causal_compute.forecast.report import Summary, scored, summary
from causal_compute.forecast.scores import QUANTILES, covered, crps, median_error, pinball
from causal_compute.forecast.trials import METHOD, Trial, curve_trials, frontier_trials

Row = tuple[float, float]
Offer = tuple[float, str, float | None, float]
Score = Callable[[Floats, float, float], float]

quick = settings(max_examples=60, deadline=None, derandomize=True)
few = settings(max_examples=15, deadline=None, derandomize=True)
quarters = st.integers(0, 160).map(lambda quarter: quarter / 4)
days = st.integers(0, 24).map(float)
values = st.sampled_from([1.0, 2.0, 4.0, 9.0])
marks = st.sampled_from([0.3, 0.5, 0.7, 0.9])
rows = st.lists(st.tuples(days, values), max_size=8)
offers = st.lists(st.tuples(days, st.sampled_from("abc"), st.none() | values, marks), max_size=8)


def array(*months: float) -> Floats:
    return np.array(months, dtype=np.float64)


@quick
@given(
    st.lists(quarters | st.just(NEVER), min_size=1, max_size=8),
    quarters | st.just(NEVER),
    st.integers(1, 120).map(lambda quarter: quarter / 4),
)
def test_the_crps_is_the_integral_up_to_the_horizon(
    months: list[float], outcome: float, horizon: float
) -> None:
    grid = np.arange(0.0, horizon, 0.05) + 0.025
    reached = (array(*months)[:, None] <= grid).mean(axis=0)
    integral = float(((reached - (outcome <= grid)) ** 2).sum() * 0.05)
    assert crps(array(*months), outcome, horizon) == pytest.approx(integral, abs=1e-6)


@quick
@given(quarters, quarters | st.just(NEVER), quarters)
def test_a_certain_forecast_is_scored_by_its_error_cut_off_at_the_horizon(
    month: float, outcome: float, horizon: float
) -> None:
    error = min(month, horizon) - min(outcome, horizon)
    assert crps(array(month, month), outcome, horizon) == pytest.approx(abs(error))
    assert pinball(array(month), outcome, horizon) == pytest.approx(abs(error) / 2)
    assert median_error(array(month), outcome, horizon) == pytest.approx(error)


@pytest.mark.parametrize(
    ("outcome", "loss"),
    [
        pytest.param(0.0, sum(q * (1 - q) for q in QUANTILES) * 20 / 7, id="on the low end"),
        pytest.param(20.0, sum(q * (1 - q) for q in QUANTILES) * 20 / 7, id="on the high end"),
        pytest.param(10.0, (2 * (0.05 * 9 + 0.1 * 8 + 0.25 * 5)) / 7, id="in the middle"),
    ],
)
def test_the_pinball_loss_is_the_mean_over_the_quantiles(outcome: float, loss: float) -> None:
    assert pinball(np.linspace(0.0, 20.0, 21), outcome, 24.0) == pytest.approx(loss)


@pytest.mark.parametrize(
    ("outcome", "horizon", "held"),
    [
        pytest.param(10.0, 24.0, True, id="on the low edge"),
        pytest.param(9.999, 24.0, False, id="just before it"),
        pytest.param(18.0, 24.0, True, id="on the high edge"),
        pytest.param(18.001, 24.0, False, id="just after it"),
        pytest.param(inf, 24.0, False, id="never, and surely by then"),
        pytest.param(inf, 18.0, True, id="never, and perhaps not by then"),
        pytest.param(inf, 5.0, True, id="never, and surely not by then"),
        pytest.param(4.0, 5.0, False, id="sooner than anybody thought"),
    ],
)
def test_an_interval_holds_its_edges_and_is_cut_off_at_the_horizon(
    *, outcome: float, horizon: float, held: bool
) -> None:
    assert covered(np.arange(9.0, 20.0), outcome, horizon, 0.8) is held


@pytest.mark.parametrize("score", [pytest.param(crps, id="crps"), pytest.param(pinball, id="pinball")])
def test_who_forecasts_the_true_distribution_is_scored_best(score: Score) -> None:
    dice = np.random.default_rng(1)
    truth, outcomes = dice.gamma(2.0, 6.0, 1_000), dice.gamma(2.0, 6.0, 700)
    others = [truth + 4, np.maximum(truth - 4, 0), np.full(1_000, 12.0), truth**2 / 12]
    true, *rest = (np.mean([score(each, outcome, 24.0) for outcome in outcomes]) for each in (truth, *others))
    assert true < min(rest)


def said(trials: Sequence[Trial], by: float) -> list[tuple[object, ...]]:
    """Return what was asked at the origins up to `by`, and what every method said to it."""
    return [
        (t.level, t.origin, t.factor, t.horizon, {name: each.tolist() for name, each in t.samples.items()})
        for t in trials
        if t.origin <= by
    ]


def on_curve(points: Sequence[Row], siblings: Sequence[Row], unit: str = "USD") -> list[Trial]:
    curve, other = (Curve.of(each, unit=unit, rises=True) for each in (points, siblings))
    return list(curve_trials("c", curve, 30.0, siblings=[other], factors=(2.0,), thresholds=[(3.0, False)]))


@few
@given(rows, rows, rows, st.integers(0, 8).map(lambda place: place * 3.0))
def test_no_forecast_of_a_curve_changes_with_what_came_after_its_origin(
    points: list[Row], more: list[Row], others: list[Row], origin: float
) -> None:
    past, company = ([(0.0, 1.0), *(row for row in each if row[0] <= origin)] for each in (points, others))
    later = [(origin + 0.5 + month, value) for month, value in more]
    deleted, grown = on_curve(past, company), on_curve([*past, *later], [*company, *later])
    assert said(deleted, origin) == said(grown, origin) != []


def on_frontier(points: Sequence[Offer]) -> list[Trial]:
    frontier = Frontier.of(points, "share")
    assert frontier is not None
    (score,) = frontier.axis.progress(array(0.5)).tolist()
    thresholds = {"half": [(3.0, False)]}
    return list(frontier_trials(frontier, {"half": score}, 30.0, factors=(2.0,), thresholds=thresholds))


@pytest.mark.no_cover
@few
@given(offers, offers, st.integers(0, 8).map(lambda place: place * 3.0))
def test_no_forecast_of_a_frontier_changes_with_what_came_after_its_origin(
    points: list[Offer], more: list[Offer], origin: float
) -> None:
    past = [(0.0, "d", 9.0, 0.6), *(offer for offer in points if offer[0] <= origin)]
    later = [(origin + 0.5 + month, label, cost, score) for month, label, cost, score in more]
    deleted, grown = on_frontier(past), on_frontier([*past, *later])
    assert said(deleted, origin) == said(grown, origin) != []


@pytest.mark.parametrize(
    ("unit", "late"),
    [pytest.param("", 500.0, id="then it spans more"), pytest.param("USD", 0.0, id="then it is for free")],
)
def test_what_came_later_does_not_choose_the_scale_of_a_forecast(unit: str, late: float) -> None:
    past = [(0.0, 1.0), (3.0, 2.0), (6.0, 2.5)]
    deleted, grown = on_curve(past, past, unit), on_curve([*past, (20.0, late)], past, unit)
    assert said(deleted, 6.0) == said(grown, 6.0)


STEPS = Curve.of([(0.0, 1.0), (4.0, 2.0), (10.0, 4.0)], unit="USD", rises=True)
OFFERS = Frontier.of([(0.0, "a", 8.0, 0.6), (4.0, "b", 4.0, 0.7), (10.0, "b", 2.0, 0.7)], "share")


def asked_of(
    kind: str, end: float, factors: Sequence[float], thresholds: Sequence[tuple[float, bool]] = ()
) -> list[Trial]:
    """Return the trials of one history twice: a value that doubles twice, and a price that halves twice."""
    if kind == "curve":
        return list(curve_trials("c", STEPS, end, factors=factors, thresholds=thresholds))
    assert OFFERS is not None
    costs = {"c": [(8 / value, in_sample) for value, in_sample in thresholds]}
    return list(frontier_trials(OFFERS, {"c": 0.0}, end, factors=factors, thresholds=costs))


@pytest.mark.parametrize("kind", ["curve", "frontier"])
@pytest.mark.parametrize(
    ("factor", "outcomes"),
    [
        pytest.param(2.0, [4.0, 1.0, 4.0, 1.0], id="twice"),
        pytest.param(4.0, [10.0, 7.0, NEVER, NEVER], id="four times"),
        pytest.param(30.0, [NEVER] * 4, id="never"),
    ],
)
def test_every_three_months_it_is_asked_when_it_will_be_better_by_a_factor(
    kind: str, factor: float, outcomes: list[float]
) -> None:
    trials = asked_of(kind, 14.0, (factor,))
    assert [each.origin for each in trials] == [0.0, 3.0, 6.0, 9.0]
    assert [each.outcome for each in trials] == outcomes
    assert [each.horizon for each in trials] == [14.0, 11.0, 8.0, 5.0]
    assert {(each.level, each.factor, each.in_sample) for each in trials} == {("c", factor, False)}
    assert all(each.samples.keys() == {METHOD, *BASELINES} for each in trials)


@pytest.mark.parametrize("kind", ["curve", "frontier"])
def test_a_forecast_is_followed_for_two_years_at_most(kind: str) -> None:
    found = [each.horizon for each in asked_of(kind, 40.0, (2.0,))]
    assert found == [min(24.0, 40.0 - origin) for origin in range(0, 37, 3)]


@pytest.mark.parametrize("kind", ["curve", "frontier"])
def test_a_threshold_that_is_met_already_is_not_asked(kind: str) -> None:
    trials = asked_of(kind, 14.0, (), [(2.0, False), (4.0, True), (1.0, False)])
    told, outside = ([(t.origin, t.outcome) for t in trials if t.in_sample is each] for each in (True, False))
    assert outside == [(0.0, 4.0), (3.0, 1.0)]
    assert told == [(0.0, 10.0), (3.0, 7.0), (6.0, 4.0), (9.0, 1.0)]
    assert {each.factor for each in trials} == {None}


def test_an_index_is_asked_for_no_factor_and_a_market_for_nothing_while_it_is_closed() -> None:
    index = Curve.of([(0.0, 100.0), (4.0, 110.0)], unit="ECI", rises=True)
    assert list(curve_trials("c", index, 14.0)) == []
    closed = Frontier.of([(0.0, "a", 8.0, 0.6), (4.0, "a", None, 0.6), (8.0, "b", 8.0, 0.6)], "share")
    assert closed is not None
    assert [t.origin for t in frontier_trials(closed, {"c": 0.0}, 14.0, factors=(2.0,))] == [0.0, 3.0, 9.0]


def test_what_was_had_and_lost_is_asked_again() -> None:
    lost = Curve.of([(0.0, 1.0), (1.0, 4.0), (3.0, 1.0), (8.0, 3.0)], unit="USD", rises=True)
    assert [each.outcome for each in curve_trials("c", lost, 14.0, factors=(2.0,))] == [1.0, 5.0, 2.0, NEVER]


@pytest.mark.parametrize("kind", ["curve", "frontier"])
def test_what_happens_on_the_last_day_of_the_data_has_happened(kind: str) -> None:
    assert [each.crossed for each in asked_of(kind, 10.0, (4.0,))] == [True, True, False]


def trial(
    outcome: float, method: Floats, *others: float, origin: float = 290.0, factor: float | None = None
) -> Trial:
    never, rule, line = others
    samples = {
        METHOD: method,
        "no change": array(never),
        "stated pace": array(rule),
        "log-linear": array(line),
    }
    return Trial("c", origin, factor, 24.0 if outcome < inf else 12.0, outcome, samples)


# |2 - 2.5| and |6 - 2.5| are 2 in the mean, less half of the spread of 2: 1. Then |6 - 12| and 0: 3 - 1.5.
EARLY = trial(2.5, array(2.0, 6.0), inf, 8.0, 5.0, factor=2.0)
UNMET = trial(inf, array(6.0, 18.0), inf, 8.0, 3.0, origin=SPLIT)


def summed(*trials: Trial) -> Summary:
    found = summary([scored(each) for each in trials])
    assert found is not None
    return found


def test_a_summary_is_as_worked_out_by_hand() -> None:
    found = summed(EARLY, UNMET)
    assert (found["trials"], found["crossed"], found["best_baseline"]) == (2, 1, "stated pace")
    assert found["crps"] == {METHOD: 1.25, "no change": 10.75, "stated pace": 4.75, "log-linear": 5.75}
    assert found["gain"] == pytest.approx(1 - 1.25 / 4.75)
    assert found["coverage"] == {"50%": 0.0, "80%": 0.5, "95%": 0.5}
    assert found["coverage_crossed"] == {"50%": 0.0, "80%": 1.0, "95%": 1.0}
    assert found["late"] == {METHOD: 1.5, "no change": 21.5, "stated pace": 5.5, "log-linear": 2.5}
    assert {name: found["pinball"][name] for name in BASELINES} == pytest.approx(
        {"no change": 10.75 / 2, "stated pace": 4.75 / 2, "log-linear": 5.75 / 2}
    )


def test_where_nothing_crossed_nothing_is_late_and_nothing_of_nothing_is_no_summary() -> None:
    found = summed(UNMET)
    assert (found["crossed"], found["coverage_crossed"], found["late"]) == (0, {}, {})
    assert summary([]) is None


def test_who_loses_to_a_perfect_baseline_is_not_its_equal() -> None:
    found = summed(UNMET)
    assert (found["crps"]["no change"], found["crps"][METHOD]) == (0.0, 1.5)
    assert found["gain"] != 0.0


def test_the_record_splits_its_trials_and_keeps_those_in_sample_apart() -> None:
    known = Trial("d", 310.0, 5.0, 24.0, 2.5, EARLY.samples, in_sample=True)
    last = trial(2.5, array(2.5), inf, 8.0, 5.0, origin=SPLIT - 0.5, factor=10.0)
    batches: list[Batch] = [
        {"id": "c", "dimension": 2, "unit": "USD", "trials": [EARLY, UNMET]},
        {"id": "d", "dimension": 1, "unit": "minutes", "trials": [known]},
        {"id": "e", "dimension": 1, "unit": "minutes", "trials": [last]},
    ]
    made = record(batches)
    assert (made["overall"], made["in_sample"]) == (summed(EARLY, UNMET, last), summed(known))
    assert (made["chosen_on"], made["held_out"]) == (summed(EARLY, last), summed(UNMET))
    assert (made["two_dimensions"], made["one_dimension"]) == (summed(EARLY, UNMET), summed(last))
    assert made["by_factor"] == {"2": summed(EARLY), "10": summed(last)}
    series = [(each["id"], each["unit"], each["scores"], each["in_sample"]) for each in made["series"]]
    assert series == [
        ("c", "USD", summed(EARLY, UNMET), None),
        ("d", "minutes", None, summed(known)),
        ("e", "minutes", summed(last), None),
    ]


def test_the_record_of_nothing_has_no_scores() -> None:
    made = record([])
    assert (made["by_factor"], made["series"], made["overall"], made["in_sample"]) == ({}, [], None, None)
    assert list(made.values()).count(None) == 6


def test_the_record_is_split_between_january_and_february_2025() -> None:
    assert month_of(date(2025, 1, 31)) < SPLIT <= month_of(date(2025, 2, 1))
