r"""A drawing for Graphviz.

May touch: nodes and edges. Must not know: theses, Graphviz itself.

In a quoted string DOT reads ``\"`` alone; Graphviz then reads ``\n``, ``\N`` and the like in a label, and
the entities of HTML. So a backslash is doubled and an ampersand spelt out. Graphviz keeps links of any
scheme, and only web addresses are written.
"""

import re
from collections.abc import Iterator, Mapping

from causal_compute.exports.elements import Edge, Elements, Node
from causal_compute.exports.networks import COLOURS
from causal_compute.render.columns import wrap

__all__ = ["dot", "quoted"]

_WIDTH = 28
_SHAPES = {
    "variable": 'shape=box style="rounded,filled" fontcolor=white',
    "claim": "shape=note fontsize=9",
    "gate": "shape=diamond fontsize=9",
    "condition": "shape=hexagon fontsize=9",
}
_LINES = {
    "effect": "style=bold",
    "cause-of": "style=solid",
    "influences": "style=solid",
    "member-of": "style=solid",
    "reaches": 'style=dotted arrowhead=none color="#999999"',
    "required-by": 'style=dashed color="#b38600"',
    "holds-if": 'style=dashed color="#b38600"',
}
_SIGNS = {1: "+", -1: "−"}


def dot(graph: Elements) -> bytes:
    """Return the graph as DOT, causes below and applications on top."""
    lines = [
        f"digraph {quoted(graph.id)} {{",
        f"  label={quoted(graph.label)} labelloc=t rankdir=BT",
        '  node [fontname="sans-serif"]',
        '  edge [fontname="sans-serif" fontsize=9]',
        *map(_node, graph.nodes),
        *map(_edge, graph.edges),
        "}",
    ]
    return ("\n".join(lines) + "\n").encode()


def quoted(words: str) -> str:
    r"""Return words, on one line, as a DOT string that shows just them.

    >>> print(quoted('a "b" \\N &amp;'))
    "a \"b\" \\N &amp;amp;"

    """
    line = " ".join(words.split())
    return '"' + line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') + '"'


def _node(node: Node) -> str:
    label = "\\n".join(quoted(line)[1:-1] for line in wrap(" ".join(node.label.split()), _WIDTH))
    colour = COLOURS[str(node.attributes.get("role", node.kind))]
    tooltip = str(node.attributes.get("quote", node.id))
    written = {"tooltip": tooltip, "id": node.id, "class": node.kind, "URL": _link(node)}
    fill = f'fillcolor="{colour}"' if node.kind == "variable" else f'color="{colour}"'
    return f'  {quoted(node.id)} [label="{label}" {_SHAPES[node.kind]} {fill} {_attributes(written)}]'


def _edge(edge: Edge) -> str:
    label = _SIGNS.get(edge.sign, "") if edge.sign is not None else ""
    written = {"label": label, "id": edge.id, "tooltip": edge.relation}
    line = _LINES.get(edge.relation, "style=solid")
    return f"  {quoted(edge.source)} -> {quoted(edge.target)} [{line} {_attributes(written)}]"


def _attributes(written: Mapping[str, str]) -> str:
    return " ".join(_written(written))


def _written(written: Mapping[str, str]) -> Iterator[str]:
    for name, value in written.items():
        if value:
            yield f"{name}={quoted(value)}"


def _link(node: Node) -> str:
    link = str(node.attributes.get("iri", ""))
    return link if re.match("https?://", link) else ""
