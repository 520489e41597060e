"""When applications become viable, what would move that, and how it went with those that boomed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.errors import UsageError
from causal_compute.forecast.calendar import DAYS, month_of
from causal_compute.model import Layer, Modality, Thesis
from causal_compute.outlook.backtest import backtest_thesis
from causal_compute.outlook.booms import booms
from causal_compute.outlook.document import Outlook
from causal_compute.outlook.rows import Scenario, outlook, spread
from causal_compute.outlook.settings import Setting, parse
from causal_compute.outlook.whatif import levers, moves
from causal_compute.quantity import Quantity
from causal_compute.readers import read_thesis
from tests import theses
from tests.theses import all_of, any_of, claim, condition, cut, event, gated, make_thesis, observation, series

TODAY, FEW = date(2025, 6, 1), Scenario(samples=100)
MARKET = theses.offers(
    "market",
    [
        ("2023-03-01", "weak", 1.0, 20.0),
        ("2023-11-15", "good", 12.0, 45.0),
        ("2024-05", "good", 8.0, 42.0),
        ("2024-09-01", "best", 6.0, 60.0),
        ("2025-02-01", "weak", None, 20.0),
        ("2025-05-01", "small", 1.0, 30.0),
    ],
)
PRICE = theses.level("cheap", MARKET, 41.0)
ABLE = series("able", [("2023-06-01", 8.0), ("2024-02", 20.0), ("2025-03-01", 50.0)], "minutes")
TOLD = [("agents", "boom", "2025-04"), ("images", "boom", "2025-05-01"), ("images", "retreat", "2025-05-20")]

# Price and ability fall short of their thresholds; "legible" was seen to be met in December 2024.
BUSY = replace(
    make_thesis(
        variables=["app: agents", "app: images", "app: sound", "app: dark", "app: spared"],
        conditions=[
            condition("cheap", "price", "<= 2 (1..2.5)", unit="USD/task"),
            condition("able", "ability", ">= 80 (60..160)", unit="minutes"),
            *(condition(name, "ability") for name in ("legible", "unseen")),
        ],
        curves=[PRICE, ABLE],
        claims=[
            claim("scaling", "root", "ability"),
            claim("cheaper", "ability", "-price"),
            gated("both", all_of("ability@able", "-price@cheap"), "agents", holds_if=("legible",)),
            gated("seen", all_of("ability@legible"), "images"),
            gated("heard", any_of("ability@unseen", "-price@cheap"), "sound", Modality.SUFFICIENT),
            gated("hidden", all_of("ability@unseen"), "dark"),
            claim("helps", "agents", "spared"),
        ],
        observations=[
            observation("o", "legible", "2024-12"),
            observation("p", "legible", "2023-09", met=False),
        ],
    ),
    offers={"market": MARKET},
    evidence={"e": theses.evidence("e", "scaling", "contradicts", "2024-07-01", "lab")},
    events=tuple(event(f"e{i}", *each) for i, each in enumerate(TOLD)),
)


def row(name: str = "agents", scenario: Scenario = FEW, thesis: Thesis = BUSY) -> Outlook:
    return outlook(thesis, TODAY, scenario)[name]


def chosen(*texts: str, seen: Sequence[str] = ()) -> Scenario:
    return replace(FEW, settings=parse(texts, BUSY), given=parse(seen, BUSY))


@pytest.mark.parametrize(
    ("name", "standing", "since", "unknown"),
    [
        pytest.param("images", "crossed", "2024-12-31", [], id="met"),
        pytest.param("agents", "expected", None, [], id="every condition is dated"),
        pytest.param("sound", "partly-known", None, ["unseen"], id="one is"),
        pytest.param("dark", "unknown", None, ["unseen"], id="none is"),
        pytest.param("spared", "not-gated", None, [], id="nothing decides"),
    ],
)
def test_a_row_says_how_it_stands(name: str, standing: str, since: str | None, unknown: list[str]) -> None:
    found = row(name)
    assert (found["standing"], found["since"], found["unknown"]) == (standing, since, unknown)
    assert (found["crossing"] is None) == (standing in {"unknown", "not-gated"})
    assert row(name) == found  # the same futures every time


FIRST = month_of(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("months", "marks", "never"),
    [
        pytest.param([FIRST + i / DAYS for i in range(11)], ["02", "06", "10"], 0.0, id="eleven days"),
        pytest.param([FIRST, FIRST + 1 / DAYS, np.inf, np.inf], ["02", None, None], 0.5, id="half never"),
        pytest.param([1e6], [None, None, None], 0.0, id="after every calendar is not never"),
        pytest.param([FIRST + 0.5 / DAYS], ["02", "02", "02"], 0.0, id="a day that has begun must end"),
    ],
)
def test_a_spread_by_hand(months: list[float], marks: list[str | None], never: float) -> None:
    found = spread(np.array(months))
    assert [found["p10"], found["p50"], found["p90"]] == [each and f"2025-01-{each}" for each in marks]
    assert found["never"] == never


def test_the_lag_is_added_to_the_effect_and_to_nothing_else() -> None:
    lag = Quantity(low=6.0, high=6.0, unit="months", value=6.0)
    late = replace(BUSY, claims={**BUSY.claims, "both": replace(BUSY.claims["both"], lag=lag)})
    plain, found = row(), row(thesis=late)
    assert (plain["effect"], found["lag_months"], found["crossing"]) == (None, (6.0, 6.0), plain["crossing"])
    ends = [each["p50"] for each in (found["crossing"], found["effect"]) if each is not None and each["p50"]]
    begun, done = map(date.fromisoformat, ends)
    assert (done - begun).days in {182, 183}


def test_in_every_future_one_condition_binds_and_the_one_that_comes_later_does() -> None:
    def shares(found: Outlook) -> dict[str, float]:
        return {each["condition"]: each["binding"] for each in found["conditions"]}

    plain = row()
    assert list(plain["by"].values()) == sorted(plain["by"].values())
    assert sum(shares(plain).values()) == pytest.approx(1.0)
    assert 0.0 < shares(plain)["able"] < 1.0
    assert shares(plain)["legible"] == 0.0
    assert plain["binding"] == max(shares(plain), key=lambda name: shares(plain)[name])
    for late, variable in (("able", "ability"), ("cheap", "price")):
        found = row(scenario=chosen(f"{variable}.fold_per_year=1.01"))
        assert (found["binding"], shares(found)[late]) == (late, 1.0)


def test_what_is_left_out_takes_what_it_carried() -> None:
    assert row(scenario=replace(FEW, without=frozenset({"both"})))["standing"] == "not-gated"
    blind = row(scenario=replace(FEW, without=frozenset({"able"})))
    assert (blind["standing"], blind["unknown"]) == ("partly-known", ["able"])
    said = row("images", replace(FEW, layers=frozenset({Layer.THESIS})))
    assert (said["standing"], said["unknown"]) == ("unknown", ["legible"])  # facts are of another layer
    assert row(scenario=replace(FEW, layers=frozenset(Layer))) == row()


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        pytest.param("root=halts", Setting("root", fold=1.0), id="a variable halts"),
        pytest.param(" price = halts ", Setting("price", fold=1.0), id="blanks"),
        pytest.param("able=halts", Setting("ability", "able", fold=1.0), id="a series halts"),
        pytest.param("price.fold_per_year=3", Setting("price", fold=3.0), id="a factor"),
        pytest.param("able.per_year=-6.5", Setting("ability", "able", step=-6.5), id="units, backwards"),
        pytest.param("the-cost=halts", Setting("price", fold=1.0), id="in other words"),
    ],
)
def test_a_setting_is_read(text: str, setting: Setting) -> None:
    assert parse([text], BUSY, {"the cost": "price"}.get) == (setting,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("price", "is no setting", id="nothing is set"),
        pytest.param("price=3", "is no setting", id="three what"),
        pytest.param("price.fold_per_year=halts", "is no setting", id="a factor that halts"),
        pytest.param("price.per_month=3", "is no setting", id="another rate"),
        pytest.param("price.fold_per_year=much", "'much' is no number", id="no number"),
        pytest.param("price.per_year=nan", "'nan' is no number", id="not a number"),
        pytest.param("price.per_year=inf", "'inf' is no number", id="without end"),
        pytest.param("price.fold_per_year=0", "a factor is above 0", id="no factor"),
        pytest.param("peace=halts", "'peace' is neither a variable nor a series", id="nobody knows it"),
        pytest.param("pea\nce=halts", "is neither a variable nor a series", id="over two lines"),
    ],
)
def test_what_is_no_setting_is_refused_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse([text], BUSY)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def moved(*texts: str, seen: Sequence[str] = ()) -> dict[str, float | None]:
    found = moves(BUSY, BUSY, TODAY, chosen(*texts, seen=seen))
    return {each["application"]: each["months"] for each in found if each["months"] != 0.0}


def test_what_halts_moves_what_hangs_on_it_and_nothing_else() -> None:
    assert moved() == {}
    assert moved("able=halts").keys() == {"agents", "sound"}  # ability makes things cheaper
    assert moved("price=halts") == {"agents": None, "sound": None}
    never = row("sound", chosen("price=halts"))
    assert (never["crossing"], set(never["by"].values())) == (spread(np.array([np.inf])), {0.0})
    assert moved("root=halts").keys() == {"agents", "sound"}
    assert all((months or 0) > 0 for months in moved("root=halts").values())


def test_to_set_an_effect_does_not_move_its_cause_and_to_see_it_does() -> None:
    def ability(scenario: Scenario) -> str | None:
        return next(each["when"] and each["when"]["p50"] for each in row(scenario=scenario)["conditions"])

    plain, slow = ability(chosen()), ability(chosen(seen=["price=halts"]))
    assert ability(chosen("price=halts")) == plain
    assert plain is not None
    assert slow is None or slow > plain


def test_levers_stand_in_order_of_what_they_move_easy_before_strict() -> None:
    found = levers(BUSY, TODAY, "agents", FEW)
    assert (found[0]["kind"], found[0]["id"]) == ("claim", "both")  # without it there is no gate
    assert {each["id"] for each in found[1:] if each["kind"] == "threshold"} == {"able", "cheap"}
    assert {each["id"] for each in found[1:] if each["kind"] == "pace"} == {"ability", "price"}
    spans = [np.inf if each["span"] is None else each["span"] for each in found]
    assert spans == sorted(spans, reverse=True)
    assert all(each["easy"] and each["easy"] < (each["strict"] or "never") for each in found[1:])
    assert [each["id"] for each in levers(BUSY, TODAY, "images", FEW)] == ["seen"]  # nothing else moves it


def test_a_lever_is_pulled_in_the_world_that_was_set() -> None:
    assert levers(BUSY, TODAY, "sound", chosen("price=halts")) == []  # it stands still, and nothing moves it


def boomed(when: str, *causes: str, rule: str = ">= 10", kind: str = "boom") -> Thesis:
    """Return a thesis whose gate was crossed on 2024-06-01 by default, and what happened `when`."""
    curve = [("2023-01-01", 5.0), ("2024-06-01", 10.0), ("2024-09-01", 11.0)]
    made = make_thesis(
        variables=["app: app"],
        conditions=[condition("c", "x", rule, unit="ECI"), condition("dark", "x")],
        curves=[series("c", curve, "ECI")],
        claims=[gated("g", all_of(*(causes or ["x@c"])), "app")],
    )
    return replace(made, events=(event("e", "app", kind, when), event("late", "app", "boom", "2026-01-01")))


@pytest.mark.parametrize(
    ("thesis", "verdict", "lead"),
    [
        pytest.param(boomed("2025-01-01"), "foretold", 7.0, id="seven months later"),
        pytest.param(boomed("2024-06-01"), "foretold", 0.0, id="on the day"),
        pytest.param(boomed("2025-06-01"), "foretold", 12.0, id="a year later"),
        pytest.param(boomed("2024-01"), "boom-first", -4.0, id="before, by the last day of a month"),
        pytest.param(boomed("2025-06-01", rule=">= 4"), "long-before", 29.0, id="two years later"),
        pytest.param(boomed("2025-01-01", rule=">= 20"), "not-crossed", None, id="never crossed"),
        pytest.param(boomed("2025-01-01", "x@c", "x@dark"), "not-dated", None, id="not all is known"),
        pytest.param(boomed("2025-01-01", "x@dark"), "not-dated", None, id="nothing is known"),
        pytest.param(boomed("2025-01-01", kind="launch"), "no-boom", None, id="the boom is yet to come"),
    ],
)
def test_a_boom_is_set_beside_its_gate(thesis: Thesis, verdict: str, lead: float | None) -> None:
    (found,) = booms(thesis, TODAY, foretell=False)
    assert (found["verdict"], found["lead"], found["foretold"]) == (verdict, lead, None)


def everything(thesis: Thesis, day: date, name: str) -> tuple[object, ...]:
    pulled = levers(thesis, day, name, replace(FEW, samples=20))
    return outlook(thesis, day, FEW), booms(thesis, day), pulled, backtest_thesis(thesis, day)


@pytest.mark.no_cover
@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    st.integers(0, 900).map(lambda days: date(2023, 1, 1) + timedelta(days=days))
    | st.sampled_from([date(2024, 5, 30), date(2024, 12, 30), date(2025, 4, 29)])
)
def test_what_comes_later_changes_nothing(day: date) -> None:
    assert everything(BUSY, day, "agents") == everything(cut(BUSY, day), day, "agents")


DECK = read_thesis()


@pytest.mark.no_cover
@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 8, 15)], ids=str)
def test_what_comes_later_changes_nothing_in_the_deck(day: date) -> None:
    assert cut(DECK, day) != DECK
    assert everything(DECK, day, "agent-economy") == everything(cut(DECK, day), day, "agent-economy")


def test_a_boom_is_foretold_from_what_was_known_a_year_before() -> None:
    agents, images = booms(BUSY, TODAY)[:2]
    for found in (agents, images):
        assert found["boom"] is not None
        before = date.fromisoformat(found["boom"]) - timedelta(days=365)
        known = outlook(cut(BUSY, before), before)[found["application"]]
        assert (found["foretold"], found["unknown_then"]) == (known["crossing"], known["unknown"])
    assert (images["unknown_then"], images["retreat"]) == (["legible"], "2025-05-20")
    assert images["first"] == "legible"
    assert agents["foretold"] != agents["range"]


def test_the_record_asks_offers_in_two_dimensions_and_curves_in_one() -> None:
    found = backtest_thesis(BUSY, TODAY)
    assert [(each["id"], each["dimension"]) for each in found["series"]] == [("cheap", 2), ("able", 1)]
    trials = [each["scores"]["trials"] for each in found["series"] if each["scores"] is not None]
    assert found["overall"] is not None
    assert (sum(trials), found["in_sample"]) == (found["overall"]["trials"], None)
