"""Where two theses agree and where they contradict each other, link by link, trend by trend, gate by gate.

May touch: the graph, traversal. Must not know: how their variables were matched, files.

A *link* is a cause and an effect, whatever claims join them. Theses agree on it if claims of both give it
the same sign, and contradict each other if claims of the one give it the sign that claims of the other turn
round; they may do both. Where no claim of one of them knows the sign they agree that there is a link: "?".
"""

from collections.abc import Iterator, Mapping
from typing import Literal, TypedDict

from causal_compute import dag
from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.joint import Joint
from causal_compute.model import Cause, Claim, ClaimKind, Comparator, Condition, Gate, Measure, Thesis
from causal_compute.traverse import is_gate_claim
from causal_compute.units import unit

__all__ = ["Agreement", "Contradiction", "Side", "Signed", "agreements", "contradictions", "links", "sided"]

Pair = tuple[str, str]
"""A cause and an effect."""
Signed = Mapping[str, list[str]]
"""The claims that make a link, by its sign in each."""

_DIRECTED = (ClaimKind.TREND, ClaimKind.FORECAST)


class Side(TypedDict):
    """What one of the two says, and the claims or conditions by which it does, under its own ids."""

    words: Text
    by: list[str]


class Agreement(TypedDict):
    """A link, or a variable's direction (`cause` is then null), that both have; `sign` is "+", "-" or "?"."""

    kind: Literal["link", "trend"]
    cause: str | None
    effect: str
    label: Text
    sign: str
    one: Side
    other: Side


class Contradiction(TypedDict):
    """What both cannot be right about: a link's sign, a variable's direction, or what a gate asks.

    `kind` "condition": the two ask for thresholds that exclude each other. "conclusion": chains of links lead
    from one variable to another with opposite signs.
    """

    kind: Literal["link", "trend", "condition", "conclusion"]
    cause: str | None
    effect: str
    label: Text
    one: Side
    other: Side


def links(thesis: Thesis) -> dict[Pair, dict[str, list[str]]]:
    """Return the links of a thesis, feedback included: (cause, effect) -> sign -> claims, surest first."""
    graph = dag.build(thesis, feedback=True)
    found: dict[Pair, dict[str, list[str]]] = {}
    for cause, effect, edge in dag.influences(graph).edges(data=True):
        for claim in edge["claims"]:
            sign = dag.mark(dag.link_signs(graph, cause, claim, effect))
            found.setdefault((cause, effect), {}).setdefault(sign, []).append(claim)
    return found


def agreements(joint: Joint) -> Iterator[Agreement]:
    """Yield the links and directions that both have."""
    for pair, mine, theirs in _common(joint):
        same = [sign for sign in "+-" if sign in mine and sign in theirs]
        if same or not _clashes(mine, theirs):
            sign = same[0] if same else "?"
            yield {
                "kind": "link",
                "cause": pair[0],
                "effect": pair[1],
                "label": _link_words(joint.one, *pair, sign),
                "sign": sign,
                "one": _link_side(joint.one, mine, sign),
                "other": _link_side(joint.other, theirs, sign),
            }
    for variable, one, other in _directions(joint):
        if _sign(one) == _sign(other):
            yield {
                "kind": "trend",
                "cause": None,
                "effect": variable,
                "label": _label(joint.one, variable),
                "sign": _sign(one),
                "one": sided(one),
                "other": sided(other),
            }


def contradictions(joint: Joint) -> Iterator[Contradiction]:
    """Yield what both cannot be right about; conclusions of chains are found by `routes`."""
    for pair, mine, theirs in _common(joint):
        for sign, opposite in _clashes(mine, theirs):
            yield {
                "kind": "link",
                "cause": pair[0],
                "effect": pair[1],
                "label": _link_words(joint.one, *pair, ""),
                "one": _link_side(joint.one, mine, sign),
                "other": _link_side(joint.other, theirs, opposite),
            }
    for variable, one, other in _directions(joint):
        if _sign(one) != _sign(other):
            yield {
                "kind": "trend",
                "cause": None,
                "effect": variable,
                "label": _label(joint.one, variable),
                "one": sided(one),
                "other": sided(other),
            }
    yield from _gates(joint)


def sided(claim: Claim) -> Side:
    """Return what a claim says, as one side."""
    return {"words": say.both(claim.text.zh, claim.text.en), "by": [claim.id]}


def _common(joint: Joint) -> Iterator[tuple[Pair, Signed, Signed]]:
    """Yield every link that both have, with its claims by their sign in each."""
    mine, theirs = links(joint.one), links(joint.other)
    for pair, signed in mine.items():
        if joint.shared.issuperset(pair) and pair in theirs:
            yield pair, signed, theirs[pair]


def _clashes(mine: Signed, theirs: Signed) -> list[tuple[str, str]]:
    """Return the signs that claims of the one have and claims of the other turn round."""
    return [each for each in (("+", "-"), ("-", "+")) if each[0] in mine and each[1] in theirs]


def _link_side(thesis: Thesis, signed: Signed, sign: str) -> Side:
    """Return the claims of a sign, or all where no claim has it, in the words of the first."""
    claims = signed[sign] if sign in signed else [each for found in signed.values() for each in found]
    mark = sign if sign in signed else next(iter(signed))
    first = thesis.claims[claims[0]].text
    return {"words": say.both(f"({mark}) {first.zh}", f"({mark}) {first.en}"), "by": claims}


def _link_words(thesis: Thesis, cause: str, effect: str, sign: str) -> Text:
    one, other = _label(thesis, cause), _label(thesis, effect)
    arrow = f"─({sign})→" if sign else "→"
    return say.both(f"{one['zh']} {arrow} {other['zh']}", f"{one['en']} {arrow} {other['en']}")


def _label(thesis: Thesis, variable: str) -> Text:
    label = thesis.variables[variable].label
    return say.both(label.zh, label.en)


def _directions(joint: Joint) -> Iterator[tuple[str, Claim, Claim]]:
    """Yield the first trend or forecast of each direction that both tell of a variable."""
    mine, theirs = _told(joint.one), _told(joint.other)
    for variable, claim in mine.items():
        if variable in joint.shared and variable in theirs:
            yield variable, claim, theirs[variable]


def _told(thesis: Thesis) -> Mapping[str, Claim]:
    """Return, of every variable, the first claim that tells its direction."""
    found: dict[str, Claim] = {}
    for claim in thesis.claims.values():
        if claim.kind in _DIRECTED and claim.effect.change.sign:
            found.setdefault(claim.effect.variable, claim)
    return found


def _sign(claim: Claim) -> str:
    return "+" if claim.effect.change.sign > 0 else "-"


def _gates(joint: Joint) -> Iterator[Contradiction]:
    """Yield the pairs of conditions that gates of one application ask for and that exclude each other."""
    for application in joint.one.variables:
        asked = list(_asked(joint.one, application)), list(_asked(joint.other, application))
        for mine in asked[0] if application in joint.shared else ():
            for theirs in asked[1]:
                if mine.variable == theirs.variable and _exclude(mine.measure, theirs.measure):
                    yield {
                        "kind": "condition",
                        "cause": mine.variable,
                        "effect": application,
                        "label": _link_words(joint.one, mine.variable, application, ""),
                        "one": _condition_side(mine),
                        "other": _condition_side(theirs),
                    }


def _asked(thesis: Thesis, application: str) -> Iterator[Condition]:
    for claim in thesis.claims.values():
        if claim.effect.variable == application and is_gate_claim(claim) and claim.causes is not None:
            for name in dict.fromkeys(each.condition for each in _causes(claim.causes)):
                if name is not None and name in thesis.conditions:
                    yield thesis.conditions[name]


def _causes(gate: Gate) -> Iterator[Cause]:
    yield from gate.causes()


def _exclude(one: Measure | None, other: Measure | None) -> bool:
    """Report whether no value meets both, even at the easy end of both ranges."""
    if one is None or other is None or one.comparator is other.comparator:
        return False
    factor = unit(other.threshold.unit).into(unit(one.threshold.unit))
    if factor is None:
        return False
    if one.comparator is Comparator.AT_LEAST:
        return one.threshold.low > other.threshold.high * factor
    return other.threshold.low * factor > one.threshold.high


def _condition_side(condition: Condition) -> Side:
    asked = say.alike("") if condition.measure is None else say.measured(condition.measure)
    zh, en = f"{condition.label.zh} {asked['zh']}", f"{condition.label.en} {asked['en']}"
    return {"words": say.both(zh, en), "by": [condition.id]}
