"""Two theses side by side: agreed, contradicted, said by one only, and the same conclusion by another route.

May touch: agreement, routes, standings. Must not know: files, how it is written.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.agreement import (
    Agreement,
    Contradiction,
    Signed,
    agreements,
    contradictions,
    links,
)
from causal_compute.comparing.joint import Joint, MatchEntry, Perhaps, joined
from causal_compute.comparing.names import Word
from causal_compute.comparing.places import Place
from causal_compute.comparing.routes import Conclusion, Route, conclusions, opposed, told
from causal_compute.comparing.standing import Key, Standing
from causal_compute.model import Thesis, VariableKind

__all__ = ["Alone", "Comparison", "Link", "Named", "Shared", "compare"]


class Named(TypedDict):
    """A part and what it is called."""

    id: str
    label: Text


class Link(TypedDict):
    """A link that one of the two has, with its sign and claims. `label` names cause and effect."""

    cause: str
    effect: str
    sign: str
    label: Text
    claims: list[str]


class Alone(TypedDict):
    """What one of the two says alone: its further variables, and links between variables of both.

    `links` is how many more it has that touch variables of its own.
    """

    variables: list[Named]
    silent: list[Link]
    links: int


class Shared(TypedDict):
    """An application of both, and how it stands in each: null where that cannot be said."""

    id: str
    label: Text
    one: dict[str, Text | None]
    other: dict[str, Text | None]


class Comparison(TypedDict):
    """What `compare` returns. Ids of variables are those of the first thesis; claims go by their own ids."""

    one: Named
    other: Named
    as_of: str
    matches: list[MatchEntry]
    perhaps: list[Perhaps]
    agreed: list[Agreement]
    contradicted: list[Contradiction]
    routes: list[Route]
    applications: list[Shared]
    only_one: Alone
    only_other: Alone


def compare(one: Place, other: Place, as_of: date, words: Sequence[Word] = ()) -> Comparison:
    """Return two theses side by side; `words` are what the user says of their names.

    Raises:
        NothingFoundError: the user's words name what is not there.
        UsageError: they join one variable to two.

    """
    joint = joined(one.thesis, other.thesis, words)
    found = list(conclusions(joint))
    agreed = list(agreements(joint))
    direct = {(each["cause"], each["effect"]) for each in agreed}
    return {
        "one": _named(one),
        "other": _named(other),
        "as_of": as_of.isoformat(),
        "matches": joint.matches,
        "perhaps": joint.perhaps,
        "agreed": agreed,
        "contradicted": [*contradictions(joint), *_opposed(found, joint)],
        "routes": [told(each, joint) for each in found if _same(each) and each[:2] not in direct],
        "applications": _applications(joint, as_of),
        "only_one": _alone(joint, joint.one, joint.other),
        "only_other": _alone(joint, joint.other, joint.one),
    }


def _named(place: Place) -> Named:
    title = place.thesis.title
    return {"id": place.shown, "label": say.both(title.zh, title.en)}


def _same(found: Conclusion) -> bool:
    return found.signs[0] == found.signs[1] != "?"


def _opposed(found: Sequence[Conclusion], joint: Joint) -> list[Contradiction]:
    return [opposed(each, joint) for each in found if set(each.signs) == {"+", "-"}]


def _applications(joint: Joint, as_of: date) -> list[Shared]:
    both = [
        name
        for name, each in joint.one.variables.items()
        if name in joint.shared and each.kind is joint.other.variables[name].kind is VariableKind.APPLICATION
    ]
    if not both:
        return []
    states = Standing(joint.one, as_of), Standing(joint.other, as_of)
    return [
        {
            "id": name,
            "label": states[0].label(name),
            "one": _stands(states[0], name),
            "other": _stands(states[1], name),
        }
        for name in both
    ]


def _stands(state: Standing, name: str) -> dict[str, Text | None]:
    return {field: state.values.get(Key(name, field)) for field in ("status", "since", "expected", "binding")}


def _alone(joint: Joint, mine: Thesis, theirs: Thesis) -> Alone:
    own, others = links(mine), links(theirs)
    variables: list[Named] = [
        {"id": name, "label": say.both(each.label.zh, each.label.en)}
        for name, each in mine.variables.items()
        if name not in joint.shared
    ]
    apart = {pair: signed for pair, signed in own.items() if pair not in others}
    silent = {pair: signed for pair, signed in apart.items() if joint.shared.issuperset(pair)}
    return {
        "variables": variables,
        "silent": [_link(mine, signed, pair) for pair, signed in silent.items()],
        "links": len(apart) - len(silent),
    }


def _link(thesis: Thesis, signed: Signed, pair: tuple[str, str]) -> Link:
    cause, effect = (thesis.variables[name].label for name in pair)
    sign = next(iter(signed)) if len(signed) == 1 else "?"
    arrow = f" ─({sign})→ "
    return {
        "cause": pair[0],
        "effect": pair[1],
        "sign": sign,
        "label": say.both(f"{cause.zh}{arrow}{effect.zh}", f"{cause.en}{arrow}{effect.en}"),
        "claims": [claim for claims in signed.values() for claim in claims],
    }
