"""The same conclusion by another route: both say that X drives Y, through different variables.

May touch: the graph, traversal. Must not know: how variables were matched, languages.

A conclusion is a pair of variables of both theses, the first of which reaches the second in both. Its sign is
that of every way between them, "?" if they differ. Pairs whose two surest ways pass a variable of both are
left out: they are two conclusions in a row, each of which is told by itself.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypedDict

from causal_compute import dag
from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.agreement import Contradiction
from causal_compute.comparing.joint import Joint
from causal_compute.dag import CausalGraph
from causal_compute.model import Thesis
from causal_compute.traverse import Chain, chains, signs_from

__all__ = ["Conclusion", "Route", "conclusions", "opposed", "told"]


class Conclusion(NamedTuple):
    """X, Y, and of each thesis the sign and the surest way from X to Y."""

    cause: str
    effect: str
    signs: tuple[str, str]
    ways: tuple[Chain, Chain]


class Route(TypedDict):
    """A conclusion of both, and the way that each takes to it. Claims go by the ids of their own thesis."""

    cause: str
    effect: str
    label: Text
    sign: str
    one: Text
    other: Text
    one_claims: list[str]
    other_claims: list[str]


def conclusions(joint: Joint) -> Iterator[Conclusion]:
    """Yield the conclusions of both that are reached through different variables.

    Cost: two searches for each pair of variables of both that is joined in both.
    """
    graphs = dag.build(joint.one), dag.build(joint.other)
    for cause in (name for name in joint.one.variables if name in joint.shared):
        reached = [signs_from(graph, cause) for graph in graphs]
        for effect in (name for name in joint.one.variables if name in joint.shared and name != cause):
            if all(effect in each for each in reached):
                ways = [_surest(graph, cause, effect) for graph in graphs]
                if None not in ways and _differ(ways[0], ways[1], joint):
                    signs = tuple(dag.mark(each[effect]) for each in reached)
                    yield Conclusion(cause, effect, signs, (ways[0], ways[1]))  # type: ignore[arg-type]  # two of each, none None


def _surest(graph: CausalGraph, cause: str, effect: str) -> Chain | None:
    return next(iter(chains(graph, effect, 1, to=cause).best), None)


def _differ(one: Chain | None, other: Chain | None, joint: Joint) -> bool:
    """Report whether two ways pass different variables, none of which both theses have on them."""
    if one is None or other is None:
        return False
    between = set(one.variables[1:-1]), set(other.variables[1:-1])
    return bool(between[0] or between[1]) and not between[0] & between[1] & joint.shared


def told(found: Conclusion, joint: Joint) -> Route:
    """Return a conclusion as it is shown."""
    ways = [_words(way, thesis) for way, thesis in zip(found.ways, (joint.one, joint.other), strict=True)]
    return {
        "cause": found.cause,
        "effect": found.effect,
        "label": _ends(found, joint),
        "sign": found.signs[0],
        "one": ways[0],
        "other": ways[1],
        "one_claims": list(found.ways[0].claims),
        "other_claims": list(found.ways[1].claims),
    }


def opposed(found: Conclusion, joint: Joint) -> Contradiction:
    """Return a conclusion on whose sign the two differ, as a contradiction."""
    route = told(found, joint)
    one, other = (
        {"words": say.both(f"({mark}) {words['zh']}", f"({mark}) {words['en']}"), "by": claims}
        for mark, words, claims in (
            (found.signs[0], route["one"], route["one_claims"]),
            (found.signs[1], route["other"], route["other_claims"]),
        )
    )
    return {
        "kind": "conclusion",
        "cause": found.cause,
        "effect": found.effect,
        "label": route["label"],
        "one": one,  # type: ignore[typeddict-item]  # made in a loop
        "other": other,  # type: ignore[typeddict-item]
    }


def _ends(found: Conclusion, joint: Joint) -> Text:
    labels = [joint.one.variables[name].label for name in (found.cause, found.effect)]
    return say.both(" → ".join(each.zh for each in labels), " → ".join(each.en for each in labels))


def _words(way: Chain, thesis: Thesis) -> Text:
    """Return a way as "compute ─(-)→ cost ─(-)→ agents"."""
    zh, en = "", ""
    for place, name in enumerate(way.variables):
        arrow = f" ─({dag.mark(way.signs[place - 1])})→ " if place else ""
        label = thesis.variables[name].label
        zh, en = f"{zh}{arrow}{label.zh}", f"{en}{arrow}{label.en}"
    return say.both(zh, en)
