"""Proof trees: three values, dates, joints, circles, and the leaf that binds."""

from datetime import date

import pytest

from causal_compute.model import Change, Claim, Gate, Layer, Modality
from causal_compute.traverse import (
    ConditionProof,
    DriverProof,
    GateProof,
    Proof,
    binding,
    is_gate_claim,
    leaves,
    prove,
)
from tests.theses import (
    DAY,
    agents,
    all_of,
    any_of,
    at_least,
    cause,
    claim,
    day,
    gated,
)
from tests.worlds import world


def proof(*claims: Claim, of: str = "app") -> GateProof:
    found = prove(world(*claims), of, DAY)
    assert found is not None
    return found


def bound(found: GateProof) -> str:
    leaf = binding(found)
    return leaf.condition if isinstance(leaf, ConditionProof) else leaf.variable


@pytest.mark.parametrize(
    ("causes", "status", "since", "binds"),
    [
        pytest.param(all_of("x@jan", "x@jun", "x@mar"), "met", "2025-06-10", "jun", id="all: the last"),
        pytest.param(any_of("x@jun", "x@jan", "x@mar"), "met", "2025-01-10", "jan", id="any: the first"),
        pytest.param(at_least(2, "x@jun", "x@jan", "x@mar"), "met", "2025-03-10", "mar", id="two of three"),
        pytest.param(all_of("x@jan", "x@no-facts"), "unknown", None, "no-facts", id="all: unknown"),
        pytest.param(all_of("x@jan", "x@no-facts", "x@twice"), "unmet", None, "twice", id="all: unmet first"),
        pytest.param(all_of("x@twice", "x@tenfold"), "unmet", None, "tenfold", id="all: misses by most"),
        pytest.param(all_of("x@tenfold", "x@seen-unmet"), "unmet", None, "seen-unmet", id="all: no number"),
        pytest.param(any_of("x@no-facts", "x@jun"), "met", "2025-06-10", "jun", id="any: one is enough"),
        pytest.param(any_of("x@tenfold", "x@twice"), "unmet", None, "twice", id="any: the nearest"),
        pytest.param(any_of("x@twice", "x@no-facts"), "unknown", None, "no-facts", id="any: unknown"),
        pytest.param(at_least(2, "x@jan", "x@twice", "x@no-facts"), "unknown", None, "no-facts", id="2nd?"),
        pytest.param(at_least(2, "x@jan", "x@twice", "x@tenfold"), "unmet", None, "twice", id="2nd unmet"),
        pytest.param(at_least(3, "x@jan", "x@mar"), "unmet", None, "mar", id="more than there are"),
        pytest.param(all_of("x@jan", "driver"), "unknown", None, "driver", id="a driver is unknown"),
        pytest.param(all_of("driver", "x@no-facts"), "unknown", None, "no-facts", id="a condition first"),
        pytest.param(all_of("x@no-facts", "driver"), "unknown", None, "no-facts", id="in either order"),
        pytest.param(all_of("x@jun", any_of("x@jan", "x@twice")), "met", "2025-06-10", "jun", id="nested"),
        pytest.param(any_of(all_of("x@jan", "x@mar"), "x@jun"), "met", "2025-03-10", "mar", id="nested too"),
    ],
)
def test_a_gate_by_hand(causes: Gate, status: str, since: str | None, binds: str) -> None:
    found = proof(gated("c", causes, "app"))
    assert found.status == status
    assert (found.since and found.since.verbatim) == since
    assert bound(found) == binds


def test_the_dates_of_a_gate_are_taken_end_by_end() -> None:
    found = proof(gated("c", all_of("x@jun", "x@year"), "app"))
    assert found.since is not None
    assert (found.since.earliest, found.since.latest) == (date(2025, 6, 10), date(2025, 12, 31))
    assert found.since.verbatim == "2025-06-10..2025-12-31"


N, S = Modality.NECESSARY, Modality.SUFFICIENT


@pytest.mark.parametrize(
    ("claims", "status", "shape"),
    [
        pytest.param([("jan", N), ("twice", N)], "unmet", "all(jan twice)", id="necessary ones join by all"),
        pytest.param([("jan", S), ("twice", S)], "met", "any(jan twice)", id="sufficient ones by any"),
        pytest.param(
            [("twice", S), ("jan", N), ("mar", S)], "met", "all(jan any(twice mar))", id="both kinds"
        ),
        pytest.param([("twice", S), ("jan", N)], "unmet", "all(jan twice)", id="one of each"),
        pytest.param(
            [("jan", Modality.RATE_LIMITING), ("mar", N)], "met", "all(jan mar)", id="rate-limiting"
        ),
        pytest.param(
            [("twice", Modality.ENABLING), ("mar", Modality.CONSTITUTIVE)],
            "met",
            "any(twice mar)",
            id="enabling and constitutive",
        ),
        pytest.param(
            [("twice", Modality.CONTRIBUTORY), ("twice", Modality.PREVENTIVE), ("mar", N)],
            "met",
            "mar",
            id="contributory and preventive claims decide nothing",
        ),
    ],
)
def test_claims_on_one_effect_are_joined_by_their_modality(
    claims: list[tuple[str, Modality]], status: str, shape: str
) -> None:
    found = proof(*(gated(f"c{i}", f"x@{name}", "app", how) for i, (name, how) in enumerate(claims)))
    assert found.status == status
    assert shape_of(found) == shape


def shape_of(node: Proof) -> str:
    """Spell a tree; a claim's own gate over a single condition is spelt as the condition."""
    if isinstance(node, ConditionProof):
        return node.condition
    if isinstance(node, DriverProof):
        return node.variable
    inside = " ".join(map(shape_of, node.members))
    return inside if node.claim else f"{node.operator.value}({inside})"


def test_provisos_join_the_gate_by_all() -> None:
    met = proof(gated("c", any_of("x@jan", "x@twice"), "app", holds_if=("jun",)))
    assert (met.status, bound(met)) == ("met", "jun")
    assert [type(each) for each in met.members] == [GateProof, ConditionProof]
    proviso = met.members[1]
    assert isinstance(proviso, ConditionProof)
    assert (proviso.change, proviso.variable) == (Change.HOLDS, "x")
    unmet = proof(gated("c", all_of("x@jan"), "app", holds_if=("seen-unmet",)))
    assert (unmet.status, len(unmet.members)) == ("unmet", 2)


def test_only_claims_that_make_viable_decide() -> None:
    assert prove(world(claim("c", "x@jan", "app", modality=N)), "app", DAY) is None
    assert prove(world(gated("c", "x@jan", "app")), "x", DAY) is None
    assert [is_gate_claim(each) for each in agents().claims.values()] == [False, False, False, True]


def test_a_cause_without_a_condition_takes_the_status_of_its_own_gate() -> None:
    found = proof(
        gated("c", all_of("x@jan", cause("part", Change.BECOMES_VIABLE)), "app"), gated("p", "x@jun", "part")
    )
    assert (found.status, found.since, bound(found)) == ("met", day("2025-06-10"), "jun")
    part = found.members[1]
    assert isinstance(part, GateProof)
    assert (part.variable, part.claim, part.binding) == ("part", "p", True)


def test_that_a_variable_is_viable_is_no_reason_for_its_falling() -> None:
    found = proof(gated("c", "-part", "app"), gated("p", "x@jun", "part"))
    assert (found.status, bound(found)) == ("unknown", "part")


VIABLE = Change.BECOMES_VIABLE


def test_no_application_proves_itself_in_a_circle() -> None:
    circle = [gated("c", cause_of("b"), "app"), gated("d", cause_of("app"), "b")]
    assert proof(*circle).status == "unknown"
    with_a_way_in = [gated("c", any_of(cause("b", VIABLE), "x@jun"), "app"), circle[1]]
    found = proof(*with_a_way_in)
    assert (found.status, found.since, bound(found)) == ("met", day("2025-06-10"), "jun")
    blocked = [gated("c", all_of(cause("b", VIABLE), "x@twice"), "app"), circle[1]]
    assert proof(*blocked).status == "unmet"
    assert proof(gated("c", cause_of("app"), "app")).status == "unknown"


def cause_of(name: str) -> Gate:
    return all_of(cause(name, VIABLE))


@pytest.mark.no_cover
def test_a_chain_of_10_000_gates_is_proved_without_recursion() -> None:
    claims = [gated("c0", "x@jan", "v0")]
    claims += [gated(f"c{i}", cause_of(f"v{i - 1}"), f"v{i}") for i in range(1, 10_000)]
    found = prove(world(*claims), "v9999", DAY)
    assert found is not None
    assert (found.status, found.since) == ("met", day("2025-01-10"))


def test_a_tree_that_would_explode_is_cut_and_its_status_is_right() -> None:
    claims = [gated("c0", "x@jan", "v0")]
    claims += [gated(f"c{i}", all_of(*[cause(f"v{i - 1}", VIABLE)] * 4), f"v{i}") for i in range(1, 40)]
    found = prove(world(*claims), "v39", DAY)
    assert found is not None
    assert found.status == "met"
    assert len(leaves(found)) < 4_000


def test_the_agents_gate_is_met_since_the_price_crossed_and_the_price_binds() -> None:
    found = prove(agents(), "agents", DAY)
    assert found is not None
    assert (found.status, found.since, found.claim) == ("met", day("2025-05-22"), "both")
    capable, cheap = found.members
    assert (capable.since, cheap.since) == (day("2025-02-24"), day("2025-05-22"))
    assert (capable.binding, cheap.binding, found.binding) == (False, True, True)


@pytest.mark.parametrize(
    ("as_of", "status", "binds"),
    [
        pytest.param("2024-01-01", "unknown", "capable", id="no figure yet"),
        pytest.param("2024-12-10", "unmet", "capable", id="ability misses, price unknown"),
        pytest.param("2024-12-31", "unmet", "cheap", id="26.40 of 10 USD misses by more than 38.8 of 60 min"),
        pytest.param("2025-03-01", "unmet", "cheap", id="ability reached, price not"),
        pytest.param("2025-05-22", "met", "cheap", id="both"),
    ],
)
def test_the_agents_gate_through_time(as_of: str, status: str, binds: str) -> None:
    found = prove(agents(), "agents", date.fromisoformat(as_of))
    assert found is not None
    assert (found.status, bound(found)) == (status, binds)


def test_layers_choose_claims_thresholds_and_facts() -> None:
    said_alone = prove(agents(), "agents", DAY, layers=frozenset({Layer.THESIS}))
    assert said_alone is not None
    assert said_alone.status == "unknown"
    with_numbers = frozenset({Layer.THESIS, Layer.CURATOR, Layer.EVIDENCE})
    assert prove(agents(), "agents", DAY, layers=with_numbers) == prove(agents(), "agents", DAY)
    assert prove(agents(), "agents", DAY, layers=with_numbers - {Layer.THESIS}) is None
    no_threshold = prove(agents(), "agents", DAY, layers=with_numbers - {Layer.CURATOR})
    assert no_threshold is not None
    assert no_threshold.status == "unknown"


def test_what_is_left_out_is_not_known() -> None:
    assert prove(agents(), "agents", DAY, without=frozenset({"both"})) is None
    assert prove(agents(), "agents", DAY, without=frozenset({"agents"})) is None
    for name in ("cheap", "price"):
        found = prove(agents(), "agents", DAY, without=frozenset({name}))
        assert found is not None
        assert (found.status, bound(found)) == ("unknown", "cheap")
