"""How `sparql` reads its query and prints what comes back."""

import shutil
import sys
from typing import IO
from unicodedata import category

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.api.queries import Found
from causal_compute.errors import QueryError, UsageError
from causal_compute.render.columns import width
from causal_compute.stores.guard import MAX_CHARACTERS
from causal_compute.stores.named import named_queries, named_query
from causal_compute.stores.results import Form

__all__ = ["ask", "pairs", "print_names", "print_result", "print_text"]


def ask(
    graph: ClaimGraph,
    query: str | None,
    file: IO[bytes] | None,
    parameters: tuple[str, ...],
    *,
    engine: str,
    seconds: float,
) -> Found:
    """Return what a query finds: one that was typed, one of a file, or a shipped one by its name.

    Raises:
        UsageError: there is no query, or there are two, or a parameter that cannot be.
        QueryError: the file is not UTF-8.

    """
    if (query is None) == (file is None):
        raise UsageError("give a query, the name of one (see --list), or a file with -f; one of the three")
    text = query if file is None else _text(file)
    return graph.sparql(text or "", pairs(parameters), engine=engine, seconds=seconds)


def print_result(found: Found, form: str) -> None:
    """Print rows as a table or in a W3C format, a graph as RDF, a truth as a word; count rows on stderr."""
    if form != "table" or found.result.form is Form.GRAPH:
        click.echo(_safe(found.written(form)).rstrip("\n"))
    elif found.result.form is Form.TRUTH:
        click.echo("true" if found.result else "false")
    else:
        rows = found.table()
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(rows.text(found.result.variables, width=columns))
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


def pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    """Return "NAME=ID" parameters by name."""
    found = [parameter.partition("=") for parameter in parameters]
    for name, equals, value in found:
        if not (name and equals and value):
            raise UsageError(f"-p {name}{equals}{value} is not NAME=ID")
    return {name: value for name, _, value in found}


def _text(file: IO[bytes]) -> str:
    """Return the query of a file, of which no more is read than a query may have."""
    try:
        return file.read(4 * MAX_CHARACTERS + 1).decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise QueryError(f"the file is not UTF-8 at byte {err.start}; save it as UTF-8") from err


def _safe(text: str) -> str:
    """Return `text` as it is for a file or a pipe; for a terminal without what a terminal would obey."""
    if not sys.stdout.isatty():
        return text
    return "".join(c for c in text if c in "\n\t" or category(c)[0] != "C")
