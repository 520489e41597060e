"""YAML events to a tree in which every scalar is the string that was written.

May touch: YAML events. Must not know: the model's parts, files.

Nothing is typed here: `NO` is "NO", `1.10` is "1.10" and `2026-02-30` is a string, until the key it stands
under asks for a number or a date.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from causal_compute.model import Position
from causal_compute.readers.characters import check_characters, check_scripts
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.guard import guarded, position

__all__ = ["Listing", "Mapping", "Node", "Scalar", "compose"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string; `plain` when it was written without quotes."""

    at: Position
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    at: Position
    items: "list[Node]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order written; no key comes twice."""

    at: Position
    entries: "dict[str, tuple[Position, Node]]"


Node = Scalar | Listing | Mapping


def compose(text: str, desk: Desk) -> Node | None:
    """Return the tree of the document in `text`; None when the file says nothing or cannot be read."""
    events = guarded(text, desk)
    try:
        first = next(events, None)
        if first is None:
            return None
        root = _node(first, events, desk)
        for _ in events:  # what comes after the document is looked at too
            pass
    except Unreadable:
        return None
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], desk: Desk) -> Node:
    """Return the node that `event` starts. Recursion is bounded: the guard refuses deep nesting."""
    at = position(event, desk.file)
    if isinstance(event, yaml.ScalarEvent):
        if not event.value.isascii() or not event.value.isprintable():
            check_characters(event.value, at, desk)
            check_scripts(event.value, at, desk)
        return Scalar(at, event.value, event.style is None or event.style == "")
    if isinstance(event, yaml.SequenceStartEvent):
        return Listing(at, [_node(item, events, desk) for item in _until_end(events)])
    return Mapping(at, _entries(events, desk))


def _entries(events: Iterator[yaml.Event], desk: Desk) -> "dict[str, tuple[Position, Node]]":
    entries: dict[str, tuple[Position, Node]] = {}
    for event in _until_end(events):
        key = _node(event, events, desk)
        value = _node(next(events), events, desk)
        if not isinstance(key, Scalar):
            desk.report(key.at, "CC008", "a key that is a list or a mapping", "a key is a word")
        elif key.plain and key.text == "<<":
            desk.report(key.at, "CC003", "merge key <<", "write the values out")
        elif key.text in entries:
            first = entries[key.text][0].line
            problem = f"the key {key.text[:40]!r} stands twice (first on line {first})"
            desk.report(key.at, "CC005", problem, "keep one of them")
        else:
            entries[key.text] = key.at, value
    return entries


def _until_end(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event
