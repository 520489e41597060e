"""`causal-compute sparql`."""

from typing import IO

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import graph_options

__all__ = ["sparql_"]


@click.command("sparql")
@click.argument("query", required=False)
@click.option("-f", "--file", type=click.File("rb"), help="Read the query from a file; - is standard input.")
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=ID",
    help="Fix a parameter of a named query; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "tsv", "xml"]),
    default="table",
    show_default=True,
    help="A table to read, or one of the W3C's formats.",
)
@click.option(
    "--engine",
    type=click.Choice(["oxigraph", "rdflib"]),
    default="oxigraph",
    show_default=True,
    help="Which SPARQL engine answers.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=86_400),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="End a query of your own after this time.",
)
@click.option("--list", "listing", is_flag=True, help="List the named queries and what each asks.")
@click.option("--show", is_flag=True, help="Print the text of the named query instead of asking it.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="en", help="The language of --list.")
@graph_options(without=False)
def sparql_(
    query: str | None,
    file: IO[bytes] | None,
    parameters: tuple[str, ...],
    form: str,
    engine: str,
    timeout: float,
    listing: bool,
    show: bool,
    lang: str,
    graph: ClaimGraph,
) -> None:
    """Put a SPARQL query, or one of the named ones, to the graph.

    Every prefix of docs/rdf.md is declared. A query only reads: updates, SERVICE, and FROM with anything but
    the graph's own layers are refused.

    \b
    causal-compute sparql --list
    causal-compute sparql conditions-of-application -p application=agent-economy
    causal-compute sparql 'SELECT ?v { ?v a cc:Application } ORDER BY ?v'
    causal-compute sparql -f my-query.rq --format csv
    """  # noqa: D301 - click reads the backspace
    from causal_compute.cli import querying

    if listing:
        querying.print_names(lang)
    elif show:
        querying.print_text(query)
    else:
        found = querying.ask(graph, query, file, parameters, engine=engine, seconds=timeout)
        querying.print_result(found, form)
