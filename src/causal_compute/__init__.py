"""A thesis as a knowledge graph of causal claims that can be questioned.

    import causal_compute as cc
    graph = cc.load()
    print(graph.why("why agents now"))

`causal_compute.api` says what a loaded graph can do. It is imported on use: the command line does without
most of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from causal_compute.api import ClaimGraph, Reply, Table, load

__all__ = ["ClaimGraph", "Reply", "Table", "load"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("causal_compute.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
