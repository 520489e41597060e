"""Which parts of two states of one thesis are one part: by id, else by what they say.

May touch: names, contents. Must not know: which aspects changed, answers.

A part whose id went is the one that came with the same content, or, that failing, with the same gist: a claim
with the same relation or the same words, a condition with the same threshold or label, a variable with a name
in common. A gist that several share joins nothing. Both directions give the same pairs.
"""

from collections.abc import Callable, Mapping
from typing import Any

from causal_compute.comparing.contents import TABLES, Aspects, parts, said
from causal_compute.comparing.names import names
from causal_compute.comparing.renaming import Ids, renamed
from causal_compute.model import Thesis

__all__ = ["paired"]

Gist = Callable[[Aspects], object]


def paired(before: Thesis, after: Thesis) -> Ids:
    """Return the ids that parts of `before` have in `after`, where these are others."""
    ids = Ids()
    for table in TABLES:
        if table != "not_claims":
            ids.table(table).update(_renamed(table, renamed(before, ids), after))
    return ids


def _renamed(table: str, before: Thesis, after: Thesis) -> dict[str, str]:
    ours, theirs = parts(before, table), parts(after, table)
    gone = {key: each for key, each in ours.items() if key not in theirs}
    come = {key: each for key, each in theirs.items() if key not in ours}
    found: dict[str, str] = {}
    if not gone or not come:
        return found
    told = (
        {key: said(before, each) for key, each in gone.items()},
        {key: said(after, each) for key, each in come.items()},
    )
    for gist in _GISTS.get(table, (_all,)):
        _join(found, *({key: gist(each) for key, each in side.items()} for side in told))
    if table == "variables":
        _join_names(found, gone, come)
    return found


def _join(found: dict[str, str], gone: Mapping[str, object], come: Mapping[str, object]) -> None:
    """Add the pairs that alone share a gist, among those that are still free."""
    left = {key: each for key, each in gone.items() if key not in found and each is not None}
    right = {key: each for key, each in come.items() if key not in found.values() and each is not None}
    ours, theirs = _by_gist(left), _by_gist(right)
    found |= {
        ours[each][0]: theirs[each][0] for each in ours if len(ours[each]) == 1 == len(theirs.get(each, ""))
    }


def _by_gist(side: Mapping[str, object]) -> dict[object, list[str]]:
    grouped: dict[object, list[str]] = {}
    for key, gist in side.items():
        grouped.setdefault(gist, []).append(key)
    return grouped


def _join_names(found: dict[str, str], gone: Mapping[str, Any], come: Mapping[str, Any]) -> None:
    """Add the variables that alone share a name, be it an alias or the other's id."""
    pairs = [
        (one.id, other.id)
        for one in gone.values()
        for other in come.values()
        if one.id not in found and other.id not in found.values() and names(one).keys() & names(other).keys()
    ]
    firsts, seconds = [one for one, _ in pairs], [other for _, other in pairs]
    found |= {one: other for one, other in pairs if firsts.count(one) == 1 == seconds.count(other)}


def _all(told: Aspects) -> object:
    return tuple((name, *words.values()) for name, words in sorted(told.items()))


def _of(*aspects: str) -> Gist:
    """Return a gist of some aspects; None where the last of them says nothing."""

    def gist(told: Aspects) -> object:
        return (
            None
            if aspects[-1] not in told
            else tuple((told[a]["zh"], told[a]["en"]) if a in told else None for a in aspects)
        )

    return gist


_GISTS: Mapping[str, tuple[Gist, ...]] = {
    "variables": (_all, _of("kind", "definition")),
    "conditions": (_all, _of("variable", "measure", "threshold"), _of("variable", "label")),
    "claims": (_all, _of("kind", "effect", "sign", "modality", "causes"), _of("kind", "text")),
    "sources": (_all, _of("url"), _of("publisher", "title")),
    "series": (_all, _of("unit", "points"), _of("unit", "label")),
    "offers": (_all, _of("unit", "label")),
    "observations": (_all, _of("condition", "date", "source")),
    "events": (_all, _of("application", "kind", "date", "source"), _of("text")),
    "evidence": (_all, _of("stance", "text"), _of("claims", "source", "date", "quantity")),
    "slides": (_all, _of("words"), _of("title")),
}
