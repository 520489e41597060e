"""A document made to fit a language model's context: a selection from it that obeys the same schema.

May touch: nothing. Must not know: what a document says, MCP.

Nothing is rewritten: lists of records keep their first entries, tables keep what the rest still names. So a
short answer stands alone, and all that it says is said by the full one.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from causal_compute.errors import LimitError

__all__ = ["Fitted", "fitted", "size"]

Record = Mapping[str, Any]

_TABLES = ("variables", "conditions", "claims", "sources", "labels", "facts", "events")
"""Fields that explain, id by id, what the others name; some documents have lists of these names instead."""

_WHOLE = ("conditions", "focus", "members", "others", "readings")
"""Lists of records that mean something else when a part is missing."""

_ALSO = ("about", "uses")
"""Lists of ids that may be cut as lists of records are; all others belong to a record."""

_MAIN = (
    "chains",
    "claims",
    "hits",
    "levers",
    "moves",
    "notes",
    "quotes",
    "rows",
    "shocks",
    "statements",
    "steps",
)
"""Lists that are what was asked for; the others explain them and are cut first."""

_STEPS = ((99, 8), (99, 3), (40, 1), (20, 1), (12, 1), (8, 1), (5, 1), (3, 1), (2, 0), (1, 0), (0, 0))
"""How many entries the main lists and the others keep, step by step."""

Lengths = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A document, and how many entries of which lists were left out of it."""

    document: dict[str, Any]
    left_out: Mapping[str, int]


def fitted(document: Record, budget: int, most: int | None = None) -> Fitted:
    """Return as much of `document` as `budget` characters of JSON hold; a comparison has one for each side.

    Lists are cut no further than needed. A document whose records alone are larger is returned as small as it
    gets, up to `most` characters (none: `budget`).

    Raises:
        LimitError: it does not get as small as that.

    """
    budget *= 1 + len(document.get("others", ()))
    if size(document) <= budget:
        return Fitted(dict(document), {})
    for lengths in (None, *_STEPS):
        left = Counter[str]()
        smaller = _pruned(_cut(document, lengths, left))
        if size(smaller) <= budget:
            break
    else:
        if size(smaller) > (most or budget):
            problem = f"the shortest form of this answer has {size(smaller):,} characters"
            raise LimitError(f"{problem}; ask of one thing by its name")
    return Fitted(smaller, dict(+left))


def size(document: Record) -> int:
    """Return how many characters `document` has as JSON."""
    return len(json.dumps(document, ensure_ascii=False))


def _cut(document: Record, lengths: Lengths | None, left: Counter[str]) -> dict[str, Any]:
    """Return a document whose lists are cut; count in `left` what is gone."""

    def cut(value: Any, field: str) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            return {name: cut(each, name) for name, each in value.items()}
        if not isinstance(value, list):
            return value
        kept = value[: lengths[field not in _MAIN]] if lengths and _may_be_cut(value, field) else value
        left[field] += len(value) - len(kept)
        if field == "others":  # answers in an answer
            return [_cut(each, lengths, left) for each in kept]
        return [cut(each, "") for each in kept]

    return {
        field: {name: cut(entry, field) for name, entry in value.items()}
        if field in _TABLES and isinstance(value, dict)
        else cut(value, field)
        for field, value in document.items()
    }


def _may_be_cut(value: list[Any], field: str) -> bool:
    records = bool(value) and isinstance(value[0], dict)
    return field in _ALSO or (records and field not in _WHOLE)


def _pruned(document: Record) -> dict[str, Any]:
    """Return a document whose tables hold only what is named outside of them, or by what they then hold."""
    tables = {name: document[name] for name in _TABLES if isinstance(document.get(name), dict)}
    rest = {name: value for name, value in document.items() if name not in tables}
    rest |= {"others": [_pruned(each) for each in rest["others"]]} if "others" in rest else {}
    named, fresh = set[str](), set(_strings(rest))
    while fresh:
        named |= fresh
        entries = [table[name] for table in tables.values() for name in fresh & table.keys()]
        fresh = {word for entry in entries for word in _strings(entry)} - named
    kept = {
        field: {name: entry for name, entry in table.items() if name in named}
        for field, table in tables.items()
    }
    return {field: kept.get(field, rest.get(field)) for field in document}


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)
