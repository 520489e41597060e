"""GraphML, GEXF, node-link JSON and Cytoscape JSON, by the writers of networkx.

May touch: networkx, nodes and edges. Must not know: theses.

networkx writes into GraphML and GEXF what XML cannot hold, and refuses None and lists: the attributes that
come here are clean and flat. It dates GEXF by the clock and signs it with its version: both are put right.
"""

import json
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from causal_compute.exports.elements import Elements, Value

__all__ = ["COLOURS", "cytoscape", "gexf", "graphml", "multigraph", "node_link"]

if TYPE_CHECKING:
    MultiGraph = nx.MultiDiGraph[str]
else:
    MultiGraph = nx.MultiDiGraph  # not subscriptable at run time

COLOURS = {
    "root": "#b3261e",
    "constraint": "#b36b00",
    "factor": "#2f6f9f",
    "application": "#2e7d32",
    "entity": "#6b7280",
    "claim": "#c9c9c9",
    "gate": "#8e44ad",
    "condition": "#d4a017",
    "evidence": "#00838f",
}
"""A colour for each role of a variable and each other kind of node."""


def graphml(graph: Elements) -> bytes:
    """Return GraphML: every attribute with its type, every edge with its id."""
    written = BytesIO()
    # The other writer of networkx is taken where lxml is installed, and gives other bytes.
    nx.write_graphml_xml(multigraph(graph), written, encoding="utf-8", named_key_ids=True)
    return written.getvalue() + b"\n"


def gexf(graph: Elements) -> bytes:
    """Return GEXF 1.2: a colour for each kind of node, the belief in a claim as its edges' weight."""
    network = multigraph(graph)
    for _, told in network.nodes(data=True):
        code = COLOURS[str(told.get("role", told["kind"]))]
        red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
        told["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    for _, _, key, told in network.edges(keys=True, data=True):
        told["id"] = key
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    meta = writer.xml.find("meta")
    if meta is not None:
        meta.set("lastmodifieddate", str(graph.about["as_of"]))
        meta[0].text = "causal-compute"
        ET.SubElement(meta, "description").text = graph.label
    written = BytesIO()
    writer.write(written)
    return written.getvalue() + b"\n"


def node_link(graph: Elements) -> bytes:
    """Return node-link JSON as `networkx.node_link_graph` reads it, its edges under "edges"."""
    return _json(nx.node_link_data(multigraph(graph), edges="edges"))


def cytoscape(graph: Elements) -> bytes:
    """Return Cytoscape JSON; `name` is the label, as Cytoscape shows it."""
    network = multigraph(graph)
    for _, told in network.nodes(data=True):
        told["name"] = told.pop("label")
    for _, _, key, told in network.edges(keys=True, data=True):
        told["id"] = key
    found = nx.cytoscape_data(network)
    return _json({**found, "data": dict(network.graph)})


def multigraph(graph: Elements) -> MultiGraph:
    """Return nodes and edges as a networkx graph; the key of an edge is its id."""
    network: MultiGraph = nx.MultiDiGraph()
    network.graph.update({"id": graph.id, "name": graph.label, **graph.about})
    for node in graph.nodes:
        network.add_node(node.id, label=node.label, kind=node.kind, **node.attributes)
    for edge in graph.edges:
        said: dict[str, Value] = {"label": edge.label, "relation": edge.relation}
        if edge.sign is not None:
            said["sign"] = edge.sign
        network.add_edge(edge.source, edge.target, key=edge.id, **said, **edge.attributes)
    return network


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
