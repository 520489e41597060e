"""Axes, months, curves and frontiers against loops over the rows they were made of."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import exp, inf, log, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.forecast.axis import EDGE, Axis, Floats, Scale
from causal_compute.forecast.calendar import LAST, day_of, month_of
from causal_compute.forecast.curves import NEVER, Curve, Frontier, Moves

Row = tuple[float, float]
Offer = tuple[float, str, float | None, float]

quick = settings(max_examples=60, deadline=None, derandomize=True)
months = st.integers(0, 24).map(float)
prices = st.sampled_from([1.0, 2.0, 4.0, 8.0])
scores = st.sampled_from([90.0, 100.0, 120.0, 150.0])
rows = st.lists(st.tuples(months, st.sampled_from([0.5, 1.0, 3.0, 9.0, 20.0])), min_size=1, max_size=8)
offers = st.lists(st.tuples(months, st.sampled_from("abc"), st.none() | prices, scores), max_size=10)
spans = {
    Scale.PLAIN: st.floats(-1e6, 1e6),
    Scale.RATIO: st.floats(1e-9, 1e12),
    Scale.ODDS: st.floats(EDGE, 1 - EDGE),
}


def array(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)


def one(values: Floats) -> float:
    (value,) = values.tolist()
    return float(value)


@quick
@given(st.data(), st.sampled_from(Scale), st.booleans())
def test_a_value_comes_back_from_its_progress(data: st.DataObject, scale: Scale, rises: bool) -> None:
    value = data.draw(spans[scale])
    axis = Axis(scale, rises=rises)
    assert one(axis.value(axis.progress(array(value)))) == pytest.approx(value, rel=1e-9)


@quick
@given(st.data(), st.sampled_from(Scale))
def test_progress_grows_with_what_is_better(data: st.DataObject, scale: Scale) -> None:
    low, high = sorted([data.draw(spans[scale]), data.draw(spans[scale])])
    up, down = (Axis(scale, rises=rises).progress(array(low, high)) for rises in (True, False))
    assert up[0] <= up[1]
    assert down[0] >= down[1]
    assert (up[0] < up[1]) == (down[0] > down[1])
    assert high <= low + abs(low) * 1e-9 or up[0] < up[1]


def test_a_factor_is_the_same_step_everywhere_on_a_ratio_and_odds_have_an_edge() -> None:
    fall = Axis(Scale.RATIO, rises=False).progress(array(100.0, 10.0, 1.0))
    assert np.diff(fall) == pytest.approx([log(10), log(10)])
    odds = Axis(Scale.ODDS, rises=True).progress(array(0.0, EDGE, 0.5, 0.75, 1.0))
    assert odds == pytest.approx([-log(199), -log(199), 0.0, log(3), log(199)])


@pytest.mark.parametrize(
    ("values", "unit", "scale"),
    [
        pytest.param((0.0, 1.0), "", Scale.ODDS, id="between 0 and 1, unit not known"),
        pytest.param((0.2, 40.0), "share", Scale.ODDS, id="a share is a share"),
        pytest.param((0.2, 0.6), "USD", Scale.RATIO, id="cents are no shares"),
        pytest.param((0.0, 5.0), "USD", Scale.PLAIN, id="nothing has no ratio"),
        pytest.param((-1.0, 0.5), "", Scale.PLAIN, id="below nothing"),
        pytest.param((4.0, 5.0), "minutes", Scale.RATIO, id="measured and positive"),
        pytest.param((90.0, 150.0), "ECI", Scale.PLAIN, id="an index"),
        pytest.param((90.0, 150.0), "", Scale.PLAIN, id="no unit, a narrow span"),
        pytest.param((90.0, 150.0), "1", Scale.PLAIN, id="the unit one, a narrow span"),
        pytest.param((2.0, 20.0), "", Scale.PLAIN, id="a factor of ten is still narrow"),
        pytest.param((2.0, 20.1), "", Scale.RATIO, id="more than a factor of ten"),
        pytest.param((2.0, 20.1), "ECI", Scale.RATIO, id="an index too, if it spans that much"),
    ],
)
def test_the_unit_and_the_span_give_the_scale(values: tuple[float, ...], unit: str, scale: Scale) -> None:
    assert Scale.of(array(*values), unit=unit) is scale


@quick
@given(st.dates(max_value=LAST))
def test_a_day_comes_back_from_its_month_and_a_moment_later_is_the_next_day(day: date) -> None:
    assert day_of(month_of(day)) == day
    assert day_of(month_of(day) + 1e-3) == (day + timedelta(days=1) if day < LAST else None)


def test_nothing_is_dated_after_the_last_day_nor_is_never() -> None:
    after = month_of(date(2200, 1, 1))
    assert [day_of(month) for month in (after, after + 1e9, inf, -inf, nan)] == [None] * 5
    assert (month_of(date(2000, 1, 1)), month_of(date(2000, 1, 31)) * 30.4375) == (0.0, 30.0)


def curve(points: Iterable[Row]) -> Curve:
    return Curve.of(points, unit="USD", rises=True)


def same(mine: Curve, theirs: Curve) -> bool:
    return (mine.months.tolist(), mine.progress.tolist()) == (
        theirs.months.tolist(),
        theirs.progress.tolist(),
    )


def told(levels: Sequence[float], span: float) -> Moves:
    steps = [later - earlier for earlier, later in pairwise(levels)]
    return Moves(sum(s for s in steps if s > 0), -sum(s for s in steps if s < 0), span)


def moves_by_hand(points: Sequence[Row], end: float, window: float) -> Moves | None:
    known = sorted((point for point in points if point[0] <= end), key=lambda point: point[0])
    if not known:
        return None
    begin = max(end - window, known[0][0])
    old = [log(value) for month, value in known if month <= begin][-1:]
    return told([*old, *(log(value) for month, value in known if month > begin)], end - begin)


@quick
@given(rows, months, st.sampled_from([1.0, 6.0, 24.0]), st.sampled_from([0.5, 3.0, 20.0]))
def test_a_curve_moves_as_its_rows_do(points: list[Row], end: float, window: float, target: float) -> None:
    found, expected = curve(points).moves(end, window), moves_by_hand(points, end, window)
    assert (found is None) == (expected is None)
    assert found is None or found == pytest.approx(expected)
    there = [month for month, value in points if value >= target and month > end]
    assert curve(points).reached(log(target), end) == min(there, default=NEVER)


@quick
@given(rows, rows, months)
def test_a_curve_until_a_month_knows_of_nothing_later(
    points: list[Row], more: list[Row], month: float
) -> None:
    past = [point for point in points if point[0] <= month]
    grown = curve([*points, *((month + 1 + late, value) for late, value in more)])
    assert grown.until(month).months.tolist() == sorted(when for when, _ in past)
    assert same(grown.until(month), curve(points).until(month))
    assert not past or same(grown.until(month), curve(past))
    for end in (0.0, month / 2, month):
        assert grown.moves(end, 6.0) == curve(points).moves(end, 6.0)


def frontier_of(given_offers: Iterable[Offer]) -> Frontier | None:
    return Frontier.of(given_offers, "ECI")


def on_offer(all_offers: Sequence[Offer], month: float) -> list[tuple[float, float]]:
    """Return (cost, score) of what stands in a month: the last row of each label, unless it withdraws."""
    last: dict[str, tuple[float | None, float]] = {}
    for when, label, cost, score in sorted(all_offers, key=lambda offer: offer[0]):
        if when <= month:
            last[label] = cost, score
    return [(cost, score) for cost, score in last.values() if cost is not None]


def best_by_hand(all_offers: Sequence[Offer], price: float, month: float) -> float:
    return max((score for cost, score in on_offer(all_offers, month) if cost <= price), default=-inf)


def price_by_hand(all_offers: Sequence[Offer], score: float, month: float) -> float:
    return min((cost for cost, reached in on_offer(all_offers, month) if reached >= score), default=inf)


@quick
@given(offers, prices, scores)
def test_best_and_cheapest_are_those_of_a_loop_over_what_stands(
    all_offers: list[Offer], price: float, score: float
) -> None:
    frontier, days = frontier_of(all_offers), np.arange(-1.0, 26.0, 0.5)
    if frontier is None:
        assert all(cost is None for _, _, cost, _ in all_offers)
        return
    assert frontier.best(-log(price), days).tolist() == [best_by_hand(all_offers, price, d) for d in days]
    expected = [-log(low) if (low := price_by_hand(all_offers, score, day)) < inf else -inf for day in days]
    assert frontier.cheapest(score, days).tolist() == pytest.approx(expected)


@quick
@given(offers, scores)
def test_a_level_has_a_step_wherever_its_price_changes_or_comes_back(
    all_offers: list[Offer], score: float
) -> None:
    frontier = frontier_of(all_offers)
    if frontier is None:
        return
    steps, before = [], inf
    for day in sorted({when for when, *_ in all_offers}):
        price = price_by_hand(all_offers, score, day)
        if price not in {before, inf}:
            steps.append((day, price))
        before = price
    level = frontier.level(score)
    assert level.months.tolist() == [day for day, _ in steps]
    assert level.progress.tolist() == pytest.approx([-log(price) for _, price in steps])
    assert level.axis == Axis(Scale.RATIO, rises=False)


@quick
@given(offers, prices, months, st.sampled_from([3.0, 12.0]))
def test_the_best_at_a_price_moves_as_a_loop_over_the_days_says(
    all_offers: list[Offer], price: float, end: float, window: float
) -> None:
    frontier = frontier_of(all_offers)
    if frontier is None:
        return
    inside = sorted({when for when, *_ in all_offers if end - window < when <= end})
    levels = [(day, best_by_hand(all_offers, price, day)) for day in (end - window, *inside, end)]
    there = [(day, best) for day, best in levels if best > -inf]
    found = frontier.moves(-log(price), end, window)
    if not there:
        assert found is None
        return
    assert found == pytest.approx(told([best for _, best in there], end - there[0][0]))


@quick
@given(offers, offers, months, prices)
def test_a_frontier_until_a_month_knows_of_no_later_offer_and_no_later_withdrawal(
    all_offers: list[Offer], more: list[Offer], month: float, price: float
) -> None:
    past = [offer for offer in all_offers if offer[0] <= month]
    later = [(month + 1 + late, label, cost, score) for late, label, cost, score in more]
    grown = frontier_of([*past, *later])
    plain = frontier_of(past)
    if grown is None or plain is None:
        return
    assert grown.until(month).starts.tolist() == plain.starts.tolist()
    assert grown.until(month).ends.tolist() == plain.ends.tolist()
    assert grown.until(month).scores.tolist() == plain.scores.tolist()
    for end in (0.0, month / 2, month):
        assert grown.moves(-log(price), end, 12.0) == plain.moves(-log(price), end, 12.0)


def test_a_withdrawal_is_not_known_before_its_day() -> None:
    frontier = frontier_of([(0.0, "a", 4.0, 90.0), (9.0, "a", None, 90.0)])
    assert frontier is not None
    assert [each.ends.tolist() for each in (frontier, frontier.until(8.9), frontier.until(9.0))] == [
        [9.0],
        [NEVER],
        [9.0],
    ]
    assert frontier.cheapest(90.0, array(8.9, 9.0)).tolist() == pytest.approx([-log(4), -inf])


def test_what_only_withdraws_is_no_frontier() -> None:
    assert frontier_of([]) is None
    assert frontier_of([(0.0, "a", None, 90.0)]) is None


def test_moves_are_mixed_by_share() -> None:
    mine, theirs = Moves(2.0, 1.0, 12.0), Moves(6.0, 0.0, 24.0)
    assert mine.mixed(theirs, 0.25) == pytest.approx(Moves(3.0, 0.75, 15.0))
    assert (mine.mixed(theirs, 0.0), mine.mixed(theirs, 1.0)) == (mine, theirs)


def test_a_curve_is_put_in_order_and_the_lower_of_two_rows_of_a_month_holds() -> None:
    made = curve([(6.0, exp(2.0)), (0.0, exp(1.0)), (6.0, exp(3.0))])
    assert made.months.tolist() == [0.0, 6.0, 6.0]
    assert made.until(6.0).progress[-1] == pytest.approx(3.0)
