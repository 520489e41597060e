"""CX2, the exchange format of Cytoscape and NDEx: aspects in one JSON array.

May touch: nodes and edges. Must not know: theses.
"""

import json
from collections.abc import Iterable

from causal_compute.exports.elements import Attributes, Edge, Elements, Node, Value

__all__ = ["cx2"]

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "double"}


def cx2(graph: Elements) -> bytes:
    """Return CX2. Its nodes and edges are numbered, as it asks; `id` has ours, `name` the label."""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    nodes = [{"id": numbers[node.id], "v": _node(node)} for node in graph.nodes]
    edges = [
        {"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": _edge(edge)}
        for number, edge in enumerate(graph.edges)
    ]
    about: Attributes = {"name": graph.label, "id": graph.id, **graph.about}
    aspects: dict[str, list[object]] = {
        "attributeDeclarations": [
            {
                "networkAttributes": _declared([about]),
                "nodes": _declared(map(_node, graph.nodes)),
                "edges": _declared(map(_edge, graph.edges)),
            }
        ],
        "networkAttributes": [about],
        "nodes": [*nodes],
        "edges": [*edges],
    }
    counts = [{"name": name, "elementCount": len(content)} for name, content in aspects.items()]
    parts: list[object] = [{"CXVersion": "2.0", "hasFragments": False}, {"metaData": counts}]
    parts += [{name: content} for name, content in aspects.items()]
    parts.append({"status": [{"error": "", "success": True}]})
    return (json.dumps(parts, ensure_ascii=False, indent=1) + "\n").encode()


def _node(node: Node) -> dict[str, Value]:
    return {"id": node.id, "name": node.label, "kind": node.kind, **node.attributes}


def _edge(edge: Edge) -> dict[str, Value]:
    sign = {} if edge.sign is None else {"sign": edge.sign}
    return {
        "id": edge.id,
        "name": edge.label,
        "interaction": edge.relation,
        **sign,
        **edge.attributes,
    }


def _declared(all_told: Iterable[Attributes]) -> dict[str, dict[str, str]]:
    """Return the type of every attribute, in the order in which they are met."""
    return {name: {"d": _TYPES[type(value)]} for told in all_told for name, value in told.items()}
