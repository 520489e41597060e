"""The pass over YAML's events that comes before anything is built from them.

May touch: YAML. Must not know: the model, files.

A YAML loader can be made to eat all memory by 463 bytes of merge keys, or to crash the interpreter by 200 KB
of brackets. Events come one at a time, so all of that is refused at the event that starts it, before a node
is made.
"""

from collections.abc import Iterator

import yaml

from causal_compute.model import Position
from causal_compute.readers.findings import Desk

__all__ = ["DEPTH", "NODES", "guarded", "position"]

DEPTH = 40
"""How deep lists and mappings may nest. The deepest key of the model stands at 12, gates aside."""

NODES = 100_000
"""How many scalars, lists and mappings one file may hold: some two thousand claims, half a second."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where PyYAML was built with it


def guarded(text: str, desk: Desk) -> Iterator[yaml.Event]:
    """Yield the node events of the one document in `text`.

    Anchors and tags are reported and passed over, so that what follows is still read.

    Raises:
        Unreadable: an alias, a syntax error, a depth or a size beyond the bounds: there is no reading on.

    """
    depth = nodes = 0
    for event in _events(text, desk):
        if isinstance(event, yaml.AliasEvent):
            alias = f"alias *{event.anchor!s:.40}"
            raise desk.refuse(position(event), "CC003", alias, "write the value out")
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            _check_plain(event, desk)
            if nodes > NODES:
                raise desk.refuse(
                    position(event), "CC004", f"more than {NODES} values", "split the file into several"
                )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH:
                raise desk.refuse(position(event), "CC004", f"nested more than {DEPTH} deep", "nest less")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _events(text: str, desk: Desk) -> Iterator[yaml.Event]:
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise desk.refuse(position(event), "CC002", "a second document", "take the '---' out")
            yield event
    except yaml.MarkedYAMLError as error:
        raise desk.refuse(*_syntax(error)) from None
    except yaml.YAMLError as error:
        raise desk.refuse(Position(), "CC002", f"not YAML: {error}", "mend the syntax") from None


def _check_plain(event: yaml.NodeEvent, desk: Desk) -> None:
    if event.anchor is not None:
        desk.report(
            position(event), "CC003", f"anchor &{event.anchor[:40]}", "take it out; values are written out"
        )
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":  # "!" is how libyaml says "quoted"
        desk.report(
            position(event), "CC003", f"tag {tag[:40]}", "take it out; the key decides how a value is read"
        )


def _syntax(error: yaml.MarkedYAMLError) -> tuple[Position, str, str, str]:
    mark = error.problem_mark or error.context_mark
    at = Position(line=mark.line + 1, column=mark.column + 1) if mark else Position()
    words = ", ".join(part for part in (error.context, error.problem) if part)
    return at, "CC002", f"YAML syntax: {words}", _remedy(words)


def _remedy(words: str) -> str:
    if "mapping values are not allowed" in words:
        return "put quotes around a text that holds ': '"
    if "tab character" in words:
        return "indent by spaces"
    if "start any token" in words:
        return "put quotes around a text that starts with a sign, and indent by spaces"
    if "escape" in words:
        return "use single quotes, in which a backslash is a backslash"
    return "look at the indentation, brackets and quotes on and above this line"


def position(event: yaml.Event, file: str = "") -> Position:
    """Return where `event` starts, counted from 1."""
    mark = event.start_mark
    return Position(file, mark.line + 1, mark.column + 1) if mark else Position(file)
