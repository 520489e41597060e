"""Nodes and edges with flat attributes: what every graph format is written from.

May touch: nothing. Must not know: theses, formats.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from causal_compute.exports.characters import clean

__all__ = ["SEPARATOR", "Attributes", "Edge", "Elements", "Node", "Value", "attributes"]

Value = str | int | float | bool
Attributes = Mapping[str, Value]

SEPARATOR = " | "
"""What stands between the parts of an attribute that has several, for few formats have lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node: `kind` is "variable", "claim", "gate", "condition" or "evidence"; `label` is for people."""

    id: str
    kind: str
    label: str
    attributes: Attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An edge in the direction of the argument. Two may join the same nodes: `id` tells them apart.

    `relation` says what the edge means; `sign` is 1, -1, 0 where a direction is not known, None where the
    relation has none.
    """

    id: str
    source: str
    target: str
    relation: str
    label: str
    sign: int | None
    attributes: Attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """A graph to be written. `about` are attributes of the whole, `left_out` what the view lacks."""

    id: str
    label: str
    about: Attributes
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: tuple[str, ...] = ()

    def without(self, gone: Collection[str], what: str) -> "Elements":
        """Return the graph without some nodes and the edges that touch them; `what` says what they are."""
        if not gone:
            return self
        nodes = tuple(node for node in self.nodes if node.id not in gone)
        edges = tuple(edge for edge in self.edges if edge.source not in gone and edge.target not in gone)
        return replace(self, nodes=nodes, edges=edges, left_out=(*self.left_out, f"{what} ({len(gone)})"))


def attributes(**values: Value | Iterable[str] | None) -> dict[str, Value]:
    """Return the attributes that have a value: words clean, several as one, none for None, "" and no parts.

    >>> attributes(why=None, slide=("S01", "S02"), belief=0.0)
    {'slide': 'S01 | S02', 'belief': 0.0}

    """
    found: dict[str, Value] = {}
    for name, value in values.items():
        if value is None:
            continue
        flat = value if isinstance(value, (str, int, float)) else SEPARATOR.join(value)
        if flat != "":
            found[name] = clean(flat) if isinstance(flat, str) else flat
    return found
