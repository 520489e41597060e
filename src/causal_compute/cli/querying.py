"""How `sparql` finds its query, asks it and prints what comes back."""

import re
import shutil
import sys
from dataclasses import dataclass
from typing import IO
from unicodedata import category

import click

from causal_compute.dataset import build
from causal_compute.errors import QueryError, UsageError
from causal_compute.model import Layer
from causal_compute.readers import read_thesis
from causal_compute.render.columns import width
from causal_compute.render.rows import table
from causal_compute.stores import open_store
from causal_compute.stores.guard import MAX_CHARACTERS
from causal_compute.stores.named import fixed, named_queries, named_query
from causal_compute.stores.process import Limits
from causal_compute.stores.results import Form, Result, shortened, written
from causal_compute.stores.store import Store, of_graphs
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
        NothingFoundError: no query has this name, or nothing the name that a parameter is given.
        QueryError: the query is not well formed, or not allowed.
        LimitError: the query is too large, or took too long.

    """
    if (asked.query is None) == (asked.file is None):
        raise UsageError("give a query, the name of one (see --list), or a file with -f; one of the three")
    if asked.query is not None and _NAME.fullmatch(asked.query):
        query = named_query(asked.query)
        store = _store(folder, layers, asked.engine, None)
        return Found(store.query(query.text, fixed(query, _pairs(asked.parameters), store)), store.prefixes)
    if asked.parameters:
        raise UsageError("-p belongs to named queries; write the value into a query of your own")
    text = _text(asked)
    store = _store(folder, layers, asked.engine, Limits(seconds=asked.seconds))
    return Found(store.query(text), store.prefixes)


def print_result(found: Found, form: str) -> None:
    """Print rows as a table or in a W3C format, a graph as RDF, a truth as a word; count rows on stderr."""
    if form != "table" or found.result.form is Form.GRAPH:
        click.echo(_safe(written(found.result, form, found.prefixes)).rstrip("\n"))
    elif found.result.form is Form.TRUTH:
        click.echo("true" if found.result else "false")
    else:
        rows = [[shortened(term, found.prefixes) for term in row] for row in found.result.rows()]
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(table(found.result.variables, rows, columns=columns))
        click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)


def print_names(lang: str) -> None:
    """Print every named query with its parameters and the sentence that it asks."""
    queries = named_queries().values()
    heads = {
        query.name: " ".join([query.name, *(f"[{name}]" for name in query.parameters)]) for query in queries
    }
    edge = max(map(width, heads.values()))
    for query in queries:
        click.echo(f"{heads[query.name].ljust(edge)}  {query.zh if lang == 'zh' else query.en}")


def print_text(name: str | None) -> None:
    """Print the text of a named query, to be read or changed."""
    if name is None:
        raise UsageError("--show wants the name of a query; --list lists them")
    click.echo(named_query(name).text.rstrip("\n"))


def _store(folder: str | None, layers: tuple[str, ...], engine: str, limits: Limits | None) -> Store:
    """Return a store of the thesis, or of some of its layers and what describes the document."""
    thesis = read_thesis(folder)
    quads = build(thesis)
    if layers:
        quads = of_graphs(quads, {graph_iri(thesis.id, layer) for layer in (None, *map(Layer, layers))})
    return open_store(quads, engine, prefixes=prefixes(thesis.id), limits=limits)


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise UsageError(f"-p {name}{equals}{value} is not NAME=ID")
    return {name: value for name, _, value in pairs}


def _text(asked: Asked) -> str:
    """Return the query's text; from a file no more is read than a query may have."""
    if asked.file is None:
        return asked.query or ""
    try:
        text = asked.file.read(4 * MAX_CHARACTERS + 1).decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise QueryError(f"the file is not UTF-8 at byte {err.start}; save it as UTF-8") from err
    return text


def _safe(text: str) -> str:
    """Return `text` as it is for a file or a pipe; for a terminal without what a terminal would obey."""
    if not sys.stdout.isatty():
        return text
    return "".join(c for c in text if c in "\n\t" or category(c)[0] != "C")
