"""How `sparql` finds its query, asks it and prints what comes back."""

import re
import shutil
import sys
from dataclasses import dataclass
from typing import IO

import click

from causal_compute.dataset import build
from causal_compute.errors import LimitError, QueryError, UsageError
from causal_compute.model import Layer
from causal_compute.readers import read_thesis
from causal_compute.render.columns import clean, width
from causal_compute.render.rows import table
from causal_compute.stores import open_store
from causal_compute.stores.guard import MAX_CHARACTERS
from causal_compute.stores.named import fixed, named_queries, named_query
from causal_compute.stores.process import Limits
from causal_compute.stores.results import Form, Result, shortened, written
from causal_compute.vocabulary import graph_iri, prefixes

__all__ = ["Asked", "Found", "ask", "print_names", "print_result", "print_text"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user gave: a query or the name of one, or a file that holds one."""

    query: str | None
    file: IO[bytes] | None
    parameters: tuple[str, ...]
    engine: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """What came back, and the prefixes to show it with."""

    result: Result
    prefixes: dict[str, str]


def ask(asked: Asked, folder: str | None, layers: tuple[str, ...]) -> Found:
    """Return what the query finds in the thesis; a query of the user's own runs in a process of its own.

    Raises:
        UsageError: there is no query, or there are two, or a parameter that cannot be.
        QueryError: the query is not well formed, or not allowed.
        LimitError: the query is too large, or took too long.

    """
    if (asked.query is None) == (asked.file is None):
        raise UsageError("give a query, the name of one (see --list), or a file with -f; one of the three")
    named = asked.query is not None and _NAME.fullmatch(asked.query) is not None
    query = named_query(asked.query) if named and asked.query else None
    thesis = read_thesis(folder)
    known = prefixes(thesis.id)
    quads = build(thesis)
    if layers:
        graphs = {graph_iri(thesis.id, Layer(layer)) for layer in layers}
        quads = [quad for quad in quads if quad.graph_name.value in graphs]
    if query is not None:
        store = open_store(quads, asked.engine, prefixes=known)
        return Found(store.query(query.text, fixed(query, _pairs(asked.parameters), store)), known)
    if asked.parameters:
        raise UsageError("-p belongs to named queries; write the value into a query of your own")
    store = open_store(quads, asked.engine, prefixes=known, limits=Limits(seconds=asked.seconds))
    return Found(store.query(_text(asked)), known)
