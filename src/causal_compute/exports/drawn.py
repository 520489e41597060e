"""What of a graph a drawing shows: the causal claims and what they join.

May touch: nodes and edges. Must not know: theses, formats.
"""

from causal_compute.exports.elements import Elements

__all__ = ["drawn"]


def drawn(graph: Elements) -> Elements:
    """Return the graph without evidence, claims that are not causal, and what is then alone."""
    evidence = {node.id for node in graph.nodes if node.kind == "evidence"}
    graph = graph.without(evidence, "statements of evidence")
    said = {node.id for node in graph.nodes if node.kind == "claim" and "formula" not in node.attributes}
    graph = graph.without(said, "claims that are not causal")
    conditions = {node.id for node in graph.nodes if node.kind == "condition"}
    asked = {edge.source for edge in graph.edges}
    graph = graph.without(conditions - asked, "conditions that no causal claim asks for")
    joined = {end for edge in graph.edges for end in (edge.source, edge.target)}
    return graph.without({node.id for node in graph.nodes} - joined, "variables that no causal claim names")
