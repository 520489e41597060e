"""Every format that a thesis is exported to: what it is called, who reads it, what it leaves behind.

May touch: nothing. Must not know: how any format is written; writers are named here and imported on use.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = ["FORMATS", "VIEWS", "Format"]

VIEWS = ("claims", "influences")
"""What the nodes are: variables, claims, gates, conditions and evidence; or variables alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the suffix of its file, what it `says` it is, what `opens` it, its writer.

    `family` tells what the writer takes: "graph" the nodes and edges of a view, "rdf" the quads, "text" the
    answers. `view` is the one that a graph format shows unless told otherwise. `files` is true for one that
    is more than one file.
    """

    suffix: str
    says: str
    opens: str
    writer: str
    family: Literal["graph", "rdf", "text"] = "graph"
    view: str = "claims"
    files: bool = False


def _rdf(suffix: str, says: str, opens: str, function: str, *, files: bool = False) -> Format:
    writer = f"causal_compute.exports.{function}"
    return Format(suffix=suffix, says=says, opens=opens, writer=writer, family="rdf", files=files)


def _network(suffix: str, says: str, opens: str, function: str) -> Format:
    return Format(suffix=suffix, says=says, opens=opens, writer=f"causal_compute.exports.networks:{function}")


_STORES = "RDF stores and libraries (Jena, GraphDB, Oxigraph, rdflib)"

FORMATS = {
    "trig": _rdf(".trig", "RDF, a named graph a layer", _STORES, "rdf:trig"),
    "nquads": _rdf(".nq", "RDF, a quad a line", _STORES, "rdf:nquads"),
    "turtle": _rdf(".ttl", "RDF, the layers as one graph", "every RDF tool, Protégé", "rdf:turtle"),
    "jsonld": _rdf(".jsonld", "RDF as JSON, context included", "JSON-LD processors", "rdf:jsonld"),
    "rdfxml": _rdf(".rdf", "RDF as XML, one graph", "older RDF tools, Protégé", "rdf:rdfxml"),
    "rdf12": _rdf(
        ".trig",
        "RDF 1.2: claims as reifiers of edges",
        "Oxigraph, N3.js 2 and others of RDF 1.2",
        "rdf:rdf12",
    ),
    "nanopubs": _rdf(
        ".nanopubs.trig", "a nanopublication a claim", "RDF stores with named graphs", "nanopubs:together"
    ),
    "nanopub-files": _rdf(
        "",
        "the same, a file a claim",
        "the nanopub tools (np sign, np publish)",
        "nanopubs:apart",
        files=True,
    ),
    "graphml": _network(".graphml", "XML with typed attributes", "Gephi, yEd, Cytoscape, igraph", "graphml"),
    "gexf": _network(".gexf", "XML with colours", "Gephi, Gephi Lite, sigma.js", "gexf"),
    "node-link": _network(".json", "nodes and edges as JSON", "networkx, d3", "node_link"),
    "cytoscape": _network(".cyjs", "Cytoscape's JSON", "Cytoscape, Cytoscape.js", "cytoscape"),
    "cx2": Format(
        suffix=".cx2",
        says="CX2, version 2 of Cytoscape's exchange format",
        opens="Cytoscape, NDEx",
        writer="causal_compute.exports.cx2:cx2",
    ),
    "csv": Format(
        suffix=".csv",
        says="two tables, nodes and edges",
        opens="Gephi, spreadsheets, pandas, Neo4j",
        writer="causal_compute.exports.tables:tables",
        files=True,
    ),
    "dot": Format(
        suffix=".dot",
        says="a drawing for Graphviz",
        opens="dot, xdot, Graphviz on the web",
        writer="causal_compute.exports.dot:dot",
    ),
    "mermaid": Format(
        suffix=".mmd",
        says="a drawing as text",
        opens="GitHub, GitLab, Obsidian, mermaid.live",
        writer="causal_compute.exports.flowchart:flowchart",
        view="influences",
    ),
    "report": Format(
        suffix=".md",
        says="the whole thesis in words",
        opens="anything that shows Markdown",
        writer="causal_compute.exports.report:report",
        family="text",
    ),
}
"""Every format by its name, in the order of `export --list`."""
