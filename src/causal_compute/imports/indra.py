"""INDRA statements: agents that act on each other, with the sentences that they were taken from.

May touch: the file it is told to read. Must not know: what is made of the statements.

An agent is named as INDRA names it, whatever state it is in: its mutations, modifications and bonds are kept
as context. Which end of a statement acts is in the table below; a modification moves what it modifies, in a
direction that the statement does not give.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from causal_compute.errors import NoImportError
from causal_compute.imports.columns import flat
from causal_compute.imports.node_link import document
from causal_compute.imports.opening import shown
from causal_compute.imports.records import Dropped, Item, Name, Noted, Passage, Relation
from causal_compute.imports.words import NOT_CAUSAL, Meaning, meaning, normal
from causal_compute.model import Change

__all__ = ["read_indra"]

_ENDS = (("subj", "obj"), ("enz", "sub"), ("gef", "ras"), ("gap", "ras"))
"""The keys of who acts and who is acted on, by the kind of statement."""

_STATES = ("mutations", "mods", "bound_conditions", "activity", "location")
_CHANGES = {"1": Change.INCREASES, "-1": Change.DECREASES}


def read_indra(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield the agents of every statement and what it says of them."""
    del columns
    found = document(path)
    statements = found.get("statements") if isinstance(found, dict) else found
    if isinstance(statements, dict):  # the REST service: by hash
        statements = list(statements.values())
    if not isinstance(statements, list):
        raise NoImportError(shown(path), "has no list of statements", "write INDRA's statements JSON")
    for number, statement in enumerate(statements, start=1):
        at = f"statement {number}"
        if isinstance(statement, dict):
            yield from _statement(at, statement, more)
        else:
            yield Dropped(at=at, reason="the statement is no object", what=flat(statement))


def _statement(at: str, statement: Mapping[str, Any], more: Mapping[str, Meaning]) -> Iterator[Item]:
    word = flat(statement.get("type"))
    means = meaning(word, more)
    ends = max(_ENDS, key=lambda pair: len(set(pair) & set(statement)))
    actor, acted = (_agent(statement.get(key)) for key in ends)
    named = [flat(actor), flat(acted)] if actor or acted else map(flat, map(_agent, _members(statement)))
    what = f"{word}({', '.join(name or '?' for name in named)})"
    if means is None:
        reason = NOT_CAUSAL.get(normal(word), "the relation word is not in the table")
        yield Dropped(at=at, reason=reason, what=what)
    elif not flat(actor) or not flat(acted):
        yield Dropped(at=at, reason="no cause" if not flat(actor) else "no effect", what=what)
    else:
        evidence = [each for each in _listed(statement.get("evidence")) if isinstance(each, dict)]
        negated = [each for each in evidence if _negated(each)]
        if evidence and len(negated) == len(evidence):
            yield Dropped(at=at, reason="every sentence of it denies it", what=what)
            return
        for each in negated:
            reason = "a sentence that denies the statement is not quoted for it"
            yield Noted(at=at, reason=reason, what=flat(each.get("text")))
        yield from (Name(key=flat(end), en=flat(end)) for end in (actor, acted))
        yield _relation(
            at, statement, (actor, acted), means, [each for each in evidence if not _negated(each)]
        )


def _relation(
    at: str,
    statement: Mapping[str, Any],
    ends: tuple[Mapping[str, Any], Mapping[str, Any]],
    means: Meaning,
    evidence: list[dict[str, Any]],
) -> Relation:
    actor, acted = ends
    before, after = means.changes()
    if "polarity" in actor or "polarity" in acted:  # an Influence says it of each end
        before, after = (_CHANGES.get(end.get("polarity", ""), Change.CHANGES) for end in ends)
    return Relation(
        at=at,
        causes=((flat(actor), before),),
        effect=flat(acted),
        change=after,
        modality=means.modality,
        id=flat(statement.get("id")),
        word=flat(statement.get("type")),
        belief=flat(statement.get("belief")),
        passages=tuple(
            Passage(text=flat(each["text"]), document=_document(each))
            for each in evidence
            if flat(each.get("text")).strip()
        ),
        context=tuple(_context(statement, ends, evidence)),
    )


def _context(
    statement: Mapping[str, Any], ends: tuple[Mapping[str, Any], ...], evidence: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    for key in ("residue", "position", "obj_activity", "matches_hash"):
        if flat(statement.get(key)):
            yield key, flat(statement[key])
    for side, end in zip(("subject", "object"), ends, strict=True):
        states = [key for key in _STATES if end.get(key)]
        if states:
            yield f"{side} has", ", ".join(states)
    readers = dict.fromkeys(flat(each.get("source_api")) for each in evidence)
    if any(readers):
        yield "read by", ", ".join(filter(None, readers))


def _agent(value: object) -> dict[str, Any]:
    """Return an agent, or the concept of an event with the `polarity` of its change."""
    if not isinstance(value, dict):
        return {}
    concept, delta = value.get("concept"), value.get("delta")
    if isinstance(concept, dict):
        return {
            "name": flat(concept.get("name")),
            "polarity": flat(delta.get("polarity")) if isinstance(delta, dict) else "",
        }
    return {**value, "name": flat(value.get("name")).strip()}


def _document(evidence: Mapping[str, Any]) -> str:
    pmid, refs = flat(evidence.get("pmid")), evidence.get("text_refs")
    if pmid:
        return f"PMID:{pmid}"
    found = refs.items() if isinstance(refs, dict) else ()
    return next((f"{key}:{flat(name)}" for key, name in found if flat(name)), flat(evidence.get("source_id")))


def _members(statement: Mapping[str, Any]) -> list[Any]:
    """Return the agents of a statement in which none acts on another."""
    return [*_listed(statement.get("members")), *filter(None, [statement.get("agent")])]


def _negated(evidence: Mapping[str, Any]) -> bool:
    epistemics = evidence.get("epistemics")
    return isinstance(epistemics, dict) and epistemics.get("negated") is True


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
