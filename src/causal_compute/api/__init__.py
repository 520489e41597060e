"""The Python API: a thesis loaded, questioned, and taken apart into tables and graphs.

May touch: the libraries below it, each imported on use. Must not know: the command line, which calls this.

>>> import causal_compute as cc
>>> graph = cc.load()
>>> print(graph.why("why agents now", as_of="2026-11-22").text(columns=40).splitlines()[0])
agent economy: every condition is met,
>>> graph.dag.number_of_nodes() > len(graph.claims())
True
"""

from causal_compute.api.claim_graph import ClaimGraph, load
from causal_compute.api.reply import Reply
from causal_compute.api.tables import Table

__all__ = ["ClaimGraph", "Reply", "Table", "load"]
