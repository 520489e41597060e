"""Two theses made one: everything of both, nothing decided between them that can stand side by side.

May touch: names, contents, agreement; the rules' walks. Must not know: files, how it is written.

What says the same under one id stands once. Another part of the second thesis whose id is taken gets an id of
its own (`joint.fresh`). Claims that contradict each other are both kept and told. Where a thesis has room for
one only (a variable's definition, the root), the first thesis' stands, and the other is told as set aside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypedDict

from causal_compute.comparing import phrases as say
from causal_compute.comparing.agreement import Contradiction, contradictions
from causal_compute.comparing.contents import TABLES, parts, said
from causal_compute.comparing.joint import Joint, MatchEntry, Perhaps, fresh, joined
from causal_compute.comparing.names import Word
from causal_compute.comparing.places import Place
from causal_compute.comparing.renaming import renamed
from causal_compute.comparing.routes import conclusions, opposed
from causal_compute.comparing.sources import slide_ids, source_and_slides
from causal_compute.comparing.uniting import Conflict, differences, distinct, kind_of, united
from causal_compute.model import Claim, ClaimKind, Text, Thesis, VariableKind
from causal_compute.rules.walks import reached

__all__ = ["Merged", "Merging", "Renaming", "Same", "merge"]

_NAMED = frozenset({"variables", "conditions", "claims"})
"""The tables that share one set of ids."""
_FACTS = frozenset({"observations", "events"})


class Same(TypedDict):
    """A part that both have, word for word; it stands once."""

    part: str
    id: str


class Renaming(TypedDict):
    """A part of the second thesis that stands under another id, because its own was taken."""

    part: str
    was: str
    id: str


class Merging(TypedDict):
    """What `merge` returns: what became one, what was renamed, what contradicts, what was set aside.

    `sizes` counts the parts of the merged thesis. Ids are those of the merged thesis. `feedback` are claims
    that close a loop through both theses, and were marked for it. `warnings` is what `check` counts.
    """

    one: str
    other: str
    folder: str
    thesis: str
    sizes: dict[str, int]
    matches: list[MatchEntry]
    perhaps: list[Perhaps]
    same: list[Same]
    renamed: list[Renaming]
    contradicted: list[Contradiction]
    conflicts: list[Conflict]
    feedback: list[str]
    warnings: int


class Merged(NamedTuple):
    """The thesis that came of two, and what is told of it."""

    thesis: Thesis
    told: Merging


def merge(one: Place, other: Place, words: Sequence[Word] = ()) -> Merged:
    """Return two theses as one; `words` are what the user says of their names.

    Raises:
        NothingFoundError: the user's words name what is not there.
        UsageError: they join one variable to two.

    """
    joint = joined(one.thesis, other.thesis, words)
    same = _settle_ids(joint)
    whole = _whole(joint)
    whole, conflicts, feedback = _settled(whole, joint)
    contradicted = [*contradictions(joint)]
    contradicted += [opposed(each, joint) for each in conclusions(joint) if set(each.signs) == {"+", "-"}]
    renamings: list[Renaming] = [
        {"part": table, "was": was, "id": now}
        for table in TABLES
        if table != "not_claims"
        for was, now in joint.ids.table(table).items()
        if not (table == "variables" and now in joint.shared)
    ]
    told: Merging = {
        "one": one.shown,
        "other": other.shown,
        "folder": "",
        "thesis": whole.id,
        "sizes": {table: len(parts(whole, table)) for table in TABLES},
        "matches": joint.matches,
        "perhaps": joint.perhaps,
        "same": same,
        "renamed": renamings,
        "contradicted": contradicted,
        "conflicts": [*differences(joint), *conflicts],
        "feedback": feedback,
        "warnings": 0,
    }
    return Merged(whole, told)


def _settle_ids(joint: Joint) -> list[Same]:
    """Give every part of the second thesis its id in the whole; return the parts that both have."""
    joint.ids.slides.update(slide_ids(joint.one, joint.original))
    same: list[Same] = []
    for table in (each for each in TABLES if each not in {"variables", "slides", "not_claims"}):
        joint.other = renamed(joint.original, joint.ids)
        ours, theirs = parts(joint.one, table), parts(joint.other, table)
        taken = _taken(joint, table)
        for name in (each for each in theirs if each in taken):
            if name in ours and _equal(joint, table, name):
                same.append({"part": table, "id": name})
            else:
                new = fresh(name, joint.original.id, taken | set(theirs))
                joint.ids.table(table)[name] = new
                taken.add(new)
    joint.other = renamed(joint.original, joint.ids)
    return same


def _taken(joint: Joint, table: str) -> set[str]:
    if table not in _NAMED:
        return set(parts(joint.one, table))
    variables = {*joint.one.variables, *joint.other.variables}
    return variables | {*joint.one.conditions, *joint.one.claims} | _later(joint, table)


def _later(joint: Joint, table: str) -> set[str]:
    """Return ids of the second thesis' conditions when its claims get theirs."""
    return set(joint.other.conditions) if table == "claims" else set()


def _equal(joint: Joint, table: str, name: str) -> bool:
    """Report whether both have this part, word for word, and no two facts about it disagree."""
    ours, theirs = parts(joint.one, table)[name], parts(joint.other, table)[name]
    equal = said(joint.one, ours) == said(joint.other, theirs)
    return equal and not (table == "conditions" and _seen_both_ways(joint, name))


def _seen_both_ways(joint: Joint, condition: str) -> bool:
    seen: dict[object, set[bool]] = {}
    for each in (*joint.one.observations, *joint.other.observations):
        if each.condition == condition:
            seen.setdefault((each.date.earliest, each.date.latest), set()).add(each.met)
    return any(len(each) > 1 for each in seen.values())


def _whole(joint: Joint) -> Thesis:
    """Return everything of both under its id, nothing settled yet."""
    one, other = joint.one, joint.other
    text, slides = source_and_slides(one, other)
    tables: dict[str, Any] = {
        table: {**parts(other, table), **parts(one, table)}
        for table in TABLES
        if table not in {"variables", "slides", "not_claims", *_FACTS}
    }
    tables = {table: _in_order(found, parts(one, table)) for table, found in tables.items()}
    facts: dict[str, Any] = {table: (*getattr(one, table), *_further(one, other, table)) for table in _FACTS}
    listed = {(each.quote.slide, each.quote.exact, each.quote.prefix) for each in one.not_claims}
    more = [e for e in other.not_claims if (e.quote.slide, e.quote.exact, e.quote.prefix) not in listed]
    return replace(
        one,
        id=one.id if one.id == other.id else f"{one.id}-and-{other.id}"[:80].rstrip("-"),
        title=_title(one, other),
        source_text=text,
        slides=slides,
        variables=united(joint),
        not_claims=(*one.not_claims, *more),
        pace=one.pace if one.pace is not None else other.pace,
        digest="",
        **tables,
        **facts,
    )


def _in_order(found: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in dict.fromkeys([*first, *found])}


def _further(one: Thesis, other: Thesis, table: str) -> list[Any]:
    known = parts(one, table)
    return [each for each in getattr(other, table) if each.id not in known]


def _title(one: Thesis, other: Thesis) -> Text:
    if one.title == other.title:
        return one.title
    return Text(zh=f"{one.title.zh}；{other.title.zh}", en=f"{one.title.en}; {other.title.en}")


def _settled(whole: Thesis, joint: Joint) -> tuple[Thesis, list[Conflict], list[str]]:
    """Return the whole with one root, one kind for each variable, no open loop and no name for two."""
    told: list[Conflict] = []
    for field in ("language", "root", "pace"):
        mine, theirs = getattr(joint.one, field), getattr(joint.other, field)
        if mine != theirs and theirs is not None and mine is not None:
            told.append(_thesis_conflict(field, mine, theirs))
    root = _root(whole, joint)
    whole, feedback = _without_loops(whole, joint, root)
    if root != joint.one.root:
        told = [each for each in told if each["field"] != "root"]
        told.append(_thesis_conflict("root", root, joint.one.root))
    variables = {
        name: replace(each, kind=_kind(name, joint, whole, root)) for name, each in whole.variables.items()
    }
    told += [each for name in variables for each in _kinds(name, joint, variables[name].kind)]
    named, taken = distinct(
        replace(whole, variables=variables), joint.original.id, frozenset(joint.one.variables)
    )
    return replace(whole, root=root, variables=named), [*told, *taken], feedback


def _thesis_conflict(field: str, kept: object, aside: object) -> Conflict:
    words = [
        say.quantity_words(each) if field == "pace" else say.alike(each)  # type: ignore[arg-type]  # a pace is one
        for each in (kept, aside)
    ]
    return {"part": "thesis", "id": "thesis", "field": field, "kept": words[0], "set_aside": words[1]}


def _root(whole: Thesis, joint: Joint) -> str:
    """Return the root of the whole: the first thesis', unless it is caused and the second's is not."""
    caused = {each.effect.variable for each in _drivers(whole)}
    if joint.one.root in caused and joint.other.root not in caused:
        return joint.other.root
    return joint.one.root


def _kind(name: str, joint: Joint, whole: Thesis, root: str) -> VariableKind:
    """Return the kind of a variable: only what nothing causes is a root."""
    if name == root:
        return VariableKind.ROOT
    kind = kind_of(name, joint, whole)
    caused = {each.effect.variable for each in _drivers(whole)}
    return VariableKind.CONSTRAINT if kind is VariableKind.ROOT and name in caused else kind


def _kinds(name: str, joint: Joint, kept: VariableKind) -> Iterator[Conflict]:
    """Yield a conflict for each thesis that gives the variable another kind."""
    sides = [each.variables[name].kind for each in (joint.one, joint.other) if name in each.variables]
    for kind in dict.fromkeys(sides):
        if kind is not kept:
            words = say.alike(kept.value), say.alike(kind.value)
            yield {"part": "variables", "id": name, "field": "kind", "kept": words[0], "set_aside": words[1]}


def _drivers(thesis: Thesis) -> list[Claim]:
    return [each for each in thesis.claims.values() if each.kind is ClaimKind.CAUSAL and not each.feedback]


def _without_loops(whole: Thesis, joint: Joint, root: str) -> tuple[Thesis, list[str]]:
    """Return the whole with the claims marked as feedback that would close a loop or cause the root.

    Claims are taken in order, the first thesis' first, so that it is the second's that are marked.
    """
    steps: dict[str, tuple[str, ...]] = {}
    marked: list[str] = []
    first = [each for each in _drivers(whole) if each.id in joint.one.claims]
    for claim in (*first, *(each for each in _drivers(whole) if each.id not in joint.one.claims)):
        causes = set() if claim.causes is None else {each.variable for each in claim.causes.causes()}
        effect = claim.effect.variable
        if effect == root or causes & reached(effect, steps).keys():
            marked.append(claim.id)
        else:
            for cause in sorted(causes):
                steps[cause] = (*steps.get(cause, ()), effect)
    claims = {
        name: replace(each, feedback=True) if name in marked else each for name, each in whole.claims.items()
    }
    return replace(whole, claims=claims), marked
