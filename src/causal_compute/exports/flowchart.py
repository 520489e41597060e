"""The graph as a Mermaid flowchart; `render.mermaid` draws an answer, with its proof tree.

May touch: nodes and edges. Must not know: theses.
"""

import re
from collections.abc import Iterator

from causal_compute.exports.elements import Edge, Elements, Node
from causal_compute.exports.networks import COLOURS
from causal_compute.render.mermaid import escape

__all__ = ["MOST_CHARACTERS", "MOST_EDGES", "beyond", "flowchart"]

MOST_EDGES, MOST_CHARACTERS = 500, 50_000
"""What Mermaid draws unless its page says otherwise; GitHub and GitLab do not."""

_BRACKETS = {
    "variable": ("[", "]"),
    "application": ("([", "])"),
    "claim": (">", "]"),
    "gate": ("{", "}"),
    "condition": ("{{", "}}"),
}
_ARROWS = {"reaches": "-.-", "required-by": "-.->", "holds-if": "-.->"}
_SIGNS = {1: "+", -1: "−", 0: "?"}


def flowchart(graph: Elements) -> bytes:
    """Return a flowchart from the bottom up: causes below, applications on top."""
    lines = ["flowchart BT", *map(_node, graph.nodes), *map(_edge, graph.edges), *_classes(graph)]
    return ("\n".join(lines) + "\n").encode()


def beyond(graph: Elements, content: bytes) -> str | None:
    """Return what is to be said of a flowchart that Mermaid does not draw by default; None of another."""
    edges, characters = len(graph.edges), len(content.decode())
    if edges <= MOST_EDGES and characters <= MOST_CHARACTERS:
        return None
    return (
        f"GitHub and GitLab draw at most {MOST_EDGES} edges and {MOST_CHARACTERS:,} characters; this has "
        f"{edges} and {characters:,}: narrow it with --of, or take --view influences"
    )


def _node(node: Node) -> str:
    role = str(node.attributes.get("role", node.kind))
    left, right = _BRACKETS.get(role, _BRACKETS[node.kind])
    return f'  {_id(node.id)}{left}"{escape(node.label)}"{right}:::{role}'


def _edge(edge: Edge) -> str:
    arrow = _ARROWS.get(edge.relation, "-->")
    label = "" if edge.sign is None else f'|"{escape(_SIGNS[edge.sign])}"|'
    return f"  {_id(edge.source)} {arrow}{label} {_id(edge.target)}"


def _classes(graph: Elements) -> Iterator[str]:
    used = {str(node.attributes.get("role", node.kind)) for node in graph.nodes}
    for role, colour in COLOURS.items():
        if role in used:
            yield f"  classDef {role} stroke:{colour},stroke-width:2px"


def _id(name: str) -> str:
    """Return a name that Mermaid takes for no keyword; no two nodes share one."""
    return "n_" + re.sub("[^a-z0-9-]", lambda found: f"X{ord(found[0]):x}X", name).replace("-", "_")
