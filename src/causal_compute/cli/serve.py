"""`causal-compute serve`."""

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import graph_options

__all__ = ["serve_"]


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Another name that requests may call this server by; may be given several times.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="A site whose pages may ask and read, such as https://example.org, or '*'; none if not given.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="End a stranger's query after this time.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 10_000_000),
    default=10_000,
    show_default=True,
    help="The most rows or triples that a query may return.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many queries run at once.",
)
@click.option(
    "--licence", metavar="URL", help="The licence of the data, for VoID; the package's own for its own deck."
)
@click.option("--open", "then_open", is_flag=True, help="Open the page in the browser.")
@graph_options(without=False)
def serve_(
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    rows: int,
    workers: int,
    licence: str | None,
    then_open: bool,
    graph: ClaimGraph,
) -> None:
    """Serve the graph over HTTP: SPARQL, answers, named queries, a URL for every claim, and the page.

    \b
    causal-compute serve
    curl 'http://127.0.0.1:8765/why?q=agents'
    curl http://127.0.0.1:8765/sparql --data-urlencode 'query=ASK { ?v a cc:Root }'
    """  # noqa: D301 - click reads the backspace
    from causal_compute.cli import hosting

    asked = hosting.Offer(host, port, names, origins, timeout, rows, workers, licence, then_open)
    hosting.serve(asked, graph)
