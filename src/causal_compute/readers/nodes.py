"""YAML events to a tree in which every scalar is the string that was written.

May touch: YAML events. Must not know: the model's parts, files.

Nothing is typed here: `NO` is "NO", `1.10` is "1.10" and `2026-02-30` is a string, until the key it stands
under asks for a number or a date.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from causal_compute.model import Position
from causal_compute.readers.characters import LOST, check_characters, check_scripts
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
    """Keys and their nodes, in the order written; no key comes twice.

    `whole` is false when an entry was reported and left out: what is missing then has been spoken of.
    """

    at: Position
    entries: "dict[str, tuple[Position, Node]]"
    whole: bool = True


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
        text: str = event.value
        if not (text.isascii() and text.isprintable()):
            text = check_characters(text, at, desk)
            check_scripts(text, at, desk)
        return Scalar(at, text, plain=not event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        return Listing(at, [_node(item, events, desk) for item in _until_end(events)])
    return _mapping(at, events, desk)


def _mapping(at: Position, events: Iterator[yaml.Event], desk: Desk) -> Mapping:
    entries: dict[str, tuple[Position, Node]] = {}
    whole = True
    for event in _until_end(events):
        key = _node(event, events, desk)
        value = _node(next(events), events, desk)
        if isinstance(key, Scalar) and _is_good_key(key, entries, desk):
            entries[key.text] = key.at, value
        else:
            whole = False
        if not isinstance(key, Scalar):
            desk.report(key.at, "CC008", "a key that is a list or a mapping", "a key is a word")
    return Mapping(at, entries, whole)


def _is_good_key(key: Scalar, entries: "dict[str, tuple[Position, Node]]", desk: Desk) -> bool:
    if key.plain and key.text == "<<":
        desk.report(key.at, "CC003", "merge key <<", "write the values out")
    elif key.text in entries:
        problem = f"the key {key.text[:40]!r} stands twice (first on line {entries[key.text][0].line})"
        desk.report(key.at, "CC005", problem, "keep one of them")
    else:
        return LOST not in key.text
    return False


def _until_end(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event
