"""The graph as one offline HTML page. pyvis lives here and nowhere else.

May touch: pyvis' own copy of vis-network and the page's files in `page/`. Must not know: how answers are
found.

pyvis makes the graph (`net.nodes` and `net.edges` can be inspected and restyled); the page around it is ours,
because pyvis' template loads a style sheet from a CDN even when told to be "in_line", and is not escaped.
Coordinates are computed here and physics is off, so that the page is the same every time. Its Content
Security Policy names every script by its hash and forbids every request.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from causal_compute.answers.document import Answer
from causal_compute.explorer.island import island
from causal_compute.explorer.layout import Point, layout
from causal_compute.model import Thesis, Variable, VariableKind
from causal_compute.render.columns import width, wrap

__all__ = ["ClaimNetwork", "page"]

COLUMNS = 14  # of a node's label before it wraps
COLOURS = {
    "root": ("#1b4965", "#ffffff"),
    "constraint": ("#5fa8d3", "#0b1f2b"),
    "factor": ("#dfe7ec", "#14202a"),
    "application": ("#2d6a4f", "#ffffff"),
    "entity": ("#f1ede4", "#3b3427"),
}
STATUS_BORDER = {"met": "#2e7d32", "unmet": "#c62828", "unknown": "#8a8f94", "expected": "#1565c0"}


class ClaimNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that renders through our own escaped, offline template."""

    def __init__(self, title: str) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=title)
        self.templateEnv = Environment(
            loader=PackageLoader("causal_compute.explorer", "web"), autoescape=True
        )
        self.path = "explorer.html.j2"
        self.options = {
            "physics": {"enabled": False},
            "interaction": {"hover": True, "dragNodes": False, "multiselect": False},
            "layout": {"improvedLayout": False},
        }
        self.island = "{}"

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """Return the page. The parameters are pyvis' own and change nothing."""
        del name, local, notebook
        graph = {"nodes": self.nodes, "edges": self.edges, "options": self.options}
        scripts = [_vis_network(), _page_file("source/main.js")]
        style = _page_file("explorer.css")
        self.html = self.templateEnv.get_template(self.path).render(
            title=self.heading,
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own file and pyvis' own
            graph=Markup(_json(graph)),  # noqa: S704 - escaped by _json
            island=Markup(self.island),  # noqa: S704 - escaped by _json
            policy=_policy(scripts, style),
        )
        return str(self.html)


def page(thesis: Thesis, answers: Mapping[str, Answer]) -> str:
    """Return one HTML file, about 0.5 MB and the graph, that needs nothing else and asks for nothing.

    `answers` holds every variable's compiled answer: the page shows the same as the command line.
    """
    network = ClaimNetwork(thesis.title.zh)
    data = island(thesis, answers)
    network.island = _json(data)
    network.nodes, network.edges = _nodes(thesis, answers, data["links"]), data["links"]
    return network.generate_html()


def _nodes(
    thesis: Thesis, answers: Mapping[str, Answer], links: list[dict[str, object]]
) -> list[dict[str, object]]:
    labels = {
        name: "\n".join(wrap(variable.label.zh, COLUMNS)) for name, variable in thesis.variables.items()
    }
    linked = {str(link[end]) for link in links for end in ("from", "to")}
    sizes = {name: _box(labels[name]) for name in labels if name in linked}
    onward = [(str(link["from"]), str(link["to"])) for link in links if not link["feedback"]]
    leaves = {name for name in sizes if thesis.variables[name].kind is VariableKind.APPLICATION}
    places = layout(sizes, onward, last=leaves)
    places |= _beside(places, sorted(set(labels) - linked))
    return [
        _node(variable, labels[name], answers[name]["status"], places[name])
        for name, variable in thesis.variables.items()
    ]


def _beside(places: Mapping[str, tuple[float, float]], names: list[str]) -> dict[str, tuple[float, float]]:
    """Put variables that no causal link joins in rows below the root."""
    lowest = max((y for _, y in places.values()), default=0.0) + 150
    return {name: ((at % 12 - 5.5) * 170, lowest + at // 12 * 90) for at, name in enumerate(names)}


def _box(label: str) -> float:
    return 9.0 * max(map(width, label.splitlines()), default=1) + 24


def _node(variable: Variable, label: str, status: str, at: Point) -> dict[str, object]:
    fill, ink = COLOURS[variable.kind.value]
    border = STATUS_BORDER[status] if variable.kind.value == "application" else fill
    return {
        "id": variable.id,
        "label": label,
        "x": at[0],
        "y": at[1],
        "shape": "box",
        "physics": False,
        "borderWidth": 3,
        "borderWidthSelected": 4,
        "shapeProperties": {"borderDashes": [6, 4] if variable.layer.value == "curator" else False},
        "color": {
            "background": fill,
            "border": border,
            "highlight": {"background": fill, "border": "#d9480f"},
        },
        "font": {"color": ink, "size": 15, "face": "system-ui, Noto Sans SC, Noto Sans CJK SC, sans-serif"},
    }


def _vis_network() -> str:
    return files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")


def _page_file(name: str) -> str:
    return files("causal_compute.explorer").joinpath("web", name).read_text(encoding="utf-8")


def _json(value: object) -> str:
    """Return JSON that is safe inside a script element: no "<", ">", "&" or line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(scripts: list[str], style: str) -> str:
    hashes = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
