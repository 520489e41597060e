"""Walks over the tree of an answer.

May touch: nothing. Must not know: how the tree was proved, or how it is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.document import ConditionNode, DriverNode, TreeNode

__all__ = ["binding_condition", "claims", "conditions", "drivers"]


def conditions(node: TreeNode | None) -> Iterator[ConditionNode]:
    """Yield every condition of a tree, from left to right."""
    if node is None:
        return
    if node["type"] == "condition":
        yield node
    elif node["type"] == "gate":
        for member in node["members"]:
            yield from conditions(member)


def binding_condition(node: TreeNode | None) -> ConditionNode | None:
    """Return the condition that binds, None when a driver does or there is no tree."""
    return next((each for each in conditions(node) if each["binding"]), None)


def drivers(node: TreeNode | None) -> Iterator[DriverNode]:
    """Yield every cause of a tree that names no condition, from left to right."""
    if node is None:
        return
    if node["type"] == "driver":
        yield node
    elif node["type"] == "gate":
        for member in node["members"]:
            yield from drivers(member)


def claims(node: TreeNode | None) -> Iterator[str]:
    """Yield the claims that make a tree's gates; one that makes several comes several times."""
    if node is not None and node["type"] == "gate":
        if node["claim"] is not None:
            yield node["claim"]
        for member in node["members"]:
            yield from claims(member)
