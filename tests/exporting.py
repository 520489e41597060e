"""Exports read again by other programs. Not a test: other tests build on it.

Each reader takes the bytes of one format and returns the label of every node by its id, and every edge by its
ends: what is drawn or told to a user of that program, not what our writer meant.
"""

import csv
import html
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import cycle
from typing import Any

import networkx as nx

from causal_compute.answers.compile import compile_answers
from causal_compute.exports import Export, export
from causal_compute.exports.claim_view import claim_view
from causal_compute.exports.drawn import drawn
from causal_compute.exports.elements import Elements
from causal_compute.exports.influence_view import influence_view
from causal_compute.exports.scope import Scope
from causal_compute.model import Quote, Seen, Source, Text, Thesis
from tests.theses import DAY, agents, all_of, any_of, claim, evidence, gated
from tests.visits import program

Read = tuple[Mapping[str, str], Counter[tuple[str, str]]]


def scope_of(thesis: Thesis, **chosen: Any) -> Scope:  # noqa: ANN401 - any field of a scope
    """Return a scope of a thesis made in code."""
    return Scope(
        whole=thesis,
        as_of=DAY,
        answers=lambda day: compile_answers(thesis, day, ()),
        **chosen,
    )


def nested() -> Thesis:
    """Return the thesis of agents, with a nested gate, a condition of a whole claim, a loop and evidence."""
    thesis = agents()
    more = [
        gated(
            "either", all_of("ability", any_of("-price@cheap", "compute")), "agents", holds_if=("capable",)
        ),
        claim("loop", "agents", "compute", feedback=True),
        replace(claim("said", "compute", "ability"), id="said", causes=None, compared_to="price"),
    ]
    speaks = [
        evidence("for-it", "both", "supports", "2025-03", "a"),
        evidence("against-it", "both", "contradicts", "2025-04", "b"),
    ]
    source = Source(id="s", title="s", publisher="p", url="https://example.org/", seen=Seen.PRIMARY)
    return replace(
        thesis,
        claims={**thesis.claims, **{each.id: each for each in more}},
        evidence={each.id: each for each in speaks},
        sources={"s": source},
    )


def relabelled(thesis: Thesis, labels: Iterable[str]) -> Thesis:
    """Return a thesis with these words, over and over, wherever it has words of its own."""
    words = cycle(labels)

    def text() -> Text:
        said = next(words)
        return Text(zh=said, en=said)

    def quote() -> Quote:
        return Quote(slide="S01", exact=next(words), start=0, end=1)

    return replace(
        thesis,
        title=text(),
        variables={
            key: replace(
                each, label=text(), definition=text(), aliases={"en": (next(words),)}, quotes=(quote(),)
            )
            for key, each in thesis.variables.items()
        },
        conditions={key: replace(each, label=text()) for key, each in thesis.conditions.items()},
        claims={
            key: replace(each, text=text(), why=text(), quotes=(quote(), quote()))
            for key, each in thesis.claims.items()
        },
        evidence={key: replace(each, text=text()) for key, each in thesis.evidence.items()},
        sources={key: replace(each, title=next(words)) for key, each in thesis.sources.items()},
    )


def meant(scope: Scope, *, drawing: bool = False) -> Elements:
    """Return the nodes and edges that a graph format was written from."""
    graph = influence_view(scope) if scope.view == "influences" else claim_view(scope)
    return drawn(graph) if drawing else graph


def told(graph: Elements) -> Read:
    """Return what a reader should find of a graph."""
    labels = {node.id: node.label for node in graph.nodes}
    return labels, Counter((edge.source, edge.target) for edge in graph.edges)


def bare(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels without their white space, which drawings break into lines as they need."""
    return {key: "".join(label.split()) for key, label in labels.items()}


def only(written: Export) -> bytes:
    (content,) = written.files.values()
    return content


# --------------------------------------------------------------------- readers of other programs


def _network(graph: Any, label: str = "label") -> Read:  # noqa: ANN401 - any graph of networkx
    labels = {node: told[label] for node, told in graph.nodes(data=True)}
    return labels, Counter((source, target) for source, target, *_ in graph.edges)


def read_graphml(content: bytes) -> Read:
    return _network(nx.read_graphml(BytesIO(content), force_multigraph=True))


def read_gexf(content: bytes) -> Read:
    return _network(nx.read_gexf(BytesIO(content), version="1.2draft"))


def read_node_link(content: bytes) -> Read:
    return _network(nx.node_link_graph(json.loads(content), edges="edges"))


def read_cytoscape(content: bytes) -> Read:
    return _network(nx.cytoscape_graph(json.loads(content)), "name")


def read_cx2(content: bytes) -> Read:
    from ndex2.cx2 import RawCX2NetworkFactory  # noqa: PLC0415 - it brings pandas, which takes a second

    network = RawCX2NetworkFactory().get_cx2network(json.loads(content))
    nodes = {number: node["v"] for number, node in network.get_nodes().items()}
    ends = [(nodes[edge["s"]]["id"], nodes[edge["t"]]["id"]) for edge in network.get_edges().values()]
    return {told["id"]: told["name"] for told in nodes.values()}, Counter(ends)


def read_csv(files: Mapping[str, bytes]) -> Read:
    nodes, edges = (rows(files[f".{name}.csv"]) for name in ("nodes", "edges"))
    return {row["id"]: row["label"] for row in nodes}, Counter(
        (row["source"], row["target"]) for row in edges
    )


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table as `csv` reads them, without the marks that guard against formulas."""
    table = csv.DictReader(StringIO(content.decode(), newline=""))
    return [{name: value.removeprefix("'") for name, value in row.items()} for row in table]


def read_dot(content: bytes) -> Read:
    """Return what Graphviz draws: the words that it puts on paper, line by line."""
    done = subprocess.run([program("dot"), "-Tjson"], input=content, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    names = {each["_gvid"]: each["name"] for each in found["objects"]}
    labels = {
        each["name"]: "".join(part["text"] for part in each.get("_ldraw_", ()) if part["op"] == "T")
        for each in found["objects"]
    }
    return labels, Counter((names[each["tail"]], names[each["head"]]) for each in found.get("edges", ()))


PARSE = """async text => {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const nodes = [...db.getVertices().values()].map(each => [each.id, each.text]);
  return { nodes, edges: db.getEdges().map(each => [each.start, each.end]) };
}"""


def read_mermaid(page: Any, content: bytes, graph: Elements) -> Read:  # noqa: ANN401 - a page of playwright
    """Return what Mermaid's own parser finds; `graph` says which of our ids each of its ids stands for."""
    found = page.evaluate(PARSE, content.decode())
    names = dict(zip((name for name, _ in found["nodes"]), (node.id for node in graph.nodes), strict=True))
    labels = {names[name]: _entities(label) for name, label in found["nodes"]}
    return labels, Counter((names[start], names[end]) for start, end in found["edges"])


def _entities(label: str) -> str:
    """Return a label as a browser shows it: Mermaid keeps entities in marks of its own until it draws."""
    return html.unescape(re.sub("ﬂ°°([0-9]+)¶ß", r"&#\1;", label))


GRAPH_READERS: dict[str, Callable[[bytes], Read]] = {
    "graphml": read_graphml,
    "gexf": read_gexf,
    "node-link": read_node_link,
    "cytoscape": read_cytoscape,
    "cx2": read_cx2,
}


def read(scope: Scope, name: str) -> Read:
    """Return what another program reads of a data format."""
    written = export(scope, name)
    return read_csv(written.files) if name == "csv" else GRAPH_READERS[name](only(written))


HOSTILE = [
    'a "quoted" word',
    "back\\slash \\N \\n \\l",
    "</script><img src=x onerror=alert(1)>",
    "]]> & &amp; &#34; <!-- -->",
    '=HYPERLINK("http://x","y")',
    "+1 -1 @x",
    "'already guarded",
    "a, b; c\td",
    "two\nlines",
    "#35; #quot; ;",
    "end subgraph; click n href",
    '"] --> n_x["',
    "%%{init: {}}%%",
    "graph } -- > {",
    "[x](javascript:alert(1)) | `code` *b* _i_",
    "算力：成本↓ 😀",
    "{{ jinja }} ${x} $(x)",
    "a\x00b\x1b]52;c;x\x07",
    "right\u202eto left \u200b zero",
    "lone \ud800 surrogate",
    "\ufeffbom \ufffe",
    "None",
    "null true 1.10",
    " lead and trail ",
]
"""Labels that broke some exporter of somebody once."""
