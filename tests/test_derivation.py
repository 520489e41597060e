# ruff: noqa: E501 - a row of a table is one line
"""Units that multiply, and series that are reckoned: by hand, and against a loop over every day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.derivation import Inputs, NotDerivableError, derived, in_force
from causal_compute.errors import BadDataError
from causal_compute.model import Best, Cost, Derivation, Level, Offer, Offers, Point, Seen, Series, Thesis
from causal_compute.quantity import UNITS, Quantity, parse_date
from causal_compute.readers import read_thesis
from causal_compute.units import Unit, unit
from tests.theses import NO_TEXT, series

FIXTURES = Path(__file__).parent / "fixtures"
PRICE, ANSWER = "USD/Mtok", "USD/answer"

# ---------------------------------------------------------------- units

INTO = [
    pytest.param("Mtok", "tokens", 1e6, id="a multiple into its plain unit"),
    pytest.param("billion USD", "100M USD", 10.0, id="a multiple into another"),
    pytest.param("100M USD", "trillion USD", 1e-4, id="a small one into a large one"),
    pytest.param("billion USD/year", "USD/year", 1e9, id="only what is counted is a multiple"),
    pytest.param("USD/Mtok", "USD/tokens", 1e-6, id="only what it is counted by is one"),
    pytest.param("share", "percent", 100.0, id="shares are numbers"),
    pytest.param("fold/year", "share/year", 1.0, id="and so are folds"),
    pytest.param("USD/1", "USD", 1.0, id="by one is by nothing"),
    pytest.param("USD", "tokens", None, id="money is no token"),
    pytest.param("USD/answer", "USD/report", None, id="an answer is no report"),
    pytest.param("USD/answer", "USD", None, id="a rate is no sum"),
    pytest.param("months", "years", None, id="months and years are left alone"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "factor"), INTO)
def test_a_unit_goes_into_another_or_does_not(one: str, other: str, factor: float | None) -> None:
    found = unit(one).into(unit(other))
    assert found is None if factor is None else found == pytest.approx(factor, rel=1e-12)


TIMES = [
    pytest.param("USD/Mtok", "tokens/answer", "USD/answer", 1e-6, id="a price times tokens"),
    pytest.param("percent", "billion USD", "100M USD", 0.1, id="a share of a sum"),
    pytest.param("USD/GPU-hour", "GPU-hour/task", "USD/task", 1.0, id="what it is counted by cancels"),
    pytest.param("USD/Mtok", "tokens/answer", "USD/report", None, id="of another thing"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "product", "factor"), TIMES)
def test_units_multiply_as_their_names_do(left: str, right: str, product: str, factor: float | None) -> None:
    for each in (unit(left) * unit(right), unit(right) * unit(left)):
        found = each.into(unit(product))
        assert found is None if factor is None else found == pytest.approx(factor, rel=1e-12)


def test_every_known_unit_goes_into_itself_once() -> None:
    assert {name: unit(name).into(unit(name)) for name in UNITS} == dict.fromkeys(UNITS, 1.0)


def product(names: Iterable[str]) -> Unit:
    made = unit("1")
    for name in names:
        made *= unit(name)
    return made


units = st.lists(
    st.sampled_from(["USD", "Mtok", "1/Mtok", "percent", "billion USD", "1/task"]), max_size=4
).map(product)


@settings(max_examples=100, deadline=None)
@given(units, units, st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_factors_multiply_and_have_inverses(one: Unit, other: Unit, left: float, right: float) -> None:
    scaled = one.times(left)
    assert scaled.into(one) == pytest.approx(left)
    assert (scaled * other.times(right)).into(one * other) == pytest.approx(left * right)
    assert (one * other).into(other * one) == pytest.approx(1.0)
    there, back = one.into(other), other.into(one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there * back == pytest.approx(1.0)
        assert scaled.into(other) == pytest.approx(left * there)


# ---------------------------------------------------------------- offers

Row = tuple[str, str, float | None, float]
Step = tuple[str, float]
Table = list[tuple[int, str, float | None, float]]

MARKET: list[Row] = [
    ("2023-03-01", "alpha", 10.0, 100.0), ("2023-06-01", "beta", 4.0, 90.0), ("2023-09", "gamma", 3.0, 105.0),
    ("2024-01-10", "beta", 2.0, 100.0), ("2024-02-01", "beta", 6.0, 100.0), ("2024-03-01", "gamma", None, 105.0),
    ("2024-04-01", "alpha", None, 100.0), ("2024-05-01", "beta", None, 100.0),
    ("2024-06-01", "delta", 6.0, 120.0), ("2024-07-01", "delta", 1.0, 120.0),
]  # fmt: skip


def market(rows: Iterable[Row]) -> Offers:
    made = tuple(
        Offer(date=parse_date(day), label=label, cost=cost, score=score, source=f"of-{label}", seen=Seen.PRIMARY)
        for day, label, cost, score in rows
    )  # fmt: skip
    return Offers(id="shop", label=NO_TEXT, cost_unit=PRICE, score_unit="ECI", offers=made)


def reckoned(
    how: Derivation, into: str, rows: Iterable[Row] = (), inputs: Iterable[Series] = ()
) -> tuple[Point, ...]:
    known = {each.id: (each.unit, each.points) for each in inputs}
    return derived(how, into, Inputs({"shop": market(rows)}, known))


def steps(points: Sequence[Point]) -> list[Step]:
    return [(point.date.verbatim, point.value) for point in points]


# beta grows dearer in February, so gamma is the cheapest again; it goes in March. After a month without any offer
# delta costs the same six, which is no change.
LOWEST = [("2023-03-01", 10.0), ("2023-09", 3.0), ("2024-01-10", 2.0), ("2024-02-01", 3.0), ("2024-03-01", 6.0), ("2024-07-01", 1.0)]  # fmt: skip
BEST = [("2023-06-01", 90.0), ("2023-09", 105.0), ("2024-07-01", 120.0)]
CURVES = [
    pytest.param(Level(offers="shop", score=100.0), LOWEST, id="the lowest cost keeps its rises"),
    pytest.param(Level(offers="shop", score=110.0), [("2024-06-01", 6.0), ("2024-07-01", 1.0)], id="of a score that came late"),
    pytest.param(Best(offers="shop", cost=4.0), BEST, id="the best score"),
    pytest.param(Best(offers="shop", cost=6.0), [("2023-06-01", 90.0), ("2023-09", 105.0), ("2024-03-01", 100.0), ("2024-06-01", 120.0)], id="a best that is withdrawn falls"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "expected"), CURVES)
def test_offers_give_the_curve_worked_out_by_hand(how: Derivation, expected: list[Step]) -> None:
    points = reckoned(how, PRICE if isinstance(how, Level) else "ECI", MARKET)
    assert steps(points) == expected
    assert {point.seen for point in points} == {Seen.COMPUTED}


def test_a_point_says_which_offer_it_was_read_from() -> None:
    first, second, *_ = reckoned(Level(offers="shop", score=100.0), PRICE, MARKET)
    assert (first.source, second.source) == ("of-alpha", "of-gamma")
    assert second.what.en == "gamma: 3 USD/Mtok at a score of 105 ECI"
    assert second.what.zh == "gamma：3 美元/百万词元，得分 105 ECI"


def test_an_offer_counts_when_all_the_days_it_may_mean_are_over() -> None:
    offers = market(MARKET).offers
    for day, standing in {29: ["alpha", "beta"], 30: ["alpha", "beta", "gamma"]}.items():
        assert [offer.label for offer in in_force(offers, date(2023, 9, day))] == standing
    assert [offer.label for offer in in_force(offers, date(2024, 4, 1))] == ["beta"]
    assert in_force(offers, date(2024, 5, 1)) == []


FIRST = date(2024, 1, 1)
prices = st.one_of(st.none(), st.integers(1, 5).map(float))
offered = st.tuples(st.integers(0, 11), st.sampled_from("abc"), prices, st.integers(1, 4).map(float))


def by_every_day(how: Level | Best, table: Table) -> list[Step]:
    """Return what somebody writes down who looks at the offers day by day."""
    shop: dict[str, tuple[float | None, float]] = {}
    written: list[Step] = []
    for today in range(12):
        shop |= {label: (cost, score) for day, label, cost, score in table if day == today}
        priced = [(cost, score) for cost, score in shop.values() if cost is not None]
        if isinstance(how, Level):
            value = min((cost for cost, score in priced if score >= how.score), default=None)
        else:
            value = max((score for cost, score in priced if cost <= how.cost), default=None)
        if value is not None and [value] != [before for _, before in written[-1:]]:
            written.append(((FIRST + timedelta(today)).isoformat(), value))
    return written


@settings(max_examples=150, deadline=None)
@given(st.lists(offered, max_size=9), st.integers(1, 4), st.booleans())
def test_offers_give_what_is_seen_day_by_day(table: Table, bound: int, level: bool) -> None:
    table.sort(key=lambda each: each[0])
    how = Level(offers="shop", score=bound) if level else Best(offers="shop", cost=bound)
    rows = [((FIRST + timedelta(day)).isoformat(), label, cost, score) for day, label, cost, score in table]
    try:
        found = steps(reckoned(how, PRICE if level else "ECI", rows))
    except NotDerivableError:
        found = []
    assert found == by_every_day(how, table)


# ---------------------------------------------------------------- costs

IN, OUT = Quantity(2000.0, 2000.0, "tokens/answer", 2000.0), Quantity(400.0, 600.0, "tokens/answer")
FLAT = Cost(price_in="in", price_out="out", tokens_in=IN, tokens_out=OUT)
TRIED = replace(FLAT, attempts=3, success=0.75, cached=0.5)
PRICES = [
    series("in", [("2021-01-01", 20.0), ("2022-01-01", 2.0), ("2022-03", 2.0)], PRICE),
    series("out", [("2021-03-01", 40.0), ("2022-01-01", 4.0), ("2023-01-01", 400.0)], PRICE),
]
COSTS = [
    # (2000 * 20 + 500 * 40) / 1e6, where 500 is the middle of 400 to 600; 4000 + 2000; 4000 + 200000
    pytest.param(FLAT, ANSWER, [0.06, 0.006, 0.204], id="tokens times prices"),
    # (40000 * 0.5 + 20000) * 3 / 0.75 / 1e6, and so on
    pytest.param(TRIED, ANSWER, [0.16, 0.016, 0.808], id="times attempts over success"),
    pytest.param(replace(FLAT, cached=1.0), ANSWER, [0.02, 0.002, 0.2], id="nothing charged for what goes in"),
    pytest.param(FLAT, "billion USD/answer", [6e-11, 6e-12, 2.04e-10], id="in another multiple"),
    pytest.param(replace(FLAT, tokens_in=Quantity(0.002, 0.002, "Mtok/answer")), ANSWER, [0.06, 0.006, 0.204], id="each figure in a unit of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "into", "expected"), COSTS)
def test_a_cost_is_what_was_worked_out_by_hand(how: Cost, into: str, expected: list[float]) -> None:
    points = reckoned(how, into, inputs=PRICES)
    assert [point.date.verbatim for point in points] == ["2021-03-01", "2022-01-01", "2023-01-01"]
    assert [point.value for point in points] == pytest.approx(expected)


def test_a_cost_comes_from_the_source_of_the_price_that_changed_and_shows_its_figures() -> None:
    low = replace(PRICES[0], points=tuple(replace(each, source="other") for each in PRICES[0].points))
    points = reckoned(TRIED, ANSWER, inputs=[low, PRICES[1]])
    assert (points[0].source, points[2].source) == ("s", "s")
    assert points[0].what.en == "; 2,000 tokens in + 500 out, 50% cached, 3 attempts / 75% solved"
    assert points[0].what.zh == "；2,000 词元入、500 出，50% 命中缓存，3 次尝试 / 75% 成功"


NO_POINT = "the derivation has no point; look at its level, its cost or its inputs"
CANNOT = [
    pytest.param(Level(offers="stall", score=1), PRICE, "there are no offers 'stall'; declare them in offers.yaml", id="offers"),
    pytest.param(Level(offers="shop", score=1), "USD/task", "the offers give USD/Mtok, not USD/task; change the unit of the series", id="cost-unit"),
    pytest.param(Best(offers="shop", cost=1), "1", "the offers give ECI, not 1; change the unit of the series", id="score-unit"),
    pytest.param(Level(offers="shop", score=999), PRICE, NO_POINT, id="score-out-of-reach"),
    pytest.param(Best(offers="shop", cost=0.5), "ECI", NO_POINT, id="cost-too-low"),
    pytest.param(replace(FLAT, price_in="none"), ANSWER, NO_POINT, id="a-price-without-a-point"),
    pytest.param(replace(FLAT, price_out="oat"), ANSWER, "there is no series 'oat' to derive from; declare it in series.yaml", id="series"),
    pytest.param(FLAT, "USD/report", "USD/Mtok times tokens/answer is not USD/report; change the unit of one of them", id="unit-of-the-result"),
    pytest.param(replace(FLAT, tokens_out=Quantity(1, 1, ANSWER)), ANSWER, "USD/Mtok times USD/answer is not USD/answer; change the unit of one of them", id="unit-of-the-tokens"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "into", "message"), CANNOT)
def test_what_cannot_be_reckoned_says_why_and_what_to_do(how: Derivation, into: str, message: str) -> None:
    with pytest.raises(NotDerivableError) as caught:
        reckoned(how, into, MARKET, [*PRICES, series("none", [], PRICE)])
    assert str(caught.value) == message


DECLARED = [
    pytest.param("price_out: words-price-out", "price_out: letter-cost", "CC025 a circle of derived series; derive one of them from a table", id="circle"),
    pytest.param("price_out: words-price-out", "price_out: words", "CC025 there is no series 'words' to derive from; declare it in series.yaml", id="series"),
    pytest.param("offers: lamps, score: 50", "offers: lights, score: 50", "CC025 there are no offers 'lights'; declare them in offers.yaml", id="offers"),
    pytest.param("cached: 0.5", "cached: 50", "CC010 success lies above 0 and up to 1, cached from 0 to 1, attempts above 0; write shares as 0.25, not as 25", id="share"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), DECLARED)
def test_a_wrong_derivation_is_a_finding(tmp_path: Path, old: str, new: str, said: str) -> None:
    for name in ("small", "small-evidence"):
        copytree(FIXTURES / name, tmp_path / name)
    path = tmp_path / "small-evidence" / "series.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadDataError) as caught:
        read_thesis(tmp_path / "small")
    (found,) = caught.value.findings
    assert str(found) == f"{path}:{found.line}:{found.column}: {said}"


def test_every_derived_series_of_the_deck_is_what_another_reckoning_gives() -> None:
    thesis = read_thesis()
    made = {name: each for name, each in thesis.series.items() if each.derivation is not None}
    assert len(made) > 10
    for name, each in made.items():
        again = [(day, float(f"{value:.6g}")) for day, value in once_more(thesis, each)]
        changes = [one for place, one in enumerate(again) if not place or again[place - 1][1] != one[1]]
        assert [(point.date.latest, point.value) for point in each.points] == changes, name


def once_more(thesis: Thesis, each: Series) -> Iterator[tuple[date, float]]:
    """Yield the value of a derived series of USD and tokens on every day on which what it draws on changes."""
    how = each.derivation
    if isinstance(how, Cost):
        tables = [thesis.series[how.price_in].points, thesis.series[how.price_out].points]
        for day in sorted({point.date.latest for table in tables for point in table}):
            last = [[point.value for point in table if point.date.latest <= day] for table in tables]
            if all(last):
                charged = how.tokens_in.centre * (1 - how.cached) * last[0][-1]
                yield day, (charged + how.tokens_out.centre * last[1][-1]) / 1e6 * how.attempts / how.success
    elif how is not None:
        offers = thesis.offers[how.offers].offers
        for day in sorted({offer.date.latest for offer in offers}):
            shop = {offer.label: offer for offer in offers if offer.date.latest <= day}.values()
            priced = [(offer.cost, offer.score) for offer in shop if offer.cost is not None]
            if isinstance(how, Level) and any(score >= how.score for _, score in priced):
                yield day, min(cost for cost, score in priced if score >= how.score)
            if isinstance(how, Best) and any(cost <= how.cost for cost, _ in priced):
                yield day, max(score for cost, score in priced if cost <= how.cost)
