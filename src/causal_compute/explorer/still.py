"""The map as a still picture in SVG: for readers without JavaScript, and for other documents.

May touch: what was put on the network. Must not know: how its coordinates were found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from causal_compute.explorer.boxes import LINE

__all__ = ["path", "still"]

Point = Sequence[float]


def still(nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]) -> Markup:
    """Return pyvis' nodes and edges as one SVG element, drawn with the classes of the page's style sheet.

    A node needs x, y, label, group and its size as vis-network's constraints, an edge its `route`.
    """
    placed = list(nodes)
    spans = [(float(n["x"]), float(n["y"]), *_size(n)) for n in placed] or [(0.0, 0.0, 1.0, 1.0)]
    left, top = min(x - w / 2 for x, _, w, _ in spans), min(y - h / 2 for _, y, _, h in spans)
    right, bottom = max(x + w / 2 for x, _, w, _ in spans), max(y + h / 2 for _, y, _, h in spans)
    frame = f"{left - 10:g} {top - 10:g} {right - left + 20:g} {bottom - top + 20:g}"
    lines = Markup().join(_edge(edge) for edge in edges if edge.get("route"))
    boxes = Markup().join(_node(node) for node in placed)
    return Markup('<svg class="still" viewBox="{}" role="img">{}{}</svg>').format(frame, lines, boxes)


def path(route: Sequence[Point]) -> str:
    """Return a route as SVG path data: straight where it keeps its x, as an S where it changes it.

    >>> path([(0, 0), (0, -20), (30, -60)])
    'M0 0L0 -20C0 -40 30 -40 30 -60'

    """
    return "".join(_steps(route))


def _steps(route: Sequence[Point]) -> Iterator[str]:
    before = route[0]
    yield f"M{before[0]:g} {before[1]:g}"
    for x, y in route[1:]:
        middle = (before[1] + y) / 2
        straight = abs(before[0] - x) < 0.5
        yield f"L{x:g} {y:g}" if straight else f"C{before[0]:g} {middle:g} {x:g} {middle:g} {x:g} {y:g}"
        before = (x, y)


def _edge(edge: Mapping[str, Any]) -> Markup:
    dashed = " inferred" if edge.get("dashes") else ""
    return Markup('<path class="line{}" d="{}"/>').format(dashed, path(edge["route"]))


def _node(node: Mapping[str, Any]) -> Markup:
    x, y, (width, height) = float(node["x"]), float(node["y"]), _size(node)
    lines = str(node["label"]).split("\n")
    first = y - (len(lines) - 1) * LINE / 2 + 5
    words = Markup().join(
        Markup('<text x="{:g}" y="{:g}" text-anchor="middle">{}</text>').format(x, first + row * LINE, line)
        for row, line in enumerate(lines)
    )
    frame = Markup('<rect class="box" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="6"/>')
    drawn = frame.format(x - width / 2, y - height / 2, width, height)
    return Markup('<g class="node {}">{}{}</g>').format(node["group"], drawn, words)


def _size(node: Mapping[str, Any]) -> tuple[float, float]:
    return float(node["widthConstraint"]["minimum"]), float(node["heightConstraint"]["minimum"])
