"""Gates over many futures against an evaluator of their own, which walks through the months one by one."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from causal_compute.forecast.curves import NEVER
from causal_compute.model import Cause, Change, Claim, Gate, GateOperator
from causal_compute.outlook.futures import Crossing
from causal_compute.outlook.gates import Dated, date_all
from causal_compute.traverse.gates import Formula, formulas
from tests.theses import all_of, any_of, at_least, cause, condition, gate, gated, make_thesis

VIABLE = Change.BECOMES_VIABLE
CONDITIONS = ["a", "b", "c", "d"]
FUTURES = 3

quick = settings(max_examples=60, deadline=None, derandomize=True)
months = st.one_of(st.integers(0, 9).map(float), st.just(NEVER))
futures = st.lists(months, min_size=FUTURES, max_size=FUTURES)
crossings = st.fixed_dictionaries(dict.fromkeys(CONDITIONS, futures))
losses = st.fixed_dictionaries(
    dict.fromkeys(CONDITIONS, st.lists(st.sampled_from([50.0, 60.0, 70.0, NEVER]), min_size=3, max_size=3))
)


def leaves(*more: Cause) -> st.SearchStrategy[Cause]:
    return st.sampled_from([*(cause(f"x@{name}") for name in CONDITIONS), *more])


def gates(leaf: st.SearchStrategy[Cause], *, depth: int = 1) -> st.SearchStrategy[Gate]:
    inside: st.SearchStrategy[Cause | Gate] = st.one_of(leaf, gates(leaf, depth=depth - 1)) if depth else leaf
    return st.builds(
        lambda operator, members, k: gate(operator, *members, k=min(k, len(members))),
        st.sampled_from(list(GateOperator)),
        st.lists(inside, min_size=1, max_size=3),
        st.integers(1, 3),
    )


def viable(*names: str) -> list[Cause]:
    return [cause(name, VIABLE) for name in names]


vague = [cause("x@unknown"), cause("driver"), cause("-q")]
plain = st.fixed_dictionaries(
    {
        "p": gates(leaves(*vague, *viable("q", "r"), cause("r", Change.HOLDS))),
        "q": gates(leaves(*vague, *viable("r"))),
        "r": gates(leaves(*vague)),
    }
)
circles = st.fixed_dictionaries(dict.fromkeys("pqr", gates(leaves(*viable("p", "q", "r")))))


def made(parts: Mapping[str, Gate]) -> Mapping[str, Formula]:
    claims = [gated(f"makes-{name}", each, name) for name, each in parts.items()]
    return joined(*claims)


def joined(*claims: Claim) -> Mapping[str, Formula]:
    named = [condition(name, "x") for name in [*CONDITIONS, "unknown"]]
    return formulas(make_thesis(conditions=named, claims=claims))


def dated(
    parts: Mapping[str, Formula],
    crossed: Mapping[str, Sequence[float]],
    lost: Mapping[str, Sequence[float]] | None = None,
) -> Mapping[str, Dated | None]:
    known = {
        name: Crossing(np.array(each), np.array((lost or {}).get(name, [NEVER] * len(each))), 0.0, None)
        for name, each in crossed.items()
    }
    return date_all(parts, known.get)


class Brute:
    """One future, month by month: what holds is the least that follows from the conditions met by then.

    What is in no way tied to a dated condition has no vote: it is left out and named.
    """

    def __init__(self, parts: Mapping[str, Formula], crossed: Mapping[str, float]) -> None:
        self.parts, self.crossed = parts, crossed
        self.known: set[str] = set()
        while more := {name for name in parts if name not in self.known and self.ties(name)}:
            self.known |= more

    def ties(self, name: str) -> bool:
        return any(each.condition in self.crossed or self.leans(each) for each in self.parts[name].causes())

    def leans(self, each: Cause) -> bool:
        return each.condition is None and each.change.sign >= 0 and each.variable in self.known

    def date(self, name: str) -> float | None:
        if name not in self.known:
            return None
        days = sorted(set(self.crossed.values()) - {NEVER})
        return next((day for day in days if name in self.met(day)), NEVER)

    def met(self, day: float) -> set[str]:
        found: set[str] = set()
        while more := {name for name in self.known - found if self.vote(self.parts[name], day, found)}:
            found |= more
        return found

    def vote(self, member: Formula | Cause, day: float, found: set[str]) -> bool | None:
        if isinstance(member, Cause):
            if member.condition is not None:
                return self.crossed[member.condition] <= day if member.condition in self.crossed else None
            return member.variable in found if self.leans(member) else None
        votes = [vote for each in member.members if (vote := self.vote(each, day, found)) is not None]
        needs = {GateOperator.ALL: len(votes), GateOperator.ANY: 1}.get(member.operator, member.k or 0)
        return sum(votes) >= min(needs, len(votes)) if votes else None

    def unknown(self, name: str) -> set[str]:
        found: set[str] = set()
        for each in self.parts[name].causes():
            if each.condition is not None:
                found |= {each.condition} - set(self.crossed)
            elif each.variable in self.parts and each.change.sign >= 0:
                found |= self.unknown(each.variable)
            else:
                found.add(each.variable)
        return found


def future(crossed: Mapping[str, Sequence[float]], i: int) -> dict[str, float]:
    return {name: each[i] for name, each in crossed.items()}


@quick
@given(plain, crossings)
def test_in_every_future_a_gate_has_the_date_that_brute_force_finds(
    parts: Mapping[str, Gate], crossed: Mapping[str, Sequence[float]]
) -> None:
    known = made(parts)
    found = dated(known, crossed)
    for name, each in found.items():
        brute = [Brute(known, future(crossed, i)).date(name) for i in range(FUTURES)]
        assert brute == ([None] * FUTURES if each is None else each.months.tolist())


@quick
@given(plain, crossings)
def test_what_cannot_be_dated_is_named_and_nothing_else_is(
    parts: Mapping[str, Gate], crossed: Mapping[str, Sequence[float]]
) -> None:
    known = made(parts)
    brute = Brute(known, future(crossed, 0))
    for name, each in dated(known, crossed).items():
        if each is not None:
            assert len(each.unknown) == len(set(each.unknown))
            assert set(each.unknown) == brute.unknown(name)


@quick
@given(plain, crossings)
def test_the_binding_condition_is_met_with_the_gate_and_not_otherwise(
    parts: Mapping[str, Gate], crossed: Mapping[str, Sequence[float]]
) -> None:
    for each in dated(made(parts), crossed).values():
        for i in range(FUTURES) if each is not None else ():
            assert each is not None
            decides = each.conditions[each.binding[i]]
            assert crossed[decides][i] == each.months[i]


@settings(quick, phases=[Phase.generate])  # the test after it is the smallest case
@given(circles, crossings)
def test_no_circle_of_applications_proves_itself(
    parts: Mapping[str, Gate], crossed: Mapping[str, Sequence[float]]
) -> None:
    known = made(parts)
    for name, each in dated(known, crossed).items():
        brute = [Brute(known, future(crossed, i)).date(name) for i in range(FUTURES)]
        assert (each is None) == (brute[0] is None)
        if each is not None and not each.unknown:
            assert each.months.tolist() == brute


def test_of_two_that_lean_on_each_other_neither_comes_before_the_way_in() -> None:
    needs, offers = all_of(cause("q", VIABLE), "x@a"), any_of(cause("p", VIABLE), "x@b")
    found = dated(made({"p": needs, "q": offers}), {"a": [1.0], "b": [10.0]})
    assert {name: each and each.months.tolist() for name, each in found.items()} == {"p": [10.0], "q": [10.0]}


@pytest.mark.parametrize("length", [3, 9, 12])
def test_the_order_of_the_files_does_not_matter_however_long_the_chain(length: int) -> None:
    chain = {f"v{i}": all_of(cause(f"v{i + 1}", VIABLE)) for i in range(length - 1)}
    parts = made({**chain, f"v{length - 1}": all_of("x@a")})
    for order in (parts, dict(reversed(list(parts.items())))):
        found = dated(order, {"a": [4.0]})
        assert {None if each is None else float(each.months[0]) for each in found.values()} == {4.0}


@pytest.mark.parametrize(
    ("members", "month", "decides", "unknown"),
    [
        pytest.param(all_of("x@a", "x@b", "x@c"), 7.0, "c", [], id="all: the latest"),
        pytest.param(any_of("x@c", "x@b", "x@a"), 2.0, "a", [], id="any: the earliest"),
        pytest.param(at_least(2, "x@c", "x@a", "x@b"), 5.0, "b", [], id="at least two: the second"),
        pytest.param(all_of("x@a", any_of("x@b", "x@c")), 5.0, "b", [], id="nested"),
        pytest.param(all_of("x@a", "x@unknown"), 2.0, "a", ["unknown"], id="if the rest holds"),
        pytest.param(any_of("x@unknown", "x@b"), 5.0, "b", ["unknown"], id="of alternatives the known one"),
        pytest.param(at_least(2, "x@unknown", "x@c", "x@a"), 7.0, "c", ["unknown"], id="two are known"),
        pytest.param(at_least(3, "x@unknown", "x@c", "x@a"), 7.0, "c", ["unknown"], id="only two are known"),
        pytest.param(all_of("x@a", any_of("x@unknown")), 2.0, "a", ["unknown"], id="a whole gate left out"),
        pytest.param(all_of("x@a", "driver"), 2.0, "a", ["driver"], id="a driver has no date"),
        pytest.param(all_of("x@a", "x@unknown", "x@unknown"), 2.0, "a", ["unknown"], id="named once"),
    ],
)
def test_a_gate_by_hand(members: Gate, month: float, decides: str, unknown: list[str]) -> None:
    found = dated(made({"p": members}), {"a": [2.0], "b": [5.0], "c": [7.0]})["p"]
    assert found is not None
    assert (found.months[0], found.conditions[found.binding[0]]) == (month, decides)
    assert list(found.unknown) == unknown


def test_a_gate_of_which_nothing_is_known_has_no_date() -> None:
    assert dated(made({"p": all_of("x@unknown", "driver")}), {"a": [2.0]}) == {"p": None}


def test_an_application_that_leans_on_another_takes_its_date_and_what_binds_it() -> None:
    parts = made({"p": all_of(cause("q", VIABLE), "x@a"), "q": all_of("x@b", "x@unknown")})
    found = dated(parts, {"a": [1.0, 9.0], "b": [5.0, 5.0]})["p"]
    assert found is not None
    assert found.months.tolist() == [5.0, 9.0]
    assert [found.conditions[i] for i in found.binding] == ["b", "a"]
    assert found.unknown == ("unknown",)


def interval(
    part: Formula | Cause, crossed: Mapping[str, float], lost: Mapping[str, float]
) -> tuple[float, float]:
    """Return when a gate is met, and the first day from then on which fewer than k of its members hold."""
    if isinstance(part, Cause):
        assert part.condition is not None
        return crossed[part.condition], lost[part.condition]
    spans = [interval(each, crossed, lost) for each in part.members]
    k = {GateOperator.ALL: len(spans), GateOperator.ANY: 1}.get(part.operator, part.k or 0)
    met = sorted(begin for begin, _ in spans)[k - 1]
    days = sorted({met, *(end for _, end in spans)} - {NEVER})
    gone = (d for d in days if d >= met and sum(begin <= d < end for begin, end in spans) < k)
    return met, next(gone, NEVER)


@quick
@given(gates(leaves(), depth=2), crossings, losses)
def test_a_gate_is_lost_when_fewer_hold_than_it_needs(
    members: Gate, crossed: Mapping[str, Sequence[float]], lost: Mapping[str, Sequence[float]]
) -> None:
    parts = made({"p": members})
    found = dated(parts, crossed, lost)["p"]
    assert found is not None
    for i in range(FUTURES):
        met, gone = interval(parts["p"], future(crossed, i), future(lost, i))
        assert found.months[i] == met
        if met < NEVER:
            assert found.lost[i] == gone


@pytest.mark.parametrize(
    ("members", "lost"),
    [
        pytest.param(all_of("x@a", "x@b"), 6.0, id="all: with the first"),
        pytest.param(any_of("x@a", "x@b"), 8.0, id="any: with the last"),
        pytest.param(at_least(2, "x@a", "x@b", "x@d"), 6.0, id="at least two: one never came"),
        pytest.param(any_of("x@a", "x@c"), 6.0, id="any: the second comes only after the first has gone"),
    ],
)
def test_a_loss_by_hand(members: Gate, lost: float) -> None:
    crossed = {"a": [1.0], "b": [2.0], "c": [7.0], "d": [NEVER]}
    gone = {"a": [6.0], "b": [8.0], "c": [9.0], "d": [NEVER]}
    found = dated(made({"p": members}), crossed, gone)["p"]
    assert found is not None
    assert found.lost.tolist() == [lost]


def test_no_gate_is_lost_before_it_is_met() -> None:
    found = dated(made({"p": all_of("x@a", "x@b")}), {"a": [1.0], "b": [3.0]}, {"a": [2.0], "b": [9.0]})["p"]
    assert found is not None
    assert found.months[0] == NEVER or found.lost[0] >= found.months[0]
