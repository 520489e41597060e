"""Conditions in many futures: curves as known on a day, thresholds, shocks along the graph, and settings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute import dag
from causal_compute.errors import UsageError
from causal_compute.forecast.axis import Axis, Floats, Scale
from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.curves import NEVER
from causal_compute.model import Claim, Condition, Observation, Series, Thesis
from causal_compute.outlook.futures import Crossing, Futures
from causal_compute.outlook.latents import SHARED, nearest, shocks
from causal_compute.outlook.measured import curve_of
from causal_compute.outlook.settings import parse
from causal_compute.outlook.thresholds import crossed, drawn
from causal_compute.quantity import Quantity
from causal_compute.timeline import facts, standing
from tests.theses import all_of, claim, condition, level, make_thesis, observation, offers, series

AS_OF = date(2025, 6, 1)
FALLING, RISING = Axis(Scale.RATIO, rises=False), Axis(Scale.RATIO, rises=True)
NO, YES = observation("no", "c", "2025-05-01", met=False), observation("yes", "c", "2025-05-01")
SLOW = [("2023-01-01", 5.0), ("2024-01-01", 8.0), ("2025-01-01", 10.0)]


def world(rule: str | None, points: Sequence[tuple[str, float]] = (), unit: str = "minutes") -> Thesis:
    """Return a thesis with one condition c on x, read off a series of these points if there are any."""
    return of(condition("c", "x", rule, unit=unit), curves=[series("c", points, unit)] if points else [])


def of(*conditions: Condition, curves: Sequence[Series]) -> Thesis:
    return make_thesis(conditions=conditions, curves=curves, claims=[claim("drives", "root", "x")])


def futures(thesis: Thesis, *texts: str, as_of: date = AS_OF, samples: int = 200) -> Futures:
    return Futures(thesis, as_of, dag.build(thesis), parse(texts, thesis), samples)


def crossing(thesis: Thesis, *texts: str, name: str = "c", as_of: date = AS_OF) -> Crossing:
    found = futures(thesis, *texts, as_of=as_of).crossing(name)
    assert found is not None
    return found


def test_a_point_is_on_the_curve_from_the_last_day_that_it_may_mean() -> None:
    known = series("s", [("2024-01-01", 1.0), ("2024-06", 2.0)])
    assert curve_of(known, date(2023, 12, 31), rises=True) is None
    for today, last in ((date(2024, 6, 29), date(2024, 1, 1)), (date(2024, 6, 30), date(2024, 6, 30))):
        curve = curve_of(known, today, rises=True)
        assert curve is not None
        assert curve.months[-1] == month_of(last)


def test_only_a_curve_of_the_same_unit_and_scale_tells_how_another_goes_on() -> None:
    def dated(*beside: float, unit: str = "1") -> list[float]:
        more = series("more", list(zip(("2023-01-01", "2025-01-01"), beside, strict=True)), unit)
        curves = [series("c", [("2023-01-01", 1.0), ("2025-01-01", 12.0)]), more]
        found: list[float] = crossing(of(condition("c", "x", ">= 50"), curves=curves)).months.tolist()
        return found

    alone = dated(5.0, 300.0, unit="GB")
    assert dated(100.0, 180.0) == alone  # spans less than tenfold, and so is counted in plain steps
    assert np.median(dated(5.0, 300.0)) < np.median(alone) < np.median(dated(5.0, 50.5))


RANGE = Quantity(low=5.0, high=20.0, unit="1", value=10.0)


@pytest.mark.parametrize(
    ("bound", "axis", "below", "middle"),
    [
        pytest.param(RANGE, RISING, 0.5, 10.0, id="the peak is the middle by ratio"),
        pytest.param(RANGE, FALLING, 0.5, 10.0, id="and downwards"),
        pytest.param(RANGE, Axis(Scale.PLAIN, rises=True), 1 / 3, 20 - sqrt(75), id="not in plain numbers"),
        pytest.param(replace(RANGE, value=20.0), RISING, 1.0, 5 * 4 ** sqrt(0.5), id="the peak at one end"),
        pytest.param(replace(RANGE, value=None), RISING, 0.5, 10.0, id="no peak: all are equally likely"),
    ],
)
def test_thresholds_lie_around_the_peak(bound: Quantity, axis: Axis, below: float, middle: float) -> None:
    values = axis.value(drawn(bound, axis, np.random.default_rng(1), 20_000))
    assert values.min() >= 5.0 - 1e-9
    assert values.max() <= 20.0 + 1e-9
    assert (values <= (bound.value or 10.0)).mean() == pytest.approx(below, abs=0.02)
    assert np.median(values) == pytest.approx(middle, rel=0.02)


def test_a_threshold_without_a_range_is_one_number() -> None:
    one = Quantity(low=8.0, high=8.0, unit="1", value=8.0)
    assert set(FALLING.value(drawn(one, FALLING, np.random.default_rng(1), 9)).round(9)) == {8.0}


days = st.integers(0, 60).map(lambda offset: date(2025, 1, 1) + timedelta(days=offset))
written = days.map(date.isoformat) | days.map(lambda each: each.isoformat()[:7])
points = st.lists(st.tuples(written, st.integers(0, 9).map(float)), min_size=1, max_size=6)
seen = st.builds(lambda when, met: observation("o", "c", when, met), written, st.booleans())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(points, st.lists(seen, max_size=2), st.sampled_from([">=", "<="]))
def test_a_threshold_is_crossed_where_the_timeline_says_the_present_run_began(
    curve: list[tuple[str, float]], observed: list[Observation], comparator: str
) -> None:
    thresholds, as_of = np.arange(0.0, 10.0), date(2025, 2, 10)
    worlds = [world(f"{comparator} {each:g}", curve) for each in thresholds]
    worlds = [replace(each, observations=tuple(observed)) for each in worlds]
    one = worlds[0].conditions["c"]
    known = [fact for fact in facts(one, worlds[0]) if fact.date.latest <= as_of]
    since = [standing(each.conditions["c"], each, as_of).since for each in worlds]
    for within in (0.0, 1.0):
        ends = [None if each is None else (each.earliest, each.latest)[int(within)] for each in since]
        expected = [NEVER if each is None else month_of(each) for each in ends]
        found = crossed(known, one.measure, thresholds, np.full(10, within))
        assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("rule", "unit", "values"),
    [
        pytest.param(">= 10", "minutes", (5.0, 10.0, 12.0), id="ten minutes"),
        pytest.param("<= 5", "USD/task", (9.0, 5.0, 4.0), id="five dollars"),
        pytest.param(">= 0.8", "share", (0.5, 0.8, 0.9), id="four in five"),
        pytest.param(">= 1", "share", (0.5, 0.9, 0.997), id="all of them, and 99.7 % are not all"),
    ],
)
def test_the_futures_agree_with_the_timeline(rule: str, unit: str, values: tuple[float, ...]) -> None:
    thesis = world(
        rule, [("2024-01-01", values[0]), ("2024-06-01", values[1]), ("2025-01-01", values[2])], unit
    )
    now, found = standing(thesis.conditions["c"], thesis, AS_OF), crossing(thesis)
    assert found.met == (now.status == "met")
    if now.since is not None:
        assert set(found.months) == {month_of(now.since.latest)}


CHAIN = [claim("one", "root", "-x"), claim("two", "-x", "y"), claim("three", "root", "z")]


def along(claims: Sequence[Claim], n: int = 20_000, without: str = "", **fixed: float) -> dict[str, Floats]:
    return dict(shocks(dag.build(make_thesis(claims=claims), without=frozenset({without})), n, 7, fixed))


def correlation(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(a, b)[0, 1])


def test_shocks_are_standard_normal_and_tied_to_their_cause_with_its_sign() -> None:
    found = along([*CHAIN, claim("four", all_of("y", "z"), "w")])
    for each in found.values():
        assert (each.mean(), each.std()) == pytest.approx((0.0, 1.0), abs=0.03)
        assert (np.abs(each) < 1).mean() == pytest.approx(0.683, abs=0.015)
    tie = sqrt(SHARED)
    assert correlation(found["root"], found["x"]) == pytest.approx(-tie, abs=0.02)
    assert correlation(found["x"], found["y"]) == pytest.approx(-tie, abs=0.02)
    assert correlation(found["root"], found["y"]) == pytest.approx(tie**2, abs=0.02)
    unsure = along([claim("up", "root", "x"), claim("down", "root", "-x")])
    assert correlation(unsure["root"], unsure["x"]) == pytest.approx(0.0, abs=0.03)


def test_a_claim_left_out_changes_only_what_it_carried() -> None:
    whole = along(CHAIN, 50)
    for without, moved in (("two", {"y"}), ("one", {"x", "y"}), ("three", {"z"}), ("z", set())):
        part = along(CHAIN, 50, without)
        assert {name for name in part if not np.array_equal(whole[name], part[name])} == moved


def test_to_set_an_effect_leaves_its_cause_alone_and_to_see_it_does_not() -> None:
    natural, fixed = along(CHAIN), along(CHAIN, x=-2.0)
    assert {name for name in natural if np.array_equal(natural[name], fixed[name])} == {"root", "z"}
    kept = nearest(np.abs(natural["x"] + 2.0))
    assert len(kept) == 2_000
    low = natural["x"][kept].mean()
    assert low < -1.5
    # E[root | x] = -sqrt(SHARED) x; the root's other effect, z, follows it by sqrt(SHARED) once more.
    assert natural["root"][kept].mean() == pytest.approx(-sqrt(SHARED) * low, abs=0.05)
    assert natural["z"][kept].mean() == pytest.approx(-SHARED * low, abs=0.05)


def test_to_set_a_cause_shifts_its_effect_and_makes_it_no_livelier() -> None:
    claims = [claim("both", all_of("root", "x"), "y")]
    natural, fixed = along(claims), along(claims, root=-2.0)
    assert fixed["y"].mean() == pytest.approx(-2.0 * sqrt(SHARED / 2), abs=0.03)
    assert fixed["y"].var() == pytest.approx(1 - SHARED / 2, abs=0.03)
    assert along(claims, root=-2.0, x=0.0)["y"].var() == pytest.approx(1 - SHARED, abs=0.03)
    assert natural["y"].var() == pytest.approx(1.0, abs=0.03)


def test_what_the_facts_meet_has_the_days_of_the_facts_and_the_rest_goes_on_from_the_last_figure() -> None:
    thesis = world(">= 20 (10..40)", [("2024-01-01", 5.0), ("2024-06", 16.0), ("2025-01-01", 16.0)])
    now, later = crossing(thesis), crossing(thesis, as_of=date(2027, 6, 1))
    last, june = month_of(date(2025, 1, 1)), [month_of(date(2024, 6, each)) for each in (1, 30)]
    assert now.until == last
    met = now.months < last
    assert 0.0 < now.met == met.mean() < 0.5
    assert ((now.months[met] >= june[0]) & (now.months[met] <= june[1])).all()
    assert (now.months[~met] > last).all()
    assert np.array_equal(now.months, later.months)  # nothing is known of the time since
    assert (later.months < month_of(date(2027, 6, 1))).any()


@pytest.mark.parametrize(
    "curve",
    [
        pytest.param(SLOW, id="both still to come"),
        pytest.param([*SLOW, ("2025-04-01", 50.0)], id="one met"),
        pytest.param([*SLOW, ("2025-04", 90.0)], id="both met by one figure of a month"),
    ],
)
def test_of_two_thresholds_on_one_curve_the_strict_never_comes_first(curve: list[tuple[str, float]]) -> None:
    both = [condition(name, "x", f">= {name[1:]}", series="s", unit="minutes") for name in ("t40", "t80")]
    thesis = of(*both, curves=[series("s", curve, "minutes")])
    assert (crossing(thesis, name="t40").months <= crossing(thesis, name="t80").months).all()


def test_a_price_that_nobody_asks_yet_was_not_met_on_the_last_day_of_the_data() -> None:
    market = offers("market", [("2023-06-01", "a", 10.0, 50.0), ("2024-06-01", "b", 5.0, 80.0)])
    thesis = of(condition("c", "x", "<= 3", unit="USD/task"), curves=[level("c", market, 40.0)])
    found = crossing(replace(thesis, offers={"market": market}))
    assert (found.met, found.until) == (0.0, month_of(date(2024, 6, 1)))
    assert (found.months > month_of(date(2024, 6, 1))).all()


def test_a_later_no_is_not_outweighed_by_an_earlier_figure() -> None:
    found = futures(replace(world(">= 8", SLOW), observations=(NO,))).crossing("c")
    assert found is None or (found.months > month_of(date(2025, 5, 1))).all()


@pytest.mark.parametrize(
    ("last", "unit", "rule", "text"),
    [
        pytest.param(10.0, "minutes", ">= 40", "x.fold_per_year=2", id="a factor upwards"),
        pytest.param(40.0, "USD/task", "<= 10", "c.fold_per_year=2", id="a factor downwards"),
        pytest.param(0.5, "share", ">= 0.8", "x.fold_per_year=2", id="a factor of odds"),
        pytest.param(10.0, "ECI", ">= 40", "x.fold_per_year=2", id="a factor of an index"),
        pytest.param(10.0, "ECI", ">= 20", "x.per_year=5", id="units of an index"),
        pytest.param(10.0, "minutes", ">= 20", "x.per_year=5", id="units of what goes by ratio"),
        pytest.param(40.0, "USD/task", "<= 10", "x.per_year=15", id="units downwards"),
        pytest.param(0.5, "share", ">= 0.7", "x.per_year=0.1", id="units of a share"),
    ],
)
def test_a_pace_makes_up_a_gap_of_two_years_in_two_years_or_is_refused(
    last: float, unit: str, rule: str, text: str
) -> None:
    thesis = world(rule, [("2024-01-01", last), ("2025-01-01", last)], unit)
    try:
        found = crossing(thesis, text)
    except UsageError:
        return
    assert set(found.months.round(4)) == {round(month_of(date(2025, 1, 1)) + 24.0, 4)}


def test_what_halts_never_comes_and_keeps_what_it_has() -> None:
    ahead = crossing(world(">= 40", SLOW), "x=halts")
    assert set(ahead.months) == {NEVER}
    behind = crossing(world(">= 8", SLOW), "c=halts")
    assert (set(behind.months), set(behind.lost)) == ({month_of(date(2024, 1, 1))}, {NEVER})
    back = crossing(world(">= 8", SLOW), "x.fold_per_year=0.5")
    assert back.lost == pytest.approx(month_of(date(2025, 1, 1)) + 12 * np.log2(10 / 8))


def test_a_pace_set_for_what_nothing_measures_is_refused_or_at_least_no_halt() -> None:
    halted = futures(world(">= 40"), "root=halts").shocks["root"]
    try:
        fast = futures(world(">= 40"), "root.fold_per_year=10").shocks["root"]
    except UsageError:
        return
    assert (fast > halted).all()


def test_only_a_curve_that_once_went_back_can_lose_what_it_has() -> None:
    assert set(crossing(world(">= 8", SLOW)).lost) == {NEVER}
    lost = crossing(world(">= 8", [*SLOW[:2], ("2024-06-01", 4.0), ("2025-01-01", 9.0)])).lost
    assert 0.0 < np.isfinite(lost).mean() < 1.0
    assert lost.min() > month_of(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("thesis", "seen"),
    [
        pytest.param(world(None), None, id="nothing"),
        pytest.param(world(">= 8"), None, id="a number without a series"),
        pytest.param(world(">= 8", [("2026-01-01", 9.0)]), None, id="figures of later days only"),
        pytest.param(replace(world(">= 8", SLOW), series={"c": series("c", SLOW)}), None, id="another unit"),
        pytest.param(replace(world(None), observations=(NO,)), None, id="seen not to be met"),
        pytest.param(replace(world(None), observations=(YES,)), date(2025, 5, 1), id="seen to be met"),
    ],
)
def test_a_condition_without_figures_has_the_date_it_was_seen_or_none(
    thesis: Thesis, seen: date | None
) -> None:
    found = futures(thesis).crossing("c")
    assert (None if found is None else set(found.months)) == (None if seen is None else {month_of(seen)})
