"""What lists and mappings may mean: records are declared field by field, and read and described by that.

May touch: nothing. Must not know: which records there are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from causal_compute.model import Position
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.kinds import Kind, Schema, Shared, near, nearest
from causal_compute.readers.nodes import Listing, Mapping, Node, Scalar

__all__ = ["Field", "ListOf", "OneOrMany", "Record", "Values"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Values = dict[str, Any]
"""What a record's fields have read, by the attribute of the model that each one fills."""

Builder = Callable[[Values, Position, Desk], T_co]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its kind, what it says in both languages, and the attribute that it fills."""

    key: str
    kind: Kind[Any]
    en: str
    zh: str
    required: bool = False
    attribute: str = ""

    @property
    def fills(self) -> str:
        """The attribute's name: the key itself unless said otherwise."""
        return self.attribute or self.key


@dataclass(frozen=True, slots=True)
class Record(Generic[T_co]):
    """A mapping with known keys, and what is built from them. `noun` names it in findings."""

    noun: str
    fields: tuple[Field, ...]
    build: Builder[T_co]
    rest: Schema = field(default_factory=dict)

    def read(self, node: Node, desk: Desk) -> T_co:
        """Return what is built from `node`, after every key was looked at."""
        if not isinstance(node, Mapping):
            keys = ", ".join(f.key for f in self.fields if f.required)
            problem = f"{_what(node)} where a {self.noun} is asked for"
            raise desk.refuse(node.at, "CC008", problem, f"write a mapping with {keys or 'its keys'}")
        known = {f.key: f for f in self.fields}
        whole = self._complete(node, desk)
        values: Values = {}
        for key, (at, value) in node.entries.items():
            if key not in known:
                desk.report(at, "CC006", *self._unknown(key, value))
                continue
            try:
                values[known[key].fills] = known[key].kind.read(value, desk)
            except Unreadable:
                whole = False
        if not whole:
            raise Unreadable(self.noun)
        return self.build(values, node.at, desk)

    def _unknown(self, key: str, value: Node) -> tuple[str, str]:
        if isinstance(value, Scalar) and value.plain and not value.text:
            return f"{key[:40]!r} is cut off from the text before it", "put quotes around a text with a comma"
        return f"unknown key {key[:40]!r} in a {self.noun}", near(key, [f.key for f in self.fields])

    def _complete(self, node: Mapping, desk: Desk) -> bool:
        missing = [f.key for f in self.fields if f.required and f.key not in node.entries]
        known = [f.key for f in self.fields]
        misspelt = {nearest(key, known) for key in node.entries if key not in known}
        untold = [key for key in missing if key not in misspelt]
        if untold and node.whole:
            keys = " and ".join(f"{key!r}" for key in untold)
            desk.report(node.at, "CC007", f"the {self.noun}{_name(node)} lacks {keys}", "add what is missing")
        return not missing

    def schema(self, shared: Shared) -> Schema:
        """Return a reference to the object, whose properties are described in both languages."""
        if self.noun not in shared:
            shared[self.noun] = {}  # a record may hold itself
            required = [f.key for f in self.fields if f.required]
            shared[self.noun] = {
                "type": "object",
                "properties": {f.key: _described(f, shared) for f in self.fields},
                **({"required": required} if required else {}),
                "additionalProperties": False,
                **self.rest,
            }
        return {"$ref": f"#/$defs/{self.noun}"}


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list of one kind of thing. What cannot be read is reported and left out."""

    kind: Kind[T]
    least: int = 0

    def read(self, node: Node, desk: Desk) -> tuple[T, ...]:
        """Return what the items mean, in the order written."""
        if not isinstance(node, Listing):
            raise desk.refuse(node.at, "CC008", f"{_what(node)} where a list is asked for", "write a list")
        if len(node.items) < self.least:
            raise desk.refuse(node.at, "CC008", "an empty list", f"name at least {self.least}")
        return tuple(_readable(self.kind, node.items, desk))

    def schema(self, shared: Shared) -> Schema:
        """Return the array."""
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.kind.schema(shared), **least}


@dataclass(frozen=True, slots=True)
class OneOrMany(Generic[T]):
    """One thing, or a list of at least one."""

    kind: Kind[T]

    def read(self, node: Node, desk: Desk) -> tuple[T, ...]:
        """Return the one or the many, always as a tuple."""
        if isinstance(node, Listing):
            return ListOf(self.kind, least=1).read(node, desk)
        return (self.kind.read(node, desk),)

    def schema(self, shared: Shared) -> Schema:
        """Return either form."""
        return {"oneOf": [self.kind.schema(shared), ListOf(self.kind, least=1).schema(shared)]}


def _described(one: Field, shared: Shared) -> Schema:
    return {"description": f"{one.en} / {one.zh}", **one.kind.schema(shared)}


def _readable(kind: Kind[T], nodes: list[Node], desk: Desk) -> list[T]:
    found = []
    for node in nodes:
        try:
            found.append(kind.read(node, desk))
        except Unreadable:
            continue
    return found


def _what(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"{node.text[:40]!r}" if node.text.strip() else "an empty value"
    return "a list" if isinstance(node, Listing) else "a mapping"


def _name(node: Mapping) -> str:
    _, value = node.entries.get("id", (None, None))
    return f" {value.text[:40]!r}" if isinstance(value, Scalar) else ""
