"""Plain values as YAML that a person would write: a list of mappings, one short line a key.

May touch: strings. Must not know: what the values mean.

Words that are ids stand bare, all else in double quotes as JSON has it, which YAML reads the same. There is
no anchor, tag or folded line to go wrong.
"""

import json
import re
from collections.abc import Iterable, Mapping

__all__ = ["Value", "count", "flow", "listing", "mapping"]

Value = str | list["Value"] | dict[str, "Value"]

_BARE = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Bare, these are no words to other readers of YAML."""


def flow(value: Value, *, flag: bool = False) -> str:
    """Return a value on one line.

    >>> flow({"all": [{"variable": "rain", "change": "increases"}], "why": "net.csv: line 2"})
    '{all: [{variable: rain, change: increases}], why: "net.csv: line 2"}'

    """
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    bare = _BARE.fullmatch(value) and (flag or value not in _WORDS)
    return value if bare else json.dumps(value, ensure_ascii=False)


def mapping(values: Mapping[str, Value]) -> str:
    """Return a mapping, a key a line."""
    return "".join(f"{key}: {flow(value)}\n" for key, value in values.items())


def listing(items: Iterable[Mapping[str, Value]]) -> str:
    """Return a list of mappings, a key a line.

    >>> print(listing([{"id": "rain", "kind": "root"}]), end="")
    - id: rain
      kind: root

    """
    lines = (
        f"{'  ' if place else '- '}{key}: {flow(value, flag=key == 'feedback')}\n"
        for item in items
        for place, (key, value) in enumerate(item.items())
    )
    return "".join(lines) or "[]\n"


def count(value: Value) -> int:
    """Return how many scalars, lists and mappings a value is made of, keys counted."""
    if isinstance(value, dict):
        return 1 + sum(1 + count(each) for each in value.values())
    if isinstance(value, list):
        return 1 + sum(map(count, value))
    return 1
