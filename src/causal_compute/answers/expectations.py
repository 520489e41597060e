"""What is not met yet, with the dates at which it is expected: the outlook laid over a proof tree.

May touch: the outlook's documents. Must not know: how dates were forecast, languages.

"Expected" is a kind of unmet: the data say that it is not so, and the forecast says when, in most futures
within ten years. What no data bear on stays unknown.
"""

from collections.abc import Mapping, Sequence

from causal_compute.answers.document import Expectation, Status, TreeNode
from causal_compute.outlook.document import ConditionOutlook, Outlook, Spread

__all__ = ["expectation", "expecting"]


def expectation(row: Outlook | None) -> Expectation | None:
    """Return when a gate is expected; None where it is met, or where not all of it can be dated."""
    if row is None or row["standing"] != "expected" or not _dated(row["crossing"]):
        return None
    spread = row["crossing"]
    if spread is None:
        return None
    return {**spread, "condition": row["binding"], "data_until": row["data_until"]}


def expecting(node: TreeNode, row: Outlook | None) -> TreeNode:
    """Return the tree with its unmet conditions marked as expected, where they are, and the gates above."""
    if row is None:
        return node
    return _marked(node, {each["condition"]: each for each in row["conditions"]})


def _marked(node: TreeNode, known: Mapping[str, ConditionOutlook]) -> TreeNode:
    if node["type"] == "driver":
        return node
    if node["type"] == "gate":
        members = [_marked(member, known) for member in node["members"]]
        statuses = [member["status"] for member in members]
        expected = node["status"] == "unmet" and _enough(statuses, node["op"], node["k"])
        return {**node, "members": members, "status": "expected" if expected else node["status"]}
    told = known.get(node["condition"])
    if told is None or node["status"] != "unmet" or told["when"] is None or not _dated(told["when"]):
        return node
    when: Expectation = {**told["when"], "condition": node["condition"], "data_until": told["data_until"]}
    return {**node, "status": "expected", "expected": when}


def _enough(statuses: Sequence[Status], op: str, k: int | None) -> bool:
    """Report whether enough members are met or expected for the gate to be met when they are."""
    coming = sum(status in {"met", "expected"} for status in statuses)
    needed = {"all": len(statuses), "any": 1}.get(op, k or len(statuses))
    return coming >= needed


def _dated(spread: Spread | None) -> bool:
    return spread is not None and spread["p50"] is not None
