"""The Answer: the one document that every question returns and every face renders.

May touch: nothing. Must not know: how answers are found, kept or drawn.

An answer *is* its JSON (decision 1): typed dictionaries, so that a compiled answer is read from the
cache by `json.loads` alone and `--json`, the page and the tests all see the same thing. Its JSON Schema is
generated from these types (`docs/answer.schema.json`).

Dates are ISO strings; an interval is two of them. Beliefs are probabilities in [0, 1]. Ids refer into the
tables `variables`, `conditions`, `claims` and `sources` of the same answer, so that an answer stands alone.
"""

from typing import Literal, TypedDict

from causal_compute.answers.parts import (
    CauseEntry,
    CausesEntry,
    ClaimEntry,
    ConditionEntry,
    EventEntry,
    FactEntry,
    Interval,
    QuoteEntry,
    SourceEntry,
    Text,
    VariableEntry,
)

__all__ = [
    "Answer",
    "CauseEntry",
    "CausesEntry",
    "Chain",
    "ClaimEntry",
    "ConditionEntry",
    "ConditionNode",
    "DriverNode",
    "EventEntry",
    "Expectation",
    "FactEntry",
    "Focus",
    "GapEntry",
    "GateNode",
    "HangsOn",
    "Intent",
    "Interval",
    "Loop",
    "NearMiss",
    "QuoteEntry",
    "Reading",
    "Shock",
    "SourceEntry",
    "Status",
    "Text",
    "TreeNode",
    "VariableEntry",
]

Intent = Literal["why", "why-not", "when", "what-if", "compare", "impact", "evidence", "trace"]
Status = Literal["met", "expected", "unmet", "unknown"]


class Focus(TypedDict):
    """A variable that the question names. `opposite` is true where its falling was named ("降本")."""

    id: str
    kind: str
    label: Text
    opposite: bool


class Expectation(TypedDict):
    """When something is forecast to be met, over all futures: ISO days, null where that share never sees it.

    `never` is the share of futures in which it is not met ten years after the last data, `condition` the one
    that decides in most futures, and `data_until` the last day of its data. Computed, never observed.
    """

    p10: str | None
    p50: str | None
    p90: str | None
    never: float
    condition: str | None
    data_until: str | None


class ConditionNode(TypedDict):
    """A condition in a proof tree.

    `since` is when it was first seen met in its present run. `easy` and `strict` are the same date for the
    easy and the strict end of the threshold's range, null where that end is not met. `fact` is the latest
    figure that decides the status, `crossed` the figure that first met it; both null where there are none.
    `expected` is when it is forecast to be met, null unless its status is "expected".
    """

    type: Literal["condition"]
    condition: str
    variable: str
    change: str
    status: Status
    since: Interval | None
    easy: Interval | None
    strict: Interval | None
    fact: FactEntry | None
    crossed: FactEntry | None
    expected: Expectation | None
    binding: bool


class DriverNode(TypedDict):
    """A cause in a proof tree that names no condition: unknown, or a variable that is not unfolded again."""

    type: Literal["driver"]
    variable: str
    change: str
    status: Status
    since: Interval | None
    binding: bool


class GateNode(TypedDict):
    """A gate in a proof tree: `op` over `members`. `claim` is the claim that makes it, null for a joint.

    A joint is where several claims on one effect meet: necessary ones by "all", sufficient ones by "any".
    """

    type: Literal["gate"]
    op: Literal["all", "any", "at_least"]
    k: int | None
    claim: str | None
    status: Status
    since: Interval | None
    binding: bool
    members: list["TreeNode"]


TreeNode = GateNode | ConditionNode | DriverNode


class Chain(TypedDict):
    """A causal chain, cause first: `variables[i]` acts through `claims[i]` on `variables[i + 1]`.

    `signs[i]` is "+", "-" or "?" for that link and `sign` the sign of the whole chain. `belief` is the
    product of the links' beliefs. `constraint` is the constraint it runs through, null if none.
    """

    variables: list[str]
    claims: list[str]
    signs: list[str]
    sign: str
    belief: float
    constraint: str | None
    gated_by: str | None


class HangsOn(TypedDict):
    """What the conclusion hangs on.

    `dominators`: claims and variables that every chain from the root runs through, cause first.
    `cut`: a smallest set of claims whose removal leaves no chain from the root.
    """

    dominators: list[str]
    cut: list[str]


class Loop(TypedDict):
    """A feedback loop on the way to the focus: its variables, its claims, and those that close it.

    `polarity` is "R" (reinforcing), "B" (balancing) or "?" (a sign on it is not known).
    """

    variables: list[str]
    claims: list[str]
    closed_by: list[str]
    polarity: str


class GapEntry(TypedDict):
    """Something missing behind the answer: `kind` says what, `id` names the variable or condition."""

    kind: str
    id: str


class Shock(TypedDict):
    """A variable that a change reaches: by which sign ("+", "-", "?"), through which best chain."""

    variable: str
    sign: str
    chain: Chain


class NearMiss(TypedDict):
    """Something the question may have meant: the words that matched, and how well (0 to 1)."""

    id: str
    label: Text
    matched: str
    score: float


class Reading(TypedDict):
    """Words of the question that were read as a variable, not letter by letter: by pinyin or as a slip."""

    id: str
    matched: str
    stage: str
    score: float


class Answer(TypedDict):
    """What a question returns. `status`, `since` and `binding` are the focus' own; see `TreeNode`.

    `expected` is when its gate is forecast to be met, null where it is met or cannot be dated. `about` are
    the claims that speak of the focus itself, `branches` the best chains that share no claim with the chains
    before them, `direction` the change that `shocks` answer for ("+" or "-"), and `others` the answers for
    the further variables of a comparison.
    """

    question: str
    language: Literal["zh", "en"]
    readings: list[Reading]
    unread: list[str]
    intent: Intent
    layers: list[str]
    focus: list[Focus]
    status: Status
    as_of: str
    binding: ConditionNode | None
    since: Interval | None
    expected: Expectation | None
    tree: TreeNode | None
    chains: list[Chain]
    constraints: list[str]
    other_roots: list[str]
    branches: list[Chain]
    about: list[str]
    direction: str
    shocks: list[Shock]
    hangs_on: HangsOn
    loops: list[Loop]
    gaps: list[GapEntry]
    events: list[EventEntry]
    facts: list[FactEntry]
    others: list["Answer"]
    variables: dict[str, VariableEntry]
    conditions: dict[str, ConditionEntry]
    claims: dict[str, ClaimEntry]
    sources: dict[str, SourceEntry]
    near_misses: list[NearMiss]
    truncated: bool
