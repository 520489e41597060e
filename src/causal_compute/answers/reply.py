"""A grounded question and compiled answers in, the Answer out. Cheap: nothing is computed here.

May touch: nothing. Must not know: how answers are compiled or kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from causal_compute.answers.document import (
        Answer,
        Chain,
        Intent,
        NearMiss,
        Reading,
        Shock,
        Status,
        TreeNode,
    )
    from causal_compute.grounding.document import Entity, Grounding

__all__ = ["focused", "narrowed", "readings", "reply", "unanswered", "understood"]

Lookup = Callable[[str], "Answer"]
MISSING_FIRST: dict[Status, int] = {"unmet": 0, "unknown": 1, "expected": 2, "met": 3}
FLIPPED = {"+": "-", "-": "+", "?": "?"}


def reply(question: str, grounding: Grounding, lookup: Lookup) -> Answer:
    """Return the answer to `question` as it was grounded.

    `lookup` gives a variable's compiled answer. A question why about several variables compares them; one of
    another intent answers the first and keeps the rest in `others`.
    """
    intent = _intent(grounding)
    first, *others = (
        narrowed(
            focused(lookup(entity["id"]), question, intent, opposite=entity["opposite"]), entity["named"]
        )
        for entity in grounding["entities"]
    )
    answer: Answer = {
        **first,
        "language": grounding["language"],
        "readings": readings(grounding["entities"]),
        "unread": grounding["unread"],
        "others": others,
    }
    return _joined(answer)


def understood(answer: Answer, grounding: Grounding) -> Answer:
    """Return the answer to the first name of `grounding`, saying how it was read and what was left out."""
    first, *rest = grounding["entities"]
    return {
        **answer,
        "language": grounding["language"],
        "readings": [*readings([first]), *answer["readings"]],
        "unread": [*grounding["unread"], *(entity["matched"] for entity in rest), *answer["unread"]],
    }


def readings(entities: list[Entity]) -> list[Reading]:
    """Return what was not read letter by letter, so that the answer can say what it took it for."""
    return [
        {
            "id": entity["id"],
            "matched": entity["matched"],
            "stage": entity["stage"],
            "score": round(entity["score"], 3),
        }
        for entity in entities
        if entity["stage"] in {"pinyin", "fuzzy"}
    ]


def focused(answer: Answer, question: str, intent: Intent, *, opposite: bool = False) -> Answer:
    """Return a compiled answer for a question of this intent.

    `opposite` is true when the question is about the variable's falling: every sign that follows is turned.
    """
    turned: Answer = {
        **answer,
        "question": question,
        "intent": intent,
        "tree": _missing_first(answer["tree"]) if intent in {"why-not", "when"} else answer["tree"],
        "focus": [{**answer["focus"][0], "opposite": opposite}],
    }
    if not opposite:
        return turned
    return {**turned, "direction": "-", "shocks": [_turned(shock) for shock in answer["shocks"]]}


def _missing_first(node: TreeNode | None) -> TreeNode | None:
    """Return the tree with what is missing before what is unknown and what is met."""
    if node is None or node["type"] != "gate":
        return node
    members = [found for member in node["members"] if (found := _missing_first(member)) is not None]
    return {**node, "members": sorted(members, key=lambda member: MISSING_FIRST[member["status"]])}


def narrowed(answer: Answer, named: str) -> Answer:
    """Return the answer with only the claim that was named, where it was one of those about the focus."""
    return {**answer, "about": [named]} if named in answer["about"] else answer


def _turned(shock: Shock) -> Shock:
    chain: Chain = {**shock["chain"], "sign": FLIPPED[shock["chain"]["sign"]]}
    return {"variable": shock["variable"], "sign": FLIPPED[shock["sign"]], "chain": chain}


def _intent(grounding: Grounding) -> Intent:
    several = len(grounding["entities"]) > 1
    return "compare" if several and grounding["intent"] in {"why", "compare"} else grounding["intent"]


def _joined(answer: Answer) -> Answer:
    """Join the tables of all compared answers, so that one document explains all of its ids."""
    joined = answer
    for other in answer["others"]:
        joined = {
            **joined,
            "focus": [*joined["focus"], *other["focus"]],
            "variables": {**other["variables"], **joined["variables"]},
            "conditions": {**other["conditions"], **joined["conditions"]},
            "claims": {**other["claims"], **joined["claims"]},
            "sources": {**other["sources"], **joined["sources"]},
        }
    return joined


def unanswered(question: str, grounding: Grounding, as_of: str) -> Answer:
    """Return the document for a question that nothing is said to with confidence: near misses only."""
    near: list[NearMiss] = [
        {
            "id": miss["id"],
            "label": {"zh": miss["label"]["zh"], "en": miss["label"]["en"]},
            "matched": miss["matched"],
            "score": miss["score"],
        }
        for miss in grounding["near_misses"]
    ]
    return {
        "question": question,
        "language": grounding["language"],
        "readings": [],
        "unread": grounding["unread"],
        "intent": grounding["intent"],
        "layers": [],
        "focus": [],
        "status": "unknown",
        "as_of": as_of,
        "binding": None,
        "since": None,
        "expected": None,
        "tree": None,
        "chains": [],
        "constraints": [],
        "other_roots": [],
        "branches": [],
        "about": [],
        "direction": "+",
        "shocks": [],
        "hangs_on": {"dominators": [], "cut": []},
        "loops": [],
        "gaps": [],
        "events": [],
        "facts": [],
        "others": [],
        "variables": {},
        "conditions": {},
        "claims": {},
        "sources": {},
        "near_misses": near,
        "truncated": False,
    }
