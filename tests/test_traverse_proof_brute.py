"""Proof trees against an evaluator of their own: random gates over a few conditions and one another."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.model import Cause, Change, Claim, Gate, GateOperator, Modality
from causal_compute.traverse import GateProof, Proof, binding, leaves, prove, viability
from tests.theses import DAY, cause, day, gate, gated
from tests.worlds import CONDITIONS, MET, world

VIABLE = Change.BECOMES_VIABLE
N, S = Modality.NECESSARY, Modality.SUFFICIENT

VARIABLES = ["p", "q", "r"]
leaf_causes = st.one_of(
    st.sampled_from(CONDITIONS).map(lambda name: cause(f"x@{name}")),
    st.sampled_from(VARIABLES).map(lambda name: cause(name, VIABLE)),
    st.just(cause("driver")),
)


def gates(inside: st.SearchStrategy[Cause | Gate]) -> st.SearchStrategy[Gate]:
    members = st.lists(inside, min_size=1, max_size=3)
    return st.builds(
        lambda operator, parts, k: gate(operator, *parts, k=min(k, len(parts))),
        st.sampled_from(list(GateOperator)),
        members,
        st.integers(1, 3),
    )


deciding = st.sampled_from([N, S, Modality.NECESSARY_AND_SUFFICIENT, Modality.ENABLING])
gate_claims = st.lists(
    st.tuples(
        gates(st.one_of(leaf_causes, gates(leaf_causes))),
        st.sampled_from(VARIABLES),
        deciding,
        st.lists(st.sampled_from(CONDITIONS), max_size=1),
    ),
    min_size=1,
    max_size=5,
).map(
    lambda rows: [
        gated(f"c{i}", causes, effect, how, tuple(provisos))
        for i, (causes, effect, how, provisos) in enumerate(rows)
    ]
)


class Brute:
    """Kleene's logic as arithmetic (unmet 0, unknown 1/2, met 1) on one day; a circle is unknown."""

    def __init__(self, claims: list[Claim], today: date) -> None:
        self.claims, self.today = claims, today

    def variable(self, name: str, above: frozenset[str] = frozenset()) -> float:
        mine = [each for each in self.claims if each.effect.variable == name]
        if name in above or not mine:
            return 0.5
        values = {each.id: self.claim(each, above | {name}) for each in mine}
        must = [values[c.id] for c in mine if c.modality in (N, Modality.NECESSARY_AND_SUFFICIENT)]
        may = [values[c.id] for c in mine if c.modality in (S, Modality.ENABLING)]
        return min([*must, max(may)] if may else must)

    def claim(self, each: Claim, above: frozenset[str]) -> float:
        assert each.causes is not None
        return min([self.gate(each.causes, above), *map(self.condition, each.holds_if)])

    def gate(self, each: Gate, above: frozenset[str]) -> float:
        values = sorted((self.member(member, above) for member in each.members), reverse=True)
        k = {GateOperator.ALL: len(values), GateOperator.ANY: 1}.get(each.operator, each.k)
        assert k is not None
        return values[k - 1]

    def member(self, member: Cause | Gate, above: frozenset[str]) -> float:
        if isinstance(member, Gate):
            return self.gate(member, above)
        return (
            self.variable(member.variable, above)
            if member.condition is None
            else self.condition(member.condition)
        )

    def condition(self, name: str) -> float:
        if name in MET:
            return 1.0 if day(MET[name]).latest <= self.today else 0.5
        if name == "no-facts" or self.today < date(2025, 1, 1):
            return 0.5
        return 0.0


VALUE = {"unmet": 0.0, "unknown": 0.5, "met": 1.0}


@settings(max_examples=100, deadline=None)
@given(gate_claims, st.sampled_from([date(2024, 6, 1), date(2025, 2, 1), DAY]))
def test_a_status_is_what_brute_force_finds(claims: list[Claim], today: date) -> None:
    thesis, brute = world(*claims), Brute(claims, today)
    decided = viability(thesis, today)
    for name in VARIABLES:
        found = prove(thesis, name, today)
        assert (found is None) == (name not in decided)
        if found is not None:
            assert VALUE[found.status] == brute.variable(name)
            assert decided[name] == (found.status, found.since)


@settings(max_examples=100, deadline=None)
@given(gate_claims)
def test_since_is_the_first_day_on_which_brute_force_finds_it_met(claims: list[Claim]) -> None:
    thesis = world(*claims)
    epochs = sorted(day(when).latest for when in MET.values())
    for name, (status, since) in viability(thesis, DAY).items():
        assert (since is not None) == (status == "met")
        if since is not None:
            first = next(each for each in epochs if Brute(claims, each).variable(name) == 1.0)
            assert since.latest == first
            assert Brute(claims, first - timedelta(days=1)).variable(name) < 1.0


def nodes(found: Proof) -> Iterator[Proof]:
    yield found
    if isinstance(found, GateProof):
        for member in found.members:
            yield from nodes(member)


@settings(max_examples=100, deadline=None)
@given(gate_claims)
def test_exactly_one_leaf_binds_and_it_has_the_status_and_date_of_the_tree(claims: list[Claim]) -> None:
    thesis = world(*claims)
    for name in viability(thesis, DAY):
        found = prove(thesis, name, DAY)
        assert found is not None
        (leaf,) = [each for each in leaves(found) if each.binding]
        assert leaf is binding(found)
        assert leaf.status == found.status
        if found.since is not None:
            assert leaf.since is not None
            assert leaf.since.latest == found.since.latest
        walk = [each for each in nodes(found) if each.binding]
        assert all(child in getattr(parent, "members", ()) for parent, child in pairwise(walk))
