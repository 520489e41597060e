"""The graph as one offline HTML page. pyvis lives here and nowhere else.

May touch: pyvis, the layout, the page's data. Must not know: how answers are found.

pyvis makes the graph: `net.nodes` and `net.edges` can be inspected and restyled, and what is set there is
what the page draws. The page around it is ours, because pyvis' own loads a style sheet from a CDN even when
told to be "in_line", and is not escaped (`docs/decisions/0010-page.md`).
"""

from collections.abc import Mapping
from typing import Any

from pyvis.network import Network

from causal_compute.answers.document import Answer
from causal_compute.explorer.boxes import Box, box
from causal_compute.explorer.console import console, engine
from causal_compute.explorer.document import ENVIRONMENT, TEMPLATE, Document, packed
from causal_compute.explorer.island import Island, Link, island
from causal_compute.explorer.layout import Drawing, layout
from causal_compute.explorer.rdf import rdf
from causal_compute.explorer.still import still
from causal_compute.model import Thesis, VariableKind

__all__ = ["ClaimNetwork", "claim_network", "page", "stock_page"]

WIDEST = 14
"""Boxes in a row of the map, at most: more make it too wide to read."""

EFFORT = 800_000
"""Starts of the layout times squared links: four seconds or so, and one start where the graph is larger."""

COLOURS = {
    "root": ("#1b4965", "#ffffff"),
    "constraint": ("#5fa8d3", "#0b1f2b"),
    "factor": ("#dfe7ec", "#14202a"),
    "application": ("#2d6a4f", "#ffffff"),
    "entity": ("#f1ede4", "#3b3427"),
}


class ClaimNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that renders through our own escaped, offline template.

    `parts` are the page's data by name, each packed into a script of its own; `later`
    are those that are opened only when asked for, packed already.
    """

    def __init__(self, title: str, language: str = "zh") -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=title)
        self.templateEnv, self.path = ENVIRONMENT, TEMPLATE
        self.options = {
            "physics": {"enabled": False},
            "groups": {
                kind: {"color": {"background": fill, "border": fill}, "font": {"color": ink}}
                for kind, (fill, ink) in COLOURS.items()
            },
        }
        self.parts: dict[str, object] = {}
        self.later: dict[str, str] = {}
        self.language = language

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """Return the page. The parameters are pyvis' own and change nothing."""
        del name, local, notebook
        parts = {"graph": {"nodes": self.nodes, "edges": self.edges}, **self.parts}
        self.html = Document(
            title=self.heading,
            language=self.language,
            bundle="explorer",
            parts={name: packed(part) for name, part in parts.items()},
            later=self.later,
            still=still(self.nodes, self.edges),
        ).html()
        return self.html

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page as UTF-8, whatever the locale; pyvis' own writes in the locale's encoding."""
        del local, notebook, open_browser
        with open(name, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as pyvis takes names
            file.write(self.generate_html())


def page(
    thesis: Thesis, answers: Mapping[str, Answer], *, asked: Answer | None = None, sparql: bool = True
) -> str:
    """Return one HTML file that needs nothing else and asks for nothing.

    `answers` holds every variable's compiled answer: the page shows the same as the command line. `asked` is
    the answer that it opens with. With `sparql` it carries a query engine, which adds about 1.7 MB.
    """
    return claim_network(thesis, answers, asked=asked, sparql=sparql).generate_html()


def claim_network(
    thesis: Thesis, answers: Mapping[str, Answer], *, asked: Answer | None = None, sparql: bool = True
) -> ClaimNetwork:
    """Return the network of `page`, to be restyled before it is rendered."""
    data = island(thesis, answers, asked)
    network = ClaimNetwork(thesis.title.in_(thesis.language), thesis.language)
    network.nodes, network.edges = _drawn(thesis, answers, data)
    network.parts = {"island": data}
    network.later = {"rdf": packed(rdf(thesis, whole=sparql))}
    if sparql:
        network.parts["console"] = console(thesis)
        network.later["engine"] = engine()
    return network


def stock_page(network: ClaimNetwork) -> str:
    """Return pyvis' own page of a network: its menus and its look, and the requests that it makes.

    Nodes keep their places and edges lose their routes, which vis-network does not draw.
    """
    plain = Network(directed=True, cdn_resources="in_line", heading=network.heading, filter_menu=True)
    plain.options = network.options
    plain.nodes = network.nodes
    plain.edges = [{key: value for key, value in edge.items() if key != "route"} for edge in network.edges]
    return str(plain.generate_html(notebook=False))


def _drawn(
    thesis: Thesis, answers: Mapping[str, Answer], data: Island
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return pyvis' nodes and edges, laid out: the root below, the applications on top."""
    boxes = {
        name: box(variable.short.in_(thesis.language), marked=answers[name]["tree"] is not None)
        for name, variable in thesis.variables.items()
    }
    linked = {end for link in data["links"] for end in (link["from"], link["to"])}
    leaves = {name for name in linked if thesis.variables[name].kind is VariableKind.APPLICATION}
    drawing = layout(
        {name: (each.width, each.height) for name, each in boxes.items() if name in linked},
        [(link["from"], link["to"]) for link in data["links"]],
        last=leaves,
        widest=WIDEST,
        starts=max(1, min(40, EFFORT // max(1, len(data["links"])) ** 2)),
    )
    places = drawing.places | _below(drawing, sorted(set(boxes) - linked), boxes)
    nodes = [_node(thesis, name, boxes[name], places[name]) for name in thesis.variables]
    return nodes, [_edge(link, drawing) for link in data["links"]]


def _below(drawing: Drawing, names: list[str], boxes: Mapping[str, Box]) -> dict[str, tuple[float, float]]:
    """Put variables that no causal link joins in rows below the root, as wide as the map."""
    half = max((abs(x) for x, _ in drawing.places.values()), default=400.0)
    left, y = -half, max((y for _, y in drawing.places.values()), default=0.0) + 90.0
    found: dict[str, tuple[float, float]] = {}
    for name in names:
        width = boxes[name].width
        if left + width > half and found:
            left, y = -half, y + 70.0
        found[name] = (left + width / 2, y)
        left += width + 18
    return found


def _node(thesis: Thesis, name: str, drawn: Box, at: tuple[float, float]) -> dict[str, Any]:
    variable = thesis.variables[name]
    return {
        "id": name,
        "label": "\n".join(drawn.lines),
        "group": variable.kind.value,
        "x": at[0],
        "y": at[1],
        "shape": "box",
        "physics": False,
        "widthConstraint": {"minimum": drawn.width, "maximum": drawn.width},
        "heightConstraint": {"minimum": drawn.height},
        "shapeProperties": {"borderDashes": [6, 4] if variable.layer.value == "curator" else False},
    }


def _edge(link: Link, drawing: Drawing) -> dict[str, Any]:
    return {
        "id": link["id"],
        "from": link["from"],
        "to": link["to"],
        "arrows": "to",
        "dashes": link["inferred"],
        "route": [list(point) for point in drawing.routes.get((link["from"], link["to"]), ())],
    }
