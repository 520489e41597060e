"""The law of the futures, the method on curves whose pace is plain, and the baselines by hand."""

from collections.abc import Callable
from math import exp, gamma, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.forecast.axis import Floats
from causal_compute.forecast.baselines import BASELINES, log_linear, no_change, stated_pace
from causal_compute.forecast.curves import NEVER, Curve, Frontier, Moves
from causal_compute.forecast.method import (
    CURVE,
    FRONTIER,
    TRUST,
    Course,
    curve_course,
    frontier_course,
)
from causal_compute.forecast.pace import PACE, Pace
from causal_compute.forecast.passage import Draws, Paths

Row = tuple[float, float]
Offer = tuple[float, str, float | None, float]
Baseline = Callable[[Curve, float, float], Floats]

DRAWS = Draws(7)
MANY = Draws(12, 24.0, 20_000)
FEW = Draws(3, 30.0, 40)

quick = settings(max_examples=40, deadline=None, derandomize=True)
some = st.integers(0, 24).map(float)
prices = st.sampled_from([1.0, 2.0, 4.0, 8.0])
scores = st.sampled_from([90.0, 100.0, 120.0, 150.0])
rows = st.lists(st.tuples(some, prices), min_size=1, max_size=6)
offers = st.lists(st.tuples(some, st.sampled_from("abc"), st.none() | prices, scores), max_size=8)
pasts = st.builds(
    Moves, st.floats(0.1, 5.0), st.just(0.0) | st.floats(0.1, 5.0), st.sampled_from([3.0, 12.0, 36.0])
)


def sure(past: Moves) -> tuple[tuple[float, Moves], ...]:
    """Return a past of which there is no doubt."""
    return ((1.0, past),)


def in_usd(points: list[Row], *, rises: bool = True) -> Curve:
    return Curve.of(points, unit="USD", rises=rises)


QUICK = Pace(7.0, 5.0, 10.0)
"""The pace of what learns fastest: the price of using models."""


def growing(pace: float, until: int = 36) -> Curve:
    """Return a curve that makes a step of `pace` on every first of a month."""
    return in_usd([(float(month), exp(pace * month)) for month in range(until + 1)])


def market(all_offers: list[Offer]) -> Frontier | None:
    return Frontier.of(all_offers, "ECI")


def even_market() -> Frontier:
    """Return offers whose score is 100 + the month + 10 for each factor e that they are dearer than 1."""
    points: list[Offer] = [
        (float(month), f"{dearer} {month}", exp(dearer), 100.0 + month + 10.0 * dearer)
        for month in range(37)
        for dearer in range(5)
    ]
    made = market(points)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("past", "a", "month"),
    [
        pytest.param(Moves(2.0, 0.0, 40.0), 0.25, 12.0, id="a long past"),
        pytest.param(Moves(2.0, 0.0, 12.0), 0.15, 24.0, id="a short past of rare steps"),
        pytest.param(Moves(1.0, 0.0, 24.0), 1.0, 6.0, id="frequent steps"),
    ],
)
def test_the_progress_to_come_is_a_ratio_of_two_gammas(past: Moves, a: float, month: float) -> None:
    n, more = MANY.samples, 200_000
    dice = np.random.default_rng(5)
    expected = past.gain * dice.gamma(a * month, size=more) / dice.gamma(a * past.months, size=more)
    made = MANY.paths(sure(past), a).at(month)
    for level in (0.1, 0.25, 0.5, 0.75, 0.9):
        error = sqrt(level * (1 - level) * (1 / n + 1 / more))
        assert (made <= np.quantile(expected, level)).mean() == pytest.approx(level, abs=4 * error)


def test_the_mean_progress_to_come_is_that_of_the_beta_prime_law() -> None:
    gain, a, tau, month = 2.0, 0.25, 40.0, 12.0
    b, c = a * month, a * tau
    error = gain * sqrt(b * (b + c - 1) / ((c - 2) * (c - 1) ** 2 * MANY.samples))
    made = MANY.paths(sure(Moves(gain, 0.0, tau)), a).at(month)
    assert made.mean() == pytest.approx(gain * month / (tau - 1 / a), abs=4 * error)


@quick
@given(pasts)
def test_a_path_goes_back_only_if_the_past_did(past: Moves) -> None:
    back = np.diff(FEW.paths(sure(past), 0.25).progress, prepend=0.0, axis=1) < 0
    assert back.any() == (past.loss > 0)


@quick
@given(pasts, pasts)
def test_the_numbers_depend_on_the_seed_and_on_nothing_asked_before(past: Moves, other: Moves) -> None:
    asked = Draws(3, 30.0, 40)
    asked.paths(sure(other), 0.15)
    asked.paths(sure(other._replace(loss=1.0)), 0.25)
    mine, theirs, else_ = (
        each.paths(sure(past), 0.25) for each in (Draws(3, 30.0, 40), asked, Draws(4, 30.0, 40))
    )
    assert mine.progress.tobytes() == theirs.progress.tobytes() != else_.progress.tobytes()
    assert mine.passage(1.0).tobytes() == theirs.passage(1.0).tobytes()


def columns(paths: Paths, row: int) -> list[tuple[float, float, float]]:
    """Return (begin, end, progress) for each column of the grid in one future."""
    begins = [0.0, *paths.grid[:-1].tolist()]
    return list(zip(begins, paths.grid.tolist(), paths.progress[row].tolist(), strict=True))


@quick
@given(pasts, st.floats(-1.0, 6.0), st.floats(0.0, 3.0))
def test_a_gap_is_made_up_in_the_first_column_that_has_it_and_lost_in_the_next_that_has_not(
    past: Moves, gap: float, more: float
) -> None:
    paths = FEW.paths(sure(past), 0.25)
    gaps = gap + more * np.arange(FEW.samples) / FEW.samples
    passed = paths.passage(gaps)
    lost = paths.loss(gaps, passed)
    for row, (aim, month, loss) in enumerate(zip(gaps, passed, lost, strict=True)):
        grid = columns(paths, row)
        there = [(begin, end) for begin, end, progress in grid if progress >= aim]
        gone = [(begin, end) for begin, end, progress in grid if progress < aim and end > month]
        begin, end = there[0] if there else (NEVER, NEVER)
        assert month == 0.0 if aim <= 0 else begin <= month <= end
        begin, end = gone[0] if gone else (NEVER, NEVER)
        assert begin <= loss <= end


@quick
@given(pasts.map(lambda past: past._replace(loss=past.gain)), st.floats(0.0, 20.0))
def test_nothing_is_lost_before_the_day_since_which_it_was_there(past: Moves, since: float) -> None:
    assert (FEW.paths(sure(past), 0.25).loss(0.0, np.full(FEW.samples, since)) >= since).all()


def test_a_shorter_past_of_the_same_pace_makes_a_wider_interval() -> None:
    spread = []
    for months in (6.0, 12.0, 24.0, 48.0):
        low, high = np.quantile(DRAWS.paths(sure(Moves(months / 6, 0.0, months)), 0.25).at(24.0), [0.1, 0.9])
        spread.append(high / low)
    assert spread == sorted(spread, reverse=True)
    assert spread[0] > 2 * spread[-1]


def test_futures_can_be_put_in_order_and_taken_by_place() -> None:
    ordered = FEW.paths(sure(Moves(2.0, 1.0, 12.0)), 0.25).slowest_first()
    assert (np.diff(ordered.at(24.0)) >= 0).all()
    twice = ordered.taken(np.array([39, 0, 39]))
    assert twice.passage(1.0).tolist() == ordered.passage(1.0)[[39, 0, 39]].tolist()


@pytest.mark.parametrize("months", [pytest.param(24.0, id="two years"), pytest.param(48.0, id="four years")])
def test_a_curve_at_the_priors_pace_makes_up_a_gap_in_gap_by_pace_months(months: float) -> None:
    curve = growing(PACE.rate)
    course = curve_course(curve, float(curve.progress[-1]) + months * PACE.rate, 36.0)
    assert course is not None
    assert np.median(course.months(DRAWS)) == pytest.approx(months, rel=0.1)


@pytest.mark.parametrize("times", [pytest.param(0.25, id="slower"), pytest.param(3.0, id="faster")])
def test_a_curve_of_another_pace_is_expected_between_its_own_and_the_priors(times: float) -> None:
    curve = growing(times * PACE.rate)
    course = curve_course(curve, float(curve.progress[-1]) + 48 * PACE.rate, 36.0)
    assert course is not None
    low, high = sorted([48.0, 48.0 / times])
    assert low < np.median(course.months(DRAWS)) < high


def test_the_past_is_a_share_of_its_own_the_rest_its_grown_siblings_and_each_prior_beside_it() -> None:
    young, elsewhere = in_usd([(35.0, 1.0), (36.0, 1e6)]), in_usd([(0.0, -1.0), (36.0, 1e6)])
    course = curve_course(growing(0.1), 4.0, 36.0, [growing(0.2), growing(0.4), young, elsewhere])
    assert course is not None
    own, pooled, share = 24 * 0.1, 24 * 0.3, CURVE.own
    seen, years = share * own + (1 - share) * pooled, CURVE.prior / 12
    expected = [Moves(seen + years * log(fold), 0.0, 24.0 + CURVE.prior) for _, fold in PACE.priors]
    assert [past for _, past in course.pasts] == [pytest.approx(each) for each in expected]
    assert [course.shape, course.gap] == pytest.approx([CURVE.shape, 4.0 - 36 * 0.1])


@pytest.mark.parametrize("pace", [0.0, 0.02, log(7) / 12])
def test_a_prior_weighs_as_much_as_it_made_the_past_likely(pace: float) -> None:
    """The density of compound gamma growth, by integrating a gamma density over its unknown rate."""
    course = curve_course(growing(pace) if pace else in_usd([(0.0, 1.0)]), 9.0, 36.0)
    assert course is not None
    x, tau, a, p = max(24 * pace, 1e-9), 24.0, CURVE.shape, CURVE.prior
    likely = []
    for weight, fold in PACE.priors:
        s = log(fold) / 12 * p
        rates = np.geomspace(1e-6, 1e6, 400_001)
        growth = rates ** (a * tau) * x ** (a * tau - 1) * np.exp(-rates * x) / gamma(a * tau)
        prior = s ** (a * p) * rates ** (a * p - 1) * np.exp(-rates * s) / gamma(a * p)
        likely.append(weight * float(np.trapezoid(growth * prior, rates)) ** TRUST)
    assert [weight for weight, _ in course.pasts] == pytest.approx(
        [each / sum(likely) for each in likely], rel=1e-3
    )


def test_a_curve_that_hardly_moves_is_taken_for_a_slow_one_and_one_that_moves_for_a_fast_one() -> None:
    slow, fast = (curve_course(growing(pace), 9.0, 36.0, pace=QUICK) for pace in (0.002, 0.16))
    assert slow is not None
    assert fast is not None
    (_, _), (slow_share, _) = slow.pasts
    (_, _), (fast_share, _) = fast.pasts
    assert slow_share > 0.5
    assert fast_share < 0.05


def test_the_prior_keeps_a_curve_without_moves_from_being_dead_but_not_an_index() -> None:
    still = curve_course(in_usd([(0.0, 1.0)]), log(2), 24.0, pace=QUICK)
    index = curve_course(Curve.of([(0.0, 100.0)], unit="ECI", rises=True), 110.0, 24.0)
    assert still is not None
    assert index is not None
    assert NEVER > np.median(still.months(DRAWS)) > 6
    assert (index.months(DRAWS) == NEVER).all()


def test_who_has_moved_more_is_there_no_later_in_any_future() -> None:
    dates = []
    for pace in (0.05, 0.1, 0.3):
        course = curve_course(growing(pace), 36 * pace + 3.0, 36.0)
        assert course is not None
        dates.append(course.months(DRAWS))
    assert (dates[0] >= dates[1]).all()
    assert (dates[1] >= dates[2]).all()
    assert np.median(dates[0]) > np.median(dates[1]) > np.median(dates[2])


@pytest.mark.parametrize("months", [pytest.param(12.0, id="a year"), pytest.param(24.0, id="two years")])
def test_a_score_that_rises_evenly_at_a_price_is_there_after_gap_by_pace_months(months: float) -> None:
    course = frontier_course(even_market(), 136.0 + months, 0.0, 36.0, QUICK)
    assert course is not None
    assert (course.gap, course.shape) == (months, FRONTIER.shape)
    assert np.median(course.months(DRAWS)) == pytest.approx(months, rel=0.12)


def test_the_gap_at_a_price_that_nobody_asks_yet_is_measured_down_the_slope() -> None:
    course = frontier_course(even_market(), 140.0, 1.0, 36.0)
    assert course is not None
    assert course.gap == pytest.approx(140.0 - 136.0 + 10.0)


def test_where_the_cheapest_is_better_than_asked_for_only_its_price_is_in_the_way() -> None:
    """The level's own price is then the curve that is asked, and the gap a factor e in cost."""
    course = frontier_course(even_market(), 130.0, 1.0, 36.0)
    own = curve_course(even_market().level(130.0), 1.0, 36.0)
    assert course == own
    assert course is not None
    assert course.gap == pytest.approx(1.0)
    assert course.shape == CURVE.shape


@pytest.mark.parametrize("score", [pytest.param(100.0, id="far below"), pytest.param(126.0, id="just below")])
def test_a_price_that_nobody_asks_yet_is_never_there_already(score: float) -> None:
    course = frontier_course(even_market(), score, 1.0, 36.0)
    assert course is not None
    assert (course.months(DRAWS) > 0).all()


@pytest.mark.parametrize("origin", [pytest.param(5.9, id="before"), pytest.param(8.0, id="withdrawn")])
def test_nothing_is_said_of_a_market_with_nothing_on_offer(origin: float) -> None:
    frontier = market([(6.0, "a", 1.0, 100.0), (8.0, "a", None, 100.0)])
    assert frontier is not None
    assert frontier_course(frontier, 100.0, 1.0, origin) is None


@quick
@given(rows, rows, some)
def test_the_course_of_a_curve_is_the_same_whatever_came_later(
    points: list[Row], more: list[Row], origin: float
) -> None:
    past = [point for point in points if point[0] <= origin]
    grown = in_usd([*past, *((origin + 1 + late, value) for late, value in more)])
    if past:
        plain = in_usd(past)
        assert curve_course(grown, 3.0, origin, [grown]) == curve_course(plain, 3.0, origin, [plain])
    else:
        assert curve_course(grown, 3.0, origin, [grown]) is None


@quick
@given(offers, offers, some, scores, prices)
def test_the_course_of_a_frontier_is_the_same_whatever_came_later(
    all_offers: list[Offer], more: list[Offer], origin: float, score: float, price: float
) -> None:
    past = [offer for offer in all_offers if offer[0] <= origin]
    later = [(origin + 1 + late, label, cost, better) for late, label, cost, better in more]
    grown, plain = market([*past, *later]), market(past)
    found = None if grown is None else frontier_course(grown, score, -log(price), origin)
    assert found == (None if plain is None else frontier_course(plain, score, -log(price), origin))


def test_the_stated_pace_takes_a_year_at_ten_times_and_longer_at_five() -> None:
    months = stated_pace(growing(0.1), log(10), 36.0, QUICK)
    assert (months.min(), months.max()) == pytest.approx((12.0, 12 * log(10) / log(5)))
    assert months.max() == pytest.approx(17.17, abs=0.005)
    assert np.median(months) == pytest.approx(12 * log(10) / log(sqrt(50)))


@pytest.mark.parametrize(
    ("pace", "months"), [pytest.param(0.5, 7.0, id="fast"), pytest.param(0.01, 40.0, id="slow")]
)
def test_a_line_through_a_straight_past_hits_the_exact_month(pace: float, months: float) -> None:
    straight = in_usd([(half / 2, exp(pace * half / 2)) for half in range(25)])
    assert log_linear(straight, pace * months, 12.0).tolist() == pytest.approx([months])


def test_a_line_through_two_levels_has_the_slope_of_least_squares() -> None:
    # 0 0 1 1 on four half months: the slope is 0.4 a half month, so a gap of 2 takes 2.5 months.
    assert log_linear(in_usd([(0.0, 1.0), (1.0, exp(1))]), 2.0, 2.0).tolist() == pytest.approx([2.5])


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([(0.0, 2.0)], id="still"),
        pytest.param([(0.0, 2.0), (6.0, 1.0)], id="back"),
        pytest.param([(11.5, 2.0), (11.7, 9.0)], id="too young"),
        pytest.param([(13.0, 2.0)], id="not there yet"),
    ],
)
def test_a_line_that_does_not_rise_never_gets_there(points: list[Row]) -> None:
    assert log_linear(in_usd(points), 1.0, 12.0).tolist() == [NEVER]


@pytest.mark.parametrize("baseline", [pytest.param(each, id=name) for name, each in BASELINES.items()])
def test_a_baseline_has_no_gap_to_make_up_where_there_is_none_and_looks_at_nothing_later(
    baseline: Baseline,
) -> None:
    past = [(0.0, 1.0), (3.0, 2.0), (9.0, 5.0)]
    for gap in (0.0, -1.0):
        assert not baseline(in_usd(past), gap, 12.0).any()
    later = in_usd([*past, (12.5, 400.0), (13.0, 1.0)])
    assert baseline(later, 1.0, 12.0).tolist() == baseline(in_usd(past), 1.0, 12.0).tolist()


def test_no_change_is_never_and_a_course_without_a_gap_is_over() -> None:
    assert no_change(growing(1.0), 0.1, 36.0).tolist() == [NEVER]
    assert not Course(sure(Moves(1.0, 0.0, 12.0)), 0.25, 0.0).months(DRAWS).any()
